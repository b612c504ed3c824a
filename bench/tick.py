"""`bench tick`: a look at the clock at which nothing is due, however many sessions lie ahead."""

import time

from bench import yardstick
from bench.load import START
from bench.places import Places, places
from bench.report import Bar, Table, line
from bot.clock import machine_time
from schedules import due
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import DAY

LOOKS = 200
LIMIT = 2_000.0  # microseconds


async def bench(engine: str, sessions: int) -> Table:
    async with places(engine, 1, 17) as where:
        return await measure(where, sessions)


async def measure(where: Places, sessions: int) -> Table:
    database, took = await open_database(where.template), list[float]()
    try:
        ids = Ids(machine_time)
        await _look(database, ids)  # the campaign's own first look
        await _found(database, sessions)
        for _ in range(LOOKS):
            begun = time.perf_counter()
            if any((await _look(database, ids)).values()):
                raise RuntimeError("something was due")
            took.append((time.perf_counter() - begun) * 1_000_000)
    finally:
        await database.close()
    title = f"a look with nothing due on {where.engine}: {sessions:,} sessions, {LOOKS} looks"
    select = await yardstick.keyed_select(where)
    return Table(title, "µs", [line("look", took, Bar(at_most=LIMIT))], [yardstick.said([select])])


async def _look(database: Database, ids: Ids) -> due.Looked:
    async with database.write() as tx:
        return await due.look(tx, START, ids)


_SESSIONS = """
INSERT INTO session (id, campaign_id, unit_id, kind, night, starts, ends, asks_at, locks_at, looked)
"""
_EVENINGS = "INSERT INTO evening (campaign_id, night, kind, starts, asks_at, locks_at, looks_at)"
_THEN = f"{START + DAY} + CAST(i AS BIGINT) * {DAY}"
_EACH = f"SELECT 50000000 + i, :campaign, :unit, 'evening', 'n' || i, '19:30', '21:30', {_THEN}, {_THEN}, 1 FROM n"
_EACH_EVENING = f"SELECT :campaign, 'n' || i, 'evening', '19:30', {_THEN}, {_THEN}, {_THEN} FROM n"


async def _found(database: Database, sessions: int) -> None:
    """Each an evening of its own, from tomorrow on, as if all had been looked at already."""
    async with database.read() as read:
        row = (await read.rows("SELECT min(campaign_id) AS campaign, min(unit_id) AS unit FROM session"))[0]
    for first in range(0, sessions, AT_ONCE):
        numbers = f"WITH RECURSIVE n (i) AS (SELECT {first + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {{0}})"
        counted = numbers.format(min(first + AT_ONCE, sessions))
        async with database.write() as tx:
            await tx.run(f"{_SESSIONS} {counted} {_EACH}", campaign=row["campaign"], unit=row["unit"])
            await tx.run(f"{_EVENINGS} {counted} {_EACH_EVENING}", campaign=row["campaign"])

    async with database.write() as tx:
        await tx.run("ANALYZE")  # as PostgreSQL does by itself within a minute


AT_ONCE = 50_000
