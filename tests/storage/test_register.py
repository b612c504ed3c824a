"""The register of expected reports: one of seven states for every session, by what was decided and heard, and when."""

from dataclasses import replace
from datetime import date

import pytest

from storage.records import Session
from storage.register import State, expected_of, is_missing, state
from storage.settings import Indicator, Settings, Target
from storage.standing import Figure, Standing

ASKS = 1_000
SESSION = Session(1, 2, 3, "evening", date(2024, 11, 9), "19:30", "21:30", "planned", 1, ASKS, 9_000)
BEFORE, AFTER = ASKS - 1, ASKS
BOTH = ("installed", "activated")


def said(*, disputed: int | None = None, **figures: int) -> Standing:
    return Standing(1, 1, {name: Figure(value, 5, 6, 0, disputed) for name, value in figures.items()}, 500)


@pytest.mark.parametrize(
    ("stored", "standing", "now", "is_"),
    [
        ("planned", said(), BEFORE, State.EXPECTED),
        ("planned", said(), AFTER, State.OPEN),
        ("planned", said(installed=12), BEFORE, State.PARTIAL),
        ("planned", said(installed=12), AFTER, State.PARTIAL),
        ("planned", said(absent=3), AFTER, State.PARTIAL),
        ("planned", said(installed=0, activated=0), AFTER, State.COMPLETE),
        ("planned", said(installed=12, activated=9, absent=1), BEFORE, State.COMPLETE),
        ("planned", said(installed=12, activated=9, disputed=21), AFTER, State.CONFLICT),
        ("planned", said(installed=12, disputed=21), AFTER, State.CONFLICT),
        ("excused", said(), BEFORE, State.EXCUSED),
        ("excused", said(), AFTER, State.EXCUSED),
        ("excused", said(installed=12, activated=9), AFTER, State.COMPLETE),
        ("cancelled", said(), AFTER, State.CANCELLED),
        ("cancelled", said(installed=12, activated=9, disputed=1), AFTER, State.CANCELLED),
    ],
)
def test_each_session_is_in_one_state(stored, standing, now, is_):
    assert state(replace(SESSION, state=stored), standing, now, BOTH) is is_


@pytest.mark.parametrize(
    ("stored", "standing", "now", "missing"),
    [
        ("planned", said(), BEFORE, False),
        ("planned", said(), AFTER, True),
        ("planned", said(installed=1), BEFORE, False),
        ("planned", said(installed=1), AFTER, True),
        ("planned", said(installed=1, activated=0), AFTER, False),
        ("excused", said(), AFTER, False),
        ("cancelled", said(), AFTER, False),
    ],
)
def test_missing_is_what_is_owed_by_now(stored, standing, now, missing):
    assert is_missing(replace(SESSION, state=stored), standing, now, BOTH) is missing


def test_what_is_expected_is_what_the_targets_count():
    kinds = tuple(Indicator(code=code, name=code) for code in ("installed", "activated", "absent"))
    by = date(2024, 11, 30)
    wanted = [("installed", 50), ("activated", 40), ("installed", 85)]
    targets = tuple(Target(indicator=one, measure="smartphone15", percent=share, by=by) for one, share in wanted)

    assert expected_of(Settings(indicators=kinds, targets=targets)) == ("installed", "activated")
