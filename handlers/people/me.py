"""Who somebody is to us: posts, channels and address words, their data, and how they take it back."""

import json
from datetime import timedelta

from handlers import texts as common
from handlers.intents.me import (
    AddChannel,
    CallMe,
    ConfirmErase,
    DropChannel,
    EraseMe,
    ShowData,
    ShowMe,
    Stay,
    Withdraw,
)
from handlers.outcome import Outcome, Request, ask, say, source, tell
from handlers.people import texts
from handlers.people.texts import Holding, LinkedChannel
from handlers.people.words import PAIRS
from storage import accounts, erasing, people, posts
from storage.accounts import Unlinked
from storage.database import Rows
from storage.erasing import Erased, Withdrawn
from storage.errands import Errand
from storage.facts import Fact
from storage.instants import local
from storage.lookup import KnownSpeaker
from storage.people import Addressed
from storage.posts import HeldPost, PostEnded
from storage.records import Message

ZONE = "Asia/Ho_Chi_Minh"  # of dates shown to who is in no campaign


async def show_me(_intent: ShowMe, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, request.at)
    text = texts.who_you_are(
        common.pronouns(person), person.name, _holdings(held, request, who), await _linked(read, who)
    )
    return say(request, who, text)


async def call_me(intent: CallMe, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    you, me = PAIRS[intent.you]
    fact = Addressed(who.person.id, you, me)
    noted = source(request, who).noted("addressed", who.person.id)
    return say(request, who, texts.called_so(common.Pronouns(you, me)), fact, noted)


async def add_channel(_intent: AddChannel, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    """A code for oneself, made like everybody's; only in a chat that nobody else reads."""
    person = who.person
    if not who.private:
        return say(request, who, common.not_allowed(common.pronouns(person)))
    params = {"clerk": str(person.id), "people": json.dumps([person.id]), "own": "yes"}
    return Outcome((Errand(request.ids(), "invite", params, request.key, request.at),))


async def drop_channel(intent: DropChannel, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    p, channels = common.pronouns(person), await accounts.of_person(read, person.id)
    if not 1 <= intent.number <= len(channels):
        return say(request, who, texts.no_such_channel(p, len(channels)))
    if len(channels) == 1:
        return say(request, who, texts.last_channel(p))
    dropped = channels[intent.number - 1]
    facts = (Unlinked(dropped.id, request.at), source(request, who).noted("unlinked", who.person.id, of=dropped.name))
    return say(request, who, texts.unlinked(p, dropped.name), *facts)


async def show_data(_intent: ShowData, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Only to the person, never in a group."""
    person = who.person
    kept = await erasing.kept(read, person.id)
    held = await posts.of_person(read, person.id, request.at)
    agreed = (
        texts.consented(kept.consent, local(kept.consented, _zone(who)))
        if kept.consent and kept.consented
        else texts.NONE
    )
    given = [
        (texts.PHONE, kept.phone or texts.NONE),
        (texts.CALLED, f"{person.you} – {person.me}"),
        (texts.POSTS, texts.posts_named(_holdings(held, request, who))),
        (texts.CHANNELS_, texts.channels_named(await _linked(read, who))),
        (texts.CONSENTED, agreed),
        (texts.COUNTS, texts.counts(kept.events, kept.messages, kept.history)),
        (texts.WRITTEN, texts.written(kept.notes, kept.chosen, kept.sayings)),
    ]
    return say(request, who, texts.data(common.pronouns(person), person.name, given))


async def erase_me(_intent: EraseMe, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = _holdings(await posts.of_person(read, person.id, request.at), request, who)
    asked = texts.erase_asked(common.pronouns(person), held)
    return ask(request, who, asked, [(texts.ERASE, ConfirmErase()), (texts.STAY, Stay())])


async def confirm_erase(_intent: ConfirmErase, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, request.at)
    ends = [PostEnded(held_post.id, request.at) for held_post in held]
    erased = Erased(person.id, texts.pseudonym(request.ids() % 0x10000), request.at)
    messages = await _clerks_told(held, request, who, read, erased=True)
    facts: tuple[Fact, ...] = (*ends, source(request, who).noted("erased", who.person.id), erased)
    return say(request, who, texts.erased(common.pronouns(person)), *facts, others=messages)


async def stay(_intent: Stay, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.stays(common.pronouns(who.person)))


async def withdraw(_intent: Withdraw, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """As easy as the yes was: one word. The ward has to find another way, or another person."""
    person = who.person
    held = await posts.of_person(read, person.id, request.at)
    messages = await _clerks_told(held, request, who, read, erased=False)
    facts = (Withdrawn(person.id, request.at), source(request, who).noted("withdrew", who.person.id))
    return say(request, who, texts.withdrawn(common.pronouns(person)), *facts, others=messages)


def _zone(who: KnownSpeaker) -> str:
    return who.campaign.zone if who.campaign else ZONE


def _holdings(held: tuple[HeldPost, ...], request: Request, who: KnownSpeaker) -> list[Holding]:
    return [
        Holding(
            held_post.post.role,
            held_post.post.force,
            held_post.post.unit.name,
            None if held_post.now(request.at) else local(held_post.since, _zone(who)).date(),
            None if held_post.until is None else local(held_post.until, _zone(who)).date() - timedelta(days=1),
        )
        for held_post in held
    ]


async def _linked(read: Rows, who: KnownSpeaker) -> list[LinkedChannel]:
    channels = await accounts.of_person(read, who.person.id)
    return [
        LinkedChannel(channel.name, local(channel.since, _zone(who)).date(), channel.address == who.address)
        for channel in channels
    ]


async def _clerks_told(
    held: tuple[HeldPost, ...], request: Request, who: KnownSpeaker, read: Rows, *, erased: bool
) -> list[Message]:
    """So that a unit is not left without its head; of who has erased themselves the post is said, not the name."""
    person = who.person
    clerks = await people.clerks_above(read, {held_post.post.unit.id for held_post in held}, request.at)
    named, shown = texts.SOMEBODY if erased else common.titled(person), _holdings(held, request, who)
    return [
        tell(request, clerk, texts.clerk_told_of_leaving(common.pronouns(clerk), named, shown, erased_=erased))
        for clerk in clerks
        if clerk.id != person.id
    ]
