"""`kill -9` in the middle of polling: no report is lost, none counts twice, whatever was in flight."""

import asyncio
import os
import random
from pathlib import Path

import pytest

from bot.clock import machine_time
from tests.bot.killing import HEADS, founded, judged, left
from tests.bot.telegram_house import free_port, until
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.nursery import ROOT, Child, born
from tests.ward import clock_time

PHONES = 12  # of each head: one chat takes one answer a second


async def started(url: str, telegram: FakeTelegram, slowly: float, since: int) -> Child:
    settings = {
        "TUNGNGO_DATABASE_URL": url,
        "TUNGNGO_WEB_LISTEN": f"127.0.0.1:{free_port()}",
        "TUNGNGO_TELEGRAM_TOKEN": TOKEN,
        "TUNGNGO_TELEGRAM_API": telegram.api,
        "SLOWLY": str(slowly),
        "SINCE": str(since),
    }
    return await born("tests.bot.slow_house", cwd=ROOT, env={**os.environ, **settings})


async def killed_often(path: Path, kills: int, updates: int, per_second: float, slowly: float) -> FakeTelegram:
    """Reports keep coming while the process is killed at random moments; then it may finish."""
    url, chance, since = f"sqlite:///{path}", random.Random(11), machine_time()
    await founded(url, {f"telegram/{user}": key for key, some in _users().items() for user in some})
    async with FakeTelegram(lambda: (clock_time("21:20") + machine_time() - since) / 1_000).serving() as telegram:
        speaking = asyncio.create_task(_speak(telegram, updates, per_second))
        for _ in range(kills):
            asked = telegram.calls["getUpdates"]
            process = await started(url, telegram, slowly, since)
            await until(lambda asked=asked: telegram.calls["getUpdates"] > asked, 30)
            await asyncio.wait({speaking}, timeout=chance.random())
            process.kill()
            await process.wait()
        process = await started(url, telegram, slowly, since)
        await speaking
        await until(lambda: not telegram.pending, 120)
        await until(lambda: left(path) == 0, 120)
        process.terminate()
        await process.wait()
    return telegram


async def _speak(telegram: FakeTelegram, updates: int, per_second: float) -> None:
    users = [user for some in _users().values() for user in some]
    for n in range(updates):
        first = n < len(users) and n % PHONES == 0  # of a head: whoever speaks again must say that it corrects
        telegram.says(users[n % len(users)], f"{'' if first else 'sửa lại '}cài {n % 200 + 1}")
        await asyncio.sleep(1 / per_second)


def _users() -> dict[str, list[int]]:
    return {key: [5_000 + 100 * n + phone for phone in range(PHONES)] for n, key in enumerate(HEADS)}


async def test_a_kill_in_mid_work_loses_nothing_and_counts_nothing_twice(tmp_path: Path):
    telegram = await killed_often(tmp_path / "t.db", kills=1, updates=10, per_second=30, slowly=0.02)
    judged(tmp_path / "t.db", 10)
    assert telegram.violations.total() == 0, telegram.violations


@pytest.mark.trial
async def test_thirty_kills_at_twenty_a_second(tmp_path: Path):
    telegram = await killed_often(tmp_path / "t.db", kills=30, updates=1_200, per_second=20, slowly=0.05)
    judged(tmp_path / "t.db", 1_200)
    assert telegram.violations.total() == 0, telegram.violations
