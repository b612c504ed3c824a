"""A plan against what stands: which nights stay, are moved, called off, added; what is kept whatever the plan says.

Pure. Only groups that the plan names are compared, and only within its own span of days; a night that has figures, or
has passed, or was called off by its head, is never touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest

from handlers.language.tokens import fold
from handlers.language.unit_names import composed, gazetteer, is_building, key, parts, similar, spelled
from handlers.planning import evenings, words
from handlers.planning.evenings import SpokenHours
from handlers.planning.plan_reading import PlanDraft, WantedNight
from handlers.planning.read_plan import ReadDeadline
from storage.campaigns import Campaign, CampaignChanged
from storage.facts import Fact
from storage.ids import Ids
from storage.nights import ChangeReason, NightChanged, SessionCancelled, SessionMoved, SessionReinstated
from storage.records import Session, SessionKind, SessionState, Unit
from storage.sessions import HeldSession, SessionPlanned
from storage.units import Founded


@dataclass(frozen=True, slots=True)
class Hand:
    """Who puts the plan into the register: where ids come from, who says so, what day it is."""

    ids: Ids
    reason: ChangeReason
    today: date


@dataclass(frozen=True, slots=True)
class Register:
    """What stands: the units of the ward and every session of the campaign, cancelled ones too."""

    campaign: Campaign
    units: Sequence[Unit]
    nights: Sequence[HeldSession]


@dataclass(slots=True)
class PlanDifference:
    """`kept`: nights with figures, `passed`: nights gone by, both not in the plan; `outside`: not of the campaign.

    `beyond`: nights to come of which the plan does not speak: of other units, or outside its days. `missing`: that it
    should speak of and does not, and that stay because they were said to.
    """

    founded: list[Founded] = field(default_factory=list)
    stays: list[Session] = field(default_factory=list)
    planned: list[SessionPlanned] = field(default_factory=list)
    changed: list[NightChanged] = field(default_factory=list)
    rounds: list[SessionPlanned] = field(default_factory=list)
    owed: list[SessionPlanned | NightChanged] = field(default_factory=list)  # what the campaign's own rounds bring
    kept: list[Session] = field(default_factory=list)
    passed: list[Session] = field(default_factory=list)
    outside: list[WantedNight] = field(default_factory=list)
    beyond: list[Session] = field(default_factory=list)
    missing: list[Session] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)  # of everything above

    @property
    def cancelled(self) -> list[SessionCancelled]:
        return [
            session_cancelled for session_cancelled in self.changed if isinstance(session_cancelled, SessionCancelled)
        ]

    @property
    def nothing(self) -> bool:
        return not (self.founded or self.planned or self.changed or self.rounds)

    def facts(self, campaign: Campaign) -> tuple[Fact, ...]:
        """What waited for a night that has changed is void: its version rises, and the campaign's."""
        done: tuple[Fact, ...] = (*self.founded, *self.changed, *self.planned, *self.rounds, *self.owed)
        return (*done, CampaignChanged(campaign.id)) if done else ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name that no unit has. `near`: units that it may mean; `event`: no place at all, as far as can be told."""

    name: str
    near: tuple[str, ...]
    event: bool

    @property
    def held(self) -> bool:
        """Whether somebody has to say what it is before anything of it is stored."""
        return bool(self.near) or self.event


def strangers(groups: Iterable[str], units: Sequence[Unit]) -> list[Stranger]:
    """Names of the plan that no unit has, or that would make two of its places one."""
    order = list(dict.fromkeys(groups))
    register, found = [unit.name for unit in units], list[Stranger]()
    known = list(register)
    for name in order:
        meant = gazetteer(tuple(known)).surely(name)
        if len(meant) == 1 and not _is_another(name, meant[0], order, register):
            continue
        near = tuple(one for one in meant if one in register or len(meant) > 1) or _near(name, known, register)
        known.append(name)
        found.append(Stranger(name, near, bool(words.EVENT.match(fold(name))) or parts(name).bare))
    return found


def _near(name: str, known: Sequence[str], register: Sequence[str]) -> tuple[str, ...]:
    """A number alone may be any unit's of that number."""
    one = parts(name)
    alike = (other for other in known if core(other) == core(name) or similar(other, name))
    near = tuple(other for other in alike if other in register or not _are_two(name, other))
    return near or (gazetteer(tuple(known)).numbered(int(one.rest[0])) if one.bare and one.is_number else ())


def _is_another(name: str, meant: str, plan: Sequence[str], register: Sequence[str]) -> bool:
    """A looser word for a unit that another place of the plan means as well, or whose like the plan has elsewhere."""
    if key(name) == key(meant):
        return False
    named, others = gazetteer(tuple(register)), [one for one in plan if key(one) != key(name)]
    rivals = [one for one in others if key(one) == key(meant) or named.surely(one) == (meant,)]
    of_kind = [one for one in others if parts(one).kind == parts(name).kind]
    strange = _are_two(name, meant) and any(not named.surely(one) for one in of_kind)
    return strange or any(_are_two(name, one) for one in rivals)


def _are_two(name: str, other: str) -> bool:
    """Tổ 1 and Thôn 1, or Thôn 1 of two communes."""
    one, two = parts(name), parts(other)
    if one.folded != two.folded:
        return False
    return one.within != two.within or (bool(one.kinds and two.kinds) and one.is_number and not one.kind & two.kind)


def core(name: str) -> str:
    """What is left of a name without what is said in brackets and the words for its kind: "KP 04" is "4"."""
    return " ".join(parts(name).folded)


def difference(
    wanted: Sequence[WantedNight],
    deadlines: Iterable[ReadDeadline],
    register: Register,
    hand: Hand,
    draft: PlanDraft,
) -> PlanDifference:
    """A plan speaks of the units it names, on the days between its first and last and in the months of its title."""
    named = [wanted_night.group for wanted_night in wanted]
    plan_difference, places = (
        PlanDifference(),
        _Places(register, hand, named, frozenset(name for name, meant in draft.names.items() if name == meant)),
    )
    by_unit: dict[int, dict[date, SpokenHours]] = defaultdict(dict)
    for wanted_night in wanted:
        if not register.campaign.starts <= wanted_night.night <= register.campaign.ends:
            plan_difference.outside.append(wanted_night)
            continue
        nights = by_unit[places.unit(wanted_night.group).id]
        nights[wanted_night.night] = _both(
            nights.get(wanted_night.night), SpokenHours(wanted_night.starts, wanted_night.ends)
        )
    first, last = register.campaign.starts, register.campaign.ends
    days = [night for nights in by_unit.values() for night in nights]
    if draft.whole and by_unit:
        days += [first, last]
        for night in register.nights:
            if night.session.planned and night.session.kind is SessionKind.EVENING:
                by_unit.setdefault(night.session.unit_id, {})
                places.by_id |= {u.id: u for u in register.units if u.id == night.session.unit_id}
    for month, year in draft.read.months if days else ():
        begins = date(year, month, 1)
        ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        days += [max(begins, first), min(ends, last)] if begins <= last and ends >= first else []
    for unit, nights in by_unit.items():
        standing = [night for night in register.nights if night.session.unit_id == unit]
        _Sheet(plan_difference, register.campaign, hand, unit, draft.keeps).compare(
            nights, standing, (min(days), max(days))
        )
    for night in register.nights:
        session = night.session
        to_come = session.night >= hand.today and session.planned and session.kind is SessionKind.EVENING
        if to_come and by_unit and session.unit_id not in by_unit:
            plan_difference.beyond.append(session)
            places.by_id |= {u.id: u for u in register.units if u.id == session.unit_id}
    plan_difference.beyond.sort(key=lambda session: (places.by_id[session.unit_id].name, session.night))
    for deadline in deadlines:
        _owe(plan_difference, register, hand, places.unit(deadline.group), deadline.due)
    plan_difference.founded, plan_difference.units = places.founded, places.by_id
    return plan_difference


def _both(known: SpokenHours | None, other: SpokenHours) -> SpokenHours:
    """Two visits on one day are one session, from the first beginning to the last end."""
    if known is None or known.starts is None or other.starts is None:
        return other if known is None or known.starts is None else known
    ends = [end for end in (known.ends, other.ends) if end]
    return SpokenHours(min(known.starts, other.starts), max(ends, default=None))


@dataclass
class _Places:
    """The ward's units by name; a name it does not know becomes a new one."""

    register: Register
    hand: Hand
    plan: Sequence[str]  # every place that it names
    own: frozenset[str]  # of which somebody said that they are no unit's
    founded: list[Founded] = field(default_factory=list)
    by_id: dict[int, Unit] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        known = [*self.register.units, *(fact.unit for fact in self.founded)]
        register = [unit.name for unit in self.register.units]
        exact = tuple(unit.name for unit in known if composed(unit.name) == composed(name))
        meant = exact or gazetteer(tuple(unit.name for unit in known)).surely(name)
        if not exact and (name in self.own or (len(meant) == 1 and _is_another(name, meant[0], self.plan, register))):
            meant = ()
        unit = next((unit for unit in known if meant == (unit.name,)), None) or self._found(name)
        self.by_id[unit.id] = unit
        return unit

    def _found(self, name: str) -> Unit:
        id_, ward = self.hand.ids(), self.register.campaign.unit
        kind = "building" if is_building(name) else "group"
        unit = Unit(id_, f"{ward.code}-{id_}", kind, spelled(name))
        self.founded.append(Founded(unit, ward.id, self.hand.today))
        return unit


def _owe(found: PlanDifference, register: Register, hand: Hand, unit: Unit, due: date) -> None:
    owed = any(n.session.unit_id == unit.id and n.session.is_round for n in register.nights)
    if not owed and register.campaign.starts <= due <= register.campaign.ends:
        found.rounds.append(SessionPlanned(evenings.round_due(register.campaign, unit.id, due, hand.ids())))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One unit under comparison."""

    found: PlanDifference
    campaign: Campaign
    hand: Hand
    unit: int
    keeps: bool

    def compare(
        self, wanted: Mapping[date, SpokenHours], standing: Sequence[HeldSession], span: tuple[date, date]
    ) -> None:
        evening = {n.session.night: n for n in standing if n.session.kind is SessionKind.EVENING}
        extra = {n.session.night: n.session for n in standing if n.session.kind is SessionKind.EXTRA}
        takes_place = {night: n for night, n in evening.items() if n.session.state is not SessionState.CANCELLED}
        for night, hours in sorted(wanted.items()):
            if night in takes_place:
                self._stays(takes_place[night].session, hours)
            elif night in extra and extra[night].state != SessionState.CANCELLED:
                self.found.stays.append(extra[night])
        missing = [night for night in sorted(wanted) if night not in takes_place and not self._is_extra(night, extra)]
        gone = list(self._gone([n for night, n in sorted(takes_place.items()) if night not in wanted], span))
        passed = [night for night in missing if night < self.hand.today]
        for old, new in (*((None, night) for night in passed), *zip_longest(gone, missing[len(passed) :])):
            self._replace(old, new, evening, wanted)

    def _is_extra(self, night: date, extra: Mapping[date, Session]) -> bool:
        return night in extra and extra[night].state != SessionState.CANCELLED

    def _stays(self, session: Session, hours: SpokenHours) -> None:
        to = evenings.made(self.campaign, self.unit, session.night, hours, session.id)
        other = hours.starts is not None and (to.starts, to.ends) != (session.starts, session.ends)
        if other and session.night >= self.hand.today and session.planned:
            self.found.changed.append(SessionMoved(self.hand.ids(), session, to, self.hand.reason))
        else:
            self.found.stays.append(session)

    def _gone(self, nights: Iterable[HeldSession], span: tuple[date, date]) -> Iterator[Session]:
        """What the plan does not have any more, as far as it may be taken away."""
        for night in nights:
            session = night.session
            if not span[0] <= session.night <= span[1] or session.state is SessionState.EXCUSED:
                self.found.stays.append(session)
                if session.night >= self.hand.today:
                    self.found.beyond.append(session)
            elif night.standing.figures:
                self.found.kept.append(session)
            elif session.night < self.hand.today:
                self.found.passed.append(session)
            else:
                yield session

    def _replace(
        self,
        old: Session | None,
        new: date | None,
        evening: Mapping[date, HeldSession],
        wanted: Mapping[date, SpokenHours],
    ) -> None:
        ids, reason = self.hand.ids, self.hand.reason
        target = evening.get(new) if new else None
        to = evenings.made(self.campaign, self.unit, new, wanted[new], ids()) if new else None
        if old and to and target is None:
            self.found.changed.append(SessionMoved(ids(), old, to, reason))
            return
        if old and self.keeps and not to:
            self.found.missing.append(old)
            self.found.stays.append(old)
            return
        if old:
            self.found.changed.append(SessionCancelled(ids(), old, reason))
        if target and to:
            self.found.changed.append(
                SessionReinstated(ids(), target.session, replace(to, kind=SessionKind.EVENING), reason)
            )
        elif to:
            self.found.planned.append(SessionPlanned(to))
