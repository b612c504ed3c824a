"""Pace, growth and the two rates: tables of what goes in and what is said."""

from datetime import date, timedelta

import pytest

from handlers import texts
from handlers.progress import texts as progress_texts
from handlers.progress.pace import Rates, needed, pace, rates
from storage.progress import NightProgress, StartingPoint
from storage.settings import Target
from tests.ward import plain

TARGET = Target(indicator="installed", measure="smartphone15", percent=50, by=date(2024, 11, 30))
FIRST, TODAY = date(2024, 11, 9), date(2024, 11, 11)
AFTER = date(2024, 12, 1)


def nights(*totals: int | None) -> dict[date, NightProgress]:
    """One evening after the other; None: asked for and not told."""
    return {
        FIRST + timedelta(days=n): NightProgress(1, owed=1) if total is None else NightProgress(1, 1, 1, 0, total)
        for n, total in enumerate(totals)
    }


@pytest.mark.parametrize(
    ("percent", "whole", "need"),
    [
        (50, 8_964, 4_482),
        (50, 981, 491),
        (100, 7, 7),
        (11.64, 100, 12),
        (0.1, 1_000, 1),
        (33.3, 1_000, 333),
        (50, 0, 0),
    ],
)
def test_a_target_is_the_least_number_that_reaches_it(percent: float, whole: int, need: int):
    assert needed(percent, whole) == need


@pytest.mark.parametrize(
    ("total", "left", "told", "today", "said"),
    [
        (3_412, 19, (30, 40, 44), TODAY, (
         "Cần 57/tối để đạt 50 % (4.482) vào 30/11 (còn 1.070 trong 19 tối); "
         "3 tối gần nhất trung bình 38 → chậm khoảng 9 tối.")),
        (3_412, 40, (30, 40, 44), TODAY, (
         "Cần 27/tối để đạt 50 % (4.482) vào 30/11 (còn 1.070 trong 40 tối); "
         "3 tối gần nhất trung bình 38 → kịp, sớm khoảng 12 tối.")),
        (3_412, 28, (38,), TODAY, (
         "Cần 39/tối để đạt 50 % (4.482) vào 30/11 (còn 1.070 trong 28 tối); "
         "1 tối gần nhất trung bình 38 → vừa kịp.")),
        (3_412, 19, (), TODAY, (
         "Cần 57/tối để đạt 50 % (4.482) vào 30/11 (còn 1.070 trong 19 tối); chưa có tối nào để so.")),
        (3_412, 19, (0, 0), TODAY, (
         "Cần 57/tối để đạt 50 % (4.482) vào 30/11 (còn 1.070 trong 19 tối); "
         "2 tối gần nhất trung bình 0 → chưa ước được ngày đạt.")),
        (4_482, 19, (38,), TODAY, "✅ Đã đạt mục tiêu 50 % (4.482), vượt 0."),
        (4_494, 19, (38,), TODAY, "✅ Đã đạt mục tiêu 50 % (4.482), vượt 12."),
        (4_400, 0, (38,), TODAY,
         "Còn 82 để đạt 50 % (4.482) vào 30/11, mà lịch không còn tối nào: cần thêm buổi."),
        (4_400, 0, (38,), AFTER, "Hạn 30/11 đã qua: mục tiêu 50 % (4.482) còn thiếu 82."),
    ],
)  # fmt: skip
def test_the_pace_explains_itself(total: int, left: int, told: tuple[int, ...], today: date, said: str):
    reckoned = pace(total, 4_482, left, nights(*told))

    assert plain(str(progress_texts.pace(reckoned, TARGET, total, today, {}))) == said


def test_the_units_that_would_mend_it_are_named():
    reckoned = pace(3_412, 4_482, 19, nights(38))

    said = plain(str(progress_texts.pace(reckoned, TARGET, 3_412, TODAY, {"Hà Trì 2": 1_310, "Cầu Đơ 3": 290})))

    assert said.endswith("Còn phải làm nhiều nhất: Hà Trì 2 (1.310), Cầu Đơ 3 (290).")


def test_a_night_that_was_not_reported_is_no_zero():
    assert pace(0, 100, 5, nights(30, None, 40)).average == 35
    assert pace(0, 100, 5, nights(30, 0, 40, 50)).average == 30
    assert pace(0, 100, 5, nights(None, None)).average is None


def test_only_the_last_three_nights_make_the_average():
    assert pace(0, 100, 5, nights(900, 30, 40, 50)).average == 40


@pytest.mark.parametrize(
    ("more", "before", "said"),
    [
        (88_258, 28_609, "tăng 88.258 = 308,5 % so với trước đợt"),
        (588_728, 5_057_800, "tăng 588.728 = 11,6 % so với trước đợt"),
        (-28, 70, "giảm 28 = 40,0 % so với trước đợt"),
        (42, 0, "tăng 42 so với trước đợt"),
        (0, 370, "chưa tăng so với trước đợt"),
    ],
)
def test_growth_is_written_as_official_letters_write_it(more: int, before: int, said: str):
    assert plain(str(progress_texts.compared(more, before, "trước đợt"))) == said


def test_where_the_total_begins_is_said_even_when_it_is_nothing():
    assert progress_texts.started(None, 42) == "Tính từ 0 (chưa nhập số trước đợt)."
    start = StartingPoint(370, date(2024, 11, 1), "số phường")
    assert plain(str(progress_texts.started(start, 42))) == "Trước đợt đã có 370 (số phường 01/11), tăng 42 = 11,4 %."


def test_completeness_and_timeliness_are_two_rates_of_what_was_expected():
    told = {
        FIRST: NightProgress(3, 2, 1, 1, 50),
        TODAY: NightProgress(4, 3, 3, 0, 40),
        AFTER: NightProgress(9, 9, 9, 0, 1),
    }

    found = rates(told, FIRST, TODAY)

    assert found == Rates(expected=6, told=5, on_time=4)
    assert (found.completeness, found.timeliness) == (5 / 6, 4 / 6)
    assert plain(str(progress_texts.rates(found, FIRST))) == (
        "Báo cáo từ 09/11: đủ 83,3 % (5/6), đúng giờ 66,7 % (4/6)."
    )


def test_where_nothing_was_expected_there_is_no_rate():
    found = rates({}, FIRST, TODAY)

    assert (found.completeness, found.timeliness) == (None, None)
    assert not progress_texts.rates(found, FIRST)


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(1_234.5, 1, "1.234,5"), (40.494, 2, "40,49"), (0.04, 1, "0,0"), (1e6, 0, "1.000.000")],
)
def test_decimals_are_vietnamese(value: float, places: int, said: str):
    assert texts.decimal(value, places) == said
