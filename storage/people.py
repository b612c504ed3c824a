"""People, their posts and their accounts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.posts import in_office
from storage.records import Person, Post, Role, Unit


@dataclass(frozen=True, slots=True)
class Account:
    """One address of a person on one channel. `device` is the hash of the first device's cookie (web only)."""

    id: int
    address: str
    person_id: int
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A fact: a person with their posts and addresses becomes known."""

    person: Person
    posts: tuple[tuple[int, Post], ...]  # (id of the post, post)
    accounts: tuple[Account, ...]
    at: Instant
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """A fact: what the roster says anew of somebody; None = as it was."""

    person_id: int
    name: str | None = None
    title: str | None = None
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Addressed:
    """A fact: the person has said how they want to be called."""

    person_id: int
    you: str
    me: str


PERSON = "person.code, person.name, person.title, person.you, person.me, person.consent"  # read by person_of
_BY_ADDRESS = f"""
SELECT person.id, {PERSON}, account.id AS account_id, account.address, account.device
FROM account JOIN person ON person.id = account.person_id
WHERE account.address IN :addresses AND account.until IS NULL
"""


async def by_address(read: Rows, addresses: Collection[str]) -> dict[str, tuple[Account, Person]]:
    rows = await read.rows(_BY_ADDRESS, addresses=list(addresses))
    return {row["address"]: (_account(row), person_of(row)) for row in rows}


_BY_ID = f"SELECT person.id, {PERSON} FROM person WHERE id IN :ids"


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Person]:
    return {row["id"]: person_of(row) for row in await read.rows(_BY_ID, ids=list(ids))}


_POSTS_OF = f"""
SELECT post.person_id, post.role, post.force, post.title, post.unit_id,
    unit.code AS unit_code, unit.kind, unit.name AS unit_name
FROM post JOIN unit ON unit.id = post.unit_id
WHERE post.person_id IN :people AND {in_office()}
ORDER BY post.since, post.id
"""


async def posts_of(read: Rows, person_ids: Collection[int], now: Instant) -> dict[int, tuple[Post, ...]]:
    """The posts held now, oldest first."""
    posts: dict[int, list[Post]] = defaultdict(list)
    for row in await read.rows(_POSTS_OF, people=list(person_ids), now=now):
        posts[row["person_id"]].append(_post(row))
    return {person: tuple(held) for person, held in posts.items()}


_HOLDERS = f"""
SELECT post.unit_id, person.id, {PERSON}
FROM post JOIN person ON person.id = post.person_id
WHERE post.unit_id IN :units AND post.role = :role
    AND {in_office()}
ORDER BY post.since, post.id
"""


async def heads(read: Rows, unit_ids: Collection[int], now: Instant) -> dict[int, Person]:
    """Who leads each of these units; the longest in office where there are several."""
    rows = await read.rows(_HOLDERS, units=list(unit_ids), role=Role.LEADER, now=now)
    return {row["unit_id"]: person_of(row) for row in reversed(list(rows))}


async def in_charge(read: Rows, unit_ids: Collection[int], now: Instant) -> dict[int, tuple[Person, ...]]:
    """Leaders and deputies of each of these units."""
    held: dict[int, dict[int, Person]] = defaultdict(dict)
    for role in (Role.LEADER, Role.DEPUTY):
        for row in await read.rows(_HOLDERS, units=list(unit_ids), role=role, now=now):
            held[row["unit_id"]][row["id"]] = person_of(row)
    return {unit: tuple(some.values()) for unit, some in held.items()}


async def deputies(read: Rows, unit_ids: Collection[int], now: Instant) -> dict[int, Person]:
    """Who stands in for the head of each of these units."""
    rows = await read.rows(_HOLDERS, units=list(unit_ids), role=Role.DEPUTY, now=now)
    return {row["unit_id"]: person_of(row) for row in reversed(list(rows))}


_LEADERS_BELOW = f"""
SELECT person.id, {PERSON}, unit.name AS unit_name
FROM ancestry JOIN post ON post.unit_id = ancestry.unit_id JOIN person ON person.id = post.person_id
    JOIN unit ON unit.id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND ancestry.steps > 0 AND post.role = 'leader' AND unit.until IS NULL
    AND person.erased IS NULL AND {in_office()}
ORDER BY unit.id, post.since, post.id
"""


async def leaders_below(read: Rows, unit_id: int, now: Instant) -> list[tuple[Person, str]]:
    """Everybody who leads a unit under this one, each once, with its name."""
    rows = await read.rows(_LEADERS_BELOW, unit=unit_id, now=now)
    return list({row["id"]: (person_of(row), row["unit_name"]) for row in rows}.values())


_CLERKS_ABOVE = f"""
SELECT DISTINCT person.id, {PERSON}
FROM ancestry JOIN post ON post.unit_id = ancestry.above_id JOIN person ON person.id = post.person_id
WHERE ancestry.unit_id IN :units AND post.role = 'clerk'
    AND {in_office()}
ORDER BY person.id
"""


async def clerks_above(read: Rows, unit_ids: Collection[int], now: Instant) -> tuple[Person, ...]:
    return tuple(person_of(row) for row in await read.rows(_CLERKS_ABOVE, units=list(unit_ids), now=now))


_OFFICE = f"""
SELECT DISTINCT person.id, {PERSON}
FROM ancestry JOIN post ON post.unit_id = ancestry.above_id JOIN person ON person.id = post.person_id
WHERE ancestry.unit_id = :unit AND post.role IN ('clerk', 'observer', 'captain') AND {in_office()}
ORDER BY person.id
"""


async def office(read: Rows, unit_id: int, now: Instant) -> tuple[Person, ...]:
    """The clerks of a unit, who watches over it, and the captains."""
    return tuple(person_of(row) for row in await read.rows(_OFFICE, unit=unit_id, now=now))


_EVERYBODY = f"SELECT person.id, {PERSON} FROM person WHERE erased IS NULL ORDER BY id"


async def everybody(read: Rows) -> tuple[Person, ...]:
    return tuple(person_of(row) for row in await read.rows(_EVERYBODY))


_BELOW = f"""
SELECT DISTINCT person.id, {PERSON}
FROM ancestry JOIN post ON post.unit_id = ancestry.unit_id JOIN person ON person.id = post.person_id
WHERE ancestry.above_id IN :units AND {in_office()}
ORDER BY person.id
"""


async def below(read: Rows, unit_ids: Collection[int], now: Instant) -> tuple[Person, ...]:
    """Everybody who holds a post in these units or under them, by id."""
    return tuple(person_of(row) for row in await read.rows(_BELOW, units=list(unit_ids), now=now))


_PHONES = "SELECT id, phone FROM person WHERE id IN :ids AND phone IS NOT NULL"


async def phones(read: Rows, person_ids: Collection[int]) -> dict[int, str]:
    """Normalised: 0 and nine digits. Only for who is about to be called or matched."""
    return {row["id"]: row["phone"] for row in await read.rows(_PHONES, ids=list(person_ids))}


_ENROL = """
INSERT INTO person (id, code, name, title, you, me, phone, consent)
VALUES (:id, :code, :name, :title, :you, :me, :phone, :consent)
"""
_TAKE_POST = """
INSERT INTO post (id, person_id, role, unit_id, force, title, since)
VALUES (:id, :person_id, :role, :unit_id, :force, :title, :since)
"""
_OPEN_ACCOUNT = """
INSERT INTO account (id, address, person_id, since) VALUES (:id, :address, :person_id, :since)
"""


async def write_enrolled(tx: Transaction, facts: Iterable[Enrolled]) -> None:
    facts = list(facts)
    exactly(len(facts), await tx.many(_ENROL, [_person_values(fact.person, fact.phone) for fact in facts]))
    posts = [_post_values(post_id, post, fact.at) for fact in facts for post_id, post in fact.posts]
    exactly(len(posts), await tx.many(_TAKE_POST, posts))
    accounts = [
        {"id": a.id, "address": a.address, "person_id": a.person_id, "since": fact.at}
        for fact in facts
        for a in fact.accounts
    ]
    exactly(len(accounts), await tx.many(_OPEN_ACCOUNT, accounts))


_REWRITE = """
UPDATE person SET name = COALESCE(:name, name), title = COALESCE(:title, title), phone = COALESCE(:phone, phone)
WHERE id = :id
"""


async def write_changed(tx: Transaction, facts: Iterable[PersonChanged]) -> None:
    records = [{"id": f.person_id, "name": f.name, "title": f.title, "phone": f.phone} for f in facts]
    exactly(len(records), await tx.many(_REWRITE, records))


_ADDRESS = "UPDATE person SET you = :you, me = :me WHERE id = :id"


async def write_addressed(tx: Transaction, facts: Iterable[Addressed]) -> None:
    records = [{"id": fact.person_id, "you": fact.you, "me": fact.me} for fact in facts]
    exactly(len(records), await tx.many(_ADDRESS, records))


_BIND = "UPDATE account SET device = :device WHERE id = :id AND device IS NULL"


async def bind_device(tx: Transaction, account_id: int, device: str) -> bool:
    """The first device to come is the account's; return False when another one was first."""
    return await tx.run(_BIND, id=account_id, device=device) == 1


_DEVICES = "SELECT device FROM account WHERE person_id = :person AND until IS NULL AND device IS NOT NULL"


async def devices(read: Rows, person_id: int) -> frozenset[str]:
    """Hashes of the devices on which this person's pages are open."""
    return frozenset(row["device"] for row in await read.rows(_DEVICES, person=person_id))


def person_of(row: Row, id_: str = "id") -> Person:
    return Person(row[id_], row["code"], row["name"], row["title"], row["you"], row["me"], row["consent"])


def _account(row: Row) -> Account:
    return Account(row["account_id"], row["address"], row["id"], row["device"])


def _post(row: Row) -> Post:
    unit = Unit(row["unit_id"], row["unit_code"], row["kind"], row["unit_name"])
    return Post(row["person_id"], Role(row["role"]), unit, row["force"], row["title"] or "")


def _person_values(person: Person, phone: str | None) -> dict[str, object]:
    named = {name: getattr(person, name) for name in ("id", "code", "name", "title", "you", "me", "consent")}
    return {**named, "phone": phone}


def _post_values(post_id: int, post: Post, since: Instant) -> dict[str, object]:
    values = {"id": post_id, "person_id": post.person_id, "role": post.role, "unit_id": post.unit.id}
    return {**values, "force": post.force, "title": post.title or None, "since": since}
