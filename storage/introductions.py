"""Strangers who have said who they are, until somebody of the ward has said whether it is true."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Unit


@dataclass(frozen=True, slots=True)
class Introduction:
    """Also a fact. `words` exactly as they were written; `address` of who wrote them.

    `judge_id`: who may know them, and None: nobody is asked. `asked`: when; None: it waits for its turn.
    """

    id: int
    chat_id: int
    address: str
    words: str
    at: Instant
    judge_id: int | None = None
    asked: Instant | None = None


@dataclass(frozen=True, slots=True)
class IntroductionAsked:
    """A fact: its turn has come. Stale when somebody else has brought it up, or answered."""

    id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class IntroductionClosed:
    """A fact; Stale when somebody else has answered."""

    id: int
    at: Instant


_INTRODUCTION = "id, chat_id, address, words, at, judge_id, asked"
_BY_ID = f"SELECT {_INTRODUCTION} FROM introduction WHERE id = :id AND closed IS NULL"


async def by_id(read: Rows, id_: int) -> Introduction | None:
    """None when it has its answer."""
    rows = await read.rows(_BY_ID, id=id_)
    return _introduction(rows[0]) if rows else None


_BEFORE = f"""
SELECT {_INTRODUCTION} FROM introduction
WHERE judge_id = :judge AND closed IS NULL AND (asked > :since OR (asked IS NULL AND at > :since)) ORDER BY id
"""


async def before(read: Rows, judge_id: int, since: Instant) -> tuple[Introduction, ...]:
    """What this judge was asked since then and has not answered, and what waits for its turn; oldest first."""
    return tuple(_introduction(row) for row in await read.rows(_BEFORE, judge=judge_id, since=since))


def _introduction(row: Row) -> Introduction:
    return Introduction(**{name: row[name] for name in Introduction.__slots__})


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


_PUT = f"""
INSERT INTO introduction ({_INTRODUCTION}) VALUES (:id, :chat_id, :address, :words, :at, :judge_id, :asked)
"""


async def write_introduced(tx: Transaction, facts: Iterable[Introduction]) -> None:
    records = [{name: getattr(fact, name) for name in Introduction.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_PUT, records))


_ASK = "UPDATE introduction SET asked = :at WHERE id = :id AND asked IS NULL AND closed IS NULL"


async def write_asked(tx: Transaction, facts: Iterable[IntroductionAsked]) -> None:
    records = [{"id": fact.id, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_ASK, records))


_CLOSE = "UPDATE introduction SET closed = :at WHERE id = :id AND closed IS NULL"


async def write_closed(tx: Transaction, facts: Iterable[IntroductionClosed]) -> None:
    records = [{"id": fact.id, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_CLOSE, records))
