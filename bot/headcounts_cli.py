"""`tungngo import headcounts`: denominators and official figures of the units out of a file, with what is odd in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import sample, taking_over
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock
from bot.console import Refused
from bot.taking_over import Read
from handlers.headcounts.headcounts_difference import Difference, entries, fact
from handlers.headcounts.headcounts_reading import HeadcountsDraft, ReadHeadcounts
from handlers.headcounts.ledger_files import sheet_of
from handlers.outcome import Heard
from storage import facts, units
from storage.campaigns import Campaign
from storage.database import Database, open_database
from storage.ids import Ids


@dataclass(frozen=True, slots=True)
class Wish:
    file: Path
    campaign: str
    as_of: str
    source: str
    check: bool


async def import_headcounts(url: str, wish: Wish) -> tuple[Read, Difference | None]:
    """What was read, and what it has changed, or would change; no difference where there is no campaign yet."""
    database, clock = await open_database(url), Clock()
    try:
        await sample.ready(database)
        async with database.read() as rows:
            campaign = await chosen_campaign(rows, wish.campaign, clock.now())
            below = await units.below(rows, campaign.unit.id) if campaign else ()
        read = await taking_over.read_file("read_headcounts", wish.file, [unit.name for unit in below])
        if campaign is None and not wish.check:
            raise Refused("there is no campaign yet: import its plan first")
        if campaign is None:
            return read, None
        body = HeadcountsDraft(read=ReadHeadcounts.model_validate(read), as_of=_day(wish.as_of), source=wish.source)
        ids, now = Ids(clock.now), clock.now()
        found = await _found(database, body, campaign, Heard(f"import/{ids():x}", now, now, ids), check=wish.check)
        return read, found
    finally:
        await database.close()


def as_json(read: Read) -> str:
    return json.dumps({name: value for name, value in read.items() if name != "kind"}, ensure_ascii=False)


def as_lines(read: Read, found: Difference | None, *, check: bool) -> Iterator[str]:
    for one in read["problems"]:
        told = ": ".join(part for part in (one["kind"], one["measure"], one["match"], one["suggest"]) if part)
        yield f"rows {one['rows']}: {told}" if one["rows"] else told
    for change in found.changes if found else ():
        was = f"{change.before.value} ({change.before.source} {change.before.as_of})" if change.before else "nothing"
        yield f"{change.unit.name}: {change.measure}: {was} -> {change.value}"
    for odd in found.odd if found else ():
        yield f"odd: {odd.unit}: {odd.measure}: {odd.kind} {odd.was} {odd.now}"
    counted = f"{len(read['rows'])} rows with figures, {len(read['problems'])} doubts"
    if found is None:
        yield f"{counted}; nothing to compare with"
    else:
        yield f"{counted}; {len(found.changes)} figures {'would be' if check else 'are'} new, {found.same} stand"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise Refused(f"--as-of: no day: {text}") from error


async def _found(
    database: Database, body: HeadcountsDraft, campaign: Campaign, heard: Heard, *, check: bool
) -> Difference:
    """Rows of no known unit are left out: the chat asks about them."""
    if check:
        async with database.read() as read:
            return (await sheet_of(read, body, campaign, heard.at)).found
    if not body.read.rows:
        raise Refused("no row of it could be taken over; nothing was stored")
    if body.day is None or not body.by:
        raise Refused("the file does not say from which day or by whom it is: add --as-of and --source")
    async with taking_over.exclusive(database, heard.at) as tx:
        found = (await sheet_of(tx, body, campaign, heard.at)).found
        await facts.write(tx, [fact(one, campaign, heard) for one in entries(found, body.day, body.by)])
    return found
