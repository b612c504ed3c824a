"""`bench status`: /status of a city and of a ward, with a year behind them, while reports are being written."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from bench import yardstick, year
from bench.load import START, ZONE, Body, bodies
from bench.places import Places, places
from bench.report import Bar, Line, Table
from bench.telegram_body import decode
from bot.bells import Bells
from bot.clock import machine_time
from bot.intake import Intake
from handlers import status
from storage import reckoning, units
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import MINUTE

CITY, WARD, GROUP = "HN", "P001", "P001-03"
BARS = {CITY: 300.0, WARD: 50.0}  # milliseconds, of 95 in a hundred


@dataclass(frozen=True, slots=True)
class Size:
    """`every`: days between two evenings of a group."""

    wards: int = 126
    heads: int = 40
    every: int = 7
    asked: int = 60
    rate: int = 100  # reports a second meanwhile


async def bench(engine: str, size: Size) -> Table:
    async with places(engine, size.wards, size.heads) as where:
        database = await open_database(where.template)
        evenings = await year.lived(database, size.every)
        await database.close()
        return await measure(where, size, evenings)


async def measure(where: Places, size: Size, evenings: int) -> Table:
    lines: list[Line] = []
    async with where.fresh() as url:
        database = await open_database(url)
        select = await yardstick.keyed_select(where)
        try:
            for code in (CITY, WARD, GROUP):
                async with _load(database, size) as written:
                    took = [await _ask(database, code) for _ in range(size.asked)]
                lines.append(_line(code, took, select))
                note = f"{sum(written) / len(written):.0f} reports a second were written meanwhile" if written else ""
        finally:
            await database.close()
    title = f"/status on {where.engine}: {size.wards} wards of {size.heads} groups, {evenings:,} evenings behind them"
    return Table(title, "ms, 95 in 100", lines, [note, yardstick.said([select])])


async def _ask(database: Database, code: str) -> float:
    """From the question to its words."""
    begun = time.perf_counter()
    async with database.read() as read:
        scope = await reckoning.scope_of(read, (await units.by_code(read, [code]))[code])
        if scope is None:
            raise LookupError(code)
        await status.of_unit(read, scope, START + MINUTE)
    return (time.perf_counter() - begun) * 1_000


@asynccontextmanager
async def _load(database: Database, size: Size) -> AsyncIterator[list[float]]:
    """Heads report all the while, so many a second if the machine keeps up; how many it was is handed back."""
    intake, speeds = Intake(database, Ids(machine_time), Bells(), ZONE), list[float]()
    told = iter(bodies(size.rate * 600, size.wards * size.heads))
    begun, done = time.perf_counter(), count()
    waiting: set[asyncio.Task[None]] = set()

    async def tell(body: Body) -> None:
        await intake.submit(decode(body.raw, body.heard))
        next(done)

    async def send() -> None:
        for body in told:
            task = asyncio.create_task(tell(body))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            await asyncio.sleep(1 / size.rate)

    loops = [asyncio.create_task(intake.run()), asyncio.create_task(send())]
    try:
        yield speeds
    finally:
        speeds.append(next(done) / (time.perf_counter() - begun))
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
