"""Document -> one line per row of its schedules: walks tables, headings, and what goes over to the next row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.documents import context, headers, listing, rows, words
from handlers.documents.headers import Column, Header, Role
from handlers.documents.lines import Line
from handlers.documents.moments import has_date
from handlers.documents.rows import Setting
from handlers.documents.tables import Document, Row, Table
from handlers.documents.words import LONGEST_CELL, clean, fold


@dataclass
class Progress:
    """What the rows so far mean for the next one of the same schedule."""

    groups: tuple[str, ...] = ()
    banner: str = ""  # a date that stands over the rows below it
    numbered: bool = False
    gap: bool = False
    closed: bool = False


def lines(document: Document) -> list[Line]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    setting = _setting(document, tables)
    found: list[Line] = []
    known: tuple[Header, ...] = ()
    for table in tables:
        known = _read(table, _inherited(known, table), setting, found)
    return found or listing.lines(document, setting.frame, setting.hours)


def _setting(document: Document, tables: list[Table]) -> Setting:
    texts = list(context.prose(document))
    cells = [cell for table in tables for row in table.rows if len(row.filled) > 1 for cell in row.filled]
    frame = context.frame(texts, [clean(cell.text) for cell in cells])
    typed = [clean(cell.text) for cell in cells if not cell.native]
    return Setting(frame, context.running_hours(texts), context.months(frame, typed))


def _inherited(known: tuple[Header, ...], table: Table) -> tuple[Header, ...]:
    """A table that goes on over the page without its heading: as many columns, and a date where one is expected."""
    if not known or not table.rows:
        return ()
    first = table.rows[0]
    fits = len(first.cells) == max(column.index for half in known for column in half.columns) + 1
    return known if fits and has_date(rows.when_text(known[0], first)) else ()


def _read(table: Table, known: tuple[Header, ...], setting: Setting, found: list[Line]) -> tuple[Header, ...]:
    halves, progress, place = known, [Progress() for _ in known], 0
    while place < len(table.rows):
        heading = headers.find(table.rows, place)
        if heading:
            halves, place = heading
            progress = [Progress() for _ in halves]
            continue
        for half, so_far in zip(halves, progress, strict=True):
            found.extend(_row(*_cut(half, table.rows[place]), so_far, setting))
        place += 1
    return halves


def _cut(half: Header, row: Row) -> tuple[Header, Row]:
    first, last = half.columns[0].index, half.columns[-1].index
    columns = tuple(replace(column, index=column.index - first) for column in half.columns)
    return Header(columns), Row(row.label, row.cells[first : last + 1])


def _row(half: Header, row: Row, so_far: Progress, setting: Setting) -> Iterator[Line]:
    if not _is_data(half, row, so_far):
        return
    number = rows.number(half, row)
    so_far.numbered = so_far.numbered or bool(number)
    for line in rows.read(half, row, so_far.banner, setting):
        flat = not line.groups and not number and so_far.numbered and not so_far.gap
        carried = flat and so_far.groups and half.groups
        whole = replace(line, groups=so_far.groups, carried=True) if carried else line
        so_far.groups = whole.groups or so_far.groups
        yield from rows.judged(whole)


def _is_data(half: Header, row: Row, so_far: Progress) -> bool:
    filled = row.filled
    if not filled:
        so_far.gap = True
        return False
    texts = [fold(clean(cell.text[:LONGEST_CELL])).strip() for cell in filled]
    dated = has_date(rows.when_text(half, row))
    signed = len(filled) == 1 and words.SIGNED.match(texts[0])
    closing = any(words.CLOSING.match(text) for text in texts) and not dated
    stray = so_far.gap and not dated and not rows.number(half, row)
    so_far.closed = so_far.closed or bool(signed or closing or stray)
    if so_far.closed or words.TOTALS.match(texts[0]) or words.ASIDE.match(texts[0]):
        return False
    return not _is_section(half, row, dated) and not _is_banner(half, row, so_far)


def _is_section(half: Header, row: Row, dated: bool) -> bool:
    """Such as "II | Khu vực Hà Trì" among rows numbered 1, 2, 3."""
    return bool(words.SECTION.fullmatch(fold(rows.number(half, row)).strip())) and not dated


def _is_banner(half: Header, row: Row, so_far: Progress) -> bool:
    """One text over the width of the row, or alone at its left: a section, or a date for the rows below it."""
    own: tuple[Column, ...] = (*half.groups, *rows.when_columns(half), *half.of(Role.PART, Role.DATED))
    spoken = {column.index: row.cells[column.index] for column in own if column.index < len(row.cells)}
    filled = [cell for cell in spoken.values() if cell.text.strip()]
    merged = len(filled) > 1 and len({cell.origin for cell in filled}) == 1
    if filled and not merged:
        return False
    text = filled[0].text if filled else row.text
    if has_date(text):
        so_far.banner = clean(text)
    return True
