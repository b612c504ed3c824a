"""What a plan says around its tables: the year and month of its title, and hours given once for all in running text."""

from collections.abc import Iterable, Iterator, Sequence

from handlers.documents import hours, words
from handlers.documents.hours import Slot
from handlers.documents.moments import tokens
from handlers.documents.nights import Frame
from handlers.documents.tables import Document, Paragraph, Table
from handlers.documents.words import clean, fold

TITLE = 220  # signs; what is longer is an argument, not a title

Months = set[tuple[int, int]]


def prose(document: Document) -> Iterator[str]:
    """Paragraphs, the rows of a sheet that hold one cell, and letterheads."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield clean(block.text)
        else:
            yield from _loose(block)


def _loose(table: Table) -> Iterator[str]:
    short = len(table.rows) <= 3
    for row in table.rows:
        if len(row.filled) == 1 or short:
            yield from (clean(cell.text) for cell in row.filled)


def frame(texts: Sequence[str], cells: Iterable[str]) -> Frame:
    """The title's year before that of the dates in the table, and both before any other; none where they disagree."""
    titles = [fold(text) for text in texts if len(text) <= TITLE and not words.REFERENCE.search(fold(text))]
    months = {(int(month), int(year)) for text in titles for month, year in words.MONTH_OF_YEAR.findall(text)}
    tiers = (
        {year for _, year in months} or {int(year) for text in titles for year in words.YEAR.findall(text)},
        {int(year) for cell in cells for _, _, year in words.FULL_DATE.findall(fold(cell))},
        {int(year) for text in titles for _, _, year in words.FULL_DATE.findall(text)},
    )
    certain = next((years for years in tiers if years), set())
    year = next(iter(certain)) if len(certain) == 1 else None
    month = next(iter(months))[0] if len(months) == 1 and year else None
    return Frame(year, month, tuple(sorted(months)))


def running_hours(texts: Iterable[str]) -> tuple[Slot, ...]:
    """Hours of the evenings in running text: one pair, or one for each part of the day; nothing where texts differ."""
    found: dict[Slot, None] = {}
    for text in texts:
        folded = fold(text)
        if words.HOURS_OF_PLAN.search(folded) and not words.HOURS_OF_OTHERS.search(folded):
            timed = hours.read(tokens(text), text)
            found |= dict.fromkeys(slot for slot in timed.slots if slot.start and slot.end and not timed.faults)
    return _agreed(tuple(found))


def _agreed(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The same hours said twice, once with the part of the day, are one."""
    pairs = {(slot.start, slot.end): slot for slot in sorted(slots, key=lambda slot: slot.part or "")}
    parts = [slot.part for slot in pairs.values()]
    single = len(pairs) == 1
    return tuple(pairs.values()) if single or (None not in parts and len(set(parts)) == len(parts)) else ()
