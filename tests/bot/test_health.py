"""What a monitor hears: 503 as soon as nothing can be written, for whatever reason, and 200 again afterwards."""

import asyncio
import json
import resource
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot import room, server
from bot.app import App, opened
from bot.loops import Loop
from bot.room import Room
from storage import facts, state
from storage.accounts import Linked
from storage.database import SqliteDatabase, open_database
from storage.ids import Ids
from storage.migrate import migrate
from storage.updates import whose
from tests.bot.telegram_house import until as reached
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.process import house, start
from tests.sample import settled
from tests.ward import Ward


@pytest.fixture
async def app(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "PROBES", 0)
    async with opened(settled(Path(shutil.copy(sample_file, tmp_path))), sampled=True) as app:
        async with app.services.database.write() as tx:
            now = app.services.clock.now()
            await state.note(tx, state.Name.LOOKED, now)
        yield app


async def asked(app: App) -> tuple[int, dict[str, object]]:
    transport = httpx.ASGITransport(app.pages)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        answer = await http.get("/healthz")
    return answer.status_code, answer.json()


def unlinked(folder: Path) -> None:
    for file in folder.glob("*.db"):
        file.unlink()


async def test_what_is_well_is_told_with_its_age(app: App):
    status, told = await asked(app)

    assert status == 200
    assert {name: told[name] for name in ("store", "why", "look_age", "intake_age")} == {
        "store": True,
        "why": "",
        "look_age": 0,
        "intake_age": None,
    }


async def test_a_file_that_cannot_be_written_is_503_and_says_so(app: App):
    database = app.services.database
    assert isinstance(database, SqliteDatabase)
    await database._writer.execute("PRAGMA query_only = ON")
    status, told = await asked(app)
    assert (status, told["store"]) == (503, False)
    assert "readonly" in str(told["why"])

    await database._writer.execute("PRAGMA query_only = OFF")
    assert (await asked(app))[0] == 200


async def test_on_a_full_disk_whoever_runs_it_reads_what_may_go_and_whoever_asks_does_not(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
):
    database = app.services.database
    assert isinstance(database, SqliteDatabase)
    await database._writer.execute("PRAGMA query_only = ON")
    monkeypatch.setattr(room, "left", lambda _file: Room(0.0, 0.5, 0))
    monkeypatch.setattr(room, "to_free", lambda _settings: f"ours that are largest: {tmp_path}/x.db 2 GB")
    told = (await asked(app))[1]

    assert str(told["why"]).endswith("; disk: 0% free (0 B)")
    assert str(tmp_path) not in str(told)
    assert "x.db 2 GB" in caplog.text


async def test_a_file_that_was_removed_is_503_although_writes_still_succeed(app: App, tmp_path: Path):
    unlinked(tmp_path)
    status, told = await asked(app)

    assert (status, str(told["why"]).split(": ")[1]) == (503, "removed")


async def test_one_try_answers_all_who_ask_within_a_while(app: App, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "PROBES", 60)
    database = app.services.database
    assert isinstance(database, SqliteDatabase)
    assert (await asked(app))[0] == 200
    await database._writer.execute("PRAGMA query_only = ON")

    assert [status for status, _ in await asyncio.gather(*(asked(app) for _ in range(5)))] == [200] * 5


async def test_a_failed_backup_is_told_and_is_no_alarm(app: App):
    async with app.services.database.write() as tx:
        await state.note(tx, state.Name.BACKUP_MADE, 1_000)
        await state.note(tx, state.Name.BACKUP_TRIED, 2, "disk is full")
    status, told = await asked(app)

    assert (status, told["backup"], told["backup_failed"]) == (200, "1970-01-01T00:00:01+00:00", "disk is full")


async def until(address: str, status: int) -> dict[str, object]:
    async with asyncio.timeout(20), httpx.AsyncClient(trust_env=False, timeout=20, verify=False) as http:
        while (answer := await http.get(f"{address}healthz")).status_code != status:
            await asyncio.sleep(0.2)
    told: dict[str, object] = answer.json()
    return told


async def test_a_house_on_a_full_disk_says_so_lives_on_and_its_log_is_one_form(tmp_path: Path):
    """The system refuses every further byte of its files, as a full disk does, the log's included."""
    url = f"sqlite:///{tmp_path}/tungngo.db"
    database = await open_database(url)
    await migrate(database)
    await Ward.founded(database)
    await database.close()

    async with house(tmp_path, database_url=url, log_format="json") as running:
        await until(running.address, 200)
        await sees_metrics(running.address)
        async with asyncio.timeout(20):
            while not copies(tmp_path / "backups"):  # the day's, which each start makes where there is none
                await asyncio.sleep(0.05)
        pid, (_, hard) = running.process.pid, resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, hard))
        full = await until(running.address, 503)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
        await until(running.address, 200)

    assert full["store"] is False
    lines = [json.loads(line) for line in read(tmp_path / "house.log").splitlines()]
    started = next(line for line in lines if line["event"] == "started")
    assert started["database"] == f"{tmp_path}/tungngo.db"
    assert started["campaigns"] == ["test"]
    assert started["channels"] == ["web"]
    assert {"version", "schema", "listens", "public", "timestamp", "level"} <= set(started)
    assert [line["level"] for line in lines if line["event"].startswith("nobody can get in")] == ["warning"]
    assert "Application startup complete." in {line["event"] for line in lines}, "uvicorn's lines too"


async def sees_metrics(address: str) -> None:
    """Over the real server, which takes what a proxy on this machine says of the visitor for true."""
    async with httpx.AsyncClient(trust_env=False, timeout=20, verify=False) as http:
        here = await http.get(f"{address}metrics")
        through = await http.get(f"{address}metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        forged = await http.get(f"{address}metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert [here.status_code, through.status_code, forged.status_code] == [200, 403, 403]
    assert "tungngo_database_up 1" in here.text


def copies(folder: Path) -> list[Path]:
    return list(folder.glob("tungngo-????-??-??.db"))


def read(file: Path) -> str:
    return file.read_text("utf-8")


async def test_a_loop_that_stands_is_503_and_named(app: App):
    loops = app.services.loops

    async def hangs(_loop: Loop) -> None:
        await asyncio.Event().wait()

    loops.keep("listen/telegram", hangs, within=-1)
    status, told = await asked(app)
    await loops.stop()

    assert (status, told["store"], told["standing"]) == (503, True, ["listen/telegram"])
    assert told["loops"] == {"listen/telegram": 0}


async def test_a_write_that_does_not_come_through_is_503(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """D27: another process holds the file, and nothing can be recorded."""
    database = app.services.database
    assert isinstance(database, SqliteDatabase)
    await database._writer.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(tmp_path / "sample.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, told = await asked(app)
        assert (status, told["store"], told["why"]) == (503, False, "database is locked")
    assert (await asked(app))[0] == 200


HEADS = ("binh", "nhan", "hoi", "mau", "suu")


async def _founded(url: str, addresses: Mapping[str, str]) -> None:
    """An evening that is under way. `addresses`: who speaks from where."""
    database = await open_database(url)
    try:
        await migrate(database)
        ward = await Ward.founded(database)
        ids = Ids(ward.clock.now)
        async with database.write() as tx:
            await facts.write(tx, [Linked(ids(), place, 0, ward.people[key].id, 0) for place, key in addresses.items()])
            await tx.run(
                "UPDATE session SET night = '2024-11-09', locks_at = locks_at + 900000000 "
                "WHERE id IN (SELECT min(id) FROM session GROUP BY unit_id)"
            )
    finally:
        await database.close()


@pytest.mark.parametrize("gone", ["tungngo.db", "tungngo.db-wal"])
async def test_a_house_whose_file_goes_acknowledges_nothing_more(tmp_path: Path, gone: str):
    """D22, D23. Where all of it can be saved the house ends, to be begun anew; else it stays and says so."""
    url = f"sqlite:///{tmp_path}/tungngo.db"
    await _founded(url, {f"echo/{key}": key for key in HEADS})
    async with FakeTelegram().serving() as telegram:
        given = {"telegram_token": TOKEN, "telegram_api": telegram.api, "telegram_mode": "poll"}
        running = await start(tmp_path, cold=False, database_url=url, **given)
        telegram.says(5001, "alo")
        await reached(lambda: telegram.heard(5001), 20)
        await until(running.address, 200)
        (tmp_path / gone).unlink()
        telegram.says(5001, "alo một")
        if gone == "tungngo.db":
            told = await until(running.address, 503)
            assert "removed while we run; nothing is taken in any more" in str(told["why"])
            assert await running.stop() == 0
            assert telegram.pending, "Telegram still has it"
            return
        async with asyncio.timeout(20):
            assert await running.process.wait() == 1
        assert "all of it is in the database again; start anew" in read(tmp_path / "house.log")
        async with house(tmp_path, cold=False, database_url=url, **given):
            await reached(lambda: len(telegram.heard(5001)) >= 2, 20)
    with closing(sqlite3.connect(tmp_path / "tungngo.db")) as file:
        keys = file.execute("SELECT count(*) FROM update_key WHERE key LIKE ?", [f"%/{whose(5001)}/%"]).fetchone()
    assert keys == (2,)
