"""Counts: what a head, a deputy or the clerk says about a night becomes events, and is read back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import texts as common
from handlers.choices import load
from handlers.counts import conflicts, readback, slips, texts_past
from handlers.counts.readback import AppliedReport
from handlers.counts.slips import Late
from handlers.intents.reports import Keep, Report, Telling
from handlers.language import people_names
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.reader.reading import Mode
from handlers.rights import clerk_of, closed_to, may_tell
from handlers.texts import FigureChange
from storage import lookup, people
from storage.database import Rows
from storage.facts import Fact
from storage.lookup import Campaigner, KnownSpeaker, OwnUnit, Who
from storage.questions import QuestionClosed
from storage.records import Event, EventKind, Unit
from storage.sessions import HeldSession
from storage.standing import Reported, Standing


@dataclass(frozen=True, slots=True)
class Takings:
    """What becomes of what one message tells: recorded, or, of nights that are closed, asked of the office."""

    applied: tuple[AppliedReport, ...]
    late: tuple[Late, ...] = ()


async def report(intent: Report, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Everything that was told is recorded, or sent to the office; or nothing, and the reason is said."""
    told = await taken(intent, request, who, read)
    if isinstance(told, Outcome):
        return told
    words = Markup("")
    if told.applied:
        words = readback.recorded(told.applied, who.person, who.campaign, intent.uncounted)
        if any(campaigner.campaign.runs(request.at) for campaigner in who.beside):
            words = common.lines(common.in_campaign(who.campaign.name), words)
    closed = _answered(intent, request, who, told.applied) if told.applied else ()
    return await answered(words, told, closed, request, who, read)


async def taken(intent: Report, request: Request, who: Campaigner, read: Rows) -> Takings | Outcome:
    clerk = all(clerk_of(who, telling.unit_id) for telling in intent.tellings)
    units = await units_told(read, intent.tellings, who, request)
    applied: list[AppliedReport] = []
    late: dict[int, tuple[OwnUnit, HeldSession, dict[str, int]]] = {}
    for telling in intent.tellings:
        unit, day = units[telling.unit_id], date.fromisoformat(telling.night)
        night, p = unit.night(day), common.pronouns(who.person)
        if night is None:
            return say(request, who, common.not_planned(p, unit.unit.name, day, (n.session.night for n in unit.nights)))
        told_before = (one.reported.after for one in reversed(applied) if one.night is night)
        standing = next(told_before, night.standing)
        below = _below_zero(telling, standing, who)
        if below:
            return say(request, who, below)
        if closed_to(who, night.session, request.at):
            wanted = slips.wanted(telling, night.standing)
            *_, before = late.get(night.session.id, (unit, night, {}))
            late[night.session.id] = (unit, night, {**before, **wanted})
            continue
        newer = None if intent.decided else _newer(telling, standing, request)
        if newer is not None:
            return _which_stands(intent, request, who, AppliedReport(unit, night, newer))
        reported = Reported(_event(telling, request, who, standing, clerk=clerk), standing)
        applied.append(AppliedReport(unit, night, reported))
    asked = [await slips.late(night, unit.unit, some, request, who, read) for unit, night, some in late.values()]
    return Takings(tuple(applied), tuple(asked))


async def answered(
    words: Markup, told: Takings, facts: Sequence[Fact], request: Request, who: Campaigner, read: Rows
) -> Outcome:
    """What was recorded, and what the office is asked; who leads the unit is asked which of two numbers holds: at
    once, or by a message.
    """
    words = common.lines(words, *(one.words for one in told.late))
    facts = (*(one.reported for one in told.applied), *facts, *(fact for one in told.late for fact in one.facts))
    others = [message for one in told.late for message in one.asks]
    for one in conflicts.arisen(told.applied):
        if conflicts.leads(who, one.unit.unit.id):
            asked, options = await conflicts.asked(one, who, read)
            return ask(request, who, common.lines(words, asked), options, *facts, session=one.night.session.id)
        message, head = await conflicts.put(one, request, read)
        if message is not None and head is not None:
            others.append(message)
            words = common.lines(words, texts_past.head_asked(common.pronouns(who.person), head))
    return say(request, who, words, *facts, others=others)


def shown(intent: Report, who: Who) -> list[common.ToldNight]:
    """What would be recorded, by unit and night."""
    names = {group.unit.id: group.unit.name for group in who.plan} | {i: own.unit.name for i, own in who.own.items()}
    name_of = who.campaign.settings.name_of if who.campaign else str
    return [
        common.ToldNight(
            names.get(telling.unit_id, ""),
            date.fromisoformat(telling.night),
            [FigureChange(name_of(code), None, value) for code, value in telling.values.items()],
            more=telling.mode is Mode.ADD,
        )
        for telling in intent.tellings
    ]


async def keep(_intent: Keep, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, common.kept(common.pronouns(who.person)))


async def refuse(intent: Report, request: Request, who: Who, read: Rows) -> Outcome:
    """Somebody told figures of a unit that is not theirs: say whose it is, never more."""
    foreign = next((telling.unit_id for telling in intent.tellings if not may_tell(who, telling.unit_id)), None)
    group = next((group for group in who.plan if group.unit.id == foreign), None)
    p = common.pronouns(who.person)
    if group is None or not who.own:
        return say(request, who, common.not_allowed(p))
    head = (await people.heads(read, [group.unit.id], request.at)).get(group.unit.id)
    return say(request, who, common.not_yours(p, group.unit.name, head))


async def units_told(read: Rows, tellings: Sequence[Telling], who: Campaigner, request: Request) -> dict[int, OwnUnit]:
    """The speaker's own units are known already; the clerk's tellings are about others."""
    return await units_at(read, {telling.unit_id for telling in tellings}, who, request)


async def led_by(said: str, who: Campaigner, request: Request, read: Rows) -> Unit | None:
    """The unit whose leader the words name, and no other."""
    units = {group.unit.id: group.unit for group in who.plan}
    heads = await people.heads(read, list(units), request.at) if said else {}
    roster = [(head.id, head.name) for head in heads.values()]
    named = {id_ for name in people_names.names_in(said, roster).names for id_ in name.people}
    found = [units[unit] for unit, head in heads.items() if head.id in named]
    return found[0] if len(found) == 1 else None


async def units_at(read: Rows, ids: Collection[int], who: Campaigner, request: Request) -> dict[int, OwnUnit]:
    wanted = set(ids) - set(who.own)
    others = {group.unit.id: group.unit for group in who.plan if group.unit.id in wanted}
    if not others:
        return dict(who.own)
    return {**who.own, **await lookup.own_units(read, others, dict.fromkeys(others, who.campaign), request.at)}


def _below_zero(telling: Telling, stands: Standing, who: Campaigner) -> Markup:
    """Why this cannot be recorded; empty when it can."""
    for indicator, number in telling.values.items():
        value = stands.value(indicator) or 0
        if telling.mode is Mode.ADD and value + number < 0:
            name = who.campaign.settings.name_of(indicator)
            return common.below_zero(common.pronouns(who.person), name, value)
    return Markup("")


def _event(telling: Telling, request: Request, who: Campaigner, standing: Standing, *, clerk: bool) -> Event:
    return Event(
        id=request.ids(),
        session_id=standing.session_id,
        seq=standing.version + 1,
        kind=EventKind.ADD if telling.mode is Mode.ADD else EventKind.SET,
        person_id=who.person.id,
        figures=telling.values,
        cause=request.key,
        written=request.written,
        heard=request.at,
        by_clerk=clerk,
        instead_of=telling.instead_of,
    )


def _newer(telling: Telling, standing: Standing, request: Request) -> Reported | None:
    """What stands was written after this message, which waited without signal: to be asked, not applied."""
    overtaken = {
        name: number
        for name, number in telling.values.items()
        if name in standing.figures
        and standing.figures[name].written > request.written
        and (telling.mode is Mode.ADD or standing.figures[name].value != number)
    }
    if not overtaken:
        return None
    event = Event(0, standing.session_id, 0, EventKind.SET, 0, overtaken, request.key, request.written, request.at)
    return Reported(event, standing)


def _which_stands(intent: Report, request: Request, who: Campaigner, newer: AppliedReport) -> Outcome:
    name, said = next(iter(newer.reported.event.figures.items()))
    stands = newer.reported.before.figures[name].value
    session, p = newer.night.session, common.pronouns(who.person)
    label = who.campaign.settings.name_of(name)
    words = common.older_than_standing(p, newer.unit.unit.name, session.night, label, stands, said)
    options = [
        (common.replace_with(said), replace(intent, decided=True)),
        (common.keep(stands), Keep()),
    ]
    return ask(request, who, words, options, session=session.id)


def _answered(
    intent: Report, request: Request, who: Campaigner, told: Sequence[AppliedReport]
) -> tuple[QuestionClosed, ...]:
    """The questions for a count that this report answers, an interim figure none; and what was unclear before."""
    sessions = {applied_report.night.session.id for applied_report in told}
    asked = [q for q in who.questions if q.topic == "count" and q.session_id in sessions and not intent.interim]
    overtaken = [q for q in who.questions if any(isinstance(load(c.intent), Report | Keep) for c in q.choices)]
    return tuple(QuestionClosed(question.id, request.key, request.at) for question in (*asked, *overtaken))
