"""Our words as platforms take them: plain text with marked spans, in parts that fit, measured in UTF-16 units."""

import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPart:
    """One message: its text, the bold spans in UTF-16 units, and how far into the whole it reaches."""

    text: str
    bold: tuple[tuple[int, int], ...]
    reaches: int
    last: bool


def part(words: str, told: int, longest: int) -> TextPart:
    """The next message of `words` (safe HTML) after `told` characters of its text."""
    text, bold = _read(words)
    end = _end(text, told, longest)
    cut = text[told:end]
    spans = ((max(start, told), min(stop, end)) for start, stop in bold)
    marked = tuple((_units(text[told:a]), _units(text[a:b])) for a, b in spans if a < b)
    return TextPart(cut.rstrip("\n") or cut, marked, end, last=end >= len(text))


def _read(words: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its tags, and which of its characters were bold."""
    text, bold, since = "", list[tuple[int, int]](), 0
    for piece in re.split(r"(</?b>)", words):
        if piece == "<b>":
            since = len(text)
        elif piece == "</b>":
            bold.append((since, len(text)))
        else:
            text += html.unescape(piece)
    return text, bold


def _end(text: str, start: int, longest: int) -> int:
    """At a line end if there is one within reach, else between two words, else wherever the part is full."""
    units, fits = 0, start
    while fits < len(text) and units + _units(text[fits]) <= longest:
        units += _units(text[fits])
        fits += 1
    if fits == len(text):
        return fits
    cut = next((at for sign in "\n " if (at := text.rfind(sign, start, fits)) > start), fits - 1)
    return cut + 1


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
