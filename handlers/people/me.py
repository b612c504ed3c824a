"""Who somebody is to us: posts, channels and address words, their data, and how they take it back."""

import json
from datetime import timedelta

from handlers import texts
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
from handlers.outcome import Heard, Outcome, ask, say, source, tell
from handlers.people import texts_me as words
from handlers.people.texts_me import Holding, Linked
from handlers.people.words_people import PAIRS
from storage import accounts, erasing, people, posts
from storage.accounts import Unlinked
from storage.database import Rows
from storage.erasing import Erased, Withdrawn
from storage.errands import Errand
from storage.facts import Fact
from storage.instants import local
from storage.lookup import KnownSpeaker
from storage.people import Addressed
from storage.posts import Held, PostEnded
from storage.records import Message

ZONE = "Asia/Ho_Chi_Minh"  # of dates shown to who is in no campaign


async def show_me(_intent: ShowMe, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, heard.at)
    told = words.who_you_are(texts.pair(person), person.name, _holdings(held, heard, who), await _linked(read, who))
    return say(heard, who, told)


async def call_me(intent: CallMe, heard: Heard, who: KnownSpeaker, _read: Rows) -> Outcome:
    you, me = PAIRS[intent.you]
    fact = Addressed(who.person.id, you, me)
    noted = source(heard, who).noted("addressed", who.person.id)
    return say(heard, who, words.called(texts.Pair(you, me)), fact, noted)


async def add_channel(_intent: AddChannel, heard: Heard, who: KnownSpeaker, _read: Rows) -> Outcome:
    """A code for oneself, made like everybody's; only in a chat that nobody else reads."""
    person = who.person
    if not who.private:
        return say(heard, who, texts.not_allowed(texts.pair(person)))
    params = {"clerk": str(person.id), "people": json.dumps([person.id]), "own": "yes"}
    return Outcome((Errand(heard.ids(), "invite", params, heard.key, heard.at),))


async def drop_channel(intent: DropChannel, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    p, channels = texts.pair(person), await accounts.of_person(read, person.id)
    if not 1 <= intent.number <= len(channels):
        return say(heard, who, words.no_such_channel(p, len(channels)))
    if len(channels) == 1:
        return say(heard, who, words.last_channel(p))
    dropped = channels[intent.number - 1]
    facts = (Unlinked(dropped.id, heard.at), source(heard, who).noted("unlinked", who.person.id, of=dropped.name))
    return say(heard, who, words.unlinked(p, dropped.name), *facts)


async def show_data(_intent: ShowData, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    """Only to the person, never in a group."""
    person = who.person
    kept = await erasing.kept(read, person.id)
    held = await posts.of_person(read, person.id, heard.at)
    agreed = (
        words.consented(kept.consent, local(kept.consented, _zone(who)))
        if kept.consent and kept.consented
        else words.NONE
    )
    given = [
        (words.PHONE, kept.phone or words.NONE),
        (words.CALLED, f"{person.you} – {person.me}"),
        (words.POSTS, words.posts_named(_holdings(held, heard, who))),
        (words.CHANNELS_, words.channels_named(await _linked(read, who))),
        (words.CONSENTED, agreed),
        (words.COUNTS, words.counts(kept.events, kept.messages, kept.history)),
        (words.WRITTEN, words.written(kept.notes, kept.chosen)),
    ]
    return say(heard, who, words.data(texts.pair(person), person.name, given))


async def erase_me(_intent: EraseMe, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = _holdings(await posts.of_person(read, person.id, heard.at), heard, who)
    asked = words.erase_asked(texts.pair(person), held)
    return ask(heard, who, asked, [(words.ERASE, ConfirmErase()), (words.STAY, Stay())])


async def confirm_erase(_intent: ConfirmErase, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, heard.at)
    ends = [PostEnded(one.id, heard.at) for one in held]
    erased = Erased(person.id, words.pseudonym(heard.ids() % 0x10000), heard.at)
    told = await _clerks_told(held, heard, who, read, erased=True)
    facts: tuple[Fact, ...] = (*ends, source(heard, who).noted("erased", who.person.id), erased)
    return say(heard, who, words.erased(texts.pair(person)), *facts, others=told)


async def stay(_intent: Stay, heard: Heard, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(heard, who, words.stays(texts.pair(who.person)))


async def withdraw(_intent: Withdraw, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    """As easy as the yes was: one word. The ward has to find another way, or another person."""
    person = who.person
    held = await posts.of_person(read, person.id, heard.at)
    told = await _clerks_told(held, heard, who, read, erased=False)
    facts = (Withdrawn(person.id, heard.at), source(heard, who).noted("withdrew", who.person.id))
    return say(heard, who, words.withdrawn(texts.pair(person)), *facts, others=told)


def _zone(who: KnownSpeaker) -> str:
    return who.campaign.zone if who.campaign else ZONE


def _holdings(held: tuple[Held, ...], heard: Heard, who: KnownSpeaker) -> list[Holding]:
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


async def _linked(read: Rows, who: KnownSpeaker) -> list[Linked]:
    channels = await accounts.of_person(read, who.person.id)
    return [Linked(one.name, local(one.since, _zone(who)).date(), one.address == who.address) for one in channels]


async def _clerks_told(
    held: tuple[Held, ...], heard: Heard, who: KnownSpeaker, read: Rows, *, erased: bool
) -> list[Message]:
    """So that a unit is not left without its head; of who has erased themselves the post is said, not the name."""
    person = who.person
    clerks = await people.clerks_above(read, {one.post.unit.id for one in held}, heard.at)
    named, shown = words.SOMEBODY if erased else texts.titled(person), _holdings(held, heard, who)
    return [
        tell(heard, clerk, words.clerk_told(texts.pair(clerk), named, shown, erased_=erased))
        for clerk in clerks
        if clerk.id != person.id
    ]
