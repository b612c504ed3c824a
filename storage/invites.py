"""Invitations: one-time passes by which an address becomes the account of a person. Only hashes are kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import DAY, Instant

LASTS = 30 * DAY


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    person_id: int
    expires: Instant
    used: Instant | None


@dataclass(frozen=True, slots=True)
class Invited:
    """A fact: a pass was made for a person; the ones not used before are void from now on."""

    id: int
    code_hash: str  # of what can be typed
    person_id: int
    at: Instant
    link_hash: str | None = None  # of what its link carries


@dataclass(frozen=True, slots=True)
class InviteShown:
    """A fact: somebody came with the code and was asked who they are."""

    invite_id: int


@dataclass(frozen=True, slots=True)
class InviteUsed:
    """A fact; Stale when it was used, or replaced, since it was looked at."""

    invite_id: int
    address: str
    at: Instant


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A fact: a code that was not good was tried in this chat."""

    id: int
    chat_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Guesses:
    """How many codes were wrong since an instant: in this chat, and in all."""

    here: int
    everywhere: int


def hash_of(code: str) -> str:
    """Of a code as it is typed: capitals, spaces and dashes do not matter."""
    plain = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(f"tungngo/{plain}".encode()).hexdigest()


def hash_of_link(secret: str) -> str:
    """Of what a link carries: long, and every letter as it is."""
    return hashlib.sha256(f"tungngo/link/{secret}".encode()).hexdigest()


async def by_code(read: Rows, code: str) -> Invitation | None:
    """`code`: as it was typed, or as a link has brought it."""
    found = await read.rows(_BY_CODE, code_hash=hash_of(code), link_hash=hash_of_link(code))
    return Invitation(found[0]["id"], found[0]["person_id"], found[0]["expires"], found[0]["used"]) if found else None


async def by_id(read: Rows, id_: int) -> Invitation | None:
    found = await read.rows(_BY_ID, id=id_)
    return Invitation(found[0]["id"], found[0]["person_id"], found[0]["expires"], found[0]["used"]) if found else None


async def guesses(read: Rows, chat_id: int, since: Instant) -> Guesses:
    row = (await read.rows(_GUESSES, chat=chat_id, since=since))[0]
    return Guesses(row["here"] or 0, row["everywhere"])


async def write_invited(tx: Transaction, facts: Iterable[Invited]) -> None:
    facts = list(facts)
    await tx.run(_REPLACE, people=[fact.person_id for fact in facts])
    records = [
        {name: getattr(f, name) for name in ("id", "code_hash", "link_hash", "person_id")}
        | {"made": f.at, "expires": f.at + LASTS}
        for f in facts
    ]
    exactly(len(records), await tx.many(_MAKE, records))


async def write_shown(tx: Transaction, facts: Iterable[InviteShown]) -> None:
    await tx.many(_SHOWN, [{"id": fact.invite_id} for fact in facts])


async def write_used(tx: Transaction, facts: Iterable[InviteUsed]) -> None:
    records = [{"id": fact.invite_id, "address": fact.address, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_USE, records))


async def write_wrong(tx: Transaction, facts: Iterable[WrongCode]) -> None:
    await tx.many(_WRONG, [{"id": fact.id, "chat_id": fact.chat_id, "at": fact.at} for fact in facts])


_BY_CODE = "SELECT id, person_id, expires, used FROM invite WHERE code_hash = :code_hash OR link_hash = :link_hash"
_BY_ID = "SELECT id, person_id, expires, used FROM invite WHERE id = :id"
_GUESSES = """
SELECT count(*) AS everywhere, sum(CASE WHEN chat_id = :chat THEN 1 ELSE 0 END) AS here
FROM wrong_code WHERE at > :since
"""
_REPLACE = "DELETE FROM invite WHERE person_id IN :people AND used IS NULL"
_MAKE = """
INSERT INTO invite (id, code_hash, link_hash, person_id, made, expires)
VALUES (:id, :code_hash, :link_hash, :person_id, :made, :expires)
"""
_SHOWN = "UPDATE invite SET tries = tries + 1 WHERE id = :id"
_USE = "UPDATE invite SET used = :at, used_by = :address WHERE id = :id AND used IS NULL"
_WRONG = "INSERT INTO wrong_code (id, chat_id, at) VALUES (:id, :chat_id, :at)"
