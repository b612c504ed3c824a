"""Who belongs to a force, and which sessions its captains fill."""

from collections.abc import Collection
from datetime import date

from storage.database import Rows
from storage.instants import Instant
from storage.people import PERSON, person_of
from storage.posts import in_office
from storage.records import Person, Session
from storage.sessions import SESSION, session_of

_MEMBERS = f"""
SELECT person.id, {PERSON}, post.role, post.unit_id
FROM ancestry JOIN post ON post.unit_id = ancestry.unit_id JOIN person ON person.id = post.person_id
WHERE ancestry.above_id = :unit AND post.force = :force AND {in_office()}
ORDER BY post.id
"""


async def members(read: Rows, unit_id: int, force: str, now: Instant, *, leading: bool = True) -> tuple[Person, ...]:
    """Those who hold a post of this force at or below the unit; without those who only lead it, if so wished."""
    rows = await read.rows(_MEMBERS, unit=unit_id, force=force, now=now)
    return tuple({row["id"]: person_of(row) for row in rows if leading or row["role"] == "volunteer"}.values())


async def homes(read: Rows, unit_id: int, force: str, now: Instant) -> dict[int, set[int]]:
    """By person: the units below this one that a post of this force is for."""
    found: dict[int, set[int]] = {}
    for row in await read.rows(_MEMBERS, unit=unit_id, force=force, now=now):
        if row["unit_id"] != unit_id:
            found.setdefault(row["id"], set()).add(row["unit_id"])
    return found


_LED = f"""
SELECT DISTINCT post.force
FROM ancestry JOIN post ON post.unit_id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND post.role = 'captain' AND post.force IS NOT NULL AND {in_office()}
"""


async def led(read: Rows, unit_id: int, now: Instant) -> set[str]:
    """The forces that have a captain at or below the unit."""
    return {row["force"] for row in await read.rows(_LED, unit=unit_id, now=now)}


_CAPTAINS = f"""
SELECT person.id, {PERSON}
FROM ancestry JOIN post ON post.unit_id = ancestry.above_id JOIN person ON person.id = post.person_id
WHERE ancestry.unit_id = :unit AND post.role = 'captain' AND post.force = :force AND {in_office()}
ORDER BY ancestry.steps, post.id
"""


async def captains(read: Rows, unit_id: int, force: str, now: Instant) -> tuple[Person, ...]:
    """Who fills this force's places in a unit, the nearest first."""
    return tuple(person_of(row) for row in await read.rows(_CAPTAINS, unit=unit_id, force=force, now=now))


_AHEAD = f"""
SELECT DISTINCT {SESSION}
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id
WHERE ancestry.above_id IN :units AND session.night >= :since AND session.state = 'planned' AND session.kind <> 'round'
ORDER BY session.night, session.starts, session.id
"""


async def sessions_ahead(read: Rows, unit_ids: Collection[int], since: date) -> tuple[Session, ...]:
    """The planned evenings at or below these units, from a night on, by night."""
    rows = await read.rows(_AHEAD, units=list(unit_ids), since=since.isoformat())
    return tuple(session_of(row) for row in rows)
