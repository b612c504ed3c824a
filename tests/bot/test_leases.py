"""Who delivers: one process at a time, handed over by time, fenced by a number."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.app import opened, running
from bot.leases import HOUSE, CannotRun, Leases, Lost
from bot.settings import Settings
from storage.database import Database
from storage.instants import SECOND
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
