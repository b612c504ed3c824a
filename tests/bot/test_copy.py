"""`tungngo copy` moves a ward to another engine, where its evening goes on; what is wrong is one line, and no row."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from bot import copy_cli
from bot.cli import app as commands
from bot.clock import machine_time
from bot.console import CommandRefused
from bot.leases import new_holder
from storage import duties, schema, state, transfer
from storage.database import Database
from storage.instants import MINUTE
from storage.transfer import NotCopied
from tests.nursery import ROOT, born
from tests.schema import opened
from tests.ward import MONDAY, YOUTH, Ward, monday_evening, what_stands

OWN = {"duty", "state", "schema_version"}  # of the place, not of the ward


async def everything(database: Database) -> dict[str, list[str]]:
    """All that is in it, in the values of Python."""
    kept = {}
    async with database.read() as read:
        for name, table in schema.tables().items():
            flags = {one.name for one in table.columns if one.word == "FLAG"}
            rows = await read.rows(f"SELECT {', '.join(one.name for one in table.columns)} FROM {name}")
            told = [
                {one.name: bool(row[one.name]) if one.name in flags and row[one.name] is not None else row[one.name]
                 for one in table.columns}
                for row in rows
            ]  # fmt: skip
            kept[name] = sorted(map(repr, told))
    return {name: rows for name, rows in kept.items() if name not in OWN}


def quiet(_line: str) -> None:
    pass


@pytest.fixture(params=["to PostgreSQL", "to SQLite"])
def pair(request: pytest.FixtureRequest, sqlite_url: str, postgres_url: str) -> tuple[str, str]:
    return (sqlite_url, postgres_url) if request.param == "to PostgreSQL" else (postgres_url, sqlite_url)


@pytest.mark.walk  # what led to this evening is said before it, or was taken from a copy
async def test_an_evening_begun_on_one_engine_goes_on_on_the_other(pair: tuple[str, str]):
    from_, to = pair
    async with opened(from_) as database:
        ward = await Ward.founded(database, people=YOUTH, youth=3)
        await monday_evening(ward)
        await ward.chat("binh").says("sửa cài 44")
        ward.clock.at += MINUTE
        await ward.chat("lan").says("dời Cầu Đơ 4 tối 12 sang 13")
        before, stood = await everything(database), await what_stands(ward)
    await copy_cli.copy(from_, to, quiet)

    async with opened(to) as database, opened(from_) as left:
        ward.database = database
        ward = await moved(ward)
        assert await everything(database) == before == await everything(left)
        assert await what_stands(ward) == stood
        clerk, head = ward.chat("lan"), ward.chat("binh")
        await clerk.reads()
        await clerk.says("đồng ý")  # what was asked on the one is answered on the other
        clerk.hears("Cầu Đơ 1", "42 → 44")
        await head.reads()
        head.hears("44")
        leader = ward.chat("hoi")
        await leader.reads()
        await ward.comes_to("21:25", MONDAY)  # tonight is asked on the new engine; what was asked before is not again
        await leader.reads()
        leader.hears("Cầu Đơ 4")
        told = f"closeout:session/{ward.sessions['Cầu Đơ 1', 9].id}:"
        assert sum(told in line for line in (await everything(database))["outbox"]) == 1
        await leader.says("cài 30, vắng 2")
        leader.hears("30")
        await clerk.says("/status")
        clerk.hears("Cầu Đơ 4 +30")


async def moved(ward: Ward) -> Ward:
    """The same people before the other database."""
    on = Ward(
        ward.database, ward.ids, ward.clock, ward.intake, ward.deliveries, ward.plan, ward.sheet, youth=ward.youth
    )
    async with ward.database.read() as read:
        assert await read.rows("SELECT 1 FROM unit")
    on.intake._database = ward.database
    for delivery in on.deliveries:
        delivery._database = ward.database
    on.units, on.people, on.sessions, on.campaign = ward.units, ward.people, ward.sessions, ward.campaign
    on._posts = ward._posts
    return on


async def test_files_buttons_and_keys_of_the_sample_are_all_there(sample_file: Path, postgres_url: str, tmp_path: Path):
    file, said = Path(shutil.copy(sample_file, tmp_path / "rich.db")), list[str]()
    await copy_cli.copy(f"sqlite:///{file}", postgres_url, said.append)

    async with opened(postgres_url) as copy, opened(f"sqlite:///{file}") as source:
        there, here = await everything(copy), await everything(source)
        async with copy.read() as read:
            assert not await read.rows("SELECT 1 FROM duty WHERE until > 0"), "nobody has duties here"
    assert there == here
    assert all(len(here[name]) for name in ("file", "choice", "draft", "house_key", "errand", "question", "log"))
    rows = sum(map(len, here.values()))
    assert f"outbox: {len(here['outbox']):,}" in said
    assert "counts and sums agree" in next(line for line in said if "rows in" in line)
    assert rows > 1_000
    assert any("TUNGNGO_DATABASE_URL" in line for line in said)
    assert not any("tungngo:secret" in line for line in said)


async def test_a_copy_that_is_killed_is_noticed_and_given_once_more(
    sample_file: Path, postgres_url: str, tmp_path: Path
):
    source = f"sqlite:///{shutil.copy(sample_file, tmp_path / 'rich.db')}"
    words = ("copy", "--from", source, "--to", postgres_url)
    held = await asyncpg.connect(postgres_url)
    lock = held.transaction()
    await lock.start()
    await held.execute("LOCK TABLE question IN EXCLUSIVE MODE")  # after hundreds of rows are in
    copying = await born("bot", *words, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""})
    waiting = (
        "SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'question' AND NOT granted"
    )
    async with asyncio.timeout(30):
        while not await held.fetch(waiting):
            await asyncio.sleep(0.01)
    copying.kill()
    await copying.wait()
    await lock.rollback()
    async with asyncio.timeout(10):  # until the server has noticed
        while await held.fetchval("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND pid <> "
                                  "pg_backend_pid()", await held.fetchval("SHOW application_name")):  # fmt: skip
            await asyncio.sleep(0.01)

    assert [await held.fetchval(f"SELECT count(*) FROM {name}") for name in ("person", "outbox", "question")] == [0] * 3
    refused = await asyncio.to_thread(typed, "migrate", TUNGNGO_DATABASE_URL=postgres_url)
    assert one_line(refused) == (
        f"a copy from {tmp_path}/rich.db into this database was begun and is not finished: give the same tungngo copy "
        "once more, or use the database that it came from"
    )
    again = await asyncio.to_thread(typed, *words)
    assert again.exit_code == 0, again.output
    assert await held.fetchval("SELECT count(*) FROM question") > 100
    assert (await asyncio.to_thread(typed, "migrate", TUNGNGO_DATABASE_URL=postgres_url)).exit_code == 0
    await held.close()


async def test_who_is_held_still_may_wait_for_longer_than_a_house_and_a_running_one_is_known_by_its_own_clock(
    postgres_url: str, tmp_path: Path
):
    async with opened(postgres_url) as database:
        async with transfer.held_still(database) as read:
            row = (await read.rows("SHOW idle_in_transaction_session_timeout"))[0]
            assert row["idle_in_transaction_session_timeout"] == "0"
        async with database.write() as tx:
            now = await duties.time(tx)
            await duties.take(tx, "worker/1", "elsewhere/1/x", now)
    with pytest.MonkeyPatch.context() as ahead:
        ahead.setattr(copy_cli, "machine_time", lambda: now + 3_600_000)
        with pytest.raises(CommandRefused, match="a process runs on it"):
            await copy_cli.copy(postgres_url, f"sqlite:///{tmp_path}/to.db", quiet)


async def test_of_two_copies_into_one_database_the_second_is_refused_and_the_first_stands(
    sample_file: Path, postgres_url: str, tmp_path: Path
):
    source = f"sqlite:///{shutil.copy(sample_file, tmp_path / 'rich.db')}"
    async with opened(source) as read_from, opened(postgres_url) as target:
        async with transfer.held_still(read_from) as read:
            await transfer.prepare(target, "first", 1)
            second = list[asyncio.Task[None]]()

            def midway(table: str, _rows: int) -> None:
                if table == "person":
                    second.append(asyncio.create_task(transfer.prepare(target, "second", 2)))

            await transfer.copy(read, target, "first", 1, midway)
            with pytest.raises(NotCopied, match="is not empty any more"):
                await second[0]
        async with target.read() as told:
            mark = await state.noted(told, state.Name.COPY)
    assert mark is not None
    assert mark.value == "finished first"
    assert (await asyncio.to_thread(typed, "migrate", TUNGNGO_DATABASE_URL=postgres_url)).exit_code == 0


def typed(*words: str, **env: str) -> Result:
    return CliRunner().invoke(commands, words, env=env)


def one_line(said: Result) -> str:
    assert said.exit_code == 1, said.output
    lines = said.stderr.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@contextmanager
def changed(url: str, *statements: str) -> Iterator[None]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as file:
        for statement in statements:
            file.execute(statement)
    yield


DUTY = "INSERT INTO duty VALUES ('house', '{holder}', {until}, 1)"
PERSON = "INSERT INTO person (id, code, name, you, me) VALUES (1, 'a', '{name}', 'bác', 'em')"


def test_what_cannot_be_a_source_is_refused_in_one_line(sqlite_url: str, empty_file: Path, tmp_path: Path):
    to = f"sqlite:///{tmp_path}/to.db"
    now = machine_time()

    def refused(*statements: str) -> str:
        file = Path(shutil.copyfile(empty_file, tmp_path / "from.db"))
        with changed(f"sqlite:///{file}", *statements):
            said = one_line(typed("copy", "--from", f"sqlite:///{file}", "--to", to))
        for suffix in ("", "-wal", "-shm"):
            file.with_name(f"from.db{suffix}").unlink(missing_ok=True)
        return said

    assert "a process runs on it (lease `house`): stop it first" in refused(
        DUTY.format(holder=new_holder(), until=now + MINUTE)
    )
    assert "a process runs on it" in refused(DUTY.format(holder="elsewhere/1/x", until=now + MINUTE))
    assert "tungngo migrate, with TUNGNGO_DATABASE_URL set to it, is needed first" in refused(
        "DELETE FROM schema_version WHERE version > 12"
    )
    assert "9999" in refused("INSERT INTO schema_version VALUES (9999)")
    assert "was begun and is not finished" in refused("INSERT INTO state VALUES ('copy', 'begun x.db', 1)")
    assert not (tmp_path / "to.db").exists(), "nothing is made before the source is found good"
    assert typed("copy", "--from", sqlite_url, "--to", to).exit_code == 0, "and an empty ward may go"
    assert "--from and --to are the same database" in one_line(typed("copy", "--from", to, "--to", to))
    gone = one_line(typed("copy", "--from", f"sqlite:///{tmp_path}/none.db", "--to", to))
    assert gone == f"--from: there is no database at {tmp_path}/none.db"
    assert not (tmp_path / "none.db").exists()


def test_what_cannot_be_a_target_is_refused_in_one_line_and_left_as_it_was(
    sqlite_url: str, empty_file: Path, tmp_path: Path
):
    def refused(*statements: str) -> str:
        file = Path(shutil.copyfile(empty_file, tmp_path / "to.db"))
        with changed(f"sqlite:///{file}", *statements):
            return one_line(typed("copy", "--from", sqlite_url, "--to", f"sqlite:///{file}"))

    assert "--to: it is not empty (person): name another file" in refused(PERSON.format(name="Bình"))
    half = refused("INSERT INTO state VALUES ('copy', 'begun x.db', 1)", PERSON.format(name="Bình"))
    assert "--to: it holds half a copy (person)" in half
    assert "9999" in refused("INSERT INTO schema_version VALUES (9999)")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as file:
        file.execute("CREATE TABLE bookmark (url TEXT)")
    before = other.read_bytes()
    assert "tables of another program: bookmark" in one_line(
        typed("copy", "--from", sqlite_url, "--to", f"sqlite:///{other}")
    )
    with closing(sqlite3.connect(other)) as file:
        assert file.execute("SELECT name FROM sqlite_schema").fetchall() == [("bookmark",)]
    assert before[:16] == other.read_bytes()[:16]
    gone = one_line(typed("copy", "--from", sqlite_url, "--to", "postgresql://tungngo:s3cret-word@127.0.0.1:1/none"))
    assert gone.startswith("--to: ")
    assert "s3cret-word" not in gone
    assert "must begin with" in one_line(typed("copy", "--from", sqlite_url, "--to", "mysql://x/y"))


def test_a_row_that_does_not_go_in_leaves_nothing_behind_and_nul_is_mended(sqlite_url: str, postgres_url: str):
    words = ("copy", "--from", sqlite_url, "--to", postgres_url)
    with changed(
        sqlite_url,
        PERSON.format(name="Bì").replace("'Bì'", "'Bì' || char(0) || 'nh'"),
        DUTY.format(holder="x", until=0),
    ):
        pass
    with changed(sqlite_url, "UPDATE duty SET fence = 5000000000"):
        assert one_line(typed(*words)).startswith("duty: a row does not go into --to: ")
    with changed(sqlite_url, "UPDATE duty SET fence = 5"):
        done = typed(*words)
    assert done.exit_code == 0, done.output
    assert "in 1 rows a sign that PostgreSQL cannot keep" in done.output

    async def name() -> str:
        async with opened(postgres_url) as database, database.read() as read:
            return str((await read.rows("SELECT name FROM person"))[0]["name"])

    assert asyncio.run(name()) == "Bì\ufffdnh"
