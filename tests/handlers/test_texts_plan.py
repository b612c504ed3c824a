"""Every text about plans and single nights, with every pair of address words and the longest names and lists."""

from datetime import date

from handlers.planning import texts as planning_texts
from handlers.planning.plan_reading import RowDoubt
from handlers.planning.read_plan import ReadSession
from handlers.problem import Problem
from handlers.texts import Pronouns
from tests.handlers.rendering import LONG

NIGHT = date(2024, 11, 9)
HELD = ReadSession(group=LONG, dates=(NIGHT,))
DOUBTS = [
    *(RowDoubt(str(n), (Problem((n,), "missing_date", LONG, blocking=True),), (HELD,)) for n in range(20)),
    *(RowDoubt(str(n), (Problem((n,), "similar_name", "3 Ngõ {0}", "3 Ngô {0}"),)) for n in range(20, 40)),
]


def test_a_name_with_braces_is_shown_as_it_is():
    said = planning_texts.doubts(Pronouns("chị", "em"), DOUBTS[20:])

    assert "3 <b>Ngô</b> {0}" in said
