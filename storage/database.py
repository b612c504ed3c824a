"""The only module that knows the database drivers: SQLite through aiosqlite, PostgreSQL through asyncpg.

Everyone else sees three calls: `rows`, `run` and `many`, with named parameters; a list parameter is written `IN :ids`.
Errors: StoreError > Unreachable (try again later, nothing was done), Stale (the world moved since the decision).
"""

import asyncio
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    closing,
    contextmanager,
    suppress,
)
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
import asyncpg

from storage.cancellation import finish
from storage.forms import postgres_form, postgres_value, sqlite_form, sqlite_values
from storage.journal import Files, into_wal
from storage.versions import refusal

READERS = 2  # reading connections of one process; answers are short
CONNECTIONS = 8  # that a process has to PostgreSQL at most …
READ_AT_ONCE = 4  # … and as many read at once: however many pages are opened, writes and leases come through
BUSY_MS = 5_000  # another process, an operator's own sqlite3 say, may hold the file for a moment; a backup never does

# Whatever the driver says of an address holds parts of it.
UNREAD = "the database address cannot be read: postgresql://USER:PASSWORD@HOST:PORT/NAME"


class StoreError(Exception):
    pass


class Unreachable(StoreError):
    """The store cannot be asked now: disk full, file locked, server gone."""


class Stale(StoreError):
    """A write found another state than the one its decision stood on."""


class WrongSchema(StoreError):
    """The database is not ours, or newer than this program."""


# What a value is answered with that an engine, or a rule of its tables, does not take.
UNFIT = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    OverflowError,
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.CharacterNotInRepertoireError,
)


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
    def misplaced(self) -> str:
        """Why what is written here is not what others will find under the database's address; empty: it is."""

    def is_rescued(self) -> bool:
        """It was misplaced, and who opens it anew finds all that was ever acknowledged."""

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
        self._files = Files(path)
        self._wrong, self._rescued = "", False
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
            _refuse_foreign(path)
            async with AsyncExitStack() as begun:
                writer = await _connect(path, begun, "PRAGMA synchronous = FULL;", wal=True)
                quiet = "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;"
                opened = cls(path, writer, [await _connect(path, begun, quiet) for _ in range(READERS)])
                begun.pop_all()
                return opened

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._lock:
            self.statements += 2
            await self._assert_in_place()
            try:
                with _sqlite_faults():
                    await self._writer.execute("BEGIN IMMEDIATE")
                yield SqliteTransaction(self._writer, self)
                with _sqlite_faults():
                    await finish(self._writer.commit())
            except BaseException:
                # Queued behind whatever the cancelled call still runs in the connection's thread.
                await finish(_undone(self._writer))
                raise
            await self._assert_in_place()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Rows]:
        reader = await self._readers.get()
        try:
            with _sqlite_faults():
                await reader.execute("BEGIN")
            yield SqliteTransaction(reader, self)
        finally:
            try:
                await finish(_undone(reader))
            finally:
                self._readers.put_nowait(reader)

    def misplaced(self) -> str:
        return self._wrong or self._files.wrong()

    def is_rescued(self) -> bool:
        return self._rescued

    async def _assert_in_place(self) -> None:
        """Before a write, and before anybody relies on it. What was wrong once stays so: nobody knows what was lost."""
        if self._wrong:
            raise Unreachable(self._wrong)
        wrong = self._files.wrong()
        if not wrong and self._files.is_cut() and not self._files.is_whole():
            wrong = f"{self._files.beside[0]}: cut short"
        elif wrong and self._files.can_be_saved():
            with suppress(sqlite3.Error, OSError):
                done = await finish(self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)"))
                self._rescued = [row[0] for row in done] == [0]
        if wrong:
            self._wrong = f"{wrong} while we run; nothing is taken in any more"
            raise Unreachable(self._wrong)

    async def close(self) -> None:
        await finish(self._close())

    async def _close(self) -> None:
        async with self._lock:
            for connection in reversed(self._all):
                await connection.close()


OWN_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def _refuse_foreign(path: Path) -> None:
    """Looked at without a trace, before anything of ours is done to it."""
    if not path.stat().st_size:
        return
    asked = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(asked, uri=True, timeout=BUSY_MS / 1_000)) as look:
        tables, version = {name for (name,) in look.execute(OWN_TABLES)}, 0
        if "schema_version" in tables:
            version = look.execute("SELECT max(version) FROM schema_version").fetchone()[0] or 0
    why = refusal(tables, version)
    if why:
        raise WrongSchema(why)


async def _undone(connection: aiosqlite.Connection) -> None:
    """Never raises: where there is nothing to be undone, or no file any more, nothing was done."""
    with suppress(sqlite3.Error, OSError):
        await connection.rollback()


async def _connect(path: Path, begun: AsyncExitStack, pragmas: str, *, wal: bool = False) -> aiosqlite.Connection:
    """`begun` closes it, if we are not to go on: its thread would keep the process from ending."""
    connection = aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    begun.push_async_callback(lambda: finish(connection.close()))
    await finish(_reached(connection))
    connection.row_factory = sqlite3.Row
    await connection.executescript(f"PRAGMA busy_timeout = {BUSY_MS}; PRAGMA foreign_keys = ON; {pragmas}")
    if wal:
        await into_wal(connection, BUSY_MS)
        await connection.execute_fetchall("SELECT count(*) FROM sqlite_schema")  # from now on all three files are
    return connection


async def _reached(connection: aiosqlite.Connection) -> None:
    await connection


_GONE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.OperatorInterventionError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.PostgresSystemError,
    asyncpg.InternalClientError,  # what comes of an answer that broke off
)


@contextmanager
def _postgres_faults() -> Iterator[None]:
    try:
        yield
    except (asyncpg.TransactionRollbackError, asyncpg.UniqueViolationError) as error:
        # Two of us have waited for each other, or have made the same, and the other was faster.
        raise Stale(str(error)) from error
    except _GONE as error:
        raise Unreachable(str(error) or type(error).__name__) from error
    except asyncpg.InterfaceError as error:
        # What the driver says of a connection it lost, and also of a mistake of ours, which must not pass for one.
        if re.search("clos|terminat|released", str(error)):
            raise Unreachable(str(error)) from error
        raise


# A process that is held up, or a machine that is cut off, would keep all that it has locked from everybody else: the
# server ends its transaction before its leases are over. (Both statements are one question.)
_BEGIN = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'"
_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


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


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # the driver is not typed
    """Nothing is left in a session, so nothing has to be put back, which would cost each transaction a round trip."""

    def get_reset_query(self) -> str:
        return ""


class PostgresDatabase:
    """Nothing but transactions, so that a pooler may give each of them another connection of its own."""

    engine = "postgresql"

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self.statements = 0
        self._pool = pool
        self._reading = asyncio.Semaphore(READ_AT_ONCE)

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        pool = await _pool(url)
        try:
            with _postgres_faults():
                async with pool.acquire(timeout=10) as connection:
                    direct = await _is_direct(connection)
        except (ValueError, OverflowError, asyncpg.InterfaceError):
            pool.terminate()
            raise StoreError(UNREAD) from None
        except BaseException:
            pool.terminate()
            raise
        if direct:
            return cls(pool)
        pool.terminate()
        return cls(await _pool(url, statement_cache_size=0))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._lent() as connection:
            self.statements += 2
            with _postgres_faults():
                await connection.execute(_BEGIN)
            try:
                yield PostgresTransaction(connection, self)
            except BaseException:
                await finish(_rolled_back(connection))
                raise
            with _postgres_faults():
                await finish(connection.execute("COMMIT"))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Rows]:
        async with self._reading, self._lent() as connection:
            with _postgres_faults():
                await connection.execute(_BEGIN_READING)
            try:
                yield PostgresTransaction(connection, self)
            finally:
                await finish(_rolled_back(connection))

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator["asyncpg.pool.PoolConnectionProxy[Any]"]:
        with _postgres_faults():
            connection = await self._pool.acquire(timeout=10)
        try:
            yield connection
        finally:
            await finish(self._given_back(connection))

    async def _given_back(self, connection: "asyncpg.pool.PoolConnectionProxy[Any]") -> None:
        """Never raises: what cannot be cleaned up any more is closed by the pool, and another one opened."""
        with suppress(Exception, asyncio.CancelledError):
            await self._pool.release(connection)

    def misplaced(self) -> str:
        return ""

    def is_rescued(self) -> bool:
        return False

    async def close(self) -> None:
        await self._pool.close()


async def _pool(url: str, **how: Any) -> "asyncpg.Pool[Any]":
    try:
        with _postgres_faults():
            return await asyncpg.create_pool(
                url, min_size=0, max_size=CONNECTIONS, command_timeout=60, connection_class=_Connection, **how
            )
    except (ValueError, OverflowError, asyncpg.InterfaceError):
        raise StoreError(UNREAD) from None


async def _is_direct(connection: "asyncpg.pool.PoolConnectionProxy[Any]") -> bool:
    """A pooler stands between where the process that answers is not the one we were connected to.

    There a statement that was prepared may be another server's. Asked without preparing one: how many rows is told.
    """
    told: str = await connection.execute(f"SELECT 1 WHERE pg_backend_pid() = {connection.get_server_pid()}")
    return told == "SELECT 1"


async def _rolled_back(connection: "asyncpg.pool.PoolConnectionProxy[Any]") -> None:
    """Never raises: a connection that cannot roll back any more is given up, which rolls back as well."""
    try:
        await connection.execute("ROLLBACK")
    except (Exception, asyncio.CancelledError):  # noqa: BLE001  whatever it is, nothing of it may stay
        with suppress(asyncpg.InterfaceError):  # the driver has seen it before us
            connection.terminate()
