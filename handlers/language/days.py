"""Days as people write them in an answer: "13/11", "13, 14/11", "13-15/11". Pure; the year nearest to a given day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from handlers.language.nights import Dated, nearest
from handlers.language.tokens import fold

LONGEST = 31  # days of one range
_PARTS = re.compile(
    r"(?P<full>(?<!\d)\d{1,2}\s?[/.]\s?\d{1,2}(?:\s?[/.]\s?(?:20)?\d\d)?(?!\d|\s?[/:h]))"
    r"|(?P<day>(?<![\d:h])\d{1,2}(?!\d|\s?[:h]|\s?gio))"
    r"|(?P<range>\s-\s|(?<=\d)-(?=\d)|\bden\b)"
)
_HOURS = re.compile(r"(\d{1,2})\s?(?:h|:|gio|g)\s?(\d{2})?\s*(?:-|den)\s*(\d{1,2})\s?(?:h|:|gio|g)\s?(\d{2})?")


def dates(text: str, near: date) -> tuple[date, ...]:
    """None at all when one of them is no day of the calendar."""
    parts = [(match.lastgroup or "", match.group()) for match in _PARTS.finditer(_HOURS.sub(" ", fold(text)))]
    named = list(_named(parts))
    if not named or None in named:
        return ()
    days = [nearest(one, near) if isinstance(one, tuple) else one for one in named]
    return tuple(_spread(days)) if _is_whole(days) else ()


def hours(text: str) -> tuple[str, str] | None:
    """From and to, as HH:MM; None where they are not said or run backwards."""
    found = _HOURS.search(fold(text))
    if found is None:
        return None
    first, first_minutes, last, last_minutes = (int(part or 0) for part in found.groups())
    if max(first, last) > 23 or max(first_minutes, last_minutes) > 59:
        return None
    start, end = f"{first:02}:{first_minutes:02}", f"{last:02}:{last_minutes:02}"
    return (start, end) if start < end else None


def _named(parts: list[tuple[str, str]]) -> Iterator[Dated | str | None]:
    """From the left: days, "-" for a range; a bare number has the month of the next full one."""
    month: tuple[int, int | None] | None = None
    told: list[Dated | str | None] = []
    for kind, text in reversed(parts):
        if kind == "range":
            told.append("-")
        elif kind == "full":
            day, month_, *year = (int(part) for part in re.split(r"\s?[/.]\s?", text))
            month = month_, (year[0] + 2000 if year and year[0] < 100 else year[0] if year else None)
            told.append((day, *month))
        else:
            told.append((int(text), *month) if month else None)
    yield from reversed(told)


def _spread(days: list[date | str | None]) -> Iterator[date]:
    """Nothing where a range is none."""
    for place, day in enumerate(days):
        if isinstance(day, date):
            yield day
            continue
        first, last = days[place - 1], days[place + 1]
        if isinstance(first, date) and isinstance(last, date):
            yield from (first + timedelta(days=step) for step in range(1, (last - first).days))


def _is_whole(days: list[date | str | None]) -> bool:
    """Every part a day, and every range between two days of which the second is later, but not too late."""
    ends = [(days[place - 1] if place else None, day, *days[place + 1 : place + 2]) for place, day in enumerate(days)]
    return all(_is_part(*end) for end in ends)


def _is_part(before: date | str | None, part: date | str | None, after: date | str | None = None) -> bool:
    if part != "-":
        return isinstance(part, date)
    return isinstance(before, date) and isinstance(after, date) and 0 < (after - before).days < LONGEST
