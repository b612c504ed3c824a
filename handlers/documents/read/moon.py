"""Dates of the lunar calendar: nobody's evening until somebody says which day of the sun that is."""

from dataclasses import dataclass

from handlers.documents.read import words_moon as words
from handlers.documents.read.words import fold


@dataclass(frozen=True, slots=True)
class Sighted:
    """`rest`: the text without what the moon counts, sign for sign as long; `mention`: the first of it."""

    rest: str
    mention: str = ""


def looked_for(text: str) -> Sighted:
    lowered = text.lower()
    if len(lowered) != len(text):
        return Sighted(text)
    found = list(words.MENTION.finditer(lowered))
    rest = _blanked(text, [match.span() for match in found])
    return Sighted(
        _blanked(rest, [match.span() for match in words.SUN.finditer(lowered)]),
        text[slice(*found[0].span())].strip() if found else "",
    )


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def is_heading(text: str) -> bool:
    """Such as "Ngày (âm lịch)", "Ngày ÂL", but not the "AL" of a place's name, nor a day itself."""
    day = looked_for(text).mention.strip("()[] ")
    return (
        not (day and words.HEADING.search(day.lower()) is None)
        and bool(words.HEADING.search(text.lower()))
        and "duong" not in fold(text)
        and not words.DAY.search(fold(text))
    )
