"""The app's own time: the machine's as far as it can be believed, or in a rehearsal one that starts elsewhere.

On PostgreSQL it is the database's: whoever works on one database has one clock, however wrong that of a machine is.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from storage.instants import DAY, MINUTE, SECOND, Instant

STEP = 30 * SECOND  # further than this no clock is set while it is right
DOUBTED = 5 * MINUTE  # until a jump is believed: who has set it wrong has seen so by then …
DOUBTED_LONG = 30 * MINUTE  # … and one by days comes of a machine that knows no better
ABSENT = 30 * DAY  # for so long nobody stops it in a campaign: the clock it begins by is doubted, for as long as a jump
YOUNG = 15 * MINUTE  # since its start: a machine without a battery is set right by the network soon after it

_RUNS_ON = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def machine_time() -> Instant:
    return time.time_ns() // 1_000_000


def running_time() -> float:
    """In seconds from somewhere; it is never set, and goes on while the process is held up or the machine sleeps."""
    return time.clock_gettime(_RUNS_ON)


def ticks() -> int:
    """The running time in milliseconds."""
    return round(running_time() * SECOND)


@dataclass
class Steady:
    """Machine time, but for its jumps: until one is believed time goes on as it went.

    So a clock that shows 2031 for a moment makes no evening late, and one that is set back keeps nobody waiting.
    `known`: what had been seen before we began. Begun by a wrong clock, what brings us nearer to it is no jump.
    """

    wall: Callable[[], Instant] = machine_time
    ticks: Callable[[], int] = ticks
    jumped: int = 0  # by how much, for as long as it is doubted
    known: Instant = 0
    _shown: Instant = 0
    _at: int = 0
    _since: int = 0
    _began: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._shown, self._at = self.wall(), self.ticks()
        self._began = self._at

    def __call__(self) -> Instant:
        wall, at = self.wall(), self.ticks()
        expected = self._shown + at - self._at
        jump = wall - expected
        if abs(jump) > STEP and not self._is_set_right(wall, expected):
            if not self.jumped or abs(jump - self.jumped) > STEP:
                self._since = at
            self.jumped = jump
            if at - self._since < (DOUBTED if abs(jump) < DAY else DOUBTED_LONG):
                return expected
        self._shown, self._at, self.jumped = wall, at, 0
        return wall

    @property
    def doubted(self) -> bool:
        """Begun so late that the clock may be what is wrong: nothing is to be called too late yet."""
        return 0 < self.known < self() - ABSENT and self.ticks() - self._began < DOUBTED

    def _is_set_right(self, wall: Instant, expected: Instant) -> bool:
        young = self.ticks() - self._began < YOUNG
        return young and 0 < self.known <= wall and (expected < self.known or wall < expected)


@dataclass
class Clock:
    """`now()` in UTC milliseconds. At machine time `since` it showed `shown`, and it runs `speed` times as fast.

    `ahead`: by how much the machine is before the database's clock.
    """

    since: Instant = 0
    shown: Instant = 0
    speed: float = 1.0
    own: bool = field(default=False)
    machine: Callable[[], Instant] = field(default_factory=Steady, repr=False, compare=False)
    ahead: int = 0

    @classmethod
    def starting_at(cls, shown: Instant, speed: float = 1.0) -> "Clock":
        machine = Steady()
        return cls(machine(), shown, speed, own=True, machine=machine)

    def now(self) -> Instant:
        common = self.machine() - self.ahead
        if not self.own:
            return common
        return self.shown + int((common - self.since) * self.speed)

    @property
    def jumped(self) -> int:
        """By how many milliseconds the machine's clock has jumped lately; 0: it can be believed."""
        return self.machine.jumped if isinstance(self.machine, Steady) else 0

    @property
    def doubted(self) -> bool:
        return isinstance(self.machine, Steady) and self.machine.doubted

    def began_after(self, known: Instant) -> None:
        """What the database had seen when we began; it tells nothing of the machine where the clock is our own."""
        if isinstance(self.machine, Steady) and not self.own:
            self.machine.known = known

    def agree(self, told: Instant, asked: Instant, answered: Instant) -> int:
        """The database told its time while the machine showed these; by how much that moves ours.

        Only what the answer proves: how long it took is what is not known.
        """
        ahead = (asked + answered) // 2 - told
        if abs(ahead - self.ahead) <= (answered - asked + 1) // 2:
            return 0
        moved, self.ahead = ahead - self.ahead, ahead
        return moved

    def jump(self, to: Instant) -> None:
        """Only a clock of our own jumps, and only forward."""
        if self.own and to > self.now():
            self.since, self.shown = self.machine() - self.ahead, to
