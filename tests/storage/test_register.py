"""The register of expected reports: one of six states for every session, by what was decided and heard, and when."""

from dataclasses import replace
from datetime import date

import pytest

from storage.records import Session
from storage.register import State, state
from storage.standing import Figure, Standing

ASKS = 1_000
SESSION = Session(1, 2, 3, "evening", date(2024, 11, 9), "19:30", "21:30", "planned", 1, ASKS, 9_000)
BEFORE, AFTER = ASKS - 1, ASKS


def said(*, disputed: int | None = None, **figures: int) -> Standing:
    return Standing(1, 1, {name: Figure(value, 5, 6, 0, disputed) for name, value in figures.items()}, 500)


@pytest.mark.parametrize(
    ("stored", "standing", "now", "is_"),
    [
        ("planned", said(), BEFORE, State.EXPECTED),
        ("planned", said(), AFTER, State.OPEN),
        ("planned", said(installed=12), BEFORE, State.REPORTED),
        ("planned", said(installed=0), AFTER, State.REPORTED),
        ("planned", said(absent=3), AFTER, State.REPORTED),
        ("planned", said(installed=12, disputed=21), AFTER, State.CONFLICT),
        ("excused", said(), BEFORE, State.EXCUSED),
        ("excused", said(), AFTER, State.EXCUSED),
        ("excused", said(installed=12, activated=9), AFTER, State.REPORTED),
        ("cancelled", said(), AFTER, State.CANCELLED),
        ("cancelled", said(installed=12, activated=9, disputed=1), AFTER, State.CANCELLED),
    ],
)
def test_each_session_is_in_one_state(stored, standing, now, is_):
    assert state(replace(SESSION, state=stored), standing, now) is is_
