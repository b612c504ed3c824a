"""The register of expected reports: from acceptance of the plan on, every session is in one of seven states.

Stored is only what was decided (planned, excused, cancelled); the rest follows from what was heard and from the hour.
"""

from collections.abc import Collection
from enum import StrEnum

from storage.instants import Instant
from storage.records import Session
from storage.settings import Settings
from storage.standing import Standing


class State(StrEnum):
    EXPECTED = "expected"  # its evening is still to come
    OPEN = "open"  # the result is owed and nothing was heard
    PARTIAL = "partial"  # something was heard, not all that is expected
    COMPLETE = "complete"
    CONFLICT = "conflict"  # two people differ
    EXCUSED = "excused"
    CANCELLED = "cancelled"


OWED = frozenset({State.OPEN, State.PARTIAL})


def expected_of(settings: Settings) -> tuple[str, ...]:
    """The indicators without which a report is not complete: those that a target counts."""
    return tuple(dict.fromkeys(target.indicator for target in settings.targets))


def state(session: Session, standing: Standing, now: Instant, expected: Collection[str]) -> State:
    """What was heard of an excused night counts; a cancelled night owes and counts nothing."""
    if session.state == "cancelled":
        return State.CANCELLED
    if standing.conflicts:
        return State.CONFLICT
    if expected and all(standing.value(indicator) is not None for indicator in expected):
        return State.COMPLETE
    if standing.figures:
        return State.PARTIAL
    if session.state == "excused":
        return State.EXCUSED
    return State.OPEN if now >= session.asks_at else State.EXPECTED


def is_missing(session: Session, standing: Standing, now: Instant, expected: Collection[str]) -> bool:
    """Owed: its hour has come, and not all of it was heard."""
    return now >= session.asks_at and state(session, standing, now, expected) in OWED
