"""`python -m bench [NAME]`: the figures of design.md section 7, each beside its baseline in one run."""

import argparse
import asyncio
from pathlib import Path

from bench import due, generated, pictures, reading, status, tick, updates, workers
from bench.report import Table, as_json, show

ENGINES = ("sqlite", "postgresql")
NAMES = ("updates", "due", "tick", "status", "pictures", "workers", "generated", "reading")


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
        if chosen.name in {None, "pictures"}:
            tables.append(await pictures.bench(engine, chosen.drawn))
        if chosen.name in {None, "workers"} and engine == "postgresql":
            size = workers.Size(seconds=chosen.seconds, rounds=chosen.rounds)
            tables += await workers.bench(size)
    return tables


def main() -> None:
    parser = argparse.ArgumentParser("tungngo bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES, help="all of them without a name")
    parser.add_argument("--engine", choices=ENGINES, help="both without one")
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--rows", type=int, default=100_000, help="that come due at once")
    parser.add_argument("--sessions", type=int, default=1_000_000, help="that lie ahead while nothing is due")
    parser.add_argument("--every", type=int, default=7, help="days between two evenings of a group, for a year")
    parser.add_argument("--drawn", type=int, default=30, help="pictures of each kind")
    parser.add_argument("--seconds", type=int, default=60, help="for which updates are offered to several workers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1, help="of generated messages, which are asked for by name")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--show", type=int, default=0, help="failing messages of each kind of fault")
    parser.add_argument("--file", type=Path, nargs="*", help="of labelled messages for `reading`; all of tests/data")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if chosen.name == "generated":
        print(generated.report(chosen.seed, chosen.count, chosen.show))
        return
    if chosen.name == "reading":
        print(reading.shares(chosen.file or sorted(reading.DATA.glob("messages_*.jsonl"))))
        return
    tables = asyncio.run(run(chosen))
    print(as_json(tables)) if chosen.json else show(tables)


if __name__ == "__main__":
    main()
