"""Says for which group and night each number stands: the names before it, behind it, or at the head of the list."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from handlers.language import tags
from handlers.language.context import Context, Plan
from handlers.language.pieces import Piece
from handlers.language.tags import Tag
from handlers.reader.clauses import Clause
from handlers.reader.labels import Count
from handlers.reader.ledger import Ledger
from handlers.reader.reading import Unclear

_NAMES = frozenset({tags.GROUP, tags.DATE})
Row = list[tuple[int, Piece]]  # each piece with the number of its clause


@dataclass(slots=True)
class Attribution:
    """Where a count belongs; `why` when that is not clear, with the groups it may be."""

    group: str | None = None
    night: date | None = None
    why: Unclear | None = None
    groups: tuple[str, ...] = ()
    named_group: bool = False
    named_night: bool = False


def places(clauses: list[Clause], counts: list[Count], context: Context, ledger: Ledger) -> list[Attribution]:
    said = frozenset[Tag]().union(*[clause.tags for clause in clauses])
    if said.isdisjoint(_NAMES):
        return [_unnamed(context) for _ in counts]
    numbers = {count.number.start for count in counts}
    row = [
        (at, p)
        for at, clause in zip(_lines(clauses), clauses, strict=True)
        for p in clause.pieces
        if p.start in numbers or (p.tag in _NAMES and ledger.hears(p))
    ]
    lines = _by_sentence(row, clauses) if clauses[-1].sentence else []
    by_group, by_night = (
        (_line_by_line(lines, numbers, tag) or _owners(row, numbers, tag)) if tag in said else {}
        for tag in (tags.GROUP, tags.DATE)
    )
    if by_group and by_night:
        _drop_nights_of_others(row, counts, by_group, by_night)
    attributions = []
    for count in counts:
        place = Attribution()
        _set_group(place, by_group.get(count.number.start, []), context)
        _set_night(place, by_night.get(count.number.start, []), context)
        attributions.append(place)
    return attributions


@lru_cache(maxsize=64)
def _nights(plan: Plan) -> dict[str, frozenset[date]]:
    return {group.name: group.nights for group in plan.groups}


def _unnamed(context: Context) -> Attribution:
    place = Attribution()
    _set_group(place, [], context)
    _set_night(place, [], context)
    return place


def _lines(clauses: list[Clause]) -> list[int]:
    """The number of each clause; what stands in brackets belongs to the clause before."""
    found: list[int] = []
    for at in range(len(clauses)):
        found.append(found[-1] if at and clauses[at - 1].ender == "(" else at)
    return found


def _by_sentence(row: Row, clauses: list[Clause]) -> list[Row]:
    sentences = {p.start: clause.sentence for clause in clauses for p in clause.pieces}
    lines: dict[int, Row] = {}
    for at, piece in row:
        lines.setdefault(sentences[piece.start], []).append((at, piece))
    return list(lines.values())


def _line_by_line(lines: list[Row], numbers: set[int], tag: Tag) -> dict[int, list[Piece]]:
    """Where every line with a number has a name of its own, names hold for their lines only; else nothing."""
    telling = [line for line in lines if any(p.start in numbers for _, p in line)]
    if len(telling) < 2 or not all(any(p.tag is tag for _, p in line) for line in telling):
        return {}
    return {number: run for line in telling for number, run in _owners(line, numbers, tag).items()}


def _owners(row: Row, numbers: set[int], tag: Tag) -> dict[int, list[Piece]]:
    """The names of this tag that hold for each number."""
    line = [(at, p) for at, p in row if p.start in numbers or p.tag is tag]
    named = [i for i, (_, p) in enumerate(line) if p.tag is tag]
    if not named:
        return {}
    closing = named[-1] == len(line) - 1 and named[0] == len(line) - len(named)
    if named[0] != 0 and (closing or _stand_behind(line, tag)):
        return _behind(line, tag)
    return _before(line, tag)


def _stand_behind(line: Row, tag: Tag) -> bool:
    """The first name follows its number in the same clause."""
    first = next(i for i, (_, p) in enumerate(line) if p.tag is tag)
    return line[first][0] == line[first - 1][0]


def _before(line: Row, tag: Tag) -> dict[int, list[Piece]]:
    owners: dict[int, list[Piece]] = {}
    run: list[Piece] = []
    fresh = False
    for _, piece in line:
        if piece.tag is tag:
            run = [*run, piece] if fresh else [piece]
            fresh = True
        else:
            owners[piece.start] = run
            fresh = False
    return owners


def _behind(line: Row, tag: Tag) -> dict[int, list[Piece]]:
    owners: dict[int, list[Piece]] = {}
    run: list[Piece] = []
    fresh = False
    for _, piece in reversed(line):
        if piece.tag is tag:
            run = [piece, *run] if fresh else [piece]
            fresh = True
        else:
            owners[piece.start] = run
            fresh = False
    if len([p for _, p in line if p.tag is tag]) == 1:
        return {p.start: [q for _, q in line if q.tag is tag] for _, p in line if p.tag is not tag}
    return owners


def _drop_nights_of_others(
    row: Row,
    counts: list[Count],
    by_group: dict[int, list[Piece]],
    by_night: dict[int, list[Piece]],
) -> None:
    """A night named for one group of a list does not hold for the next; one named before all groups does."""
    order = {p.start: i for i, (_, p) in enumerate(row)}
    seen: dict[int, int] = {}
    earliest = min((order[p.start] for run in by_group.values() for p in run), default=0)
    for count in counts:
        group, night = by_group.get(count.number.start), by_night.get(count.number.start)
        if not group or not night:
            continue
        first_group = min(order[p.start] for p in group)
        owner = seen.setdefault(night[0].start, group[0].start)
        header = order[night[0].start] < earliest
        if owner != group[0].start and not header and order[night[0].start] < first_group:
            by_night[count.number.start] = []


def _set_group(place: Attribution, named: list[Piece], context: Context) -> None:
    if not named:
        place.group = context.own or (context.last.group if context.last else None)
        if place.group is None:
            place.why = Unclear.WHICH_GROUP
            place.groups = tuple(g.name for g in context.plan.groups if context.today in g.nights)
        return
    place.named_group = True
    choices = set(named[0].choices).intersection(*[piece.choices for piece in named[1:]])
    match sorted(choices):
        case []:
            several = len(named) > 1 and all(p.choices for p in named)
            if len(named) == 1 and named[0].near:
                place.why, place.groups = Unclear.UNKNOWN_GROUP, named[0].near
                place.groups += (context.own,) if context.own and context.own not in place.groups else ()
                return
            place.why = Unclear.SEVERAL_NIGHTS if several else Unclear.NOT_IN_PLAN
        case [*names] if context.own in names:
            place.group = context.own
        case [name] if context.own is None:
            place.group = name
        case names:
            place.why = Unclear.WHICH_GROUP
            place.groups = tuple(names) if context.own is None else (context.own, *names)


def _set_night(place: Attribution, named: list[Piece], context: Context) -> None:
    if place.why is not None:
        return
    nights = _nights(context.plan).get(place.group or "", frozenset())
    if not named:
        _unnamed_night(place, nights, context)
        return
    place.named_night = True
    candidates = _common(named)
    if candidates is None:
        place.why = _contradiction(place, named, nights, context)
        return
    if not candidates:
        place.why = Unclear.IMPOSSIBLE
        return
    fitting = [night for night in candidates if night in nights and night <= context.today]
    if fitting:
        place.night = fitting[0]
    else:
        place.why = Unclear.WHICH_NIGHT if candidates[0] > context.today else Unclear.NOT_IN_PLAN


def _unnamed_night(place: Attribution, nights: frozenset[date], context: Context) -> None:
    place.night = context.today
    if context.today not in nights and not (context.awaiting and place.group == context.own):
        place.why = Unclear.NOT_IN_PLAN


def _common(named: list[Piece]) -> list[date] | None:
    """The nights all names agree on; none at all for a date that does not exist; None when they contradict."""
    if any(not piece.nights for piece in named):
        return []
    common = [night for night in named[0].nights if all(night in piece.nights for piece in named[1:])]
    return common or None


def _contradiction(place: Attribution, named: list[Piece], nights: frozenset[date], context: Context) -> Unclear | None:
    """A weekday that does not go with its date: settled when only one of the two is a night of the group."""
    loose = [p for p in named if len(p.nights) > 1]
    fitting = {night for piece in named for night in piece.nights[:1] if night in nights and night <= context.today}
    if loose and len(named) == 2 and len(fitting) == 1:
        place.night = fitting.pop()
        return None
    return Unclear.WHICH_NIGHT if loose else Unclear.SEVERAL_NIGHTS
