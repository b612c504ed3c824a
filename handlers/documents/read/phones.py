"""Mobile numbers out of whatever people type into a cell: 0 and nine digits, or nothing. A letter O is never a zero.

Nobody's identity number becomes one, and what is quoted of it is cut short. A relative's number is not theirs.
"""

import re
import unicodedata
from dataclasses import dataclass

from handlers.documents.read.words import NO_PHONE, OF_OTHERS, PHONE_WORDS, clean, fold

MOBILE = re.compile(r"0[35789]\d{8}")
COUNTRY = re.compile(r"(?:\+|00)?840?(?=[35789]\d{8}$)")
WITHOUT_ZERO = re.compile(r"[35789]\d{8}")  # as Excel leaves a number
FIXED_LINE = re.compile(r"0?2\d{8,9}")
BETWEEN = re.compile(r"[/;,\n|&]|\s[-–—]\s|\s{3,}")
BRACKETED = re.compile(r"\(((?:[^()\d]*\d){8,}[^()\d]*)\)")  # a number of its own
PUNCTUATION = re.compile(r"[\s.\-–()'’`_*]")
POWER = re.compile(r"(\d)[.,]?(\d*)e\+?(\d{1,2})", re.IGNORECASE)  # as Excel shows a number in a narrow column
WORDS_BESIDE = re.compile(r"(?<![\w.])(?![oOlI]+\b)[^\W\d_]{2,}[.:]?(?![\w])")
LOOKALIKES = str.maketrans("oOlI", "0011")
IDENTITY = re.compile(r"(?<![\doO])(\d{3})(?:\d{6}|(?:[ .]?\d){9})(?![\doOlI])")
# The numbers of eleven digits that were shortened in 2018.
SHORTENED = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phones:
    """`wrong` stands there for a number and is none; `suggest` is what it may have been meant to be."""

    numbers: tuple[str, ...] = ()
    wrong: str = ""
    suggest: str | None = None


def read(*cells: str) -> Phones:
    numbers: dict[str, None] = {}
    wrong: list[str] = []
    for piece in (piece for cell in cells if not _says_none(cell) for piece in _pieces(_plain(cell))):
        found = _normal(piece)
        numbers |= dict.fromkeys(found)
        if not found:
            wrong.append(piece)
    told = [piece for piece in wrong if not (numbers and _is_beside(piece))]
    suggest = next((number for piece in told for number in _perhaps(piece)), None)
    return Phones(tuple(numbers), without_identity("; ".join(told)), suggest)


def without_identity(text: str) -> str:
    """What may be quoted of it: of an identity number the first three digits, which are its province."""
    return IDENTITY.sub(r"\1…", text)


def _plain(cell: str) -> str:
    """Digits of any keyboard; a power of ten that holds every digit is written out."""
    return POWER.sub(_written_out, unicodedata.normalize("NFKC", clean(cell)))


def _written_out(found: re.Match[str]) -> str:
    missing = int(found[3]) - len(found[2])
    return f"{found[1]}{found[2]}" if missing == 0 else found[0].replace(",", ".")


def _says_none(cell: str) -> bool:
    return bool(NO_PHONE.fullmatch(" ".join(fold(clean(cell)).split()).strip("().")))


def _pieces(cell: str) -> list[str]:
    return [piece for part in BETWEEN.split(BRACKETED.sub(r"\n\1\n", cell)) for piece in _without_words(part)]


def _without_words(part: str) -> list[str]:
    """Of two numbers side by side with a word between them, each."""
    if OF_OTHERS.search(fold(part)):
        return [part.strip()]
    said = PHONE_WORDS.sub(lambda word: "\n" * len(word[0]), fold(part))
    kept = "".join("\n" if folded == "\n" else sign for folded, sign in zip(said, part, strict=True))
    pieces = [piece.strip(" :.") for piece in kept.split("\n") if any(sign.isalnum() for sign in piece)]
    return pieces or ([part.strip()] if any(sign.isalnum() for sign in part) else [])


def _normal(piece: str) -> tuple[str, ...]:
    if OF_OTHERS.search(fold(piece)):
        return ()
    return _numbers(piece) or _numbers(WORDS_BESIDE.sub(" ", piece))


def _numbers(piece: str) -> tuple[str, ...]:
    digits = PUNCTUATION.sub("", re.sub(r"(?<=\d{9})\.0$", "", piece.strip()))
    digits = COUNTRY.sub("0", digits)
    if MOBILE.fullmatch(digits):
        return (digits,)
    if WITHOUT_ZERO.fullmatch(digits):
        return (f"0{digits}",)
    halves = digits[: len(digits) // 2], digits[len(digits) // 2 :]
    return halves if len(digits) == 20 and all(MOBILE.fullmatch(half) for half in halves) else ()


def _is_beside(piece: str) -> bool:
    """What needs no question where a number of their own stands beside it."""
    digits = PUNCTUATION.sub("", WORDS_BESIDE.sub(" ", piece))
    return bool(OF_OTHERS.search(fold(piece)) or FIXED_LINE.fullmatch(digits))


def _perhaps(piece: str) -> tuple[str, ...]:
    bare = WORDS_BESIDE.sub(" ", piece)
    digits = PUNCTUATION.sub("", bare)
    if len(digits) == len("01690000001") and digits[:4] in SHORTENED:
        return (SHORTENED[digits[:4]] + digits[4:],)
    return _numbers(bare.translate(LOOKALIKES))
