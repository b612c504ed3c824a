"""What was met at the doors, who went out and which places are open, as it was known at an instant."""

from datetime import date

import pytest

from storage import fieldwork, reckoning
from storage.database import Database
from storage.fieldwork import Manned, Turnout
from storage.instants import Instant
from storage.progress import Progress
from tests.ward import YOUTH, Ward, clock_time

WEEK = (date(2024, 11, 7), date(2024, 11, 13))


@pytest.fixture
async def ward(database: Database) -> Ward:
    return await Ward.founded(database, people=YOUTH, youth=3)


async def progress(ward: Ward, as_of: Instant) -> Progress:
    async with ward.database.read() as read:
        scope = await reckoning.scope_of(read, ward.units["Hà Cầu"], as_of)
        assert scope
        return await reckoning.of_unit(read, scope, as_of)


async def test_what_was_met_is_told_by_unit_and_a_correction_since_is_taken_back(ward: Ward):
    group = ward.units["Cầu Đơ 1"].id
    await ward.chat("binh").says("cài 30, vướng 5")
    ward.clock.at = clock_time("22:00")
    then = await progress(ward, clock_time("21:50"))
    await ward.chat("binh").says("sửa vướng 2")
    now = await progress(ward, clock_time("22:00"))
    then = await progress(ward, then.as_of)

    async with ward.database.read() as read:
        assert await fieldwork.met(read, now, ["stuck", "absent"], WEEK) == {"stuck": {group: 2}}
        assert await fieldwork.met(read, then, ["stuck", "absent"], WEEK) == {"stuck": {group: 5}}
        assert await fieldwork.met(read, now, ["stuck"], (WEEK[0], date(2024, 11, 8))) == {}


async def test_who_came_is_counted_by_force(ward: Ward):
    await ward.comes_to("07:10", date(2024, 11, 8))
    await ward.chat("son").says("được")
    await ward.comes_to("19:30")
    async with ward.database.read() as read:
        [planned, *_] = await fieldwork.manned(read, await progress(ward, ward.clock.at), WEEK)
        assert planned == Manned(ward.units["Cầu Đơ 1"], date(2024, 11, 9), {"youth": 3})
        assert await fieldwork.turnout(read, await progress(ward, ward.clock.at), WEEK) == {}

    await ward.chat("binh").says("đủ")

    async with ward.database.read() as read:
        came = await fieldwork.turnout(read, await progress(ward, ward.clock.at), WEEK)
        before = await fieldwork.turnout(read, await progress(ward, clock_time("19:00")), WEEK)
    assert came == {"youth": Turnout(present=3)}
    assert before == {}


async def test_an_evening_that_nobody_goes_to_is_planned_and_one_called_off_since_counted_nothing(ward: Ward):
    await ward.chat("binh").says("cài 30, vướng 5")
    ward.clock.at = clock_time("22:00")
    async with ward.database.read() as read:
        some = await fieldwork.manned(read, await progress(ward, ward.clock.at), WEEK)
    assert some[0] == Manned(ward.units["Cầu Đơ 1"], date(2024, 11, 9), {})

    then = ward.clock.at
    ward.clock.at = clock_time("08:00", date(2024, 11, 10))
    await ward.chat("lan").says("hủy buổi tối 9/11 ở Cầu Đơ 1, mưa")
    await ward.chat("lan").says("đồng ý")
    async with ward.database.read() as read:
        now, before = await progress(ward, ward.clock.at), await progress(ward, then)
        assert await fieldwork.met(read, now, ["stuck"], WEEK) == {}
        assert await fieldwork.met(read, before, ["stuck"], WEEK) == {"stuck": {ward.units["Cầu Đơ 1"].id: 5}}
