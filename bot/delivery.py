"""Delivers what waits on one channel: leased with its words, sent, settled. The record is ahead of the send.

So a message that a crash caught in flight is known to be in doubt, and whether it may be repeated is its kind's to say.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.bells import Bells
from bot.channels.channel import (
    Attachment,
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
from bot.links import Links
from bot.render import Renderer
from storage import chats, files, sending
from storage.database import Database, Transaction, Unreachable
from storage.files import Upload
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.outbox import KINDS
from storage.records import Chat, Message
from storage.sending import Settled, Waiting, Worded

FIRST_WAIT = 2 * SECOND  # doubled with every try …
LONGEST_WAIT = 5 * MINUTE  # … up to this
STRAGGLES = 0.2  # seconds that the quick wait for the slow before they are settled without them
LEAVES = 3.0  # seconds for what is in flight to land when we stop; with the pages that let go first, 5 in all

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Ended:
    waiting: Waiting
    ending: Ending
    at: Instant


class Delivery:
    """Of one channel, by the one worker that holds its duty. Per chat one message is in flight."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        clock: Clock,
        ids: Ids,
        bells: Bells,
        duty: Duty | None = None,
        links: Links | None = None,
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._renderer = Renderer(ids)
        self._bells = bells
        self._duty = duty  # None: there is nobody else
        self._links = links
        self._pace = Pace(channel.limits)
        self._latest = clock.now()
        self._landed: int | None = None  # the fence under which we took over
        self._flying: set[asyncio.Task[_Ended]] = set()
        self._unsettled: list[_Ended] = []  # ended, and not on record: their chats would wait forever

    async def land(self) -> None:
        """At the start: what was in flight, and how fast, when we, or the worker before us, stopped."""
        now = self._clock.now()
        async with self._writing() as tx:
            left = await sending.land(tx, self._channel.name, now, certain=self._channel.certain)
            await sending.turn_back(tx, now)
            known = await sending.paces(tx, self._channel.name, now, now - MINUTE)
        self._unsettled = []
        self._pace = Pace(self._channel.limits)
        for chat, at in known.sent:
            self._pace.sent(chat, min(at, now))
        for paused, until in known.paused:
            self._pace.pause(paused, until)
        if any(left.values()):
            log.warning("found in flight after an unclean stop", channel=self._channel.name, **left)

    async def deliver(self) -> int:
        """One message for every chat whose turn it is; return how many were begun, said, dropped or still fly."""
        if not await self.on_duty():
            return 0
        await self._heed_clock()
        if self._unsettled:
            await self._settle()
        begun = await self._begin()
        if self._flying:
            await asyncio.wait(self._flying, timeout=STRAGGLES, return_when=asyncio.FIRST_COMPLETED)
        return begun + await self._settle() + len(self._flying)

    async def _heed_clock(self) -> None:
        """A clock that was set back, or ran ahead in a rehearsal, holds nobody up until it is there again."""
        now = self._clock.now()
        if now < self._latest:
            log.warning("the clock was set back", channel=self._channel.name, by_ms=self._latest - now)
            async with self._writing() as tx:
                await sending.turn_back(tx, now)
            self._pace.turn_back(self._latest - now)
        self._latest = now

    async def finish(self) -> None:
        """At the end: what is in flight may land, so that none is left in doubt."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=LEAVES)
        await self._settle()

    @property
    def channel(self) -> str:
        return self._channel.name

    async def show_work(self, chat: Chat) -> None:
        """That something is being made for this chat; not while it, or the channel, was asked to wait."""
        mine = self._duty is None or self._duty.fence is not None
        if mine and not self._pace.is_paused(chat.id, self._clock.now()):
            await self._channel.show_work(chat)

    async def on_duty(self) -> bool:
        """Whether it is ours to deliver. Whoever begins lands what the worker before left in the air."""
        fence = self._duty.fence if self._duty else 0
        if fence is not None and fence != self._landed:
            await self.land()
            self._landed = fence
        return fence is not None

    async def _begin(self) -> int:
        now = self._clock.now()
        async with self._database.read() as read:
            waiting = await sending.waiting(read, self._channel.name, now)
            ready = self._admitted(waiting, now)
            rendered = await self._renderer.render(read, ready, now) if ready else None
        if rendered is None:
            return 0
        worded = rendered.worded
        leased = [one for one in ready if one.message.id in worded]
        # Should the commit come through and its answer be lost, they are leased and were never sent.
        self._unsettled = [_Ended(one, Unsent("the store was gone before it was sent"), now) for one in leased]
        async with self._writing() as tx:
            await sending.lease(tx, worded)
            await sending.drop(tx, rendered.dropped)
            await sending.hold(tx, rendered.held)
        self._unsettled = []
        for one in leased:
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
        self._pace.begins()
        sent = (await asyncio.gather(self._sent(waiting, said), return_exceptions=True))[0]
        now = self._clock.now()
        self._pace.ends(waiting.chat.id, now)
        if isinstance(sent, BaseException):  # a channel that breaks its contract leaves one message uncertain
            log.error("a send broke", channel=self._channel.name, message=message.id, exc_info=sent)
            return _Ended(waiting, Uncertain(type(sent).__name__), now)
        self._heed(sent, waiting.chat.id)
        return _Ended(waiting, sent, now)

    async def _sent(self, waiting: Waiting, said: Worded) -> Ending:
        message = waiting.message
        try:
            attachment = await self._attachment(waiting)
        except Unreachable as error:
            return Unsent(str(error))
        outgoing = Outgoing(
            chat=waiting.chat,
            words=said.words,
            buttons=said.question.choices if said.question else waiting.buttons,
            edits=waiting.reference,
            told=waiting.told,
            cause=message.cause,
            asks_contact=str(message.params.get("asks_contact", "")),
            attachment=attachment,
        )
        return await self._channel.send(outgoing, self._clock.now())

    async def _attachment(self, waiting: Waiting) -> Attachment | None:
        """What is sent along with the first part of the words; the web reads it from its own log."""
        file = handout_of(waiting.message)
        if file is None or waiting.told or self._channel.certain:
            return None
        async with self._database.read() as read:
            handout = (await files.by_id(read, [file]))[file]
            body = await files.body(read, file)
            reference = await files.reference(read, file, self._channel.name)
        link = self._links.url(handout, waiting.person_id, self._clock.now()) if self._links else ""
        return Attachment(handout.name, handout.media_type, body, reference, link)

    def _heed(self, ending: Ending, chat: int) -> None:
        """A pause holds from the moment at which it was asked for, not only once it is on record."""
        if isinstance(ending, Throttled):
            self._pace.pause(None if ending.whole else chat, ending.until)
        elif isinstance(ending, Unsent) and ending.until is not None:
            self._pace.pause(None, ending.until)

    async def _settle(self) -> int:
        """Record how sends ended; while that fails they are kept."""
        landed = [task for task in self._flying if task.done()]
        again = bool(self._unsettled)
        self._unsettled += [task.result() for task in landed]
        self._flying.difference_update(landed)
        if not self._unsettled:
            return 0
        try:
            ended = await self._record(self._unsettled, again=again)
        except Lost:
            self._unsettled = []
            raise
        self._unsettled = []
        for one in ended:
            self._bells.ring(f"chat/{one.waiting.chat.address}")
        return len(ended)

    async def _record(self, ended: Sequence[_Ended], *, again: bool) -> Sequence[_Ended]:
        """`again`: the commit that seemed to fail may have come through; what is not in flight is on record."""
        async with self._writing() as tx:
            if again:
                flying = await sending.in_flight(tx, [one.waiting.message.id for one in ended])
                ended = [one for one in ended if one.waiting.message.id in flying]
            for one in ended:
                await self._learn(tx, one)
            await sending.settle(tx, [(one.waiting, self._settled(one)) for one in ended], self._clock.now())
        return ended

    async def _learn(self, tx: Transaction, ended: _Ended) -> None:
        """What a send has told about the chat, or about the file that went with it."""
        address, file = ended.waiting.chat.address, handout_of(ended.waiting.message)
        match ended.ending:
            case Migrated(moved):
                await chats.move(tx, address, moved, ended.at)
            case Refused(gone=True):
                await chats.mark_gone(tx, address, ended.at)
            case Sent(uploaded=reference) | Partly(uploaded=reference) if reference and file is not None:
                await files.write_uploads(tx, [Upload(file, self._channel.name, reference)])

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Transaction]:
        async with self._database.write() as tx:
            if self._duty is not None:
                await self._duty.guard(tx)
            yield tx

    def _settled(self, ended: _Ended) -> Settled:
        """What follows from how a send ended: the only place that decides it."""
        waiting, now = ended.waiting, ended.at
        again = now + min(FIRST_WAIT << min(waiting.tries, 10), LONGEST_WAIT)
        match ended.ending:
            case Sent(reference=reference):
                return Settled("sent", reference=reference)
            case Partly(told=told):
                return Settled("waiting", "the rest follows", next_at=now, told=told)
            case Refused(why, gone):
                return _unreached(waiting, why, now, gone=gone)
            case Migrated():
                return Settled("waiting", "the chat has moved", next_at=now)
            case Throttled(until, whole):
                why = sending.ALL_ASKED_TO_WAIT if whole else sending.ASKED_TO_WAIT
                return Settled("waiting", why, next_at=until)
            case Unsent(why, until):
                return Settled("waiting", why, next_at=max(again, until or 0))
            case Uncertain(why):
                repeat = KINDS[waiting.message.kind].repeat
                return Settled("waiting", why, next_at=again) if repeat else Settled("doubt", why)


def _unreached(waiting: Waiting, why: str, now: Instant, *, gone: bool) -> Settled:
    """What we began ourselves looks for another chat of the person; an answer has only the one."""
    if gone and waiting.message.person_id is not None:
        return Settled("waiting", why, next_at=now, elsewhere=True)
    return Settled("unreached", why)


def handout_of(message: Message) -> int | None:
    return int(message.params["file"]) if "file" in message.params else None
