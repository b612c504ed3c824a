"""Draws a campaign's form: a sheet for each part, lists to choose from, dates as dates, and what each thing means."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from handlers.campaigns.words import PLACEHOLDER
from handlers.documents.campaign_form import PARTS, EntryKind, FormEntry, FormSheet, at
from handlers.documents.texts_campaign import HELP, KEY, TITLES, VALUE

FIRST = 3  # the first row that is filled in, below what explains it and the headings
ROWS = 200  # that offer their lists
WIDE, NARROW = 44, 20
HEAD = PatternFill("solid", fgColor="DDE7F3")
FORMATS = {EntryKind.DATE: "dd/mm/yyyy", EntryKind.TIME: "@", EntryKind.TEXT: "@", EntryKind.WORDS: "@"}


def draw(written: Mapping[str, Any]) -> bytes:
    """`written`: what a campaign's file says, or nothing of it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in PARTS:
        sheet = book.create_sheet(part.title)
        found = at(written, part.path)
        if part.many:
            _list(sheet, part, found or [])
        else:
            _table(sheet, part, found or {})
        sheet.freeze_panes = f"A{FIRST}"
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def _table(sheet: Worksheet, part: FormSheet, found: Mapping[str, Any]) -> None:
    _put(sheet, 1, 1, part.title).font = Font(bold=True, size=14)
    _headings(sheet, [KEY, VALUE, HELP])
    for row, entry in enumerate(part.entries, start=FIRST):
        _put(sheet, row, 1, entry.label)
        _fill(sheet, row, 2, entry, found.get(entry.key))
        _put(sheet, row, 3, entry.help)
        _offer(sheet, f"B{row}", entry)
    _widths(sheet, [NARROW, WIDE, WIDE])


def _list(sheet: Worksheet, part: FormSheet, found: list[Mapping[str, Any]]) -> None:
    """What a column means stands above its heading."""
    for column, entry in enumerate(part.entries, start=1):
        told = _put(sheet, 1, column, entry.help)
        told.alignment = Alignment(wrap_text=True, vertical="bottom")
        told.font = Font(italic=True)
        letter = get_column_letter(column)
        _offer(sheet, f"{letter}{FIRST}:{letter}{FIRST + ROWS}", entry)
        sheet.column_dimensions[letter].number_format = FORMATS.get(entry.kind, "General")
        for row, one in enumerate(found, start=FIRST):
            _fill(sheet, row, column, entry, one.get(entry.key))
    _headings(sheet, [entry.label for entry in part.entries])
    _widths(sheet, [WIDE if entry.kind is EntryKind.WORDS else NARROW for entry in part.entries])


def _headings(sheet: Worksheet, labels: list[str]) -> None:
    for column, label in enumerate(labels, start=1):
        cell = _put(sheet, FIRST - 1, column, label)
        cell.font, cell.fill = Font(bold=True), HEAD


def _fill(sheet: Worksheet, row: int, column: int, entry: FormEntry, value: Any) -> None:
    if value is None:
        sheet.cell(row, column).number_format = FORMATS.get(entry.kind, "General")
        return
    _put(sheet, row, column, _shown(entry, value)).number_format = FORMATS.get(entry.kind, "General")


def _shown(entry: FormEntry, value: Any) -> Any:
    if entry.kind is EntryKind.CHOICE:
        return entry.choices.get(value, value)
    if entry.kind is EntryKind.WORDS:
        return ", ".join(value)
    if entry.kind is EntryKind.DATE and isinstance(value, str) and not PLACEHOLDER.search(value):
        return date.fromisoformat(value)
    return value


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """Text is never a formula, whatever it begins with."""
    cell: Cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _offer(sheet: Worksheet, cells: str, entry: FormEntry) -> None:
    if entry.key == "indicator":
        codes = f"'{TITLES['indicators']}'!$A${FIRST}:$A${FIRST + ROWS}"
        offered = DataValidation("list", formula1=codes, allow_blank=True)
    elif entry.choices:
        offered = DataValidation("list", formula1=f'"{",".join(entry.choices.values())}"', allow_blank=True)
    else:
        return
    sheet.add_data_validation(offered)
    offered.add(cells)


def _widths(sheet: Worksheet, widths: list[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
