"""Posts with their dates: who holds what in a unit, from when, until when. A post that has ended is kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Post, Role, Unit


def in_office(post: str = "post") -> str:
    """In SQL: whether this post is held at `:now`. No view, which could not be asked about an instant."""
    return f"{post}.since <= :now AND ({post}.until IS NULL OR {post}.until > :now)"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that is held now or will be; called off before it began it is none. `until` None: no end is set."""

    id: int
    post: Post
    since: Instant
    until: Instant | None

    def now(self, at: Instant) -> bool:
        return self.since <= at

    def within(self, since: Instant, until: Instant | None) -> bool:
        """Whether it is held at any instant of that time; `until` None: without an end."""
        return (until is None or self.since < until) and (self.until is None or self.until > since)


@dataclass(frozen=True, slots=True)
class PostTaken:
    """A fact."""

    id: int
    person_id: int
    role: Role
    unit_id: int
    force: str | None
    since: Instant
    until: Instant | None = None
    title: str | None = None  # as it is written; None = by its role and the kind of unit


@dataclass(frozen=True, slots=True)
class PostEnded:
    """A fact; Stale when the post has ended earlier meanwhile."""

    post_id: int
    until: Instant


_HELD = """post.id, post.person_id, post.role, post.force, post.title, post.since, post.until, post.unit_id,
    unit.code AS unit_code, unit.kind, unit.name AS unit_name"""
_BELOW = f"""
SELECT {_HELD}
FROM ancestry JOIN post ON post.unit_id = ancestry.unit_id JOIN unit ON unit.id = post.unit_id
WHERE ancestry.above_id IN :units AND (post.until IS NULL OR post.until > :now AND post.until > post.since)
ORDER BY post.since, post.id
"""


async def below(read: Rows, unit_ids: Collection[int], now: Instant) -> tuple[HeldPost, ...]:
    """Of these units and all under them, in order of beginning."""
    return tuple(_held(row) for row in await read.rows(_BELOW, units=list(unit_ids), now=now))


_OF_PERSON = f"""
SELECT {_HELD}
FROM post JOIN unit ON unit.id = post.unit_id
WHERE post.person_id = :person AND (post.until IS NULL OR post.until > :now AND post.until > post.since)
ORDER BY post.since, post.id
"""


async def of_person(read: Rows, person_id: int, now: Instant) -> tuple[HeldPost, ...]:
    return tuple(_held(row) for row in await read.rows(_OF_PERSON, person=person_id, now=now))


_ARE_OVER = """
SELECT count(*) AS held, sum(CASE WHEN until IS NULL OR until > :now THEN 1 ELSE 0 END) AS current
FROM post WHERE person_id = :person
"""


async def are_over(read: Rows, person_id: int, now: Instant) -> bool:
    """Whether this person has held posts, and holds and awaits none any more."""
    row = (await read.rows(_ARE_OVER, person=person_id, now=now))[0]
    return row["held"] > 0 and not row["current"]


_TAKE = """
INSERT INTO post (id, person_id, role, unit_id, force, title, since, until)
VALUES (:id, :person_id, :role, :unit_id, :force, :title, :since, :until)
"""


async def write_taken(tx: Transaction, facts: Iterable[PostTaken]) -> None:
    records = [{name: getattr(fact, name) for name in PostTaken.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_TAKE, records))


_END = "UPDATE post SET until = :until WHERE id = :id AND (until IS NULL OR until > :until)"


async def write_ended(tx: Transaction, facts: Iterable[PostEnded]) -> None:
    records = [{"id": fact.post_id, "until": fact.until} for fact in facts]
    exactly(len(records), await tx.many(_END, records))


def _held(row: Row) -> HeldPost:
    unit = Unit(row["unit_id"], row["unit_code"], row["kind"], row["unit_name"])
    return HeldPost(
        row["id"],
        Post(row["person_id"], Role(row["role"]), unit, row["force"], row["title"] or ""),
        row["since"],
        row["until"],
    )
