"""Word -> paragraphs and tables. Walks the XML itself: python-docx skips content controls, tracked insertions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn

from handlers.documents import archives
from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable, TableRow
from handlers.documents.unreadable import Code, Unreadable

MAX_COLUMNS = 63  # Word's own limit
MAX_ROWS = 5_000
MAX_BLOCKS = 10_000
AUTO_NUMBER = "#"  # stands where Word itself prints the number of a list

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXT = qn("w:t")
GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr")}
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}

Above = dict[int, Cell]  # grid column -> the cell over it, for what is merged downwards


@dataclass(frozen=True, slots=True)
class Numbers:
    """By which paragraphs and tables are called."""

    paragraphs: Iterator[int]
    tables: Iterator[int]


def read(archive: ZipFile) -> Document:
    body = docx.Document(archive.fp).element.body
    blocks = tuple(islice(_blocks(body, Numbers(count(1), count(1))), MAX_BLOCKS + 1))
    if len(blocks) > MAX_BLOCKS:
        raise Unreadable(Code.TOO_BIG, f"more than {MAX_BLOCKS} paragraphs and tables")
    document = Document(blocks)
    if document.is_empty:
        raise Unreadable(Code.PICTURE if archives.has_pictures(archive) else Code.EMPTY)
    return document


def _blocks(parent: Any, numbers: Numbers) -> Iterator[Paragraph | ReadTable]:
    for element in parent.iterchildren():
        match element.tag:
            case tag if tag == PARAGRAPH:
                yield Paragraph(f"paragraph {next(numbers.paragraphs)}", _text(element))
            case tag if tag == TABLE:
                yield _table(element, next(numbers.tables))
                yield from _inner_tables(element, numbers)
            case tag if tag not in GONE:
                yield from _blocks(element, numbers)


def _inner_tables(table: Any, numbers: Numbers) -> Iterator[ReadTable]:
    for row in _own(table, ROW):
        for cell in _own(row, CELL):
            yield from (block for block in _blocks(cell, numbers) if isinstance(block, ReadTable))


def _table(table: Any, number: int) -> ReadTable:
    above: Above = {}
    rows = []
    for index, row in enumerate(_own(table, ROW), start=1):
        if index > MAX_ROWS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows")
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            above = _row(row, index, above)
            cells = tuple(above[column] for column in sorted(above))
            rows.append(TableRow(f"table {number} row {index}", cells))
    return ReadTable(tuple(rows))


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """Children with this tag, through content controls but not into tables further inside."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag not in {TABLE, ROW, CELL, PARAGRAPH}:
            yield from _own(element, tag)


def _row(row: Any, index: int, above: Above) -> Above:
    cells: Above = {}
    column = _number(row, "w:trPr/w:gridBefore", 0)
    for blank in range(column):
        cells[blank] = Cell("", (index, blank))
    for element in _own(row, CELL):
        merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        continues = merge is not None and merge.get(qn("w:val")) != "restart"
        cell = above[column] if continues and column in above else Cell(_cell_text(element), (index, column))
        for _ in range(_number(element, "w:tcPr/w:gridSpan", 1)):
            cells[column] = cell
            column += 1
    return cells


def _number(element: Any, path: str, default: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = "" if found is None else str(found.get(qn("w:val")))
    return min(int(value), MAX_COLUMNS) if value.isdecimal() else default


def _cell_text(cell: Any) -> str:
    paragraphs = list(_own(cell, PARAGRAPH))
    text = "\n".join(_text(paragraph) for paragraph in paragraphs).strip()
    if not text and any(paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None for paragraph in paragraphs):
        return AUTO_NUMBER
    return text


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == TEXT:
            yield child.text or ""
        yield BREAKS.get(child.tag, "")
        if child.tag not in GONE:
            yield from _pieces(child)
