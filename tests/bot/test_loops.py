"""How often the loops of the house look without a signal."""

import pytest

from bot.app import OFTEN, looks_again


@pytest.mark.parametrize(("name", "real"), [("outbox", 0.25), ("errands", 1.0), ("leases", 1.0)])
def test_at_machine_time_each_loop_has_its_own_pace(name: str, real: float):
    assert looks_again(name, 1.0) == real


def test_a_clock_that_runs_fast_is_looked_at_faster_but_not_all_the_time():
    assert looks_again("outbox", 5.0) == 0.05
    assert looks_again("outbox", 10_000.0) == OFTEN


def test_a_clock_that_runs_slowly_keeps_nobody_waiting():
    assert looks_again("errands", 0.5) == 1.0


def test_leases_run_on_machine_time():
    assert looks_again("leases", 400.0) == 1.0
