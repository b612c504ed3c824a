"""What is left in a message when the input method was off: the keys of its accents."""

import re
import unicodedata
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]+")
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_TELEX = dict(zip(_TONES, "sfrxj", strict=True))
_VNI = dict(zip(_TONES, "12345", strict=True))
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def telex(text: str) -> str:
    return _typed(text, lambda word: _keys(word, _TELEX, lambda before, mark: before if mark == _HAT else "w", "dd"))


def vni(text: str) -> str:
    signs = {_HAT: "6", _BREVE: "8", _HORN: "7"}
    return _typed(text, lambda word: _keys(word, _VNI, lambda _, mark: signs[mark], "d9"))


def _typed(text: str, keys: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: keys(match.group()), unicodedata.normalize("NFC", text))


def _keys(word, tones, sign, crossed):
    typed, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in tones:
            tone = tones[char]
        elif char in {_HAT, _BREVE, _HORN}:
            typed += sign(typed[-1], char)
        else:
            typed += {"\u0111": crossed, "\u0110": crossed.upper()}.get(char, char)
    return typed + tone
