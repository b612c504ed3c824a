"""Whatever is renamed, merged and split, in whatever order: nothing is lost, nothing counts twice. Both engines."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.intents.units import NewPart, UnitWish
from handlers.tree import rearrangement, rearranging, unit_tree
from handlers.tree.rearrangement import By
from handlers.tree.rearranging import Arrangement
from storage import campaigns, facts, headcounts, reckoning, units
from storage.database import Rows, Transaction, open_database
from storage.instants import DAY
from storage.lineage import WHOLE, allotted
from storage.migrate import migrate
from storage.progress import Scope
from storage.records import Event, EventKind
from storage.standing import Reported, Standing
from tests.ward import ZONE, Ward, clock_time

T = TypeVar("T")
TODAY = date(2024, 11, 12)
NOW = clock_time("21:50", TODAY)


class RolledBack(Exception):
    """Leaves the ward as it was for the next example."""


@dataclass
class House:
    runner: "asyncio.Runner"
    ward: Ward

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    with asyncio.Runner() as runner:
        database = runner.run(open_database(database_url))
        runner.run(migrate(database))
        yield House(runner, runner.run(Ward.founded(database)))
        runner.run(database.close())


@dataclass(frozen=True)
class Move:
    """One wish, of units by their place among those that live then."""

    kind: str
    first: int
    second: int
    percent: int

    def wish(self, living: list[str], n: int) -> UnitWish:
        first, second = living[self.first % len(living)], living[self.second % len(living)]
        if self.kind == "split":
            share = self.percent * 100
            return UnitWish(
                "split", (first,), (NewPart(f"Phần {n} trái", share), NewPart(f"Phần {n} phải", WHOLE - share))
            )
        if self.kind == "merge" and first != second:
            return UnitWish("merge", (first, second), (NewPart(f"Gộp {n}"),))
        return UnitWish("rename", (first,), (NewPart(f"Tên {n}"),))


moves = st.builds(
    Move, st.sampled_from(["rename", "merge", "split"]), st.integers(0, 30), st.integers(0, 30), st.integers(1, 99)
)
told = st.dictionaries(st.sampled_from([9, 10, 11, 12]), st.integers(0, 99))


@dataclass(frozen=True)
class Sums:
    """What must not change: of the ward, and of all that lives in it together."""

    ward: int
    together: int
    headcount: int
    nights: int
    held: tuple[int, ...]


def test_sums_nights_and_posts_stay_whatever_becomes_of_units(house: House):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(told, st.lists(moves, min_size=1, max_size=5))
    def holds(said: dict[int, int], wishes: list[Move]) -> None:
        with pytest.raises(RolledBack):
            house.run(rearranged(house.ward, said, wishes))

    holds()


async def rearranged(ward: Ward, said: dict[int, int], wishes: list[Move]) -> None:
    async with ward.database.write() as tx:
        await tell(tx, ward, said)
        before = await sums(tx, ward)
        assert before.ward == before.together == 5 * 370 + sum(said.values())
        for n, move in enumerate(wishes):
            living = [unit.code for unit in await units.below(tx, ward.units["Hà Cầu"].id)]
            await carry_out(tx, ward, move.wish(living, n))
            assert await sums(tx, ward) == before, (n, move)
            await is_closed(tx)
        raise RolledBack


async def tell(tx: Transaction, ward: Ward, said: dict[int, int]) -> None:
    for (_, night), session in ward.sessions.items():
        if night in said:
            event = Event(ward.ids(), session.id, 1, EventKind.SET, ward.people["lan"].id, {"installed": said[night]},
                          "test", NOW, NOW)  # fmt: skip
            await facts.write(tx, [Reported(event, Standing(session.id))])


async def carry_out(tx: Transaction, ward: Ward, wish: UnitWish) -> None:
    tree = await unit_tree.tree(tx, None, ZONE, NOW)
    made = await rearranging.arrange(tx, wish, tree)
    assert isinstance(made, Arrangement), made
    await facts.write(tx, rearrangement.facts(made, By(None, "test", NOW, ward.ids, "test", ZONE)))


async def total_of(read: Rows, ward: Ward, unit_id: int) -> int:
    """On the day from which the units are what they became."""
    campaign = (await campaigns.by_id(read, [ward.campaign]))[ward.campaign]
    unit = (await units.by_id(read, [unit_id]))[unit_id]
    return (await reckoning.of_unit(read, Scope(unit, campaign, (campaign.id,)), NOW + DAY)).total


async def sums(read: Rows, ward: Ward) -> Sums:
    top = ward.units["Hà Cầu"].id
    living = [unit.id for unit in await units.below(read, top)]
    ledgers = await headcounts.of_units(read, living)
    tomorrow = date(2024, 11, 13)
    counted = [headcounts.valid(ledgers.get(unit, ()), "smartphone15", tomorrow, NOW) for unit in living]
    nights = await read.rows("SELECT id FROM session WHERE night < '2024-11-12' AND state = 'planned'")
    lost = await read.rows(
        "SELECT session.id FROM session JOIN unit ON unit.id = session.unit_id "
        "WHERE night > '2024-11-13' AND state = 'planned' AND unit.until IS NOT NULL"
    )
    posts = await read.rows("SELECT DISTINCT person_id FROM post WHERE until IS NULL ORDER BY person_id")
    assert not lost
    return Sums(
        await total_of(read, ward, top),
        sum([await total_of(read, ward, unit) for unit in living]),
        sum(one.value for one in counted if one),
        len(nights),
        tuple(row["person_id"] for row in posts),
    )


async def is_closed(read: Rows) -> None:
    """Ancestry is what the parents say, with the steps between."""
    parents = {row["id"]: row["parent_id"] for row in await read.rows("SELECT id, parent_id FROM unit")}
    expected = {(unit, above, steps) for unit in parents for steps, above in enumerate(line(unit, parents))}
    found = await read.rows("SELECT unit_id, above_id, steps FROM ancestry")
    assert {(row["unit_id"], row["above_id"], row["steps"]) for row in found} == expected


def line(unit: int, parents: dict[int, int | None]) -> Iterator[int]:
    at: int | None = unit
    while at is not None:
        yield at
        at = parents[at]


@given(st.integers(0, 100_000), st.lists(st.integers(1, 500), min_size=1, max_size=20))
def test_parts_are_together_the_whole_and_none_is_off_by_more_than_one(total: int, weights: list[int]):
    shares = allotted(WHOLE, [weight * WHOLE // sum(weights) or 1 for weight in weights])
    shares = (*shares[:-1], WHOLE - sum(shares[:-1]))
    parts = allotted(total, shares)

    assert sum(parts) == total
    assert all(abs(part - total * share / WHOLE) < 1 for part, share in zip(parts, shares, strict=True))


def test_a_part_of_nothing_is_nothing():
    assert allotted(0, [2_500, 7_500]) == (0, 0)
