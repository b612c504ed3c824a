"""What stands in a cell and is not meant: struck out, hidden, or deleted while changes were tracked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from handlers.language.words_syllables import is_syllable
from handlers.problem import Defect

TOKEN = re.compile(r"[^\s,;()]+")
WHOLE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}(?:[hg:]\d{0,2})|0\d{9}")
# How people part the digits of a telephone or identity number.
PARTED = ("3 3 3 3", "4 4 4", "6 6", "4 3 3", "3 3 4", "3 4 3", "4 2 2 2", "2 2 2 2 2", "4 6", "3 7", "5 5", "7 3")
_SIGN = r"\)?(?: ?[.-] ?| )"


def _parted(shape: str) -> str:
    first, *others = map(int, shape.split())
    return rf"\(?0\d{{{first - 1}}}" + "".join(rf"{_SIGN}\d{{{length}}}" for length in others)


NUMBER = re.compile(
    rf"(?<!\d)(?:\+?\(?\+?84{_SIGN}(?:\(0\) ?)?(?:\d{{9}}|\d{{2,3}}{_SIGN}\d{{3}}{_SIGN}\d{{3,4}})"
    rf"|{'|'.join(map(_parted, PARTED))}|\+?\d{{9,12}})(?!\d)"
)
NO_DIGIT = r"\D"
SHOWN_OF_NUMBER = 3
LONGEST = 80  # signs of what was left out that somebody is shown


class Layer(Enum):
    SHOWN = auto()
    STRUCK = auto()
    HIDDEN = auto()
    DELETED = auto()


@dataclass(frozen=True, slots=True)
class LayerText:
    text: str
    layer: Layer = Layer.SHOWN


@dataclass(frozen=True, slots=True)
class Layers:
    """What is not shown of a cell or paragraph. `torn`: a strike goes through the middle of a word or a date."""

    struck: str = ""
    hidden: str = ""
    deleted: str = ""
    torn: bool = False
    flaw: Defect | None = None

    @property
    def nothing(self) -> bool:
        return self == Layers()

    @property
    def named_any(self) -> bool:
        return any(True for _ in self.named())

    def named(self) -> Iterator[tuple[str, str]]:
        """Kind of a remark, and what it names."""
        found = (("struck", self.struck), ("hidden_text", self.hidden), ("deleted", self.deleted))
        yield from ((kind, text) for kind, text in found if text)


def shown(pieces: Iterable[LayerText]) -> str:
    return "".join(piece.text for piece in pieces if piece.layer is Layer.SHOWN)


def of(pieces: Sequence[LayerText]) -> Layers:
    if all(piece.layer is Layer.SHOWN for piece in pieces):
        return Layers()
    parts = (_of_layer(pieces, layer) for layer in (Layer.STRUCK, Layer.HIDDEN, Layer.DELETED))
    struck, hidden, deleted = parts
    return Layers(struck, hidden, deleted, torn=bool(struck) and _torn(pieces))


def without_numbers(text: str) -> str:
    """Of a telephone or identity number no more than its end is shown."""
    return NUMBER.sub(lambda found: f"…{re.sub(NO_DIGIT, '', found[0])[-SHOWN_OF_NUMBER:]}", text)


def cut(text: str) -> str:
    plain = without_numbers(" ".join(text.split()))
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _of_layer(pieces: Iterable[LayerText], layer: Layer) -> str:
    """What stands apart in the cell stands apart here."""
    return cut("".join(piece.text if piece.layer is layer else " " for piece in pieces))


def _torn(pieces: Sequence[LayerText]) -> bool:
    signs = [(sign, piece.layer) for piece in pieces for sign in piece.text if piece.layer is not Layer.DELETED]
    text = "".join(sign for sign, _ in signs)
    return any(_is_torn(signs[found.start() : found.end()]) for found in TOKEN.finditer(text))


def _is_torn(token: Sequence[tuple[str, Layer]]) -> bool:
    kept = "".join(sign for sign, layer in token if layer is Layer.SHOWN)
    gone = "".join(sign for sign, layer in token if layer is Layer.STRUCK)
    return any(map(str.isalnum, kept)) and any(map(str.isalnum, gone)) and not (_is_whole(kept) and _is_whole(gone))


def _is_whole(token: str) -> bool:
    bare = token.strip(".:/-–→>")
    return bool(WHOLE.fullmatch(bare)) or (len(bare) > 1 and is_syllable(bare))
