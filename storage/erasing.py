"""Personal data that somebody takes back: a pseudonym stands where a name stood, numbers and addresses go, counts stay.

Whatever column may name people (storage/retention.py) is gone through for their name and number. The address of their
chat stays until they were told what was done (`retention.look`). Backups and what was handed out are beyond us: the
first are over within a week.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.retention import KEPT


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
    sayings: int
    difficulties: int
    announcements: int
    receipts: int
    deeds: int


_KEPT = """
SELECT phone, consent, consented_at AS consented,
    (SELECT count(*) FROM event WHERE event.person_id = person.id) AS events,
    (SELECT count(*) FROM outbox JOIN chat ON chat.id = outbox.chat_id JOIN account ON account.id = chat.account_id
        WHERE account.person_id = person.id) AS messages,
    (SELECT count(*) FROM history WHERE history.person_id = person.id) AS history,
    (SELECT count(*) FROM note WHERE note.person_id = person.id) AS notes,
    (SELECT count(*) FROM chosen WHERE chosen.person_id = person.id) AS chosen,
    (SELECT count(*) FROM saying WHERE saying.person_id = person.id) AS sayings,
    (SELECT count(*) FROM announcement WHERE announcement.person_id = person.id) AS announcements,
    (SELECT count(*) FROM receipt WHERE receipt.person_id = person.id) AS receipts,
    (SELECT count(*) FROM deed WHERE deed.person_id = person.id AND deed.taken_back IS NULL) AS deeds,
    (SELECT count(*) FROM difficulty WHERE difficulty.person_id = person.id) AS difficulties
FROM person WHERE id = :id
"""


async def kept(read: Rows, person_id: int) -> PersonalData:
    row = (await read.rows(_KEPT, id=person_id))[0]
    return PersonalData(**{name: row[name] for name in PersonalData.__slots__})


_PSEUDONYM = """
UPDATE person SET name = :name, code = 'x' || id, title = '', phone = NULL, consent = NULL, consented_at = NULL,
    consent_words = NULL, prefers = NULL, erased = :at
WHERE id = :id AND erased IS NULL
"""
_CHATS = """
(SELECT chat.id FROM chat JOIN account ON account.id = chat.account_id OR account.address = chat.address
    WHERE account.person_id = :id)
"""
_ADDRESSES = f"""
(SELECT address FROM account WHERE person_id = :id UNION SELECT address FROM chat WHERE id IN {_CHATS})
"""
_FORGET = (
    f"UPDATE log SET said = '' WHERE said IS NOT NULL AND chat_id IN {_CHATS}",
    f"""
    UPDATE outbox SET words = '', params = '{{}}'
    WHERE state NOT IN ('waiting', 'sending') AND (person_id = :id OR chat_id IN {_CHATS})
    """,
    f"UPDATE outbox SET reference = NULL WHERE chat_id IN {_CHATS} AND state NOT IN ('waiting', 'sending')",
    "DELETE FROM invite WHERE person_id = :id",
    "DELETE FROM note WHERE person_id = :id",
    "DELETE FROM saying WHERE person_id = :id",
    "DELETE FROM chosen WHERE person_id = :id",
    "DELETE FROM receipt WHERE person_id = :id",
    "DELETE FROM away WHERE person_id = :id",
    "UPDATE difficulty SET words = '' WHERE person_id = :id",
    "UPDATE difficulty SET answer = '' WHERE answered_by = :id",
    "UPDATE announcement SET words = '' WHERE person_id = :id",
    "UPDATE event SET why = '' WHERE person_id = :id AND why <> ''",
    "UPDATE reopening SET why = '' WHERE person_id = :id",
    "UPDATE excuse SET why = '' WHERE person_id = :id",
    "UPDATE session_change SET why = '' WHERE person_id = :id",
    "UPDATE evidence SET reference = '', body = NULL WHERE person_id = :id",
    "DELETE FROM queued WHERE person_id = :id",
    "DELETE FROM received WHERE account_id IN (SELECT id FROM account WHERE person_id = :id)",
    f"DELETE FROM introduction WHERE chat_id IN {_CHATS} OR address IN {_ADDRESSES}",
    f"DELETE FROM menu WHERE address IN {_ADDRESSES}",
    "UPDATE draft SET body = '{}' WHERE kind = 'roster' AND closed IS NOT NULL",
)
_READDRESS = "UPDATE account SET address = 'erased/' || id, device = NULL WHERE person_id = :id"


async def write_erased(tx: Transaction, facts: Iterable[Erased]) -> None:
    for fact in facts:  # one by one: they come one in a month
        known = (await tx.rows("SELECT name, phone, you FROM person WHERE id = :id", id=fact.person_id))[0]
        addresses = [row["address"] for row in await tx.rows(_ADDRESSES.strip()[1:-1], id=fact.person_id)]
        exactly(1, await tx.run(_PSEUDONYM, id=fact.person_id, name=fact.pseudonym, at=fact.at))
        for statement in _FORGET:
            await tx.run(statement, id=fact.person_id)
        await tx.run(f"UPDATE chat SET erased = :at, shown = NULL WHERE id IN {_CHATS}", id=fact.person_id, at=fact.at)
        await _cut_off(tx, fact.person_id, fact.at)
        await tx.run(_READDRESS, id=fact.person_id)
        await _unnamed(tx, known, addresses, fact)


# A telephone is written in groups, of sizes and with signs between them as people like; its first digit may be +84.
_GROUPS = ((10,), (4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 2, 2, 2), (2, 2, 2, 2, 2), (4, 6), (5, 5))
_SIGNS = (" ", ".", "-")


def _written(phone: str) -> list[str]:
    """Without its first digit."""
    ways: list[str] = []
    for sizes in _GROUPS:
        ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
        parts = [phone[end - size : end] for size, end in zip(sizes, ends, strict=True)]
        ways += [sign.join(parts)[1:] for sign in _SIGNS]
    return list(dict.fromkeys(ways))


async def _unnamed(tx: Transaction, known: Row, addresses: Sequence[str], fact: Erased) -> None:
    """Wherever others have named them: in a few passes over each column."""
    await _drop_contacts(tx, known)
    await _drop_files(tx)
    name, given = known["name"], known["name"].split()[-1]
    alike = {"like": f"% {given}", "you": known["you"]}
    namesakes = await tx.rows("SELECT id FROM person WHERE name LIKE :like AND you = :you LIMIT 1", **alike)
    called = [] if namesakes else [f"{you} {given}" for you in (known["you"], known["you"].capitalize())]
    names = [name, name.upper(), name.lower(), *called]
    numbers = [*(_written(known["phone"]) if known["phone"] else ()), *addresses]
    instead = {**dict.fromkeys(names, fact.pseudonym), **dict.fromkeys(numbers, HIDDEN)}
    escaped = {json.dumps(was)[1:-1]: json.dumps(now)[1:-1] for was, now in instead.items()}
    instead = {was: now for was, now in {**escaped, **instead}.items() if was}
    pairs = list(instead.items())
    for first in range(0, len(pairs), AT_ONCE):
        await _replaced(tx, pairs[first : first + AT_ONCE])


AT_ONCE = 12  # words looked for in one pass: engines take no expression of any depth


async def _replaced(tx: Transaction, pairs: Sequence[tuple[str, str]]) -> None:
    calls = "{0}"
    for n in range(len(pairs)):
        calls = f"replace({calls}, :was{n}, :now{n})"
    values = {f"was{n}": was for n, (was, _) in enumerate(pairs)} | {f"now{n}": to for n, (_, to) in enumerate(pairs)}
    for table, kept in KEPT.items():
        for column in kept.people:
            if (table, column) not in _OWN:
                changed = calls.format(column)
                await tx.run(f"UPDATE {table} SET {column} = {changed} WHERE {column} <> {changed}", **values)


HIDDEN = "•••"
# What tells them apart from others, is gone already, or is no text.
_OWN = {
    *(("person", column) for column in ("name", "title", "phone")),
    *(("account", "address"), ("chat", "address"), ("introduction", "address"), ("menu", "address")),
    *(("file", "body"), ("received", "body"), ("evidence", "body")),
    *(("contact", "name"), ("contact", "phone")),
}


async def _drop_contacts(tx: Transaction, known: Row) -> None:
    """Named by somebody as whom to ask: of this number, or of this name without another number."""
    sql = "DELETE FROM contact WHERE phone = :phone OR (name = :name AND (phone IS NULL OR :phone = ''))"
    await tx.run(sql, name=known["name"], phone=known["phone"] or "")


_WAIT_FOR_FILES = "SELECT id, params FROM outbox WHERE state = 'waiting' AND kind IN ('file', 'paper')"
_NAMED = "SELECT id FROM file WHERE named"


async def _drop_files(tx: Transaction) -> None:
    """What holds names is kept for a day only, and can be had again; what waits to be sent of it is not sent."""
    named = {row["id"] for row in await tx.rows(_NAMED)}
    waiting = [
        row["id"] for row in await tx.rows(_WAIT_FOR_FILES) if int(json.loads(row["params"]).get("file", 0)) in named
    ]
    await tx.run("UPDATE outbox SET state = 'void', why = 'taken back' WHERE id IN :ids", ids=waiting)
    await tx.run("DELETE FROM file WHERE named")


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
