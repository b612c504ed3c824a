"""What waits for one person and may be said in one message."""

import json
from collections.abc import Sequence

from storage.database import Row, Rows
from storage.instants import Instant
from storage.outbox import KINDS
from storage.records import Message
from storage.sending import Waiting

_JOINING = [name for name, kind in KINDS.items() if kind.joins]


_COMPANIONS = """
SELECT id, kind, cause, as_of, person_id, chat_id, params, not_after FROM outbox
WHERE person_id IN :people AND state = 'waiting' AND kind IN :kinds AND next_at <= :now AND words IS NULL ORDER BY id
"""


async def companions(read: Rows, leased: Sequence[Waiting], now: Instant) -> list[Waiting]:
    """What else may be said in the messages that are leased, first come first."""
    by_person = {waiting.message.person_id: waiting for waiting in leased if waiting.message.person_id is not None}
    if not by_person:
        return []
    known = {one.message.id for one in leased}
    rows = await read.rows(_COMPANIONS, people=list(by_person), kinds=_JOINING, now=now)
    some = (_beside(by_person[row["person_id"]], row) for row in rows if row["id"] not in known)
    return [one for one in some if one is not None]


def _beside(leased: Waiting, row: Row) -> Waiting | None:
    """None for what has been given to another chat already: another worker may be about to say it."""
    if row["chat_id"] not in {None, leased.chat.id}:
        return None
    plain = {name: row[name] for name in ("id", "kind", "cause", "as_of", "person_id", "not_after")}
    message = Message(**plain, chat=leased.chat, params=json.loads(row["params"]))
    return Waiting(message, leased.chat, leased.person_id, 0, None)
