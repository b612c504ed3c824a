"""`python -m bench [NAME]`: the figures of design.md section 7, each beside its baseline in one run."""

import argparse
import asyncio
from pathlib import Path

from bench import (
    announce,
    due,
    generated,
    pictures,
    reading,
    releases,
    start,
    status,
    tick,
    understanding,
    updates,
    workers,
)
from bench.report import Table, as_json, show
from bot import log

ENGINES = ("sqlite", "postgresql")
FIGURES = ("updates", "due", "tick", "status", "announce", "start", "parse", "wish", "pictures", "workers")
QUALITY = ("generated", "reading")  # how well, not how fast: printed as they are


async def run(chosen: argparse.Namespace) -> list[Table]:
    tables: list[Table] = []
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        if chosen.name in {None, "updates"}:
            tables += await updates.bench(engine, updates.Size(chosen.updates, chosen.rounds))
        if chosen.name in {None, "due"}:
            tables.append(await due.bench(engine, chosen.rows, chosen.rounds))
        if chosen.name in {None, "tick"}:
            tables.append(await tick.bench(engine, chosen.sessions))
        if chosen.name in {None, "status"}:
            tables.append(await status.bench(engine, status.Size(every=chosen.every)))
        if chosen.name in {None, "announce"}:
            tables.append(await announce.bench(engine, chosen.rounds))
        if chosen.name in {None, "start"}:
            tables += await start.bench(engine, chosen.rounds, chosen.reports)
        if chosen.name in {None, "pictures"}:
            tables.append(await pictures.bench(engine, chosen.drawn))
        if chosen.name in {None, "workers"} and engine == "postgresql":
            tables += await workers.bench(workers.Size(seconds=chosen.seconds, rounds=chosen.rounds))
    if chosen.name in {None, "parse"}:
        tables.append(understanding.parse(chosen.rounds))
    if chosen.name in {None, "wish"}:
        tables.append(understanding.wish(chosen.rounds))
    return tables


def main() -> None:
    log.set_up_quietly()
    parser = argparse.ArgumentParser("tungngo bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=FIGURES + QUALITY, help="all figures without a name")
    parser.add_argument("--engine", choices=ENGINES, help="both without one")
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=100_000, help="that come due at once")
    parser.add_argument("--sessions", type=int, default=1_000_000, help="that lie ahead while nothing is due")
    parser.add_argument("--every", type=int, default=7, help="days between two evenings of a group, for a year")
    parser.add_argument("--reports", type=int, default=100, help="that are taken before memory is looked at")
    parser.add_argument("--drawn", type=int, default=30, help="pictures of each kind")
    parser.add_argument("--seconds", type=int, default=60, help="for which updates are offered to several workers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1, help="of generated messages, which are asked for by name")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--show", type=int, default=0, help="failing messages of each kind of fault")
    parser.add_argument("--file", type=Path, nargs="*", help="of labelled messages for `reading`; all of tests/data")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", metavar="RELEASE", help="write the tables into docs/benchmarks.md under this name")
    chosen = parser.parse_args()
    if chosen.name == "generated":
        print(generated.report(chosen.seed, chosen.count, chosen.show))
        return
    if chosen.name == "reading":
        print(reading.shares(chosen.file or sorted(reading.DATA.glob("messages_*.jsonl"))))
        return
    tables = asyncio.run(run(chosen))
    print(as_json(tables)) if chosen.json else show(tables)
    if chosen.keep:
        releases.keep(chosen.keep, tables)


if __name__ == "__main__":
    main()
