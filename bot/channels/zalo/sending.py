"""Zalo: everything that goes out, and how each send ended, as data.

Plain text only, for words come from people and marks would have to be escaped; nothing can be edited or taken back. A
message says all it has to say at once: each one is counted.
"""

import random
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from bot.channels.channel import (
    Attachment,
    Ending,
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
from bot.channels.parts import TextPart, part
from bot.channels.zalo.client import BotApi, NotOk, Unanswered, Unreached, ZaloError
from handlers.inbound import clean
from storage.instants import HOUR, MINUTE, SECOND, Instant
from storage.records import Chat

LONGEST = 1_900  # UTF-16 units; 2,000 of a kind that nobody tells are allowed
PICTURES = {"image/png", "image/jpeg"}
RESTS = (1, 2, 4, 8, 15, 30)  # seconds without sending, after so many failures in a row
QUOTA_RESTS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR)  # the same after 429, which says no time
WRONG_PLACE = 5 * MINUTE  # the API is not where we ask for it
FORBIDDEN = 3  # tries after 403, which may be a fault of theirs


class ZaloSender:
    """Of one bot."""

    def __init__(self, api: BotApi, jitter: Callable[[], float] = random.random) -> None:
        self._api = api
        self._jitter = jitter
        self._failures = 0
        self._quota = 0
        self._forbidden: Counter[int] = Counter()  # by chat

    async def send(self, message: Outgoing, now: Instant) -> Ending:
        words = unicodedata.normalize("NFC", clean(message.words))
        message = replace(message, words=words)
        picture = message.attachment
        said = part(words, message.told, LONGEST)
        try:
            reference = await self._say(message, said)
        except NotOk as error:
            if picture and error.code == 400:
                return await self.send(linked(message), now)
            return self._ended(error, message.chat, now)
        except ZaloError as error:
            return self._ended(error, message.chat, now)
        self._failures = self._quota = 0
        del self._forbidden[message.chat.id]
        return Sent(reference) if said.last else Partly(said.reaches)

    async def _say(self, message: Outgoing, said: TextPart) -> str | None:
        chat = chat_id(message.chat)
        if message.attachment:
            picture, caption = message.attachment.source, said.text or None
            sent = await self._api.call("sendPhoto", chat_id=chat, photo=picture, caption=caption)
        else:
            sent = await self._api.call("sendMessage", chat_id=chat, text=said.text)
        return str(sent["message_id"]) if isinstance(sent, dict) and "message_id" in sent else None

    def _ended(self, error: ZaloError, chat: Chat, now: Instant) -> Ending:
        """What an error says about whether, and when again, it can be said."""
        why = str(error)
        match error:
            case Unreached():
                return self._unsent(why, now)
            case Unanswered() | NotOk(code=408 | 504):
                return Uncertain(why)
            case NotOk(code=401):
                return Shut(why)
            case NotOk(code=404 | 405):
                return Unsent(why, now + WRONG_PLACE)
            case NotOk(code=410):
                return Refused(why, gone=True)
            case NotOk(code=429):
                return self._wait(now)
            case NotOk(code=403) if self._forbidden[chat.id] < FORBIDDEN:
                self._forbidden[chat.id] += 1
                return Unsent(why)
            case NotOk(code=code) if code >= 500:
                return self._unsent(why, now)
            case _:
                return Refused(why)

    def _unsent(self, why: str, now: Instant) -> Unsent:
        self._failures += 1
        return Unsent(why, now + RESTS[min(self._failures, len(RESTS)) - 1] * SECOND)

    def _wait(self, now: Instant) -> Throttled:
        self._quota += 1
        rest = QUOTA_RESTS[min(self._quota, len(QUOTA_RESTS)) - 1]
        return Throttled(now + rest + round(self._jitter() * rest / 10), whole=True)


def is_picture(file: Attachment) -> bool:
    """Zalo takes no other file, and fetches it itself."""
    return bool(file.source) and file.media_type in PICTURES


def chat_id(chat: Chat) -> str:
    """Of zalo/BOT/CHAT."""
    return chat.address.split("/", 2)[2]
