"""The contract of a channel: one frozen value says all that the house needs to know of it.

It sends one message and says, as data, how that ended; what follows is delivery's. What it takes in it decodes into
`Inbound` and hands to `Services.intake`. A channel is a folder here, with the same files in the same order in each
(`channel` what it is and how it is opened, `settings`, `decoding`, `sending`, `files`, then how it is listened to:
`polling`, `webhook` or pages, `callbacks`, `menus`, `setup`), and its name in `CHANNELS` of bot/app.py.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.routing import BaseRoute

from bot.findings import Finding
from bot.limits import Limits
from bot.loops import Step, Turns
from bot.services import Services
from bot.settings import ChannelSettings, Settings
from handlers.markup import Markup
from handlers.outgoing import texts as outgoing_texts
from storage.budgets import Budget
from storage.instants import Instant
from storage.records import Chat, Choice


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the words. `reference`: what the platform calls it, if it was given it before.

    `link`: the page at which a person opens it instead; `source`: where a platform may fetch it again and again for
    days, which it may not where it holds names. Both are empty where nobody outside could open them.
    """

    name: str
    media_type: str
    body: bytes
    reference: str = ""
    link: str = ""
    source: str = ""


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


@dataclass(frozen=True, slots=True)
class Shut:
    """Certainly not sent, and nothing will be until somebody sees to it: our own account there is not ours any more."""

    why: str


Ending = Sent | Partly | Refused | Migrated | Throttled | Unsent | Uncertain | Shut


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that is on. `name` begins all its addresses and names its files: name/…, name:….

    Where we have several accounts on one platform each is a channel of its own, platform/account: it is paced, paused,
    shut and delivered by itself, and a chat is written to by the account that its person has written to.

    A button can be pressed for as long as its choice is on record. Where it shows none, choices are numbered lines, and
    a number means the question that is open. Where nothing can be edited, nobody is told what they have just chosen.
    """

    name: str
    send: Callable[[Outgoing, Instant], Awaitable[Ending]]
    limits: Limits = field(default_factory=Limits)
    certain: bool = False  # a send that is not on record did not happen, since the record is the send
    buttons: bool = True
    edits: bool = True
    budget: Budget | None = None  # what it may do in a month, where that is limited
    carries: Callable[[Attachment], bool] = lambda _file: True  # else the words tell where a file can be had
    show_work: Callable[[Chat], Awaitable[None]] | None = None  # that something is being made for the chat
    is_group: Callable[[Chat], bool] = lambda _chat: False
    fetch: Callable[[str], Awaitable[bytes]] | None = None  # a file that was sent to us; OSError: it cannot be had
    routes: tuple[BaseRoute, ...] = ()
    listen: Callable[[Turns], Coroutine[Any, Any, None]] | None = None  # tells of each turn; raises Stalled
    steps: Mapping[str, Step] = field(default_factory=dict)  # by the name of their loop
    close: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """Of the command line, `tungngo CHANNEL NAME`: its answer is lines, or Refused."""

    name: str
    help: str
    run: Callable[[Settings], Coroutine[Any, Any, list[str]]]


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """What bot/app.py lists. `opens`: none where its settings do not turn it on, one for each account of ours.

    `budget`: what each of them may do in a month for nothing, where that is limited; what a rehearsal reckons with.
    `examines`: asks the platform whether it knows us and brings what is written, and changes nothing.
    """

    name: str
    opens: Callable[[Services], Sequence[Channel]]
    settings: type[ChannelSettings] | None = None
    commands: tuple[Command, ...] = ()
    budget: Budget | None = None
    examines: Callable[[Settings], Awaitable[Sequence[Finding]]] | None = None


def fitted(message: Outgoing, channel: Channel) -> Outgoing:
    """The same as far as the channel can show it."""
    if message.attachment and not channel.carries(message.attachment):
        message = linked(message)
    if message.buttons and not channel.buttons:
        labels = [(button.digit, Markup.escape(button.label)) for button in message.buttons if button.digit is not None]
        untold = [f"{digit}. {label}" for digit, label in labels if label not in message.words]
        message = replace(message, words="\n".join([message.words, *untold]), buttons=())
    return message


def linked(message: Outgoing) -> Outgoing:
    """The same without its attachment, for where files cannot go: the words tell where it can be had."""
    words, file = Markup(message.words), message.attachment
    if file is None:
        return message
    text = outgoing_texts.with_link(words, file.link) if file.link else outgoing_texts.without_file(words, file.name)
    return replace(message, words=str(text), attachment=None)
