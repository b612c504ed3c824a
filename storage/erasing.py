"""Personal data that somebody takes back: a pseudonym stands where a name stood, numbers and addresses go, counts stay.

What was said to others about them leaves with the retention of messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Erased:
    """A fact. Their posts are ended by facts of their own."""

    person_id: int
    pseudonym: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A fact: consent was taken back; the roster keeps name and post until the ward strikes them."""

    person_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What we hold about a person, for them to see."""

    phone: str | None
    consent: int | None
    consented: Instant | None
    events: int
    messages: int
    history: int
    notes: int
    chosen: int
    difficulties: int


_KEPT = """
SELECT phone, consent, consented_at AS consented,
    (SELECT count(*) FROM event WHERE event.person_id = person.id) AS events,
    (SELECT count(*) FROM outbox JOIN chat ON chat.id = outbox.chat_id JOIN account ON account.id = chat.account_id
        WHERE account.person_id = person.id) AS messages,
    (SELECT count(*) FROM history WHERE history.person_id = person.id) AS history,
    (SELECT count(*) FROM note WHERE note.person_id = person.id) AS notes,
    (SELECT count(*) FROM chosen WHERE chosen.person_id = person.id) AS chosen,
    (SELECT count(*) FROM difficulty WHERE difficulty.person_id = person.id) AS difficulties
FROM person WHERE id = :id
"""


async def kept(read: Rows, person_id: int) -> PersonalData:
    row = (await read.rows(_KEPT, id=person_id))[0]
    return PersonalData(**{name: row[name] for name in PersonalData.__slots__})


_PSEUDONYM = """
UPDATE person SET name = :name, code = 'x' || id, title = '', phone = NULL, consent = NULL, consented_at = NULL,
    prefers = NULL, erased = :at
WHERE id = :id AND erased IS NULL
"""
_CHATS = "(SELECT chat.id FROM chat JOIN account ON account.id = chat.account_id WHERE account.person_id = :id)"
_FORGET = (
    f"UPDATE log SET said = '' WHERE said IS NOT NULL AND chat_id IN {_CHATS}",
    f"UPDATE outbox SET words = '' WHERE state NOT IN ('waiting', 'sending') AND chat_id IN {_CHATS}",
    "DELETE FROM invite WHERE person_id = :id",
    "DELETE FROM note WHERE person_id = :id",
    "DELETE FROM chosen WHERE person_id = :id",
    "UPDATE difficulty SET words = '' WHERE person_id = :id",
    "DELETE FROM queued WHERE person_id = :id",
    "DELETE FROM received WHERE account_id IN (SELECT id FROM account WHERE person_id = :id)",
    f"DELETE FROM introduction WHERE chat_id IN {_CHATS}",
    "UPDATE draft SET body = '{}' WHERE kind = 'roster' AND closed IS NOT NULL",
)
_READDRESS = "UPDATE account SET address = 'erased/' || id, device = NULL WHERE person_id = :id"


async def write_erased(tx: Transaction, facts: Iterable[Erased]) -> None:
    for fact in facts:  # one by one: they come one in a month
        exactly(1, await tx.run(_PSEUDONYM, id=fact.person_id, name=fact.pseudonym, at=fact.at))
        for statement in _FORGET:
            await tx.run(statement, id=fact.person_id)
        await _cut_off(tx, fact.person_id, fact.at)
        await tx.run(_READDRESS, id=fact.person_id)


_WITHDRAW = "UPDATE person SET consent = NULL, withdrawn = :at WHERE id = :id AND erased IS NULL"


async def write_withdrawn(tx: Transaction, facts: Iterable[Withdrawn]) -> None:
    for fact in facts:
        exactly(1, await tx.run(_WITHDRAW, id=fact.person_id, at=fact.at))
        await _cut_off(tx, fact.person_id, fact.at)


_CUT_OFF = (
    f"""
    UPDATE outbox SET state = 'void', why = 'taken back'
    WHERE state = 'waiting' AND (person_id = :id OR chat_id IN {_CHATS})
    """,
    f"UPDATE chat SET account_id = NULL WHERE id IN {_CHATS}",
    "UPDATE account SET until = :at WHERE person_id = :id AND until IS NULL",
)


async def _cut_off(tx: Transaction, person_id: int, at: Instant) -> None:
    """Nothing that waits is sent, and no chat speaks for them any more."""
    for statement in _CUT_OFF:
        await tx.run(statement, id=person_id, at=at)
