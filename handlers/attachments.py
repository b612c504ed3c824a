"""Files without words: photos are kept beside the night's figures, plans go to their reader, the rest is declined."""

from collections.abc import Mapping

from handlers import scope, texts
from handlers.inbound import FileKind, ReceivedFile
from handlers.intents.files import Attach, EndErrand, NotHeard, SayAgain
from handlers.outcome import Outcome, Request, say
from storage import campaigns, units
from storage.database import Rows
from storage.errands import Errand, ErrandEnded
from storage.evidence import PhotoKept
from storage.facts import Fact
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.records import Person, Role, Session, Unit
from storage.sessions import HeldSession

LARGEST = 10 * 1024 * 1024
LONGEST_VOICE = 3 * 1024 * 1024  # some minutes; a report is said in ten seconds


async def attach(intent: Attach, request: Request, who: Who, _read: Rows) -> Outcome:
    p, file = texts.pronouns(who.person), intent.file
    if not isinstance(who, KnownSpeaker):
        return say(request, who, texts.stranger())
    if file.kind is FileKind.VOICE:
        return _voice(file, request, who)
    if file.kind is FileKind.DOCUMENT:
        return _document(file, request, who)
    if file.kind is FileKind.PHOTO:
        return _photo(file, request, who)
    return say(request, who, texts.cannot_read(p))


async def end_errand(intent: EndErrand, _heard: Request, _who: Who, _read: Rows) -> Outcome:
    return Outcome((ErrandEnded(intent.errand, intent.failed),))


def kept(file: ReceivedFile, session: Session, person: Person, request: Request) -> tuple[Fact, ...]:
    """Noted now, fetched afterwards."""
    photo = PhotoKept(request.ids(), session.id, person.id, file.reference, request.key, request.at)
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
    p, night = texts.pronouns(who.person), night_of(request, who)
    if is_of_anothers(file, who):
        return say(request, who, texts.only_own(p, [own.unit.name for own in who.own.values()]))
    if night is None:
        words = texts.photo_of_nothing(p) if who.own else texts.photo_unread(p, office=who.has(Role.CLERK))
        return say(request, who, words)
    words = texts.photo_kept(p, unit_of(night, who).name, night.session.night)
    return say(request, who, words, *kept(file, night.session, who.person, request))


def is_of_anothers(file: ReceivedFile, who: Who) -> bool:
    """Its caption names a unit that is none of the sender's."""
    own = [own.unit for own in who.own.values()]
    return bool(own) and scope.named(file.caption, own, who) is None


def unit_of(night: HeldSession, who: Who) -> Unit:
    return next(own.unit for own in who.own.values() if own.unit.id == night.session.unit_id)


def night_of(request: Request, who: Who) -> HeldSession | None:
    """Of which a photo is: the one whose result is awaited, or tonight's."""
    nights = [night for own in who.own.values() for night in own.nights]
    asked = who.question.session_id if who.question and who.question.topic == "count" else None
    today = who.campaign.day(request.written) if who.campaign else None
    awaited = next((night for night in nights if night.session.id == asked), None)
    return awaited or next((night for night in nights if night.session.night == today), None)


def _document(file: ReceivedFile, request: Request, who: KnownSpeaker) -> Outcome:
    p, office = texts.pronouns(who.person), scope.office_of(who)
    if office is None:
        return say(request, who, texts.file_for_office(p, tells=bool(who.own)))
    if not isinstance(who, Campaigner):
        return say(request, who, texts.nothing_runs(p))
    if file.size > LARGEST:
        return say(request, who, texts.of_file(file.name, texts.too_large(p)))
    params = {"file": file.reference, "name": file.name, "unit": str(office.id)}
    errand = to_read("read_document", params, request, who)
    return say(request, who, texts.file_taken(p, file.name), errand)


def to_read(kind: str, given: Mapping[str, str], request: Request, who: Campaigner) -> Errand:
    """The errand that reads what a clerk has sent: a file, or a text of theirs."""
    by = {"person": str(who.person.id), "chat": str(who.chat.id)}
    return Errand(request.ids(), kind, {**given, "campaign": who.campaign.code, **by}, request.key, request.at)


async def known(document: Errand, read: Rows) -> tuple[list[str], list[str]]:
    """What it is read against: the names that there are now, and the first and last day of its campaign."""
    campaign = await campaigns.named(read, document.params.get("campaign", ""))
    if campaign is None:
        return [], []
    groups = [unit.name for unit in await units.below(read, campaign.unit.id)]
    return groups, [campaign.starts.isoformat(), campaign.ends.isoformat()]
