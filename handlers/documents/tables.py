"""What every plan or roster becomes before it is understood: paragraphs and tables of text cells with their labels.

A file that cannot be brought into this form is `Unreadable`, with a code and no words; the words are texts.py's.
"""

from dataclasses import dataclass
from enum import StrEnum

from handlers.problem import Label


class Code(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"  # unpacked, or in rows and cells
    TOO_MANY_SHEETS = "too_many_sheets"
    BOMB = "bomb"  # packed tighter than any honest file
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 - the name of a refusal
    OLD_FORMAT = "old_format"  # .doc and .xls
    PDF = "pdf"
    PICTURE = "picture"  # the file is a picture, or holds nothing else
    FORMULAS_ONLY = "formulas_only"  # never calculated, so there is nothing to read
    ENCODING = "encoding"
    UNKNOWN_TYPE = "unknown_type"
    DAMAGED = "damaged"


class Unreadable(Exception):
    """The file was refused before anything was understood; nothing of it may be stored."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code


@dataclass(frozen=True, slots=True)
class Cell:
    """Text as a reader sees it. Cells of one merged range share `origin`; `native` is a date Excel kept as one."""

    text: str
    origin: tuple[int, int]
    native: bool = False


@dataclass(frozen=True, slots=True)
class Row:
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
class Table:
    """`title`: of its sheet, where a workbook has several."""

    rows: tuple[Row, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """In the order of the file. A sheet or a text is one table whose rows of a single cell are its prose."""

    blocks: tuple[Paragraph | Table, ...]

    @property
    def is_empty(self) -> bool:
        return not any(
            block.text.strip() if isinstance(block, Paragraph) else any(row.filled for row in block.rows)
            for block in self.blocks
        )
