"""How an address becomes a person's account: linked with consent, found by phone, or not linked at all."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage import calls
from storage.database import Rows, Transaction, exactly
from storage.instants import Instant

PAGES = "web/"  # how the addresses of pages begin


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
    words: str = ""  # a hash of them


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A fact: this address speaks for nobody any more, and what waits for its chat is not sent."""

    account_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class PersonalAddress:
    """One of the addresses of a person."""

    id: int
    address: str
    since: Instant
    device: bool = False  # a page that is open on one device

    @property
    def name(self) -> str:
        return self.address.partition("/")[0]


_OF_PERSON = """
SELECT id, address, since, device IS NOT NULL AS device
FROM account WHERE person_id = :person AND until IS NULL ORDER BY since, id
"""


async def of_person(read: Rows, person_id: int) -> tuple[PersonalAddress, ...]:
    """In the order in which they were linked; their numbers in what people are shown."""
    rows = await read.rows(_OF_PERSON, person=person_id)
    return tuple(PersonalAddress(row["id"], row["address"], row["since"], bool(row["device"])) for row in rows)


@dataclass(frozen=True, slots=True)
class Seat:
    """A page that was, or is, somebody's. `device`: hash of the secret of the device on which it was opened."""

    account_id: int
    person_id: int
    device: str | None
    until: Instant | None


def page_of(token: str) -> str:
    """The address behind a personal link. The token itself is never stored."""
    return f"{PAGES}{hashlib.sha256(token.encode()).hexdigest()[:40]}"


_AT_PAGES = "SELECT id, address, person_id, device, until FROM account WHERE address IN :addresses"


async def at_pages(read: Rows, addresses: Collection[str]) -> dict[str, Seat]:
    """By address, also of those who were signed out."""
    rows = await read.rows(_AT_PAGES, addresses=list(addresses))
    return {row["address"]: Seat(row["id"], row["person_id"], row["device"], row["until"]) for row in rows}


_BY_PHONE = "SELECT id FROM person WHERE phone IN :phones"


async def by_phone(read: Rows, phones: Collection[str]) -> tuple[int, ...]:
    """Ids of the people on the roster with one of these numbers."""
    return tuple(row["id"] for row in await read.rows(_BY_PHONE, phones=list(phones)))


_UNLINKED = f"""
SELECT id FROM person
WHERE id IN :people AND erased IS NULL AND withdrawn IS NULL AND NOT EXISTS (
    SELECT 1 FROM account
    WHERE account.person_id = person.id AND account.until IS NULL
        AND (account.address NOT LIKE '{PAGES}%' OR (account.device IS NOT NULL AND person.consent IS NOT NULL))
)
ORDER BY id
"""


async def unlinked(read: Rows, person_ids: Collection[int]) -> tuple[int, ...]:
    """Those who have entered by no channel yet, and did not ask to have none; a page made for them is no entry."""
    return tuple(row["id"] for row in await read.rows(_UNLINKED, people=list(person_ids)))


_LINK = """
INSERT INTO account (id, address, person_id, since) VALUES (:id, :address, :person_id, :at)
ON CONFLICT (address) DO UPDATE SET person_id = excluded.person_id, since = excluded.since, until = NULL
WHERE account.until IS NOT NULL
"""
_LINK_CHAT = "UPDATE chat SET account_id = (SELECT id FROM account WHERE address = :address) WHERE id = :chat_id"


async def write_linked(tx: Transaction, facts: Iterable[Linked]) -> None:
    facts = list(facts)
    records = [{"id": f.id, "address": f.address, "person_id": f.person_id, "at": f.at} for f in facts]
    exactly(len(records), await tx.many(_LINK, records))
    await tx.many(_LINK_CHAT, [{"chat_id": f.chat_id, "address": f.address} for f in facts])
    await calls.deliver_missed(tx, {fact.person_id for fact in facts}, max(fact.at for fact in facts))


_UNLINK = "UPDATE account SET until = :at WHERE id = :id AND until IS NULL"
_VOID_WAITING = """
UPDATE outbox SET state = 'void', why = 'unlinked'
WHERE state = 'waiting' AND chat_id IN (SELECT id FROM chat WHERE account_id = :id)
"""
_LET_GO = "UPDATE chat SET account_id = NULL WHERE account_id = :id"


async def write_unlinked(tx: Transaction, facts: Iterable[Unlinked]) -> None:
    facts = list(facts)
    records = [{"id": fact.account_id, "at": fact.at} for fact in facts]
    ids = [{"id": fact.account_id} for fact in facts]
    exactly(len(records), await tx.many(_UNLINK, records))
    await tx.many(_VOID_WAITING, ids)
    await tx.many(_LET_GO, ids)


_CONSENT = """
UPDATE person SET consent = :version, consented_at = :at, consent_words = :words,
    withdrawn = NULL
WHERE id = :id
"""


async def write_consented(tx: Transaction, facts: Iterable[Consented]) -> None:
    records = [{"id": f.person_id, "version": f.version, "at": f.at, "words": f.words} for f in facts]
    exactly(len(records), await tx.many(_CONSENT, records))
