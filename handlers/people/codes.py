"""Codes of invitations as people type them, and the check digit that tells a slip of the finger from a stranger. Pure.

New codes are digits: ten on a card, eight for a further device; the first is no 0, so that none is a telephone number,
and the last is a check by Damm's method, which catches every wrong digit and every two neighbours that changed places.
Codes of before are eight letters and digits; a Vietnamese keyboard may have made one letter of two keys.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from handlers.language.long_numbers import HIDDEN
from handlers.language.tokens import fold
from handlers.people import words

CARD, DEVICE = 10, 8  # digits
LETTERED = 8  # letters and digits of a code of before …
ALPHABET = frozenset("23456789ABCDEFGHJKMNPQRSTUVWXYZ")  # … out of these
BEHIND = 12  # words behind «mã» that are looked at
MOST = 400  # spellings of one code that are tried
_DAMM = (
    *("0317598642", "7092154863", "4206871359", "1750983426", "6123045978"),
    *("3674209581", "5869720134", "8945362017", "9438617205", "2581436790"),
)
_DIGITS = re.compile(r"[0-9]+(?:[\s.,_\-\u2013\u2014]{1,3}[0-9]+)*")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What the text may mean, the likeliest first; `slip`: no card carries such digits, so a finger slipped."""

    codes: tuple[str, ...]
    slip: bool = False


def is_link(text: str) -> bool:
    """What a link carries: 128 bits, in letters, digits and two signs."""
    return re.fullmatch(r"[A-Za-z0-9_-]{20,64}", text) is not None and not text.isdigit()


def check_digit(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def is_sound(digits: str) -> bool:
    return digits[0] != "0" and check_digit(digits) == "0"


def grouped(code: str) -> str:
    """'123 456 7890', '1234 5678': as it is printed."""
    if len(code) == CARD:
        return f"{code[:3]} {code[3:6]} {code[6:]}"
    return f"{code[:4]} {code[4:]}"


def read(text: str) -> Typed | None:
    """The code in a text; None: there is none in it."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain)
    return _digits(plain) or _lettered(plain.upper())


def hidden(text: str) -> str:
    """What a code was typed in, without it."""
    return words.TYPED.sub(HIDDEN, text)


def digits_in(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _digits(plain: str) -> Typed | None:
    announced = words.ANNOUNCED.search(fold(plain)) is not None
    alone = announced or not any(c.isalpha() for c in plain)
    runs = [re.findall(r"[0-9]+", run) for run in _DIGITS.findall(plain)]
    tens = [ten for run in runs for ten in _windows(run, CARD) if ten[0] != "0"]
    sound = next((ten for ten in tens if is_sound(ten)), None)
    eight = next((one for one in map("".join, runs) if alone and len(one) == DEVICE and is_sound(one)), None)
    good = sound or eight
    if good:
        return Typed((good,))
    return Typed((), slip=True) if tens else None


def _windows(run: Sequence[str], length: int) -> Iterator[str]:
    """Neighbours that are so many digits together."""
    for first in range(len(run)):
        joined = ""
        for part in run[first : first + length]:
            joined += part
            if len(joined) >= length:
                break
        if len(joined) == length:
            yield joined


def _lettered(plain: str) -> Typed | None:
    """The whole text, what stands behind «mã», or one word that is a code by itself."""
    found = _WORD.findall(plain)
    marker = next((n for n, word in enumerate(found) if words.ANNOUNCED.fullmatch(fold(word))), None)
    behind = found[marker + 1 : marker + 1 + BEHIND] if marker is not None else []
    announced = [behind[a:b] for a in range(len(behind)) for b in range(a + 1, min(a + 3, len(behind)) + 1)]
    by_itself = [part for part in (found, *([word] for word in found)) if any(c.isdigit() for c in "".join(part))]
    for part in (*announced, *by_itself):
        spelled = tuple(_spelled("".join(part)))
        if spelled:
            return Typed(spelled)
    return None


def _spelled(word: str) -> Iterator[str]:
    """The codes whose keys may have made this word: a sign's key was pressed at its letter, or anywhere behind it."""
    if len(unicodedata.normalize("NFC", word)) > LETTERED:
        return
    spread = unicodedata.normalize("NFD", word)
    if len(spread) + spread.count(words.STRUCK) < LETTERED:
        return
    tries: list[tuple[str, tuple[tuple[int, str], ...]]] = [("", ())]  # the letters, and keys with their first place
    for sign in spread:
        tries = [longer for base, keys in tries for longer in _with(base, keys, sign)][:MOST]
    spelled = (code for base, keys in tries for code in _filled(base, keys))
    yield from islice(dict.fromkeys(code for code in spelled if _may_be(code)), MOST)


def _with(base: str, keys: tuple[tuple[int, str], ...], sign: str) -> Iterator[tuple[str, tuple[tuple[int, str], ...]]]:
    if sign == words.STRUCK:
        yield from ((f"{base}D", (*keys, (len(base) + 1, key))) for key in words.STRUCK_KEYS)
    elif sign not in words.KEYS:
        yield base + sign, keys
    else:
        for key in words.KEYS[sign]:
            yield base, (*keys, (len(base), base[-1:] if key == words.AGAIN else key))
        if sign == words.HORN and base.endswith("U"):
            yield f"{base[:-1]}W", keys  # Telex makes of a W alone what it makes of U and W


def _filled(base: str, keys: tuple[tuple[int, str], ...]) -> set[str]:
    if len(base) + len(keys) != LETTERED:
        return set()
    made = {base}
    for first, key in reversed(keys):
        made = {one[:place] + key + one[place:] for one in made for place in range(first, len(one) + 1)}
    return made


def _may_be(code: str) -> bool:
    return (
        len(code) == LETTERED
        and ALPHABET.issuperset(code)
        and any(c.isdigit() for c in code)
        and any(c.isalpha() for c in code)
    )
