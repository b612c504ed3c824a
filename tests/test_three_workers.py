"""Three workers whose clocks are wrong, and one that hands over; under load, killed and held up they are R10."""

import asyncio
from pathlib import Path

import httpx

from storage import state
from storage.database import Database
from storage.instants import HOUR, SECOND
from tests.schema import opened
from tests.workers import Workers, token, workers

WRONG = (HOUR, 0, -90 * SECOND)  # by how much the clocks of three machines are wrong
SOON = 3.0  # seconds until another has taken over


async def test_machines_whose_clocks_are_wrong(postgres_url: str, tmp_path: Path):
    """The one that is an hour ahead has the leases; it neither asks early nor keeps them beyond its death."""
    early = "2024-11-09T21:20:00+07:00"
    async with (
        workers(postgres_url, tmp_path, 3, WRONG, early) as three,
        httpx.AsyncClient(timeout=30, verify=False) as http,
        opened(postgres_url) as database,
    ):
        for number in range(3):
            await three.says(http, number, "cài 7", to=number)
            told = (await http.get(f"{three.houses[number].address}healthz")).json()
            assert (told["due"], told["store"]) == (True, True), told
        async with database.read() as read:
            heard = [row["heard"] for row in await read.rows("SELECT heard FROM event")]
            asked = await read.rows("SELECT id FROM outbox WHERE kind = 'closeout'")
            fences = {row["name"]: row["fence"] for row in await read.rows("SELECT name, fence FROM duty")}
        assert [abs(three.now() - at) < 20 * SECOND for at in heard] == [True, True, True]
        assert not asked, "it is not 21:25 yet"
        assert fences["deliver/telegram"] == 1, "nobody has taken it from who lives"
        assert await three.holder(database, "deliver/telegram") == 0

        await three.houses[0].kill()
        await _taken_over(three, database, "deliver/telegram")


async def test_a_page_hears_what_another_process_has_said_and_who_stops_hands_over(postgres_url: str, tmp_path: Path):
    async with (
        workers(postgres_url, tmp_path, 2) as three,
        httpx.AsyncClient(timeout=30, verify=False) as http,
        opened(postgres_url) as database,
    ):
        stream = f"{three.houses[1].address}c/{token(0)}/stream"
        async with http.stream("GET", stream, headers={"Cookie": f"device={token(0)}"}) as page:
            lines = page.aiter_lines()
            await three.posts(http, 0, "key-00001", "cài 5", to=2)
            async with asyncio.timeout(2 * SOON):
                while "<b>5</b>" not in await anext(lines):
                    pass
        assert await three.holder(database, "deliver/web") == 0

        assert await three.houses[0].stop() == 0
        await _taken_over(three, database, "deliver/web")
        async with database.read() as read:
            run = await state.noted(read, state.Name.RUN)
        assert run is not None
        assert run.value == state.RUNNING, "another runs still"


async def _taken_over(three: Workers, database: Database, lease: str) -> None:
    """From the first, who is gone."""
    async with asyncio.timeout(2 * SOON):
        while await three.holder(database, lease) in {0, None}:
            await asyncio.sleep(0.05)
