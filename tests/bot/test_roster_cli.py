"""A roster from the command line: looked at, stored, and printed in the shape of the labelled ones."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bot import campaign_cli, importing
from bot.clock import Clock
from bot.console import CommandRefused
from bot.importing import ImportFile, RosterImport
from handlers.campaigns.campaign_file import read_toml
from handlers.people import roster
from storage import migrate, people
from storage.database import open_database
from storage.ids import Ids
from storage.records import Role
from tests.ward import Ward

ROSTERS = Path(__file__).parents[1] / "data" / "rosters"
TAN_AN = ROSTERS.parent / "tan_an"
FILE = ROSTERS / "theo_don_vi.xlsx"


async def tan_an(url: str) -> None:
    """A ward of nine quarters and two towers, founded."""
    file = read_toml((TAN_AN / "campaign.toml").read_text("utf-8")).file
    assert file is not None
    database, clock = await open_database(url), Clock()
    await migrate.migrate(database)
    await campaign_cli.take_over(database, file, Ids(clock.now), clock.now())
    await database.close()


async def take_over(
    url: str, file: Path, slug: str = "", *, check: bool = False, end: bool = False
) -> roster.RosterReview:
    imported = await importing.take_over(url, ImportFile(file, slug, check), RosterImport(end), Clock())
    assert imported.sheet is not None
    return imported.sheet


async def names(ward: Ward) -> set[str]:
    async with ward.database.read() as read:
        return {one.name for one in await people.everybody(read)}


async def test_a_look_changes_nothing_and_the_import_stores_people(ward: Ward, sqlite_url: str):
    lines = list(
        (await importing.take_over(sqlite_url, ImportFile(FILE, check=True), RosterImport(), Clock())).printed()
    )
    assert any(line.startswith("Em đọc xong danh sách: ") for line in lines)
    assert any("Giáp Văn Gốm" in line for line in lines)
    assert lines[-1].startswith("nothing was written; ")
    assert "Giáp Văn Gốm" not in await names(ward)

    await take_over(sqlite_url, FILE, "test")
    assert "Giáp Văn Gốm" in await names(ward)


async def test_the_printed_shape_is_that_of_the_labels(sqlite_url: str):
    label = json.loads((ROSTERS / "theo_don_vi.expected.json").read_text())

    imported = await importing.take_over(sqlite_url, ImportFile(FILE, check=True), RosterImport(), Clock())
    told = json.loads(next(imported.printed(as_json=True)))
    assert [sorted(one) for one in told["people"]] == [sorted(one) for one in label["people"]]
    assert [one["name"] for one in told["people"]] == [one["name"] for one in label["people"]]


async def test_nothing_is_stored_without_a_campaign_or_out_of_what_cannot_be_read(
    ward: Ward, sqlite_url: str, tmp_path: Path
):
    with pytest.raises(CommandRefused, match="mã hay tên «nowhere»"):
        await take_over(sqlite_url, FILE, "nowhere")
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    with pytest.raises(CommandRefused, match="trống"):
        await take_over(sqlite_url, empty)
    with pytest.raises(CommandRefused, match="no campaign yet"):
        await take_over(f"sqlite:///{tmp_path / 'new.db'}", FILE)


async def test_a_ward_of_quarters_and_towers_gets_every_post_and_no_signature_is_a_person(sqlite_url: str):
    await tan_an(sqlite_url)

    sheet = await take_over(sqlite_url, TAN_AN / "danh_sach.xlsx")
    counted = Counter((post.role, post.force) for named in sheet.named for post in named.posts)
    assert len(sheet.named) == 61
    assert counted[Role.LEADER, None] == counted[Role.DEPUTY, None] == 11
    assert counted[Role.VOLUNTEER, "digital"] == 12
    assert not any(named.unplaced for named in sheet.named)


async def test_a_corrected_title_takes_the_post_that_was_read_from_the_wrong_one(sqlite_url: str, tmp_path: Path):
    await tan_an(sqlite_url)
    file, heading = tmp_path / "ds.csv", "Họ tên,Chức vụ,Khu phố,SĐT"
    for title in ("Đoàn viên", "Phó khu phố"):
        file.write_text(f"{heading}\nTrần Thị Bình,{title},Khu phố 2,0900000012\n")
        sheet = await take_over(sqlite_url, file)

    assert [(person.name, held.post.force) for person, held in sheet.found.replaced] == [("Trần Thị Bình", "youth")]
    sheet = await take_over(sqlite_url, file, check=True)
    assert (sheet.found.begins, sheet.found.replaced) == ((), ())


async def test_posts_that_the_file_does_not_name_end_where_that_is_asked_for(ward: Ward, sqlite_url: str):
    sheet = await take_over(sqlite_url, FILE, end=True)
    assert sheet.found.ends

    sheet = await take_over(sqlite_url, FILE, check=True)
    assert sheet.found.ends == ()
