"""The district's form of one dated round: residents as of the round's hour, agencies and schools by their returns.

What was told of the round after its hour is in it, too, and is marked: the office sends the form once all have told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.outgoing import texts
from handlers.outgoing.tables import Cell, Column, Table
from storage import headcounts, reckoning, sessions
from storage.database import Rows
from storage.instants import Instant, at, local
from storage.progress import Part, Progress, Scope
from storage.records import Headcount
from storage.sessions import HeldSession
from storage.settings import Round

SHOWN = ("staff", "residents15", "smartphone15")


@dataclass(frozen=True, slots=True)
class _FormRow:
    """One unit's. `done` None: not reported."""

    part: Part
    done: int | None
    held: Mapping[str, Headcount] = field(default_factory=dict)
    late: bool = False

    def cells(self, number: int) -> list[Cell]:
        staff, residents, phones = (self.held[name].value if name in self.held else None for name in SHOWN)
        if self.part.unit.staffed:
            return [number, self.part.unit.name, staff, self.done, None, None, None]
        return [number, self.part.unit.name, staff, None, residents, phones, self.done]


async def table(read: Rows, scope: Scope, as_of: Instant, round_: Round) -> Table:
    """As of the round's own hour once that has passed, so that a late look changes nothing."""
    campaign = scope.campaign
    hour = min(as_of, at(round_.due, round_.at, campaign.zone))
    progress = await reckoning.of_unit(read, scope, hour)
    lines = await _lines(read, progress, as_of, round_)
    rows = [line.cells(number) for number, line in enumerate(lines, start=1)]
    sums: list[Cell] = [None, texts.TOTAL_OF, *(_added(rows, column) for column in range(2, 7))]
    counted = campaign.settings.name_of(progress.indicator)
    columns = [
        *(
            Column(texts.NUMBER, width=5),
            Column(texts.UNIT, "text", 30),
            Column(texts.STAFF),
            Column(texts.staff_done(counted)),
        ),
        *(Column(texts.RESIDENTS), Column(texts.WITH_PHONE), Column(texts.residents_done(counted))),
    ]
    above = (texts.round_due(round_.name, round_.due), texts.as_of(local(hour, campaign.zone)))
    staff = [line for line in lines if line.part.unit.staffed]
    residents = [line for line in lines if not line.part.unit.staffed]
    below = (
        *_share("staff", staff),
        *_share(campaign.settings.target.measure, residents),
        texts.still_missing([line.part.unit.name for line in lines if line.done is None]),
        texts.told_late([line.part.unit.name for line in lines if line.late]),
    )
    return Table(texts.title("round", scope.unit.name), columns, rows, above, sums, [line for line in below if line])


async def _lines(read: Rows, found: Progress, as_of: Instant, round_: Round) -> list[_FormRow]:
    nights = await sessions.below(read, found.unit.id, found.campaign.id, as_of)
    returns = {n.session.unit_id: n for n in nights if n.session.round == round_.code and n.session.planned}
    ledgers = await headcounts.of_units(read, [part.unit.id for part in found.living])
    lines = []
    for part in found.living:
        known = (as_of if part.unit.staffed else found.as_of, ledgers.get(part.unit.id, ()))
        held = {name: one for name in SHOWN if (one := headcounts.valid(known[1], name, found.day, known[0]))}
        lines.append(_line(part, found, returns.get(part.unit.id), held))
    return lines


def _line(part: Part, found: Progress, due: HeldSession | None, held: Mapping[str, Headcount]) -> _FormRow:
    figure = due.standing.figures.get(found.indicator) if due else None
    if due is None or (figure is None and not part.unit.staffed):
        return _FormRow(part, part.total(found.indicator), held)
    if figure is None:
        return _FormRow(part, None, held)
    start = part.starts.get(found.indicator)
    late = figure.first > due.session.asks_at
    return _FormRow(part, figure.value + (start.value if start else 0), held, late)


def _share(measure: str, lines: Sequence[_FormRow]) -> list[str]:
    """Of those of whom both is known: n/d, and where each d is from."""
    wholes = {line.part.unit.id: _whole(line, measure) for line in lines}
    both = [(line, whole) for line in lines if line.done is not None and (whole := wholes[line.part.unit.id])]
    total = sum(whole.value for _, whole in both)
    if not total:
        return []
    done = sum(line.done or 0 for line, _ in both)
    sources: dict[tuple[str, str], list[str]] = {}
    for line, whole in both:
        sources.setdefault((whole.source, f"{whole.as_of:%d/%m/%Y}"), []).append(line.part.unit.name)
    return [texts.share_of(measure, (done, total), (len(both), len(lines))), *texts.sources(sources)]


def _whole(line: _FormRow, measure: str) -> Headcount | None:
    return line.held.get(measure) or line.part.headcount


def _added(rows: Sequence[Sequence[Cell]], column: int) -> int | None:
    held = [value for row in rows if isinstance(value := row[column], int)]
    return sum(held) if held else None
