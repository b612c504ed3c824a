"""Asks the document worker, a child process with limits of its own: documents never enter the memory of this one.

What others wrote is read by a child of its own each time. What we draw ourselves is drawn by one that stays for a
while, since its libraries take longer to come than a picture to be drawn.
"""

import asyncio
import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from storage.cancellation import finish

SECONDS = 60  # more than the largest table needs; the child has limits of its own
READS = 18  # seconds for one document, with what LibreOffice takes of them
LEAVES = 1.0  # seconds that a child which is told to stop may take
ENDED = {-signal.SIGXCPU: "too_slow", -signal.SIGKILL: "too_big"}  # by the system: out of time, out of memory
STAYS = 20.0  # seconds without work after which the one that draws goes home
PREFIX = "tungngo-read-"
SIZE = 4  # bytes that tell how long what follows is
STREAMED = {"sheet"}  # who draws the rows of a table as they come
ROWS = 500  # of a table that are sent at once


class WorkerFailed(Exception):
    """The child did not come back with a result."""


async def read(kind: str, path: Path, groups: Sequence[str] = (), within: Sequence[str] = ()) -> str:
    """What a document says, as JSON. `groups`: the names the ward knows. `within`: the days of the campaign.

    A document that is too much for the child is refused like any other; whatever was put down on the way is gone.
    """
    asked = json.dumps({"kind": kind, "file": str(path), "groups": list(groups), "within": list(within)}).encode()
    with folder() as room:
        child = await _child("read", TMPDIR=str(room))
        try:
            answered, complained = await asyncio.wait_for(child.communicate(asked), READS)
        except TimeoutError:
            return _refused("too_slow")
        finally:
            if child.returncode is None:  # late, or we are told to stop
                await finish(_stop(child))
    if child.returncode in ENDED:
        return _refused(ENDED[child.returncode])
    if child.returncode != 0:
        raise WorkerFailed(complained.decode("utf-8", "replace")[-500:])
    return answered.decode()


@contextmanager
def folder() -> Iterator[Path]:
    """For what others wrote, while it is looked at. It is locked, so that one whose owner was killed can be told."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        held = os.open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(held, fcntl.LOCK_SH)
            yield Path(name)
        finally:
            os.close(held)


def clear_left() -> int:
    """Folders of those who were killed are taken away; return how many."""
    found = 0
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if left.stat().st_uid != os.getuid():
                continue
            held = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
            found += 1
        except OSError:  # somebody is at work there
            continue
        finally:
            os.close(held)
    return found


async def _stop(child: Process) -> None:
    """It ends what it has started itself; where it cannot any more, the system does."""
    child.terminate()
    try:
        await asyncio.wait_for(child.wait(), LEAVES)
    except TimeoutError:
        child.kill()
    await child.communicate()


def _refused(code: str) -> str:
    """As the child says it; the code is one of handlers/documents/unreadable.py."""
    return json.dumps({"refused": code})


class WorkerPool:
    """Draws one document after the other."""

    def __init__(self, stays: float = STAYS) -> None:
        self._stays = stays
        self._turn = asyncio.Lock()
        self._child: Process | None = None
        self._leaving: asyncio.TimerHandle | None = None

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.returncode is None

    async def draw(self, maker: str, data: Any) -> bytes:
        """Whoever fails once is not asked again."""
        async with self._turn:
            self._stay()
            child = self._child if self._child and self.alive else await _child("draw")
            self._child = None
            try:
                drawn = await _answer(child, _asked(maker, data))
                self._child = child
            finally:
                if self._child is None:
                    await finish(_end(child))
            self._leaving = asyncio.get_running_loop().call_later(self._stays, self._let_go)
            return drawn

    async def close(self) -> None:
        self._stay()
        if self._child is not None:
            await finish(_end(self._child))

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()

    def _let_go(self) -> None:
        """Nothing more is asked of it, so it ends."""
        if self._child is not None and self._child.stdin is not None:
            self._child.stdin.close()
        self._child = None


async def draw_once(maker: str, data: Any) -> bytes:
    workers = WorkerPool()
    try:
        return await workers.draw(maker, data)
    finally:
        await workers.close()


async def _child(work: str, **surroundings: str) -> Process:
    order = (sys.executable, "-m", "bot.document_worker", work, str(os.getpid()))
    return await asyncio.create_subprocess_exec(
        *order, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**os.environ, **surroundings}
    )


def _asked(maker: str, data: Any) -> Iterator[bytes]:
    """The request, and behind it a table's rows, some at a time, so that neither side has all of them as text."""
    if maker not in STREAMED:
        yield _framed({"maker": maker, "data": data})
        return
    yield _framed({"maker": maker, "data": {**data, "rows": None}})
    rows = iter(data["rows"])
    while some := list(islice(rows, ROWS)):
        yield _framed(some)
    yield _framed([])


def _framed(value: object) -> bytes:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return len(body).to_bytes(SIZE, "big") + body


async def _answer(child: Process, asked: Iterator[bytes]) -> bytes:
    if child.stdin is None or child.stdout is None or child.stderr is None:
        raise WorkerFailed("it has no pipes")
    try:
        async with asyncio.timeout(SECONDS):
            for part in asked:
                child.stdin.write(part)
                await child.stdin.drain()
            size = int.from_bytes(await child.stdout.readexactly(SIZE), "big")
            return await child.stdout.readexactly(size)
    except TimeoutError:
        raise WorkerFailed("it took too long") from None
    except (asyncio.IncompleteReadError, ConnectionError):
        complained = await child.stderr.read()
        raise WorkerFailed(complained.decode("utf-8", "replace")[-500:]) from None


async def _end(child: Process) -> None:
    if child.returncode is None:
        child.kill()
    await child.communicate()
