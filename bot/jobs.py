"""Errands: slow or foreign work, done outside any transaction; the result comes back through intake as an update."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from pathlib import Path

import structlog

from bot import invites
from bot.clock import Clock
from bot.intake import Intake
from handlers.inbound import Done, Inbound
from storage import errands, evidence
from storage.cancellation import finish
from storage.database import Database
from storage.errands import Errand
from storage.instants import SECOND

TRIES = 3
AGAIN = 30 * SECOND
WORKSHOP_SECONDS = 60  # more than the largest plan needs; the child has limits of its own
SAMPLE = "sample:"  # a file that ships with the program
SENT = "telegram:"  # a file that somebody sent there

log = structlog.get_logger()


class WorkshopFailed(Exception):
    """The child did not come back with a result."""


Fetch = Callable[[str], Awaitable[bytes]]  # the file behind a platform's name for it; OSError when it cannot be had


class Jobs:
    """`fetch`: how files that people sent are brought here; None where no channel has any."""

    def __init__(self, database: Database, intake: Intake, clock: Clock, fetch: Fetch | None = None) -> None:
        self._database = database
        self._intake = intake
        self._clock = clock
        self._fetch = fetch

    async def run_errands(self) -> int:
        """Do what waits, one after the other: documents are large and the machine is small."""
        async with self._database.read() as read:
            waiting = await errands.waiting(read, self._clock.now())
        for errand in waiting:
            await self._run(errand)
        return len(waiting)

    async def _run(self, errand: Errand) -> None:
        try:
            result, failed = await self._done(errand), False
        except (WorkshopFailed, OSError) as error:
            log.warning("errand failed", errand=errand.id, kind=errand.kind, tries=errand.tries + 1, why=str(error))
            if errand.tries + 1 < TRIES:
                async with self._database.write() as tx:
                    await errands.postpone(tx, errand, self._clock.now() + AGAIN)
                return
            result, failed = "{}", True
        done = Done(errand.id, errand.kind, dict(errand.params), result, failed)
        now = self._clock.now()
        await self._intake.submit(Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, now, now))

    async def _done(self, errand: Errand) -> str:
        """Its result as JSON. Done twice, it does no harm."""
        if errand.kind == "invite":
            async with self._database.read() as read:
                return await invites.make(read, errand.params)
        if errand.kind == "fetch_evidence":
            body = await self._fetched(errand.params["file"])
            async with self._database.write() as tx:
                await evidence.fetched(tx, int(errand.params["evidence"]), body, self._clock.now())
            return "{}"
        name = errand.params["file"]
        if name.startswith(SAMPLE):
            return await workshop(errand.kind, Path(str(files("bot").joinpath("sample", name.removeprefix(SAMPLE)))))
        if not name.startswith(SENT):
            return await workshop(errand.kind, Path(name))
        with tempfile.TemporaryDirectory(prefix="tungngo-") as folder:
            path = Path(folder) / Path(errand.params.get("name", "")).name
            path.write_bytes(await self._fetched(name))
            return await workshop(errand.kind, path, json.loads(errand.params.get("groups", "[]")))

    async def _fetched(self, name: str) -> bytes:
        if self._fetch is None:
            raise OSError("its channel is not configured any more")
        return await self._fetch(name.removeprefix(SENT))


async def workshop(kind: str, path: Path, groups: Sequence[str] = ()) -> str:
    """Ask a child process; documents never enter the memory of this one."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.workshop"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    asked = json.dumps({"kind": kind, "file": str(path), "groups": list(groups)}).encode()
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
