"""What Telegram sends, as far as we read it, and its decoding into Inbound: pure, and silent about what is not for us.

Keys are made of what was said, not of update ids: after a quiet week Telegram counts anew from a random number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.body import read
from handlers.inbound import (
    Content,
    Edited,
    FileKind,
    GroupMoved,
    Inbound,
    Membership,
    MembershipChange,
    Pressed,
    ReceivedFile,
    SharedPhone,
    Text,
    clean,
    digest_of,
    file_name,
    pressed,
    written_at,
)
from storage.instants import SECOND, Instant
from storage.updates import whose

CHANNEL = "telegram"
LATEST = 1 << 33  # seconds: no date that anybody could mean is later
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")  # all that we ask Telegram for


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own id, and its name without the @ (empty until Telegram has told it)."""

    id: int
    name: str = ""


class _Payload(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


# {"id": 5001, "is_bot": false, "first_name": "Bình"}
class User(_Payload):
    id: int
    is_bot: bool = False


# {"id": -1001234, "type": "supergroup", "title": "Tổ 1"}
class Place(_Payload):
    id: int
    type: str = "private"


# {"phone_number": "84900000101", "user_id": 5001}
class SharedContact(_Payload):
    phone_number: str
    user_id: int | None = None


# {"file_id": "AgAC…", "file_size": 91234, "file_name": "kehoach.xlsx"}
class Attached(_Payload):
    file_id: str
    file_size: int | None = None
    file_name: str | None = None


# {"type": "mention", "offset": 0, "length": 11}
class Entity(_Payload):
    type: str
    offset: int
    length: int


# {"from": {"id": 42, "is_bot": true}}
class RepliedTo(_Payload):
    sender: User | None = Field(default=None, alias="from")


# {"message_id": 7, "date": 1731162305, "chat": {"id": 5001, "type": "private"}, "from": {"id": 5001}, "text": "42"}
class Said(_Payload):
    message_id: int
    date: int
    chat: Place
    sender: User | None = Field(default=None, alias="from")
    edit_date: int | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] = []
    caption_entities: list[Entity] = []
    reply_to_message: RepliedTo | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False
    contact: SharedContact | None = None
    photo: list[Attached] = []
    document: Attached | None = None
    voice: Attached | None = None
    audio: Attached | None = None
    video_note: Attached | None = None
    sticker: dict[str, Any] | None = None
    poll: dict[str, Any] | None = None
    location: dict[str, Any] | None = None
    video: dict[str, Any] | None = None
    animation: dict[str, Any] | None = None
    story: dict[str, Any] | None = None
    dice: dict[str, Any] | None = None
    forward_origin: dict[str, Any] | None = None
    forward_date: int | None = None  # of bot servers that are not the newest
    via_bot: User | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None


# {"id": "4382bfdwdsb323b2d9", "from": {"id": 5001}, "message": {…}, "data": "7316000000000000001"}
class Callback(_Payload):
    id: str
    sender: User = Field(alias="from")
    message: Said | None = None
    data: str = ""


# {"status": "kicked"}
class Member(_Payload):
    status: str


# {"chat": {…}, "from": {…}, "date": 1731162305, "new_chat_member": {"status": "kicked"}}
class MyMembership(_Payload):
    chat: Place
    sender: User = Field(alias="from")
    date: int
    new_chat_member: Member


# {"update_id": 90001, "message": {…}}; its id is what polling goes on from, and is no part of what was said
class Update(_Payload):
    message: Said | None = None
    edited_message: Said | None = None
    callback_query: Callback | None = None
    my_chat_member: MyMembership | None = None


def decode(body: bytes | dict[str, Any], me: Me, heard: Instant) -> Inbound | None:
    """None: nothing for us, or nothing that can be read."""
    try:
        update = read(Update, body)
    except ValueError:
        return None
    if update.callback_query:
        return _pressed(update.callback_query, me, heard)
    if update.my_chat_member:
        return _membership(update.my_chat_member, me, heard)
    said = update.message or update.edited_message
    if said is None or said.sender is None or said.sender.is_bot:
        return None
    content = _moved(said) or (_edited(said, me) if update.edited_message else _content(said, me))
    edited = update.edited_message is not None
    return _inbound(said, said.sender, content, me, heard, edited=edited) if content else None


def callback_of(inbound: Inbound) -> str | None:
    """What Telegram calls the press that waits for an answer."""
    _, found, callback = inbound.key.partition("/callback/")
    return callback if found and isinstance(inbound.content, Pressed) else None


def answers(cause: str, address: str) -> tuple[int | None, int | None]:
    """(message, thread) of the group's message that a message of ours answers: kept in its cause."""
    found = _CAUSE.match(cause)
    if found is None or f"{CHANNEL}/{found['chat']}" != address:
        return None, None
    return int(found["message"]), int(found["thread"]) if found["thread"] else None


def _inbound(said: Said, sender: User, content: Content, me: Me, heard: Instant, *, edited: bool) -> Inbound:
    place, address = said.chat, f"{CHANNEL}/{said.chat.id}"
    key = _key(said, me)
    if isinstance(content, Edited) or (isinstance(content, Text) and edited):
        key += f"/edit/{said.edit_date}-{digest_of(content)[:12]}"
    if isinstance(content, GroupMoved):
        address = content.old
    written = written_at((said.edit_date or said.date) * SECOND, heard)
    person = f"{CHANNEL}/{sender.id}"
    return Inbound(key, CHANNEL, address, person, content, written, heard, private=place.type == "private")


def _key(said: Said, me: Me) -> str:
    thread = f"@{said.message_thread_id}" if said.is_topic_message and said.message_thread_id else ""
    return f"{CHANNEL}/{me.id}/{_place(said.chat)}/{said.message_id}{thread}"


def _place(chat: Place) -> str:
    """A group as it is called, so that it can be answered there; a person's own chat by no number of theirs."""
    return whose(chat.id) if chat.type == "private" else str(chat.id)


def _content(said: Said, me: Me) -> Content | None:
    private = said.chat.type == "private"
    if said.text is not None:
        return _text(said.text, said, me)
    if said.contact is not None:
        own = said.sender is not None and said.contact.user_id == said.sender.id
        return SharedPhone(clean(said.contact.phone_number), own) if private else None
    return _file(said, me)


def _text(text: str, said: Said, me: Me) -> Text | None:
    addressed = clean(text).strip() if said.chat.type == "private" else _to_us(text, said, me, said.entities)
    return Text(addressed, _forwarded(said)) if addressed else None


def _forwarded(said: Said) -> bool:
    """Whoever sends it has not written it, or not now: forwarded from wherever, or picked from another bot."""
    return said.forward_origin is not None or said.forward_date is not None or said.via_bot is not None


def _file(said: Said, me: Me) -> ReceivedFile | None:
    found = _received(said, me)
    return replace(found, forwarded=_forwarded(said)) if found else None


def _received(said: Said, me: Me) -> ReceivedFile | None:
    private, caption = said.chat.type == "private", clean(said.caption or "").strip()
    if not private:
        caption = _to_us(said.caption or "", said, me, said.caption_entities) or ""
    if not private and not caption and not _replies_to_us(said, me):
        return None
    if said.photo:
        return _attached(FileKind.PHOTO, max(said.photo, key=lambda one: one.file_size or 0), caption)
    if said.document:
        return _attached(FileKind.DOCUMENT, said.document, caption)
    if heard := said.voice or said.audio or said.video_note:
        return _attached(FileKind.VOICE, heard, caption)
    other = (said.sticker, said.poll, said.location, said.video, said.animation, said.story, said.dice)
    return ReceivedFile(FileKind.OTHER, caption=caption) if any(one is not None for one in other) else None


def _attached(kind: FileKind, one: Attached, caption: str) -> ReceivedFile:
    return ReceivedFile(kind, f"{CHANNEL}:{one.file_id}", file_name(one.file_name or ""), one.file_size or 0, caption)


def _edited(said: Said, me: Me) -> Edited | Text | None:
    """What another bot has edited is asked about as it was when it was sent: nobody here has written it."""
    text = _text(said.text if said.text is not None else said.caption or "", said, me)
    if text and text.forwarded:
        return text
    sent = said.date if 0 <= said.date < LATEST else 0
    return Edited(_key(said, me), text.text, sent * SECOND) if text else None


def _moved(said: Said) -> GroupMoved | None:
    """Two service messages tell it, one in the old chat and one in the new."""
    if said.migrate_to_chat_id:
        return GroupMoved(f"{CHANNEL}/{said.chat.id}", f"{CHANNEL}/{said.migrate_to_chat_id}")
    if said.migrate_from_chat_id:
        return GroupMoved(f"{CHANNEL}/{said.migrate_from_chat_id}", f"{CHANNEL}/{said.chat.id}")
    return None


def _to_us(text: str, said: Said, me: Me, entities: Sequence[Entity]) -> str:
    """In a group: a command, a reply to us or a mention, without our name; else nothing is for us."""
    command = _COMMAND.match(text)
    if command:
        named = command["name"]
        ours = not named or (me.name and named.lower() == me.name.lower())
        return clean(f"{command['command']} {text[command.end() :].strip()}").strip() if ours else ""
    mention = re.compile(rf"@{re.escape(me.name)}\b", re.IGNORECASE) if me.name else None
    if mention and any(entity.type == "mention" for entity in entities) and mention.search(text):
        return clean(mention.sub(" ", text)).strip()
    return clean(text).strip() if _replies_to_us(said, me) else ""


def _replies_to_us(said: Said, me: Me) -> bool:
    replied = said.reply_to_message
    return replied is not None and replied.sender is not None and replied.sender.id == me.id


def _pressed(callback: Callback, me: Me, heard: Instant) -> Inbound:
    """Anybody can send any data: what is no id of ours is an id that nobody has."""
    place = callback.message.chat if callback.message else Place(id=callback.sender.id)
    key = f"{CHANNEL}/{me.id}/callback/{callback.id}"
    where = (f"{CHANNEL}/{place.id}", f"{CHANNEL}/{callback.sender.id}")
    return Inbound(key, CHANNEL, *where, pressed(callback.data), heard, heard, private=place.type == "private")


def _membership(one: MyMembership, me: Me, heard: Instant) -> Inbound:
    status = one.new_chat_member.status
    change = MembershipChange.LEFT if status in {"left", "kicked"} else MembershipChange.JOINED
    key = f"{CHANNEL}/{me.id}/{_place(one.chat)}/member/{one.date}-{status}"
    where = (f"{CHANNEL}/{one.chat.id}", f"{CHANNEL}/{one.sender.id}")
    written = written_at(one.date * SECOND, heard)
    return Inbound(key, CHANNEL, *where, Membership(change), written, heard, private=one.chat.type == "private")


_COMMAND = re.compile(r"(?P<command>/[A-Za-z0-9_]{1,32})(?:@(?P<name>\w+))?(?=\s|$)")
_CAUSE = re.compile(rf"{CHANNEL}/\d+/(?P<chat>-?\d+)/(?P<message>\d+)(?:@(?P<thread>\d+))?(?:/|$)")
