"""Short lines about an evening's people: put off, all here, who is missing, who comes. Pure.

Asked only about what is no count; a word that fits nothing here leaves the line unread.
"""

import re
from dataclasses import dataclass

from handlers.language.numbers import is_spelled_in
from handlers.language.people_names import BUSY, EXCUSED, GOING, MISSING, any_of, spelt, whole
from handlers.language.tokens import fold
from handlers.tonight import words

LONGEST = 160  # characters: more is a story
_POLITE = r"(?: (?:a|nhe|em|chau|anh|chi|bac|roi|ca))*[ .!]*"
_ALL_HERE = re.compile(rf"(?:da |vang )?{any_of(words.ALL_HERE)}{_POLITE}")
_LATER = whole(words.LATER)
_HALF = re.compile(rf"{any_of(words.HALF_AN_HOUR)} nua")
_MINUTES = re.compile(rf"(?<![\d/.,])(\d{{1,3}}) ?{any_of(words.MINUTES)} (?:nua|sau)")
_HOURS = re.compile(rf"(?<![\d/.,])([1-9]) ?{any_of(words.HOURS)} (?:nua|sau)")
_YES = re.compile(rf"{any_of(words.YES)}{_POLITE}")
_DAYS = re.compile(
    rf"(?:xin |cho |em |toi |bac |/)*nghi (?:phep )?(\d{{1,2}}) ?({any_of('|'.join(words.DAYS))})[ .!a]*"
)


@dataclass(frozen=True, slots=True)
class PutOff:
    """Asked to be asked later; None = no hour was named."""

    minutes: int | None


@dataclass(frozen=True, slots=True)
class AllHere:
    pass


@dataclass(frozen=True, slots=True)
class SomeMissing:
    """Says who did not come; the names are read once the team is known."""


@dataclass(frozen=True, slots=True)
class ForDays:
    days: int


@dataclass(frozen=True, slots=True)
class Agreed:
    pass


@dataclass(frozen=True, slots=True)
class Coming:
    """One's own answer to a shift."""

    going: bool


Line = PutOff | AllHere | SomeMissing | ForDays | Agreed | Coming


def read(text: str) -> Line | None:
    said = fold(spelt(text))
    if not said or len(said) > LONGEST or "?" in said:
        return None
    return next((line for reader in (_days, _put_off, _team) if (line := reader(said))), None)


def answer(text: str) -> Agreed | Coming | None:
    """What a question about places or a shift may be answered with."""
    said = re.sub(r"^[12][ .)]+", "", fold(spelt(text))).strip(" .,!")
    if _YES.fullmatch(said):
        return Agreed()
    for pattern, going in ((BUSY, False), (GOING, True)):
        found = pattern.search(said)
        if found and len(said.split()) <= 6:
            return Coming(going)
    return None


def _days(said: str) -> ForDays | None:
    found = _DAYS.fullmatch(said)
    if found is None:
        return None
    units = {fold(word): days for word, days in words.DAYS.items()}
    return ForDays(int(found[1]) * units[found[2]])


def _put_off(said: str) -> PutOff | None:
    if _HALF.search(said):
        return PutOff(30)
    for pattern, factor in ((_MINUTES, 1), (_HOURS, 60)):
        found = pattern.search(said)
        if found:
            return PutOff(int(found[1]) * factor)
    return PutOff(None) if _LATER.search(said) and not re.search(r"\d", said) else None


def _team(said: str) -> AllHere | SomeMissing | None:
    if _ALL_HERE.fullmatch(said):
        return AllHere()
    missing = MISSING.search(said) or EXCUSED.search(said)
    return SomeMissing() if missing and not (re.search(r"\d", said) or is_spelled_in(said)) else None
