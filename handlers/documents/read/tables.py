"""What every document becomes before it is understood: paragraphs and tables of text cells with their labels."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from handlers.problem import Label, Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """Text as a reader sees it. Cells of one merged range share `origin`; `native` is a date Excel kept as one."""

    text: str
    origin: tuple[int, int]
    native: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    label: Label
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        seen = {cell.origin: cell for cell in self.cells if cell.text.strip()}
        return tuple(seen.values())

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.filled)


@dataclass(frozen=True, slots=True)
class Paragraph:
    label: Label
    text: str


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
    def is_empty(self) -> bool:
        return not any(
            block.text.strip() if isinstance(block, Paragraph) else any(row.filled for row in block.rows)
            for block in self.blocks
        )


Values = list[Any]
Grid = dict[int, Values]  # row number → its cells up to the last one that is filled


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet as it stands; `part` is its XML."""

    title: str
    grid: Grid
    part: bytes
