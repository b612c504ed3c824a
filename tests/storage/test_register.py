"""The register of expected reports: one of six states for every session, by what was decided and heard, and when."""

from dataclasses import replace
from datetime import date

import pytest

from storage.records import Session, SessionKind, SessionState
from storage.register import ReportState, state
from storage.standing import Figure, Standing

ASKS = 1_000
SESSION = Session(
    1, 2, 3, SessionKind.EVENING, date(2024, 11, 9), "19:30", "21:30", SessionState.PLANNED, 1, ASKS, 9_000
)
BEFORE, AFTER = ASKS - 1, ASKS


def said(*, disputed: int | None = None, **figures: int) -> Standing:
    return Standing(1, 1, {name: Figure(value, 5, 6, 0, disputed) for name, value in figures.items()}, 500)


@pytest.mark.parametrize(
    ("stored", "standing", "now", "is_"),
    [
        (SessionState.PLANNED, said(), BEFORE, ReportState.EXPECTED),
        (SessionState.PLANNED, said(), AFTER, ReportState.OPEN),
        (SessionState.PLANNED, said(installed=12), BEFORE, ReportState.REPORTED),
        (SessionState.PLANNED, said(installed=0), AFTER, ReportState.REPORTED),
        (SessionState.PLANNED, said(absent=3), AFTER, ReportState.REPORTED),
        (SessionState.PLANNED, said(installed=12, disputed=21), AFTER, ReportState.CONFLICT),
        (SessionState.EXCUSED, said(), BEFORE, ReportState.EXCUSED),
        (SessionState.EXCUSED, said(), AFTER, ReportState.EXCUSED),
        (SessionState.EXCUSED, said(installed=12, activated=9), AFTER, ReportState.REPORTED),
        (SessionState.CANCELLED, said(), AFTER, ReportState.CANCELLED),
        (SessionState.CANCELLED, said(installed=12, activated=9, disputed=1), AFTER, ReportState.CANCELLED),
    ],
)
def test_each_session_is_in_one_state(stored, standing, now, is_):
    assert state(replace(SESSION, state=stored), standing, now) is is_
