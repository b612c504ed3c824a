"""Voice notes -> words, by a server of the ward's own that speaks the common form of /v1/audio/transcriptions."""

import json
from dataclasses import dataclass

import httpx

from bot.settings import Settings
from bot.trust import trusted
from handlers.attachments import LONGEST_VOICE
from handlers.inbound import clean
from handlers.language.tokens import fold

SECONDS = 20.0  # for one note, from the first byte to the last
MOST = 64 * 1024  # bytes of an answer; nobody speaks so much in a minute
WORDS = 1_000  # signs that are read on
SOUNDS = ((b"OggS", "ogg"), (b"ID3", "mp3"), (b"RIFF", "wav"), (b"\x1aE\xdf\xa3", "webm"))
# What recognisers that were taught with films write where nobody speaks; folded.
UNSPOKEN = ("subscribe", "ghien mi go", "cam on cac ban da theo doi", "dang ky kenh", "like va share")


class SpeechFailed(OSError):
    """The server is away, hangs, or answers nothing that could be words."""


@dataclass(frozen=True, slots=True)
class Speech:
    url: str
    key: str = ""
    model: str = ""

    async def hear(self, sound: bytes, hints: str = "") -> str:
        """What is said in it; empty where nothing is. `hints`: a sentence as it may be said, with the names in it.

        Raises SpeechFailed.
        """
        if len(sound) > LONGEST_VOICE:
            return ""
        asked = {"model": self.model, "language": "vi", "response_format": "json", "temperature": "0"}
        asked |= {"prompt": hints} if hints else {}
        head = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        note = {"file": (f"voice.{_kind(sound)}", sound)}
        try:
            async with (
                httpx.AsyncClient(timeout=SECONDS, follow_redirects=False, verify=trusted(environment=True)) as http,
                http.stream("POST", self.url, data=asked, files=note, headers=head) as answer,
            ):
                body = await _bounded(answer)
        except httpx.HTTPError as error:
            raise SpeechFailed(type(error).__name__) from None
        if answer.status_code != httpx.codes.OK:
            raise SpeechFailed(f"HTTP {answer.status_code}")
        return _words(body)


def speech(settings: Settings) -> Speech | None:
    """None: this house listens to no voice."""
    if not settings.speech_url:
        return None
    return Speech(settings.speech_url, settings.speech_key.get_secret_value(), settings.speech_model)


async def _bounded(answer: httpx.Response) -> bytes:
    body = b""
    async for some in answer.aiter_bytes():
        body += some
        if len(body) > MOST:
            raise SpeechFailed("an answer without end")
    return body


def _words(body: bytes) -> str:
    try:
        text = json.loads(body)["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise SpeechFailed("no words in its answer") from error
    if not isinstance(text, str):
        raise SpeechFailed("no words in its answer")
    words = " ".join(clean(text).split())
    spoken = len(words) <= WORDS and any(sign.isalnum() for sign in words)
    return words if spoken and not any(sign in fold(words) for sign in UNSPOKEN) else ""


def _kind(sound: bytes) -> str:
    """By its first bytes, since servers go by the name."""
    if sound[:1] == b"\xff" and sound[1:2] >= b"\xe0":
        return "aac" if sound[1] & 0x06 == 0 else "mp3"
    return next((kind for mark, kind in SOUNDS if sound.startswith(mark)), "m4a")
