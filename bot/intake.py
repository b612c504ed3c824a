"""Takes updates in: a waiting batch is looked up, decided and written in one transaction, and only then acknowledged.

So nothing is lost and nothing counts twice. Unreachable is passed on to whoever submitted, who keeps the update.
"""

import asyncio
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from markupsafe import Markup
from structlog.contextvars import bound_contextvars

from bot import counting
from bot.log import trace, traces, worth_a_line
from bot.loops import IDLE, Turns, unwatched
from bot.signals import Signals
from handlers import dispatch, routing, texts, understanding
from handlers.inbound import Edited, Inbound, Pressed, ReceivedFile, Spoken, Text, clean, without_numbers
from handlers.intents.talking import StartChat
from handlers.language import long_numbers
from handlers.outcome import Request, answer, tell
from handlers.people import codes
from handlers.understanding import Understood
from storage import budgets, chats, facts, lookup, outbox, people, updates
from storage.campaigns import Campaigns
from storage.database import Database, Stale, Transaction, Unreachable
from storage.facts import Fact
from storage.ids import Ids
from storage.instants import Instant, local
from storage.lookup import Origin, Who
from storage.records import Message

BATCH = 100  # one getUpdates, or all web requests that wait now
TRIES = 3  # alone; then an update is set aside
CROWDED = 20  # of what others have changed meanwhile: another process writes, and the update is not to blame

Beside = Callable[[Transaction], Awaitable[None]]
T = TypeVar("T")
_Known = tuple[Inbound, Who]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an update. `clash`: its key was taken in before with another body."""

    again: bool = False
    clash: bool = False
    set_aside: bool = False
    notice: Markup | None = None

    @property
    def outcome(self) -> str:
        named = {"set aside": self.set_aside, "clash": self.clash, "again": self.again}
        return next((name for name, is_it in named.items() if is_it), "taken")


@dataclass(frozen=True, slots=True)
class _Submitted:
    """What somebody hands in at once, and waits for at once. `beside` is written when all of it is."""

    updates: Sequence[Inbound]
    beside: Beside | None
    receipts: asyncio.Future[list[Receipt]]


class Intake:
    def __init__(self, database: Database, ids: Ids, signals: Signals, zone: str) -> None:
        self._database = database
        self._ids = ids
        self._signals = signals
        self._zone = zone
        self._campaigns = Campaigns()
        self.counted: frozenset[str] = frozenset()  # channels on which each message that we are sent costs one
        self._waiting: asyncio.Queue[_Submitted] = asyncio.Queue()
        self.taken: Instant | None = None  # when what was taken in last had arrived

    async def submit(self, inbound: Inbound) -> Receipt:
        """Return once the update's effect is on disk. A caller that goes away changes nothing."""
        return (await self.submit_all([inbound]))[0]

    async def submit_all(self, updates: Sequence[Inbound], beside: Beside | None = None) -> list[Receipt]:
        """The same of several, and of what is to be written in the transaction that takes them in."""
        submitted = _Submitted(updates, beside, asyncio.get_running_loop().create_future())
        self._waiting.put_nowait(submitted)
        return await asyncio.shield(submitted.receipts)

    async def run(self, *, singly: bool = False, turned: Turns = unwatched) -> None:
        """Whatever happens to a batch, those who wait for it learn it and the loop goes on.

        `singly`: after an unclean stop the first batch may hold what stopped us.
        """
        refused = 0  # batches in a row
        while True:
            turned(IDLE)
            some = [await self._waiting.get()]
            turned()
            many = len(some[0].updates)
            while many < BATCH and not self._waiting.empty():
                some.append(self._waiting.get_nowait())
                many += len(some[-1].updates)
            receipts = (await asyncio.gather(self._taken(some, singly=singly), return_exceptions=True))[0]
            singly = False
            if isinstance(receipts, BaseException):
                refused += 1
                error = None if isinstance(receipts, Unreachable) else receipts
                batch = [inbound for one in some for inbound in one.updates]
                for inbound in batch:
                    counting.UPDATES.add(inbound.channel, "not taken")
                if error or worth_a_line(refused):
                    ids = traces(inbound.key for inbound in batch)
                    told = {"updates": len(batch), "why": str(receipts), "times": refused}
                    log.warning("nothing acknowledged", **ids, **told, exc_info=error)
            else:
                refused = 0
            for submitted in some:
                if submitted.receipts.done():
                    continue
                if isinstance(receipts, BaseException):
                    submitted.receipts.set_exception(receipts)
                else:
                    submitted.receipts.set_result([receipts.pop(0) for _ in submitted.updates])

    async def _taken(self, some: Sequence[_Submitted], *, singly: bool) -> list[Receipt]:
        batch = [inbound for one in some for inbound in one.updates]
        receipts = await self.take(batch, [one.beside for one in some if one.beside], singly=singly)
        self.taken = max((inbound.heard for inbound in batch), default=self.taken)
        for inbound, receipt in zip(batch, receipts, strict=True):
            counting.UPDATES.add(inbound.channel, receipt.outcome)
        return receipts

    async def take(
        self, batch: Sequence[Inbound], beside: Sequence[Beside] = (), *, singly: bool = False
    ) -> list[Receipt]:
        """One transaction for all, and for what is written beside them; when it fails, one for each."""
        for _ in () if singly else range(TRIES):
            receipts = await _undoable([inbound.key for inbound in batch], self.transact(batch, beside))
            if not isinstance(receipts, _Undone):
                return receipts
            if not receipts.crowded:
                break
        alone = [await self._alone(inbound) for inbound in batch]
        if beside:
            async with self._database.write() as tx:
                for write in beside:
                    await write(tx)
        return alone

    async def _alone(self, inbound: Inbound) -> Receipt:
        undone: list[_Undone] = []
        while len(undone) < CROWDED and sum(not one.crowded for one in undone) < TRIES:
            receipts = await _undoable([inbound.key], self.transact([inbound]))
            if not isinstance(receipts, _Undone):
                return receipts[0]
            undone.append(receipts)
        return await self._set_aside(inbound, undone[-1].trace)

    async def transact(self, batch: Sequence[Inbound], beside: Sequence[Beside] = ()) -> list[Receipt]:
        with bound_contextvars(**traces(inbound.key for inbound in batch)):
            receipts = await self._transacted(batch, beside)
            log.info("taken in", updates=len(batch), again=sum(receipt.again for receipt in receipts))
            return receipts

    async def _transacted(self, batch: Sequence[Inbound], beside: Sequence[Beside]) -> list[Receipt]:
        async with self._database.write() as tx:
            seen = await updates.digests(tx, {inbound.key for inbound in batch})
            fresh: dict[str, Inbound] = {}
            for inbound in batch:
                if inbound.key not in seen:
                    fresh.setdefault(inbound.key, inbound)
            claims = [updates.Claim(key, one.digest, one.heard) for key, one in fresh.items()]
            await updates.claim(tx, claims)
            notices: dict[str, Markup] = {}
            counts = Counter(one.chat for one in fresh.values() if one.is_said)
            waiting = await self._known(tx, list(fresh.values()), counts) if fresh else []
            numbers = _numbered(waiting)
            while waiting:
                waiting = await self._wave(tx, waiting, notices, numbers)
            for write in beside:
                await write(tx)
            await self._count(tx, fresh.values())
        self._signals.notify("outbox")
        self._signals.notify("errands")
        known = {**seen, **{claim.key: claim.digest for claim in claims}}
        return [_receipt(inbound, fresh, known, notices) for inbound in batch]

    async def _wave(
        self, tx: Transaction, waiting: Sequence[_Known], notices: dict[str, Markup], numbers: Mapping[str, int]
    ) -> list[_Known]:
        """Decide what does not touch what an earlier one touches; return what must wait for the next wave."""
        ready, later = _sorted_out(waiting)
        written: list[Fact] = []
        messages: list[Message] = []
        for inbound, who, understood in ready:
            number, said = numbers.get(inbound.key, 0), _spoken(inbound, understood)
            heard = Request(inbound.key, inbound.written, inbound.heard, self._ids, said, number)
            with bound_contextvars(id=trace(inbound.key)):
                outcome = await dispatch.decide(understood, heard, who, tx)
            written += outcome.facts
            messages += outcome.replies
            if outcome.notice is not None:
                notices[inbound.key] = outcome.notice
        await chats.append(
            tx, [entry for inbound, who, understood in ready for entry in _said(inbound, who, understood)]
        )
        await facts.write(tx, written)
        await outbox.write(tx, messages)
        return await self._known_again(tx, later, written) if later else []

    async def _known(
        self, tx: Transaction, waiting: Sequence[Inbound], counts: Mapping[str, int] | None = None
    ) -> list[_Known]:
        whos = await lookup.look_up(tx, [self._sender(inbound) for inbound in waiting], self._campaigns, counts)
        return list(zip(waiting, whos, strict=True))

    async def _known_again(self, tx: Transaction, later: Sequence[_Known], written: Sequence[Fact]) -> list[_Known]:
        """Nearly always nothing but reports was written, and little of what is known has changed."""
        inbounds, whos = [inbound for inbound, _ in later], [who for _, who in later]
        if any(who.pressed for who in whos) or not all(isinstance(fact, lookup.REFRESHED) for fact in written):
            return await self._known(tx, inbounds)
        now = max(inbound.heard for inbound in inbounds)
        return list(zip(inbounds, await lookup.refreshed(tx, whos, now), strict=True))

    async def _count(self, tx: Transaction, some: Collection[Inbound]) -> None:
        """Not what an errand of ours brings in somebody's name, as what a voice note said."""
        brought = (inbound for inbound in some if inbound.key.startswith(f"{inbound.channel}/"))
        heard = Counter(inbound.channel for inbound in brought if inbound.channel in self.counted)
        if heard:
            month = budgets.month_of(max(inbound.heard for inbound in some), self._zone)
            await budgets.count_heard(tx, month, heard)

    async def _set_aside(self, inbound: Inbound, broke: str) -> Receipt:
        """Say one word to the sender and one to the clerk, unless who they are is just what cannot be read."""
        told = await _undoable([inbound.key], self._keep(inbound, broke, tell=True))
        if isinstance(told, _Undone):
            await self._keep(inbound, broke, tell=False)
        log.error("an update was set aside", id=trace(inbound.key), channel=inbound.channel)
        self._signals.notify("outbox")
        return Receipt(set_aside=True)

    async def _keep(self, inbound: Inbound, broke: str, *, tell: bool) -> None:
        """Claim its key and keep what it was."""
        async with self._database.write() as tx:
            await updates.claim(tx, [updates.Claim(inbound.key, inbound.digest, inbound.heard)])
            body = clean(repr(without_numbers(inbound.content)))
            await updates.set_aside(tx, inbound.key, body, long_numbers.masked(clean(broke))[0], inbound.heard)
            if tell:
                await self._tell(tx, inbound)
            await self._count(tx, [inbound])

    async def _tell(self, tx: Transaction, inbound: Inbound) -> None:
        who = (await lookup.look_up(tx, [self._sender(inbound)], self._campaigns))[0]
        heard = Request(inbound.key, inbound.written, inbound.heard, self._ids)
        clerks = await people.clerks_above(tx, {post.unit.id for post in who.posts}, inbound.heard)
        name = who.person.name if who.person else inbound.channel
        at = local(inbound.heard, self._zone)
        messages = [tell(heard, clerk, texts.set_aside(texts.pronouns(clerk), name, at)) for clerk in clerks]
        await chats.append(tx, _said(inbound, who))
        await outbox.write(tx, [answer(heard, who, texts.apology(texts.pronouns(who.person))), *messages])

    def _sender(self, inbound: Inbound) -> Origin:
        choice = inbound.content.choice if isinstance(inbound.content, Pressed) else None
        where = (inbound.chat, inbound.channel, inbound.sender, inbound.heard)
        return Origin(self._ids(), *where, private=inbound.private, choice=choice)


@dataclass(frozen=True, slots=True)
class _Undone:
    """A traceback. `crowded`: another process wrote what we stood on; the same may come through now."""

    trace: str
    crowded: bool = False


async def _undoable(keys: Sequence[str], work: Coroutine[Any, Any, T]) -> T | _Undone:
    """What `work` returns, or what rolled it back."""
    try:
        return await work
    except Unreachable:
        raise
    except Stale as error:
        log.info("another was faster", **traces(keys), updates=len(keys), why=str(error))
        return _Undone(traceback.format_exc(), crowded=True)
    except Exception:
        log.exception("rolled back", **traces(keys))
        return _Undone(traceback.format_exc())


def _sorted_out(waiting: Sequence[_Known]) -> tuple[list[tuple[Inbound, Who, Understood]], list[_Known]]:
    """Who may be decided together now, and who waits: also behind those who wait already, so that order is kept."""
    ready: list[tuple[Inbound, Who, Understood]] = []
    later: list[_Known] = []
    touched: set[str] = set()
    behind: set[str] = set()  # chats of which one waits: what it means is read when its turn comes
    for inbound, who in waiting:
        if inbound.chat in behind:
            later.append((inbound, who))
            touched |= routing.may_touch(who)
            continue
        bare, meant, understood = understanding.discreet(inbound, who)
        touches = routing.touches(understood.intent, meant)
        alone = routing.EVERYTHING in touches
        if routing.EVERYTHING in touched or touched & touches or (alone and touched):
            later.append((inbound, who))
            behind.add(inbound.chat)
            touches |= routing.may_touch(who)
        else:
            ready.append((bare, meant, understood))
        touched |= touches
    return ready, later


def _numbered(waiting: Sequence[_Known]) -> dict[str, int]:
    """Of each message, which of its chat's of late it is."""
    numbers: dict[str, int] = {}
    last: dict[str, int] = {}
    for inbound, who in waiting:
        if inbound.is_said:
            numbers[inbound.key] = last[inbound.chat] = last.get(inbound.chat, who.chat.recent) + 1
    return numbers


def _spoken(inbound: Inbound, understood: Understood) -> str:
    """In the sender's words: of a button, what stands on it."""
    match inbound.content:
        case Text(words) | Spoken(text=words) | Edited(text=words) | ReceivedFile(caption=words):
            return words
        case Pressed():
            return understood.choice.label if understood.choice else ""
        case _:
            return ""


def _said(inbound: Inbound, who: Who, understood: Understood | None = None) -> list[chats.LogEntry]:
    """Their own words, and what they sent, stand in the log that the page reads; a code does not."""
    if inbound.channel != chats.LOGGED:
        return []
    shown = inbound.content if understood else without_numbers(inbound.content)
    match shown:
        case Text(words):
            if understood and isinstance(understood.intent, StartChat):
                words = codes.hidden(words)
            return [chats.LogEntry(who.chat.id, inbound.key, inbound.heard, words=words)]
        case ReceivedFile() as file:
            words = texts.sent_file(file.name, file.caption)
            return [chats.LogEntry(who.chat.id, inbound.key, inbound.heard, words=words)]
        case _:
            return []


def _receipt(
    inbound: Inbound, fresh: Mapping[str, Inbound], known: Mapping[str, str], notices: Mapping[str, Markup]
) -> Receipt:
    if fresh.get(inbound.key) is inbound:
        return Receipt(notice=notices.get(inbound.key))
    return Receipt(again=True, clash=known[inbound.key] != inbound.digest)
