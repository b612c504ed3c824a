"""Every text about units, with every pair of address words and the longest names."""

from datetime import date, timedelta

import pytest

from handlers.intents.units import NewPart, UnitWish
from handlers.tree import texts as tree_texts
from handlers.tree.rearranging import Arrangement, Whole
from handlers.tree.unit_tree import Refusal, RefusalReason
from storage.posts import HeldPost
from storage.records import Person, Post, Role, Session, SessionKind, SessionState, Unit
from storage.sessions import HeldSession
from storage.standing import Standing
from storage.units import Placed
from tests.handlers.rendering import LONG, whole_safe_and_short

FIRST = date(2024, 11, 9)
UNIT = Unit(1, "A", "group", LONG)
HELD = tuple(HeldPost(n, Post(1, Role.VOLUNTEER, UNIT), 0, None) for n in range(9))


def night(n: int) -> HeldSession:
    planned = Session(
        n, 1, 1, SessionKind.EVENING, FIRST + timedelta(days=n % 20), None, None, SessionState.PLANNED, 1, 0, 0
    )
    return HeldSession(planned, Standing(n))


def made(wish: UnitWish, units: int, parts: int) -> Arrangement:
    whole = Whole(412, 370, {"smartphone15": 980}, tuple(map(night, range(20))), HELD)
    of = (Placed(UNIT, None, FIRST, None),) * units
    known = {1: Person(1, "x", LONG, "", "bác", "em")}
    return Arrangement(wish, FIRST, of, (whole,) * units, (whole,) * parts, known, None, None, (), frozenset())


SPLIT = made(UnitWish("split", (LONG,), (NewPart(LONG, 1_111),) * 9), 1, 9)


def test_a_split_is_shown_whole_safe_and_short():
    whole_safe_and_short(tree_texts.preview, {"made": SPLIT})


@pytest.mark.parametrize("why", RefusalReason)
def test_every_refusal_has_its_words(why: RefusalReason):
    whole_safe_and_short(tree_texts.refused, {"one": Refusal(why, LONG, LONG)})
