"""All tables of a database, with every id named by what made it, so that two histories can be compared."""

import json
from collections import Counter
from typing import Any

from storage.database import Database, Rows

Tables = dict[str, list[dict[str, Any]]]

# What an id is called: by its own words where it has some, else by its cause and its place among those of that cause.
NAMED_BY = {
    "unit": ("code",),
    "person": ("code",),
    "campaign": ("code",),
    "session": ("unit_id", "night", "kind"),
    "account": ("address",),
    "chat": ("address",),
    "outbox": ("cause",),
    "event": ("cause",),
    "session_change": ("session_id", "version"),
    "question": ("outbox_id",),
    "choice": ("outbox_id",),
    "errand": ("cause",),
}
SAID_ONCE = ["update_key", "set_aside", "standing", "log", "post", "headcount", "baseline", "state", "tally"]


async def tables(database: Database) -> Tables:
    async with database.read() as read:
        names: dict[object, str] = {}
        found: Tables = {}
        for one in await _rows(read, "session", "id"):  # a visit outside the plan is a session made on the way
            names[one["id"]] = f"session {one['unit_id']} {one['night']} {one['kind']}"
        for table, by in NAMED_BY.items():
            rows = await _rows(read, table, "id")
            counted: Counter[str] = Counter()
            for row in rows:
                cause = f"{table} {' '.join(str(names.get(row[column], row[column])) for column in by)}"
                counted[cause] += 1
                names[row["id"]] = f"{cause} {counted[cause]}"
            found[table] = rows
        for table in SAID_ONCE:
            found[table] = await _rows(read, table, "1")
    return {table: sorted((_named(row, names) for row in rows), key=repr) for table, rows in found.items()}


async def _rows(read: Rows, table: str, order: str) -> list[dict[str, Any]]:
    return [dict(row) for row in await read.rows(f"SELECT * FROM {table} ORDER BY {order}")]  # type: ignore[call-overload]


def _named(row: dict[str, Any], names: dict[object, str]) -> dict[str, Any]:
    named = {
        column: names.get(value, value) if column in {"id", "edits", "undoes"} or column.endswith("_id") else value
        for column, value in row.items()
    }
    if "session_id" in row and "version" in row and "figures" in row:
        figures = json.loads(row["figures"])
        named["figures"] = {
            key: [names.get(part, part) for part in parts[1:3]] + parts for key, parts in figures.items()
        }
        for parts in named["figures"].values():
            del parts[3:5]
    return named
