"""The benches are honest: both sides of each do the same work, seen on a city of a few wards. No timing here."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench import announce, due, pictures, releases, start, status, tick, understanding, updates, year
from bench.contenders import CONTENDERS, OURS
from bench.load import bodies
from bench.places import PostgresPlaces, SqlitePlaces, founded
from bench.report import Bar, Line, Table
from bench.tables import Different, compare, contents
from bench.telegram_body import decode
from bot import cli
from storage.database import open_database

WARDS, HEADS = 2, 5


@pytest.fixture(params=["sqlite", "postgresql"])
async def where(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlitePlaces | PostgresPlaces]:
    """A small city on each engine."""
    if request.param == "sqlite":
        yield await founded(SqlitePlaces(tmp_path), WARDS, HEADS)
        return
    places = PostgresPlaces(request.getfixturevalue("postgres_server"))
    await places.say(f"CREATE DATABASE {places.name}")
    yield await founded(places, WARDS, HEADS)
    await places.say(f"DROP DATABASE {places.name} WITH (FORCE)")


def test_the_load_is_the_same_every_time_and_repeats_some_updates():
    load = bodies(1_000)
    keys = [decode(body.raw, body.heard).key for body in load]

    assert load == bodies(1_000)
    assert 10 <= len(keys) - len(set(keys)) <= 40


async def test_all_contenders_leave_equal_tables(where: SqlitePlaces | PostgresPlaces):
    table = await updates.measure(where, bodies(60, WARDS * HEADS), 1, reading=True)

    assert {line.name for line in table.lines} == set(CONTENDERS[where.engine])


async def test_they_do_so_too_when_every_message_is_a_report(tmp_path: Path):
    where = await founded(SqlitePlaces(tmp_path), WARDS, HEADS)

    table = await updates.measure(where, bodies(60, WARDS * HEADS), 1, reading=False)

    assert {line.name for line in table.lines} == set(CONTENDERS["sqlite"])


async def test_unequal_tables_end_the_bench(tmp_path: Path):
    where = await founded(SqlitePlaces(tmp_path), 1, 2)
    load = bodies(10, 2)
    async with where.fresh() as one, where.fresh() as other:
        await CONTENDERS["sqlite"][OURS](one, load)
        await CONTENDERS["sqlite"][OURS](other, load[:-1])

        with pytest.raises(Different):
            compare(await contents(one), await contents(other), "who lost one")


async def test_what_is_due_comes_once_and_can_be_claimed(where: SqlitePlaces | PostgresPlaces):
    table = await due.measure(where, 150, 1)

    assert [line.name for line in table.lines] == [due.LOOK, due.CLAIM, due.PLAIN, due.MANY]


async def test_a_look_with_nothing_due_finds_nothing(where: SqlitePlaces | PostgresPlaces):
    table = await tick.measure(where, 150)

    assert [line.name for line in table.lines] == ["look"]


async def test_an_answer_is_timed_while_reports_are_written(where: SqlitePlaces | PostgresPlaces):
    database = await open_database(where.template)
    evenings = await year.lived(database, 60)
    await database.close()

    table = await status.measure(where, status.Size(WARDS, HEADS, asked=2, rate=20), evenings)

    assert evenings > WARDS * HEADS
    assert [line.name.split(":")[0] for line in table.lines] == ["HN", status.WARD, status.GROUP]


async def test_pictures_are_timed_in_the_child_that_draws_them(where: SqlitePlaces | PostgresPlaces):
    table = await pictures.measure(where, 1)

    assert [line.name for line in table.lines] == ["pace", "bands", "calendar"]


async def test_a_word_to_many_reaches_everybody_on_both_ways(where: SqlitePlaces | PostgresPlaces):
    table = await announce.measure(where, WARDS * HEADS, 1)

    assert [line.name for line in table.lines] == [announce.OURS, announce.LOOP]


async def test_a_start_is_timed_to_the_first_look_for_messages(tmp_path: Path):
    where = await founded(SqlitePlaces(tmp_path), 1, HEADS)

    begun, memory = await start.measure(where, 1, 2)

    assert [line.name for line in begun.lines] == [line.name for line in memory.lines] == [start.OURS, start.BARE]


@pytest.mark.parametrize("measured", [understanding.parse, understanding.wish])
def test_reading_is_timed_beside_the_least_one_could_do(measured: Callable[[int], Table]):
    ours, floor = measured(1).lines

    assert floor.median < ours.median


def test_a_release_keeps_its_figures_and_is_measured_anew_in_place(tmp_path: Path):
    page = tmp_path / "benchmarks.md"
    slow, quick = (Table(f"{n:.0f} rounds", "ms", [Line("ours", n, n, n, bar=Bar(at_most=5))]) for n in (9.0, 2.0))
    other = Table("another", "s", [Line("ours", 1, 1, 1, ratio=2.0), Line("theirs", 2, 2, 2)], ["a note"])
    for release, tables in (("0.1", [slow, other]), ("0.2", [slow]), ("0.1", [quick])):
        releases.keep(release, tables, page)

    shown = page.read_text("utf-8")
    assert shown.count("## 0.1") == shown.count("## 0.2") == 1
    assert shown.index("## 0.1") < shown.index("## 0.2")
    assert shown.count("| ≤ 5 ms met |") == shown.count("| ≤ 5 ms MISSED |") == 1
    assert shown.count("| another: **ours** |") == shown.count("- another: a note") == 1, "it was not measured again"
    assert releases.machine().split(";")[0] in shown


def test_without_a_checkout_the_command_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "bot" / "cli.py"))

    said = CliRunner().invoke(cli.app, ["bench"])

    assert said.exit_code == 1
    assert "part of a checkout" in said.output
