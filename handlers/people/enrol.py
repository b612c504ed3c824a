"""Enrolling: by the code of an invitation, or by the phone number that the platform vouches for; yes or no; consent.

Unknown, used, expired and guessed too often get one and the same answer.
"""

import re

from handlers import texts, texts_examples
from handlers.intents.intent import Intent
from handlers.intents.people import Enrol, NotMe, ShareContact
from handlers.intents.talking import Start
from handlers.outcome import Heard, Outcome, answer, ask
from handlers.people import texts_me
from storage import accounts, chats, invites, people, units
from storage.accounts import Consented, Linked
from storage.campaigns import Campaigns
from storage.database import Rows
from storage.facts import Fact
from storage.history import Noted
from storage.instants import HOUR
from storage.invites import Invitation, InviteShown, InviteUsed, WrongCode
from storage.lookup import Who
from storage.records import Message, Person

GUESSES_HERE = 5  # wrong codes of one chat within an hour …
GUESSES_EVERYWHERE = 200  # … and of all chats together


async def redeem(intent: Start, heard: Heard, who: Who, read: Rows) -> Outcome:
    """A code was brought, by link or typed: is it you?"""
    if not who.private:
        return Outcome()
    guesses = await invites.guesses(read, who.chat.id, heard.at - HOUR)
    found = await invites.by_code(read, intent.code)
    if guesses.here >= GUESSES_HERE or guesses.everywhere >= GUESSES_EVERYWHERE:
        return _no_code(heard, who)
    if found is None or not _good(found, heard):
        return _no_code(heard, who, WrongCode(heard.ids(), who.chat.id, heard.at))
    if who.person is not None:
        words = texts.known_already(who.person)
        return Outcome(replies=(answer(heard, who, words),))
    asked = await _is_it_you(Enrol(found.person_id, found.id), heard, who, read)
    return Outcome((InviteShown(found.id),), (asked,))


async def share_contact(intent: ShareContact, heard: Heard, who: Who, read: Rows) -> Outcome:
    """Only one's own number counts; a number that is not on the roster learns nothing."""
    if who.person is not None:
        return Outcome(replies=(answer(heard, who, texts.known_already(who.person)),))
    found = await accounts.by_phone(read, _written(intent.phone)) if intent.own else ()
    if len(found) != 1:
        return Outcome(replies=(answer(heard, who, texts.contact_unknown()),))
    return Outcome(replies=(await _is_it_you(Enrol(found[0]), heard, who, read),))


async def enrol(intent: Enrol, heard: Heard, who: Who, read: Rows) -> Outcome:
    """The yes is the consent: its version and time are recorded with the account."""
    if who.person is not None:
        return Outcome(replies=(answer(heard, who, texts.known_already(who.person)),))
    used: tuple[Fact, ...] = ()
    if intent.invite is not None:
        found = await invites.by_id(read, intent.invite)
        if found is None or not _good(found, heard):
            return _no_code(heard, who)
        used = (InviteUsed(found.id, who.address, heard.at),)
    person = (await people.by_id(read, [intent.person]))[intent.person]
    posts = (await people.posts_of(read, [person.id], heard.at)).get(person.id, ())
    linked = Linked(heard.ids(), who.address, who.chat.id, person.id, heard.at)
    noted = Noted(heard.ids(), "linked", person.id, None, person.id, who.chat.channel, heard.at)
    facts = (*used, linked, Consented(person.id, texts.CONSENT, heard.at), noted)
    told = await _told_elsewhere(person, heard, who, read)
    running = await Campaigns().above(read, {post.unit.id for post in posts}, heard.at)
    example = texts_examples.count(next((some[0] for some in running.values()), None))
    return Outcome(facts, (answer(heard, who, texts.welcome(person, posts, example)), *told))


async def _told_elsewhere(person: Person, heard: Heard, who: Who, read: Rows) -> tuple[Message, ...]:
    """Whoever has a chat already is told there that another one speaks for them now."""
    chat = (await chats.of_people(read, [person.id])).get(person.id)
    if chat is None:
        return ()
    words = texts_me.linked_elsewhere(texts.pair(person), who.chat.channel.partition("/")[0])
    return (Message(heard.ids(), "alarm", heard.key, heard.at, chat=chat, words=str(words)),)


async def not_me(_intent: NotMe, heard: Heard, who: Who, _read: Rows) -> Outcome:
    return Outcome(replies=(answer(heard, who, texts.not_me()),))


def _good(found: Invitation, heard: Heard) -> bool:
    return found.used is None and found.expires > heard.at


def _no_code(heard: Heard, who: Who, *facts: Fact) -> Outcome:
    return Outcome(facts, (answer(heard, who, texts.no_code(texts.pair(who.person))),))


async def _is_it_you(yes: Enrol, heard: Heard, who: Who, read: Rows) -> Message:
    person = (await people.by_id(read, [yes.person]))[yes.person]
    posts = (await people.posts_of(read, [person.id], heard.at)).get(person.id, ())
    ward = await units.ward_above(read, posts[0].unit.id) if posts else None
    options: list[tuple[str, Intent]] = [(texts.IT_IS_ME, yes), (texts.IT_IS_NOT_ME, NotMe())]
    return ask(heard, who, texts.is_it_you(person, posts, ward), options, of=person)


def _written(phone: str) -> tuple[str, ...]:
    """A Vietnamese number in the ways in which a roster may hold it."""
    digits = re.sub(r"\D", "", phone)
    bare = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
    return (f"0{bare}", f"84{bare}", f"+84{bare}") if 8 <= len(bare) <= 10 else ()
