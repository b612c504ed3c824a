"""`tungngo import plan`: what is clear is stored, what is doubtful is listed, and a second import changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import plan_cli
from bot.cli import app
from bot.console import Refused
from handlers.documents import plan
from storage import duties
from storage.database import Database
from tests.handlers.plans import nights
from tests.ward import Ward

PLANS = Path(__file__).parents[1] / "data" / "plans"


def run(*words: str, url: str = "sqlite:////nowhere/at/all.db") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["import", "plan", *words], env={"TUNGNGO_DATABASE_URL": url})
    return done.exit_code, done.output


@pytest.fixture
def read() -> dict[str, Any]:
    file = PLANS / "hacau_loi.csv"
    return dict(plan.with_rest(plan.read_plan(file.read_bytes(), file.name)))


@pytest.fixture
def ward_file(ward: Ward, sqlite_url: str) -> str:
    assert ward.units
    return sqlite_url


def test_a_check_needs_no_database_and_prints_the_labelled_shape():
    code, told = run(str(PLANS / "hacau.docx"), "--check", "--json")
    expected = json.loads((PLANS / "hacau.expected.json").read_text("utf-8"))

    shown = json.loads(told)
    assert code == 0
    assert set(shown) == {"sessions", "problems"}
    assert shown["sessions"] == expected["sessions"]
    assert all({"row", "match", "kind", "blocking", "why"} <= set(one) for one in shown["problems"])


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "kehoach.xlsx").write_bytes(b"%PDF-1.7\n")

    code, told = run(str(tmp_path / "kehoach.xlsx"), "--check")
    assert code == 1
    assert "Tệp PDF thì chưa đọc được" in told


async def test_only_clear_rows_are_stored_and_the_others_are_listed(ward_file: str, ward: Ward, read: dict[str, Any]):
    found = await plan_cli.import_plan(ward_file, read, "", check=False)

    assert [one.session.night.day for one in found.planned] == [17]
    assert ("Hà Trì 3", "17", "planned") in await nights(ward)
    held = [line for line in plan_cli.as_lines(read, found, check=False) if line.startswith("held back")]
    assert len(held) == 6


async def test_a_second_import_changes_nothing(ward_file: str, ward: Ward, read: dict[str, Any]):
    await plan_cli.import_plan(ward_file, read, "", check=False)
    before = await nights(ward)
    again = await plan_cli.import_plan(ward_file, read, "test", check=False)

    assert again.nothing
    assert await nights(ward) == before


async def test_a_check_of_a_campaign_changes_nothing(ward_file: str, ward: Ward, read: dict[str, Any]):
    before = await nights(ward)
    found = await plan_cli.import_plan(ward_file, read, "test", check=True)

    assert "1 would be new" in " ".join(plan_cli.as_lines(read, found, check=True))
    assert await nights(ward) == before


async def test_a_running_bot_is_not_overtaken(ward_file: str, sqlite: Database, ward: Ward, read: dict[str, Any]):
    async with sqlite.write() as tx:
        await duties.take(tx, "house", "somebody", 4_000_000_000_000)

    with pytest.raises(Refused, match="the assistant is running"):
        await plan_cli.import_plan(ward_file, read, "", check=False)


async def test_a_plan_without_a_clear_row_is_refused(ward_file: str, ward: Ward):
    with pytest.raises(Refused, match="no row of it"):
        await plan_cli.import_plan(ward_file, {"sessions": [], "problems": []}, "", check=False)


async def test_an_unknown_campaign_is_named(ward_file: str, ward: Ward, read: dict[str, Any]):
    with pytest.raises(Refused, match="mã hay tên «nope»"):
        await plan_cli.import_plan(ward_file, read, "nope", check=False)
