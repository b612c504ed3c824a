"""Two databases of the same evening, compared row by row: what depends on the moment or on the order of ids aside."""

import re
import sqlite3
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

Rows = Counter[tuple[str, str]]  # (table, row)

# Of the machine's own running, and of no one's evening.
ASIDE = {"duty", "state", "schema_version", "house_key", "menu", "outage", "sqlite_sequence"}
# How often and when something was tried is not the same; what was said to whom is.
MAY_DIFFER = {
    "outbox": {"tries", "doubted", "why", "sent_at", "next_at", "reference"},
    "errand": {"tries", "next_at", "holder"},
    "traffic": {"sent", "heard"},
    "campaign": {"looked", "looks_at"},
    "evening": {"looks_at"},
    "chat": {"seen", "shown", "shown_at"},
}
_MOMENT = re.compile(r"\b[0-9a-f]{32}\b|\d{10,}|\b\d{1,2}:\d{2}\b|\b\d{1,2}h\d{2}\b|T\d\d:\d\d:\d\dZ")


def dump(path: Path, aside: Collection[str] = ()) -> Rows:
    rows: Rows = Counter()
    with closing(sqlite3.connect(path)) as read:
        read.row_factory = sqlite3.Row
        for (table,) in read.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            if table in ASIDE or table in aside:
                continue
            for row in read.execute(f"SELECT * FROM {table}"):
                kept = {name: _plain(row[name]) for name in row.keys() if name not in MAY_DIFFER.get(table, ())}  # noqa: SIM118
                rows[table, str(kept)] += 1
    return rows


def _plain(value: object) -> object:
    """Ids are made of the moment, and so are instants."""
    if isinstance(value, int) and abs(value) >= 1_000_000_000:
        return "#"
    if isinstance(value, str):
        return _MOMENT.sub("#", value)
    if isinstance(value, bytes) and is_zipfile(BytesIO(value)):  # a workbook tells of when it was made
        with ZipFile(BytesIO(value)) as parts:
            return {name: _plain(parts.read(name).decode("utf-8", "replace")) for name in parts.namelist()}
    return value


def unlike(clean: Rows, other: Rows) -> list[str]:
    less, more = clean - other, other - clean
    return [f"missing {table}: {row}" for table, row in less] + [f"extra {table}: {row}" for table, row in more]
