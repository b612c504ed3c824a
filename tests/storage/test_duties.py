"""The duty row: one holder at a time, and a fence that rises with every change of hands."""

import asyncio

from storage import duties
from storage.database import Database
from storage.duties import LASTS


async def take(database: Database, holder: str, now: int) -> int | None:
    async with database.write() as tx:
        return await duties.take(tx, "deliver/web", holder, now)


async def holds(database: Database, holder: str, fence: int) -> bool:
    async with database.write() as tx:
        return await duties.holds(tx, "deliver/web", holder, fence)


async def test_a_duty_changes_hands_only_when_its_time_is_over(database: Database):
    taken = [
        await take(database, holder, now)
        for holder, now in [("a", 0), ("b", LASTS - 1), ("a", LASTS - 1), ("b", LASTS), ("b", 2 * LASTS - 1)]
    ]

    assert taken == [1, None, 1, None, 2]


async def test_an_old_fence_holds_nothing(database: Database):
    await take(database, "a", 0)
    await take(database, "b", LASTS)

    assert [await holds(database, "a", 1), await holds(database, "b", 1), await holds(database, "b", 2)] == [
        False,
        False,
        True,
    ]


async def test_coming_back_after_another_is_a_new_fence(database: Database):
    taken = [await take(database, holder, n * LASTS) for n, holder in enumerate("aba")]

    assert taken == [1, 2, 3]
    assert not await holds(database, "a", 1)


async def test_one_can_leave_only_what_one_has(database: Database):
    await take(database, "a", 0)
    for leaver in ("b", "a"):
        async with database.write() as tx:
            await duties.leave(tx, ["deliver/web", "house"], leaver)
            held = await duties.holder_of(tx, "deliver/web")
        assert held == ("a", LASTS if leaver == "b" else 0)


async def test_who_inherits_frees_what_others_held(database: Database):
    await take(database, "a", 0)
    async with database.write() as tx:
        await duties.inherit(tx, "b")

    assert await take(database, "b", 1) == 2


async def test_of_many_who_try_at_once_one_gets_it(database: Database):
    taken = await asyncio.gather(*(take(database, f"{n}", 0) for n in range(12)))

    assert sorted(fence or 0 for fence in taken) == [0] * 11 + [1]


async def test_nobody_holds_what_was_never_taken(database: Database):
    async with database.read() as read:
        assert await duties.holder_of(read, "house") is None
    assert not await holds(database, "a", 1)
