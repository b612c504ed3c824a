"""What every `tungngo import` does alike: read in the workshop, and write with the house's duty or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot import workbench
from bot.console import Refused
from handlers import texts_files
from storage import duties
from storage.database import Database, Transaction
from storage.ids import Ids
from storage.instants import Instant

Read = dict[str, Any]


async def read_file(kind: str, file: Path, known: Sequence[str], within: Sequence[str] = ()) -> Read:
    """`known`: the names of units that the ward has. `within`: first and last day of the campaign."""
    try:
        read: Read = json.loads(await workbench.read(kind, await asyncio.to_thread(file.resolve), known, within))
    except workbench.WorkshopFailed as error:
        raise Refused(f"{file.name}: {error}") from error
    if "refused" in read:
        raise Refused(f"{file.name}: {texts_files.unreadable(read['refused'])}")
    return read


@asynccontextmanager
async def house(database: Database, ids: Ids, at: Instant) -> AsyncIterator[Transaction]:
    """Nobody else writes meanwhile, and a running bot is not overtaken."""
    holder = f"import-{ids():x}"
    async with database.write() as tx:
        if await duties.take(tx, "house", holder, at) is None:
            raise Refused("the bot is running on this database: send the file in the chat, or stop it first")
        yield tx
        await duties.leave(tx, ["house"], holder)
