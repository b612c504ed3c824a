"""Two engines behind three calls: whatever is asked here, SQLite and PostgreSQL answer alike."""

import asyncio
import random
import sqlite3
import threading
from pathlib import Path

import asyncpg
import pytest

from storage.database import Database, Stale, exactly, open_database

PUT = "INSERT INTO state (name, at, value) VALUES (:name, :at, :note)"
NAMES = "SELECT name FROM state WHERE name IN :names ORDER BY name"


@pytest.fixture
async def three(database: Database) -> Database:
    async with database.write() as tx:
        await tx.many(PUT, [{"name": name, "at": 1, "note": "it's :not a parameter"} for name in "abc"])
    return database


async def noted(database: Database) -> list[str]:
    async with database.read() as read:
        return [row["name"] for row in await read.rows("SELECT name FROM state ORDER BY name")]


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset])
async def test_a_list_parameter_may_be_of_any_kind(three: Database, kind):
    async with three.read() as read:
        found = await read.rows(NAMES, names=kind(["a", "c", "z"]))

    assert [row["name"] for row in found] == ["a", "c"]


async def test_an_empty_list_finds_nothing_and_is_no_error(three: Database):
    async with three.write() as tx:
        assert not await tx.rows(NAMES, names=[])
        assert not await tx.rows("SELECT id FROM unit WHERE id IN :ids", ids=[])
        assert await tx.run("UPDATE unit SET name = 'x' WHERE id IN :ids", ids=()) == 0


async def test_a_parameter_named_twice_is_the_same_value(three: Database):
    async with three.read() as read:
        found = await read.rows("SELECT name FROM state WHERE at = :at AND at = :at", at=1)

    assert len(found) == 3


async def test_what_is_quoted_holds_no_parameter(three: Database):
    async with three.read() as read:
        found = await read.rows("SELECT name || ':name''s :x' AS said FROM state WHERE name = :name", name="a")

    assert [row["said"] for row in found] == ["a:name's :x"]


async def test_none_and_truth_come_back_as_they_went(database: Database):
    async with database.write() as tx:
        await tx.run("CREATE TABLE kept (id BIGINT, truth BOOLEAN, words TEXT)")
        await tx.many(
            "INSERT INTO kept (id, truth, words) VALUES (:id, :truth, :words)",
            [{"id": 1, "truth": True, "words": None}, {"id": 1 << 62, "truth": False, "words": "ộ\n'"}],
        )
        found = await tx.rows("SELECT id, truth, words FROM kept ORDER BY id")

    assert [(row["id"], row["truth"], row["words"]) for row in found] == [(1, True, None), (1 << 62, False, "ộ\n'")]


async def test_every_call_says_how_many_rows_it_changed(three: Database):
    again = PUT + " ON CONFLICT (name) DO NOTHING"
    new = [{"name": name, "at": 2, "note": ""} for name in "bcd"]
    async with three.write() as tx:
        assert await tx.run("UPDATE state SET value = '' WHERE name IN :names", names=["a", "b"]) == 2
        assert await tx.run("DELETE FROM state WHERE name = 'z'") == 0
        assert await tx.many(again, new) == 1
        assert await tx.run(again, name="d", at=3, note="") == 0
        assert await tx.many("DELETE FROM state WHERE name = :name", [{"name": "a"}, {"name": "y"}]) == 1
        assert await tx.many(again, []) == 0


async def test_a_conditional_upsert_counts_only_what_it_changed(three: Database):
    sql = PUT + " ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE state.at = :before"
    records = [{"name": name, "at": 1, "note": "", "before": before} for name, before in (("a", 1), ("b", 7), ("d", 7))]
    async with three.write() as tx:
        assert await tx.many(sql, records) == 2


async def test_rows_may_come_from_what_was_written(three: Database):
    async with three.write() as tx:
        found = await tx.rows("UPDATE state SET at = at + 1 RETURNING name, at")

    assert {(row["name"], row["at"]) for row in found} == {("a", 2), ("b", 2), ("c", 2)}


async def test_a_reader_cannot_write(three: Database):
    async with three.read() as read:
        with pytest.raises((sqlite3.OperationalError, asyncpg.PostgresError, Exception), match=r"(?i)read-?only"):
            await read.rows("UPDATE state SET value = 'x' RETURNING name")

    assert await noted(three) == ["a", "b", "c"]


async def test_a_reader_sees_one_moment(three: Database):
    async with three.read() as read:
        before = await read.rows("SELECT count(*) AS n FROM state")
        async with three.write() as tx:
            await tx.run("DELETE FROM state")
        after = await read.rows("SELECT count(*) AS n FROM state")

    assert (before[0]["n"], after[0]["n"]) == (3, 3)
    assert await noted(three) == []


async def test_all_or_nothing(three: Database):
    with pytest.raises(ZeroDivisionError):
        async with three.write() as tx:
            await tx.run("DELETE FROM state WHERE name = 'a'")
            raise ZeroDivisionError

    assert await noted(three) == ["a", "b", "c"]


async def test_a_mistake_in_sql_is_an_error_of_ours_not_an_outage(three: Database):
    with pytest.raises((sqlite3.OperationalError, asyncpg.PostgresError)):
        async with three.write() as tx:
            await tx.run("UPDATE state SET fullness = 'x'")
    with pytest.raises((sqlite3.IntegrityError, Stale)):  # where others write, somebody may have been faster
        async with three.write() as tx:
            await tx.run(PUT, name="a", at=1, note="")


async def test_a_number_too_large_is_an_error_of_ours_not_an_outage(three: Database):
    with pytest.raises((OverflowError, asyncpg.DataError)):
        async with three.write() as tx:
            await tx.run(PUT, name="z", at=1 << 64, note="")

    assert await noted(three) == ["a", "b", "c"]


async def test_what_is_committed_is_on_the_disk(sqlite: Database):
    """2 is FULL: every commit waits for the disk. That of the tests may be none, so the setting is asked for."""
    async with sqlite.write() as tx:
        assert (await tx.rows("PRAGMA synchronous"))[0]["synchronous"] == 2


async def test_writers_are_served_in_order(sqlite: Database):
    async def write(n: int) -> None:
        async with sqlite.write() as tx:
            await tx.run(PUT, name=f"{n:03}", at=n, note="")
            served.append(n)

    served: list[int] = []
    await asyncio.gather(*map(write, range(50)))

    assert served == list(range(50))


def test_a_changed_row_count_is_the_callers_business():
    exactly(2, 2)
    with pytest.raises(Stale, match="1 rows changed where 2 were decided on"):
        exactly(2, 1)


@pytest.mark.parametrize("seed", range(3))
async def test_whoever_is_cancelled_a_transaction_is_whole_or_absent(database: Database, seed: int):
    chance = random.Random(seed)

    async def write(n: int) -> None:
        async with database.write() as tx:
            for part in range(4):
                await tx.run(PUT, name=f"{n:03}/{part}", at=n, note="")

    tasks = [asyncio.create_task(write(n)) for n in range(60)]
    while not all(task.done() for task in tasks):
        await _some_turns(chance)
        chance.choice(tasks).cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)

    kept = [name[:3] for name in await noted(database)]
    assert {kept.count(n) for n in kept} <= {4}
    assert {f"{n:03}" for n, error in enumerate(ended) if error is None} <= set(kept)
    await asyncio.wait_for(write(999), 5)
    assert "999/0" in await noted(database)


@pytest.mark.parametrize("seed", range(2))
async def test_cancelled_readers_give_their_connections_back(three: Database, seed: int):
    chance = random.Random(seed)
    for _ in range(30):
        task = asyncio.create_task(noted(three))
        await _some_turns(chance)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    both = await asyncio.wait_for(asyncio.gather(*(noted(three) for _ in range(8))), 5)
    assert both == [["a", "b", "c"]] * 8


async def test_who_is_cancelled_while_opening_or_closing_leaves_no_thread_behind(tmp_path: Path):
    """One that is left would keep the process from ending, for ever."""
    chance, before = random.Random(5), set(threading.enumerate())

    async def opened() -> None:
        await (await open_database(f"sqlite:///{tmp_path / 'tungngo.db'}")).close()

    for _ in range(60):
        task = asyncio.create_task(opened())
        await _some_turns(chance, most=400)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(2)
    assert not [thread for thread in left if thread.is_alive()]


async def _some_turns(chance: random.Random, most: int = 12) -> None:
    for _ in range(chance.randrange(most)):
        await asyncio.sleep(0)
