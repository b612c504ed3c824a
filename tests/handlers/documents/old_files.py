"""Files of other kinds, made by the tests: by LibreOffice, which is asked once for each, or sign by sign."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import openpyxl
import pytest
from docx.shared import Cm
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, Side

from handlers import libreoffice
from tests.handlers.documents.made import saved, zipped

HEADING = ("TT", "Thôn", "Ngày", "Giờ")
NIGHTS = (
    (1, "Thôn Đông", date(2026, 11, 9), "19h30 - 21h30"),
    (2, "Thôn Đoài", date(2026, 11, 10), "19h30 - 21h30"),
    (3, "Thôn Trung", date(2026, 11, 11), "19h30 - 21h30"),
)
READ = [("Đông", "09/11"), ("Đoài", "10/11"), ("Trung", "11/11")]
TITLE = "LỊCH HỖ TRỢ CÀI ĐẶT THÁNG 11/2026"


def workbook(rows: Iterable[Sequence[object]] = NIGHTS, *, lines: bool = True) -> bytes:
    """With dates as Excel keeps them."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ((TITLE,), HEADING, *rows):
        sheet.append(list(row))
    side = Side(style="thin")
    for row in sheet.iter_rows(min_row=2) if lines else ():
        for cell in row:
            cell.border = Border(side, side, side, side)
    for column, width in zip("ABCD", (6, 24, 16, 20), strict=True):
        sheet.column_dimensions[column].width = width
    for (cell,) in sheet.iter_rows(min_row=3, min_col=3, max_col=3):
        cell.number_format = "dd/mm/yyyy"
    return saved(book)


def noted_workbook() -> bytes:
    """One row struck out, one hidden, one with a note."""
    book = openpyxl.load_workbook(BytesIO(workbook()))
    sheet = book.active
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    sheet["B5"].comment = Comment("Chuyển sang Thôn Nam", "UBND")
    return saved(book)


def letter(rows: Iterable[Sequence[object]] = NIGHTS) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    told = [HEADING, *rows]
    table = document.add_table(len(told), 4, style="Table Grid")
    for number, row in enumerate(told):
        for column, value in enumerate(row):
            cell = table.cell(number, column)
            cell.width = Cm((1.5, 5, 4, 5)[column])
            cell.text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    document.add_paragraph("Nơi nhận: như trên.")  # Word never ends with a table
    return saved(document)


@cache
def resaved(body: bytes, ending: str, wanted: str) -> bytes:
    """As somebody's office program would save it under another kind, such as "xls" or "pdf:writer_pdf_Export"."""
    program = libreoffice.program()
    if program is None:
        pytest.skip("no LibreOffice here; CI requires it")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a.{ending}").write_bytes(body)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = [program, profile, "--headless", "--convert-to", wanted, "--outdir", str(folder / "out")]
        subprocess.run([*order, str(folder / f"a.{ending}")], check=True, timeout=100, capture_output=True)
        (made,) = (folder / "out").iterdir()
        return made.read_bytes()


def binary_workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """An .xlsb, record by record: no program here writes one."""
    sheet = _record(129) + _record(145)
    for number, row in enumerate(rows):
        sheet += _record(0, number.to_bytes(4, "little") + bytes(4) + b"\x2c\x01" + bytes(7))
        for column, text in enumerate(row):
            sheet += _record(6, column.to_bytes(4, "little") + bytes(4) + _wide(text))
    sheet += _record(146) + _record(130)
    named = bytes(4) + (1).to_bytes(4, "little") + _wide("rId1") + _wide("Lịch")
    book = _record(131) + _record(143) + _record(156, named) + _record(144) + _record(132)
    office, kind = "application/vnd.ms-excel", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{office}.{told}"/>'
        for part, told in (("workbook.bin", "sheet.binary.macroEnabled.main"), ("worksheets/sheet1.bin", "worksheet"))
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="{rels}"/>{types}</Types>'.encode(),
            "_rels/.rels": _relation(package, f"{kind}/officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _relation(package, f"{kind}/worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _relation(package: str, kind: str, target: str) -> bytes:
    one = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{package}/relationships">{one}</Relationships>'.encode()


def _record(kind: int, body: bytes = b"") -> bytes:
    kinds = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 0x7F | 0x80, len(body) >> 7])
    return kinds + size + body


def _wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


# --- PDF: texts and lines where they are wanted, in points from the upper left corner

Text = tuple[float, float, str]  # from the left, from above
Line = tuple[float, float, float, float]


def pdf(*pages: tuple[Sequence[Text], Sequence[Line]], scan: bool = False) -> bytes:
    """`scan`: each page is a picture."""
    out = BytesIO()
    with rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Sans"}), PdfPages(out) as book:
        for texts, lines in pages:
            book.savefig(_page(texts, lines, scan=scan))
    return out.getvalue()


def _page(texts: Sequence[Text], lines: Sequence[Line], *, scan: bool) -> Figure:
    figure = Figure((595 / 72, 842 / 72))
    FigureCanvasPdf(figure)
    place: Any = figure.add_axes((0, 0, 1, 1))
    place.set_xlim(0, 595)
    place.set_ylim(842, 0)
    place.axis("off")
    if scan:
        place.imshow([[0.9, 0.8], [0.7, 0.9]], extent=(0, 595, 842, 0), cmap="gray", aspect="auto")
    for left, top, text in texts:
        place.text(left, top, text, fontsize=11, verticalalignment="top")
    for left, top, right, low in lines:
        place.plot([left, right], [top, low], color="black", linewidth=0.8)
    return figure


COLUMNS = (40.0, 80.0, 260.0, 380.0, 540.0)


def ruled(
    rows: Sequence[Sequence[str]], top: float = 100.0, columns: Sequence[float] = COLUMNS
) -> tuple[list[Text], list[Line]]:
    """A table with all its lines; a row is as high as its cell of most lines."""
    texts: list[Text] = []
    lines: list[Line] = [(columns[0], top, columns[-1], top)]
    at = top
    for row in rows:
        for left, text in zip(columns, row, strict=False):
            texts += [(left + 4, at + 4 + 15 * number, part) for number, part in enumerate(text.split("\n"))]
        at += 8 + 15 * max(text.count("\n") + 1 for text in row)
        lines.append((columns[0], at, columns[-1], at))
    lines += [(column, top, column, at) for column in columns]
    return texts, lines


def as_text(rows: Iterable[Sequence[object]] = NIGHTS) -> list[list[str]]:
    told = [HEADING, *rows]
    return [[f"{one:%d/%m/%Y}" if isinstance(one, date) else str(one) for one in row] for row in told]


def web_page(
    rows: Iterable[Sequence[object]] = NIGHTS, before: str = "", attributes: Mapping[int, str] | None = None
) -> str:
    """`attributes`: of the row with that number, from 1."""
    told = "".join(
        f"<tr {(attributes or {}).get(number, '')}>{''.join(f'<td>{text}</td>' for text in row)}</tr>"
        for number, row in enumerate(as_text(rows), start=0)
    )
    table = f"<table border=1>{told}</table>"
    return f"<html><head><meta charset=utf-8></head><body><p>{TITLE}</p>{before}{table}</body></html>"
