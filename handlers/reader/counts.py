"""Settles what each number is: its unit, whether it is exact, a fraction, a range, or no result at all."""

from handlers import words
from handlers.reader.pieces import Flaw, Piece, Tag
from handlers.words_dates import EVENING

_SEVERAL = frozenset({"toi", "hom", "ngay", "buoi", "dem", "to"})
_ADDRESSED = frozenset({"can", "can ho", "nha"})
_DOORS = frozenset({"ngo", "ngach", "hem", "so nha", "nha so", "so", "nha"})
_TEAMS = frozenset({"doi", "nhom", "kip", "mui", "top", "doi hinh"})
_PLACE = "ngo"
_BETWEEN = frozenset({"so", "la", ":", "cua", "chu", "bac"})
_NIGHTS = frozenset({"toi", "dem", "ngay", "hom", "buoi toi"})
_SPOKEN_TO = frozenset({"anh", "chi", "em", "bac", "chu", "co", "ong", "ba", "chau", "ban"})
_PLACES = ("ngo", "ngach", "hem", "tang", "phong", "toa")
_NEUTRAL = frozenset({Tag.LINK, Tag.GOT, Tag.ALSO})
_WHOLE = frozenset({"tat ca", "toan bo", "ca to"})
_SIGNS = frozenset({"%", "phan tram", "-", "\u2212"})
_JOINTS = frozenset({"-", "\u2013", "\u2014", "~", "den", "toi", "cho den", "cho toi"})
_HALVES = frozenset({"ruoi"})
_EMPHATIC = frozenset({"dau"})  # nobody at all
_CODES = frozenset({"ma", "otp", "ma otp", "ma xac nhan", "mat khau", "pass"})
_LEAST_CODE = 1000
_PERCENT = "%"


def settle(pieces: list[Piece]) -> list[Piece]:
    said = {piece.word for piece in pieces}
    tags = {piece.tag for piece in pieces}
    if "/" in said or tags & {Tag.DATE, Tag.OUT_OF}:
        pieces = _fractions(pieces)
    if said & _SIGNS or Tag.PLUS in tags:
        pieces = _signs(pieces)
    pieces = _units(pieces)
    _slips(pieces)
    _about(pieces)
    if said & _JOINTS or Tag.OR in tags:
        pieces = _ranges(pieces)
    _traps(pieces)
    return pieces


def _at(pieces: list[Piece], at: int) -> Piece | None:
    return pieces[at] if 0 <= at < len(pieces) else None


def _tag(pieces: list[Piece], at: int) -> Tag | None:
    piece = _at(pieces, at)
    return piece.tag if piece else None


def _fractions(pieces: list[Piece]) -> list[Piece]:
    """`21/60 người` looks like a date until its neighbours are known."""
    for at, piece in enumerate(pieces):
        if piece.tag is Tag.DATE and piece.out_of is not None and piece.word[:1].isdigit() and _is_fraction(pieces, at):
            piece.tag = Tag.NUMBER
            piece.nights = ()
    settled: list[Piece] = []
    for piece in pieces:
        slash = settled and settled[-1].word == "/" and len(settled) > 1 and settled[-2].tag is Tag.NUMBER
        over = settled and settled[-1].tag is Tag.OUT_OF and len(settled) > 1 and settled[-2].tag is Tag.NUMBER
        if piece.tag is Tag.NUMBER and settled and ((slash and piece.glued) or over):
            settled.pop()
            settled[-1].out_of = piece.value
            settled[-1].end = piece.end
        else:
            settled.append(piece)
    return settled


def _is_fraction(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    after, before = _tag(pieces, at + 1), _tag(pieces, at - 1)
    if after in {Tag.PEOPLE, Tag.HOUSE}:
        return True
    if not piece.nights:
        return piece.out_of is not None and (piece.out_of > 12 or piece.value > 31)
    if len(piece.word.split("/")) > 2 or (at and pieces[at - 1].word in {"den", "toi"}):
        return False
    counted = before in {Tag.INDICATOR, Tag.VISIT, Tag.GOT}
    return counted and after not in {Tag.NUMBER, Tag.GOT, Tag.LINK, Tag.INDICATOR}


def _signs(pieces: list[Piece]) -> list[Piece]:
    """Percent signs, and a minus that is glued to its number at the start of a clause."""
    settled: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = settled[-1] if settled else None
        if piece.word in (_PERCENT, "phan tram"):
            if last and last.tag is Tag.NUMBER:
                last.flaw = Flaw.PERCENT
            continue
        if (
            piece.tag is Tag.NUMBER
            and last
            and last.word in {"-", "\u2212"}
            and piece.glued
            and _opens(settled, len(settled) - 1)
        ):
            settled.pop()
            piece.flaw = Flaw.NEGATIVE
        if (
            piece.tag is Tag.PLUS
            and last
            and last.tag is Tag.NUMBER
            and piece.glued
            and _tag(pieces, at + 1) is not Tag.NUMBER
        ):
            last.flaw = Flaw.ABOUT
            continue
        settled.append(piece)
    return settled


def _opens(pieces: list[Piece], at: int) -> bool:
    before = _tag(pieces, at - 1)
    return before is None or (before in {Tag.STOP, Tag.LINK, Tag.INDICATOR, Tag.GOT} and not _glued(pieces, at))


def _glued(pieces: list[Piece], at: int) -> bool:
    return pieces[at].glued


def _units(pieces: list[Piece]) -> list[Piece]:
    settled: list[Piece] = []
    for piece in pieces:
        last = settled[-1] if settled else None
        takes = _TAKES.get(piece.tag) if last is not None and last.tag is Tag.NUMBER and not last.indicator else None
        if takes is None or not takes(settled, piece):
            settled.append(piece)
    return settled


def _takes_nobody(settled: list[Piece], piece: Piece) -> bool:
    last = settled[-1]
    if last.value:
        return False
    last.unit, last.end = Tag.PEOPLE, piece.end
    return True


def _takes_unit(settled: list[Piece], piece: Piece) -> bool:
    last = settled[-1]
    if last.unit is not None:
        return False
    last.unit, last.end = piece.tag, piece.end
    last.word += " " + piece.word
    _perhaps_a_night(settled, piece)
    if piece.raw == "may" and last.spelled:  # machines, or "and some"
        last.flaw = last.flaw or Flaw.ABOUT
    return True


def _takes_thing(settled: list[Piece], piece: Piece) -> bool:
    last = settled[-1]
    if last.unit is not None:
        last.flaw = Flaw.DECIMAL if piece.word in _HALVES else last.flaw
        return piece.word in _HALVES
    several = piece.word in _SEVERAL and last.value > 1
    last.tag, last.end = (Tag.SO_FAR if several else Tag.TRAP), piece.end
    last.word += " " + piece.word
    return True


_TAKES = {
    Tag.NOBODY: _takes_nobody,
    Tag.PEOPLE: _takes_unit,
    Tag.HOUSE: _takes_unit,
    Tag.THING: _takes_thing,
}


def _perhaps_a_night(settled: list[Piece], unit: Piece) -> None:
    """`tối 27 bác có rồi`: 27 people, or the 27th and someone spoken to."""
    number, before = settled[-1], settled[-2] if len(settled) > 1 else None
    night = before is not None and before.tag is Tag.FILL and before.word in _NIGHTS and not number.spelled
    if night and unit.word in _SPOKEN_TO and number.value <= 31 and not number.flaw:
        number.flaw = Flaw.TWO_WAYS


def _slips(pieces: list[Piece]) -> None:
    """`cài 3O người`: with its unit, or behind its label, a slip can only be that number."""
    for at, piece in enumerate(pieces):
        if piece.flaw is Flaw.SLIP and (piece.unit is not None or _tag(pieces, at - 1) is Tag.INDICATOR):
            piece.flaw = Flaw.NONE


def _about(pieces: list[Piece]) -> None:
    for at, piece in enumerate(pieces):
        if piece.tag is not Tag.NUMBER or piece.flaw:
            continue
        before = at - 1
        while before > 0 and pieces[before].tag in _NEUTRAL and pieces[before].word not in {":", "so"}:
            before -= 1
        after = _at(pieces, at + 1)
        if piece.spelled and piece.value == 0 and after is not None and after.word in _EMPHATIC:
            continue
        if (
            (_tag(pieces, before) in {Tag.ABOUT, Tag.VAGUE} and pieces[before].word not in _WHOLE)
            or (after is not None and (after.tag is Tag.OR_SO or (after.tag is Tag.VAGUE and after.word != "tat ca")))
            or (
                after is not None
                and after.tag is Tag.ABOUT
                and _tag(pieces, at + 2) not in {Tag.NUMBER, Tag.SO_FAR, Tag.TRAP}
            )
        ):
            piece.flaw = Flaw.ABOUT


def _ranges(pieces: list[Piece]) -> list[Piece]:
    settled: list[Piece] = []
    for at, piece in enumerate(pieces):
        joined = len(settled) > 1 and settled[-2].tag is Tag.NUMBER and _joins(settled[-1])
        if piece.tag is Tag.NUMBER and joined and not settled[-2].indicator and not _new_label(pieces, at):
            either = settled.pop().tag is Tag.OR
            first = settled.pop()
            piece.flaw = Flaw.EITHER if either else Flaw.RANGE
            piece.guesses = (first.value, piece.value) if either else ()
            piece.start = first.start
        settled.append(piece)
    return settled


def _joins(piece: Piece) -> bool:
    if piece.raw == EVENING:
        return False
    return piece.word in _JOINTS or piece.tag is Tag.OR


def _new_label(pieces: list[Piece], at: int) -> bool:
    """`30 cài - 25 kích hoạt` is no range: each side has its own word; a house after people neither."""
    return pieces[at].unit is Tag.HOUSE and pieces[at - 2].unit is not Tag.HOUSE


def _traps(pieces: list[Piece]) -> None:
    for at, piece in enumerate(pieces):
        if piece.tag is Tag.DATE and piece.word[:1].isdigit() and at and pieces[at - 1].word in _DOORS:
            piece.tag, piece.word = Tag.TRAP, _PLACE
        elif piece.word == "clock" and piece.raw.endswith("h") and _tag(pieces, at + 1) is Tag.INDICATOR:
            piece.tag, piece.flaw, piece.value = Tag.NUMBER, Flaw.VAGUE, int(piece.raw[:-1])
        elif piece.tag is Tag.NUMBER and not piece.indicator:
            _trap(pieces, at)


def _trap(pieces: list[Piece], at: int) -> None:
    piece = pieces[at]
    if piece.value in words.HOTLINES and piece.unit is None:
        piece.tag = Tag.TRAP
    before = _named_by(pieces, at)
    if before < 0:
        return
    previous = pieces[before]
    house = previous.tag is Tag.HOUSE and previous.word in _ADDRESSED and before == at - 1
    team = previous.word in _TEAMS and before == at - 1 and _tag(pieces, at + 1) in {Tag.INDICATOR, Tag.LINK, Tag.GOT}
    named = (previous.tag is Tag.BEFORE_TRAP or house or team) and piece.unit is None
    if _error_code(previous, piece) or _secret(pieces, at):
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
    after = _at(pieces, at + 1)
    return pieces[at - 1].word == "so" and after is not None and after.tag is Tag.BEFORE_TRAP and after.word in _PLACES


def _error_code(label: Piece, number: Piece) -> bool:
    """`báo lỗi 404`."""
    return label.indicator == "stuck" and number.value >= 100 and number.unit is None


def _secret(pieces: list[Piece], at: int) -> bool:
    """`mã nó gửi về là 731904`."""
    long = pieces[at].value >= _LEAST_CODE and pieces[at].unit is None
    return long and any(p.word in _CODES for p in pieces[max(at - 6, 0) : at])


def _continues_places(pieces: list[Piece], at: int) -> bool:
    """`ngõ 12, 15 và 35`."""
    trap = _at(pieces, at - 2)
    if trap is None or trap.tag is not Tag.TRAP or trap.word != "ngo" or _tag(pieces, at - 1) is not Tag.BREAK:
        return False
    after = _tag(pieces, at + 1)
    return pieces[at].unit is None and after in {None, Tag.BREAK, Tag.STOP, Tag.FILL}
