"""Workbook -> tables. Streams the rows, so that a sheet of a million rows costs no more than the first few thousand."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.functions import fromstring

from handlers.documents import archives
from handlers.documents.read import layers, mending, old_letters
from handlers.documents.read.layers import Layer, Layers, LayerText
from handlers.documents.read.tables import Cell, Document, Grid, ReadTable, Sheet, TableRow, Values
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Defect, Label, Problem

MAX_SHEETS = 50
MAX_ROWS = 5_000
MAX_CELLS = 100_000
MAX_GAP = 5_000  # empty rows in a row; a stray cell at the bottom of the sheet is not looked for
MAX_COLUMNS = 100
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
FILLED = re.compile(rb"<(?:\w+:)?[vt][\s>]")
PAINTED = re.compile(rb"<(?:\w+:)?(?:tablePart|conditionalFormatting)\s")  # what colours cells from elsewhere
WHITES = {"00FFFFFF", "FFFFFFFF"}
WHITE_PLACES = {1, 9}  # of the old palette
NOT_SHOWN = re.compile(r"\s*;\s*;\s*;?\s*")  # a number format that shows nothing
COMMENTS, THREADED = "/comments", "/threadedComment"
NAMED = 3  # hidden rows that their remark names

Place = tuple[int, int]


def read(archive: ZipFile) -> Document:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _book(archive)
        hidden = [one for one in book.worksheets if one.sheet_state != "visible"]
        remarks = [Problem((), "hidden_sheet", one.title) for one in hidden if FILLED.search(_part(archive, one))]
        sheets = _visible(archive, book)
    spoken = [sheet for sheet in sheets if sheet.grid]
    if not spoken:
        raise Unreadable(_why_empty(archive, [sheet.part for sheet in sheets]))
    tables = [_Table(sheet, sheet.title if len(spoken) > 1 else "") for sheet in spoken]
    blocks = tuple(table.made() for table in tables)
    return Document(blocks, (*remarks, *_converted(sheets), *(remark for one in tables for remark in one.remarks)))


def sheets_of(archive: ZipFile) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of decorations it drops
        return _visible(archive, _book(archive))


def _book(archive: ZipFile) -> Any:
    book = openpyxl.load_workbook(archive.fp, read_only=True, data_only=True, rich_text=True)
    if len(book.worksheets) > MAX_SHEETS:
        raise Unreadable(Code.TOO_MANY_SHEETS, str(len(book.worksheets)))
    return book


def _visible(archive: ZipFile, book: Any) -> list[Sheet]:
    return [_Grids(archive, book, one).sheet() for one in book.worksheets if one.sheet_state == "visible"]


def _part(archive: ZipFile, sheet: Any) -> bytes:
    return archive.read(_path(sheet))


def _path(sheet: Any) -> str:
    return str(sheet._worksheet_path).lstrip("/")  # noqa: SLF001 - openpyxl's streaming mode forgets all but values


class _Uncalculated:
    """Stands where a formula has no value yet."""


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """As openpyxl streams it, with what its own streaming mode drops: what is hidden, and formulas without a value."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.get("t") != "str" and element.find(FORMULA_TAG) is not None:
            cell["value"] = _Uncalculated
        return cell

    @property
    def hidden_rows(self) -> frozenset[int]:
        return frozenset(int(float(row)) for row, said in self.row_dimensions.items() if _is_hidden(said, "ht"))

    @property
    def hidden_columns(self) -> frozenset[int]:
        hidden = [said for said in self.column_dimensions.values() if _is_hidden(said, "width")]
        spans = (range(int(said["min"]), min(int(said["max"]), MAX_COLUMNS) + 1) for said in hidden)
        return frozenset(column for span in spans for column in span)


def _is_hidden(said: Mapping[str, str], size: str) -> bool:
    return said.get("hidden") in {"1", "true"} or said.get(size) in {"0", "0.0"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style shows what stands in a cell."""

    layer: Layer = Layer.SHOWN
    font: str | None = None


class _Grids:
    """One sheet as it is read: its values, and the layers of cells that hold more."""

    def __init__(self, archive: ZipFile, book: Any, sheet: Any) -> None:
        self._archive, self._book, self._of = archive, book, sheet
        self._part = _part(archive, sheet)
        self._painted = bool(PAINTED.search(self._part))
        self._looks: dict[int, _Look] = {}
        self._grid: Grid = {}
        self._layers: dict[Place, Layers] = {}
        self._converted: list[tuple[str, str]] = []

    def sheet(self) -> Sheet:
        book = self._book
        parser = _Parser(
            BytesIO(self._part),
            self._of._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            rich_text=True,
        )
        self._take(parser)
        hidden = parser.hidden_rows, parser.hidden_columns
        notes = _notes(self._archive, self._of)
        return Sheet(self._of.title, self._grid, self._part, hidden, self._layers, notes, tuple(self._converted))

    def _take(self, parser: _Parser) -> None:
        """Rows without any value are left out."""
        last = cells = 0
        for number, raw in parser.parse():
            if number > last + MAX_GAP:
                return
            row = self._row(number, raw)
            if row:
                last = number
                cells += len(row)
                self._grid[number] = row
            if len(self._grid) > MAX_ROWS or cells > MAX_CELLS:
                raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows or {MAX_CELLS} cells")

    def _row(self, number: int, raw: Sequence[Mapping[str, Any]]) -> Values:
        found: dict[int, Any] = {}
        spoken = False
        for cell in raw:
            column = cell["column"]
            if cell["value"] is None or column > MAX_COLUMNS:
                continue
            value = self._value((number, column), cell["value"], int(cell["style_id"] or 0))
            has_text = value is not None and bool(str(value).strip())
            if has_text or (number, column) in self._layers:
                found[column] = value
            spoken = spoken or has_text or bool(self._layers.get((number, column), _NONE).named_any)
        return [found.get(column) for column in range(1, max(found) + 1)] if spoken else []

    def _value(self, place: Place, value: Any, style: int) -> Any:
        """What is shown of it; the rest goes into the layers."""
        if value is _Uncalculated:
            self._layers[place] = Layers(flaw=Defect("uncalculated", f"{get_column_letter(place[1])}{place[0]}"))
            return None
        look = self._look(style)
        pieces = list(self._pieces(value, look))
        found = layers.of(pieces)
        if found.nothing:
            return layers.shown(pieces) if isinstance(value, str | CellRichText) else value
        self._layers[place] = found
        return layers.shown(pieces) or None

    def _pieces(self, value: Any, look: _Look) -> Iterator[LayerText]:
        if not isinstance(value, CellRichText):
            text = value if isinstance(value, str) else shown(value)
            yield LayerText(self._read(text, look.font), look.layer)
            return
        runs = [_run(part, look) for part in value]
        for (font, layer), same in groupby(runs, key=lambda run: run[1:]):
            yield LayerText(self._read("".join(text for text, *_ in same), font), layer)

    def _read(self, text: str, font: str | None) -> str:
        new = old_letters.by_font(text, font)
        if new != text:
            self._converted.append((text, new))
        return new

    def _look(self, style: int) -> _Look:
        if style not in self._looks:
            self._looks[style] = _look(self._book, style, painted=self._painted)
        return self._looks[style]


_NONE = Layers()


def _run(part: Any, look: _Look) -> tuple[str, str | None, Layer]:
    """A run has its own font; what stands before the first one has that of the cell."""
    if not isinstance(part, TextBlock):
        return str(part), look.font, look.layer
    layer = Layer.STRUCK if part.font.strike else Layer.SHOWN
    return part.text or "", part.font.rFont or look.font, layer


def _look(book: Any, style: int, *, painted: bool) -> _Look:
    try:
        cell = book._cell_styles[style]  # noqa: SLF001
        font, fill = book._fonts[cell.fontId], book._fills[cell.fillId]  # noqa: SLF001
    except IndexError:
        return _Look()
    formats = book._number_formats  # noqa: SLF001
    own = cell.numFmtId - 164
    concealed = 0 <= own < len(formats) and NOT_SHOWN.fullmatch(formats[own])
    if font.strike:
        return _Look(Layer.STRUCK, font.name)
    if concealed or (not painted and _is_white(font.color) and _is_plain(fill)):
        return _Look(Layer.HIDDEN, font.name)
    return _Look(font=font.name)


def _is_white(color: Any) -> bool:
    if color is None:
        return False
    if color.type == "theme":
        return bool(color.theme == 0 and not color.tint)
    return color.rgb in WHITES if color.type == "rgb" else color.type == "indexed" and color.indexed in WHITE_PLACES


def _is_plain(fill: Any) -> bool:
    pattern = getattr(fill, "patternType", "gradient")
    return pattern in {None, "none"} or (pattern == "solid" and _is_white(fill.fgColor))


def _notes(archive: ZipFile, sheet: Any) -> dict[Place, str]:
    """What a thread of comments says takes the place of what older programs are told about it."""
    path = get_rels_path(_path(sheet))
    if path not in archive.namelist():
        return {}
    found: dict[Place, str] = {}
    related = sorted(get_dependents(archive, path), key=lambda one: str(one.Type).endswith(THREADED))
    for one in related:
        if one.Target in archive.namelist():
            found |= _said(str(one.Type), archive.read(one.Target))
    return found


def _said(kind: str, part: bytes) -> dict[Place, str]:
    if kind.endswith(COMMENTS):
        notes = CommentSheet.from_tree(fromstring(part)).comments
        return {coordinate_to_tuple(ref): str(note.text or "").strip() for ref, note in notes}
    said: dict[Place, list[str]] = {}
    for one in fromstring(part) if kind.endswith(THREADED) else ():
        text = "".join(child.text or "" for child in one if str(child.tag).endswith("}text"))
        said.setdefault(coordinate_to_tuple(one.get("ref")), []).append(text.strip())
    return {place: "; ".join(texts) for place, texts in said.items()}


def _why_empty(archive: ZipFile, parts: list[bytes]) -> Code:
    if any(FORMULA.search(part) for part in parts):
        return Code.FORMULAS_ONLY
    return Code.PICTURE if archives.has_pictures(archive) else Code.EMPTY


def _converted(sheets: Iterable[Sheet]) -> Iterator[Problem]:
    pairs = [pair for sheet in sheets for pair in sheet.converted]
    if pairs:
        yield mending.converted(*mending.sample(pairs))


@dataclass
class _Table:
    """A sheet as a reader sees it, and what he does not see."""

    sheet: Sheet
    title: str
    remarks: list[Problem] = field(default_factory=list)

    def made(self) -> ReadTable:
        sheet = self.sheet
        width = max(len(row) for row in sheet.grid.values())
        origins = dict(_merged(sheet.part, max(sheet.grid), width))
        columns = [column for column in range(1, width + 1) if column not in sheet.hidden[1]]
        self._tell_columns(width)
        self._tell_rows(columns)
        rows = []
        for number in self._numbers():
            places = [origins.get((number, column), (number, column)) for column in columns]
            row = self._row(number, [self._cell(place) for place in places])
            rows += [row] if row else []
        return ReadTable(tuple(rows), self.title)

    def _row(self, number: int, cells: list[Cell]) -> TableRow | None:
        label = self._label(number)
        row, remarks = mending.settled(label, cells, self.sheet.layers, number)
        self.remarks += remarks
        said = (text for place, text in self.sheet.notes.items() if place[0] == number)
        self.remarks += [Problem((label,), "comment", layers.cut(text)) for text in said if not mending.noted(text)]
        return row

    def _cell(self, origin: Place) -> Cell:
        value = _value(self.sheet.grid, origin)
        flaw = mending.noted(self.sheet.notes.get(origin, ""))
        return Cell(shown(value), origin, native=isinstance(value, date), flaw=flaw)

    def _label(self, number: int) -> Label:
        return f"{self.title} row {number}" if self.title else number

    def _numbers(self) -> Iterator[int]:
        """Every filled row that is seen, and one empty row where some are missing: a gap may end a table."""
        hidden, filled = self.sheet.hidden[0], sorted(self.sheet.grid)
        for number, following in pairwise([*filled, filled[-1] + 2]):
            if number not in hidden:
                yield number
            between = (one for one in range(number + 1, following) if one not in hidden)
            yield from (one for one in [next(between, 0)] if one)

    def _tell_rows(self, columns: Sequence[int]) -> None:
        said = {
            number: self._said(number, columns) for number in sorted(self.sheet.grid) if number in self.sheet.hidden[0]
        }
        texts = {number: text for number, text in said.items() if text}
        named = "; ".join([*list(texts.values())[:NAMED], *(["…"] if len(texts) > NAMED else [])])
        if texts:
            self.remarks.append(Problem(tuple(map(self._label, texts)), "hidden_row", named))

    def _said(self, number: int, columns: Sequence[int]) -> str:
        texts = (shown(_value(self.sheet.grid, (number, column))).strip() for column in columns)
        return mending.row_named(list(texts))

    def _tell_columns(self, width: int) -> None:
        grid = self.sheet.grid
        for column in sorted(self.sheet.hidden[1]):
            tabled = (row for row in grid.values() if sum(value is not None for value in row) > 1)
            values = (row[column - 1] for row in tabled if column <= min(len(row), width))
            heading = next((text for value in values if (text := shown(value).strip())), "")
            if heading:
                where = get_column_letter(column)
                self.remarks.append(Problem((), "hidden_column", layers.cut(heading), suggest=where))


def _merged(part: bytes, height: int, width: int) -> Iterator[tuple[Place, Place]]:
    for found in MERGED.finditer(part):
        left, top, right, bottom = range_boundaries(found.group(1).decode())
        for number in range(top, min(bottom, height) + 1):
            for column in range(left, min(right, width) + 1):
                yield (number, column), (top, left)


def _value(grid: Grid, place: Place) -> Any:
    row = grid.get(place[0], [])
    return row[place[1] - 1] if place[1] <= len(row) else None


def shown(value: object) -> str:
    """A value as a Vietnamese reader would write it."""
    match value:
        case None | bool():
            return ""
        case datetime() if value.time() == time():
            return value.strftime("%d/%m/%Y")
        case datetime():
            return value.strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
