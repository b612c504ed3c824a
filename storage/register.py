"""The register of expected reports: from acceptance of the plan on, every session is in one of six states.

Stored is only what was decided (planned, excused, cancelled); the rest follows from what was heard and from the hour.
"""

from enum import StrEnum

from storage.instants import Instant
from storage.records import Session, SessionState
from storage.standing import Standing


class State(StrEnum):
    EXPECTED = "expected"  # its evening is still to come
    OPEN = "open"  # the result is owed and nothing was heard
    REPORTED = "reported"  # any figure stands
    CONFLICT = "conflict"  # two people differ
    EXCUSED = "excused"
    CANCELLED = "cancelled"


def state(session: Session, standing: Standing, now: Instant) -> State:
    """What was heard of an excused night counts; a cancelled night owes and counts nothing."""
    if session.state is SessionState.CANCELLED:
        return State.CANCELLED
    if standing.conflicts:
        return State.CONFLICT
    if standing.reported:
        return State.REPORTED
    if session.state is SessionState.EXCUSED:
        return State.EXCUSED
    return State.OPEN if now >= session.asks_at else State.EXPECTED
