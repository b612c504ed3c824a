"""Whatever a night is called, in whatever wish: it is that night, or it is asked; never another one."""

from datetime import date

import pytest

from handlers.language.context import Group, Plan
from handlers.language.night_lines import off, place_and_night, read
from handlers.language.nights import Towards
from handlers.language.tokens import fold
from tests.ward import MONDAY, Ward, clock_time, plain

NIGHTS = {"Cầu Đơ 1": [9], "Cầu Đơ 4": [5, 11, 12, 19], "Hà Trì 2": [16, 18, 30]}
PLAN = Plan(tuple(Group(name, frozenset(date(2024, 11, n) for n in days)) for name, days in NIGHTS.items()))

# Each day as seen from Monday 11 November: by words that only look one way, and by those that look either way.
NAMED = {
    "tối nay": 11,
    "hnay": 11,
    "hum nay": 11,
    "tối mai": 12,
    "tmai": 12,
    "ngày mai": 12,
    "tối 12": 12,
    "12/11": 12,
    "ngày 12 tháng 11": 12,
    "tối mười hai tháng mười một": 12,
    "thứ 3": 12,
    "t3": 12,
    "tối thứ ba tuần này": 12,
    "ngày kia": 13,
    "tối mốt": 13,
    "hai hôm nữa": 13,
    "chủ nhật": 17,
    "cn này": 17,
    "thứ hai tuần sau": 18,
    "12-11-2024": 12,
}
WISHES = [
    "{} em đi được",
    "{} em bận không đi được ạ",
    "{} tổ bác nghỉ nhé, mưa to",
    "cho hỏi {} tổ nào đi",
    "{} em đến muộn 15 phút",
    "ai dẫn đội {} ở Cầu Đơ 4",
]


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize(("name", "day"), NAMED.items())
def test_a_night_to_come_is_the_one_that_is_named(name: str, day: int, wish: str):
    for line in (wish.format(name), fold(wish.format(name))):
        _, night, _ = place_and_night(line, PLAN, MONDAY)
        assert night == date(2024, 11, day), line
        said = off(line, PLAN, MONDAY)
        assert said is None or said.night in {None, night}, line


GONE = {
    "tối qua": 10,
    "hqua": 10,
    "hôm kia": 9,
    "thứ 3": 5,
    "chủ nhật vừa rồi": 10,
    "thứ ba tuần trước": 5,
    "hôm 5": 5,
    "2 hôm trước": 9,
    "5/11": 5,
    "tối nay": 11,
}


@pytest.mark.parametrize("wish", ["số {} của Cầu Đơ 4", "{} Cầu Đơ 4 cài được bao nhiêu", "ai sửa số {} của Cầu Đơ 4"])
@pytest.mark.parametrize(("name", "day"), GONE.items())
def test_figures_are_of_a_night_gone_by(name: str, day: int, wish: str):
    _, night, _ = place_and_night(wish.format(name), PLAN, MONDAY, Towards.BACK)

    assert night == date(2024, 11, day)


@pytest.mark.parametrize(
    ("today", "line", "night"),
    [
        (date(2024, 11, 20), "số tối 12 của Cầu Đơ 4", date(2024, 11, 12)),  # not the 12th of December
        (date(2024, 11, 20), "hôm 19 Cầu Đơ 4 cài mấy", date(2024, 11, 19)),
        (date(2024, 12, 1), "tối qua Hà Trì 2 được bao nhiêu", date(2024, 11, 30)),  # the last night, on another month
        (date(2024, 12, 2), "hôm 30 Hà Trì 2 cài mấy", date(2024, 11, 30)),
        (date(2025, 1, 2), "số 30/11 của Hà Trì 2", date(2024, 11, 30)),  # the year that is nearest
    ],
)
def test_a_month_or_a_year_later_it_is_still_that_night(today: date, line: str, night: date):
    assert place_and_night(line, PLAN, today, Towards.BACK)[1] == night


@pytest.mark.parametrize(
    ("today", "line", "night"),
    [
        (date(2024, 11, 30), "tối mai em bận", date(2024, 12, 1)),
        (date(2024, 12, 30), "tối 2/1 em đi được", date(2025, 1, 2)),
        (date(2024, 11, 17), "chủ nhật em đi được", date(2024, 11, 17)),  # today is one
        (date(2024, 11, 17), "chủ nhật tuần sau em đi được", date(2024, 11, 24)),
        (date(2024, 11, 25), "tối 3 em bận", date(2024, 12, 3)),
    ],
)
def test_a_wish_looks_ahead_over_the_end_of_a_month(today: date, line: str, night: date):
    assert place_and_night(line, PLAN, today)[1] == night


@pytest.mark.parametrize(
    "line",
    [
        "mã OTP mãi không về",
        "cô Mai xin nghỉ",
        "bà cụ ba tuổi",
        "cài này thế nào",
        "tháng này tổ tôi được bao nhiêu",
        "tối ba tôi bận",
        "cho 2 bạn qua đỡ cụ",
    ],
)
def test_what_only_sounds_like_a_night_is_none(line: str):
    assert place_and_night(line, PLAN, MONDAY)[1] is None


@pytest.mark.parametrize(
    ("line", "night", "to"),
    [
        ("dời Cầu Đơ 4 tối mai sang thứ năm", 12, 14),
        ("dời Cầu Đơ 4 t3 sang t5", 12, 14),
        ("chuyển Cầu Đơ 4 từ 12 sang ngày mười bốn", 12, 14),
        ("dời buổi tmai của Cầu Đơ 4 sang 2 hôm nữa", 12, 13),
    ],
)
def test_a_move_knows_both_nights(line: str, night: int, to: int):
    order = read(line, PLAN, MONDAY)

    assert order is not None
    assert (order.night, order.to) == (date(2024, 11, night), date(2024, 11, to))


# In the chat itself: who, in what words, of the nights to come or of those gone by.
IN_THE_CHAT = [
    ("dung", "{} em bận rồi ạ", NAMED),
    ("hoi", "{} tổ bác nghỉ nhé, mưa to", NAMED),
    ("hoi", "{} bác ốm không đi được", NAMED),
    ("lan", "{} tổ nào đi em", NAMED),
    ("lan", "hủy buổi {} của Cầu Đơ 4", NAMED),
    ("lan", "{} Cầu Đơ 4 được bao nhiêu người rồi em", GONE),
]


@pytest.mark.parametrize(("key", "wish", "names"), IN_THE_CHAT)
async def test_the_answer_is_about_that_night_or_asks(youth_ward: Ward, key: str, wish: str, names: dict[str, int]):
    youth_ward.clock.at = clock_time("17:00", MONDAY)
    chat = youth_ward.chat(key)
    await chat.reads()

    for name, day in names.items():
        await chat.says(wish.format(name))
        answer = plain(" ".join(line.words or "" for line in chat.new))
        assert f"{day:02}/11" in answer or chat.choices or "tối nào" in answer, f"{wish.format(name)}: {answer}"
