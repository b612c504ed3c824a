"""What a bench hands back: tables of figures, for people and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from rich.console import Console
from rich.table import Table as RichTable


@dataclass(frozen=True, slots=True)
class Line:
    """One contender. `ratio`: how many times as fast ours is; `bar`: how many times it is to be."""

    name: str
    per_second: float
    least: float
    most: float
    statements: float | None = None
    ratio: float | None = None
    bar: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    lines: list[Line]
    notes: list[str] = field(default_factory=list)


def as_json(tables: Sequence[Table]) -> str:
    return json.dumps([asdict(table) for table in tables], ensure_ascii=False, indent=1)


def show(tables: Sequence[Table]) -> None:
    console = Console(width=None if Console().is_terminal else 120)
    for table in tables:
        shown = RichTable("", "per second", "min-max", "statements each", "ours is", "bar", title=table.title)
        for line in table.lines:
            shown.add_row(
                line.name,
                f"{line.per_second:,.0f}",
                f"{line.least:,.0f}-{line.most:,.0f}",
                f"{line.statements:.2f}" if line.statements is not None else "",
                f"{line.ratio:.2f} x" if line.ratio is not None else "",
                _bar(line),
            )
        console.print(shown)
        for note in table.notes:
            console.print(note, highlight=False)


def _bar(line: Line) -> str:
    if line.bar is None or line.ratio is None:
        return ""
    return f"{line.bar:g} x {'met' if line.ratio >= line.bar else 'MISSED'}"
