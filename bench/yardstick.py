"""The machine's speed in this minute: one row by its key, so that figures of different days can be compared."""

import time
from collections.abc import Sequence
from statistics import median

from bench.load import FIRST_ACCOUNT
from bench.places import Places
from storage.database import open_database

TIMES = 500


_SELECT = "SELECT person_id FROM account WHERE address = :address"


async def keyed_select(where: Places) -> float:
    """Microseconds for one SELECT by a unique key through our own store."""
    database = await open_database(where.template)
    try:
        async with database.read() as read:
            await read.rows(_SELECT, address="")  # prepares it
            begun = time.perf_counter()
            for step in range(TIMES):
                await read.rows(_SELECT, address=f"telegram/{FIRST_ACCOUNT + step % 17}")
            return (time.perf_counter() - begun) / TIMES * 1e6
    finally:
        await database.close()


def said(selects: Sequence[float]) -> str:
    return f"yardstick: a SELECT by key took {median(selects):.0f} µs ({min(selects):.0f}-{max(selects):.0f})"
