"""A roster held against who is known already: who is new, what changes, which posts would begin and end. Pure.

People are known again by their number, then by name and unit; never by name alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.language.tokens import fold
from handlers.people.roster_reading import RosterPerson, WantedPost
from handlers.people.words import calls
from storage.facts import Fact
from storage.history import Source
from storage.people import Enrolled, PersonChanged
from storage.posts import HeldPost, PostEnded, PostTaken
from storage.records import Person, Post, Role, Unit


@dataclass(frozen=True, slots=True)
class KnownPerson:
    person: Person
    phone: str | None
    posts: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody known whose row says something else than we do; None = no change."""

    known: KnownPerson
    named: RosterPerson
    name: str | None
    title: str | None
    phone: str | None

    @property
    def changes(self) -> bool:
        return bool(self.name or self.title or self.phone)


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """`begins`: posts of people known already; those of new people begin with them.

    `replaced` end with them: the file gives the same person another post in the same unit.
    `ends` needs a yes of its own.
    """

    new: tuple[RosterPerson, ...]
    changed: tuple[PersonChange, ...]
    begins: tuple[tuple[Person, WantedPost], ...]
    replaced: tuple[tuple[Person, HeldPost], ...]
    ends: tuple[tuple[Person, HeldPost], ...]
    same: int

    @property
    def nothing(self) -> bool:
        return not (self.new or self.changed or self.begins or self.ends)


@dataclass(frozen=True, slots=True)
class RosterSource(Source):
    """The accepting of a roster, and where its units are."""

    ward: Unit
    units: Mapping[str, Unit]  # by name

    def unit(self, wanted: WantedPost) -> Unit:
        return self.units[wanted.unit] if wanted.unit else self.ward


def difference(named: Sequence[RosterPerson], known: Sequence[KnownPerson], actor: int | None) -> RosterDifference:
    """The post by which the sender acts does not end, whatever the roster leaves out; whose row waits keeps theirs."""
    matched = _matched(named, known)
    changes = [_change(roster_person, matched[place]) for place, roster_person in enumerate(named) if place in matched]
    begins = [(c.known.person, wanted) for c in changes for wanted in c.named.posts if not _holds(c.known, wanted)]
    waiting = {fold(one.name) for one in named if one.waits}
    kept = {known_person.person.id: _wanted_of(matched, named, known_person) for known_person in known}
    ends = [
        (person.person, held)
        for person in known
        for held in person.posts
        if not any(_is(held, wanted) for wanted in kept[person.person.id])
        and fold(person.person.name) not in waiting
        and not (person.person.id == actor and held.post.role is Role.CLERK)
    ]
    return RosterDifference(
        new=tuple(one for place, one in enumerate(named) if place not in matched and not one.waits),
        changed=tuple(change for change in changes if change.changes and not change.named.waits),
        begins=tuple(begins),
        replaced=tuple(end for end in ends if _corrected(end, begins)),
        ends=tuple(end for end in ends if not _corrected(end, begins)),
        same=sum(not change.changes and not change.named.waits for change in changes),
    )


def facts(found: RosterDifference, occasion: RosterSource, *, end: bool) -> tuple[Fact, ...]:
    """What accepting the roster writes; posts end only where somebody has said so."""
    written: list[Fact] = []
    for roster_person in found.new:
        written += _enrolled(roster_person, occasion)
    for change in found.changed:
        written.append(PersonChanged(change.known.person.id, change.name, change.title, change.phone))
        if change.phone:
            written.append(occasion.noted("phoned", change.known.person.id))
    for person, wanted in found.begins:
        written += _taken(person, wanted, occasion)
    for _, held in (*found.replaced, *(found.ends if end else ())):
        written += [PostEnded(held.id, occasion.at), occasion.of_post("left", held.post)]
    return tuple(written)


def _matched(named: Sequence[RosterPerson], known: Sequence[KnownPerson]) -> dict[int, KnownPerson]:
    """By place in the roster. A number that several hold identifies nobody."""
    by_phone: dict[str, list[KnownPerson]] = defaultdict(list)
    by_name: dict[str, list[KnownPerson]] = defaultdict(list)
    for who in known:
        by_name[fold(who.person.name)].append(who)
        if who.phone:
            by_phone[who.phone].append(who)
    found: dict[int, KnownPerson] = {}
    taken: set[int] = set()
    for match in (_by_phone, _by_name_and_unit):
        for place, roster_person in enumerate(named):
            fitting = [k for k in match(roster_person, by_phone, by_name) if k.person.id not in taken]
            if place not in found and len(fitting) == 1:
                found[place] = fitting[0]
                taken.add(fitting[0].person.id)
    return found


def _by_phone(one: RosterPerson, by_phone: Mapping[str, list[KnownPerson]], _by_name: object) -> list[KnownPerson]:
    """With the same given name at least: a number that went to somebody else does not make them one."""
    return [k for k in by_phone.get(one.phone or "", ()) if fold(k.person.given) == fold(one.name.split()[-1])]


def _by_name_and_unit(
    one: RosterPerson, _by_phone: object, by_name: Mapping[str, list[KnownPerson]]
) -> list[KnownPerson]:
    return [k for k in by_name.get(fold(one.name), ()) if any(_meet(k, wanted) for wanted in one.posts)]


def _meet(known: KnownPerson, wanted: WantedPost) -> bool:
    return any(_there(held, wanted) for held in known.posts)


def _holds(known: KnownPerson, wanted: WantedPost) -> bool:
    return any(_is(held, wanted) for held in known.posts)


def _is(held: HeldPost, wanted: WantedPost) -> bool:
    post = held.post
    return (post.role, post.force) == (wanted.role, wanted.force) and _there(held, wanted)


def _there(held: HeldPost, wanted: WantedPost) -> bool:
    unit = held.post.unit
    return unit.name == wanted.unit if wanted.unit else unit.kind == "ward"


def _corrected(end: tuple[Person, HeldPost], begins: Iterable[tuple[Person, WantedPost]]) -> bool:
    """Who was read as a helper and is the deputy now is not both."""
    person, held = end
    return any(person.id == other.id and _there(held, wanted) for other, wanted in begins)


def _wanted_of(
    matched: Mapping[int, KnownPerson], named: Sequence[RosterPerson], known: KnownPerson
) -> list[WantedPost]:
    places = [place for place, known_person in matched.items() if known_person.person.id == known.person.id]
    return [wanted for place in places for wanted in named[place].posts]


def _change(named: RosterPerson, known: KnownPerson) -> PersonChange:
    person = known.person
    return PersonChange(
        known,
        named,
        named.name if fold(named.name) != fold(person.name) else None,
        named.title if named.title and fold(named.title) != fold(person.title) else None,
        named.phone if named.phone and named.phone != known.phone else None,
    )


def _enrolled(one: RosterPerson, occasion: RosterSource) -> list[Fact]:
    id_ = occasion.ids()
    leads = any(wanted.role in {Role.LEADER, Role.DEPUTY} for wanted in one.posts)
    you, me = calls(one.title, one.name, leads=leads)
    person = Person(id_, f"p{id_}", one.name, one.title, you, me)
    return [
        Enrolled(person, (), (), occasion.at, one.phone),
        *(fact for wanted in one.posts for fact in _taken(person, wanted, occasion)),
    ]


def _taken(person: Person, wanted: WantedPost, occasion: RosterSource) -> list[Fact]:
    unit = occasion.unit(wanted)
    post = Post(person.id, wanted.role, unit, wanted.force, wanted.title)
    taken = PostTaken(
        occasion.ids(), person.id, wanted.role, unit.id, wanted.force, occasion.at, title=wanted.title or None
    )
    return [taken, occasion.of_post("took", post)]


def holders(held: Iterable[HeldPost]) -> dict[int, tuple[HeldPost, ...]]:
    found: dict[int, list[HeldPost]] = defaultdict(list)
    for held_post in held:
        found[held_post.post.person_id].append(held_post)
    return {person: tuple(posts) for person, posts in found.items()}
