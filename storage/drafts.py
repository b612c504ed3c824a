"""Drafts: what was read of a document, kept until its sender says yes or no."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant

Kind = Literal["plan", "roster", "headcounts"]
Ending = Literal["accepted", "dropped"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Also a fact: this was read. `body` is JSON of the kind's own shape; `version` rises with every answer."""

    id: int
    kind: Kind
    campaign_id: int
    person_id: int
    chat_id: int
    body: str
    made: Instant
    version: int = 1

    def closed(self, ending: Ending, at: Instant) -> "DraftClosed":
        return DraftClosed(self.id, self.version, ending, at)


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """A fact; Stale when somebody has answered since `version` was looked at, or it is closed."""

    draft_id: int
    version: int
    body: str


@dataclass(frozen=True, slots=True)
class DraftClosed:
    """A fact; Stale likewise."""

    draft_id: int
    version: int
    ending: Ending
    at: Instant


_PLAIN = ["id", "kind", "campaign_id", "person_id", "chat_id", "body", "made", "version"]
_OPEN_OF = f"""
SELECT {", ".join(_PLAIN)} FROM draft
WHERE person_id = :person AND closed IS NULL ORDER BY made DESC, id DESC
"""


async def open_of(read: Rows, person_id: int, kind: Kind | None = None) -> tuple[Draft, ...]:
    """What this person has not decided yet, of one kind or of all, newest first."""
    found = [_draft(row) for row in await read.rows(_OPEN_OF, person=person_id)]
    return tuple(draft for draft in found if kind in {None, draft.kind})


_BY_ID = f"SELECT {', '.join(_PLAIN)} FROM draft WHERE id = :id AND closed IS NULL"


async def by_id(read: Rows, id_: int) -> Draft | None:
    """None also when it is closed."""
    rows = await read.rows(_BY_ID, id=id_)
    return _draft(rows[0]) if rows else None


_PUT = """
INSERT INTO draft (id, kind, campaign_id, person_id, chat_id, body, made, version)
VALUES (:id, :kind, :campaign_id, :person_id, :chat_id, :body, :made, :version)
"""


async def write_drafts(tx: Transaction, facts: Iterable[Draft]) -> None:
    records = [{name: getattr(fact, name) for name in _PLAIN} for fact in facts]
    exactly(len(records), await tx.many(_PUT, records))


_CHANGE = """
UPDATE draft SET body = :body, version = version + 1 WHERE id = :id AND version = :version AND closed IS NULL
"""


async def write_changed(tx: Transaction, facts: Iterable[DraftChanged]) -> None:
    records = [{"id": fact.draft_id, "version": fact.version, "body": fact.body} for fact in facts]
    exactly(len(records), await tx.many(_CHANGE, records))


_CLOSE = """
UPDATE draft SET closed = :at, ending = :ending WHERE id = :id AND version = :version AND closed IS NULL
"""


async def write_closed(tx: Transaction, facts: Iterable[DraftClosed]) -> None:
    records = [{"id": f.draft_id, "version": f.version, "ending": f.ending, "at": f.at} for f in facts]
    exactly(len(records), await tx.many(_CLOSE, records))


def _draft(row: Row) -> Draft:
    return Draft(**{name: row[name] for name in _PLAIN})
