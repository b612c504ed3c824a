"""Who came of those whose place it was: by part of a unit and by force, over the evenings that are past."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from storage.database import Rows
from storage.instants import Instant
from storage.progress import Scope
from storage.reckoning import PARTS


@dataclass(frozen=True, slots=True)
class Came:
    """Of one force: how many took a place, how many came; `untold`: evenings of which nobody has said who came."""

    took: int
    came: int
    untold: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Of one part."""

    evenings: int = 0
    forces: Mapping[str, Came] = field(default_factory=dict)

    def of(self, force: str) -> Came:
        return self.forces.get(force, Came(0, 0, 0))


_PAST = f"""{PARTS},
past AS (
    SELECT part.part_id, session.id
    FROM part JOIN session ON session.campaign_id = part.campaign_id AND session.unit_id = part.unit_id
        AND session.night BETWEEN :since AND :today
    WHERE session.kind = 'evening' AND session.state = 'planned' AND session.asks_at <= :as_of
)"""
_EVENINGS = f"""{_PAST}
SELECT part_id, COUNT(*) AS evenings FROM past GROUP BY part_id
"""
# An evening of which somebody's coming or not was told is told; whoever is still `accepted` was not looked for.
_CAME = f"""{_PAST}
SELECT past.part_id, shift.force, COUNT(*) AS took,
    SUM(CASE WHEN shift.state = 'present' AND shift.changed <= :as_of THEN 1 ELSE 0 END) AS came,
    COUNT(DISTINCT past.id)
        - COUNT(DISTINCT CASE WHEN shift.state <> 'accepted' AND shift.changed <= :as_of THEN past.id END) AS untold
FROM past JOIN shift ON shift.session_id = past.id
WHERE shift.state IN ('accepted', 'present', 'excused', 'absent')
GROUP BY past.part_id, shift.force
"""


async def of_parts(read: Rows, scope: Scope, since: date, as_of: Instant) -> dict[int, Presence]:
    """What was told of a place after `as_of` was not known then; the place itself was there."""
    day = scope.campaign.day(as_of).isoformat()
    asked = {"unit": scope.unit.id, "campaigns": list(scope.campaigns), "as_of": as_of}
    nights = {"since": since.isoformat(), "today": day}
    evenings = {row["part_id"]: row["evenings"] for row in await read.rows(_EVENINGS, **asked, **nights)}
    forces: dict[int, dict[str, Came]] = defaultdict(dict)
    for row in await read.rows(_CAME, **asked, **nights):
        forces[row["part_id"]][row["force"]] = Came(*(int(row[name]) for name in ("took", "came", "untold")))
    return {part: Presence(number, forces[part]) for part, number in evenings.items()}
