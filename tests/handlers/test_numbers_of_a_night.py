"""The number of a night is no figure, whoever looks for figures: all ask the same reader of nights."""

from datetime import date

import pytest

from handlers.intents.shifts import Replace
from handlers.language import nights
from handlers.tonight.evening_lines import meant
from handlers.wishes.masking import masked
from storage.lookup import KnownSpeaker
from storage.records import Chat, Person, Post, Role, Unit
from tests.ward import MONDAY, clock_time

CAPTAIN = KnownSpeaker(
    Chat(1, "web/p", "web"),
    Person(1, "p", "Lê Sơn", "", "anh", "em"),
    (Post(1, Role.CAPTAIN, Unit(1, "w", "ward", "Hà Cầu")),),
)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("tối 12 cài 30", "cài 30"),
        ("thứ 3 cài 30", "cài 30"),
        ("t5 cài 30", "cài 30"),
        ("cn cài 30", "cài 30"),
        ("đêm 12/11: 30", ": 30"),
        ("tối 14: 26 người", ": 26 người"),
        ("ngày 12 tháng 11 năm 2024 cài 30", "cài 30"),
        ("12/11/24 cài 30", "cài 30"),
        ("12-11-2024 cài 30", "cài 30"),
        ("tối 25/11 - 34 người", "- 34 người"),  # not of the year 2034
        ("cầu đơ 4 - 12/11", "cầu đơ 4 -"),  # not the 4th of December
        ("đi được 18/30 hộ", "đi được 18/30 hộ"),
        ("12.5 phần trăm", "12.5 phần trăm"),
        ("8-10 người", "8-10 người"),
        ("từ 7h tới 9h15", "từ 7h tới 9h15"),
        ("mai cài 30", "mai cài 30"),  # no number in it
    ],
)
def test_only_the_number_of_a_night_is_taken_out(line: str, left: str):
    assert nights.without(line, nights.numbered(line)).strip() == left


@pytest.mark.parametrize(
    ("line", "year"),
    [("tối 25/11 - 34 người", 2024), ("12/11/23", 2023), ("12-11-23", 2023), ("12 tháng 11/2023", 2023)],
)
def test_a_year_is_written_as_the_rest_of_its_date(line: str, year: int):
    night = nights.named(line)[0].meant(MONDAY, nights.Towards.BACK)

    assert night is not None
    assert night.year == year


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tối 12/11 bác Hợi không đi được", "«ngày» bac «tên» khong di duoc"),
        ("t5 em đi được", "«ngày» em di duoc"),
        ("ngày mười bốn em bận", "«ngày» em ban"),
        ("Chủ nhật tuần sau em bận", "«ngày» em ban"),
    ],
)
def test_a_night_is_not_kept_for_learning(text: str, kept: str):
    assert masked(text, (), ()) == kept


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("mai Linh thay Duyên", "duyên", "linh"),
        ("tmai Linh đi thay Duyên", "duyên", "linh"),
        ("Linh thay Duyên tối mai", "duyên", "linh"),
        ("T5 Linh thay Duyên.", "duyên", "linh"),
        ("tối thứ năm: thay Duyên bằng Linh", "duyên", "linh"),
        ("thứ 3 tuần sau đổi Duyên thành Linh", "duyên", "linh"),
        ("thay Duyên bằng Linh ngày 6 tháng 12", "duyên", "linh"),
        ("Mai thay Duyên", "duyên", "mai"),  # somebody
        ("thay Duyên bằng Mai tối mai", "duyên", "mai"),
        ("thay Mai bằng Năm", "mai", "năm"),
    ],
)
def test_one_goes_for_another_on_any_night(text: str, old: str, new: str):
    assert meant(text, CAPTAIN, clock_time("17:00", date(2024, 11, 11))) == Replace(text, old, new)
