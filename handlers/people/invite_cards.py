"""Invitations on paper: a sheet of cards to be cut out, each with a code to be typed and a link to be scanned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import texts
from handlers.outgoing.handouts import Gathered, Order
from handlers.people import texts_cards
from storage import people, units
from storage.database import Rows
from storage.instants import Instant
from storage.invites import hash_of, hash_of_link
from storage.records import Person, Post, Unit


@dataclass(frozen=True, slots=True)
class Pass:
    """What an invitation is opened with: typed, or carried by its link. Empty link: no bot is there to lead to."""

    code: str
    secret: str
    link: str

    @property
    def hashes(self) -> dict[str, str]:
        return {"code_hash": hash_of(self.code), "link_hash": hash_of_link(self.secret)}


@dataclass(frozen=True, slots=True)
class Card:
    person: Person
    post: Post | None
    admission: Pass


async def gather(read: Rows, order: Order, passes: Mapping[int, Pass], bot: str) -> Gathered:
    clerk = (await people.by_id(read, [order.person]))[order.person]
    cards, ward = await filled(read, passes, order.as_of)
    return Gathered(
        data=sheet(cards, ward, bot, date.fromisoformat(order.about["until"])),
        name=texts_cards.FILE_NAME,
        media_type="application/pdf",
        caption=texts_cards.handed(texts.pair(clerk), len(cards)),
        named=True,
        unit=ward.id if ward else None,
        beside=[{"person": str(card.person.id), **card.admission.hashes} for card in cards],
    )


async def filled(read: Rows, passes: Mapping[int, Pass], now: Instant) -> tuple[list[Card], Unit | None]:
    """A card for each, in their order, and the ward that they belong to."""
    known = await people.by_id(read, passes)
    posts = await people.posts_of(read, passes, now)
    cards = [Card(known[id_], next(iter(posts.get(id_, ())), None), one) for id_, one in passes.items()]
    first = next((card.post for card in cards if card.post), None)
    return cards, await units.ward_above(read, first.unit.id) if first else None


def sheet(cards: Sequence[Card], ward: Unit | None, bot: str, until: date) -> dict[str, object]:
    """What the workshop draws."""
    shared = {
        "head": texts_cards.head_line(ward),
        "call": texts_cards.CALL,
        "until": texts_cards.good_until(until),
    }
    return {"shared": shared, "cards": [_drawn(card, bot) for card in cards]}


def _drawn(card: Card, bot: str) -> dict[str, str]:
    return {
        "name": card.person.name,
        "post": texts_cards.post_line(card.post),
        "code": card.admission.code,
        "link": card.admission.link,
        "how_to": texts_cards.how_to(bot, scanned=bool(card.admission.link)),
    }
