"""Delivers what waits on one channel: leased with its words, sent, settled. The record is ahead of the send.

So a message that a crash caught in flight is known to be in doubt, and whether it may be repeated is its kind's to say.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot import render
from bot.bells import Bells
from bot.channels.channel import (
    Channel,
    Ending,
    Migrated,
    Outgoing,
    Partly,
    Refused,
    Sent,
    Throttled,
    Uncertain,
    Unsent,
)
from bot.clock import Clock
from bot.duty import Duty, Lost
from bot.limits import Pace
from storage import chats, sending
from storage.cancellation import finish
from storage.database import Database, Transaction
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.outbox import KINDS
from storage.sending import Dropped, Settled, Waiting, Worded

FIRST_WAIT = 2 * SECOND  # doubled with every try …
LONGEST_WAIT = 5 * MINUTE  # … up to this
STRAGGLES = 1.0  # seconds; a send that takes longer holds up nobody
LEAVES = 5.0  # seconds for what is in flight when we stop

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a send ended, and what follows; not on record yet."""

    waiting: Waiting
    ending: Ending
    settled: Settled
    at: Instant


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
        self._flying: dict[asyncio.Task[_Ended], Waiting] = {}
        self._unsettled: list[_Ended] = []

    async def land(self) -> None:
        """At the start: what was in flight, and how fast, when we, or the worker before us, stopped."""
        now = self._clock.now()
        async with self._writing() as tx:
            left = await sending.land(tx, self._channel.name, now, certain=self._channel.certain)
            known = await sending.paces(tx, self._channel.name, now, now - MINUTE)
        self._flying, self._unsettled = {}, []
        self._pace = Pace(self._channel.limits)
        for chat, at in known.sent:
            self._pace.sent(chat, at)
        for paused, until in known.paused:
            self._pace.pause(paused, until)
        if any(left.values()):
            log.warning("found in flight after an unclean stop", channel=self._channel.name, **left)

    async def deliver(self) -> int:
        """One message for every chat whose turn it is; return how many were begun, said or dropped."""
        if not await self.on_duty():
            return 0
        if self._unsettled:
            await self._settle(again=True)
        try:
            begun = await self._begin()
            if self._flying:
                await asyncio.wait(self._flying, timeout=STRAGGLES, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            await finish(self.finish())
            raise
        return await self._settle() or begun

    async def on_duty(self) -> bool:
        """Whether it is ours to deliver. Whoever begins lands what the worker before left in the air."""
        fence = self._duty.fence if self._duty else 0
        if fence is not None and fence != self._landed:
            await self.land()
            self._landed = fence
        return fence is not None

    async def finish(self) -> None:
        """At the end: what is on its way may land, so that none is left in doubt."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=LEAVES)
            await self._settle()

    async def _begin(self) -> int:
        now = self._clock.now()
        async with self._database.read() as read:
            waiting = await sending.waiting(read, self._channel.name, now)
            ready = self._admitted(waiting, now)
            worded, dropped = await render.render(read, ready, now, self._ids)
        if ready:
            await finish(self._lease([one for one in ready if one.message.id in worded], worded, dropped, now))
        return len(ready)

    def _admitted(self, waiting: Sequence[Waiting], now: Instant) -> list[Waiting]:
        """Those that the pace lets go now, each counted against the next."""
        ready: list[Waiting] = []
        for one in waiting:
            group = self._channel.is_group(one.chat)
            if self._pace.free_at(one.chat.id, now, group=group, more=len(ready)) <= now:
                ready.append(one)
        return ready

    async def _lease(
        self, leased: Sequence[Waiting], worded: Mapping[int, Worded], dropped: Mapping[int, Dropped], now: Instant
    ) -> None:
        """On record first, then on their way. A commit that seemed to fail may have come through: it is looked at."""
        why = "the store was gone before it was sent"
        self._unsettled = [_Ended(one, Unsent(why), Settled("waiting", why), now) for one in leased]
        async with self._writing() as tx:
            await sending.lease(tx, worded)
            await sending.drop(tx, dropped)
        self._unsettled = []
        for one in leased:
            self._pace.begins()
            self._flying[asyncio.create_task(self._send(one, worded[one.message.id]))] = one

    async def _send(self, waiting: Waiting, said: Worded) -> _Ended:
        message, pace = waiting.message, self._pace
        outgoing = Outgoing(
            chat=waiting.chat,
            words=said.words,
            buttons=said.question.choices if said.question else waiting.buttons,
            edits=waiting.reference,
            told=waiting.told,
            cause=message.cause,
            asks_contact=str(message.params.get("asks_contact", "")),
        )
        try:
            ending = await self._channel.send(outgoing, self._clock.now())
        finally:
            pace.ends(waiting.chat.id, self._clock.now())
        return self._ended(waiting, ending)

    def _ended(self, waiting: Waiting, ending: Ending) -> _Ended:
        now = self._clock.now()
        return _Ended(waiting, ending, self._settled(waiting, ending, now), now)

    def _result(self, task: asyncio.Task[_Ended], waiting: Waiting) -> _Ended:
        """A channel that breaks its contract leaves one message uncertain, and all others alone."""
        error = task.exception()
        if error is None:
            return task.result()
        log.error("a send broke", channel=self._channel.name, message=waiting.message.id, exc_info=error)
        return self._ended(waiting, Uncertain(type(error).__name__))

    async def _settle(self, *, again: bool = False) -> int:
        """Record how sends ended. While that fails they are kept here: unsettled, their chats would wait forever."""
        landed = [task for task in self._flying if task.done()]
        self._unsettled += [self._result(task, self._flying.pop(task)) for task in landed]
        ended = self._unsettled
        if not ended:
            return 0
        try:
            async with self._writing() as tx:
                if again:  # the commit that seemed to fail may have come through
                    flying = await sending.in_flight(tx, [one.waiting.message.id for one in ended])
                    ended = [one for one in ended if one.waiting.message.id in flying]
                await self._heed(tx, ended)
                await sending.settle(tx, [(one.waiting, one.settled) for one in ended], self._clock.now())
        except Lost:
            self._unsettled = []
            raise
        self._unsettled = []
        for one in ended:
            self._bells.ring(f"chat/{one.waiting.chat.address}")
        return len(ended)

    async def _heed(self, tx: Transaction, ended: Sequence[_Ended]) -> None:
        """What the answers tell of the chats themselves."""
        for one in ended:
            if isinstance(one.ending, Migrated):
                await chats.move(tx, one.waiting.chat.address, one.ending.address, one.at)
            elif isinstance(one.ending, Refused) and one.ending.gone:
                await chats.mark_gone(tx, one.waiting.chat.address, one.at)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Transaction]:
        async with self._database.write() as tx:
            if self._duty is not None:
                await self._duty.guard(tx)
            yield tx

    def _settled(self, waiting: Waiting, ending: Ending, now: Instant) -> Settled:
        """What follows from how a send ended: the only place that decides it."""
        again = now + min(FIRST_WAIT << min(waiting.tries, 10), LONGEST_WAIT)
        match ending:
            case Sent(reference):
                return Settled("sent", reference=reference)
            case Partly(told):
                return Settled("waiting", "the rest follows", next_at=now, told=told)
            case Refused(why, gone):
                return _unreached(waiting, why, now, gone=gone)
            case Migrated():
                return Settled("waiting", "the chat has moved", next_at=now)
            case Throttled(until, whole):
                self._pace.pause(None if whole else waiting.chat.id, until)
                why = sending.ALL_ASKED_TO_WAIT if whole else sending.ASKED_TO_WAIT
                return Settled("waiting", why, next_at=until)
            case Unsent(why, until):
                if until is not None:
                    self._pace.pause(None, until)
                return Settled("waiting", why, next_at=max(again, until or 0))
            case Uncertain(why):
                repeat = KINDS[waiting.message.kind].repeat
                return Settled("waiting", why, next_at=again) if repeat else Settled("doubt", why)


def _unreached(waiting: Waiting, why: str, now: Instant, *, gone: bool) -> Settled:
    """What we began ourselves looks for another chat of the person; an answer has only the one."""
    if gone and waiting.message.person_id is not None:
        return Settled("waiting", why, next_at=now, elsewhere=True)
    return Settled("unreached", why)
