"""A running house beside the command line: what works, what is refused in words, and that a clean stop is one."""

import asyncio
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from storage.database import open_database
from tests.process import house, start
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
