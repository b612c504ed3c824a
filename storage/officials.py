"""Official figures: what the city's system counts for a unit on a day, beside what the heads have told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class OfficialEntered:
    """A fact."""

    id: int
    campaign_id: int
    unit_id: int
    indicator: str
    value: int
    as_of: date
    source: str
    entered: Instant


# The last row of a unit is its newest.
_NEWEST = """
SELECT id, campaign_id, unit_id, indicator, value, as_of, source, entered FROM official
WHERE unit_id IN :units AND campaign_id = :campaign AND indicator = :indicator AND entered <= :known_at
ORDER BY unit_id, as_of, id
"""


async def newest(
    read: Rows, unit_ids: Collection[int], campaign_id: int, indicator: str, known_at: Instant
) -> dict[int, OfficialEntered]:
    """By unit the newest that was known at an instant."""
    asked = {"units": list(unit_ids), "campaign": campaign_id, "indicator": indicator, "known_at": known_at}
    found: dict[int, OfficialEntered] = {}
    for row in await read.rows(_NEWEST, **asked):
        plain = {name: row[name] for name in OfficialEntered.__slots__}
        found[row["unit_id"]] = OfficialEntered(**{**plain, "as_of": date.fromisoformat(row["as_of"])})
    return found


_ENTER = """
INSERT INTO official (id, campaign_id, unit_id, indicator, value, as_of, source, entered)
VALUES (:id, :campaign_id, :unit_id, :indicator, :value, :as_of, :source, :entered)
"""


async def write_entered(tx: Transaction, facts: Iterable[OfficialEntered]) -> None:
    records = [
        {**{name: getattr(fact, name) for name in OfficialEntered.__slots__}, "as_of": fact.as_of.isoformat()}
        for fact in facts
    ]
    exactly(len(records), await tx.many(_ENTER, records))
