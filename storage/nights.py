"""What may become of a planned night: moved, called off, reinstated. The night before stays in `session_change`.

A move keeps the session, and with it its shifts; a night onto which figures were told is never moved: figures belong
to their night.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from storage import tallies
from storage.database import Transaction, exactly
from storage.instants import Instant
from storage.records import Session, SessionState


@dataclass(frozen=True, slots=True)
class ChangeReason:
    """Who wants a change, when, and why in their words. `person_id` None: on the command line."""

    person_id: int | None
    cause: str
    at: Instant
    why: str = ""


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """A fact: another night, or other hours. Stale when the session has changed since `before` was looked at."""

    id: int
    before: Session
    to: Session
    reason: ChangeReason

    @property
    def after(self) -> Session:
        return replace(self.to, id=self.before.id, state=SessionState.PLANNED, version=self.before.version + 1)


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """A fact; Stale likewise. Figures that were told stay, and count again if it is reinstated."""

    id: int
    before: Session
    reason: ChangeReason

    @property
    def after(self) -> Session:
        return replace(self.before, state=SessionState.CANCELLED, version=self.before.version + 1)


@dataclass(frozen=True, slots=True)
class SessionReinstated:
    """A fact; Stale likewise. `to`: the hours at which it takes place now."""

    id: int
    before: Session
    to: Session
    reason: ChangeReason

    @property
    def after(self) -> Session:
        return replace(self.to, id=self.before.id, state=SessionState.PLANNED, version=self.before.version + 1)


NightChanged = SessionMoved | SessionCancelled | SessionReinstated


_CHANGE = """
UPDATE session SET night = :night, starts = :starts, ends = :ends, state = :state, asks_at = :asks_at,
    locks_at = :locks_at, round = :round, version = version + 1
WHERE id = :id AND version = :version AND state = :was
"""
_REMEMBER = """
INSERT INTO session_change (id, session_id, version, night, starts, ends, state, asks_at, why, person_id, cause, at)
VALUES (:id, :session_id, :version, :night, :starts, :ends, :state, :asks_at, :why, :person_id, :cause, :at)
"""


async def write_changed(tx: Transaction, facts: Iterable[NightChanged]) -> None:
    facts = list(facts)
    exactly(len(facts), await tx.many(_CHANGE, [_after(fact) for fact in facts]))
    exactly(len(facts), await tx.many(_REMEMBER, [_before(fact) for fact in facts]))
    await tallies.recount(tx, {fact.before.unit_id for fact in facts})


def _after(fact: NightChanged) -> dict[str, object]:
    after = fact.after
    named = {name: getattr(after, name) for name in ("id", "starts", "ends", "state", "asks_at", "locks_at", "round")}
    was = {"version": fact.before.version, "was": fact.before.state}
    return {**named, **was, "night": after.night.isoformat()}


def _before(fact: NightChanged) -> dict[str, object]:
    before, reason = fact.before, fact.reason
    was = {name: getattr(before, name) for name in ("starts", "ends", "state", "asks_at")}
    by = {"why": reason.why, "person_id": reason.person_id, "cause": reason.cause, "at": reason.at}
    named = {"id": fact.id, "session_id": before.id, "version": before.version + 1, "night": before.night.isoformat()}
    return {**named, **was, **by}
