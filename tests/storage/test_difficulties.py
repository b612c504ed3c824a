"""Difficulties as they are kept, on both engines: numbers, sums for the letter, households to go back to, retention."""

from datetime import date

import pytest

from storage import difficulties, facts, retention
from storage.database import Database, Stale
from storage.difficulties import Difficulty, DifficultyKind, DifficultySettled, Ending, Raised
from storage.instants import DAY, HOUR, MINUTE
from tests.ward import FIRST, Ward, clock_time

KIND = DifficultyKind


def raised(ward: Ward, key: str, unit: str, kind: DifficultyKind = KIND.OTP, households: int | None = 4) -> Raised:
    at = ward.clock.at
    where = (ward.campaign, ward.units[unit].id, FIRST, ward.people[key].id)
    times = (at, at + 10 * MINUTE, at + 2 * HOUR, at + DAY)
    return Raised(Difficulty(ward.ids(), *where, kind, "Viettel", households, "otp không về", *times))


async def test_each_has_the_next_number_of_its_campaign(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        await facts.write(tx, [raised(ward, "binh", "Cầu Đơ 1"), raised(ward, "nhan", "Cầu Đơ 3")])
    async with ward.database.write() as tx:
        await facts.write(tx, [raised(ward, "hoi", "Cầu Đơ 4")])

        waiting = await difficulties.waiting(tx, ward.campaign)

    assert [one.number for one in waiting] == [1, 2, 3]


async def test_the_letter_has_causes_with_their_units_and_what_is_still_open(both_wards: Ward):
    ward, days = both_wards, (FIRST, FIRST)
    some = [
        raised(ward, "binh", "Cầu Đơ 1"),
        raised(ward, "nhan", "Cầu Đơ 3", households=6),
        raised(ward, "hoi", "Cầu Đơ 4", KIND.APP_ERROR, None),
        raised(ward, "mau", "Hà Trì 1", KIND.OTHER),
    ]
    by, at = ward.people["lan"].id, ward.clock.at + HOUR
    ended = [
        DifficultySettled(some[0].difficulty.id, Ending.ANSWERED, at, by, "đã sửa", 4),
        DifficultySettled(some[3].difficulty.id, Ending.TAKEN_BACK, at, by),
    ]
    async with ward.database.write() as tx:
        await facts.write(tx, some)
        await facts.write(tx, ended)

        found = await difficulties.met(tx, ward.campaign, ward.units["Hà Cầu"].id, days, at)
        before = await difficulties.met(tx, ward.campaign, ward.units["Hà Cầu"].id, days, at - 2 * HOUR)
        open_ = await difficulties.still_open(tx, ward.campaign, ward.units["Hà Cầu"].id, at)

    told = {(one.kind, one.unit_id): (one.notes, one.households, one.open) for one in found}
    assert told == {
        (KIND.OTP, ward.units["Cầu Đơ 1"].id): (1, 4, 0),
        (KIND.OTP, ward.units["Cầu Đơ 3"].id): (1, 6, 1),
        (KIND.APP_ERROR, ward.units["Cầu Đơ 4"].id): (1, 0, 1),
    }
    assert not before
    assert sum(one.open for one in open_) == 2


async def test_what_was_settled_is_not_settled_again(both_wards: Ward):
    ward, by = both_wards, both_wards.people["lan"].id
    one = raised(ward, "binh", "Cầu Đơ 1")
    ended = DifficultySettled(one.difficulty.id, Ending.ANSWERED, ward.clock.at, by)
    async with ward.database.write() as tx:
        await facts.write(tx, [one, ended])
    with pytest.raises(Stale):
        async with ward.database.write() as tx:
            await facts.write(tx, [ended])


async def test_the_words_go_after_a_month_and_the_number_stays(both_wards: Ward):
    ward, by = both_wards, both_wards.people["lan"].id
    one = raised(ward, "binh", "Cầu Đơ 1")
    later = ward.clock.at + 30 * DAY
    async with ward.database.write() as tx:
        await facts.write(tx, [one])
        await facts.write(tx, [DifficultySettled(one.difficulty.id, Ending.ANSWERED, ward.clock.at, by, "đã sửa")])
        assert await retention.clear(tx, "difficulty", later - 1) == 0
        assert await retention.clear(tx, "difficulty", later) == 2
        (kept,) = await difficulties.by_id(tx, [one.difficulty.id])

    assert (kept.words, kept.answer, kept.households) == ("", "", 4)


async def test_households_are_gone_back_to_on_the_next_night_alone(database: Database):
    ward = await Ward.founded(database)
    ward.clock.at = clock_time("12:00", date(2024, 11, 10))
    one = raised(ward, "hoi", "Cầu Đơ 4")
    ended = DifficultySettled(one.difficulty.id, Ending.ANSWERED, ward.clock.at, ward.people["lan"].id, "", 4)
    sessions = [ward.sessions["Cầu Đơ 4", 11].id, ward.sessions["Cầu Đơ 4", 12].id]
    async with database.write() as tx:
        await facts.write(tx, [one])
        assert await difficulties.revisits(tx, sessions) == {}
        await facts.write(tx, [ended])

        assert await difficulties.revisits(tx, sessions) == {sessions[0]: 4}
