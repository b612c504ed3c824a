"""The XML that Excel 2003 saved, and many programs still write under the name .xls -> a workbook of today."""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any

import openpyxl
from defusedxml import ElementTree
from openpyxl.comments import Comment
from openpyxl.styles import Font

from handlers.documents.unreadable import Code, Unreadable

MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 50, 5_000, 100
NAMES = "{urn:schemas-microsoft-com:office:spreadsheet}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
YEAR_OF_TIMES = 1900  # a date before it is a time of the day


def as_workbook(data: bytes) -> bytes:
    root = ElementTree.fromstring(data, forbid_dtd=True)
    struck = {
        one.get(f"{NAMES}ID") for one in root.iter(f"{NAMES}Style") if _is_on(one.find(f"{NAMES}Font"), "StrikeThrough")
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = root.findall(f"{NAMES}Worksheet")
    if len(sheets) > MAX_SHEETS:
        raise Unreadable(Code.TOO_MANY_SHEETS, str(len(sheets)))
    for number, one in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"{number}")
        sheet.title = (one.get(f"{NAMES}Name") or sheet.title)[:31]
        if (one.findtext(f"{EXCEL}WorksheetOptions/{EXCEL}Visible") or "").startswith("SheetHidden"):
            sheet.sheet_state = "hidden"
        _fill(sheet, one.find(f"{NAMES}Table"), struck)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, table: Any, struck: set[str]) -> None:
    if table is None:
        return
    for column, one in _placed(table, "Column", MAX_COLUMNS):
        if _is_on(one, "Hidden"):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
    for number, row in _placed(table, "Row", None):
        if number > MAX_ROWS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows")
        if _is_on(row, "Hidden"):
            sheet.row_dimensions[number].hidden = True
        for column, cell in _placed(row, "Cell", MAX_COLUMNS):
            _write(sheet, number, column, cell)
            style = cell.get(f"{NAMES}StyleID") or row.get(f"{NAMES}StyleID")
            if style in struck:
                sheet.cell(number, column).font = Font(strike=True)


def _placed(parent: Any, tag: str, most: int | None) -> Iterator[tuple[int, Any]]:
    """Each with the number it has: told where some before it are left out, and wide where it covers several."""
    number = 0
    for one in parent.findall(f"{NAMES}{tag}"):
        told = one.get(f"{NAMES}Index") or ""
        number = int(told) if told.isdecimal() else number + 1
        if most is not None and number > most:
            return
        yield number, one
        number += _number(one, "Span") + (_number(one, "MergeAcross") if tag == "Cell" else 0)


def _write(sheet: Any, number: int, column: int, cell: Any) -> None:
    data, note = cell.find(f"{NAMES}Data"), cell.find(f"{NAMES}Comment")
    right = min(column + _number(cell, "MergeAcross"), MAX_COLUMNS)
    bottom = min(number + _number(cell, "MergeDown"), MAX_ROWS)
    target = sheet.cell(number, column)
    if data is not None:
        text = "".join(data.itertext())
        target.value = _value(data.get(f"{NAMES}Type") or "", text)
        if isinstance(target.value, str):
            target.data_type = "s"  # "=" begins no formula here
    if note is not None:
        target.comment = Comment("".join(note.itertext()).strip(), "")
    if (right, bottom) != (column, number):
        sheet.merge_cells(start_row=number, start_column=column, end_row=bottom, end_column=right)


def _value(kind: str, text: str) -> object:
    if kind == "Number":
        try:
            found = float(text)
        except ValueError:
            return text
        return int(found) if found.is_integer() else found
    if kind == "DateTime":
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return text
        return at.time() if at.year < YEAR_OF_TIMES or (at.time() != time() and at.year == YEAR_OF_TIMES) else at
    return text == "1" if kind == "Boolean" else text


def _number(element: Any, name: str) -> int:
    said = element.get(f"{NAMES}{name}") or ""
    return int(said) if said.isdecimal() else 0


def _is_on(element: Any, name: str) -> bool:
    return element is not None and element.get(f"{NAMES}{name}") == "1"
