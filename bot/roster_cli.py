"""`tungngo import roster`: people and posts of a ward out of a file, with what is doubtful in it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import sample, status_cli, taking_over
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock
from bot.console import Refused
from bot.taking_over import Read
from handlers import texts
from handlers.people import roster, roster_difference, texts_roster
from handlers.people import roster_reading as reading
from handlers.people.roster import Sheet
from handlers.people.roster_difference import Known, Occasion
from handlers.people.roster_reading import ReadRoster, RosterDraft
from storage import facts, people, posts, units
from storage.campaigns import Campaign
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant


async def import_roster(
    url: str, file: Path, slug: str, *, check: bool, end: bool = False
) -> tuple[Read, Sheet | None]:
    """What was read, and what it has changed, or would change; None where there is no campaign yet.

    `end`: posts that the file does not name end; without it they stay.
    """
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
        body = RosterDraft(read=ReadRoster.model_validate(read))
        named = reading.people(body)
        found = roster_difference.difference(named, known, None)
        if not check:
            of = {unit.name: unit for unit in groups}
            occasion = Occasion(None, "cli", clock.now(), Ids(clock.now), campaign.unit, of)
            async with taking_over.exclusive(database, occasion.at) as tx:
                await facts.write(tx, roster_difference.facts(found, occasion, end=end))
        return read, Sheet(campaign, body, tuple(groups), tuple(named), found, first=not known)
    finally:
        await database.close()


def as_json(read: Read, sheet: Sheet | None) -> str:
    """The printed shape is that of the labelled rosters; `posts` are those that are stored."""
    shown = [{name: value for name, value in row.items() if name != "title"} for row in read["people"]]
    ward = sheet.campaign.unit.name if sheet else ""
    posts_ = [
        {"name": named.name, "role": post.role, "force": post.force, "unit": post.unit or ward}
        for named in (sheet.named if sheet else ())
        for post in named.posts
    ]
    return json.dumps({"people": shown, "problems": read["problems"], "posts": posts_}, ensure_ascii=False)


def as_lines(sheet: Sheet | None, *, check: bool, end: bool) -> list[str]:
    """Who gets which post, unit by unit, and what is doubtful: what the chat would show, and every name."""
    if sheet is None:
        return [texts_roster.no_campaign()]
    holders: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for named in sheet.named:
        for post in named.posts:
            holders[post.unit or sheet.campaign.unit.name].append((named.name, post.role, post.force))
    lines = [texts_roster.holders_line(unit, held) for unit, held in holders.items()]
    summary = roster.summary(texts.pair(None), sheet)
    closing = texts_roster.outcome_line(check=check, ends=len(sheet.found.ends), ended=end)
    return [*lines, "", *status_cli.plain(summary).splitlines(), closing]


async def _ward(database: Database, slug: str, now: Instant) -> tuple[Campaign | None, Sequence[Known], Sequence[Any]]:
    async with database.read() as read:
        campaign = await chosen_campaign(read, slug, now)
        if campaign is None:
            return None, (), ()
        held = roster_difference.holders(await posts.below(read, [campaign.unit.id], now))
        known, numbers = await people.by_id(read, held), await people.phones(read, held)
        below = await units.below(read, campaign.unit.id)
    return campaign, [Known(one, numbers.get(id_), held[id_]) for id_, one in sorted(known.items())], below
