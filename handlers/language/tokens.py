"""Cuts a message into words, digits and marks, whatever keyboard wrote it, keeping the place of each."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from handlers.language.words_spelling import BARRED, LETTERS

KEYCAP = "\u20e3"
TEN_KEYCAP = "\U0001f51f"
_VIETNAMESE = re.compile(f"[^\u0000-\u007f{LETTERS}\u2013\u2014\u2192\u2022\u00b7\u2026\u201c\u201d]")
_LINK = (
    r"(?P<link>https?://\S{1,300}|www\.\S{1,300}|[\w.+-]{1,40}@[\w.-]{2,40}"
    r"|[a-z][a-z0-9-]{0,30}\.(?:vn|com|net|org)\b\S{0,200})"
)
# Most words and numbers: what follows makes nothing else of them. Tried first, for the other shapes take long.
_PLAIN = r"(?P<plain>[^\W\d_]++(?![/.]))|(?P<few>[1-9]\d{0,2}(?![\w/:-]|[ .,]\d| ?(?:gio|vnd|dong|tr|/)))"
_PLAINLY = {"plain": "word", "few": "number"}
_WORDS_AND_NUMBERS = (
    r"(?P<short>\b(?:dd?[/.]c|t\.?r?\.hop|t/h|b/c|k/h|t/c|c/d)\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<document>\d{1,5}(?:/\d{4})?[/-](?:[a-z]{2,6}-)?"
    r"(?:kh|qd|nq|tb|cv|ct|ttr|ubnd|ttg|da|cp|hdnd|tw|bch|nd)-[\w/-]{1,30}"
    r"|\d{2}[a-z]\d?[ -]?\d{3}\.?\d{2}\b"
    r"|\d{3,5}/(?:kh|qd|nq|tb|cv|ct|ttr|ubnd|hd|bc)\b)"
    r"|(?P<phone>•{3}|(?:\+84|84|0)(?:[ .-]?\d){8,10}(?!\d)|\d{7,})"
    r"|(?P<clock>(?<![\w/.,])(?:[01]?\d|2[0-4])(?:h(?:[0-5]\d)?(?:p|')?(?![a-z0-9])|g(?:[0-5]\d)(?![a-z0-9])"
    r"|(?<!\b\d):[0-5]\d(?::[0-5]\d)?(?![\w:])|[ ]?gio(?:[ ]?[0-5]?\d(?:[ ]?phut)?(?![\w/]))?(?!\w)))"
    r"|(?P<money>\d+(?:[.,]\d{3})*"
    r"(?:[kd](?![\w/])(?! (?:co|ca|ai|nhan|vao|dong|chiu|hoat|muon|ve|ra|gap)\b)"
    r"|[ ]?(?:vnd|dong|tr|trieu)(?!\w)(?!\.? ?(?:chi\b|h\b|ho\w*))))"
    r"|(?P<date>(?<![\w.,/])\d{1,2}[ ]?/[ ]?\d{1,2}(?:[ ]?/[ ]?(?:20)?\d\d)?(?!/?\d)"
    r"|(?<![\w.,/-])\d{1,2}[-.]\d{1,2}[-.](?:20)?\d\d(?![\w.-]))"
    r"|(?P<version>\b[2-5]g\b|(?!\d{1,3}(?:\.\d{3})+(?!\d))\d{1,4}(?:\.\d{1,4}){2,5})"
    r"|(?P<number>\d{1,3}(?:[.,]\d{3})+(?![.,]?\d)|(?<!\d[.,])\d+[.,]\d{1,2}(?![.,]?\d)|\d+)"
    r"|(?P<line>\r?\n|\r|\u2028|\u0085)"
    r"|(?P<arrow>->|=>|-->|\u2192|\u21d2|\u27a1)"
    r"|(?P<mark>[^\w\s]|[_\t])"
)
# Spaces go with what follows: to look for every shape at each of them is slow.
_SHAPES = re.compile(f" *(?:{_PLAIN}|{_WORDS_AND_NUMBERS})")
_SHAPES_AND_LINKS = re.compile(f" *(?:{_LINK}|{_PLAIN}|{_WORDS_AND_NUMBERS})")
# Looking for links at every word is slow; few messages have one.
_LINKED = re.compile(r"://|www\.|@|\.(?:vn|com|net|org)\b")


WORDS_KEPT = 5_000  # of what is known of words: as many as a ward has; what is kept is looked through for garbage

# Signs; what is longer is none: a picture as letters, a key that was leant on. Nobody is to remember it whole.
LONGEST_TOKEN = 60


@dataclass(slots=True)
class Token:
    kind: str
    raw: str  # lower case, composed, accents kept
    word: str  # lower case, no accents
    start: int
    end: int
    glued: bool
    keycap: bool = False

    def meaning(self, raw: str, glued: bool) -> "Token":
        """The same place in the text, read as another word."""
        return Token(self.kind, raw, plain(raw), self.start, self.end, glued, self.keycap)


def _bare(char: str) -> str:
    kept = [c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)]
    return "".join(kept).translate(BARRED)


_LETTERS = {code: _bare(chr(code)) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))}
_LETTERS |= {code: chr(code) for code in range(128)}  # to find nothing takes `translate` longest


_FIRST_MARK = "\u0300"  # that is written on a letter


def strip_accents(text: str) -> str:
    if text.isascii():
        return text
    text = text.translate(_LETTERS)
    if text.isascii():
        return text
    flat = unicodedata.normalize("NFD", text)
    return "".join([c for c in flat if c < _FIRST_MARK or not unicodedata.combining(c)])


@lru_cache(maxsize=WORDS_KEPT)
def plain(word: str) -> str:
    return strip_accents(word)


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """Lower case, no accents, single spaces: the form in which words are compared."""
    cleaned, _, _ = _clean(text)
    return " ".join(strip_accents(cleaned).split())


class _Folding(dict[int, int | str]):
    """Filled as letters come up; `str.translate` asks it for each."""

    def __missing__(self, code: int) -> str:
        sign = unicodedata.normalize("NFKD", chr(code).translate(BARRED))[0].lower()[0]
        self[code] = sign
        return sign


_FOLDING = _Folding(str.maketrans("\u00a0\t／：‐‑‒–—―−", "  /:-------"))


def flat(text: str) -> str:
    """As `fold`, but sign for sign: as long as the composed text it is made from, so that places stay true."""
    return text.translate(_FOLDING)


@lru_cache(maxsize=5_000)
def _cluster(char: str) -> str:
    """What a character stands for: a digit of any script, a full-width letter, or nothing."""
    if char == TEN_KEYCAP:
        return "10"
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in {"Cf", "Cs", "Mn", "Me", "Cn", "Co", "Sk"}:
        return ""
    if category == "Cc":
        return char if char in "\n\r\t" else " "
    if category in {"Zs", "Zl", "Zp"}:
        return "\n" if category != "Zs" else " "
    known = (
        unicodedata.normalize("NFKC", char).lower()
        if category in {"Ll", "Lu", "Lo", "Po", "Pd", "Sm", "Ps", "Pe"}
        else char
    )
    return known if known.isascii() else unicodedata.normalize("NFC", char.lower())


def _clean(text: str) -> tuple[str, list[int] | None, frozenset[int]]:
    """The text as its readers want it, the origin of each character (none: unchanged), where keycaps stand."""
    lowered = text.lower()
    if len(lowered) == len(text) and not _VIETNAMESE.search(lowered) and lowered.replace("\n", "").isprintable():
        return lowered, None, frozenset()
    kept: list[str] = []
    origin: list[int] = []
    keycaps: set[int] = set()
    for place, char in enumerate(text):
        if char == KEYCAP and kept:
            keycaps.add(origin[-1])
        elif char >= _FIRST_MARK and unicodedata.combining(char) and kept:
            _combine(kept, char)
        elif len(known := _cluster(char)) == 1:
            kept.append(known)
            origin.append(place)
        else:
            kept.extend(known)
            origin.extend([place] * len(known))
    return "".join(kept), origin, frozenset(keycaps)


def _combine(kept: list[str], mark: str) -> None:
    """Accents may come in any order; one that fits no letter is dropped."""
    joined = unicodedata.normalize("NFC", unicodedata.normalize("NFD", kept[-1]) + mark)
    if len(joined) == 1:
        kept[-1] = joined


def tokenise(text: str) -> list[Token]:
    cleaned, origin, keycaps = _clean(text)
    if "\n" in cleaned and "," in cleaned:
        cleaned = _columns(cleaned)
    flat = _flat(cleaned)
    tokens: list[Token] = []
    before = -1
    shapes = _SHAPES_AND_LINKS if _LINKED.search(flat) else _SHAPES
    for match in shapes.finditer(flat):
        kind = match.lastgroup or "mark"
        start, end = match.span(kind)
        kind = _PLAINLY.get(kind, kind)
        glued, before = start == before, end
        last = end if kind == "link" else min(end, start + LONGEST_TOKEN)
        raw, word = cleaned[start:last], flat[start:last]
        if origin is None:
            tokens.append(Token(kind, raw, word, start, end, glued))
        else:
            first = origin[start]
            tokens.append(Token(kind, raw, word, first, origin[end - 1] + 1, glued, first in keycaps))
    return tokens


def _columns(cleaned: str) -> str:
    """Lines of a pasted CSV: their commas part columns, and no decimals."""
    lines = cleaned.split("\n")
    commas = {line.count(",") for line in lines if line.strip()}
    heading = next((line for line in lines if line.strip()), "")
    if len(commas) > 1 or max(commas) < 1 or any(c.isdigit() for c in heading):
        return cleaned
    return cleaned.replace(",", "|")


def _flat(cleaned: str) -> str:
    if cleaned.isascii():
        return cleaned
    flat = strip_accents(cleaned)
    if len(flat) == len(cleaned):
        return flat
    return "".join([strip_accents(c)[:1] or " " for c in cleaned])
