"""Taking a campaign file over: what is new becomes facts, what differs is told. Decides, never writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from handlers.campaigns.campaign_file import CampaignFile, Clerk, Level
from handlers.campaigns.campaign_summary import bare
from handlers.language.tokens import fold
from handlers.language.unit_names import composed, gazetteer
from handlers.people.words import PAIRS, calls, mobile
from handlers.planning import evenings, rounds_owed
from handlers.planning.evenings import SpokenHours
from handlers.planning.plan_difference import Hand
from handlers.planning.rounds_owed import RoundFact, RoundsOwing
from handlers.tree.unit_codes import code_of, kind_of
from storage import campaigns, headcounts, people, sessions, units
from storage.campaigns import Campaign, CampaignChanged, CampaignSet
from storage.database import Rows
from storage.facts import Fact
from storage.headcounts import BaselineEntered, HeadcountEntered
from storage.ids import Ids
from storage.instants import Instant, day_of
from storage.nights import ChangeReason
from storage.people import Enrolled
from storage.records import Baseline, Headcount, Person, Post, Role, Session, Unit
from storage.sessions import SessionTimed
from storage.units import Founded, UnitMoved


@dataclass(frozen=True, slots=True)
class CampaignChange:
    """One thing that the file changes: where, what stood there, what it says. Nothing before: it is new."""

    path: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What taking the file over does; nothing when everything stands as it says."""

    facts: tuple[Fact, ...] = ()
    differences: tuple[CampaignChange, ...] = ()


NUMBERED = ("sessions", "rounds_owed", "rounds_moved", "rounds_off")  # differences of which only the number is told


class StillCounted(Exception):
    """The file leaves out indicators of which figures are there: their names."""


class OtherUnit(Exception):
    """The campaign of this code belongs to another unit than the file says."""


@dataclass
class _Standing:
    """What is known of the campaign, and of the units that the file names, by folded name."""

    campaign: Campaign | None
    unit: Unit | None
    known: dict[str, Unit]
    ledger: Mapping[int, list[Headcount]] = field(default_factory=dict)
    starts: Mapping[int, list[Baseline]] = field(default_factory=dict)
    clerks: frozenset[str] = frozenset()  # their names, folded


async def load(file: CampaignFile, read: Rows, ids: Ids, now: Instant) -> Loaded:
    standing = await _standing(file, read, now)
    if standing.campaign:
        await _refuse_dropped(file, standing.campaign, read, now)
    today = day_of(now, file.about.zone)
    moved = tuple(await _moved(file, standing, read))
    founded = tuple(_founded(file, standing, ids, min(file.about.starts, today)))
    unit = standing.known[composed(file.unit.name)]
    campaign = standing.campaign.id if standing.campaign else ids()
    clerk = tuple(_clerk(file, standing, ids, now))
    lie = (UnitMoved(unit.id, standing.known[composed(above.name)].id) for unit, above in moved)
    facts: list[Fact] = [*founded, *lie, *clerk]
    differences = [*(CampaignChange(f"unit.{one.unit.name}", after=one.unit.code) for one in founded)]
    differences += [CampaignChange("parent", one.name, above.name) for one, above in moved]
    differences += [CampaignChange("clerk", after=enrolled.person.name) for enrolled in clerk]
    changed = tuple(_changes(file, standing.campaign))
    if changed:
        about = file.about
        facts.append(
            CampaignSet(campaign, about.code, unit.id, about.name, about.zone, about.starts, about.ends, file.settings)
        )
    timed = tuple(await _timed(file, standing.campaign, read, now))
    owed = tuple(
        await _owed(file, campaign, standing, read, Hand(ids, ChangeReason(None, f"campaign/{now}", now), today))
    )
    counted = tuple(_counted(file, standing, ids, now))
    started = tuple(_started(file, campaign, standing, ids, now))
    facts += [*timed, *owed, *counted, *started]
    if owed and not changed:
        facts.append(CampaignChanged(campaign))
    differences += [*changed, *_told_figures(counted, started, standing)]
    numbers = dict(zip(NUMBERED, (len(timed), *rounds_owed.counted(owed)), strict=True))
    differences += [CampaignChange(path, after=str(number)) for path, number in numbers.items() if number]
    return Loaded(tuple(facts), tuple(differences))


async def _standing(file: CampaignFile, read: Rows, now: Instant) -> _Standing:
    campaign = await campaigns.named(read, file.about.code)
    coded = await units.by_code(read, [file.unit.code, *(place.code for place in file.above)])
    unit = coded.get(file.unit.code)
    if campaign is not None and (unit is None or campaign.unit.id != unit.id):
        raise OtherUnit(campaign.unit.name)
    below = await units.below(read, unit.id) if unit else ()
    named = {composed(place.name): coded[place.code] for place in (*file.above, file.unit) if place.code in coded}
    known = {**{composed(one.name): one for one in below}, **named}
    held = [one.id for one in known.values()]
    clerks = await people.clerks_above(read, [unit.id], now) if unit else ()
    return _Standing(
        campaign,
        unit,
        known,
        await headcounts.of_units(read, held),
        await headcounts.baselines(read, held),
        frozenset(fold(clerk.name) for clerk in clerks),
    )


def _founded(file: CampaignFile, standing: _Standing, ids: Ids, since: date) -> Iterator[Founded]:
    """The ward with what lies above it, from the top, and the places that figures and rounds name."""
    parent: int | None = None
    for place in (*file.above, file.unit):
        known = standing.known.get(composed(place.name))
        if known is None:
            known = Unit(ids(), place.code, place.kind, place.name)
            standing.known[composed(place.name)] = known
            yield Founded(known, parent, since)
        parent = known.id
    for name in _named_in(file):
        if bare(name) == bare(file.unit.name):  # a row of the ledger may call the ward "phường Tân An"
            standing.known.setdefault(composed(name), standing.known[composed(file.unit.name)])
        below = {unit.name: unit for unit in standing.known.values() if unit.id != parent}
        meant = gazetteer(tuple(below)).surely(name)
        if composed(name) not in standing.known and len(meant) == 1:
            standing.known[composed(name)] = below[meant[0]]
        elif composed(name) not in standing.known:
            taken = {unit.code for unit in standing.known.values()}
            group = Unit(ids(), code_of(name, file.unit.code, taken), kind_of(name), name)
            standing.known[composed(name)] = group
            yield Founded(group, parent, since)


async def _moved(file: CampaignFile, standing: _Standing, read: Rows) -> Iterator[tuple[Unit, Level]]:
    """The ward, and what lies above it, where the file says now what each of them lies in."""
    places = (*file.above, file.unit)
    known = {place: unit for place in places if (unit := standing.known.get(composed(place.name)))}
    parents = {placed.unit.id: placed.parent_id for placed in await units.placed(read)} if known else {}
    below = {unit.id: {one.id for one in await units.below(read, unit.id)} for unit in known.values()}
    return (
        (known[place], above)
        for above, place in pairwise(places)
        if place in known
        and (above not in known or known[above].id not in {parents[known[place].id], *below[known[place].id]})
    )


def _named_in(file: CampaignFile) -> tuple[str, ...]:
    counted, started = file.ledger.headcounts, file.ledger.baselines
    owing = (name for one in file.settings.rounds for name in one.units)
    return tuple(
        dict.fromkeys(
            [
                *(headcount_entry.unit for headcount_entry in counted),
                *(baseline_entry.unit for baseline_entry in started),
                *owing,
            ]
        )
    )


def _clerk(file: CampaignFile, standing: _Standing, ids: Ids, now: Instant) -> Iterator[Enrolled]:
    """The first clerk comes with a new campaign only: later the roster says who is who. Whoever is there stays one."""
    if file.clerk is not None and standing.campaign is None and fold(file.clerk.name) not in standing.clerks:
        yield enrolled_clerk(file.clerk, standing.known[composed(file.unit.name)], ids, now)


def enrolled_clerk(clerk: Clerk, unit: Unit, ids: Ids, now: Instant) -> Enrolled:
    id_ = ids()
    you, me = PAIRS.get(fold(clerk.you)) or calls(clerk.title, clerk.name, leads=False)
    person = Person(id_, f"{unit.code}-{id_}", clerk.name, clerk.title, you, me)
    return Enrolled(
        person, ((ids(), Post(id_, Role.CLERK, unit, title=clerk.title)),), (), now, mobile(clerk.phone) or None
    )


def _changes(file: CampaignFile, campaign: Campaign | None) -> Iterator[CampaignChange]:
    """Every leaf of the settings that differs."""
    about, after = file.about, _leaves(file.settings.model_dump(mode="json"))
    named = {"name": about.name, "zone": about.zone, "starts": str(about.starts), "ends": str(about.ends)}
    if campaign is None:
        yield CampaignChange(f"campaign.{about.code}", after=about.name)
        return
    if campaign.archived:
        yield CampaignChange("archived")
    stood = {name: str(getattr(campaign, name)) for name in named}
    before = _leaves(campaign.settings.model_dump(mode="json"))
    for path in sorted({*before, *after}):
        if before.get(path, "") != after.get(path, ""):
            yield CampaignChange(path, before.get(path, ""), after.get(path, ""))
    for path, said in named.items():
        if stood[path] != said:
            yield CampaignChange(f"campaign.{path}", stood[path], said)


def _leaves(value: Any, path: str = "") -> dict[str, str]:
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value, start=1)  # type: ignore[assignment]  # a place in a list is as good as a name
    else:
        return {path: "" if value is None else str(value)}
    return {k: v for name, one in parts for k, v in _leaves(one, f"{path}.{name}" if path else str(name)).items()}


async def _timed(file: CampaignFile, campaign: Campaign | None, read: Rows, now: Instant) -> list[SessionTimed]:
    """Nights to come are asked and locked by the new hours; a night that is over, or asked about, keeps its own."""
    if campaign is None:
        return []
    nights = await sessions.of_campaign(read, campaign.id, day_of(now, file.about.zone))
    return [timed for session in nights if (timed := retimed(session, campaign, file, now)) is not None]


def retimed(session: Session, campaign: Campaign, file: CampaignFile, now: Instant) -> SessionTimed | None:
    """Only what stands as the old hours had it: who gave a night hours of its own meant them."""
    if session.is_round or session.asks_at <= now:
        return None
    own = SpokenHours(session.starts, session.ends)
    usual = (session.starts, session.ends) == (campaign.settings.timetable.starts, campaign.settings.timetable.ends)
    before = _made(session, campaign, own)
    after = _made(
        session, replace(campaign, settings=file.settings, zone=file.about.zone), SpokenHours() if usual else own
    )
    if (session.asks_at, session.locks_at) != (before.asks_at, before.locks_at) or after.asks_at <= now:
        return None
    hours = (after.starts, after.ends, after.asks_at, after.locks_at)
    changed = hours != (session.starts, session.ends, session.asks_at, session.locks_at)
    return SessionTimed(session.id, session.version, *hours) if changed else None


def _made(session: Session, campaign: Campaign, hours: SpokenHours) -> Session:
    return evenings.made(campaign, session.unit_id, session.night, hours, session.id)


async def _owed(file: CampaignFile, campaign: int, standing: _Standing, read: Rows, hand: Hand) -> Iterator[RoundFact]:
    about, unit = file.about, standing.known[composed(file.unit.name)]
    now = Campaign(campaign, about.code, unit, about.name, about.zone, about.starts, about.ends, 0, file.settings)
    nights = await sessions.register(read, campaign) if standing.campaign else ()
    places = [one for one in standing.known.values() if not one.level]
    return rounds_owed.facts(RoundsOwing(now, places, nights), hand)


async def _refuse_dropped(file: CampaignFile, campaign: Campaign, read: Rows, now: Instant) -> None:
    """What has been counted has to be called something."""
    kept = {indicator.code for indicator in file.settings.indicators}
    dropped = [indicator for indicator in campaign.settings.indicators if indicator.code not in kept]
    if not dropped:
        return
    nights = await sessions.below(read, campaign.unit.id, campaign.id, now)
    known = await headcounts.baselines(read, [unit.id for unit in await units.ever_below(read, campaign.unit.id)])
    said = {code for night in nights for code in night.standing.figures}
    said |= {baseline.indicator for some in known.values() for baseline in some if baseline.campaign_id == campaign.id}
    names = [one.name for one in dropped if one.code in said]
    if names:
        raise StillCounted(", ".join(names))


def _counted(file: CampaignFile, standing: _Standing, ids: Ids, now: Instant) -> Iterator[HeadcountEntered]:
    """A figure that stands already is not entered again; one that differs is a new row of the ledger."""
    for headcount in file.ledger.headcounts:
        unit = standing.known[composed(headcount.unit)]
        same = [
            h for h in standing.ledger.get(unit.id, ()) if (h.measure, h.as_of) == (headcount.measure, headcount.as_of)
        ]
        if not same or (same[-1].value, same[-1].source) != (headcount.value, headcount.source):
            yield HeadcountEntered(
                ids(), Headcount(unit.id, headcount.measure, headcount.value, headcount.as_of, headcount.source, now)
            )


def _started(
    file: CampaignFile, campaign: int, standing: _Standing, ids: Ids, now: Instant
) -> Iterator[BaselineEntered]:
    """Like a headcount: what differs is a new row beside the one that stands."""
    for baseline in file.ledger.baselines:
        unit = standing.known[composed(baseline.unit)]
        about = (campaign, baseline.indicator, baseline.as_of)
        same = [b for b in standing.starts.get(unit.id, ()) if (b.campaign_id, b.indicator, b.as_of) == about]
        if not same or (same[-1].value, same[-1].source) != (baseline.value, baseline.source):
            yield BaselineEntered(
                ids(),
                Baseline(campaign, unit.id, baseline.indicator, baseline.value, baseline.as_of, baseline.source, now),
            )


def _told_figures(
    counted: tuple[HeadcountEntered, ...], started: tuple[BaselineEntered, ...], standing: _Standing
) -> Iterator[CampaignChange]:
    names = {unit.id: unit.name for unit in standing.known.values()}
    for headcount_entered in counted:
        figure = headcount_entered.headcount
        yield CampaignChange(f"{names[figure.unit_id]}.{figure.measure}", after=str(figure.value))
    for start in started:
        figure_of = start.baseline
        yield CampaignChange(f"{names[figure_of.unit_id]}.{figure_of.indicator}", after=str(figure_of.value))
