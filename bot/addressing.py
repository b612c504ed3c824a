"""Chooses the chat for what we start ourselves: the first way to its person that is open; none means the call list.

Who has no other way than one that is out waits for it, and is on the call list meanwhile. What nobody has asked for is
not said where little is left of the month; where there is no other way it waits, or is told by telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage import downtime, reachable, sending
from storage.database import Database
from storage.instants import Instant
from storage.reachable import Way
from storage.records import Chat
from storage.sending import Dropped, Held, Unrouted

NOWHERE = Dropped("unreached", "no chat")
SPARED = "little is left of the month there"


async def route(database: Database, now: Instant) -> int:
    """Return how many messages were given a chat, or put off, or put on the call list."""
    async with database.read() as read:
        if not await sending.unrouted(read, now):
            return 0
    async with database.write() as tx:  # so that nobody joins between the look and what follows from it
        waiting = await sending.unrouted(tx, now)
        known = await reachable.ways(tx, {one.person_id for one in waiting})
        chosen = _Chosen(now)
        for one in waiting:
            chosen.choose(one, known.get(one.person_id, ()))
        await sending.route(tx, chosen.chats)
        await sending.drop(tx, chosen.dropped)
        await sending.hold(tx, chosen.held)
        if chosen.tried:
            await downtime.tried(tx, chosen.tried, now)
    return len(waiting)


@dataclass
class _Chosen:
    """`tried`: channels that are out, and that one message tries again."""

    now: Instant
    chats: dict[int, Chat] = field(default_factory=dict)
    dropped: dict[int, Dropped] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)

    def choose(self, one: Unrouted, ways: Sequence[Way]) -> None:
        allowed = [way for way in ways if not (one.spares and way.is_spared(self.now))]
        if allowed:
            way = next((way for way in allowed if self._is_open(way)), allowed[0])
            self.chats[one.id] = way.chat
            if way.out_until is not None:
                self.tried.add(way.chat.channel)
            return
        until = min((way.spared_until for way in ways if way.spared_until is not None), default=None)
        if until is not None and (one.not_after is None or one.not_after > until):
            self.held[one.id] = Held(until, SPARED)
        else:
            self.dropped[one.id] = NOWHERE if until is None else Dropped("unreached", SPARED)

    def _is_open(self, way: Way) -> bool:
        """One that is out is tried by one message, when its time has come."""
        return way.out_until is None or (way.out_until <= self.now and way.chat.channel not in self.tried)
