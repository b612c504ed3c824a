"""Reads a campaign's form that was filled in: what it says, as its file would, and on which row of which sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from handlers.campaigns.campaign_file import ROWS_OF_A_SHEET
from handlers.documents.campaign_form import PARTS, EntryKind, FormEntry, FormSheet
from handlers.documents.read.opening import open_workbook
from handlers.documents.read.tables import Grid
from handlers.documents.texts_campaign import KEY
from handlers.documents.unreadable import Unreadable
from handlers.language.tokens import fold

_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*[:hg]\s*(\d{2})")

Path = tuple[str | int, ...]


def read(_kind: str, data: bytes, _name: str, _groups: Sequence[str]) -> Mapping[str, object]:
    """As `received.read` does, which needs none of what checks a campaign."""
    try:
        return read_form(data)
    except Unreadable as error:
        return {"refused": error.code}


def read_form(data: bytes) -> dict[str, Any]:
    """`written`: what it says; `places`: paths with their row; `sheets`: titles. Raises Unreadable."""
    sheets = open_workbook(data)
    known = {fold(sheet.title): number for number, sheet in enumerate(sheets)}
    written: dict[str, Any] = {}
    places: dict[Path, int] = {}
    for part in PARTS:
        number = known.get(fold(part.title))
        if number is not None:
            _take(part, sheets[number].grid, number * ROWS_OF_A_SHEET, written, places)
    titles = [sheet.title for sheet in sheets]
    return {"written": written, "places": [[list(path), row] for path, row in places.items()], "sheets": titles}


def _take(part: FormSheet, grid: Grid, above: int, written: dict[str, Any], places: dict[Path, int]) -> None:
    """`above`: how many rows are numbered before this sheet's."""
    places.setdefault(part.path[:1], above + 1)
    for path, row, value in _said(part, grid):
        _set(written, path, value)
        for length in range(len(part.path), len(path) + 1):
            places.setdefault(path[:length], above + row)


def _said(part: FormSheet, grid: Grid) -> Iterator[tuple[Path, int, Any]]:
    yield from _rows(part, grid) if part.many else _keys(part, grid)


def _keys(part: FormSheet, grid: Grid) -> Iterator[tuple[Path, int, Any]]:
    entries = {fold(entry.label): entry for entry in part.entries}
    for row, cells in grid.items():
        label, value = str(cells[0] or "").strip(), cells[1] if len(cells) > 1 else None
        if not label or fold(label) == fold(KEY) or _blank(value):
            continue
        entry = entries.get(fold(label))
        yield (*part.path, entry.key if entry else label), row, _value(entry, value)


def _rows(part: FormSheet, grid: Grid) -> Iterator[tuple[Path, int, Any]]:
    """Below the row of headings, each row with anything in it is one of the list."""
    entries = {fold(entry.label): entry for entry in part.entries}
    heads = [row for row, cells in grid.items() if sum(fold(str(cell or "")) in entries for cell in cells) > 1]
    if not heads:
        return
    labels = [str(cell or "").strip() for cell in grid[heads[0]]]
    below = ((row, zip(labels, cells, strict=False)) for row, cells in grid.items() if row > heads[0])
    said = ((row, [(label, value) for label, value in pairs if label and not _blank(value)]) for row, pairs in below)
    for number, (row, values) in enumerate((row, values) for row, values in said if values):
        for label, value in values:
            entry = entries.get(fold(label))
            yield (*part.path, number, entry.key if entry else label), row, _value(entry, value)


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _value(entry: FormEntry | None, value: Any) -> Any:
    """As the file would say it; what is none of that stays as it stands, to be told as a fault."""
    if isinstance(value, str):
        value = value.strip()
    kind = entry.kind if entry else EntryKind.TEXT
    if entry and kind is EntryKind.CHOICE:
        return next((code for code, label in entry.choices.items() if fold(label) == fold(str(value))), value)
    if kind is EntryKind.WORDS:
        return [word.strip() for word in str(value).split(",") if word.strip()]
    return _READ.get(kind, _text)(value)


def _text(value: Any) -> Any:
    """A name that consists of digits is a number to Excel."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else value


def _number(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    return value if isinstance(value, int | float) else _text(value)


def _date(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else _text(value)


def _time(value: Any) -> Any:
    if isinstance(value, datetime | time):
        return f"{value:%H:%M}"
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    return f"{int(found[1]):02}:{found[2]}" if found else _text(value)


def _set(written: dict[str, Any], path: Path, value: Any) -> None:
    """Rows of a list come in order, so that the next one is always the one after the last."""
    here: Any = written
    for part, after in pairwise(path):
        if isinstance(part, int):
            here.extend({} for _ in range(part + 1 - len(here)))
            here = here[part]
        else:
            here = here.setdefault(part, [] if isinstance(after, int) else {})
    here[path[-1]] = value


_READ = {EntryKind.NUMBER: _number, EntryKind.DATE: _date, EntryKind.TIME: _time}
