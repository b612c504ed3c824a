"""Places in sessions: nobody twice at one hour, an open place is taken once, an offer is answered as it was made."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from storage import facts, shifts
from storage.database import Database, Stale
from storage.shifts import Answered, Attended, Offered, PlaceTaken, Shift, ShiftState
from tests.ward import YOUTH, Ward

NIGHT = date(2024, 11, 9)


@pytest.fixture
async def offered(database: Database) -> tuple[Ward, Shift]:
    """Cường is offered a place on the first night."""
    ward = await Ward.founded(database, people=YOUTH, youth=3)
    shift = Shift(901, ward.sessions["Cầu Đơ 1", 9].id, ward.people["cuong"].id, "youth", NIGHT, "19:30")
    async with database.write() as tx:
        await facts.write(tx, [Offered(shift, 1)])
    return ward, shift


async def state(ward: Ward, shift: Shift) -> Shift:
    async with ward.database.read() as read:
        return (await shifts.by_id(read, [shift.id]))[shift.id]


async def test_nobody_has_two_places_at_one_hour(offered: tuple[Ward, Shift]):
    ward, shift = offered
    other = replace(shift, id=902, session_id=ward.sessions["Cầu Đơ 3", 10].id)

    with pytest.raises((sqlite3.IntegrityError, Stale)):
        async with ward.database.write() as tx:
            await facts.write(tx, [Offered(other, 2)])

    async with ward.database.write() as tx:
        await facts.write(tx, [Answered(shift, ShiftState.DECLINED, 2)])
        await facts.write(tx, [Offered(other, 3)])
    assert (await state(ward, other)).state is ShiftState.OFFERED


async def test_a_second_offer_is_a_new_version(offered: tuple[Ward, Shift]):
    ward, shift = offered

    async with ward.database.write() as tx:
        await facts.write(tx, [Answered(shift, ShiftState.DECLINED, 2)])
        await facts.write(tx, [Offered(replace(shift, id=903), 3)])

    now = await state(ward, shift)
    assert (now.version, now.state, now.changed) == (2, ShiftState.OFFERED, 3)
    with pytest.raises(Stale):
        async with ward.database.write() as tx:
            await facts.write(tx, [Answered(shift, ShiftState.ACCEPTED, 4)])


async def test_a_place_that_is_filled_is_not_offered_over(offered: tuple[Ward, Shift]):
    ward, shift = offered

    with pytest.raises(Stale):
        async with ward.database.write() as tx:
            await facts.write(tx, [Offered(replace(shift, id=904), 2)])


async def test_an_open_place_is_taken_once(offered: tuple[Ward, Shift]):
    ward, shift = offered
    takers = [replace(shift, id=910 + n, person_id=ward.people[key].id, state=ShiftState.ACCEPTED)
              for n, key in enumerate(("dung", "mai_a"))]  # fmt: skip
    async with ward.database.write() as tx:
        await facts.write(tx, [Answered(shift, ShiftState.DECLINED, 2)])
    declined = await state(ward, shift)
    async with ward.database.write() as tx:
        await facts.write(tx, [PlaceTaken(declined, takers[0], 3)])

    with pytest.raises(Stale):
        async with ward.database.write() as tx:
            await facts.write(tx, [PlaceTaken(declined, takers[1], 4)])

    async with ward.database.read() as read:
        team = (await shifts.team(read, [shift.session_id]))[shift.session_id]
    assert {m.person.given: m.shift.state for m in team} == {"Cường": ShiftState.REPLACED, "Dung": ShiftState.ACCEPTED}


async def test_attendance_may_be_corrected(offered: tuple[Ward, Shift]):
    ward, shift = offered
    async with ward.database.write() as tx:
        await facts.write(tx, [Attended(shift, ShiftState.ABSENT, 2)])
    absent = await state(ward, shift)

    async with ward.database.write() as tx:
        await facts.write(tx, [Attended(absent, ShiftState.PRESENT, 3)])

    assert (await state(ward, shift)).state is ShiftState.PRESENT
