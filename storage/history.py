"""Who changed which post, account or personal datum, when, and by which channel. Figures have their events."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from storage.database import Row, Rows, Transaction, exactly
from storage.ids import Ids
from storage.instants import Instant
from storage.records import Post

Kind = Literal["took", "left", "linked", "unlinked", "vouched", "phoned", "addressed", "contact", "withdrew", "erased"]


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact: this happened to `person_id`, said by `actor_id`. `unit_id` None: only the person's own history."""

    id: int
    kind: Kind
    person_id: int
    unit_id: int | None
    actor_id: int | None
    channel: str
    at: Instant
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Who decides (None: the command line), by which channel, when, and where new ids come from."""

    actor: int | None
    channel: str
    at: Instant
    ids: Ids

    def noted(self, kind: Kind, person_id: int, unit_id: int | None = None, **detail: str) -> Noted:
        return Noted(self.ids(), kind, person_id, unit_id, self.actor, self.channel, self.at, detail)

    def of_post(self, kind: Kind, post: Post, **detail: str) -> Noted:
        return self.noted(kind, post.person_id, post.unit.id, role=post.role, force=post.force or "", **detail)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of a history, of a post or of a figure."""

    at: Instant
    kind: str
    actor: str
    channel: str
    unit: str
    detail: Mapping[str, str]


_OF_UNIT = """
SELECT history.at, history.kind, history.channel, history.detail, person.name AS person,
    actor.name AS actor, unit.name AS unit
FROM ancestry JOIN history ON history.unit_id = ancestry.unit_id JOIN unit ON unit.id = history.unit_id
    JOIN person ON person.id = history.person_id LEFT JOIN person AS actor ON actor.id = history.actor_id
WHERE ancestry.above_id = :unit ORDER BY history.at DESC, history.id DESC LIMIT :most
"""


async def of_unit(read: Rows, unit_id: int, most: int) -> tuple[HistoryLine, ...]:
    """What happened in a unit and under it, newest first: posts and the like."""
    return tuple(_told(row) for row in await read.rows(_OF_UNIT, unit=unit_id, most=most))


_FIGURES = """
SELECT event.heard, event.kind, COALESCE(undone.figures, event.figures) AS figures, event.cause AS channel,
    person.name AS actor, unit.name AS unit, session.night
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id JOIN event ON event.session_id = session.id
    JOIN person ON person.id = event.person_id JOIN unit ON unit.id = session.unit_id
    LEFT JOIN event AS undone ON undone.id = event.undoes
WHERE ancestry.above_id = :unit ORDER BY event.heard DESC, event.id DESC LIMIT :most
"""


async def figures_of_unit(read: Rows, unit_id: int, most: int) -> tuple[HistoryLine, ...]:
    """Who said which figures of a unit and of those under it, newest first."""
    return tuple(_figures(row) for row in await read.rows(_FIGURES, unit=unit_id, most=most))


_PLAIN = ["id", "kind", "person_id", "unit_id", "actor_id", "channel", "at"]
_NOTE = """
INSERT INTO history (id, kind, person_id, unit_id, actor_id, channel, detail, at)
VALUES (:id, :kind, :person_id, :unit_id, :actor_id, :channel, :detail, :at)
"""


async def write_noted(tx: Transaction, facts: Iterable[Noted]) -> None:
    records = [
        {**{name: getattr(fact, name) for name in _PLAIN}, "detail": json.dumps(fact.detail, ensure_ascii=False)}
        for fact in facts
    ]
    exactly(len(records), await tx.many(_NOTE, records))


def _told(row: Row) -> HistoryLine:
    detail = {"person": row["person"], **json.loads(row["detail"])}
    return HistoryLine(row["at"], row["kind"], row["actor"] or "", row["channel"], row["unit"], detail)


def _figures(row: Row) -> HistoryLine:
    values = {name: str(value) for name, value in json.loads(row["figures"]).items()}
    return HistoryLine(
        row["heard"], row["kind"], row["actor"], row["channel"], row["unit"], {"night": row["night"], **values}
    )
