"""`kill -9` in the middle of polling: no report is lost, none counts twice, whatever was in flight."""

import asyncio
import os
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from bot.clock import machine_time
from storage import facts
from storage.accounts import Linked
from storage.database import open_database
from storage.ids import Ids
from storage.migrate import migrate
from tests.bot.telegram_house import free_port, until
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.nursery import ROOT, Child, born
from tests.ward import Ward, clock_time

HEADS = ("binh", "nhan", "hoi", "mau", "suu")
PHONES = 12  # of each head: one chat takes one answer a second


async def founded(url: str) -> None:
    database = await open_database(url)
    try:
        await migrate(database)
        ward = await Ward.founded(database)
        ids = Ids(ward.clock.now)
        async with database.write() as tx:
            places = [(key, user) for key, some in _users().items() for user in some]
            links = [Linked(ids(), f"telegram/{user}", 0, ward.people[key].id, 0) for key, user in places]
            await facts.write(tx, links)
            await tx.run(
                "UPDATE session SET night = '2024-11-09', locks_at = locks_at + 900000000 "
                "WHERE id IN (SELECT min(id) FROM session GROUP BY unit_id)"
            )
    finally:
        await database.close()


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
    await founded(url)
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
        await until(lambda: _left(path) == 0, 120)
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


def _left(path: Path) -> int:
    with sqlite3.connect(path) as read:
        found = read.execute("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
    read.close()
    return int(found)


def judged(path: Path, telegram: FakeTelegram, updates: int) -> None:
    with sqlite3.connect(path) as read:
        events = Counter(row[0] for row in read.execute("SELECT cause FROM event"))
        doubts = read.execute("SELECT count(*) FROM outbox WHERE state = 'doubt'").fetchone()[0]
        sound = read.execute("PRAGMA integrity_check").fetchone()[0]
    read.close()
    assert len(events) == updates, f"{updates - len(events)} lost"
    assert events.total() == updates, "counted twice"
    assert (sound, doubts) == ("ok", 0)
    assert telegram.violations.total() == 0, telegram.violations


async def test_a_kill_in_mid_work_loses_nothing_and_counts_nothing_twice(tmp_path: Path):
    telegram = await killed_often(tmp_path / "t.db", kills=1, updates=10, per_second=30, slowly=0.02)
    judged(tmp_path / "t.db", telegram, 10)


@pytest.mark.trial
async def test_thirty_kills_at_twenty_a_second(tmp_path: Path):
    telegram = await killed_often(tmp_path / "t.db", kills=30, updates=1_200, per_second=20, slowly=0.05)
    judged(tmp_path / "t.db", telegram, 1_200)
