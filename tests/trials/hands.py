"""The machine's clock as a child of a trial sees it: what the parent shows, in a file that both have in memory."""

import mmap
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path

from storage.instants import Instant

_FORM = struct.Struct("qqd")  # showed this (ms), at this real time (ns), and runs so many times as fast
_real_time_ns = time.time_ns
_real_monotonic = time.monotonic


@dataclass
class Hands:
    """Of the parent. Set at any moment; the child sees it at once."""

    path: Path
    _held: mmap.mmap = field(init=False)
    _waits: float = 0.0

    def __post_init__(self) -> None:
        self.path.write_bytes(bytes(_FORM.size))
        with self.path.open("r+b") as file:
            self._held = mmap.mmap(file.fileno(), _FORM.size)

    def show(self, at: Instant, speed: float = 1.0) -> None:
        self._held[:] = _FORM.pack(at, _real_time_ns(), speed)

    def jump(self, by: int) -> None:
        """Milliseconds, back or ahead."""
        self.show(self.now() + by, _FORM.unpack(self._held)[2])

    def now(self) -> Instant:
        return _shown(self._held)


def wear(path: Path) -> None:
    """In the child, once: from now on `time.time` is what the parent shows. What measures distances stays real."""
    with path.open("r+b") as file:
        held = mmap.mmap(file.fileno(), _FORM.size)
    time.time_ns = lambda: _shown(held) * 1_000_000
    time.time = lambda: _shown(held) / 1_000


def _shown(held: mmap.mmap) -> Instant:
    at, since, speed = _FORM.unpack(held[:])
    return int(at + (_real_time_ns() - since) * speed / 1_000_000)
