"""`bench pictures`: each kind of picture of a ward, drawn by the document worker when its libraries are there."""

import time

from bench import yardstick, year
from bench.load import START
from bench.places import Places, places
from bench.report import Bar, Line, Table
from bot.worker_pool import WorkerPool
from handlers.outgoing import pictures
from storage import reckoning, units
from storage.database import open_database

WARD, GROUPS = "P000", 40
LIMIT = 400.0  # milliseconds, of 95 in a hundred


async def bench(engine: str, drawn: int) -> Table:
    async with places(engine, 1, GROUPS) as where:
        return await measure(where, drawn)


async def measure(where: Places, drawn: int) -> Table:
    """From the figures that were gathered to the picture's bytes, the way into the child and back included."""
    database, bench_, lines = await open_database(where.template), WorkerPool(), list[Line]()
    try:
        evenings = await year.lived(database, 7)
        for kind in pictures.KINDS:
            async with database.read() as read:
                scope = await reckoning.scope_of(read, (await units.by_code(read, [WARD]))[WARD], START)
                if scope is None:
                    raise LookupError(WARD)
                data, _ = await pictures.gather(read, scope, START, kind)
            await bench_.draw("picture", data)  # fetches the libraries, and the fonts
            lines.append(_line(kind, [await _drawn(bench_, data) for _ in range(drawn)]))
    finally:
        await bench_.close()
        await database.close()
    title = f"pictures of a ward with {GROUPS} groups and {evenings:,} evenings behind them, {drawn} of each"
    return Table(title, "ms, 95 in 100", lines, [yardstick.said([await yardstick.keyed_select(where)])])


async def _drawn(bench_: WorkerPool, data: object) -> float:
    begun = time.perf_counter()
    body = await bench_.draw("picture", data)
    if not body.startswith(b"\x89PNG"):
        raise RuntimeError("no picture")
    return (time.perf_counter() - begun) * 1_000


def _line(kind: str, took: list[float]) -> Line:
    ordered = sorted(took)
    high = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return Line(kind, high, ordered[0], ordered[-1], bar=Bar(at_most=LIMIT))
