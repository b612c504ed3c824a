"""The app's own time: the machine's as far as it can be believed, or in a rehearsal one that starts elsewhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from storage.instants import DAY, MINUTE, SECOND, Instant

STEP = 30 * SECOND  # further than this no clock is set while it is right
DOUBTED = 5 * MINUTE  # until a jump is believed: who has set it wrong has seen so by then …
DOUBTED_LONG = 30 * MINUTE  # … and one by days comes of a machine that knows no better


def machine_time() -> Instant:
    return time.time_ns() // 1_000_000


def ticks() -> int:
    """Milliseconds since the machine began, its sleep counted: whatever its clock is set to."""
    return time.clock_gettime_ns(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)) // 1_000_000


@dataclass
class Steady:
    """Machine time, but for its jumps: until one is believed time goes on as it went.

    So a clock that shows 2031 for a moment makes no evening late, and one that is set back keeps nobody waiting.
    """

    wall: Callable[[], Instant] = machine_time
    ticks: Callable[[], int] = ticks
    jumped: int = 0  # by how much, for as long as it is doubted
    _shown: Instant = 0
    _at: int = 0
    _since: int = 0

    def __post_init__(self) -> None:
        self._shown, self._at = self.wall(), self.ticks()

    def now(self) -> Instant:
        wall, at = self.wall(), self.ticks()
        expected = self._shown + at - self._at
        jump = wall - expected
        if abs(jump) > STEP:
            if not self.jumped or abs(jump - self.jumped) > STEP:
                self._since = at
            self.jumped = jump
            if at - self._since < (DOUBTED if abs(jump) < DAY else DOUBTED_LONG):
                return expected
        self._shown, self._at, self.jumped = wall, at, 0
        return wall


@dataclass
class Clock:
    """`now()` in UTC milliseconds. At machine time `since` it showed `shown`, and it runs `speed` times as fast."""

    since: Instant = 0
    shown: Instant = 0
    speed: float = 1.0
    own: bool = field(default=False)
    machine: Steady = field(default_factory=Steady, compare=False)

    @classmethod
    def starting_at(cls, shown: Instant, speed: float = 1.0) -> "Clock":
        machine = Steady()
        return cls(machine.now(), shown, speed, own=True, machine=machine)

    def now(self) -> Instant:
        if not self.own:
            return self.machine.now()
        return self.shown + int((self.machine.now() - self.since) * self.speed)

    @property
    def jumped(self) -> int:
        """By how many milliseconds the machine's clock has jumped lately; 0: it can be believed."""
        return self.machine.jumped

    def jump(self, to: Instant) -> None:
        """Only a clock of our own jumps, and only forward."""
        if self.own and to > self.now():
            self.since, self.shown = self.machine.now(), to
