"""A notice on A4 that can be read from two steps away, with a code to scan in its corner."""

import io
from typing import Any

import segno
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from handlers.documents.draw.stable import stable

FONT = "Times New Roman"
LARGEST, SMALLEST = 22, 13
ON_A_PAGE = 26_000  # signs times the square of their size that fill the page
CODE, BORDER = 36, 4  # mm; squares of white around it, as scanners want them
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def draw(data: dict[str, Any]) -> bytes:
    document = _page()
    left, right = _beside(document, 62, 105)
    _lines(left.paragraphs[0], data["office"], 12)
    _lines(right.paragraphs[0], data["nation"], 12)
    _paragraph(document, data["place"], 12, italic=True, align=RIGHT)
    _paragraph(document, data["title"], 30, bold=True, align=CENTER, space=10)
    size = fitting(sum(map(len, data["paragraphs"])))
    for line in data["paragraphs"]:
        _paragraph(document, line, size, align=WD_ALIGN_PARAGRAPH.JUSTIFY, space=6)
    _paragraph(document, "", SMALLEST)
    scanned, signed = _beside(document, 80, 87)
    _codes(scanned, data["codes"])
    _lines(signed.paragraphs[0], "\n".join(data["signed"]), 13)
    made = io.BytesIO()
    document.core_properties.author = ""
    document.save(made)
    return stable(made.getvalue())


def fitting(signs: int) -> int:
    """As large as the page allows."""
    sizes = range(LARGEST, SMALLEST, -1)
    return next((size for size in sizes if signs * size * size <= ON_A_PAGE * 12), SMALLEST)


def _page() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SMALLEST)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    return document


def _beside(document: Any, *widths: int) -> Any:
    """The cells of a row without lines, so wide in mm."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return table.rows[0].cells


def _paragraph(
    document: Any, words: str, size: int, *, bold: bool = False, italic: bool = False, align: Any = None, space: int = 4
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(space)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _lines(paragraph: Any, words: str, size: int) -> None:
    """One below the other, in bold, in the middle of their cell."""
    paragraph.alignment = CENTER
    run = paragraph.add_run(words)
    run.bold, run.font.size = True, Pt(size)


def _codes(cell: Any, codes: list[dict[str, str]]) -> None:
    """Side by side, each with what it is beneath."""
    if not codes:
        return
    columns = cell.add_table(rows=1, cols=len(codes)).rows[0].cells
    for column, code in zip(columns, codes, strict=True):
        picture = io.BytesIO()
        segno.make(code["link"], error="m", micro=False).save(picture, kind="png", scale=12, border=BORDER)
        picture.seek(0)
        paragraph = column.paragraphs[0]
        paragraph.alignment = CENTER
        paragraph.add_run().add_picture(picture, width=Mm(CODE))
        below = column.add_paragraph()
        below.alignment = CENTER
        below.add_run(code["scan"]).font.size = Pt(10)
