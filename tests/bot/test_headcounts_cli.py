"""Headcounts from the command line: looked at, stored with their day and source, printed as they were read."""

import json
from pathlib import Path

import pytest

from bot import importing
from bot.clock import Clock
from bot.console import CommandRefused
from bot.importing import HeadcountsImport, Imported, ImportFile
from handlers.headcounts import ledger_files
from handlers.headcounts.read_headcounts import ReadHeadcounts
from storage import headcounts
from tests.ward import Ward

TABLE = "Tính đến ngày 05/11/2024\nTổ;15+ có smartphone;Hệ thống\nCầu Đơ 1;1.000;400\nVạn Phúc;5;6\nCầu Đơ 3;0;7\n"


async def take_over(
    url: str, file: Path, *, as_of: str = "", source: str = "", check: bool = False
) -> Imported[ReadHeadcounts, ledger_files.HeadcountsReview]:
    return await importing.take_over(url, ImportFile(file, check=check), HeadcountsImport(as_of, source), Clock())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "tong-so.csv"
    written.write_text(TABLE)
    return written


async def newest(ward: Ward, unit: str) -> tuple[int, str, str]:
    async with ward.database.read() as read:
        held = (await headcounts.of_units(read, [ward.units[unit].id]))[ward.units[unit].id][-1]
    return held.value, held.as_of.isoformat(), held.source


async def test_a_look_changes_nothing_and_the_import_enters_what_is_known(ward: Ward, sqlite_url: str, file: Path):
    lines = list((await take_over(sqlite_url, file, check=True)).printed())
    assert "Cầu Đơ 1: smartphone15: 980 (số phường 2024-11-01) -> 1000" in lines
    assert "Cầu Đơ 1: official: nothing -> 400" in lines
    assert "odd: Cầu Đơ 3: smartphone15: nought 0 0" in lines
    assert lines[-1] == "3 rows with figures, 1 doubts; 4 figures would be new, 0 stand"
    assert (await newest(ward, "Cầu Đơ 1"))[0] == 980

    with pytest.raises(CommandRefused, match="--source"):
        await take_over(sqlite_url, file)
    await take_over(sqlite_url, file, source="quận")
    assert await newest(ward, "Cầu Đơ 1") == (1_000, "2024-11-05", "quận")

    again = (await take_over(sqlite_url, file, source="quận")).sheet
    assert again
    assert (len(again.found.changes), again.found.same) == (0, 4)


async def test_what_was_read_is_printed_as_json(ward: Ward, sqlite_url: str, file: Path):
    assert ward.units
    imported = await take_over(sqlite_url, file, check=True)

    told = json.loads(next(imported.printed(as_json=True)))

    assert sorted(told) == ["as_of", "either", "measures", "problems", "rows", "source", "total", "unclear"]
    assert told["rows"][0] == {
        "row": 3,
        "written": "Cầu Đơ 1",
        "unit": "Cầu Đơ 1",
        "suggest": None,
        "counts": {"smartphone15": 1_000, "official": 400},
    }


async def test_what_cannot_be_read_or_dated_is_refused_with_its_reason(ward: Ward, sqlite_url: str, tmp_path: Path):
    assert ward.units
    prose = tmp_path / "thu.txt"
    prose.write_text("Chào các bác\nTối nay họp tổ\n")
    with pytest.raises(CommandRefused, match="no row of it"):
        await take_over(sqlite_url, prose)
    with pytest.raises(CommandRefused, match="no day: hôm qua"):
        await take_over(sqlite_url, prose, as_of="hôm qua")
    with pytest.raises(CommandRefused, match="no campaign yet"):
        await take_over(f"sqlite:///{tmp_path / 'new.db'}", prose)
