"""Telegram: everything that goes out, through python-telegram-bot's Bot; how each send ended, as data.

What comes in is decoding.py. No error that could name the token leaves this file.
"""

import logging
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels.channel import (
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
    linked,
)
from bot.channels.fence import fence
from bot.channels.parts import TextPart, part
from bot.channels.telegram.decoding import CHANNEL, KINDS, Me, answers
from bot.channels.telegram.files import CAPTION, UPLOAD_BYTES, hand_over, is_too_large
from bot.trust import trusted
from storage.instants import SECOND, Instant
from storage.records import Chat, Choice

LONGEST = 4096  # UTF-16 units of one message
NOTICE_LENGTH = 200
FILE_BYTES = 20 * 1024 * 1024  # what a bot may download
KEEP_ALIVE = 60.0
ANSWER_WAITS = 20.0
UPLOAD_WAITS = 120.0  # a ward's line may be slow
RESTS = (1, 2, 4, 8, 15, 30)  # seconds without sending, after so many failures to connect in a row
UNTOLD_WAIT = 5 * SECOND  # after a 429 that does not say how long
STORM = 3  # chats in a row that were told to wait: it is the bot, not the chat

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Access:
    """How the Bot API is reached. Never shown: it holds the token."""

    token: str
    api: str = "https://api.telegram.org"
    proxy: str = ""

    @property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])

    def __repr__(self) -> str:
        return f"Access({self.api})"

    def url(self, method: str) -> str:
        return f"{self.api.rstrip('/')}/bot{self.token}/{method}"

    def request(self, connections: int = 64) -> HTTPXRequest:
        """PTB's own lets connections go after 5 s, so that most answers would pay for a new one."""
        limits = httpx.Limits(
            max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=KEEP_ALIVE
        )
        hooks = {"request": [fence]}
        return HTTPXRequest(
            connection_pool_size=connections,
            read_timeout=ANSWER_WAITS,
            write_timeout=ANSWER_WAITS,
            media_write_timeout=UPLOAD_WAITS,
            connect_timeout=10.0,
            pool_timeout=5.0,
            proxy=self.proxy or None,
            httpx_kwargs={
                "limits": limits,
                "trust_env": False,
                "verify": trusted(),
                "event_hooks": hooks,
            },
        )

    def bot(self, request: HTTPXRequest) -> Bot:
        """Given both requests, so that PTB makes none of its own."""
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # its opt-in; otherwise every 429 raises a warning too
        base = self.api.rstrip("/")
        return Bot(self.token, f"{base}/bot", f"{base}/file/bot", request=request, get_updates_request=request)


@dataclass(frozen=True, slots=True)
class WebhookInfo:
    url: str
    pending: int
    error: str


class Telegram:
    def __init__(self, access: Access, jitter: Callable[[], float] = random.random) -> None:
        if not logging.getLogger().isEnabledFor(logging.DEBUG):
            # Every error of the library comes to us and is told by us, without a traceback for each try.
            logging.getLogger("telegram").setLevel(logging.CRITICAL)
        self._access = access
        self._request = access.request()
        self._bot = access.bot(self._request)
        self._jitter = jitter
        self._failures = 0  # to connect, in a row
        self._throttled: set[int] = set()  # chats in a row

    async def close(self) -> None:
        await self._request.shutdown()

    def is_group(self, chat: Chat) -> bool:
        return _chat_id(chat) < 0

    async def webhook(self) -> WebhookInfo:
        found = await self._bot.get_webhook_info()
        return WebhookInfo(found.url, found.pending_update_count, found.last_error_message or "")

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS, max_connections=40)

    async def delete_webhook(self) -> None:
        """What waits is kept: polling gets it."""
        await self._bot.delete_webhook()

    async def me(self) -> Me:
        found = await self._bot.get_me()
        return Me(found.id, found.username or "")

    async def answer_press(self, callback: str, notice: str) -> None:
        """Only stops the waiting mark on the button: late or lost, nothing is owed."""
        try:
            await self._bot.answer_callback_query(callback, text=notice[:NOTICE_LENGTH] or None)
        except TelegramError as error:
            log.info("press not answered", why=type(error).__name__)

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file that somebody sent; OSError when it cannot be had."""
        try:
            file = await self._bot.get_file(file_id)
            if (file.file_size or 0) > FILE_BYTES:
                raise OSError("larger than a bot may download")
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise OSError(type(error).__name__) from None

    async def set_menu(self, scope: Any, commands: list[tuple[str, str]]) -> bool:
        try:
            return await self._bot.set_my_commands(commands, scope=scope)
        except TelegramError as error:
            log.info("menu not set", why=type(error).__name__)
            return isinstance(error, BadRequest | Forbidden)  # there is nothing that could be set

    async def send(self, message: Outgoing, now: Instant) -> Ending:
        if message.attachment and len(message.attachment.body) > UPLOAD_BYTES:
            message = linked(message)
        text_part = part(message.words, message.told, CAPTION if message.attachment else LONGEST)
        try:
            return self._told(text_part, *await self._say(message, text_part, marked=True))
        except BadRequest as error:
            return await self._otherwise(message, text_part, error, now)
        except TelegramError as error:
            if message.attachment and is_too_large(error):
                return await self.send(linked(message), now)
            return self._ended(error, message, now)

    async def show_work(self, chat: Chat) -> None:
        """A sign that fades after five seconds; nothing is owed when it does not come through."""
        try:
            await self._bot.send_chat_action(_chat_id(chat), ChatAction.UPLOAD_DOCUMENT)
        except TelegramError as error:
            log.info("work not shown", why=type(error).__name__)

    async def _say(self, message: Outgoing, said: TextPart, *, marked: bool) -> tuple[str, str]:
        """What Telegram calls the message, and its attachment where it has one."""
        chat = _chat_id(message.chat)
        bold = [MessageEntity(MessageEntity.BOLD, *span) for span in said.bold] if marked else []
        entities, quiet = bold or None, LinkPreviewOptions(is_disabled=True)
        if message.edits is not None and not message.told:
            form: dict[str, Any] = {"entities": entities, "link_preview_options": quiet}
            buttons = _inline(message.buttons)
            await self._bot.edit_message_text(said.text, chat, int(message.edits), reply_markup=buttons, **form)
            return message.edits, ""
        replied, thread = answers(message.cause, message.chat.address) if chat < 0 else (None, None)
        placed: dict[str, Any] = {
            "reply_markup": _keyboard(message) if said.last else None,
            "reply_parameters": ReplyParameters(replied, allow_sending_without_reply=True) if replied else None,
            "message_thread_id": thread,
        }
        if message.attachment:
            return await hand_over(self._bot, chat, message.attachment, said, entities, **placed)
        sent = await self._bot.send_message(chat, said.text, entities=entities, link_preview_options=quiet, **placed)
        return str(sent.message_id), ""

    async def _otherwise(self, message: Outgoing, said: TextPart, error: BadRequest, now: Instant) -> Ending:
        """A message is not lost over its form: without marks, or as a new one where it cannot be edited."""
        why = error.message.lower()
        if "not modified" in why:
            return self._told(said, message.edits or "")
        if message.edits is not None and ("edit" in why or "not found" in why):
            return await self.send(Outgoing(message.chat, message.words, message.buttons, cause=message.cause), now)
        if not any(word in why for word in ("parse", "entit", "markup")):
            return self._ended(error, message, now)
        try:
            return self._told(said, *await self._say(message, said, marked=False))
        except TelegramError as again:
            return self._ended(again, message, now)

    def _told(self, said: TextPart, reference: str, uploaded: str = "") -> Ending:
        self._failures = 0
        self._throttled.clear()
        return Sent(reference, uploaded) if said.last else Partly(said.reaches, uploaded)

    def _ended(self, error: TelegramError, message: Outgoing, now: Instant) -> Ending:
        """What an error says about whether, and when again, it can be said."""
        reason = why(error)
        match error:
            case RetryAfter():
                return self._wait(error, message.chat, now)
            case ChatMigrated():
                return Migrated(f"{CHANNEL}/{error.new_chat_id}")
            case Forbidden():
                return Refused(reason, gone=True)
            case BadRequest():
                return Refused(reason, gone=any(sign in reason.lower() for sign in _GONE))
            case NetworkError() if is_too_large(error):
                return Refused(reason)
            case NetworkError() if "too many requests" in reason.lower():
                return Throttled(now + UNTOLD_WAIT)
            case InvalidToken() if is_revoked(error):
                return Shut(reason)
            case InvalidToken() | Conflict():
                return Unsent(reason, now + RESTS[-1] * SECOND)
            case NetworkError() if isinstance(error.__cause__, _NOT_SENT):
                self._failures += 1
                return Unsent(reason, now + RESTS[min(self._failures, len(RESTS)) - 1] * SECOND)
            case _:
                return Uncertain(reason)

    def _wait(self, error: RetryAfter, chat: Chat, now: Instant) -> Throttled:
        """Telegram does not tell whether it means the chat or the bot; several chats in a row mean the bot."""
        asked = error.retry_after
        seconds = asked if isinstance(asked, int) else asked.total_seconds()
        self._throttled.add(chat.id)
        spread = 0.2 + self._jitter() * min(2.0, 0.2 + seconds / 10)
        return Throttled(now + round((seconds + spread) * SECOND), whole=len(self._throttled) >= STORM)


def _inline(buttons: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(choice.label, callback_data=str(choice.id))] for choice in buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _keyboard(message: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if not message.asks_contact:
        return _inline(message.buttons)
    share = KeyboardButton(message.asks_contact, request_contact=True)
    return ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)


def _chat_id(chat: Chat) -> int:
    return int(chat.address.partition("/")[2])


def is_revoked(error: TelegramError) -> bool:
    """The token was good once. Where there is no such API, which the library calls by the same name, we are misled."""
    return isinstance(error, InvalidToken) and "unauthorized" in error.message.lower()


def why(error: TelegramError) -> str:
    """Short and without addresses: transport errors may carry a URL, and that holds the token."""
    cause = error.__cause__
    if cause is not None:
        return f"{type(error).__name__}: {type(cause).__name__}"
    return error.message[:200]


_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_GONE = ("chat not found", "user is deactivated", "group chat was deactivated", "peer_id_invalid", "not a member")
