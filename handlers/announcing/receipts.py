"""How an announcement looks, whom it has reached, and who has said that it is clear; asked for at any time."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import texts as common
from handlers.announcing import texts
from handlers.intents.announcing import Audience, Compose, IsClear, SendOut, ShowReceipt
from handlers.intents.wishes import LeaveIt
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.texts import Callee
from storage import announcements, people
from storage.announcements import Announcement, Cleared, Reception
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant, local, midnight
from storage.lookup import Campaigner, KnownSpeaker
from storage.records import MessageState, Person, Role

SHOWN = 3  # announcements of one day


async def sent_by(read: Rows, who: Campaigner, since: date, until: Instant) -> list[Announcement]:
    """The newest first; the office sees what came from it, others what they sent themselves."""
    zone = who.campaign.zone
    begins = midnight(since, zone) if since > date.min else 0
    some = await announcements.between(read, who.campaign.id, begins, until + 1)
    office = who.has(Role.CLERK, Role.OBSERVER)
    return [one for one in some if one.person_id == who.person.id or (office and one.office)]


async def as_seen(read: Rows, sends: SendOut, who: Campaigner, person: Person) -> Markup:
    """As it will stand in the chat of this person."""
    first = (await announcements.by_id(read, [sends.corrects])).get(sends.corrects) if sends.corrects else None
    sent = local(first.at, who.campaign.zone) if first else None
    return texts.announcement(common.pronouns(person), who.person, sends.text, sent, office=who.has(Role.CLERK))


async def show(intent: ShowReceipt, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    day = date.fromisoformat(intent.day) if intent.day else date.min
    until = midnight(day + timedelta(days=1), who.campaign.zone) - 1 if intent.day else request.at
    some = await sent_by(read, who, day, until)
    if not some:
        return say(request, who, texts.none_sent(p, day if intent.day else None))
    shown = some[:SHOWN] if intent.day else some[:1]
    told = [await _told(read, one, who.campaign) for one in shown]
    unclear = [one for one in await announcements.receipts(read, shown[0].id) if one.clear is None and one.delivered]
    text = Markup("\n\n").join(told)
    if not unclear or len(shown) > 1 or who.has(Role.OBSERVER):
        return say(request, who, text)
    again = Compose(shown[0].words, Audience(of=shown[0].id, only="unclear"))
    options = [(texts.REMIND_UNCLEAR, again), (texts.LEAVE, LeaveIt())]
    return ask(request, who, common.lines(text, texts.numbered([label for label, _ in options])), options)


async def _told(read: Rows, one: Announcement, campaign: Campaign) -> Markup:
    found = await announcements.receipts(read, one.id)
    return await summary(read, one, found, campaign, names=True)


async def summary(
    read: Rows,
    one: Announcement,
    found: Sequence[Reception],
    campaign: Campaign,
    *,
    names: bool = False,
) -> Markup:
    """Delivered, not delivered with the reason, seen to be clear; `names`: also of those who have not said so."""
    known = await people.by_id(read, [receipt.person_id for receipt in found])
    phones = await people.phones(read, known) if known else {}

    def named(some: Sequence[Reception]) -> list[Callee]:
        ids = [receipt.person_id for receipt in some if receipt.person_id in known]
        return [Callee(known[id_], "", phones.get(id_)) for id_ in ids]

    lost = {why: named([receipt for receipt in found if _why(receipt) == why]) for why in texts.WHY_NOT}
    unclear = [receipt for receipt in found if receipt.delivered and receipt.clear is None]
    head = texts.receipt_head(local(one.at, campaign.zone), one.words, whole=names)
    counts = (sum(receipt.delivered for receipt in found), len(found), sum(r.clear is not None for r in found))
    cleared = [one for one in found if one.clear is not None]
    told = [[callee.person for callee in named(some)] for some in (cleared, unclear)] if names else [[], []]
    return common.lines(head, texts.receipt(counts, lost, told[0], told[1]))


def _why(receipt: Reception) -> str:
    if receipt.delivered:
        return ""
    match receipt.state:
        case None:
            return "no_chat"
        case MessageState.SENT:
            return "unopened"
        case MessageState.DOUBT:
            return "doubt"
        case MessageState.WAITING | MessageState.SENDING:
            return "waiting"
        case MessageState.VOID:
            return "void"
    return "refused"


async def clear(intent: IsClear, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    fact = Cleared(intent.announcement, who.person.id, request.at)
    return say(request, who, texts.cleared(common.pronouns(who.person)), fact)


def bulletin(to: Audience) -> bool:
    """For the ward's people at large: its heads tell theirs."""
    return bool(to.everyone or "leader" in to.roles) and not to.only
