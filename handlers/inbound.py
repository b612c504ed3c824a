"""What arrived, as every channel decodes it: pure values, the same for platforms, our own pages and our errands."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum

from handlers.language import long_numbers
from handlers.language.unseen import cleaned, told
from storage.instants import DAY, Instant


@dataclass(frozen=True, slots=True)
class Text:
    """`forwarded`: somebody else's words, or old ones; it tells no body from another."""

    text: str
    forwarded: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the id of a choice, as the client sent it back. Anybody can send any id."""

    choice: int


def pressed(data: str) -> Pressed:
    """What is no id of ours is an id that nobody has."""
    choice = int(data) if re.fullmatch(r"[0-9]{1,19}", data) else 0
    return Pressed(choice if choice < 1 << 63 else 0)


@dataclass(frozen=True, slots=True)
class Done:
    """An errand's result comes back as an update, so that its effect happens once."""

    errand: int
    kind: str
    params: dict[str, str]
    result: str  # JSON, as the document worker wrote it
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a voice note of the sender's was heard to say, by the errand that listened; no text: nothing was heard.

    `deaf`: this house listens to none.
    """

    errand: int
    text: str = ""
    deaf: bool = False


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """A shared phone number. `own`: the platform vouches that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that was `sent` before under the key `original` now reads so."""

    original: str
    text: str
    sent: Instant


@dataclass(frozen=True, slots=True)
class Knock:
    """A code that was typed at the door of the page; `origin`: hash of where the page was asked from."""

    code: str
    origin: str


class FileKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    OTHER = "other"  # stickers, polls, places: nothing that we can read


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """`reference` is where it can be fetched: channel:id."""

    kind: FileKind
    reference: str = ""
    name: str = ""
    size: int = 0
    caption: str = ""
    forwarded: bool = field(default=False, repr=False)


class MembershipChange(StrEnum):
    JOINED = "joined"  # added to a group, or let in again by a person
    LEFT = "left"  # removed from a group, or blocked by a person


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether we may write here has changed."""

    change: MembershipChange


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """A group goes on under another address."""

    old: str
    new: str


class Barrier(StrEnum):
    KIND = "kind"  # the platform keeps from us messages of this kind, and whatever some protected people write
    GROUP = "group"  # said in a group of a platform on which we serve nobody in groups


@dataclass(frozen=True, slots=True)
class Unheard:
    """Somebody has spoken to us, and what they said does not come through."""

    barrier: Barrier


Content = (
    Text | Spoken | Unheard | Knock | Pressed | Done | SharedPhone | Edited | ReceivedFile | Membership | GroupMoved
)


@dataclass(frozen=True, slots=True)
class Inbound:
    """`key` is the same whenever the same update arrives again; `chat` and `sender` are addresses: channel/…"""

    key: str
    channel: str
    chat: str
    sender: str
    content: Content
    written: Instant
    heard: Instant
    private: bool = True

    @property
    def is_said(self) -> bool:
        """By somebody, and not brought back by an errand of ours or told by a platform."""
        return not isinstance(self.content, Done | Spoken | Membership | GroupMoved)

    @property
    def digest(self) -> str:
        """Tells the same key with another body."""
        return digest_of(self.content)


def digest_of(content: Content) -> str:
    """Of what is kept: a digest of ten digits would tell them to whoever tries them all."""
    return hashlib.sha256(repr(without_numbers(content)).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def without_numbers(content: Content, *, figures: bool = False, telephones: bool = True) -> Content:
    """With the telephone, identity and account numbers that were typed taken out: nobody's are kept.

    `figures`: rows of short groups are what was told. Not `telephones`: these are to be read by many.
    """

    def bare(text: str) -> str:
        return long_numbers.masked(text, figures=figures, telephones=telephones)[0]

    match content:
        case Text(text) | Spoken(text=text) | Edited(text=text):
            kept = bare(text)
            return content if kept == text else replace(content, text=kept)
        case ReceivedFile(name=name, caption=caption):
            return replace(content, name=bare(name), caption=bare(caption))
        case _:
            return content


def words_in(content: Content) -> str:
    """Whatever was typed or spoken."""
    match content:
        case Text(text) | Spoken(text=text) | Edited(text=text):
            return text
        case ReceivedFile(name=name, caption=caption):
            return f"{name}\n{caption}"
        case _:
            return ""


def written_at(claimed: Instant | None, heard: Instant) -> Instant:
    """The sender's clock, as far as it can be believed: never later than ours, never off by more than a day."""
    if claimed is None or abs(heard - claimed) > DAY:
        return heard
    return min(claimed, heard)


NAME_BYTES, LONGEST_KIND = 180, 8  # of a file's name: what every disk takes and a line can show; of its end


def file_name(name: str) -> str:
    """As it can be shown and saved: no folders, no signs that are not seen; too long, it keeps its end."""
    last = re.split(r"[/\\]", cleaned(name))[-1]
    seen = (" " if sign.isspace() else sign for sign in last if unicodedata.category(sign) != "Cf")
    whole = " ".join("".join(seen).split()).strip(". ")
    stem, _, kind = whole.rpartition(".")
    ending = f".{kind}" if stem and len(kind) <= LONGEST_KIND else ""
    kept = whole.removesuffix(ending).encode()[: NAME_BYTES - len(ending.encode())]
    return kept.decode(errors="ignore").strip() + ending


clean = told  # whatever people write, as every channel takes it in
