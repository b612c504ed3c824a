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
FILE, HANDED = b"file", b"handed"  # what a link opens: a file, or the page of one that was handed to a platform
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
        return f"/f/{self._signed(ticket, FILE)}"

    def page(self, handout: Handout, now: Instant) -> str:
        """For a chat on another platform, whose browser has none of our cookies: the page at which it is opened there.

        What holds names is good for whoever has the link, and only for so long. Empty: nobody outside could open it.
        """
        until = min(now + NAMED_LINK, handout.expires) if handout.named else handout.expires
        return f"{self.base}/t/{self._signed(Ticket(handout.id, until, 0), HANDED)}" if self.base else ""

    def source(self, handout: Handout, now: Instant) -> str:
        """Where a platform may fetch it for days; empty for what holds names."""
        return f"{self.base}{self.path(handout, None, now)}" if self.base and not handout.named else ""

    def read(self, signed: str, now: Instant, purpose: bytes = FILE) -> Ticket | None:
        """None: forged, damaged, expired or made for something else."""
        try:
            given = base64.urlsafe_b64decode(signed.encode("ascii"))
        except ValueError:
            return None
        told, signature = given[: _TICKET.size], given[_TICKET.size :]
        if not hmac.compare_digest(signature, self._signature(told, purpose)):
            return None
        ticket = Ticket(*_TICKET.unpack(told))
        return ticket if now < ticket.until else None

    def _signed(self, ticket: Ticket, purpose: bytes) -> str:
        told = _TICKET.pack(ticket.file, ticket.until, ticket.person)
        return base64.urlsafe_b64encode(told + self._signature(told, purpose)).decode()

    def _signature(self, told: bytes, purpose: bytes) -> bytes:
        return hmac.digest(self._key, purpose + told, hashlib.sha256)[:SIGNATURE]


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
