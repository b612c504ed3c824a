"""Our path: bytes are decoded, submitted to the Intake with so many in flight, and counted when they are on disk."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load import ZONE, Body
from bench.telegram_body import decode
from bot.intake import Intake, Receipt
from bot.signals import Signals
from handlers.inbound import Inbound
from storage.database import Database
from storage.ids import Ids

IN_FLIGHT = 200


@dataclass
class Watched:
    """How large the batches were that arose: size → times."""

    sizes: Counter[int] = field(default_factory=Counter)


class WatchedIntake(Intake):
    """The intake as it is, with its batches counted."""

    watched: Watched

    async def transact(self, batch: Sequence[Inbound]) -> list[Receipt]:
        self.watched.sizes[len(batch)] += 1
        return await super().transact(batch)


async def run(database: Database, bodies: Sequence[Body], ids: Ids, watched: Watched) -> None:
    intake = WatchedIntake(database, ids, Signals(), ZONE)
    intake.watched = watched
    waiting = iter(bodies)

    async def client() -> None:
        for body in waiting:
            await intake.submit(decode(body.raw, body.heard))

    loop = asyncio.create_task(intake.run())
    await asyncio.gather(*(client() for _ in range(IN_FLIGHT)))
    loop.cancel()
    await asyncio.wait({loop})
