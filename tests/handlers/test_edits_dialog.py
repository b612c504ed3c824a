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
