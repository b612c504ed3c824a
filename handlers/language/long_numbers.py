"""Telephone and identity numbers in free words: nobody's number is kept where it is not needed. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import product

from handlers.language.tokens import strip_accents

HIDDEN = "•••"
SHORTEST = 9  # digits: of an old identity card
NAMED = 8  # … behind a word that says that it is one
SPOKEN = 6  # words for digits among as many digits as a number has: nobody counts so
MOST = 14  # pieces of one number
_WORDS = {
    **dict.fromkeys(("khong", "o", "zero", "linh", "le"), "0"),
    "mot": "1",
    "hai": "2",
    "ba": "3",
    "bon": "4",
    "tu": "4",
    "nam": "5",
    "lam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
    "muoi": "",  # "tám mươi bảy" is 87
}
_PIECE = rf"(?:\d+|(?<![^\W\d_])(?:{'|'.join(_WORDS)})(?![^\W\d_]))"
_GAP = r"[\s.\-–—()·_,\u200b-\u200d\u2060\ufeff]{0,3}"
_RUN = re.compile(rf"{_PIECE}(?:{_GAP}{_PIECE})*")
_PIECES = re.compile(_PIECE)
_LETTER = re.compile(r"(?<![^\W_])o(?=[\d .\-]{8})|(?<=\d)o(?=\d)")  # typed for a zero
# As they begin, in groups or read out: a row of figures is none.
_BEGUN = re.compile(r"(?:0|84|0084)[235789]\d{8}|02\d{9}|0\d{11}")
_OLD_CARD = re.compile(r"0\d{8}")
_NAMED = re.compile(
    r"(?<![a-z])(?:s\.?d\.?t|dt|dien thoai|so may|sim|cccd|cmnd|cmt|can cuoc|chung minh|dinh danh|bhyt)"
    r"(?![a-z])[^\d\n]{0,20}$"
)
_OPEN_TO_ALL = re.compile(r"1[89]00\d{4,6}")


def masked(text: str) -> tuple[str, bool]:
    """With the numbers of telephones and identity cards taken out, however they are written; whether there were any."""
    said = unicodedata.normalize("NFC", text)
    plain = _LETTER.sub("0", strip_accents(said.lower()))
    if len(plain) != len(said):
        said = plain  # signs that no accent explains: rather without accents than with a number
    spans = [span for run in _RUN.finditer(plain) for span in _numbers(plain, run.start(), run.end())]
    for start, end in reversed(spans):
        said = f"{said[:start]}{HIDDEN}{said[end:]}"
    return (said, True) if spans else (text, False)


def _numbers(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Within a row of digits and words for digits; what begins as telephones and cards do is looked for first."""
    pieces = list(_PIECES.finditer(plain, start, end))
    taken = [False] * len(pieces)
    found: list[tuple[int, int]] = []
    for begun, at in product((True, False), range(len(pieces))):
        free = next((to for to in range(at, len(pieces)) if taken[to]), len(pieces))
        until = _until(pieces[at : min(free, at + MOST)], plain, begun=begun)
        if until:
            first = pieces[at].start()
            found.append((first - (plain[first - 1 : first] == "+"), pieces[at + until - 1].end()))
            taken[at : at + until] = [True] * until
    return sorted(found)


def _until(pieces: Sequence[re.Match[str]], plain: str, *, begun: bool) -> int:
    """How many of these, from the first, are one number."""
    if not pieces:
        return 0
    first = pieces[0].start()
    named = bool(_NAMED.search(plain[max(first - 40, 0) : first]))
    written = [one[0] for one in pieces]
    longest = range(len(written), 0, -1)
    return next((to for to in longest if _is_number(written[:to], named=named, begun=begun)), 0)


def _is_number(pieces: Sequence[str], *, named: bool, begun: bool) -> bool:
    digits = "".join(_WORDS[one] if one in _WORDS else "".join(str(int(sign)) for sign in one) for one in pieces)
    words = sum(one in _WORDS for one in pieces)
    if len(digits) < NAMED or _OPEN_TO_ALL.fullmatch(digits):
        return False
    if begun:
        singles = sum(len(one) == 1 for one in pieces)
        card = _OLD_CARD.fullmatch(digits) and all(len(one) > 2 for one in pieces)
        return bool(_BEGUN.fullmatch(digits) or card) and (words > 0 or singles in (0, len(pieces)))
    if len(pieces) == 1:
        return named or len(digits) >= SHORTEST
    if words >= SPOKEN:
        return len(digits) in (9, 10, 12) and pieces[-1] != "khong"  # which is a no
    return named and not words
