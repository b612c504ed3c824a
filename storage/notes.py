"""Words that nobody here could read, and wishes passed on, until the ward office has seen them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Note:
    """Also a fact. `wish` is empty for what was not read."""

    id: int
    campaign_id: int
    person_id: int
    wish: str
    words: str
    heard: Instant


@dataclass(frozen=True, slots=True)
class NoteSettled:
    """A fact: the office has seen it. Whoever comes second changes nothing."""

    id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class NoteAttached:
    """A fact: it was said of this session; the office has seen it."""

    id: int
    session_id: int
    at: Instant


_NOTE = "id, campaign_id, person_id, wish, words, heard"
_OPEN = f"SELECT {_NOTE} FROM note WHERE campaign_id = :campaign AND settled IS NULL ORDER BY heard, id"


async def waiting(read: Rows, campaign_id: int) -> tuple[Note, ...]:
    """The oldest first."""
    rows = await read.rows(_OPEN, campaign=campaign_id)
    return tuple(Note(**{name: row[name] for name in Note.__slots__}) for row in rows)


_BY_ID = f"SELECT {_NOTE} FROM note WHERE id IN :ids AND settled IS NULL ORDER BY heard, id"


async def by_id(read: Rows, ids: Collection[int]) -> tuple[Note, ...]:
    """Those of them that wait."""
    rows = await read.rows(_BY_ID, ids=list(ids))
    return tuple(Note(**{name: row[name] for name in Note.__slots__}) for row in rows)


_KEEP = f"""
INSERT INTO note ({_NOTE}) VALUES (:id, :campaign_id, :person_id, :wish, :words, :heard)
"""


async def write_kept(tx: Transaction, facts: Iterable[Note]) -> None:
    records = [{name: getattr(fact, name) for name in Note.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_KEEP, records))


_SETTLE = "UPDATE note SET settled = :at WHERE id = :id AND settled IS NULL"


async def write_settled(tx: Transaction, facts: Iterable[NoteSettled]) -> None:
    await tx.many(_SETTLE, [{"id": fact.id, "at": fact.at} for fact in facts])


_ATTACH = "UPDATE note SET session_id = :session_id, settled = :at WHERE id = :id AND settled IS NULL"


async def write_attached(tx: Transaction, facts: Iterable[NoteAttached]) -> None:
    records = [{"id": fact.id, "session_id": fact.session_id, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_ATTACH, records))


_OF_NIGHT = f"""
SELECT {_NOTE} FROM note WHERE session_id IN (
    SELECT session.id FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id
    WHERE ancestry.above_id = :unit AND session.night = :night
) ORDER BY heard, id
"""


async def of_night(read: Rows, unit_id: int, night: str) -> tuple[Note, ...]:
    """What the office has attached to this night of a unit and those under it."""
    rows = await read.rows(_OF_NIGHT, unit=unit_id, night=night)
    return tuple(Note(**{name: row[name] for name in Note.__slots__}) for row in rows)
