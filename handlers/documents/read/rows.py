"""One row of a schedule -> its groups, nights and hours, and what is doubtful in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.documents.read import context, hours, names, nights, words, words_sections
from handlers.documents.read.headers import ColumnRole, Header, HeaderColumn
from handlers.documents.read.hours import Slot
from handlers.documents.read.moments import Sort, has_date, tokens
from handlers.documents.read.nights import CellTimes, Fault, Frame, NightHours
from handlers.documents.read.tables import Section, TableRow
from handlers.documents.read.words import clean, fold
from handlers.problem import Label

SEAM = "\x1f"  # between the cells of one row: never a word, always a break
BARE_WEEKDAY = re.compile(r"(?:[2-7]|hai|ba|tu|nam|sau|bay)\b")
FLAWS = {
    "cell_error": "an error of the sheet",
    "uncalculated": "a formula that was never calculated",
    "struck": "struck out, and what is left is doubtful",
    "comment": "a note that may move or cancel the evening",
    "garbled": "letters are lost",
}
MARK = re.compile(r"[xv✓✔√☑●•]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was understood, before rows are put together.

    `carried`: the group stands in a row above, as it does in a merged cell that was exported flat.
    """

    label: Label
    groups: tuple[str, ...]
    when: CellTimes
    match: str
    carried: bool = False
    number: str = ""  # that the row gives itself
    section: Section | None = None  # under whose heading it stands
    ward: str = ""  # in which its places are, as a column or a title says
    bare: tuple[tuple[str, str], ...] = ()  # places that their cell calls by a number alone, and that number

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.when.faults

    @property
    def clauses(self) -> tuple[NightHours, ...]:
        return self.when.clauses

    @property
    def remarks(self) -> tuple[Fault, ...]:
        if not self.carried:
            return ()
        return (Fault("missing_group", self.match, "taken over from the row above"),)


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every row unless the row or its heading says otherwise."""

    frame: Frame
    hours: tuple[Slot, ...]  # all that running text gives
    turned: bool  # Excel's own dates look as if it had read them month first
    months: frozenset[int]  # of the title and the typed dates; a date Excel turned round falls out of them


def read(half: Header, row: TableRow, banner: str, setting: Setting) -> Iterator[Line]:
    text = when_text(half, row)
    if banner and not has_date(text):
        text = banner + SEAM + text
    when = nights.read(text, setting.frame)
    when = replace(
        when,
        faults=(
            *_flawed(half, row),
            *when.faults,
            *_lunar(half, row, text),
            *_turned(half, row, setting),
            *_notes(half, row),
            *_split(half, row),
            *_uneven(half, row),
        ),
    )
    for cell, heading, fresh in _places(half, row, when, setting):
        timed = _timed(fresh, half, setting, _stray(half, row))
        try:
            groups = _named(half, cell, heading)
        except names.UnclearName:
            fault = Fault(
                "missing_group", cell[: names.LONGEST_MATCH], "not the name of one group, nor a list of names"
            )
            yield Line(row.label, (), replace(timed, faults=(*timed.faults, fault)), cell)
        else:
            bare = ((group, names.bare_number(group, cell, heading)) for group in groups)
            numbers = tuple((group, number) for group, number in bare if number)
            yield Line(row.label, groups, timed, _date_text(half, row), ward=_ward(half, row), bare=numbers)


def _named(half: Header, cell: str, heading: str) -> tuple[str, ...]:
    if half.unsure and cell.strip():
        raise names.UnclearName(cell[: names.LONGEST_MATCH])
    return names.split(cell, heading)


def _ward(half: Header, row: TableRow) -> str:
    cell = row.cells[half.ward] if half.ward is not None and half.ward < len(row.cells) else None
    return " ".join(clean(cell.text).split()) if cell else ""


def _lunar(half: Header, row: TableRow, text: str) -> Iterator[Fault]:
    """A day that the row gives by the moon alone."""
    for column in half.of(ColumnRole.LUNAR):
        told = _text(row, column)
        if told and not has_date(text):
            yield Fault("lunar", told, nights.LUNAR)


def judged(line: Line) -> Iterator[Line]:
    """Adds what is missing; a row that says neither where nor when is no row of the schedule."""
    faults = list(line.when.faults)
    dated = bool(line.when.clauses)
    if line.groups and not dated and not faults:
        faults.append(Fault("missing_date", line.groups[0], "no date"))
    if not line.groups and dated and not any(fault.kind in {"missing_group", *FLAWS} for fault in faults):
        faults.append(Fault("missing_group", line.match, "no group"))
    if faults or dated:
        yield replace(line, when=replace(line.when, faults=tuple(dict.fromkeys(faults))))


def flawed_group(half: Header, row: TableRow) -> bool:
    cells = (row.cells[column.index] for column in half.groups if column.index < len(row.cells))
    return any(cell.flaw and cell.flaw.kind in FLAWS for cell in cells)


def _flawed(half: Header, row: TableRow) -> Iterator[Fault]:
    """What is broken where it matters, and a note that may move or cancel, wherever it is."""
    read = {column.index for column in (*half.groups, *when_columns(half), *half.of(ColumnRole.PART, ColumnRole.DATED))}
    cells = {cell.origin: cell for index, cell in enumerate(row.cells) if cell.flaw and index in read}
    noted = {cell.origin: cell for cell in row.filled if cell.flaw and cell.flaw.kind == "comment"}
    for cell in (cells | noted).values():
        if cell.flaw:
            yield Fault(cell.flaw.kind, cell.flaw.match, FLAWS[cell.flaw.kind])


def number(half: Header, row: TableRow) -> str:
    return "".join(_text(row, column) for column in half.of(ColumnRole.NUMBER))


def when_columns(half: Header) -> tuple[HeaderColumn, ...]:
    return half.of(ColumnRole.WEEKDAY, ColumnRole.WHEN, ColumnRole.FROM, ColumnRole.TO)


def when_text(half: Header, row: TableRow) -> str:
    """All cells that say when, each merged range once; a from and its to become one range."""
    pieces: list[str] = []
    seen: set[tuple[int, int]] = set()
    begun = False
    for column in sorted(when_columns(half), key=lambda column: (column.role is not ColumnRole.WEEKDAY, column.index)):
        text = _text(row, column)
        origin = row.cells[column.index].origin if text else (0, 0)
        if not text or origin in seen:
            continue
        seen.add(origin)
        if column.role is ColumnRole.WEEKDAY and BARE_WEEKDAY.match(fold(text)):
            text = f"thu {text}"
        if column.role is ColumnRole.TO and begun:
            pieces[-1] += f" - {text}"
        else:
            pieces.append(text)
        begun = column.role is ColumnRole.FROM
    return SEAM.join(pieces)


def _text(row: TableRow, column: HeaderColumn) -> str:
    return clean(row.cells[column.index].text).strip() if column.index < len(row.cells) else ""


def _date_text(half: Header, row: TableRow) -> str:
    texts = [_text(row, column) for column in when_columns(half)]
    return next((text for text in texts if has_date(text)), "")


def _places(half: Header, row: TableRow, when: CellTimes, setting: Setting) -> Iterator[tuple[str, str, CellTimes]]:
    """Cell with groups, its heading, and when. Usually one; several where dates or parts of the day are columns."""
    parts = half.of(ColumnRole.PART)
    group = half.groups[0] if half.groups else None
    for column in half.of(ColumnRole.DATED):
        text = _text(row, column)
        if not words.BLANKS.fullmatch(fold(text)):
            yield from _crossed(row, group, column, when, setting)
    if half.of(ColumnRole.DATED):
        return
    if group:
        slots = tuple(slot for part in parts for slot in _marked(part, _text(row, part)))
        yield _text(row, group), group.text, _with(when, slots)
        return
    for part in parts:
        text = _text(row, part)
        if not words.BLANKS.fullmatch(fold(text)):
            yield text, "", _with(when, _slots(part.text))


def _crossed(
    row: TableRow, group: HeaderColumn | None, column: HeaderColumn, when: CellTimes, setting: Setting
) -> Iterator[tuple[str, str, CellTimes]]:
    """Where row and dated column meet stand a mark, hours, or, if no column names the groups, a group."""
    text = _text(row, column)
    night = nights.read(column.text, setting.frame)
    if group is None:
        yield text, "", _with(night, when.slots)
    elif MARK.fullmatch(text) or _slots(text):
        yield _text(row, group), group.text, _with(night, _slots(text) or when.slots)
    else:
        fault = Fault("unclear", text, "neither a mark nor hours")
        yield _text(row, group), group.text, replace(night, faults=(*night.faults, fault))


def _marked(part: HeaderColumn, text: str) -> tuple[Slot, ...]:
    """A cell under "Sáng" holds hours, or a mark that stands for the hours of the heading."""
    if words.BLANKS.fullmatch(fold(text)):
        return ()
    return _slots(f"{words.PARENTHESES.sub('', part.text)} {text}") if _slots(text) else _slots(part.text)


def _slots(text: str) -> tuple[Slot, ...]:
    text = clean(text)
    return hours.read(tokens(text), text).slots


def _with(when: CellTimes, slots: tuple[Slot, ...]) -> CellTimes:
    if not slots:
        return when
    return replace(when, clauses=tuple(replace(clause, slots=slots) for clause in when.clauses))


def _stray(half: Header, row: TableRow) -> tuple[Slot, ...]:
    """From-to hours alone in a cell whose heading nobody understands, where there is one such cell."""
    cells = [
        _text(row, column)
        for column in half.of(ColumnRole.OTHER)
        if not words.HOURS_OF_OTHERS.search(fold(column.text))
    ]
    slotses = [
        _slots(cell) for cell in cells if cell and {token.sort for token in tokens(cell)} == {Sort.TIME, Sort.RANGE}
    ]
    return slotses[0] if len(slotses) == 1 and len(slotses[0]) == 1 and slotses[0][0].end else ()


def _timed(when: CellTimes, half: Header, setting: Setting, stray: tuple[Slot, ...]) -> CellTimes:
    """Hours of the row, else of the heading, else of the running text."""
    spoken = context.agreed(setting.hours)
    heading = stray or tuple(slot for column in when_columns(half) for slot in _slots(column.text))
    known = heading if not hours.without_hours(heading) else spoken
    return filled(when, tuple(hours.named(slot, spoken) for slot in known or heading), setting.hours)


def filled(when: CellTimes, fallback: tuple[Slot, ...], said: tuple[Slot, ...]) -> CellTimes:
    """With these hours where the row gives none; a fault where more were said than one row can be held to."""
    clauses = tuple(
        replace(clause, slots=tuple(hours.named(slot, fallback) for slot in clause.slots) or fallback)
        for clause in when.clauses
    )
    torn = said and not fallback and any(hours.without_hours(clause.slots) for clause in clauses)
    faults = (Fault("no_time", shown(said), "the document gives more than one pair of hours"),) if torn else ()
    return replace(when, clauses=clauses, faults=(*when.faults, *faults))


def shown(slots: tuple[Slot, ...]) -> str:
    return ", ".join(f"{slot.start}-{slot.end}" for slot in slots)


def _turned(half: Header, row: TableRow, setting: Setting) -> Iterator[Fault]:
    """Excel reads 09/11 typed by hand as September 11th on an American machine, and keeps it so."""
    for column in when_columns(half):
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if cell and cell.native:
            day, month = int(cell.text[:2]), int(cell.text[3:5])
            months = setting.months or {month for month, _ in setting.frame.within}
            if setting.turned or (months and month not in months and day in months):
                yield Fault("invalid_date", cell.text, "day and month look exchanged")


def _notes(half: Header, row: TableRow) -> Iterator[Fault]:
    for column in half.of(ColumnRole.OTHER):
        text = _text(row, column)
        moved = words.MOVED.search(text) and has_date(text)
        if moved or words.OFF.search(text) or words_sections.STATUS.fullmatch(fold(text)):
            yield Fault("unclear", text, "a note that may move or cancel the evening")
    for column in half.groups:
        text = _text(row, column)
        if words.OFF_BEHIND.search(text):
            yield Fault("unclear", text, "a note that may move or cancel the evening")


def _split(half: Header, row: TableRow) -> Iterator[Fault]:
    """One heading over two columns of groups, and nobody says what tells them apart."""
    groups = [column for column in half.of(ColumnRole.GROUP) if column.index < len(row.cells)]
    cells = {row.cells[group.index].origin: _text(row, group) for group in groups if group.origin == groups[0].origin}
    if len([text for text in cells.values() if text]) > 1:
        yield Fault("unclear", " | ".join(text for text in cells.values() if text), "groups in two columns")


def _uneven(half: Header, row: TableRow) -> Iterator[Fault]:
    """Two names over two dates, line by line: each its own, or all on both? Nobody guesses."""
    cell = _text(row, half.groups[0]) if half.groups else ""
    stacked = [_text(row, column) for column in when_columns(half) if _text(row, column).count("\n")]
    if cell.count("\n") and any(has_date(text) for text in stacked) and _several(cell):
        yield Fault("unclear", cell, "several groups and several dates, line by line")
    if (
        len(stacked) > 1
        and len({text.count("\n") for text in stacked}) == 1
        and any(_slots(text)[1:] for text in stacked)
    ):
        yield Fault("unclear", stacked[-1], "several dates and several hours, line by line")


def _several(cell: str) -> bool:
    try:
        return len(names.split(cell)) > 1
    except names.UnclearName:
        return False
