"""R4: a tenth of all sends is told to wait, up to five minutes: no limit is broken, each comes once, in order."""

import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.channels.telegram.channel import sends
from bot.channels.telegram.sending import Access, Telegram
from bot.clock import Clock
from bot.delivery import Delivery
from bot.signals import Signals
from storage import chats, outbox
from storage.chats import Heard
from storage.database import Database, open_database
from storage.ids import Ids
from storage.migrate import migrate
from storage.records import Message
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.trials.figures import Figures, none_of
from tests.ward import StoodClock, clock_time

STEP = 100  # ms of the app's clock between two looks
GROUP = -1_005


@dataclass(frozen=True)
class Part:
    """`real`: by the machine's own clock, not by one that is moved. `longest`: seconds of a pause."""

    people: int
    each: int
    in_group: int
    longest: int
    real: bool = False

    @property
    def many(self) -> int:
        return self.people * self.each + self.in_group


@dataclass(frozen=True)
class Size:
    parts: tuple[Part, ...]


SHORT = Size((Part(40, 6, 24, 20), Part(60, 1, 2, 0, real=True)))
LONG = Size((Part(195, 10, 50, 300), Part(198, 10, 20, 3, real=True)))


async def run(size: Size, seed: int) -> Figures:
    broken, unlike, unsent = Counter[str](), list[str](), Counter[str]()
    for part in size.parts:
        with tempfile.TemporaryDirectory(prefix="tungngo-storm-") as folder:
            database = await open_database(f"sqlite:///{Path(folder)}/t.db")
            try:
                await migrate(database)
                telegram, wanted = await (_in_real_time if part.real else _at_full_speed)(database, part, seed)
                async with database.read() as read:
                    unsent += Counter(row["state"] for row in await read.rows("SELECT state FROM outbox"))
            finally:
                await database.close()
        broken += telegram.violations
        unlike += [f"{place}" for place, said in wanted.items() if telegram.heard(place) != said]
    del unsent["sent"]
    many = " and ".join(f"{part.many} messages, pauses of up to {part.longest} s" for part in size.parts)
    return Figures(
        "R4",
        "a storm of 429",
        f"{many}; a tenth of the sends is told to wait",
        (
            none_of(
                "sends over 30 a second, 1 a second in a chat, 20 a minute in a group",
                sum(broken[n] for n in ("a second", "a chat", "a group")),
            ),
            none_of("sends within a pause that was asked for", broken["inside retry_after"]),
            none_of("chats that did not hear everything once and in order", unlike),
            none_of("messages not on record as sent", unsent.total()),
        ),
    )


async def _queued(database: Database, ids: Ids, part: Part, now: int) -> dict[int, list[str]]:
    """Messages for everybody, interleaved, and for one group; by chat, in order."""
    places = [*range(1, part.people + 1), GROUP]
    async with database.write() as tx:
        heard = [Heard(ids(), f"telegram/{place}", "telegram", None, now) for place in places]
        known = await chats.hear(tx, heard)
        due = [(place, f"{n}") for n in range(max(part.each, part.in_group)) for place in places]
        due = [(place, text) for place, text in due if int(text) < (part.in_group if place == GROUP else part.each)]
        rows = [Message(ids(), "answer", "c", now, chat=known[f"telegram/{p}"], words=text) for p, text in due]
        await outbox.write(tx, rows)
    return {place: [text for p, text in due if p == place] for place in places}


def _storming(telegram: FakeTelegram, longest: int, seed: int) -> None:
    chance = random.Random(seed)
    telegram.storm = lambda _chat: chance.randint(1, longest) if longest and chance.random() < 0.1 else 0


async def _at_full_speed(database: Database, part: Part, seed: int) -> tuple[FakeTelegram, dict[int, list[str]]]:
    clock = StoodClock(clock_time("21:20"))
    telegram, ids = FakeTelegram(lambda: clock.at / 1_000), Ids(clock.now)
    _storming(telegram, part.longest, seed)
    wanted = await _queued(database, ids, part, clock.at)
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        delivery = Delivery(database, sends(channel), clock, ids, Signals())
        for step in count():
            if step % 200 == 0:  # another worker takes over
                delivery = Delivery(database, sends(channel), clock, ids, Signals())
                await delivery.land()
            while await delivery.deliver():
                pass
            if len(telegram.sent) == part.many:
                break
            clock.at += STEP
            assert step < 100_000
        await channel.close()
    return telegram, wanted


async def _in_real_time(database: Database, part: Part, seed: int) -> tuple[FakeTelegram, dict[int, list[str]]]:
    clock = Clock()
    telegram, ids = FakeTelegram(), Ids(clock.now)
    _storming(telegram, part.longest, seed)
    wanted = await _queued(database, ids, part, clock.now())
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        delivery = Delivery(database, sends(channel), clock, ids, Signals())
        while len(telegram.sent) < part.many:
            await delivery.deliver()
        await delivery.finish()
        await channel.close()
    return telegram, wanted
