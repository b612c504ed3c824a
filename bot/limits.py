"""How fast a channel may be written to: windows over what was sent, and the pauses that the platform asked for.

A send counts from its beginning until its answer has grown old: whenever it arrived in between, no limit is broken.
"""

from collections import defaultdict, deque
from dataclasses import dataclass

from storage.instants import MINUTE, SECOND, Instant


@dataclass(frozen=True, slots=True)
class Limits:
    """None = no limit. `spacing` is the least time between two messages to one chat, in ms."""

    per_second: int | None = None
    spacing: int = 0
    group_per_minute: int | None = None


class RateLimiter:
    """One memory per channel, kept by the one worker that holds its lease."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._flying = 0
        self._all: deque[Instant] = deque()
        self._chats: dict[int, deque[Instant]] = defaultdict(deque)
        self._paused: dict[int | None, Instant] = {}

    def free_at(self, chat: int, now: Instant, *, group: bool = False, more: int = 0) -> Instant:
        """The earliest instant at which this chat may be written to; `now` when that is at once.

        `more` are about to be sent to other chats.
        """
        limits = self._limits
        earliest = max(now, self._paused.get(chat, 0), self._paused.get(None, 0))
        sent = self._chats.get(chat)
        if sent and limits.spacing:
            earliest = max(earliest, sent[-1] + limits.spacing)
        if sent and group and limits.group_per_minute:
            earliest = max(earliest, _window(sent, limits.group_per_minute, MINUTE, now))
        if limits.per_second:
            left = limits.per_second - self._flying - more
            earliest = max(earliest, _window(self._all, left, SECOND, now) if left > 0 else now + SECOND)
        return earliest

    def begins(self) -> None:
        self._flying += 1

    def ends(self, chat: int, at: Instant) -> None:
        self._flying -= 1
        self.sent(chat, at)

    def sent(self, chat: int, at: Instant) -> None:
        """Also what was sent before we came, oldest first."""
        if self._limits == Limits():
            return
        self._all.append(at)
        self._chats[chat].append(at)
        if len(self._chats[chat]) > (self._limits.group_per_minute or 1):
            self._chats[chat].popleft()

    def turn_back(self, by: int) -> None:
        """The clock was set back: what it measured keeps its distance from now; nobody waits for the old hour."""
        self._all = deque(at - by for at in self._all)
        for chat, sent in self._chats.items():
            self._chats[chat] = deque(at - by for at in sent)
        self._paused = {chat: until - by for chat, until in self._paused.items()}

    def is_paused(self, chat: int, now: Instant) -> bool:
        return now < max(self._paused.get(chat, 0), self._paused.get(None, 0))

    def pause(self, chat: int | None, until: Instant) -> None:
        """The platform asked for it; no chat = the whole channel."""
        self._paused[chat] = max(until, self._paused.get(chat, 0))


def _window(sent: deque[Instant], most: int, length: int, now: Instant) -> Instant:
    while sent and sent[0] <= now - length:
        sent.popleft()
    return sent[-most] + length if len(sent) >= most else now
