"""A year behind the city of bench/city.py: every group has gone out once in so many days and told what it counted."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from bench.load import TONIGHT, ZONE
from storage import tallies
from storage.database import Database, Rows
from storage.instants import MINUTE, at

DAYS = 364
CHUNK = 20_000
FIRST_ID = 1 << 40  # above all that the city was founded with


_SESSION = """
INSERT INTO session (id, campaign_id, unit_id, kind, night, starts, ends, asks_at, locks_at)
VALUES (:id, :campaign, :unit, 'evening', :night, '19:30', '21:30', :asks, :locks)
"""
_EVENT = """
INSERT INTO event (id, session_id, seq, kind, person_id, by_clerk, figures, instead_of, cause, written, heard)
VALUES (:id, :id, 1, 'set', :person, FALSE, :said, '{}', 'year', :at, :at)
"""
_STANDING = "INSERT INTO standing (session_id, version, figures, heard) VALUES (:id, 1, :figures, :at)"


async def lived(database: Database, every: int) -> int:
    """Return how many evenings there were. What is kept of them is what the program itself would have kept."""
    async with database.read() as read:
        heads = await _heads(read)
    evenings = _evenings(heads, every)
    told = 0
    while chunk := [evening for evening, _ in zip(evenings, range(CHUNK), strict=False)]:
        async with database.write() as tx:
            for statement in (_SESSION, _EVENT, _STANDING):
                await tx.many(statement, chunk)
        told += len(chunk)
    async with database.write() as tx:
        await tallies.rebuild(tx)
        await tx.run("ANALYZE")  # as PostgreSQL does by itself within a minute
    return told


_HEADS = """
SELECT DISTINCT session.campaign_id, session.unit_id, post.person_id
FROM session JOIN post ON post.unit_id = session.unit_id ORDER BY session.unit_id
"""


async def _heads(read: Rows) -> Sequence[Any]:
    return await read.rows(_HEADS)


def _evenings(heads: Sequence[Any], every: int) -> Iterator[dict[str, object]]:
    ids = count(FIRST_ID)
    for number, head in enumerate(heads):
        for back in range(DAYS, 1, -every):
            night = TONIGHT - timedelta(days=back - number % min(every, 2))
            installed, asked = 20 + number % 30, at(night, "21:25", ZONE)
            written = asked + (number % 90) * MINUTE
            id_ = next(ids)
            counted = {"installed": installed, "activated": installed - 2, "absent": number % 7}
            figures = {name: [value, id_, head["person_id"], written, None, written] for name, value in counted.items()}
            yield {
                "id": id_,
                "campaign": head["campaign_id"],
                "unit": head["unit_id"],
                "night": night.isoformat(),
                "asks": asked,
                "locks": asked + 900 * MINUTE,
                "person": head["person_id"],
                "at": written,
                "said": json.dumps(counted),
                "figures": json.dumps(figures),
            }
