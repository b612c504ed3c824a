"""Messages decided on. What is due is put in by schedules/ with SQL of its own; what is sent is storage/sending.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage import questions
from storage.database import Rows, Transaction, exactly
from storage.records import Message

ACKNOWLEDGEMENT, CORRECTION, REMINDER, ANNOUNCEMENT = 1, 2, 3, 4  # what goes first in a chat


@dataclass(frozen=True, slots=True)
class MessageKind:
    """`repeat`: may be sent again after an uncertain send. Otherwise it becomes `doubt`, shown and never sent again.

    `joins`: what waits of it for one person is said in one message. `wakes`: quiet hours do not hold it.
    """

    priority: int
    repeat: bool
    joins: bool = False
    wakes: bool = False


_ONE_OF_MANY = MessageKind(REMINDER, repeat=False, joins=True)

PROMISE = "promise"  # the parameter of a message that only says that what was asked for follows

KINDS = {
    "answer": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "file": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "edit": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "status": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "owed": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "pushes": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "bands": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "alarm": MessageKind(CORRECTION, repeat=True),
    "announcement": MessageKind(ANNOUNCEMENT, repeat=False),  # a word of the office, or of a captain, to many
    "outcome": MessageKind(CORRECTION, repeat=True, wakes=True),  # whom it reached, to who had it sent
    # How far an announcement is, and what became of it.
    "progress": MessageKind(ACKNOWLEDGEMENT, repeat=True, wakes=True),
    "receipt": MessageKind(CORRECTION, repeat=True, wakes=True),
    "urgent": MessageKind(CORRECTION, repeat=False, wakes=True),
    # To those who have a place, and to their captains.
    "places": _ONE_OF_MANY,
    "shift": _ONE_OF_MANY,
    "vacancy": _ONE_OF_MANY,
    "paste": MessageKind(REMINDER, repeat=False),  # to be copied: nothing else may stand in it
    "remind": _ONE_OF_MANY,
    "moved": _ONE_OF_MANY,
    "called_off": _ONE_OF_MANY,
    "swap": _ONE_OF_MANY,
    # To who leads an evening.
    "team": _ONE_OF_MANY,
    "opening": MessageKind(REMINDER, repeat=False),
    "closeout": MessageKind(REMINDER, repeat=False),
    "again": MessageKind(REMINDER, repeat=False),
    "deputy": MessageKind(REMINDER, repeat=False),
    "missing": MessageKind(REMINDER, repeat=False),
    "conflict": MessageKind(CORRECTION, repeat=False),  # which of two numbers holds
    # To the ward, of what stands in the way; and back to whoever raised it.
    "difficulty": _ONE_OF_MANY,
    "radar": MessageKind(CORRECTION, repeat=False),
    "answered": MessageKind(CORRECTION, repeat=False),
    # To the ward.
    "excuse": MessageKind(CORRECTION, repeat=False),
    "slip": MessageKind(CORRECTION, repeat=False),  # a correction after the lock
    "summary": MessageKind(ANNOUNCEMENT, repeat=False, joins=True),
    "digest": _ONE_OF_MANY,
    "catchup": MessageKind(REMINDER, repeat=False),  # an evening instead of one that was called off
    "contacts": _ONE_OF_MANY,
    "paper": MessageKind(REMINDER, repeat=True),  # the letter itself: a file
    "letter": _ONE_OF_MANY,
    "round": _ONE_OF_MANY,
    "cadence": _ONE_OF_MANY,
    "outreach": _ONE_OF_MANY,
}


_PUT = """
INSERT INTO outbox
    (id, once_key, kind, person_id, chat_id, channel, words, params, as_of, edits, cause, priority, not_after, next_at)
VALUES
    (:id, :once_key, :kind, :person_id, :chat_id, :channel, :words, :params, :as_of, :edits, :cause, :priority,
     :not_after, :next_at)
"""


async def write(tx: Transaction, messages: Sequence[Message]) -> None:
    exactly(len(messages), await tx.many(_PUT, [_values(message) for message in messages]))
    await questions.write_asked(tx, messages)


async def is_put(read: Rows, once_key: str) -> bool:
    return bool(await read.rows("SELECT id FROM outbox WHERE once_key = :key", key=once_key))


_PLAIN = ["id", "once_key", "kind", "person_id", "words", "as_of", "edits", "cause", "not_after"]


def _values(message: Message) -> dict[str, object]:
    return {
        **{name: getattr(message, name) for name in _PLAIN},
        "chat_id": message.chat.id if message.chat else None,
        "channel": message.chat.channel if message.chat else None,
        "params": json.dumps(dict(message.params)),
        "priority": KINDS[message.kind].priority,
        "next_at": message.as_of,
    }
