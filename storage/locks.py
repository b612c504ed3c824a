"""When figures are closed: nights that are open again or closed early, and corrections that came too late."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Figures


@dataclass(frozen=True, slots=True)
class Reopening:
    """Also a fact: this night's figures are closed at `until`. Stale when that was changed since it was looked at."""

    id: int
    session_id: int
    person_id: int
    why: str
    at: Instant
    was: Instant
    until: Instant


@dataclass(frozen=True, slots=True)
class Slip:
    """Also a fact: what somebody told of a night after its lock."""

    id: int
    session_id: int
    person_id: int
    figures: Figures
    instead_of: Figures
    cause: str
    heard: Instant


@dataclass(frozen=True, slots=True)
class SlipSettled:
    """A fact; Stale when it was settled already."""

    id: int
    by: int
    at: Instant
    agreed: bool


_OPEN_AGAIN = """
SELECT reopening.* FROM reopening JOIN session ON session.id = reopening.session_id
WHERE session.campaign_id = :campaign AND session.locks_at > :now AND reopening.until = session.locks_at
ORDER BY reopening.until, reopening.id
"""


async def open_again(read: Rows, campaign_id: int, now: Instant) -> tuple[Reopening, ...]:
    """What is open by a word of the office, the first to be closed first."""
    return tuple(_reopening(row) for row in await read.rows(_OPEN_AGAIN, campaign=campaign_id, now=now))


_LATE = """
SELECT slip.* FROM slip JOIN session ON session.id = slip.session_id
WHERE session.campaign_id = :campaign AND slip.settled IS NULL ORDER BY slip.heard, slip.id
"""


async def waiting(read: Rows, campaign_id: int) -> tuple[Slip, ...]:
    """The oldest first."""
    return tuple(_slip(row) for row in await read.rows(_LATE, campaign=campaign_id))


async def waiting_of(read: Rows, session_id: int) -> tuple[Slip, ...]:
    """Of one night, the oldest first."""
    sql = "SELECT * FROM slip WHERE session_id = :session AND settled IS NULL ORDER BY heard, id"
    return tuple(_slip(row) for row in await read.rows(sql, session=session_id))


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Slip]:
    """Those of them that wait."""
    rows = await read.rows("SELECT * FROM slip WHERE id IN :ids AND settled IS NULL", ids=list(ids))
    return {row["id"]: _slip(row) for row in rows}


_REOPEN = """
INSERT INTO reopening (id, session_id, person_id, why, at, was, until)
VALUES (:id, :session_id, :person_id, :why, :at, :was, :until)
"""
_LOCK = "UPDATE session SET locks_at = :until WHERE id = :session_id AND locks_at = :was"


async def write_reopened(tx: Transaction, facts: Iterable[Reopening]) -> None:
    records = [{name: getattr(fact, name) for name in Reopening.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_LOCK, records))
    exactly(len(records), await tx.many(_REOPEN, records))


_TELL = """
INSERT INTO slip (id, session_id, person_id, figures, instead_of, cause, heard)
VALUES (:id, :session_id, :person_id, :figures, :instead_of, :cause, :heard)
"""


async def write_slips(tx: Transaction, facts: Iterable[Slip]) -> None:
    records = [
        {
            **{name: getattr(fact, name) for name in Slip.__slots__},
            "figures": json.dumps(dict(fact.figures)),
            "instead_of": json.dumps(dict(fact.instead_of)),
        }
        for fact in facts
    ]
    exactly(len(records), await tx.many(_TELL, records))


_SETTLE = "UPDATE slip SET settled = :at, settled_by = :by, agreed = :agreed WHERE id = :id AND settled IS NULL"


async def write_settled(tx: Transaction, facts: Iterable[SlipSettled]) -> None:
    records = [{name: getattr(fact, name) for name in SlipSettled.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_SETTLE, records))


def _reopening(row: Row) -> Reopening:
    return Reopening(**{name: row[name] for name in Reopening.__slots__})


def _slip(row: Row) -> Slip:
    plain = {name: row[name] for name in Slip.__slots__}
    return Slip(**{**plain, "figures": json.loads(row["figures"]), "instead_of": json.loads(row["instead_of"])})
