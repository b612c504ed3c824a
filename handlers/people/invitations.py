"""The clerk invites: who is not here yet gets a one-time code, made by an errand; who is kept out is let in again."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from handlers import scope
from handlers import texts as common
from handlers.intents.people import (
    ForgiveGuesses,
    HandOutCards,
    HandOutInvites,
    Invite,
    KeepInvites,
    RenewInvites,
    ShowUnreached,
)
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, answer, ask, promise, say, tell
from handlers.outgoing import handouts
from handlers.outgoing.handouts import Made
from handlers.people import enrol, texts, words
from handlers.people.invite_cards import ZONE, Ways, recorded, ways_in
from storage import accounts, invites, people
from storage.database import Rows
from storage.errands import Errand, ErrandEnded
from storage.instants import HOUR, Instant, day_of, local
from storage.invites import GuessesForgiven
from storage.lookup import KnownSpeaker, Who
from storage.outbox import AFTER
from storage.records import Person, Role

MOST = 12  # codes of one answer; more go on paper
ROWS, NAMES = 8, 8  # of the list of who is not here: lines of a portion, names of a line


_MADE = TypeAdapter(list[dict[str, str]])


async def invite(intent: Invite, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """By name or code; without names everybody who cannot be reached yet. What is printed stays good."""
    p = common.pronouns(who.person)
    if not who.private:
        return say(request, who, common.not_allowed(p))
    units = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    known = await people.below(read, units, request.at)
    chosen = _named(intent.names, known) if intent.names else await _unreached(read, known)
    if not chosen:
        words = common.nobody_to_invite(p, named=bool(intent.names))
        return say(request, who, words)
    out = await invites.printed(read, [one.id for one in chosen], request.at)
    held = [person for person in chosen if person.id in out and (intent.renew or out[person.id].code is None)]
    left = [one for one in chosen if one not in held]
    if held and (intent.renew or not left):
        words = texts.renew_asked(p, [one.name for one in held], readable=intent.renew)
        yes = RenewInvites(tuple(one.id for one in chosen), cards=intent.cards)
        options = [(texts.RENEW, yes), (texts.KEEP, KeepInvites())]
        return ask(request, who, words, options)
    outcome = _made(left, request, who, cards=intent.cards or (not intent.names and len(left) > MOST))
    if not held:
        return outcome
    words = texts.held_back(p, [one.name for one in held])
    return replace(outcome, replies=(*outcome.replies, answer(request, who, words)))


async def renew(intent: RenewInvites, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Looked at again: whom of these the clerk may invite now."""
    units = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    chosen = [person for person in await people.below(read, units, request.at) if person.id in intent.people]
    return _made(chosen, request, who, cards=intent.cards or len(chosen) > MOST, renew=True)


async def keep(_intent: KeepInvites, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.cards_kept(common.pronouns(who.person)))


def _made(
    chosen: Sequence[Person], request: Request, who: KnownSpeaker, *, cards: bool, renew: bool = False
) -> Outcome:
    """Ordered: codes to be sent on, or a sheet of cards."""
    about = {"people": json.dumps([person.id for person in chosen]), **({"renew": "yes"} if renew else {})}
    if not cards:
        params = {"clerk": str(who.person.id), **about}
        return Outcome((Errand(request.ids(), "invite", params, request.key, request.at),))
    about["zone"] = who.campaign.zone if who.campaign else ZONE
    made = handouts.ordered(request, who, "cards", about, kind="make_cards")
    return (
        promise(request, who, texts.being_made(common.pronouns(who.person), len(chosen)), *made) if made else Outcome()
    )


async def hand_out(intent: HandOutInvites, request: Request, _who: Who, read: Rows) -> Outcome:
    ended = ErrandEnded(intent.errand, intent.failed)
    made = [] if intent.failed else _MADE.validate_json(intent.result)
    clerk = (await people.by_id(read, [intent.clerk]))[intent.clerk]
    facts = recorded(request.ids, made, request.at, renews=intent.renews, own=intent.own)
    words = await _told(clerk, made, intent, read)
    after = str(texts.codes_given(common.pronouns(clerk), len(made), own=intent.own))
    # Quiet hours hold back no answer; once it is delivered the code stands nowhere but on its card.
    waited_for = replace(tell(request, clerk, words), kind="code", params={AFTER: after})
    return Outcome((*facts, ended), (waited_for,))


async def hand_out_cards(intent: HandOutCards, request: Request, who: Who, read: Rows) -> Outcome:
    """The passes become good in the moment in which their cards are handed over."""
    outcome = await handouts.hand_over(intent, request, who, read)
    made = [] if intent.failed else Made.model_validate_json(intent.result).beside
    renews = intent.params.get("renew") == "yes"
    facts = recorded(request.ids, made, request.at, renews=renews)
    return replace(outcome, facts=(*facts, *outcome.facts))


async def forgive(_intent: ForgiveGuesses, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    words = texts.forgiven(common.pronouns(who.person), len(await _kept_out(request, read)))
    return say(request, who, words, GuessesForgiven(request.at))


async def _kept_out(request: Request, read: Rows) -> list[tuple[str, Instant]]:
    """Who may bring no code for now: by which channel, and until when."""
    guessed = await invites.guesses(read, request.at - HOUR)
    places = {one.chat_id: one for one in guessed}.values()
    ends = ((place.channel, enrol.kept_out_until(guessed, place.chat_id, place.origin or "")) for place in places)
    return [(channel, until) for channel, until in ends if until is not None]


async def show_unreached(intent: ShowUnreached, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """By unit, each person where their first post is: whose card has to be handed over. A portion at a time."""
    reach, p = await scope.reach(read, who), common.pronouns(who.person)
    known = await people.below(read, reach, request.at)
    missing = await _unreached(read, known)
    held = await people.posts_of(read, [one.id for one in missing], request.at)
    per_unit: dict[str, list[str]] = defaultdict(list)
    for person in missing:
        post = next((post for post in held.get(person.id, ()) if post.unit.id in reach), None)
        if post is not None:
            per_unit[post.unit.name].append(person.name)
    rows = [(unit, some) for unit, names in per_unit.items() for some in batched(names, NAMES)]
    shown = rows[intent.portion * ROWS : (intent.portion + 1) * ROWS]
    left = len(rows) - (intent.portion + 1) * ROWS
    text = texts.unreached(p, len(missing), len(known), shown, begins=not intent.portion, left=max(left, 0))
    kept_out = await _kept_out(request, read) if who.has(Role.CLERK) and not intent.portion else []
    if kept_out:
        places = [(common.channel_name(channel), local(until, ZONE)) for channel, until in kept_out]
        text = common.lines(text, texts.kept_out(p, places))
    if left <= 0:
        return say(request, who, text)
    return ask(request, who, text, [(texts.MORE, ShowUnreached(intent.portion + 1))])


def batched(names: Sequence[str], most: int) -> list[Sequence[str]]:
    return [names[first : first + most] for first in range(0, len(names), most)]


async def _told(clerk: Person, made: Sequence[Mapping[str, str]], intent: HandOutInvites, read: Rows) -> Markup:
    """A code for oneself opens a further device or channel; the others are cards for other people."""
    p, ways = common.pronouns(clerk), await ways_in(read)
    if intent.own:
        if not made:
            return texts.code_failed(p)
        told = _named_on(made[0], ways)
        return texts.own_code(p, made[0]["code"], told.page, told.accounts)
    known = await people.by_id(read, [int(one["person"]) for one in made])
    cards = [
        texts.InvitationLine(known[int(one["person"])], one["code"], one["link"], _named_on(one, ways).typed)
        for one in made
    ]
    until = min((int(one["expires"]) for one in made), default=0)
    last = day_of(until - 1, ZONE) if until else None
    return texts.invitations(p, cards, last, open_=bool(ways))


def _named_on(made: Mapping[str, str], ways: Ways) -> Ways:
    return ways.of(made["accounts"].split())


def _named(names: str, known: Sequence[Person]) -> list[Person]:
    wanted = [_without_title(fold(name)) for name in names.replace(";", ",").split(",") if name.strip()]
    return [
        person
        for person in known
        if any(f" {name} " in f" {fold(person.name)} " or name == person.code for name in wanted)
    ]


def _without_title(name: str) -> str:
    """«bác Bảy» is called Bảy; a name that is nothing but such a word stays."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in words.TITLED else name


async def _unreached(read: Rows, known: Sequence[Person]) -> list[Person]:
    missing = set(await accounts.unlinked(read, [one.id for one in known]))
    return [person for person in known if person.id in missing]
