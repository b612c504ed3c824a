"""A web page, or mail, that somebody named .xls or .doc -> paragraphs and tables. Nothing is fetched."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from lxml import etree

from handlers.documents.read.layers import without_numbers
from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable, TableRow
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Label, Problem

MAX_ROWS, MAX_COLUMNS, MAX_BLOCKS, MAX_CELLS = 5_000, 100, 10_000, 100_000
CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")
RULES = re.compile(
    r"\.([\w-]{1,60})[^.\x7b\x7d]{0,200}\x7b([^\x7b\x7d]{0,2000})\x7d"
)  # a class, what stands in its braces
STRUCK, HIDDEN = (
    re.compile(r"line-through"),
    re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"),
)
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote", "pre", "caption"}
SILENT = {"style", "script", "head", "title", "noscript", "template", "object", "svg", "comment"}
ORDINAL = re.compile(r"[\W_]*\d{0,3}[\W_]*")  # the number of a row of which nothing else is left
SHOWN = 80  # signs of what was left out


@dataclass
class WebPage:
    """`label`: of the row that is being read; `left_out`: what nobody reading the page would take for its content."""

    rules: dict[str, str]
    tables: int = 0
    paragraphs: int = 0
    label: Label = ""
    left_out: list[tuple[Label, str, str]] = field(default_factory=list)

    def looks(self, element: Any) -> str:
        """All that is said about how it looks, its classes' rules first."""
        classes = [self.rules.get(one, "") for one in element.get("class", "").split()]
        return ";".join([*classes, element.get("style", "")]).lower()


def read(data: bytes) -> Document:
    pages = [_parsed(text) for text in _pages(data)]
    if not pages:
        raise Unreadable(Code.UNKNOWN_TYPE, "mail without a page")
    blocks: list[Paragraph | ReadTable] = []
    remarks: list[Problem] = []
    for root in pages:
        rules = "\n".join(one.text or "" for one in root.iter("style"))
        page = WebPage(dict(RULES.findall(rules)), *_counted(blocks))
        blocks.extend(_blocks(root, page))
        if len(blocks) > MAX_BLOCKS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_BLOCKS} paragraphs and tables")
        remarks += _remarks(page.left_out)
    document = Document(tuple(blocks), tuple(remarks))
    if document.is_empty:
        raise Unreadable(
            Code.PICTURE if any(next(root.iter("img"), None) is not None for root in pages) else Code.EMPTY
        )
    return document


def _remarks(left_out: Iterable[tuple[Label, str, str]]) -> Iterator[Problem]:
    """One for all that was left out of a row for the same reason."""
    told: dict[tuple[Label, str], list[str]] = defaultdict(list)
    for label, kind, text in left_out:
        told[label, kind].append(text)
    for (label, kind), texts in told.items():
        yield Problem((label,), kind, without_numbers(" ".join(texts))[:SHOWN])


def _counted(blocks: list[Paragraph | ReadTable]) -> tuple[int, int]:
    tables = sum(isinstance(block, ReadTable) for block in blocks)
    return tables, len(blocks) - tables


def _pages(data: bytes) -> Iterator[str]:
    """Of mail every page in it, as Excel saves one for each sheet."""
    if data.lstrip()[:1] == b"<" or data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:3] == b"\xef\xbb\xbf":
        yield unicodedata.normalize("NFC", _decoded(data, ""))
        return
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            told = _decoded(body if isinstance(body, bytes) else b"", part.get_content_charset() or "")
            yield unicodedata.normalize("NFC", told)


def _decoded(data: bytes, said: str) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    named = CHARSET.search(data[:4096])
    for charset in ("utf-8-sig", said, named.group(1).decode() if named else "", "cp1258"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable(Code.ENCODING)


def _parsed(text: str) -> Any:
    root = etree.fromstring(DECLARED.sub("", text), etree.HTMLParser(no_network=True, remove_comments=True))
    return etree.Element("html") if root is None else root


def _blocks(parent: Any, page: WebPage) -> Iterator[Paragraph | ReadTable]:
    """What stands loose between blocks is a paragraph, too."""
    loose = [parent.text or ""]
    for element in parent.iterchildren(etree.Element):
        inside = element.tag == "table" or any(one.tag == "table" or one.tag in BLOCKS for one in element.iter())
        if element.tag in SILENT or not inside:
            loose.append("\n" if element.tag == "br" else _text(element, page))
        else:
            yield from _paragraphs("".join(loose), page)
            loose = []
            yield from _block(element, page)
        loose.append(element.tail or "")
    yield from _paragraphs("".join(loose), page)


def _block(element: Any, page: WebPage) -> Iterator[Paragraph | ReadTable]:
    page.label = f"paragraph {page.paragraphs + 1}"
    if _is_left_out(element, page):
        return
    if element.tag == "table" and next(element.iterdescendants("table"), None) is None:
        page.tables += 1
        yield _table(element, page)
    elif element.tag in BLOCKS and next(element.iterdescendants("table", *BLOCKS), None) is None:
        yield from _paragraphs(_text(element, page), page)
    else:
        yield from _blocks(element, page)


def _paragraphs(text: str, page: WebPage) -> Iterator[Paragraph]:
    said = _lines(text)
    if said:
        page.paragraphs += 1
        yield Paragraph(f"paragraph {page.paragraphs}", said)


def _table(table: Any, page: WebPage) -> ReadTable:
    spanning: dict[int, tuple[Cell, int]] = {}  # column -> the cell from above, and for how many rows yet
    rows: list[TableRow] = []
    count = 0
    for number, row in enumerate(table.iter("tr"), start=1):
        count += len(rows[-1].cells) if rows else 0
        if number > MAX_ROWS or count > MAX_CELLS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows or {MAX_CELLS} cells")
        page.label = f"table {page.tables} row {number}"
        before = len(page.left_out)
        if not _is_left_out(row, page):
            cells, spanning = _row(row, number, spanning, page)
            nothing = len(page.left_out) > before and all(ORDINAL.fullmatch(cell.text) for cell in cells)
            rows += [] if nothing else [TableRow(page.label, cells)]
    return ReadTable(tuple(rows))


def _row(
    row: Any, number: int, spanning: dict[int, tuple[Cell, int]], page: WebPage
) -> tuple[tuple[Cell, ...], dict[int, tuple[Cell, int]]]:
    cells = {column: cell for column, (cell, _) in spanning.items()}
    below = {column: (cell, left - 1) for column, (cell, left) in spanning.items() if left > 1}
    column = 0
    for element in row.iterchildren("td", "th"):
        while column in cells:
            column += 1
        if column >= MAX_COLUMNS:
            break
        cell = Cell(_cell_text(element, page), (number, column))
        down = _span(element, "rowspan")
        for _ in range(min(_span(element, "colspan"), MAX_COLUMNS - column)):
            cells[column] = cell
            below |= {column: (cell, down - 1)} if down > 1 else {}
            column += 1
    width = max(cells, default=-1) + 1
    return tuple(cells.get(place, Cell("", (number, place))) for place in range(width)), below


def _span(element: Any, name: str) -> int:
    said = element.get(name, "")
    return min(max(int(said), 1), MAX_COLUMNS if name == "colspan" else MAX_ROWS) if said.isdecimal() else 1


def _cell_text(element: Any, page: WebPage) -> str:
    return _lines(_text(element, page))


def _text(element: Any, page: WebPage) -> str:
    """With a line for each paragraph and break, without what is struck out or not shown."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return ""
    if _is_left_out(element, page):
        return ""
    pieces = [_unbroken(element.text)]
    for child in element.iterchildren(etree.Element):
        pieces += ["\n" if child.tag == "br" else _text(child, page), _unbroken(child.tail)]
    edge = "\n" if element.tag in BLOCKS else ""
    return edge + "".join(pieces) + edge


def _is_left_out(element: Any, page: WebPage) -> bool:
    """What nobody sees, or is struck out: its text is noted and counts for nothing."""
    looks = page.looks(element)
    struck = element.tag in {"s", "del", "strike"} or STRUCK.search(looks)
    kind = "hidden_text" if HIDDEN.search(looks) else "struck" if struck else ""
    text = _plain(" ".join(element.itertext())) if kind else ""
    page.left_out += [(page.label, kind, text)] if text else []
    return bool(kind)


def _unbroken(text: str | None) -> str:
    """A line of the source is no line of the page."""
    return re.sub(r"\s+", " ", text or "")


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(_plain, text.split("\n"))))


def _plain(text: str) -> str:
    return " ".join(text.split())
