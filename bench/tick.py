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


async def _found(database: Database, sessions: int) -> None:
    """Of one group, one a day from tomorrow on, as if all had been looked at already."""
    async with database.write() as tx:
        row = (await tx.rows("SELECT min(id) AS id, min(campaign_id) AS campaign, min(unit_id) AS unit FROM session"))[
            0
        ]
        numbers = f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {sessions})"
        await tx.run(f"{_SESSIONS} {numbers} {_EACH}", campaign=row["campaign"], unit=row["unit"])


_SESSIONS = """
INSERT INTO session
    (id, campaign_id, unit_id, kind, night, starts, ends, asks_at, locks_at, looked, looks_at)
"""
_THEN = f"{START + DAY} + CAST(i AS BIGINT) * {DAY}"
_EACH = f"""
SELECT 50000000 + i, :campaign, :unit, 'evening', 'n' || i, '19:30', '21:30', {_THEN}, {_THEN}, 1, {_THEN} FROM n
"""
