"""Photos kept beside a night's figures: noted at once by the platform's name for them, fetched afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """A fact: this photo shows something of this night."""

    id: int
    session_id: int
    person_id: int
    reference: str
    cause: str
    at: Instant


_KEEP = """
INSERT INTO evidence (id, session_id, person_id, reference, cause, at)
VALUES (:id, :session_id, :person_id, :reference, :cause, :at)
"""


async def write_kept(tx: Transaction, facts: Iterable[PhotoKept]) -> None:
    records = [{name: getattr(fact, name) for name in PhotoKept.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_KEEP, records))


_FETCHED = "UPDATE evidence SET body = :body, fetched = :now WHERE id = :id"


async def fetched(tx: Transaction, id_: int, body: bytes, now: Instant) -> None:
    await tx.run(_FETCHED, id=id_, body=body, now=now)
