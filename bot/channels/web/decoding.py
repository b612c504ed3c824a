"""What a page posts, and its decoding into Inbound: pure."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handlers.inbound import Content, Inbound, Pressed, Text, clean, written_at
from storage.chats import LOGGED
from storage.instants import Instant

BODY_BYTES = 64 * 1024
TEXT_LENGTH = 4_000


# {"key": "6f0c…", "text": "42, kh 40, vắng 6", "written": 1731162305000}  or  {"key": "…", "choice": "7316…"}
class Posted(BaseModel):
    model_config = ConfigDict(extra="ignore")

    key: Annotated[str, Field(pattern=r"^[\w-]{8,64}$")]
    text: str | None = None
    choice: Annotated[str, Field(pattern=r"^\d{1,19}$")] | None = None
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
    key = f"{address}/{posted.key}"
    return Inbound(key, LOGGED, address, address, content, written_at(posted.written, heard), heard)


def _content(posted: Posted) -> Content | Bad:
    if posted.choice is not None:
        return Pressed(int(posted.choice))
    text = clean(posted.text or "").strip()
    if not text:
        return Bad(400, "empty")
    if len(text) > TEXT_LENGTH:
        return Bad(413, "too_long")
    return Text(text)
