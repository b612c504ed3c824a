"""Figures that are entered for somebody who cannot, by the office, a captain or a deputy: whoever it is for hears."""

from dataclasses import replace
from datetime import date

from handlers import texts as common
from handlers.counts import readback, report, texts_past
from handlers.intents.past import EnterFor, HowToEnterFor
from handlers.intents.reports import Telling
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, say, tell
from handlers.texts import FigureChange
from storage import people
from storage.database import Rows
from storage.facts import Fact
from storage.lookup import Campaigner
from storage.records import Message, Person, Session, Unit
from storage.standing import Reported


async def enter(intent: EnterFor, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Recorded as everybody's report is, with the name of who entered it and for whom."""
    places = await report.units_told(read, intent.report.tellings, who, request)
    heads = await people.heads(read, {telling.unit_id for telling in intent.report.tellings}, request.at)
    helped = {unit: head for unit, head in heads.items() if head.id != who.person.id}
    told = await report.report(intent.report, request, who, read)
    of = {night.session.id: unit for unit, own in places.items() for night in own.nights}
    facts = tuple(_for(fact, helped, of) for fact in told.facts)
    recorded = {fact.event.session_id for fact in facts if isinstance(fact, Reported)}
    if not helped or not any(isinstance(fact, Reported) for fact in facts):
        return told
    asked = {message.person_id for message in told.replies if message.kind == "conflict"}
    hears = [
        _hears(telling, helped[telling.unit_id], places[telling.unit_id].unit, night.session, request, who)
        for telling in intent.report.tellings
        if telling.unit_id in helped and helped[telling.unit_id].id not in asked
        if (night := places[telling.unit_id].night(date.fromisoformat(telling.night))) and night.session.id in recorded
    ]
    mine = next(reply for reply in told.replies if reply.chat == who.chat)
    note = texts_past.entered_for(common.pronouns(who.person), list(helped.values()))
    words = common.lines(Markup(mine.words or ""), note)
    replies = tuple(replace(one, words=str(words)) if one is mine else one for one in told.replies)
    return replace(told, facts=facts, replies=(*replies, *hears))


def _for(fact: Fact, helped: dict[int, Person], of: dict[int, int]) -> Fact:
    if not isinstance(fact, Reported):
        return fact
    head = helped.get(of[fact.event.session_id])
    return replace(fact, event=replace(fact.event, for_id=head.id)) if head else fact


def _hears(telling: Telling, head: Person, unit: Unit, session: Session, request: Request, who: Campaigner) -> Message:
    name_of = who.campaign.settings.name_of
    figures = [FigureChange(name_of(name), None, value) for name, value in telling.values.items()]
    where = readback.where(unit.name, session, who.campaign)
    return tell(request, head, texts_past.was_entered(common.pronouns(head), who.person, where, figures))


async def how_to(_intent: HowToEnterFor, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    unit = next((group.unit.name for group in who.plan), "")
    words = texts_past.how_to_enter(common.pronouns(who.person), unit, common.count(who.campaign))
    return say(request, who, words)
