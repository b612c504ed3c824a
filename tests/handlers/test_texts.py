"""Every text, rendered with every pair of address words: whole, polite, short enough for the smallest channel."""

from datetime import date, datetime

import pytest

from handlers import texts
from handlers.reader.reading import Unclear
from storage.records import Headcount, Person
from tests.handlers.rendering import PAIRS

NIGHT, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")
PERSON = Person(1, "p", "Nguyễn Văn <Bình>", "", "bác", "em")


@pytest.mark.parametrize("why", list(Unclear))
def test_every_doubt_has_its_question(why: Unclear):
    for pair in PAIRS:
        assert texts.unclear(pair, why.value, "cài 35").endswith(("?", ".", "ạ.", "chờ."))


def test_what_people_typed_is_escaped():
    assert "&lt;Bình&gt;" in texts.hello_other(PERSON)


def test_figures_are_written_as_a_ward_writes_them():
    assert texts.number(1_234) == "1.234"
    assert texts.percent(412, 980) == "42,0\N{NO-BREAK SPACE}%"
    assert texts.day(NIGHT) == "thứ Bảy 09/11"
    assert texts.moment(AT) == "21h31 thứ Bảy 09/11"


def test_no_denominator_is_said_not_divided_by():
    assert "chưa có tổng số" in texts.share(42, None)
    assert "chưa có tổng số" in texts.share(42, Headcount(1, "smartphone15", 0, NIGHT, "x", 0))


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (texts.not_yours(PAIRS[0], "Cầu Đơ 1", None), "không thuộc phần bác báo"),
        (texts.nobody_to_invite(PAIRS[0], named=True), "chưa thấy ai tên như vậy"),
        (texts.nobody_to_invite(PAIRS[0], named=False), "đều đã vào chat"),
    ],
)
def test_what_is_not_there_is_said(said: str, part: str):
    assert part in said
