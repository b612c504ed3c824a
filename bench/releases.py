"""`tungngo bench --keep RELEASE`: docs/benchmarks.md, a section for each release: machine, tables, the same as JSON."""

import json
import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bench.report import Line, Table, as_json, bar_of, from_json

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `tungngo bench --keep RELEASE`, the newest release first. Each figure stands beside its baseline of the
same run; the ratio is what may be compared between machines. What is measured, and how, is said at the top of each
module in `bench/`. Processor time where it says so, else by the clock on the wall.
"""


def keep(release: str, tables: Sequence[Table], page: Path = PAGE) -> None:
    """What is measured again takes the place of what it was, in whichever sizes; all else of the release stays."""
    known = _sections(page.read_text("utf-8")) if page.exists() else {}
    before = _JSON.search(known.pop(release, ""))
    all_ = {_figure(table): table for table in (*(from_json(before[1]) if before else ()), *tables)}
    page.write_text(HEAD + "".join([_section(release, list(all_.values())), *known.values()]), "utf-8")


_JSON = re.compile(r"```json\n(.*?)\n```", re.DOTALL)


def _figure(table: Table) -> str:
    """Its title without its sizes."""
    return re.sub(r"[\d,]+", "#", table.title)


def _sections(text: str) -> dict[str, str]:
    """By release, each as it stands."""
    parts = re.split(r"(?m)^(?=## )", text)[1:]
    return {part.splitlines()[0].removeprefix("## "): f"\n{part.strip()}\n" for part in parts}


def _section(release: str, tables: Sequence[Table]) -> str:
    rows = [_row(table, one) for table in tables for one in table.lines]
    notes = [f"- {table.title}: {note}" for table in tables for note in table.notes]
    shown = [
        f"\n## {release}\n",
        machine(),
        "",
        "| | figure | min–max | ours is | bar |",
        "|---|---|---|---|---|",
        *rows,
    ]
    folded = ["<details><summary>JSON</summary>", "", "```json", _compact(tables), "```", "", "</details>"]
    return "\n".join([*shown, "", *notes, "", *folded, ""])


def _row(table: Table, one: Line) -> str:
    ratio = f"{one.ratio:.2f} ×" if one.ratio is not None else ""
    figure, spread = f"{one.median:,.0f} {table.unit}", f"{one.least:,.0f}–{one.most:,.0f}"
    return f"| {table.title}: **{one.name}** | {figure} | {spread} | {ratio} | {bar_of(one, table.unit)} |"


def _compact(tables: Sequence[Table]) -> str:
    return json.dumps(json.loads(as_json(tables)), ensure_ascii=False, separators=(",", ":"))


def machine() -> str:
    """Processor, cores, memory, versions; and how busy it was, without which no figure says much."""
    info = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.+)", info)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    named = model[1] if model else platform.machine()
    return (
        f"{named}, {os.cpu_count()} cores, {memory:.0f} GiB; Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"load {os.getloadavg()[0]:.1f} at the end."
    )
