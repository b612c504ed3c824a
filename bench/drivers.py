"""Three ways to a database for the code that is measured against: a statement with `?`, positional values, no more."""

import json
import re
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
import asyncpg

PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"


class Driver(Protocol):
    statements: int
    engine: str

    async def rows(self, sql: str, *values: object) -> Sequence[Any]: ...
    async def run(self, sql: str, *values: object) -> None: ...
    async def begin(self) -> None: ...
    async def commit(self) -> None: ...


class AioSqlite:
    """One connection; every call is one hop to its thread."""

    engine = "sqlite"

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.statements = 0
        self._connection = connection

    @classmethod
    async def open(cls, path: Path) -> "AioSqlite":
        connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
        connection.row_factory = sqlite3.Row
        await connection.executescript(PRAGMAS)
        return cls(connection)

    async def rows(self, sql: str, *values: object) -> Sequence[Any]:
        self.statements += 1
        return list(await self._connection.execute_fetchall(sql, values))

    async def run(self, sql: str, *values: object) -> None:
        self.statements += 1
        await self._connection.execute(sql, values)

    async def begin(self) -> None:
        await self.run("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        self.statements += 1
        await self._connection.commit()

    async def close(self) -> None:
        await self._connection.close()


class RawSqlite:
    """No thread and no loop: the calls are coroutines in name only. Commits every hundredth time it is asked to."""

    engine = "sqlite"

    def __init__(self, path: Path, every: int = 100) -> None:
        self.statements = 0
        self._connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(PRAGMAS)
        self._every, self._asked = every, 0

    async def rows(self, sql: str, *values: object) -> Sequence[Any]:
        self.statements += 1
        return self._connection.execute(sql, values).fetchall()

    async def run(self, sql: str, *values: object) -> None:
        self.statements += 1
        self._connection.execute(sql, values)

    async def begin(self) -> None:
        if not self._connection.in_transaction:
            await self.run("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        self._asked += 1
        if self._asked % self._every == 0:
            await self.flush()

    async def flush(self) -> None:
        self.statements += 1
        self._connection.commit()

    async def close(self) -> None:
        await self.flush()
        self._connection.close()


class Asyncpg:
    """One connection; every call is one round trip with a statement that is prepared once."""

    engine = "postgresql"

    def __init__(self, connection: "asyncpg.Connection[Any]") -> None:
        self.statements = 0
        self._connection = connection
        self._begun: Any = None

    @classmethod
    async def open(cls, url: str) -> "Asyncpg":
        return cls(await asyncpg.connect(url))

    async def rows(self, sql: str, *values: object) -> Sequence[Any]:
        self.statements += 1
        found: Sequence[Any] = await self._connection.fetch(numbered(sql), *values)
        return found

    async def run(self, sql: str, *values: object) -> None:
        self.statements += 1
        await self._connection.execute(numbered(sql), *values)

    async def begin(self) -> None:
        self.statements += 1
        self._begun = self._connection.transaction()
        await self._begun.start()

    async def commit(self) -> None:
        self.statements += 1
        await self._begun.commit()

    async def close(self) -> None:
        await self._connection.close()


@lru_cache(maxsize=64)
def numbered(sql: str) -> str:
    parts = re.split(r"\?", sql)
    return "".join(f"{part}${n}" for n, part in enumerate(parts[:-1], start=1)) + parts[-1]


class Named:
    """The product's own queries, for the rare decision that asks for more than was looked up."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    async def rows(self, sql: str, **named: object) -> Sequence[Any]:
        listed = "= ANY(:{})" if self._driver.engine == "postgresql" else "IN (SELECT value FROM json_each(:{}))"
        worded = re.sub(r"\bIN :(\w+)", lambda found: listed.format(found[1]), sql)
        names = re.findall(r"(?<!:):([a-z_]\w*)", worded)
        values = [self._value(named[name]) for name in names]
        return await self._driver.rows(re.sub(r"(?<!:):[a-z_]\w*", "?", worded), *values)

    def _value(self, value: object) -> object:
        if not isinstance(value, list | tuple | set | frozenset):
            return value
        return list(value) if self._driver.engine == "postgresql" else json.dumps(list(value))
