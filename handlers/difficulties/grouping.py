"""Difficulties as they are shown: the same from several units is one line, by the number of the first."""

from collections import defaultdict
from collections.abc import Iterable

from handlers.difficulties import texts
from handlers.difficulties.texts import StuckGroup
from storage import people, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.difficulties import Difficulty
from storage.instants import Instant, local


async def groups(
    read: Rows, some: Iterable[Difficulty], campaign: Campaign, now: Instant
) -> list[tuple[StuckGroup, tuple[Difficulty, ...]]]:
    """In the order of their numbers."""
    by_group: dict[int, list[Difficulty]] = defaultdict(list)
    for one in some:
        by_group[one.group].append(one)
    ordered = sorted(by_group.values(), key=lambda members: members[0].number)
    known = await units.by_id(read, {one.unit_id for members in ordered for one in members}) if ordered else {}
    whom = {id_ for members in ordered for one in members for id_ in (one.person_id, one.owner_id) if id_}
    persons = await people.by_id(read, whom) if whom else {}
    found = []
    for members in ordered:
        first = min(members, key=lambda one: one.number)
        owner = next((persons[one.owner_id] for one in members if one.owner_id in persons), None)
        state = texts.owned_by(owner) if owner else texts.JUST_TOLD
        if first.due <= now:
            state = f"{state}, {texts.overdue(local(first.due, campaign.zone))}"
        group = StuckGroup(
            number=first.number,
            kind=first.kind,
            carrier=next((one.carrier for one in members if one.carrier), ""),
            households=sum(one.households or 0 for one in members),
            units=list(dict.fromkeys(known[one.unit_id].name for one in members)),
            heard=local(first.heard, campaign.zone),
            state=state,
            words=first.words,
            raiser=persons.get(first.person_id),
            notes=len(members),
        )
        found.append((group, tuple(members)))
    return found
