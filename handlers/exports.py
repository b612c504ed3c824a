"""The tables that are handed out: progress, night by night, the district's form, rewards. Their sums are /status's."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers import rewards, texts_tables
from handlers import texts_tables as told
from handlers.tables import Cell, Column, Table
from handlers.texts import MEASURES
from storage import headcounts, people, reckoning, sessions, units
from storage.database import Rows
from storage.instants import Instant, at, local
from storage.progress import Part, Progress, Scope
from storage.records import Session
from storage.settings import Round
from storage.standing import Standing

STAFFED = {"agency", "school"}  # who count their own people instead of residents


@dataclass(frozen=True, slots=True)
class Asked:
    """`about`: which round."""

    scope: Scope
    as_of: Instant
    about: str = ""


class NoSuch(Exception):
    """There is no round of this name."""


async def progress(read: Rows, asked: Asked) -> Table:
    found = await reckoning.of_unit(read, asked.scope, asked.as_of)
    counted = [known for known in asked.scope.campaign.settings.indicators if known.code != found.indicator]
    name = asked.scope.campaign.settings.name_of(found.indicator)
    columns = [
        *(Column(told.NUMBER, width=5), Column(told.CODE, "text", 10), Column(told.UNIT, "text", 28)),
        *(Column(_whole(found)), Column(told.BEFORE), Column(name), Column(told.SO_FAR), Column(told.SHARE, "percent")),
        *(Column(known.name) for known in counted),
        Column(told.OWED),
    ]
    rows = [
        [number, part.unit.code, part.unit.name, *_counts(part, found), *(_told(part, c.code) for c in counted), owed]
        for number, part in enumerate(found.living, start=1)
        for owed in [sum(evening.owed for evening in part.evenings.values())]
    ]
    total, whole = found.total, found.headcount.value if found.headcount else None
    start = found.start.value if found.start else 0
    figures = found.figures
    sums: list[Cell] = [None, None, told.TOTAL_OF, whole, start, total - start, total, total / whole if whole else None]
    sums += [figures.get(known.code) for known in counted]
    missing = await reckoning.missing(read, found)
    return Table(
        told.title("progress", asked.scope.unit.name),
        columns,
        rows,
        (texts_tables.as_of(local(asked.as_of, asked.scope.campaign.zone)),),
        [*sums, len(missing)],
        (told.source(found.headcount), told.still_missing(list(dict.fromkeys(one.unit.name for one in missing)))),
    )


async def nights(read: Rows, asked: Asked) -> Table:
    """In the layout of a ward's plan: a line for every group and night."""
    campaign, unit = asked.scope.campaign, asked.scope.unit
    found = await sessions.below(read, unit.id, campaign.id, asked.as_of)
    places = {one.id: one for one in (unit, *await units.below(read, unit.id))}
    heads = await people.heads(read, list(places), asked.as_of)
    counted = campaign.settings.indicators
    rows: list[list[Cell]] = []
    for number, night in enumerate(found, start=1):
        session, head = night.session, heads.get(night.session.unit_id)
        hours = f"{session.starts}-{session.ends}" if session.starts else ""
        when = f"{session.night:%d/%m/%Y}"
        values = [night.standing.value(one.code) for one in counted]
        state = _state(session, night.standing, asked.as_of)
        rows.append([number, places[session.unit_id].name, when, hours, head.name if head else "", *values, state])
    sums: list[Cell] = [None, told.TOTAL_OF, None, None, None]
    sums += [_added(rows, column) for column, _ in enumerate(counted, start=len(sums))]
    columns = [
        *(Column(told.NUMBER, width=5), Column(told.UNIT, "text", 28), Column(told.NIGHT, "text")),
        *(Column(told.HOURS, "text"), Column(told.HEAD, "text", 24)),
        *(Column(one.name) for one in counted),
        Column(told.STATE, "text"),
    ]
    above = (told.as_of(local(asked.as_of, campaign.zone)),)
    return Table(told.title("nights", unit.name), columns, rows, above, [*sums, None])


async def district_form(read: Rows, asked: Asked) -> Table:
    """As of the round's own hour once that has passed, so that a late look changes nothing."""
    campaign = asked.scope.campaign
    chosen = _round(campaign.settings.rounds, asked.about)
    as_of = min(asked.as_of, at(chosen.due, chosen.at, campaign.zone))
    found = await reckoning.of_unit(read, asked.scope, as_of)
    ledgers = await headcounts.of_units(read, [part.unit.id for part in found.living])
    rows: list[list[Cell]] = []
    for number, part in enumerate(found.living, start=1):
        held = {
            measure: counted.value if counted else None
            for measure in ("staff", "residents15", "smartphone15")
            for counted in [headcounts.valid(ledgers.get(part.unit.id, ()), measure, found.day, as_of)]
        }
        done, staffed = part.total(found.indicator), part.unit.kind in STAFFED
        staff = [held["staff"], done if staffed else None]
        residents = [None, None, None] if staffed else [held["residents15"], held["smartphone15"], done]
        rows.append([number, part.unit.name, *staff, *residents])
    sums: list[Cell] = [None, told.TOTAL_OF, *(_added(rows, column) for column in range(2, 7))]
    columns = [
        *(Column(told.NUMBER, width=5), Column(told.UNIT, "text", 30), Column(told.STAFF), Column(told.STAFF_DONE)),
        *(Column(told.RESIDENTS), Column(told.WITH_PHONE), Column(told.RESIDENTS_DONE)),
    ]
    missing = [part.unit.name for part in found.living if part.total(found.indicator) is None]
    above = (told.round_due(chosen.name, chosen.due), told.as_of(local(as_of, campaign.zone)))
    return Table(told.title("round", asked.scope.unit.name), columns, rows, above, sums, (told.still_missing(missing),))


async def rewarded(read: Rows, asked: Asked) -> Table:
    found = await reckoning.of_unit(read, asked.scope, asked.as_of, asked.scope.campaign.starts)
    ranked = rewards.ranked(found, asked.scope.campaign.settings.rewards)
    rows: list[list[Cell]] = [
        [one.place, one.unit.name, told.KINDS.get(one.unit.kind, ""), one.points, told.explained(one.why)]
        for one in ranked
    ]
    columns = [
        *(Column(told.PLACE, width=5), Column(told.UNIT, "text", 28), Column("", "text", 14)),
        *(Column(told.SCORE), Column(told.WHY, "text", 70)),
    ]
    above = (told.as_of(local(asked.as_of, asked.scope.campaign.zone)),)
    below = () if ranked else (told.NO_CRITERIA,)
    return Table(told.title("rewards", asked.scope.unit.name), columns, rows, above, (), below)


TABLES: Mapping[str, Callable[[Rows, Asked], Awaitable[Table]]] = {
    "progress": progress,
    "nights": nights,
    "round": district_form,
    "rewards": rewarded,
}


def knows_round(rounds: tuple[Round, ...], about: str) -> bool:
    return any(about in _names(number, one) for number, one in enumerate(rounds, start=1))


def _names(number: int, one: Round) -> set[str]:
    return {one.code, one.name.lower(), str(number)}


def _round(rounds: tuple[Round, ...], about: str) -> Round:
    """By its code, its name or its place among them."""
    for number, one in enumerate(rounds, start=1):
        if about in _names(number, one):
            return one
    raise NoSuch(about)


def _counts(part: Part, found: Progress) -> list[Cell]:
    total, start = part.total(found.indicator), part.starts.get(found.indicator)
    whole = part.headcount.value if part.headcount else None
    added = _told(part, found.indicator)
    return [whole, start.value if start else None, added, total, total / whole if whole and total is not None else None]


def _told(part: Part, indicator: str) -> int | None:
    held = part.sums.get(indicator)
    return held.total if held and held.reports else None


def _whole(found: Progress) -> str:
    return MEASURES[found.campaign.settings.target.measure]


def _state(session: Session, standing: Standing, as_of: Instant) -> str:
    if standing.figures:
        return told.TOLD
    if session.state == "excused":
        return told.EXCUSED
    return told.SILENT if session.asks_at <= as_of else told.TO_COME


def _added(rows: list[list[Cell]], column: int) -> int | None:
    held = [value for row in rows if isinstance(value := row[column], int)]
    return sum(held) if held else None
