"""A date without a year is of the year that brings it nearest, whoever reads it."""

from collections.abc import Callable
from datetime import date

import pytest

from handlers.documents.read.nights import Frame
from handlers.documents.read.nights import read as cell
from handlers.intents.posts import HandOver
from handlers.language import days
from handlers.language.context import Context, Group, Plan
from handlers.language.night_lines import place_and_night
from handlers.people import wishes_people
from handlers.reader.read import read as report
from handlers.reader.reading import Figures
from storage.lookup import KnownSpeaker
from storage.records import Chat, Person, Post, Role, Unit
from tests.ward import clock_time

HEAD = KnownSpeaker(
    Chat(1, "web/p", "web"),
    Person(1, "p", "Lê A", "", "bác", "em"),
    (Post(1, Role.LEADER, Unit(1, "u", "group", "Cầu Đơ 1")),),
)


def in_a_line(written: str, today: date) -> date | None:
    return place_and_night(f"tối {written} em đi được", Plan(()), today)[1]


def in_an_answer(written: str, today: date) -> date | None:
    return next(iter(days.dates(written, today)), None)


def as_the_first_day_of_another_head(written: str, today: date) -> date | None:
    wish = wishes_people.read(f"từ {written} bác Tâm làm tổ trưởng", HEAD, clock_time("21:00", today))
    return date.fromisoformat(wish.first) if isinstance(wish, HandOver) else None


def beside_a_whole_date(written: str, today: date) -> date | None:
    return cell(f"{today:%d/%m/%Y}, {written}", Frame()).clauses[0].nights[-1]


AHEAD = [in_a_line, in_an_answer, as_the_first_day_of_another_head, beside_a_whole_date]


@pytest.mark.parametrize("reader", AHEAD)
@pytest.mark.parametrize(
    ("today", "written", "night"),
    [
        (date(2024, 11, 10), "12/11", date(2024, 11, 12)),
        (date(2024, 12, 30), "2/1", date(2025, 1, 2)),
        (date(2024, 12, 31), "1/1", date(2025, 1, 1)),
        (date(2025, 1, 2), "30/12", date(2024, 12, 30)),
        (date(2025, 1, 1), "31/12", date(2024, 12, 31)),
        (date(2025, 2, 28), "1/3", date(2025, 3, 1)),
        (date(2024, 2, 28), "29/2", date(2024, 2, 29)),
    ],
)
def test_every_reader_takes_the_nearest_year(
    reader: Callable[[str, date], date | None], today: date, written: str, night: date
):
    assert reader(written, today) == night


@pytest.mark.parametrize("written", ["30/12", "ngày 30-12", "tối 30/12", "ngày 30 tháng 12", "30/12/24"])
def test_a_report_after_new_year_is_of_the_night_before_it(written: str):
    night = date(2024, 12, 30)
    context = Context(Plan((Group("Cầu Đơ 1", frozenset({night})),)), date(2025, 1, 1), "Cầu Đơ 1", awaiting=True)

    reading = report(f"{written}: cài 42", context)

    assert isinstance(reading, Figures), reading
    assert [(entry.night, dict(entry.values)) for entry in reading.entries] == [(night, {"installed": 42})]


def test_a_neighbour_that_no_calendar_has_is_told_and_lends_its_year():
    when = cell("15/13/2025, 16/12", Frame())

    assert [fault.kind for fault in when.faults] == ["invalid_date"]
    assert [clause.nights for clause in when.clauses] == [(date(2025, 12, 16),)]


@pytest.mark.parametrize(
    ("today", "text", "first", "last"),
    [
        (date(2024, 12, 20), "từ 28/12 đến 3/1 chị Tâm thay em", "2024-12-28", "2025-01-03"),
        (date(2025, 1, 2), "từ 28/12 đến 5/1 chị Tâm thay em", "2024-12-28", "2025-01-05"),
        (date(2024, 11, 9), "từ 20/11 đến 12/11 chị Tâm thay em", "2024-11-20", ""),  # no year long: asked
        (date(2024, 11, 9), "từ 1/11 đến 5/11 chị Tâm thay em", "2024-11-01", ""),  # all gone by: asked
    ],
)
def test_a_span_of_another_head_has_its_own_years(today: date, text: str, first: str, last: str):
    wish = wishes_people.read(text, HEAD, clock_time("21:00", today))

    assert isinstance(wish, HandOver)
    assert (wish.first, wish.last) == (first, last)
