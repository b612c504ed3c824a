"""Who is away, whose ladder was moved, which nights were called off by their heads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import SessionState


@dataclass(frozen=True, slots=True)
class WentAway:
    """A fact: a person cannot be asked from `since` until `until`; a new period takes the place of the one before."""

    id: int
    person_id: int
    since: Instant
    until: Instant


@dataclass(frozen=True, slots=True)
class Postponed:
    """A fact: a person wants to be asked about a session at `until` and not before."""

    session_id: int
    person_id: int
    until: Instant
    said: Instant


@dataclass(frozen=True, slots=True)
class Excused:
    """A fact: the head calls tonight off, the clerk has to agree. Stale when the session has changed meanwhile."""

    id: int
    session_id: int
    version: int
    person_id: int
    why: str
    at: Instant


@dataclass(frozen=True, slots=True)
class ExcuseSettled:
    """A fact: the clerk agrees, or the night takes place after all. Stale when it was settled already."""

    session_id: int
    version: int
    agreed: bool
    at: Instant


@dataclass(frozen=True, slots=True)
class Excuse:
    session_id: int
    person_id: int
    why: str
    said: Instant


@dataclass(frozen=True, slots=True)
class Busy:
    """A fact: a person cannot come in this period; other periods stay as they are."""

    id: int
    person_id: int
    since: Instant
    until: Instant


_SPANS = "SELECT person_id, since, until FROM away WHERE person_id IN :people AND until > :now ORDER BY since DESC"


async def spans(read: Rows, person_ids: Collection[int], now: Instant) -> dict[int, list[tuple[Instant, Instant]]]:
    """The periods of absence that each of them is in, or has before them."""
    spans_: dict[int, list[tuple[Instant, Instant]]] = {}
    for row in await read.rows(_SPANS, people=list(person_ids), now=now):
        spans_.setdefault(row["person_id"], []).append((row["since"], row["until"]))
    return spans_


_POSTPONED = "SELECT session_id, person_id, until FROM later WHERE session_id IN :sessions"


async def postponed(read: Rows, session_ids: Collection[int]) -> dict[int, dict[int, Instant]]:
    """By session: until when each person wants to be left alone about it."""
    found: dict[int, dict[int, Instant]] = {}
    for row in await read.rows(_POSTPONED, sessions=list(session_ids)):
        found.setdefault(row["session_id"], {})[row["person_id"]] = row["until"]
    return found


_OPEN_EXCUSES = """
SELECT session_id, person_id, why, said FROM excuse WHERE session_id IN :sessions AND settled IS NULL
"""


async def open_excuses(read: Rows, session_ids: Collection[int]) -> dict[int, Excuse]:
    """The nights among these that were called off and that no clerk has answered yet."""
    rows = await read.rows(_OPEN_EXCUSES, sessions=list(session_ids))
    return {row["session_id"]: Excuse(row["session_id"], row["person_id"], row["why"], row["said"]) for row in rows}


_CALLED_OFF = "SELECT session_id, id, why FROM excuse WHERE session_id IN :sessions ORDER BY id"


async def called_off(read: Rows, session_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """By session: the id of its last excuse, which says when that was, and why."""
    rows = await read.rows(_CALLED_OFF, sessions=list(session_ids))
    return {row["session_id"]: (row["id"], row["why"]) for row in rows}


FOR_EVER: Instant = 1 << 62
_END_AWAY = "DELETE FROM away WHERE person_id = :person AND until > :since AND since < :stays"
_GO = "INSERT INTO away (id, person_id, since, until) VALUES (:id, :person, :since, :until)"


async def write_away(tx: Transaction, facts: Iterable[WentAway]) -> None:
    for fact in facts:
        stays = fact.until if fact.until > fact.since else FOR_EVER
        await tx.run(_END_AWAY, person=fact.person_id, since=fact.since, stays=stays)
        if fact.until > fact.since:
            await tx.run(_GO, id=fact.id, person=fact.person_id, since=fact.since, until=fact.until)


async def write_busy(tx: Transaction, facts: Iterable[Busy]) -> None:
    for fact in facts:
        await tx.run(_GO, id=fact.id, person=fact.person_id, since=fact.since, until=fact.until)


_POSTPONE = """
INSERT INTO later (session_id, person_id, until, said) VALUES (:session, :person, :until, :said)
ON CONFLICT (session_id, person_id) DO UPDATE SET until = excluded.until, said = excluded.said
"""


async def write_postponed(tx: Transaction, facts: Iterable[Postponed]) -> None:
    records = [
        {"session": fact.session_id, "person": fact.person_id, "until": fact.until, "said": fact.said} for fact in facts
    ]
    exactly(len(records), await tx.many(_POSTPONE, records))


_TURN = """
UPDATE session SET state = :state, version = version + 1 WHERE id = :session AND version = :version AND state = :was
"""
_EXCUSE = "INSERT INTO excuse (id, session_id, person_id, why, said) VALUES (:id, :session, :person, :why, :at)"


async def write_excused(tx: Transaction, facts: Iterable[Excused]) -> None:
    facts = list(facts)
    states = [
        {"session": f.session_id, "version": f.version, "was": SessionState.PLANNED, "state": SessionState.EXCUSED}
        for f in facts
    ]
    exactly(len(facts), await tx.many(_TURN, states))
    records = [{"id": f.id, "session": f.session_id, "person": f.person_id, "why": f.why, "at": f.at} for f in facts]
    exactly(len(facts), await tx.many(_EXCUSE, records))


_SETTLE = """
UPDATE excuse SET settled = :at, agreed = :agreed WHERE session_id = :session AND settled IS NULL
"""


async def write_settled(tx: Transaction, facts: Iterable[ExcuseSettled]) -> None:
    facts = list(facts)
    records = [{"session": f.session_id, "agreed": f.agreed, "at": f.at} for f in facts]
    exactly(len(facts), await tx.many(_SETTLE, records))
    again = [
        {"session": f.session_id, "version": f.version, "was": SessionState.EXCUSED, "state": SessionState.PLANNED}
        for f in facts
        if not f.agreed
    ]
    exactly(len(again), await tx.many(_TURN, again))
