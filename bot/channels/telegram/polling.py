"""Asks Telegram for updates, with the committed offset only: commit first, and only then move it.

Asking again is harmless, since every update's key is known. What never answers is rebuilt, and at last given up.
"""

import asyncio
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import structlog
from pydantic import BaseModel
from telegram.error import RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.channels.body import pieces, read, read_json
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.decoding import CHANNEL, KINDS, Me, decode
from bot.channels.telegram.sending import Access, Telegram, why
from bot.channels.telegram.setup import learn, note
from bot.intake import BATCH
from bot.log import worth_a_line
from bot.loops import Stalled, Turns, unwatched
from bot.services import Services
from storage import state
from storage.database import Transaction, Unreachable
from storage.instants import DAY

POLLS = f"poll/{CHANNEL}"  # the lease of asking: two at once get in each other's way
LONG_POLL = 10  # seconds for which Telegram may hold the question; the lease lasts longer
ANSWERS = 10.0  # seconds more for the answer to come
PATIENCE = 90.0  # seconds without a good answer; then the client is built anew
SILENT = 2  # clients in a row to which nobody answered anything at all: it must be us
RESTS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)  # seconds after so many failures in a row

log = structlog.get_logger()


class _Updates(BaseModel):
    """What else is in them is decoded one by one."""

    result: list[Any]


def updates_of(payload: bytes) -> list[Any] | None:
    """None: this is no answer to getUpdates. What cannot be read in it has only its id, if that can be."""
    try:
        return read(_Updates, payload).result
    except ValueError:
        if not _BEGINS.match(payload):
            return None
    return [_alone(piece) for piece in pieces(payload)]


def next_offset(updates: Sequence[Any]) -> int | None:
    """Behind the last that has an id; one so large that Telegram would never give it would hide what comes."""
    ids = (one.get("update_id") for one in reversed(updates) if isinstance(one, dict))
    return next((id_ + 1 for id_ in ids if type(id_) is int and 0 <= id_ < LARGEST), None)


def _alone(piece: bytes) -> Any:
    try:
        return read_json(piece)
    except ValueError:
        found = _ID.search(piece)
        return {"update_id": int(found[1])} if found else {}


_BEGINS = re.compile(rb'\s*\{\s*"(ok|result)"\s*:')
_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,15})\b')
LARGEST = 1 << 40


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what; tests have less."""

    long_poll: int = LONG_POLL
    answers: float = ANSWERS
    stalls: float = PATIENCE
    rests: tuple[float, ...] = RESTS


PATIENT = Patience()


@dataclass
class _Client:
    """One client's life: when it last had a good answer, and whether anybody told it no."""

    request: HTTPXRequest
    good_at: float
    answered: bool = False
    refused: bool = False
    failures: int = 0


class Polling:
    def __init__(self, services: Services, access: Access, channel: Telegram, patience: Patience = PATIENT) -> None:
        self._services = services
        self._access = access
        self._channel = channel
        self._patience = patience
        self._lease = services.leases.lease(POLLS)
        self._callbacks = Callbacks(channel)
        self._me: Me | None = None
        self._failed = 0  # in a row, whatever became of the client meanwhile
        self._turned: Turns = unwatched

    async def run(self, turned: Turns = unwatched) -> None:
        """Until it is cancelled, or no answer comes although we are connected, even with a new client: Stalled."""
        self._turned, silent = turned, 0
        while True:
            client = _Client(self._access.request(connections=1), time.monotonic())
            try:
                await self._while_good(client)
            finally:
                await client.request.shutdown()
            silent = 0 if client.refused else 1 if client.answered else silent + 1
            if silent == SILENT:
                raise Stalled("telegram: connected, but no answer to getUpdates even with a new client")
            log.warning("no getUpdates has succeeded for a while, client is built anew", silent=silent)

    async def _while_good(self, client: _Client) -> None:
        while time.monotonic() - client.good_at < self._patience.stalls:
            try:
                if not self._lease.held:
                    client.good_at = time.monotonic()
                    self._turned()
                    await asyncio.sleep(1)
                    continue
                await self._step(client)
                self._turned()
            except Unreachable as error:
                log.warning("store unreachable, nothing acknowledged", why=str(error))
                client.good_at = time.monotonic()
                await asyncio.sleep(self._patience.rests[-1] / 4)
            except TelegramError as error:
                await self._rest(client, error)
            except TimeoutError:
                log.warning("getUpdates was not answered in time")

    async def _step(self, client: _Client) -> None:
        """One question; what it brings is on disk before the next one confirms it."""
        if self._me is None:
            self._me = await self._channel.me()
            await learn(self._services.database, self._me, self._services.clock.now())
        patience = self._patience
        asked = f"{self._access.url('getUpdates')}?{await self._question()}"
        async with asyncio.timeout(patience.long_poll + 2 * patience.answers):
            payload = await client.request.retrieve(asked, read_timeout=patience.long_poll + patience.answers)
        client.good_at, client.answered, client.failures = time.monotonic(), True, 0
        if self._failed:
            log.info("getUpdates is answered again", failed=self._failed)
            self._failed = 0
        updates = updates_of(payload)
        if updates is None:
            log.warning("getUpdates was answered with something else")
            await asyncio.sleep(patience.rests[-1] / 4)
            return
        if updates:
            await self._take(updates, self._me)
        if updates and next_offset(updates) is None:
            log.warning("updates without an id, which cannot be confirmed", count=len(updates))
            await asyncio.sleep(patience.rests[-1] / 4)

    async def _question(self) -> str:
        """Ids start anew at a random number after a quiet week: an offset that old would hide them."""
        async with self._services.database.read() as read:
            kept = await state.noted(read, state.Name.OFFSET, str(self._access.bot_id))
        asked: dict[str, Any] = {"timeout": self._patience.long_poll, "limit": BATCH}
        if kept is not None and self._services.clock.now() - kept.at < DAY:
            asked["offset"] = kept.value
        return urlencode({**asked, "allowed_updates": json.dumps(KINDS)})

    async def _take(self, updates: list[Any], me: Me) -> None:
        now, following = self._services.clock.now(), next_offset(updates)
        decoded = [decode(update, me, now) for update in updates]
        ours = [inbound for inbound in decoded if inbound is not None]
        if len(ours) < len(updates):
            log.info("updates that are not for us", count=len(updates) - len(ours))

        async def move(tx: Transaction) -> None:
            """The offset is committed with what it confirms."""
            if following is not None:
                await state.note(tx, state.Name.OFFSET, now, str(following), str(self._access.bot_id))

        for inbound, receipt in zip(ours, await self._services.intake.submit_all(ours, move), strict=True):
            self._callbacks.answer(inbound, receipt)

    async def _rest(self, client: _Client, error: TelegramError) -> None:
        """A no is an answer: the network is to blame, or Telegram, or the token; silence may be our own fault."""
        if not isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.ConnectTimeout):
            client.refused = True
        rests = self._patience.rests
        seconds = rests[min(client.failures, len(rests) - 1)]
        if isinstance(error, RetryAfter):
            asked = error.retry_after
            seconds = asked if isinstance(asked, int) else asked.total_seconds()
        await note(self._services, error)
        client.failures += 1
        self._failed += 1
        if worth_a_line(self._failed):
            log.warning("getUpdates failed", why=why(error), again_in=seconds, times=self._failed)
        self._turned(seconds)
        await asyncio.sleep(seconds)
