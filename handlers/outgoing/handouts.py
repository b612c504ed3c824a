"""What is handed out as a file: ordered here, made by an errand, handed over when the errand comes back.

A maker's `gather` only reads, and words the caption from the very figures that the document shows.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from pydantic import BaseModel

from handlers import texts as common
from handlers.intents.files import HandOutFile
from handlers.markup import Markup
from handlers.outcome import Outcome, Request
from handlers.outgoing import texts
from storage import chats, people
from storage.database import Rows
from storage.errands import Errand, ErrandEnded
from storage.instants import Instant
from storage.lookup import KnownSpeaker, Who
from storage.records import Chat, Message


@dataclass(frozen=True, slots=True)
class Order:
    """Which document is wanted, by whom, and the instant as of which it speaks.

    `chat`: where it was asked for; None when we start, and the chat is chosen when it is sent.
    """

    maker: str
    person: int
    chat: int | None
    as_of: Instant
    about: Mapping[str, str]  # the maker's own

    @property
    def params(self) -> dict[str, str]:
        to = {"chat": str(self.chat)} if self.chat is not None else {}
        return {**self.about, **to, "maker": self.maker, "person": str(self.person), "as_of": str(self.as_of)}

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "Order":
        chat = int(params["chat"]) if "chat" in params else None
        return cls(params["maker"], int(params["person"]), chat, int(params["as_of"]), params)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the worker draws (`data`, plain JSON), and what is said with it. `named`: it holds names or phones."""

    data: Any
    name: str
    media_type: str
    caption: Markup
    named: bool
    unit: int | None = None
    campaign: int | None = None
    beside: Any = None  # what the errand hands back with the file, for whoever takes it
    otherwise: "Gathered | None" = None  # what is drawn where this cannot be


class Recipient(TypedDict, total=False):
    """To whom a message goes, in the two ways of a Message."""

    chat: Chat
    person_id: int


Gather = Callable[[Rows, Order], Awaitable[Gathered]]


class Made(BaseModel):
    """What the errand hands back: the file is kept under the errand's own id."""

    caption: str
    expires: Instant
    beside: Any = None


def ordered(
    request: Request,
    who: KnownSpeaker,
    maker: str,
    about: Mapping[str, str],
    as_of: Instant | None = None,
    *,
    kind: str = "make",
) -> tuple[Errand, ...]:
    """For whoever asks. What is asked for in a group goes to the person alone; none where there is no such chat.

    `kind` says who takes what comes back: by default it is only handed over.
    """
    chat = who.chat if who.private else who.own_chat
    if chat is None:
        return ()
    order = Order(maker, who.person.id, chat.id, request.at if as_of is None else as_of, about)
    return (Errand(request.ids(), kind, order.params, request.key, request.at),)


async def hand_over(intent: HandOutFile, request: Request, _who: Who, read: Rows) -> Outcome:
    ended, wanted = ErrandEnded(intent.errand, intent.failed), Order.of(intent.params)
    if not intent.failed:
        return Outcome((ended,), (await handed(read, wanted, intent.errand, intent.result, request),))
    person = (await people.by_id(read, [wanted.person]))[wanted.person]
    words = str(texts.not_made(common.pronouns(person)))
    message = Message(request.ids(), "alarm", request.key, request.at, words=words, **await _to(read, wanted))
    return Outcome((ended,), (message,))


async def handed(read: Rows, wanted: Order, file: int, result: str, request: Request) -> Message:
    """The message with which a file goes out; it may be sent again after an uncertain send."""
    made, to = Made.model_validate_json(result), await _to(read, wanted)
    plain = (request.ids(), "file", request.key, request.at)
    return Message(*plain, words=made.caption, params={"file": str(file)}, not_after=made.expires, **to)


async def _to(read: Rows, wanted: Order) -> Recipient:
    chat = await chats.by_id(read, wanted.chat) if wanted.chat is not None else None
    return {"chat": chat} if chat else {"person_id": wanted.person}
