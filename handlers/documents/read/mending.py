"""What holds for every file once it is open: letters of another age are converted, and what is broken is marked."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.documents.read import old_letters
from handlers.documents.read.layers import Layers, cut, without_numbers
from handlers.documents.read.moments import has_date
from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable, TableRow
from handlers.documents.read.words import CHANGES, OFF, clean
from handlers.problem import Defect, Label, Problem

ERROR = re.compile(
    r"\s*(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!"
    r"|GETTING_DATA|#{2,})|Err:\d{3})\s*",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"[\W_]*\d{0,3}[\W_]*")
LETTER = r"[^\W\d_]"
ASKED = re.compile(rf"{LETTER}\?{LETTER}")  # a question mark in the middle of a word stands for a lost letter
HALF_ASKED = re.compile(rf"{LETTER}\?|\?{LETTER}")
FOREIGN = re.compile(rf"\ufffd|[\x80-\x9f]|{LETTER}[¡-©«-±´¶-¹»-¿×÷]{LETTER}")
ADDRESS = re.compile(r"[/=]|\.\w")  # of a page, where a question mark has its own meaning
SHOWN = 3  # rows, or samples, that one remark names
KEPT = frozenset({"comment", "struck", "garbled"})  # that nobody may miss, wherever they stand


def mended(document: Document) -> Document:
    """With the letters of today, errors as flaws, and rows of nothing but errors left out."""
    read = _reader(document)
    whole = _with_letters(document, read)
    questioned = any(_is_questioned(text, ASKED) for text in _texts(whole))
    marked = tuple(_marked(block, questioned=questioned) for block in whole.blocks)
    kept, empty = _without_errors(marked)
    remarks = [*whole.remarks, *empty, *_garbled(kept)]
    return Document(kept, tuple(map(_without_numbers, remarks)))


def _without_numbers(remark: Problem) -> Problem:
    suggest = without_numbers(remark.suggest) if remark.suggest else remark.suggest
    return replace(remark, match=without_numbers(remark.match), suggest=suggest)


def settled(
    label: Label, cells: Sequence[Cell], layers: Mapping[tuple[int, int], Layers], number: int
) -> tuple[TableRow | None, list[Problem]]:
    """A row without what is struck out, hidden or deleted in it; none where nothing of its own is left.

    `number`: of the row, in the origins of its cells.
    """
    own = {cell.origin: cell for cell in cells if cell.origin[0] == number}
    gone = {origin: layers[origin] for origin in own if origin in layers and layers[origin].named_any}
    left = [cell for cell in own.values() if cell.text.strip() or cell.flaw]
    if gone and (not left or (len(left) == 1 and _is_number_of(left[0], min(gone)))):
        return None, _whole_row(label, gone.values())
    marked = tuple(replace(cell, flaw=cell.flaw or _flaw(cell, layers.get(cell.origin))) for cell in cells)
    flawed = {cell.origin for cell in marked if cell.flaw and cell.flaw.kind == "struck"}
    remarks = [
        Problem((label,), kind, text)
        for origin, layer in gone.items()
        for kind, text in layer.named()
        if kind != "struck" or origin not in flawed
    ]
    return TableRow(label, marked), remarks


def _is_number_of(cell: Cell, first: tuple[int, int]) -> bool:
    """The number of a row, before all that it says."""
    return cell.origin < first and not cell.flaw and bool(ORDINAL.fullmatch(cell.text))


def _whole_row(label: Label, gone: Iterable[Layers]) -> list[Problem]:
    by_kind: dict[str, list[str]] = {}
    for layer in gone:
        for kind, text in layer.named():
            by_kind.setdefault(kind, []).append(text)
    return [Problem((label,), kind, row_named(texts)) for kind, texts in by_kind.items()]


def row_named(texts: Sequence[str]) -> str:
    """What a row says, without the number that it gives itself."""
    said = [text for text in texts if text.strip()]
    return cut(" ".join(said[1:] if len(said) > 1 and ORDINAL.fullmatch(said[0]) else said))


def _flaw(cell: Cell, layers: Layers | None) -> Defect | None:
    if layers is None or not (layers.torn or (layers.struck and not cell.text.strip())):
        return layers.flaw if layers else None
    return Defect("struck", layers.struck)


def noted(text: str) -> Defect | None:
    """What was noted on a cell, where it may move or cancel what stands there."""
    said = clean(text)
    changes = OFF.search(said) or CHANGES.search(said) or has_date(said)
    return Defect("comment", cut(said)) if changes else None


def unheard(document: Document, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Flaws of rows that nobody has asked about and that may not pass in silence."""
    told = {row for problem in problems if problem.blocking for row in problem.rows}
    for line in document.lines:
        for flaw in line.flaws if line.label not in told else ():
            if flaw.kind in KEPT:
                yield Problem((line.label,), flaw.kind, flaw.match)


def _texts(document: Document) -> Iterator[str]:
    for line in document.lines:
        yield from (line.text,) if isinstance(line, Paragraph) else (cell.text for cell in line.filled)


def _reader(document: Document) -> Callable[[str], str] | None:
    return old_letters.told_by(_texts(document))


def _with_letters(document: Document, read: Callable[[str], str] | None) -> Document:
    if read is None:
        return document
    blocks = tuple(_mapped(block, read) for block in document.blocks)
    pairs = [(text, new) for text in _texts(document) if (new := read(text)) != text]
    remarks = [converted(*sample(pairs))] if pairs else []
    return Document(blocks, (*remarks, *(_mapped_remark(remark, read) for remark in document.remarks)))


def sample(pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The first of several words; one alone tells little."""
    return next((pair for pair in pairs if " " in pair[1].strip()), pairs[0])


def converted(old: str, new: str) -> Problem:
    return Problem((), "converted", cut(old), cut(new), why="letters of another age")


def _mapped_remark(remark: Problem, read: Callable[[str], str]) -> Problem:
    return remark if remark.kind == "converted" else replace(remark, match=read(remark.match))


def _mapped(block: Paragraph | ReadTable, read: Callable[[str], str]) -> Paragraph | ReadTable:
    if isinstance(block, Paragraph):
        return replace(block, text=read(block.text), flaw=_mapped_flaw(block.flaw, read))
    rows = tuple(
        replace(
            row,
            cells=tuple(replace(cell, text=read(cell.text), flaw=_mapped_flaw(cell.flaw, read)) for cell in row.cells),
        )
        for row in block.rows
    )
    return replace(block, rows=rows, title=read(block.title))


def _mapped_flaw(flaw: Defect | None, read: Callable[[str], str]) -> Defect | None:
    return replace(flaw, match=read(flaw.match)) if flaw else None


def _marked(block: Paragraph | ReadTable, *, questioned: bool) -> Paragraph | ReadTable:
    if isinstance(block, Paragraph):
        broken = Defect("garbled", cut(block.text)) if _is_garbled(block.text, questioned=questioned) else None
        return replace(block, flaw=block.flaw or broken)
    rows = tuple(
        replace(row, cells=tuple(_cell(cell, questioned=questioned) for cell in row.cells)) for row in block.rows
    )
    return replace(block, rows=rows)


def _cell(cell: Cell, *, questioned: bool) -> Cell:
    if ERROR.fullmatch(cell.text):
        return replace(cell, text="", flaw=Defect("cell_error", cell.text.strip()))
    if cell.flaw is None and _is_garbled(cell.text, questioned=questioned):
        return replace(cell, flaw=Defect("garbled", cut(cell.text)))
    return cell


def _is_garbled(text: str, *, questioned: bool) -> bool:
    return bool(not text.isascii() and FOREIGN.search(text)) or (questioned and _is_questioned(text, HALF_ASKED))


def _is_questioned(text: str, form: re.Pattern[str]) -> bool:
    words = text.split() if "?" in text else ()
    return any(form.search(word) and not ADDRESS.search(word) for word in words)


def _without_errors(blocks: Sequence[Paragraph | ReadTable]) -> tuple[tuple[Paragraph | ReadTable, ...], list[Problem]]:
    """Formulas are drawn down below the last row that has anything to look up."""
    kept: list[Paragraph | ReadTable] = []
    empty: list[Label] = []
    for block in blocks:
        if isinstance(block, ReadTable):
            empty += [row.label for row in block.rows if _only_errors(row)]
            kept.append(replace(block, rows=tuple(row for row in block.rows if not _only_errors(row))))
        else:
            kept.append(block)
    return tuple(kept), [Problem(tuple(empty), "only_errors")] if empty else []


def _only_errors(row: TableRow) -> bool:
    filled = row.filled
    texts = [cell.text for cell in filled if cell.text.strip()]
    broken = [cell for cell in filled if cell.flaw and cell.flaw.kind in {"cell_error", "uncalculated"}]
    return bool(broken) and len(texts) <= 1 and all(map(ORDINAL.fullmatch, texts))


def _garbled(blocks: Sequence[Paragraph | ReadTable]) -> Iterator[Problem]:
    """One word for all, with a sample; its rows wait besides, each by itself."""
    flaws = [flaw for line in Document(tuple(blocks)).lines for flaw in line.flaws if flaw.kind == "garbled"]
    if len(flaws) >= SHOWN:
        shown, _ = sample([(flaw.match, flaw.match) for flaw in flaws])
        yield Problem((), "garbled", shown, blocking=True, why="letters are lost")
