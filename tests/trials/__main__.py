"""Run the trials and write what they saw: `python -m tests.trials`, or some of them: `python -m tests.trials R2 R5`.

What each has seen is kept in a file as it ends (`--keep`), so that the page can be made of several runs.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import log
from tests.nursery import ROOT
from tests.trials import ambiguous, clocks, crash_points, days, disorder, faults, fuzz, kills, storm, three_workers
from tests.trials.figures import Figure, Figures, NotRun

PAGE = ROOT / "docs" / "trials.md"
Play = Callable[[int], Coroutine[Any, Any, Figures]]
LONG: dict[str, tuple[str, Play]] = {
    "R1": ("kill -9 at random moments", lambda seed: kills.run(kills.LONG, seed)),
    "R2": ("a crash at every durable step", lambda seed: crash_points.run(crash_points.LONG, seed)),
    "R3": ("the calendar through outages", lambda seed: days.run(days.LONG, seed)),
    "R4": ("a storm of 429", lambda seed: storm.run(storm.LONG, seed)),
    "R5": ("ambiguous sends", lambda seed: ambiguous.run(ambiguous.LONG, seed)),
    "R6": ("faults of the database's disk", lambda seed: faults.run(faults.LONG, seed)),
    "R7": ("clocks", lambda seed: clocks.run(clocks.LONG, seed)),
    "R8": ("redelivery and disorder", lambda seed: disorder.run(disorder.LONG, seed)),
    "R9": ("fuzz", lambda seed: fuzz.run(fuzz.LONG, seed)),
    "R10": ("many workers on PostgreSQL", lambda seed: three_workers.run(three_workers.LONG, seed)),
}


@dataclass(frozen=True)
class Ended:
    """One experiment as it is kept."""

    figures: Figures
    seconds: float
    seed: int
    at: str
    commit: str
    machine: str


def _head() -> str:
    """The commit that is tried; `+` where something is not committed."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {python}"


def _run(number: str, seed: int, at: str) -> Ended:
    title, play = LONG[number]
    began = time.monotonic()
    try:
        figures = asyncio.run(play(seed))
    except NotRun as error:
        figures = Figures(number, title, "", (Figure("all of it", "", f"not run: {error}", None),))
    except Exception as error:  # noqa: BLE001  the others are run all the same
        figures = Figures(
            number, title, "", (Figure("all of it", "ends", f"{type(error).__name__}: {error}"[:300], False),)
        )
    return Ended(figures, time.monotonic() - began, seed, at, _head(), _machine())


def _verdict(figure: Figure) -> str:
    return {True: "passed", False: "**missed**", None: "not run"}[figure.passed]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def page(ended: dict[str, Ended]) -> str:
    """docs/trials.md."""
    lines = [
        "# Trials",
        "",
        "Written by `make trials`: the program as it is, in a process of its own, against fakes of the platforms over",
        "real HTTP. What each experiment does stands at the head of its module in `tests/trials/`; short forms run in",
        "`make test`. A figure that misses its bar is a defect.",
        "",
        "| | experiment | what was done | figure | bar | seen | |",
        "|---|---|---|---|---|---|---|",
    ]
    for number, (title, _) in LONG.items():
        one = ended.get(number)
        if one is None:
            lines.append(f"| {number} | {title} | | all of it | | not run: not asked for | not run |")
            continue
        for n, figure in enumerate(one.figures.figures):
            first = (number, one.figures.title, one.figures.done) if n == 0 else ("", "", "")
            cells = [*first, figure.what, figure.bar, figure.seen]
            lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} | {_verdict(figure)} |")
    lines += ["", "| | seconds | seed | at | commit | machine |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {number} | {ended[number].seconds:.0f} | {ended[number].seed} | {ended[number].at} "
        f"| {ended[number].commit} | {ended[number].machine} |"
        for number in LONG
        if number in ended
    ]
    return "\n".join([*lines, ""])


def _kept(file: Path) -> dict[str, Ended]:
    if not file.exists():
        return {}
    return {number: _loaded(one) for number, one in json.loads(file.read_text("utf-8")).items()}


def _loaded(kept: dict[str, Any]) -> Ended:
    figures = kept["figures"]
    seen = tuple(Figure(**figure) for figure in figures["figures"])
    return Ended(**{**kept, "figures": Figures(**{**figures, "figures": seen})})


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.trials", description=__doc__)
    asked.add_argument("numbers", nargs="*", metavar="R1", help="which; all where none is named")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--date", default="", help="what the page says; else the machine's own")
    asked.add_argument("--page", type=Path, default=PAGE)
    asked.add_argument("--keep", type=Path, default=ROOT / ".trials.json", help="what earlier runs have seen")
    given = asked.parse_args()
    log.set_up_quietly()
    missed = 0
    for number in given.numbers or list(LONG):
        at = given.date or f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        one = _run(number, given.seed, at)
        missed += len(one.figures.failed)
        print(f"{number}  {one.figures.title}: {one.figures.done}  [{one.seconds:.0f} s]", flush=True)
        for figure in one.figures.figures:
            print(f"    {_verdict(figure):<11} {figure.what}: {figure.seen}  (bar {figure.bar})", flush=True)
        kept = {**_kept(given.keep), number: one}
        given.keep.write_text(
            json.dumps({n: asdict(e) for n, e in kept.items()}, ensure_ascii=False, indent=1), "utf-8"
        )
        given.page.write_text(page(kept), "utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
