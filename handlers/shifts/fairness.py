"""Who could come: of a force, those who are there and free, who have had the fewest nights first."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from storage import absences, forces, shifts
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant, at
from storage.records import Person, Session
from storage.shifts import Shift

Slot = tuple[date, str, str]  # night, from, until
HOME_IS_WORTH = 1  # nights that somebody of the unit may have more than others and is still suggested first


@dataclass
class Pool:
    """The people of a force, with what they have taken on; filling a place makes the next choice another one."""

    campaign: Campaign
    people: tuple[Person, ...]
    held: Mapping[int, Sequence[Shift]]
    away: Mapping[int, Sequence[tuple[Instant, Instant]]]
    volunteers: Collection[int]  # who may be suggested
    members: Mapping[int, Collection[int]]  # who has, or had and gave back, a place, by session
    homes: Mapping[int, Collection[int]]  # the units that people are of, where that is not the whole ward
    given: dict[int, list[Slot]] = field(default_factory=dict)

    def taken(self, person: int) -> list[Slot]:
        held = [(shift.night, shift.starts, shift.ends) for shift in self.held.get(person, ())]
        return [*held, *self.given.get(person, ())]

    def is_away(self, person: int, session: Session) -> bool:
        begins = at(session.night, session.starts or "", self.campaign.zone)
        return any(since <= begins < until for since, until in self.away.get(person, ()))

    def is_busy(self, person: int, session: Session) -> bool:
        return any(overlap(slot, slot_of(session)) for slot in self.taken(person))

    def nights_of_week(self, person: int, night: date) -> int:
        monday = night - timedelta(days=night.weekday())
        return len({slot[0] for slot in self.taken(person) if monday <= slot[0] < monday + timedelta(days=7)})

    def free(self, session: Session) -> list[Person]:
        """People of the session's unit, then the fewest nights first; whoever has declined it is not asked again."""
        free = [
            person
            for person in self.people
            if person.id in self.volunteers
            and person.id not in self.members.get(session.id, ())
            and not self.is_busy(person.id, session)
            and not self.is_away(person.id, session)
        ]
        load = Counter({one.id: len(self.taken(one.id)) for one in free})
        enough = min(load.values(), default=0) + HOME_IS_WORTH

        def rank(one: Person) -> tuple[bool, int, bool]:
            home = self.homes.get(one.id)
            at_home = home is not None and session.unit_id in home and load[one.id] <= enough
            return not at_home, load[one.id], home is not None  # who lives elsewhere is kept for there

        return sorted(free, key=rank)

    def suggest(self, session: Session, number: int) -> list[Person]:
        """As many of the free as are wanted; they are taken from now on."""
        chosen = self.free(session)[:number]
        for person in chosen:
            self.given.setdefault(person.id, []).append(slot_of(session))
        return chosen


async def pool(
    read: Rows, campaign: Campaign, force: str, teams: Mapping[int, Sequence[shifts.ShiftMember]], now: Instant
) -> Pool:
    people = await forces.members(read, campaign.unit.id, force, now)
    ids = {person.id for person in people}
    held = await shifts.of_people(read, ids, campaign.starts)
    known = {session: {member.person.id for member in team} for session, team in teams.items()}
    volunteers = {one.id for one in await forces.members(read, campaign.unit.id, force, now, leading=False)}
    homes = await forces.homes(read, campaign.unit.id, force, now)
    return Pool(campaign, people, held, await absences.spans(read, ids, now), volunteers, known, homes)


def slot_of(session: Session) -> Slot:
    return session.night, session.starts or "", session.ends or ""


def overlap(one: Slot, other: Slot) -> bool:
    """On one night, with an hour in common; an end that is not known is the end of the night."""
    (night, starts, ends), (other_night, other_starts, other_ends) = one, other
    return night == other_night and starts < (other_ends or "99") and other_starts < (ends or "99")
