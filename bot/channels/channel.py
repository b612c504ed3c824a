"""The contract of a channel: it sends one message and says, as data, how that ended. What follows is delivery's.

Every channel file has the same order: limits, payloads with a sample, decoding (pure), sending.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from bot.limits import Limits
from handlers.markup import Markup
from handlers.outgoing import texts_handouts
from storage.instants import Instant
from storage.records import Chat, Choice


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the words. `reference`: what the platform calls it, if it was given it before.

    `link`: where it can be fetched instead; empty where nobody outside could open it.
    """

    name: str
    media_type: str
    body: bytes
    reference: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`words` are our safe subset of HTML; `edits` is what the platform calls the message to be replaced."""

    chat: Chat
    words: str
    buttons: tuple[Choice, ...] = ()
    edits: str | None = None
    told: int = 0  # how many characters of the words were said before, in earlier parts
    cause: str = ""  # the update that it answers
    asks_contact: str = ""  # the label of a button that shares one's phone number, where the platform has one
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """`uploaded`: what the platform calls the attachment from now on."""

    reference: str | None = None
    uploaded: str = ""


@dataclass(frozen=True, slots=True)
class Partly:
    """Said up to `told` characters; the rest follows as the chat's next message."""

    told: int
    uploaded: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Certain and for good. `gone`: not only this message, the whole chat: blocked, deleted, never there."""

    why: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Migrated:
    """Certainly not sent: the chat goes on under another address."""

    address: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """Certainly not sent; try again at `until`. `whole`: the pause is for the channel, not only for this chat."""

    until: Instant
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Unsent:
    """Certainly not sent, for a passing reason. `until`: nothing can be sent to anybody before."""

    why: str
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been said: the answer was lost."""

    why: str


Ending = Sent | Partly | Refused | Migrated | Throttled | Unsent | Uncertain


class Channel(Protocol):
    """`certain`: a send that is not on record did not happen, since the record is the send."""

    name: str
    limits: Limits
    certain: bool

    async def send(self, message: Outgoing, now: Instant) -> Ending: ...
    async def show_work(self, chat: Chat) -> None: ...
    def is_group(self, chat: Chat) -> bool: ...


def linked(message: Outgoing) -> Outgoing:
    """The same without its attachment, for where files cannot go: the words tell where it can be had."""
    words, file = Markup(message.words), message.attachment
    if file is None:
        return message
    told = texts_handouts.with_link(words, file.link) if file.link else texts_handouts.without_file(words, file.name)
    return replace(message, words=str(told), attachment=None)
