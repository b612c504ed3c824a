"""Invitations: one-time passes by which an address becomes the account of a person. Looked up by hash.

The code of a card stands beside its hash until it is used, so that a card can be printed again as it was: a hash of
ten digits hides nothing from whoever holds the database.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import DAY, MINUTE, Instant

LASTS = 30 * DAY  # a card, or as long as the campaign …
OWN_LASTS = 15 * MINUTE  # … and a code for a further device


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    person_id: int
    expires: Instant
    used: Instant | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A card that is out there and good. `code` None: made by an earlier release, it cannot be printed again."""

    person_id: int
    code: str | None
    secret: str | None
    expires: Instant


@dataclass(frozen=True, slots=True)
class Invited:
    """A fact: a pass was made for a person, beside those that are out there. `renews`: in their place."""

    id: int
    code_hash: str  # of what can be typed
    person_id: int
    at: Instant
    link_hash: str | None = None  # of what its link carries
    expires: Instant = 0  # 0: after the usual time
    code: str | None = None
    secret: str | None = None
    own: bool = False
    renews: bool = False
    accounts: str = ""  # those of ours that its card names, between spaces


@dataclass(frozen=True, slots=True)
class CardReprinted:
    """A fact: the cards of a person that are out there were printed again, and name these accounts of ours now."""

    person_id: int
    accounts: str
    at: Instant


@dataclass(frozen=True, slots=True)
class InviteShown:
    """A fact: somebody came with the code and was asked who they are."""

    invite_id: int


@dataclass(frozen=True, slots=True)
class InviteUsed:
    """A fact; Stale when it was used, or replaced, since it was looked at. Other cards of the person are void then."""

    invite_id: int
    address: str
    at: Instant


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A fact: a code that was not good was tried in this chat; `origin`: from where, if it was a page."""

    id: int
    chat_id: int
    at: Instant
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class GuessesForgiven:
    """A fact: whoever guessed wrong may try again."""

    at: Instant


@dataclass(frozen=True, slots=True)
class Guessed:
    """A wrong code of the last hour."""

    chat_id: int
    channel: str
    at: Instant
    origin: str | None


def hash_of(code: str) -> str:
    """Of a code as it is typed: capitals, spaces and dashes do not matter."""
    plain = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(f"tungngo/{plain}".encode()).hexdigest()


def hash_of_link(secret: str) -> str:
    """Of what a link carries: long, and every letter as it is."""
    return hashlib.sha256(f"tungngo/link/{secret}".encode()).hexdigest()


_INVITATION = "id, person_id, expires, used, own"
_BY_CODE = f"SELECT {_INVITATION} FROM invite WHERE code_hash IN :codes OR link_hash = :link_hash"


async def by_code(read: Rows, codes: Collection[str], link: str) -> Invitation | None:
    """`codes`: what was typed may mean any of them; `link`: what a link has brought. One still good comes first."""
    hashes = [hash_of(code) for code in codes] or [hash_of(link)]
    invitations = [_invitation(row) for row in await read.rows(_BY_CODE, codes=hashes, link_hash=hash_of_link(link))]
    return min(invitations, key=lambda one: (one.used is not None, -one.expires), default=None)


_BY_ID = f"SELECT {_INVITATION} FROM invite WHERE id = :id"


async def by_id(read: Rows, id_: int) -> Invitation | None:
    return next((_invitation(row) for row in await read.rows(_BY_ID, id=id_)), None)


# Ordered so that the last row of a person is the one to be printed again.
_PRINTED = """
SELECT person_id, code, secret, expires FROM invite
WHERE person_id IN :people AND used IS NULL AND expires > :now AND own IS NULL
ORDER BY CASE WHEN code IS NULL THEN 0 ELSE 1 END, id
"""


async def printed(read: Rows, person_ids: Collection[int], now: Instant) -> dict[int, Printed]:
    """The newest card of each that may still be used; one that can be printed again comes first."""
    rows = await read.rows(_PRINTED, people=list(person_ids), now=now)
    return {row["person_id"]: Printed(row["person_id"], row["code"], row["secret"], row["expires"]) for row in rows}


# Where they are stands before what their cards say.
_NAMED = """
SELECT account.person_id, chat.channel AS channels FROM account JOIN chat ON chat.account_id = account.id
WHERE account.person_id IN :people AND account.until IS NULL
UNION ALL
SELECT person_id, accounts AS channels FROM invite
WHERE person_id IN :people AND used IS NULL AND expires > :now AND accounts IS NOT NULL
"""


async def named_accounts(read: Rows, person_ids: Collection[int], now: Instant) -> dict[int, tuple[str, ...]]:
    """By person, the channels in which they are, or that a card of theirs names."""
    named: dict[int, tuple[str, ...]] = {}
    for row in await read.rows(_NAMED, people=list(person_ids), now=now):
        named[row["person_id"]] = (*named.get(row["person_id"], ()), *row["channels"].split())
    return named


_THERE = "SELECT channel, count(*) AS many FROM chat WHERE channel IN :channels GROUP BY channel"
_EXPECTED = """
SELECT person_id, max(accounts) AS accounts FROM invite
WHERE used IS NULL AND expires > :now AND accounts IS NOT NULL GROUP BY person_id
"""


async def taken(read: Rows, channels: Collection[str], now: Instant) -> dict[str, int]:
    """How many have ever spoken there, and how many cards that are out there send somebody."""
    if not channels:
        return {}
    counted = Counter({row["channel"]: row["many"] for row in await read.rows(_THERE, channels=list(channels))})
    for row in await read.rows(_EXPECTED, now=now):
        counted.update(channel for channel in row["accounts"].split() if channel in channels)
    return dict(counted)


_GUESSES = """
SELECT wrong_code.chat_id, chat.channel, wrong_code.at, wrong_code.origin
FROM wrong_code JOIN chat ON chat.id = wrong_code.chat_id
WHERE wrong_code.at > :since ORDER BY wrong_code.at, wrong_code.id
"""


async def guesses(read: Rows, since: Instant) -> tuple[Guessed, ...]:
    """Everybody's, oldest first."""
    rows = await read.rows(_GUESSES, since=since)
    return tuple(Guessed(row["chat_id"], row["channel"], row["at"], row["origin"]) for row in rows)


def _invitation(row: Row) -> Invitation:
    return Invitation(row["id"], row["person_id"], row["expires"], row["used"], bool(row["own"]))


_REPLACE = "DELETE FROM invite WHERE person_id IN :people AND used IS NULL AND own IS NULL"
_MAKE = """
INSERT INTO invite (id, code_hash, link_hash, person_id, made, expires, code, secret, own, accounts)
VALUES (:id, :code_hash, :link_hash, :person_id, :made, :expires, :code, :secret, :own, :accounts)
"""


async def write_invited(tx: Transaction, facts: Iterable[Invited]) -> None:
    facts = list(facts)
    await tx.run(_REPLACE, people=[fact.person_id for fact in facts if fact.renews])
    named = ("id", "code_hash", "link_hash", "person_id", "code", "secret")
    records = [
        {name: getattr(f, name) for name in named}
        | {"made": f.at, "expires": f.expires or f.at + LASTS, "own": f.own or None, "accounts": f.accounts or None}
        for f in facts
    ]
    exactly(len(records), await tx.many(_MAKE, records))


_REPRINT = """
UPDATE invite SET accounts = :accounts WHERE person_id = :person AND used IS NULL AND own IS NULL AND expires > :now
"""


async def write_reprinted(tx: Transaction, facts: Iterable[CardReprinted]) -> None:
    await tx.many(_REPRINT, [{"person": f.person_id, "accounts": f.accounts or None, "now": f.at} for f in facts])


_SHOWN = "UPDATE invite SET tries = tries + 1 WHERE id = :id"


async def write_shown(tx: Transaction, facts: Iterable[InviteShown]) -> None:
    await tx.many(_SHOWN, [{"id": fact.invite_id} for fact in facts])


_USE = """
UPDATE invite SET used = :at, used_by = :address, code = NULL, secret = NULL WHERE id = :id AND used IS NULL
"""
# A code for a further device voids no card; a card that was used voids the others.
_VOID = """
DELETE FROM invite
WHERE used IS NULL AND own IS NULL
    AND person_id IN (SELECT person_id FROM invite AS entered WHERE entered.id = :id AND entered.own IS NULL)
"""


async def write_used(tx: Transaction, facts: Iterable[InviteUsed]) -> None:
    records = [{"id": fact.invite_id, "address": fact.address, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_USE, records))
    await tx.many(_VOID, [{"id": fact.invite_id} for fact in facts])


_WRONG = "INSERT INTO wrong_code (id, chat_id, at, origin) VALUES (:id, :chat_id, :at, :origin)"
_FORGET = "DELETE FROM wrong_code WHERE at < :old"


async def write_wrong(tx: Transaction, facts: Iterable[WrongCode]) -> None:
    facts = list(facts)
    await tx.run(_FORGET, old=max(fact.at for fact in facts) - DAY)
    await tx.many(_WRONG, [{"id": f.id, "chat_id": f.chat_id, "at": f.at, "origin": f.origin} for f in facts])


async def write_forgiven(tx: Transaction, facts: Iterable[GuessesForgiven]) -> None:
    for fact in facts:
        await tx.run(_FORGET, old=fact.at + 1)
