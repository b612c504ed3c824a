"""Passes of invitations: made here, since chance belongs outside of what is decided; never stored as they are."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict

from handlers.outgoing.handouts import Gathered, Order
from handlers.people import invite_cards
from handlers.people.invite_cards import Pass
from storage import heartbeats
from storage.database import Database, Rows
from storage.heartbeats import Heartbeat
from storage.instants import Instant

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what looks alike: 0 O 1 I L
LENGTH = 8
NAME = "telegram/name"  # the heartbeat whose note is the bot's name, once Telegram has told it


def new_code() -> str:
    """'7KXM 3PQR': letters and digits both, so that it is known for a code."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if any(c.isdigit() for c in code) and any(c.isalpha() for c in code):
            return f"{code[:4]} {code[4:]}"


def new_pass(bot: str) -> Pass:
    """The link has a secret of its own: what can be typed within a minute can also be guessed within some years."""
    secret = secrets.token_urlsafe(16)
    return Pass(new_code(), secret, f"https://t.me/{bot}?start={secret}" if bot else "")


async def bot_name(read: Rows) -> str:
    known = await heartbeats.last(read, NAME)
    return known.note if known else ""


async def learn_name(database: Database, name: str, now: Instant) -> None:
    async with database.write() as tx:
        await heartbeats.beat(tx, Heartbeat(NAME, now, now, name))


async def make(read: Rows, params: Mapping[str, str]) -> str:
    """The errand of /moi: a pass for each person."""
    bot = await bot_name(read)
    passes = {person: new_pass(bot) for person in json.loads(params["people"])}
    return json.dumps([{"person": str(person), **asdict(one)} for person, one in passes.items()])


async def cards(read: Rows, order: Order) -> Gathered:
    """The same on paper."""
    bot = await bot_name(read)
    passes = {int(person): new_pass(bot) for person in json.loads(order.about["people"])}
    return await invite_cards.gather(read, order, passes, bot)
