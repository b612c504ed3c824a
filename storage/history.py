"""Who changed which post, account or personal datum, when, and by which channel. Figures have their events."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from storage import reports, sayings, standing
from storage.database import Row, Rows, Transaction, exactly
from storage.ids import Ids
from storage.instants import Instant
from storage.records import Event, EventKind, Post
from storage.standing import Standing

Kind = Literal[
    "took", "left", "linked", "unlinked", "vouched", "phoned", "addressed", "contact", "withdrew", "erased", "guide"
]


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact: this happened to `person_id`, or concerns nobody, said by `actor_id`.

    `unit_id` None: only the person's own history.
    """

    id: int
    kind: Kind
    person_id: int | None
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

    def noted(self, kind: Kind, person_id: int | None, unit_id: int | None = None, **detail: str) -> Noted:
        return Noted(self.ids(), kind, person_id, unit_id, self.actor, self.channel, self.at, detail)

    def of_post(self, kind: Kind, post: Post, **detail: str) -> Noted:
        return self.noted(kind, post.person_id, post.unit.id, role=post.role, force=post.force or "", **detail)


@dataclass(frozen=True, slots=True)
class Change:
    """Of one figure: what stood, what stands; and what was said, which need not be what stands."""

    before: int | None
    after: int | None
    said: int | None = None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """What somebody told of a night and what it changed. `words`: of their message, as long as they are kept."""

    at: Instant
    kind: EventKind
    actor: str
    channel: str
    unit: str
    night: str
    changes: Mapping[str, Change]
    words: str = ""
    why: str = ""
    helped: str = ""  # in whose place it was told


@dataclass(frozen=True, slots=True)
class LateLine:
    """A correction that changed nothing: it waits for the office, was not accepted, or another took its place."""

    at: Instant
    state: Literal["waits", "declined", "replaced"]
    actor: str
    channel: str
    unit: str
    night: str
    changes: Mapping[str, Change]
    words: str = ""


@dataclass(frozen=True, slots=True)
class LockLine:
    """A night was opened again, or closed before its hour."""

    at: Instant
    actor: str
    unit: str
    night: str
    until: Instant
    why: str

    @property
    def opened(self) -> bool:
        return self.until > self.at


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of the history of posts and the like."""

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
    LEFT JOIN person ON person.id = history.person_id LEFT JOIN person AS actor ON actor.id = history.actor_id
WHERE ancestry.above_id = :unit ORDER BY history.at DESC, history.id DESC LIMIT :most
"""


async def of_unit(read: Rows, unit_id: int, most: int) -> tuple[HistoryLine, ...]:
    """What happened in a unit and under it, newest first: posts and the like."""
    return tuple(_told(row) for row in await read.rows(_OF_UNIT, unit=unit_id, most=most))


_FIGURES = """
SELECT event.id, event.session_id, event.cause, person.name AS actor, helped.name AS helped, unit.name AS unit,
    session.night
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id JOIN event ON event.session_id = session.id
    JOIN person ON person.id = event.person_id JOIN unit ON unit.id = session.unit_id
    LEFT JOIN person AS helped ON helped.id = event.for_id
WHERE ancestry.above_id = :unit {}
ORDER BY event.heard DESC, event.id DESC LIMIT :most
"""
_ON_NIGHT = "AND session.night = :night"
_OF_PERSON = "AND (event.person_id = :person OR event.for_id = :person)"


async def figures_of_unit(
    read: Rows, unit_id: int, most: int, night: str = "", person_id: int = 0
) -> tuple[FigureLine, ...]:
    """Who said which figures of a unit and of those under it, what they changed, newest first."""
    where = f"{_ON_NIGHT if night else ''} {_OF_PERSON if person_id else ''}"
    named = {**({"night": night} if night else {}), **({"person": person_id} if person_id else {})}
    rows = await read.rows(_FIGURES.format(where), unit=unit_id, most=most, **named)
    steps = await _steps(read, {row["session_id"] for row in rows})
    said = await sayings.of(read, {row["cause"] for row in rows})
    return tuple(_figures(row, steps[row["id"]], said.get(row["cause"], "")) for row in rows)


_LATE = """
SELECT slip.*, person.name AS actor, unit.name AS unit, session.night
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id JOIN slip ON slip.session_id = session.id
    JOIN person ON person.id = slip.person_id JOIN unit ON unit.id = session.unit_id
WHERE ancestry.above_id = :unit AND (slip.settled IS NULL OR NOT slip.agreed) {}
ORDER BY slip.heard DESC, slip.id DESC LIMIT :most
"""


async def late_of_unit(read: Rows, unit_id: int, most: int, night: str = "") -> tuple[LateLine, ...]:
    """What was told of a unit and of those under it after the lock and stands nowhere, newest first."""
    named = {"night": night} if night else {}
    rows = await read.rows(_LATE.format(_ON_NIGHT if night else ""), unit=unit_id, most=most, **named)
    said = await sayings.of(read, {row["cause"] for row in rows})
    return tuple(_late(row, said.get(row["cause"], "")) for row in rows)


_LOCKS = """
SELECT reopening.at, reopening.until, reopening.why, person.name AS actor, unit.name AS unit, session.night
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id JOIN reopening ON reopening.session_id = session.id
    JOIN person ON person.id = reopening.person_id JOIN unit ON unit.id = session.unit_id
WHERE ancestry.above_id = :unit {}
ORDER BY reopening.at DESC, reopening.id DESC LIMIT :most
"""


async def locks_of_unit(read: Rows, unit_id: int, most: int, night: str = "") -> tuple[LockLine, ...]:
    """Nights that were opened again, or closed early, newest first."""
    named = {"night": night} if night else {}
    rows = await read.rows(_LOCKS.format(_ON_NIGHT if night else ""), unit=unit_id, most=most, **named)
    return tuple(LockLine(**{name: row[name] for name in LockLine.__slots__}) for row in rows)


@dataclass(frozen=True, slots=True)
class _FoldedEvent:
    event: Event
    before: Standing
    after: Standing


async def _steps(read: Rows, session_ids: Collection[int]) -> dict[int, _FoldedEvent]:
    """What each event found, and what it left."""
    found: dict[int, _FoldedEvent] = {}
    for session_id, events in (await reports.histories(read, session_ids)).items():
        before = Standing(session_id)
        for n, event in enumerate(events):
            undo = event.kind is EventKind.UNDO
            after = standing.fold(session_id, events[: n + 1]) if undo else standing.add(before, event)
            found[event.id] = _FoldedEvent(event, before, after)
            before = after
    return found


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
    detail = {"person": row["person"] or "", **json.loads(row["detail"])}
    return HistoryLine(row["at"], row["kind"], row["actor"] or "", row["channel"], row["unit"], detail)


def _late(row: Row, said: str) -> LateLine:
    state: Literal["waits", "declined", "replaced"] = "waits"
    if row["settled"] is not None:
        state = "replaced" if row["settled_by"] == row["person_id"] else "declined"
    before = json.loads(row["instead_of"])
    changes = {name: Change(before.get(name), value) for name, value in json.loads(row["figures"]).items()}
    return LateLine(row["heard"], state, row["actor"], row["cause"], row["unit"], row["night"], changes, said)


def _figures(row: Row, step: _FoldedEvent, said: str) -> FigureLine:
    event, before, after = step.event, step.before, step.after
    told = {name: Change(before.value(name), after.value(name), value) for name, value in event.figures.items()}
    changed = {
        name: Change(before.value(name), after.value(name))
        for name in {**before.figures, **after.figures}
        if name not in told and before.value(name) != after.value(name)
    }
    return FigureLine(
        event.heard,
        event.kind,
        row["actor"],
        event.cause,
        row["unit"],
        row["night"],
        {**told, **changed},
        said,
        event.why,
        row["helped"] or "",
    )
