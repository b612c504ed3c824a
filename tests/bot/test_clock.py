"""A machine's clock that jumps: nobody waits for it, nothing is late by it, and it is told."""

import pytest

from bot.app import look, opened
from bot.clock import DOUBTED, DOUBTED_LONG, Clock, Steady
from bot.settings import Settings
from schedules import due
from storage import state
from storage.instants import DAY, HOUR, MINUTE, SECOND
from tests.ward import MONDAY, Ward, clock_time

YEARS = 7 * 365 * DAY


class Machine:
    """`set_by`: how its clock is set, against the time that really passes."""

    def __init__(self, at: int = clock_time("20:00")) -> None:
        self.passes, self.set_by = at, 0
        self.steady = Steady(lambda: self.passes + self.set_by, lambda: self.passes)

    def shows(self, later: int = 0) -> int:
        self.passes += later
        return self.steady()


@pytest.mark.parametrize("jump", [-110 * MINUTE, -HOUR, -YEARS, HOUR, DAY, YEARS])
def test_a_jump_that_is_taken_back_is_never_seen(jump: int):
    machine = Machine()
    machine.set_by = jump
    during = [machine.shows(MINUTE) for _ in range(4)]
    assert machine.steady.jumped == pytest.approx(jump, abs=SECOND)
    machine.set_by = 0

    assert during == [clock_time("20:00") + n * MINUTE for n in range(1, 5)]
    assert machine.shows(MINUTE) == clock_time("20:05")
    assert machine.steady.jumped == 0


@pytest.mark.parametrize(("jump", "doubted"), [(-HOUR, DOUBTED), (HOUR, DOUBTED), (YEARS, DOUBTED_LONG)])
def test_a_jump_that_stays_is_followed_after_a_while(jump: int, doubted: int):
    machine = Machine()
    machine.set_by = jump
    assert machine.shows() == clock_time("20:00")
    assert machine.shows(doubted - SECOND) == clock_time("20:00") + doubted - SECOND

    assert machine.shows(SECOND) == clock_time("20:00") + doubted + jump


@pytest.mark.parametrize("wrong", [-DAY, -YEARS, HOUR, YEARS])
def test_begun_by_a_wrong_clock_it_is_set_right_at_once(wrong: int):
    machine = Machine()
    machine.set_by = wrong
    machine.steady = Steady(lambda: machine.passes + machine.set_by, lambda: machine.passes)
    machine.steady.known = clock_time("19:00")
    assert machine.shows(MINUTE) == clock_time("20:01") + wrong
    machine.set_by = 0

    assert machine.shows(MINUTE) == clock_time("20:02")


def test_begun_years_later_the_clock_is_doubted_for_a_while():
    machine = Machine()
    machine.steady.known = clock_time("20:00") - YEARS
    assert machine.steady.doubted

    machine.shows(DOUBTED)

    assert not machine.steady.doubted


def test_begun_by_a_right_one_no_jump_ahead_or_behind_what_is_known_is_believed():
    for wrong in (YEARS, -2 * HOUR):
        machine = Machine()
        machine.steady.known = clock_time("19:00")
        machine.set_by = wrong

        assert machine.shows(MINUTE) == clock_time("20:01")


def test_one_that_goes_on_jumping_is_not_believed_and_a_small_step_is_at_once():
    machine = Machine()
    for n in range(20):
        machine.set_by = n * HOUR
        assert machine.shows(MINUTE) == clock_time("20:01") + n * MINUTE
    machine = Machine()
    machine.set_by = -20 * SECOND
    assert machine.shows(SECOND) == clock_time("20:00") - 19 * SECOND


async def test_tonights_question_is_asked_although_the_clock_showed_another_year_for_a_moment(both_wards: Ward):
    """D53: all that was due until 2031 was skipped, and never asked again."""
    ward, machine = both_wards, Machine(clock_time("20:00", MONDAY))
    clock = Clock(machine=machine.steady)
    for minute in range(95):
        machine.set_by = YEARS if 10 <= minute < 14 else -HOUR if 30 <= minute < 33 else 0
        ward.clock.at = clock.now()
        async with ward.database.write() as tx:
            await due.look(tx, ward.clock.at, ward.ids)
        await ward.delivers()
        machine.passes += MINUTE

    async with ward.database.read() as read:
        asked = await read.rows("SELECT state, sent_at FROM outbox WHERE kind = 'closeout' AND as_of > :since",
            since=clock_time("20:00", MONDAY))  # fmt: skip
    assert [(row["state"], row["sent_at"]) for row in asked] == [("sent", clock_time("21:25", MONDAY))]


async def test_a_report_that_is_told_meanwhile_is_of_tonight(ward: Ward):
    machine = Machine(clock_time("21:30"))
    clock = Clock(machine=machine.steady)
    machine.set_by = YEARS
    ward.clock.at = clock.now()
    head = ward.chat("binh")

    await head.says("cài 42")
    head.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42")


async def test_a_correction_after_the_clock_was_set_back_is_asked_about(ward: Ward):
    """D56: 110 minutes, and it stays so; nobody can tell which of the two was said later."""
    ward.clock.at = clock_time("21:40")
    head = ward.chat("binh")
    await head.says("cài 42, kích hoạt 40")
    ward.clock.at = clock_time("21:40") - 110 * MINUTE

    await head.says("sửa lại cài 44")
    assert head.new
    words = " ".join(line.words or "" for line in head.new)
    async with ward.database.read() as read:
        rows = await read.rows("SELECT figures FROM standing")
    assert '"installed": [44' in rows[0]["figures"] or (head.choices and "44" in words)


async def test_when_somebody_was_heard_last_never_goes_back(both_wards: Ward):
    ward = both_wards
    await ward.chat("binh").says("alo")
    ward.clock.at -= HOUR
    await ward.chat("binh").says("alo")

    async with ward.database.read() as read:
        heard = await read.rows("SELECT heard FROM chat WHERE address = 'web/binh'")
    assert heard[0]["heard"] == clock_time("21:20")


async def test_a_jump_is_noted_for_the_doctor_and_no_row_is_skipped_by_it(sqlite_url: str):
    async with opened(Settings(database_url=sqlite_url)) as app:
        machine = Machine()
        app.services.clock.machine = machine.steady
        machine.set_by = YEARS
        await look(app)
        async with app.services.database.read() as read:
            noted, looked = await state.noted(read, state.Name.JUMPED), await state.noted(read, state.Name.LOOKED)
        assert noted == state.State(str(YEARS // SECOND), clock_time("20:00"))
        assert looked is not None
        assert looked.at == clock_time("20:00")
