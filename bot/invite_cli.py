"""`tungngo invite`: codes for people on the roster, for cards and lists; what was not used before is void then."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot import invites, taking_over
from bot.console import Refused
from handlers.people import invite_cards
from handlers.reader.tokens import fold
from storage import accounts, facts, people
from storage.database import Database, Rows
from storage.ids import Ids
from storage.instants import Instant, day_of
from storage.invites import LASTS, Invited
from storage.records import Person


@dataclass(frozen=True, slots=True)
class Card:
    person: str
    role: str
    unit: str
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Invitations:
    """Who may enter by what, and the sheet to be printed of it."""

    cards: tuple[Card, ...]
    sheet: dict[str, object]


async def invite(database: Database, names: Sequence[str], ids: Ids, now: Instant, zone: str) -> Invitations:
    """For those who are named, by code or name; without names for all who are in no chat yet."""
    async with taking_over.house(database, now, "the clerk may ask it in the chat, /moi NAME") as tx:
        bot = await invites.bot_name(tx)
        passes = {person.id: invites.new_pass(bot) for person in await _chosen(tx, names)}
        await facts.write(tx, [Invited(ids(), person_id=id_, at=now, **one.hashes) for id_, one in passes.items()])
        filled, ward = await invite_cards.filled(tx, passes, now)
    sheet = invite_cards.sheet(filled, ward, bot, day_of(now + LASTS, zone))
    return Invitations(tuple(_card(one) for one in filled), sheet)


def _card(filled: invite_cards.Card) -> Card:
    place = (str(filled.post.role), filled.post.unit.name) if filled.post else ("", "")
    return Card(filled.person.name, *place, filled.admission.code, filled.admission.link)


def as_json(cards: Sequence[Card]) -> str:
    return json.dumps([asdict(card) for card in cards], ensure_ascii=False)


def as_lines(cards: Sequence[Card]) -> list[str]:
    return ["\t".join(part for part in asdict(card).values() if part) for card in cards]


async def _chosen(read: Rows, names: Sequence[str]) -> list[Person]:
    known = await people.everybody(read)
    if not names:
        missing = set(await accounts.unlinked(read, [one.id for one in known]))
        return [one for one in known if one.id in missing]
    found: list[Person] = []
    for name in names:
        fitting = [one for one in known if name == one.code or fold(name) == fold(one.name)]
        if len(fitting) != 1:
            raise Refused(f"{name}: {'nobody' if not fitting else 'more than one'} of this name; give the code")
        found.append(fitting[0])
    return found
