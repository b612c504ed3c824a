"""Errands: slow or foreign work that a batch decided on and bot/jobs.py does."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storage import received
from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Errand:
    """Also a fact: this is to be done."""

    id: int
    kind: str
    params: Mapping[str, str]
    cause: str
    next_at: Instant
    tries: int = field(default=0, compare=False)
    holder: str = field(default="", compare=False)  # who is at it; empty: nobody yet

    @property
    def turn(self) -> str:
        """Errands with the same one are done one after the other: documents of one chat. Empty: it waits for none."""
        return self.params.get("chat", "") if self.kind != "hear" else ""


@dataclass(frozen=True, slots=True)
class ErrandEnded:
    """A fact: the effect of an errand is in the same transaction."""

    errand_id: int
    failed: bool = False


_WAITING = """
SELECT id, kind, params, cause, next_at, tries, holder FROM errand
WHERE state = 'waiting' AND next_at <= :now ORDER BY next_at, id LIMIT 50
"""


async def waiting(read: Rows, now: Instant) -> Sequence[Errand]:
    return [_errand(row) for row in await read.rows(_WAITING, now=now)]


# Whoever was at it when we looked is gone, or is us.
_TAKE = "UPDATE errand SET holder = :holder WHERE id = :id AND state = 'waiting' AND holder = :before"


async def take(tx: Transaction, errand: Errand, holder: str) -> bool:
    """False: another process has taken it meanwhile."""
    return bool(await tx.run(_TAKE, id=errand.id, holder=holder, before=errand.holder))


def free(some: Iterable[Errand], busy: Collection[str]) -> list[Errand]:
    """Of those that wait, in their order, what may be begun: nobody who is busy is at it, or at one before it."""
    found, turns = [], set[str]()
    for errand in some:
        if errand.holder in busy:
            turns.add(errand.turn)
        elif not errand.turn or errand.turn not in turns:
            found.append(errand)
    return found


_BY_ID = "SELECT id, kind, params, cause, next_at, tries, holder FROM errand WHERE id = :id"


async def by_id(read: Rows, id_: int) -> Errand | None:
    """Also when it has ended."""
    rows = await read.rows(_BY_ID, id=id_)
    return _errand(rows[0]) if rows else None


async def failed(read: Rows, id_: int) -> bool:
    """Whether it was given up. None of this id: it is not even ordered, which is no failure."""
    return bool(await read.rows("SELECT id FROM errand WHERE id = :id AND state = 'failed'", id=id_))


_POSTPONE = """
UPDATE errand SET tries = tries + 1, next_at = :next_at, holder = '' WHERE id = :id AND state = 'waiting'
"""


async def postpone(tx: Transaction, errand: Errand, next_at: Instant) -> None:
    await tx.run(_POSTPONE, id=errand.id, next_at=next_at)


_ORDER = """
INSERT INTO errand (id, kind, params, cause, next_at) VALUES (:id, :kind, :params, :cause, :next_at)
"""


async def write_errands(tx: Transaction, facts: Iterable[Errand]) -> None:
    records = [
        {"id": e.id, "kind": e.kind, "params": json.dumps(dict(e.params)), "cause": e.cause, "next_at": e.next_at}
        for e in facts
    ]
    exactly(len(records), await tx.many(_ORDER, records))


_END = "UPDATE errand SET state = :state WHERE id = :id AND state = 'waiting'"


# What it handed back, codes among it, was taken; but for what a message is still to be worded of.
_TAKEN = """
UPDATE file SET result = '{}'
WHERE id IN :ids AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.id = file.id AND outbox.state = 'waiting')
"""


async def write_ended(tx: Transaction, facts: Iterable[ErrandEnded]) -> None:
    """A file that an errand was about, and that is kept here, has done its service."""
    ended = list(facts)
    records = [{"id": fact.errand_id, "state": "failed" if fact.failed else "done"} for fact in ended]
    exactly(len(records), await tx.many(_END, records))
    await received.forget_read(tx, [fact.errand_id for fact in ended])
    await tx.run(_TAKEN, ids=[fact.errand_id for fact in ended])


def _errand(row: Row) -> Errand:
    plain = [row[name] for name in ("cause", "next_at", "tries", "holder")]
    return Errand(row["id"], row["kind"], json.loads(row["params"]), *plain)
