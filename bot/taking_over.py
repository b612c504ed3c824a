"""What every `tungngo import` does alike: read a file by the worker, and write with the house's lease or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot import worker_pool
from bot.console import CommandRefused
from bot.leases import HOUSE, lives, new_holder
from handlers import texts
from storage import duties
from storage.database import Database, Transaction
from storage.instants import Instant

Read = dict[str, Any]


async def read_file(kind: str, file: Path, known: Sequence[str], within: Sequence[str] = ()) -> Read:
    """`known`: the names of units that the ward has. `within`: first and last day of the campaign."""
    try:
        read: Read = json.loads(await worker_pool.read(kind, await asyncio.to_thread(file.resolve), known, within))
    except worker_pool.WorkerFailed as error:
        raise CommandRefused(f"{file.name}: {error}") from error
    if read.get("refused"):
        raise CommandRefused(f"{file.name}: {texts.unreadable(read['refused'])}")
    return read


@asynccontextmanager
async def exclusive(
    database: Database, at: Instant, instead: str = "send the file to it in the chat"
) -> AsyncIterator[Transaction]:
    """Nobody else writes meanwhile, and a running bot is not overtaken. `instead`: what to do while one runs."""
    holder = new_holder()
    async with database.write() as tx:
        fence = await duties.take(tx, HOUSE, holder, at)
        held = await duties.holder_of(tx, HOUSE)
        if fence is None and held and lives(held[0]) is False:  # it was killed, and its lease is not over
            await duties.leave(tx, [HOUSE], held[0])
            fence = await duties.take(tx, HOUSE, holder, at)
        if fence is None:
            raise CommandRefused(
                f"the assistant is running on this database: {instead}; "
                "or stop it (Ctrl+C where it runs, or systemctl stop tungngo) and give this command again"
            )
        yield tx
        await duties.leave(tx, [HOUSE], holder)
