"""A past instant from what stands now: what was heard since, or moved or called off, is taken back unit by unit."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from storage import rounds, sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant, span
from storage.progress import NightProgress, Part, Sum
from storage.records import SessionKind, SessionState, Unit
from storage.sessions import HeldSession, Touched


def grace(campaign: Campaign) -> Instant:
    """How long after it was asked for a report is still on time."""
    return span(campaign.settings.timetable.asks, campaign.settings.timetable.late)


def counted(one: HeldSession, campaign: Campaign, as_of: Instant) -> NightProgress:
    """What a session added to its night at `as_of`; the same rule as in reckoning._EVENINGS."""
    session, figures = one.session, one.standing.figures
    expected, reported = (
        session.planned and session.kind is not SessionKind.EXTRA,
        one.standing.reported,
    )
    counted_ = figures.get(campaign.settings.target.indicator)
    first = min((figure.first for figure in figures.values()), default=0)
    return NightProgress(
        planned=int(expected),
        reported=int(expected and reported),
        on_time=int(expected and reported and first <= session.asks_at + grace(campaign)),
        owed=int(expected and not reported and session.asks_at <= as_of),
        total=counted_.value if counted_ else 0,
        lacking=int(expected and reported and counted_ is None),
    )


_OWING = "SELECT DISTINCT unit_id FROM session WHERE unit_id IN :units AND kind = 'round'"


async def take_back(
    read: Rows, parts: dict[int, Part], touched: Collection[Touched], when: tuple[Campaign, Instant, date]
) -> None:
    """Session by session; where a round is owed the whole unit, since a round holds in place of what was before it."""
    if not touched:
        return
    above = await units.above(read, {one.now.session.unit_id for one in touched})
    owing = {row["unit_id"] for row in await read.rows(_OWING, units=list(above))}
    known = await sessions.of_units(read, owing) if owing else {}
    for unit, some in _by_unit(touched).items():
        part = next(part for id_, part in parts.items() if id_ in above[unit])
        now, then = [one.now for one in some], [one.then for one in some]
        rest = _others(known.get(unit, ()), now)
        parts[part.unit.id] = (
            part - _brought([*now, *rest], part.unit, when) + _brought([*then, *rest], part.unit, when)
        )


def _by_unit(touched: Collection[Touched]) -> dict[int, list[Touched]]:
    found: dict[int, list[Touched]] = defaultdict(list)
    for one in touched:
        found[one.now.session.unit_id].append(one)
    return found


def _others(nights: Collection[HeldSession], than: Collection[HeldSession]) -> list[HeldSession]:
    known, campaign = {night.session.id for night in than}, {night.session.campaign_id for night in than}
    return [
        held_session
        for held_session in nights
        if held_session.session.id not in known and held_session.session.campaign_id in campaign
    ]


def _brought(nights: Collection[HeldSession], unit: Unit, when: tuple[Campaign, Instant, date]) -> Part:
    """What sessions of one unit bring; nothing those that are called off."""
    campaign, as_of, first = when
    held = [night for night in nights if night.session.state is not SessionState.CANCELLED]
    told = Counter(name for night in held for name in night.standing.figures)
    sums = {name: Sum(sum(rounds.gains(held, name).values()), count) for name, count in told.items()}
    gained = rounds.gains(held, campaign.settings.target.indicator)
    evenings: dict[date, NightProgress] = defaultdict(NightProgress)
    for night in held:
        if first <= night.session.night <= campaign.day(as_of):
            evening = counted(night, campaign, as_of)
            evenings[night.session.night] += replace(evening, total=gained.get(night.session.id, 0))
    return Part(unit, sums, evenings)
