"""A copy of a whole database in a SQLite file, to be played with; what it is made of is only read."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import backups, migrate
from storage.database import Database, Rows, StoreError, open_database
from storage.versions import newest

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = :table ORDER BY ordinal_position
"""


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
    """Of its schema both engines have the same tables and columns."""
    standing, known = await migrate.version(source), newest()
    if standing != known:
        raise StoreError(f"the database has schema {standing}, this program {known}; tungngo migrate")
    copy = await open_database(f"sqlite:///{to}")
    try:
        await migrate.migrate(copy)
    finally:
        await copy.close()
    with closing(sqlite3.connect(to)) as written:  # no foreign keys here: tables come in any order
        async with source.read() as read:
            await _copy(read, written)
        written.commit()


async def _copy(read: Rows, written: sqlite3.Connection) -> None:
    for (table,) in written.execute(_TABLES).fetchall():
        columns = [row["column_name"] for row in await read.rows(_COLUMNS, table=table)]
        rows = [[row[name] for name in columns] for row in await read.rows(f"SELECT * FROM {table}")]
        marks = ", ".join("?" * len(columns))
        written.execute(f"DELETE FROM {table}")
        written.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
