"""`tungngo import plan`: what is clear is stored, what is doubtful is listed, and a second import changes nothing."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import importing
from bot.cli import app
from bot.clock import Clock, machine_time
from bot.console import CommandRefused
from bot.importing import ImportFile, PlanImport
from handlers.planning.plan_preview import PlanReview
from storage import duties
from storage.database import Database
from tests.handlers.documents.old_files import pdf, ruled
from tests.handlers.plans import nights, planned
from tests.ward import Ward

PLANS = Path(__file__).parents[1] / "data" / "plans"


def run(*words: str, url: str = "sqlite:////nowhere/at/all.db") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["import", "plan", *words], env={"TUNGNGO_DATABASE_URL": url})
    return done.exit_code, done.output


FILE = PLANS / "hacau_loi.csv"


PLAIN = PlanImport()


async def take_over(
    url: str, file: ImportFile, kind: PlanImport = PLAIN, clock: Clock | None = None
) -> tuple[PlanReview, str]:
    """What it would change, and what is printed."""
    imported = await importing.take_over(url, file, kind, clock or Clock())
    assert imported.sheet is not None
    return imported.sheet, "\n".join(imported.printed())


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
    assert "Tệp PDF này chưa đọc được" in told


async def test_what_was_read_off_a_pdf_is_shown_and_never_stored_unseen(ward_file: str, ward: Ward, tmp_path: Path):
    rows = (("TT", "Địa bàn", "Ngày"), ("1", "Hà Trì 3", "17/11/2024"))
    (tmp_path / "lich.pdf").write_bytes(pdf(ruled(rows)))
    before = await nights(ward)

    _, told = await take_over(ward_file, ImportFile(tmp_path / "lich.pdf", check=True))
    assert "Em đọc từ PDF" in told
    assert "Hà Trì 3: 2024-11-17" in told
    with pytest.raises(CommandRefused, match="somebody has to see what was read"):
        await take_over(ward_file, ImportFile(tmp_path / "lich.pdf"))
    assert await nights(ward) == before


async def test_only_clear_rows_are_stored_and_the_others_are_listed(ward_file: str, ward: Ward):
    sheet, told = await take_over(ward_file, ImportFile(FILE))

    assert [one.session.night.day for one in sheet.found.planned] == [17]
    assert ("Hà Trì 3", "17", "planned") in await nights(ward)
    assert len([line for line in told.splitlines() if line.startswith(("held back", "outside the campaign"))]) == 6


async def test_a_second_import_changes_nothing(ward_file: str, ward: Ward):
    await take_over(ward_file, ImportFile(FILE))
    before = await nights(ward)
    sheet, _ = await take_over(ward_file, ImportFile(FILE, "test"))

    assert sheet.found.nothing
    assert await nights(ward) == before


async def test_a_check_of_a_campaign_changes_nothing(ward_file: str, ward: Ward):
    before = await nights(ward)
    _, told = await take_over(ward_file, ImportFile(FILE, "test", check=True))

    assert "it would be: 1 new" in told
    assert await nights(ward) == before


async def test_a_running_bot_is_not_overtaken(ward_file: str, sqlite: Database, ward: Ward):
    async with sqlite.write() as tx:
        await duties.take(tx, "house", "somebody", machine_time())

    with pytest.raises(CommandRefused, match="the assistant is running"):
        await take_over(ward_file, ImportFile(FILE))


async def test_a_plan_without_a_clear_row_is_refused(ward_file: str, ward: Ward, tmp_path: Path):
    with pytest.raises(CommandRefused, match="no row of it"):
        await take_over(ward_file, table(tmp_path, "31/11/2024\tCầu Đơ 1"))


async def test_an_unknown_campaign_is_named(ward_file: str, ward: Ward):
    with pytest.raises(CommandRefused, match="mã hay tên «nope»"):
        await take_over(ward_file, ImportFile(FILE, "nope"))


async def test_without_a_campaign_nothing_is_stored(tmp_path: Path):
    with pytest.raises(CommandRefused, match="no campaign yet"):
        await take_over(f"sqlite:///{tmp_path / 'new.db'}", ImportFile(FILE))


def table(into: Path, *rows: str) -> ImportFile:
    file = into / "dan.txt"
    file.write_text("\n".join(["Ngày\tĐịa bàn", *rows]), "utf-8")
    return ImportFile(file)


async def test_names_that_may_be_a_units_are_held_back_and_new_places_are_named(
    ward_file: str, ward: Ward, tmp_path: Path
):
    file = table(tmp_path, "20/11/2024\tCầu Đôi 4", "21/11/2024\tTổng kết 30/11", "22/11/2024\tMộ Lao 7")
    _, told = await take_over(ward_file, file, clock=ward.clock)

    assert 'held back: "Cầu Đôi 4": is it Cầu Đơ 4? Yes: --name "Cầu Đôi 4=Cầu Đơ 4"' in told
    assert 'held back: "Tổng kết 30/11": is it a place?' in told
    assert "new place: Mộ Lao 7" in told
    assert {name for name, _, _ in await nights(ward)} == {*ward.plan, "Mộ Lao 7"}


async def test_a_name_is_answered_with_an_option(ward_file: str, ward: Ward, tmp_path: Path):
    file = table(tmp_path, "20/11/2024\tCầu Đôi 4", "21/11/2024\tTổng kết 30/11", "11/11/2024, 12/11/2024\tCầu Đơ 4")
    names = PlanImport(("Cầu Đôi 4=Cầu Đơ 4", "Tổng kết 30/11="))
    _, told = await take_over(ward_file, file, names, clock=ward.clock)

    assert "held back" not in told
    assert await planned(ward, "Cầu Đơ 4") == ["11", "12", "20"]


@pytest.mark.parametrize(("name", "why"), [("KP4=Cầu Đơ 4", "the plan has no such name"), ("KP4", "NAME=UNIT")])
async def test_a_name_that_the_plan_does_not_have_is_refused(
    ward_file: str, ward: Ward, tmp_path: Path, name: str, why: str
):
    with pytest.raises(CommandRefused, match=why):
        await take_over(ward_file, table(tmp_path, "20/11/2024\tCầu Đơ 1"), PlanImport((name,)))


async def test_what_a_plan_no_longer_has_is_listed_and_called_off_only_when_that_is_said(
    ward_file: str, ward: Ward, tmp_path: Path
):
    file = table(tmp_path, "14/11/2024\tHà Trì 1", "16/11/2024\tHà Trì 2")
    _, told = await take_over(ward_file, file, clock=ward.clock)
    assert "no longer in the plan, kept (--cancel-missing calls them off):\n  Hà Trì 1: 2024-11-15" in told
    assert "the plan does not speak of these, kept:\n  Cầu Đơ 1: " in told
    assert await planned(ward, "Hà Trì 1") == ["14", "15"]

    _, told = await take_over(ward_file, file, PlanImport(cancel=True), clock=ward.clock)
    assert "it is: 0 new, 0 moved, 1 called off, 0 back" in told
    assert "Hà Trì 1: hủy thứ Sáu 15/11" in told
    assert await planned(ward, "Hà Trì 1") == ["14"]


async def test_the_only_campaign_gives_its_days(ward_file: str, ward: Ward, tmp_path: Path):
    sheet, _ = await take_over(ward_file, table(tmp_path, "20/11\tCầu Đơ 1"), clock=ward.clock)

    assert [one.night.isoformat() for one in sheet.wanted] == ["2024-11-20"]


def test_an_operator_reads_english(tmp_path: Path):
    file = tmp_path / "dan.txt"
    file.write_text("Ngày\tĐịa bàn\n31/11/2024\tKhu phố 1\n12/11/2024\tKhu phố 2\n", "utf-8")
    _code, told = run(str(file), "--check")

    assert 'held back: line 2 "31/11/2024": no such day' in told
    assert "Khu phố 2: 2024-11-12, at the campaign's hours" in told
