"""Every text about dated rounds, rendered with every pair of address words: whole, safe, short enough."""

from datetime import date, datetime
from typing import Any

import pytest

from handlers.counts import texts_rounds
from handlers.counts.texts_rounds import Told
from storage.records import Headcount
from storage.settings import Round
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short

DUE = date(2024, 11, 12)
GIVEN: dict[str, Any] = {
    **dict.fromkeys(("unit", "word"), LONG),
    "round_": ("Vòng <1>", DUE),
    "total": Told(55, 54),
    "done": Told(40, 60),
    "headcount": Headcount(1, "staff", 55, DUE, "nhà trường <b>", 0),
    **dict.fromkeys(("fresh", "moved", "off"), 12),
    "since": datetime.fromisoformat("2024-11-13T12:00:00+07:00"),
    "due": DUE,
    "options": ["tổng 55, cài 40"] * 2,
    "lacks_total": True,
}
SPECIAL: dict[str, dict[str, Any]] = {
    "name_of": {"round_": Round(code="v1", name="Vòng 1", due=DUE)},
    "source": {"round_": "Vòng 1", "by_clerk": False},
    "share_of": {"total": 55, "done": 40},
    "option": {"total": 55, "done": 40},
}
PLAIN = {"name_of", "source", "option", "done_of", "example"}


@pytest.mark.parametrize("text", sayings(texts_rounds), ids=lambda one: one.__name__)
def test_every_text_is_whole_safe_and_short(text: Text):
    whole_safe_and_short(text, {**GIVEN, **SPECIAL.get(text.__name__, {})}, plain=text.__name__ in PLAIN)


def test_a_return_that_is_of_no_round_is_named_by_its_day():
    assert texts_rounds.name_of(None, DUE) == "kỳ hạn 12/11"


def test_what_a_plan_does_not_change_about_the_rounds_is_not_told():
    assert texts_rounds.with_plan(2, 0, 1) == "Kỳ báo cáo của các đơn vị không đi buổi tối: giao thêm 2 · bớt 1."
    assert texts_rounds.with_plan(0, 0, 0) == ""
