"""Errands: slow or foreign work, done outside any transaction; the result comes back through intake as an update."""

import asyncio
import json
import sys
from importlib.resources import files
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.intake import Intake
from handlers.inbound import Done, Inbound
from storage import errands
from storage.cancellation import finish
from storage.database import Database
from storage.errands import Errand
from storage.instants import SECOND

TRIES = 3
AGAIN = 30 * SECOND
WORKSHOP_SECONDS = 60  # more than the largest plan needs; the child has limits of its own
SAMPLE = "sample:"  # a file that ships with the program

log = structlog.get_logger()


class WorkshopFailed(Exception):
    """The child did not come back with a result."""


class Jobs:
    def __init__(self, database: Database, intake: Intake, clock: Clock) -> None:
        self._database = database
        self._intake = intake
        self._clock = clock

    async def run_errands(self) -> int:
        """Do what waits, one after the other: documents are large and the machine is small."""
        async with self._database.read() as read:
            waiting = await errands.waiting(read, self._clock.now())
        for errand in waiting:
            await self._run(errand)
        return len(waiting)

    async def _run(self, errand: Errand) -> None:
        try:
            result, failed = await workshop(errand.kind, _path(errand.params["file"])), False
        except WorkshopFailed as error:
            log.warning("errand failed", errand=errand.id, kind=errand.kind, tries=errand.tries + 1, why=str(error))
            if errand.tries + 1 < TRIES:
                async with self._database.write() as tx:
                    await errands.postpone(tx, errand, self._clock.now() + AGAIN)
                return
            result, failed = "{}", True
        done = Done(errand.id, errand.kind, dict(errand.params), result, failed)
        now = self._clock.now()
        await self._intake.submit(Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, now, now))


async def workshop(kind: str, path: Path) -> str:
    """Ask a child process; documents never enter the memory of this one."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.workshop"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    asked = json.dumps({"kind": kind, "file": str(path)}).encode()
    try:
        answered, complained = await asyncio.wait_for(child.communicate(asked), WORKSHOP_SECONDS)
    except TimeoutError:
        raise WorkshopFailed("it took too long") from None
    finally:
        if child.returncode is None:  # late, or we are told to stop
            child.kill()
            await finish(child.communicate())
    if child.returncode != 0:
        raise WorkshopFailed(complained.decode("utf-8", "replace")[-500:])
    return answered.decode()


def _path(name: str) -> Path:
    if name.startswith(SAMPLE):
        return Path(str(files("bot").joinpath("sample", name.removeprefix(SAMPLE))))
    return Path(name)
