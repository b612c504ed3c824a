"""The reader on lines of JSON, for `tungngo parse` and for scoring."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from handlers.language.context import Context, Group, OnRecord, Plan
from handlers.reader.read import read
from handlers.reader.reading import Ask, Correction, Entry, Figures, Reading


def plan_from_sessions(sessions: Iterable[Mapping[str, Any]]) -> Plan:
    nights: dict[str, set[date]] = {}
    for session in sessions:
        nights.setdefault(session["group"], set()).update(date.fromisoformat(day) for day in session["dates"])
    return Plan(tuple(Group(name, frozenset(days)) for name, days in nights.items()))


def answer(line_json: str, plan: Plan) -> str:
    """One message line in, `{"id", "kind", "entries"}` out."""
    line = json.loads(line_json)
    reading = read(line["text"], context_of(line.get("context") or {}, plan))
    return json.dumps({"id": line.get("id"), "kind": _kind(reading), "entries": _entries(reading)}, ensure_ascii=False)


def context_of(given: Mapping[str, Any], plan: Plan) -> Context:
    recorded = given.get("last_report")
    last = OnRecord(recorded["group"], date.fromisoformat(recorded["date"]), recorded["values"]) if recorded else None
    today = date.fromisoformat(given["today"])
    return Context(plan, today, given.get("sender_group"), given.get("awaiting") == "report", last)


def _kind(reading: Reading) -> str:
    if isinstance(reading, Figures):
        return "report"
    if isinstance(reading, Correction):
        return "correction"
    return "ask" if isinstance(reading, Ask) else "other"


def _entries(reading: Reading) -> list[dict[str, Any]]:
    return entries_of(reading.entries) if isinstance(reading, Figures | Correction) else []


def entries_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [_entry(entry) for entry in entries]


def _entry(entry: Entry) -> dict[str, Any]:
    night = entry.night.isoformat() if entry.night else None
    return {"group": entry.group, "date": night, "values": dict(entry.values), "mode": entry.mode.value}
