"""Documents that wait for their turn: one after the other is shown to its sender, and none takes another's place."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Queued:
    """Also a fact. `id`, `kind`, `params`: of the errand that has read it; `digest`: of what it has read."""

    id: int
    person_id: int
    kind: str
    params: Mapping[str, str]
    cause: str
    digest: str
    at: Instant


@dataclass(frozen=True, slots=True)
class TurnCame:
    """A fact: it is read again, to be shown; Stale when it was so already."""

    queued_id: int


_OF = "SELECT id, person_id, kind, params, cause, digest, at FROM queued WHERE person_id = :person ORDER BY id"


async def of(read: Rows, person_id: int) -> tuple[Queued, ...]:
    """Whatever waits for this person, in its order."""
    rows = await read.rows(_OF, person=person_id)
    return tuple(
        Queued(**{name: row[name] for name in Queued.__slots__ if name != "params"}, params=json.loads(row["params"]))
        for row in rows
    )


_QUEUE = """
INSERT INTO queued (id, person_id, kind, params, cause, digest, at)
VALUES (:id, :person_id, :kind, :params, :cause, :digest, :at)
"""


async def write_queued(tx: Transaction, facts: Iterable[Queued]) -> None:
    records = [
        {**{name: getattr(fact, name) for name in Queued.__slots__}, "params": json.dumps(dict(fact.params))}
        for fact in facts
    ]
    exactly(len(records), await tx.many(_QUEUE, records))


async def write_came(tx: Transaction, facts: Iterable[TurnCame]) -> None:
    records = [{"id": fact.queued_id} for fact in facts]
    exactly(len(records), await tx.many("DELETE FROM queued WHERE id = :id", records))
