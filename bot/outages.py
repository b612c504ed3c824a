"""A channel that does not know us any more: noted, so that nobody is written to there, and told to the clerks."""

import structlog

from bot.services import Services
from handlers.outcome import Request, tell
from handlers.people import texts
from handlers.texts import pronouns
from storage import campaigns, outbox, people, ways
from storage.database import Transaction
from storage.ids import Ids
from storage.instants import MINUTE, Instant

RESTS = 10 * MINUTE  # until it is tried again

log = structlog.get_logger()


async def note(services: Services, channel: str, why: str) -> None:
    """By whoever was told so outside of a send."""
    async with services.database.write() as tx:
        await begin(tx, services.ids, channel, why, services.clock.now())
    services.signals.notify("outbox")


async def begin(tx: Transaction, ids: Ids, channel: str, why: str, now: Instant) -> None:
    """Told once, when it begins; it ends when the platform tells us who we are (`ways.learn`)."""
    if not await ways.shut(tx, channel, why, now):
        return
    log.error("a channel does not know us any more", channel=channel, why=why)
    name = next((account.name for account in await ways.accounts(tx, [channel])), channel)
    wards = {campaign.unit.id for campaign in await campaigns.alive(tx, now)}
    request = Request(f"shut/{channel}/{now}", now, now, ids)
    clerks = await people.clerks_above(tx, wards, now)
    await outbox.write(
        tx, [tell(request, clerk, texts.channel_shut(pronouns(clerk), name, channel)) for clerk in clerks]
    )
