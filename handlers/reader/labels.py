"""Gives each number of a clause its indicator: the word before it or behind it, and marks what does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.language import tags
from handlers.language.indicators import MAY_BE_HOUSES
from handlers.language.pieces import Flaw, Piece, at_place, tag_at
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger, NumberRole

INSTALLED, _HAS = "installed", "co"
NEVER_PEOPLE = frozenset({"households", "absent"})
_LINE = frozenset({tags.NUMBER, tags.INDICATOR, tags.VISIT, tags.SUSPECT})
_PASSED = frozenset({tags.LINK, tags.FILL, tags.SUCCESS, tags.GOT})
_DENIALS = frozenset({tags.NOT, tags.NOT_YET})
_KNOWN_BARE = frozenset(tags.BY_NAME.values()) - {
    tags.UNKNOWN,
    tags.SUSPECT,
    tags.VISIT,
    tags.NOT,
    tags.NOT_YET,
    tags.REQUEST,
    tags.INSTEAD,
}


@dataclass(slots=True)
class Count:
    """A number with what it counts. No indicator: nothing says what it is; `bare` when only the question can tell."""

    number: Piece
    clause: Clause
    at: int  # where in the clause it stands
    role: NumberRole | None = None
    indicator: str = ""
    bare: bool = False
    unit_doubt: bool = False
    label_doubt: bool = False
    odd: bool = False  # the words around it are not understood
    choices: list[str] = field(default_factory=list)
    chosen: bool = False  # of the readings it may have, as an option of a question

    @property
    def before(self) -> Sequence[Piece]:
        return self.clause.pieces[: self.at]

    @property
    def after(self) -> Piece | None:
        return at_place(self.clause.pieces, self.at + 1)


@dataclass(slots=True)
class _ClauseLine:
    """The numbers and labels of one clause."""

    clause: Clause
    pieces: tuple[Piece, ...]
    places: dict[int, int]  # where each stands in the clause, by where it begins
    used: set[int] = field(default_factory=set)


def counts_of(clause: Clause, ledger: Ledger) -> list[Count]:
    if tags.NUMBER not in clause.tags:
        return []
    silent = ledger.silent
    places = {p.start: at for at, p in enumerate(clause.pieces) if p.tag in _LINE and p.start not in silent}
    pieces = [ledger.seen(clause.pieces[at]) for at in places.values()]
    line = _ClauseLine(clause, tuple(_merge(pieces)), places)
    return [_count(line, at, ledger) for at, piece in enumerate(line.pieces) if piece.tag is tags.NUMBER]


def _merge(line: list[Piece]) -> list[Piece]:
    """Neighbouring labels that say the same, or of which only one can count, are one."""
    merged: list[Piece] = []
    for piece in line:
        last = merged[-1] if merged else None
        if last is not None and piece.tag is not tags.NUMBER and last.tag is not tags.NUMBER:
            if piece.tag is tags.VISIT or (piece.indicator and piece.indicator == last.indicator):
                continue
            if last.tag is tags.VISIT:
                merged[-1] = piece
                continue
            if last.indicator == "refused" and piece.word == "khong cai":
                continue
        merged.append(piece)
    return merged


def _count(line: _ClauseLine, at: int, ledger: Ledger) -> Count:
    pieces, number = line.pieces, line.pieces[at]
    count = Count(number, line.clause, line.places[number.start], ledger.roles.get(number.start))
    if number.indicator:
        count.indicator = number.indicator
        return count
    if _two_labels(line, at):
        count.choices = [pieces[at - 2].indicator, pieces[at - 1].indicator]
        return count
    before, after = _label(line, at - 1, count), _label(line, at + 1, count)
    if after and not before and _opens_labels(pieces, at):
        after = ""
    if before and after and before != after:
        _decide(count, pieces, at, before, after)
    else:
        count.indicator = before or after
    suspects = tags.SUSPECT in line.clause.tags and any(p.tag is tags.SUSPECT for p in pieces[max(at - 1, 0) : at + 2])
    if suspects or _denied(line, number) or (after and _denied(line, pieces[at + 1])):
        count.indicator = ""
        count.odd = True
    if number.unit is None and before == after == "stuck" and tag_at(pieces, at + 2) is not tags.NUMBER:
        count.label_doubt = True  # `báo lỗi 50 không vào được`: so many, or what the error is called
    _use(count, line, at)
    if not count.indicator and not count.choices:
        _open(count, pieces, at)
    return count


def _denied(line: _ClauseLine, told: Piece) -> bool:
    """`chưa xong 1 máy`, `2 người chưa kích hoạt`."""
    if told.tag is tags.INDICATOR and told.indicator in MAY_BE_HOUSES:
        return False
    pieces, at = line.clause.pieces, line.places[told.start] - 1
    if at < 0:
        return False
    while at >= 0 and pieces[at].tag in _PASSED:
        at -= 1
    return at >= 0 and (pieces[at].tag in _DENIALS or pieces[at].word == "chua xong")


def _two_labels(line: _ClauseLine, at: int) -> bool:
    """`cài cả kích hoạt 22`: one number for two; a word of failure or of old age says how the installing went."""
    if at < 2 or at - 2 in line.used or at - 1 in line.used:
        return False
    first, second = line.pieces[at - 2], line.pieces[at - 1]
    both = first.tag is second.tag is tags.INDICATOR and first.indicator != second.indicator
    return both and second.indicator not in MAY_BE_HOUSES


def _opens_labels(pieces: tuple[Piece, ...], at: int) -> bool:
    """`20 người kích hoạt 18`: the label belongs to the number behind it, as in the rest of the line."""
    if at != 0 or len(pieces) < 3 or pieces[-1].tag is not tags.NUMBER or pieces[2].tag is not tags.NUMBER:
        return False
    return compatible(pieces[1].indicator, pieces[2]) and len(pieces) % 2 == 1


def _decide(count: Count, pieces: tuple[Piece, ...], at: int, before: str, after: str) -> None:
    """A number between two labels belongs to the one before when the next label has a number of its own."""
    next_has_number = tag_at(pieces, at + 2) is tags.NUMBER
    previous_served = at >= 2 and pieces[at - 2].tag is tags.NUMBER
    starts_with_label = pieces[0].tag is not tags.NUMBER or _opens_labels(pieces, 0)
    visited = pieces[at - 1].tag is tags.VISIT
    match starts_with_label, next_has_number:
        case True, True:
            count.indicator = before
        case False, False if previous_served:
            count.indicator = after
        case _ if visited and count.number.unit is not tags.HOUSE:
            count.indicator = after
        case _:
            count.choices = [before, after]


def _label(line: _ClauseLine, at: int, count: Count) -> str:
    if not 0 <= at < len(line.pieces) or at in line.used:
        return ""
    piece, number = line.pieces[at], count.number
    if piece.tag is tags.VISIT:
        if count.role is NumberRole.PART:
            return ""
        knocked = "go" in piece.word.split() and number.unit is None and at_place(line.pieces, at + 1) is number
        return "households" if number.unit is tags.HOUSE or knocked else ""
    return piece.indicator if piece.tag is tags.INDICATOR and compatible(piece.indicator, number) else ""


def compatible(indicator: str, number: Piece) -> bool:
    if number.unit is tags.HOUSE:
        return indicator in MAY_BE_HOUSES
    if number.unit is tags.PEOPLE:
        return indicator not in NEVER_PEOPLE
    return True


def _use(count: Count, line: _ClauseLine, at: int) -> None:
    for near in (at - 1, at + 1):
        piece = at_place(line.pieces, near)
        if piece is not None and piece.tag is not tags.NUMBER:
            label = "households" if piece.tag is tags.VISIT else piece.indicator
            if count.indicator and label == count.indicator and near not in line.used:
                line.used.add(near)
                return


def _open(count: Count, line: tuple[Piece, ...], at: int) -> None:
    """No label fits: people may be installs, households may be anything."""
    number, clause = count.number, count.clause
    if number.unit is tags.HOUSE or (
        number.unit is tags.PEOPLE and (_houses_beside(line, at, -1) or _houses_beside(line, at, 1))
    ):
        count.unit_doubt = True
    else:
        count.bare = True
    got = _got_before(count)
    end = next((i for i in range(count.at + 1, len(clause.pieces)) if clause.pieces[i].tag is tags.NUMBER), None)
    count.odd = count.odd or any(
        clause.pieces[i].tag not in _KNOWN_BARE and _strange(clause.pieces, i)
        for i in range(got, end or len(clause.pieces))
    )
    nobody = number.value == 0 and number.spelled
    count.odd = count.odd or (nobody and clause.has(tags.TRAP, tags.BEFORE_TRAP, tags.VISIT))


def _got_before(count: Count) -> int:
    """Where `được` stands right before the number: what led up to it matters no more."""
    pieces, at, number = count.clause.pieces, count.at, count.number
    while at > 0 and pieces[at - 1].tag in {tags.GOT, tags.LINK}:
        at -= 1
    after = count.after
    ends = after is None or after.tag in {tags.FILL, tags.LINK, tags.TO}
    strong = number.unit is tags.PEOPLE or (ends and pieces[at].word != _HAS)
    return at if pieces[at].tag is tags.GOT and strong and number.unit is not tags.HOUSE and number.value else 0


def _houses_beside(line: tuple[Piece, ...], at: int, step: int) -> bool:
    """A label of households with no number of its own next to a number of people: `vắng 6 người`."""
    near = at_place(line, at + step)
    if near is None or near.tag is not tags.INDICATOR or near.indicator not in NEVER_PEOPLE:
        return False
    return tag_at(line, at + 2 * step) is not tags.NUMBER


def _strange(pieces: list[Piece], at: int) -> bool:
    """`chưa báo` is no denial of a number."""
    unreported = pieces[at].tag is tags.NOT_YET and tag_at(pieces, at + 1) is tags.REPORT
    following = [p for p in pieces[at:] if p.tag is tags.NUMBER]
    place = pieces[at].tag is tags.VISIT and _leads_to_place(pieces[at + 1 :])
    particle = any(p.tag in {tags.LESS, tags.ADD} for p in pieces[:at])  # `bỏ 2 người đi`
    people = not following and not particle and any(p.unit is tags.PEOPLE for p in pieces[:at])
    leftover = pieces[at].tag is tags.VISIT and not people and (not following or following[0].unit is tags.HOUSE)
    return not unreported and not leftover and not place


def _leads_to_place(pieces: list[Piece]) -> bool:
    """`đến 9 rưỡi`, `đi từ ngõ 3`."""
    after = next((p.tag for p in pieces if p.tag not in {tags.FILL, tags.LINK}), None)
    return after in {tags.TRAP, tags.BEFORE_TRAP}


def odd_neighbour(count: Count) -> bool:
    """A word nobody knows right behind the number may be its unit."""
    after, number = count.after, count.number
    return after is not None and after.tag is tags.UNKNOWN and number.unit is None and number.flaw is Flaw.NONE
