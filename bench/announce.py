"""`bench announce`: one word to 272 people of a ward over the Bot API, at the pace that Telegram allows."""

import asyncio
import time

from telegram import Bot

from bench.load import FIRST_ACCOUNT
from bench.places import Places, places
from bench.report import Bar, Line, Table, line
from bot.channels.telegram.channel import sends
from bot.channels.telegram.sending import Access, Telegram
from bot.clock import Clock, machine_time
from bot.delivery import Delivery
from bot.signals import Signals
from storage import chats, outbox
from storage.database import Database, open_database
from storage.ids import Ids
from storage.records import Message
from tests.fake_telegram import TOKEN, FakeTelegram

PEOPLE = 272
LIMIT = 15_000.0  # milliseconds
PACE = 1.02 / 30  # seconds between two messages: what Telegram takes of a bot, and a little
WORDS = "Tối mai 19h30 các tổ ra quân, mời bác có mặt ở nhà văn hóa trước 15 phút."
OURS, LOOP = "ours: every word on record before it is sent, and settled", "a loop that sends and waits, 30 a second"


class OverTheLimit(Exception):
    """A contender was quicker than Telegram allows, or lost somebody."""


async def bench(engine: str, rounds: int) -> Table:
    async with places(engine, 1, PEOPLE) as where:
        return await measure(where, PEOPLE, rounds)


async def measure(where: Places, people: int, rounds: int) -> Table:
    ours, loop = list[float](), list[float]()
    for _ in range(rounds):
        async with where.fresh() as url:
            ours.append(await _ours(url, people))
        loop.append(await _loop(people))
    own, other = line(OURS, ours, Bar(at_most=LIMIT)), line(LOOP, loop)
    beside = Line(other.name, other.median, other.least, other.most, ratio=other.median / own.median)
    title = f"announce on {where.engine}: {people} people, {rounds} rounds"
    return Table(title, "ms", [own, beside], ["no limit of Telegram's broken by either; everybody once"])


async def _ours(url: str, people: int) -> float:
    """From the rows that a yes has written to the last of them settled."""
    database, clock = await open_database(url), Clock()
    try:
        await _written(database, people, clock)
        async with FakeTelegram().serving() as telegram:
            channel, signals = Telegram(Access(TOKEN, telegram.api)), Signals()
            delivery = Delivery(database, sends(channel), clock, Ids(clock.now), signals)
            begun = time.perf_counter()
            while len(telegram.sent) < people:
                seen = signals.count("outbox")
                if not await delivery.deliver():
                    await signals.wait("outbox", seen, 0.02)
            await delivery.finish()
            took = (time.perf_counter() - begun) * 1_000
            await channel.close()
            _judge(telegram, people)
        return took
    finally:
        await database.close()


async def _written(database: Database, people: int, clock: Clock) -> None:
    ids, now = Ids(machine_time), clock.now()
    addresses = [f"telegram/{FIRST_ACCOUNT + number}" for number in range(people)]
    async with database.write() as tx:
        await tx.run("DELETE FROM outbox WHERE state <> 'sent'")
        known = await chats.private_of(tx, addresses)
        await outbox.write(
            tx, [Message(ids(), "answer", "bench", now, chat=known[one], words=WORDS) for one in addresses]
        )


async def _loop(people: int) -> float:
    """As a careful script does it: nothing on record, one after the other, never quicker than is allowed."""
    async with FakeTelegram().serving() as telegram:
        async with Bot(TOKEN, base_url=f"{telegram.api}/bot") as bot:
            begun = time.perf_counter()
            for number in range(people):
                await asyncio.sleep(max(begun + number * PACE - time.perf_counter(), 0))
                await bot.send_message(FIRST_ACCOUNT + number, WORDS)
            took = (time.perf_counter() - begun) * 1_000
        _judge(telegram, people)
    return took


def _judge(telegram: FakeTelegram, people: int) -> None:
    if telegram.violations.total() or len({said.chat for said in telegram.sent}) != people:
        raise OverTheLimit(f"{dict(telegram.violations)}, {len(telegram.sent)} of {people}")
