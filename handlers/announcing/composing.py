"""Before anything goes out: whom it is for, how many there are and who cannot be reached, and how it will look."""

from handlers import reaching
from handlers import texts as common
from handlers.announcing import asking, audience, cadence, drafts, receipts, texts, words
from handlers.intents.announcing import Audience, Compose, CorrectSent, FixSent, SendOut, StopSending
from handlers.intents.intent import Choosable
from handlers.intents.wishes import LeaveIt
from handlers.outcome import Outcome, Request, ask, say
from storage import announcements, forces
from storage.announcements import Announcement
from storage.database import Rows
from storage.instants import local
from storage.lookup import Campaigner
from storage.quiet import awake
from storage.records import Role

LONGEST = 3_500  # signs: more is a document
PART = 1_900  # signs of one message where the shortest are taken
FORCES_OFFERED = 3


async def compose(intent: Compose, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    units = [group.unit for group in who.plan]
    told = asking.addressed(intent.text, units) if not intent.to.named and not intent.corrects else None
    to, text = (told.to, told.text) if told else (intent.to, intent.text)
    mine = audience.own(who, to)
    if mine is None:
        return say(request, who, texts.not_theirs(p, captain=who.has(Role.CAPTAIN)))
    if not text:
        return await _what(to, request, who, read)
    if len(text) > LONGEST:
        return say(request, who, texts.too_long(p, len(text), LONGEST))
    hidden = words.IDENTITY.sub(texts.HIDDEN, text)
    if not mine.named:
        return await _whom(hidden, request, who, read)
    return await _shown(SendOut(hidden, mine, intent.corrects), request, who, read, masked=hidden != text)


async def _what(to: Audience, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Nothing is to be told yet: how it is done; for the office the rhythm, and drafts to choose from."""
    p = common.pronouns(who.person)
    if not who.has(Role.CLERK):
        return say(request, who, texts.how(p, head=not who.has(Role.CAPTAIN)))
    rhythm = texts.rhythm(p, await cadence.of_campaign(read, who.campaign, request.at), request.at)
    found = await drafts.every(read, who, who.campaign, request.at)
    said = common.lines(rhythm, texts.how_office(p))
    if not found:
        return say(request, who, said)
    options = [(name, Compose(draft, to)) for name, draft in found]
    text = common.lines(said, texts.drafts(p, found), texts.numbered([name for name, _ in options]))
    return ask(request, who, text, options)


async def _whom(text: str, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, ward = common.pronouns(who.person), who.campaign.unit.id
    wanted = [places.force.value for places in who.campaign.settings.team]
    manned = [force for force in dict.fromkeys(wanted) if await forces.members(read, ward, force, request.at)]
    some = [audience.HEADS, audience.EVERYONE, *(Audience(forces=(force,)) for force in manned[:FORCES_OFFERED])]
    labels = [texts.audience_label(one, len((await audience.find(read, who, one, request.at)).people)) for one in some]
    options = [(label, Compose(text, one)) for label, one in zip(labels, some, strict=True)]
    shown = common.lines(texts.whom(p, text), texts.numbered([*labels, texts.LEAVE]))
    return ask(request, who, shown, [*options, (texts.LEAVE, LeaveIt())])


async def _shown(sends: SendOut, request: Request, who: Campaigner, read: Rows, *, masked: bool) -> Outcome:
    """The very words as the first of them will see them."""
    p = common.pronouns(who.person)
    found = await audience.find(read, who, sends.to, request.at)
    if not found.people:
        return say(request, who, texts.nobody(p, sends.to))
    reach = await reaching.reach(read, found.people, found.units, spares=True)
    lost = texts.lost(p, reach.others, len(found.people))
    whom = texts.audience_named(
        sends.to, len(found.people), [u.unit.name for u in who.plan if u.unit.id in sends.to.units]
    )
    if not reach.reached:
        return say(request, who, common.lines(texts.nobody_reached(p, whom), lost))
    like = await receipts.as_seen(read, sends, who, reach.reached[0])
    parts = -(-len(like) // PART)
    late = awake(request.at, who.campaign.settings.quiet, who.campaign.zone)
    asked = common.lines(
        texts.preview(p, whom, (len(found.people), len(reach.reached)), like),
        texts.masked(p) if masked else "",
        texts.in_parts(len(like), parts) if parts > 1 else "",
        texts.waits_for_morning(who.campaign.settings.quiet.until) if late > request.at else "",
        await reaching.price(read, reach, request.at, who.campaign.zone),
        lost,
    )
    options = [(texts.SEND, sends), (texts.LEAVE, LeaveIt())]
    return ask(request, who, common.lines(asked, texts.numbered([label for label, _ in options])), options)


async def correct(intent: CorrectSent, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """To those whom the last one was for: the words that hold."""
    p, last = common.pronouns(who.person), await last_of(request, who, read)
    if last is None:
        return say(request, who, texts.none_sent(p))
    if not intent.text:
        return say(request, who, texts.correct_how(p, last.words))
    text = words.IDENTITY.sub(texts.HIDDEN, intent.text)
    if len(text) > LONGEST:
        return say(request, who, texts.too_long(p, len(text), LONGEST))
    sends = SendOut(text, Audience(of=last.id), last.id)
    return await _shown(sends, request, who, read, masked=text != intent.text)


async def fix(_intent: FixSent, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of the last one: whom it has reached, and what can still be done. What somebody has, they have."""
    p, last = common.pronouns(who.person), await last_of(request, who, read)
    if last is None:
        return say(request, who, texts.none_sent(p))
    found = await announcements.receipts(read, last.id)
    moving = 0 if last.stopped else sum(receipt.moving for receipt in found)
    reached = sum(receipt.delivered for receipt in found)
    stops: list[tuple[str, Choosable]] = [(texts.STOP, StopSending(last.id))] if moving else []
    options = [*stops, (texts.CORRECT, CorrectSent()), (texts.LEAVE, LeaveIt())]
    at = local(last.at, who.campaign.zone)
    asked = texts.fix(p, at, last.words, (reached, moving, len(found)))
    return ask(request, who, common.lines(asked, texts.numbered([label for label, _ in options])), options)


async def last_of(request: Request, who: Campaigner, read: Rows) -> Announcement | None:
    """The last that the speaker may speak of: the office of any that came from it."""
    some = await receipts.sent_by(read, who, who.campaign.day(request.at).min, request.at)
    return next(iter(some), None)
