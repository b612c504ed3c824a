"""Zalo and Telegram in one house, one of them failing for an hour in every way it can: the other does not feel it."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.channels.telegram.settings import TelegramSettings
from storage.instants import MINUTE
from tests.bot.telegram_house import until
from tests.bot.zalo.house import ZaloHouse, open_zalo
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.fake_zalo import BOT, HTML, SECOND_BOT, ZaloFault

HOUR_LONG = 60  # minutes, one exchange in each
LATE = 2.0  # seconds that a message of the other may take at most
ZALO_USER, TELEGRAM_USER, OTHER_ZALO = "6ede9afa66b88fe6d6a9", 5001, "cc33cc33cc33cc33cc33"

ZALO_FAILS: list[dict[str, Any]] = [
    {"drops": "before"},
    {"drops": "after"},
    {"waits": 60.0},
    {"status": 502, "body": HTML},
    {"status": 504, "body": HTML},
    {"code": 500, "why": "?"},
    {"code": 408, "why": "Request timeout"},
    {"code": "429", "why": "Quota exceeded"},
    {"code": 403, "why": "Internal server error"},
    {"body": b"???"},
]
TELEGRAM_FAILS: list[dict[str, Any]] = [
    {"drops": "before"},
    {"drops": "after"},
    {"waits": 60.0},
    {"status": 502, "why": "Bad Gateway"},
    {"status": 500, "why": "Internal Server Error"},
    {"status": 409, "why": "Conflict"},
    {"status": 429, "why": "Too Many Requests", "parameters": {"retry_after": 30}},
]


@dataclass
class Late:
    """How long answers took, in seconds."""

    took: list[float] = field(default_factory=list)

    async def until(self, done: Any) -> None:
        began = time.monotonic()
        await until(done, LATE)
        self.took.append(time.monotonic() - began)


def zalo_fails(house: ZaloHouse, telegram: FakeTelegram, minute: int) -> None:
    """Whatever is asked there from now on, of one bot."""
    _ = telegram
    how = ZALO_FAILS[minute % len(ZALO_FAILS)]
    methods = ("sendMessage", "getMe")
    house.zalo.faults = [ZaloFault(method, bot=BOT, times=1_000, **how) for method in methods]


def telegram_fails(house: ZaloHouse, telegram: FakeTelegram, minute: int) -> None:
    _ = house
    how = TELEGRAM_FAILS[minute % len(TELEGRAM_FAILS)]
    telegram.faults = [Fault(method, times=1_000, **how) for method in ("sendMessage", "getUpdates", "sendChatAction")]


async def zalo_says(house: ZaloHouse, user: str, text: str, bot: str = BOT) -> None:
    house.zalo.says(user, text, bot)
    await house.zalo.bring(house.root, bot)


@pytest.mark.parametrize(("fails", "other"), [(zalo_fails, "telegram"), (telegram_fails, "zalo")])
async def test_an_hour_in_which_one_of_them_fails_makes_no_message_of_the_other_late(
    sqlite_url: str, fails: Any, other: str
):
    """The hour passes on the house's own clock, minute by minute; within a minute it runs like any other."""
    telegram = FakeTelegram()
    async with telegram.serving():
        beside = TelegramSettings.model_validate({"token": TOKEN, "api": telegram.api})
        async with open_zalo(sqlite_url, beside=[beside], speed=1) as house:
            clock = house.app.services.clock
            telegram.now = lambda: clock.now() / 1_000
            await enrolled_on_both(house, telegram)
            late = Late()
            for minute in range(HOUR_LONG):
                clock.jump(clock.now() + MINUTE)
                telegram.forgets_times()
                fails(house, telegram, minute)
                await zalo_says(house, ZALO_USER, "trợ giúp")
                if other == "telegram":
                    heard = len(telegram.heard(TELEGRAM_USER))
                    telegram.says(TELEGRAM_USER, "trợ giúp")
                    await late.until(lambda heard=heard: len(telegram.heard(TELEGRAM_USER)) > heard)
                    second = len(house.zalo.heard(OTHER_ZALO))
                    await zalo_says(house, OTHER_ZALO, "trợ giúp", SECOND_BOT)  # and the other bot
                    await late.until(lambda second=second: len(house.zalo.heard(OTHER_ZALO)) > second)
                else:
                    heard = len(house.zalo.heard(ZALO_USER))
                    telegram.says(TELEGRAM_USER, "trợ giúp")
                    await zalo_says(house, ZALO_USER, "tôi là ai")
                    await late.until(lambda heard=heard: len(house.zalo.heard(ZALO_USER)) > heard)
    assert len(late.took) >= HOUR_LONG
    assert max(late.took) < LATE


async def enrolled_on_both(house: ZaloHouse, telegram: FakeTelegram) -> None:
    await house.enrols("binh", ZALO_USER, BOT)
    await house.enrols("mau", OTHER_ZALO, SECOND_BOT)
    await house.invites("hoi", "HA5H2222")
    telegram.says(TELEGRAM_USER, "/start HA5H2222")
    await until(lambda: len(telegram.heard(TELEGRAM_USER)) == 1)
    await asyncio.sleep(1.1)  # Telegram's own pace in one chat
    telegram.says(TELEGRAM_USER, "đúng")
    await until(lambda: any("Hợi" in text for text in telegram.heard(TELEGRAM_USER)[1:]))
    # What is left to be shown in this chat would be in the way of the first answer, at one message a second.
    await house.has("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending'))")


async def test_what_failed_is_said_when_it_is_over_once(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", ZALO_USER)
        house.zalo.faults.append(ZaloFault(status=502, body=HTML, times=4))
        await zalo_says(house, ZALO_USER, "cài 42")
        await until(lambda: phone.new, 20)
        phone.hears("412/980")


async def test_a_reminder_of_which_nobody_knows_whether_it_was_said_is_not_said_again(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", ZALO_USER)
        house.zalo.faults.append(ZaloFault(status=504, body=HTML, deed=True))
        await house.comes_to("21:25")
        await house.has("SELECT id FROM outbox WHERE kind = 'closeout' AND state = 'doubt'")
        await phone.says("trợ giúp")
        assert sum("Xong buổi" in text for text in house.zalo.heard(ZALO_USER)) == 1
