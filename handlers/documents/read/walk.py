"""One way through a document: its tables row by row, the heading over each, and what is said between them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.documents.read.tables import Document, Paragraph, ReadTable, TableRow
from handlers.documents.read.words import ORDINAL, fold

DEEPEST = 3  # rows of one heading

H = TypeVar("H")


@dataclass(frozen=True, slots=True)
class Stack:
    """What a heading says over one column, from its first row down; `origins`: of its cells, a merged one once."""

    index: int
    texts: tuple[str, ...]
    origins: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Headings(Generic[H]):
    """By what a kind of document knows its headings: the first row, the rows that continue it, what they make."""

    opens: Callable[[TableRow], bool]
    continues: Callable[[TableRow, TableRow], bool]  # the row, and the one above it
    make: Callable[[Sequence[Stack]], H | None]

    def find(self, rows: Sequence[TableRow], start: int) -> tuple[H, int] | None:
        """The heading that begins at `start`, as deep as it makes one, and the row after it."""
        if len(rows[start].filled) < 2 or not self.opens(rows[start]):
            return None
        end = start + 1
        while end < min(len(rows), start + DEEPEST) and self.continues(rows[end], rows[end - 1]):
            end += 1
        for last in range(end, start, -1):
            columns = self.make(_stacks(rows[start:last]))
            if columns:
                while last < len(rows) and is_numbering(rows[last]):
                    last += 1  # noqa: PLW2901  the search ends here
                return columns, last
        return None


@dataclass(frozen=True, slots=True)
class Heading(Generic[H]):
    """What a kind of document makes of it, and all that stands below."""

    columns: H
    below: Sequence[TableRow] = ()


def steps(document: Document, headings: Headings[H]) -> Iterator[Paragraph | ReadTable | Heading[H] | TableRow]:
    """In the order of the document: a table when it begins, then its headings and the rows between them."""
    for block in document.blocks:
        yield block
        place = 0
        while isinstance(block, ReadTable) and place < len(block.rows):
            heading = headings.find(block.rows, place)
            if heading:
                yield Heading(heading[0], block.rows[heading[1] :])
                place = heading[1]
            else:
                yield block.rows[place]
                place += 1


def is_numbering(row: TableRow) -> bool:
    """Such as "(1) (2) (3)" or "A B 1 2" under a heading."""
    signs = [fold(cell.text).strip() for cell in row.filled]
    if len(signs) < 3 or not all(ORDINAL.fullmatch(sign) for sign in signs):
        return False
    numbers = [int(sign.strip("()")) for sign in signs if sign.strip("()").isdecimal()]
    return numbers == list(range(1, len(numbers) + 1)) or signs[0].startswith("(")


def _stacks(rows: Sequence[TableRow]) -> list[Stack]:
    stacks = []
    for index in range(max(len(row.cells) for row in rows)):
        cells = {row.cells[index].origin: row.cells[index].text for row in rows if index < len(row.cells)}
        stacks.append(Stack(index, tuple(text for text in cells.values() if text.strip()), tuple(cells)))
    return stacks
