"""Delivers what waits on one channel: leased with its words, sent, settled. The record is ahead of the send.

So a message that a crash caught in flight is known to be in doubt, and whether it may be repeated is its kind's to say.
"""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from bot import render
from bot.bells import Bells
from bot.channels.channel import Channel, Ending, Outgoing, Refused, Sent, Throttled, Uncertain, Unsent
from bot.clock import Clock
from bot.limits import Pace
from storage import sending
from storage.database import Database
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.outbox import KINDS
from storage.sending import Settled, Waiting, Worded

FIRST_WAIT = 2 * SECOND  # doubled with every try …
LONGEST_WAIT = 5 * MINUTE  # … up to this

log = structlog.get_logger()


class Delivery:
    """Of one channel, by the one worker that holds its duty. Per chat one message is in flight."""

    def __init__(self, database: Database, channel: Channel, clock: Clock, ids: Ids, bells: Bells) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._ids = ids
        self._bells = bells
        self._pace = Pace(channel.limits)

    async def land(self) -> None:
        """At the start: what was in flight when we, or the worker before us, stopped."""
        async with self._database.write() as tx:
            left = await sending.land(tx, self._channel.name, self._clock.now(), certain=self._channel.certain)
        if any(left.values()):
            log.warning("found in flight after an unclean stop", channel=self._channel.name, **left)

    async def deliver(self) -> int:
        """One message for every chat whose turn it is; return how many were said or dropped."""
        now = self._clock.now()
        async with self._database.read() as read:
            waiting = await sending.waiting(read, self._channel.name, now)
            ready = [one for one in waiting if self._pace.free_at(one.chat.id, now) <= now]
            worded, dropped = await render.render(read, ready, now, self._ids)
        if not ready:
            return 0
        async with self._database.write() as tx:
            await sending.lease(tx, worded)
            await sending.drop(tx, dropped)
        leased = [one for one in ready if one.message.id in worded]
        ended = await self._send(leased, worded, now)
        async with self._database.write() as tx:
            await sending.settle(tx, ended, now)
        for one, _ in ended:
            self._bells.ring(f"chat/{one.chat.address}")
        return len(ready)

    async def _send(
        self, leased: Sequence[Waiting], worded: Mapping[int, Worded], now: Instant
    ) -> list[tuple[Waiting, Settled]]:
        async def one(waiting: Waiting) -> tuple[Waiting, Settled]:
            said = worded[waiting.message.id]
            buttons = said.question.choices if said.question else waiting.buttons
            self._pace.sent(waiting.chat.id, now)
            outgoing = Outgoing(waiting.chat, said.words, buttons, waiting.reference)
            return waiting, self._settled(waiting, await self._channel.send(outgoing, now), now)

        return list(await asyncio.gather(*map(one, leased)))

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
                return Settled("waiting", "asked to wait", next_at=until)
            case Unsent(why):
                return Settled("waiting", why, next_at=again)
            case Uncertain(why) if KINDS[waiting.message.kind].repeat:
                return Settled("waiting", why, next_at=again)
            case Uncertain(why):
                return Settled("doubt", why)
