"""Figures that were told to the wrong unit or night are moved after a yes; both histories say so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers import texts as common
from handlers.counts import readback, report, texts_past
from handlers.counts.readback import AppliedReport
from handlers.intents.past import MoveFigures
from handlers.intents.wishes import LeaveIt, PassOn
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.rights import clerk_of, closed_to, may_tell
from storage import people, reports
from storage.database import Rows
from storage.instants import local
from storage.lookup import Campaigner, OwnUnit
from storage.records import Event, EventKind
from storage.sessions import HeldSession
from storage.standing import Reported, Standing


async def move(intent: MoveFigures, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, plan = common.pronouns(who.person), {group.unit.id for group in who.plan}
    if intent.said and not (intent.unit and intent.to_unit):
        led = await report.led_by(intent.said, who, request, read)
        unit = intent.unit or (led.id if led else intent.to_unit if intent.to_night else 0)
        intent = replace(intent, unit=unit, to_unit=intent.to_unit or unit, said="")
    if not {intent.unit, intent.to_unit} <= plan or not may_tell(who, intent.unit):
        return say(request, who, texts_past.how_to_move(p, [group.unit.name for group in who.plan][:2]))
    places = await report.units_at(read, [intent.unit, intent.to_unit], who, request)
    old, new = places[intent.unit], places[intent.to_unit]
    source = _told(old, intent.night)
    if source is None:
        named = date.fromisoformat(intent.night) if intent.night else None
        return say(request, who, texts_past.nothing_to_move(p, old.unit.name, named))
    day, here = source.session.night, readback.where(old.unit.name, source.session, who.campaign)
    target = new.night(date.fromisoformat(intent.to_night)) if intent.to_night else _nearest(new, day)
    if target is None:
        wanted = date.fromisoformat(intent.to_night) if intent.to_night else day
        return say(request, who, common.not_planned(p, new.unit.name, wanted, [n.session.night for n in new.nights]))
    if target.session.id == source.session.id:
        return say(request, who, texts_past.same_place(p, here))
    if not may_tell(who, new.unit.id):
        line = texts_past.move_line(old.unit.name, day, new.unit.name, target.session.night)
        options = [(texts_past.PASS_ON, PassOn("wrong_unit", line, sure=True)), (texts_past.LEAVE, LeaveIt())]
        return ask(request, who, texts_past.office_moves(p, new.unit.name), options)
    there = readback.where(new.unit.name, target.session, who.campaign)
    closed = next((night for night in (source, target) if closed_to(who, night.session, request.at)), None)
    if closed:
        since = local(closed.session.locks_at, who.campaign.zone)
        return say(request, who, common.locked(p, here if closed is source else there, since))
    version = source.standing.version + target.standing.version
    if not intent.sure or intent.version != version:
        sure = replace(
            intent,
            night=day.isoformat(),
            to_night=target.session.night.isoformat(),
            sure=True,
            version=version,
        )
        figures = readback.standing(source.standing, who.campaign)
        stands = readback.standing(target.standing, who.campaign)
        asked = texts_past.moves(p, here, there, figures, stands)
        return ask(request, who, asked, [(texts_past.YES, sure), (texts_past.LEAVE, LeaveIt())])
    taken = await _taken(source, texts_past.moved_to(new.unit.name, target.session.night), request, who, read)
    told = _given(source, target, texts_past.moved_from(old.unit.name, day), request, who)
    shown = [AppliedReport(old, source, taken[-1]), AppliedReport(new, target, told)]
    both = {old.unit.id: old, new.unit.id: new}.values()
    words = common.lines(
        texts_past.moved(p, here, there, readback.standing(told.after, who.campaign)),
        *(texts_past.total_of(unit.unit.name, readback.progress(unit, shown, who.campaign)) for unit in both),
    )
    heads = await people.heads(read, [old.unit.id, new.unit.id], request.at)
    hears = [
        tell(
            request,
            head,
            texts_past.head_hears_moved(
                common.pronouns(head),
                who.person,
                here,
                there,
                readback.standing(told.after, who.campaign),
            ),
        )
        for head in {one.id: one for one in heads.values()}.values()
        if head.id != who.person.id
    ]
    return say(request, who, words, *taken, told, others=hears)


def _told(unit: OwnUnit, night: str) -> HeldSession | None:
    told = [one for one in unit.nights if one.standing.figures and not one.session.is_round]
    if night:
        return next((one for one in told if one.session.night.isoformat() == night), None)
    return max(told, key=lambda one: one.standing.heard, default=None)


def _nearest(unit: OwnUnit, day: date) -> HeldSession | None:
    """Where only the unit was said: its evening of that night, else the one nearest to it."""
    evenings = [one for one in unit.nights if not one.session.is_round]
    return min(evenings, key=lambda one: abs((one.session.night - day).days), default=None)


async def _taken(source: HeldSession, why: str, request: Request, who: Campaigner, read: Rows) -> Sequence[Reported]:
    """Everything that is told there is taken back, the last first."""
    said = await reports.history(read, source.session.id)
    undone = {event.undoes for event in said}
    facts: list[Reported] = []
    stands: Standing = source.standing
    live = [event for event in said if event.kind is not EventKind.UNDO and event.id not in undone]
    for event in reversed(live):
        where = (request.ids(), source.session.id, stands.version + 1, EventKind.UNDO, who.person.id)
        undo = Event(
            *(*where, {}, request.key, request.written, request.at),
            by_clerk=clerk_of(who, source.session.unit_id),
            undoes=event.id,
            why=why,
        )
        fact = Reported(undo, stands, (*said, *(one.event for one in facts)))
        facts.append(fact)
        stands = fact.after
    return facts


def _given(source: HeldSession, target: HeldSession, why: str, request: Request, who: Campaigner) -> Reported:
    """As it stood there, and as early as it was told there."""
    figures = {name: figure.value for name, figure in source.standing.figures.items()}
    written = min(figure.first for figure in source.standing.figures.values())
    stands = target.standing
    instead = {name: stands.figures[name].value for name in figures if name in stands.figures}
    where = (request.ids(), target.session.id, stands.version + 1, EventKind.SET, who.person.id, figures, request.key)
    event = Event(
        *(*where, written, request.at),
        by_clerk=clerk_of(who, target.session.unit_id),
        instead_of=instead,
        why=why,
    )
    return Reported(event, stands)
