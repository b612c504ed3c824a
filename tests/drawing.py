"""One child that draws for all tests of a worker: its libraries take longer to come than a picture to be drawn."""

import asyncio
import atexit
from functools import cache
from threading import Thread
from typing import Any

from bot.worker_pool import WorkerPool

STAYS = 600.0  # seconds, as long as tests are run


class Lasting(WorkerPool):
    """A workers with a loop of its own, which outlives the loop of each test."""

    def __init__(self) -> None:
        super().__init__(STAYS)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="workers", daemon=True)
        self._thread.start()

    async def draw(self, maker: str, data: Any) -> bytes:
        drawing = asyncio.run_coroutine_threadsafe(super().draw(maker, data), self._loop)
        return await asyncio.wrap_future(drawing)

    def end(self) -> None:
        asyncio.run_coroutine_threadsafe(super().close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@cache
def lasting() -> WorkerPool:
    workers = Lasting()
    atexit.register(workers.end)
    return workers
