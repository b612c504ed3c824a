"""Chats, and the log that a web page reads by position."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from storage import calls, files
from storage.database import Row, Rows, Transaction, exactly
from storage.files import Handout
from storage.instants import Instant
from storage.records import Chat, Choice

LOGGED = "web"  # the channel whose delivery is the log itself


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody spoke in a chat. `id` is used when the chat is new; `account_id` is whose private chat it is.

    `many`: messages at once, the first `began` then; they are counted with what came `since` then.
    """

    id: int
    address: str
    channel: str
    account_id: int | None
    at: Instant
    many: int = 0
    began: Instant = 0
    since: Instant = 0


@dataclass(frozen=True, slots=True)
class Left:
    """A fact: we were removed from the group, or blocked by the person."""

    address: str
    at: Instant


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A fact: the group has another address from now on."""

    old: str
    new: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A fact: this chat wants, or no longer wants, the nightly summary of a unit."""

    chat_id: int
    campaign_id: int
    unit_id: int
    at: Instant
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of a log to be: their words, or a message of ours."""

    chat_id: int
    cause: str
    at: Instant
    words: str | None = None
    outbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of a log. `edits` is the position of the line that this one replaces."""

    position: int
    at: Instant
    cause: str
    said: str | None
    words: str | None
    edits: int | None
    choices: tuple[Choice, ...] = ()
    handout: Handout | None = None


# Not one upsert: for every chat that DO UPDATE inserts SQLite reads all tables that point at chats.
_FRESHEN = """
UPDATE chat SET heard = CASE WHEN heard > :at THEN heard ELSE :at END, account_id = :account_id, gone = NULL,
    recent = :many + CASE WHEN recent_since > :since THEN recent ELSE 0 END,
    recent_since = CASE WHEN recent_since > :since OR :many = 0 THEN recent_since ELSE :began END
WHERE address = :address
"""
_OPEN = """
INSERT INTO chat (id, address, channel, account_id, heard, recent, recent_since)
VALUES (:id, :address, :channel, :account_id, :at, :many, :began)
ON CONFLICT (address) DO NOTHING
"""
_BY_ADDRESS = """
SELECT id, address, channel, gone, shown, shown_at, recent, recent_since,
    (SELECT person_id FROM account WHERE account.id = chat.account_id AND until IS NULL) AS owner
FROM chat WHERE address IN :addresses
"""


async def hear(tx: Transaction, heard: Sequence[Heard]) -> dict[str, Chat]:
    """Freshen what is known, open what is new; by address. Who had blocked us gets what they have missed."""
    records = {one.address: {name: getattr(one, name) for name in Heard.__slots__} for one in heard}
    before = await tx.rows(_BY_ADDRESS, addresses=list(records))
    await tx.many(_FRESHEN, [records[address] for address in sorted(records)])  # in one order, so that none deadlock
    back = [row for row in before if row["gone"] is not None and row["owner"] is not None]
    await calls.deliver_missed(tx, {row["owner"] for row in back}, max((one.at for one in heard), default=0))
    if len(before) == len(records):
        return {row["address"]: _chat(row, records[row["address"]]["since"]) for row in before}
    known = {row["address"] for row in before}
    await tx.many(_OPEN, [record for address, record in records.items() if address not in known])
    there = {row["address"]: _chat(row, records[row["address"]]["since"]) for row in before}
    return {**await _by_address(tx, list(records)), **there}


async def open_chat(tx: Transaction, heard: Heard) -> None:
    """Make a chat known before anybody has spoken in it, so that it can be written to."""
    await tx.many(_OPEN, [{name: getattr(heard, name) for name in Heard.__slots__}])


async def at_address(read: Rows, address: str) -> Chat | None:
    return (await _by_address(read, [address])).get(address)


async def by_id(read: Rows, id_: int) -> Chat | None:
    rows = await read.rows("SELECT id, address, channel FROM chat WHERE id = :id", id=id_)
    return Chat(rows[0]["id"], rows[0]["address"], rows[0]["channel"]) if rows else None


async def _by_address(read: Rows, addresses: Sequence[str]) -> dict[str, Chat]:
    rows = await read.rows(_BY_ADDRESS, addresses=addresses)
    return {row["address"]: _chat(row) for row in rows}


def _chat(row: Row, since: Instant | None = None) -> Chat:
    recent = row["recent"] if since is not None and row["recent_since"] > since else 0
    return Chat(row["id"], row["address"], row["channel"], row["shown"] or "", row["shown_at"] or 0, recent)


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact: what this chat is shown last, so that what follows may be about it."""

    chat_id: int
    intent: str
    at: Instant


async def write_shown(tx: Transaction, facts: Iterable[Shown]) -> None:
    last = {fact.chat_id: {"chat": fact.chat_id, "intent": fact.intent, "at": fact.at} for fact in facts}
    await tx.many("UPDATE chat SET shown = :intent, shown_at = :at WHERE id = :chat", list(last.values()))


_PRIVATE_OF = """
SELECT account.address AS account, chat.id, chat.address, chat.channel
FROM account JOIN chat ON chat.account_id = account.id
WHERE account.address IN :addresses AND account.until IS NULL AND chat.gone IS NULL
"""


async def private_of(read: Rows, addresses: Collection[str]) -> dict[str, Chat]:
    """By the address of an account: the private chat in which its person can be told something."""
    rows = await read.rows(_PRIVATE_OF, addresses=list(addresses))
    return {row["account"]: Chat(row["id"], row["address"], row["channel"]) for row in rows}


_GONE = "UPDATE chat SET gone = :now WHERE address = :address"


async def write_left(tx: Transaction, facts: Iterable[Left]) -> None:
    await tx.many(_GONE, [{"address": fact.address, "now": fact.at} for fact in facts])


async def write_moved(tx: Transaction, facts: Iterable[ChatMoved]) -> None:
    for fact in facts:
        await move(tx, fact.old, fact.new, fact.at)


_POST_HERE = """
INSERT INTO bulletin (chat_id, campaign_id, unit_id, since) VALUES (:chat, :campaign, :unit, :since)
"""


async def write_bulletins(tx: Transaction, facts: Iterable[Bulletin]) -> None:
    """What a chat wanted last holds."""
    last = {fact.chat_id: fact for fact in facts}
    await tx.many("DELETE FROM bulletin WHERE chat_id = :chat", [{"chat": chat} for chat in last])
    wanted = [fact for fact in last.values() if fact.wanted]
    records = [{"chat": f.chat_id, "campaign": f.campaign_id, "unit": f.unit_id, "since": f.at} for f in wanted]
    exactly(len(records), await tx.many(_POST_HERE, records))


async def mark_gone(tx: Transaction, address: str, now: Instant) -> None:
    """Blocked or removed: not written to until it is heard from again."""
    await tx.run(_GONE, address=address, now=now)


_READDRESS = "UPDATE chat SET address = :new WHERE address = :old"
_REPOINT = "UPDATE {} SET chat_id = :new WHERE chat_id = :old"
_MOVE_BULLETIN = """
UPDATE bulletin SET chat_id = :new
WHERE chat_id = :old AND NOT EXISTS (SELECT 1 FROM bulletin AS there WHERE there.chat_id = :new)
"""


async def move(tx: Transaction, old: str, new: str, now: Instant) -> None:
    """The chat goes on under a new address. Where that one was heard of before, everything waiting goes to it."""
    known = {row["address"]: row for row in await tx.rows(_BY_ADDRESS, addresses=[old, new])}
    if old not in known:
        return
    if new not in known:
        await tx.run(_READDRESS, old=old, new=new)
        return
    for table in ("outbox", "question", "choice"):
        await tx.run(_REPOINT.format(table), old=known[old]["id"], new=known[new]["id"])
    await tx.run(_MOVE_BULLETIN, old=known[old]["id"], new=known[new]["id"])
    await mark_gone(tx, old, now)


@dataclass(frozen=True, slots=True)
class LogEnd:
    """How far the log of a chat is."""

    id: int
    address: str
    position: int


async def positions(read: Rows, chats: Collection[int]) -> tuple[LogEnd, ...]:
    rows = await read.rows("SELECT id, address, position FROM chat WHERE id IN :chats", chats=list(chats))
    return tuple(LogEnd(row["id"], row["address"], row["position"]) for row in rows)


_ADVANCE = "UPDATE chat SET position = position + :steps WHERE id = :id"
_POSITIONS = "SELECT id, position FROM chat WHERE id IN :chats"
_WRITE_LOG = """
INSERT INTO log (chat_id, position, outbox_id, said, cause, at)
VALUES (:chat_id, :position, :outbox_id, :said, :cause, :at)
"""


async def append(tx: Transaction, entries: Sequence[LogEntry]) -> None:
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


async def log_latest(read: Rows, chat_id: int, most: int = 20) -> tuple[LogLine, ...]:
    """The end of a log."""
    row = (await read.rows("SELECT position FROM chat WHERE id = :id", id=chat_id))[0]
    return await log_after(read, chat_id, max(row["position"] - most, 0))


_LOG_AFTER = """
SELECT log.position, log.at, log.cause, log.said, log.outbox_id, outbox.params, outbox.words,
    edited.position AS edits
FROM log LEFT JOIN outbox ON outbox.id = log.outbox_id
    LEFT JOIN log AS edited ON edited.outbox_id = outbox.edits AND edited.chat_id = log.chat_id
WHERE log.chat_id = :chat AND log.position > :position
    AND (log.said <> '' OR outbox.words <> '' OR outbox.params <> '{}')
ORDER BY log.position LIMIT :most
"""
_CHOICES = "SELECT id, outbox_id, label, intent, digit FROM choice WHERE outbox_id IN :messages ORDER BY id"


async def log_after(read: Rows, chat_id: int, position: int, limit: int = 100) -> tuple[LogLine, ...]:
    rows = await read.rows(_LOG_AFTER, chat=chat_id, position=position, most=limit)
    messages = [row["outbox_id"] for row in rows if row["outbox_id"] is not None]
    choices: dict[int, list[Choice]] = defaultdict(list)
    for row in await read.rows(_CHOICES, messages=messages) if messages else ():
        choices[row["outbox_id"]].append(Choice(row["id"], row["label"], row["intent"], row["digit"]))
    params = {row["outbox_id"]: json.loads(row["params"]) for row in rows if row["params"]}
    handed = {id_: int(one["file"]) for id_, one in params.items() if "file" in one}
    known = await files.by_id(read, set(handed.values())) if handed else {}
    return tuple(
        _line(row, tuple(choices.get(row["outbox_id"], ())), known.get(handed.get(row["outbox_id"], 0))) for row in rows
    )


_SEE = "UPDATE chat SET seen = :position WHERE id = :id AND seen < :position AND position >= :position"


async def mark_seen(tx: Transaction, chat_id: int, position: int) -> None:
    """Never backwards, never past what there is."""
    await tx.run(_SEE, id=chat_id, position=position)


def _line(row: Row, choices: tuple[Choice, ...], handout: Handout | None) -> LogLine:
    return LogLine(row["position"], row["at"], row["cause"], row["said"], row["words"], row["edits"], choices, handout)
