"""What every document becomes before it is understood: paragraphs and tables of text cells with their labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from handlers.documents.read.layers import Layers
from handlers.problem import Defect, Label, Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """Text as a reader sees it. Cells of one merged range share `origin`; `native` is a date Excel kept as one.

    `flaw`: an error, a formula without its value, a part struck out of it, a note on it that may move or cancel.
    """

    text: str
    origin: tuple[int, int]
    native: bool = False
    flaw: Defect | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    label: Label
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        seen = {cell.origin: cell for cell in self.cells if cell.text.strip() or cell.flaw}
        return tuple(seen.values())

    @property
    def flaws(self) -> tuple[Defect, ...]:
        return tuple(cell.flaw for cell in self.filled if cell.flaw)

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.filled)


@dataclass(frozen=True, slots=True)
class Paragraph:
    label: Label
    text: str
    flaw: Defect | None = None

    @property
    def flaws(self) -> tuple[Defect, ...]:
        return (self.flaw,) if self.flaw else ()


@dataclass(frozen=True, slots=True)
class ReadTable:
    """`title`: of its sheet, where a workbook has several."""

    rows: tuple[TableRow, ...]
    title: str = ""


class SectionKind(Enum):
    """What is left out holds for nobody, a tentative part for whoever says so, a renewed one instead of those above."""

    LEFT_OUT = "left_out"
    TENTATIVE = "tentative"
    DRAFT = "draft"
    RENEWED = "renewed"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """`whole`: replaces all that stands above it, not only what it names."""

    title: str
    kind: SectionKind
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """In the order of the file. A sheet or a text is one table whose rows of a single cell are its prose.

    `remarks`: what was seen on opening it and is not in its blocks as it stands in the file: what is hidden or struck
    out, letters that were converted, a file that was saved anew to be read.
    """

    blocks: tuple[Paragraph | ReadTable, ...]
    remarks: tuple[Problem, ...] = ()

    @property
    def lines(self) -> Iterator[Paragraph | TableRow]:
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from block.rows

    @property
    def is_empty(self) -> bool:
        return not any(
            block.text.strip() if isinstance(block, Paragraph) else any(row.filled for row in block.rows)
            for block in self.blocks
        )


Values = list[Any]
Grid = dict[int, Values]  # row number → its cells up to the last one that is filled


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet as it stands; `part` is its XML. `hidden`: its rows, its columns; both are in the grid.

    `layers`: by row and column, of cells that hold more than their text; `notes`: what was noted on a cell;
    `converted`: what was written in letters of another age, and as it is read.
    """

    title: str
    grid: Grid
    part: bytes
    hidden: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    layers: Mapping[tuple[int, int], Layers] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    converted: tuple[tuple[str, str], ...] = ()
