"""Strangers who have said who they are, until somebody of the ward has said whether it is true."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Unit


@dataclass(frozen=True, slots=True)
class Introduction:
    """Also a fact. `words` exactly as they were written; `address` of who wrote them."""

    id: int
    chat_id: int
    address: str
    words: str
    at: Instant


@dataclass(frozen=True, slots=True)
class IntroductionClosed:
    """A fact; Stale when somebody else has answered."""

    id: int
    at: Instant


_BY_ID = "SELECT id, chat_id, address, words, at FROM introduction WHERE id = :id AND closed IS NULL"


async def by_id(read: Rows, id_: int) -> Introduction | None:
    """None when it has its answer."""
    rows = await read.rows(_BY_ID, id=id_)
    return Introduction(**{name: rows[0][name] for name in Introduction.__slots__}) if rows else None


_LATELY = """
SELECT count(*) AS everywhere, sum(CASE WHEN chat_id = :chat THEN 1 ELSE 0 END) AS here
FROM introduction WHERE at > :since
"""


async def lately(read: Rows, chat_id: int, since: Instant) -> tuple[int, int]:
    """How many this chat has made, and all chats together."""
    row = (await read.rows(_LATELY, chat=chat_id, since=since))[0]
    return row["here"] or 0, row["everywhere"]


_PLACES = """
SELECT DISTINCT unit.id, unit.code, unit.kind, unit.name, campaign.unit_id AS campaign_unit
FROM campaign JOIN ancestry ON ancestry.above_id = campaign.unit_id JOIN unit ON unit.id = ancestry.unit_id
WHERE unit.until IS NULL
"""


async def places(read: Rows) -> tuple[tuple[Unit, int], ...]:
    """Every unit that people belong to, with the unit whose campaign runs above it; asked rarely, so read whole."""
    rows = await read.rows(_PLACES)
    return tuple((Unit(r["id"], r["code"], r["kind"], r["name"]), r["campaign_unit"]) for r in rows)


_PUT = "INSERT INTO introduction (id, chat_id, address, words, at) VALUES (:id, :chat_id, :address, :words, :at)"


async def write_introduced(tx: Transaction, facts: Iterable[Introduction]) -> None:
    records = [{name: getattr(fact, name) for name in Introduction.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_PUT, records))


_CLOSE = "UPDATE introduction SET closed = :at WHERE id = :id AND closed IS NULL"


async def write_closed(tx: Transaction, facts: Iterable[IntroductionClosed]) -> None:
    records = [{"id": fact.id, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_CLOSE, records))
