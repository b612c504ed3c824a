"""Delivers what waits on one channel: leased with its words, sent, settled. The record is ahead of the send.

So a message that a crash caught in flight is known to be in doubt, and whether it may be repeated is its kind's to say.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot import counting, outages
from bot.channels.channel import (
    Attachment,
    Channel,
    Ending,
    Migrated,
    Outgoing,
    Partly,
    Refused,
    Sent,
    Shut,
    Throttled,
    Uncertain,
    Unsent,
    fitted,
)
from bot.channels.fence import acting
from bot.clock import Clock
from bot.leases import Lease, Lost
from bot.limits import RateLimiter
from bot.links import Links
from bot.log import trace
from bot.render import Renderer
from bot.signals import Signals
from storage import budgets, chats, downtime, files, reachable, sending
from storage.database import Database, Stale, Transaction, Unreachable
from storage.files import Upload
from storage.ids import Ids
from storage.instants import MINUTE, SECOND, Instant
from storage.outbox import KINDS, PROMISE, REMINDER
from storage.records import Chat, Message
from storage.sending import Settled, Waiting, Worded

FIRST_WAIT = 2 * SECOND  # doubled with every try …
LONGEST_WAIT = 5 * MINUTE  # … up to this
HICCUP = 3 * SECOND  # so long a channel that cannot send is waited for, once; then it is out …
PATIENT = 2 * MINUTE  # … as where it asks us for a longer pause than this …
UNANSWERED = 2  # … or so many sends in a row are not answered
STRAGGLES = 0.2  # seconds that the quick wait for the slow before they are settled without them
LEAVES = 3.0  # seconds for what is in flight to land when we stop; with the pages that let go first, 5 in all

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Ended:
    waiting: Waiting
    ending: Ending
    at: Instant


class Delivery:
    """Of one channel, by the one worker that holds its lease. Per chat one message is in flight."""

    def __init__(
        self,
        database: Database,
        channel: Channel,
        clock: Clock,
        ids: Ids,
        signals: Signals,
        lease: Lease | None = None,
        links: Links | None = None,
        zone: str = "UTC",
    ) -> None:
        """`zone`: whose months a budget goes by."""
        self._database = database
        self._channel = channel
        self._clock = clock
        self._ids = ids
        self._renderer = Renderer(ids)
        self._signals = signals
        self._lease = lease  # None: there is nobody else
        self._links = links
        self._zone = zone
        self._pace = RateLimiter(channel.limits)
        self._latest = clock.now()
        self._landed: int | None = None  # the fence under which we took over
        self._flying: set[asyncio.Task[_Ended]] = set()
        self._unsettled: list[_Ended] = []  # ended, and not on record: their chats would wait forever
        self._out = False  # nothing can be sent for now
        self._failing: Instant | None = None  # since when
        self._unanswered = 0  # sends in a row of which nobody knows how they ended

    async def land(self) -> None:
        """At the start: what was in flight, and how fast, when we, or the worker before us, stopped."""
        now = self._clock.now()
        async with self._writing() as tx:
            left = await sending.land(tx, self._channel.name, now, certain=self._channel.certain)
            await self._turn_back(tx, now)
            self._out = any(outage.channel == self._channel.name for outage in await downtime.current(tx))
            known = await sending.paces(tx, self._channel.name, now, now - MINUTE)
            await self._count(tx, 0 if self._channel.certain else sum(left.values()), now)
        self._unsettled = []
        self._flying = set()  # begun under another fence: whoever took over has judged them
        self._pace = RateLimiter(self._channel.limits)
        for chat, at in known.sent:
            self._pace.sent(chat, min(at, now))
        for paused, until in known.paused:
            self._pace.pause(paused, until)
        if any(left.values()):
            log.warning("found in flight after an unclean stop", channel=self._channel.name, **left)

    async def deliver(self) -> int:
        """One message for every chat whose turn it is; return how many were begun, said, dropped or still fly."""
        if self._lease is not None and not self._lease.held:
            return 0
        fence = self._lease.fence if self._lease else 0
        if fence != self._landed:
            await self.land()
            self._landed = fence
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
                await self._turn_back(tx, now)
            self._pace.turn_back(self._latest - now)
        self._latest = now

    async def _turn_back(self, tx: Transaction, now: Instant) -> None:
        await sending.turn_back(tx, now)
        await downtime.turn_back(tx, now)

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
        if self._channel.show_work and not await self._is_paused(chat):
            await self._channel.show_work(chat)

    async def _is_paused(self, chat: Chat) -> bool:
        """Who does not deliver does not know by himself."""
        now = self._clock.now()
        if self._lease is None or self._lease.held:
            return self._pace.is_paused(chat.id, now)
        async with self._database.read() as read:
            known = await sending.paces(read, self._channel.name, now, now)
        return any(paused in {None, chat.id} for paused, _ in known.paused)

    async def _begin(self) -> int:
        now = self._clock.now()
        async with self._database.read() as read:
            ready: list[Waiting] = []
            for waiting in await sending.waiting(read, self._channel.name, now):
                group = self._channel.is_group(waiting.chat)  # the pace lets it go now; each takes its place at once
                if self._pace.free_at(waiting.chat.id, now, group=group, more=len(ready)) <= now:
                    ready.append(waiting)
            rendered = await self._renderer.render(read, ready, now) if ready else None
        if rendered is None:
            return 0
        worded = rendered.worded
        leased = [one for one in ready if one.message.id in worded]
        # Should the commit come through and its answer be lost, they are leased and were never sent.
        self._unsettled = [_Ended(one, Unsent("the store was gone before it was sent"), now) for one in leased]
        try:
            async with self._writing() as tx:
                await sending.lease(tx, worded)
                await sending.drop(tx, rendered.dropped)
                await sending.hold(tx, rendered.held)
        except Stale as error:
            self._unsettled = []
            if isinstance(error, Lost):
                raise
            return 1  # what waited has changed meanwhile, by whichever process: look again
        self._unsettled = []
        for waiting in leased:
            self._flying.add(asyncio.create_task(self._send(waiting, worded[waiting.message.id])))
        return len(ready)

    async def _send(self, waiting: Waiting, said: Worded) -> _Ended:
        """A pause that the platform asks for holds from this moment, not only once it is on record."""
        chat, pace = waiting.chat.id, self._pace
        acting.set(self._lease)
        pace.begins()
        ending = (await asyncio.gather(self._said(waiting, said), return_exceptions=True))[0]
        now = self._clock.now()
        pace.ends(chat, now)
        counting.SENDS.add(
            self.channel, "broke" if isinstance(ending, BaseException) else type(ending).__name__.lower()
        )
        if isinstance(ending, BaseException):  # a channel that breaks its contract leaves one message uncertain
            of = waiting.message
            log.error("a send broke", id=trace(of.cause), message=of.id, channel=self.channel, exc_info=ending)
            return _Ended(waiting, Uncertain(type(ending).__name__), now)
        match ending:
            case Throttled(until, whole):
                self._pace.pause(None if whole else chat, until)
            case Unsent(until=until) if until is not None:
                self._pace.pause(None, until)
            case Shut():
                self._pace.pause(None, now + outages.RESTS)
        return _Ended(waiting, ending, now)

    async def _said(self, waiting: Waiting, said: Worded) -> Ending:
        message = waiting.message
        if self._lease is not None and not self._lease.held:
            return Unsent("the lease has run out")
        if not self._shows(waiting):
            return Sent()
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
        return await self._channel.send(fitted(outgoing, self._channel), self._clock.now())

    def _shows(self, waiting: Waiting) -> bool:
        """Where nothing can be edited, what is edited is not said; where messages are counted, no mere promise is."""
        if waiting.message.params.get(PROMISE) and self._channel.budget:
            return False
        return waiting.message.edits is None or self._channel.edits

    async def _attachment(self, waiting: Waiting) -> Attachment | None:
        """What is sent along with the first part of the words, or told in them; the web reads it from its own log."""
        file = handout_of(waiting.message)
        if file is None or self._channel.certain:
            return None
        async with self._database.read() as read:
            handout = (await files.by_id(read, [file]))[file]
            body = await files.body(read, file)
            reference = await files.reference(read, file, self._channel.name)
        links, now = self._links, self._clock.now()
        link, source = (links.page(handout, now), links.source(handout, now)) if links else ("", "")
        attachment = Attachment(handout.name, handout.media_type, body, reference, link, source)
        return None if waiting.told and self._channel.carries(attachment) else attachment

    async def _settle(self) -> int:
        """Record how sends ended; while that fails they are kept.

        The commit that seemed to fail may have come through: what is not in flight any more is on record.
        """
        landed = [task for task in self._flying if task.done()]
        again = bool(self._unsettled)
        self._unsettled += [task.result() for task in landed]
        self._flying.difference_update(landed)
        ended = self._unsettled
        if not ended:
            return 0
        try:
            async with self._writing() as tx:
                if again:
                    flying = await sending.in_flight(tx, [one.waiting.message.id for one in ended])
                    ended = [one for one in ended if one.waiting.message.id in flying]
                for one in ended:
                    await self._learn(tx, one)
                others = await self._other_ways(tx, ended)
                settled = [(one.waiting, self._settled(one, others)) for one in ended]
                await sending.settle(tx, settled, self._clock.now())
                await sending.route(tx, others)
                await self._weigh(tx, ended)
        except Lost:
            self._unsettled = []
            raise
        self._unsettled = []
        for waiting, how in settled:
            self._signals.notify(f"chat/{waiting.chat.address}")
            of = waiting.message
            log.info("message", id=trace(of.cause), message=of.id, kind=of.kind, channel=self.channel, how=how.state)
        return len(ended)

    async def _learn(self, tx: Transaction, ended: _Ended) -> None:
        """What a send has told about the chat, or about the file that went with it."""
        address, file = ended.waiting.chat.address, handout_of(ended.waiting.message)
        match ended.ending:
            case Migrated(moved):
                await chats.move(tx, address, moved, ended.at)
            case Refused(gone=True):
                await chats.mark_gone(tx, address, ended.at)
            case Shut(why):
                await outages.begin(tx, self._ids, self._channel.name, why, ended.at)
            case Sent(uploaded=reference) | Partly(uploaded=reference) if reference and file is not None:
                await files.write_uploads(tx, [Upload(file, self._channel.name, reference)])

    async def _other_ways(self, tx: Transaction, ended: Sequence[_Ended]) -> dict[int, Chat]:
        """By message that certainly was not said here, the next way to its person that is open.

        What was refused is tried by each way once, in their order; what could not be sent goes by any that is open.
        """
        refused = {one.waiting.message.id for one in ended if isinstance(one.ending, Refused) and not one.ending.gone}
        failed = {one.waiting.message.id for one in ended if self._fails(one) is not None}
        some = [one.waiting for one in ended if one.waiting.portable and one.waiting.message.id in refused | failed]
        if not some:
            return {}
        known = await reachable.ways(tx, {one.message.person_id for one in some if one.message.person_id is not None})
        found: dict[int, Chat] = {}
        for one in some:
            ways = list(known.get(one.message.person_id or 0, ()))
            if one.message.id in refused:
                here = next((place for place, way in enumerate(ways) if way.chat.id == one.chat.id), len(ways))
                ways = ways[here + 1 :]
            open_ = reachable.open_ways(ways, spares=KINDS[one.message.kind].priority >= REMINDER)
            elsewhere = [
                way.chat for way in open_ if way.chat.channel != self._channel.name or one.message.id in refused
            ]
            if elsewhere:
                found[one.message.id] = elsewhere[0]
        return found

    async def _weigh(self, tx: Transaction, ended: Sequence[_Ended]) -> None:
        """What the sends have cost, and whether anything can be sent at all: said once for all, at the end."""
        channel = self._channel.name
        said = [one for one in ended if isinstance(one.ending, Sent | Partly | Uncertain) and self._shows(one.waiting)]
        answered = any(
            not isinstance(one.ending, Unsent | Throttled | Shut | Uncertain) and self._shows(one.waiting)
            for one in ended
        )
        lost = sum(isinstance(one.ending, Uncertain) for one in ended)
        self._unanswered = 0 if answered else self._unanswered + lost
        failed = [(until, _why(one)) for one in ended if (until := self._fails(one)) is not None]
        now = self._clock.now()
        if answered:
            self._failing = None
        elif self._failing is None and any(isinstance(one.ending, Unsent) and one.ending.until for one in ended):
            self._failing = now
        if self._unanswered >= UNANSWERED:
            failed.append((now + FIRST_WAIT, "nothing is answered"))
        if failed and not answered:
            until, why = max(failed)
            if await downtime.begin(tx, channel, why, until, now):
                log.warning("nothing can be sent for now", channel=channel, why=why)
                await sending.look_elsewhere(tx, channel, now)
                self._signals.notify("outbox")
            self._out = True
        elif answered and self._out:
            self._out = False
            if await downtime.end(tx, channel, now):
                log.info("messages go again", channel=channel)
                self._signals.notify("outbox")
        await self._count(tx, len(said), now)

    def _fails(self, ended: _Ended) -> Instant | None:
        """Until when nothing can be sent here; None: it can, or is about to again."""
        match ended.ending:
            case Unsent(until=until) if until is not None:
                lasting = self._failing is not None and ended.at - self._failing >= SECOND
                return until if self._out or lasting or until - ended.at > HICCUP else None
            case Throttled(until, whole=True) if until - ended.at > PATIENT:
                return until
        return None

    async def _count(self, tx: Transaction, sent: int, now: Instant) -> None:
        if self._channel.budget and sent:
            await budgets.count_sent(tx, self._channel.name, budgets.month_of(now, self._zone), sent)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Transaction]:
        async with self._database.write() as tx:
            if self._lease is not None:
                await self._lease.assert_held(tx)
            yield tx

    def _settled(self, ended: _Ended, others: Collection[int]) -> Settled:
        """What follows from how a send ended: the only place that decides it. `others`: these have another way."""
        waiting, now = ended.waiting, ended.at
        again = now + min(FIRST_WAIT << min(waiting.tries, 10), LONGEST_WAIT)
        if waiting.message.id in others:
            return Settled("waiting", "it could not be said there", next_at=now, elsewhere=True)
        match ended.ending:
            case Sent(reference=reference):
                return Settled("sent", reference=reference)
            case Partly(told=told):
                return Settled("waiting", "the rest follows", next_at=now, told=told)
            case Refused(why, gone):
                if gone and waiting.portable:  # what we began ourselves looks for another chat
                    return Settled("waiting", why, next_at=now, elsewhere=True)
                return Settled("doubt" if waiting.doubted else "unreached", why)
            case Migrated():
                return Settled("waiting", "the chat has moved", next_at=now)
            case Throttled(until, whole):
                why = sending.ALL_ASKED_TO_WAIT if whole else sending.ASKED_TO_WAIT
                return Settled("waiting", why, next_at=until)
            case Unsent(why, until):
                return Settled("waiting", why, next_at=max(again, until or 0))
            case Shut(why):
                next_at = now if waiting.portable else now + outages.RESTS
                return Settled("waiting", why, next_at=next_at, elsewhere=waiting.portable)
            case Uncertain(why):
                repeat = KINDS[waiting.message.kind].repeat
                return Settled("waiting", why, next_at=again, doubted=True) if repeat else Settled("doubt", why)


def _why(ended: _Ended) -> str:
    return ended.ending.why if isinstance(ended.ending, Unsent) else sending.ALL_ASKED_TO_WAIT


def handout_of(message: Message) -> int | None:
    return int(message.params["file"]) if "file" in message.params else None
