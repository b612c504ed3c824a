"""`tungngo import plan`: what is clear is stored, what is doubtful is listed, and a second import changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import plan_cli
from bot.cli import app
from bot.clock import Clock
from bot.console import Refused
from bot.plan_cli import Wish
from handlers.documents import plan
from storage import duties
from storage.database import Database
from tests.handlers.plans import nights, planned
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
    found = await plan_cli.import_plan(ward_file, read, Wish("", check=False), Clock())

    assert [one.session.night.day for one in found.found.planned] == [17]
    assert ("Hà Trì 3", "17", "planned") in await nights(ward)
    held = [
        line for line in plan_cli.as_lines(read, found, check=False) if line.startswith(("Chưa lấy", "Ngoài thời gian"))
    ]
    assert len(held) == 6


async def test_a_second_import_changes_nothing(ward_file: str, ward: Ward, read: dict[str, Any]):
    await plan_cli.import_plan(ward_file, read, Wish("", check=False), Clock())
    before = await nights(ward)
    again = await plan_cli.import_plan(ward_file, read, Wish("test", check=False), Clock())

    assert again.found.nothing
    assert await nights(ward) == before


async def test_a_check_of_a_campaign_changes_nothing(ward_file: str, ward: Ward, read: dict[str, Any]):
    before = await nights(ward)
    found = await plan_cli.import_plan(ward_file, read, Wish("test", check=True), Clock())

    assert "sẽ thêm 1" in " ".join(plan_cli.as_lines(read, found, check=True))
    assert await nights(ward) == before


async def test_a_running_bot_is_not_overtaken(ward_file: str, sqlite: Database, ward: Ward, read: dict[str, Any]):
    async with sqlite.write() as tx:
        await duties.take(tx, "house", "somebody", 4_000_000_000_000)

    with pytest.raises(Refused, match="the assistant is running"):
        await plan_cli.import_plan(ward_file, read, Wish("", check=False), Clock())


async def test_a_plan_without_a_clear_row_is_refused(ward_file: str, ward: Ward):
    with pytest.raises(Refused, match="no row of it"):
        await plan_cli.import_plan(ward_file, {"sessions": [], "problems": []}, Wish("", check=False), Clock())


async def test_an_unknown_campaign_is_named(ward_file: str, ward: Ward, read: dict[str, Any]):
    with pytest.raises(Refused, match="mã hay tên «nope»"):
        await plan_cli.import_plan(ward_file, read, Wish("nope", check=False), Clock())


def table(*rows: str) -> dict[str, Any]:
    return dict(plan.with_rest(plan.read_plan("\n".join(["Ngày\tĐịa bàn", *rows]).encode(), "dan.txt")))


async def lines_of(ward: Ward, url: str, read: dict[str, Any], wish: Wish) -> str:
    """On the ward's own clock."""
    sheet = await plan_cli.import_plan(url, read, wish, ward.clock)
    return "\n".join(plan_cli.as_lines(read, sheet, check=wish.check))


async def test_names_that_may_be_a_units_are_held_back_and_new_places_are_named(ward_file: str, ward: Ward):
    read = table("20/11/2024\tCầu Đôi 4", "21/11/2024\tTổng kết 30/11", "22/11/2024\tMộ Lao 7")
    told = await lines_of(ward, ward_file, read, Wish())

    assert 'Chưa lấy: "Cầu Đôi 4": có phải là Cầu Đơ 4 không? Phải: --name "Cầu Đôi 4=Cầu Đơ 4"' in told
    assert 'Chưa lấy: "Tổng kết 30/11": có phải địa bàn không?' in told
    assert "Địa bàn mới: Mộ Lao 7" in told
    assert {name for name, _, _ in await nights(ward)} == {*ward.plan, "Mộ Lao 7"}


async def test_a_name_is_answered_with_an_option(ward_file: str, ward: Ward):
    read = table("20/11/2024\tCầu Đôi 4", "21/11/2024\tTổng kết 30/11", "11/11/2024, 12/11/2024\tCầu Đơ 4")
    told = await lines_of(ward, ward_file, read, Wish(names=("Cầu Đôi 4=Cầu Đơ 4", "Tổng kết 30/11=")))

    assert "Chưa lấy" not in told
    assert await planned(ward, "Cầu Đơ 4") == ["11", "12", "20"]


async def test_a_name_that_the_plan_does_not_have_is_refused(ward_file: str, ward: Ward):
    with pytest.raises(Refused, match="không có tên"):
        await plan_cli.import_plan(ward_file, table("20/11/2024\tCầu Đơ 1"), Wish(names=("KP4=Cầu Đơ 4",)), Clock())


async def test_what_a_plan_no_longer_has_is_listed_and_called_off_only_when_that_is_said(ward_file: str, ward: Ward):
    read = table("14/11/2024\tHà Trì 1", "16/11/2024\tHà Trì 2")
    told = await lines_of(ward, ward_file, read, Wish())
    assert "Không còn trong bản này 1 buổi, vẫn giữ. Muốn hủy: thêm --cancel-missing\n• Hà Trì 1: thứ Sáu 15/11" in told
    assert await planned(ward, "Hà Trì 1") == ["14", "15"]

    told = await lines_of(ward, ward_file, read, Wish(cancel=True))
    assert "đã hủy 1" in told
    assert "Hà Trì 1: hủy thứ Sáu 15/11" in told
    assert await planned(ward, "Hà Trì 1") == ["14"]


async def test_the_only_campaign_gives_its_days(ward_file: str, ward: Ward):
    assert await plan_cli.days_of_campaign(ward_file, "", ward.clock.now()) == ["2024-11-09", "2024-11-30"]


def test_rows_are_told_of_in_the_words_of_the_office(tmp_path: Path):
    file = tmp_path / "dan.txt"
    file.write_text("Ngày\tĐịa bàn\n31/11/2024\tKhu phố 1\n12/11/2024\tKhu phố 2\n", "utf-8")
    _code, told = run(str(file), "--check")

    assert 'Chưa lấy: dòng 2 "31/11/2024": không có ngày này.' in told
    assert "Khu phố 2: 12/11/2024, theo giờ chung của đợt" in told
