"""The labelled messages, and the judge of answers: what counts is what would stand on record afterwards."""

import json
from pathlib import Path

from handlers.reader.parse_lines import answer, plan_from_sessions

DATA = Path(__file__).resolve().parent.parent / "data"
PLAN = plan_from_sessions(json.loads((DATA / "plan_hacau.json").read_text("utf-8"))["sessions"])


def lines(name: str) -> list[str]:
    return (DATA / f"messages_{name}.jsonl").read_text("utf-8").splitlines()


def judge(line: str) -> str:
    row = json.loads(line)
    given, want = json.loads(answer(line, PLAN)), row["expect"]
    wants, records = (bool(a["entries"]) and a["kind"] in {"report", "correction"} for a in (want, given))
    if wants and records:
        same = standing(row["context"], want["entries"]) == standing(row["context"], given["entries"])
        return "OK" if same else "WRONG"
    if records:
        return "INVENTED"
    if wants:
        return "OVERASK" if given["kind"] == "ask" else "MISSED"
    return "OK" if given["kind"] == want["kind"] else "SLACK"


def standing(context, entries):
    last = context.get("last_report") or {}
    nights: dict[tuple[str, str], dict[str, int]] = {}
    for entry in entries:
        night = (entry["group"] or context["sender_group"], entry["date"] or context["today"])
        recorded = last.get("values", {}) if night == (last.get("group"), last.get("date")) else {}
        now = nights.setdefault(night, dict(recorded))
        for indicator, value in entry["values"].items():
            now[indicator] = value + (now.get(indicator, 0) if entry["mode"] == "add" else 0)
    return nights
