"""Numbers that are names of something: a house, an hour, a code, a score."""

from handlers.language.pieces import Flaw, Piece, Tag, at_place, tag_at
from handlers.language.vocabulary import cue

_ADDRESSED = frozenset({"can", "can ho", "nha"})
_DOORS = frozenset({"ngo", "ngach", "hem", "so nha", "nha so", "so", "nha"})
_TEAMS = frozenset({"doi", "nhom", "kip", "mui", "top", "doi hinh"})
_PLACE = "ngo"
_BETWEEN = frozenset({"so", "la", ":", "cua", "chu", "bac"})
_SPOKEN_TO = frozenset({"anh", "chi", "em", "bac", "chu", "co", "ong", "ba", "chau", "ban"})
_PLACES = ("ngo", "ngach", "hem", "tang", "phong", "toa")
_CODES = frozenset({"ma", "otp", "ma otp", "ma xac nhan", "mat khau", "pass"})
_LEAST_CODE = 1000
_HOTLINES = frozenset(int(number) for number in cue("hotlines"))


def traps(pieces: list[Piece]) -> None:
    for at, piece in enumerate(pieces):
        if piece.tag is Tag.NUMBER:
            _trap(pieces, at)
        elif piece.tag is Tag.DATE and piece.word[:1].isdigit() and at and pieces[at - 1].word in _DOORS:
            piece.tag, piece.word = Tag.TRAP, _PLACE
        elif piece.word == "clock" and piece.raw[:-1].isdigit() and _households(pieces, at):
            piece.tag, piece.flaw, piece.value = Tag.NUMBER, Flaw.VAGUE, int(piece.raw[:-1])


def _households(pieces: list[Piece], at: int) -> bool:
    """`vắng 6h`, `6h vắng`: hours or households."""
    return pieces[at].raw.endswith("h") and Tag.INDICATOR in {tag_at(pieces, at - 1), tag_at(pieces, at + 1)}


def _trap(pieces: list[Piece], at: int) -> None:
    piece = pieces[at]
    if piece.indicator:
        return
    if piece.value in _HOTLINES and piece.unit is None:
        piece.tag = Tag.TRAP
    before = _named_by(pieces, at)
    if before < 0:
        return
    previous = pieces[before]
    house = previous.tag is Tag.HOUSE and previous.word in _ADDRESSED and before == at - 1
    team = previous.word in _TEAMS and before == at - 1 and tag_at(pieces, at + 1) in {Tag.INDICATOR, Tag.LINK, Tag.GOT}
    place = previous.word in _DOORS and previous.tag is Tag.BEFORE_TRAP and piece.word.split()[-1] in _SPOKEN_TO
    named = (previous.tag is Tag.BEFORE_TRAP or house or team) and (piece.unit is None or place)
    if _error_code(previous, piece) or _secret(pieces, at) or _score(pieces, at):
        piece.tag = Tag.TRAP
    elif named or _continues_places(pieces, at) or _house_number(pieces, at):
        piece.tag = Tag.TRAP
        piece.word = _PLACE if not named or previous.word.startswith(_PLACES) else piece.word


def _named_by(pieces: list[Piece], at: int) -> int:
    """Where the word stands that says what the number is; -1 when there is none."""
    before = at - 1
    while before > 0 and pieces[before].tag in {Tag.LINK, Tag.FILL} and pieces[before].word in _BETWEEN:
        before -= 1
    return before


def _house_number(pieces: list[Piece], at: int) -> bool:
    """`số 12 ngõ 4`."""
    after = at_place(pieces, at + 1)
    return pieces[at - 1].word == "so" and after is not None and after.tag is Tag.BEFORE_TRAP and after.word in _PLACES


def _error_code(label: Piece, number: Piece) -> bool:
    """`báo lỗi 404`."""
    return label.indicator == "stuck" and number.value >= 100 and number.unit is None


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
    if trap is None or trap.tag is not Tag.TRAP or trap.word != "ngo" or tag_at(pieces, at - 1) is not Tag.BREAK:
        return False
    after = tag_at(pieces, at + 1)
    return pieces[at].unit is None and after in {None, Tag.BREAK, Tag.STOP, Tag.FILL}
