"""The sample house, served on loopback, and people who come in by its page."""

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from bot import connections
from bot.app import App, opened, running
from tests.sample import settled


@dataclass
class Door:
    """The sample house, served on loopback, and one persona's way in."""

    app: App
    http: httpx.AsyncClient
    path: str = ""
    before: int = 0  # how many lines of the days before stand in the chat

    async def enter(self, who: str) -> None:
        answer = await self.http.post("/sample/enter", data={"who": who})
        self.path = answer.headers["location"]
        assert self.app.services.sample
        async with self.app.services.database.read() as read:
            address = self.app.services.sample.address(who)
            stood = await read.rows("SELECT position FROM chat WHERE address = :address", address=address)
        self.before = stood[0]["position"]

    async def say(self, text: str, key: str = "key-00000001", **more: object) -> httpx.Response:
        return await self.http.post(f"{self.path}say", json={"key": key, "text": text, **more})

    async def send(self, name: str, body: bytes, key: str = "file-0000001", **headers: str) -> httpx.Response:
        given = {"Content-Type": "application/octet-stream", "X-Tungngo-File": told(name, key), **headers}
        return await self.http.post(f"{self.path}file", content=body, headers=given)

    async def rows(self, sql: str) -> list[Any]:
        async with self.app.services.database.read() as read:
            return list(await read.rows(sql))

    async def lines(self, until: str, path: str = "") -> list[dict[str, object]]:
        """What the stream brings of today, up to the first line that holds `until`."""
        found: list[dict[str, object]] = []
        async with (
            asyncio.timeout(10),
            self.http.stream("GET", f"{path or self.path}stream?after={self.before}") as stream,
        ):
            async for line in stream.aiter_lines():
                if line.startswith("data: ") and "position" in line:
                    found.append(json.loads(line.removeprefix("data: ")))
                    if until in str(found[-1]["html"]):
                        return found
        raise AssertionError(found)


def told(name: str, key: str = "file-0000001", **more: object) -> str:
    """What the page says of a file, in a header."""
    return base64.b64encode(json.dumps({"key": key, "name": name, **more}).encode()).decode()


@pytest.fixture
async def door(sample_file: Path, tmp_path: Path) -> AsyncIterator[Door]:
    async with opened(settled(Path(shutil.copy(sample_file, tmp_path))), sampled=True) as app, running(app):
        server = uvicorn.Server(connections.config(app.pages, "127.0.0.1", 0, 200))
        serving = asyncio.create_task(server.serve())
        while not server.started:  # uvicorn offers no event for it
            await asyncio.sleep(0)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False, verify=False
        ) as http:
            yield Door(app, http)
        server.should_exit = True
        await serving
