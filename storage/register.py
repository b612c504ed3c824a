"""The register of expected reports: from acceptance of the plan on, every session is in one of six states.

Stored is only what was decided (planned, excused, cancelled); the rest follows from what was heard and from the hour.
"""

from enum import StrEnum

from storage.instants import Instant
from storage.records import Session, SessionState
from storage.standing import Standing


class ReportState(StrEnum):
    EXPECTED = "expected"  # its evening is still to come
    OPEN = "open"  # the result is owed and nothing was heard
    REPORTED = "reported"  # any figure stands
    CONFLICT = "conflict"  # two people differ
    EXCUSED = "excused"
    CANCELLED = "cancelled"


def state(session: Session, standing: Standing, now: Instant) -> ReportState:
    """What was heard of an excused night counts; a cancelled night owes and counts nothing."""
    if session.state is SessionState.CANCELLED:
        return ReportState.CANCELLED
    if standing.conflicts:
        return ReportState.CONFLICT
    if standing.reported:
        return ReportState.REPORTED
    if session.state is SessionState.EXCUSED:
        return ReportState.EXCUSED
    return ReportState.OPEN if now >= session.asks_at else ReportState.EXPECTED
