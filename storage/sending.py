"""The way of a message out: chosen a chat, leased with its words, and settled by what the channel answered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from storage import chats, questions, retention
from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.outbox import KINDS, REMINDER
from storage.records import Chat, Choice, Message, Question

ASKED_TO_WAIT, ALL_ASKED_TO_WAIT = "asked to wait", "the channel was asked to wait"
TRIES_SHOWN = 20  # of one message that go into the pace: platforms count refusals too, no group takes more in a minute
WAITING_SHOWN = 100  # one look; the next follows at once while there is more


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message whose turn it is in its chat. `reference` is what the platform calls the message it edits."""

    message: Message
    chat: Chat
    person_id: int | None
    tries: int
    reference: str | None
    buttons: tuple[Choice, ...] = ()
    told: int = 0  # characters said already, in earlier parts
    doubted: bool = False  # an earlier try may have arrived

    @property
    def portable(self) -> bool:
        """Nothing of it can have been said yet, and it is for a person: another chat of theirs will do."""
        return self.message.person_id is not None and not self.told and not self.doubted


@dataclass(frozen=True, slots=True)
class Unrouted:
    """What waits for a chat to be chosen. `spares`: nobody has asked for it."""

    id: int
    person_id: int
    spares: bool
    not_after: Instant | None


@dataclass(frozen=True, slots=True)
class Worded:
    """What a recipe says now, and the question that is asked with it."""

    words: str
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Not to be said any more: `void` since it no longer holds, `skipped` since it is too late."""

    state: Literal["void", "skipped", "unreached"]
    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """Not yet: quiet hours, or the person asked to be left alone until then."""

    until: Instant
    why: str


Made = Worded | Dropped | Held  # what a recipe makes of a message


@dataclass(frozen=True, slots=True)
class Settled:
    """How a send ended. `waiting` is tried again at `next_at`; `elsewhere`: in another chat of the person."""

    state: Literal["sent", "doubt", "unreached", "waiting"]
    why: str | None = None
    reference: str | None = None
    next_at: Instant = 0
    told: int = 0
    elsewhere: bool = False
    doubted: bool = False  # it may have arrived


@dataclass(frozen=True, slots=True)
class Paces:
    """(chat, when) of what was sent lately, oldest first; (chat or whole channel, until) of what was asked to wait."""

    sent: Sequence[tuple[int, Instant]]
    paused: Sequence[tuple[int | None, Instant]]


_UNROUTED = """
SELECT id, person_id, priority, not_after FROM outbox
WHERE state = 'waiting' AND chat_id IS NULL AND next_at <= :now ORDER BY id LIMIT :most
"""


async def unrouted(read: Rows, now: Instant) -> list[Unrouted]:
    rows = await read.rows(_UNROUTED, now=now, most=WAITING_SHOWN)
    return [Unrouted(row["id"], row["person_id"], row["priority"] >= REMINDER, row["not_after"]) for row in rows]


_ROUTE = (
    "UPDATE outbox SET chat_id = :chat, channel = :channel WHERE id = :id AND state = 'waiting' AND chat_id IS NULL"
)


async def route(tx: Transaction, chosen: Mapping[int, Chat]) -> None:
    await tx.many(_ROUTE, [{"id": id_, "chat": chat.id, "channel": chat.channel} for id_, chat in chosen.items()])


_WAITING = """
SELECT mine.id, mine.kind, mine.cause, mine.as_of, mine.person_id, mine.words, mine.params, mine.edits,
    mine.not_after, mine.tries, mine.told, mine.doubted, mine.chat_id,
    chat.address, chat.channel, account.person_id AS owner, edited.reference AS edited_reference
FROM outbox AS mine JOIN chat ON chat.id = mine.chat_id
    LEFT JOIN account ON account.id = chat.account_id
    LEFT JOIN outbox AS edited ON edited.id = mine.edits
WHERE mine.channel = :channel AND mine.state = 'waiting' AND mine.next_at <= :now
    AND NOT EXISTS (SELECT 1 FROM outbox AS flying WHERE flying.chat_id = mine.chat_id AND flying.state = 'sending')
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.chat_id = mine.chat_id AND earlier.state = 'waiting'
            AND (earlier.priority, earlier.id) < (mine.priority, mine.id)
            AND (earlier.next_at <= :now OR earlier.tries > 0)
    )
ORDER BY mine.priority, mine.id LIMIT :most
"""


async def waiting(read: Rows, channel: str, now: Instant) -> list[Waiting]:
    """The next message of every chat of the channel that has none in flight, best first."""
    waitings = [_waiting(row) for row in await read.rows(_WAITING, channel=channel, now=now, most=WAITING_SHOWN)]
    buttons = await _buttons(read, [one.message.id for one in waitings])
    return [replace(one, buttons=buttons.get(one.message.id, ())) for one in waitings]


_LEASE = "UPDATE outbox SET state = 'sending', words = :words WHERE id = :id AND state = 'waiting'"


async def lease(tx: Transaction, worded: Mapping[int, Worded]) -> None:
    """Mark messages `sending` with their exact words; from here on they may have been said."""
    records = [{"id": id_, "words": said.words} for id_, said in worded.items()]
    exactly(len(records), await tx.many(_LEASE, records))
    asked = [Message(id_, "", "", 0, question=said.question) for id_, said in worded.items() if said.question]
    await questions.write_asked(tx, asked)


_DROP = "UPDATE outbox SET state = :state, why = :why WHERE id = :id AND state = 'waiting'"


async def drop(tx: Transaction, dropped: Mapping[int, Dropped]) -> None:
    await tx.many(_DROP, [{"id": id_, "state": why.state, "why": why.why} for id_, why in dropped.items()])


_HOLD = "UPDATE outbox SET next_at = :until, why = :why WHERE id = :id AND state = 'waiting'"


async def hold(tx: Transaction, held: Mapping[int, Held]) -> None:
    await tx.many(_HOLD, [{"id": id_, "until": one.until, "why": one.why} for id_, one in held.items()])


_SETTLE = """
UPDATE outbox SET state = :state, why = :why, reference = :reference, tries = :tries, next_at = :next_at,
    sent_at = :sent_at, told = :told, doubted = COALESCE(doubted, :doubted)
WHERE id = :id AND state = 'sending'
"""
_UNROUTE = "UPDATE outbox SET chat_id = NULL, channel = NULL WHERE id = :id AND state = 'waiting'"


async def settle(tx: Transaction, ended: Sequence[tuple[Waiting, Settled]], now: Instant) -> None:
    """Record how sends ended; what was sent opens its questions and, on the web, takes its place in the log."""
    records = [
        {
            "id": one.message.id,
            "state": how.state,
            "why": how.why,
            "reference": how.reference,
            "tries": one.tries + 1,
            "next_at": how.next_at or now,
            "sent_at": now,
            "told": how.told or one.told,
            "doubted": now if how.doubted else None,
        }
        for one, how in ended
    ]
    exactly(len(records), await tx.many(_SETTLE, records))
    await tx.many(_UNROUTE, [{"id": one.message.id} for one, how in ended if how.elsewhere])
    sent = [one for one, how in ended if how.state == "sent"]
    codes = [one for one in sent if one.message.kind == "code" and one.chat.channel != chats.LOGGED]
    await retention.take_codes_out(tx, {one.message.id: one.message.params for one in codes})
    if sent:
        await questions.open_of(tx, [one.message.id for one in sent], now)
        logged = [one for one in sent if one.chat.channel == chats.LOGGED]
        log_entries = [chats.LogEntry(m.chat.id, m.message.cause, now, outbox_id=m.message.id) for m in logged]
        await chats.append(tx, log_entries)


_ELSEWHERE = """
UPDATE outbox SET chat_id = NULL, channel = NULL, next_at = CASE WHEN tries > 0 THEN :now ELSE next_at END
WHERE channel = :channel AND state = 'waiting' AND person_id IS NOT NULL AND told = 0 AND doubted IS NULL
    AND priority >= :least
"""


async def look_elsewhere(tx: Transaction, channel: str, now: Instant, *, spares: bool = False) -> None:
    """What waits there for people has its chat chosen anew; `spares`: only what nobody has asked for."""
    await tx.run(_ELSEWHERE, channel=channel, now=now, least=REMINDER if spares else 0)


_FLYING = "SELECT id, kind FROM outbox WHERE channel = :channel AND state = 'sending'"
# They may have been said just now, which the pace must know: hence `sent_at`.
_AGAIN = """
UPDATE outbox SET state = 'waiting', next_at = :now, sent_at = :now, tries = tries + 1,
    doubted = CASE WHEN :doubted = 1 THEN COALESCE(doubted, :now) ELSE doubted END
WHERE id IN :ids AND state = 'sending'
"""
_DOUBT = """
UPDATE outbox SET state = 'doubt', why = 'stopped while it was being sent', sent_at = :now, tries = tries + 1
WHERE id IN :ids AND state = 'sending'
"""


async def land(tx: Transaction, channel: str, now: Instant, *, certain: bool) -> dict[str, int]:
    """What an unclean stop left in flight: again if it may be, or is known not to have been said; else in doubt."""
    rows = await tx.rows(_FLYING, channel=channel)
    again = [row["id"] for row in rows if certain or KINDS[row["kind"]].repeat]
    doubt = [row["id"] for row in rows if row["id"] not in set(again)]
    await tx.run(_AGAIN, ids=again, now=now, doubted=int(not certain))
    await tx.run(_DOUBT, ids=doubt, now=now)
    return {"again": len(again), "doubt": len(doubt)}


_TRIED_AHEAD = """
UPDATE outbox SET next_at = next_at - (sent_at - :now), sent_at = :now WHERE state = 'waiting' AND sent_at > :now
"""
_MADE_AHEAD = """
UPDATE outbox SET next_at = :now WHERE state = 'waiting' AND next_at > :now AND as_of > :now
"""


async def turn_back(tx: Transaction, now: Instant) -> None:
    """What a clock that was ahead has put off: by as much as it was ahead, or where that is not known until now."""
    await tx.run(_TRIED_AHEAD, now=now)
    await tx.run(_MADE_AHEAD, now=now)


_IN_FLIGHT = "SELECT id FROM outbox WHERE id IN :ids AND state = 'sending'"


async def in_flight(read: Rows, message_ids: Sequence[int]) -> set[int]:
    return {row["id"] for row in await read.rows(_IN_FLIGHT, ids=message_ids)}


_SENT_SINCE = """
SELECT chat_id, sent_at, tries FROM outbox WHERE channel = :channel AND sent_at > :since ORDER BY sent_at
"""
_PAUSED = """
SELECT chat_id, why, next_at FROM outbox
WHERE channel = :channel AND state = 'waiting' AND next_at > :now AND why IN :whys
"""


async def paces(read: Rows, channel: str, now: Instant, since: Instant) -> Paces:
    """What a worker must know that did not send itself."""
    sent = await read.rows(_SENT_SINCE, channel=channel, since=since)
    paused = await read.rows(_PAUSED, channel=channel, now=now, whys=[ASKED_TO_WAIT, ALL_ASKED_TO_WAIT])
    return Paces(
        [(row["chat_id"], row["sent_at"]) for row in sent for _ in range(min(row["tries"], TRIES_SHOWN))],
        [(None if row["why"] == ALL_ASKED_TO_WAIT else row["chat_id"], row["next_at"]) for row in paused],
    )


_BUTTONS = "SELECT id, outbox_id, label, intent, digit FROM choice WHERE outbox_id IN :messages ORDER BY id"


async def _buttons(read: Rows, message_ids: Sequence[int]) -> dict[int, tuple[Choice, ...]]:
    found: dict[int, tuple[Choice, ...]] = {}
    for row in await read.rows(_BUTTONS, messages=message_ids) if message_ids else ():
        choice = Choice(row["id"], row["label"], row["intent"], row["digit"])
        found[row["outbox_id"]] = (*found.get(row["outbox_id"], ()), choice)
    return found


def _waiting(row: Row) -> Waiting:
    chat = Chat(row["chat_id"], row["address"], row["channel"])
    plain = {name: row[name] for name in ("id", "kind", "cause", "as_of", "person_id", "words", "edits")}
    message = Message(**plain, chat=chat, params=json.loads(row["params"]), not_after=row["not_after"])
    return Waiting(
        message,
        chat,
        row["owner"],
        row["tries"],
        row["edited_reference"],
        told=row["told"],
        doubted=row["doubted"] is not None,
    )
