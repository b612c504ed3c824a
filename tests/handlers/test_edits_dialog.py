"""An edited message tells of the night that it told of before; one that was not recorded is answered like a new one."""

import json
from datetime import date

import pytest

from handlers.inbound import Edited, Text
from storage.instants import Instant
from tests.handlers.test_edges_dialog import brings
from tests.ward import Chat, Ward, clock_time

ELEVENTH, TWELFTH = date(2024, 11, 11), date(2024, 11, 12)
SENT = clock_time("21:40", ELEVENTH)
Nights = dict[str, dict[str, int]]


async def tells(chat: Chat, text: str, at: Instant = SENT) -> None:
    chat.ward.clock.at = at
    await brings(chat, Text(text), "key-original")


async def edits(chat: Chat, text: str, at: Instant, sent: Instant = SENT) -> None:
    chat.ward.clock.at = at
    await brings(chat, Edited("key-original", text, sent), f"key-edit-{at}")


async def nights(ward: Ward, unit: str) -> Nights:
    """What stands for the unit, by night."""
    async with ward.database.read() as read:
        rows = await read.rows(
            "SELECT session.night, standing.figures FROM standing JOIN session ON session.id = standing.session_id "
            "JOIN unit ON unit.id = session.unit_id WHERE unit.name = :unit",
            unit=unit,
        )
    figures = {str(row["night"]): {name: told[0] for name, told in json.loads(row["figures"]).items()} for row in rows}
    return {night: told for night, told in figures.items() if told}


@pytest.mark.parametrize(
    "at",
    [
        clock_time("21:45", ELEVENTH),
        clock_time("02:00", ELEVENTH),
        clock_time("04:30", TWELFTH),
        clock_time("09:00", TWELFTH),
    ],
    ids=["that evening", "after midnight", "after four", "in the morning"],
)
@pytest.mark.parametrize("text", ["cài 31", "31", "tối nay cài 31", "tối 11 cài 31"])
async def test_it_corrects_the_night_that_it_told_of_whenever_it_is_edited(ward: Ward, at: Instant, text: str):
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")

    await edits(chat, text, at)

    chat.hears("Cầu Đơ 4", "thứ Hai 11/11", "30 → 31")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 31}}


@pytest.mark.parametrize("text", ["tối 11/11 cài 30", "hôm qua cài 30", "của tối qua cài 30"])
async def test_an_edit_that_names_another_night_moves_the_figures_there(ward: Ward, text: str):
    chat, morning = ward.chat("hoi"), clock_time("08:00", TWELFTH)
    await tells(chat, "cài 30, vắng 4", morning)

    await edits(chat, text, clock_time("08:05", TWELFTH), sent=morning)

    chat.hears("11/11")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}


async def test_an_edit_of_a_locked_night_waits_for_the_office(ward: Ward):
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")

    await edits(chat, "cài 31", clock_time("20:00", TWELFTH))

    chat.hears("đã chốt", "phiếu sửa", "cài mới 30 → 31")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}


async def test_the_second_edit_is_of_the_same_night(ward: Ward):
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")
    await edits(chat, "cài 31", clock_time("08:00", TWELFTH))

    await edits(chat, "cài 32", clock_time("09:00", TWELFTH))

    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 32}}


async def test_a_clerks_edit_stays_with_the_unit_that_was_named(ward: Ward):
    chat = ward.chat("lan")
    await tells(chat, "Cầu Đơ 4 tối nay cài 30")

    await edits(chat, "Cầu Đơ 4 tối nay cài 31", clock_time("09:00", TWELFTH))
    await edits(chat, "cài 33", clock_time("09:30", TWELFTH))

    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 33}}


async def test_a_head_cannot_edit_a_report_into_somebody_elses(ward: Ward):
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")

    await edits(chat, "Cầu Đơ 1 tối 9/11 cài 31", clock_time("21:45", ELEVENTH))

    chat.hears("Cầu Đơ 1", "chưa ghi")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}
    assert await nights(ward, "Cầu Đơ 1") == {}


@pytest.mark.parametrize("first", ["khoảng 30", "cài 12 hộ", "xỉn 42 rồi", "Hà Trì 2 cài 30"])
async def test_a_message_that_was_not_recorded_is_answered_when_it_is_edited(ward: Ward, first: str):
    chat = ward.chat("hoi")
    await tells(chat, first)
    assert await nights(ward, "Cầu Đơ 4") == {}

    await edits(chat, "cài 30", clock_time("21:42", ELEVENTH))

    chat.hears("Em ghi", "Cầu Đơ 4", "cài mới 30")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}


async def test_an_edit_that_is_still_unclear_is_asked_about_again(ward: Ward):
    chat = ward.chat("hoi")
    await tells(chat, "khoảng 30")

    await edits(chat, "khoảng 35", clock_time("21:42", ELEVENTH))

    chat.hears("số chính xác")


async def test_a_refused_message_edited_the_next_morning_is_of_the_evening_it_was_sent_on(ward: Ward):
    chat = ward.chat("hoi")
    await tells(chat, "khoảng 30")

    await edits(chat, "cài 30", clock_time("08:00", TWELFTH))

    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}


@pytest.mark.parametrize("text", ["cảm ơn cháu nhé", "được rồi"])
async def test_an_edit_of_small_talk_is_heard_in_silence(ward: Ward, text: str):
    chat = ward.chat("hoi")
    await tells(chat, "cảm ơn cháu")

    await edits(chat, text, clock_time("21:42", ELEVENTH))

    chat.hears_nothing()


async def test_of_a_message_with_two_nights_the_one_that_was_edited_is_corrected_the_next_morning(ward: Ward):
    chat, evening = ward.chat("hoi"), clock_time("21:40", TWELFTH)
    morning = clock_time("08:00", date(2024, 11, 13))
    async with ward.database.write() as tx:
        await tx.run("UPDATE session SET locks_at = locks_at + 86400000")
    await tells(chat, "tối 11 cài 30, tối 12 cài 20", evening)
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}, "2024-11-12": {"installed": 20}}

    await edits(chat, "tối 11 cài 30, tối 12 cài 25", morning, sent=evening)
    chat.hears("20 → 25")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}, "2024-11-12": {"installed": 25}}


async def test_edits_that_arrive_in_another_order_leave_the_last(ward: Ward):
    """They say when they were made; redelivered ones, and those that waited somewhere, come late."""
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")
    for text, made in (("cài 32", "21:50"), ("cài 31", "21:45"), ("cài 32", "21:50"), ("cài 33", "21:55")):
        ward.clock.at = clock_time("22:00", ELEVENTH)
        edited = Edited("key-original", text, SENT)
        await brings(chat, edited, f"key-edit-{text}-{made}", written=clock_time(made, ELEVENTH))

    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 33}}


async def test_an_edit_after_the_clock_was_set_back_stands(ward: Ward):
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")
    await edits(chat, "cài 31", clock_time("21:50", ELEVENTH))

    await edits(chat, "cài 33", clock_time("20:00", ELEVENTH))

    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 33}}


async def test_a_slip_that_is_edited_is_asked_anew_and_the_night_stays_until_the_office_agrees(ward: Ward):
    chat, late = ward.chat("hoi"), clock_time("20:00", TWELFTH)
    await tells(chat, "cài 30")
    chat.ward.clock.at = late
    await brings(chat, Text("tối 11 sửa thành cài 31"), "key-slip")
    chat.hears("phiếu sửa", "30 → 31")

    await brings(chat, Edited("key-slip", "tối 11 sửa thành cài 32", late), "key-slip-edit")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}
    words = " ".join(line.words or "" for line in chat.new)
    assert "32" in words or not chat.new


@pytest.mark.parametrize("text", ["cảm ơn cháu nhé", "bác gửi nhầm"])
async def test_an_edit_to_no_figures_leaves_them_and_says_so(ward: Ward, text: str):
    chat = ward.chat("hoi")
    await tells(chat, "cài 30")

    await edits(chat, text, clock_time("09:00", TWELFTH))

    chat.hears("số cũ vẫn giữ nguyên")
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}


async def test_an_edit_of_a_message_that_never_came_is_answered_like_one(ward: Ward):
    chat = ward.chat("hoi")
    await edits(chat, "cài 30", clock_time("08:00", TWELFTH))
    assert await nights(ward, "Cầu Đơ 4") == {"2024-11-11": {"installed": 30}}
