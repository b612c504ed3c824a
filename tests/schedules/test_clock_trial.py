"""No reminder twice, none silently missing: through restarts, outages, changed plans and a clock that jumps."""

from datetime import date, timedelta

import pytest

from schedules import due
from storage.database import Database
from storage.instants import DAY, HOUR, MINUTE
from tests.schedules.campaign_at_large import Large
from tests.ward import Ward, clock_time


async def test_a_week_of_changes_and_crashes(database: Database):
    large = await Large.made(database, days=7, schedules=50, seed=1)

    await large.run(restarts=50)

    assert await large.wrong() == []
    assert large.restarts > 20
    assert large.done["changed"] > 15


async def kinds(ward: Ward) -> list[tuple[str, str]]:
    async with ward.database.read() as read:
        sql = "SELECT kind, state FROM outbox WHERE kind IN ('closeout', 'again') AND params LIKE :session ORDER BY id"
        rows = await read.rows(sql, session=f'%"{ward.sessions["Cầu Đơ 1", 9].id}"%')
    return [(row["kind"], row["state"]) for row in rows]


@pytest.mark.parametrize("jump", [-HOUR, -2 * MINUTE, HOUR, 25 * HOUR])
async def test_a_clock_that_jumps_asks_nothing_twice(both_wards: Ward, jump: int):
    await both_wards.comes_to("21:20")
    await both_wards.comes_to("21:25")

    both_wards.clock.at += jump
    for _ in range(4):
        async with both_wards.database.write() as tx:
            await due.look(tx, both_wards.clock.at, both_wards.ids)
        await both_wards.delivers()
        both_wards.clock.at += 20 * MINUTE

    asked = await kinds(both_wards)
    assert asked.count(("closeout", "sent")) == 1
    assert len(asked) == len(set(asked)) <= 2


async def test_backwards_across_a_due_minute_nothing_is_lost(both_wards: Ward):
    await both_wards.comes_to("21:20")
    both_wards.clock.at = clock_time("20:30")
    async with both_wards.database.write() as tx:
        await due.look(tx, both_wards.clock.at, both_wards.ids)

    await both_wards.comes_to("21:25")

    assert await kinds(both_wards) == [("closeout", "sent")]


async def test_after_ten_minutes_of_sleep_it_is_asked_once(both_wards: Ward):
    await both_wards.comes_to("21:20")
    await both_wards.comes_to("21:30")

    assert await kinds(both_wards) == [("closeout", "sent")]


async def test_asked_late_it_is_not_asked_again_at_once(both_wards: Ward):
    """Down from 21:20 to 21:50: the question and its repetition are due together, and are one message."""
    await both_wards.comes_to("21:20")
    await both_wards.comes_to("21:50")

    assert await kinds(both_wards) == [("closeout", "sent"), ("again", "void")]


async def test_a_night_moved_away_and_back_is_asked_for_once(both_wards: Ward):
    ward, session = both_wards, both_wards.sessions["Cầu Đơ 1", 9]
    for night, minute in ((10, "21:23"), (9, "21:26")):
        async with ward.database.write() as tx:
            sql = "UPDATE session SET night = :night, asks_at = :at, version = version + 1 WHERE id = :id"
            asks = session.asks_at + (night - 9) * DAY
            await tx.run(sql, id=session.id, night=date(2024, 11, night).isoformat(), at=asks)
        await ward.comes_to(minute)

    async with ward.database.read() as read:
        rows = await read.rows("SELECT once_key, state FROM outbox WHERE kind = 'closeout'")
    assert [(row["once_key"].split(":")[2], row["state"]) for row in rows] == [("3", "sent")]


async def test_another_timetable_holds_from_the_next_look_on(both_wards: Ward):
    await both_wards.comes_to("21:20")
    async with both_wards.database.write() as tx:
        sql = 'UPDATE campaign SET version = version + 1, settings = replace(settings, \'"asks_again":"21:45"\', :to)'
        await tx.run(sql, to='"asks_again":"21:35"')

    await both_wards.comes_to("21:25")
    await both_wards.comes_to("21:36")

    assert await kinds(both_wards) == [("closeout", "sent"), ("again", "sent")]


async def test_nothing_is_due_before_the_campaign_or_after_it(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE session SET state = 'cancelled', version = version + 1")
        found = await due.look(tx, clock_time("03:00", date(2024, 11, 9)), both_wards.ids)
    assert not any(found.values())

    async with both_wards.database.write() as tx:
        await due.look(tx, clock_time("09:00", date(2024, 12, 20)), both_wards.ids)
        found = await due.look(tx, clock_time("09:00", date(2024, 12, 20) + timedelta(days=9)), both_wards.ids)
    assert not any(found.values())
