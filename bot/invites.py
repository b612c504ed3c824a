"""Passes of invitations: made here, since chance belongs outside of what is decided."""

import json
import secrets
from collections.abc import Mapping

from handlers.outgoing.handouts import Gathered, Order
from handlers.people import codes, invite_cards
from handlers.people.invite_cards import Pass
from storage.database import Rows
from storage.instants import Instant
from storage.invites import OWN_LASTS


def new_code(length: int = codes.CARD) -> str:
    """'123 456 7890': digits, which every keyboard leaves alone; never a telephone number, the last one a check."""
    digits = str(1 + secrets.randbelow(9)) + "".join(str(secrets.randbelow(10)) for _ in range(length - 2))
    return codes.grouped(digits + codes.check_digit(digits))


def chance() -> tuple[str, str]:
    """The link has a secret of its own: what can be typed within a minute can also be guessed within some years."""
    return new_code(), secrets.token_urlsafe(16)


async def make(read: Rows, params: Mapping[str, str], now: Instant) -> str:
    """The errand of /moi, and of who wants to enter by a further device: a pass for each person."""
    ways, wanted = await invite_cards.ways_in(read), [int(load) for load in json.loads(params["people"])]
    if params.get("own") == "yes":
        code, secret = new_code(codes.DEVICE), secrets.token_urlsafe(16)
        told = (await invite_cards.spread(read, wanted, ways, now))[wanted[0]]
        made = {wanted[0]: Pass(code, secret, told.link(code, secret), now + OWN_LASTS, told)}
    else:
        made = await invite_cards.passes(read, wanted, ways, now, chance, renew=params.get("renew") == "yes")
    return json.dumps([one.handed(person) for person, one in made.items()])


async def cards(read: Rows, order: Order) -> Gathered:
    """The same on paper."""
    ways, wanted = await invite_cards.ways_in(read), [int(load) for load in json.loads(order.about["people"])]
    renew = order.about.get("renew") == "yes"
    made = await invite_cards.passes(read, wanted, ways, order.as_of, chance, renew=renew)
    return await invite_cards.gather(read, order, made, ways)
