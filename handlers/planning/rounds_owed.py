"""Which units owe which dated rounds: held against what stands, what is to be made, moved, called off. Pure.

A round that names its units is owed by these. One that names none is owed by whoever is not asked by evenings: agencies
and schools count their own people and go out on no evening, and a residential place without evenings is heard no other
way. What groups with evenings have counted the district's form takes from their evenings, so they owe nothing more; and
as long as no plan says who goes out, only agencies and schools owe.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.language.unit_names import same
from handlers.planning import evenings
from handlers.planning.plan_difference import Hand
from storage.campaigns import Campaign
from storage.nights import NightChanged, SessionCancelled, SessionMoved, SessionReinstated
from storage.records import Session, SessionKind, SessionState, Unit
from storage.sessions import HeldSession, SessionPlanned
from storage.settings import Round

RoundFact = SessionPlanned | NightChanged


@dataclass(frozen=True, slots=True)
class RoundsOwing:
    """The campaign with its rounds of now, and what stands."""

    campaign: Campaign
    units: Sequence[Unit]
    nights: Sequence[HeldSession]  # every session of the campaign, cancelled ones too
    going_out: frozenset[int] = frozenset()  # units that a plan gives evenings just now


def facts(owing: RoundsOwing, hand: Hand) -> Iterator[RoundFact]:
    """A round on which figures were told stays as it is, whatever the file says of it now."""
    out = going_out(owing)
    own: dict[int, list[HeldSession]] = defaultdict(list)
    for night in owing.nights:
        if night.session.is_round:
            own[night.session.unit_id].append(night)
    for unit in owing.units:
        due = [one for one in owing.campaign.settings.rounds if owes(unit, one, out)]
        if due or unit.id in own:
            yield from _Unit(unit.id, owing.campaign, hand, own[unit.id]).compare(due)


def going_out(owing: RoundsOwing) -> frozenset[int]:
    planned = {
        n.session.unit_id
        for n in owing.nights
        if n.session.kind is SessionKind.EVENING and n.session.state is not SessionState.CANCELLED
    }
    return owing.going_out | planned


def owes(unit: Unit, round_: Round, out: Collection[int]) -> bool:
    if round_.units:
        return any(same(unit.name, name) for name in round_.units)
    return not unit.level and unit.id not in out and (unit.staffed or bool(out))


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit's returns under comparison: what is owed on the same day stays, whichever round it was for."""

    unit: int
    campaign: Campaign
    hand: Hand
    own: Sequence[HeldSession]

    def compare(self, due: Iterable[Round]) -> Iterator[RoundFact]:
        told = {night.session.round for night in self.own if night.standing.reported}
        wanted = {one.due: one for one in due if one.code not in told}
        there = {night.session.night: night for night in self.own}
        open_ = {day: night.session for day, night in there.items() if self._is_open(night)}
        gone = {one.round: one for day, one in open_.items() if one.round is not None and day not in wanted}
        for day, one in wanted.items():
            if day in open_:
                yield from self._stays(open_[day], one)
            elif day in there:
                yield from self._again(there[day], one)
            elif one.code in gone:
                yield SessionMoved(self.hand.ids(), gone.pop(one.code), self._made(one), self.hand.reason)
            elif day >= self.hand.today:
                yield SessionPlanned(self._made(one))
        yield from (SessionCancelled(self.hand.ids(), session, self.hand.reason) for session in gone.values())

    def _is_open(self, night: HeldSession) -> bool:
        return night.session.planned and not night.standing.reported

    def _stays(self, session: Session, round_: Round) -> Iterator[RoundFact]:
        to = self._made(round_)
        hours = (to.asks_at, to.locks_at, to.round)
        if hours != (session.asks_at, session.locks_at, session.round):
            yield SessionMoved(self.hand.ids(), session, to, self.hand.reason)

    def _again(self, night: HeldSession, round_: Round) -> Iterator[RoundFact]:
        """What was called off on that day is owed again; what was told or excused there stays."""
        if night.session.state is SessionState.CANCELLED and round_.due >= self.hand.today:
            yield SessionReinstated(self.hand.ids(), night.session, self._made(round_), self.hand.reason)

    def _made(self, round_: Round) -> Session:
        return evenings.round_due(self.campaign, self.unit, round_.due, self.hand.ids(), round_)


def counted(some: Iterable[RoundFact]) -> tuple[int, int, int]:
    """How many are owed from now on, how many by another day, how many no more."""
    kinds = [type(one) for one in some]
    fresh = kinds.count(SessionPlanned) + kinds.count(SessionReinstated)
    return fresh, kinds.count(SessionMoved), kinds.count(SessionCancelled)
