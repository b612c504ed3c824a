"""Document -> one line per row of its schedules: groups, nights, hours, and what is doubtful in that row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.documents import context, headers, hours, listing, names, nights, words
from handlers.documents.headers import Column, Header, Role
from handlers.documents.hours import Slot
from handlers.documents.lines import Line
from handlers.documents.moments import has_date, tokens
from handlers.documents.nights import Clause, Fault, Frame, When
from handlers.documents.tables import Cell, Document, Row, Table
from handlers.documents.words import clean, fold

SEAM = "\x1f"  # between the cells of one row: never a word, always a break
BARE_WEEKDAY = re.compile(r"(?:[2-7]|hai|ba|tu|nam|sau|bay)\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every row unless the row or its heading says otherwise."""

    frame: Frame
    hours: tuple[Slot, ...]


@dataclass
class Progress:
    """What the rows so far mean for the next one of the same schedule."""

    groups: tuple[str, ...] = ()
    banner: str = ""  # a date that stands over the rows below it
    numbered: bool = False
    gap: bool = False
    closed: bool = False


def lines(document: Document) -> list[Line]:
    texts = list(context.prose(document))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = [clean(cell.text) for table in tables for row in table.rows if len(row.filled) > 1 for cell in row.filled]
    setting = Setting(context.frame(texts, cells), context.running_hours(texts))
    found: list[Line] = []
    known: tuple[Header, ...] = ()
    for table in tables:
        known = _inherited(known, table)
        known = _read(table, known, setting, found)
    return found or listing.lines(document, setting.frame, setting.hours)


def _inherited(known: tuple[Header, ...], table: Table) -> tuple[Header, ...]:
    """A table that goes on over the page without its heading: as many columns, and a date where one is expected."""
    if not known or not table.rows:
        return ()
    first = table.rows[0]
    fits = len(first.cells) == max(column.index for half in known for column in half.columns) + 1
    return known if fits and has_date(_when_text(known[0], first)) else ()


def _read(table: Table, known: tuple[Header, ...], setting: Setting, found: list[Line]) -> tuple[Header, ...]:
    halves, progress, place = known, [Progress() for _ in known], 0
    while place < len(table.rows):
        heading = headers.find(table.rows, place)
        if heading:
            halves, place = heading
            progress = [Progress() for _ in halves]
            continue
        for half, so_far in zip(halves, progress, strict=True):
            found.extend(_row(half, _cut(table.rows[place], half), so_far, setting))
        place += 1
    return halves


def _cut(row: Row, half: Header) -> Row:
    first, last = half.columns[0].index, half.columns[-1].index
    return Row(row.label, row.cells[first : last + 1])


def _row(half: Header, row: Row, so_far: Progress, setting: Setting) -> Iterator[Line]:
    half = Header(tuple(replace(column, index=column.index - half.columns[0].index) for column in half.columns))
    if not _is_data(half, row, so_far):
        return
    number = "".join(_text(row, column) for column in half.of(Role.NUMBER))
    so_far.numbered = so_far.numbered or bool(number)
    when_text = _when_text(half, row)
    if so_far.banner and not has_date(when_text):
        when_text = so_far.banner + SEAM + when_text
    when = nights.read(when_text, setting.frame)
    for groups, fresh in _columns_of_groups(half, row, when):
        line = Line(row.label, groups, when=_timed(fresh, half, setting), match=_date_text(half, row))
        carried = not groups and not number and so_far.numbered and so_far.groups and half.groups
        line = replace(line, groups=so_far.groups, carried=True) if carried else line
        so_far.groups = line.groups or so_far.groups
        yield from _judged(line)


def _is_data(half: Header, row: Row, so_far: Progress) -> bool:
    filled = row.filled
    if not filled:
        so_far.gap = True
        return False
    first = fold(clean(filled[0].text)).strip()
    if any(words.CLOSING.match(fold(clean(cell.text)).strip()) for cell in filled):
        so_far.closed = True
    if so_far.closed or words.TOTALS.match(first) or words.ASIDE.match(first):
        return False
    dated = has_date(row.text)
    number = any(_text(row, column) for column in half.of(Role.NUMBER))
    if so_far.gap and not dated and not number:
        so_far.closed = True
        return False
    return not _is_banner(half, row, so_far)


def _is_banner(half: Header, row: Row, so_far: Progress) -> bool:
    """One cell over the whole width, or alone in the column of numbers: a section, or a date for the rows below it."""
    if len(row.filled) != 1:
        return False
    cell = row.filled[0]
    own = (*half.groups, *_when_columns(half), *half.of(Role.PART))
    spoken = [
        column for column in own if column.index < len(row.cells) and row.cells[column.index].origin == cell.origin
    ]
    if len(spoken) == 1 and len(row.cells) > 1:
        return False
    if has_date(cell.text):
        so_far.banner = clean(cell.text)
    return True


def _when_columns(half: Header) -> tuple[Column, ...]:
    return half.of(Role.WEEKDAY, Role.WHEN, Role.FROM, Role.TO)


def _when_text(half: Header, row: Row) -> str:
    """All cells that say when, each merged range once; a from and its to become one range."""
    pieces: list[str] = []
    seen: set[tuple[int, int]] = set()
    begun = False
    for column in sorted(_when_columns(half), key=lambda column: (column.role is not Role.WEEKDAY, column.index)):
        cell = _cell(row, column)
        if cell is None or cell.origin in seen or not cell.text.strip():
            continue
        seen.add(cell.origin)
        text = clean(cell.text)
        if column.role is Role.WEEKDAY and BARE_WEEKDAY.match(fold(text).strip()):
            text = f"thu {text}"
        if column.role is Role.TO and begun:
            pieces[-1] += f" - {text}"
        else:
            pieces.append(text)
        begun = column.role is Role.FROM
    return SEAM.join(pieces)


def _date_text(half: Header, row: Row) -> str:
    texts = [_text(row, column) for column in _when_columns(half)]
    return next((text for text in texts if has_date(text)), "")


def _cell(row: Row, column: Column) -> Cell | None:
    return row.cells[column.index] if column.index < len(row.cells) else None


def _text(row: Row, column: Column) -> str:
    cell = _cell(row, column)
    return clean(cell.text).strip() if cell else ""


def _columns_of_groups(half: Header, row: Row, when: When) -> Iterator[tuple[tuple[str, ...], When]]:
    """Usually once; once for each part of the day where the groups themselves stand under "Sáng" and "Chiều"."""
    parts = half.of(Role.PART)
    if half.groups:
        column = half.groups[0]
        slots = [slot for part in parts for slot in _marked(part, _text(row, part))]
        yield names.split(_text(row, column), column.text), _with(when, tuple(slots))
        return
    for part in parts:
        groups = names.split(_text(row, part))
        if groups:
            yield groups, _with(when, _slots(part.text))


def _marked(part: Column, text: str) -> tuple[Slot, ...]:
    """A cell under "Sáng" holds hours, or a mark that stands for the hours of the heading."""
    if words.BLANKS.fullmatch(fold(text)):
        return ()
    return _slots(f"{part.text} {text}") if _slots(text) else _slots(part.text)


def _slots(text: str) -> tuple[Slot, ...]:
    text = clean(text)
    return hours.read(tokens(text), text).slots


def _with(when: When, slots: tuple[Slot, ...]) -> When:
    if not slots:
        return when
    return replace(when, clauses=tuple(replace(clause, slots=slots) for clause in when.clauses))


def _timed(when: When, half: Header, setting: Setting) -> When:
    """Hours of the row, else of the heading, else of the running text."""
    heading = tuple(slot for column in _when_columns(half) for slot in _slots(column.text))
    known = heading if not hours.without_hours(heading) else setting.hours
    fallback = tuple(hours.named(slot, setting.hours) for slot in known or heading)

    def filled(clause: Clause) -> Clause:
        slots = tuple(hours.named(slot, fallback) for slot in clause.slots) or fallback
        return replace(clause, slots=slots)

    return replace(when, clauses=tuple(filled(clause) for clause in when.clauses))


def _judged(line: Line) -> Iterator[Line]:
    """Adds what is missing; a row that says neither where nor when is no row of the schedule."""
    faults = list(line.when.faults)
    dated = bool(line.when.clauses)
    if line.groups and not dated and not faults:
        faults.append(Fault("missing_date", line.groups[0], "no date"))
    if not line.groups and (dated or faults):
        faults.append(Fault("missing_group", line.match, "no group"))
    if faults or dated:
        yield replace(line, when=replace(line.when, faults=tuple(dict.fromkeys(faults))))
