"""Who delivers: one process at a time, handed over by time, fenced by a number."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from bot.app import opened, running
from bot.channels.channel import Outgoing, Sent, Unsent
from bot.channels.fence import acting
from bot.channels.telegram.sending import Access, Telegram
from bot.clock import Clock, machine_time, running_time
from bot.leases import HOUSE, WORKER, CannotRun, Leases, Lost, new_holder
from bot.settings import Settings
from handlers.markup import Markup
from storage import duties
from storage.database import Database, open_database
from storage.ids import WORKERS, Ids
from storage.instants import HOUR, SECOND
from storage.records import Chat
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.process import house

Make = Callable[[], Leases]


def made(database: Database, machine: "Machine", *names: str) -> Leases:
    leases = Leases(database, lambda: machine.now)
    for name in names:
        leases.lease(name)
    return leases


class Machine:
    """The time of a machine, moved by the test."""

    now = 1_000 * SECOND


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def process(database: Database, machine: Machine) -> Make:
    """Another process's leases, as far as the database can tell."""
    return lambda: made(database, machine, "deliver/web")


async def test_the_first_to_come_has_the_lease_and_keeps_it(process: Make, machine: Machine):
    first, second = process(), process()
    for _ in range(5):
        await first.renew()
        await second.renew()
        machine.now += 5 * SECOND

    assert first.lease("deliver/web").fence == 1
    assert second.lease("deliver/web").fence is None


async def test_who_is_silent_for_fifteen_seconds_has_lost_it(process: Make, machine: Machine, database: Database):
    first, second = process(), process()
    await first.renew()
    machine.now += 15 * SECOND
    await second.renew()

    assert second.lease("deliver/web").fence == 2
    with pytest.raises(Lost):
        async with database.write() as tx:
            await first.lease("deliver/web").assert_held(tx)
    assert first.lease("deliver/web").fence is None


async def test_who_leaves_hands_over_at_once(process: Make):
    first, second = process(), process()
    await first.renew()
    await first.leave()
    await second.renew()

    assert second.lease("deliver/web").fence == 2


async def test_a_lapsed_lease_that_nobody_took_is_still_ours(process: Make, machine: Machine, database: Database):
    first = process()
    await first.renew()
    machine.now += 60 * SECOND
    async with database.write() as tx:
        await first.lease("deliver/web").assert_held(tx)
    await first.renew()

    assert first.lease("deliver/web").fence == 1


async def test_a_live_process_on_the_same_file_is_not_joined(sqlite: Database, machine: Machine):
    first, second = (made(sqlite, machine) for _ in range(2))
    await first.enter()
    entering = asyncio.create_task(second.enter())
    while not entering.done():
        machine.now += 1
        await first.renew()

    with pytest.raises(CannotRun, match="another process runs on this database"):
        await entering


async def test_a_silent_holder_is_waited_for_as_long_as_its_lease(sqlite: Database, machine: Machine):
    first, second = (made(sqlite, machine, "deliver/web") for _ in range(2))
    await first.enter()
    entering = asyncio.create_task(second.enter())
    machine.now += 15 * SECOND
    await entering

    assert (second.lease(HOUSE).fence, second.lease("deliver/web").fence) == (2, 2)


async def test_a_house_that_was_taken_over_is_left(sqlite: Database, machine: Machine):
    first, second = (made(sqlite, machine) for _ in range(2))
    await first.enter()
    machine.now += 15 * SECOND
    await second.enter()

    await first.renew()
    await first.stay()
    assert first.lost.is_set()


@pytest.mark.parametrize("back", [-1, -24])
async def test_a_clock_that_was_ahead_holds_nobody_up(process: Make, machine: Machine, back: int):
    """It is set back an hour, or a day, and who held the lease dies before renewing it."""
    first, second = process(), process()
    await first.renew()
    machine.now += back * 3_600 * SECOND
    await second.renew()

    assert second.lease("deliver/web").fence == 2


async def test_a_clock_that_goes_back_costs_nobody_the_lease(process: Make, machine: Machine):
    first, second = process(), process()
    for minutes in (0, -60, 60 * 24 * 3650, 0):
        machine.now = (1_000 + 60 * minutes) * SECOND
        await first.renew()
        await second.renew()

    assert (first.lease("deliver/web").fence, second.lease("deliver/web").fence) == (1, None)


async def test_a_house_whose_clock_was_ahead_is_waited_for_no_longer(sqlite: Database, machine: Machine):
    """In a container, whose first process always has the same number, nobody can tell whether it lives."""
    first, second = (Leases(sqlite, lambda: machine.now, lasts=300) for _ in range(2))
    await first.enter()
    machine.now -= 5 * 60 * SECOND

    await asyncio.wait_for(second.enter(), 5)

    assert second.lease(HOUSE).held


async def test_postgresql_has_room_for_many(postgres_url: str):
    settings = Settings(database_url=postgres_url, web_listen="127.0.0.1:0")
    async with AsyncExitStack() as stack:
        apps = [await stack.enter_async_context(opened(settings)) for _ in range(2)]
        for app in apps:
            await stack.enter_async_context(running(app))

        assert [app.services.leases.lease("deliver/web").fence for app in apps] == [1, None]


@pytest.fixture
async def shared(postgres_url: str) -> AsyncIterator[Database]:
    """Where any number of processes may run."""
    database = await open_database(postgres_url)
    yield database
    await database.close()


def wrong_by(wrong: int) -> int:
    return machine_time() + wrong


async def test_the_database_tells_the_time_whatever_a_machine_shows(shared: Database):
    clocks = [Clock(machine=partial(wrong_by, wrong)) for wrong in (HOUR, 0, -90 * SECOND)]
    processes = [Leases(shared, clock=clock) for clock in clocks]
    leases = [one.lease("deliver/web") for one in processes]
    for one in (*processes, *processes):
        await one.renew()

    assert [lease.fence for lease in leases] == [1, None, None]
    assert all(abs(clock.now() - machine_time()) < SECOND for clock in clocks)


def test_a_clock_moves_only_as_far_as_an_answer_proves():
    clock = Clock(machine=lambda: 100_000)
    assert clock.agree(told=99_000, asked=98_900, answered=99_100) == 0, "it may be right"
    assert clock.agree(told=10_000, asked=100_000, answered=100_020) == 90_010
    assert clock.now() == 9_990
    assert clock.agree(told=10_004, asked=100_000, answered=100_020) == 0, "as good as before"


async def test_no_two_processes_make_the_same_ids(shared: Database):
    """All numbers but one are others'."""
    async with shared.write() as tx:
        for number in range(WORKERS):
            if number != 77:
                await duties.take(tx, f"{WORKER}/{number}", "others", await duties.time(tx))
    ids = Ids(machine_time, worker=0)
    await Leases(shared, ids=ids).enter()

    assert (ids() >> 12) % WORKERS == ids.worker == 77


async def test_a_number_that_was_lost_is_replaced_and_those_of_the_dead_are_forgotten(shared: Database):
    ids = Ids(machine_time, worker=0)
    first = Leases(shared, ids=ids)
    await first.enter()
    lost = ids.worker
    async with shared.write() as tx:
        await tx.run("UPDATE duty SET holder = 'another', fence = fence + 1 WHERE name LIKE 'worker/%'")
        await duties.take(tx, f"{WORKER}/{(lost + 1) % WORKERS}", "dead", 0)
    await first.renew()
    await first.renew()

    async with shared.read() as read:
        held = await read.rows("SELECT name, holder FROM duty WHERE name LIKE 'worker/%'")
    assert ids.worker != lost
    assert {(row["name"], row["holder"]) for row in held} == {
        (f"{WORKER}/{lost}", "another"),
        (f"{WORKER}/{ids.worker}", first.holder),
    }


async def test_what_a_dead_process_of_this_machine_held_is_taken_at_once(shared: Database):
    gone = await asyncio.create_subprocess_exec("true")
    await gone.wait()
    place, _, rest = new_holder().partition("/")
    async with shared.write() as tx:
        now = await duties.time(tx)
        await duties.take(tx, "deliver/web", f"{place}/{gone.pid}/{rest.partition('/')[2]}", now)
        await duties.take(tx, "deliver/zalo", f"elsewhere/{gone.pid}/1", now)
    second = Leases(shared)
    web, zalo = second.lease("deliver/web"), second.lease("deliver/zalo")
    await second.enter()
    assert (web.fence, zalo.fence) == (None, None)

    await second.stay()
    assert (web.fence, zalo.fence) == (2, None), "of the one elsewhere nothing is known"


async def test_a_lease_that_a_wrong_clock_has_taken_for_an_hour_is_free(process: Make, machine: Machine):
    first, second = process(), process()
    machine.now += HOUR
    await first.renew()
    machine.now -= HOUR
    await second.renew()

    assert second.lease("deliver/web").fence == 2


async def test_who_was_held_up_for_longer_than_the_lease_sends_nothing(database: Database):
    """Asked before a message, and once more when the connection stands and the first byte is to be written."""
    leases = Leases(database, lasts=1)
    lease = leases.lease("deliver/telegram")
    telegram = FakeTelegram()
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        acting.set(lease)
        await leases.renew()
        fenced = await channel.send(Outgoing(Chat(1, "telegram/7", "telegram"), Markup("một")), 0)
        lease.taken(1, running_time() + 60)
        said = await channel.send(Outgoing(Chat(1, "telegram/7", "telegram"), Markup("hai")), 0)
        await channel.close()

    assert isinstance(fenced, Unsent)
    assert isinstance(said, Sent)
    assert telegram.heard(7) == ["hai"]


async def test_a_second_run_on_one_sqlite_file_says_why_it_will_not(sample_file: Path, tmp_path: Path):
    url = f"sqlite:///{shutil.copy(sample_file, tmp_path)}"
    async with house(tmp_path, sample_url=url):
        with pytest.raises(AssertionError, match=r"another process runs on this database \(lease `house`\)"):
            async with house(tmp_path, sample_url=url):
                pass


async def test_after_a_kill_the_file_is_free_at_once(sample_file: Path, tmp_path: Path):
    url = f"sqlite:///{shutil.copy(sample_file, tmp_path)}"
    async with house(tmp_path, sample_url=url) as first:
        await first.kill()
    began = asyncio.get_running_loop().time()
    async with house(tmp_path, sample_url=url) as second:
        assert second.address.startswith("http://")

    assert asyncio.get_running_loop().time() - began < 10
