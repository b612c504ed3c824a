"""The contract of a channel: it sends one message and says, as data, how that ended. What follows is delivery's.

Every channel file has the same order: limits, payloads with a sample, decoding (pure), sending.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.limits import Limits
from storage.instants import Instant
from storage.records import Chat, Choice


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`words` are our safe subset of HTML; `edits` is what the platform calls the message to be replaced."""

    chat: Chat
    words: str
    buttons: tuple[Choice, ...] = ()
    edits: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Certain and for good: blocked, gone, never there."""

    why: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """Certainly not sent; try again at `until`. `whole`: the pause is for the channel, not only for this chat."""

    until: Instant
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Unsent:
    """Certainly not sent, for a passing reason."""

    why: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been said: the answer was lost."""

    why: str


Ending = Sent | Refused | Throttled | Unsent | Uncertain


class Channel(Protocol):
    """`certain`: a send that is not on record did not happen, since the record is the send."""

    name: str
    limits: Limits
    certain: bool

    async def send(self, message: Outgoing, now: Instant) -> Ending: ...
