"""Looks at the clock: what has come due, or has changed, becomes rows of the outbox. Wordless: the rows are recipes.

An evening, and a campaign, says when it has to be looked at next; so a look at which nothing is due costs nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from schedules import calendar, changes, difficulties, evening, office
from schedules.calendar import Evening, Occasion
from schedules.office import Office
from schedules.rows import MINE, SessionGroup, Tick
from storage import announcements, campaigns, state
from storage.announcements import BULLETIN
from storage.campaigns import Campaign
from storage.database import Row, Transaction
from storage.ids import Ids
from storage.instants import DAY, Instant, day_of
from storage.records import SessionKind

Looked = Mapping[str, int]  # how many rows each kind brought
GONE_BY = timedelta(days=2)  # nights before that are not looked at again when a timetable changes


@dataclass(frozen=True, slots=True)
class _Ward:
    """A campaign, and when the clock looked at it last."""

    campaign: Campaign
    looks_at: Instant | None
    fresh: bool
    announced: Instant


# One question instead of four when nothing is due. In the order of the partial indexes, which are nearly always empty:
# PostgreSQL takes `looked <> version` to be true of nearly every row, and would else read the whole table.
_ANYTHING = """
SELECT (SELECT id FROM session WHERE looked <> version ORDER BY campaign_id, night, asks_at LIMIT 1) AS fresh,
    (SELECT id FROM shift WHERE looked <> version ORDER BY session_id LIMIT 1) AS offered,
    (SELECT count(*) FROM campaign WHERE looked <> version OR looks_at <= :now) AS campaigns,
    (SELECT count(*) FROM evening WHERE looks_at IS NOT NULL AND looks_at <= :now) AS evenings,
    (SELECT count(*) FROM difficulty WHERE looks_at IS NOT NULL AND looks_at <= :now) AS difficulties
"""
_DUE = """
SELECT campaign_id, kind, night, starts, asks_at, locks_at, looks_at FROM evening
WHERE looks_at IS NOT NULL AND looks_at <= :now ORDER BY looks_at, campaign_id, night, asks_at
"""
_FRESH = """
SELECT DISTINCT campaign_id, kind, night, starts, asks_at, locks_at, looked > 0 AS known FROM session
WHERE looked <> version ORDER BY campaign_id, night, asks_at
"""


async def look(tx: Transaction, now: Instant, ids: Ids) -> Looked:
    """The sign of life comes first: whoever looks at the same time in another process waits for it."""
    await state.note(tx, state.Name.LOOKED, now)
    tick, found = Tick(tx, now, ids), Counter[str]()
    waiting = (await tx.rows(_ANYTHING, now=now))[0]
    if not any(waiting[name] for name in ("fresh", "offered", "campaigns", "evenings", "difficulties")):
        return found
    if waiting["difficulties"]:
        found.update(await difficulties.put(tick))
    fresh = await tx.rows(_FRESH)
    if any(row["known"] for row in fresh):
        found.update(await changes.put(tick))
    if await _mark(tick):
        fresh = await tx.rows(_FRESH)
    due = [_group(row, fresh=False) for row in await tx.rows(_DUE, now=now)]
    groups = [*due, *{_group(row, fresh=True): None for row in fresh}]
    wards = await _wards(tick, {group.campaign_id for group in groups})
    for group in groups:
        await _evening(tick, group, wards[group.campaign_id].campaign, found)
    for ward in wards.values():
        await _office(tick, ward, found)
    return found


_CHANGED_CAMPAIGNS = "SELECT id FROM campaign WHERE looked <> version"
_LOOK_AGAIN = """
UPDATE session SET looked = -version WHERE campaign_id IN :campaigns AND night >= :since AND looked = version
"""
_OFFERED = "SELECT DISTINCT session_id FROM shift WHERE looked <> version"
_LOOK_AT_TEAMS = "UPDATE session SET looked = -version WHERE id IN :sessions AND looked = version"
_OFFERS_SEEN = "UPDATE shift SET looked = version WHERE looked <> version"


async def _mark(one: Tick) -> bool:
    """A new offer, or another timetable, makes a session worth another look; return whether there was any."""
    changed = [row["id"] for row in await one.tx.rows(_CHANGED_CAMPAIGNS)]
    if changed:
        since = day_of(one.now, "UTC") - GONE_BY
        await one.tx.run(_LOOK_AGAIN, campaigns=changed, since=since.isoformat())
    teams = [row["session_id"] for row in await one.tx.rows(_OFFERED)]
    if teams:
        await one.tx.run(_LOOK_AT_TEAMS, sessions=teams)
        await one.tx.run(_OFFERS_SEEN)
    return bool(changed or teams)


_WARDS = """
SELECT id, version, looked, looks_at, announced FROM campaign
WHERE looked <> version OR looks_at <= :now OR id IN :concerned ORDER BY id
"""


async def _wards(one: Tick, concerned: Collection[int]) -> dict[int, _Ward]:
    known = {row["id"]: row for row in await one.tx.rows(_WARDS, now=one.now, concerned=list(concerned))}
    running = await campaigns.by_id(one.tx, known) if known else {}
    return {id_: _ward(campaign, known[id_]) for id_, campaign in running.items()}


def _ward(campaign: Campaign, row: Row) -> _Ward:
    announced = row["announced"] or calendar.begins(campaign.starts, campaign.zone)
    return _Ward(campaign, row["looks_at"], row["looked"] != row["version"], announced)


def _group(row: Row, *, fresh: bool) -> SessionGroup:
    night = date.fromisoformat(row["night"])
    one = Evening(SessionKind(row["kind"]), night, row["starts"] or None, row["asks_at"], row["locks_at"])
    return SessionGroup(row["campaign_id"], one, None if fresh else row["looks_at"], fresh)


_LOOKS_AT = """
INSERT INTO evening (campaign_id, night, kind, starts, asks_at, locks_at, looks_at)
VALUES (:campaign, :night, :kind, :starts, :asks, :locks, :next)
ON CONFLICT (campaign_id, night, kind, starts, asks_at, locks_at) DO UPDATE SET looks_at = excluded.looks_at
"""
_LOOKED = f"UPDATE session SET looked = version WHERE {MINE}"


async def _evening(one: Tick, group: SessionGroup, campaign: Campaign, found: Counter[str]) -> None:
    ahead = calendar.evening(group.evening, campaign.settings.timetable, campaign.zone)
    for occasion in calendar.due(ahead, group.looks_at, one.now, fresh=group.fresh):
        found[occasion.kind] += await evening.put(one, occasion, group, campaign.settings)
    await one.tx.run(_LOOKS_AT, next=calendar.following(ahead, one.now), **group.named)
    if group.fresh:
        await one.tx.run(_LOOKED, **group.named)


_OFFICE_LOOKED = "UPDATE campaign SET looks_at = :next, looked = :version WHERE id = :id"


async def _office(one: Tick, ward: _Ward, found: Counter[str]) -> None:
    if not ward.fresh and (ward.looks_at is None or ward.looks_at > one.now):
        return
    ahead = [*_ahead(ward, one.now), *await _rhythm(one, ward.campaign)]
    where = Office(ward.campaign.id, ward.campaign.unit.id)
    for occasion in calendar.due(ahead, ward.looks_at, one.now, fresh=ward.fresh):
        found[occasion.kind] += await office.put(one, occasion, where)
    named = {"id": ward.campaign.id, "version": ward.campaign.version}
    await one.tx.run(_OFFICE_LOOKED, next=calendar.following(ahead, one.now), **named)


async def _rhythm(one: Tick, campaign: Campaign) -> list[Occasion]:
    """By the rules that hold, or will; bulletins by the campaign's cadence where it has one."""
    found: list[Occasion] = []
    for rule in campaign.settings.outreach:
        if rule.kind == BULLETIN and campaign.settings.cadence:
            continue
        first, last = max(campaign.starts, rule.since or date.min), min(campaign.ends, rule.until or date.max)
        begins, ends = calendar.begins(first, campaign.zone), calendar.begins(last + calendar.ONE_DAY, campaign.zone)
        if one.now >= ends:
            continue
        done = await announcements.times(one.tx, campaign, rule.kind, one.now - LONG_AGO, one.now + 1)
        some = office.outreach(rule, announcements.pace(rule, done, begins))
        found += [occasion for occasion in some if begins <= occasion.at < ends]
    return found


LONG_AGO = 32 * DAY  # more than any rule looks back


def _ahead(ward: _Ward, now: Instant) -> Iterable[Occasion]:
    campaign = ward.campaign
    usual = calendar.campaign(campaign.settings, campaign.zone, (campaign.starts, campaign.ends), now)
    cadence = campaign.settings.cadence
    silence = office.silence(cadence, ward.announced) if cadence else ()
    ends = calendar.begins(campaign.ends + calendar.ONE_DAY, campaign.zone)
    return [*usual, *(occasion for occasion in silence if occasion.at < ends)]
