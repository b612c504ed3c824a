"""Tables as a workbook or as CSV. Numbers are numbers, codes are text, and no cell can run anything."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from handlers.documents.stable import stable

BOM = "\ufeff"  # without it Excel takes UTF-8 for another encoding
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMATS = {"text": "@", "number": "#,##0", "percent": "0.00%"}
LINE = Side(style="thin", color="999999")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SHADED = PatternFill("solid", fgColor="E8EFEC")


def draw(data: dict[str, Any]) -> bytes:
    return as_csv(data) if data["format"] == "csv" else as_workbook(data)


def as_workbook(data: dict[str, Any]) -> bytes:
    """Row by row, so that a city's nights need no memory of their own."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for number, column in enumerate(data["columns"], start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column["width"]
    lines = [data["title"], *data["above"]]
    sheet.freeze_panes = f"A{len(lines) + 2}"
    for number, line in enumerate(lines):
        sheet.append([_cell(sheet, line, "text", bold=number == 0)])
    kinds = [column["kind"] for column in data["columns"]]
    sheet.append([_cell(sheet, column["name"], "text", bold=True, boxed=True) for column in data["columns"]])
    for row in data["rows"]:
        sheet.append([_cell(sheet, value, kind, boxed=True) for value, kind in zip(row, kinds, strict=True)])
    if data["sum"]:
        last = zip(data["sum"], kinds, strict=True)
        sheet.append([_cell(sheet, value, kind, bold=True, boxed=True) for value, kind in last])
    for line in data["below"]:
        sheet.append([_cell(sheet, line, "text")])
    made = io.BytesIO()
    book.save(made)
    return stable(made.getvalue())


def as_csv(data: dict[str, Any]) -> bytes:
    made = io.StringIO()
    rows: Iterable[Sequence[Any]] = [[column["name"] for column in data["columns"]], *data["rows"]]
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([_plain(value) for value in row] for row in (*rows, *([data["sum"]] if data["sum"] else [])))
    return (BOM + made.getvalue()).encode()


def _cell(sheet: Any, value: Any, kind: str, *, bold: bool = False, boxed: bool = False) -> Any:
    """Typed by hand: left to itself the library takes text that begins with = for a formula."""
    cell = WriteOnlyCell(sheet, None if value is None else value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = FORMATS["text" if isinstance(value, str) else kind]
    if bold:
        cell.font = Font(bold=True)
    if boxed:
        cell.border = BOX
        cell.alignment = Alignment(vertical="center", wrap_text=isinstance(value, str))
    if bold and boxed:
        cell.fill = SHADED
    return cell


def _plain(value: Any) -> Any:
    """What a spreadsheet would take for a formula is marked as text; a number of ours is none."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
