"""What is printed: the letters from their templates, and tables on paper under the office's head."""

import io
from importlib.resources import files
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from handlers.documents import template
from handlers.documents.stable import stable

FONT, SIZE, SMALL = "Times New Roman", Pt(13), Pt(11)
WIDE = 8  # columns from which a page is turned


def draw(data: dict[str, Any]) -> bytes:
    """`template`: the name of a letter that ships with the program, or the path of one of the office's own."""
    if "template" not in data:
        return table(data)
    name = data["template"]
    own = Path(name)
    body = own.read_bytes() if own.suffix == ".docx" and own.is_absolute() else _shipped(name)
    return template.fill(body, data["fields"], data["rows"])


def table(data: dict[str, Any]) -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if len(data["columns"]) > WIDE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _line(document, data["title"].upper(), bold=True)
    for line in data["above"]:
        _line(document, line)
    rows = [[column["name"] for column in data["columns"]], *data["rows"], *([data["sum"]] if data["sum"] else [])]
    made = document.add_table(rows=len(rows), cols=len(data["columns"]), style="Table Grid")
    kinds = [column["kind"] for column in data["columns"]]
    for number, (values, row) in enumerate(zip(rows, made.rows, strict=True)):
        cells = row.cells
        if len(values) == 1 < len(kinds):  # heads a section
            _put(cells[0].merge(cells[-1]), values[0], "text", bold=True)
            continue
        outer = number == 0 or (bool(data["sum"]) and number == len(rows) - 1)
        for value, kind, cell in zip(values, kinds, cells, strict=True):
            _put(cell, value, "text" if number == 0 else kind, bold=outer)
    _repeats(template.xml(made.rows[0]))
    for line in data["below"]:
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return stable(packed.getvalue())


def _shipped(name: str) -> bytes:
    return files("handlers").joinpath("documents", "templates", f"{name}.docx").read_bytes()


def _line(document: Any, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).bold = bold


def _put(cell: _Cell, value: Any, kind: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(shown(value, kind))
    run.bold, run.font.size = bold, SMALL
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if isinstance(value, int | float) else WD_ALIGN_PARAGRAPH.LEFT


def shown(value: Any, kind: str) -> str:
    """As a ward writes it: 1.234 and 40,49 %"""
    if value is None:
        return ""
    if kind == "percent":
        return f"{value * 100:,.2f}".translate(str.maketrans(",.", ".,")) + "\N{NO-BREAK SPACE}%"
    return f"{value:,}".translate(str.maketrans(",.", ".,")) if isinstance(value, int | float) else str(value)


def _repeats(row: Any) -> None:
    """The headings again on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)
