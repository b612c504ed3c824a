"""Chats, and the log that a web page reads by position."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Chat, Choice

LOGGED = "web"  # the channel whose delivery is the log itself


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody spoke in a chat. `id` is used when the chat is new; `account_id` is whose private chat it is."""

    id: int
    address: str
    channel: str
    account_id: int | None
    at: Instant


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of a log to be: their words, or a message of ours."""

    chat_id: int
    cause: str
    at: Instant
    words: str | None = None
    outbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a log. `edits` is the position of the line that this one replaces."""

    position: int
    at: Instant
    cause: str
    said: str | None
    words: str | None
    edits: int | None
    choices: tuple[Choice, ...] = ()


async def hear(tx: Transaction, heard: Sequence[Heard]) -> dict[str, Chat]:
    """Freshen what is known, open what is new; by address."""
    records = {one.address: {name: getattr(one, name) for name in Heard.__slots__} for one in heard}
    await tx.many(_FRESHEN, [records[address] for address in sorted(records)])  # in one order, so that none deadlock
    known = await _by_address(tx, list(records))
    if len(known) < len(records):
        await tx.many(_OPEN, [record for address, record in records.items() if address not in known])
        known = await _by_address(tx, list(records))
    return known


async def open_chat(tx: Transaction, heard: Heard) -> None:
    """Make a chat known before anybody has spoken in it, so that it can be written to."""
    await tx.many(_OPEN, [{name: getattr(heard, name) for name in Heard.__slots__}])


async def at_address(read: Rows, address: str) -> Chat | None:
    return (await _by_address(read, [address])).get(address)


async def _by_address(read: Rows, addresses: Sequence[str]) -> dict[str, Chat]:
    found = await read.rows(_BY_ADDRESS, addresses=addresses)
    return {row["address"]: Chat(row["id"], row["address"], row["channel"]) for row in found}


async def of_people(read: Rows, person_ids: Collection[int]) -> Mapping[int, Chat]:
    """The chat to write to first: where each person was heard last."""
    found = await read.rows(_OF_PEOPLE, people=list(person_ids))
    return {row["person_id"]: Chat(row["id"], row["address"], row["channel"]) for row in found}


async def append(tx: Transaction, entries: Sequence[Said]) -> None:
    """Give each entry the next position of its chat, in the order given. The chats' rows are locked in order of id."""
    if not entries:
        return
    counts = sorted(Counter(entry.chat_id for entry in entries).items())
    exactly(len(counts), await tx.many(_ADVANCE, [{"id": chat, "steps": steps} for chat, steps in counts]))
    ends = {row["id"]: row["position"] for row in await tx.rows(_POSITIONS, chats=[chat for chat, _ in counts])}
    following = {chat: ends[chat] - steps for chat, steps in counts}
    records = []
    for entry in entries:
        following[entry.chat_id] += 1
        record = {"chat_id": entry.chat_id, "position": following[entry.chat_id], "said": entry.words}
        records.append({**record, "outbox_id": entry.outbox_id, "cause": entry.cause, "at": entry.at})
    await tx.many(_WRITE_LOG, records)


async def log_after(read: Rows, chat_id: int, position: int, limit: int = 100) -> tuple[Line, ...]:
    found = await read.rows(_LOG_AFTER, chat=chat_id, position=position, most=limit)
    messages = [row["outbox_id"] for row in found if row["outbox_id"] is not None]
    choices: dict[int, list[Choice]] = defaultdict(list)
    for row in await read.rows(_CHOICES, messages=messages) if messages else ():
        choices[row["outbox_id"]].append(Choice(row["id"], row["label"], row["intent"], row["digit"]))
    return tuple(_line(row, tuple(choices.get(row["outbox_id"], ()))) for row in found)


async def mark_seen(tx: Transaction, chat_id: int, position: int) -> None:
    """Never backwards, never past what there is."""
    await tx.run(_SEE, id=chat_id, position=position)


def _line(row: Row, choices: tuple[Choice, ...]) -> Line:
    return Line(row["position"], row["at"], row["cause"], row["said"], row["words"], row["edits"], choices)


# Not one upsert: for every chat that DO UPDATE inserts SQLite reads all tables that point at chats.
_FRESHEN = "UPDATE chat SET heard = :at, account_id = :account_id WHERE address = :address"
_OPEN = """
INSERT INTO chat (id, address, channel, account_id, heard) VALUES (:id, :address, :channel, :account_id, :at)
ON CONFLICT (address) DO NOTHING
"""
_BY_ADDRESS = "SELECT id, address, channel FROM chat WHERE address IN :addresses"
# Ordered so that the last row of a person is the freshest chat.
_OF_PEOPLE = """
SELECT account.person_id, chat.id, chat.address, chat.channel
FROM account JOIN chat ON chat.account_id = account.id
WHERE account.person_id IN :people AND account.until IS NULL
ORDER BY chat.heard, chat.id
"""
_ADVANCE = "UPDATE chat SET position = position + :steps WHERE id = :id"
_POSITIONS = "SELECT id, position FROM chat WHERE id IN :chats"
_WRITE_LOG = """
INSERT INTO log (chat_id, position, outbox_id, said, cause, at)
VALUES (:chat_id, :position, :outbox_id, :said, :cause, :at)
"""
_LOG_AFTER = """
SELECT log.position, log.at, log.cause, log.said, log.outbox_id, outbox.words, edited.position AS edits
FROM log LEFT JOIN outbox ON outbox.id = log.outbox_id
    LEFT JOIN log AS edited ON edited.outbox_id = outbox.edits AND edited.chat_id = log.chat_id
WHERE log.chat_id = :chat AND log.position > :position
ORDER BY log.position LIMIT :most
"""
_CHOICES = "SELECT id, outbox_id, label, intent, digit FROM choice WHERE outbox_id IN :messages ORDER BY id"
_SEE = "UPDATE chat SET seen = :position WHERE id = :id AND seen < :position AND position >= :position"
