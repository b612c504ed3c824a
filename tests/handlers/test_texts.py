"""Every text, rendered with every pair of address words: whole, polite, short enough for the smallest channel."""

from datetime import date, datetime
from typing import Any

import pytest

from handlers import texts
from handlers.reader.reading import Unclear
from storage.records import Headcount, Person, Post, Role, Unit
from tests.handlers.rendering import LONG, PAIRS, Text, sayings, whole_safe_and_short

NIGHT, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")
HEADCOUNT = Headcount(1, "smartphone15", 98_000, NIGHT, "số phường", 0)
CHANGE = texts.Change("Cài mới", 42, 24)
PERSON = Person(1, "p", "Nguyễn Văn <Bình>", "", "bác", "em")
UNIT = Unit(1, "u", "group", LONG)

# A value for each name that a text takes.
GIVEN: dict[str, Any] = {
    "title": "Trưởng khu phố",
    **dict.fromkeys(("unit", "name", "label"), LONG),
    "question": "Câu hỏi?",
    **dict.fromkeys(
        ("value", "said", "standing", "usual", "installed", "activated", "units", "doors", "before", "after"), 999
    ),
    "total": 12_345,
    **dict.fromkeys(("night", "asked", "by"), NIGHT),
    **dict.fromkeys(("at", "since", "now"), AT),
    "nights": [NIGHT] * 22,
    "changes": [CHANGE] * 8,
    "one": CHANGE,
    "person": PERSON,
    "head": PERSON,
    "headcount": HEADCOUNT,
    "whole": HEADCOUNT,
    "asks": "21:25",
    "example": LONG,
    "part": (LONG, 999),
    "of": (LONG, 999),
    "why": "unit",
    "taken": {f"{n} Ngõ": f"{n} Ngô" for n in range(9)},
    "left": ["dòng 12"] * 9,
    "corrected": True,
    "parts": ["a", "b"],
    "count": 99,
    "most": 1,
    "indicator": "households",
    "adds": False,
    "figures": [("Kích hoạt mức 2", 31), (LONG, 40)],
    **dict.fromkeys(("word", "enters", "hands_over"), LONG),
    "moves": [LONG, LONG],
    "to": NIGHT,
    "heads": True,
    "replaces": True,
    "ward": Unit(1, "w", "ward", "Hà Cầu"),
    "cards": [(PERSON, "7KXM3PQR", "https://t.me/tung_ngo_bot?start=7KXM3PQR7KXM3PQR")] * 17,
    "posts": [Post(1, Role.LEADER, UNIT)] * 3,
    "post": Post(1, Role.LEADER, UNIT),
    "named": True,
    "roles": frozenset(Role),
}
FIGURES = [("Kích hoạt mức 2", 31), (LONG, 40), ("Hộ đã đi", 52)]
SPECIAL: dict[str, dict[str, Any]] = {
    "lacks": {"reported": [CHANGE] * 8, "word": "cài", "own": True},
    "lacking": {"word": "cài", "units": [(LONG, PERSON, NIGHT), (LONG, None, None)] * 8},
    "hello": {"post": LONG},
    "help_leader": {"corrected": LONG},
    "replace_or_add": {"stands": FIGURES, "said": FIGURES},
    "not_counted": {"told": ["vắng 5", "<b>đi 52 hộ"]},
    "of_night": {"told": "cài 35"},
}
# Labels, names and the values of pages, which are escaped where they are shown.
PLAIN = (
    *(
        texts.link_unknown,
        texts.link_elsewhere,
        texts.page_head,
        texts.titled,
        texts.head_of,
        texts.menu,
        texts.capital,
        texts.cut,
    ),
    *(texts.option, texts.option_place, texts.option_unit, texts.results),
    *(texts.correction, texts.of_night, texts.example_handover, texts.example_move, texts.example_cancel),
)
PLAINLY: dict[object, dict[str, Any]] = {
    texts.percent: {"part": 1, "whole": 3},
    texts.web_refusal: {"why": "empty"},
    texts.number: {"value": 1_234},
    texts.capital: {"text": "tổ dân phố Cầu Đơ 1"},
    texts.cut: {"text": LONG},
}


@pytest.mark.parametrize("function", sayings(texts), ids=lambda function: function.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    given = {**GIVEN, **SPECIAL.get(function.__name__, {}), **PLAINLY.get(function, {})}

    whole_safe_and_short(function, given, plain=function in PLAIN)


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
