"""`bench updates`: the whole durable path of an update beside the same work on other feet, in interleaved rounds."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from unittest.mock import patch

from bench import yardstick
from bench.contenders import BARS, CONTENDERS, OURS, Run
from bench.load import Body, bodies
from bench.places import Places, places
from bench.report import Bar, Line, Table
from bench.tables import Tables, compare, contents
from handlers.counts import free_text
from handlers.language.context import Context
from handlers.reader.reading import Entry, Figures, Reading

FIXED = Figures((Entry({"installed": 30, "activated": 28}),))


@dataclass(frozen=True, slots=True)
class Size:
    updates: int = 10_000
    rounds: int = 3
    wards: int = 126
    heads: int = 17


async def bench(engine: str, size: Size) -> list[Table]:
    load = bodies(size.updates, size.wards * size.heads)
    async with places(engine, size.wards, size.heads) as where:
        return [await measure(where, load, size.rounds, reading=reading) for reading in (True, False)]


async def measure(where: Places, load: Sequence[Body], rounds: int, *, reading: bool) -> Table:
    """Everybody once in every round, each on a fresh copy of the city; unequal tables end the bench."""
    runs: dict[str, list[Run]] = defaultdict(list)
    selects, names, events = [], list(CONTENDERS[where.engine]), 0
    with _reading(real=reading):
        for number in range(rounds):
            selects.append(await yardstick.keyed_select(where))
            left: dict[str, Tables] = {}
            for name in names[number % len(names) :] + names[: number % len(names)]:
                run, left[name] = await _run(where, name, load)
                runs[name].append(run)
            for name in names:
                compare(left[OURS], left[name], name)
            events = len(left[OURS]["event"])
    said = "the real reading" if reading else "a reading that is fixed"
    title = f"updates on {where.engine}, {len(load):,} in {rounds} rounds, with {said}"
    recorded = f"{events:,} of them recorded figures; tables equal after every run"
    return Table(
        title, "per second", _lines(runs, len(load)), [recorded, _batches(runs[OURS]), yardstick.said(selects)]
    )


async def _run(where: Places, name: str, load: Sequence[Body]) -> tuple[Run, Tables]:
    async with where.fresh() as url:
        gc.collect()
        gc.freeze()  # what the bench itself holds, as the libraries of all contenders, is walked for none of them
        run = await CONTENDERS[where.engine][name](url, load)
        return run, await contents(url)


@contextmanager
def _reading(*, real: bool) -> Iterator[None]:
    """Without reading: both sides are told the same figures at no cost."""
    if real:
        yield
        return

    def fixed(_text: str, _context: Context) -> Reading:
        return FIXED

    with patch.object(free_text, "read_text", fixed):
        yield


def _lines(runs: Mapping[str, Sequence[Run]], updates: int) -> list[Line]:
    """A ratio is the median of the rounds' own ratios: what slows a round slows both sides of it."""
    lines = []
    for name, own in runs.items():
        speeds = [updates / run.seconds for run in own]
        ratios = [theirs.seconds / ours.seconds for theirs, ours in zip(own, runs[OURS], strict=True)]
        ratio = None if name == OURS else median(ratios)
        figures = (median(speeds), min(speeds), max(speeds), own[0].statements / updates)
        bar = Bar(at_least=BARS[name]) if name in BARS else None
        lines.append(Line(name, *figures, ratio, bar))
    return lines


def _batches(runs: Sequence[Run]) -> str:
    sizes = sum((run.batches for run in runs), Counter[int]())
    most = ", ".join(f"{size} ({times} times)" for size, times in sizes.most_common(3))
    mean = sum(size * times for size, times in sizes.items()) / max(sizes.total(), 1)
    return f"batches as they arose: {mean:.0f} on average; most often {most}"
