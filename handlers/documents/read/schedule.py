"""Document -> one line per row of its schedules: walks tables, headings, and what goes over to the next row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from handlers.documents.read import apart, context, headers, listing, names, place_column, rows, sections, walk, words
from handlers.documents.read.headers import ColumnRole, Header, HeaderColumn
from handlers.documents.read.hours import Slot
from handlers.documents.read.moments import has_date
from handlers.documents.read.rows import Line, Setting
from handlers.documents.read.tables import Document, Paragraph, ReadTable, Section, SectionKind, TableRow
from handlers.documents.read.walk import Heading
from handlers.documents.read.words import LONGEST_CELL, clean, fold


@dataclass
class ScheduleState:
    """What the rows so far mean for the next one of the same schedule."""

    groups: tuple[str, ...] = ()
    banner: str = ""  # a date that stands over the rows below it
    hours: tuple[Slot, ...] = ()  # that stand over them likewise
    numbered: bool = False
    gap: bool = False
    closed: bool = False
    ward: str = ""  # that stands over the rows: a former commune as well


def lines(document: Document, setting: Setting) -> list[Line]:
    reader = _ScheduleReader(setting)
    for step in walk.steps(document, headers.HEADINGS):
        reader.take(step)
    return reader.found or listing.lines(document, setting.frame)


def setting(document: Document, within: Sequence[date] = ()) -> Setting:
    texts = list(context.prose(document))
    tables = [block for block in document.blocks if isinstance(block, ReadTable)]
    cells = [cell for table in tables for row in table.rows if len(row.filled) > 1 for cell in row.filled]
    frame = context.frame(texts, [clean(cell.text) for cell in cells], within)
    typed = [clean(cell.text) for cell in cells if not cell.native]
    return Setting(frame, context.hours_in(texts), apart.turned(cells), context.months(frame, typed))


@dataclass
class _ScheduleReader:
    """Walks the tables of one document. `spoken`: what was said since the last row; its hours hold from there on."""

    setting: Setting
    found: list[Line] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    halves: tuple[Header, ...] = ()
    progress: list[ScheduleState] = field(default_factory=list)
    near: Setting | None = None  # with the hours said nearest before the heading
    sheet: Section | None = None  # what the title of the sheet makes of it
    section: Section | None = None
    ward: str = ""  # said last between the tables

    def take(self, step: Paragraph | ReadTable | Heading[tuple[Header, ...]] | TableRow) -> None:
        match step:
            case Paragraph():
                self.spoken.append(clean(step.text))
                self._heads(step.text)
                self.ward = names.ward_over(step.text) or self.ward
            case ReadTable():
                if step.title:
                    self.sheet, self.section = sections.heading(step.title), None
                self.ward = names.ward_over(step.title) or self.ward
                self.halves = _inherited(self.halves, step)
                self.progress = [ScheduleState(ward=self.ward) for _ in self.halves]
            case Heading():
                named = (place_column.chosen(half, step.below) for half in step.columns)
                self.halves = tuple(half for half in named if half) or self.halves
                self._listen()
                self.progress = [ScheduleState(ward=self.ward) for _ in self.halves]
            case TableRow():
                self._row(step)

    def _row(self, row: TableRow) -> None:
        before = len(self.found)
        for half, so_far in zip(self.halves, self.progress, strict=True):
            lines_ = _row(*_cut(half, row), so_far, self._listen())
            self.found.extend(replace(line, section=self._standing()) for line in lines_)
        if len(self.found) == before and len(row.filled) <= len(("II", "title")):
            self._heads(row.text)
        if len(self.found) == before and len(row.filled) == 1:
            self.spoken.append(clean(row.text))
            self.ward = names.ward_over(row.text) or self.ward

    def _heads(self, text: str) -> None:
        self.section = sections.heading(text) or self.section

    def _standing(self) -> Section | None:
        plain = self.section is None or self.section.kind is SectionKind.PLAIN
        return self.sheet if plain and self.sheet and self.sheet.kind is not SectionKind.PLAIN else self.section

    def _listen(self) -> Setting:
        slots = context.hours_in(self.spoken)
        if slots:
            self.near = replace(self.setting, hours=slots)
        self.spoken.clear()
        return self.near or self.setting


def _inherited(known: tuple[Header, ...], table: ReadTable) -> tuple[Header, ...]:
    """A table that goes on over the page without its heading: as many columns, and a date where one is expected."""
    if not known or not table.rows:
        return ()
    first = table.rows[0]
    fits = len(first.cells) == max(column.index for half in known for column in half.columns) + 1
    return known if fits and has_date(rows.when_text(known[0], first)) else ()


def _cut(half: Header, row: TableRow) -> tuple[Header, TableRow]:
    first, last = half.columns[0].index, half.columns[-1].index
    columns = tuple(replace(column, index=column.index - first) for column in half.columns)
    ward = None if half.ward is None else half.ward - first
    return replace(half, columns=columns, ward=ward), TableRow(row.label, row.cells[first : last + 1])


def _row(half: Header, row: TableRow, so_far: ScheduleState, setting: Setting) -> Iterator[Line]:
    if not _is_data(half, row, so_far):
        return
    number = rows.number(half, row)
    so_far.numbered = so_far.numbered or bool(number)
    over = replace(setting, hours=so_far.hours or setting.hours)
    for line in rows.read(half, row, so_far.banner, over):
        so_far.ward = line.ward or so_far.ward
        broken = rows.flawed_group(half, row)
        numbered = replace(line, number=number, ward=so_far.ward, groups=() if broken else line.groups)
        flat = not line.groups and not number and so_far.numbered and not so_far.gap and not broken
        carried = flat and so_far.groups and half.groups
        whole = replace(numbered, groups=so_far.groups, carried=True) if carried else numbered
        so_far.groups = whole.groups or (() if broken else so_far.groups)
        yield from rows.judged(whole)


def _is_data(half: Header, row: TableRow, so_far: ScheduleState) -> bool:
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
    if not _is_section(half, row, dated) and not _is_banner(half, row, so_far):
        return True
    so_far.ward = names.ward_over(filled[-1].text) or so_far.ward
    return False


def _is_section(half: Header, row: TableRow, dated: bool) -> bool:
    """Such as "II | Khu vực Hà Trì" among rows numbered 1, 2, 3."""
    return bool(words.SECTION.fullmatch(fold(rows.number(half, row)).strip())) and not dated


def _is_title(row: TableRow) -> bool:
    """Such as "2. Các chung cư: từ 8h30 đến 11h00": alone in its row, and about many or about hours."""
    text = clean(row.text)[:LONGEST_CELL]
    about = fold(words.ENUMERATOR.sub("", text, count=1))
    titled = text.endswith(":") or bool(words.EVERYONE.match(about)) or bool(context.hours_over(text))
    return len(row.filled) == 1 and titled


def _is_banner(half: Header, row: TableRow, so_far: ScheduleState) -> bool:
    """One text over the width of the row, or alone at its left: a section, or a date for the rows below it."""
    own: tuple[HeaderColumn, ...] = (
        *half.groups,
        *rows.when_columns(half),
        *half.of(ColumnRole.PART, ColumnRole.DATED),
    )
    spoken = {column.index: row.cells[column.index] for column in own if column.index < len(row.cells)}
    filled = [cell for cell in spoken.values() if cell.text.strip() or cell.flaw]
    merged = len(filled) > 1 and len({cell.origin for cell in filled}) == 1
    if filled and not merged and not _is_title(row):
        return False
    text = filled[0].text if filled else row.text
    if has_date(text):
        so_far.banner = clean(text)
    so_far.hours = context.hours_over(clean(text))
    return True
