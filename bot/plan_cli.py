"""`tungngo import plan`: the nights of a plan go into the register, as far as no row of it is doubtful."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot import taking_over
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock
from bot.console import Refused
from handlers.outcome import Heard
from handlers.planning import concerned
from handlers.planning import plan_reading as reading
from handlers.planning.plan_difference import Difference, Hand
from handlers.planning.plan_preview import Sheet, sheet_of
from handlers.planning.plan_reading import PlanDraft, ReadPlan
from storage import facts, migrate, outbox
from storage.database import Database, Rows, open_database
from storage.ids import Ids
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
    def now(cls) -> "Occasion":
        clock = Clock()
        ids, at = Ids(clock.now), clock.now()
        key = f"import/{ids():x}"
        return cls(Heard(key, at, at, ids), Reason(None, key, at))


async def import_plan(url: str, read: Read, slug: str, *, check: bool) -> Difference:
    """What the plan has changed, or would change. Imported again it changes nothing."""
    database, occasion = await open_database(url), Occasion.now()
    try:
        await migrate.migrate(database)
        if not check:
            return await _store(database, read, slug, occasion)
        async with database.read() as rows:
            return (await _sheet(rows, read, slug, occasion)).found
    finally:
        await database.close()


def as_json(read: Read) -> str:
    """What only a conversation about the plan needs is left out."""
    shown = {
        "sessions": [{name: one[name] for name in SESSION if name in one} for one in read["sessions"]],
        "problems": [{name: one[name] for name in PROBLEM if name in one} for one in read["problems"]],
    }
    return json.dumps(shown, ensure_ascii=False)


def as_lines(read: Read, found: Difference | None, *, check: bool) -> Iterator[str]:
    for session in read["sessions"]:
        hours = "-".join(time for time in (session["start"], session["end"]) if time) or "hours of the campaign"
        yield f"{session['group']}: {', '.join(session['dates'])}, {hours}"
    for problem in read["problems"]:
        where = f"row {problem['row']}" if problem["row"] is not None else "document"
        verb = "held back" if problem["blocking"] else "remark"
        yield f"{verb}: {where}: {problem['kind']}: {problem['match']}: {problem['why']}"
    nights = sum(len(session["dates"]) for session in read["sessions"])
    yield f"{len({session['group'] for session in read['sessions']})} groups, {nights} nights"
    if found is not None:
        yield from _changes(found, "would be" if check else "are")


def _changes(found: Difference, verb: str) -> Iterator[str]:
    kinds = Counter(type(one) for one in (*found.planned, *found.rounds, *found.changed, *found.owed))
    counts = {
        "new": kinds[SessionPlanned],
        "moved": kinds[SessionMoved],
        "cancelled": kinds[SessionCancelled],
        "reinstated": kinds[SessionReinstated],
    }
    yield f"{len(found.stays)} stay; " + ", ".join(f"{number} {verb} {what}" for what, number in counts.items())
    for one in found.outside:
        yield f"held back: outside the campaign: {one.group} {one.night}"
    for session in (*found.kept, *found.passed):
        yield f"kept, though not in the plan: {found.units[session.unit_id].name} {session.night}"


async def _sheet(read: Rows, told: Read, slug: str, occasion: Occasion) -> Sheet:
    body = PlanDraft(read=ReadPlan.model_validate(told))
    nights = [night for session in body.read.sessions for night in session.dates]
    campaign = await chosen_campaign(read, slug, occasion.heard.at, nights)
    if campaign is None:
        raise Refused("there is no campaign yet")
    hand = Hand(occasion.heard.ids, occasion.reason, campaign.day(occasion.heard.at))
    return await sheet_of(read, body, campaign, hand)


async def _store(database: Database, read: Read, slug: str, occasion: Occasion) -> Difference:
    heard = occasion.heard
    async with taking_over.house(database, heard.at) as tx:
        sheet = await _sheet(tx, read, slug, occasion)
        if not reading.wanted(sheet.body):
            raise Refused("no row of it could be taken over; nothing was stored")
        await facts.write(tx, sheet.found.facts(sheet.campaign))
        told = await concerned.tell(tx, sheet.news, sheet.found.units, heard, but=None)
        await outbox.write(tx, told.messages)
    return sheet.found
