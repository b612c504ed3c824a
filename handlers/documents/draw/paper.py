"""What is printed: the letters from their templates, and tables, with columns as wide as what stands in them."""

import base64
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from handlers.documents.draw import template
from handlers.documents.draw.stable import stable
from handlers.numerals import number, percent

FONT, SIZE = "Times New Roman", 13
SMALLER = (11, 10, 9, 8)  # what a table's words are set in, the first in which no word is broken
WIDE = 8  # columns from which a page is turned
SHORT, LONG, SIDES = 210, 297, 25 + 15  # millimetres
WORD = 0.22  # millimetres a character takes for each point of its size, in bold and in a wide font
PADDING = 5.0  # a cell's own margins


def draw(data: dict[str, Any]) -> bytes:
    """A letter, told by its kind, or a table."""
    if "letter" not in data:
        return table(data)
    return template.fill(base64.b64decode(data["template"]), data["letter"], data["fields"], data["rows"])


def table(data: dict[str, Any]) -> bytes:
    turned = len(data["columns"]) > WIDE
    document = _page(turned=turned)
    _line(document, data["title"].upper(), bold=True)
    for line in data["above"]:
        _line(document, line)
    kinds = [column["kind"] for column in data["columns"]]
    rows = [[shown(value, kind) for value, kind in zip(row, kinds, strict=False)] for row in _rows(data)]
    wanted = [column["width"] for column in data["columns"]]
    size, widths = fitted([row for row in rows if len(row) == len(kinds)], wanted, (LONG if turned else SHORT) - SIDES)
    made = document.add_table(rows=len(rows), cols=len(kinds), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for place, (values, row) in enumerate(zip(rows, made.rows, strict=True)):
        cells = row.cells
        if len(values) == 1 < len(kinds):  # heads a section
            _put(cells[0].merge(cells[-1]), values[0], "text", size, bold=True)
            continue
        outer = place == 0 or (bool(data["sum"]) and place == len(rows) - 1)
        for value, kind, width, cell in zip(values, kinds, widths, cells, strict=True):
            cell.width = Mm(width)
            _put(cell, value, "heading" if place == 0 else kind, size, bold=outer)
        _marked(row, "w:cantSplit")
    _marked(made.rows[0], "w:tblHeader")  # again on every page
    for line in data["below"]:
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return stable(packed.getvalue())


def fitted(rows: Sequence[Sequence[str]], wanted: Sequence[int], whole: int) -> tuple[int, list[float]]:
    """The size of the words, and each column's width in millimetres: no word is broken, long cells take two lines."""
    columns = list(zip(*rows, strict=True))
    words = [max(3, *(len(word) for cell in column for word in cell.split(" "))) for column in columns]
    halves = [max([len(cell) / 2 for cell in column[1:]], default=0) for column in columns]
    easy = [max(word, min(half, want)) for word, half, want in zip(words, halves, wanted, strict=True)]
    for size in SMALLER:
        rest = whole - sum(easy) * size * WORD - len(easy) * PADDING
        if rest >= 0:
            spread = rest / sum(wanted)
            return size, [e * size * WORD + PADDING + spread * w for e, w in zip(easy, wanted, strict=True)]
    least = [word * SMALLER[-1] * WORD + PADDING for word in words]
    return SMALLER[-1], [whole * low / sum(least) for low in least]


def shown(value: Any, kind: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return percent(value, 1, 2) if kind == "percent" else number(value)


def _rows(data: dict[str, Any]) -> list[list[Any]]:
    return [[column["name"] for column in data["columns"]], *data["rows"], *([data["sum"]] if data["sum"] else [])]


def _page(*, turned: bool) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(LONG if turned else SHORT), Mm(SHORT if turned else LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    return document


def _line(document: Any, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).bold = bold


ALIGNED = {"heading": WD_ALIGN_PARAGRAPH.CENTER, "text": WD_ALIGN_PARAGRAPH.LEFT}


def _put(cell: _Cell, words: str, kind: str, size: int, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)
    paragraph.alignment = ALIGNED.get(kind, WD_ALIGN_PARAGRAPH.RIGHT)


def _marked(row: Any, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001 - the library shows it under no other name
