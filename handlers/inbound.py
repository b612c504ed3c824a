"""What arrived, as every channel decodes it: pure values, the same for Telegram, Zalo, the web and our own errands."""

import hashlib
from dataclasses import dataclass

from storage.instants import DAY, Instant


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the id of a choice, as the client sent it back. Anybody can send any id."""

    choice: int


@dataclass(frozen=True, slots=True)
class Done:
    """An errand's result comes back as an update, so that its effect happens once."""

    errand: int
    kind: str
    params: dict[str, str]
    result: str  # JSON, as the workshop wrote it
    failed: bool = False


Content = Text | Pressed | Done


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
    def digest(self) -> str:
        """Tells the same key with another body."""
        return hashlib.sha256(repr(self.content).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def written_at(claimed: Instant | None, heard: Instant) -> Instant:
    """The sender's clock, as far as it can be believed: never later than ours, never off by more than a day."""
    if claimed is None or abs(heard - claimed) > DAY:
        return heard
    return min(claimed, heard)


def clean(text: str) -> str:
    """Without what no database and no screen can hold: NUL and other controls, lone surrogates."""
    kept = (c for c in text if c in "\n\t" or (ord(c) >= 0x20 and not 0x7F <= ord(c) < 0xA0))
    return "".join(kept).encode("utf-8", "replace").decode("utf-8")
