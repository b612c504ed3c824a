"""`tungngo import roster`: people and posts of a ward out of a file, with what is doubtful in it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import sample, taking_over
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock
from bot.console import Refused
from bot.taking_over import Read
from handlers.people import roster_difference
from handlers.people import roster_reading as reading
from handlers.people.roster_difference import Difference, Known, Occasion
from handlers.people.roster_reading import ReadRoster, RosterDraft
from handlers.reader.tokens import fold
from storage import facts, people, posts, units
from storage.campaigns import Campaign
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant


async def import_roster(url: str, file: Path, slug: str, *, check: bool) -> tuple[Read, Difference | None]:
    """What was read, and what it has changed, or would change; no difference where there is no campaign yet."""
    database = await open_database(url)
    clock = Clock()
    try:
        await sample.ready(database)
        campaign, known, groups = await _ward(database, slug, clock.now())
        read = await taking_over.read_file("read_roster", file, [unit.name for unit in groups])
        if campaign is None and not check:
            raise Refused("there is no campaign yet: import its plan first")
        if campaign is None:
            return read, None
        named = reading.people(RosterDraft(read=ReadRoster.model_validate(read)))
        found = roster_difference.difference(named, known, None)
        if not check:
            of = {fold(unit.name): unit for unit in groups}
            ids = Ids(clock.now)
            await _store(database, found, Occasion(campaign.unit, of, None, "cli", clock.now(), ids))
        return read, found
    finally:
        await database.close()


def as_json(read: Read) -> str:
    """Titles stay inside: the printed shape is that of the labelled rosters."""
    people_ = [{name: value for name, value in one.items() if name != "title"} for one in read["people"]]
    return json.dumps({"people": people_, "problems": read["problems"]}, ensure_ascii=False)


def as_lines(read: Read, found: Difference | None, *, check: bool) -> list[str]:
    doubts = [
        f"{'rows' if one['rows'] else 'file'} {one['rows']}: {one['kind']}: {one['why']}" for one in read["problems"]
    ]
    counted = f"{len(read['people'])} rows with a name, {len(read['problems'])} doubts"
    if found is None:
        return [*doubts, f"{counted}; nothing to compare with"]
    verb = "would be" if check else "are"
    ends = f"; {len(found.ends)} posts are not in the file and stay" if found.ends else ""
    changes = f"{len(found.new)} people {verb} new, {len(found.changed)} changed, {len(found.begins)} posts begin"
    return [*doubts, f"{counted}; {changes}{ends}"]


async def _ward(database: Database, slug: str, now: Instant) -> tuple[Campaign | None, Sequence[Known], Sequence[Any]]:
    async with database.read() as read:
        campaign = await chosen_campaign(read, slug)
        if campaign is None:
            return None, (), ()
        held = roster_difference.holders(await posts.below(read, [campaign.unit.id], now))
        known, numbers = await people.by_id(read, held), await people.phones(read, held)
        below = await units.below(read, campaign.unit.id)
    return campaign, [Known(one, numbers.get(id_), held[id_]) for id_, one in sorted(known.items())], below


async def _store(database: Database, found: Difference, occasion: Occasion) -> None:
    """Posts that the file does not name stay: to end them is a decision for the chat."""
    async with taking_over.house(database, occasion.ids, occasion.at) as tx:
        await facts.write(tx, roster_difference.facts(found, occasion, end=False))
