"""Some nights of one campaign beside its target: what was met at the doors, who went out, whose place is still open."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from storage.database import Rows
from storage.progress import Progress
from storage.records import SessionState, Unit
from storage.sessions import HeldSession
from storage.shifts import LIVE

Days = tuple[date, date]  # the first night and the last


@dataclass(frozen=True, slots=True)
class Manned:
    """`have`: by force, how many have a place on that night."""

    unit: Unit
    night: date
    have: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Turnout:
    """Of the places that were held: who was there, who was excused, who did not come; nobody said so of the others."""

    present: int = 0
    excused: int = 0
    absent: int = 0


_MINE = """
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id AND session.campaign_id = :campaign
    AND session.night BETWEEN :since AND :until
"""
_MET = f"""
SELECT session.unit_id, tally.indicator, SUM(tally.total) AS total
{_MINE} JOIN tally ON tally.campaign_id = session.campaign_id AND tally.unit_id = session.unit_id
    AND tally.night = session.night AND tally.kind = session.kind AND tally.indicator IN :indicators
WHERE ancestry.above_id = :unit AND session.state <> 'cancelled'
GROUP BY session.unit_id, tally.indicator
"""


async def met(read: Rows, progress: Progress, indicators: Collection[str], days: Days) -> dict[str, dict[int, int]]:
    """By indicator and unit what was told of these nights, where it is not 0."""
    where = _where(progress, days)
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for row in await read.rows(_MET, **where, indicators=list(indicators)):
        found[row["indicator"]][row["unit_id"]] = row["total"]
    for touched in progress.since:
        for indicator in indicators:
            change = _told(touched.then, indicator, days) - _told(touched.now, indicator, days)
            found[indicator][touched.now.session.unit_id] += change
    return {name: told for name, counts in found.items() if (told := {unit: n for unit, n in counts.items() if n})}


_TURNOUT = f"""
SELECT shift.force, shift.state, COUNT(*) AS number
{_MINE} JOIN shift ON shift.session_id = session.id AND shift.state IN ('present', 'excused', 'absent')
WHERE ancestry.above_id = :unit AND session.state <> 'cancelled' AND shift.changed <= :as_of
GROUP BY shift.force, shift.state
"""


async def turnout(read: Rows, progress: Progress, days: Days) -> dict[str, Turnout]:
    """By force."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await read.rows(_TURNOUT, **_where(progress, days), as_of=progress.as_of):
        found[row["force"]][row["state"]] = row["number"]
    return {force: Turnout(**counts) for force, counts in sorted(found.items())}


_MANNED = f"""
SELECT session.id, session.night, session.unit_id, unit.code, unit.kind, unit.name, shift.force,
    COUNT(shift.id) AS number
{_MINE} JOIN unit ON unit.id = session.unit_id
    LEFT JOIN shift ON shift.session_id = session.id AND shift.state IN :live
WHERE ancestry.above_id = :unit AND session.state = 'planned' AND session.kind = 'evening'
GROUP BY session.id, session.night, session.unit_id, unit.code, unit.kind, unit.name, shift.force
ORDER BY session.night, session.unit_id
"""


async def manned(read: Rows, progress: Progress, days: Days) -> list[Manned]:
    """Every evening that is planned on these nights, by night."""
    have: dict[int, dict[str, int]] = defaultdict(dict)
    known = {}
    for row in await read.rows(_MANNED, **_where(progress, days), live=sorted(LIVE)):
        unit = Unit(row["unit_id"], row["code"], row["kind"], row["name"])
        known[row["id"]] = (unit, date.fromisoformat(row["night"]))
        if row["force"] is not None:
            have[row["id"]][row["force"]] = row["number"]
    return [Manned(unit, night, have[id_]) for id_, (unit, night) in known.items()]


def _where(progress: Progress, days: Days) -> dict[str, object]:
    since, until = days
    plain = {"unit": progress.unit.id, "campaign": progress.campaign.id}
    return {**plain, "since": since.isoformat(), "until": until.isoformat()}


def _told(night: HeldSession, indicator: str, days: Days) -> int:
    since, until = days
    if night.session.state is SessionState.CANCELLED or not since <= night.session.night <= until:
        return 0
    return night.standing.value(indicator) or 0
