"""The machine's clocks as a child of a trial sees them: what the parent shows, in a file that both have in memory."""

import mmap
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path

from storage.instants import Instant

_FORM = struct.Struct("qqdq")  # showed this (ms), at this real time (ns), runs so many times as fast, is wrong by (ms)
_real_time_ns = time.time_ns


@dataclass
class Hands:
    """Of the parent. Set at any moment; the child sees it at once."""

    path: Path
    _held: mmap.mmap = field(init=False)

    def __post_init__(self) -> None:
        self.path.write_bytes(bytes(_FORM.size))
        with self.path.open("r+b") as file:
            self._held = mmap.mmap(file.fileno(), _FORM.size)

    def show(self, at: Instant, speed: float = 1.0) -> None:
        """Time goes on from here."""
        self._held[:] = _FORM.pack(at, _real_time_ns(), speed, 0)

    def jump(self, wrong: int) -> None:
        """The machine's clock is set wrong by so many milliseconds; 0: it is set right. No time passes."""
        at, since, speed, _ = _FORM.unpack(self._held)
        self._held[:] = _FORM.pack(at, since, speed, wrong)

    def passes(self, to: Instant) -> None:
        """Time passes until then, whatever the machine's clock makes of it."""
        _, _, speed, wrong = _FORM.unpack(self._held)
        self._held[:] = _FORM.pack(to, _real_time_ns(), speed, wrong)

    def now(self) -> Instant:
        """The true time."""
        return _shown(self._held)[0]


def wear(path: Path, *, steady: bool = False) -> None:
    """In the child, once: from now on `time.time` is what the parent shows.

    `steady`: what measures distances follows the time that passes, so that only a clock set wrong is a jump.
    """
    with path.open("r+b") as file:
        held = mmap.mmap(file.fileno(), _FORM.size)
    time.time_ns = lambda: sum(_shown(held)) * 1_000_000
    time.time = lambda: sum(_shown(held)) / 1_000
    if steady:
        time.monotonic = lambda: _shown(held)[0] / 1_000
        time.monotonic_ns = lambda: _shown(held)[0] * 1_000_000


def _shown(held: mmap.mmap) -> tuple[Instant, int]:
    at, since, speed, wrong = _FORM.unpack(held[:])
    return int(at + (_real_time_ns() - since) * speed / 1_000_000), wrong
