"""Delivers what waits on one channel: leased with its words, sent, settled. The record is ahead of the send.

So a message that a crash caught in flight is known to be in doubt, and whether it may be repeated is its kind's to say.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import structlog

from bot import render
from bot.bells import Bells
from bot.channels.channel import Channel, Ending, Outgoing, Refused, Sent, Throttled, Uncertain, Unsent
from bot.clock import Clock
from bot.duty import Duty, Lost
from bot.limits import Pace
from storage import sending
from storage.cancellation import finish
from storage.database import Database, Transaction
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.outbox import KINDS
from storage.sending import Dropped, Settled, Waiting, Worded

FIRST_WAIT = 2 * SECOND  # doubled with every try …
LONGEST_WAIT = 5 * MINUTE  # … up to this

log = structlog.get_logger()


_NOT_SENT = Settled("waiting", "the store was gone before it was sent")


class Delivery:
    """Of one channel, by the one worker that holds its duty. Per chat one message is in flight."""

    def __init__(
        self, database: Database, channel: Channel, clock: Clock, ids: Ids, bells: Bells, duty: Duty | None = None
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._ids = ids
        self._bells = bells
        self._duty = duty  # None: there is nobody else
        self._pace = Pace(channel.limits)
        self._landed: int | None = None  # the fence under which we took over
        self._unsettled: list[tuple[Waiting, Settled]] = []

    async def land(self) -> None:
        """At the start: what was in flight, and how fast, when we, or the worker before us, stopped."""
        now = self._clock.now()
        async with self._writing() as tx:
            left = await sending.land(tx, self._channel.name, now, certain=self._channel.certain)
            known = await sending.paces(tx, self._channel.name, now, now - MINUTE)
        self._unsettled = []
        self._pace = Pace(self._channel.limits)
        for chat, at in known.sent:
            self._pace.sent(chat, at)
        for paused, until in known.paused:
            self._pace.pause(paused, until)
        if any(left.values()):
            log.warning("found in flight after an unclean stop", channel=self._channel.name, **left)

    async def deliver(self) -> int:
        """One message for every chat whose turn it is; return how many were said or dropped."""
        if not await self.on_duty():
            return 0
        if self._unsettled:
            await self._settle(self._clock.now(), again=True)
        now = self._clock.now()
        async with self._database.read() as read:
            waiting = await sending.waiting(read, self._channel.name, now)
            ready = [one for one in waiting if self._pace.free_at(one.chat.id, now) <= now]
            worded, dropped = await render.render(read, ready, now, self._ids)
        if ready:
            leased = [one for one in ready if one.message.id in worded]
            # A stop waits for the answers of those that are on their way, so that none is left in doubt.
            await finish(self._carry(leased, worded, dropped, now))
        return len(ready)

    async def on_duty(self) -> bool:
        """Whether it is ours to deliver. Whoever begins lands what the worker before left in the air."""
        fence = self._duty.fence if self._duty else 0
        if fence is not None and fence != self._landed:
            await self.land()
            self._landed = fence
        return fence is not None

    async def _carry(
        self, leased: Sequence[Waiting], worded: Mapping[int, Worded], dropped: Mapping[int, Dropped], now: Instant
    ) -> None:
        self._unsettled = [(one, _NOT_SENT) for one in leased]
        async with self._writing() as tx:
            await sending.lease(tx, worded)
            await sending.drop(tx, dropped)
        self._unsettled = await self._send(leased, worded, now)
        await self._settle(now)

    async def _settle(self, now: Instant, *, again: bool = False) -> None:
        """Record how sends ended. While that fails they are kept here: unsettled, their chats would wait forever."""
        ended = self._unsettled
        try:
            async with self._writing() as tx:
                if again:  # the commit that seemed to fail may have come through
                    flying = await sending.in_flight(tx, [one.message.id for one, _ in ended])
                    ended = [(one, how) for one, how in ended if one.message.id in flying]
                await sending.settle(tx, ended, now)
        except Lost:
            self._unsettled = []
            raise
        self._unsettled = []
        for one, _ in ended:
            self._bells.ring(f"chat/{one.chat.address}")

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Transaction]:
        async with self._database.write() as tx:
            if self._duty is not None:
                await self._duty.guard(tx)
            yield tx

    async def _send(
        self, leased: Sequence[Waiting], worded: Mapping[int, Worded], now: Instant
    ) -> list[tuple[Waiting, Settled]]:
        async def one(waiting: Waiting) -> tuple[Waiting, Settled]:
            said = worded[waiting.message.id]
            buttons = said.question.choices if said.question else waiting.buttons
            self._pace.sent(waiting.chat.id, now)
            outgoing = Outgoing(waiting.chat, said.words, buttons, waiting.reference)
            return waiting, self._settled(waiting, await self._channel.send(outgoing, now), now)

        ended = await asyncio.gather(*map(one, leased), return_exceptions=True)
        return [
            self._mishap(waiting, how, now) if isinstance(how, BaseException) else how
            for waiting, how in zip(leased, ended, strict=True)
        ]

    def _mishap(self, waiting: Waiting, error: BaseException, now: Instant) -> tuple[Waiting, Settled]:
        """A channel that breaks its contract leaves one message uncertain, and the others of the lease alone."""
        log.error("a send broke", channel=self._channel.name, message=waiting.message.id, exc_info=error)
        return waiting, self._settled(waiting, Uncertain(type(error).__name__), now)

    def _settled(self, waiting: Waiting, ending: Ending, now: Instant) -> Settled:
        """What follows from how a send ended: the only place that decides it."""
        again = now + min(FIRST_WAIT << min(waiting.tries, 10), LONGEST_WAIT)
        match ending:
            case Sent(reference):
                return Settled("sent", reference=reference)
            case Refused(why):
                return Settled("unreached", why)
            case Throttled(until, whole):
                self._pace.pause(None if whole else waiting.chat.id, until)
                why = sending.ALL_ASKED_TO_WAIT if whole else sending.ASKED_TO_WAIT
                return Settled("waiting", why, next_at=until)
            case Unsent(why):
                return Settled("waiting", why, next_at=again)
            case Uncertain(why) if KINDS[waiting.message.kind].repeat:
                return Settled("waiting", why, next_at=again)
            case Uncertain(why):
                return Settled("doubt", why)
