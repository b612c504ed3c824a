"""What people hand in: taken whole, kept with the update that brings it, fetched by nobody but the errand it is of."""

import asyncio
from collections import Counter, defaultdict, deque
from functools import partial

from starlette.requests import Request

from bot.channels.web.decoding import FILE_BYTES, Bad, decode_file, key_in
from bot.channels.web.posts import body_of
from bot.intake import Receipt
from bot.services import Services
from storage import received
from storage.instants import MINUTE
from storage.people import Account
from storage.received import Received

TOLD = "x-tungngo-file"
AT_ONCE, IN_ALL = 2, 6  # files that come in from one chat, and from all: each is whole in memory
MOST, WINDOW = 40, 10 * MINUTE  # files of one chat
PATIENCE = 600.0  # seconds; ten megabytes over a poor line take three minutes


class Uploads:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._coming: Counter[int] = Counter()
        self._taken: defaultdict[int, deque[int]] = defaultdict(deque)

    async def take(self, request: Request, account: Account) -> Receipt | Bad:
        """On disk, with what follows from it, when it returns; once, however often the same is posted."""
        if self._is_often(account):
            return Bad(429, "file_many")
        if self._coming[account.id] >= AT_ONCE or self._coming.total() >= IN_ALL:
            return Bad(429, "file_busy")
        self._coming[account.id] += 1
        try:
            async with asyncio.timeout(PATIENCE):
                body = await body_of(request, FILE_BYTES, "file_too_big")
        except TimeoutError:
            body = Bad(400, "not_readable")
        finally:
            self._coming[account.id] -= 1
        return body if isinstance(body, Bad) else await self._keep(request, account, body)

    async def fetch(self, reference: str) -> bytes:
        """OSError: it was read and forgotten."""
        async with self._services.database.read() as read:
            body = await received.body(read, key_in(reference))
        if body is None:
            raise OSError("it is not kept any more")
        return body

    async def _keep(self, request: Request, account: Account, body: bytes) -> Receipt | Bad:
        now = self._services.clock.now()
        inbound = decode_file(request.headers.get(TOLD, ""), body, account.address, now)
        if isinstance(inbound, Bad):
            return inbound
        kept = partial(received.keep, file=Received(inbound.key, account.id, body, now))
        (receipt,) = await self._services.intake.submit_all([inbound], kept)
        return Bad(409, "clash") if receipt.clash else receipt

    def _is_often(self, account: Account) -> bool:
        now, taken = self._services.clock.now(), self._taken[account.id]
        while taken and taken[0] <= now - WINDOW:
            taken.popleft()
        if len(taken) >= MOST:
            return True
        taken.append(now)
        return False
