"""The texts of evenings, shifts and the ward office: whole, polite, short enough for the smallest channel."""

from datetime import date, datetime
from types import ModuleType
from typing import Any

import pytest

from handlers import texts_reaching
from handlers.markup import Markup
from handlers.shifts import texts_shifts
from handlers.shifts.texts_shifts import Opening, When
from handlers.texts_reaching import Callee
from handlers.tonight import texts_evening
from handlers.ward_office import texts_calls, texts_ward
from handlers.ward_office.texts_ward import Card, Missing, Told
from storage.records import Person
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short

NIGHT, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")
PERSON = Person(1, "p", "Nguyễn Văn <Bình>", "", "bác", "em")
WHEN = When(LONG, NIGHT, "19:30", "21:30")
EVENING = texts_evening.Evening(LONG, NIGHT, "19:30", "21:30")
MATE = texts_evening.Mate(LONG, "0900000103", answered=False)
CALLEE = Callee(PERSON, LONG, "0900000103")
OPENING = Opening(WHEN, "đoàn viên", 5, 2, ("Mai Anh", "Bình"))
MISSING = Missing(((LONG, PERSON),) * 17, ((LONG, PERSON),) * 17, "cài")

GIVEN: dict[str, Any] = {
    **dict.fromkeys(("unit", "name", "text", "force_name"), LONG),
    **dict.fromkeys(("night", "today", "due", "until", "last_day"), NIGHT),
    "evening_": "tối nay, thứ Bảy 09/11",
    "alone": True,
    **dict.fromkeys(("at",), AT),
    **dict.fromkeys(("person", "leader", "who", "instead_of", "captain"), PERSON),
    **dict.fromkeys(("present", "expected", "have", "need", "asked", "usual", "nights", "more", "most"), 12),
    **dict.fromkeys(("heads", "excuses", "calls", "hours", "week", "given_back", "number"), 12),
    **dict.fromkeys(("absent", "excused", "team_", "names", "going", "busy"), ["Mai Anh"] * 8),
    **dict.fromkeys(("when", "old"), WHEN),
    "one": OPENING,
    "some": [OPENING] * 6,
    "whens": [WHEN] * 6,
    "people": [PERSON] * 3,
    "numbers": {"youth": 5, "militia": 8},
    "missing": MISSING,
    "time": "19:30",
    "starts": "19:30",
    "ends": "21:30",
    "places": {"youth": (5, 5), "militia": (8, 9)},
    "example": LONG,
    "why": "mưa",
    "agreed": True,
    "accepted": True,
    "alarm": True,
    "force": "militia",
    "ask": (PERSON, "https://vi.du.vn"),
    "own": [(WHEN, False)] * 10,
    "last": Told(NIGHT, 17, 12, 345, MISSING, "Cài mới"),
    "tonight": [(LONG, {"youth": 2})] * 17,
    "owed": Markup("x"),
    "step": "draft",
    "since": "22:30",
    "passed": [(LONG, PERSON), (LONG, None)],
    "card": Card(AT, AT, None, 1, 2, 3, 4, "1.0"),
    "said": 7,
    "new": PERSON,
    "number_": 3,
    "mates": ["Mai Anh"] * 12,
    "told": PERSON,
    "others": [CALLEE] * 8,
    "lost": [CALLEE],
    "missed": [CALLEE],
    "unseen": [CALLEE] * 8,
    "reached": [PERSON] * 3,
    "whom": [PERSON] * 3,
    **dict.fromkeys(("first", "whole", "size", "left"), 8),
    "any_reached": True,
    "rest": "",
    "words": LONG,
    "word": "cài",
    "lacks": Markup(""),
    "phone": "0900000103",
}
SPECIAL: dict[str, dict[str, Any]] = {
    "team": {"evening": EVENING, "mates": {"youth": (5, [MATE] * 3), "militia": (2, [])}},
    "opening": {"members": {"youth": ["Mai Anh"] * 5}},
    "telephones": {"some": [(LONG, "0900000103")] * 2, "led": True},
    "no_evening_then": {"nights": [NIGHT] * 5},
    "busy_on": {"given_back": Markup(""), "nights": [NIGHT] * 3},
    "replaced": {"old": PERSON},
    "short_of": {"missing": {"youth": 2}},
    "missing": {"until": AT},
    "vacancy_for_office": {"missing": {"youth": 2}},
    "shifts_of_force": {"some": [(WHEN, ["Mai Anh"] * 5, 2)] * 10},
    "no_such_night": {"nights": [NIGHT] * 6},
    "ahead": {"nights": [WHEN] * 10},
    "captain_hears_busy": {"asked": [PERSON] * 3},
    "round_for_office": {"due": AT},
    "away": {"passed": [(LONG, PERSON, None), (LONG, PERSON, CALLEE), (LONG, None, None)]},
    "persons": {"people": [PERSON] * 5},
    "to_call": {"what": LONG},
    "outcome": {"count": (5, 9), "what": LONG},
    "callee": {"one": CALLEE},
    "waits_for_you": {"kinds": ["places", "closeout", "alarm"]},
    "answered_for": {"asked": [PERSON] * 3},
    "page": {"some": [(CALLEE, [LONG] * 5)] * 8},
    "urge": {"lost": 3},
    "nobody": {},
    "stays": {"whom": [PERSON] * 3},
    "which": {"whom": [CALLEE] * 3},
    "button": {"whom": PERSON},
    "ask_for_people": {"missing": {"youth": 2}, "nights": 3},
    "urge_in_silence": {"until": "06:30"},
}
PLAIN = {"button", "grouped", "hours", "clock", "head", "called", "names", "when_from"}
MODULES = (texts_evening, texts_shifts, texts_ward, texts_calls, texts_reaching)


@pytest.mark.parametrize("text", [one for module in MODULES for one in sayings(module)], ids=lambda one: one.__name__)
def test_every_text_is_whole_safe_and_short(text: Text):
    given = {**GIVEN, **SPECIAL.get(text.__name__, {})}

    whole_safe_and_short(text, given, plain=text.__name__ in PLAIN)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_texts_says_something(module: ModuleType):
    assert sayings(module)


def test_who_shares_a_name_is_called_by_two_words():
    some = [Person(n, str(n), name, "", "bạn", "em") for n, name in enumerate(["Lê An", "Vũ Hoài An", "Đỗ Mai Anh"])]

    assert texts_evening.names(some) == ["Lê An", "Hoài An", "Mai Anh"]
    assert texts_evening.names(some[1:2]) == ["An"]
