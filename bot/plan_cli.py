"""`tungngo import plan`: the nights of a plan go into the register, as far as no row of it is doubtful."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import sample, taking_over
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock
from bot.console import Refused
from bot.status_cli import plain
from handlers.outcome import Heard
from handlers.planning import concerned
from handlers.planning import plan_reading as reading
from handlers.planning import texts_plan as words
from handlers.planning.plan_difference import Hand
from handlers.planning.plan_preview import Sheet, sheet_of
from handlers.planning.plan_reading import PlanDraft, ReadPlan
from storage import campaigns, facts, outbox
from storage.database import Database, Rows, open_database
from storage.ids import Ids
from storage.instants import Instant
from storage.nights import Reason, SessionCancelled, SessionMoved, SessionReinstated
from storage.sessions import SessionPlanned

Read = Mapping[str, Any]
SESSION = ("group", "dates", "start", "end", "part", "group_as_written")
PROBLEM = ("row", "match", "kind", "blocking", "why", "suggest", "scope")


@dataclass(frozen=True, slots=True)
class Occasion:
    heard: Heard
    reason: Reason

    @classmethod
    def of(cls, clock: Clock) -> "Occasion":
        ids, at = Ids(clock.now), clock.now()
        key = f"import/{ids():x}"
        return cls(Heard(key, at, at, ids), Reason(None, key, at))


@dataclass(frozen=True, slots=True)
class Wish:
    """`names`: what names of the plan mean, as in "KP4=Khu phố 4"; `cancel`: nights it no longer has are called off."""

    campaign: str = ""
    check: bool = False
    names: tuple[str, ...] = ()
    cancel: bool = False


async def days_of_campaign(url: str, slug: str, at: Instant) -> list[str]:
    """First and last, for dates without a year; none where there is no database or no campaign that is meant."""
    if not slug and not sample.is_there(url):
        return []
    database = await open_database(url)
    try:
        await sample.ready(database)
        async with database.read() as rows:
            running = await campaigns.alive(rows, at)
            if not slug and len(running) != 1:
                return []
            campaign = await chosen_campaign(rows, slug, at)
            return [campaign.starts.isoformat(), campaign.ends.isoformat()] if campaign else []
    finally:
        await database.close()


async def import_plan(url: str, read: Read, wish: Wish, clock: Clock) -> Sheet:
    """What the plan has changed, or would change. Imported again it changes nothing."""
    database, occasion = await open_database(url), Occasion.of(clock)
    try:
        await sample.ready(database)
        if not wish.check:
            return await _store(database, read, wish, occasion)
        async with database.read() as rows:
            return await _sheet(rows, read, wish, occasion)
    finally:
        await database.close()


def as_json(read: Read) -> str:
    """What only a conversation about the plan needs is left out."""
    shown = {
        "sessions": [{name: one[name] for name in SESSION if name in one} for one in read["sessions"]],
        "problems": [{name: one[name] for name in PROBLEM if name in one} for one in read["problems"]],
    }
    return json.dumps(shown, ensure_ascii=False)


def as_lines(read: Read, sheet: Sheet | None, *, check: bool) -> Iterator[str]:
    body = sheet.body if sheet else PlanDraft(read=ReadPlan.model_validate(read))
    for session in body.read.sessions:
        yield words.imported(session.group, session.dates, session.start, session.end)
    for doubt in reading.doubts(body.read):
        yield words.held_back(doubt) if doubt.blocking else words.remark(doubt)
    if any(problem["kind"] == "no_schedule" for problem in read["problems"]):
        yield words.no_table()
    wanted = reading.wanted(body)
    yield words.imported_sum(len({one.group for one in wanted}), len(wanted))
    if sheet is not None:
        yield from _changes(sheet, check=check)


def _changes(sheet: Sheet, *, check: bool) -> Iterator[str]:
    found = sheet.found
    kinds = Counter(type(one) for one in (*found.planned, *found.rounds, *found.changed, *found.owed))
    by_kind = (SessionPlanned, SessionMoved, SessionCancelled, SessionReinstated)
    yield words.imported_changes(len(found.stays), [kinds[kind] for kind in by_kind], check=check)
    for change in found.changed:
        yield plain(concerned.line(change, found.units[concerned.unit_of(change)].name))
    yield from words.imported_places([fact.unit.name for fact in found.founded])
    for one in sheet.strangers:
        yield words.imported_stranger(one)
    named = [(found.units[session.unit_id].name, session.night) for session in found.missing]
    yield from map(plain, words.imported_missing(named))
    kept = [(found.units[session.unit_id].name, session.night) for session in (*found.kept, *found.passed)]
    yield from map(plain, words.imported_kept(kept))
    beyond = [(found.units[one.unit_id].name, one.night) for one in found.beyond]
    yield from map(plain, words.imported_beyond(beyond))
    yield from words.imported_outside(found.outside)


def _names(given: Sequence[str]) -> dict[str, str]:
    parts = [one.partition("=") for one in given]
    wrong = next((name for name, sign, _ in parts if not sign or not name.strip()), None)
    if wrong is not None:
        raise Refused(f"--name {wrong}: it is written NAME=UNIT")
    return {name.strip(): meant.strip() for name, _, meant in parts}


async def _sheet(read: Rows, told: Read, wish: Wish, occasion: Occasion) -> Sheet:
    body = PlanDraft(read=ReadPlan.model_validate(told), names=_names(wish.names), keeps=not wish.cancel)
    nights = [night for session in body.read.sessions for night in session.dates]
    campaign = await chosen_campaign(read, wish.campaign, occasion.heard.at, nights)
    if campaign is None:
        raise Refused("there is no campaign yet")
    unknown = next((name for name in body.names if name not in reading.groups(body)), None)
    if unknown is not None:
        raise Refused(words.no_such_name(unknown))
    hand = Hand(occasion.heard.ids, occasion.reason, campaign.day(occasion.heard.at))
    return await sheet_of(read, body, campaign, hand)


async def _store(database: Database, read: Read, wish: Wish, occasion: Occasion) -> Sheet:
    heard = occasion.heard
    async with taking_over.exclusive(database, heard.at) as tx:
        sheet = await _sheet(tx, read, wish, occasion)
        if not (sheet.wanted or sheet.strangers):
            raise Refused("no row of it could be taken over; nothing was stored")
        await facts.write(tx, sheet.found.facts(sheet.campaign))
        told = await concerned.tell(tx, sheet.news, sheet.found.units, heard, but=None)
        await outbox.write(tx, told.messages)
    return sheet
