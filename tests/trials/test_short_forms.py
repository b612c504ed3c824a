"""Each experiment in its short form: the same code as in `make trials`, with less of everything."""

from collections.abc import Awaitable

import pytest

from tests.trials import ambiguous, clocks, crash_points, days, disorder, faults, fuzz, kills, storm, three_workers
from tests.trials.figures import Figures

SEED = 1
EXPERIMENTS = {
    "R1 by polling and webhook": lambda: kills.run(kills.SHORT, SEED),
    "R1 by zalo": lambda: kills.run(kills.SHORT_ZALO, SEED),
    "R2": lambda: crash_points.run(crash_points.SHORT, SEED),
    "R3": lambda: days.run(days.SHORT, SEED),
    "R4": lambda: storm.run(storm.SHORT, SEED),
    "R5": lambda: ambiguous.run(ambiguous.SHORT, SEED),
    "R6": lambda: faults.run(faults.SHORT, SEED),
    "R7": lambda: clocks.run(clocks.SHORT, SEED),
    "R8": lambda: disorder.run(disorder.SHORT, SEED),
    "R9": lambda: fuzz.run(fuzz.SHORT, SEED),
    "R10": lambda: three_workers.run(three_workers.SHORT, SEED),
}


@pytest.mark.parametrize("name", EXPERIMENTS)
async def test_every_figure_holds_its_bar(name: str):
    run: Awaitable[Figures] = EXPERIMENTS[name]()
    figures = await run
    assert not figures.failed, figures
    assert any(figure.passed for figure in figures.figures), figures
