"""A copy of a whole database in a SQLite file, to be played with; what it is made of is only read."""

import asyncio
from pathlib import Path

from storage import backups, migrate, transfer
from storage.database import Database, StoreError, open_database
from storage.versions import newest


async def snapshot(url: str, to: Path) -> None:
    """`to` must not exist yet."""
    if url.startswith("sqlite:///"):
        await asyncio.to_thread(backups.copy, Path(url.removeprefix("sqlite:///")), to)
        return
    source = await open_database(url)
    try:
        await _of_server(source, to)
    finally:
        await source.close()


async def _of_server(source: Database, to: Path) -> None:
    standing, known = await migrate.version(source), newest()
    if standing != known:
        raise StoreError(f"the database has schema {standing}, this program {known}; tungngo migrate")
    copy = await open_database(f"sqlite:///{to}")
    try:
        await migrate.migrate(copy)
        async with source.read() as read, copy.write() as tx:
            await transfer.pour(read, tx, copy.engine)
    finally:
        await copy.close()
