"""What a bench hands back: tables of figures, for people and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable


@dataclass(frozen=True, slots=True)
class Bar:
    """What is promised: `at_least` times as fast as this line, or `at_most` so many of the table's unit."""

    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One contender, in the unit of its table. `ratio`: how many times as fast ours is."""

    name: str
    median: float
    least: float
    most: float
    statements: float | None = None
    ratio: float | None = None
    bar: Bar | None = None

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        if self.bar.at_most is not None:
            return self.median <= self.bar.at_most
        return self.ratio is not None and self.bar.at_least is not None and self.ratio >= self.bar.at_least


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    unit: str
    lines: list[Line]
    notes: list[str] = field(default_factory=list)


def line(name: str, values: Sequence[float], bar: Bar | None = None) -> Line:
    return Line(name, median(values), min(values), max(values), bar=bar)


def as_json(tables: Sequence[Table]) -> str:
    shown = [{**asdict(table), "lines": [{**asdict(one), "met": one.met} for one in table.lines]} for table in tables]
    return json.dumps(shown, ensure_ascii=False, indent=1)


def from_json(told: str) -> list[Table]:
    """What `as_json` has written."""
    return [_table(**one) for one in json.loads(told)]


def _table(lines: list[dict[str, Any]], **more: Any) -> Table:
    return Table(lines=[_line(**one) for one in lines], **more)


def _line(bar: dict[str, float] | None, met: bool | None, **more: Any) -> Line:
    found = Line(bar=Bar(**bar) if bar else None, **more)
    assert found.met == met, found
    return found


def show(tables: Sequence[Table]) -> None:
    console = Console(width=None if Console().is_terminal else 120)
    for table in tables:
        columns = ("", table.unit, "min-max", "statements each", "ours is", "bar")
        shown = RichTable(*columns, title=table.title, title_justify="left")
        for one in table.lines:
            statements = f"{one.statements:.2f}" if one.statements is not None else ""
            ratio = f"{one.ratio:.2f} x" if one.ratio is not None else ""
            spread = f"{one.least:,.0f}-{one.most:,.0f}"
            shown.add_row(one.name, f"{one.median:,.0f}", spread, statements, ratio, bar_of(one, table.unit))
        console.print(shown)
        for note in table.notes:
            console.print(note, highlight=False)


def bar_of(one: Line, unit: str) -> str:
    if one.bar is None:
        return ""
    promised = f"≤ {one.bar.at_most:,.0f} {unit}" if one.bar.at_most is not None else f"≥ {one.bar.at_least:g} x"
    return f"{promised} {'met' if one.met else 'MISSED'}"
