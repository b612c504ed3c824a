"""How the house is: when the clock looked last and looks next, what was skipped, is in doubt, reached nobody."""

from dataclasses import dataclass

from storage import state
from storage.database import Rows
from storage.instants import MINUTE, Instant
from storage.records import MessageState
from storage.state import Name


@dataclass(frozen=True, slots=True)
class Health:
    """Counts since an instant; `next_due`: when something falls due next, as far as it is known.

    `unreached` is of people who are in a chat, or were; `to_join` is what waits for those who have never joined.
    """

    looked: Instant | None
    next_due: Instant | None
    skipped: int
    doubt: int
    unreached: int
    to_join: int
    unread: int
    waiting: int


_TROUBLED = "SELECT count(*) AS many FROM outbox WHERE state = '{0}' AND as_of > :since"
_EVER_JOINED = "EXISTS (SELECT 1 FROM account WHERE account.person_id = outbox.person_id)"
_COUNTS = {
    **{state.value: _TROUBLED.format(state) for state in (MessageState.SKIPPED, MessageState.DOUBT)},
    "unreached": f"{_TROUBLED.format('unreached')} AND (person_id IS NULL OR {_EVER_JOINED})",
    "to_join": f"{_TROUBLED.format('unreached')} AND person_id IS NOT NULL AND NOT {_EVER_JOINED}",
    "unread": "SELECT count(*) AS many FROM set_aside WHERE at > :since",
    "waiting": "SELECT count(*) AS many FROM outbox WHERE state = 'waiting' AND chat_id IS NULL AND next_at < :since",
}
_NEXT = (
    "SELECT min(looks_at) AS next FROM evening WHERE looks_at IS NOT NULL AND looks_at > :now",
    "SELECT min(looks_at) AS next FROM campaign WHERE looks_at > :now",
)


async def health(read: Rows, since: Instant, now: Instant) -> Health:
    looked = await state.noted(read, Name.LOOKED)
    counts = {name: (await read.rows(sql, since=since, now=now))[0]["many"] for name, sql in _COUNTS.items()}
    ahead = [row["next"] for sql in _NEXT for row in await read.rows(sql, now=now) if row["next"] is not None]
    return Health(looked.at if looked else None, min(ahead, default=None), **counts)


STANDS = 10 * MINUTE  # a message that may go is gone in seconds; a platform that is away is asked every 5 minutes
_STANDS = """
SELECT channel, count(*) AS many, min(as_of) AS oldest FROM outbox
WHERE state = 'waiting' AND channel IS NOT NULL AND as_of < :since AND (next_at < :since OR tries > 0)
GROUP BY channel ORDER BY channel
"""


async def stands(read: Rows, since: Instant) -> list[tuple[str, int, Instant]]:
    """(channel, how many, since when) of what should have gone before `since`, or has been tried ever since."""
    rows = await read.rows(_STANDS, since=since)
    return [(row["channel"], row["many"], row["oldest"]) for row in rows]


_QUEUED = """
SELECT channel, count(*) AS many, min(next_at) AS oldest FROM outbox
WHERE state = 'waiting' AND channel IS NOT NULL AND next_at <= :now GROUP BY channel ORDER BY channel
"""


async def queued(read: Rows, now: Instant) -> list[tuple[str, int, Instant]]:
    """(channel, how many, since when) of what may go now."""
    rows = await read.rows(_QUEUED, now=now)
    return [(row["channel"], row["many"], row["oldest"]) for row in rows]
