"""Lists under one area, named once: its groups by their numbers alone, with Ha Tri said only at the head."""

from handlers.language.group_names import Names
from handlers.language.pieces import Piece, Tag


def spread(pieces: list[Piece], names: Names) -> list[Piece]:
    """`Hà Trì: 1 được 20, 2 được 17`: numbers behind an area that was named once are its groups."""
    head: Piece | None = None
    for at, piece in enumerate(pieces):
        if piece.tag is Tag.GROUP and piece.area:
            head = piece
        elif head is not None and _member(pieces, at, head, names.cores[head.area]) and len(head.choices) > 1:
            head.silent = True
    return pieces


def _member(pieces: list[Piece], at: int, head: Piece, area: dict[int, tuple[str, ...]]) -> bool:
    """Makes a group of the area out of a number, or narrows `to 2` to the one of this area."""
    piece = pieces[at]
    if piece.tag is Tag.GROUP:
        piece.choices = (
            tuple(name for name in piece.choices if any(name in some for some in area.values())) or piece.choices
        )
        return True
    bare = head if len(head.choices) > 1 else None
    if piece.tag is not Tag.NUMBER or piece.value not in area or not _heads_item(pieces, at, bare):
        return False
    piece.tag, piece.choices, piece.area = Tag.GROUP, area[piece.value], ()
    return True


def _heads_item(pieces: list[Piece], at: int, head: Piece | None) -> bool:
    """A number that opens a clause, is followed by a verb, a night or a colon, and then by another number."""
    before = pieces[at - 1]
    opens = before.tag in {Tag.BREAK, Tag.STOP} or before.word in {":", "to", "so", "tdp"}
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    verbs = {Tag.GOT, Tag.INDICATOR, Tag.DATE} if head is not None else set()
    if not opens or after is None or not (after.tag in verbs or after.word in {":", "-", "="}):
        return False
    for piece in pieces[at + 1 :]:
        if piece.tag is Tag.STOP or piece.word in {",", ";"}:
            return False
        if piece.tag is Tag.NUMBER:
            return True
    return False
