"""Joins what belongs to one number: its fraction, its sign, its unit, its range; and says which are exact."""

from dataclasses import replace
from itertools import pairwise

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece, at_place, tag_at
from handlers.language.vocabulary import cue
from handlers.language.words_dates import EVENING
from handlers.language.words_numbers import ONES
from handlers.reader.tables import label_slashes
from handlers.reader.traps import traps

Row = list[Piece]

_NEUTRAL = frozenset({tags.LINK, tags.GOT, tags.ALSO})
_WHOLE, _EMPHATIC = cue("whole"), cue("emphatic")
_SIGNS = frozenset({"%", "phan tram", "-", "\u2212"})
_JOINTS = frozenset({"-", "\u2013", "\u2014", "~"}) | cue("range_joints")
_BEFORE_SIGN = frozenset(
    {tags.STOP, tags.LINK, tags.INDICATOR, tags.GOT, tags.BREAK, tags.ABOUT, tags.CHANGE, tags.FILL}
)
_BRACKETS_CLOSED = {"(": ")", "[": "]"}
_BRACKETS = frozenset(_BRACKETS_CLOSED)
_SUM_SIGNS = frozenset({tags.PLUS, tags.EQUALS, tags.STOP})
_FOR = "ho "
_PERCENT = frozenset({"%", "phan tram"})
_SEVERAL, _NIGHTS, _SPOKEN_TO = cue("several_of"), cue("nights"), cue("spoken_to")
_SENT, _PARTICLES, _HALVES = tuple(cue("sent")), cue("particles"), cue("halves")
_RESIDENTS = cue("residents")
_DOORS = frozenset({"absent", "households"})
_DOOR_NAMES = cue("doors")


def settle(pieces: Row) -> Row:
    said = {piece.word for piece in pieces}
    if said & _BRACKETS:
        pieces = _unbracketed(pieces)
    if "/" in said:
        pieces = label_slashes(pieces)
    kinds = {piece.tag for piece in pieces}
    if "/" in said or kinds & {tags.DATE, tags.OUT_OF}:
        pieces = _fractions(pieces)
    if said & _SIGNS or tags.PLUS in kinds:
        pieces = _signs(pieces)
    pieces = _units(pieces)
    pieces = [_exactness(pieces, at, p) if p.tag is tags.NUMBER else p for at, p in enumerate(_own_doors(pieces))]
    pieces = traps(pieces)
    if said & _JOINTS or tags.OR in kinds:
        pieces = _ranges(pieces)
    return _summed(pieces) if tags.PLUS in kinds else pieces


def _unbracketed(pieces: Row) -> Row:
    """`[26] người`, and `hai mươi mốt (21) người`: one number, in words and in digits."""
    settled: Row = []
    for piece in pieces:
        number = settled[-1] if settled and settled[-1].tag is tags.NUMBER else None
        opened = len(settled) > 1 and settled[-2].word in _BRACKETS
        same = opened and len(settled) > 2 and number is not None and _in_words(settled[-3]) == number.value
        if number is None or not opened or piece.word != _BRACKETS_CLOSED[settled[-2].word]:
            settled.append(piece)
        elif same and number.raw != settled[-3].raw:
            settled[-3:] = [replace(number, start=settled[-3].start, end=piece.end, spelled=False)]
        elif piece.word == "]":
            settled[-2:] = [number]
        else:
            settled.append(piece)
    return settled


def _in_words(piece: Piece) -> int:
    """`ba (3) hộ`: a word is a number where its digits stand behind it."""
    return piece.value if piece.tag is tags.NUMBER else ONES.get(piece.raw, -1)


def _summed(pieces: Row) -> Row:
    """`1 chị bầu + 2 bác gái + 9 thanh niên = 12 người`: parts that make their sum are told by it."""
    numbers = [at for at, p in enumerate(pieces) if p.tag is tags.NUMBER]
    settled = list(pieces)
    parts: list[int] = []
    for at, following in pairwise(numbers):
        joints = [p.tag for p in pieces[at + 1 : following] if p.tag in _SUM_SIGNS]
        parts = [*parts, at] if joints else []
        if joints == [tags.EQUALS] and len(parts) > 1:
            if sum(pieces[part].value for part in parts) == pieces[following].value:
                settled[parts[0] : following] = map(_told_by_sum, settled[parts[0] : following])
            parts = []
    return settled


def _told_by_sum(piece: Piece) -> Piece:
    tag = {tags.NUMBER: tags.TRAP, tags.HELPER: tags.FILL, tags.PEOPLE: tags.FILL}.get(piece.tag)
    return replace(piece, tag=tag) if tag else piece


def _fractions(pieces: Row) -> Row:
    """`21/60 người` looks like a date until its neighbours are known."""
    settled: Row = []
    for at, piece in enumerate(pieces):
        part = _is_fraction(pieces, at)
        number = replace(piece, tag=tags.NUMBER, nights=()) if part else piece
        joint = settled[-1] if len(settled) > 1 and settled[-2].tag is tags.NUMBER else None
        over = joint is not None and ((joint.word == "/" and piece.glued) or joint.tag is tags.OUT_OF)
        if number.tag is tags.NUMBER and over:
            settled[-2:] = [replace(settled[-2], out_of=piece.value, end=piece.end)]
        else:
            settled.append(number)
    return settled


def _is_fraction(pieces: Row, at: int) -> bool:
    piece = pieces[at]
    if piece.tag is not tags.DATE or piece.out_of is None or not piece.word[:1].isdigit():
        return False
    after, before = tag_at(pieces, at + 1), tag_at(pieces, at - 1)
    if after in {tags.PEOPLE, tags.HOUSE}:
        return True
    if not piece.nights:
        return piece.out_of > 12 or piece.value > 31
    if len(piece.word.split("/")) > 2 or (at and pieces[at - 1].word in {"den", "toi"}):
        return False
    counted = before in {tags.INDICATOR, tags.VISIT, tags.GOT}
    return counted and after not in {tags.NUMBER, tags.GOT, tags.LINK, tags.INDICATOR}


def _signs(pieces: Row) -> Row:
    """Percent signs, and a minus that is glued to its number at the start of a clause."""
    settled: Row = []
    for at, piece in enumerate(pieces):
        last = settled[-1] if settled else None
        number = last if last is not None and last.tag is tags.NUMBER else None
        if piece.word in _PERCENT:
            settled[-1:] = [replace(number, flaw=Flaw.PERCENT)] if number else settled[-1:]
        elif piece.tag is tags.PLUS and number and piece.glued and tag_at(pieces, at + 1) is not tags.NUMBER:
            settled[-1] = replace(number, flaw=Flaw.ABOUT)
        elif piece.tag is tags.NUMBER and piece.glued and last and last.word in {"-", "\u2212"} and _opens(settled):
            about = tag_at(settled, len(settled) - 2) is tags.ABOUT
            settled[-1] = replace(piece, flaw=Flaw.ABOUT if about else Flaw.NEGATIVE)
        else:
            settled.append(piece)
    return settled


def _opens(pieces: Row) -> bool:
    """The last piece is a sign in front of its number, no hyphen between two."""
    before = tag_at(pieces, len(pieces) - 2)
    return before is None or (before in _BEFORE_SIGN and not pieces[-1].glued)


def _units(pieces: Row) -> Row:
    """Gives each number the word behind it: people, households, or things that are no result."""
    settled: Row = []
    for at, piece in enumerate(pieces):
        last = settled[-1] if settled else None
        takes = _TAKES.get(piece.tag) if last is not None and last.tag is tags.NUMBER and not last.indicator else None
        joined = takes(settled, piece) if takes is not None and not _spoken_to(pieces, at) else None
        if joined is None:
            settled.append(piece)
        else:
            settled[-1] = joined
    return settled


def _spoken_to(pieces: Row, at: int) -> bool:
    """`vắng 3 em nhé`: not three of them; what is absent is households."""
    if pieces[at].word not in _SPOKEN_TO or at < 2 or pieces[at - 2].indicator not in _DOORS:
        return False
    return at + 1 == len(pieces) or pieces[at + 1].word in _PARTICLES


def _takes_nobody(settled: Row, piece: Piece) -> Piece | None:
    last = settled[-1]
    return None if last.value else replace(last, unit=tags.PEOPLE, end=piece.end)


def _takes_unit(settled: Row, piece: Piece) -> Piece | None:
    last = settled[-1]
    if last.unit is not None:
        return None
    if piece.raw == "anh" and any(p.word.startswith(_SENT) for p in settled[-4:-1]):
        return replace(last, tag=tags.TRAP, end=piece.end)  # photographs, with their accent left off
    flaw = last.flaw
    named = len(settled) > 1 and settled[-2].tag is tags.BEFORE_TRAP and settled[-2].word not in _DOOR_NAMES
    if not flaw and ((named and piece.word in _SPOKEN_TO) or _perhaps_a_night(settled, piece)):
        flaw = Flaw.TWO_WAYS
    if piece.raw == "may" and last.spelled:  # machines, or "and some"
        flaw = flaw or Flaw.ABOUT
    return replace(last, unit=piece.tag, end=piece.end, word=f"{last.word} {piece.word}", flaw=flaw)


def _takes_thing(settled: Row, piece: Piece) -> Piece | None:
    last = settled[-1]
    if last.unit is not None:
        return replace(last, flaw=Flaw.DECIMAL) if piece.word in _HALVES else None
    before = next((p.tag for p in reversed(settled[:-1]) if p.tag not in {tags.LINK, tags.FILL}), None)
    if piece.word in _RESIDENTS and before in {tags.GOT, tags.INDICATOR}:  # `cài cho 34 nhân khẩu`: no size of a place
        return replace(last, unit=tags.PEOPLE, end=piece.end)
    several = piece.word in _SEVERAL and last.value > 1
    return replace(last, tag=tags.SO_FAR if several else tags.TRAP, end=piece.end, word=f"{last.word} {piece.word}")


def _perhaps_a_night(settled: Row, unit: Piece) -> bool:
    """`tối 27 bác có rồi`: 27 people, or the 27th and someone spoken to."""
    number, before = settled[-1], settled[-2] if len(settled) > 1 else None
    night = before is not None and before.tag is tags.FILL and before.word in _NIGHTS and not number.spelled
    return night and unit.word in _SPOKEN_TO and number.value <= 31


def _takes_for_us(settled: Row, piece: Piece) -> Piece | None:
    """`cài được 23 hộ em nhé`: households, or done for us."""
    unit = piece.word.startswith(_FOR) and settled[-1].unit is None
    return replace(settled[-1], unit=tags.HOUSE, end=piece.end) if unit else None


_TAKES = {
    tags.FILL: _takes_for_us,
    tags.NOBODY: _takes_nobody,
    tags.PEOPLE: _takes_unit,
    tags.HOUSE: _takes_unit,
    tags.THING: _takes_thing,
}


def _own_doors(pieces: Row) -> Row:
    """`31 hộ đã ký cam kết`: households are what this campaign counts, not a doubt."""
    if not any(p.tag is tags.INDICATOR and p.unit is tags.HOUSE for p in pieces):
        return pieces
    settled = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.tag is not tags.NUMBER or piece.unit is not tags.HOUSE:
            continue
        for beside in (pieces[at + 1 :], pieces[:at][::-1]):
            label = next((p for p in beside if p.tag not in _NEUTRAL and p.tag is not tags.FILL), None)
            if label is not None and label.tag is tags.INDICATOR and label.unit is tags.HOUSE:
                settled[at] = replace(piece, unit=None)
    return settled


def _exactness(pieces: Row, at: int, piece: Piece) -> Piece:
    if piece.flaw is Flaw.SLIP and (piece.unit is not None or tag_at(pieces, at - 1) is tags.INDICATOR):
        piece = replace(piece, flaw=Flaw.NONE)  # `cài 3O người`: it can only be that number
    return replace(piece, flaw=Flaw.ABOUT) if not piece.flaw and _is_about(pieces, at, piece) else piece


def _is_about(pieces: Row, at: int, piece: Piece) -> bool:
    before = at - 1
    while before > 0 and pieces[before].tag in _NEUTRAL and pieces[before].word not in {":", "so"}:
        before -= 1
    after = at_place(pieces, at + 1)
    if piece.spelled and piece.value == 0 and after is not None and after.word in _EMPHATIC:
        return False  # nobody at all
    if tag_at(pieces, before) in {tags.ABOUT, tags.VAGUE} and pieces[before].word not in _WHOLE:
        return True
    match after.tag if after is not None else None:
        case tags.OR_SO:
            return True
        case tags.VAGUE:
            return after is not None and after.word not in _WHOLE
        case tags.ABOUT:
            return tag_at(pieces, at + 2) not in {tags.NUMBER, tags.SO_FAR, tags.TRAP}
        case _:
            return False


def _ranges(pieces: Row) -> Row:
    settled: Row = []
    for at, piece in enumerate(pieces):
        joined = len(settled) > 1 and settled[-2].tag is tags.NUMBER and _joins(settled[-1], settled[-2], piece)
        if piece.tag is tags.NUMBER and joined and not settled[-2].indicator and not _new_label(pieces, at):
            first, joint = settled[-2:]
            either = joint.tag is tags.OR
            flaw, guesses = (Flaw.EITHER, (first.value, piece.value)) if either else (Flaw.RANGE, ())
            settled[-2:] = [replace(piece, flaw=flaw, guesses=guesses, start=first.start)]
        else:
            settled.append(piece)
    return settled


def _joins(piece: Piece, first: Piece, second: Piece) -> bool:
    """A hyphen between spaces may also part: behind a unit, and where the second number is not the larger."""
    parts = first.unit is not None or first.value >= second.value
    if piece.raw == EVENING or (piece.word == "-" and not piece.glued and parts):
        return False
    return piece.word in _JOINTS or piece.tag is tags.OR


def _new_label(pieces: Row, at: int) -> bool:
    """`30 cài - 25 kích hoạt` is no range: each side has its own word; a house after people neither."""
    return pieces[at].unit is tags.HOUSE and pieces[at - 2].unit is not tags.HOUSE
