"""Asking Zalo, for a trial: one update an answer, 408 for none, faults that pass, a stop in the middle."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.channels.zalo.client import BotApi
from bot.channels.zalo.polling import PollingTimes, ZaloPolling
from bot.channels.zalo.settings import ZaloBot
from storage import database, ways
from storage.database import Database
from tests.bot.telegram_house import until
from tests.bot.test_polling import served
from tests.bot.zalo.house import open_zalo
from tests.fake_zalo import BOT, HTML, TOKENS, FakeZalo, ZaloFault
from tests.ward import Ward

USER = "6ede9afa66b88fe6d6a9"
HASTY = PollingTimes(long_poll=1, answers=0.2, rests=(0.01, 0.02), unknown=0.02, store=0.02, lands=2.0, quick=0.01)


@asynccontextmanager
async def polling(ward: Ward, zalo: FakeZalo, times: PollingTimes = HASTY) -> AsyncIterator["asyncio.Task[None]"]:
    services, bot = served(ward), ZaloBot(TOKENS[BOT], "")
    api = BotApi(bot, zalo.api)
    one = ZaloPolling(services, bot, api, times)
    await services.leases.enter()
    taking = asyncio.create_task(services.intake.run())
    asking = asyncio.create_task(one.run())
    try:
        yield asking
    finally:
        for task in (asking, taking):
            task.cancel()
        await asyncio.gather(asking, taking, return_exceptions=True)
        await api.close()
        await services.leases.leave()


async def keys(database: Database) -> list[str]:
    async with database.read() as read:
        return [row["key"] for row in await read.rows("SELECT key FROM update_key ORDER BY key")]


async def some(database: Database, many: int) -> None:
    async with asyncio.timeout(5):
        while len(await keys(database)) < many:
            await asyncio.sleep(0.01)


async def test_one_update_an_answer_all_are_heard_and_it_is_said_that_some_may_be_lost(ward: Ward):
    async with FakeZalo().serving() as zalo:
        for n in range(5):
            zalo.says(USER, f"alo {n}")
        with capture_logs() as lines:
            async with polling(ward, zalo):
                await some(ward.database, 5)
        assert zalo.calls["getUpdates"] >= 5
        assert any("is lost" in line["event"] and line["log_level"] == "warning" for line in lines)


async def test_an_empty_answer_is_nothing_and_the_next_question_follows_at_once(ward: Ward):
    async with FakeZalo().serving() as zalo:
        with capture_logs() as lines:
            async with polling(ward, zalo):
                await until(lambda: zalo.calls["getUpdates"] >= 3)
                zalo.says(USER, "alo")
                await some(ward.database, 1)
        assert not [line for line in lines if line["event"] == "getUpdates failed"]


async def test_answers_that_come_at_once_and_bring_nothing_are_not_asked_for_in_a_storm(ward: Ward):
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault("getUpdates", code="408", status=408, times=1_000))
        async with polling(ward, zalo, replace(HASTY, quick=0.1)):
            await asyncio.sleep(0.6)
        assert 2 <= zalo.calls["getUpdates"] <= 8


@pytest.mark.parametrize(
    "fault",
    [
        ZaloFault("getUpdates", code=500, why="?"),
        ZaloFault("getUpdates", code=409, why="webhook is set"),
        ZaloFault("getUpdates", code="429", why="Quota exceeded"),
        ZaloFault("getUpdates", code=401, why="Unauthorized"),
        ZaloFault("getUpdates", status=502, body=HTML),
        ZaloFault("getUpdates", status=504, body=HTML),
        ZaloFault("getUpdates", status=429, body=HTML),
        ZaloFault("getUpdates", body=b""),
        ZaloFault("getUpdates", body=json.dumps({"ok": True, "result": None}).encode()),
        ZaloFault("getUpdates", body=json.dumps({"ok": True, "result": []}).encode()),
        ZaloFault("getUpdates", body=json.dumps({"ok": True, "result": [{"event_name": "x"}]}).encode()),
        ZaloFault("getUpdates", body=json.dumps({"ok": True, "result": {"event_name": "x", "message": 7}}).encode()),
        ZaloFault("getUpdates", drops="before"),
        ZaloFault("getUpdates", waits=2.0),
    ],
)
async def test_a_passing_fault_is_outlived(ward: Ward, fault: ZaloFault):
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(fault)
        async with polling(ward, zalo):
            await until(lambda: not zalo.faults)
            zalo.says(USER, "alo")
            await some(ward.database, 1)


async def test_an_outage_is_a_few_lines_with_a_count_and_its_end_another(ward: Ward):
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault("getUpdates", status=502, body=HTML, times=9))
        with capture_logs() as lines:
            async with polling(ward, zalo):
                await until(lambda: [line for line in lines if line["event"] == "getUpdates is answered again"])
    assert [line["times"] for line in lines if line["event"] == "getUpdates failed"] == [1, 2, 4, 8]
    assert [line["failed"] for line in lines if line["event"] == "getUpdates is answered again"] == [9]


async def test_what_was_read_is_held_until_the_store_has_it(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """It would not come again."""
    monkeypatch.setattr(database, "BUSY_MS", 50)
    monkeypatch.setattr(ZaloPolling.__init__, "__defaults__", (HASTY,))
    async with open_zalo(sqlite_url, bots=(BOT,), mode="poll") as house:
        await until(lambda: house.zalo.calls["getUpdates"])
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        with capture_logs() as lines:
            house.zalo.says(USER, "alo")
            await until(lambda: [line for line in lines if line["event"] == "store unreachable, an update is held"])
        assert not house.zalo.pending[BOT]
        other.execute("ROLLBACK")
        other.close()
        await some(house.app.services.database, 1)


async def test_a_stop_takes_in_what_is_being_handed_over(ward: Ward):
    async with FakeZalo().serving() as zalo:
        zalo.says(USER, "alo")
        zalo.faults.append(ZaloFault("getUpdates", waits=0.3))
        async with polling(ward, zalo):
            await until(lambda: zalo.calls["getUpdates"])
        assert len(await keys(ward.database)) == 1


async def test_a_stop_does_not_wait_for_an_answer_that_does_not_come(ward: Ward):
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault("getUpdates", waits=30))
        async with asyncio.timeout(3), polling(ward, zalo, replace(HASTY, answers=30.0, lands=0.1)):
            await until(lambda: zalo.calls["getUpdates"])


async def test_a_second_process_does_not_ask_beside_the_first(ward: Ward):
    async with FakeZalo().serving() as zalo, polling(ward, zalo):
        await until(lambda: zalo.calls["getUpdates"])
        other = BotApi(ZaloBot(TOKENS[BOT], ""), zalo.api)
        beside = asyncio.create_task(ZaloPolling(served(ward), ZaloBot(TOKENS[BOT], ""), other, HASTY).run())
        asked = zalo.calls["getUpdates"]
        await asyncio.wait({beside}, timeout=0.1)
        beside.cancel()
        await other.close()
        assert not other._http.is_closed or zalo.calls["getUpdates"] - asked <= 4


async def test_a_token_that_is_not_good_any_more_is_noted(ward: Ward):
    async with FakeZalo(tokens={}).serving() as zalo, polling(ward, zalo):
        async with asyncio.timeout(5):
            while True:
                async with ward.database.read() as read:
                    shut = await ways.shut_accounts(read)
                if shut:
                    break
                await asyncio.sleep(0.01)
        assert shut == [(f"zalo/{BOT}", "401 Unauthorized")]
