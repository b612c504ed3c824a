"""A real house in a process of its own, to be walked through, killed and started again."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.nursery import ROOT, Child, born


@dataclass
class House:
    """`address` is what it printed; `kill()` is kill -9."""

    process: Process | Child
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
async def house(folder: Path, *arguments: str, cold: bool = False, **settings: str) -> AsyncIterator[House]:
    """`tungngo run` in this folder; everything it keeps is kept there."""
    process = await start(folder, *arguments, cold=cold, **settings)
    try:
        yield process
    finally:
        await process.stop()


async def start(
    folder: Path,
    *arguments: str,
    begins: str = "",
    since: str = "",
    skew: str = "",
    cold: bool = False,
    **settings: str,
) -> House:
    """`begins`: its clock shows this instant, `since` then or now; `skew`: its machine's clock is wrong by so many ms.

    `cold`: begun by the shell's own command, not in the nursery.
    """
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TUNGNGO_")}
    given = {"TUNGNGO_WEB_LISTEN": "127.0.0.1:0", **{f"TUNGNGO_{n.upper()}": v for n, v in settings.items()}}
    program = ["tests.rehearsed_house"] if begins else ["bot", "run", *arguments]
    env = {**plain, **given, "BEGINS": begins, "SINCE": since, "SKEW": skew, "PYTHONPATH": str(ROOT)}
    process: Process | Child
    with (folder / "house.log").open("ab") as log:
        if cold:
            command = (sys.executable, "-m", *program)
            process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=env, stdout=PIPE, stderr=log)
        else:
            process = await born(*program, cwd=folder, env=env, stderr=log.fileno())
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 90)  # the sample's days before are played in
    if not line:
        await process.wait()
        raise AssertionError((folder / "house.log").read_text("utf-8")[-2_000:])
    return House(process, line.decode().strip())
