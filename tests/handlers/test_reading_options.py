"""A question about a number offers what it may mean, each choice with all else told; words after an equals sign."""

import pytest

from handlers.reader.parse_lines import context_of, entries_of
from handlers.reader.read import read
from handlers.reader.reading import Ask, Figures
from tests.handlers.reading_corpus import PLAN, standing


def choices(text, recorded=None):
    last = {"group": "Hà Trì 2", "date": "2024-11-16", "values": recorded} if recorded else None
    context = {"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report", "last_report": last}
    reading = read(text, context_of(context, PLAN))
    assert isinstance(reading, Ask)
    told = [standing(context, entries_of(option.entries)) for option in reading.doubt.options]
    return [night["Hà Trì 2", "2024-11-16"] for night in told]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sang 11, toi 6, tong 17", {"installed": 17}),
        ("đàn ông 14 đàn bà 17 cộng là 31 người đã cài", {"installed": 31}),
        ("cài 20, vắng 3, bận 6", {"installed": 20, "absent": 3}),
    ],
)
def test_the_likely_reading_is_one_of_the_choices(text, meant):
    assert meant in choices(text)


def test_no_two_choices_are_the_same_and_a_screen_can_show_them():
    offered = choices("đầu ngõ 7 người, cuối ngõ 4 người, tổng 12 người, vắng 3")
    assert 1 < len(offered) < 7
    assert all(one not in offered[:at] for at, one in enumerate(offered))


@pytest.mark.parametrize(
    ("text", "installed", "absent"), [("thêm 03 nữa", 40, 10), ("bớt đi 5 nhé", 32, 2), ("sửa lại 45", 45, 45)]
)
def test_a_step_of_something_recorded_stays_a_step_in_each_choice(text, installed, absent):
    offered = choices(text, {"installed": 37, "absent": 7})
    assert offered == [{"installed": installed, "absent": 7}, {"installed": 37, "absent": absent}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lỗi = bảy; cài 20", {"stuck": 7, "installed": 20}),
        ("vận động được ba mươi người cài app, số hộ vắng là hai", {"installed": 30, "absent": 2}),
        ("Cài mới = chín. Cảm ơn em", {"installed": 9}),
        ("cài 20, từ chối = ba", {"installed": 20, "refused": 3}),
    ],
)
def test_a_number_word_behind_is_or_an_equals_sign_is_a_figure(text, told):
    context = {"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}
    reading = read(text, context_of(context, PLAN))
    assert isinstance(reading, Figures)
    assert [dict(entry.values) for entry in reading.entries] == [told]


@pytest.mark.parametrize("text", ["sửa vắng thành bảy em nhé", "sửa lại vắng thành bảy cháu nhé"])
def test_who_is_spoken_to_does_not_turn_a_correction_into_people(text):
    assert {"installed": 37, "absent": 7} in choices(text, {"installed": 37, "absent": 4})
