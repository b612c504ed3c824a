"""Codes of invitations: made here, since chance belongs outside of what is decided; never stored as they are."""

import json
import secrets
from collections.abc import Mapping, Sequence

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


def link_of(code: str, bot: str) -> str:
    """Opens the chat with the code in hand; empty while there is no such bot."""
    return f"https://t.me/{bot}?start={code.replace(' ', '')}" if bot else ""


async def bot_name(read: Rows) -> str:
    known = await heartbeats.last(read, NAME)
    return known.note if known else ""


async def learn_name(database: Database, name: str, now: Instant) -> None:
    async with database.write() as tx:
        await heartbeats.beat(tx, Heartbeat(NAME, now, now, name))


async def make(read: Rows, params: Mapping[str, str]) -> str:
    """The errand of /moi: a code for each person."""
    bot = await bot_name(read)
    return json.dumps(_cards(json.loads(params["people"]), bot))


def _cards(people: Sequence[int], bot: str) -> list[dict[str, str]]:
    codes = {person: new_code() for person in people}
    return [{"person": str(id_), "code": code, "link": link_of(code, bot)} for id_, code in codes.items()]
