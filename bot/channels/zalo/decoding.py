"""What Zalo brings, as far as we read it, and its decoding into Inbound: pure, and silent about what is not for us.

An update has no id of its own: its key is made of bot, event, chat, sender and message, so that what comes twice is
one, and the same message id in two chats or from two bots is two.
"""

import hashlib
import re
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from bot.channels.body import read
from handlers.inbound import (
    Barrier,
    Content,
    FileKind,
    Inbound,
    ReceivedFile,
    Text,
    Unheard,
    clean,
    file_name,
    written_at,
)
from storage.instants import SECOND, Instant

PLATFORM = "zalo"
IN_MILLISECONDS = 10**12  # a date from here on; below it is one in seconds
UNSUPPORTED = "message.unsupported.received"
SILENT = ("message.reaction.received",)  # nobody has said anything


def _plain(value: Any) -> Any:
    """Ids are strings, and have been seen as numbers."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _words(value: Any) -> str:
    return clean(value).strip() if isinstance(value, str) else ""


def _link(value: Any) -> str:
    """Empty: none that could be fetched."""
    return value if isinstance(value, str) and re.fullmatch(r"https?://[\x21-\x7e]{1,2000}", value) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < _LARGEST else 0


_LARGEST = 1 << 62
Id = Annotated[str, BeforeValidator(_plain), Field(pattern=r"^[^\s\x00-\x1f]{1,128}$")]
EventName = Annotated[str, Field(pattern=r"^[\w.-]{1,64}$")]
Words = Annotated[str, BeforeValidator(_words)]
Link = Annotated[str, BeforeValidator(_link)]
Number = Annotated[int, BeforeValidator(_number)]


class _Brought(BaseModel):
    """Who spoke where has to be readable; of what else stands in it only what can be is read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


# {"id": "6ede9afa66b88fe6d6a9", "display_name": "Bà Lan", "is_bot": false}
class Speaker(_Brought):
    id: Id
    is_bot: Any = False


# {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
class SpokenIn(_Brought):
    id: Id
    chat_type: Words = "PRIVATE"


# {"message_id": "82599fa32f56d00e8941", "date": 1731162305000, "chat": {…}, "from": {…}, "text": "tối nay 12 nhà"}
class ZaloMessage(_Brought):
    chat: SpokenIn
    sender: Speaker = Field(alias="from")
    message_id: Annotated[Words, BeforeValidator(_plain)] = ""
    date: Number = 0
    text: Words = ""
    caption: Words = ""
    photo: Annotated[Link, Field(validation_alias=AliasChoices("photo_url", "photo"))] = ""
    voice: Annotated[Link, Field(validation_alias=AliasChoices("voice_url", "voice"))] = ""
    file: Annotated[Link, Field(validation_alias=AliasChoices("file_url", "file"))] = ""
    file_name: Words = ""
    file_size: Number = 0
    sticker: Any = None


# {"event_name": "message.text.received", "message": {…}}, or the same as the `result` of {"ok": true, "result": {…}}
class ZaloUpdate(_Brought):
    event_name: EventName
    message: ZaloMessage


def decode(body: bytes | dict[str, Any], bot: str, heard: Instant) -> Inbound | None:
    """None: nothing for us, or nothing that can be read."""
    update = _update(body)
    if update is None or update.message.sender.is_bot or update.event_name in SILENT:
        return None
    said, channel = update.message, f"{PLATFORM}/{bot}"
    private = said.chat.chat_type.upper() != "GROUP"
    content = _content(update, channel) if private else Unheard(Barrier.GROUP)
    if content is None:
        return None
    where = (f"{channel}/{said.chat.id}", f"{channel}/{said.sender.id}")
    key = f"{channel}/{update.event_name}/{said.chat.id}/{said.sender.id}/{said.message_id[:128] or _unnamed(said)}"
    return Inbound(key, channel, *where, content, written_at(_date(said), heard), heard, private=private)


def _update(body: bytes | dict[str, Any]) -> ZaloUpdate | None:
    """Flat, as it was seen, or wrapped, as the documents have it."""
    shapes: tuple[type[_Wrapped | ZaloUpdate], ...] = (_Wrapped, ZaloUpdate)
    for shape in shapes:
        try:
            found = read(shape, body)
        except ValueError:
            continue
        return found.result if isinstance(found, _Wrapped) else found
    return None


class _Wrapped(_Brought):
    result: ZaloUpdate


def _date(said: ZaloMessage) -> Instant | None:
    if not said.date:
        return None
    return said.date if said.date >= IN_MILLISECONDS else said.date * SECOND


def _unnamed(said: ZaloMessage) -> str:
    return hashlib.sha256(f"{said.date}/{said.text}/{said.caption}/{said.photo}".encode()).hexdigest()[:20]


def _content(update: ZaloUpdate, channel: str) -> Content | None:
    """By what stands in it: events have come under names that no document has."""
    said = update.message
    caption = said.caption or said.text
    if said.photo:
        return ReceivedFile(FileKind.PHOTO, f"{channel}:{said.photo}", caption=caption)
    if said.file:
        return ReceivedFile(
            FileKind.DOCUMENT, f"{channel}:{said.file}", file_name(said.file_name), said.file_size, caption
        )
    if said.voice:
        return ReceivedFile(FileKind.VOICE, f"{channel}:{said.voice}", caption=caption)
    if caption:
        return Text(caption)
    if said.sticker is not None:
        return ReceivedFile(FileKind.OTHER)
    return Unheard(Barrier.KIND) if update.event_name == UNSUPPORTED else None
