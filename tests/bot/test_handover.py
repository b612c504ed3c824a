"""Delivery changes hands: order per chat is kept, and only what was in flight may be in doubt."""

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.channels.channel import Channel, Ending, Outgoing, Sent, Throttled
from bot.delivery import Delivery
from bot.leases import Leases, Lost
from bot.limits import Limits
from bot.signals import Signals
from storage import chats, outbox
from storage.chats import Heard
from storage.database import Database, open_database
from storage.ids import CountingIds
from storage.instants import SECOND, Instant
from storage.records import Chat, Message
from tests.nursery import ROOT, Child, born
from tests.ward import StoodClock

CHATS, EACH = 6, 25
KINDS = ("answer", "closeout")  # may be repeated; may not


async def filled(database: Database, channel: str, each: int = EACH) -> None:
    """Chats with messages that wait; the words of each are its kind and its place in the chat."""
    ids = CountingIds()
    async with database.write() as tx:
        for n in range(1, CHATS + 1):
            chat = Chat(n, f"{channel}/{n}", channel)
            await chats.open_chat(tx, Heard(n, chat.address, channel, None, 0))
            words = [f"{KINDS[(place + n) % 2]} {place}" for place in range(each)]
            await outbox.write(tx, [Message(ids(), w.split()[0], "test", 0, chat=chat, words=w) for w in words])
        await tx.run("UPDATE outbox SET priority = 1")


async def states(database: Database) -> dict[str, int]:
    async with database.read() as read:
        found = await read.rows("SELECT state, count(*) AS n FROM outbox GROUP BY state")
    return {row["state"]: row["n"] for row in found}


class Street:
    """Everything that two postmen say, by chat. After a third of it the one who says it is killed."""

    def __init__(self, postmen: Sequence[Child]) -> None:
        self.said: dict[str, list[str]] = defaultdict(list)
        self.killed = False
        self.hearing = [asyncio.create_task(self._hear(postman)) for postman in postmen]

    async def _hear(self, postman: Child) -> None:
        assert postman.stdout is not None
        async for line in postman.stdout:
            chat, _, words = line.decode().strip().partition(" ")
            self.said[chat].append(words)
            if not self.killed and sum(map(len, self.said.values())) > CHATS * EACH // 3:
                self.killed = True
                postman.kill()


@pytest.fixture
async def street(postgres_url: str) -> AsyncIterator[Street]:
    asked = ("tests.bot.postman", postgres_url, "print")
    postmen = [await born(*asked, cwd=ROOT, env=os.environ) for _ in range(2)]
    street = Street(postmen)
    yield street
    for postman in postmen:
        if postman.returncode is None:
            postman.kill()
    await asyncio.gather(*street.hearing, *(postman.wait() for postman in postmen))


async def test_one_of_two_postmen_is_killed(postgres_url: str, street: Street):
    database = await open_database(postgres_url)
    await filled(database, "print")
    async with asyncio.timeout(30):
        while (await states(database)).keys() & {"waiting", "sending"}:
            await asyncio.sleep(0.1)
    doubts = (await states(database)).get("doubt", 0)
    await database.close()

    assert street.killed
    assert doubts <= CHATS
    assert len(street.said) == CHATS
    assert sum(len(set(said)) for said in street.said.values()) >= CHATS * EACH - doubts
    for said in street.said.values():
        places = [int(words.split()[1]) for words in said]
        twice = {words for words in said if said.count(words) > 1}
        assert places == sorted(places), "order per chat is kept"
        assert len(places) - len(set(places)) == len(twice) <= 1, "only what was in flight may be said again"
        assert not any(words.startswith("closeout") for words in twice)


class Slow:
    """A platform whose answers the test holds back."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.answer: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()

    async def send(self, message: Outgoing, now: Instant) -> Ending:  # noqa: ARG002  this platform knows no time
        self.asked.set()
        return await asyncio.shield(self.answer)


class Worker:
    """One process's delivery of the slow platform, on a machine whose time the test moves."""

    def __init__(self, database: Database, clock: StoodClock) -> None:
        self.leases, self.channel = Leases(database, clock.now), Slow()
        channel = Channel("slow", self.channel.send, limits=Limits(spacing=10 * SECOND))
        lease = self.leases.lease("deliver/slow")
        self.delivery = Delivery(database, channel, clock, CountingIds(), Signals(), lease)


@pytest.fixture
async def clock() -> StoodClock:
    return StoodClock(1_000 * SECOND)


@pytest.fixture
async def workers(database: Database, clock: StoodClock) -> tuple[Worker, Worker]:
    await filled(database, "slow", each=1)
    first, second = Worker(database, clock), Worker(database, clock)
    await first.leases.renew()
    return first, second


async def test_who_has_no_lease_delivers_nothing(workers: tuple[Worker, Worker], database: Database):
    assert await workers[1].delivery.deliver() == 0
    assert await states(database) == {"waiting": CHATS}


async def test_what_the_one_before_had_in_flight_is_landed_once_and_not_settled_by_him(
    workers: tuple[Worker, Worker], database: Database, clock: StoodClock
):
    first, second = workers
    sending = asyncio.create_task(first.delivery.deliver())
    await first.channel.asked.wait()
    clock.at += 15 * SECOND
    await second.leases.renew()
    await second.delivery.land()
    assert await states(database) == {"doubt": CHATS // 2, "waiting": CHATS // 2}

    first.channel.answer.set_result(Sent())
    with pytest.raises(Lost):
        await sending
    assert await states(database) == {"doubt": CHATS // 2, "waiting": CHATS // 2}
    assert await first.delivery.deliver() == 0


async def test_the_pace_is_known_to_who_takes_over(
    workers: tuple[Worker, Worker], database: Database, clock: StoodClock
):
    first, second = workers
    first.channel.answer.set_result(Throttled(clock.at + 60 * SECOND, whole=True))
    await first.delivery.deliver()
    await first.delivery.finish()
    await first.leases.leave()
    await second.leases.renew()
    clock.at += 59 * SECOND
    second.channel.answer.set_result(Sent())
    assert await second.delivery.deliver() == 0

    clock.at += 2 * SECOND
    await second.delivery.deliver()
    await second.delivery.finish()
    assert await states(database) == {"sent": CHATS}


async def test_a_stop_waits_for_what_is_on_its_way(workers: tuple[Worker, Worker], database: Database):
    first, _ = workers
    sending = asyncio.create_task(first.delivery.deliver())
    await first.channel.asked.wait()
    sending.cancel()
    await asyncio.sleep(0)
    first.channel.answer.set_result(Sent())

    with pytest.raises(asyncio.CancelledError):
        await sending
    await first.delivery.finish()
    assert await states(database) == {"sent": CHATS}


async def test_a_channel_that_breaks_leaves_doubt_and_goes_on(workers: tuple[Worker, Worker], database: Database):
    first, _ = workers
    first.channel.answer.set_exception(ZeroDivisionError())
    await first.delivery.deliver()
    await first.delivery.finish()

    assert await states(database) == {"doubt": CHATS // 2, "waiting": CHATS // 2}
