"""A process of its own that only delivers: `python -m tests.bot.postman URL CHANNEL`. It prints what it says.

The lease is short, so that a test need not wait long for the next one to take over.
"""

import asyncio
import sys

from bot import log
from bot.channels.channel import Channel, Ending, Outgoing, Sent
from bot.clock import Clock
from bot.delivery import Delivery
from bot.leases import Leases
from bot.signals import Signals
from storage.database import open_database
from storage.ids import Ids


async def said(message: Outgoing, now: int) -> Ending:
    """By printing it; like every platform it may have said it when we are not there to know."""
    print(message.chat.id, message.words, flush=True)  # noqa: T201  it is the channel
    await asyncio.sleep(0.02)
    return Sent()


async def deliver(url: str, channel: str) -> None:
    database, clock = await open_database(url), Clock()
    leases = Leases(database, lasts=1_000)
    lease = leases.lease(f"deliver/{channel}")
    delivery = Delivery(database, Channel(channel, said), clock, Ids(clock.now), Signals(), lease)
    await leases.enter()
    while True:
        await leases.stay()
        await delivery.deliver()
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    log.set_up("console")
    asyncio.run(deliver(sys.argv[1], sys.argv[2]))
