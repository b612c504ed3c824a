"""The clerk invites: who is not here yet gets a one-time code. Codes are made by an errand and kept as hashes only."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from handlers import scope, texts
from handlers.intents.people import HandOutCards, HandOutInvites, Invite, ShowUnreached
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, answer, tell
from handlers.outgoing import handouts
from handlers.outgoing.handouts import Made
from handlers.people import texts_cards, texts_me, texts_people
from handlers.reader.tokens import fold
from storage import accounts, people
from storage.database import Rows
from storage.errands import Errand, ErrandEnded
from storage.instants import day_of
from storage.invites import LASTS, Invited, hash_of, hash_of_link
from storage.lookup import Who
from storage.records import Person, Role

MOST = 60  # invitations of one answer; more belong on paper
DEFAULT_ZONE = "Asia/Ho_Chi_Minh"  # of a ward that has no campaign yet


_MADE = TypeAdapter(list[dict[str, str]])


async def invite(intent: Invite, heard: Heard, who: Who, read: Rows) -> Outcome:
    """By name or code; without names everybody who cannot be reached yet."""
    p = texts.pair(who.person)
    if who.person is None or not who.private:
        return Outcome(replies=(answer(heard, who, texts.not_allowed(p)),))
    units = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    known = await people.below(read, units, heard.at)
    chosen = _named(intent.names, known) if intent.names else await _unreached(read, known)
    if not chosen:
        words = texts.nobody_to_invite(p, named=bool(intent.names))
        return Outcome(replies=(answer(heard, who, words),))
    if intent.cards:
        zone = who.campaign.zone if who.campaign else DEFAULT_ZONE
        about = {"people": json.dumps([one.id for one in chosen]), "until": str(day_of(heard.at + LASTS, zone))}
        wanted = handouts.ordered(heard, who, "cards", about)
        told = answer(heard, who, texts_cards.being_made(p, len(chosen)))
        return Outcome((handouts.errand(wanted, heard, "make_cards"),), (told,)) if wanted else Outcome()
    params = {"clerk": str(who.person.id), "people": json.dumps([one.id for one in chosen[:MOST]])}
    return Outcome((Errand(heard.ids(), "invite", params, heard.key, heard.at),))


async def hand_out(intent: HandOutInvites, heard: Heard, _who: Who, read: Rows) -> Outcome:
    ended = ErrandEnded(intent.errand, intent.failed)
    made = [] if intent.failed else _MADE.validate_json(intent.result)
    known = await people.by_id(read, [intent.clerk, *(int(one["person"]) for one in made)])
    facts = [_invited(one["person"], hash_of(one["code"]), hash_of_link(one["secret"]), heard) for one in made]
    cards = [(known[int(one["person"])], one["code"], one["link"]) for one in made]
    words = _told(known[intent.clerk], cards, intent)
    return Outcome((*facts, ended), (tell(heard, known[intent.clerk], words),))


async def hand_out_cards(intent: HandOutCards, heard: Heard, who: Who, read: Rows) -> Outcome:
    """The passes become good in the moment in which their cards are handed over."""
    outcome = await handouts.hand_over(intent, heard, who, read)
    made = [] if intent.failed else Made.model_validate_json(intent.result).beside
    facts = [_invited(one["person"], one["code_hash"], one["link_hash"], heard) for one in made]
    return replace(outcome, facts=(*facts, *outcome.facts))


def _invited(person: str, code_hash: str, link_hash: str, heard: Heard) -> Invited:
    return Invited(heard.ids(), code_hash, int(person), heard.at, link_hash)


async def show_unreached(_intent: ShowUnreached, heard: Heard, who: Who, read: Rows) -> Outcome:
    """By unit, each person where their first post is: whose card has to be handed over on paper."""
    reach = await scope.reach(read, who)
    known = await people.below(read, reach, heard.at)
    missing = await _unreached(read, known)
    held = await people.posts_of(read, [one.id for one in missing], heard.at)
    per_unit: dict[str, list[str]] = defaultdict(list)
    for one in missing:
        post = next((post for post in held.get(one.id, ()) if post.unit.id in reach), None)
        if post is not None:
            per_unit[post.unit.name].append(one.name)
    told = texts_people.unreached(texts.pair(who.person), len(missing), len(known), list(per_unit.items()))
    return Outcome(replies=(answer(heard, who, told),))


def _told(clerk: Person, cards: Sequence[tuple[Person, str, str]], intent: HandOutInvites) -> Markup:
    """A code for oneself opens a further channel; the others are cards for other people."""
    p = texts.pair(clerk)
    if intent.own:
        return texts_me.own_code(p, cards[0][1], cards[0][2]) if cards else texts_me.code_failed(p)
    return texts.invitations(p, cards)


def _named(names: str, known: Sequence[Person]) -> list[Person]:
    wanted = [fold(name) for name in names.replace(";", ",").split(",") if name.strip()]
    return [one for one in known if any(f" {name} " in f" {fold(one.name)} " or name == one.code for name in wanted)]


async def _unreached(read: Rows, known: Sequence[Person]) -> list[Person]:
    missing = set(await accounts.unlinked(read, [one.id for one in known]))
    return [one for one in known if one.id in missing]
