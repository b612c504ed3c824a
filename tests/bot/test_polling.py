"""Asking Telegram: offsets, ids that begin anew, redelivery, silence, and an outage that nobody else feels."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.channels.channel import Outgoing, Sent
from bot.channels.telegram.polling import Patience, Polling
from bot.channels.telegram.sending import Access, Telegram
from bot.intake import Intake
from bot.leases import Leases
from bot.links import Links
from bot.loops import Loops, Stalled
from bot.services import Services
from bot.settings import Settings
from bot.signals import Signals
from storage.database import Database
from storage.instants import DAY
from storage.records import Chat
from tests.bot.telegram_house import open_house, until
from tests.fake_telegram import NAME, TOKEN, FakeTelegram, Fault
from tests.ward import ZONE, Ward

HASTY = Patience(long_poll=0, answers=0.15, stalls=0.4, rests=(0.01, 0.02))


def served(ward: Ward) -> Services:
    """What a house would give its channels."""
    signals, settings = Signals(), Settings.model_validate({})
    intake, leases = Intake(ward.database, ward.ids, signals, ZONE), Leases(ward.database)
    return Services(
        settings, ward.database, ward.clock, ward.ids, signals, intake, leases, Links("k" * 32), Loops(signals)
    )


@asynccontextmanager
async def polling(ward: Ward, telegram: FakeTelegram) -> AsyncIterator["asyncio.Task[None]"]:
    services, access = served(ward), Access(TOKEN, telegram.api)
    channel = Telegram(access)
    polling = Polling(services, access, channel, HASTY)
    await services.leases.enter()
    taking = asyncio.create_task(services.intake.run())
    asking = asyncio.create_task(polling.run())
    try:
        yield asking
    finally:
        for task in (asking, taking):
            task.cancel()
        await asyncio.gather(asking, taking, return_exceptions=True)
        await channel.close()
        await services.leases.leave()


async def keys(database: Database) -> int:
    async with database.read() as read:
        return int((await read.rows("SELECT count(*) AS n FROM update_key"))[0]["n"])


async def test_an_offset_is_asked_with_only_after_the_commit_and_survives_a_restart(ward: Ward):
    async with FakeTelegram().serving() as telegram:
        telegram.says(5001, "alo")
        async with polling(ward, telegram):
            await until(lambda: not telegram.pending)
        assert "offset" not in telegram.questions[0]
        assert await keys(ward.database) == 1
        telegram.questions.clear()
        async with polling(ward, telegram):
            await until(lambda: telegram.questions)
        assert telegram.questions[0]["offset"] == "90002"


async def test_after_a_quiet_week_random_ids_are_heard(ward: Ward):
    async with FakeTelegram().serving() as telegram:
        telegram.says(5001, "alo")
        async with polling(ward, telegram):
            await until(lambda: not telegram.pending)
        ward.clock.at += 8 * DAY
        telegram.forgets_ids(start=17)
        telegram.says(5001, "alo")
        async with polling(ward, telegram):
            await until(lambda: not telegram.pending)
        assert await keys(ward.database) == 2


async def test_what_is_brought_twice_counts_once(ward: Ward):
    async with FakeTelegram().serving() as telegram:
        said = telegram.says(5001, "alo")
        telegram.arrives(message=said)
        telegram.arrives(message=said)
        async with polling(ward, telegram):
            await until(lambda: not telegram.pending)
        assert await keys(ward.database) == 1


async def test_what_cannot_be_read_does_not_hold_up_what_can(ward: Ward):
    async with FakeTelegram().serving() as telegram:
        telegram.arrives(message={"message_id": "?"})
        telegram.arrives(message_reaction={"chat": {}})
        telegram.arrives(something_new={})
        telegram.arrives()
        telegram.says(5001, "alo")
        async with polling(ward, telegram):
            await until(lambda: not telegram.pending)
        assert await keys(ward.database) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("getUpdates", status=500, why="Internal Server Error"),
        Fault("getUpdates", status=409, why="Conflict: terminated by other getUpdates request"),
        Fault("getUpdates", status=429, why="Too Many Requests", parameters={"retry_after": 0}),
        Fault("getUpdates", drops="after"),
        Fault("getUpdates", drops="before"),
        Fault("getMe", status=502, why="Bad Gateway"),
    ],
)
async def test_a_passing_fault_is_outlived(ward: Ward, fault: Fault):
    async with FakeTelegram().serving() as telegram:
        telegram.faults.append(fault)
        telegram.says(5001, "alo")
        async with polling(ward, telegram):
            await until(lambda: not telegram.pending)
        assert await keys(ward.database) == 1


async def test_silence_is_answered_with_a_new_client_and_then_with_the_end(ward: Ward):
    async with FakeTelegram().serving() as telegram:
        telegram.faults.append(Fault("getUpdates", waits=30, times=1_000))
        async with polling(ward, telegram) as asking:
            with pytest.raises(Stalled):
                await asyncio.wait_for(asking, 5)


async def test_a_refusal_is_no_silence_and_is_outlived(ward: Ward):
    telegram = FakeTelegram()
    telegram.api = "http://127.0.0.1:9"
    async with polling(ward, telegram) as asking:
        await asyncio.wait({asking}, timeout=1.2)
        assert not asking.done()


async def test_telegram_being_away_disturbs_nobody_else(sqlite_url: str):
    async with open_house(sqlite_url, api="http://127.0.0.1:9") as house:
        web = house.app.services.intake
        receipt = await web.submit(house.ward.update("binh", text="cài 42"))
        assert not receipt.again
        for _ in range(200):
            if await house.rows("SELECT id FROM outbox WHERE channel = 'web' AND state = 'sent'"):
                break
            await asyncio.sleep(0.01)
        assert await house.rows("SELECT id FROM outbox WHERE channel = 'web' AND state = 'sent'")


async def test_everything_leaves_through_the_proxy(ward: Ward):
    """The fake hears requests to a name that nobody knows, since it is the proxy itself."""
    async with FakeTelegram().serving() as telegram:
        access = Access(TOKEN, "http://telegram.invalid", proxy=telegram.api)
        telegram.files["f1"] = b"a photo"
        channel = Telegram(access)
        assert (await channel.me()).name == NAME
        assert isinstance(await channel.send(Outgoing(Chat(1, "telegram/5001", "telegram"), "chào"), 0), Sent)
        assert await channel.fetch("f1") == b"a photo"
        await channel.close()
        assert telegram.heard(5001) == ["chào"]


async def test_a_process_to_which_telegram_never_answers_gives_up(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Polling.__init__, "__defaults__", (HASTY,))
    async with open_house(sqlite_url) as house:
        house.telegram.faults.append(Fault("getUpdates", waits=30, times=1_000))
        await asyncio.wait_for(house.app.services.loops.given_up.wait(), 5)
        assert house.app.services.loops.why.startswith("telegram: connected, but no answer")


async def test_an_outage_is_a_few_lines_with_a_count_and_its_end_another(ward: Ward):
    async with FakeTelegram().serving() as telegram:
        telegram.faults += [Fault("getUpdates", status=502)] * 9
        with capture_logs() as lines:
            async with polling(ward, telegram):
                await until(lambda: not telegram.faults and telegram.questions)
                await until(lambda: [line for line in lines if line["event"] == "getUpdates is answered again"])

    failed = [line for line in lines if line["event"] == "getUpdates failed"]
    assert [line["times"] for line in failed] == [1, 2, 4, 8]
    assert not any("exc_info" in line for line in lines)
    assert [line["failed"] for line in lines if line["event"] == "getUpdates is answered again"] == [9]
