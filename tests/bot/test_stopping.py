"""A running house beside the command line: what works, what is refused in words, and that a clean stop is one."""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.process import ROOT, house, start


async def command(folder: Path, *words: str) -> tuple[int, str]:
    """`tungngo …` in this folder: its exit code, and what it said."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TUNGNGO_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=folder,
        env={**plain, "PYTHONPATH": str(ROOT), "TUNGNGO_DATABASE_URL": "sqlite:///tungngo.db"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


def held(folder: Path) -> dict[str, int]:
    """Until when each duty is somebody's."""
    file = sqlite3.connect(folder / "tungngo.db")
    try:
        return dict(file.execute("SELECT name, until FROM duty"))
    finally:
        file.close()


@pytest.fixture
def folder(tmp_path: Path, sample_file: Path) -> Path:
    shutil.copy(sample_file, tmp_path / "tungngo.db")
    return tmp_path


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_who_is_told_to_stop_gives_everything_back_at_once(folder: Path, how: signal.Signals):
    running = await start(folder, database_url="sqlite:///tungngo.db")
    assert min(held(folder).values()) > 0

    running.process.send_signal(how)
    async with asyncio.timeout(5):
        code = await running.process.wait()

    assert code == 0
    assert held(folder) == {"deliver/web": 0, "house": 0}


async def test_beside_a_running_house_one_reads_and_after_its_stop_one_writes(folder: Path):
    async with house(folder, database_url="sqlite:///tungngo.db"):
        read = await command(folder, "status")
        refused = await command(folder, "invite", "--all")
    written = await command(folder, "invite", "--all")

    assert read[0] == 0
    assert refused[0] == 1
    assert refused[1].startswith("the assistant is running on this database: the clerk may ask it in the chat, /moi")
    assert "stop it" in refused[1]
    assert written[0] == 0
    assert "\t" in written[1]


async def test_a_command_writes_at_once_after_a_house_was_killed(folder: Path):
    running = await start(folder, database_url="sqlite:///tungngo.db")
    await running.kill()

    assert (await command(folder, "invite", "--all"))[0] == 0
