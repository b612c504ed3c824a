"""Mobile numbers out of whatever people type into a cell: 0 and nine digits, or nothing. A letter O is never a zero."""

import re
from dataclasses import dataclass

from handlers.documents.read.words import NO_PHONE, PHONE_WORDS, clean, fold

MOBILE = re.compile(r"0[35789]\d{8}")
COUNTRY = re.compile(r"(?:\+|00)?84(?=[35789]\d{8}$)")
WITHOUT_ZERO = re.compile(r"[35789]\d{8}")  # as Excel leaves a number
BETWEEN = re.compile(r"[/;,\n|]|\s-\s|\s{3,}")
PUNCTUATION = re.compile(r"[\s.\-()'_]")
LETTER_O = str.maketrans("oO", "00")


@dataclass(frozen=True, slots=True)
class Phones:
    """`wrong` stands there for a number and is none; `suggest` is what it would be with zeros for its letters O."""

    numbers: tuple[str, ...] = ()
    wrong: str = ""
    suggest: str | None = None


def read(*cells: str) -> Phones:
    numbers: dict[str, None] = {}
    wrong: list[str] = []
    for piece in (piece for cell in cells if not _says_none(cell) for piece in _pieces(clean(cell))):
        found = _normal(piece)
        numbers |= dict.fromkeys(found)
        if not found:
            wrong.append(piece)
    suggest = _normal(wrong[0].translate(LETTER_O)) if wrong else ()
    return Phones(tuple(numbers), "; ".join(wrong), suggest[0] if suggest else None)


def _says_none(cell: str) -> bool:
    return bool(NO_PHONE.fullmatch(" ".join(fold(clean(cell)).split()).strip("().")))


def _pieces(cell: str) -> list[str]:
    said = PHONE_WORDS.sub(lambda word: " " * len(word[0]), fold(cell))
    kept = "".join(" " if folded == " " else sign for folded, sign in zip(said, cell, strict=True))
    bare = [piece.strip() for piece in BETWEEN.split(kept) if any(sign.isalnum() for sign in piece)]
    return bare or ([cell.strip()] if any(sign.isalnum() for sign in cell) else [])


def _normal(piece: str) -> tuple[str, ...]:
    digits = PUNCTUATION.sub("", piece)
    digits = COUNTRY.sub("0", digits)
    if MOBILE.fullmatch(digits):
        return (digits,)
    if WITHOUT_ZERO.fullmatch(digits):
        return (f"0{digits}",)
    halves = digits[: len(digits) // 2], digits[len(digits) // 2 :]
    return halves if len(digits) == 20 and all(MOBILE.fullmatch(half) for half in halves) else ()
