"""Enrolling: by the code of an invitation, or by the phone number that the platform vouches for; yes or no; consent.

A code that is not good is told apart (slipped, unknown, used, over) and names nobody; who guesses is kept out alone.
"""

import re
from collections.abc import Collection, Sequence

from handlers import texts as common
from handlers.intents.people import Enrol, NotMe, ShareContact
from handlers.intents.talking import StartChat
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.people import codes, texts
from handlers.ward_office import calling
from storage import accounts, chats, invites, people, posts, reachable, units
from storage.accounts import Consented, Linked, Unlinked
from storage.campaigns import Campaigns
from storage.database import Rows
from storage.facts import Fact
from storage.history import Noted
from storage.instants import HOUR, Instant, local
from storage.invites import Guessed, Invitation, InviteShown, InviteUsed, WrongCode
from storage.lookup import Who
from storage.records import Message, Person

ZONE = "Asia/Ho_Chi_Minh"  # of a stranger
GUESSES_HERE = 5  # wrong codes of one chat, or one device's page, within an hour …
GUESSES_FROM_THERE = 30  # … and of all devices that ask from one address: a whole office, or a provider, may share it


async def redeem(intent: StartChat, request: Request, who: Who, read: Rows) -> Outcome:
    """A code was brought, by link or typed: is it you?"""
    if not who.private:
        return Outcome()
    if who.person is not None:
        return say(request, who, common.known_already(who.person))
    link = codes.is_link(intent.code)  # nobody guesses one: who has it is not kept out, and a wrong one is no guess
    until = None if link else kept_out_until(await invites.guesses(read, request.at - HOUR), who.chat.id, intent.origin)
    if until is not None:
        return say(request, who, texts.too_many(local(until, ZONE)))
    typed = None if link else codes.read(intent.code)
    if typed is not None and typed.slip:  # opens nothing whatever it was meant to be, so it is no guess
        return say(request, who, texts.slip())
    invitation = await invites.by_code(read, typed.codes if typed else (), intent.code)
    if invitation is None:
        guess = () if link else (WrongCode(request.ids(), who.chat.id, request.at, intent.origin or None),)
        return say(request, who, texts.wrong(), *guess)
    refused = await _no_good(invitation, request, read)
    if refused is not None:
        return say(request, who, refused)
    return await _is_it_you(Enrol(invitation.person_id, invitation.id), request, who, read, InviteShown(invitation.id))


def kept_out_until(guesses: Sequence[Guessed], chat: int, origin: str = "") -> Instant | None:
    """When this chat may bring a code again; None: now."""
    here = [guess.at for guess in guesses if guess.chat_id == chat]
    there = [guess.at for guess in guesses if origin and guess.origin == origin]
    ends = [
        times[-most] + HOUR for times, most in ((here, GUESSES_HERE), (there, GUESSES_FROM_THERE)) if len(times) >= most
    ]
    return max(ends, default=None)


async def share_contact(intent: ShareContact, request: Request, who: Who, read: Rows) -> Outcome:
    """Only one's own number counts; a number that is not on the roster learns nothing."""
    if who.person is not None:
        return say(request, who, common.known_already(who.person))
    found = await accounts.by_phone(read, _written(intent.phone)) if intent.own else ()
    if len(found) != 1:
        return say(request, who, common.contact_unknown())
    return await _is_it_you(Enrol(found[0]), request, who, read)


async def enrol(intent: Enrol, request: Request, who: Who, read: Rows) -> Outcome:
    """The yes is the consent: its version and time are recorded with the account."""
    if who.person is not None:
        return say(request, who, common.known_already(who.person))
    used: tuple[Fact, ...] = ()
    if intent.invite is not None:
        invitation = await invites.by_id(read, intent.invite)
        refused = texts.wrong() if invitation is None else await _no_good(invitation, request, read)
        if invitation is None or refused is not None:
            return say(request, who, refused or texts.wrong())
        used = (InviteUsed(invitation.id, who.address, request.at), *await _signed_out(invitation, request, read))
    person = (await people.by_id(read, [intent.person]))[intent.person]
    held = (await people.posts_of(read, [person.id], request.at)).get(person.id, ())
    linked = Linked(request.ids(), who.address, who.chat.id, person.id, request.at)
    noted = Noted(request.ids(), "linked", person.id, None, person.id, who.chat.channel, request.at)
    facts = (*used, linked, Consented(person.id, common.CONSENT, request.at, common.consent_digest(person)), noted)
    gone = {fact.account_id for fact in used if isinstance(fact, Unlinked)}
    messages = await _told_elsewhere(person, gone, request, who, read)
    running = await Campaigns().above(read, {post.unit.id for post in held}, request.at)
    example = common.count(next((some[0] for some in running.values()), None))
    waits = await calling.waiting_for(read, person.id, request.at, request.ids)
    more = common.waits_for_you(common.pronouns(person), waits) if waits else Markup("")
    words = common.lines(common.welcome(person, held, example), more)
    if who.chat.channel == chats.LOGGED:
        words = common.lines(words, texts.home_screen())
    return say(request, who, words, *facts, others=messages)


async def _signed_out(found: Invitation, request: Request, read: Rows) -> tuple[Unlinked, ...]:
    """A new card is for whoever lost a phone: pages on earlier devices are closed. A code of one's own closes none."""
    if found.own:
        return ()
    known = await accounts.of_person(read, found.person_id)
    return tuple(Unlinked(personal_address.id, request.at) for personal_address in known if personal_address.device)


async def _told_elsewhere(
    person: Person, gone: Collection[int], request: Request, who: Who, read: Rows
) -> tuple[Message, ...]:
    """Whoever has a chat already is told there that another one speaks for them now; `gone`: accounts that end."""
    ended = {
        personal_address.address
        for personal_address in await accounts.of_person(read, person.id)
        if personal_address.id in gone
    }
    chat = (await reachable.first_chats(read, [person.id])).get(person.id)
    if chat is None or chat.address in ended:
        return ()
    words = texts.linked_elsewhere(common.pronouns(person), who.chat.channel.partition("/")[0])
    return (Message(request.ids(), "alarm", request.key, request.at, chat=chat, words=str(words)),)


async def not_me(_intent: NotMe, request: Request, who: Who, _read: Rows) -> Outcome:
    return say(request, who, common.not_me())


async def _no_good(found: Invitation, request: Request, read: Rows) -> Markup | None:
    """Why a code that was made here opens nothing; it tells no name."""
    if found.used is not None or (found.own and found.expires <= request.at):
        return texts.own_used() if found.own else texts.used()
    if found.expires <= request.at:
        return texts.expired(local(found.expires - 1, ZONE))
    return texts.card_withdrawn() if await posts.are_over(read, found.person_id, request.at) else None


async def _is_it_you(yes: Enrol, request: Request, who: Who, read: Rows, *facts: Fact) -> Outcome:
    person = (await people.by_id(read, [yes.person]))[yes.person]
    held = (await people.posts_of(read, [person.id], request.at)).get(person.id, ())
    ward = await units.ward_above(read, held[0].unit.id) if held else None
    options = [(common.IT_IS_ME, yes), (common.IT_IS_NOT_ME, NotMe())]
    return ask(request, who, common.is_it_you(person, held, ward), options, *facts, of=person)


def _written(phone: str) -> tuple[str, ...]:
    """A Vietnamese number in the ways in which a roster may hold it."""
    digits = re.sub(r"\D", "", phone)
    bare = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
    return (f"0{bare}", f"84{bare}", f"+84{bare}") if 8 <= len(bare) <= 10 else ()
