"""Figures that are entered for somebody who cannot, by the office, a captain or a deputy: whoever it is for hears."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from handlers import texts as common
from handlers.counts import free_text, readback, report, texts_past
from handlers.intents.past import EnterFor, HowToEnterFor
from handlers.intents.reports import Report, Telling
from handlers.intents.wishes import LeaveIt
from handlers.language.tokens import strip_accents
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.rights import enters_for
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


async def how_to(intent: HowToEnterFor, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Whose figures they are may be said by who leads the unit."""
    led = await report.led_by(intent.said, who, request, read)
    told = free_text.count(f"{led.name} {_figures_in(intent.said)}", request.written, who) if led else None
    if isinstance(told, Report) and enters_for(who, EnterFor(told)):
        if intent.sure:
            return await enter(EnterFor(told), request, who, read)
        p, yes = common.pronouns(who.person), (texts_past.YES, EnterFor(told))
        asked = texts_past.enters(p, common.told_nights(report.shown(told, who)))
        return ask(request, who, asked, [yes, (texts_past.LEAVE, LeaveIt())])
    unit = led.name if led else next((group.unit.name for group in who.plan), "")
    words = texts_past.how_to_enter(common.pronouns(who.person), unit, common.count(who.campaign))
    return say(request, who, words)


def _figures_in(said: str) -> str:
    """From the first word that may tell a night or a number on; who it is for stands before, why behind."""
    parts = [part for part in re.split(r"[,;:.\n]+", said) if re.search(r"\d", part)]
    told = unicodedata.normalize("NFC", ", ".join(parts))
    found = _FIGURES_BEGIN.search(strip_accents(told.lower()))
    return told[found.start() :] if found else told


_FIGURES_BEGIN = re.compile(r"(?<![\w])(?:toi|dem|hom|sang|ngay|cai|duoc|\d+)(?!\w)")
