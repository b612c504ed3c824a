"""From what arrived to what is wanted: a press, a command, an answer to the open question, or free text. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from handlers import commands
from handlers.inbound import Contact, Done, Edited, File, Inbound, Membership, Moved, Pressed, Text, digest_of
from handlers.intents import (
    AcceptPlan,
    Admit,
    Amend,
    Attach,
    Chat,
    Clarify,
    EndErrand,
    Enrol,
    FollowMove,
    HandOutInvites,
    Intent,
    NotMe,
    Report,
    ShareContact,
    Start,
    Telling,
    TooLate,
    load,
)
from handlers.read import read as read_text
from handlers.reading import Ask, Context, Correction, Entry, Figures, Group, Plan, Recorded
from storage.campaigns import PlannedGroup
from storage.lookup import OwnUnit, Who
from storage.records import Choice, Question


@dataclass(frozen=True, slots=True)
class Understood:
    """What is wanted, and the choice by which it was said, if it was."""

    intent: Intent
    choice: Choice | None = None
    question: int | None = None
    outbox_id: int = 0  # the message that offered the choice …
    words: str | None = None  # … and what it says, so that it can show what was chosen
    file: File | None = None  # that came with the words


FOR_STRANGERS = (Enrol, NotMe)  # what somebody without an account may answer


def understand(inbound: Inbound, who: Who) -> Understood:
    content = inbound.content
    match content:
        case Done():
            return Understood(_done(content))
        case Pressed():
            return _pressed(who)
        case Text(text):
            return _text(text, inbound, who)
        case Contact(phone, own):
            return Understood(ShareContact(phone, own))
        case Edited():
            return Understood(_amended(content, inbound, who))
        case File(caption=caption) if caption and who.person is not None:
            return replace(_text(caption, inbound, who), file=content)
        case File():
            return Understood(Attach(content))
        case Membership(change):
            return Understood(Admit(change))
        case Moved(old, new):
            return Understood(FollowMove(old, new))


def _done(content: Done) -> Intent:
    match content.kind:
        case "read_plan":
            campaign = content.params.get("campaign", "")
            return AcceptPlan(content.errand, campaign, content.result, content.failed)
        case "invite":
            return HandOutInvites(content.errand, int(content.params["clerk"]), content.result, content.failed)
        case _:
            return EndErrand(content.errand, content.failed)


def _pressed(who: Who) -> Understood:
    one = who.pressed
    if one is None or one.chat_id != who.chat.id or not one.open:
        return Understood(TooLate())
    intent = load(one.choice.intent)
    theirs = one.person_id == who.person.id if who.person else who.private and isinstance(intent, FOR_STRANGERS)
    if not theirs:
        return Understood(TooLate())
    return Understood(intent, one.choice, one.question_id, one.outbox_id, one.words)


def _text(text: str, inbound: Inbound, who: Who) -> Understood:
    named = commands.command(text)
    if named is not None:
        return Understood(named)
    said = commands.argument(text)
    if who.question is not None:
        choice = commands.chosen(said, who.question)
        intent = load(choice.intent) if choice else None
        if choice and intent and (who.person is not None or isinstance(intent, FOR_STRANGERS)):
            asked = who.question
            return Understood(intent, choice, asked.id, asked.outbox_id, asked.words)
    if who.person is None:
        return Understood(Start(said) if commands.looks_like_code(said) else Chat())
    return Understood(_read(said, inbound, who))


def _amended(content: Edited, inbound: Inbound, who: Who) -> Intent:
    """Read as if its night were asked about: a bare number was a count before, and still is."""
    said = commands.argument(content.text)
    again, fresh = (_read(said, inbound, who, amends=amends) for amends in (True, False))
    return Amend(
        content.original,
        digest_of(Text(content.text)),
        again if isinstance(again, Report) else None,
        fresh if isinstance(fresh, Report) else None,
    )


def _read(text: str, inbound: Inbound, who: Who, *, amends: bool = False) -> Intent:
    if who.campaign is None:
        return Chat()
    today, question = who.campaign.day(inbound.written), who.question
    asked = _asked_night(question, who)
    own = asked[0] if asked else next(iter(who.own.values())) if len(who.own) == 1 else None
    context = Context(
        plan=_plan(who.plan),
        today=today,
        own=own.unit.name if own else None,
        awaiting=asked is not None or amends,
        last=None if amends else _last(own),
    )
    reading = read_text(text, context)
    if isinstance(reading, Ask):
        return Clarify(reading.doubt)
    if not isinstance(reading, Figures | Correction):
        return Chat()
    night = asked[1] if asked else today
    tellings = tuple(_telling(entry, who, own, night) for entry in reading.entries)
    return Report(tellings, interim=isinstance(reading, Figures) and reading.interim)


def _telling(entry: Entry, who: Who, own: OwnUnit | None, night: date) -> Telling:
    named = next((group.unit.id for group in who.plan if group.unit.name == entry.group), None)
    unit = named if named is not None else own.unit.id if own else 0
    day = (entry.night or night).isoformat()
    return Telling(unit, day, dict(entry.values), entry.mode, dict(entry.instead_of))


def _asked_night(question: Question | None, who: Who) -> tuple[OwnUnit, date] | None:
    """The unit and night whose count the newest open question awaits."""
    if question is None or question.topic != "count":
        return None
    nights = ((own, night) for own in who.own.values() for night in own.nights)
    return next(((own, n.session.night) for own, n in nights if n.session.id == question.session_id), None)


def _last(own: OwnUnit | None) -> Recorded | None:
    """What stands on record last of the unit: the night heard about last."""
    if own is None:
        return None
    told = [night for night in own.nights if night.standing.figures]
    if not told:
        return None
    night = max(told, key=lambda one: one.standing.heard)
    values = {name: figure.value for name, figure in night.standing.figures.items()}
    return Recorded(own.unit.name, night.session.night, values)


@lru_cache(maxsize=512)
def _plan(groups: tuple[PlannedGroup, ...]) -> Plan:
    return Plan(tuple(Group(group.unit.name, group.nights, group.unit.id) for group in groups))
