"""Wakes those who wait for a name, within this process; whoever may be elsewhere polls as well."""

import asyncio
from collections import defaultdict


class Bells:
    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Future[None]]] = defaultdict(set)
        self._rung: set[str] = set()

    def ring(self, name: str) -> None:
        """Wake all who wait for `name`; when nobody does, the next one to come does not wait."""
        waiting = self._waiting.pop(name, set())
        for future in waiting:
            if not future.done():
                future.set_result(None)
        if not waiting:
            self._rung.add(name)

    async def wait(self, name: str, seconds: float) -> None:
        if name in self._rung:
            self._rung.discard(name)
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting[name].add(future)
        try:
            await asyncio.wait({future}, timeout=seconds)
        finally:
            future.cancel()
            if name in self._waiting:
                self._waiting[name].discard(future)
                if not self._waiting[name]:
                    del self._waiting[name]
