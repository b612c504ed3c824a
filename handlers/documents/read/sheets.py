"""Workbook -> tables. Streams the rows, so that a sheet of a million rows costs no more than the first few thousand."""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zipfile import ZipFile

import openpyxl
from openpyxl.utils.cell import range_boundaries

from handlers.documents import archives
from handlers.documents.read.tables import Cell, Document, Grid, ReadTable, Sheet, TableRow, Values
from handlers.documents.unreadable import Code, Unreadable

MAX_SHEETS = 50
MAX_ROWS = 5_000
MAX_CELLS = 100_000
MAX_GAP = 5_000  # empty rows in a row; a stray cell at the bottom of the sheet is not looked for
MAX_COLUMNS = 100
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def read(archive: ZipFile) -> Document:
    sheets = sheets_of(archive)
    spoken = [sheet for sheet in sheets if sheet.grid]
    if not spoken:
        raise Unreadable(_why_empty(archive, [sheet.part for sheet in sheets]))
    several = len(spoken) > 1
    return Document(tuple(_table(one.grid, one.part, one.title if several else "") for one in spoken))


def sheets_of(archive: ZipFile) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of decorations it drops
        book = openpyxl.load_workbook(archive.fp, read_only=True, data_only=True)
        if len(book.worksheets) > MAX_SHEETS:
            raise Unreadable(Code.TOO_MANY_SHEETS, str(len(book.worksheets)))
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [Sheet(sheet.title, _grid(sheet), _part(archive, sheet)) for sheet in shown]


def _part(archive: ZipFile, sheet: Any) -> bytes:
    return archive.read(sheet._worksheet_path)  # noqa: SLF001 - openpyxl's streaming mode forgets merged ranges


def _grid(sheet: Any) -> Grid:
    """Rows without any value are left out."""
    sheet.reset_dimensions()  # files may lie about their size
    grid: Grid = {}
    cells = gap = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        row = _trimmed(values)
        gap = 0 if row else gap + 1
        if gap > MAX_GAP:
            break
        if row:
            cells += len(row)
            grid[number] = row
        if len(grid) > MAX_ROWS or cells > MAX_CELLS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows or {MAX_CELLS} cells")
    return grid


def _trimmed(values: tuple[Any, ...]) -> Values:
    row = list(values[:MAX_COLUMNS])
    while row and (row[-1] is None or not str(row[-1]).strip()):
        row.pop()
    return row


def _why_empty(archive: ZipFile, parts: list[bytes]) -> Code:
    if any(FORMULA.search(part) for part in parts):
        return Code.FORMULAS_ONLY
    return Code.PICTURE if archives.has_pictures(archive) else Code.EMPTY


def _table(grid: Grid, part: bytes, title: str) -> ReadTable:
    width = max(len(row) for row in grid.values())
    origins = dict(_merged(part, max(grid), width))
    rows = []
    for number in _numbers(grid):
        cells = tuple(_cell(grid, origins.get((number, column), (number, column))) for column in range(1, width + 1))
        rows.append(TableRow(f"{title} row {number}" if title else number, cells))
    return ReadTable(tuple(rows), title)


def _numbers(grid: Grid) -> Iterator[int]:
    """Every filled row, and one empty row where some are missing: a gap may end a table."""
    for _, run in groupby(enumerate(sorted(grid)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        yield from numbers
        yield numbers[-1] + 1


def _merged(part: bytes, height: int, width: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for found in MERGED.finditer(part):
        left, top, right, bottom = range_boundaries(found.group(1).decode())
        for number in range(top, min(bottom, height) + 1):
            for column in range(left, min(right, width) + 1):
                yield (number, column), (top, left)


def _cell(grid: Grid, origin: tuple[int, int]) -> Cell:
    row = grid.get(origin[0], [])
    value = row[origin[1] - 1] if origin[1] <= len(row) else None
    return Cell(_shown(value), origin, native=isinstance(value, date))


def _shown(value: object) -> str:
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
