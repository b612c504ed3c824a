"""Numbers that are names of something: a house, an hour, a code, a score."""

from dataclasses import replace

from handlers.language.pieces import Flaw, Piece, Tag, at_place, tag_at
from handlers.language.vocabulary import cue

_ADDRESSED, _DOORS, _TEAMS, _BETWEEN = cue("addressed"), cue("doors"), cue("teams"), cue("between_name")
_SPOKEN_TO, _CODES = cue("spoken_to"), cue("codes")
_PLACES = tuple(cue("places"))
_HOTLINES = frozenset(int(number) for number in cue("hotlines"))
_PACES = tuple(cue("paces"))
_PLACE = "ngo"
_LEAST_CODE = 1000


def traps(pieces: list[Piece]) -> list[Piece]:
    settled = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.tag is Tag.NUMBER:
            settled[at] = _trapped(settled, at) or piece
        elif piece.tag is Tag.DATE and piece.word[:1].isdigit() and at and pieces[at - 1].word in _DOORS:
            settled[at] = replace(piece, tag=Tag.TRAP, word=_PLACE)
        elif piece.word == "clock" and piece.raw[:-1].isdigit() and _households(pieces, at):
            settled[at] = replace(piece, tag=Tag.NUMBER, flaw=Flaw.VAGUE, value=int(piece.raw[:-1]))
    return settled


def _households(pieces: list[Piece], at: int) -> bool:
    """`vắng 6h`, `6h vắng`: hours or households."""
    return pieces[at].raw.endswith("h") and Tag.INDICATOR in {tag_at(pieces, at - 1), tag_at(pieces, at + 1)}


def _trapped(pieces: list[Piece], at: int) -> Piece | None:
    piece = pieces[at]
    if piece.indicator:
        return None
    if piece.unit is Tag.PEOPLE and piece.value == 1 and at and pieces[at - 1].word.endswith(_PACES):
        return replace(piece, tag=Tag.TRAP)  # `ba phút một người`
    hotline = piece.value in _HOTLINES and piece.unit is None
    before = _named_by(pieces, at)
    if before < 0:
        return replace(piece, tag=Tag.TRAP) if hotline else None
    previous = pieces[before]
    house = previous.tag is Tag.HOUSE and previous.word in _ADDRESSED and before == at - 1
    team = previous.word in _TEAMS and before == at - 1 and tag_at(pieces, at + 1) in {Tag.INDICATOR, Tag.LINK, Tag.GOT}
    place = previous.word in _DOORS and previous.tag is Tag.BEFORE_TRAP and piece.word.split()[-1] in _SPOKEN_TO
    named = (previous.tag is Tag.BEFORE_TRAP or house or team) and (piece.unit is None or place)
    if (
        hotline
        or _error_code(previous, piece, served=tag_at(pieces, before - 1) is Tag.NUMBER)
        or _secret(pieces, at)
        or _score(pieces, at)
    ):
        return replace(piece, tag=Tag.TRAP)
    if not (named or _continues_places(pieces, at) or _house_number(pieces, at)):
        return None
    return replace(piece, tag=Tag.TRAP, word=_PLACE if not named or previous.word.startswith(_PLACES) else piece.word)


def _named_by(pieces: list[Piece], at: int) -> int:
    """Where the word stands that says what the number is; -1 when there is none."""
    before = at - 1
    while before > 0 and pieces[before].tag in {Tag.LINK, Tag.FILL} and pieces[before].word in _BETWEEN:
        before -= 1
    return before


def _house_number(pieces: list[Piece], at: int) -> bool:
    """`số 12 ngõ 4`, `nhà 29 ngõ 59`."""
    after = at_place(pieces, at + 1)
    return (
        pieces[at - 1].word in _DOORS and after is not None and after.tag is Tag.BEFORE_TRAP and after.word in _PLACES
    )


def _error_code(label: Piece, number: Piece, *, served: bool) -> bool:
    """`báo lỗi 404`; not where the label has a number of its own before it: `6 lỗi 133 đi`."""
    return label.indicator == "stuck" and number.value >= 100 and number.unit is None and not served


def _secret(pieces: list[Piece], at: int) -> bool:
    """`mã nó gửi về là 731904`."""
    long = pieces[at].value >= _LEAST_CODE and pieces[at].unit is None
    return long and any(p.word in _CODES for p in pieces[max(at - 6, 0) : at])


def _score(pieces: list[Piece], at: int) -> bool:
    """`thắng 3-1`."""
    return at > 1 and pieces[at - 2].tag is Tag.TRAP and pieces[at - 1].word == "-" and pieces[at].glued


def _continues_places(pieces: list[Piece], at: int) -> bool:
    """`ngõ 12, 15 và 35`."""
    trap = at_place(pieces, at - 2)
    if trap is None or trap.tag is not Tag.TRAP or trap.word != _PLACE or tag_at(pieces, at - 1) is not Tag.BREAK:
        return False
    after = tag_at(pieces, at + 1)
    return pieces[at].unit is None and after in {None, Tag.BREAK, Tag.STOP, Tag.FILL}
