"""The schema: made once, the same on both engines, and never laid over somebody else's."""

import asyncio

import pytest

from storage import state, updates
from storage.database import Database, WrongSchema, open_database
from storage.migrate import migrate, statements, version
from storage.state import Name, State
from storage.versions import migrations

SQLITE_COLUMNS = """
SELECT schema.name AS held_by, column_.name FROM sqlite_schema AS schema, pragma_table_info(schema.name) AS column_
WHERE schema.type = 'table'
"""
SQLITE_INDICES = "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
POSTGRES_COLUMNS = """
SELECT table_name AS held_by, column_name AS name FROM information_schema.columns
WHERE table_schema = current_schema()
"""
POSTGRES_INDICES = """
SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema()
    AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'
"""


async def test_a_fresh_database_gets_every_number_in_order(bare_url: str):
    database = await open_database(bare_url)

    assert await version(database) == 0
    assert await migrate(database) == sorted(migrations())
    assert await version(database) == max(migrations())
    await database.close()


async def test_a_second_time_changes_nothing(database: Database):
    assert await migrate(database) == []


async def test_drafts_outlive_that_there_are_more_kinds_of_them(bare_url: str):
    database = await open_database(bare_url)
    for statement in (f"CREATE TABLE {name} (id BIGINT PRIMARY KEY)" for name in ("campaign", "person", "chat")):
        async with database.write() as tx:
            await tx.run(statement)
    async with database.write() as tx:
        for statement in statements(migrations()[3], database.engine):
            await tx.run(statement)
        for table in ("campaign", "person", "chat"):
            await tx.run(f"INSERT INTO {table} (id) VALUES (1)")
        await tx.run(
            "INSERT INTO draft (id, kind, campaign_id, person_id, chat_id, body, made) "
            "VALUES (7, 'plan', 1, 1, 1, '{}', 5)"
        )
        for statement in statements(migrations()[11], database.engine):
            await tx.run(statement)
        kept = await tx.rows("SELECT id, kind, version, made, closed FROM draft")
        await tx.run("UPDATE draft SET kind = 'headcounts'")
    await database.close()

    assert [tuple(row[name] for name in ("id", "kind", "version", "made", "closed")) for row in kept] == [
        (7, "plan", 1, 5, None)
    ]


async def test_what_was_noted_outlives_the_table_that_it_stood_in(bare_url: str):
    database = await open_database(bare_url)
    async with database.write() as tx:
        await tx.run("CREATE TABLE heartbeat (name TEXT PRIMARY KEY, beat_at BIGINT, reached BIGINT, note TEXT)")
        was = [("sample", 5, 5, "its secret"), ("backup", 9, 7, "disk is full"), ("poll/telegram/42", 8, 8, "1001")]
        await tx.many(
            "INSERT INTO heartbeat (name, beat_at, reached, note) VALUES (:name, :at, :reached, :note)",
            [{"name": name, "at": at, "reached": reached, "note": note} for name, at, reached, note in was],
        )
        for statement in statements(migrations()[23], database.engine):
            await tx.run(statement)
        kept = {
            (await state.noted(tx, name, of)): name
            for name, of in ((Name.SAMPLE, ""), (Name.BACKUP_TRIED, ""), (Name.BACKUP_MADE, ""), (Name.OFFSET, "42"))
        }
    await database.close()

    assert kept == {
        State("its secret", 5): Name.SAMPLE,
        State("disk is full", 9): Name.BACKUP_TRIED,
        State("", 7): Name.BACKUP_MADE,
        State("1001", 8): Name.OFFSET,
    }


async def test_two_processes_may_begin_at_once(bare_url: str):
    both = await asyncio.gather(open_database(bare_url), open_database(bare_url))
    await asyncio.gather(*map(migrate, both))

    assert [await version(database) for database in both] == [max(migrations())] * 2
    for database in both:
        await database.close()


async def test_a_newer_schema_is_refused_and_left_as_it_is(database: Database):
    async with database.write() as tx:
        await tx.run("INSERT INTO schema_version (version) VALUES (999)")

    with pytest.raises(WrongSchema, match="the database has schema 999"):
        await migrate(database)
    assert await version(database) == 999


async def test_another_programs_database_is_refused_and_left_as_it_is(bare_url: str):
    database = await open_database(bare_url)
    async with database.write() as tx:
        await tx.run("CREATE TABLE wp_posts (id BIGINT)")

    with pytest.raises(WrongSchema, match="another program"):
        await migrate(database)
    assert await version(database) == 0
    await database.close()


async def test_both_engines_have_the_same_tables_columns_and_indices(sqlite: Database, postgres_url: str):
    postgres = await open_database(postgres_url)
    async with sqlite.read() as here, postgres.read() as there:
        columns = [await here.rows(SQLITE_COLUMNS), await there.rows(POSTGRES_COLUMNS)]
        indices = [await here.rows(SQLITE_INDICES), await there.rows(POSTGRES_INDICES)]
    await postgres.close()

    ours, theirs = ({(row["held_by"], row["name"]) for row in found} for found in columns)
    assert ours == theirs
    assert {row["name"] for row in indices[0]} == {row["name"] for row in indices[1]}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("telegram/424242/5001/101", f"telegram/424242/{updates.whose(5001)}/101"),
        ("telegram/424242/5001/101/edit/7-abc", f"telegram/424242/{updates.whose(5001)}/101/edit/7-abc"),
        ("telegram/424242/-1005/101", "telegram/424242/-1005/101"),
        ("telegram/424242/callback/77", "telegram/424242/callback/77"),
        ("zalo/11/message.text.received/c/u/m", f"zalo/11/message.text.received/{updates.whose('c/u')}/m"),
        ("web/page/k", f"web/{updates.whose('web/page')}/k"),
        ("closeout/17", "closeout/17"),
    ],
)
def test_keys_of_earlier_releases_become_those_that_are_made_now(was: str, now: str):
    assert updates._hashed(was) == now
