"""Errands: slow or foreign work, done outside any transaction; the result comes back through intake as an update."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import structlog

from bot import invites, making, worker_pool
from bot.clock import Clock
from bot.intake import Intake
from bot.leases import Leases
from bot.log import trace
from bot.speech import Speech
from bot.worker_pool import WorkerPool
from handlers import attachments
from handlers.guide import pictures
from handlers.inbound import Done, Inbound, Spoken
from handlers.outgoing.handouts import Order
from storage import chats, errands, evidence, guides
from storage.database import Database, Rows, Unreachable
from storage.errands import Errand
from storage.guides import StepPicture
from storage.instants import HOUR, SECOND, Instant
from storage.records import Chat

TRIES = 3  # where somebody waits for an answer …
PATIENT = {
    "fetch_evidence": 12,  # … and where nobody does: a platform may be away for a day
    "hear": 2,  # who has spoken stands and waits
}
AGAIN = 30 * SECOND  # doubled with every try …
LONGEST = 3 * HOUR  # … up to this
SHOWS = 4.0  # seconds; platforms let the sign of work fade after five
UNNAMED = "tep"
SAMPLE = "sample:"  # a file that ships with the program

log = structlog.get_logger()


Fetch = Callable[[str], Awaitable[bytes]]  # the file behind a platform's name for it; OSError when it cannot be had
Busy = Callable[[Chat], Awaitable[None]]  # shows in a chat that its document is being made


class Jobs:
    """`fetch`: by channel, how files that people sent there are brought here."""

    def __init__(
        self,
        database: Database,
        intake: Intake,
        clock: Clock,
        workers: WorkerPool,
        fetch: Mapping[str, Fetch] | None = None,
        busy: Busy | None = None,
        speech: Speech | None = None,
        leases: Leases | None = None,
    ) -> None:
        self._database = database
        self._intake = intake
        self._clock = clock
        self._fetch = fetch or {}
        self._busy = busy
        self._workers = workers
        self._speech = speech
        self._leases = leases  # None: there is nobody else

    async def run_errands(self) -> int:
        """Do what waits, one after the other: documents are large and the machine is small. Others listen meanwhile.

        What another process is at is left to it, as long as it lives.
        """
        async with self._database.read() as read:
            waiting = await errands.waiting(read, self._clock.now())
            if waiting:
                waiting = errands.free(waiting, await self._others(read))
        spoken = [errand for errand in waiting if errand.kind == "hear"]
        others = [errand for errand in waiting if errand.kind != "hear"]
        await asyncio.gather(self._in_turn(others), *map(self._run, spoken))
        return len(waiting)

    async def _in_turn(self, some: Sequence[Errand]) -> None:
        """Where another process has begun meanwhile, what comes after that is left to wait, too."""
        others = set[str]()
        for errand in some:
            if errand.turn and errand.turn in others:
                continue
            if not await self._run(errand):
                others.add(errand.turn)

    async def _others(self, read: Rows) -> set[str]:
        return await self._leases.others(read) if self._leases else set()

    async def _is_ours(self, errand: Errand) -> bool:
        if self._leases is None:
            return True
        async with self._database.write() as tx:
            return await errands.take(tx, errand, self._leases.holder)

    async def _run(self, errand: Errand) -> bool:
        """Whatever goes wrong in one errand, the next ones are done. False: another process is at it."""
        if not await self._is_ours(errand):
            return False
        result = (await asyncio.gather(self._done(errand), return_exceptions=True))[0]
        failed = isinstance(result, BaseException)
        if isinstance(result, BaseException):
            if await self._again(errand, result):
                return True
            result = "{}"
        now = self._clock.now()
        if errand.kind == "hear":
            back = _heard(errand, {} if failed else json.loads(result), now)
        else:
            done = Done(errand.id, errand.kind, dict(errand.params), result, failed)
            back = Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, now, now)
        await self._intake.submit(back)
        log.info("errand", id=trace(errand.cause), becomes=trace(back.key), kind=errand.kind, failed=failed)
        return True

    async def _again(self, errand: Errand, error: BaseException) -> bool:
        """Whether it is tried once more, later."""
        if isinstance(error, Unreachable):
            raise error
        expected = isinstance(error, worker_pool.WorkerFailed | OSError)
        known = {
            "id": trace(errand.cause),
            "errand": errand.id,
            "kind": errand.kind,
            "tries": errand.tries + 1,
            "why": str(error),
        }
        log.warning("errand failed", **known, exc_info=None if expected else error)
        if errand.tries + 1 >= PATIENT.get(errand.kind, TRIES):
            return False
        wait = min(AGAIN << errand.tries, LONGEST)
        async with self._database.write() as tx:
            await errands.postpone(tx, errand, self._clock.now() + wait)
        return True

    async def _done(self, errand: Errand) -> str:
        """Its result as JSON. Done twice, it does no harm."""
        works = {
            "make": self._make,
            "make_cards": self._make,
            "paper": self._make,
            "invite": self._invite,
            "fetch_evidence": self._fetch_evidence,
            "hear": self._hear,
            pictures.KEEPS: self._keep_step_picture,
        }
        return await works.get(errand.kind, self._read_document)(errand)

    async def _make(self, errand: Errand) -> str:
        async with self._shown_at_work(Order.of(errand.params)):
            return await making.make(self._database, self._workers, errand, self._clock.now())

    async def _invite(self, errand: Errand) -> str:
        async with self._database.read() as read:
            return await invites.make(read, errand.params, self._clock.now())

    async def _fetch_evidence(self, errand: Errand) -> str:
        body = await self._fetched(errand.params["file"])
        async with self._database.write() as tx:
            await evidence.fetched(tx, int(errand.params["evidence"]), body, self._clock.now())
        return "{}"

    async def _keep_step_picture(self, errand: Errand) -> str:
        """Looked at before it is kept: whether every channel can show it."""
        body, about = await self._fetched(errand.params["file"]), errand.params
        why = pictures.refused(body)
        if why:
            return why
        kind = pictures.media_type(body)
        name = f"{about['step']}.{kind.rpartition('/')[2]}"
        kept = StepPicture(errand.id, int(about["campaign"]), about["step"], name, kind, body)
        async with self._database.write() as tx:
            await guides.keep_picture(tx, kept, self._clock.now())
        return "kept"

    async def _hear(self, errand: Errand) -> str:
        """The sound is kept nowhere."""
        if self._speech is None:
            return json.dumps({"deaf": True})
        sound = await self._fetched(errand.params["file"])
        return json.dumps({"text": await self._speech.hear(sound, errand.params["hints"])})

    async def _read_document(self, errand: Errand) -> str:
        if "text" in errand.params:
            return await self._read(errand, "dan.txt", errand.params["text"].encode())
        name = errand.params["file"]
        if name.startswith(SAMPLE):
            shipped = files("bot").joinpath("sample", name.removeprefix(SAMPLE))
            return await worker_pool.read(errand.kind, Path(str(shipped)))
        if name.startswith("/"):
            return await worker_pool.read(errand.kind, Path(name))
        return await self._read(errand, Path(errand.params.get("name", "")).name or UNNAMED, await self._fetched(name))

    async def _read(self, errand: Errand, name: str, body: bytes) -> str:
        async with self._database.read() as read:
            known = await attachments.known(errand, read)
        with worker_pool.folder() as room:
            path = room / name
            path.write_bytes(body)
            return await worker_pool.read(errand.kind, path, *known)

    async def _fetched(self, name: str) -> bytes:
        """As handlers/inbound.py: File names it, channel:id."""
        channel, _, reference = name.partition(":")
        if channel not in self._fetch:
            raise OSError("its channel is not configured any more")
        return await self._fetch[channel](reference)

    @asynccontextmanager
    async def _shown_at_work(self, order: Order) -> AsyncIterator[None]:
        """As long as it lasts, and whatever becomes of showing it."""
        showing = asyncio.create_task(self._show(order))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show(self, order: Order) -> None:
        if self._busy is None or order.chat is None:
            return
        async with self._database.read() as read:
            chat = await chats.by_id(read, order.chat)
        while chat is not None:
            await self._busy(chat)
            await asyncio.sleep(SHOWS)


def _heard(errand: Errand, found: Mapping[str, object], now: Instant) -> Inbound:
    """As if its sender had said it when the note was sent."""
    of = errand.params
    spoken = Spoken(errand.id, str(found.get("text", "")), deaf=bool(found.get("deaf")))
    return Inbound(f"errand/{errand.id}", of["channel"], of["chat"], of["sender"], spoken, int(of["written"]), now)
