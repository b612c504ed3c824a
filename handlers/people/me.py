"""Who somebody is to us: posts, channels and address words, their data, and how they take it back."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers import texts as common
from handlers.intents.me import (
    AddChannel,
    CallMe,
    ConfirmErase,
    DropChannel,
    EraseMe,
    PreferChannel,
    ShowData,
    ShowMe,
    Stay,
    Withdraw,
)
from handlers.language.tokens import fold
from handlers.outcome import Outcome, Request, ask, ask_in, say, source, tell
from handlers.people import own_data, texts
from handlers.people.texts import Holding, LinkedChannel
from handlers.people.words import PAIRS
from storage import accounts, erasing, people, posts, reachable, ways
from storage.accounts import Unlinked
from storage.database import Rows
from storage.erasing import Erased, Withdrawn
from storage.errands import Errand
from storage.facts import Fact
from storage.history import Source
from storage.instants import local
from storage.lookup import KnownSpeaker
from storage.people import Addressed
from storage.posts import HeldPost, PostEnded
from storage.reachable import Preferred
from storage.records import Message

ZONE = "Asia/Ho_Chi_Minh"  # of dates shown to who is in no campaign


async def show_me(_intent: ShowMe, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, request.at)
    channels, p = await _linked(read, who), common.pronouns(person)
    text = texts.who_you_are(p, person.name, _holdings(held, request, who), channels)
    platforms = _platforms(channels)
    tried = (await reachable.ways(read, [person.id])).get(person.id, ())
    if len(platforms) < 2 or not tried or not who.private:
        return say(request, who, text)
    first = tried[0].platform
    text = common.lines(text, texts.first_by(p, first, next((one for one in platforms if one != first), "")))
    options = [(common.channel_name(one), PreferChannel(one)) for one in platforms]
    asked = ask_in(request, who.chat, person, text, options)
    if asked.question is not None:  # the digit of a choice is the number of its line
        numbered = zip(asked.question.choices, platforms.values(), strict=True)
        choices = tuple(replace(choice, digit=number) for choice, number in numbered)
        asked = replace(asked, question=replace(asked.question, choices=choices))
    return Outcome((), (asked,))


def _platforms(channels: Sequence[LinkedChannel]) -> dict[str, int]:
    """Each with the number of its first line."""
    known: dict[str, int] = {}
    for number, one in enumerate(channels, start=1):
        known.setdefault(one.channel, number)
    return known


async def prefer_channel(intent: PreferChannel, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """By which of the own platforms first; whichever is at hand where that one does not work."""
    p, person = common.pronouns(who.person), who.person
    own = sorted({channel.name for channel in await accounts.of_person(read, person.id)})
    if not intent.platform:
        return say(request, who, texts.any_channel(p), Preferred(person.id, ""))
    meant = next((one for one in own if _is_called(intent.platform, one)), None)
    others = [one for one in own if one != meant]
    if meant is None:
        there = any(_is_called(intent.platform, one) for one in await ways.platforms(read))
        return say(request, who, texts.channel_not_linked(p, intent.platform, own), unread=not there)
    if intent.never:
        if len(others) != 1:
            return say(request, who, texts.which_channel(p, others))
        meant = others[0]
    noted = source(request, who).noted("addressed", person.id, channel=meant)
    return say(request, who, texts.preferred(p, meant, alone=len(own) == 1), Preferred(person.id, meant), noted)


def _is_called(word: str, platform: str) -> bool:
    """By its name, or by how that begins."""
    return platform.startswith(word) or word == fold(common.channel_name(platform))


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
    """Only to the person, never in a group: what there is in short, and all of it as a file."""
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
        (texts.WRITTEN, texts.written(kept.notes, kept.chosen, kept.difficulties, kept.sayings)),
        (texts.TOLD_MANY, texts.told_many(kept.announcements, kept.receipts, kept.deeds)),
    ]
    return say(request, who, texts.data(common.pronouns(person), person.name, given), *own_data.ordered(request, who))


async def erase_me(_intent: EraseMe, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = _holdings(await posts.of_person(read, person.id, request.at), request, who)
    asked = texts.erase_asked(common.pronouns(person), held)
    return ask(request, who, asked, [(texts.ERASE, ConfirmErase()), (texts.STAY, Stay())])


async def confirm_erase(_intent: ConfirmErase, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    person = who.person
    held = await posts.of_person(read, person.id, request.at)
    messages = await _clerks_told(held, request, who, read, erased=True)
    facts, told = erasing_of(person.id, held, source(request, who)), texts.erased(common.pronouns(person))
    return replace(say(request, who, told, *facts, others=messages), notice=told)  # a page is closed with it


def erasing_of(person_id: int, held: Iterable[HeldPost], by: Source) -> tuple[Fact, ...]:
    """Posts end, name and number go; the history says that, and not of whom."""
    ends = [PostEnded(held_post.id, by.at) for held_post in held]
    erased = Erased(person_id, texts.pseudonym(by.ids() % 0x10000), by.at)
    return (*ends, by.noted("erased", person_id), erased)


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
