"""Small registers: headcounts, baselines, state, errands, questions, keys."""

from datetime import date

import pytest

from storage import errands, headcounts, questions, state, updates
from storage.database import Database, Stale
from storage.errands import Errand, ErrandEnded
from storage.headcounts import start, valid
from storage.questions import QuestionClosed
from storage.records import Baseline, Headcount
from storage.state import Name, State
from storage.updates import Claim
from tests.ward import Ward


def count(value: int, day: int, entered: int, measure: str = "smartphone15") -> Headcount:
    return Headcount(1, measure, value, date(2024, 11, day), "sổ", entered)


def test_the_headcount_that_holds_is_the_newest_that_was_known():
    ledger = [count(900, 1, 10), count(980, 5, 20), count(985, 5, 30), count(50, 5, 20, "staff")]
    asked = [(4, 99), (5, 25), (5, 99), (9, 15), (1, 5)]

    held = [valid(ledger, "smartphone15", date(2024, 11, day), known) for day, known in asked]
    assert [one.value if one else None for one in held] == [900, 980, 985, 900, None]


def test_a_start_is_of_one_campaign_and_one_indicator():
    known = [Baseline(7, 1, "installed", n, date(2024, 11, n), "sổ") for n in (1, 2)]

    assert start(known, 7, "installed", date(2024, 11, 9), 0) == known[1]
    assert start(known, 8, "installed", date(2024, 11, 9), 0) is None
    assert start(known, 7, "activated", date(2024, 11, 9), 0) is None


def test_a_start_said_anew_holds_from_when_it_was_entered():
    first, anew = (Baseline(7, 1, "installed", n, date(2024, 11, 1), "sổ", n) for n in (30, 40))

    known = [start([first, anew], 7, "installed", date(2024, 11, 9), at) for at in (29, 30, 39, 40)]
    assert known == [None, first, first, anew]
    assert start([first], 7, "installed", date(2024, 10, 31), 99) is None


async def test_figures_come_back_by_unit(both_wards: Ward):
    unit = both_wards.units["Cầu Đơ 1"].id
    async with both_wards.database.read() as read:
        counted, started = await headcounts.of_units(read, [unit, 77]), await headcounts.baselines(read, [unit, 77])

    assert [(one.value, one.entered) for one in counted[unit]] == [(980, 0)]
    assert [(one.value, one.campaign_id) for one in started[unit]] == [(370, both_wards.campaign)]
    assert 77 not in {*counted, *started}


async def test_what_is_noted_last_stands(database: Database):
    async with database.write() as tx:
        assert await state.noted(tx, Name.OFFSET, "7") is None
        for n in (1, 2):
            await state.note(tx, Name.OFFSET, n, f"{n}", of="7")
        assert await state.noted(tx, Name.OFFSET, "7") == State("2", 2)
        assert await state.noted(tx, Name.OFFSET) is None, "another one's"


async def test_an_errand_waits_for_its_time_and_ends_once(database: Database):
    errand = Errand(1, "read_plan", {"file": "kế hoạch.docx"}, "test", 10)
    async with database.write() as tx:
        await errands.write_errands(tx, [errand])
        early, due = await errands.waiting(tx, 9), await errands.waiting(tx, 10)
        await errands.postpone(tx, errand, 20)
        tried = await errands.waiting(tx, 20)
        await errands.write_ended(tx, [ErrandEnded(1)])
        assert not await errands.waiting(tx, 99)
        with pytest.raises(Stale):
            await errands.write_ended(tx, [ErrandEnded(1, failed=True)])

    assert (early, due, [one.tries for one in tried]) == ([], [errand], [1])


async def test_a_question_has_one_answer(both_wards: Ward):
    await both_wards.comes_to("21:25")
    async with both_wards.database.write() as tx:
        person = (await tx.rows("SELECT person_id FROM question"))[0]["person_id"]
        asked = (await questions.open_to(tx, [person], both_wards.clock.at))[person][0]
        await questions.write_closed(tx, [QuestionClosed(asked.id, "test", 1)])
        assert await questions.open_to(tx, [person], both_wards.clock.at) == {}
        with pytest.raises(Stale):
            await questions.write_closed(tx, [QuestionClosed(asked.id, "other", 2)])

    assert (asked.topic, asked.session_id) == ("count", both_wards.sessions["Cầu Đơ 1", 9].id)


async def test_a_question_ends_when_its_time_is_over(both_wards: Ward):
    await both_wards.comes_to("21:25")
    async with both_wards.database.read() as read:
        row = (await read.rows("SELECT person_id, expires FROM question"))[0]
        before, after = [await questions.open_to(read, [row["person_id"]], row["expires"] + later) for later in (-1, 0)]

    assert (len(before), len(after)) == (1, 0)


async def test_a_key_that_was_claimed_tells_what_it_stood_for(database: Database):
    async with database.write() as tx:
        await updates.claim(tx, [Claim("a", "digest", 1)])
        assert await updates.digests(tx, {"a", "b"}) == {"a": "digest"}


async def test_a_key_can_be_claimed_once(database: Database):
    with pytest.raises(Exception, match=r"(?i)unique"):
        async with database.write() as tx:
            await updates.claim(tx, [Claim("a", "digest", 1), Claim("a", "other", 1)])
    async with database.read() as read:
        assert await updates.digests(read, ["a"]) == {}
