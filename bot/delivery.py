"""Delivers what waits on one channel: leased with its words, sent, settled. The record is ahead of the send.

So a message that a crash caught in flight is known to be in doubt, and whether it may be repeated is its kind's to say.
"""

import asyncio
from collections.abc import Sequence
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
from bot.limits import Pace
from storage import chats, sending
from storage.database import Database
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.outbox import KINDS
from storage.sending import ASKED_TO_WAIT, Settled, Waiting, Worded

FIRST_WAIT = 2 * SECOND  # doubled with every try …
LONGEST_WAIT = 5 * MINUTE  # … up to this
STRAGGLES = 1.0  # seconds; a send that takes longer holds up nobody
LEAVES = 5.0  # seconds for what is in flight when we stop

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Ended:
    waiting: Waiting
    ending: Ending
    at: Instant


class Delivery:
    """Of one channel, by the one worker that holds its duty. Per chat one message is in flight."""

    def __init__(self, database: Database, channel: Channel, clock: Clock, ids: Ids, bells: Bells) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._ids = ids
        self._bells = bells
        self._pace = Pace(channel.limits)
        self._flying: set[asyncio.Task[_Ended]] = set()

    async def land(self) -> None:
        """At the start: what was in flight when we, or the worker before us, stopped, and how fast it was sent."""
        now = self._clock.now()
        async with self._database.write() as tx:
            before = await sending.lately(tx, self._channel.name, now)
            left = await sending.land(tx, self._channel.name, now, certain=self._channel.certain)
        self._pace = Pace(self._channel.limits)
        for chat, at in before.sent:
            self._pace.sent(chat, at)
        for paused, until in before.asked:
            self._pace.pause(paused, until)
        if before.sent:
            self._pace.pause(None, now + SECOND + self._channel.limits.spacing)
        if any(left.values()):
            log.warning("found in flight after an unclean stop", channel=self._channel.name, **left)

    async def deliver(self) -> int:
        """One message for every chat whose turn it is; return how many were begun, said or dropped."""
        begun = await self._begin()
        if self._flying:
            await asyncio.wait(self._flying, timeout=STRAGGLES, return_when=asyncio.FIRST_COMPLETED)
        return begun + await self._settle()

    async def finish(self) -> None:
        """At the end: what is in flight may land."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=LEAVES)
            await self._settle()

    async def _begin(self) -> int:
        now = self._clock.now()
        async with self._database.read() as read:
            waiting = await sending.waiting(read, self._channel.name, now)
            ready = self._admitted(waiting, now)
            worded, dropped = await render.render(read, ready, now, self._ids)
        if not ready:
            return 0
        async with self._database.write() as tx:
            await sending.lease(tx, worded)
            await sending.drop(tx, dropped)
        for one in ready:
            if one.message.id in worded:
                self._flying.add(asyncio.create_task(self._send(one, worded[one.message.id])))
        return len(ready)

    def _admitted(self, waiting: Sequence[Waiting], now: Instant) -> list[Waiting]:
        """Those that the pace lets go now; each takes its place at once."""
        ready: list[Waiting] = []
        for one in waiting:
            if self._pace.free_at(one.chat.id, now, group=self._channel.is_group(one.chat), more=len(ready)) <= now:
                ready.append(one)
        return ready

    async def _send(self, waiting: Waiting, said: Worded) -> _Ended:
        message = waiting.message
        outgoing = Outgoing(
            chat=waiting.chat,
            words=said.words,
            buttons=said.question.choices if said.question else waiting.buttons,
            edits=waiting.reference,
            told=waiting.told,
            cause=message.cause,
            asks_contact=str(message.params.get("asks_contact", "")),
        )
        self._pace.begins()
        try:
            ending = await self._channel.send(outgoing, self._clock.now())
        finally:
            self._pace.ends(waiting.chat.id, self._clock.now())
        return _Ended(waiting, ending, self._clock.now())

    async def _settle(self) -> int:
        landed = [task for task in self._flying if task.done()]
        if not landed:
            return 0
        ended = [task.result() for task in landed]
        settled = [(one.waiting, self._settled(one)) for one in ended]
        async with self._database.write() as tx:
            for one in ended:
                if isinstance(one.ending, Migrated):
                    await chats.move(tx, one.waiting.chat.address, one.ending.address, one.at)
                elif isinstance(one.ending, Refused) and one.ending.gone:
                    await chats.mark_gone(tx, one.waiting.chat.address, one.at)
            await sending.settle(tx, settled, self._clock.now())
        self._flying.difference_update(landed)
        for one in ended:
            self._bells.ring(f"chat/{one.waiting.chat.address}")
        return len(landed)

    def _settled(self, ended: _Ended) -> Settled:
        """What follows from how a send ended: the only place that decides it."""
        waiting, now = ended.waiting, ended.at
        again = now + min(FIRST_WAIT << min(waiting.tries, 10), LONGEST_WAIT)
        match ended.ending:
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
                return Settled("waiting", ASKED_TO_WAIT[whole], next_at=until)
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
