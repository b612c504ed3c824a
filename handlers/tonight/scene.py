"""What the words about sessions stand on: the nights, their campaigns, places and teams, asked for all at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from storage import campaigns, people, sessions, shifts, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant
from storage.records import Person, Session, Unit
from storage.sending import Waiting
from storage.sessions import HeldSession
from storage.shifts import LIVE, ShiftMember


@dataclass(frozen=True, slots=True)
class Scene:
    nights: Mapping[int, HeldSession]
    campaigns: Mapping[int, Campaign]
    units: Mapping[int, Unit]
    teams: Mapping[int, tuple[ShiftMember, ...]]
    heads: Mapping[int, Person]  # by unit
    people: Mapping[int, Person]

    def campaign(self, session: Session) -> Campaign:
        return self.campaigns[session.campaign_id]

    def unit(self, session: Session) -> Unit:
        return self.units[session.unit_id]

    def head(self, session: Session) -> Person | None:
        return self.heads.get(session.unit_id)

    def team(self, session: Session) -> tuple[ShiftMember, ...]:
        """Those who have a place now."""
        return tuple(
            shift_member for shift_member in self.teams.get(session.id, ()) if shift_member.shift.state in LIVE
        )

    def of_force(self, session: Session, force: str) -> tuple[ShiftMember, ...]:
        return tuple(shift_member for shift_member in self.team(session) if shift_member.shift.force == force)

    def open_places(self, session: Session) -> dict[str, int]:
        """How many people each force still owes this session."""
        wanted = self.campaign(session).settings.team
        missing = {places.force.value: places.number - len(self.of_force(session, places.force)) for places in wanted}
        return {force: number for force, number in missing.items() if number > 0}

    def by_force(self, session: Session) -> dict[str, tuple[int, tuple[ShiftMember, ...]]]:
        """Of every force that is wanted or there: how many are wanted, and who has a place."""
        wanted = {places.force.value: places.number for places in self.campaign(session).settings.team}
        forces = dict.fromkeys([*wanted, *(shift_member.shift.force for shift_member in self.team(session))])
        found = {force: (wanted.get(force, 0), self.of_force(session, force)) for force in forces}
        return {force: (need, some) for force, (need, some) in found.items() if need or some}

    def counted(self, night: HeldSession) -> bool:
        """Whether the figure that the target counts is there: until then it is asked for."""
        return night.standing.value(self.campaign(night.session).settings.target.indicator) is not None


async def of_sessions(read: Rows, ids: Collection[int], person_ids: Collection[int], now: Instant) -> Scene:
    nights = await sessions.by_id(read, ids)
    unit_ids = {night.session.unit_id for night in nights.values()}
    return Scene(
        nights,
        await campaigns.by_id(read, {night.session.campaign_id for night in nights.values()}),
        await units.by_id(read, unit_ids),
        await shifts.team(read, ids),
        await people.heads(read, unit_ids, now),
        await people.by_id(read, person_ids),
    )


async def of_messages(read: Rows, waiting: Sequence[Waiting], now: Instant) -> Scene:
    """Of recipes whose params name a session."""
    ids = {int(one.message.params["session"]) for one in waiting}
    return await of_sessions(read, ids, {one.message.person_id or 0 for one in waiting}, now)


def changed(one: Waiting, session: Session) -> bool:
    """Whether the night is not as it was when this was decided on."""
    return str(session.version) != str(one.message.params["version"]) or not session.planned
