"""`tungngo status`: the answer of the chat on the command line, and the JSON that scripts rely on."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.console import CommandRefused
from bot.settings import Settings
from bot.status_cli import answer, document, opened, scope_named
from storage import reckoning
from storage.state import Name, note
from tests.ward import Ward, clock_time

NOW = clock_time("22:05")


def settings(url: str) -> Settings:
    return Settings(database_url=url)


async def asked(ward: Ward, unit: str = "", as_of: int = NOW) -> dict[str, object]:
    async with ward.database.read() as read:
        return await document(read, await reckoning.of_unit(read, await scope_named(read, unit, as_of), as_of))


async def test_the_json_holds_what_scripts_rely_on(both_wards: Ward):
    await both_wards.chat("binh").says("cài 42, kh 40")

    assert await asked(both_wards) == {
        "unit": "Hà Cầu",
        "as_of": "2024-11-09T22:05:00+07:00",
        "figures": {"installed": 1892, "activated": 40},
        "headcount": {"measure": "smartphone15", "value": 10420, "as_of": "2024-11-01", "source": "số phường"},
        "percent": 18.16,
        "reported": 1,
        "expected": 1,
        "missing": [],
    }


async def test_what_was_not_reported_is_absent_and_named_as_missing(both_wards: Ward):
    found = await asked(both_wards, "Cầu Đơ 1")

    assert found["figures"] == {"installed": 370}
    assert (found["reported"], found["expected"], found["missing"]) == (0, 1, ["Cầu Đơ 1"])


async def test_nothing_is_divided_by_nothing(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await tx.run("DELETE FROM headcount")
    found = await asked(both_wards)

    assert (found["headcount"], found["percent"]) == (None, None)


async def test_a_past_instant_is_answered_as_it_was(both_wards: Ward):
    head = both_wards.chat("binh")
    await head.says("cài 42")
    both_wards.clock.at = clock_time("21:50")
    await head.says("24 chứ không phải 42")

    before, after = await asked(both_wards, as_of=clock_time("21:30")), await asked(both_wards)

    assert [found["figures"] for found in (before, after)] == [{"installed": 1892}, {"installed": 1874}]


async def test_it_reads_beside_a_house_that_is_writing(ward: Ward, sqlite_url: str):
    await ward.chat("binh").says("cài 42")

    async with ward.database.write() as tx:
        await tx.run("DELETE FROM tally")
        said = await answer(settings(sqlite_url), "G0", "2024-11-09T22:05:00+07:00", 0, as_json=True)

    assert json.loads(said)["figures"] == {"installed": 412}


async def test_the_text_is_the_chats(ward: Ward, sqlite_url: str):
    said = await answer(settings(sqlite_url), "", "2024-11-09T22:05", 0, as_json=False)

    assert said.startswith("iHanoi Hà Cầu: 1.850/10.420 = 17,8")
    assert "<b>" not in said
    assert "&" not in said


async def test_a_clock_that_was_once_rehearsed_with_is_not_asked(ward: Ward, sqlite_url: str):
    async with ward.database.write() as tx:
        await note(tx, Name.CLOCK, NOW)

    said = json.loads(await answer(settings(sqlite_url), "", "", clock_time("09:00", date(2024, 11, 10)), as_json=True))

    assert said["as_of"] == "2024-11-10T09:00:00+07:00"


@pytest.mark.parametrize(("unit", "why"), [("Phú La", "no such unit"), ("tổ 1", "give its code: G0, G3")])
async def test_a_unit_that_is_not_certain_is_refused(ward: Ward, unit: str, why: str):
    async with ward.database.read() as read:
        with pytest.raises(CommandRefused, match=why):
            await scope_named(read, unit, NOW)


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path):
    with pytest.raises(CommandRefused, match="there is no database"):
        await opened(f"sqlite:///{tmp_path / 'none.db'}")
    assert not list(Path(tmp_path).glob("*"))  # noqa: ASYNC240  an empty folder


def run(*arguments: str, url: str) -> Result:
    return CliRunner().invoke(cli.app, ["status", *arguments], env={"TUNGNGO_DATABASE_URL": url})


def test_a_mistake_is_one_line_and_an_exit(tmp_path: Path):
    said = run("--as-of", "gestern", url=f"sqlite:///{tmp_path / 'none.db'}")

    assert (said.exit_code, said.output.strip()) == (1, "--as-of: not an instant: gestern")
