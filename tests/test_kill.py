"""`kill -9` while people post: what was acknowledged is there exactly once, whatever was in flight."""

import asyncio
import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from storage import reports, standing
from storage.accounts import page_of
from storage.database import open_database
from storage.migrate import migrate
from storage.records import Role
from tests.process import House, start
from tests.ward import Ward

CHATS = 10
PLAN = {f"T {n}": [9] for n in range(CHATS)}
HEADS = {f"head{n}": (f"H {n}", "b", Role.LEADER, f"T {n}") for n in range(CHATS)}
BEGINS = "2024-11-09T21:{:02}:00+07:00"  # the minute: a clock never steps back


@dataclass
class Head:
    """One head's page: posts in order, and the same post again until it is acknowledged."""

    token: str
    acknowledged: list[tuple[str, int]] = field(default_factory=list)

    async def posts(self, times: int, address: "asyncio.Queue[str]") -> None:
        pause = 1 / 5  # of ten chats: 50 posts a second
        async with httpx.AsyncClient(timeout=5, cookies={"device": self.token}, verify=False) as http:
            for n in range(1, times + 1):
                key = f"{self.token[:8]}-{n:05}"
                while not await self._once(http, await _known(address), key, n):
                    await asyncio.sleep(0.02)
                self.acknowledged.append((key, n))
                await asyncio.sleep(pause)

    async def _once(self, http: httpx.AsyncClient, address: str, key: str, n: int) -> bool:
        try:
            body = {"key": key, "text": f"sửa lại cài {n}" if n > 1 else "cài 1"}
            answer = await http.post(f"{address}c/{self.token}/say", json=body)
        except httpx.TransportError:
            return False
        return answer.status_code == 200


async def _known(address: "asyncio.Queue[str]") -> str:
    """Where the house is now; all who ask hear the same."""
    found = await address.get()
    address.put_nowait(found)
    return found


async def found(folder: Path, tokens: list[str]) -> str:
    url = f"sqlite:///{folder}/tungngo.db"
    database = await open_database(url)
    await migrate(database)
    await Ward.founded(database, PLAN, HEADS)
    async with database.write() as tx:
        for n, token in enumerate(tokens):
            named = {"old": f"web/head{n}", "new": page_of(token)}
            device = hashlib.sha256(token.encode()).hexdigest()
            await tx.run("UPDATE account SET address = :new, device = :d WHERE address = :old", **named, d=device)
            await tx.run("UPDATE chat SET address = :new WHERE address = :old", **named)
    await database.close()
    return url


async def each_exactly_once(url: str, heads: list[Head]) -> None:
    database = await open_database(url)
    async with database.read() as read:
        said = [row["cause"] for row in await read.rows("SELECT cause FROM event")]
        keys = {cause.rsplit("/", 1)[-1] for cause in said}
        assert len(said) == len(keys)
        assert {key for head in heads for key, _ in head.acknowledged} == keys
        for row in await read.rows("SELECT session_id, version, figures, heard FROM standing"):
            kept = standing.load(*(row[name] for name in ("session_id", "version", "figures", "heard")))
            assert standing.fold(row["session_id"], await reports.history(read, row["session_id"])) == kept
        doubled = await read.rows("SELECT cause FROM outbox GROUP BY cause HAVING count(*) > 1")
        assert not doubled
    await database.close()


async def trial(folder: Path, kills: int, posts: int, seconds: tuple[float, float]) -> None:
    heads = [Head(f"{n:08}" + "t" * 24) for n in range(CHATS)]
    url, address, chance = await found(folder, [head.token for head in heads]), asyncio.Queue[str](), random.Random(1)
    house = await start(folder, begins=BEGINS.format(0), database_url=url)
    address.put_nowait(house.address)
    posting = [asyncio.create_task(head.posts(posts, address)) for head in heads]
    for minute in range(1, kills + 1):
        await asyncio.sleep(chance.uniform(*seconds))
        house = await again(house, BEGINS.format(minute), url, address)
    await asyncio.gather(*posting)
    await house.stop()
    assert sum(len(head.acknowledged) for head in heads) == CHATS * posts
    await each_exactly_once(url, heads)


async def again(house: House, clock: str, url: str, address: "asyncio.Queue[str]") -> House:
    await house.kill()
    reborn = await start(Path(url.removeprefix("sqlite:///")).parent, begins=clock, database_url=url)
    address.get_nowait()
    address.put_nowait(reborn.address)
    return reborn


async def test_two_kills_under_load_lose_and_double_nothing(tmp_path: Path):
    await trial(tmp_path, kills=2, posts=10, seconds=(0.3, 0.9))


@pytest.mark.trial
async def test_ten_kills_under_load_lose_and_double_nothing(tmp_path: Path):
    await trial(tmp_path, kills=10, posts=100, seconds=(1.0, 2.5))
