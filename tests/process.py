"""A real house in a process of its own, to be walked through, killed and started again."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass
class House:
    """`address` is what it printed; `kill()` is kill -9."""

    process: Process
    address: str

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """As an operator stops it; the exit code."""
        if self.process.returncode is None:
            self.process.terminate()
        return await asyncio.wait_for(self.process.wait(), 20)


@asynccontextmanager
async def house(folder: Path, *arguments: str, **settings: str) -> AsyncIterator[House]:
    """`tungngo run` in this folder; everything it keeps is kept there."""
    process = await start(folder, *arguments, **settings)
    try:
        yield process
    finally:
        await process.stop()


async def start(folder: Path, *arguments: str, begins: str = "", **settings: str) -> House:
    """`begins`: its clock shows this instant."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TUNGNGO_")}
    given = {"TUNGNGO_WEB_LISTEN": "127.0.0.1:0", **{f"TUNGNGO_{n.upper()}": v for n, v in settings.items()}}
    program = ["tests.rehearsed_house"] if begins else ["bot", "run", *arguments]
    with (folder / "house.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *program),
            cwd=folder,
            env={**plain, **given, "BEGINS": begins, "PYTHONPATH": str(ROOT)},
            stdout=PIPE,
            stderr=log,
        )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 90)  # the sample's days before are played in
    if not line:
        await process.wait()
        raise AssertionError((folder / "house.log").read_text("utf-8")[-2_000:])
    return House(process, line.decode().strip())
