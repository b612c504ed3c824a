"""What a plan says around its tables: the year and month of its title, and hours given once for all in running text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.documents.read import headers, hours, nights, pieces, words, words_lists, words_moon
from handlers.documents.read.hours import Slot
from handlers.documents.read.moments import tokens
from handlers.documents.read.nights import Frame
from handlers.documents.read.tables import Document, Paragraph, ReadTable
from handlers.documents.read.words import LONGEST_CELL, clean, fold

TITLE = 220  # signs; what is longer is an argument, not a title
WEEK = 7
LONGEST_SPAN = 12  # months; in a longer one a month comes twice


def prose(document: Document) -> Iterator[str]:
    """Paragraphs, what stands over the first heading of a table, and rows that hold one cell."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield clean(block.text)
        else:
            yield from _loose(block)


def _loose(table: ReadTable) -> Iterator[str]:
    heading = next((place for place in range(len(table.rows)) if headers.HEADINGS.find(table.rows, place)), None)
    for place, row in enumerate(table.rows):
        if len(row.filled) == 1 or (heading is not None and place < heading):
            yield clean(row.text)
        elif heading is None:
            yield from (clean(cell.text) for cell in row.filled)


def frame(texts: Sequence[str], cells: Iterable[str], within: Sequence[date] = ()) -> Frame:
    """A year that the title and the dates of the table agree on; none where they do not."""
    titles = [fold(text) for text in texts if len(text) <= TITLE and not words.REFERENCE.search(fold(text))]
    months = {(int(month), int(year)) for text in titles for month, year in words.MONTH_OF_YEAR.findall(text)}
    months |= {month for text in titles for month in _spanned(text)}
    named = {year for _, year in months} or {int(year) for text in titles for year in words.YEAR.findall(text)}
    written = {int(year) for cell in cells for _, _, year in words.FULL_DATE.findall(fold(cell[:TITLE]))}
    fallback = {int(year) for text in titles for _, _, year in words.FULL_DATE.findall(text)}
    bare = {int(year) for text in titles for year in words.BARE_YEAR.findall(text)}
    certain = named | written or fallback or bare
    year = next(iter(certain)) if len(certain) == 1 else None
    around = tuple(_months_of(*within)) if within else ()
    titled = _month(titles) or _month_without_year(titles, around)
    only = around[0][0] if len(around) == 1 else None
    known = Frame(year, titled or only, tuple(sorted(months)), around, titled)
    lunar = any(
        words_moon.ALL.search(text.lower()) and not words_moon.SUN.search(text.lower())
        for text in texts
        if len(text) <= TITLE
    )
    return replace(known, week=week([text for text in texts if len(text) <= TITLE], known), lunar=lunar)


def week(texts: Iterable[str], known: Frame) -> tuple[date, date] | None:
    """The one week that titles name: "Tuần từ 09/11 đến 15/11"."""
    found = set()
    for text in texts:
        spans = (
            [piece.text for piece in pieces.cut(text) if piece.dated] if words_lists.WEEKLY.search(fold(text)) else []
        )
        read = nights.read(spans[0], known) if len(spans) == 1 else nights.CellTimes()
        days = [night for clause in read.clauses for night in clause.nights]
        if 1 < len(days) <= WEEK and not read.faults and (days[-1] - days[0]).days < WEEK:
            found.add((days[0], days[-1]))
    return found.pop() if len(found) == 1 else None


def _months_of(first: date, last: date) -> Iterator[tuple[int, int]]:
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield count % 12 + 1, count // 12


def _month_without_year(titles: Iterable[str], around: Sequence[tuple[int, int]]) -> int | None:
    """One of the campaign's."""
    spoken = [text for text in titles if not words.LETTERHEAD.search(text)]
    named = {int(month) for text in spoken for month in words.BARE_MONTH.findall(text)} & {month for month, _ in around}
    return named.pop() if len(named) == 1 else None


def _spanned(title: str) -> Iterator[tuple[int, int]]:
    """All months of "từ ngày 20/12/2025 đến ngày 11/01/2026"."""
    ends = [int(year) * 12 + int(month) - 1 for _, month, year in words.FULL_DATE.findall(title)]
    if len(ends) == 2 and 0 <= ends[1] - ends[0] < LONGEST_SPAN:
        yield from ((count % 12 + 1, count // 12) for count in range(ends[0], ends[1] + 1))


def _month(titles: Iterable[str]) -> int | None:
    """The title's month; the day a letter was signed says nothing about lone numbers in its table."""
    spoken = [text for text in titles if not words.LETTERHEAD.search(text)]
    months = {int(month) for text in spoken for month, _ in words.MONTH_OF_YEAR.findall(text)}
    return months.pop() if len(months) == 1 else None


def hours_in(texts: Iterable[str]) -> tuple[Slot, ...]:
    """All hours of the evenings that running text gives; `agreed` tells what follows from them."""
    found: dict[Slot, None] = {}
    for text in texts:
        if words.HOURS_OF_PLAN.search(fold(text[:LONGEST_CELL])):
            found |= dict.fromkeys(hours_over(text))
    return tuple(found)


def hours_over(title: str) -> tuple[Slot, ...]:
    """Hours in a title that stands over rows, such as "B. Chung cư (8h30 - 11h00)"."""
    text = title[:LONGEST_CELL]
    timed = hours.read(tokens(text), text)
    if timed.faults or words.HOURS_OF_OTHERS.search(fold(text)):
        return ()
    return tuple(slot for slot in timed.slots if slot.start and slot.end)


def agreed(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """One pair, or one for each part of the day; the same hours said twice, once with the part of the day, are one."""
    pairs = {(slot.start, slot.end): slot for slot in sorted(slots, key=lambda slot: slot.part or "")}
    parts = [slot.part for slot in pairs.values()]
    single = len(pairs) == 1
    return tuple(pairs.values()) if single or (None not in parts and len(set(parts)) == len(parts)) else ()


def months(spoken: Frame, cells: Iterable[str]) -> frozenset[int]:
    """Of the title and of the dates that somebody typed."""
    typed = {int(month) for cell in cells for _, month, _ in words.FULL_DATE.findall(fold(cell[:TITLE]))}
    return frozenset(typed | {month for month, _ in spoken.named})
