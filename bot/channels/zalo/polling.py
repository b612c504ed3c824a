"""Asks for one bot's updates, for development: what was read is gone at Zalo's, so what breaks between is lost.

One answer brings one update, or after a while none (408). What was read is kept until the store has it, and a stop
waits for what is under way.
"""

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog

from bot import outages
from bot.channels.zalo.client import BotApi, NotOk, ZaloError
from bot.channels.zalo.decoding import decode
from bot.channels.zalo.settings import ZaloBot
from bot.intake import TRIES
from bot.log import worth_a_line
from bot.loops import Turns, unwatched
from bot.services import Services
from handlers.inbound import Inbound
from storage.database import Unreachable
from storage.instants import SECOND

NOTHING, UNKNOWN = 408, 401

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PollingTimes:
    """In seconds; tests have less. `lands`: how long a stop waits for the answer that is under way."""

    long_poll: int = 10
    answers: float = 10.0
    rests: tuple[float, ...] = (2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
    unknown: float = outages.RESTS / SECOND  # after it was said that we are nobody there
    store: float = 2.0
    lands: float = 3.0
    quick: float = 0.5  # an answer that was quicker and brought nothing is not asked for again at once


TIMES = PollingTimes()


class ZaloPolling:
    def __init__(self, services: Services, bot: ZaloBot, api: BotApi, times: PollingTimes = TIMES) -> None:
        self._services = services
        self._bot = bot
        self._api = api
        self._times = times
        self._lease = services.leases.lease(f"poll/{bot.channel}")  # two at once would share what arrives
        self._failed = 0

    async def run(self, turned: Turns = unwatched) -> None:
        log.warning(
            "polling is for a trial: what people write while we stand still, or in the moment of a crash, is lost; "
            "TUNGNGO_ZALO_MODE=webhook loses nothing",
            channel=self._bot.channel,
        )
        while True:
            turned()
            if not self._lease.held:
                await asyncio.sleep(1)
                continue
            try:
                await self._step()
            except ZaloError as error:
                await self._rest(error, turned)

    async def _step(self) -> None:
        asked = asyncio.create_task(self._asked())
        try:
            update = await asyncio.shield(asked)
        except asyncio.CancelledError:
            await self._land(asked)
            raise
        inbound = self._decoded(update) if update is not None else None
        if inbound is None:
            return
        try:
            await self._keep(inbound)
        except asyncio.CancelledError:
            await self._services.intake.take([inbound])  # its own loop stops with us
            raise

    async def _keep(self, inbound: Inbound) -> None:
        """Nothing more is asked for until the store has it; what it will never have is at last let go."""
        broke = 0
        while broke < TRIES:
            taken = (await asyncio.gather(self._services.intake.submit(inbound), return_exceptions=True))[0]
            if not isinstance(taken, BaseException):
                return
            if isinstance(taken, Unreachable):
                log.warning("store unreachable, an update is held", channel=self._bot.channel, why=str(taken))
            else:
                broke += 1
                log.error("an update is held", channel=self._bot.channel, times=broke, exc_info=taken)
            await asyncio.sleep(self._times.store)
        log.error("an update could not be kept and is lost", channel=self._bot.channel, key=inbound.key)

    async def _asked(self) -> dict[str, Any] | None:
        """One update; None: nothing came."""
        times, began = self._times, time.monotonic()
        try:
            waits = times.long_poll + times.answers
            told = await self._api.call("getUpdates", waits=waits, timeout=str(times.long_poll))
        except NotOk as error:
            if error.code != NOTHING:
                raise
            told = None
        if self._failed:
            log.info("getUpdates is answered again", channel=self._bot.channel, failed=self._failed)
            self._failed = 0
        if told is None and time.monotonic() - began < times.quick:
            await asyncio.sleep(times.quick)
        return told if isinstance(told, dict) else None

    def _decoded(self, update: dict[str, Any]) -> Inbound | None:
        inbound = decode(update, self._bot.key, self._services.clock.now())
        if inbound is None:
            log.info("update that is not for us", channel=self._bot.channel)
        return inbound

    async def _land(self, asked: "asyncio.Task[dict[str, Any] | None]") -> None:
        """We stop: what Zalo is handing over just now is taken in, for it would not be handed over again."""
        await asyncio.wait({asked}, timeout=self._times.lands)
        if not asked.done():
            asked.cancel()
        with suppress(ZaloError, asyncio.CancelledError):
            update = await asked
            inbound = self._decoded(update) if update is not None else None
            if inbound is not None:
                await self._services.intake.take([inbound])

    async def _rest(self, error: ZaloError, turned: Turns) -> None:
        rests = self._times.rests
        seconds = rests[min(self._failed, len(rests) - 1)] * (1 + random.random() / 4)  # noqa: S311  not a secret
        self._failed += 1
        if worth_a_line(self._failed):
            told = {"why": str(error), "again_in": round(seconds, 1), "times": self._failed}
            log.warning("getUpdates failed", channel=self._bot.channel, **told)
        if isinstance(error, NotOk) and error.code == UNKNOWN:
            await outages.note(self._services, self._bot.channel, str(error))
            seconds = self._times.unknown
        turned(seconds)
        await asyncio.sleep(seconds)
