"""`tungngo invite`: codes for people on the roster, for cards and lists; what was not used before is void then."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot import invites
from bot.console import Refused
from handlers.reader.tokens import fold
from storage import accounts, duties, facts, people
from storage.database import Database, Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.invites import Invited, hash_of
from storage.records import Person


@dataclass(frozen=True, slots=True)
class Card:
    person: str
    role: str
    unit: str
    code: str
    link: str


async def invite(database: Database, names: Sequence[str], ids: Ids, now: Instant) -> list[Card]:
    """For those who are named, by code or name; without names for all who are in no chat yet."""
    holder = f"invite-{ids():x}"
    async with database.write() as tx:
        if await duties.take(tx, "house", holder, now) is None:
            raise Refused("the bot is running on this database: ask it in chat, /moi NAME, or stop it first")
        found = await _chosen(tx, names)
        posts = await people.posts_of(tx, [person.id for person in found], now)
        bot = await invites.bot_name(tx)
        codes = {person.id: invites.new_code() for person in found}
        await facts.write(tx, [Invited(ids(), hash_of(code), id_, now) for id_, code in codes.items()])
        await duties.leave(tx, ["house"], holder)
    cards: list[Card] = []
    for person in found:
        post = next(iter(posts.get(person.id, ())), None)
        place = (str(post.role), post.unit.name) if post else ("", "")
        code = codes[person.id]
        cards.append(Card(person.name, *place, code, invites.link_of(code, bot)))
    return cards


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
