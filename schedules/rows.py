"""How an occasion becomes rows of the outbox: one INSERT … SELECT for all whom it concerns.

A row's key is kind:subject:version:recipient, so whoever comes second changes nothing. The rows are recipes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schedules.calendar import Evening, Occasion
from storage.database import Transaction
from storage.ids import Ids
from storage.instants import Instant
from storage.outbox import KINDS

AT_MOST = 200_000  # rows of one statement; ids are set aside for so many


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """Sessions of one campaign that have an evening in common. `fresh`: only those that are new or have changed."""

    campaign_id: int
    evening: Evening
    looks_at: Instant | None
    fresh: bool

    @property
    def named(self) -> Mapping[str, object]:
        evening = self.evening
        return {
            "campaign": self.campaign_id,
            "night": evening.night.isoformat(),
            "kind": evening.kind,
            "starts": evening.starts or "",
            "asks": evening.asks_at,
            "locks": evening.locks_at,
            "fresh": self.fresh,
        }


# The id of the n-th row stays within this worker's share of the id space: 4,096 to a millisecond (storage/ids.py).
_PUT = """
INSERT INTO outbox (id, once_key, kind, person_id, params, as_of, cause, priority, not_after, next_at)
SELECT :first + (due.n / 4096) * 4194304 + due.n % 4096,
    '{kind}:' || due.subject || ':' || due.version || ':person/' || due.person_id,
    '{kind}', due.person_id, due.params, :as_of, '{kind}/' || due.subject, :priority, :until, :now
FROM (
    SELECT found.*, row_number() OVER (ORDER BY found.subject, found.person_id) AS n FROM ({select}) AS found
) AS due
WHERE due.n <= :most
ON CONFLICT (once_key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Tick:
    """One look at the clock: within which transaction, and when."""

    tx: Transaction
    now: Instant
    ids: Ids

    async def put(self, occasion: Occasion, select: str, **named: object) -> int:
        """`select` yields subject, version, person_id, params, each occasion of each recipient once."""
        sql = _PUT.format(kind=occasion.kind, select=select)
        given = {"as_of": occasion.at or self.now, "until": occasion.until, "now": self.now}
        some = {"first": self.ids.block(AT_MOST), "most": AT_MOST, "priority": KINDS[occasion.kind].priority}
        return await self.tx.run(sql, **given, **some, **named)


# The sessions of a group; by the night's index, whatever the statement joins them to.
MINE = """
session.campaign_id = :campaign AND session.night = :night AND session.kind = :kind
    AND coalesce(session.starts, '') = :starts AND session.asks_at = :asks AND session.locks_at = :locks
    AND CASE WHEN :fresh THEN session.looked <> session.version ELSE abs(session.looked) = session.version END
"""


def away(post: str = "post") -> str:
    """In SQL: whether whoever holds this post is away now."""
    return f"""EXISTS (
    SELECT 1 FROM away WHERE away.person_id = {post}.person_id AND away.since <= :now AND away.until > :now
)"""


def params(**columns: str) -> str:
    """In SQL: the params of a recipe, a JSON object of strings. `columns`: what each of them is made of."""
    told = " || ', ' || ".join(f"""'"{name}": "' || {column} || '"'""" for name, column in columns.items())
    return f"'{{' || {told} || '}}' AS params"
