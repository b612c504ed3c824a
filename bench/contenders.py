"""Who runs against whom: ours and what it is measured against, each from JSON bytes to rows on disk."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import ours
from bench.direct import World, handle
from bench.drivers import AioSqlite, Asyncpg, Driver, RawSqlite
from bench.load import Body
from bench.telegram_body import decode
from bot.clock import machine_time
from storage.database import open_database
from storage.ids import Ids

CONNECTIONS = 16


@dataclass
class Run:
    """What one run took. `batches`: size → times."""

    seconds: float = 0.0
    statements: int = 0
    batches: Counter[int] = field(default_factory=Counter)


Contender = Callable[[str, Sequence[Body]], Awaitable[Run]]


async def our_path(url: str, bodies: Sequence[Body]) -> Run:
    database, watched = await open_database(url), ours.Watched()
    try:
        before, begun = database.statements, time.perf_counter()
        await ours.run(database, bodies, Ids(machine_time), watched)
        return Run(time.perf_counter() - begun, database.statements - before, watched.sizes)
    finally:
        await database.close()


def _on_aiosqlite(name: str) -> Contender:
    async def run(url: str, bodies: Sequence[Body]) -> Run:
        from bench import frameworks  # takes seconds, which neither a run's time nor whoever runs others should pay

        framework: Callable[[Driver, World, Sequence[Body]], Awaitable[None]] = getattr(frameworks, name)
        driver = await AioSqlite.open(_path(url))
        try:
            begun = time.perf_counter()
            await framework(driver, World(Ids(machine_time)), bodies)
            return Run(time.perf_counter() - begun, driver.statements)
        finally:
            await driver.close()

    return run


async def raw_sqlite(url: str, bodies: Sequence[Body]) -> Run:
    driver = RawSqlite(_path(url))
    try:
        begun, world = time.perf_counter(), World(Ids(machine_time))
        for body in bodies:
            await handle(driver, world, decode(body.raw, body.heard))
        await driver.flush()
        return Run(time.perf_counter() - begun, driver.statements)
    finally:
        await driver.close()


def _on_asyncpg(connections: int) -> Contender:
    """The updates of one chat stay on one connection, so that their order is kept without a lock."""

    async def run(url: str, bodies: Sequence[Body]) -> Run:
        drivers = [await Asyncpg.open(url) for _ in range(connections)]
        world, shares = World(Ids(machine_time)), _shared_out(bodies, connections)
        begun = time.perf_counter()
        await asyncio.gather(*map(work, drivers, [world] * connections, shares))
        done = Run(time.perf_counter() - begun, sum(driver.statements for driver in drivers))
        for driver in drivers:
            await driver.close()
        return done

    async def work(driver: Asyncpg, world: World, share: Sequence[Body]) -> None:
        for body in share:
            await handle(driver, world, decode(body.raw, body.heard))

    return run


def _shared_out(bodies: Sequence[Body], connections: int) -> list[list[Body]]:
    shares: list[list[Body]] = [[] for _ in range(connections)]
    for body in bodies:
        shares[hash(decode(body.raw, body.heard).chat) % connections].append(body)
    return shares


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


OURS = "ours"
CONTENDERS: dict[str, dict[str, Contender]] = {
    "sqlite": {
        OURS: our_path,
        "python-telegram-bot + aiosqlite": _on_aiosqlite("python_telegram_bot"),
        "aiogram + aiosqlite": _on_aiosqlite("aiogram"),
        "raw sqlite3, 100 a commit": raw_sqlite,
    },
    "postgresql": {
        OURS: our_path,
        f"asyncpg, {CONNECTIONS} connections": _on_asyncpg(CONNECTIONS),
        "asyncpg, one connection": _on_asyncpg(1),
    },
}
BARS = {"python-telegram-bot + aiosqlite": 3.0, "aiogram + aiosqlite": 4.0, f"asyncpg, {CONNECTIONS} connections": 3.0}
