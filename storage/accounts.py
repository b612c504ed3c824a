"""How an address becomes a person's account: linked with consent, found by phone, or not linked at all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Linked:
    """A fact: from now on this address speaks for this person. Stale when it speaks for somebody already."""

    id: int
    address: str
    chat_id: int
    person_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Consented:
    """A fact: the person has agreed to the words of this version."""

    person_id: int
    version: int
    at: Instant


async def by_phone(read: Rows, phones: Collection[str]) -> tuple[int, ...]:
    """Ids of the people on the roster with one of these numbers."""
    return tuple(row["id"] for row in await read.rows(_BY_PHONE, phones=list(phones)))


async def unlinked(read: Rows, person_ids: Collection[int]) -> tuple[int, ...]:
    """Those who have no account yet on any chat platform; a personal web page is none."""
    return tuple(row["id"] for row in await read.rows(_UNLINKED, people=list(person_ids)))


async def write_linked(tx: Transaction, facts: Iterable[Linked]) -> None:
    facts = list(facts)
    records = [{"id": f.id, "address": f.address, "person_id": f.person_id, "at": f.at} for f in facts]
    exactly(len(records), await tx.many(_LINK, records))
    await tx.many(_LINK_CHAT, [{"chat_id": f.chat_id, "address": f.address} for f in facts])


async def write_consented(tx: Transaction, facts: Iterable[Consented]) -> None:
    records = [{"id": f.person_id, "version": f.version, "at": f.at} for f in facts]
    exactly(len(records), await tx.many(_CONSENT, records))


_BY_PHONE = "SELECT id FROM person WHERE phone IN :phones"
_UNLINKED = """
SELECT id FROM person
WHERE id IN :people AND NOT EXISTS (
    SELECT 1 FROM account
    WHERE account.person_id = person.id AND account.until IS NULL AND account.address NOT LIKE 'web/%'
)
ORDER BY id
"""
_LINK = """
INSERT INTO account (id, address, person_id, since) VALUES (:id, :address, :person_id, :at)
ON CONFLICT (address) DO UPDATE SET person_id = excluded.person_id, since = excluded.since, until = NULL
WHERE account.until IS NOT NULL
"""
_LINK_CHAT = "UPDATE chat SET account_id = (SELECT id FROM account WHERE address = :address) WHERE id = :chat_id"
_CONSENT = "UPDATE person SET consent = :version, consented_at = :at WHERE id = :id"
