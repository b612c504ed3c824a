"""The app's own time: the machine's, or in a rehearsal one that starts elsewhere, runs faster and can jump."""

import time
from dataclasses import dataclass, field

from storage.instants import Instant


def machine_time() -> Instant:
    return time.time_ns() // 1_000_000


@dataclass
class Clock:
    """`now()` in UTC milliseconds. At machine time `since` it showed `shown`, and it runs `speed` times as fast."""

    since: Instant = 0
    shown: Instant = 0
    speed: float = 1.0
    own: bool = field(default=False)

    @classmethod
    def starting_at(cls, shown: Instant, speed: float = 1.0) -> "Clock":
        return cls(machine_time(), shown, speed, own=True)

    def now(self) -> Instant:
        if not self.own:
            return machine_time()
        return self.shown + int((machine_time() - self.since) * self.speed)

    def jump(self, to: Instant) -> None:
        """Only a clock of our own jumps, and only forward."""
        if self.own and to > self.now():
            self.since, self.shown = machine_time(), to
