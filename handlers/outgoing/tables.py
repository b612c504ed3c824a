"""What is handed out as a table, as plain values: the document worker draws it as a workbook, as CSV or on paper."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Cell = str | int | float | None  # None: not reported, which is an empty cell and no 0
Kind = Literal["text", "number", "percent"]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters."""

    name: str
    kind: Kind = "number"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """`above`: lines over the table; `sum`: its last row; `below`: sources, and what is missing.

    A row of one cell heads the section below it.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()
    sum: Sequence[Cell] = ()
    below: Sequence[str] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The rows as they are: a city's are many."""
        plain = {"title": self.title, "above": self.above, "sum": self.sum, "below": self.below, "rows": self.rows}
        return {**plain, "columns": [asdict(column) for column in self.columns]}
