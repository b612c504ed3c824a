"""What a page posts, and its decoding into Inbound: pure."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handlers.attachments import LARGEST
from handlers.inbound import Content, FileKind, Inbound, ReceivedFile, Text, clean, file_name, pressed, written_at
from storage.chats import LOGGED
from storage.instants import Instant
from storage.updates import whose

BODY_BYTES = 64 * 1024
TEXT_LENGTH = 4_000
FILE_BYTES = LARGEST
CAPTION_LENGTH = 1_000


# {"key": "6f0c…", "text": "42, kh 40, vắng 6", "written": 1731162305000}  or  {"key": "…", "choice": "7316…"}
class Posted(BaseModel):
    model_config = ConfigDict(extra="ignore")

    key: Annotated[str, Field(pattern=r"^[\w-]{8,64}$")]
    text: str | None = None
    choice: Annotated[str, Field(pattern=r"^[0-9]{1,19}$")] | None = None
    written: int | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a post cannot be taken in; `status` is HTTP's, `why` names the words in texts.web_refusal."""

    status: int
    why: str


def decode(body: bytes, address: str, heard: Instant) -> Inbound | Bad:
    if len(body) > BODY_BYTES:
        return Bad(413, "too_long")
    try:
        posted = Posted.model_validate_json(body)
    except ValidationError:
        return Bad(400, "not_readable")
    content = _content(posted)
    if isinstance(content, Bad):
        return content
    key = f"{LOGGED}/{whose(address)}/{posted.key}"
    return Inbound(key, LOGGED, address, address, content, written_at(posted.written, heard), heard)


# {"key": "6f0c…", "name": "kế hoạch.docx", "caption": "tuần này", "written": 1731162305000}
class PostedFile(BaseModel):
    model_config = ConfigDict(extra="ignore")

    key: Annotated[str, Field(pattern=r"^[\w-]{8,64}$")]
    name: str = ""
    caption: str = ""
    written: int | None = None


def decode_file(told: str, body: bytes, address: str, heard: Instant) -> Inbound | Bad:
    """`told`: what the page says of the file, JSON in base64. What kind of file it is its bytes say alone."""
    try:
        posted = PostedFile.model_validate_json(base64.b64decode(told, validate=True))
    except ValueError:
        return Bad(400, "not_readable")
    caption = clean(posted.caption).strip()
    if not body:
        return Bad(400, "file_empty")
    if len(body) > FILE_BYTES:
        return Bad(413, "file_too_big")
    if len(caption) > CAPTION_LENGTH:
        return Bad(413, "too_long")
    key = f"{LOGGED}/{whose(address)}/{posted.key}"
    reference = f"{LOGGED}:{key}#{hashlib.sha256(body).hexdigest()[:32]}"  # another file under this key is a clash
    file = ReceivedFile(kind_of(body), reference, file_name(posted.name), len(body), caption)
    return Inbound(key, LOGGED, address, address, file, written_at(posted.written, heard), heard)


def key_in(reference: str) -> str:
    """Of the update that has brought the file."""
    return reference.partition("#")[0]


def kind_of(body: bytes) -> FileKind:
    """What is neither seen nor heard may be a document."""
    brand = body[8:12]
    if body.startswith(PICTURES) or (body.startswith(b"RIFF") and brand == b"WEBP"):
        return FileKind.PHOTO
    if body.startswith(SOUNDS) or (body.startswith(b"RIFF") and brand == b"WAVE"):
        return FileKind.VOICE
    if body[4:8] == b"ftyp":
        return FileKind.PHOTO if brand in HEIF else FileKind.VOICE if brand == b"M4A " else FileKind.OTHER
    return FileKind.DOCUMENT


PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
HEIF = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
SOUNDS = (b"OggS", b"ID3", b"#!AMR", b"fLaC")


def _content(posted: Posted) -> Content | Bad:
    if posted.choice is not None:
        return pressed(posted.choice)
    text = clean(posted.text or "").strip()
    if not text:
        return Bad(400, "empty")
    if len(text) > TEXT_LENGTH:
        return Bad(413, "too_long")
    return Text(text)
