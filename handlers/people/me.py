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


async def show_me(_intent: ShowMe, heard: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, heard.at)
    told = texts.who_you_are(
        common.pronouns(person), person.name, _holdings(held, heard, who), await _linked(read, who)
    )
    return say(heard, who, told)


async def call_me(intent: CallMe, heard: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    you, me = PAIRS[intent.you]
    fact = Addressed(who.person.id, you, me)
    noted = source(heard, who).noted("addressed", who.person.id)
    return say(heard, who, texts.called_so(common.Pronouns(you, me)), fact, noted)


async def add_channel(_intent: AddChannel, heard: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    """A code for oneself, made like everybody's; only in a chat that nobody else reads."""
    person = who.person
    if not who.private:
        return say(heard, who, common.not_allowed(common.pronouns(person)))
    params = {"clerk": str(person.id), "people": json.dumps([person.id]), "own": "yes"}
    return Outcome((Errand(heard.ids(), "invite", params, heard.key, heard.at),))


async def drop_channel(intent: DropChannel, heard: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    p, channels = common.pronouns(person), await accounts.of_person(read, person.id)
    if not 1 <= intent.number <= len(channels):
        return say(heard, who, texts.no_such_channel(p, len(channels)))
    if len(channels) == 1:
        return say(heard, who, texts.last_channel(p))
    dropped = channels[intent.number - 1]
    facts = (Unlinked(dropped.id, heard.at), source(heard, who).noted("unlinked", who.person.id, of=dropped.name))
    return say(heard, who, texts.unlinked(p, dropped.name), *facts)


async def show_data(_intent: ShowData, heard: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Only to the person, never in a group."""
    person = who.person
    kept = await erasing.kept(read, person.id)
    held = await posts.of_person(read, person.id, heard.at)
    agreed = (
        texts.consented(kept.consent, local(kept.consented, _zone(who)))
        if kept.consent and kept.consented
        else texts.NONE
    )
    given = [
        (texts.PHONE, kept.phone or texts.NONE),
        (texts.CALLED, f"{person.you} – {person.me}"),
        (texts.POSTS, texts.posts_named(_holdings(held, heard, who))),
        (texts.CHANNELS_, texts.channels_named(await _linked(read, who))),
        (texts.CONSENTED, agreed),
        (texts.COUNTS, texts.counts(kept.events, kept.messages, kept.history)),
        (texts.WRITTEN, texts.written(kept.notes, kept.chosen)),
    ]
    return say(heard, who, texts.data(common.pronouns(person), person.name, given))


async def erase_me(_intent: EraseMe, heard: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = _holdings(await posts.of_person(read, person.id, heard.at), heard, who)
    asked = texts.erase_asked(common.pronouns(person), held)
    return ask(heard, who, asked, [(texts.ERASE, ConfirmErase()), (texts.STAY, Stay())])


async def confirm_erase(_intent: ConfirmErase, heard: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, heard.at)
    ends = [PostEnded(one.id, heard.at) for one in held]
    erased = Erased(person.id, texts.pseudonym(heard.ids() % 0x10000), heard.at)
    told = await _clerks_told(held, heard, who, read, erased=True)
    facts: tuple[Fact, ...] = (*ends, source(heard, who).noted("erased", who.person.id), erased)
    return say(heard, who, texts.erased(common.pronouns(person)), *facts, others=told)


async def stay(_intent: Stay, heard: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(heard, who, texts.stays(common.pronouns(who.person)))


async def withdraw(_intent: Withdraw, heard: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """As easy as the yes was: one word. The ward has to find another way, or another person."""
    person = who.person
    held = await posts.of_person(read, person.id, heard.at)
    told = await _clerks_told(held, heard, who, read, erased=False)
    facts = (Withdrawn(person.id, heard.at), source(heard, who).noted("withdrew", who.person.id))
    return say(heard, who, texts.withdrawn(common.pronouns(person)), *facts, others=told)


def _zone(who: KnownSpeaker) -> str:
    return who.campaign.zone if who.campaign else ZONE


def _holdings(held: tuple[HeldPost, ...], heard: Request, who: KnownSpeaker) -> list[Holding]:
    return [
        Holding(
            one.post.role,
            one.post.force,
            one.post.unit.name,
            None if one.now(heard.at) else local(one.since, _zone(who)).date(),
            None if one.until is None else local(one.until, _zone(who)).date() - timedelta(days=1),
        )
        for one in held
    ]


async def _linked(read: Rows, who: KnownSpeaker) -> list[LinkedChannel]:
    channels = await accounts.of_person(read, who.person.id)
    return [
        LinkedChannel(one.name, local(one.since, _zone(who)).date(), one.address == who.address) for one in channels
    ]


async def _clerks_told(
    held: tuple[HeldPost, ...], heard: Request, who: KnownSpeaker, read: Rows, *, erased: bool
) -> list[Message]:
    """So that a unit is not left without its head; of who has erased themselves the post is said, not the name."""
    person = who.person
    clerks = await people.clerks_above(read, {one.post.unit.id for one in held}, heard.at)
    named, shown = texts.SOMEBODY if erased else common.titled(person), _holdings(held, heard, who)
    return [
        tell(heard, clerk, texts.clerk_told_of_leaving(common.pronouns(clerk), named, shown, erased_=erased))
        for clerk in clerks
        if clerk.id != person.id
    ]
