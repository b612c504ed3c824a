"""Difficulties as they are shown: the same from several units is one line, by the number of the first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from handlers.difficulties import texts
from handlers.difficulties.texts import StuckGroup
from storage import people, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.difficulties import Difficulty
from storage.instants import Instant, local
from storage.records import Person, Unit


@dataclass(frozen=True, slots=True)
class _Names:
    """Of the units that met some difficulties, and of the people who raised or own them."""

    units: Mapping[int, Unit]
    persons: Mapping[int, Person]


async def names(read: Rows, some: Collection[Difficulty]) -> _Names:
    if not some:
        return _Names({}, {})
    whom = {id_ for one in some for id_ in (one.person_id, one.owner_id) if id_}
    return _Names(await units.by_id(read, {one.unit_id for one in some}), await people.by_id(read, whom))


async def groups(
    read: Rows, some: Collection[Difficulty], campaign: Campaign, now: Instant
) -> list[tuple[StuckGroup, tuple[Difficulty, ...]]]:
    """In the order of their numbers."""
    return grouped(some, await names(read, some), campaign, now)


def grouped(
    some: Iterable[Difficulty], known: _Names, campaign: Campaign, now: Instant
) -> list[tuple[StuckGroup, tuple[Difficulty, ...]]]:
    by_group: dict[int, list[Difficulty]] = defaultdict(list)
    for one in some:
        by_group[one.group].append(one)
    found = []
    for members in sorted(by_group.values(), key=lambda members: members[0].number):
        first = min(members, key=lambda one: one.number)
        owner = next(
            (known.persons[one.owner_id] for one in members if one.owner_id and one.owner_id in known.persons), None
        )
        state = texts.owned_by(owner) if owner else texts.JUST_TOLD
        if first.due <= now:
            state = f"{state}, {texts.overdue(local(first.due, campaign.zone))}"
        group = StuckGroup(
            number=first.number,
            kind=first.kind,
            carrier=next((one.carrier for one in members if one.carrier), ""),
            households=sum(one.households or 0 for one in members),
            units=list(dict.fromkeys(known.units[one.unit_id].name for one in members)),
            heard=local(first.heard, campaign.zone),
            state=state,
            words=first.words,
            raiser=known.persons.get(first.person_id),
            notes=len(members),
        )
        found.append((group, tuple(members)))
    return found
