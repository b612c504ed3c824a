"""Links to files that prove themselves: signed, good until a moment, and for one person where a file holds names."""

import base64
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass

from bot.settings import Settings
from storage import house_keys
from storage.database import Database
from storage.files import Handout
from storage.instants import MINUTE, Instant

NAMED_LINK = 15 * MINUTE
SIGNATURE = 18  # bytes; with the ticket they need no padding
KEY = "links"
_TICKET = struct.Struct(">QQQ")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a good link says. `person` 0: whoever has it may see the file."""

    file: int
    until: Instant
    person: int


class Links:
    """`base`: where this house is seen from outside; empty: links work on its own pages only."""

    def __init__(self, key: str, base: str = "") -> None:
        self._key = key.encode()
        self.base = base

    def path(self, handout: Handout, person: int | None, now: Instant) -> str:
        """Stable for what holds counts only; for names it is the person's own and short-lived."""
        ticket = Ticket(handout.id, handout.expires, 0)
        if handout.named:
            ticket = Ticket(handout.id, min(now + NAMED_LINK, handout.expires), person or 0)
        told = _TICKET.pack(ticket.file, ticket.until, ticket.person)
        return f"/f/{base64.urlsafe_b64encode(told + self._signature(told)).decode()}"

    def url(self, handout: Handout, person: int | None, now: Instant) -> str:
        """For other platforms; empty where nobody outside could open it."""
        return f"{self.base}{self.path(handout, person, now)}" if self.base else ""

    def read(self, signed: str, now: Instant) -> Ticket | None:
        """None: forged, damaged or expired."""
        try:
            given = base64.urlsafe_b64decode(signed.encode("ascii"))
        except ValueError:
            return None
        told, signature = given[: _TICKET.size], given[_TICKET.size :]
        if not hmac.compare_digest(signature, self._signature(told)):
            return None
        ticket = Ticket(*_TICKET.unpack(told))
        return ticket if now < ticket.until else None

    def _signature(self, told: bytes) -> bytes:
        return hmac.digest(self._key, b"file" + told, hashlib.sha256)[:SIGNATURE]


async def links(settings: Settings, database: Database) -> Links:
    """With the key that was given, or else with one that this house has made for itself."""
    given = settings.secret_key.get_secret_value()
    return Links(given or await _own_key(database), settings.public_url)


async def _own_key(database: Database) -> str:
    async with database.read() as read:
        known = await house_keys.known(read, KEY)
    if known is None:
        async with database.write() as tx:
            await house_keys.make(tx, KEY, secrets.token_urlsafe(32))
            known = await house_keys.known(tx, KEY)
    return known or ""
