"""`bench due`: so many sessions come due at once; from the look to the rows on disk, then the first hundred claimed."""

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable

from bench import yardstick
from bench.load import START
from bench.places import Places, places
from bench.report import Bar, Line, Table, line
from bot import addressing
from bot.clock import machine_time
from schedules import due
from storage import sending
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import DAY, HOUR, MINUTE
from storage.sending import Worded

LIMITS = {"sqlite": 2_000.0, "postgresql": 4_000.0}  # milliseconds, design.md section 7
LOOK, CLAIM = "look at what is due", "claim the first hundred"
PLAIN, MANY = "such rows, INSERT … SELECT", "such rows, one by one in one executemany"


class Miscounted(Exception):
    """Another number of rows came than is due."""


async def bench(engine: str, rows: int, rounds: int) -> Table:
    """On a ward of its own: the groups that are due are founded here, with as many sessions again that are not."""
    async with places(engine, 1, 17) as where:
        return await measure(where, rows, rounds)


async def measure(where: Places, rows: int, rounds: int) -> Table:
    await _found(where, rows)
    took: dict[str, list[float]] = defaultdict(list)
    selects = []
    for _ in range(rounds):
        selects.append(await yardstick.keyed_select(where))
        async with where.fresh() as url:
            await _looked(url, rows, took)
        for name, insert in ((PLAIN, _plain), (MANY, _one_by_one)):
            async with where.fresh() as url:
                took[name].append(await _timed(url, rows, insert))
    lines = [line(LOOK, took[LOOK], Bar(at_most=LIMITS[where.engine] * rows / 100_000)), line(CLAIM, took[CLAIM])]
    lines += [_beside(line(name, took[name]), lines[0]) for name in (PLAIN, MANY)]
    title = f"due on {where.engine}: {rows:,} of {3 * rows:,} sessions, {rounds} rounds"
    return Table(title, "ms", lines, [yardstick.said(selects)])


def _beside(baseline: Line, ours: Line) -> Line:
    return Line(baseline.name, baseline.median, baseline.least, baseline.most, ratio=baseline.median / ours.median)


async def _looked(url: str, rows: int, took: dict[str, list[float]]) -> None:
    """Look, look again (nothing twice), then claim what delivery takes first."""
    database, ids = await open_database(url), Ids(machine_time)
    try:
        took[LOOK].append(await _clocked(_look(database, ids, rows)))
        await _look(database, ids, 0)
        took[CLAIM].append(await _clocked(_claim(database, min(rows, sending.WAITING_SHOWN))))
    finally:
        await database.close()


async def _look(database: Database, ids: Ids, rows: int) -> None:
    async with database.write() as tx:
        found = await due.look(tx, START, ids)
    _check(found["closeout"], rows)


async def _claim(database: Database, expected: int) -> None:
    """A chat for each, the list of what may go, and the lease."""
    _check(await addressing.route(database, START), expected)
    async with database.read() as read:
        waiting = await sending.waiting(read, "telegram", START)
    _check(len(waiting), expected)
    async with database.write() as tx:
        await sending.lease(tx, {one.message.id: Worded("Xong buổi rồi ạ.") for one in waiting})


async def _plain(database: Database, rows: int) -> None:
    async with database.write() as tx:
        _check(await tx.run(_INSERT_SELECT), rows)


async def _one_by_one(database: Database, rows: int) -> None:
    numbers = range(10_000_001, 10_000_001 + rows)
    records = [{"id": 30_000_000 + n, "key": f"closeout:{n}", "person": n, "at": START} for n in numbers]
    async with database.write() as tx:
        _check(await tx.many(_INSERT, records), rows)


async def _timed(url: str, rows: int, insert: Callable[[Database, int], Awaitable[None]]) -> float:
    database = await open_database(url)
    try:
        return await _clocked(insert(database, rows))
    finally:
        await database.close()


async def _clocked(work: Awaitable[None]) -> float:
    begun = time.perf_counter()
    await work
    return (time.perf_counter() - begun) * 1_000


def _check(found: int, expected: int) -> None:
    if found != expected:
        raise Miscounted(f"{found:,} where {expected:,} were due")


async def _found(where: Places, rows: int) -> None:
    """A group with its head for every row that is to come due; a session now, one tomorrow, one called off."""
    database = await open_database(where.template)
    async with database.write() as tx:
        campaign = (await tx.rows("SELECT id, unit_id FROM campaign"))[0]
        await tx.run("UPDATE session SET state = 'cancelled', looked = version")
        await tx.run("UPDATE campaign SET looked = version, looks_at = :later", later=START + DAY)
        for statement in _FOUND:
            numbers = f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
            into, select = statement.split("SELECT", 1)
            plain = f"{into} {numbers} SELECT {select} FROM n"
            await tx.run(plain.format(ward=campaign["unit_id"], campaign=campaign["id"]))
        await tx.run(_EVENINGS)
    await database.close()


def _sessions(night: str, state: str, asks: int, first: int) -> str:
    return f"""INSERT INTO session
    (id, campaign_id, unit_id, kind, night, starts, ends, state, asks_at, locks_at, looked)
    SELECT {first} + i, {{campaign}}, 10000000 + i, 'evening', '{night}', '19:30', '21:30', '{state}', {asks},
        {asks + 15 * HOUR}, 1"""


_FOUND = (
    """INSERT INTO unit (id, code, kind, parent_id, name, since)
    SELECT 10000000 + i, 'D' || i, 'group', {ward}, 'Tổ ' || i, '2024-11-01'""",
    "INSERT INTO person (id, code, name, you, me) SELECT 10000000 + i, 'D' || i, 'Nguyễn Văn Bình', 'bác', 'em'",
    """INSERT INTO post (id, person_id, role, unit_id, since)
    SELECT 10000000 + i, 10000000 + i, 'leader', 10000000 + i, 0""",
    """INSERT INTO account (id, address, person_id, since)
    SELECT 10000000 + i, 'telegram/' || i, 10000000 + i, 0""",
    """INSERT INTO chat (id, address, channel, account_id, heard)
    SELECT 10000000 + i, 'telegram/' || i, 'telegram', 10000000 + i, 0""",
    _sessions("2024-11-09", "planned", START - 5 * MINUTE, 20_000_000),
    _sessions("2024-11-10", "planned", START + DAY, 30_000_000),
    _sessions("2024-11-08", "excused", START + 2 * DAY, 40_000_000),
)
_EVENINGS = """
INSERT INTO evening (campaign_id, night, kind, starts, asks_at, locks_at, looks_at)
SELECT DISTINCT campaign_id, night, kind, starts, asks_at, locks_at, asks_at FROM session WHERE state = 'planned'
"""
_INSERT = """
INSERT INTO outbox (id, once_key, kind, person_id, params, as_of, cause, priority, not_after, next_at)
VALUES (:id, :key, 'closeout', :person, '{}', :at, 'closeout/20000001', 3, :at, :at)
"""
_INSERT_SELECT = f"""
INSERT INTO outbox (id, once_key, kind, person_id, params, as_of, cause, priority, not_after, next_at)
SELECT 30000000 + id, 'closeout:session/' || id || ':1:person/' || id, 'closeout', id,
    '{{"session": "' || id || '", "version": "1"}}', {START}, 'closeout/' || id, 3, {START}, {START}
FROM person WHERE id > 10000000
"""
