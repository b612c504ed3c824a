"""`tungngo campaign list|unload`: a campaign that was loaded by mistake goes as if it had never been there."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from handlers.campaigns.campaign_file import read_toml
from storage import campaigns, removing
from storage.database import Database, Stale
from tests.handlers.test_campaigns_dialog import begin, figures
from tests.ward import Ward

FILE = """
[campaign]
code = "{code}"
name = "{name}"
starts = {starts}
ends = {ends}
[unit]
code = "TA"
name = "Tân An"
[clerk]
name = "Nguyễn Thị Thu Hà"
[[indicators]]
code = "level2"
name = "Kích hoạt mức 2"
words = ["mức 2"]
[[targets]]
indicator = "level2"
measure = "residents15"
percent = 80
by = {ends}
[ledger]
headcounts = [{{ unit = "Khu phố 1", measure = "residents15", value = 900, as_of = 2026-11-01, source = "công an" }}]
"""


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


def tungngo(url: str, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), env={"TUNGNGO_DATABASE_URL": url})
    return done.exit_code, done.output


def file(tmp_path: Path, code: str, name: str, starts: str, ends: str) -> str:
    text = FILE.format(code=code, name=name, starts=starts, ends=ends)
    assert read_toml(text).file is not None
    path = tmp_path / f"{code}.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_campaigns_are_listed_and_the_wrong_one_is_unloaded(url: str, tmp_path: Path):
    assert "Chưa có đợt nào" in tungngo(url, "campaign", "list")[1]
    assert tungngo(url, "campaign", "load", file(tmp_path, "vneid", "VNeID mức 2", "2020-12-01", "2099-12-31"))[0] == 0
    assert tungngo(url, "campaign", "load", file(tmp_path, "dvc", "Dịch vụ công", "2199-01-01", "2199-03-31"))[0] == 0

    code, listed = tungngo(url, "campaign", "list")
    assert code == 0
    assert listed.splitlines() == [
        "  vneid  VNeID mức 2, Tân An, 01/12/2020 – 31/12/2099, đang chạy",
        "  dvc  Dịch vụ công, Tân An, 01/01/2199 – 31/03/2199, chưa bắt đầu",
    ]
    assert tungngo(url, "campaign", "unload", "dvc", "--check") == (0, "Sẽ xóa Dịch vụ công. Chưa xóa gì.\n")
    assert tungngo(url, "campaign", "unload", "dvc") == (0, "Đã xóa Dịch vụ công.\n")
    assert "dvc" not in tungngo(url, "campaign", "list")[1]
    code, said = tungngo(url, "campaign", "unload", "dvc")
    assert (code, "không có đợt nào mã hay tên «dvc»" in said, "vneid" in said) == (1, True, True)
    assert "VNeID mức 2" in tungngo(url, "status")[1]


async def test_what_was_loaded_goes_with_it_and_the_running_one_is_as_it_was(both_wards: Ward):
    before = await everything_of(both_wards.database, both_wards.campaign)
    await begin(both_wards, date(2024, 12, 2), date(2024, 12, 31), {"Cầu Đơ 1": [date(2024, 12, 5)]})
    await both_wards.comes_to("10:00", date(2024, 11, 9))
    campaign = await only_next(both_wards.database)
    async with both_wards.database.write() as tx:
        found = await removing.of_campaign(tx, campaign)
        await removing.unload(tx, campaign, both_wards.clock.at)

    assert (found.holds, found.goes["nights"]) == ({}, 1)
    assert await everything_of(both_wards.database, both_wards.campaign) == before
    async with both_wards.database.read() as read:
        assert [one.code for one in await campaigns.everything(read)] == ["test"]
        assert not await read.rows("SELECT id FROM session WHERE night > '2024-12-01'")
    await both_wards.chat("binh").says("cài 20")
    assert await figures(both_wards) == {"installed": 20}


async def test_a_campaign_of_which_something_was_told_stays_unless_it_is_put_away(both_wards: Ward):
    await both_wards.chat("binh").says("cài 20")
    following = await begin(both_wards, date(2024, 11, 10), date(2024, 12, 20), {"Cầu Đơ 3": [date(2024, 11, 12)]})
    async with both_wards.database.write() as tx:
        old = (await campaigns.by_id(tx, [both_wards.campaign]))[both_wards.campaign]
        with pytest.raises(Stale):
            await removing.unload(tx, old, both_wards.clock.at)
        await removing.archive(tx, old, both_wards.clock.at)
    clerk = both_wards.chat("lan")

    await clerk.says("/status")
    clerk.hears("VNeID mức 2")
    await clerk.says("/status iHanoi")
    clerk.hears("chưa thấy địa bàn")
    await both_wards.comes_to("21:25", date(2024, 11, 10))
    head = both_wards.chat("nhan")
    await head.reads()
    head.hears_nothing()

    assert await figures(both_wards) == {"installed": 20}
    assert following


async def test_what_was_put_away_is_back_when_it_is_loaded_again(tmp_path: Path, url: str):
    path = file(tmp_path, "vneid", "VNeID mức 2", "2020-12-01", "2099-12-31")
    await asyncio.to_thread(tungngo, url, "campaign", "load", path)

    assert "Đã cất đợt VNeID" in (await asyncio.to_thread(tungngo, url, "campaign", "unload", "vneid", "--archive"))[1]
    assert "đã cất" in (await asyncio.to_thread(tungngo, url, "campaign", "list"))[1]
    assert "trở lại" in (await asyncio.to_thread(tungngo, url, "campaign", "load", path))[1]
    assert "đang chạy" in (await asyncio.to_thread(tungngo, url, "campaign", "list"))[1]


async def test_on_the_command_line_units_and_people_go_and_what_was_told_of_stays(ward: Ward, sqlite_url: str):
    await ward.chat("binh").says("cài 20")
    async with ward.database.write() as tx:
        await tx.run("DELETE FROM post WHERE unit_id = :id", id=ward.units["Hà Trì 2"].id)
    await ward.database.close()

    told = await asyncio.to_thread(tungngo, sqlite_url, "unit", "remove", "Cầu Đơ 1", "Hà Trì 2")
    looked = await asyncio.to_thread(tungngo, sqlite_url, "unit", "remove", "ha tri 2", "--check")
    gone = await asyncio.to_thread(tungngo, sqlite_url, "unit", "remove", "Hà Trì 2")
    person = await asyncio.to_thread(tungngo, sqlite_url, "person", "remove", "Nguyễn Văn Bình")
    nobody = await asyncio.to_thread(tungngo, sqlite_url, "person", "remove", "Lò Văn Ai")

    assert (told[0], "Cầu Đơ 1 chưa xóa được" in told[1]) == (1, True)
    assert (looked[0], "Sẽ xóa Hà Trì 2" in looked[1]) == (0, True)
    assert (gone[0], "Đã xóa Hà Trì 2, cùng 1 buổi trong lịch" in gone[1]) == (0, True)
    assert (person[0], "đã vào chat" in person[1]) == (1, True)
    assert (nobody[0], "không có ai" in nobody[1]) == (1, True)


async def only_next(database: Database) -> campaigns.Campaign:
    async with database.read() as read:
        return next(one for one in await campaigns.everything(read) if one.code != "test")


async def everything_of(database: Database, campaign: int) -> list[tuple[object, ...]]:
    async with database.read() as read:
        rows = await read.rows("SELECT id, night, state, version FROM session WHERE campaign_id = :id", id=campaign)
        return sorted((row["id"], row["night"], row["state"], row["version"]) for row in rows)
