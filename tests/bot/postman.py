"""A process of its own that only delivers: `python -m tests.bot.postman URL CHANNEL`. It prints what it says.

The lease is short, so that a test need not wait long for the next one to take over.
"""

import asyncio
import sys

from bot import log
from bot.bells import Bells
from bot.channels.channel import Ending, Outgoing, Sent
from bot.clock import Clock
from bot.delivery import Delivery
from bot.duty import Duties
from bot.limits import Limits
from storage.database import open_database
from storage.ids import Ids
from storage.migrate import migrate
from storage.records import Chat


class Printed:
    """Says a message by printing it; like every platform it may have said it when we are not there to know."""

    limits = Limits()
    certain = False

    def __init__(self, name: str) -> None:
        self.name = name

    async def show_work(self, chat: Chat) -> None:
        """Nobody here looks on."""

    def is_group(self, chat: Chat) -> bool:  # noqa: ARG002  nobody here but one at a time
        return False

    async def send(self, message: Outgoing, now: int) -> Ending:  # noqa: ARG002  this platform knows no time
        print(message.chat.id, message.words, flush=True)  # noqa: T201  it is the channel
        await asyncio.sleep(0.02)
        return Sent()


async def deliver(url: str, channel: str) -> None:
    database, clock = await open_database(url), Clock()
    await migrate(database)
    duties = Duties(database, [f"deliver/{channel}"], lasts=1_000)
    delivery = Delivery(database, Printed(channel), clock, Ids(clock.now), Bells(), duties[f"deliver/{channel}"])
    await duties.enter()
    while True:
        await duties.stay()
        await delivery.deliver()
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    log.set_up("console")
    asyncio.run(deliver(sys.argv[1], sys.argv[2]))
