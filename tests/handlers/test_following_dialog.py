"""What follows something that was asked or shown, what follows nothing, and whose a message is."""

import time

import pytest

from storage.database import Database
from storage.instants import DAY, HOUR
from tests.ward import MONDAY, YOUTH, Ward, clock_time, what_stands


@pytest.fixture
async def house(sqlite: Database) -> Ward:
    """Monday at five; Cầu Đơ 3 has told nothing on Sunday."""
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("21:25")
    await ward.chat("binh").says("cài 42, kích hoạt 40, vắng 6")
    ward.clock.at = clock_time("17:00", MONDAY)
    return ward


@pytest.fixture
async def asked(sqlite: Database) -> Ward:
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("21:25")
    return ward


@pytest.mark.parametrize(
    ("place", "week", "night"),
    [
        ("còn Cầu Đơ 3?", "thế tuần trước?", "hôm qua thì sao"),
        ("con cau do 3", "the tuan truoc", "hom qua thi sao?"),
        ("Thế Cầu Đơ 3 thì sao em?", "còn tuần trước?", "còn hôm qua?"),
    ],
)
async def test_another_place_or_time_of_what_was_shown(house: Ward, place: str, week: str, night: str):
    lan = house.chat("lan")
    await lan.says("tổ Cầu Đơ 4")

    await lan.says(place)
    lan.hears("Cầu Đơ 3: 370/980")
    await lan.says(week)
    lan.hears("Cầu Đơ 3, 04/11–10/11")
    await lan.says(night)
    lan.hears("Cầu Đơ 3, tối Chủ nhật 10/11")


async def test_what_was_shown_long_ago_is_no_context(house: Ward):
    lan = house.chat("lan")
    await lan.says("tổ Cầu Đơ 4")
    house.clock.at += HOUR

    await lan.says("thế tuần trước?")
    lan.hears("Hà Cầu, 04/11–10/11")


@pytest.mark.parametrize("words", ["nhắc luôn đi", "nhac luon di", "gửi cho bác ấy đi", "Nhắc bác ấy đi em"])
async def test_who_was_shown_to_owe_is_reminded_after_a_yes(house: Ward, words: str):
    lan, nhan = house.chat("lan"), house.chat("nhan")
    await nhan.reads()
    await lan.says("thiếu")

    await lan.says(words)
    lan.hears("bác Nhàn (Cầu Đơ 3)", "Gửi nhé?")
    await nhan.reads()
    nhan.hears_nothing()
    await lan.says("gửi cho bác ấy đi")
    lan.hears("gửi lời nhắc tới bác Nhàn")


@pytest.mark.parametrize("words", ["nhắc luôn đi", "gửi cho bác ấy đi", "ừ", "gui di"])
async def test_where_nothing_was_asked_or_shown_nothing_is_sent(house: Ward, words: str):
    lan, nhan = house.chat("lan"), house.chat("nhan")
    await nhan.reads()
    before = await what_stands(house)

    await lan.says(words)

    await nhan.reads()
    nhan.hears_nothing()
    assert await what_stands(house) == before
    assert "chưa hiểu" not in (lan.new[-1].words or "")


@pytest.mark.parametrize("words", ["ừ", "u", "được", "nhắc đi em", "Đồng ý"])
async def test_a_yes_in_other_words(house: Ward, words: str):
    lan = house.chat("lan")
    await lan.says("nhắc bác Nhàn báo số giúp chị")

    await lan.says(words)
    lan.hears("gửi lời nhắc tới bác Nhàn")


@pytest.mark.parametrize("words", ["thôi", "không phải", "khong can dau", "khỏi em", "thoi nhe"])
async def test_after_a_no_a_yes_does_nothing(house: Ward, words: str):
    lan, nhan = house.chat("lan"), house.chat("nhan")
    await lan.says("nhắc bác Nhàn báo số giúp chị")
    await nhan.reads()

    await lan.says(words)
    lan.hears("không làm gì cả")
    await lan.says("ừ")

    await nhan.reads()
    nhan.hears_nothing()


async def test_a_question_that_has_expired_is_not_answered(house: Ward):
    lan, nhan = house.chat("lan"), house.chat("nhan")
    await lan.says("nhắc bác Nhàn báo số giúp chị")
    await nhan.reads()
    house.clock.at += DAY

    await lan.says("ừ")

    await nhan.reads()
    assert not any("chờ số" in (line.words or "") for line in nhan.new)


@pytest.mark.parametrize("words", ["cả hai", "ca hai", "cả 2 nhé"])
async def test_both_of_two_readings(house: Ward, words: str):
    lan = house.chat("lan")
    await lan.says("nhắc bác Nhàn báo số, mời bác Hợi")

    await lan.says(words)
    lan.hears("bác Nhàn (Cầu Đơ 3)", "mời bác Hợi")
    assert [one.digit for line in lan.new if line.edits is None for one in line.choices] == [1, 2, 3]
    await lan.says("3")
    lan.hears("mã mời cho bác Hợi")


async def test_neither_is_kept_for_the_office(house: Ward):
    lan = house.chat("lan")
    await lan.says("nhắc bác Nhàn báo số, mời bác Hợi")

    await lan.says("không phải")
    lan.hears("đã ghi lại lời chị")


@pytest.mark.parametrize("words", ["sai rồi", "không phải", "sai roi em", "Nhầm rồi"])
async def test_wrong_after_a_count_says_how_to_put_it_right(asked: Ward, words: str):
    binh = asked.chat("binh")
    await binh.says("cài 42")

    await binh.says(words)
    binh.hears("chứ không phải 42", '"hoàn tác"')


@pytest.mark.parametrize("words", ["kích hoạt 22 thôi", "kich hoat 22 thoi", "kích hoạt 22 ạ", "kích hoạt là 22"])
async def test_an_answer_in_the_questions_words_puts_it_right(asked: Ward, words: str):
    binh = asked.chat("binh")
    await binh.says("cài 22, kích hoạt 24")
    binh.hears("kích hoạt mấy ạ?")

    await binh.says(words)
    binh.hears("kích hoạt 24 → 22")


async def test_where_nothing_was_impossible_a_second_figure_is_asked_about(asked: Ward):
    binh = asked.chat("binh")
    await binh.says("cài 42, kích hoạt 40")

    await binh.says("kích hoạt 22 thôi")
    binh.hears('"thay" hoặc "thêm"')


# Whose a message is where two could take it: before, the message, what the answer holds, whether figures are recorded.
ORDER = [
    ("cai dc 12 ho", "2", "hộ đã đi 12", True),  # the open question before the count
    ("cai dc 12 ho", "2 người", "cài mới 2", True),  # more than a digit is a count
    ("cai dc 12 ho", "người", "cài mới 12", True),
    ("420", "đúng", "cài mới 420", True),
    ("420", "42", "cài mới 42", True),
    ("", "35", "cài mới 35", True),
    ("", "2 người", "cài mới 2", True),
    ("", "đúng", "", False),
    ("", "tiến độ", "370/980", False),  # a command before everything that is read
    ("cai dc 12 ho", "tiến độ", "370/980", False),
    ("", "Cầu Đơ 1", "", False),  # a name alone is no count
    ("", "Dung", "", False),
    ("", "1234567890", "", False),  # nor is a code
    ("", "0900 000 111", "", False),
    ("cai dc 12 ho", "cảm ơn em", "", False),
]


@pytest.mark.parametrize(("before", "text", "heard", "recorded"), ORDER)
async def test_whose_a_message_is(asked: Ward, before: str, text: str, heard: str, recorded: bool):
    binh = asked.chat("binh")
    if before:
        await binh.says(before)

    await binh.says(text)

    binh.hears(heard)
    async with asked.database.read() as read:
        assert bool(await read.rows("SELECT id FROM event")) is recorded


NEWS = "Theo báo Hà Nội mới: ngày 09/11, phường đã có 1.250 người cài, 300 hộ kích hoạt, 45 tổ ra quân. "
UNFIT = [
    "?",
    "...",
    ".",
    "…",
    "👍",
    "😀😀😀",
    "🙏",
    "❤️",
    NEWS * 40,
    "a" * 4_000,
    "cài " * 1_000,
    "1 2 3 4 5 " * 400,
    "Hello, how many people do you need?",
    "你好，今天几点开始",
    "Привет, сколько сегодня",
    "สวัสดี",
    "https://zalo.me/g/abc123?tab=42",
]


@pytest.mark.parametrize("text", UNFIT, ids=lambda text: text[:12])
async def test_what_nobody_can_mean_gets_a_short_answer_and_changes_nothing(asked: Ward, text: str):
    binh = asked.chat("binh")
    await binh.reads()
    before, began = await what_stands(asked), time.perf_counter()

    await binh.says(text)

    assert time.perf_counter() - began < 2
    assert await what_stands(asked) == before
    answers = [line for line in binh.new if line.edits is None]
    assert len(answers) == 1
    assert len(answers[0].words or "") < 600
