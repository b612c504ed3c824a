"""`bench status`: /status of a city and of a ward, with a year behind them, while reports are being written."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench import yardstick, year
from bench.load import START, ZONE, Body, endless
from bench.places import Places, places
from bench.report import Bar, Line, Table
from bench.telegram_body import decode
from bot.clock import machine_time
from bot.intake import Intake
from bot.signals import Signals
from handlers.progress import status
from storage import reckoning, units
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant

CITY, WARD, GROUP = "HN", "P001", "P001-03"
BARS = {CITY: 300.0, WARD: 50.0}  # milliseconds, of 95 in a hundred


@dataclass(frozen=True, slots=True)
class Size:
    """`every`: days between two evenings of a group."""

    wards: int = 126
    heads: int = 40
    every: int = 7
    asked: int = 200
    rate: int = 100  # reports a second meanwhile


async def bench(engine: str, size: Size) -> Table:
    async with places(engine, size.wards, size.heads) as where:
        database = await open_database(where.template)
        evenings = await year.lived(database, size.every)
        await database.close()
        return await measure(where, size, evenings)


async def measure(where: Places, size: Size, evenings: int) -> Table:
    lines, speeds = list[Line](), list[float]()
    async with where.fresh() as url:
        database = await open_database(url)
        select = await yardstick.keyed_select(where)
        try:
            for code in (CITY, WARD, GROUP):
                async with _load(database, size) as load:
                    took = [await _ask(database, code, load.now) for _ in range(size.asked)]
                lines.append(_line(code, took, select))
                speeds.append(load.speed)
        finally:
            await database.close()
    title = f"/status on {where.engine}: {size.wards} wards of {size.heads} groups, {evenings:,} evenings behind them"
    meanwhile = f"{min(speeds):.0f}-{max(speeds):.0f} reports a second were written meanwhile"
    return Table(title, "ms, 95 in 100", lines, [meanwhile, yardstick.said([select])])


async def _ask(database: Database, code: str, as_of: Instant) -> float:
    """From the question to its words."""
    begun = time.perf_counter()
    async with database.read() as read:
        scope = await reckoning.scope_of(read, (await units.by_code(read, [code]))[code], as_of)
        if scope is None:
            raise LookupError(code)
        await status.of_unit(read, scope, as_of)
    return (time.perf_counter() - begun) * 1_000


@dataclass
class Load:
    """What has been written so far, and the instant of the newest of it."""

    written: int = 0
    now: Instant = START
    speed: float = 0.0


@asynccontextmanager
async def _load(database: Database, size: Size) -> AsyncIterator[Load]:
    """Heads report all the while, so many a second as far as the machine keeps up; for a second before it counts."""
    intake, load = Intake(database, Ids(machine_time), Signals(), ZONE), Load()
    waiting, warm = set[asyncio.Task[None]](), asyncio.Event()

    async def tell(body: Body) -> None:
        load.now = max(load.now, body.heard)
        await intake.submit(decode(body.raw, body.heard))
        load.written += 1
        if load.written >= size.rate:
            warm.set()

    async def send() -> None:
        begun = time.perf_counter()
        for number, body in enumerate(endless(size.wards * size.heads)):
            task = asyncio.create_task(tell(body))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            await asyncio.sleep(max(begun + number / size.rate - time.perf_counter(), 0))

    loops = [asyncio.create_task(intake.run()), asyncio.create_task(send())]
    await warm.wait()
    begun, before = time.perf_counter(), load.written
    try:
        yield load
    finally:
        load.speed = (load.written - before) / (time.perf_counter() - begun)
        loops[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        loops[0].cancel()
        await asyncio.wait(loops)


def _line(code: str, took: Sequence[float], select: float) -> Line:
    """`ratio`: how many keyed selects the answer costs."""
    ordered = sorted(took)
    high = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    name = f"{code}: {high * 1_000 / select:,.0f} keyed selects"
    bar = Bar(at_most=BARS[code]) if code in BARS else None
    return Line(name, high, ordered[0], ordered[-1], bar=bar)
