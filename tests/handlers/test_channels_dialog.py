"""One person by several channels: which is written to first, and a dialog that goes on where it did not begin."""

import pytest

from handlers.intents.me import PreferChannel
from handlers.language.tokens import fold
from handlers.people import wishes_people
from storage import lookup, state
from storage.campaigns import Campaigns
from storage.database import Rows
from storage.instants import HOUR, MINUTE
from storage.lookup import Who
from storage.state import Name
from tests.bot.lines import Line
from tests.bot.test_making import does_errands
from tests.bot.test_ways import away, puts
from tests.ward import FIRST, Ward, clock_time


async def prefers(ward: Ward, key: str) -> str | None:
    async with ward.database.read() as read:
        return await _prefers(read, ward.people[key].id)


async def _prefers(read: Rows, person: int) -> str | None:
    rows = await read.rows("SELECT prefers FROM person WHERE id = :id", id=person)
    return str(rows[0]["prefers"]) if rows[0]["prefers"] else None


async def test_somebody_says_by_what_to_be_written_to(both_wards: Ward):
    ward, page, line = both_wards, both_wards.chat("binh"), Line(both_wards, "phone")
    await line.links("binh", heard=0)

    await page.says("nhắn tôi qua phone nhé")
    page.hears("từ giờ em nhắn bác qua Phone trước")
    await puts(ward, "binh")
    await ward.delivers()
    assert line.said_to("binh") == ["tin"]

    await page.says("đừng nhắn qua phone nữa")
    page.hears("từ giờ em nhắn bác qua trang web trước")
    assert await prefers(ward, "binh") == "web"
    await page.says("kênh nào cũng được")
    page.hears("bác vừa dùng kênh nào thì em nhắn qua kênh đó")
    assert await prefers(ward, "binh") is None


async def test_a_channel_that_they_have_not_joined_is_told_with_those_they_have(ward: Ward):
    page, line = ward.chat("binh"), Line(ward, "phone")
    await line.links("binh", heard=0)
    async with ward.database.write() as tx:
        await state.note(tx, Name.CHANNELS, ward.clock.at, "web phone letter/1")
    await page.says("em nhắn bác qua letter nhé")
    page.hears('Kênh "letter" bác chưa nối', "Bác đang dùng: Phone, trang web")
    assert await prefers(ward, "binh") is None


async def test_who_they_are_shows_the_channel_that_comes_first_and_a_number_changes_it(both_wards: Ward):
    ward, page, line = both_wards, both_wards.chat("binh"), Line(both_wards, "phone")
    await page.says("tôi là ai")
    assert page.choices == []

    await line.links("binh", heard=0)
    await page.says("tôi là ai")
    page.hears("1 trang web", "2 Phone", "Em nhắn bác qua trang web trước", 'nhắn "nhắn qua Phone"')
    await page.says("2")
    page.hears("từ giờ em nhắn bác qua Phone trước")
    assert await prefers(ward, "binh") == "phone"
    await page.says("tôi là ai")
    page.hears("Em nhắn bác qua Phone trước")
    await page.presses("trang web")
    assert await prefers(ward, "binh") == "web"


async def test_what_is_chosen_is_forgotten_with_the_person(ward: Ward):
    page, line = ward.chat("an"), Line(ward, "phone")
    await line.links("an", heard=0)
    await page.says("nhắn qua phone")
    await page.says("xoá tôi")
    await page.presses("Đúng, xoá tôi")
    assert await prefers(ward, "an") is None


@pytest.mark.parametrize(
    ("text", "platform", "never"),
    [
        ("nhắn tôi qua zalo nhé", "zalo", False),
        ("Từ giờ em nhắn bác qua Zalo thôi", "zalo", False),
        ("gửi cho anh qua telegram nha em", "telegram", False),
        ("lần sau nhắn tin cho cô bằng zalo cho dễ", "zalo", False),
        ("liên lạc với tôi qua trang web", "trang web", False),
        ("nhan qua tele", "tele", False),
        ("đừng nhắn qua telegram nữa", "telegram", True),
        ("em đừng gửi cho chú qua zalo nữa nhé", "zalo", True),
        ("kênh nào cũng được", "", False),
        ("nhắn qua kênh nào tiện thì nhắn", "", False),
    ],
)
async def test_how_the_channel_is_said(ward: Ward, text: str, platform: str, never: bool):
    assert wishes_people._prefer_channel(text, _said(text), await _who(ward), FIRST) == PreferChannel(
        platform, never=never
    )


@pytest.mark.parametrize(
    "text",
    [
        "nhắn bác Bình qua zalo giúp em",
        "gửi file qua zalo được không",
        "tổ tôi cài qua zalo 12 người",
        "nhắn cả đội: 18h45 tập trung",
        "em gửi số qua tin nhắn rồi",
        "nhắn các tổ trưởng qua zalo: mai họp",
        "đừng nhắn nữa",
        "cài 42 qua mạng",
    ],
)
async def test_what_only_sounds_so_is_something_else(ward: Ward, text: str):
    assert wishes_people._prefer_channel(text, _said(text), await _who(ward), FIRST) is None


async def test_a_group_that_is_no_channel_changes_nothing(ward: Ward):
    page = ward.chat("binh")
    await page.says("gửi qua nhóm")
    assert await prefers(ward, "binh") is None


def _said(text: str) -> str:
    return fold(text).strip(" .!?")


async def _who(ward: Ward) -> Who:
    origin = lookup.Origin(1, "web/binh", "web", "web/binh", ward.clock.at, private=True)
    async with ward.database.write() as tx:
        return (await lookup.look_up(tx, [origin], Campaigns()))[0]


# --- a dialog that changes the channel in its middle


async def test_the_count_that_one_channel_asks_for_is_told_by_another(both_wards: Ward):
    ward, line, page = both_wards, Line(both_wards, "phone"), both_wards.chat("binh")
    await line.links("binh")
    await ward.comes_to("21:25")
    assert "Xong buổi" in line.said_to("binh")[-1]

    await page.says("42")

    page.hears("Em ghi Cầu Đơ 1", "cài mới 42")
    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM question WHERE topic = 'count' AND closed IS NULL")


async def test_a_choice_that_one_channel_offers_is_made_by_another(both_wards: Ward):
    line, page = Line(both_wards, "phone"), both_wards.chat("lan")
    await line.links("lan")
    await line.hears("lan", "/khan mai 8h họp")
    assert "Gửi khẩn tới 5 tổ trưởng" in line.said_to("lan")[-1]

    await page.says("1")

    page.hears("Em đang gửi tới 5 tổ trưởng")
    assert len(line.said_to("lan")) == 1  # and nothing of the other channel is edited


async def test_a_draft_begun_by_one_channel_is_agreed_to_by_another(both_wards: Ward):
    ward, line, page = both_wards, Line(both_wards, "phone"), both_wards.chat("lan")
    await line.links("lan")
    await line.hears("lan", "/kehoach Cầu Đơ 1: 20/11, 21/11\nCầu Đơ 3: 22/11\nHà Trì 1: 23/11")
    await does_errands(ward)
    assert "Chưa lưu gì" in line.said_to("lan")[-1]

    await page.says("đồng ý")

    page.hears("Em đã lưu")


async def test_yes_in_other_words_reaches_the_question_of_the_other_channel(ward: Ward):
    line, page = Line(ward, "phone"), ward.chat("lan")
    await line.links("lan")
    await line.hears("lan", "nhắn các tổ trưởng: mai 8h họp ở phường")
    await page.says("ừ gửi đi em")
    page.hears("đang gửi tới 5 người")


async def test_what_is_asked_here_comes_before_what_is_asked_elsewhere(ward: Ward):
    line, page = Line(ward, "phone"), ward.chat("lan")
    await line.links("lan")
    await page.says("nhắn các tổ trưởng: mai 8h họp ở phường")
    await line.hears("lan", "/khan bão")
    await page.says("1")
    page.hears("đang gửi tới 5 người")
    assert "bão" not in str((await ward.chat("binh").log())[-1].words)


async def test_a_digit_hours_later_answers_no_other_channel(ward: Ward):
    line, page = Line(ward, "phone"), ward.chat("lan")
    await line.links("lan")
    await line.hears("lan", "/khan bão")
    ward.clock.at += 2 * HOUR + MINUTE
    await page.says("1")
    assert not [one for one in await ward.chat("binh").log() if "bão" in (one.words or "")]


async def test_when_the_channel_fails_in_the_middle_the_answer_comes_where_one_asks_again(both_wards: Ward):
    ward, line, page = both_wards, Line(both_wards, "phone"), both_wards.chat("binh")
    await line.links("binh")
    await ward.comes_to("21:25")
    line.answers = away
    await line.hears("binh", "cài 42")
    assert len(line.told) == 1

    ward.clock.at = clock_time("21:27")
    await page.says("cài 42")

    page.hears("cài mới 42")
    async with ward.database.read() as read:
        rows = await read.rows("SELECT figures FROM standing")
    assert len(rows) == 1
