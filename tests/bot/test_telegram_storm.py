"""Many messages under a storm of 429s: no limit is broken, each is delivered once, in order for each person."""

import random
from collections import Counter
from itertools import count

import pytest

from bot.channels.telegram.channel import sends
from bot.channels.telegram.sending import Access, Telegram
from bot.clock import Clock
from bot.delivery import Delivery
from bot.signals import Signals
from storage import chats, outbox
from storage.chats import Heard
from storage.database import Database
from storage.ids import Ids
from storage.records import Message
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.ward import StoodClock, clock_time

STEP = 100  # ms of the app's clock between two looks
GROUP = -1_005


async def queued(database: Database, ids: Ids, people: int, each: int, in_group: int, now: int) -> dict[int, list[str]]:
    """Messages for everybody, interleaved, and for one group; by chat, in order."""
    places = [*range(1, people + 1), GROUP]
    async with database.write() as tx:
        heard = [Heard(ids(), f"telegram/{place}", "telegram", None, now) for place in places]
        known = await chats.hear(tx, heard)
        due = [(place, f"{n}") for n in range(max(each, in_group)) for place in places]
        due = [(place, text) for place, text in due if int(text) < (in_group if place == GROUP else each)]
        rows = [Message(ids(), "answer", "c", now, chat=known[f"telegram/{p}"], words=text) for p, text in due]
        await outbox.write(tx, rows)
    return {place: [text for p, text in due if p == place] for place in places}


def storming(telegram: FakeTelegram, longest: int) -> None:
    chance = random.Random(7)
    telegram.storm = lambda _chat: chance.randint(1, longest) if chance.random() < 0.1 else 0


def settled(telegram: FakeTelegram, wanted: dict[int, list[str]]) -> bool:
    return len(telegram.sent) == sum(map(len, wanted.values()))


def judged(telegram: FakeTelegram, wanted: dict[int, list[str]]) -> None:
    assert telegram.violations.total() == 0, telegram.violations
    assert {place: telegram.heard(place) for place in wanted} == wanted


async def test_a_storm_breaks_no_limit_loses_nothing_and_keeps_the_order(sqlite: Database):
    await storm(sqlite, people=40, each=6, in_group=24, longest=20)


@pytest.mark.trial
async def test_the_full_storm(sqlite: Database):
    await storm(sqlite, people=195, each=10, in_group=50, longest=300)


async def storm(database: Database, people: int, each: int, in_group: int, longest: int) -> None:
    clock = StoodClock(clock_time("21:20"))
    telegram, ids = FakeTelegram(lambda: clock.at / 1_000), Ids(clock.now)
    storming(telegram, longest)
    wanted = await queued(database, ids, people, each, in_group, clock.at)
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        delivery = Delivery(database, sends(channel), clock, ids, Signals())
        for step in count():
            if step % 200 == 0:  # another worker takes over
                delivery = Delivery(database, sends(channel), clock, ids, Signals())
                await delivery.land()
            while await delivery.deliver():
                pass
            if settled(telegram, wanted):
                break
            clock.at += STEP
            assert step < 100_000
        await channel.close()
    judged(telegram, wanted)
    async with database.read() as read:
        states = Counter(row["state"] for row in await read.rows("SELECT state FROM outbox"))
    assert states == {"sent": sum(map(len, wanted.values()))}


@pytest.mark.trial
async def test_two_thousand_messages_in_real_time(sqlite: Database):
    await in_real_time(sqlite, people=198, each=10, in_group=20)


async def test_real_time_breaks_no_limit_either(sqlite: Database):
    await in_real_time(sqlite, people=60, each=1, in_group=2)


async def in_real_time(database: Database, people: int, each: int, in_group: int) -> None:
    clock = Clock()
    telegram, ids = FakeTelegram(), Ids(clock.now)
    if people > 100:
        storming(telegram, 3)
    wanted = await queued(database, ids, people, each, in_group, clock.now())
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        delivery = Delivery(database, sends(channel), clock, ids, Signals())
        while not settled(telegram, wanted):
            await delivery.deliver()
        await delivery.finish()
        await channel.close()
    judged(telegram, wanted)
