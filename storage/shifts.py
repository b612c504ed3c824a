"""Shifts: one person's place in one session, from the offer to the attendance.

A place is open while its shift is declined; whoever takes it makes that one `replaced`, in the same transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.people import PERSON, person_of
from storage.records import Person


class ShiftState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


EXPECTED = frozenset({ShiftState.OFFERED, ShiftState.ACCEPTED})  # who is to come
LIVE = frozenset(ShiftState) - {ShiftState.DECLINED, ShiftState.REPLACED}  # who has a place


@dataclass(frozen=True, slots=True)
class Shift:
    """`version` rises with every offer; `night` and `starts` are what the person was told."""

    id: int
    session_id: int
    person_id: int
    force: str
    night: date
    starts: str
    state: ShiftState = ShiftState.OFFERED
    version: int = 1
    changed: Instant = 0
    ends: str = ""  # of the session as it is now


@dataclass(frozen=True, slots=True)
class ShiftMember:
    """A shift with who has it."""

    shift: Shift
    person: Person


@dataclass(frozen=True, slots=True)
class Offered:
    """A fact: a person is given a place; again, where they had declined it before."""

    shift: Shift
    at: Instant


@dataclass(frozen=True, slots=True)
class Answered:
    """A fact: a person says whether they come. Stale when the shift is not as it `was` any more."""

    shift: Shift
    state: ShiftState
    at: Instant


@dataclass(frozen=True, slots=True)
class PlaceTaken:
    """A fact: `by` takes the open place of `shift`. Stale when somebody was quicker."""

    shift: Shift
    by: Shift
    at: Instant


@dataclass(frozen=True, slots=True)
class Attended:
    """A fact: who came, stayed away, was excused."""

    shift: Shift
    state: ShiftState
    at: Instant


_COLUMNS = """shift.id, shift.session_id, shift.person_id, shift.force, shift.state, shift.version, shift.night,
    shift.starts, shift.changed, session.ends"""
_BY_ID = f"SELECT {_COLUMNS} FROM shift JOIN session ON session.id = shift.session_id WHERE shift.id IN :ids"


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Shift]:
    return {row["id"]: shift_of(row) for row in await read.rows(_BY_ID, ids=list(ids))}


_TEAM = f"""
SELECT {_COLUMNS}, {PERSON}
FROM shift JOIN person ON person.id = shift.person_id JOIN session ON session.id = shift.session_id
WHERE shift.session_id IN :sessions ORDER BY shift.session_id, shift.force DESC, shift.id
"""


async def team(read: Rows, session_ids: Collection[int]) -> dict[int, tuple[ShiftMember, ...]]:
    """Everybody who has, or had, a place in these sessions, in order of their posts."""
    found: dict[int, list[ShiftMember]] = defaultdict(list)
    for row in await read.rows(_TEAM, sessions=list(session_ids)):
        found[row["session_id"]].append(ShiftMember(shift_of(row), person_of(row, "person_id")))
    return {session: tuple(members) for session, members in found.items()}


_OF_PEOPLE = f"""
SELECT {_COLUMNS} FROM shift JOIN session ON session.id = shift.session_id
WHERE shift.person_id IN :people AND shift.night >= :since AND shift.state NOT IN ('declined', 'replaced')
ORDER BY shift.night, shift.starts
"""


async def of_people(read: Rows, person_ids: Collection[int], since: date) -> dict[int, tuple[Shift, ...]]:
    """Their places from this night on, by night."""
    found: dict[int, list[Shift]] = defaultdict(list)
    for row in await read.rows(_OF_PEOPLE, people=list(person_ids), since=since.isoformat()):
        found[row["person_id"]].append(shift_of(row))
    return {person: tuple(held) for person, held in found.items()}


_OFFER = """
INSERT INTO shift (id, session_id, person_id, force, state, version, night, starts, off, changed)
VALUES (:id, :session_id, :person_id, :force, :state, :version, :night, :starts, :off, :at)
ON CONFLICT (session_id, person_id) DO UPDATE SET state = excluded.state, version = shift.version + 1,
    force = excluded.force, night = excluded.night, starts = excluded.starts, off = excluded.off,
    changed = excluded.changed
WHERE shift.state IN ('declined', 'replaced')
"""


async def write_offered(tx: Transaction, facts: Iterable[Offered]) -> None:
    records = [{**_values(fact.shift), "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_OFFER, records))


async def write_answered(tx: Transaction, facts: Iterable[Answered]) -> None:
    await _set(tx, [(fact.shift, fact.state, fact.at) for fact in facts])


async def write_attended(tx: Transaction, facts: Iterable[Attended]) -> None:
    await _set(tx, [(fact.shift, fact.state, fact.at) for fact in facts])


async def write_taken(tx: Transaction, facts: Iterable[PlaceTaken]) -> None:
    facts = list(facts)
    await _set(tx, [(fact.shift, ShiftState.REPLACED, fact.at) for fact in facts])
    await write_offered(tx, [Offered(fact.by, fact.at) for fact in facts])


_SET = """
UPDATE shift SET state = :state, changed = :at WHERE id = :id AND version = :version AND state = :was
"""


async def _set(tx: Transaction, changes: Sequence[tuple[Shift, ShiftState, Instant]]) -> None:
    records = [
        {"id": shift.id, "version": shift.version, "was": shift.state, "state": state, "at": at}
        for shift, state, at in changes
    ]
    exactly(len(records), await tx.many(_SET, records))


def shift_of(row: Row) -> Shift:
    plain = {name: row[name] for name in ("id", "session_id", "person_id", "force", "starts", "version")}
    rest = {"changed": row["changed"], "ends": row["ends"] or ""}
    return Shift(**plain, night=date.fromisoformat(row["night"]), state=ShiftState(row["state"]), **rest)


def _values(shift: Shift) -> dict[str, object]:
    plain = {name: getattr(shift, name) for name in ("id", "session_id", "person_id", "force", "starts", "version")}
    return {**plain, "night": shift.night.isoformat(), "state": shift.state, "off": False}
