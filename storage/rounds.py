"""What a round does to a unit's total: its figure is a total to date, in place of what was told of nights before it.

Evenings add up; the newest told round holds; evenings from its day on are added to it. So does storage/tallies.py.
"""

from collections.abc import Iterable

from storage.records import Session, SessionState
from storage.sessions import HeldSession


def gains(nights: Iterable[HeldSession], indicator: str) -> dict[int, int]:
    """By session of one unit what its figure adds to the total so far; less than 0 where a round tells less."""
    running, found = 0, {}
    for night in sorted(_takes_place(nights), key=lambda one: _place(one.session)):
        value = night.standing.value(indicator)
        if value is not None:
            found[night.session.id] = value - running if night.session.is_round else value
            running += found[night.session.id]
    return found


def owed(nights: Iterable[HeldSession]) -> bool:
    """Who counts staff and owes rounds has no start beneath them: what was there before is in the totals it tells."""
    return any(night.session.is_round for night in _takes_place(nights))


def _takes_place(nights: Iterable[HeldSession]) -> Iterable[HeldSession]:
    return (night for night in nights if night.session.state is not SessionState.CANCELLED)


def _place(session: Session) -> tuple[str, bool, int]:
    """A round is due before the evening of its own day."""
    return session.night.isoformat(), not session.is_round, session.id
