"""A copy of a whole database in a SQLite file, to be played with; what it is made of is only read."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import backups, migrate
from storage.database import StoreError, open_database

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


async def snapshot(url: str, to: Path) -> None:
    """`to` must not exist yet; it gets the schema of this program."""
    if url.startswith("sqlite:///"):
        await asyncio.to_thread(backups.copy, Path(url.removeprefix("sqlite:///")), to)
        return
    source = await open_database(url)
    try:
        standing, known = await migrate.version(source), max(migrate.migrations())
        if standing != known:
            raise StoreError(f"the database has schema {standing}, this program {known}; tungngo migrate")
        copy = await open_database(f"sqlite:///{to}")
        try:
            await migrate.migrate(copy)
        finally:
            await copy.close()
        with closing(sqlite3.connect(to)) as written:  # no foreign keys here: tables come in any order
            tables = [name for (name,) in written.execute(_TABLES)]
            async with source.read() as read:
                for table in tables:
                    columns = [row["column_name"] for row in await read.rows(_COLUMNS, table=table)]
                    rows = [[row[name] for name in columns] for row in await read.rows(f"SELECT * FROM {table}")]
                    written.execute(f"DELETE FROM {table}")
                    marks = ", ".join("?" * len(columns))
                    written.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
            written.commit()
    finally:
        await source.close()


_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = :table ORDER BY ordinal_position
"""
