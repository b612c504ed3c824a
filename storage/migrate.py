"""Brings a database to the schema of this program, one numbered file and one transaction at a time.

A file that belongs to another program, or to a newer version of this one, is refused and left as it is.
"""

import re
from collections.abc import Awaitable, Callable, Collection

from storage import state, tallies
from storage.database import OWN_TABLES, Database, Rows, Transaction, WrongSchema
from storage.versions import migrations, refusal

WORDS = {
    "sqlite": {
        "ID": "INTEGER",
        "INSTANT": "INTEGER",
        "FLAG": "INTEGER",
        "BYTES": "BLOB",
        "DOCUMENT": "TEXT",
        "\n);": "\n) STRICT;",
    },
    "postgresql": {"ID": "BIGINT", "INSTANT": "BIGINT", "FLAG": "BOOLEAN", "BYTES": "BYTEA", "DOCUMENT": "TEXT"},
}
# What a new table holds from the start where the database is older than it.
FILLS: dict[int, Callable[[Transaction], Awaitable[None]]] = {9: tallies.rebuild}
HALF_COPIED = (
    "a copy from {} into this database was begun and is not finished: give the same tungngo copy once more, "
    "or use the database that it came from"
)
_WORD = re.compile(r"\b(?:ID|INSTANT|FLAG|BYTES|DOCUMENT)\b|\n\);")


def statements(text: str, engine: str) -> list[str]:
    """The statements of a migration in the engine's own words."""
    bare = re.sub(r"--[^\n]*", "", text)
    worded = _WORD.sub(lambda word: WORDS[engine].get(word[0], word[0]), bare)
    return [statement.strip() for statement in worded.split(";") if statement.strip()]


_TABLES = {
    "sqlite": OWN_TABLES,
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}


async def version(database: Database) -> int:
    async with database.read() as read:
        return await _version(read, database.engine)


# Two processes may start at once; on SQLite whoever writes is alone anyhow.
_ALONE = {"sqlite": "SELECT 1", "postgresql": "SELECT pg_advisory_xact_lock(7863526)"}


async def migrate(database: Database) -> list[int]:
    """Return the numbers applied now, by us or by whoever else begins at this moment. Half a copy is refused."""
    await refuse_half_copied(database)
    return await bring_up(database)


async def bring_up(database: Database) -> list[int]:
    known, standing = migrations(), await version(database)
    async with database.read() as read:
        tables = await table_names(read, database.engine)
    why = refusal(tables, standing)
    if why:
        raise WrongSchema(why)
    todo = [number for number in sorted(known) if number > standing]
    for number in todo:
        async with database.write() as tx:
            await tx.rows(_ALONE[database.engine])
            if await _version(tx, database.engine) < number:
                await _apply(tx, number, statements(known[number], database.engine))
    return todo


async def table_names(read: Rows, engine: str) -> set[str]:
    return {row["name"] for row in await read.rows(_TABLES[engine])}


async def half_copied(read: Rows, tables: Collection[str]) -> state.State | None:
    """The mark of a copy into it that was begun and is not finished (storage/transfer.py)."""
    ours = {"schema_version", "state"} <= set(tables)  # another program may have a table of that name
    mark = await state.noted(read, state.Name.COPY) if ours else None
    return mark if mark and mark.value.startswith(state.BEGUN) else None


async def refuse_half_copied(database: Database) -> None:
    async with database.read() as read:
        mark = await half_copied(read, await table_names(read, database.engine))
    if mark:
        raise WrongSchema(HALF_COPIED.format(mark.value.removeprefix(f"{state.BEGUN} ")))


async def _version(read: Rows, engine: str) -> int:
    if "schema_version" not in await table_names(read, engine):
        return 0
    return int((await read.rows("SELECT max(version) AS version FROM schema_version"))[0]["version"] or 0)


async def _apply(tx: Transaction, number: int, script: list[str]) -> None:
    await tx.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)")
    for statement in script:
        await tx.run(statement)
    if number in FILLS:
        await FILLS[number](tx)
    await tx.run("INSERT INTO schema_version (version) VALUES (:number)", number=number)
