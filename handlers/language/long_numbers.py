"""Telephone, identity, card and account numbers in free words: nobody's number is kept where it is not needed. Pure.

What nobody would count is *certain*; a row of short groups that may be figures is *possible*, and who has read the
message says whether it told any (`figures`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from handlers.language.tokens import strip_accents
from handlers.language.words_numbers import CALLED, IDENTITY, IS, OF_CITIZENS, READ_OUT

HIDDEN = "•••"
FEWEST, MOST = 9, 19  # digits of a number that may be somebody's: from old identity cards to account numbers

_UNSEEN = {"Cf", "Me"}  # what splits a number without being seen
_VARIANT = "\ufe0f"
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_APART = r"[ .,\-/_()·•]{0,3}"
_RUN = re.compile(rf"[+(]{{0,2}}\d(?:{_APART}\d){{{FEWEST - 1},}}")
_HOTLINE = re.compile(r"1[89]00\d{4,6}")  # of a service: nobody's
_MOBILE = r"0[35789]\d{8}|02\d{8,9}"
_ABROAD = r"(?:00)?84[235789]\d{8,9}"
CARDS = (9, 12)  # digits of an identity card, old and new
_CARD = r"0\d{8}|0\d{11}"
_TELEPHONE = re.compile(rf"{_MOBILE}|{_ABROAD}|{_CARD}")
_CALLED = re.compile(rf"(?:{CALLED})[^\w\n]{{0,3}}(?:{IS} )?$")
_IDENTITY = re.compile(rf"(?:{IDENTITY})(?: (?:{OF_CITIZENS}))?[^\w\n]{{0,3}}(?:(?:{IS}) )?$")
_YEAR = re.compile(r"20[2-4]\d")
_ZERO = re.compile(r"(?<![^\W_])[oO](?=[\d .\-]{8})|(?<=\d)[oO](?=\d)")  # typed for one
_BROKEN = re.compile(r"(?<!\d)(\d{4,8}) ?\n ?(\d{4,8})(?!\d)")  # by the end of a line
_A_WORD = rf"(?:{'|'.join(READ_OUT)})"
_PIECE = re.compile(rf"{_A_WORD}|\d+")
_SPOKEN = re.compile(rf"(?<![^\W_])(?:{_PIECE.pattern})(?:[ ,.\-]{{1,2}}(?:{_PIECE.pattern})){{4,}}(?![^\W_])")
MOST_WORDS = 6  # for digits in a row: nobody counts so
NO = "khong"  # behind a number it denies what comes


@dataclass(frozen=True, slots=True)
class _Group:
    digits: str
    start: int
    end: int


@lru_cache(maxsize=128)
def masked(text: str, *, figures: bool = False, telephones: bool = True) -> tuple[str, bool]:
    """With such numbers taken out, and whether there were any. `figures`: rows of short groups are what was told.

    Not `telephones`: these stay. Several ask on the way of one message.
    """
    if not may_hold(text):
        return text, False
    plain, places = _plain(text)
    cuts = sorted({*_in_digits(plain, figures=figures), *_in_words(plain)})
    if not telephones:
        cuts = [cut for cut in cuts if not _may_be_called(plain[slice(*cut)])]
    kept, done = "", 0
    for start, end in cuts:
        if places[start] < done:
            continue
        kept += text[done : places[start]] + HIDDEN
        done = places[end] if end < len(places) else len(text)  # with what is not seen behind it
    return kept + text[done:], bool(cuts)


def _may_be_called(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return re.fullmatch(rf"{_MOBILE}|{_ABROAD}|0[35789]\d{{7}}", digits) is not None  # the last with a digit lost


def may_hold(text: str) -> bool:
    """Most messages hold none; they are asked nothing more."""
    return sum(map(str.isdigit, text)) >= FEWEST or next(_read_out(text), None) is not None


def _plain(text: str) -> tuple[str, list[int]]:
    """One sign for each that is seen, digits of every script as ours; and where each stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if unicodedata.category(sign) in _UNSEEN or sign == _VARIANT:
            continue
        digit = unicodedata.digit(sign, None)
        shown = str(digit) if digit is not None else unicodedata.normalize("NFKC", sign)
        signs.append(shown if len(shown) == 1 else sign)
        places.append(place)
    return _ZERO.sub("0", "".join(signs).translate(_DASHES)), places


def _in_digits(plain: str, *, figures: bool) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(plain):
        groups = [_Group(g[0], run.start() + g.start(), run.start() + g.end()) for g in re.finditer(r"\d+", run[0])]
        if _called(plain, run.start(), groups, figures=figures):
            yield run.start(), run.end()
            continue
        first = 0
        while first < len(groups):
            last = _ends(plain, groups, first, figures=figures)
            if last:
                yield _opened(plain, groups[first].start, groups[last - 1].end), groups[last - 1].end
            first = last or first + 1
    for broken in _BROKEN.finditer(plain):
        if _TELEPHONE.fullmatch(broken[1] + broken[2]):
            yield broken.span()


def _called(plain: str, start: int, groups: Sequence[_Group], *, figures: bool) -> bool:
    """Said to be a number of somebody: all of it."""
    digits, before = "".join(group.digits for group in groups), plain[max(0, start - 30) : start].lower()
    if not FEWEST <= len(digits) <= MOST or figures:
        return False
    telephone = digits[0] == "0" or digits.startswith("84") or (len(digits) == FEWEST and digits[0] in "35789")
    return bool(_IDENTITY.search(before) or (telephone and _CALLED.search(before)))


def _ends(plain: str, groups: Sequence[_Group], first: int, *, figures: bool) -> int:
    """Behind the last group of a number that begins here; 0: none does."""
    alone = groups[first].digits
    if len(alone) >= FEWEST:
        return 0 if _HOTLINE.fullmatch(alone) or _is_fraction(plain, groups[first]) else first + 1
    if alone[0] not in "08" and len(alone) != FOUR:
        return 0
    digits, found = alone, 0
    for last in range(first + 1, len(groups)):
        digits += groups[last].digits
        if len(digits) > MOST:
            break
        if len(digits) < FEWEST or (len(alone) != FOUR and not _TELEPHONE.fullmatch(digits)):
            continue
        some = groups[first : last + 1]
        between = {plain[one.end : other.start].strip() for one, other in pairwise(some)}
        if _certain(plain, some, digits, between):
            found = last + 1
            if len(digits) > CARDS[0]:  # the first nine digits of a new card may be an old one
                break
        elif not figures and _possible(some, digits, between):
            found = last + 1
    return found


FOUR = 4  # digits of a group of a bank card


def _certain(plain: str, some: Sequence[_Group], digits: str, between: set[str]) -> bool:
    """Written as telephones and identity cards are, and as nobody writes a row of figures or a date."""
    if not _TELEPHONE.fullmatch(digits) or _dated(some):
        return False
    plus = plain[max(0, some[0].start - 2) : some[0].start].rstrip("(").endswith("+")
    if digits.startswith("84") and not plus and not between <= {".", "-"}:
        return False
    sizes = [len(group.digits) for group in (some[1:] if plus else some)]
    if min(sizes[:-1], default=0) >= len("098"):
        sizes.pop()  # whatever is left over: 098 765 432 1
    least = 3 if len(digits) in CARDS or any("," in sign for sign in between) else 2
    return min(sizes) >= least and (set(sizes) != {2} or between <= {".", "-"})


def _possible(some: Sequence[_Group], digits: str, between: set[str]) -> bool:
    """May be a telephone in pairs or single digits, a card in fours: unless figures were read in it."""
    sizes = [len(group.digits) for group in some]
    if any("," in sign for sign in between):
        return False
    fours = sizes[:3] == [4, 4, 4] and len(digits) in range(12, MOST + 1) and min(sizes) >= 2
    same = len(set(sizes[1:])) == 1
    return fours or (_TELEPHONE.fullmatch(digits) is not None and same and not _dated(some))


def _dated(some: Sequence[_Group]) -> bool:
    """8.11.2026 12: a night and figures."""
    return any(_YEAR.fullmatch(group.digits) for group in some[1:]) and len(some[0].digits) <= 2


def _is_fraction(plain: str, group: _Group) -> bool:
    """0.123456789 of a spreadsheet."""
    return re.search(r"(?<!\d)0[.,]$", plain[: group.start]) is not None


def _opened(plain: str, start: int, end: int) -> int:
    """With the plus before it, and the bracket that is closed within it."""
    while start and (plain[start - 1] == "+" or (plain[start - 1] == "(" and ")" in plain[start:end])):
        start -= 1
    return start


def _in_words(plain: str) -> Iterator[tuple[int, int]]:
    """What begins as telephones do is looked for first: "bác Tám o chín tám …" is a name before a number."""
    for pieces in _read_out(plain):
        taken = [False] * len(pieces)
        for begun, first in product((True, False), range(len(pieces))):
            most = min(first + MOST, len(pieces))
            free = next((at for at in range(first, most) if taken[at]), most)
            last = first + _read_out_from(pieces[first:free], begun=begun)
            if last > first:
                taken[first:last] = [True] * (last - first)
                yield pieces[first].start(), pieces[last - 1].end()


def _read_out(text: str) -> Iterator[list[re.Match[str]]]:
    """Rows of words for digits, and of digits among them."""
    folded = strip_accents(text.lower())
    if len(folded) != len(text):
        return
    for row in _SPOKEN.finditer(folded):
        pieces = list(_PIECE.finditer(folded, row.start(), row.end()))
        if any(piece[0] in READ_OUT for piece in pieces):
            yield pieces


def _read_out_from(pieces: Sequence[re.Match[str]], *, begun: bool) -> int:
    """How many of these are a number that may be somebody's: the longest that is; 0: none."""
    longest, words, digits = 0, 0, ""
    for size, piece in enumerate((piece[0] for piece in pieces), 1):
        words += piece in READ_OUT
        digits += READ_OUT.get(piece, piece)
        if len(digits) > MOST or (begun and digits[:1] not in "08"):
            break
        if len(digits) < FEWEST or not words:
            continue
        counted = words >= MOST_WORDS and piece != NO
        if _TELEPHONE.fullmatch(digits) if begun else counted:
            longest = size
    return longest
