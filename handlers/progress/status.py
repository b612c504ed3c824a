"""How far a unit is: the same answer for a group, a ward and a city; of now, of a night, of a week."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import texts as common
from handlers.counts import readback
from handlers.intents.answers import Query
from handlers.markup import Markup
from handlers.progress import pace, texts
from handlers.progress.bands import bands
from handlers.progress.texts import StatusLine, Tonight
from handlers.texts import Pronouns, lines
from storage import difficulties, fieldwork, people, reckoning, sessions, units
from storage.database import Rows
from storage.instants import Instant, local
from storage.progress import Owed, Progress, Scope

NAMED = 8  # units that are named in one answer; of more their number is told
WEEK = timedelta(days=7)
STUCK = "stuck"  # at the doors, by its kind


async def answer(read: Rows, scope: Scope, wanted: Query, as_of: Instant, _p: Pronouns) -> Markup:
    return await _answer(read, scope, wanted, as_of, named=True)


async def aloud(read: Rows, scope: Scope, wanted: Query, as_of: Instant, _p: Pronouns) -> Markup:
    """Before others nobody is named."""
    return await _answer(read, scope, wanted, as_of, named=False)


async def _answer(read: Rows, scope: Scope, wanted: Query, as_of: Instant, *, named: bool) -> Markup:
    if wanted.week:
        return await _of_week(read, scope, wanted.week, as_of)
    if wanted.night:
        return await _of_night(read, scope, date.fromisoformat(wanted.night), as_of, named=named)
    return await of_unit(read, scope, as_of, past=bool(wanted.as_of), named=named)


async def of_unit(read: Rows, scope: Scope, as_of: Instant, *, past: bool = False, named: bool = True) -> Markup:
    """The answer in the first line; then tonight, what is missing, who got on best, the pace; and when that was."""
    progress = await reckoning.of_unit(read, scope, as_of)
    owed = await reckoning.missing(read, progress, most=NAMED + 1) if progress.owed and scope.one_campaign else []
    standing = StatusLine(
        title=_title(scope),
        at=local(as_of, scope.campaign.zone),
        total=progress.told,
        headcount=progress.headcount,
        reported=reported(progress),
        owed=progress.owed,
        past=past,
        units=scope.one_campaign,
    )
    nights = await _own_nights(read, progress) if progress.leaf else [await _tonight(read, progress, named=named)]
    since = max(scope.first_night(progress.day), scope.campaign.starts)
    return lines(
        texts.headline(standing),
        *nights,
        await _missing(read, progress, [one for one in owed if one.night != progress.day], named=named),
        await _lacking(read, progress, named=named),
        *([] if past or not scope.one_campaign else await _attention(read, progress)),
        texts.above_headcount(_above_headcount(progress)),
        texts.uncounted([unit.name for unit in progress.uncounted]),
        "" if progress.leaf else texts.improved(bands(progress).improved),
        await pace_of(read, progress),
        "" if progress.leaf and scope.unit.staffed else texts.started(progress.start, progress.added),
        texts.rates(pace.rates(progress.evenings, since, progress.day), since),
        "" if progress.leaf else texts.more((progress.living or progress.parts)[0].unit.name),
    )


def _title(scope: Scope) -> str:
    if scope.unit.id == scope.campaign.unit.id:
        return scope.campaign.name
    return f"{scope.unit.name} ({scope.campaign.name})" if scope.beside else scope.unit.name


async def _attention(read: Rows, progress: Progress) -> list[Markup]:
    """Places that are still open tonight and tomorrow, and what the heads are stuck with this week."""
    tomorrow = progress.day + timedelta(days=1)
    wanted = progress.campaign.settings.team
    manned = await fieldwork.manned(read, progress, (progress.day, tomorrow)) if wanted else []
    short = [(one, {p.force.value: p.number - one.have.get(p.force.value, 0) for p in wanted}) for one in manned]
    open_ = [(one.unit.name, one.night, {f: n for f, n in lacking.items() if n > 0}) for one, lacking in short]
    code = common.code_of(progress.campaign.settings, STUCK) or STUCK
    stuck = await fieldwork.met(read, progress, [code], (progress.day - WEEK + timedelta(days=1), progress.day))
    by_unit = stuck.get(code, {})
    named = await units.by_id(read, by_unit) if by_unit else {}
    counts = {named[unit].name: count for unit, count in by_unit.items()}
    waiting = await difficulties.still_open(read, progress.campaign.id, progress.unit.id, progress.as_of)
    return [
        texts.open_places([one for one in open_ if one[2]]),
        common.still_open(waiting),
        texts.stuck(progress.campaign.settings.name_of(code), counts),
    ]


def reported(progress: Progress) -> tuple[int, int]:
    """Of the units that were to go out by now, how many have told everything; above groups: reports."""
    evenings = [evening for part in progress.parts for evening in part.evenings.values()]
    if not progress.scope.one_campaign:
        return sum(night_progress.reported for night_progress in evenings), sum(
            one.reported + one.owed for one in evenings
        )
    out = [part for part in progress.parts if any(e.reported or e.owed for e in part.evenings.values())]
    return sum(not part.owed for part in out), len(out)


async def pace_of(read: Rows, progress: Progress) -> Markup:
    target, whole = progress.campaign.settings.target, progress.headcount
    if whole is None or whole.value == 0:
        return Markup("")
    need = pace.needed(target.percent, whole.value)
    if progress.unit.staffed and progress.total < need:
        return Markup("")  # it goes out on no evening, so that there is none to count with
    left = await reckoning.nights_left(read, progress)
    reckoned = pace.pace(progress.total, need, left, progress.evenings)
    mending = {} if progress.leaf else dict(list(pace.to_go(progress).items())[:3])
    return texts.pace(reckoned, target, progress.total, progress.day, mending)


async def _own_nights(read: Rows, progress: Progress, only: date | None = None) -> list[Markup]:
    nights = await sessions.below(read, progress.unit.id, progress.campaign.id, progress.as_of)
    told = [
        (night.session.night, readback.standing(night.standing, progress.campaign))
        for night in nights
        if only in {None, night.session.night}
    ]
    return texts.own_nights(told, progress.day)


async def _tonight(read: Rows, progress: Progress, night: date | None = None, *, named: bool) -> Markup:
    day = night or progress.day
    out = [(part, part.evenings[day]) for part in progress.parts if day in part.evenings]
    planned = [(part, evening) for part, evening in out if evening.planned or evening.total]
    silent = [part.unit.id for part, evening in planned if not evening.counted][:NAMED] if named else []
    heads = await people.heads(read, silent, progress.as_of) if silent else {}
    shown = [
        Tonight(
            part.unit.name,
            evening.total if evening.counted else None,
            heads.get(part.unit.id),
            reported=evening.planned == evening.reported,
        )
        for part, evening in planned
    ]
    counts = (sum(e.reported for _, e in planned), sum(e.planned for _, e in planned))
    return texts.tonight(shown, counts, common.word(progress.campaign), night)


async def _missing(read: Rows, progress: Progress, owed: Sequence[Owed], *, named: bool) -> Markup:
    """Of the nights before; tonight's are told with tonight."""
    heads = await people.heads(read, [one.unit.id for one in owed], progress.as_of) if owed and named else {}
    count = progress.owed - progress.evenings[progress.day].owed if progress.day in progress.evenings else 0
    listed = [(one.unit.name, one.night, heads.get(one.unit.id)) for one in owed[:NAMED]]
    return texts.missing(listed, max(count or progress.owed, len(listed)))


async def _lacking(read: Rows, progress: Progress, *, named: bool) -> Markup:
    """Of the nights before; tonight's are told with tonight, and a unit's own nights one by one."""
    if not progress.lacking or progress.leaf or not progress.scope.one_campaign:
        return Markup("")
    some = [owed for owed in await reckoning.lacking(read, progress, most=NAMED) if owed.night != progress.day]
    heads = await people.heads(read, [one.unit.id for one in some], progress.as_of) if some and named else {}
    word = common.word(progress.campaign)
    return texts.lacking(word, [(one.unit.name, heads.get(one.unit.id), one.night) for one in some])


async def _of_night(read: Rows, scope: Scope, night: date, as_of: Instant, *, named: bool) -> Markup:
    progress = await reckoning.of_unit(read, scope, as_of, since=night)
    evening = progress.evenings.get(night)
    if evening is None or night > progress.day:
        ahead = await sessions.below(read, scope.unit.id, scope.campaign.id, as_of) if night > progress.day else ()
        then = [
            held_session.session.unit_id
            for held_session in ahead
            if held_session.session.night == night and held_session.session.planned
        ]
        there = await units.by_id(read, then) if then else {}
        planned = [there[unit].name for unit in then]
        return texts.no_night(scope.unit.name, night, later=night > progress.day, planned=planned)
    head = texts.night_headline(scope.unit.name, night, evening)
    if progress.leaf:
        return lines(head, *await _own_nights(read, progress, night))
    return lines(head, await _tonight(read, progress, night, named=named))


async def _of_week(read: Rows, scope: Scope, week: int, as_of: Instant) -> Markup:
    """From Monday on, beside the same days of the week before."""
    today = scope.campaign.day(as_of)
    monday = today - timedelta(days=today.weekday()) - WEEK * (week - 1)
    until = min(today, monday + WEEK - timedelta(days=1))
    progress = await reckoning.of_unit(read, scope, as_of, since=monday - WEEK)
    now, before = (pace.told_within(progress.evenings, monday - back, until - back) for back in (timedelta(0), WEEK))
    parts = {
        part.unit.name: more for part in progress.living if (more := pace.told_within(part.evenings, monday, until))
    }
    return lines(
        texts.week_headline(scope.unit.name, (monday, until), now, before),
        texts.by_unit(dict(sorted(parts.items(), key=lambda one: -one[1])[:NAMED])) if len(parts) > 1 else "",
        texts.rates(pace.rates(progress.evenings, monday, until), monday),
    )


def _above_headcount(progress: Progress) -> list[tuple[str, int, int]]:
    return [
        (part.unit.name, total, part.headcount.value)
        for part in progress.parts
        if part.headcount and (total := part.total(progress.indicator) or 0) > part.headcount.value
    ][:NAMED]
