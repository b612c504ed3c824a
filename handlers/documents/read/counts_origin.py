"""From which day a table's figures are, and by whom: what stands above it, below it, or in its heading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from re import Match

from handlers.documents.read import words
from handlers.documents.read.words import clean, fold


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """`as_of` as ISO; either is empty where it is not said, or said in two ways."""

    as_of: str
    source: str


def read(texts: Iterable[str]) -> FigureOrigin:
    told = [" ".join(clean(text).split())[: words.LONGEST_CELL] for text in texts]
    days = {day for text in told if _dates_figures(text) for day in _days(text)}
    sources = list(dict.fromkeys(source for text in told if (source := _source(text))))
    return FigureOrigin(days.pop().isoformat() if len(days) == 1 else "", sources[0] if len(sources) == 1 else "")


def _dates_figures(text: str) -> bool:
    """The day on which a letter was signed, or a plan that it follows, is not theirs."""
    said = fold(text)
    foreign = words.SIGNED.search(said) or words.REFERENCE.search(said)
    return bool(words.AS_OF.search(said) or _by(said)) and not foreign


def _days(text: str) -> Iterator[date]:
    said = fold(text)
    for pattern in (words.FULL_DATE, words.LONG_DATE):
        yield from (day for found in pattern.finditer(said) if (day := _day(found)))


def _day(found: Match[str]) -> date | None:
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by(said: str) -> Match[str] | None:
    return None if words.REFERENCE.search(said) else words.SOURCE.search(said)


def _source(text: str) -> str:
    found = _by(fold(text))
    if found is None:
        return ""
    written = text[found.start("source") : found.end("source")]
    behind = words.BEHIND_SOURCE.search(fold(written))
    return (written[: behind.start()] if behind else written).strip(" ,;:.-()")[: words.LONGEST_SOURCE]
