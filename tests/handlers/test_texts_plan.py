"""Every text about plans and single nights, with every pair of address words and the longest names and lists."""

from datetime import date
from typing import Any

import pytest

from handlers.markup import Markup
from handlers.planning import texts_nights, texts_plan
from handlers.planning.plan_difference import Stranger
from handlers.planning.plan_reading import Doubt, Wanted
from handlers.planning.read_plan import ReadSession
from handlers.problem import Problem
from handlers.texts import Pair
from storage.records import Person, Session
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short

NIGHT = date(2024, 11, 9)
SESSION = Session(1, 2, 3, "evening", NIGHT, "19:30", "21:30", "planned", 1, 0, 0)
HELD = ReadSession(group=LONG, dates=(NIGHT,))
DOUBTS = [
    *(Doubt(str(n), (Problem((n,), "missing_date", LONG, blocking=True),), (HELD,)) for n in range(20)),
    *(Doubt(str(n), (Problem((n,), "similar_name", "3 Ngõ {0}", "3 Ngô {0}"),)) for n in range(20, 40)),
]
STRANGERS = [Stranger(LONG, (LONG,), event=False), Stranger("Tổng kết", (), event=True)] * 3
GIVEN: dict[str, Any] = {
    "unit": LONG,
    "units": 999,
    "stays": 99,
    "told": 42,
    "usual": ("19:30", "21:30"),
    "starts": NIGHT,
    "ends": NIGHT,
    **dict.fromkeys(("session", "old", "new"), SESSION),
    **dict.fromkeys(("night", "to"), NIGHT),
    "waiting": DOUBTS,
    "left": DOUBTS,
    "wanted": [Wanted(LONG, NIGHT)] * 99,
    "changes": [texts_plan.added(LONG, SESSION)] * 40,
    "places": [(LONG, NIGHT)] * 40,
    "names": [LONG] * 40,
    "all_new": True,
    "why": LONG,
    "figures": Markup("cài mới 12"),
    "cancel": True,
    "clash": False,
    "said": "em bận",
    "nights": [NIGHT] * 14,
    "first": True,
    "today": NIGHT,
    "number": 12,
    "rows": [str(n) for n in range(12)],
    "groups": [LONG] * 40,
    "unnamed": STRANGERS,
    "sessions": [(LONG, SESSION)] * 12,
    "following": (LONG, NIGHT),
}
PERSON = Person(1, "p", "Nguyễn Văn <Bình>", "", "bác", "em")
SPECIAL: dict[str, dict[str, Any]] = {
    "of_campaign": {"name": LONG},
    "told_of_plan": {"reached": [PERSON] * 3, "others": 12},
    "told": {"reached": [PERSON] * 3, "others": [], "what": Markup("dời buổi")},
    "hours": {"starts": "19:30", "ends": "21:30"},
    "how_to_decide": {"waiting": 3},
    "outside": {"nights": [Wanted(LONG, NIGHT)] * 40},
    "strangers": {"waiting": STRANGERS},
    "understood": {"names": [(LONG, LONG)] * 12},
    "which_of_these": {"units": [LONG] * 12},
    "stands_already": {"nights": 22},
    "accepted": {"nights": 22},
    "some": {"told": [Markup("• {}").format(LONG)] * 40},
    "which_night": {"nights": [NIGHT] * 22},
    "no_such_night": {"nights": [NIGHT] * 22},
    "done": {"told": [Person(1, "p", "Nguyễn Văn <Bình>", "", "bác", "em")] * 4, "changes": [Markup("• x")] * 6},
}
PLAIN = ("hours", "add", "some")
TEXTS = [*sayings(texts_plan), *sayings(texts_nights)]


@pytest.mark.parametrize("function", TEXTS, ids=lambda function: function.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    whole_safe_and_short(function, {**GIVEN, **SPECIAL.get(function.__name__, {})}, plain=function.__name__ in PLAIN)


def test_a_name_with_braces_is_shown_as_it_is():
    said = texts_plan.doubts(Pair("chị", "em"), DOUBTS[20:])

    assert "3 <b>Ngô</b> {0}" in said
