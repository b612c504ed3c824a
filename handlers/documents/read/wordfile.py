"""Word -> paragraphs and tables. Walks the XML itself: python-docx skips content controls, tracked insertions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby, islice
from typing import Any
from zipfile import ZipFile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from handlers.documents import archives
from handlers.documents.read import layers, mending, old_letters, wordstyles
from handlers.documents.read.layers import Layer, Layers, LayerText
from handlers.documents.read.moments import has_date
from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable
from handlers.documents.read.words import SIGNED, fold
from handlers.documents.read.wordstyles import Styles
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Defect, Label, Problem

MAX_COLUMNS = 63  # Word's own limit
MAX_ROWS = 5_000
MAX_BLOCKS = 10_000
AUTO_NUMBER = "#"  # stands where Word itself prints the number of a list
COMMENTS = "word/comments.xml"

PARAGRAPH, RUN, TABLE, ROW, CELL = qn("w:p"), qn("w:r"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXTS = {qn("w:t"), qn("w:delText")}
SYMBOL, BOX, CONTROL, NOTE = qn("w:sym"), qn("w:txbxContent"), qn("w:sdt"), qn("w:commentReference")
DELETED, MOVED = qn("w:del"), qn("w:moveFrom")
TWICE, FIRST, SECOND = (
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
    for name in ("AlternateContent", "Choice", "Fallback")
)
ABOUT = {qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr"), qn("w:tcPr")}
APART = {BOX, MOVED, *ABOUT}  # no words of the paragraph that holds it
BREAKS = {
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\xad",  # a letter in TCVN3
}

Above = dict[int, Cell]  # grid column -> the cell over it, for what is merged downwards


@dataclass(frozen=True, slots=True)
class Numbers:
    """By which paragraphs and tables are called."""

    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))
    tables: Iterator[int] = field(default_factory=lambda: count(1))


def read(archive: ZipFile) -> Document:
    document = docx.Document(archive.fp)
    reader = _Reader(wordstyles.of(document), _comments(archive))
    blocks = tuple(islice(reader.blocks(document.element.body), MAX_BLOCKS + 1))
    if len(blocks) > MAX_BLOCKS:
        raise Unreadable(Code.TOO_BIG, f"more than {MAX_BLOCKS} paragraphs and tables")
    read_document = Document(blocks, tuple(reader.told(blocks)))
    if read_document.is_empty:
        raise Unreadable(Code.PICTURE if archives.has_pictures(archive) else Code.EMPTY)
    return read_document


def _comments(archive: ZipFile) -> dict[str, str]:
    if COMMENTS not in archive.namelist():
        return {}
    return {
        str(comment.get(qn("w:id"))): " ".join("".join(text.text or "" for text in comment.iter(qn("w:t"))).split())
        for comment in parse_xml(archive.read(COMMENTS))
    }


@dataclass
class _Reader:
    """Of one document: blocks as they come, and what was seen on the way that is not in them."""

    styles: Styles
    comments: Mapping[str, str]
    numbers: Numbers = field(default_factory=Numbers)
    remarks: list[Problem] = field(default_factory=list)
    converted: list[tuple[str, str]] = field(default_factory=list)
    boxed: list[Paragraph] = field(default_factory=list)

    def told(self, blocks: Sequence[Paragraph | ReadTable]) -> Iterator[Problem]:
        """Beside a table nobody looks for nights in a text box."""
        if self.converted:
            yield mending.converted(*mending.sample(self.converted))
        yield from self.remarks
        for boxed in self.boxed if any(isinstance(block, ReadTable) for block in blocks) else ():
            if has_date(boxed.text) and not SIGNED.match(fold(boxed.text).strip()):
                yield Problem((boxed.label,), "text_box", layers.cut(boxed.text))

    def blocks(self, parent: Any, *, boxed: bool = False) -> Iterator[Paragraph | ReadTable]:
        begun: list[LayerText] = []  # of paragraphs whose end was deleted: they go on in the next one
        for element in parent.iterchildren():
            if element.tag == PARAGRAPH:
                begun += self._pieces(element)
                if not _is_joined(element):
                    yield self._paragraph(element, begun, boxed=boxed)
                    begun = []
                yield from self._boxes(element)
            elif element.tag == TABLE:
                yield self._table(element, next(self.numbers.tables))
                yield from self._inside(element)
            elif element.tag not in {DELETED, *APART}:
                yield from self.blocks(element, boxed=boxed)

    def _paragraph(self, element: Any, pieces: Sequence[LayerText], *, boxed: bool) -> Paragraph:
        label, found = f"paragraph {next(self.numbers.paragraphs)}", layers.of(pieces)
        flaw = Defect("struck", found.struck) if found.torn else self._noted(label, element)
        self.remarks += [Problem((label,), kind, text) for kind, text in found.named() if not found.torn]
        paragraph = Paragraph(label, layers.shown(pieces), flaw)
        self.boxed += [paragraph] if boxed else []
        return paragraph

    def _boxes(self, element: Any) -> Iterator[Paragraph | ReadTable]:
        for box in _text_boxes(element):
            yield from self.blocks(box, boxed=True)

    def _inside(self, table: Any) -> Iterator[Paragraph | ReadTable]:
        """Tables in the cells of another, and text boxes that are not all their cell says."""
        for row in _own(table, ROW):
            for cell in _own(row, CELL):
                paragraphs = list(_own(cell, PARAGRAPH))
                if self._said(paragraphs).strip():
                    yield from (block for paragraph in paragraphs for block in self._boxes(paragraph))
                else:
                    boxes = [box for paragraph in paragraphs for box in _text_boxes(paragraph)]
                    yield from (block for box in boxes for block in self.blocks(box) if isinstance(block, ReadTable))
                yield from self._tables_in(cell)

    def _tables_in(self, parent: Any) -> Iterator[Paragraph | ReadTable]:
        """The paragraphs of a cell are counted, and told in its row."""
        for element in parent.iterchildren():
            if element.tag == PARAGRAPH:
                next(self.numbers.paragraphs)
            elif element.tag == TABLE:
                yield self._table(element, next(self.numbers.tables))
                yield from self._inside(element)
            elif element.tag not in {DELETED, *APART}:
                yield from self._tables_in(element)

    def _table(self, table: Any, number: int) -> ReadTable:
        above: Above = {}
        found: dict[tuple[int, int], Layers] = {}
        rows = []
        for index, element in enumerate(_own(table, ROW), start=1):
            if index > MAX_ROWS:
                raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows")
            label = f"table {number} row {index}"
            gone = _left_out(element)
            if gone:
                self._tell_row(label, gone, element)
                continue
            above = self._row(label, element, index, above, found)
            cells = tuple(above[column] for column in sorted(above))
            row, remarks = mending.settled(label, cells, found, index)
            self.remarks += remarks
            rows += [row] if row else []
        return ReadTable(tuple(rows))

    def _tell_row(self, label: Label, kind: str, row: Any) -> None:
        said = mending.row_named([text.text or "" for text in row.iter(*TEXTS)])
        if said:
            self.remarks.append(Problem((label,), kind, said))

    def _row(self, label: Label, row: Any, index: int, above: Above, found: dict[tuple[int, int], Layers]) -> Above:
        cells: Above = {}
        column = _number(row, "w:trPr/w:gridBefore", 0)
        for blank in range(column):
            cells[blank] = Cell("", (index, blank))
        for element in _own(row, CELL):
            merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            continues = merge is not None and merge.get(qn("w:val")) != "restart"
            if continues and column in above:
                cell = above[column]
            else:
                cell, found[index, column] = self._cell(label, element, (index, column))
            for _ in range(_number(element, "w:tcPr/w:gridSpan", 1)):
                cells[column] = cell
                column += 1
        return cells

    def _cell(self, label: Label, cell: Any, origin: tuple[int, int]) -> tuple[Cell, Layers]:
        paragraphs = list(_own(cell, PARAGRAPH))
        pieces = self._joined(paragraphs)
        text = layers.shown(pieces).strip()
        if not text and any(paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None for paragraph in paragraphs):
            text = AUTO_NUMBER
        boxes = [box for paragraph in paragraphs for box in _text_boxes(paragraph)] if not text else []
        text = text or "\n".join(self._said(list(_own(box, PARAGRAPH))) for box in boxes).strip()
        flaws = (flaw for paragraph in paragraphs if (flaw := self._noted(label, paragraph)))
        return Cell(text, origin, flaw=next(flaws, None)), layers.of(pieces)

    def _said(self, paragraphs: Sequence[Any]) -> str:
        return layers.shown(self._joined(paragraphs))

    def _joined(self, paragraphs: Sequence[Any]) -> list[LayerText]:
        """Line by line; what is left out leaves no empty line."""
        pieces: list[LayerText] = []
        for paragraph in paragraphs:
            own = self._pieces(paragraph)
            gone = bool(own) and not layers.shown(own).strip() and not layers.of(own).nothing
            pieces += own if gone or _is_joined(paragraph) else [*own, LayerText("\n")]
            pieces += [LayerText(" ", own[-1].layer)] if gone else []
        return pieces

    def _noted(self, label: Label, paragraph: Any) -> Defect | None:
        said = [self.comments.get(str(note.get(qn("w:id"))), "") for note in paragraph.iter(NOTE)]
        flaws = [flaw for text in said if (flaw := mending.noted(text))]
        self.remarks += [Problem((label,), "comment", layers.cut(text)) for text in said if text and not flaws]
        return flaws[0] if flaws else None

    def _pieces(self, paragraph: Any) -> list[LayerText]:
        runs = self._runs(paragraph, paragraph, Layer.SHOWN)
        return [
            LayerText(self._read("".join(text for text, *_ in same), font), layer)
            for (font, layer), same in groupby((run for run in runs if run[0]), key=lambda run: run[1:])
        ]

    def _read(self, text: str, font: str | None) -> str:
        new = old_letters.by_font(text, font)
        if new != text:
            self.converted.append((text, new))
        return new

    def _runs(self, parent: Any, paragraph: Any, layer: Layer) -> Iterator[tuple[str, str | None, Layer]]:
        for child in parent.iterchildren():
            match child.tag:
                case tag if tag == RUN:
                    look = self.styles.look(child, paragraph)
                    own = layer if layer is not Layer.SHOWN else look.layer
                    yield from ((text, look.font, own) for text in _words(child, look.font))
                    yield from self._runs(child, paragraph, own)
                case tag if tag == DELETED:
                    yield from self._runs(child, paragraph, Layer.DELETED)
                case tag if tag == TWICE:
                    yield from self._runs(_meant(child), paragraph, layer)
                case tag if tag not in APART and not _is_placeholder(child):
                    yield from self._runs(child, paragraph, layer)


def _words(run: Any, font: str | None) -> Iterator[str]:
    for child in run.iterchildren():
        if child.tag in TEXTS:
            yield child.text or ""
        elif child.tag == SYMBOL:
            yield _symbol(child, font)
        yield BREAKS.get(child.tag, "")


def _symbol(element: Any, font: str | None) -> str:
    code = str(element.get(qn("w:char")) or "")
    try:
        return old_letters.signs_of(int(code, 16), element.get(qn("w:font")) or font)
    except ValueError:
        return ""


def _meant(twice: Any) -> Any:
    """Of what was written twice, for newer and for older programs, the first."""
    return next((child for child in twice if child.tag == FIRST), twice)


def _is_placeholder(element: Any) -> bool:
    """What Word itself asks for in a control that nobody has filled in."""
    return element.tag == CONTROL and element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _text_boxes(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == BOX:
            yield child
        elif child.tag == TWICE:
            first = list(_text_boxes(_meant(child)))
            yield from first or (box for other in child if other.tag == SECOND for box in _text_boxes(other))
        elif child.tag not in {DELETED, MOVED, *ABOUT}:
            yield from _text_boxes(child)


def _is_joined(paragraph: Any) -> bool:
    """Whether its end was deleted, or moved away, while changes were tracked."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in (DELETED, MOVED))


def _left_out(row: Any) -> str:
    """The kind of remark on a row that is not there for a reader; empty for all others."""
    about = row.find(qn("w:trPr"))
    if about is None:
        return ""
    if about.find(DELETED) is not None:
        return "deleted"
    hidden = about.find(qn("w:hidden"))
    return "hidden_row" if hidden is not None and wordstyles.is_on(hidden) else ""


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """Children with this tag, through content controls but not into tables further inside."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag not in {TABLE, ROW, CELL, PARAGRAPH}:
            yield from _own(element, tag)


def _number(element: Any, path: str, default: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = "" if found is None else str(found.get(qn("w:val")))
    return min(int(value), MAX_COLUMNS) if value.isdecimal() else default
