"""What is handed out as a table, as plain values: the workshop draws it as a workbook, as CSV or on paper."""

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
    """`above`: lines over the table; `sum`: its last row; `below`: sources, and what is missing."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()
    sum: Sequence[Cell] = ()
    below: Sequence[str] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
