"""Events: what people said about sessions, append-only, and the standing that is kept beside them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from storage import standing, tallies
from storage.database import Row, Rows, Transaction, exactly
from storage.records import Event, EventKind
from storage.standing import Reported

_HISTORY = "SELECT * FROM event WHERE session_id = :session ORDER BY seq"


async def history(read: Rows, session_id: int) -> tuple[Event, ...]:
    """Everything said about a session, in order of commit."""
    return tuple(event_of(row) for row in await read.rows(_HISTORY, session=session_id))


_HISTORIES = "SELECT * FROM event WHERE session_id IN :sessions ORDER BY session_id, seq"


async def histories(read: Rows, session_ids: Collection[int]) -> dict[int, list[Event]]:
    """Everything said about each of these, in order of commit."""
    said: dict[int, list[Event]] = defaultdict(list)
    for row in await read.rows(_HISTORIES, sessions=list(session_ids)):
        said[row["session_id"]].append(event_of(row))
    return said


_LAST = """
SELECT said.* FROM event AS said
WHERE said.person_id = :person AND said.kind <> 'undo'
    AND NOT EXISTS (SELECT 1 FROM event AS undoing WHERE undoing.undoes = said.id)
ORDER BY said.heard DESC, said.id DESC LIMIT 1
"""


async def last_of(read: Rows, person_id: int) -> Event | None:
    """One's own last event not yet undone, about whichever session: the one that an undo removes."""
    rows = await read.rows(_LAST, person=person_id)
    return event_of(rows[0]) if rows else None


_MADE_BY = """
SELECT said.* FROM event AS said
WHERE said.cause = :cause AND said.kind <> 'undo'
    AND NOT EXISTS (SELECT 1 FROM event AS undoing WHERE undoing.undoes = said.id)
ORDER BY said.heard, said.id
"""


async def made_by(read: Rows, cause: str) -> tuple[Event, ...]:
    """What one message has said and was not taken back, in order of commit."""
    return tuple(event_of(row) for row in await read.rows(_MADE_BY, cause=cause))


_SAY = """
INSERT INTO event
    (id, session_id, seq, kind, person_id, by_clerk, figures, instead_of, undoes, cause, written, heard, why, for_id)
VALUES
    (:id, :session_id, :seq, :kind, :person_id, :by_clerk, :figures, :instead_of, :undoes, :cause, :written, :heard,
     :why, :for_id)
"""
_STAND = """
INSERT INTO standing (session_id, version, figures, heard, disputed)
VALUES (:session_id, :version, :figures, :heard, :disputed)
ON CONFLICT (session_id) DO UPDATE SET version = excluded.version, figures = excluded.figures, heard = excluded.heard,
    disputed = excluded.disputed
WHERE standing.version = :before
"""


async def write_reported(tx: Transaction, facts: Iterable[Reported]) -> None:
    """Stale when anybody else was heard about one of these sessions since the decisions were made."""
    facts = sorted(facts, key=lambda fact: fact.after.session_id)  # in one order, so that none deadlock
    exactly(len(facts), await tx.many(_SAY, [_event_values(fact.event) for fact in facts]))
    exactly(len(facts), await tx.many(_STAND, [_standing_values(fact) for fact in facts]))
    await tallies.add(tx, facts)


_PLAIN = ["id", "session_id", "seq", "person_id", "undoes", "cause", "written", "heard", "why", "for_id"]


def event_of(row: Row) -> Event:
    return Event(
        **{name: row[name] for name in _PLAIN},
        kind=EventKind(row["kind"]),
        by_clerk=bool(row["by_clerk"]),
        figures=json.loads(row["figures"]),
        instead_of=json.loads(row["instead_of"]),
    )


def _event_values(event: Event) -> dict[str, object]:
    return {
        **{name: getattr(event, name) for name in _PLAIN},
        "kind": event.kind.value,
        "by_clerk": event.by_clerk,
        "figures": json.dumps(dict(event.figures)),
        "instead_of": json.dumps(dict(event.instead_of)),
    }


def _standing_values(fact: Reported) -> dict[str, object]:
    after = fact.after
    return {
        "session_id": after.session_id,
        "version": after.version,
        "before": fact.before.version,
        "figures": standing.dump(after),
        "heard": after.heard,
        "disputed": bool(after.conflicts),
    }
