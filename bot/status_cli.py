"""`tungngo status`: what the chat would answer, and the same as JSON. It only reads, beside a running house."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot import sample
from bot.chosen_campaign import chosen_campaign
from bot.console import CommandRefused
from bot.leases import CannotRun
from bot.settings import Settings
from handlers import texts
from handlers.campaigns import texts as campaigns_texts
from handlers.markup import Markup
from handlers.progress import asking, status
from handlers.progress import texts as progress_texts
from storage import campaigns, migrate, reckoning, units
from storage.database import Database, Rows, open_database
from storage.instants import Instant, instant, local, zone
from storage.progress import Progress, Scope
from storage.versions import newest


async def answer(settings: Settings, unit: str, as_of: str, now: Instant, *, as_json: bool, campaign: str = "") -> str:
    async with figures(settings, as_of, now) as (read, at):
        scope = await scope_named(read, unit, at, campaign)
        if as_json:
            progress = await reckoning.of_unit(read, scope, at)
            return json.dumps(await document(read, progress), ensure_ascii=False)
        beside = progress_texts.beside(scope.campaign.name, scope.beside)
        return plain(texts.lines(await status.of_unit(read, scope, at, past=bool(as_of)), beside))


@asynccontextmanager
async def figures(settings: Settings, as_of: str, now: Instant) -> AsyncIterator[tuple[Rows, Instant]]:
    """As of now where no instant is given; a moment without a zone is one of the ward's own clock."""
    given = _instant(as_of, settings.timezone) if as_of else None
    database = await opened(settings.database_url)
    try:
        async with database.read() as read:
            yield read, given or now
    finally:
        await database.close()


async def opened(url: str) -> Database:
    """A database that is there and of this program's schema; nothing is made or changed."""
    if not sample.is_there(url):
        raise CommandRefused(f"there is no database at {url} yet; tungngo campaign load FILE makes it")
    database = await open_database(url)
    standing, known = await migrate.version(database), newest()
    if standing != known:
        await database.close()
        raise CommandRefused(
            f"the database has schema {standing}, this program {known}; tungngo migrate brings it up to date"
        )
    try:
        async with database.read() as read:
            await sample.keep_out(read)
    except CannotRun:
        await database.close()
        raise
    return database


async def scope_named(read: Rows, name: str, at: Instant, campaign: str = "") -> Scope:
    """A unit by its code or name, a campaign by its name, or both; without either what is in question in the ward."""
    known, running = await units.everything(read), await campaigns.alive(read, at)
    if not running:
        raise CommandRefused("there is no campaign yet")
    id_, rest = asking.campaign_named(name, running, known) if name and not campaign else (None, name)
    if campaign and (chosen := await chosen_campaign(read, campaign, at)):
        id_ = chosen.id
    if not rest and id_ is None and len({one.unit.id for one in running}) > 1:
        raise CommandRefused(campaigns_texts.which_ward([one.unit for one in running]))
    top = next(one.unit for one in running if id_ in {None, one.id})
    found = asking.fitting(rest, known) if rest else [top]
    if not found:
        raise CommandRefused(f"{name}: no such unit")
    if len(found) > 1:
        raise CommandRefused(f"{name}: more than one unit; give its code: {', '.join(unit.code for unit in found)}")
    scope = await reckoning.scope_of(read, found[0], at, id_ or 0)
    if scope is None:
        raise CommandRefused(f"{found[0].name}: no campaign runs there")
    return scope


async def document(read: Rows, progress: Progress) -> dict[str, object]:
    """Figures that nobody told are absent, as they are no 0; `percent` is null where there is nothing to divide by."""
    reported, expected = status.reported(progress)
    headcount = progress.headcount
    whole = headcount.value if headcount else 0
    missing = await reckoning.missing(read, progress)
    return {
        "unit": progress.unit.name,
        "as_of": local(progress.as_of, progress.campaign.zone).isoformat(),
        "figures": progress.figures,
        "headcount": {
            "measure": headcount.measure,
            "value": headcount.value,
            "as_of": headcount.as_of.isoformat(),
            "source": headcount.source,
        }
        if headcount
        else None,
        "percent": round(progress.told / whole * 100, 2) if whole and progress.told is not None else None,
        "reported": reported,
        "expected": expected,
        "missing": list(dict.fromkeys(owed.unit.name for owed in missing)),
    }


def plain(words: Markup) -> str:
    """Without markup, line by line."""
    return "\n".join(line.striptags() for line in words.split("\n"))


def _instant(text: str, zone_name: str) -> Instant:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandRefused(f"--as-of: not an instant: {text}") from None
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=zone(zone_name)))
