"""A table of headcounts held against the ledger: what each unit has and would have, and what is odd about it. Pure.

What is entered stands beside what was there: history is drawn anew from it, an issued letter never.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.headcounts.headcounts_reading import HeadcountsDraft
from handlers.headcounts.words import OFFICIAL
from handlers.intents.ledger import EnterCount
from handlers.outcome import Request
from storage import headcounts
from storage.campaigns import Campaign
from storage.facts import Fact
from storage.headcounts import HeadcountEntered
from storage.instants import Instant
from storage.officials import OfficialEntered
from storage.records import Headcount, Unit

JUMP = 3  # times as many, or as few, as before
GROUPS = {"group", "building"}


@dataclass(frozen=True, slots=True)
class LedgerStanding:
    """`told`: by unit what counts towards the target; `whole`: the campaign's own unit, `units`: those below it."""

    whole: Unit
    units: Sequence[Unit]
    ledger: Mapping[int, Sequence[Headcount]]
    official: Mapping[int, OfficialEntered]
    told: Mapping[int, int]
    target: str
    day: date
    at: Instant

    def before(self, unit: Unit, measure: str) -> Headcount | OfficialEntered | None:
        if measure == OFFICIAL:
            return self.official.get(unit.id)
        return headcounts.valid(self.ledger.get(unit.id, ()), measure, self.day, self.at)


@dataclass(frozen=True, slots=True)
class HeadcountChange:
    unit: Unit
    measure: str
    before: Headcount | OfficialEntered | None
    value: int


@dataclass(frozen=True, slots=True)
class Oddity:
    """`nought`, `above` (more counted than there are), `jump`, `apart` (the whole's own figure, and the sum)."""

    kind: str
    unit: str
    measure: str
    was: int = 0
    now: int = 0


@dataclass(frozen=True, slots=True)
class HeadcountsDifference:
    changes: tuple[HeadcountChange, ...]
    same: int
    odd: tuple[Oddity, ...]

    @property
    def units(self) -> int:
        return len({change.unit.id for change in self.changes})


def difference(
    figures: Iterable[tuple[str, str, int]],
    total: Mapping[str, int],
    origin: tuple[date | None, str],
    of: LedgerStanding,
) -> HeadcountsDifference:
    known, told = {unit.name: unit for unit in of.units}, list(figures)
    changes = [
        HeadcountChange(known[name], measure, of.before(known[name], measure), value)
        for name, measure, value in told
        if name in known  # it may have gone since the table was read
    ]
    whole, apart = _of_whole(changes, total, of)
    fresh = [headcount_change for headcount_change in (*changes, *whole) if not _stands(headcount_change, origin)]
    return HeadcountsDifference(tuple(fresh), len(changes) + len(whole) - len(fresh), (*_odd(fresh, of), *apart))


def entries(found: HeadcountsDifference, body: HeadcountsDraft) -> list[EnterCount]:
    """None as long as nobody has said from which day or by whom they are."""
    if body.day is None or not body.by:
        return []
    return [
        EnterCount(change.unit.id, change.measure, change.value, body.day.isoformat(), body.by)
        for change in found.changes
    ]


def fact(entry: EnterCount, campaign: Campaign, request: Request) -> Fact:
    day = date.fromisoformat(entry.as_of)
    if entry.measure == OFFICIAL:
        where = (campaign.id, entry.unit, campaign.settings.target.indicator)
        return OfficialEntered(request.ids(), *where, entry.value, day, entry.source, request.at)
    return HeadcountEntered(
        request.ids(), Headcount(entry.unit, entry.measure, entry.value, day, entry.source, request.at)
    )


def _stands(one: HeadcountChange, origin: tuple[date | None, str]) -> bool:
    return one.before is not None and (one.before.value, one.before.as_of, one.before.source) == (one.value, *origin)


def _of_whole(
    changes: Sequence[HeadcountChange], total: Mapping[str, int], of: LedgerStanding
) -> tuple[list[HeadcountChange], list[Oddity]]:
    """Where the whole has a figure of its own, every group's new one moves it only through the table's own total."""
    held: dict[str, dict[int, int]] = defaultdict(dict)
    for change in changes:
        held[change.measure][change.unit.id] = change.value
    groups = {unit.id for unit in of.units if unit.kind in GROUPS}
    moved: list[HeadcountChange] = []
    apart: list[Oddity] = []
    for measure, values in held.items():
        before, added = of.before(of.whole, measure), sum(values.values())
        if before is None or not groups <= set(values):
            continue
        if total.get(measure) == added:
            moved.append(HeadcountChange(of.whole, measure, before, added))
        elif before.value != added:
            apart.append(Oddity("apart", of.whole.name, measure, before.value, added))
    return moved, apart


def _odd(changes: Iterable[HeadcountChange], of: LedgerStanding) -> Iterable[Oddity]:
    for change in changes:
        told, was = of.told.get(change.unit.id, 0), change.before.value if change.before else 0
        if change.measure != OFFICIAL and change.value == 0:
            yield Oddity("nought", change.unit.name, change.measure)
        elif change.measure == of.target and told > change.value:
            yield Oddity("above", change.unit.name, change.measure, told, change.value)
        elif was and not was < change.value * JUMP < was * JUMP * JUMP:
            yield Oddity("jump", change.unit.name, change.measure, was, change.value)
