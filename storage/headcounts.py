"""The figures that progress is measured by: headcounts (n/d's d) and baselines (where a unit started)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Baseline, Headcount, Unit
from storage.settings import Target


@dataclass(frozen=True, slots=True)
class HeadcountEntered:
    """A fact: a headcount enters the ledger."""

    id: int
    headcount: Headcount


@dataclass(frozen=True, slots=True)
class BaselineEntered:
    """A fact: where a unit stood before the campaign."""

    id: int
    baseline: Baseline


def measure_of(unit: Unit, target: Target) -> str:
    """Who counts its own people is measured by them, whatever the residents are measured by."""
    return "staff" if unit.staffed else target.measure


_HEADCOUNTS = """
SELECT unit_id, measure, value, as_of, source, entered FROM headcount WHERE unit_id IN :units ORDER BY as_of, id
"""


async def of_units(read: Rows, unit_ids: Collection[int]) -> dict[int, list[Headcount]]:
    """The ledger of each unit, oldest first."""
    ledger: dict[int, list[Headcount]] = defaultdict(list)
    for row in await read.rows(_HEADCOUNTS, units=list(unit_ids)):
        as_of = date.fromisoformat(row["as_of"])
        ledger[row["unit_id"]].append(
            Headcount(row["unit_id"], row["measure"], row["value"], as_of, row["source"], row["entered"])
        )
    return ledger


def valid(ledger: Iterable[Headcount], measure: str, day: date, known_at: Instant) -> Headcount | None:
    """The newest headcount of this measure that holds on `day` and had been entered by `known_at`."""
    some = (h for h in ledger if h.measure == measure and h.as_of <= day and h.entered <= known_at)
    held = sorted(some, key=lambda h: (h.as_of, h.entered))
    return held[-1] if held else None


_BASELINES = """
SELECT campaign_id, unit_id, indicator, value, as_of, source, entered
FROM baseline WHERE unit_id IN :units ORDER BY as_of, id
"""


async def baselines(read: Rows, unit_ids: Collection[int]) -> dict[int, list[Baseline]]:
    """Where each unit started, of every campaign, oldest first."""
    starts: dict[int, list[Baseline]] = defaultdict(list)
    for row in await read.rows(_BASELINES, units=list(unit_ids)):
        plain = (row["campaign_id"], row["unit_id"], row["indicator"], row["value"])
        dated = (date.fromisoformat(row["as_of"]), row["source"], row["entered"])
        starts[row["unit_id"]].append(Baseline(*plain, *dated))
    return starts


def start(known: Iterable[Baseline], campaign_id: int, indicator: str, day: date, known_at: Instant) -> Baseline | None:
    """The newest that holds on `day` and had been entered by `known_at`."""
    own = (b for b in known if b.campaign_id == campaign_id and b.indicator == indicator)
    held = (b for b in own if b.as_of <= day and b.entered <= known_at)
    return max(held, key=lambda b: (b.as_of, b.entered), default=None)


_COUNT = """
INSERT INTO headcount (id, unit_id, measure, value, as_of, source, entered)
VALUES (:id, :unit_id, :measure, :value, :as_of, :source, :entered)
"""


async def write_counted(tx: Transaction, facts: Iterable[HeadcountEntered]) -> None:
    counted = [(fact.id, fact.headcount) for fact in facts]
    records = [{"id": id_, **_values(h), "measure": h.measure} for id_, h in counted]
    exactly(len(records), await tx.many(_COUNT, records))


_START = """
INSERT INTO baseline (id, campaign_id, unit_id, indicator, value, as_of, source, entered)
VALUES (:id, :campaign_id, :unit_id, :indicator, :value, :as_of, :source, :entered)
"""


async def write_started(tx: Transaction, facts: Iterable[BaselineEntered]) -> None:
    started = [(fact.id, fact.baseline) for fact in facts]
    records = [{"id": id_, **_values(b), "campaign_id": b.campaign_id, "indicator": b.indicator} for id_, b in started]
    exactly(len(records), await tx.many(_START, records))


def _values(counted: Headcount | Baseline) -> dict[str, object]:
    dated = {"as_of": counted.as_of.isoformat(), "source": counted.source, "entered": counted.entered}
    return {"unit_id": counted.unit_id, "value": counted.value, **dated}
