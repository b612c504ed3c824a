"""`bench workers`: several processes on one PostgreSQL behind a load balancer, one killed, beside one alone.

The workers are real ones that take webhooks over HTTP; the balancer goes round them and passes on what one does not.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]

from bench import yardstick
from bench.contenders import CONNECTIONS, CONTENDERS
from bench.load import Body, bodies
from bench.places import PostgresPlaces, places
from bench.report import Bar, Line, Table
from storage.database import open_database

SECRET = "a-secret-of-the-bench-32-letters-long"
TOKEN = "424242:" + "bench" * 7  # put together, so that no scanner takes it for a real one
CONTENDER = f"asyncpg, {CONNECTIONS} connections"
ALONE, THREE = "one worker", "three workers, one killed"
WARM = 1_000  # updates before anything is measured
AT_ONCE = 96  # requests under way while nobody waits
GIVEN_UP = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Size:
    offered: int = 250  # a second
    seconds: int = 60
    unthrottled: int = 6_000
    rounds: int = 3
    wards: int = 126
    heads: int = 17


@dataclass
class _Run:
    """Seconds from each request to its 200; what a process took of processor and memory, at the most."""

    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    passed_on: int = 0
    processor: float = 0.0
    memory: int = 0
    connections: float = 0.0

    @property
    def p95(self) -> float:
        return quantiles(self.waits, n=20)[-1] * 1000


class _Worker:
    def __init__(self, process: Process, port: int) -> None:
        self.process, self.port = process, port
        self.idle: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()
        self.lives = True

    async def post(self, body: bytes) -> int:
        """The status; OSError when there was no answer."""
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port)
        try:
            head = (
                f"POST /telegram/hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            writer.write(head.encode() + body)
            told = (await reader.readuntil(b"\r\n\r\n")).lower()
            size = told.partition(b"content-length:")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(size or 0))
        except (OSError, asyncio.IncompleteReadError) as error:
            writer.close()
            raise OSError(str(error)) from error
        self.idle.append((reader, writer))
        return int(told.split(b" ", 2)[1])

    def kill(self) -> None:
        self.lives = False
        self.process.kill()

    async def stop(self) -> None:
        for _, writer in self.idle:
            writer.close()
        if self.lives:
            self.process.terminate()
        with suppress(ProcessLookupError):
            await self.process.wait()


class _Balancer:
    def __init__(self, workers: Sequence[_Worker]) -> None:
        self.workers = workers
        self.run = _Run()
        self._turns = count()

    async def bring(self, body: Body, offered: float) -> None:
        """Until it is taken; `offered`: since when."""
        async with asyncio.timeout(GIVEN_UP):
            while True:
                worker = self._next()
                with suppress(OSError):
                    if await worker.post(body.raw) == 200:
                        self.run.waits.append(time.perf_counter() - offered)
                        return
                self.run.passed_on += 1
                await asyncio.sleep(0.01)

    def _next(self) -> _Worker:
        living = [worker for worker in self.workers if worker.lives]
        return living[next(self._turns) % len(living)]


async def bench(size: Size) -> list[Table]:
    load = bodies(WARM + max(size.offered * size.seconds, size.unthrottled), size.wards * size.heads)
    async with places("postgresql", size.wards, size.heads) as where, _platform() as api:
        assert isinstance(where, PostgresPlaces)
        offered, poured = load[: WARM + size.offered * size.seconds], load[: WARM + size.unthrottled]
        return [await _offered(where, api, offered, size), await _unthrottled(where, api, poured, size)]


async def _offered(where: PostgresPlaces, api: str, load: Sequence[Body], size: Size) -> Table:
    runs: dict[str, list[_Run]] = {ALONE: [], THREE: []}
    selects = []
    for number in range(size.rounds):
        selects.append(await yardstick.keyed_select(where))
        for name in (ALONE, THREE) if number % 2 else (THREE, ALONE):
            async with where.fresh() as url, _begun(url, api, 1 if name == ALONE else 3) as balancer:
                await _warm(balancer, load)
                await _offer(balancer, load[WARM:], size.offered, kill=name == THREE)
                await _weigh(balancer, url, load)
                runs[name].append(balancer.run)
    ratios = [alone.p95 / three.p95 for alone, three in zip(runs[ALONE], runs[THREE], strict=True)]
    lines = [
        Line(THREE, *_spread([run.p95 for run in runs[THREE]])),
        Line(ALONE, *_spread([run.p95 for run in runs[ALONE]]), ratio=median(ratios), bar=Bar(at_least=1 / 1.5)),
    ]
    title = f"webhooks on postgresql, {size.offered} a second for {size.seconds} s: p95 from request to 200"
    passed = sum(run.passed_on for run in runs[THREE])
    told = f"{passed} requests were passed on to another worker; every update was recorded once, in every run"
    return Table(title, "ms", lines, [told, *(_cost(name, own) for name, own in runs.items()), yardstick.said(selects)])


async def _offer(balancer: _Balancer, load: Sequence[Body], a_second: int, *, kill: bool) -> None:
    """Each at its time, however long others wait. Halfway through the first worker, who delivers, is killed."""
    began = time.perf_counter()
    under_way: set[asyncio.Task[None]] = set()
    for number, body in enumerate(load):
        at = began + number / a_second
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        if kill and number == len(load) // 2:
            balancer.workers[0].kill()
        task = asyncio.create_task(balancer.bring(body, at))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    balancer.run.seconds = time.perf_counter() - began


async def _unthrottled(where: PostgresPlaces, api: str, load: Sequence[Body], size: Size) -> Table:
    ours, theirs = list[_Run](), list[float]()
    for _ in range(size.rounds):
        async with where.fresh() as url, _begun(url, api, 3) as balancer:
            await _warm(balancer, load)
            await _pour(balancer, load[WARM:])
            await _weigh(balancer, url, load)
            ours.append(balancer.run)
        async with where.fresh() as url:
            theirs.append((await CONTENDERS["postgresql"][CONTENDER](url, load)).seconds)
    speeds, others = [(len(load) - WARM) / run.seconds for run in ours], [len(load) / seconds for seconds in theirs]
    ratio = median(mine / other for mine, other in zip(speeds, others, strict=True))
    name = f"{CONTENDER}, a commit for each, without HTTP"
    lines = [Line("three workers, over HTTP", *_spread(speeds))]
    lines.append(Line(name, *_spread(others), ratio=ratio, bar=Bar(at_least=3.0)))
    title = f"webhooks on postgresql, {len(load) - WARM:,} as fast as they are taken"
    return Table(title, "per second", lines, [_cost("three workers", ours)])


async def _warm(balancer: _Balancer, load: Sequence[Body]) -> None:
    """What a process learns in its first minute is not what is asked here."""
    await _pour(balancer, load[:WARM])
    balancer.run = _Run()


async def _pour(balancer: _Balancer, load: Sequence[Body]) -> None:
    waiting, began = iter(load), time.perf_counter()

    async def client() -> None:
        for body in waiting:
            await balancer.bring(body, time.perf_counter())

    await asyncio.gather(*(client() for _ in range(AT_ONCE)))
    balancer.run.seconds = time.perf_counter() - began


@asynccontextmanager
async def _begun(url: str, api: str, many: int) -> AsyncIterator[_Balancer]:
    with tempfile.TemporaryDirectory(prefix="tungngo-workers-") as folder:
        workers = [await _worker(url, api, Path(folder))]  # who begins first delivers
        workers += await asyncio.gather(*(_worker(url, api, Path(folder)) for _ in range(many - 1)))
        try:
            yield _Balancer(workers)
        finally:
            await asyncio.gather(*(worker.stop() for worker in workers))


async def _worker(url: str, api: str, folder: Path) -> _Worker:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TUNGNGO_")}
    given = {
        "TUNGNGO_DATABASE_URL": url,
        "TUNGNGO_WEB_LISTEN": "127.0.0.1:0",
        "TUNGNGO_TELEGRAM_TOKEN": TOKEN,
        "TUNGNGO_TELEGRAM_API": api,
        "TUNGNGO_TELEGRAM_MODE": "webhook",
        "TUNGNGO_TELEGRAM_SECRET": SECRET,
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    command = (sys.executable, "-m", "bench.one_worker")
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=plain | given, stdout=PIPE, stderr=DEVNULL)
    assert process.stdout is not None
    address = (await asyncio.wait_for(process.stdout.readline(), 120)).decode().strip()
    return _Worker(process, urlsplit(address).port or 0)


async def _weigh(balancer: _Balancer, url: str, load: Sequence[Body]) -> None:
    """Everything was taken in, once; and what it has cost."""
    sent = {json.loads(body.raw)["update_id"] for body in load}
    database = await open_database(url)
    async with database.read() as read:
        (keys,) = await read.rows("SELECT count(*) AS n FROM update_key WHERE key LIKE 'telegram/%'")
        (twice,) = await read.rows("SELECT count(*) - count(DISTINCT cause) AS n FROM event")
        (open_,) = await read.rows("SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database()")
    await database.close()
    if (keys["n"], twice["n"]) != (len(sent), 0):
        raise AssertionError(f"{len(sent)} were acknowledged, {keys['n']} are there, {twice['n']} of them twice")
    living = [psutil.Process(worker.process.pid) for worker in balancer.workers if worker.lives]
    balancer.run.processor = sum(sum(process.cpu_times()[:2]) for process in living) / len(living)
    balancer.run.memory = max(process.memory_info().rss for process in living)
    balancer.run.connections = (open_["n"] - 1) / len(living)


def _cost(name: str, runs: Sequence[_Run]) -> str:
    memory, connections = max(run.memory for run in runs) / 2**20, max(run.connections for run in runs)
    return (
        f"{name}: {median(run.processor for run in runs):.1f} s of a processor for each process from its start, "
        f"at most {memory:.0f} MB and {connections:.1f} connections"
    )


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    return median(values), min(values), max(values)


@asynccontextmanager
async def _platform() -> AsyncIterator[str]:
    """A Bot API on loopback that says yes to everything."""
    result = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "id": 1, "is_bot": True}
    told = json.dumps({"ok": True, "result": {**result, "first_name": "A", "username": "a_bot"}}).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(told) + told

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                size = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
                await reader.readexactly(int(size or 0))
                writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
