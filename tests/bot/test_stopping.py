"""A running house beside the command line: what works, what is refused in words, and that a clean stop is one."""

import asyncio
import os
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from bot import cli
from storage.database import open_database
from tests.bot.telegram_house import until
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.nursery import ROOT, born
from tests.process import House, house, start
from tests.ward import Ward


async def command(*words: str) -> tuple[int, str]:
    """`tungngo …` beside the house, which is a process of its own: the exit code, and what was said."""
    ended = await asyncio.to_thread(CliRunner().invoke, cli.app, words)
    return ended.exit_code, ended.output


def held(folder: Path) -> dict[str, int]:
    """Until when each lease is somebody's."""
    file = sqlite3.connect(folder / "tungngo.db")
    try:
        return dict(file.execute("SELECT name, until FROM duty"))
    except sqlite3.OperationalError:
        return {}  # no table yet
    finally:
        file.close()


@pytest.fixture
async def folder(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUNGNGO_DATABASE_URL", "sqlite:///tungngo.db")
    shutil.copy(empty_file, tmp_path / "tungngo.db")
    database = await open_database("sqlite:///tungngo.db")
    await Ward.founded(database)
    await database.close()
    return tmp_path


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_who_is_told_to_stop_gives_everything_back_at_once(folder: Path, how: signal.Signals):
    running = await start(folder, database_url="sqlite:///tungngo.db")
    assert min(held(folder).values()) > 0

    running.process.send_signal(how)
    async with asyncio.timeout(5):
        code = await running.process.wait()

    assert code == 0
    assert held(folder) == {"address": 0, "deliver/web": 0, "house": 0}
    async with house(folder, database_url="sqlite:///tungngo.db"):
        assert min(held(folder).values()) > 0, "who comes next delivers at once"


async def test_beside_a_running_house_one_reads_and_after_its_stop_one_writes(folder: Path):
    async with house(folder, database_url="sqlite:///tungngo.db"):
        read = await command("status")
        refused = await command("invite", "--all")
        copied = await command("backup", "copy.db")
        again = await command("backup", "copy.db")
        under = await command("restore", "copy.db")
    written = await command("invite", "--all")

    assert read[0] == 0
    assert refused[0] == 1
    assert refused[1].startswith("the assistant is running on this database: the clerk may ask it in the chat, /moi")
    assert "stop it" in refused[1]
    assert written[0] == 0
    assert "\t" in written[1]
    assert copied[0] == 0
    assert "phường Hà Cầu · 0 báo cáo" in copied[1]
    assert (again[0], again[1].strip()) == (1, "copy.db: is there already; another name, or --overwrite")
    assert under[0] == 1
    assert "tungngo.db: a process has it open: stop the assistant first" in under[1]


async def test_after_a_stop_a_copy_comes_back_and_the_house_runs_on_it(folder: Path):
    copied = await command("backup", "copy.db")
    (folder / "tungngo.db").write_bytes(b"broken" * 1_000)
    restored = await command("restore", "copy.db")
    async with house(folder, database_url="sqlite:///tungngo.db"):
        read = await command("status")

    assert (copied[0], restored[0], read[0]) == (0, 0, 0)
    first, kept, then = restored[1].splitlines()
    assert first.startswith("tungngo.db: phường Hà Cầu · 0 báo cáo · ")
    assert kept.startswith("what was there before is kept: tungngo.db.before-restore-")
    assert then == "now start the assistant again (tungngo run)"


async def test_a_command_writes_at_once_after_a_house_was_killed(folder: Path):
    running = await start(folder, database_url="sqlite:///tungngo.db")
    await running.kill()

    assert (await command("invite", "--all"))[0] == 0
    async with house(folder, database_url="sqlite:///tungngo.db"):
        assert min(held(folder).values()) > 0


async def stopped(running: House, *how: signal.Signals) -> int:
    """Told so, one after the other; the exit code, within the five seconds that it has."""
    for number in how:
        running.process.send_signal(number)
        await asyncio.sleep(0.05)
    async with asyncio.timeout(5):
        return await running.process.wait()


def ran(folder: Path) -> str:
    file = sqlite3.connect(folder / "tungngo.db")
    try:
        return str(file.execute("SELECT value FROM state WHERE name = 'run'").fetchone()[0])
    finally:
        file.close()


@pytest.mark.parametrize("again", [signal.SIGTERM, signal.SIGINT])
async def test_who_is_told_twice_ends_no_worse(folder: Path, again: signal.Signals):
    running = await start(folder, database_url="sqlite:///tungngo.db")

    assert await stopped(running, signal.SIGTERM, again, again) == 0
    assert set(held(folder).values()) == {0}
    assert ran(folder) == "stopped"


@pytest.mark.parametrize(("words", "after"), [((), 0.05), ((), 0.3), ((), 0.5), (("--sample",), 1.2)])
async def test_who_is_told_so_while_beginning_leaves_nothing_behind(tmp_path: Path, words: Sequence[str], after: float):
    """An empty database is brought to its schema, the sample is made, and a child reads its plan."""
    url = {"sample_url" if words else "database_url": "sqlite:///tungngo.db"}
    given = {f"TUNGNGO_{name.upper()}": value for name, value in {"web_listen": "127.0.0.1:0", **url}.items()}
    env = {**os.environ, **given, "PYTHONPATH": str(ROOT)}
    process = await born("bot", "run", *words, cwd=tmp_path, env=env)
    await asyncio.sleep(after)
    process.terminate()
    async with asyncio.timeout(5):
        code = await process.wait()

    assert code in {0, -signal.SIGTERM}  # the second: before there was anybody to hear it
    if (tmp_path / "tungngo.db").exists():
        assert set(held(tmp_path).values()) <= {0}
    if not words:
        async with house(tmp_path, cold=False, **url) as again:
            assert again.address


async def test_open_pages_and_a_slow_upload_hold_no_stop_up(tmp_path: Path, sample_file: Path):
    url = f"sqlite:///{shutil.copy(sample_file, tmp_path / 'tungngo.db')}"
    running = await start(tmp_path, "--sample", sample_url=url)
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=running.address, trust_env=False, timeout=10, verify=False)
        )
        entered = await http.post("sample/enter", data={"who": "binh"}, follow_redirects=True)
        page = str(entered.url)
        assert entered.status_code == 200, entered.text

        async def streams() -> None:
            async with http.stream("GET", f"{page}stream") as answer:
                assert answer.status_code == 200
                async for _ in answer.aiter_lines():
                    began.set()

        async def drips() -> AsyncIterator[bytes]:
            for _ in range(1_000):
                yield b"x" * 100
                await asyncio.sleep(0.05)

        began = asyncio.Event()
        pages = [asyncio.create_task(streams()) for _ in range(5)]
        headers = {"content-type": "application/octet-stream", "origin": running.address.rstrip("/")}
        upload = asyncio.create_task(http.post(f"{page}file", content=drips(), headers=headers))
        await began.wait()
        await asyncio.sleep(0.2)
        assert not upload.done()
        assert await stopped(running, signal.SIGTERM) == 0
        await asyncio.gather(*pages, upload, return_exceptions=True)
    assert ran(tmp_path) == "stopped"
    assert set(held(tmp_path).values()) == {0}


async def test_of_two_on_postgresql_the_other_delivers_at_once_when_one_is_told_to_stop(
    postgres_url: str, tmp_path: Path
):
    """D43: it took as long as the leases lasted, 18.9 s."""
    database = await open_database(postgres_url)
    await Ward.founded(database)
    held_by = "SELECT holder FROM duty WHERE name = 'deliver/web' AND until > 0"

    async def holder() -> list[str]:
        async with database.read() as read:
            return [row["holder"] for row in await read.rows(held_by)]

    async with house(tmp_path, database_url=postgres_url) as first, house(tmp_path, database_url=postgres_url):
        before = await holder()
        assert await stopped(first, signal.SIGTERM) == 0
        async with asyncio.timeout(3):
            while await holder() in ([], before):
                await asyncio.sleep(0.05)
    await database.close()


async def test_what_is_being_sent_lands_and_none_of_it_is_in_doubt(folder: Path):
    async with FakeTelegram().serving() as telegram:
        own = {"telegram_token": TOKEN, "telegram_api": telegram.api, "telegram_mode": "poll"}
        running = await start(folder, cold=False, database_url="sqlite:///tungngo.db", **own)
        telegram.faults.append(Fault(waits=1.0))
        telegram.says(5001, "alo")
        await until(lambda: telegram.calls["sendMessage"])

        assert await stopped(running, signal.SIGTERM) == 0
        assert len(telegram.heard(5001)) == 1
    file = sqlite3.connect(folder / "tungngo.db")
    assert file.execute("SELECT state FROM outbox").fetchall() == [("sent",)]
    file.close()
