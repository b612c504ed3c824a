"""Wakes those who wait for a name, within this process; what another process did is found by looking again in time."""

import asyncio
from collections import defaultdict


class Signals:
    """Who waits says how many it has seen, so that none is missed between looking and waiting."""

    def __init__(self) -> None:
        self._given: dict[str, int] = defaultdict(int)
        self._waiting: dict[str, set[asyncio.Future[None]]] = defaultdict(set)

    def count(self, name: str) -> int:
        return self._given[name]

    def notify(self, name: str) -> None:
        self._given[name] += 1
        for future in self._waiting.pop(name, ()):
            if not future.done():
                future.set_result(None)

    def wake_all(self) -> None:
        """For good-bye: whoever waits looks once more at whether to go on."""
        for name in list(self._waiting):
            self.notify(name)

    async def wait(self, name: str, seen: int, seconds: float) -> None:
        """Until it was given more often than `seen`, or until the time is over."""
        if self._given[name] != seen:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting[name].add(future)
        try:
            await asyncio.wait({future}, timeout=seconds)
        finally:
            self._waiting[name].discard(future)
