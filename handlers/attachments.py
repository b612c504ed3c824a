"""Files without words: photos are kept beside the night's figures, plans go to their reader, the rest is declined."""

import json
from collections.abc import Mapping

from handlers import scope, texts
from handlers.inbound import FileKind, ReceivedFile
from handlers.intents.files import Attach, EndErrand, NotHeard, SayAgain
from handlers.outcome import Outcome, Request, say
from storage import units
from storage.database import Rows
from storage.errands import Errand, ErrandEnded
from storage.evidence import PhotoKept
from storage.facts import Fact
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.records import Person
from storage.sessions import HeldSession

LARGEST = 10 * 1024 * 1024
LONGEST_VOICE = 3 * 1024 * 1024  # some minutes; a report is said in ten seconds


async def attach(intent: Attach, request: Request, who: Who, read: Rows) -> Outcome:
    p, file = texts.pronouns(who.person), intent.file
    if not isinstance(who, KnownSpeaker):
        return say(request, who, texts.stranger())
    if file.kind is FileKind.VOICE:
        return _voice(file, request, who)
    if file.kind is FileKind.DOCUMENT:
        return await _document(file, request, who, read)
    if file.kind is FileKind.PHOTO:
        return _photo(file, request, who)
    return say(request, who, texts.cannot_read(p))


async def end_errand(intent: EndErrand, _heard: Request, _who: Who, _read: Rows) -> Outcome:
    return Outcome((ErrandEnded(intent.errand, intent.failed),))


def kept(file: ReceivedFile, night: HeldSession, person: Person, request: Request) -> tuple[Fact, ...]:
    """Noted now, fetched afterwards."""
    photo = PhotoKept(request.ids(), night.session.id, person.id, file.reference, request.key, request.at)
    params = {"evidence": str(photo.id), "file": file.reference}
    return photo, Errand(request.ids(), "fetch_evidence", params, request.key, request.at)


async def not_heard(intent: NotHeard, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    p = texts.pronouns(who.person)
    return say(request, who, texts.cannot_hear(p) if intent.deaf else texts.heard_nothing(p))


async def say_again(_intent: SayAgain, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.say_again(texts.pronouns(who.person)))


def _voice(file: ReceivedFile, request: Request, who: KnownSpeaker) -> Outcome:
    """Listened to outside; what was heard comes back as if its sender had said it then."""
    p = texts.pronouns(who.person)
    if not who.private:
        return say(request, who, texts.cannot_hear(p))
    if file.size > LONGEST_VOICE:
        return say(request, who, texts.voice_too_long(p))
    by = {"channel": who.chat.channel, "chat": who.chat.address, "sender": who.address}
    hints = texts.may_be_said([own.unit.name for own in who.own.values()], who.campaign) if who.campaign else ""
    given = {"file": file.reference, "name": file.name, "written": str(request.written), "hints": hints}
    return Outcome((Errand(request.ids(), "hear", {**given, **by}, request.key, request.at),))


def _photo(file: ReceivedFile, request: Request, who: KnownSpeaker) -> Outcome:
    """Of the night whose result is awaited, or of tonight's."""
    p, night = texts.pronouns(who.person), _night(request, who)
    if night is None:
        return say(request, who, texts.photo_of_nothing(p))
    unit = next(own.unit for own in who.own.values() if own.unit.id == night.session.unit_id)
    words = texts.photo_kept(p, unit.name, night.session.night)
    return say(request, who, words, *kept(file, night, who.person, request))


def _night(request: Request, who: Who) -> HeldSession | None:
    nights = [night for own in who.own.values() for night in own.nights]
    asked = who.question.session_id if who.question and who.question.topic == "count" else None
    today = who.campaign.day(request.written) if who.campaign else None
    awaited = next((night for night in nights if night.session.id == asked), None)
    return awaited or next((night for night in nights if night.session.night == today), None)


async def _document(file: ReceivedFile, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = texts.pronouns(who.person)
    office = scope.office_of(who)
    if office is None or not isinstance(who, Campaigner):
        return say(request, who, texts.not_allowed(p))
    if file.size > LARGEST:
        return say(request, who, texts.too_large(p))
    params = {"file": file.reference, "name": file.name, "unit": str(office.id)}
    errand = await to_read("read_document", params, request, who, read)
    return say(request, who, texts.plan_taken(p), errand)


async def to_read(kind: str, given: Mapping[str, str], request: Request, who: Campaigner, read: Rows) -> Errand:
    """The errand that reads what a clerk has sent: a file, or a text of theirs."""
    groups = json.dumps([unit.name for unit in await units.below(read, who.campaign.unit.id)], ensure_ascii=False)
    within = json.dumps([who.campaign.starts.isoformat(), who.campaign.ends.isoformat()])
    by = {"person": str(who.person.id), "chat": str(who.chat.id)}
    sent = {"campaign": who.campaign.code, **by, "groups": groups, "within": within}
    return Errand(request.ids(), kind, {**given, **sent}, request.key, request.at)
