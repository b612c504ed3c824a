"""Ids: 63 bits, in order of time, made by the decider, never by the engine. Outside the program they are strings."""

import secrets
from collections.abc import Callable

from storage.instants import Instant

EPOCH: Instant = 1_704_067_200_000  # 2024-01-01T00:00Z: 41 bits of milliseconds from here last until 2093
WORKERS = 1 << 10
STEPS = 1 << 12


class Ids:
    """One per process. Rising as long as it lives, even when its clock steps back."""

    def __init__(self, now: Callable[[], Instant], worker: int | None = None) -> None:
        self._now = now
        self.worker = secrets.randbelow(WORKERS) if worker is None else worker  # no other living process's
        self._last = 0

    def __call__(self) -> int:
        stamp = (max(self._now() - EPOCH, 0) << 22) | (self.worker << 12)
        self._last = stamp if stamp > self._last else self._step()
        return self._last

    def block(self, most: int) -> int:
        """Set ids aside for a statement that makes its own: first + (n / STEPS << 22) + n % STEPS, n up to `most`."""
        first = ((self() >> 22) + 1 << 22) | (self.worker << 12)
        self._last = first + ((most // STEPS + 1) << 22)
        return first

    def _step(self) -> int:
        """The next id within the same millisecond; when its 4,096 are used up, borrow from the next."""
        following = self._last + 1
        if following % STEPS:
            return following
        return self._last + (1 << 22) - (STEPS - 1)


class CountingIds(Ids):
    """1, 2, 3: ids that a test can foretell."""

    def __init__(self) -> None:
        super().__init__(lambda: 0, 0)

    def __call__(self) -> int:
        self._last += 1
        return self._last
