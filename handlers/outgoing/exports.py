"""The tables that are handed out: progress, nights, the district's form, rewards, pushes. Their sums are /status's."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.counts import texts_past
from handlers.outgoing import district_form, texts
from handlers.outgoing.tables import Cell, Column, Table
from handlers.progress import judging, pushing, rewards
from handlers.progress import texts as progress_texts
from handlers.progress.judging import Push
from handlers.texts import MEASURES, channel_name
from storage import history, lineage, people, reckoning, register, rounds, sessions, units
from storage.database import Rows
from storage.history import Change, FigureLine, LateLine, LockLine
from storage.instants import Instant, local
from storage.progress import Part, Progress, Scope
from storage.register import ReportState
from storage.sessions import HeldSession
from storage.settings import Round


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
        *(Column(texts.NUMBER, width=5), Column(texts.CODE, "text", 10), Column(texts.UNIT, "text", 28)),
        *(
            Column(_whole(found)),
            Column(texts.BEFORE),
            Column(name),
            Column(texts.SO_FAR),
            Column(texts.SHARE, "percent"),
        ),
        *(Column(known.name) for known in counted),
        Column(texts.OWED),
    ]
    rows = [
        [
            number,
            part.unit.code,
            part.unit.name,
            *_counts(part, found),
            *(_told(part, c.code) for c in counted),
            part.owed,
        ]
        for number, part in enumerate(found.living, start=1)
    ]
    total, whole = found.told, found.headcount.value if found.headcount else None
    start, share = found.start.value if found.start else None, _share(total, whole)
    figures = found.figures
    sums: list[Cell] = [None, None, texts.TOTAL_OF, whole, start, found.added, total, share]
    sums += [figures.get(known.code) for known in counted]
    missing = await reckoning.missing(read, found)
    lacking = [progress_texts.too_few([unit.name for unit in found.uncounted])] if found.uncounted else []
    return Table(
        texts.title("progress", asked.scope.unit.name),
        columns,
        rows,
        (texts.as_of(local(asked.as_of, asked.scope.campaign.zone)),),
        [*sums, len(missing)],
        (texts.source(found.headcount), *lacking, texts.still_missing([*dict.fromkeys(o.unit.name for o in missing)])),
    )


async def nights(read: Rows, asked: Asked) -> Table:
    """In the layout of a ward's plan: a line for every group and night; one campaign after the other."""
    campaign, unit = asked.scope.campaign, asked.scope.unit
    held_sessions = [
        held_session
        for id_ in asked.scope.campaigns
        for held_session in await sessions.below(read, unit.id, id_, asked.as_of)
    ]
    now = campaign.day(asked.as_of)
    places = await lineage.named_on(read, (unit, *await units.ever_below(read, unit.id)), now)
    heads = await people.heads(read, list(places), asked.as_of)
    counted = campaign.settings.indicators
    rows: list[list[Cell]] = []
    for number, night in enumerate(held_sessions, start=1):
        session = night.session
        head, place = heads.get(session.unit_id), places[session.unit_id].name
        values = [night.standing.value(one.code) for one in counted]
        state = _state(night, asked.as_of)
        day, hours = f"{session.night:%d/%m/%Y}", f"{session.starts}-{session.ends}" if session.starts else ""
        rows.append([number, place, day, hours, head.name if head else "", *values, state])
    sums: list[Cell] = [None, texts.TOTAL_OF, None, None, None]
    sums += [_together(held_sessions, indicator.code) for indicator in counted]
    columns = [
        *(Column(texts.NUMBER, width=5), Column(texts.UNIT, "text", 28), Column(texts.NIGHT, "text")),
        *(Column(texts.HOURS, "text"), Column(texts.HEAD, "text", 24)),
        *(Column(one.name) for one in counted),
        Column(texts.STATE, "text"),
    ]
    above = (texts.as_of(local(asked.as_of, campaign.zone)),)
    return Table(texts.title("nights", unit.name), columns, rows, above, [*sums, None])


async def form_of_round(read: Rows, asked: Asked) -> Table:
    chosen = _round(asked.scope.campaign.settings.rounds, asked.about)
    return await district_form.table(read, asked.scope, asked.as_of, chosen)


async def rewarded(read: Rows, asked: Asked) -> Table:
    """A section for each kind; who cannot be judged stands below, with the reason."""
    judged = await judging.of_unit(read, asked.scope, asked.as_of)
    sections = rewards.sections(judged, asked.scope.campaign.settings.rewards)
    rows: list[list[Cell]] = []
    for section in sections:
        rows.append([progress_texts.SECTIONS[section.kind]])
        rows += [
            [ranked.place, ranked.unit.name, ranked.points, progress_texts.explained(ranked.why)]
            for ranked in section.ranked
        ]
        rows += [[None, unit.name, None, f"{progress_texts.NOT_JUDGED}: {why}"] for unit, why in section.apart]
    columns = [
        *(Column(texts.PLACE, width=5), Column(texts.UNIT, "text", 28)),
        *(Column(texts.SCORE), Column(texts.WHY, "text", 70)),
    ]
    above = (texts.as_of(local(asked.as_of, asked.scope.campaign.zone)),)
    below = () if sections else (texts.NO_CRITERIA,)
    return Table(texts.title("rewards", asked.scope.unit.name), columns, rows, above, (), below)


async def pushed(read: Rows, asked: Asked) -> Table:
    """The lowest first, kind by kind."""
    judged = await judging.of_unit(read, asked.scope, asked.as_of)
    pushes = pushing.pushes(judged, asked.scope.campaign.settings.rewards)
    rows: list[list[Cell]] = []
    for kind, some in pushes.kinds:
        rows.append([progress_texts.SECTIONS[kind]])
        rows += [_pushed(push) for push in some]
    columns = [
        *(Column(texts.UNIT, "text", 28), Column(texts.WHOLE), Column(texts.SO_FAR), Column(texts.SHARE, "percent")),
        *(Column(texts.OWED), Column(texts.GAP_TO_TARGET), Column(texts.SCORE), Column(texts.WHY, "text", 70)),
    ]
    above = (texts.as_of(local(asked.as_of, asked.scope.campaign.zone)),)
    apart = {progress_texts.NO_HEADCOUNT: pushes.uncounted, progress_texts.NO_EVENING_YET: pushes.not_yet}
    below = tuple(texts.apart(why, names) for why, names in apart.items() if names)
    return Table(texts.title("push", asked.scope.unit.name), columns, rows, above, (), below)


def _pushed(one: Push) -> list[Cell]:
    told = one.total is not None
    share = one.share / 100 if one.share is not None else None
    figures: list[Cell] = [one.whole, one.total, share, one.owed, one.gap if told else None]
    return [one.unit.name, *figures, one.points if one.why else None, progress_texts.explained(one.why)]


async def past(read: Rows, asked: Asked) -> Table:
    """Every change of every figure, the newest first."""
    campaign = asked.scope.campaign
    names = {indicator.code: indicator.name for indicator in campaign.settings.indicators}
    unit = asked.scope.unit.id

    def row(one: FigureLine | LateLine | LockLine, channel: str, deed: str, *rest: str) -> tuple[Instant, list[Cell]]:
        at, night = local(one.at, campaign.zone), date.fromisoformat(one.night)
        where = channel_name(channel.partition("/")[0]) if channel else ""
        return one.at, [f"{at:%d/%m/%Y %H:%M}", one.actor, where, one.unit, f"{night:%d/%m/%Y}", deed, *rest]

    def figures(changes: Mapping[str, Change]) -> str:
        return texts_past.figures_changed(changes, names).unescape()

    told = [
        *(
            row(one, one.channel, texts_past.TOLD[one.kind], figures(one.changes), one.helped, one.why, one.words)
            for one in await history.figures_of_unit(read, unit, MOST_CHANGES)
        ),
        *(
            row(one, one.channel, texts_past.LATE[one.state], figures(one.changes), "", "", one.words)
            for one in await history.late_of_unit(read, unit, MOST_CHANGES)
        ),
        *(
            row(one, "", texts_past.OPENED if one.opened else texts_past.CLOSED, "", "", one.why, "")
            for one in await history.locks_of_unit(read, unit, MOST_CHANGES)
        ),
    ]
    rows = [cells for at, cells in sorted(told, key=lambda one: one[0], reverse=True) if at <= asked.as_of]
    columns = [
        *(Column(texts.AT, "text", 17), Column(texts.ACTOR, "text", 24), Column(texts.CHANNEL, "text")),
        *(Column(texts.UNIT, "text", 24), Column(texts.NIGHT, "text"), Column(texts.DEED, "text", 16)),
        *(Column(texts.FIGURES, "text", 44), Column(texts.HELPED, "text", 24), Column(texts.REASON, "text", 28)),
        Column(texts.IN_WORDS, "text", 60),
    ]
    above = (texts.as_of(local(asked.as_of, campaign.zone)),)
    return Table(texts.title("history", asked.scope.unit.name), columns, rows, above)


MOST_CHANGES = 20_000

TABLES: Mapping[str, Callable[[Rows, Asked], Awaitable[Table]]] = {
    "progress": progress,
    "nights": nights,
    "round": form_of_round,
    "rewards": rewarded,
    "push": pushed,
    "history": past,
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
    return [whole, start.value if start else None, added, total, _share(total, whole)]


def _share(total: int | None, whole: int | None) -> float | None:
    return total / whole if whole and total is not None else None


def _told(part: Part, indicator: str) -> int | None:
    held = part.sums.get(indicator)
    return held.total if held and held.reports else None


def _whole(found: Progress) -> str:
    return MEASURES[found.campaign.settings.target.measure]


def _together(nights: Sequence[HeldSession], indicator: str) -> int | None:
    """A round tells a total to date: it holds in place of what its unit told before. None: nobody has told any."""
    if all(night.standing.value(indicator) is None for night in nights):
        return None
    by_unit: dict[int, list[HeldSession]] = defaultdict(list)
    for night in nights:
        by_unit[night.session.unit_id].append(night)
    return sum(sum(rounds.gains(own, indicator).values()) for own in by_unit.values())


STATES = {
    ReportState.EXPECTED: texts.TO_COME,
    ReportState.OPEN: texts.SILENT,
    ReportState.REPORTED: texts.TOLD,
    ReportState.CONFLICT: texts.DISPUTED,
    ReportState.EXCUSED: texts.EXCUSED,
}


def _state(night: HeldSession, as_of: Instant) -> str:
    return STATES[register.state(night.session, night.standing, as_of)]
