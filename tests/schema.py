"""A database for as long as a test needs it; the newest schema, laid once where many tests then begin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.database import Database, open_database
from storage.migrate import migrate


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def migrate_at(url: str) -> None:
    async with opened(url) as database:
        await migrate(database)
