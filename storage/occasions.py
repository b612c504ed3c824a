"""What was said on which occasion: rows of the outbox by their key, kind:subject:version:recipient."""

from collections.abc import Collection

from storage.database import Rows
from storage.instants import Instant
from storage.records import MessageState


def key(kind: str, subject: str, version: int | str, person_id: int) -> str:
    return f"{kind}:{subject}:{version}:person/{person_id}"


_SAID = """
SELECT once_key, state, sent_at FROM outbox
WHERE once_key IN :keys AND (state = 'waiting' OR sent_at IS NOT NULL)
"""


async def said(read: Rows, keys: Collection[str]) -> dict[str, Instant | None]:
    """By key: when it was sent; None while it waits. What was dropped, or is unknown, is not there."""
    rows = await read.rows(_SAID, keys=list(keys))
    return {row["once_key"]: None if row["state"] == MessageState.WAITING else row["sent_at"] for row in rows}
