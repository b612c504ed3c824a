"""Settles what each number is: a fraction, a range, exact or not."""

from handlers.language.pieces import Flaw, Piece, Tag, at_place, tag_at
from handlers.language.words_dates import EVENING
from handlers.reader.traps import traps
from handlers.reader.units import units

_NEUTRAL = frozenset({Tag.LINK, Tag.GOT, Tag.ALSO})
_WHOLE = frozenset({"tat ca", "toan bo", "ca to"})
_SIGNS = frozenset({"%", "phan tram", "-", "\u2212"})
_JOINTS = frozenset({"-", "\u2013", "\u2014", "~", "den", "toi", "cho den", "cho toi"})
_EMPHATIC = frozenset({"dau"})  # nobody at all
_PERCENT = "%"


def settle(pieces: list[Piece]) -> list[Piece]:
    said = {piece.word for piece in pieces}
    tags = {piece.tag for piece in pieces}
    if "/" in said or tags & {Tag.DATE, Tag.OUT_OF}:
        pieces = _fractions(pieces)
    if said & _SIGNS or Tag.PLUS in tags:
        pieces = _signs(pieces)
    pieces = units(pieces)
    _own_doors(pieces)
    _slips(pieces)
    _about(pieces)
    traps(pieces)
    if said & _JOINTS or Tag.OR in tags:
        pieces = _ranges(pieces)
    return pieces


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
    after, before = tag_at(pieces, at + 1), tag_at(pieces, at - 1)
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
            and tag_at(pieces, at + 1) is not Tag.NUMBER
        ):
            last.flaw = Flaw.ABOUT
            continue
        settled.append(piece)
    return settled


def _opens(pieces: list[Piece], at: int) -> bool:
    before = tag_at(pieces, at - 1)
    return before is None or (before in {Tag.STOP, Tag.LINK, Tag.INDICATOR, Tag.GOT} and not _glued(pieces, at))


def _glued(pieces: list[Piece], at: int) -> bool:
    return pieces[at].glued


def _own_doors(pieces: list[Piece]) -> None:
    """`31 hộ đã ký cam kết`: households are what this campaign counts, not a doubt."""
    if not any(p.tag is Tag.INDICATOR and p.unit is Tag.HOUSE for p in pieces):
        return
    for at, piece in enumerate(pieces):
        if piece.tag is not Tag.NUMBER or piece.unit is not Tag.HOUSE:
            continue
        for beside in (pieces[at + 1 :], pieces[:at][::-1]):
            label = next((p for p in beside if p.tag not in _NEUTRAL and p.tag is not Tag.FILL), None)
            if label is not None and label.tag is Tag.INDICATOR and label.unit is Tag.HOUSE:
                piece.unit = None


def _slips(pieces: list[Piece]) -> None:
    """`cài 3O người`: with its unit, or behind its label, a slip can only be that number."""
    for at, piece in enumerate(pieces):
        if piece.flaw is Flaw.SLIP and (piece.unit is not None or tag_at(pieces, at - 1) is Tag.INDICATOR):
            piece.flaw = Flaw.NONE


def _about(pieces: list[Piece]) -> None:
    for at, piece in enumerate(pieces):
        if piece.tag is not Tag.NUMBER or piece.flaw:
            continue
        before = at - 1
        while before > 0 and pieces[before].tag in _NEUTRAL and pieces[before].word not in {":", "so"}:
            before -= 1
        after = at_place(pieces, at + 1)
        if piece.spelled and piece.value == 0 and after is not None and after.word in _EMPHATIC:
            continue
        if (
            (tag_at(pieces, before) in {Tag.ABOUT, Tag.VAGUE} and pieces[before].word not in _WHOLE)
            or (after is not None and (after.tag is Tag.OR_SO or (after.tag is Tag.VAGUE and after.word != "tat ca")))
            or (
                after is not None
                and after.tag is Tag.ABOUT
                and tag_at(pieces, at + 2) not in {Tag.NUMBER, Tag.SO_FAR, Tag.TRAP}
            )
        ):
            piece.flaw = Flaw.ABOUT


def _ranges(pieces: list[Piece]) -> list[Piece]:
    settled: list[Piece] = []
    for at, piece in enumerate(pieces):
        joined = len(settled) > 1 and settled[-2].tag is Tag.NUMBER and _joins(settled[-1], settled[-2], piece)
        if piece.tag is Tag.NUMBER and joined and not settled[-2].indicator and not _new_label(pieces, at):
            either = settled.pop().tag is Tag.OR
            first = settled.pop()
            piece.flaw = Flaw.EITHER if either else Flaw.RANGE
            piece.guesses = (first.value, piece.value) if either else ()
            piece.start = first.start
        settled.append(piece)
    return settled


def _joins(piece: Piece, first: Piece, second: Piece) -> bool:
    """A hyphen between spaces may also part: behind a unit, and where the second number is not the larger."""
    if piece.raw == EVENING or (piece.word == "-" and not piece.glued and _parts(first, second)):
        return False
    return piece.word in _JOINTS or piece.tag is Tag.OR


def _parts(first: Piece, second: Piece) -> bool:
    return first.unit is not None or first.value >= second.value


def _new_label(pieces: list[Piece], at: int) -> bool:
    """`30 cài - 25 kích hoạt` is no range: each side has its own word; a house after people neither."""
    return pieces[at].unit is Tag.HOUSE and pieces[at - 2].unit is not Tag.HOUSE
