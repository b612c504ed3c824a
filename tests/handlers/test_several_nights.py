"""Several nights in one line, one told twice, days without a name: each is meant, or it is asked; never one of them."""

from datetime import date

import pytest

from handlers.language import nights
from handlers.language.night_lines import several
from handlers.language.nights import Towards
from handlers.language.people_names import spelt
from handlers.language.tokens import fold
from tests.handlers.test_nights_named import PLAN
from tests.ward import MONDAY, Chat, Ward, clock_time, plain

# As seen from Monday 11 November.
SEVERAL = {
    "tối 12 và 13": [12, 13],
    "tối 12, 13 và 15": [12, 13, 15],
    "12, 13/11": [12, 13],
    "ngày 12 với ngày 14": [12, 14],
    "12-14/11": [12, 13, 14],
    "12/11-14/11": [12, 13, 14],
    "12/11 → 14/11": [12, 13, 14],
    "từ 12 đến 14/11": [12, 13, 14],
    "từ ngày 12 tới hết ngày 14": [12, 13, 14],
    "12 tới 14/11": [12, 13, 14],
    "từ mai đến thứ 6": [12, 13, 14, 15],
    "t3 đến t5": [12, 13, 14],
    "thứ 3 với thứ 5": [12, 14],
    "thứ 3, 5": [12, 14],
    "thứ 2, 4, 6 tuần này": [11, 13, 15],
    "thứ ba và thứ năm tuần sau": [19, 21],
    "mai với mốt": [12, 13],
    "tối nay và tối mai": [11, 12],
    "cuối tuần": [16, 17],
    "cuối tuần sau": [23, 24],
    "hai tối tới": [12, 13],
    "cả tuần sau": [18, 19, 20, 21, 22, 23, 24],
    "tuần này": [11, 12, 13, 14, 15, 16, 17],
}


@pytest.mark.parametrize("words", ["{} em bận", "em không đi được {} ạ", "{} tổ bác nghỉ nhé"])
@pytest.mark.parametrize(("name", "days"), SEVERAL.items())
def test_each_night_of_a_line_is_known(name: str, days: list[int], words: str):
    for line in (words.format(name), words.format(name).upper()):
        found = several(line, PLAN, MONDAY)
        assert found is not None, line
        assert [day.day for day in found.days] == days, line
        assert not found.clash


@pytest.mark.parametrize(
    "name", [name for name in SEVERAL if name not in {"12 tới 14/11", "từ ngày 12 tới hết ngày 14"}]
)
def test_so_it_is_without_accents(name: str):
    found = several(fold(f"{name} em bận"), PLAN, MONDAY)

    assert found is not None
    assert [day.day for day in found.days] == SEVERAL[name]


@pytest.mark.parametrize(
    "line", ["thứ 3 13/11", "13/11 thứ 3", "tối mai 13/11", "thứ ba ngày 13", "tối nay thứ 3", "cn 16/11"]
)
def test_a_night_told_twice_and_not_alike_is_none_of_both(line: str):
    found = several(f"{line} em bận", PLAN, MONDAY)

    assert found is not None
    assert found.clash
    assert len(found.days) == len(found.each) == 2


@pytest.mark.parametrize(
    ("line", "day"), [("thứ 3 12/11", 12), ("12/11 (thứ 3)", 12), ("tối mai 12/11", 12), ("thứ ba ngày 19", 19)]
)
def test_a_night_told_twice_and_alike_is_one(line: str, day: int):
    assert several(f"{line} em bận", PLAN, MONDAY) is None
    (night,) = nights.named(spelt(line))
    assert night.meant(MONDAY, Towards.AHEAD) == date(2024, 11, day)


@pytest.mark.parametrize(
    "line",
    [
        "tối 12, 4 người đi",
        "ba tôi tới rồi",
        "thứ 3, 5 người cài",
        "mai mốt em bận",
        "tối mai em bận",
        "dời Cầu Đơ 4 từ 12 sang 13",
        "12/11/2024 em bận",
        "Cầu Đơ 4, 5 đi tối 12",
    ],
)
def test_what_is_one_night_stays_one(line: str):
    assert several(line, PLAN, MONDAY) is None


async def at_five(ward: Ward, key: str) -> Chat:
    """Monday, before the evening; what came before is read."""
    ward.clock.at = clock_time("17:00", MONDAY)
    chat = ward.chat(key)
    await chat.reads()
    return chat


async def test_who_is_busy_for_several_nights_is_so_for_each(youth_ward: Ward):
    chat = await at_five(youth_ward, "dung")

    await chat.says("tối 14 và 15 em bận")
    chat.hears("Dạ, em ghi bạn bận thứ Năm 14/11, thứ Sáu 15/11")
    await chat.says("cuối tuần em bận")
    chat.hears("Em ghi bạn bận thứ Bảy 16/11, Chủ nhật 17/11, đúng không ạ?")
    await chat.says("1")
    chat.hears("Dạ, em ghi bạn bận thứ Bảy 16/11, Chủ nhật 17/11")


async def test_a_weekday_that_is_not_its_date_is_asked_and_then_done(youth_ward: Ward):
    chat = await at_five(youth_ward, "dung")

    await chat.says("thứ 3 13/11 em bận")
    chat.hears("Thứ và ngày chưa khớp nhau ạ. Bạn nói tối nào giúp em?")
    await chat.says("1")
    chat.hears("Dạ, em ghi bạn bận thứ Tư 13/11")


async def test_two_sayings_of_two_nights_are_two(youth_ward: Ward):
    chat = await at_five(youth_ward, "dung")

    await chat.says("mai em bận, mốt em đi được")
    chat.hears("Em làm được từng tối một ạ. Bạn chọn tối nào trước?")
    await chat.says("1")
    chat.hears("bận thứ Ba 12/11")


async def test_the_office_calls_off_one_night_after_the_other(youth_ward: Ward):
    chat = await at_five(youth_ward, "lan")

    await chat.says("hủy tối 11 và 12 của Cầu Đơ 4")
    chat.hears("Em làm được từng tối một ạ. Chị chọn tối nào trước?")
    await chat.says("2")
    assert "12/11" in plain(" ".join(line.words or "" for line in chat.new))
    assert "11/11" not in plain(" ".join(line.words or "" for line in chat.new))


@pytest.mark.parametrize("line", ["hủy buổi 31/11 của Cầu Đơ 4", "tối 30/2 tổ nào đi em"])
async def test_a_day_that_no_calendar_has_is_asked_for(youth_ward: Ward, line: str):
    chat = await at_five(youth_ward, "lan")

    await chat.says(line)
    chat.hears("Lịch không có ngày đó ạ. Chị nhắn lại giúp em tối nào.")
