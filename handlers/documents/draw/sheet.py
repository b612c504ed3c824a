"""A worksheet written row by row into a packed workbook: the library makes the styles, the rows never stand in memory.

Every text is a text: it is written inline, so that nothing which begins like a formula is ever taken for one.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from handlers.documents.draw.stable import THEN, stable

FORMATS = {"text": "@", "number": "#,##0", "percent": "0.00%"}
LINE = Side(style="thin", color="999999")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SHADED = PatternFill("solid", fgColor="E8EFEC")
PART = "xl/worksheets/sheet1.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetViews><sheetView workbookViewId="0">'
)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
ROWS_MOST = 1_048_576  # of any worksheet
BATCH = 1_000  # rows that are packed at once


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How a row is drawn: bold, in boxes, or plain."""

    bold: bool = False
    boxed: bool = False


TITLE, PLAIN, ROW, OUTER = RowStyle(bold=True), RowStyle(), RowStyle(boxed=True), RowStyle(bold=True, boxed=True)
LOOKS = (TITLE, PLAIN, ROW, OUTER)
Row = tuple[Sequence[Any], RowStyle]


def workbook(widths: Sequence[float], kinds: Sequence[str], frozen: int, rows: Iterable[Row]) -> bytes:
    """`frozen`: so many rows at the top stay in sight."""
    book = Workbook()
    styles = _styles(book)
    packed, made = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(io.BytesIO(stable(packed.getvalue()))) as given, zipfile.ZipFile(made, "w") as kept:
        for name in given.namelist():
            if name != PART:
                kept.writestr(_dateless(name), given.read(name))
        with kept.open(_dateless(PART), "w", force_zip64=True) as sheet:
            for part in _parts(widths, kinds, frozen, rows, styles):
                sheet.write(part.encode())
    return made.getvalue()


def _dateless(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _styles(book: Workbook) -> dict[tuple[RowStyle, str], int]:
    """A cell of each look and kind is made by the library; what it calls that style is what our cells say."""
    sheet = book.active
    if sheet is None:
        raise TypeError("a new workbook has a sheet")
    found: dict[tuple[RowStyle, str], int] = {}
    for row_style in LOOKS:
        for kind, shown in FORMATS.items():
            cell: Any = sheet.cell(row=len(found) + 1, column=1)
            cell.number_format = shown
            cell.font = Font(bold=row_style.bold)
            if row_style.boxed:
                cell.border, cell.alignment = BOX, Alignment(vertical="center", wrap_text=kind == "text")
            if row_style is OUTER:
                cell.fill = SHADED
            found[row_style, kind] = cell.style_id
    return found


def _parts(
    widths: Sequence[float],
    kinds: Sequence[str],
    frozen: int,
    rows: Iterable[Row],
    styles: dict[tuple[RowStyle, str], int],
) -> Iterator[str]:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1)
    )
    pane = f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
    yield f"{HEAD}{pane}</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    letters = [get_column_letter(n) for n in range(1, len(kinds) + 1)]
    drawn = {row_style: _drawer(letters, kinds, row_style, styles) for row_style in LOOKS}
    batch: list[str] = []
    for number, (values, style) in enumerate(rows, start=1):
        if number > ROWS_MOST:
            raise ValueError(f"more than {ROWS_MOST} rows")
        batch.append(drawn[style](number, values))
        if len(batch) == BATCH:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch) + "</sheetData></worksheet>"


def _drawer(
    letters: Sequence[str], kinds: Sequence[str], look: RowStyle, styles: dict[tuple[RowStyle, str], int]
) -> Callable[[int, Sequence[Any]], str]:
    """For rows of one look; a cell that is empty is drawn only where it has a box."""
    text = styles[look, "text"]
    columns = [(letter, styles[look, kind]) for letter, kind in zip(letters, kinds, strict=True)]

    def draw(number: int, values: Sequence[Any]) -> str:
        cells: list[str] = []
        for value, (letter, style) in zip(values, columns, strict=False):
            if isinstance(value, str):
                said = escape(UNPRINTABLE.sub("", value))
                cells.append(
                    f'<c r="{letter}{number}" s="{text}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
                )
            elif value is not None:
                cells.append(f'<c r="{letter}{number}" s="{style}"><v>{value!r}</v></c>')
            elif look.boxed:
                cells.append(f'<c r="{letter}{number}" s="{style}"/>')
        return f'<row r="{number}">{"".join(cells)}</row>'

    return draw
