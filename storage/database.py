"""The only module that knows the database drivers: SQLite through aiosqlite, PostgreSQL through asyncpg.

Everyone else sees three calls: `rows`, `run` and `many`, with named parameters; a list parameter is written `IN :ids`.
Errors: StoreError > Unreachable (try again later, nothing was done), Stale (the world moved since the decision).
"""

import asyncio
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
import asyncpg

from storage.cancellation import finish
from storage.forms import postgres_form, postgres_value, sqlite_form, sqlite_values
from storage.journal import into_wal

READERS = 2  # reading connections of one process; answers are short
BUSY_MS = 5_000  # another process, an operator's own sqlite3 say, may hold the file for a moment; a backup never does


class StoreError(Exception):
    pass


class Unreachable(StoreError):
    """The store cannot be asked now: disk full, file locked, server gone."""


class Stale(StoreError):
    """A write found another state than the one its decision stood on."""


class Row(Protocol):
    def __getitem__(self, column: str, /) -> Any: ...


class Rows(Protocol):
    """What may be asked by those who only read."""

    async def rows(self, sql: str, **named: object) -> Sequence[Row]: ...


class Transaction(Rows, Protocol):
    async def run(self, sql: str, **named: object) -> int:
        """Return the number of rows changed."""

    async def many(self, sql: str, records: Sequence[Mapping[str, object]]) -> int:
        """Run one statement, without lists, for every record; return the number of rows changed in all."""


class Database(Protocol):
    """`write()` is the only way in; everything in it happens or nothing does, whoever is cancelled meanwhile."""

    engine: str
    statements: int  # sent to the engine since the start; tests count with it

    def write(self) -> AbstractAsyncContextManager[Transaction]: ...
    def read(self) -> AbstractAsyncContextManager[Rows]: ...
    def in_place(self) -> bool:
        """Whether what is written here is what others will find under the database's address."""

    async def close(self) -> None: ...


def exactly(expected: int, changed: int) -> None:
    if changed != expected:
        raise Stale(f"{changed} rows changed where {expected} were decided on")


async def open_database(url: str) -> Database:
    """`sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://…`."""
    if url.startswith("sqlite:///"):
        return await SqliteDatabase.open(Path(url.removeprefix("sqlite:///")))
    if url.startswith(("postgresql://", "postgres://")):
        return await PostgresDatabase.open(url)
    raise StoreError("the database address must begin with sqlite:/// or postgresql://")


_SQLITE_FAULTS = re.compile("SQLITE_(BUSY|LOCKED|NOMEM|READONLY|IOERR|CORRUPT|FULL|CANTOPEN|PROTOCOL|NOTADB)")


@contextmanager
def _sqlite_faults() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        if isinstance(error, OSError) or _SQLITE_FAULTS.match(getattr(error, "sqlite_errorname", "")):
            raise Unreachable(str(error)) from error
        raise


class SqliteTransaction:
    def __init__(self, connection: aiosqlite.Connection, owner: "SqliteDatabase") -> None:
        self._connection = connection
        self._owner = owner

    async def rows(self, sql: str, **named: object) -> Sequence[Row]:
        self._owner.statements += 1
        with _sqlite_faults():
            return list(await self._connection.execute_fetchall(sqlite_form(sql), sqlite_values(named)))

    async def run(self, sql: str, **named: object) -> int:
        self._owner.statements += 1
        with _sqlite_faults():
            # The cursor is left to the collector: closing it would cost a second hop to the connection's thread.
            done = await self._connection.execute(sqlite_form(sql), sqlite_values(named))
        return max(done.rowcount, 0)

    async def many(self, sql: str, records: Sequence[Mapping[str, object]]) -> int:
        if not records:
            return 0
        self._owner.statements += 1
        with _sqlite_faults():
            return (await self._connection.executemany(sql, records)).rowcount


class SqliteDatabase:
    """One connection writes and checkpoints (SQLite before 3.51.3 loses pages when two do); the readers only query."""

    engine = "sqlite"

    def __init__(self, path: Path, writer: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection]) -> None:
        self.statements = 0
        self._path, self._file = path, path.stat()
        self._writer = writer
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        self._lock = asyncio.Lock()  # fair: asyncio wakes waiters in order of arrival
        self._all = (writer, *readers)
        for reader in readers:
            self._readers.put_nowait(reader)

    @classmethod
    async def open(cls, path: Path) -> "SqliteDatabase":
        with _sqlite_faults():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Asked of the system first: after a refusal by SQLite a thread of the driver would linger.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            writer = await _connect(path, "PRAGMA synchronous = FULL;", wal=True)
            quiet = "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;"
            return cls(path, writer, [await _connect(path, quiet) for _ in range(READERS)])

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._lock:
            self.statements += 2
            try:
                with _sqlite_faults():
                    await self._writer.execute("BEGIN IMMEDIATE")
                yield SqliteTransaction(self._writer, self)
                with _sqlite_faults():
                    await finish(self._writer.commit())
            except BaseException:
                # Queued behind whatever the cancelled call still runs in the connection's thread.
                await finish(self._writer.rollback())
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Rows]:
        reader = await self._readers.get()
        try:
            await reader.execute("BEGIN")
            yield SqliteTransaction(reader, self)
        finally:
            try:
                await finish(reader.rollback())
            finally:
                self._readers.put_nowait(reader)

    def in_place(self) -> bool:
        """A file that was removed or replaced takes writes as before, and keeps them from everybody."""
        try:
            return os.path.samestat(self._path.stat(), self._file)
        except OSError:
            return False

    async def close(self) -> None:
        async with self._lock:
            for connection in reversed(self._all):
                await finish(connection.close())


async def _connect(path: Path, pragmas: str, *, wal: bool = False) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    connection.row_factory = sqlite3.Row
    try:
        await connection.executescript(f"PRAGMA busy_timeout = {BUSY_MS}; PRAGMA foreign_keys = ON; {pragmas}")
        if wal:
            await into_wal(connection, BUSY_MS)
    except BaseException:
        await finish(connection.close())  # its thread would keep the process from ending
        raise
    return connection


_GONE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.OperatorInterventionError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InsufficientResourcesError,
)


@contextmanager
def _postgres_faults() -> Iterator[None]:
    try:
        yield
    except _GONE as error:
        raise Unreachable(str(error) or type(error).__name__) from error
    except asyncpg.InterfaceError as error:
        # What the driver says of a connection it lost, and also of a mistake of ours, which must not pass for one.
        if re.search("clos|terminat|released", str(error)):
            raise Unreachable(str(error)) from error
        raise


class PostgresTransaction:
    def __init__(self, connection: "asyncpg.pool.PoolConnectionProxy[Any]", owner: "PostgresDatabase") -> None:
        self._connection = connection
        self._owner = owner

    async def rows(self, sql: str, **named: object) -> Sequence[Row]:
        self._owner.statements += 1
        form, names = postgres_form(sql)
        with _postgres_faults():
            rows: Sequence[Row] = await self._connection.fetch(form, *(postgres_value(named[name]) for name in names))
            return rows

    async def run(self, sql: str, **named: object) -> int:
        self._owner.statements += 1
        form, names = postgres_form(sql)
        with _postgres_faults():
            done = await self._connection.execute(form, *(postgres_value(named[name]) for name in names))
        last = done.rsplit(" ", 1)[-1]
        return int(last) if last.isdigit() else 0

    async def many(self, sql: str, records: Sequence[Mapping[str, object]]) -> int:
        if not records:
            return 0
        self._owner.statements += 1
        form, names = postgres_form(sql + " RETURNING 1")
        with _postgres_faults():
            return len(await self._connection.fetchmany(form, [[r[name] for name in names] for r in records]))


class PostgresDatabase:
    engine = "postgresql"

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self.statements = 0
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        try:
            with _postgres_faults():
                return cls(await asyncpg.create_pool(url, min_size=1, max_size=6, command_timeout=60))
        except (ValueError, OverflowError, asyncpg.InterfaceError):  # whatever it says of it holds parts of the address
            raise StoreError("the database address cannot be read: postgresql://USER:PASSWORD@HOST:PORT/NAME") from None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._lent() as connection:
            begun = connection.transaction()
            self.statements += 2
            with _postgres_faults():
                await begun.start()
            try:
                yield PostgresTransaction(connection, self)
            except BaseException:
                await finish(_rolled_back(begun))
                raise
            with _postgres_faults():
                await finish(begun.commit())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Rows]:
        async with self._lent() as connection:
            with _postgres_faults():
                begun = connection.transaction(isolation="repeatable_read", readonly=True)
                await begun.start()
            try:
                yield PostgresTransaction(connection, self)
            finally:
                await finish(_rolled_back(begun))

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator["asyncpg.pool.PoolConnectionProxy[Any]"]:
        with _postgres_faults():
            connection = await self._pool.acquire(timeout=10)
        try:
            yield connection
        finally:
            await finish(self._pool.release(connection))

    def in_place(self) -> bool:
        return True

    async def close(self) -> None:
        await self._pool.close()


async def _rolled_back(begun: Any) -> None:
    """A connection that is gone has rolled back by itself."""
    with suppress(Unreachable), _postgres_faults():
        await begun.rollback()
