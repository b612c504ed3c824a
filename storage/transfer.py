"""A whole database into another, of either engine: in one transaction, counted and summed before it is committed.

Beside the rows there is a mark in the target, put there before the first of them: whoever opens it in between, or after
a crash, knows that a copy was begun and not finished, and does nothing with it (`migrate.refuse_half_copied`).
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from storage import duties, migrate, schema, state
from storage.database import UNFIT, Database, Row, Rows, StoreError, Transaction
from storage.instants import Instant
from storage.state import Name
from storage.versions import newest

BATCH = 2_000  # rows written with one statement …
FEW = 8  # … and of tables that hold whole files
SUMS = 1 << 64
# Whoever begins takes its duties before it does anything; on SQLite whoever writes is alone anyhow.
_ALONE = {"sqlite": "SELECT 1", "postgresql": "LOCK TABLE duty IN EXCLUSIVE MODE"}
# While a table of the one is looked through, the other waits in its transaction for longer than a house's may.
_AT_LEISURE = {"sqlite": "SELECT 1", "postgresql": "SET LOCAL idle_in_transaction_session_timeout = 0"}
_ITS_OWN = (Name.BACKUP_TRIED, Name.BACKUP_MADE, Name.BACKUP_TESTED)  # of the file, not of what is in it

Told = Callable[[str, int], None]  # table, rows


class NotCopied(StoreError):
    """What stands in the way, in one line; the target holds no row."""


@dataclass(frozen=True, slots=True)
class Copied:
    """`mended`: texts with a character that PostgreSQL cannot keep, for which U+FFFD stands there."""

    tables: int
    rows: int
    mended: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """As the migrations make it, on both engines alike. `within`: columns that point at rows of the same table."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    flags: frozenset[str]
    within: tuple[str, ...]
    batch: int


def _tables() -> list[_Shape]:
    """Parents before their children."""
    left, ordered = schema.tables(), list[_Shape]()
    del left["schema_version"]
    points = {name: {one.points for one in table.columns if one.points} for name, table in left.items()}
    while left:
        name = next(name for name in left if not (points[name] & left.keys()) - {name})
        columns = left.pop(name).columns
        ordered.append(
            _Shape(
                name,
                tuple(one.name for one in columns),
                tuple(one.name for one in columns if one.is_key),
                frozenset(one.name for one in columns if one.word == "FLAG"),
                tuple(one.name for one in columns if one.points == name),
                FEW if any(one.word == "BYTES" for one in columns) else BATCH,
            )
        )
    return ordered


@asynccontextmanager
async def held_still(source: Database) -> AsyncIterator[Transaction]:
    """A whole database of this program's schema, in which nobody else begins anything meanwhile."""
    standing, known = await migrate.version(source), newest()
    if standing != known:
        how = "tungngo migrate, with TUNGNGO_DATABASE_URL set to it," if standing < known else "a newer program"
        raise NotCopied(f"--from: it has schema {standing}, this program {known}: {how} is needed first")
    await migrate.refuse_half_copied(source)
    async with source.write() as tx:
        await tx.rows(_AT_LEISURE[source.engine])
        await tx.rows(_ALONE[source.engine])
        yield tx


async def prepare(target: Database, from_: str, now: Instant) -> None:
    """The schema of this program, and the mark. What holds a row is refused, and left as it is."""
    async with target.read() as read:
        begun = await migrate.half_copied(read, await migrate.table_names(read, target.engine))
        await _refuse_full(read, target.engine, "holds half a copy" if begun else "is not empty")
    await migrate.bring_up(target)
    async with target.write() as tx:
        await state.note(tx, Name.COPY, now, f"{state.BEGUN} {from_}")
        await _refuse_full(tx, target.engine, "is not empty any more")  # whoever copies into it as well has ended now


async def _refuse_full(read: Rows, engine: str, what: str) -> None:
    there = await migrate.table_names(read, engine)
    held = [one.name for one in _tables() if one.name in there and await _holds_rows(read, one.name)]
    if held:
        shown = f"{', '.join(held[:4])}{', …' if len(held) > 4 else ''}"
        raise NotCopied(f"--to: it {what} ({shown}): {_EMPTY[engine]}, then give this command again")


_EMPTY = {
    "sqlite": "name another file, or move this one away together with its -wal and -shm",
    "postgresql": "name another database, or empty it (DROP SCHEMA public CASCADE; CREATE SCHEMA public)",
}


async def _holds_rows(read: Rows, table: str) -> bool:
    beside = "WHERE name <> 'copy'" if table == "state" else ""
    return bool(await read.rows(f"SELECT 1 FROM {table} {beside} LIMIT 1"))


def _quietly(_table: str, _rows: int) -> None:
    pass


async def copy(read: Rows, target: Database, from_: str, now: Instant, told: Told = _quietly) -> Copied:
    """All or nothing. Who had duties where it comes from has none here."""
    async with target.write() as tx:
        await tx.rows(_AT_LEISURE[target.engine])
        await state.forget(tx, Name.COPY)
        done = await pour(read, tx, target.engine, told)
        await duties.inherit(tx, "")
        for name in _ITS_OWN:
            await state.forget(tx, name)
        await state.note(tx, Name.COPY, now, f"{state.FINISHED} {from_}")
    return done


async def pour(read: Rows, tx: Transaction, engine: str, told: Told = _quietly) -> Copied:
    """All rows into tables that are empty, of the same schema. Raises NotCopied where one of them is not the same."""
    known, rows, mended = _tables(), 0, 0
    for table in known:
        put = _Sum()
        async for batch in _batches(read, table):
            fitting, bad = _fitting(batch, table, engine)
            mended += bad
            put.add(fitting)
            await _put(tx, table, fitting)
        for column in table.within:
            await _point(read, tx, table, column)
        await _compare(tx, table, put)
        rows += put.rows
        told(table.name, put.rows)
    return Copied(len(known), rows, mended)


@dataclass
class _Sum:
    """How many rows, and a sum over all that is in them, in whatever order they come."""

    rows: int = 0
    sum: int = 0

    def add(self, batch: Sequence[Mapping[str, object]]) -> None:
        for row in batch:
            told = repr(tuple(row.values())).encode("utf-8", "surrogatepass")
            self.sum = (self.sum + int.from_bytes(hashlib.blake2b(told, digest_size=8).digest())) % SUMS
        self.rows += len(batch)


async def _batches(read: Rows, table: _Shape, holds: str = "") -> AsyncIterator[Sequence[Row]]:
    """By key, so that only one of them is in memory. `holds`: a column that is not null."""
    key, after = ", ".join(table.key), ", ".join(f":{one}" for one in table.key)
    some = f"{holds} IS NOT NULL" if holds else ""
    last: dict[str, object] = {}
    while True:
        conditions = " AND ".join(filter(None, [some, f"({key}) > ({after})" if last else ""]))
        where = f"WHERE {conditions}" if conditions else ""
        asked = f"SELECT {', '.join(table.columns)} FROM {table.name} {where} ORDER BY {key} LIMIT {table.batch}"
        rows = await read.rows(asked, **last)
        if rows:
            yield rows
        if len(rows) < table.batch:
            return
        last = {name: rows[-1][name] for name in table.key}


def _fitting(batch: Sequence[Row], table: _Shape, engine: str) -> tuple[list[dict[str, object]], int]:
    """As the target keeps them, and in how many something had to be put right for that."""
    made, bad = [], 0
    for row in batch:
        values = {name: row[name] for name in table.columns}
        values |= {name: bool(values[name]) for name in table.flags if values[name] is not None}
        if engine == "postgresql":
            wrong = {name: one for name, one in values.items() if isinstance(one, str) and "\0" in one}
            values |= {name: one.replace("\0", "\ufffd") for name, one in wrong.items()}
            bad += bool(wrong)
        made.append(values)
    return made, bad


async def _put(tx: Transaction, table: _Shape, rows: Sequence[Mapping[str, object]]) -> None:
    """Without what points at a row of the same table, which may still be to come."""
    values = ", ".join(f":{name}" for name in table.columns)
    bare = [{**row, **dict.fromkeys(table.within)} for row in rows] if table.within else rows
    await _many(tx, table, f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({values})", bare)


async def _point(read: Rows, tx: Transaction, table: _Shape, column: str) -> None:
    is_it = " AND ".join(f"{name} = :{name}" for name in table.key)
    async for batch in _batches(read, table, holds=column):
        some = [{name: row[name] for name in (*table.key, column)} for row in batch]
        await _many(tx, table, f"UPDATE {table.name} SET {column} = :{column} WHERE {is_it}", some)


async def _many(tx: Transaction, table: _Shape, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
    try:
        await tx.many(sql, rows)
    except UNFIT as error:
        raise NotCopied(f"{table.name}: a row does not go into --to: {' '.join(str(error).split())}") from error


async def _compare(tx: Transaction, table: _Shape, put: _Sum) -> None:
    """What the target gives back is what was read."""
    found = _Sum()
    async for batch in _batches(tx, table):
        found.add(_fitting(batch, table, "")[0])
    if found != put:
        raise NotCopied(
            f"{table.name}: {put.rows} rows were read and {found.rows} written, or something differs in them"
        )
