"""What trials stand on: a ward with many heads in a folder, its clock, and the program as a child that runs there."""

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage import facts
from storage.accounts import Linked
from storage.database import open_database
from storage.ids import Ids
from storage.instants import Instant
from storage.migrate import migrate
from storage.records import Role
from tests.bot.telegram_house import free_port
from tests.nursery import ROOT, Child, born
from tests.trials.hands import Hands
from tests.ward import Plan, Sheet, Ward, clock_time

LOOKS = 0.03  # seconds between two looks at whether something is done

LAN = ("Phạm Thị Lan", "chị", Role.CLERK, None)


def groups(many: int) -> Plan:
    return {f"Tổ {n}": [9] for n in range(1, many + 1)}


def heads(many: int) -> Sheet:
    """The clerk, and a head for each group."""
    return {"lan": LAN, **{f"h{n}": (f"Lê Văn Tổ{n}", "bác", Role.LEADER, f"Tổ {n}") for n in range(1, many + 1)}}


@dataclass
class Ground:
    """A folder of its own with a ward in it, where the program runs, or stands still. `settings`: of the channels."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    hands: Hands = field(init=False)
    port: int = field(default_factory=free_port)
    starts: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.hands = Hands(self.folder / "clock")
        self.hands.show(clock_time("21:20"))

    @property
    def path(self) -> Path:
        return self.folder / "t.db"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "house.log"

    async def founded(self, plan: Plan, sheet: Sheet, addresses: Mapping[str, str]) -> None:
        """An evening that is under way. `addresses`: who speaks from where."""
        database = await open_database(self.url)
        try:
            await migrate(database)
            ward = await Ward.founded(database, plan, sheet)
            ids = Ids(ward.clock.now)
            async with database.write() as tx:
                links = [Linked(ids(), place, 0, ward.people[key].id, 0) for place, key in addresses.items()]
                await facts.write(tx, links)
        finally:
            await database.close()

    async def starts_up(self, **told: Any) -> Child:
        self.starts += 1
        plain = {name: value for name, value in os.environ.items() if not name.startswith("TUNGNGO_")}
        given = {
            "TUNGNGO_DATABASE_URL": self.url,
            "TUNGNGO_WEB_LISTEN": f"127.0.0.1:{self.port}",
            "TRIAL": json.dumps({"clock": str(self.hands.path), "trial": os.getpid(), **told}),
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("ab") as log:
            env = {**plain, **given, **self.settings}
            return await born("tests.trials.house", cwd=self.folder, env=env, stderr=log.fileno())

    def asked(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as read:
            return read.execute(sql, values).fetchall()

    def number(self, sql: str, *values: object) -> int:
        return int(self.asked(sql, *values)[0][0] or 0)

    def looked(self) -> Instant:
        """When the clock looked last at what is due."""
        return self.number("SELECT max(at) FROM state WHERE name = 'due'")

    def left(self) -> int:
        """What waits to be said, and may be said now."""
        sql = "SELECT count(*) FROM outbox WHERE state = 'sending' OR state = 'waiting' AND next_at <= ?"
        return self.number(sql, self.hands.now() + 5_000)


async def until(done: Callable[[], object], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not done():
            await asyncio.sleep(LOOKS)
