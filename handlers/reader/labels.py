"""Gives each number of a clause its indicator: the word before it or behind it, and marks what does not fit."""

from dataclasses import dataclass, field

from handlers.language.indicators import MAY_BE_HOUSES
from handlers.language.pieces import Flaw, Piece, Tag
from handlers.reader.clauses import Clause

INSTALLED = "installed"
NEVER_PEOPLE = frozenset({"households", "absent"})
_LINE = frozenset({Tag.NUMBER, Tag.INDICATOR, Tag.VISIT, Tag.SUSPECT})
_KNOWN_BARE = frozenset(Tag) - {Tag.UNKNOWN, Tag.SUSPECT, Tag.VISIT, Tag.NOT, Tag.NOT_YET, Tag.REQUEST, Tag.INSTEAD}


@dataclass(slots=True)
class Count:
    """A number with what it counts. No indicator: nothing says what it is; `bare` when only the question can tell."""

    number: Piece
    clause: Clause
    indicator: str = ""
    bare: bool = False
    unit_doubt: bool = False
    label_doubt: bool = False
    odd: bool = False  # the words around it are not understood
    choices: list[str] = field(default_factory=list)


def counts_of(clause: Clause) -> list[Count]:
    line = [p for p in clause.pieces if not p.silent and p.tag in _LINE]
    labels = _merge(line)
    counts = []
    used: set[int] = set()
    for at, piece in enumerate(labels):
        if piece.tag is Tag.NUMBER:
            counts.append(_count(clause, labels, at, used))
    return counts


def _merge(line: list[Piece]) -> list[Piece]:
    """Neighbouring labels that say the same, or of which only one can count, are one."""
    merged: list[Piece] = []
    for piece in line:
        last = merged[-1] if merged else None
        if last is not None and piece.tag is not Tag.NUMBER and last.tag is not Tag.NUMBER:
            if piece.tag is Tag.VISIT or (piece.indicator and piece.indicator == last.indicator):
                continue
            if last.tag is Tag.VISIT:
                merged[-1] = piece
                continue
            if last.indicator == "refused" and piece.word == "khong cai":
                continue
        merged.append(piece)
    return merged


def _count(clause: Clause, line: list[Piece], at: int, used: set[int]) -> Count:
    number = line[at]
    count = Count(number, clause)
    if number.indicator:
        count.indicator = number.indicator
        return count
    if _two_labels(line, at, used):
        count.choices = [line[at - 2].indicator, line[at - 1].indicator]
        return count
    before = _label(line, at - 1, number, used)
    after = _label(line, at + 1, number, used)
    if after and not before and _opens_labels(line, at):
        after = ""
    if before and after and before != after:
        _decide(count, line, at, before, after)
    else:
        count.indicator = before or after
    suspects = [p for p in line[max(at - 1, 0) : at + 2] if p.tag is Tag.SUSPECT]
    if suspects or _denied(clause.pieces, number) or (after and _denied(clause.pieces, line[at + 1])):
        count.indicator = ""
        count.odd = True
    _use(count, line, at, used)
    if not count.indicator and not count.choices:
        _open(count, line, at)
    return count


def _denied(pieces: list[Piece], told: Piece) -> bool:
    """`chưa xong 1 máy`, `2 người chưa kích hoạt`."""
    at = next(i for i, p in enumerate(pieces) if p is told) - 1
    if told.tag is Tag.INDICATOR and told.indicator in MAY_BE_HOUSES:
        return False
    while at >= 0 and pieces[at].tag in {Tag.LINK, Tag.FILL, Tag.SUCCESS, Tag.GOT}:
        at -= 1
    return at >= 0 and (pieces[at].tag in {Tag.NOT, Tag.NOT_YET} or pieces[at].word == "chua xong")


def _two_labels(line: list[Piece], at: int, used: set[int]) -> bool:
    """`cài cả kích hoạt 22`: one number for two; a word of failure or of old age says how the installing went."""
    if at < 2 or at - 2 in used or at - 1 in used:
        return False
    first, second = line[at - 2], line[at - 1]
    both = first.tag is second.tag is Tag.INDICATOR and first.indicator != second.indicator
    return both and second.indicator not in MAY_BE_HOUSES


def _opens_labels(line: list[Piece], at: int) -> bool:
    """`20 người kích hoạt 18`: the label belongs to the number behind it, as in the rest of the line."""
    if at != 0 or len(line) < 3 or line[-1].tag is not Tag.NUMBER or line[2].tag is not Tag.NUMBER:
        return False
    return compatible(line[1].indicator, line[2]) and len(line) % 2 == 1


def _decide(count: Count, line: list[Piece], at: int, before: str, after: str) -> None:
    """A number between two labels belongs to the one before when the next label has a number of its own."""
    next_has_number = at + 2 < len(line) and line[at + 2].tag is Tag.NUMBER
    previous_served = at >= 2 and line[at - 2].tag is Tag.NUMBER
    starts_with_label = line[0].tag is not Tag.NUMBER or _opens_labels(line, 0)
    visited = line[at - 1].tag is Tag.VISIT
    match starts_with_label, next_has_number:
        case True, True:
            count.indicator = before
        case False, False if previous_served:
            count.indicator = after
        case _ if visited and count.number.unit is not Tag.HOUSE:
            count.indicator = after
        case _:
            count.choices = [before, after]


def _label(line: list[Piece], at: int, number: Piece, used: set[int]) -> str:
    if not 0 <= at < len(line) or at in used:
        return ""
    piece = line[at]
    if piece.tag is Tag.VISIT:
        if number.role is Tag.PART:
            return ""
        door = "go" in piece.word.split()
        return (
            "households"
            if number.unit is Tag.HOUSE or (door and number.unit is None and line[at + 1 :][:1] == [number])
            else ""
        )
    if piece.tag is not Tag.INDICATOR:
        return ""
    return piece.indicator if compatible(piece.indicator, number) else ""


def compatible(indicator: str, number: Piece) -> bool:
    if number.unit is Tag.HOUSE:
        return indicator in MAY_BE_HOUSES
    if number.unit is Tag.PEOPLE:
        return indicator not in NEVER_PEOPLE
    return True


def _use(count: Count, line: list[Piece], at: int, used: set[int]) -> None:
    for near in (at - 1, at + 1):
        if 0 <= near < len(line) and line[near].tag is not Tag.NUMBER:
            label = "households" if line[near].tag is Tag.VISIT else line[near].indicator
            if count.indicator and label == count.indicator and near not in used:
                used.add(near)
                return


def _open(count: Count, line: list[Piece], at: int) -> None:
    """No label fits: people may be installs, households may be anything."""
    number, clause = count.number, count.clause
    if number.unit is Tag.HOUSE or (
        number.unit is Tag.PEOPLE and (_houses_beside(line, at, -1) or _houses_beside(line, at, 1))
    ):
        count.unit_doubt = True
    else:
        count.bare = True
    got = _got_before(clause.pieces, number)
    count.odd = count.odd or any(_strange(clause.pieces, i) for i in range(got, len(clause.pieces)))
    nobody = number.value == 0 and number.spelled
    count.odd = count.odd or (nobody and clause.has(Tag.TRAP, Tag.BEFORE_TRAP, Tag.VISIT))


def _got_before(pieces: list[Piece], number: Piece) -> int:
    """Where `được` stands right before the number: what led up to it matters no more."""
    at = next(i for i, p in enumerate(pieces) if p is number)
    while at > 0 and pieces[at - 1].tag in {Tag.GOT, Tag.LINK}:
        at -= 1
    return at if pieces[at].tag is Tag.GOT and number.unit is Tag.PEOPLE and number.value else 0


def _houses_beside(line: list[Piece], at: int, step: int) -> bool:
    """A label of households with no number of its own next to a number of people: `vắng 6 người`."""
    near, beyond = at + step, at + 2 * step
    if not 0 <= near < len(line) or line[near].indicator not in NEVER_PEOPLE or line[near].tag is not Tag.INDICATOR:
        return False
    return not 0 <= beyond < len(line) or line[beyond].tag is not Tag.NUMBER


def _strange(pieces: list[Piece], at: int) -> bool:
    """`chưa báo` is no denial of a number."""
    if pieces[at].tag in _KNOWN_BARE:
        return False
    unreported = pieces[at].tag is Tag.NOT_YET and at + 1 < len(pieces) and pieces[at + 1].tag is Tag.REPORT
    following = [p for p in pieces[at:] if p.tag is Tag.NUMBER]
    place = pieces[at].tag is Tag.VISIT and _leads_to_place(pieces[at + 1 :])
    particle = any(p.tag in {Tag.LESS, Tag.ADD} for p in pieces[:at])  # `bỏ 2 người đi`
    people = not following and not particle and any(p.unit is Tag.PEOPLE for p in pieces[:at])
    leftover = pieces[at].tag is Tag.VISIT and not people and (not following or following[0].unit is Tag.HOUSE)
    return not unreported and not leftover and not place


def _leads_to_place(pieces: list[Piece]) -> bool:
    """`đến 9 rưỡi`, `đi từ ngõ 3`."""
    after = next((p.tag for p in pieces if p.tag not in {Tag.FILL, Tag.LINK}), None)
    return after in {Tag.TRAP, Tag.BEFORE_TRAP}


def odd_neighbour(count: Count) -> bool:
    """A word nobody knows right behind the number may be its unit."""
    pieces = count.clause.pieces
    at = next(i for i, p in enumerate(pieces) if p is count.number)
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    return (
        after is not None and after.tag is Tag.UNKNOWN and count.number.unit is None and count.number.flaw is Flaw.NONE
    )
