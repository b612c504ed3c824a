"""Readings a second of processor time, the slowest of the worst texts; and how many reports need no second message."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from handlers.language.context import Context, Plan
from handlers.reader.parse_lines import context_of, entries_of, plan_from_sessions
from handlers.reader.read import read
from handlers.reader.reading import Ask
from tests.handlers.reading_corpus import PLAN, judge, standing

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
LENGTH = 4096
UNITS = [
    "1 ",
    "a",
    "a.",
    "0 ",
    "é",
    "a\u0301",
    "1.",
    ".",
    "9/",
    "9-",
    "cài 1 ",
    "không cài ",
    "năm ",
    "hai mươi ",
    "tổ 1 ",
    "hà trì ",
    "CĐ1 20 ",
    "vắng ",
    "1\n",
    "cài\n",
    "| 1 ",
    "1️⃣",
    "tối 14 và ",
    "nhầm 1 ",
    "42 -> ",
    "( ",
    "zz zq ",
    "ca2i ",
    "khongcaiduoc",
    "h t t p : / /",
    "0900",
    "đ/c ",
    "\u200b",
    "\ud800",
    "k k k ",
    "20/11 ",
    "thứ ",
    "mai ",
]


def rate(plan: Plan) -> float:
    lines = [json.loads(line) for line in (DATA / "messages_dev.jsonl").read_text("utf-8").splitlines()]
    work = [(line["text"], context_of(line["context"], plan)) for line in lines]
    best = 0.0
    for _ in range(15):
        start = time.process_time()
        for text, context in work:
            read(text, context)
        best = max(best, len(work) / (time.process_time() - start))
    return best


def worst(plan: Plan) -> tuple[float, str]:
    context = context_of({"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}, plan)
    asked = [(_best_of(unit, context), unit) for unit in UNITS]
    return max(asked)


def _best_of(unit: str, context: Context) -> float:
    text = (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text, context)
        times.append((time.process_time() - start) * 1000)
    return min(times)


def outcome(line: str) -> str:
    """The judge's word for a labelled message; `TAP` where it is asked about and a choice says what the key says."""
    verdict, row = judge(line), json.loads(line)
    reading = read(row["text"], context_of(row["context"], PLAN)) if verdict == "OVERASK" else None
    if not isinstance(reading, Ask):
        return verdict
    meant = standing(row["context"], row["expect"]["entries"])
    choices = (standing(row["context"], entries_of(option.entries)) for option in reading.doubt.options)
    return "TAP" if meant in choices else verdict


def shares(files: Iterable[Path]) -> str:
    """Of each set's reports and corrections: right at once, and right at once or with one tap."""
    lines = [f"{'':<20}{'told':>6}{'at once':>10}{'or a tap':>10}{'WRONG':>8}{'INVENTED':>10}"]
    for file in files:
        found: Counter[str] = Counter()
        invented = 0
        for line in file.read_text("utf-8").splitlines():
            verdict = outcome(line)
            invented += verdict == "INVENTED"
            found[verdict] += bool(json.loads(line)["expect"]["entries"])
        told = max(found.total(), 1)
        once, tap = found["OK"] / told, (found["OK"] + found["TAP"]) / told
        lines.append(f"{file.stem:<20}{told:>6}{once:>10.1%}{tap:>10.1%}{found['WRONG']:>8}{invented:>10}")
    return "\n".join(lines)


def main() -> None:
    sessions = json.loads((DATA / "plan_hacau.json").read_text("utf-8"))["sessions"]
    plan = plan_from_sessions(sessions)
    slowest, unit = worst(plan)
    print(f"{rate(plan):,.0f} readings/s; slowest {LENGTH} characters {slowest:.1f} ms ({unit!r})")


if __name__ == "__main__":
    main()
