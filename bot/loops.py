"""Every loop of the house is kept going here, in one way: what breaks is logged, rested from and begun anew.

A loop is well as long as its turns end well. One of which none has for longer than it may take stands: `/healthz` says
so, and a process whose loop stands is of no use, whatever else still answers.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog

from bot.log import worth_a_line
from bot.signals import Signals
from storage.database import Stale, Unreachable

RESTS = 2.0  # seconds a loop rests after an error
TURNS = 120.0  # seconds that a turn may take with what follows it, where nothing else is said
WITHIN = {"errands": 1_800.0, "backup": 3_600.0}  # documents are large, and so are databases
IDLE = math.inf  # nothing is to be done, and what comes wakes it

Step = Callable[[], Awaitable[int]]  # done again and again, at once while it returns how much there was

log = structlog.get_logger()


class Stalled(Exception):
    """There is no getting through although the platform is there: the supervisor shall start the process anew."""


@dataclass
class Loop:
    """`within`: seconds in which it has to turn."""

    name: str
    within: float
    failed: int = 0  # turns in a row
    ended: bool = False  # what it was for is done
    _well_at: float = field(default_factory=time.monotonic)

    def turned(self, rests: float = 0.0) -> None:
        """A turn has ended well, and the next may be so many seconds off; IDLE: until there is work."""
        self.failed, self._well_at = 0, time.monotonic() + rests

    @property
    def age(self) -> float:
        """Seconds since it was well, or has to be at work again."""
        return max(time.monotonic() - self._well_at, 0.0)

    @property
    def stands(self) -> bool:
        return not self.ended and self.age > self.within


Turns = Callable[..., None]  # Loop.turned
Work = Callable[[Loop], Coroutine[Any, Any, None]]


def unwatched(_rests: float = 0.0) -> None:
    """For what runs beside no house."""


class Loops:
    def __init__(self, signals: Signals) -> None:
        self.given_up = asyncio.Event()  # one of them can never get through
        self.why = ""
        self.all: dict[str, Loop] = {}
        self._signals = signals
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def standing(self) -> list[str]:
        return sorted(loop.name for loop in self.all.values() if loop.stands)

    @property
    def running(self) -> list[Loop]:
        return [loop for loop in self.all.values() if not loop.ended]

    def keep(self, name: str, work: Work, within: float = TURNS) -> None:
        """Until `work` returns, since what it is for is done, or the house stops."""
        self.all[name] = loop = Loop(name, within)
        self._tasks.append(asyncio.create_task(self._kept(loop, work), name=name))

    def step(self, name: str, step: Step, wait: float, signal: str = "", within: float = 0.0) -> None:
        """Again at once while there is work, else at the signal or after so many seconds."""
        work = partial(self._stepping, step=step, wait=wait, signal=signal or name)
        self.keep(name, work, within or WITHIN.get(name, TURNS))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def give_up(self, why: str) -> None:
        """The process ends by itself; what is told first holds."""
        self.why = self.why or why
        self.given_up.set()

    async def _kept(self, loop: Loop, work: Work) -> None:
        while True:
            try:
                await work(loop)
            except Stalled as error:
                self.give_up(str(error))
                return
            except asyncio.CancelledError as error:
                task = asyncio.current_task()
                if task is None or task.cancelling():
                    raise
                await self._broke(loop, error)  # nobody has cancelled us: it came out of something that we called
            except Exception as error:  # noqa: BLE001  whatever it is, nobody else would go on
                await self._broke(loop, error)
            else:
                loop.ended = True
                return

    async def _stepping(self, loop: Loop, step: Step, wait: float, signal: str) -> None:
        while True:
            seen = self._signals.count(signal)
            try:
                busy = await step()
            except (Unreachable, Stale) as error:
                self._waits(loop, error)
                await self._signals.wait(signal, seen, RESTS)
                continue
            loop.turned()
            if not busy:
                await self._signals.wait(signal, seen, wait)

    def _waits(self, loop: Loop, error: Exception) -> None:
        loop.failed += 1
        if worth_a_line(loop.failed):
            why = {"why": str(error), "store": type(error).__name__}
            log.warning("loop waits", loop=loop.name, times=loop.failed, **why)

    async def _broke(self, loop: Loop, error: BaseException) -> None:
        if isinstance(error, Unreachable | Stale):
            self._waits(loop, error)
        else:
            loop.failed += 1
            if worth_a_line(loop.failed):
                log.error("loop goes on after an error", loop=loop.name, times=loop.failed, exc_info=error)
        await asyncio.sleep(RESTS)
