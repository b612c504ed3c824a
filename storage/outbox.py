"""Messages decided on. What is due is put in by schedules/ with SQL of its own; what is sent is storage/sending.py."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage import questions
from storage.database import Transaction, exactly
from storage.records import Message

ACKNOWLEDGEMENT, CORRECTION, REMINDER, ANNOUNCEMENT = 1, 2, 3, 4  # what goes first in a chat


@dataclass(frozen=True, slots=True)
class Kind:
    """`repeat`: may be sent again after an uncertain send. Otherwise it becomes `doubt`, shown and never sent again."""

    priority: int
    repeat: bool


KINDS = {
    "answer": Kind(ACKNOWLEDGEMENT, repeat=True),
    "file": Kind(ACKNOWLEDGEMENT, repeat=True),
    "edit": Kind(ACKNOWLEDGEMENT, repeat=True),
    "status": Kind(ACKNOWLEDGEMENT, repeat=True),
    "missing": Kind(ACKNOWLEDGEMENT, repeat=True),
    "bands": Kind(ACKNOWLEDGEMENT, repeat=True),
    "alarm": Kind(CORRECTION, repeat=True),
    "closeout": Kind(REMINDER, repeat=False),
    "summary": Kind(ANNOUNCEMENT, repeat=False),
}


async def write(tx: Transaction, messages: Sequence[Message]) -> None:
    exactly(len(messages), await tx.many(_PUT, [_values(message) for message in messages]))
    await questions.write_asked(tx, messages)


def _values(message: Message) -> dict[str, object]:
    return {
        **{name: getattr(message, name) for name in _PLAIN},
        "chat_id": message.chat.id if message.chat else None,
        "channel": message.chat.channel if message.chat else None,
        "params": json.dumps(dict(message.params)),
        "priority": KINDS[message.kind].priority,
        "next_at": message.as_of,
    }


_PLAIN = ["id", "once_key", "kind", "person_id", "words", "as_of", "edits", "cause", "not_after"]
_PUT = """
INSERT INTO outbox
    (id, once_key, kind, person_id, chat_id, channel, words, params, as_of, edits, cause, priority, not_after, next_at)
VALUES
    (:id, :once_key, :kind, :person_id, :chat_id, :channel, :words, :params, :as_of, :edits, :cause, :priority,
     :not_after, :next_at)
"""
