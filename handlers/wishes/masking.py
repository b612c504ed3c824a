"""Words as they may be kept for learning: who, where, when and how many taken out. Rather too much. Pure."""

import unicodedata
from collections.abc import Collection

from handlers.language import nights
from handlers.language.tokens import fold
from handlers.wishes.texts import DAY, NAME, NUMBER, UNIT
from handlers.wishes.words import ADDRESSED, AFTER_ADDRESS, UNIT_KIND

LONGEST = 30  # words
SIGNS = (NAME, NUMBER, UNIT, DAY)


def masked(text: str, units: Collection[str], unknown: Collection[str]) -> str:
    """`units`: the names that there are; `unknown`: words of no sentence and no idea, folded: they may be names."""
    said = unicodedata.normalize("NFC", text)
    named = sorted({fold(unit) for unit in units}, key=len, reverse=True)
    folded = fold(said)
    for unit in named:
        folded = f" {folded} ".replace(f" {unit} ", " U ").strip()
    folded = UNIT_KIND.sub(" U ", folded)
    for night in reversed(nights.numbered(folded)):
        folded = f"{folded[: night.start]} D {folded[night.end :]}"
    capital = {fold(word) for word in said.split()[1:] if word[:1].isupper()}
    kept: list[str] = []
    for raw in folded.split()[:LONGEST]:
        word = raw.strip(" .,!?:;\"'()")
        if word in {"U", "D"}:
            kept.append(UNIT if word == "U" else DAY)
        elif any(sign.isdigit() for sign in word):
            kept.append(NUMBER)
        elif word in capital or word in unknown or _addressed(word, kept):
            kept.append(NAME)
        elif word:
            kept.append(word)
    return " ".join(one for place, one in enumerate(kept) if one not in SIGNS or kept[place - 1 : place] != [one])


def _addressed(word: str, before: list[str]) -> bool:
    """Whoever is called by a title has a name behind it, unless a word of talk stands there."""
    return bool(before) and before[-1] in ADDRESSED and word not in AFTER_ADDRESS
