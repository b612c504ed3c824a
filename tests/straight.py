"""SQLite on the loop's own thread, opened once for all tests of what is said.

Changing threads 300 times, opening three connections and preparing every statement anew was half of what a dialog
cost. What threads, cancelled calls and several who ask at once make of a database is asked of the driver itself: by
tests/storage, by intake, by the houses, and by each dialog that runs on both engines.
"""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Generator, Iterable, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, cast

import aiosqlite
import pytest

from storage import database
from storage.database import SqliteDatabase

TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'schema_version'"
PRAGMAS = ("foreign_keys", "query_only", "max_page_count", "busy_timeout", "synchronous", "wal_autocheckpoint")


class Straight:
    """As much of the driver's connection as storage/database.py asks for; each call is done when it returns."""

    inner: sqlite3.Connection

    def __init__(self, path: Path, options: dict[str, Any]) -> None:
        self.inner = sqlite3.connect(path, **options)

    def __setattr__(self, name: str, value: object) -> None:
        """`row_factory` is the connection's."""
        object.__setattr__(self if name == "inner" else self.inner, name, value)

    async def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        return self.inner.execute(sql, parameters)

    async def executemany(self, sql: str, records: Iterable[Any]) -> sqlite3.Cursor:
        return self.inner.executemany(sql, records)

    async def executescript(self, sql: str) -> sqlite3.Cursor:
        return self.inner.executescript(sql)

    async def execute_fetchall(self, sql: str, parameters: Any = ()) -> Sequence[Any]:
        return self.inner.execute(sql, parameters).fetchall()

    async def commit(self) -> None:
        self.inner.commit()

    async def rollback(self) -> None:
        self.inner.rollback()

    def __await__(self) -> Generator[Any, None, "Straight"]:
        """It is there at once, where a true one has to be waited for."""
        yield from ()
        return self

    async def close(self) -> None:
        self.inner.close()


class Files:
    """Lends each test an open file; what comes back with the schema that it was made with is emptied and lent again."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self._empty, self._folder = empty, folder
        self._numbers = count(1)
        self._free: list[_File] = []

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[SqliteDatabase]:
        file = self._free.pop() if self._free else await self._made()
        # A new one each time: what it waits with belongs to the loop of the test.
        yield SqliteDatabase(file.path, file.writer, file.readers)
        if file.emptied():
            self._free.append(file)

    async def _made(self) -> "_File":
        path = Path(shutil.copyfile(self._empty, self._folder / f"{next(self._numbers)}.db"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(aiosqlite, "connect", lambda path, **options: Straight(path, options))
            opened = await database.open_database(f"sqlite:///{path}")
        return _File(path, cast("SqliteDatabase", opened)._all)

    def close(self) -> None:
        for file in self._free:
            file.close()


class _File:
    def __init__(self, path: Path, connections: Sequence[aiosqlite.Connection]) -> None:
        self.path = path
        self.writer, *self.readers = connections
        self._all = [cast("Straight", connection).inner for connection in connections]
        self._tables = [row[0] for row in self._all[0].execute(TABLES)]
        self._was = self._looks()

    def emptied(self) -> bool:
        """False: the test did something to it that others would notice, so it is given up."""
        try:
            if self._looks() != self._was:
                self.close()
                return False
            writer = self._all[0]
            tables = [f"DELETE FROM {table}" for table in self._tables]  # in any order, hence the pragma
            for order in ("PRAGMA foreign_keys = OFF", "BEGIN", *tables, "COMMIT", "PRAGMA foreign_keys = ON"):
                writer.execute(order)
        except sqlite3.ProgrammingError:  # the test closed it
            return False
        return True

    def close(self) -> None:
        for connection in self._all:
            connection.close()

    def _looks(self) -> list[object]:
        """Which file, its schema, nothing begun, and how each connection is set."""
        seen: list[object] = [self.path.stat().st_ino]
        for connection in self._all:
            seen += [connection.in_transaction, connection.execute("PRAGMA schema_version").fetchone()[0]]
            seen += [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
        return seen
