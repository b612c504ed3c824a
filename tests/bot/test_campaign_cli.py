"""`tungngo campaign`: from an empty database to a campaign with its first clerk, and what a changed file changes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import campaign_cli
from bot.cli import app
from bot.console import CommandRefused
from handlers.campaigns.campaign_file import CampaignFile, read_toml
from handlers.campaigns.campaign_load import OtherUnit, StillCounted
from storage import campaigns, duties, facts, headcounts, people, sessions, units
from storage.campaigns import Campaign
from storage.database import Database
from storage.ids import CountingIds, Ids
from storage.instants import at, local
from storage.records import Role, Session, SessionKind, SessionState
from storage.sessions import SessionPlanned

SHIPPED = Path(campaign_cli.__file__).parent / "sample" / "campaign.toml"
TEXT = SHIPPED.read_text("utf-8")
ZONE = "Asia/Ho_Chi_Minh"
NOW = at(date(2024, 11, 8), "10:00", ZONE)


def tungngo(*words: str, url: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, ["campaign", *words], env={"TUNGNGO_DATABASE_URL": url})
    return done.exit_code, done.output


def file_of(text: str) -> CampaignFile:
    file = read_toml(text).file
    assert file is not None
    return file


async def loaded(database: Database, text: str = TEXT, ids: Ids | None = None) -> Campaign:
    await campaign_cli.take_over(database, file_of(text), ids or CountingIds(), NOW)
    async with database.read() as read:
        found = await campaigns.named(read, "ihanoi-hacau")
    assert found is not None
    return found


def test_a_file_without_fault_is_said_to_be_so():
    code, said = tungngo("check", str(SHIPPED))

    assert (code, said.splitlines()[0]) == (0, "ihanoi-hacau: không có lỗi")
    assert "1 phường, 17 địa bàn, 8 chỉ tiêu" in said


def test_every_fault_is_a_line_of_its_own(tmp_path: Path):
    broken = tmp_path / "mine.toml"
    broken.write_text(TEXT.replace("percent = 50", "percent = 500").replace('"21:25"', '"25:00"'), "utf-8")

    code, said = tungngo("check", str(broken))

    assert code == 1
    assert [line.split(":")[0] for line in said.splitlines()] == ["mine.toml", "mine.toml"]


def test_a_file_that_is_no_utf_8_is_told_how_to_be_saved(tmp_path: Path):
    wrong = tmp_path / "cu.toml"
    wrong.write_bytes(TEXT.encode() + b"# \xd0\xff")

    code, said = tungngo("check", str(wrong))

    assert (code, "UTF-8" in said) == (1, True)


@pytest.mark.parametrize("name", campaign_cli.TEMPLATES)
def test_a_template_by_name_is_refused_as_long_as_it_is_not_filled_in(name: str, tmp_path: Path):
    out = tmp_path / "new.toml"

    assert tungngo("template", name, "--out", str(out))[0] == 0
    code, said = tungngo("check", str(out))

    assert (code, said.count("anh/chị chưa sửa")) == (1, 9)
    assert name in tungngo("template", "--list")[1]
    assert tungngo("template", name)[1] == out.read_text("utf-8")


def test_a_template_that_is_none_is_told_which_there_are():
    code, said = tungngo("template", "covid")

    assert (code, "«covid»" in said, "vneid:" in said) == (1, True, True)


def test_looking_first_changes_nothing_and_loading_twice_changes_nothing_more(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'new.db'}"

    looked, again = tungngo("load", str(SHIPPED), "--check", url=url), tungngo("load", str(SHIPPED), "--check", url=url)
    assert looked == again
    assert "chưa ghi gì" in looked[1]
    assert "đã ghi" in tungngo("load", str(SHIPPED), url=url)[1]
    assert "không có gì thay đổi" in tungngo("load", str(SHIPPED), url=url)[1]


async def test_an_empty_database_gets_its_ward_its_campaign_and_its_first_clerk(database: Database):
    campaign = await loaded(database)

    async with database.read() as read:
        (clerk,) = await people.clerks_above(read, [campaign.unit.id], NOW)
        posts = (await people.posts_of(read, [clerk.id], NOW))[clerk.id]
        below = await units.below(read, campaign.unit.id)
        ledger = (await headcounts.of_units(read, [campaign.unit.id]))[campaign.unit.id]
    assert (clerk.name, clerk.you, clerk.me) == ("Phạm Thị Lan", "chị", "em")
    assert [post.role for post in posts] == [Role.CLERK]
    assert len(below) == 17
    assert [(one.value, one.source) for one in ledger] == [(10_420, "số phường")]
    assert campaign.settings == file_of(TEXT).settings


async def test_a_new_headcount_is_a_new_row_and_an_old_one_stays(database: Database):
    ids = CountingIds()
    campaign = await loaded(database, ids=ids)
    await loaded(database, TEXT.replace("value = 10420, as_of = 2024-11-01", "value = 10500, as_of = 2024-11-15"), ids)

    async with database.read() as read:
        ledger = (await headcounts.of_units(read, [campaign.unit.id]))[campaign.unit.id]
    assert [one.value for one in ledger] == [10_420, 10_500]


async def test_nights_to_come_follow_the_new_hours_and_nights_that_are_over_keep_theirs(database: Database):
    ids = CountingIds()
    campaign = await loaded(database, ids=ids)
    nights = [date(2024, 11, 7), date(2024, 11, 9)]
    async with database.write() as tx:
        unit = (await units.below(tx, campaign.unit.id))[0]
        planned = [_night(ids(), campaign, unit.id, night) for night in nights]
        await facts.write(tx, [SessionPlanned(one) for one in planned])

    after = await loaded(database, TEXT.replace('asks = "21:25"', 'asks = "21:20"'), ids)

    async with database.read() as read:
        found = await sessions.by_id(read, [one.id for one in planned])
    told = [(found[one.id].session.version, f"{local(found[one.id].session.asks_at, ZONE):%H:%M}") for one in planned]
    assert told == [(1, "21:25"), (2, "21:20")]
    assert after.version == campaign.version + 1


async def test_a_night_with_hours_of_its_own_and_one_that_is_asked_about_keep_them(database: Database):
    ids = CountingIds()
    campaign = await loaded(database, ids=ids)
    tonight = _night(ids(), campaign, campaign.unit.id, date(2024, 11, 8))
    own = replace(
        _night(ids(), campaign, campaign.unit.id, date(2024, 11, 9)), asks_at=at(date(2024, 11, 9), "20:00", ZONE)
    )
    async with database.write() as tx:
        await facts.write(tx, [SessionPlanned(one) for one in (tonight, own)])
    file, late = file_of(TEXT.replace('asks = "21:25"', 'asks = "21:35"')), at(date(2024, 11, 8), "21:30", ZONE)
    await campaign_cli.take_over(database, file, ids, late)

    async with database.read() as read:
        found = await sessions.by_id(read, [tonight.id, own.id])
    assert [(found[one.id].session.asks_at, found[one.id].session.version) for one in (tonight, own)] == [
        (tonight.asks_at, 1),
        (own.asks_at, 1),
    ]


async def test_usual_evenings_move_with_the_usual_hours(database: Database):
    ids = CountingIds()
    campaign = await loaded(database, ids=ids)
    usual = _night(ids(), campaign, campaign.unit.id, date(2024, 11, 9))
    tenth = _night(ids(), campaign, campaign.unit.id, date(2024, 11, 10))
    early = replace(tenth, starts="17:30", ends="19:30", asks_at=at(tenth.night, "19:25", ZONE))
    async with database.write() as tx:
        await facts.write(tx, [SessionPlanned(one) for one in (usual, early)])
    later = {"starts": ("19:30", "20:30"), "ends": ("21:30", "22:00"), "opens": ("19:30", "20:30")}
    text = TEXT
    for key, (was, becomes) in {**later, "asks": ("21:25", "21:40")}.items():
        text = text.replace(f'\n{key} = "{was}"', f'\n{key} = "{becomes}"')
    await loaded(database, text, ids)

    async with database.read() as read:
        kept = await sessions.by_id(read, [usual.id, early.id])
    found = [kept[one.id].session for one in (usual, early)]
    assert [(one.starts, one.ends, f"{local(one.asks_at, ZONE):%H:%M}") for one in found] == [
        ("20:30", "22:00", "21:40"),
        ("17:30", "19:30", "19:10"),
    ]


async def test_a_baseline_said_anew_is_a_new_row_beside_the_old_one(database: Database):
    ids = CountingIds()
    campaign = await loaded(database, ids=ids)
    await loaded(
        database, TEXT.replace('indicator = "installed", value = 370', 'indicator = "installed", value = 371'), ids
    )

    async with database.read() as read:
        (unit,) = [one for one in await units.below(read, campaign.unit.id) if one.name == "Cầu Đơ 1"]
        starts = (await headcounts.baselines(read, [unit.id]))[unit.id]
    assert [one.value for one in starts] == [370, 371]


async def test_an_indicator_with_figures_cannot_be_left_out(database: Database):
    await loaded(database)
    one = '[[indicators]]\ncode = "installed"\nname = "Cài mới"\n'
    other = TEXT.replace(one, "").replace('within = "installed"', "").replace('"installed"', '"activated"')

    with pytest.raises(StillCounted, match="Cài mới"):
        await loaded(database, other)


async def test_a_code_that_belongs_to_another_ward_is_refused(database: Database):
    await loaded(database)
    other = TEXT.replace('code = "HC"', 'code = "XX"').replace('name = "Hà Cầu"\nkind', 'name = "Phường khác"\nkind')

    with pytest.raises(OtherUnit):
        await loaded(database, other)


async def test_a_running_bot_is_not_overtaken(database: Database):
    async with database.write() as tx:
        await duties.take(tx, "house", "somebody", NOW)

    with pytest.raises(CommandRefused):
        await loaded(database)


def _night(id_: int, campaign: Campaign, unit: int, night: date) -> Session:
    plain = (id_, campaign.id, unit, SessionKind.EVENING, night, "19:30", "21:30", SessionState.PLANNED, 1)
    return Session(*plain, at(night, "21:25", ZONE), at(date(2024, 11, night.day + 1), "12:00", ZONE))


def test_the_form_is_drawn_checked_and_loaded_like_the_file(tmp_path: Path):
    form, url = tmp_path / "form.xlsx", f"sqlite:///{tmp_path}/form.db"

    assert tungngo("template", "--excel", "--out", str(form)) == (0, "")
    assert tungngo("check", str(form))[1].count("anh/chị chưa sửa") == 9
    form.write_bytes(campaign_cli.form(SHIPPED))
    assert "ihanoi-hacau: không có lỗi" in tungngo("check", str(form))[1]
    by_file, by_form = tungngo("load", str(SHIPPED), url=url), tungngo("load", str(form), url=url)

    assert by_file[0] == 0
    assert by_form == (0, "Mọi thứ đã đúng như trong tệp, không có gì thay đổi.\n")


def test_a_form_needs_a_place_to_be_written_to():
    code, said = tungngo("template", "--excel")

    assert (code, said) == (1, "--excel: say where to write the form, --out FILE.xlsx\n")


@pytest.mark.parametrize("body", [b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"])
def test_a_workbook_that_cannot_be_read_says_what_to_do(tmp_path: Path, body: bytes):
    broken = tmp_path / "form.xlsx"
    broken.write_bytes(body)

    code, said = tungngo("check", str(broken))

    assert code == 1
    assert said.startswith(("form.xlsx: Tệp này", "form.xlsx: Kiểu tệp này"))
