"""Reads how far a unit is from the kept sums; for a past instant what was heard since is taken back.

`_parts` asks three times, each time by part of the unit (`PARTS`): `_SUMS`, the total of each indicator; `_EVENINGS`,
what was expected, reported and counted of each night that is looked back at; `_STARTS`, what stood before the campaign.
All three are as of now: hindsight.py takes back session by session what was heard since, by the same rules in Python,
and a test holds both to the fold of all events. What an evening or a round adds is said in rounds.py; in SQL by
tallies.in_a_round. Nothing here grows with the length of a campaign.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from storage import campaigns, headcounts, hindsight, lineage, sessions, units
from storage.database import Row, Rows
from storage.instants import Instant
from storage.lineage import Became
from storage.progress import NightProgress, Owed, Part, Progress, Scope, StartingPoint, Sum
from storage.records import Headcount, Unit
from storage.tallies import in_a_round


async def scope_of(read: Rows, unit: Unit, at: Instant, campaign: int = 0) -> Scope | None:
    """Of this campaign; else what an instant is about at or above a unit; else all that is below it."""
    above, beside = await campaigns.one_above(read, unit.id, at, campaign)
    ids = [above] if above else [campaign] if campaign else await campaigns.ids_below(read, unit.id, at)
    found = await campaigns.by_id(read, ids[:1])
    return Scope(unit, found[ids[0]], tuple(ids), beside) if found else None


async def scope_at(read: Rows, unit_id: int, at: Instant, campaign: int = 0) -> Scope | None:
    unit = (await units.by_id(read, [unit_id])).get(unit_id)
    return await scope_of(read, unit, at, campaign) if unit else None


async def of_unit(
    read: Rows, scope: Scope, as_of: Instant, since: date | None = None, on: date | None = None
) -> Progress:
    """As it was known at `as_of`, night by night from `since` on; by the units of the night `on`, else of that day."""
    unit, campaign = scope.unit, scope.campaign
    day = campaign.day(as_of)
    first = since or scope.first_night(day)
    parts = await _parts(read, scope, as_of, first, on or day)
    touched = await sessions.touched(read, unit.id, scope.campaigns, as_of)
    await hindsight.take_back(read, parts, touched, (campaign, as_of, first))
    if not unit.level:
        parts = {unit.id: sum((part for id_, part in parts.items() if id_ != unit.id), parts[unit.id])}
    await _hand_over(read, scope, parts, as_of, on or day)
    speaking = tuple(part for part in parts.values() if not (part.silent and (part.absent or part.unit.id == unit.id)))
    shown = speaking or (parts[unit.id],)
    whole, lacking = _whole(parts, unit), _uncounted(parts, unit, campaign.settings.target.indicator)
    return Progress(scope, as_of, day, shown, whole, tuple(touched), lacking)


# Every unit below, the part it belongs to (a child of the unit, or the unit itself), and the campaign that runs there:
# one at or above the unit, or those below it. CROSS JOIN has SQLite begin with the campaigns, which are few.
PARTS = """
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
_SUMS = f"""{PARTS}
SELECT part.part_id, tally.indicator, SUM(tally.total) AS total, SUM(tally.reports) AS reports
FROM part JOIN tally ON tally.campaign_id = part.campaign_id AND tally.unit_id = part.unit_id AND tally.night = ''
GROUP BY part.part_id, tally.indicator
"""
# What a unit had told to date before a round: the newest round before it, and the evenings since.
_BEFORE = f"""
SELECT SUM(earlier.total)
FROM tally AS earlier JOIN session AS was ON was.campaign_id = earlier.campaign_id
    AND was.unit_id = earlier.unit_id AND was.night = earlier.night AND was.kind = earlier.kind
WHERE earlier.campaign_id = session.campaign_id AND earlier.unit_id = session.unit_id
    AND earlier.night > '' AND earlier.night < session.night AND earlier.indicator = :indicator
    AND was.state <> 'cancelled' AND NOT {in_a_round("earlier", ":indicator", before="session")}
"""
# Of the figures that stand about a session: it is reported where there is any (Standing.reported).
_REPORT = """FROM tally AS report
        WHERE report.campaign_id = session.campaign_id AND report.unit_id = session.unit_id
            AND report.night = session.night AND report.kind = session.kind AND report.reports > 0"""
REPORTED = f"EXISTS (SELECT 1 {_REPORT})"
# `first`: when the first figure was told; null where none was. Where the target's own came in time, as it mostly does,
# an earlier one would change nothing and is not looked for.
_EVENINGS = f"""{PARTS},
expected AS (
    SELECT part.part_id, session.night, session.asks_at, CASE
            WHEN tally.reports > 0 AND tally.first <= session.asks_at + :grace THEN tally.first
            ELSE (SELECT MIN(report.first) {_REPORT}) END AS first,
        tally.total - CASE WHEN session.kind = 'round' AND tally.reports > 0
            THEN CAST(COALESCE(({_BEFORE}), 0) AS INTEGER) ELSE 0 END AS total,
        session.state = 'planned' AND session.kind <> 'extra' AS planned, COALESCE(tally.reports, 0) > 0 AS counted
    FROM part JOIN session ON session.campaign_id = part.campaign_id AND session.unit_id = part.unit_id
            AND session.night BETWEEN :since AND :today
        LEFT JOIN tally ON tally.campaign_id = session.campaign_id AND tally.unit_id = session.unit_id
            AND tally.night = session.night AND tally.kind = session.kind AND tally.indicator = :indicator
    WHERE session.state <> 'cancelled'
)
SELECT part_id, night,
    SUM(CASE WHEN planned THEN 1 ELSE 0 END) AS planned,
    SUM(CASE WHEN planned AND first IS NOT NULL THEN 1 ELSE 0 END) AS reported,
    SUM(CASE WHEN planned AND first <= asks_at + :grace THEN 1 ELSE 0 END) AS on_time,
    SUM(CASE WHEN planned AND first IS NULL AND asks_at <= :as_of THEN 1 ELSE 0 END) AS owed,
    SUM(COALESCE(total, 0)) AS total,
    SUM(CASE WHEN planned AND first IS NOT NULL AND NOT counted THEN 1 ELSE 0 END) AS lacking
FROM expected GROUP BY part_id, night
"""
# Who counts staff and owes rounds has no start beneath them (storage/rounds.py).
_STARTS = f"""{PARTS}
SELECT part.part_id, baseline.indicator, SUM(baseline.value) AS total, MAX(baseline.as_of) AS as_of,
    MAX(baseline.source) AS source
FROM part JOIN baseline ON baseline.unit_id = part.unit_id AND baseline.campaign_id = part.campaign_id
WHERE baseline.as_of <= :today AND baseline.entered <= :as_of AND NOT EXISTS (
    SELECT 1 FROM unit JOIN session ON session.unit_id = unit.id
    WHERE unit.id = baseline.unit_id AND unit.kind IN ('agency', 'school')
        AND session.campaign_id = baseline.campaign_id AND session.kind = 'round' AND session.state <> 'cancelled'
) AND NOT EXISTS (
    SELECT 1 FROM baseline AS newer
    WHERE newer.unit_id = baseline.unit_id AND newer.campaign_id = baseline.campaign_id
        AND newer.indicator = baseline.indicator AND newer.as_of BETWEEN baseline.as_of AND :today
        AND newer.entered <= :as_of
        AND (newer.as_of, newer.entered, newer.id) > (baseline.as_of, baseline.entered, baseline.id)
)
GROUP BY part.part_id, baseline.indicator
"""


async def _parts(read: Rows, scope: Scope, as_of: Instant, first: date, on: date) -> dict[int, Part]:
    """From the kept sums, as of now; the unit itself is the last of them. Of what was not there yet, what it is of."""
    unit, campaign = scope.unit, scope.campaign
    day, target = campaign.day(as_of), campaign.settings.target
    where = {"unit": unit.id, "campaigns": list(scope.campaigns)}
    known = {one.id: one for one in (*await units.children(read, unit.id), unit)}
    later = await lineage.later(read, known, on)
    named, unborn = lineage.names_before(later), lineage.unborn(later)
    sums = _by_part(await read.rows(_SUMS, **where))
    nights = {"since": first.isoformat(), "today": day.isoformat(), "grace": hindsight.grace(campaign)}
    evenings = _by_part(await read.rows(_EVENINGS, **where, indicator=target.indicator, as_of=as_of, **nights))
    starts = _by_part(await read.rows(_STARTS, **where, today=day.isoformat(), as_of=as_of))
    ledgers = await headcounts.of_units(read, list(known))
    parts = {
        id_: Part(
            replace(one, name=named.get(id_, one.name)),
            {row["indicator"]: Sum(row["total"], row["reports"]) for row in sums[id_]},
            {date.fromisoformat(row["night"]): _evening(row) for row in evenings[id_]},
            {row["indicator"]: _start(row) for row in starts[id_]},
            headcounts.valid(ledgers.get(id_, ()), headcounts.measure_of(one, target), day, as_of),
        )
        for id_, one in known.items()
    }
    for id_ in unborn & known.keys() - {unit.id}:
        within = await _parts(read, replace(scope, unit=known[id_]), as_of, first, on)
        parts |= {**within, id_: replace(within[id_], absent=True)}
    return dict(sorted(parts.items(), key=lambda one: (one[0] == unit.id, one[1].absent, one[0])))


_LEFT_OF_UNIT = """
SELECT DISTINCT night FROM session
WHERE campaign_id = :campaign AND unit_id = :unit AND night > :today AND night <= :by AND state = 'planned'
    AND kind <> 'round'
"""
# From one night to the next, each the soonest of all campaigns: a city's nights are few and its sessions are many.
_LEFT = """
WITH RECURSIVE ahead (night) AS (
    SELECT CAST(:today AS TEXT)
    UNION ALL
    SELECT (
        SELECT MIN(soonest.night) FROM (
            SELECT (
                SELECT MIN(session.night) FROM session
                WHERE session.campaign_id = campaign.id AND session.night > ahead.night
                    AND session.state = 'planned' AND session.kind <> 'round'
            ) AS night
            FROM campaign WHERE campaign.id IN :campaigns
        ) AS soonest
    ) FROM ahead WHERE ahead.night < :by
)
SELECT night FROM ahead WHERE night > :today AND night <= :by
"""


async def nights_left(read: Rows, progress: Progress) -> int:
    """Nights until the target's day on which the unit, or anybody of its campaign, still goes out; tonight if owed."""
    today, by = progress.day, progress.campaign.settings.target.by
    asked = {"today": today.isoformat(), "by": by.isoformat()}
    if progress.leaf:
        rows = await read.rows(_LEFT_OF_UNIT, **asked, campaign=progress.campaign.id, unit=progress.unit.id)
    else:
        rows = await read.rows(_LEFT, **asked, campaigns=list(progress.scope.campaigns))
    tonight = progress.evenings.get(today, NightProgress())
    return len(rows) + (tonight.planned > tonight.reported - tonight.lacking)


async def missing(read: Rows, progress: Progress, since: date | None = None, most: int = 10_000) -> list[Owed]:
    """The reports that were asked for by then and have not come, the newest night first."""
    return await _asked_for(read, progress, since, most, lacking=False)


async def lacking(read: Rows, progress: Progress, since: date | None = None, most: int = 10_000) -> list[Owed]:
    """The reports that have come without the figure that the target counts, though its hour is past, likewise."""
    return await _asked_for(read, progress, since, most, lacking=True)


_ASKED_FOR = f"""{PARTS}
SELECT session.id, session.night, session.unit_id, unit.code, unit.kind AS unit_kind, unit.name
FROM part JOIN session ON session.campaign_id = part.campaign_id AND session.unit_id = part.unit_id
        AND session.night BETWEEN :since AND :today
    JOIN unit ON unit.id = session.unit_id
WHERE session.state = 'planned' AND session.kind <> 'extra' AND session.asks_at <= :as_of
    AND {{0}}
ORDER BY session.night DESC, session.unit_id DESC LIMIT :most
"""
_MISSING = _ASKED_FOR.format(f"NOT {REPORTED}")
_LACKING = _ASKED_FOR.format(f"""{REPORTED} AND NOT EXISTS (
        SELECT 1 FROM tally
        WHERE tally.campaign_id = session.campaign_id AND tally.unit_id = session.unit_id
            AND tally.night = session.night AND tally.kind = session.kind AND tally.indicator = :indicator
            AND tally.reports > 0
    )""")


async def _asked_for(read: Rows, progress: Progress, since: date | None, most: int, *, lacking: bool) -> list[Owed]:
    first = since or progress.scope.first_night(progress.day)
    named = {"unit": progress.unit.id, "campaigns": list(progress.scope.campaigns), "most": most}
    nights = {"since": first.isoformat(), "today": progress.day.isoformat(), "as_of": progress.as_of}
    rows = await (
        read.rows(_LACKING, **named, **nights, indicator=progress.indicator)
        if lacking
        else read.rows(_MISSING, **named, **nights)
    )
    found = {row["id"]: _owed(row) for row in rows}
    for touched in progress.since:
        found.pop(touched.now.session.id, None)
    then = [one.then for one in progress.since if first <= one.then.session.night <= progress.day]
    owing = [
        night.session
        for night in then
        for evening in [hindsight.counted(night, progress.campaign, progress.as_of)]
        if (evening.lacking and night.session.asks_at <= progress.as_of if lacking else evening.owed)
    ]
    known = await units.by_id(read, {session.unit_id for session in owing}) if owing else {}
    found |= {session.id: Owed(session.id, known[session.unit_id], session.night) for session in owing}
    called = {part.unit.id: part.unit for part in progress.parts}
    deeper = {one.unit.id: one.unit for one in found.values() if one.unit.id not in called}
    called |= await lineage.named_on(read, deeper.values(), progress.day)
    found = {id_: replace(one, unit=called[one.unit.id]) for id_, one in found.items()}
    return sorted(found.values(), key=lambda owed: (owed.night, owed.unit.id), reverse=True)


async def _hand_over(read: Rows, scope: Scope, parts: dict[int, Part], as_of: Instant, on: date) -> None:
    """What stands at split units is their successors', share by share; whoever is asked about itself keeps it."""
    splits = await lineage.splits(read, scope.unit.id, on)
    into: dict[int, list[Became]] = defaultdict(list)
    for split in splits:
        into[split.predecessor_id].append(split)
    above = await units.above(read, {unit for split in splits for unit in (split.predecessor_id, split.successor_id)})
    lies = {unit: next((id_ for id_ in parts if id_ in inside), None) for unit, inside in above.items()}
    for predecessor, became in into.items():
        source, targets = lies[predecessor], [lies[one.successor_id] for one in became]
        if predecessor == scope.unit.id or all(target == source for target in targets):
            continue
        whole = parts[predecessor] if predecessor in parts else await _of_one(read, predecessor, scope, as_of)
        if source is not None:
            parts[source] -= replace(whole, evenings={})
        if predecessor in parts:
            parts[predecessor] = replace(whole, sums={}, starts={}, headcount=None, absent=True)
        for target, share in zip(targets, whole.shares([one.share for one in became]), strict=True):
            if target is not None:
                parts[target] += share


async def _of_one(read: Rows, unit_id: int, scope: Scope, as_of: Instant) -> Part:
    unit = (await units.by_id(read, [unit_id]))[unit_id]
    progress = await of_unit(read, replace(scope, unit=unit), as_of)
    return sum(progress.parts, Part(unit))


def _whole(parts: Mapping[int, Part], unit: Unit) -> Headcount | None:
    """The unit's own headcount; without one, the sum of its parts', as old as the oldest of them: staff are no part."""
    own = parts[unit.id].headcount
    known = [part.headcount for part in parts.values() if part.headcount and not part.unit.staffed]
    if own or not known:
        return own
    oldest = min(known, key=lambda headcount: headcount.as_of)
    return replace(oldest, unit_id=unit.id, value=sum(headcount.value for headcount in known))


def _uncounted(parts: Mapping[int, Part], unit: Unit, indicator: str) -> tuple[Unit, ...]:
    """The parts that would make a sum of headcounts too small for the total."""
    known = [part for part in parts.values() if part.unit.id != unit.id and not part.unit.staffed]
    if parts[unit.id].headcount or not any(part.headcount for part in known):
        return ()
    return tuple(part.unit for part in known if not part.headcount and part.total(indicator))


def _by_part(rows: Collection[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["part_id"]].append(row)
    return found


def _evening(row: Row) -> NightProgress:
    return NightProgress(row["planned"], row["reported"], row["on_time"], row["owed"], row["total"], row["lacking"])


def _owed(row: Row) -> Owed:
    unit = Unit(row["unit_id"], row["code"], row["unit_kind"], row["name"])
    return Owed(row["id"], unit, date.fromisoformat(row["night"]))


def _start(row: Row) -> StartingPoint:
    return StartingPoint(row["total"], date.fromisoformat(row["as_of"]), row["source"])
