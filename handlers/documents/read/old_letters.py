"""Letters of another age: TCVN3 (.VnTime), VNI (VNI-Times), VISCII, and UTF-8 that was read as something else.

A font tells its letters; where none does, the letters tell themselves: read rightly they make Vietnamese syllables.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import import_module

from handlers.documents.read import words_letters as words
from handlers.language.words_syllables import is_syllable


class Age(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"
    MISREAD = "UTF-8"  # read as windows-1252 or windows-1258, once or twice


FONTS = ((re.compile(r"\.vn", re.IGNORECASE), Age.TCVN3), (re.compile(r"vni[- ]|vni$", re.IGNORECASE), Age.VNI))
CAPITALS = re.compile(r"\.vn.*h$", re.IGNORECASE)  # .VnTimeH draws small letters as capitals

BETWEEN = re.compile(r"[\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f–—…“”‘’•→]+")
SEAMS = re.compile(f"({BETWEEN.pattern})")
SHIFT = 0xF000  # where Word puts the signs of a symbol font


def of_font(name: str | None) -> Age | None:
    return next((age for pattern, age in FONTS if name and pattern.match(name.strip())), None)


def converted(text: str, age: Age, font: str | None = None) -> str:
    capital = bool(font and CAPITALS.match(font.strip()))
    return _all_capital(text, _READERS[age](_unshifted(text)), always=capital)


def by_font(text: str, font: str | None) -> str:
    """What somebody typed with today's letters into an old font stays as it is."""
    age = of_font(font)
    if age is None or words.OF_TODAY.search(text):
        return text
    read = converted(text, age, font)
    return text if _valid(text) > _valid(read) else read


def signs_of(code: int, font: str | None) -> str:
    """A sign that Word keeps apart from the text, by its place in its font."""
    place = code - SHIFT if code >= SHIFT else code
    if of_font(font):
        return by_font(chr(place), font)
    return _SYMBOLS.get(((font or "").lower(), place), "")


_SYMBOLS = {
    **{("wingdings", place): sign for place, sign in zip((0xFC, 0xFB, 0xFE, 0xFD, 0xE0, 0x6C), "✓✗☑☒→●", strict=True)},
    ("symbol", 0xB7): "•",
    ("symbol", 0xAE): "→",
    ("symbol", 0x2D): "-",
}


def told_by(texts: Iterable[str]) -> Callable[[str], str] | None:
    """How texts without a telling font are to be read; None: as they stand."""
    told = [text for text in texts if not text.isascii()]
    if any(words.MISREAD.search(text) for text in told):
        mixed = any(words.OF_TODAY.search(text.replace(words.HALF_LETTER, "")) for text in told)
        return _better(_reread, than=0 if mixed else -1)
    found = {age: sum(_valid(converted(text, age)) - _valid(text) for text in told) for age in (Age.TCVN3, Age.VNI)}
    age = max(found, key=lambda one: found[one])
    if any(words.OF_TODAY.search(text) for text in told):
        return _better(lambda text: text if words.OF_TODAY.search(text) else converted(text, age))
    return (lambda text: converted(text, age)) if found[age] > 0 else None


def _better(read: Callable[[str], str], than: int = 0) -> Callable[[str], str]:
    """In a document of two ages, only what becomes Vietnamese by it."""

    def better(text: str) -> str:
        if text.isascii():
            return text
        new = read(text)
        return new if _valid(new) > _valid(text) + than and (than or not _broken(new)) else text

    return better


def valid_share(text: str) -> float:
    """Of the words with marks, how many can be Vietnamese."""
    marked = _marked(text)
    return sum(map(is_syllable, marked)) / len(marked) if marked else 0.0


def from_viscii(data: bytes) -> str:
    return "".join(
        words.VISCII[byte - 0x80] if byte >= 0x80 else words.VISCII_LOW.get(byte, chr(byte)) for byte in data
    )


def _valid(text: str) -> int:
    return sum(is_syllable(word) for word in _marked(text))


def _broken(text: str) -> bool:
    return any(not is_syllable(word) for word in _marked(text))


def _marked(text: str) -> list[str]:
    return [word for word in BETWEEN.split(unicodedata.normalize("NFC", text)) if not word.isascii()]


def _unshifted(text: str) -> str:
    return "".join(chr(ord(sign) - SHIFT) if SHIFT < ord(sign) <= SHIFT + 0xFF else sign for sign in text)


def _from_tcvn3(text: str) -> str:
    return text.translate(words.TCVN3)


def _from_vni(text: str) -> str:
    joined = words.VNI_MARKED.sub(lambda pair: _vni_letter(pair[1]) + words.VNI_MARKS[pair[2].lower()], text)
    return unicodedata.normalize("NFC", joined.translate(words.VNI_LETTERS))


def _vni_letter(letter: str) -> str:
    return letter.translate(words.VNI_LETTERS)


def _reread(text: str) -> str:
    """UTF-8 again. A machine set to Vietnamese reads windows-1258 where others read windows-1252."""
    spread = words.AT_ITS_END.sub(words.HALF_A, text.translate(_AS_1252))
    halves = words.UNREADABLE_HALVES.sub(lambda half: words.WHOLE_D if half["first"] else half[0], spread)
    fixed: str = import_module("ftfy").fix_encoding(halves)  # few files need it, and every child would wait for it
    return unicodedata.normalize("NFC", fixed)


@lru_cache(maxsize=1)
def _windows() -> Mapping[int, str]:
    both = ((bytes([byte]).decode("cp1258", "ignore"), bytes([byte]).decode("cp1252", "ignore")) for byte in range(256))
    return {ord(vietnamese): western for vietnamese, western in both if vietnamese and western != vietnamese}


_AS_1252 = _windows()


def _all_capital(old: str, new: str, *, always: bool) -> str:
    """Fonts of old have no capitals with marks: where all others are capitals, so are these."""
    if always or _shouts(old):
        return new.upper()
    before, read = SEAMS.split(old), SEAMS.split(new)
    if len(before) != len(read):
        return new
    return "".join(one.upper() if _shouts(word) else one for word, one in zip(before, read, strict=True))


def _shouts(text: str) -> bool:
    plain = [sign for sign in text if sign.isascii() and sign.isalpha()]
    return len(plain) > 1 and all(sign.isupper() for sign in plain)


_READERS: Mapping[Age, Callable[[str], str]] = {Age.TCVN3: _from_tcvn3, Age.VNI: _from_vni, Age.MISREAD: _reread}
