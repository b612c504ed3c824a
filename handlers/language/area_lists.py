"""Lists under one area, named once: its groups by their numbers alone, with Ha Tri said only at the head."""

from dataclasses import replace

from handlers.language import tags
from handlers.language.group_names import Names
from handlers.language.pieces import Piece


def spread(pieces: list[Piece], names: Names) -> list[Piece]:
    """`Hà Trì: 1 được 20, 2 được 17`: numbers behind an area that was named once are its groups."""
    if not any(piece.area and piece.tag is tags.GROUP for piece in pieces):
        return pieces
    spread_out: list[Piece] = []
    head = -1
    for at, piece in enumerate(pieces):
        member = None
        if piece.tag is tags.GROUP and piece.area:
            head = at
        elif head >= 0:
            member = _member(pieces, at, pieces[head], names.cores[pieces[head].area])
        spread_out.append(member or piece)
        if member is not None and len(pieces[head].choices) > 1:
            spread_out[head] = replace(pieces[head], tag=tags.FILL)  # no group of its own
    return spread_out


def _member(pieces: list[Piece], at: int, head: Piece, area: dict[int, tuple[str, ...]]) -> Piece | None:
    """The group of the area that a number is, or `tổ 2` narrowed to the one of this area."""
    piece = pieces[at]
    if piece.tag is tags.GROUP:
        within = tuple(name for name in piece.choices if any(name in some for some in area.values()))
        return replace(piece, choices=within or piece.choices)
    several = head if len(head.choices) > 1 else None
    if piece.tag is not tags.NUMBER or piece.value not in area or not _heads_item(pieces, at, several):
        return None
    return replace(piece, tag=tags.GROUP, choices=area[piece.value], area=())


def _heads_item(pieces: list[Piece], at: int, head: Piece | None) -> bool:
    """A number that opens a clause, is followed by a verb, a night or a colon, and then by another number."""
    before = pieces[at - 1]
    opens = before.tag in {tags.BREAK, tags.STOP} or before.word in {":", "to", "so", "tdp"}
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    verbs = {tags.GOT, tags.INDICATOR, tags.DATE} if head is not None else set()
    if not opens or after is None or not (after.tag in verbs or after.word in {":", "-", "="}):
        return False
    for piece in pieces[at + 1 :]:
        if piece.tag is tags.STOP or piece.word in {",", ";"}:
            return False
        if piece.tag is tags.NUMBER:
            return True
    return False
