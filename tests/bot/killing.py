"""A house that is killed while people report: who they are, what is left to be done, and what must be true after."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from storage import facts
from storage.accounts import Linked
from storage.database import open_database
from storage.ids import Ids
from storage.migrate import migrate
from tests.ward import Ward

HEADS = ("binh", "nhan", "hoi", "mau", "suu")


async def founded(url: str, addresses: Mapping[str, str]) -> None:
    """An evening that is under way. `addresses`: who speaks from where."""
    database = await open_database(url)
    try:
        await migrate(database)
        ward = await Ward.founded(database)
        ids = Ids(ward.clock.now)
        async with database.write() as tx:
            links = [Linked(ids(), place, 0, ward.people[key].id, 0) for place, key in addresses.items()]
            await facts.write(tx, links)
            await tx.run(
                "UPDATE session SET night = '2024-11-09', locks_at = locks_at + 900000000 "
                "WHERE id IN (SELECT min(id) FROM session GROUP BY unit_id)"
            )
    finally:
        await database.close()


def left(path: Path) -> int:
    with closing(sqlite3.connect(path)) as read:
        found = read.execute("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
    return int(found)


def judged(path: Path, updates: int) -> None:
    with closing(sqlite3.connect(path)) as read:
        events = Counter(row[0] for row in read.execute("SELECT cause FROM event"))
        doubts = read.execute("SELECT count(*) FROM outbox WHERE state = 'doubt'").fetchone()[0]
        sound = read.execute("PRAGMA integrity_check").fetchone()[0]
    assert len(events) == updates, f"{updates - len(events)} lost"
    assert events.total() == updates, "counted twice"
    assert (sound, doubts) == ("ok", 0)
