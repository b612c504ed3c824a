"""`bench start`: from the shell's command to the first look for messages; and the memory it then needs."""

import asyncio
import os
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bench.load import FIRST_ACCOUNT, HEADS
from bench.places import Places, places
from bench.report import Bar, Line, Table, line
from tests.bot.telegram_house import until
from tests.fake_telegram import TOKEN, FakeTelegram

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 2_000.0  # milliseconds, on a quiet machine
PATIENCE = 60.0  # seconds until a start, or its people, are given up
OURS, BARE = "tungngo run, a ward of 17 groups", "python-telegram-bot with one handler"


async def bench(engine: str, rounds: int, reports: int) -> list[Table]:
    async with places(engine, 1, HEADS) as where:
        return await measure(where, rounds, reports)


async def measure(where: Places, rounds: int, reports: int) -> list[Table]:
    starts: dict[str, list[float]] = {OURS: [], BARE: []}
    memory: dict[str, list[float]] = {OURS: [], BARE: []}
    for _ in range(rounds):
        for name in (OURS, BARE):
            async with where.fresh() as url, FakeTelegram().serving() as telegram, _begun(name, url, telegram) as took:
                starts[name].append(took.milliseconds)
                await _told(telegram, reports)
                memory[name].append(took.megabytes())
    title = f"start on {where.engine}, to the first look for messages, {rounds} rounds"
    return [
        Table(title, "ms", _lines(starts, Bar(at_most=LIMIT))),
        Table(f"memory on {where.engine}, after {reports} messages", "MB", _lines(memory)),
    ]


def _lines(found: Mapping[str, list[float]], bar: Bar | None = None) -> list[Line]:
    ours, bare = line(OURS, found[OURS], bar), line(BARE, found[BARE])
    return [ours, Line(bare.name, bare.median, bare.least, bare.most, ratio=bare.median / ours.median)]


class Begun:
    """A process that has looked for messages once, and after how long."""

    def __init__(self, process: Process, milliseconds: float) -> None:
        self._process, self.milliseconds = process, milliseconds

    def megabytes(self) -> float:
        """Resident, as Linux tells it."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        kilobytes = next(part.split()[1] for part in status.splitlines() if part.startswith("VmRSS"))
        return int(kilobytes) / 1_024


@asynccontextmanager
async def _begun(name: str, url: str, telegram: FakeTelegram) -> AsyncIterator[Begun]:
    program = ["-m", "bot", "run"] if name == OURS else ["-m", "bench.bare_bot"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("TUNGNGO_")}
    own = {
        "TUNGNGO_DATABASE_URL": url,
        "TUNGNGO_WEB_LISTEN": "127.0.0.1:0",
        "TUNGNGO_TELEGRAM_TOKEN": TOKEN,
        "TUNGNGO_TELEGRAM_API": telegram.api,
        "TUNGNGO_BACKUPS": "off",
    }
    env = {**clean, **own, "TOKEN": TOKEN, "API": telegram.api, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory(prefix="tungngo-bench-") as folder:
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *program, cwd=folder, env=env, stdout=DEVNULL, stderr=DEVNULL
        )
        try:
            await until(lambda: telegram.calls["getUpdates"], PATIENCE)
            yield Begun(process, (time.perf_counter() - begun) * 1_000)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _told(telegram: FakeTelegram, reports: int) -> None:
    """Heads report one after the other; over when nothing is left to be taken and the last was answered."""
    for number in range(reports):
        telegram.says(FIRST_ACCOUNT + number % HEADS, f"cài {number % 40 + 1}")
    await until(lambda: not telegram.pending and telegram.sent, PATIENCE)
