"""Reads how far a unit is from the kept sums; for a past instant what was heard since is taken back.

Nothing here grows with the length of a campaign.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from storage import campaigns, headcounts, sessions, tallies, units
from storage.campaigns import Campaign
from storage.database import Row, Rows
from storage.instants import Instant, span
from storage.progress import Evening, Part, Progress, Scope, Start, Sum
from storage.records import Headcount, Session, Unit
from storage.sessions import Touched
from storage.standing import Standing


async def scope_of(read: Rows, unit: Unit) -> Scope | None:
    """What runs at or above a unit; else all that runs below it, measured as the newest of them is."""
    above = await campaigns.ids_above(read, unit.id)
    ids = above[:1] or await campaigns.ids_below(read, unit.id)
    if not ids:
        return None
    return Scope(unit, (await campaigns.by_id(read, ids[:1]))[ids[0]], tuple(ids))


async def of_unit(read: Rows, scope: Scope, as_of: Instant) -> Progress:
    """As it was known at `as_of`."""
    unit, campaign = scope.unit, scope.campaign
    day, target = campaign.day(as_of), campaign.settings.target
    where = {"unit": unit.id, "campaigns": list(scope.campaigns)}
    known = {one.id: one for one in (*await units.children(read, unit.id), unit)}
    sums = _by_part(await read.rows(_SUMS, **where))
    nights = {"since": (day - scope.looked_back).isoformat(), "today": day.isoformat(), "grace": grace(campaign)}
    evenings = _by_part(await read.rows(_EVENINGS, **where, indicator=target.indicator, as_of=as_of, **nights))
    starts = _by_part(await read.rows(_STARTS, **where, today=day.isoformat()))
    ledgers = await headcounts.of_units(read, list(known))
    parts = {
        id_: Part(
            one,
            {row["indicator"]: Sum(row["total"], row["reports"]) for row in sums[id_]},
            {date.fromisoformat(row["night"]): _evening(row) for row in evenings[id_]},
            {row["indicator"]: _start(row) for row in starts[id_]},
            headcounts.valid(ledgers.get(id_, ()), target.measure, day, as_of),
        )
        for id_, one in known.items()
    }
    touched = await sessions.touched(read, unit.id, scope.campaigns, as_of)
    await _take_back(read, parts, touched, scope, as_of)
    speaking = tuple(part for part in parts.values() if not (part.unit.id == unit.id and part.silent))
    shown = speaking or (parts[unit.id],)
    return Progress(scope, as_of, day, shown, _whole(parts, unit), tuple(touched))


def grace(campaign: Campaign) -> Instant:
    """How long after it was asked for a report is still on time."""
    return span(campaign.settings.timetable.asks, campaign.settings.timetable.late)


def counted(session: Session, standing: Standing, campaign: Campaign, as_of: Instant) -> Evening:
    """What one session adds to its night: the same rule as in _EVENINGS."""
    figure = standing.figures.get(campaign.settings.target.indicator)
    expected = session.state == "planned" and session.kind != "extra"
    on_time = figure is not None and figure.first <= session.asks_at + grace(campaign)
    return Evening(
        planned=int(expected),
        told=int(expected and figure is not None),
        on_time=int(expected and on_time),
        owed=int(expected and figure is None and session.asks_at <= as_of),
        total=figure.value if figure else 0,
    )


async def _take_back(
    read: Rows, parts: dict[int, Part], touched: Collection[Touched], scope: Scope, as_of: Instant
) -> None:
    above = await units.above(read, {one.session.unit_id for one in touched}) if touched else {}
    campaign = scope.campaign
    earliest = campaign.day(as_of) - scope.looked_back
    for one in touched:
        lies = above[one.session.unit_id]
        part = next(part for id_, part in parts.items() if id_ in lies)  # the unit itself is the last of them
        sums, evenings = dict(part.sums), dict(part.evenings)
        for move in tallies.moves(one.now, one.then):
            was = sums.get(move.indicator, Sum())
            sums[move.indicator] = Sum(was.total + move.total, was.reports + move.reports)
        night = one.session.night
        if earliest <= night <= campaign.day(as_of):
            evenings[night] = (
                evenings.get(night, Evening())
                + counted(one.session, one.then, campaign, as_of)
                + -counted(one.session, one.now, campaign, as_of)
            )
        parts[part.unit.id] = replace(part, sums=sums, evenings=evenings)


def _whole(parts: Mapping[int, Part], unit: Unit) -> Headcount | None:
    """The unit's own headcount; without one, the sum of its parts', as old as the oldest of them."""
    own = parts[unit.id].headcount
    known = [part.headcount for part in parts.values() if part.headcount]
    if own or not known:
        return own
    oldest = min(known, key=lambda headcount: headcount.as_of)
    return replace(oldest, unit_id=unit.id, value=sum(headcount.value for headcount in known))


def _by_part(rows: Collection[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["part_id"]].append(row)
    return found


def _evening(row: Row) -> Evening:
    return Evening(row["planned"], row["told"], row["on_time"], row["owed"], row["total"])


def _start(row: Row) -> Start:
    return Start(row["total"], date.fromisoformat(row["as_of"]), row["source"])


# Every unit below, the part it belongs to (a child of the unit, or the unit itself), and the campaign that runs there:
# one at or above the unit, or those below it. CROSS JOIN has SQLite begin with the campaigns, which are few.
_PARTS = """
WITH run (campaign_id, top_id, part_id) AS (
    SELECT campaign.id, child.id, child.id
    FROM campaign CROSS JOIN ancestry CROSS JOIN unit AS child
    WHERE campaign.id IN :campaigns AND ancestry.above_id = campaign.unit_id AND ancestry.unit_id = :unit
        AND child.parent_id = :unit
    UNION ALL
    SELECT campaign.id, campaign.unit_id, child.id
    FROM campaign CROSS JOIN ancestry CROSS JOIN unit AS child
    WHERE campaign.id IN :campaigns AND ancestry.unit_id = campaign.unit_id AND child.id = ancestry.above_id
        AND child.parent_id = :unit
),
part (unit_id, part_id, campaign_id) AS (
    SELECT ancestry.unit_id, run.part_id, run.campaign_id FROM run JOIN ancestry ON ancestry.above_id = run.top_id
    UNION ALL
    SELECT ancestry.unit_id, ancestry.unit_id, campaign.id
    FROM campaign CROSS JOIN ancestry
    WHERE campaign.id IN :campaigns AND ancestry.above_id = campaign.unit_id AND ancestry.unit_id = :unit
)"""
_SUMS = f"""{_PARTS}
SELECT part.part_id, tally.indicator, SUM(tally.total) AS total, SUM(tally.reports) AS reports
FROM part JOIN tally ON tally.campaign_id = part.campaign_id AND tally.unit_id = part.unit_id AND tally.night = ''
GROUP BY part.part_id, tally.indicator
"""
_EVENINGS = f"""{_PARTS},
expected AS (
    SELECT part.part_id, session.night, session.asks_at, tally.total, tally.first,
        session.state = 'planned' AND session.kind <> 'extra' AS planned, COALESCE(tally.reports, 0) > 0 AS told
    FROM part JOIN session ON session.campaign_id = part.campaign_id AND session.unit_id = part.unit_id
            AND session.night BETWEEN :since AND :today
        LEFT JOIN tally ON tally.campaign_id = session.campaign_id AND tally.unit_id = session.unit_id
            AND tally.night = session.night AND tally.kind = session.kind AND tally.indicator = :indicator
    WHERE session.state <> 'cancelled'
)
SELECT part_id, night,
    SUM(CASE WHEN planned THEN 1 ELSE 0 END) AS planned,
    SUM(CASE WHEN planned AND told THEN 1 ELSE 0 END) AS told,
    SUM(CASE WHEN planned AND told AND first <= asks_at + :grace THEN 1 ELSE 0 END) AS on_time,
    SUM(CASE WHEN planned AND NOT told AND asks_at <= :as_of THEN 1 ELSE 0 END) AS owed,
    SUM(COALESCE(total, 0)) AS total
FROM expected GROUP BY part_id, night
"""
_STARTS = f"""{_PARTS}
SELECT part.part_id, baseline.indicator, SUM(baseline.value) AS total, MAX(baseline.as_of) AS as_of,
    MAX(baseline.source) AS source
FROM part JOIN baseline ON baseline.unit_id = part.unit_id AND baseline.campaign_id = part.campaign_id
WHERE baseline.as_of <= :today AND NOT EXISTS (
    SELECT 1 FROM baseline AS newer
    WHERE newer.unit_id = baseline.unit_id AND newer.campaign_id = baseline.campaign_id
        AND newer.indicator = baseline.indicator AND newer.as_of > baseline.as_of AND newer.as_of <= :today
)
GROUP BY part.part_id, baseline.indicator
"""
