"""The app's own time: the machine's, or in a rehearsal one that starts elsewhere, runs faster and can jump.

On PostgreSQL it is the database's: whoever works on one database has one clock, however wrong that of a machine is.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from storage.instants import Instant

_RUNS_ON = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def machine_time() -> Instant:
    return time.time_ns() // 1_000_000


def running_time() -> float:
    """In seconds from somewhere; it is never set, and goes on while the process is held up or the machine sleeps."""
    return time.clock_gettime(_RUNS_ON)


@dataclass
class Clock:
    """`now()` in UTC milliseconds. At machine time `since` it showed `shown`, and it runs `speed` times as fast.

    `ahead`: by how much the machine is before the database's clock.
    """

    since: Instant = 0
    shown: Instant = 0
    speed: float = 1.0
    own: bool = field(default=False)
    machine: Callable[[], Instant] = field(default=machine_time, repr=False)
    ahead: int = 0

    @classmethod
    def starting_at(cls, shown: Instant, speed: float = 1.0) -> "Clock":
        return cls(machine_time(), shown, speed, own=True)

    def now(self) -> Instant:
        common = self.machine() - self.ahead
        if not self.own:
            return common
        return self.shown + int((common - self.since) * self.speed)

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
