"""What became of units: renamed, merged, split. A number stays with the unit of its night; sums follow the lineage.

A merged unit lies under its successor from then on, so that sums over 'everything below' hold it already; who asks
about a night before that sees the units of that night. A split one stays beside its successors, and each of them is
owed its share of whatever is, or will yet be, on record there: storage/reckoning.py hands it over.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Unit

Kind = Literal["rename", "merge", "split"]
WHOLE = 10_000  # hundredths of a percent


@dataclass(frozen=True, slots=True)
class Became:
    """Also a fact: from the night `day` on the predecessor is, or is a part of, the successor."""

    id: int
    kind: Kind
    predecessor_id: int
    successor_id: int
    day: date
    was: str  # the predecessor's name until then
    share: int
    reason: str
    cause: str
    entered: Instant


def allotted(total: int, shares: Iterable[int]) -> tuple[int, ...]:
    """The parts of a whole: never off by more than one, and together exactly the whole."""
    held = tuple(shares)
    parts = [total * share // WHOLE for share in held]
    left = sorted(range(len(held)), key=lambda n: (-(total * held[n] % WHOLE), n))
    for n in left[: total - sum(parts)]:
        parts[n] += 1
    return tuple(parts)


_COLUMNS = ", ".join(f"lineage.{name}" for name in Became.__slots__)
_OF_UNITS = f"""
SELECT {_COLUMNS} FROM lineage WHERE successor_id IN :units
UNION SELECT {_COLUMNS} FROM lineage WHERE predecessor_id IN :units
ORDER BY 5, 1
"""


async def of_units(read: Rows, unit_ids: Collection[int]) -> tuple[Became, ...]:
    """All that happened to these units or led to them, in order."""
    return tuple(_became(row) for row in await read.rows(_OF_UNITS, units=list(unit_ids)))


_LATER = f"""
SELECT {_COLUMNS} FROM lineage WHERE predecessor_id IN :units AND kind = 'rename' AND day > :day
UNION ALL SELECT {_COLUMNS} FROM lineage WHERE successor_id IN :units AND kind <> 'rename' AND day > :day
ORDER BY 5 DESC, 1 DESC
"""


async def later(read: Rows, unit_ids: Collection[int], day: date) -> tuple[Became, ...]:
    """By what these units were renamed, or came to be, after that night; the newest first."""
    rows = await read.rows(_LATER, units=list(unit_ids), day=day.isoformat())
    return tuple(_became(row) for row in rows)


def names_before(later_: Iterable[Became]) -> dict[int, str]:
    """Of those units that had another name before all this."""
    return {became.predecessor_id: became.was for became in later_ if became.kind == "rename"}


def unborn(later_: Iterable[Became]) -> frozenset[int]:
    """The units that were not there before all this."""
    return frozenset(became.successor_id for became in later_ if became.kind != "rename")


async def named_on(read: Rows, units: Collection[Unit], day: date) -> dict[int, Unit]:
    """Under the names they had on that night."""
    names = names_before(await later(read, [unit.id for unit in units], day)) if units else {}
    return {unit.id: replace(unit, name=names.get(unit.id, unit.name)) for unit in units}


_HEIRS = """
SELECT campaign.id AS campaign_id, lineage.successor_id
FROM campaign JOIN ancestry ON ancestry.above_id = campaign.unit_id
    JOIN lineage ON lineage.successor_id = ancestry.unit_id
WHERE campaign.id IN :campaigns AND lineage.kind <> 'rename'
"""


async def heirs(read: Rows, campaign_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """By campaign: the units in it to whose sums their predecessors belong."""
    found: dict[int, set[int]] = {id_: set() for id_ in campaign_ids}
    for row in await read.rows(_HEIRS, campaigns=list(campaign_ids)):
        found[row["campaign_id"]].add(row["successor_id"])
    return {campaign: frozenset(units) for campaign, units in found.items()}


_SPLITS = f"""
SELECT {_COLUMNS} FROM lineage WHERE kind = 'split' AND day <= :day AND predecessor_id IN (
    SELECT lineage.predecessor_id FROM ancestry JOIN lineage ON lineage.successor_id = ancestry.unit_id
    WHERE ancestry.above_id = :unit
    UNION
    SELECT lineage.predecessor_id FROM ancestry JOIN lineage ON lineage.predecessor_id = ancestry.unit_id
    WHERE ancestry.above_id = :unit
)
ORDER BY day, id
"""


async def splits(read: Rows, unit_id: int, day: date) -> tuple[Became, ...]:
    """The parts, by `day`, of every split unit that lies at or under this one, or whose part does; in order."""
    rows = await read.rows(_SPLITS, unit=unit_id, day=day.isoformat())
    return tuple(_became(row) for row in rows)


_BECAME = """
INSERT INTO lineage (id, kind, predecessor_id, successor_id, day, was, share, reason, cause, entered)
VALUES (:id, :kind, :predecessor_id, :successor_id, :day, :was, :share, :reason, :cause, :entered)
"""


async def write_became(tx: Transaction, facts: Iterable[Became]) -> None:
    records = [
        {**{name: getattr(fact, name) for name in Became.__slots__}, "day": fact.day.isoformat()} for fact in facts
    ]
    exactly(len(records), await tx.many(_BECAME, records))


def _became(row: Row) -> Became:
    return Became(**{name: row[name] for name in Became.__slots__ if name != "day"}, day=date.fromisoformat(row["day"]))
