"""`tungngo campaign`: from an empty database to a campaign with its first clerk, and what a changed file changes."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import campaign_cli
from bot.cli import app
from bot.console import Refused
from handlers.campaign_file import CampaignFile, read_toml
from handlers.campaign_load import OtherUnit
from storage import campaigns, duties, facts, headcounts, people, sessions, units
from storage.campaigns import Campaign
from storage.database import Database
from storage.ids import Counting, Ids
from storage.instants import at, local
from storage.records import Role, Session
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
    await campaign_cli.take_over(database, file_of(text), ids or Counting(), NOW)
    async with database.read() as read:
        found = await campaigns.named(read, "ihanoi-hacau")
    assert found is not None
    return found


def test_a_file_without_fault_is_said_to_be_so():
    assert tungngo("check", str(SHIPPED)) == (0, "ihanoi-hacau: ok\n")


def test_every_fault_is_a_line_of_its_own(tmp_path: Path):
    broken = tmp_path / "mine.toml"
    broken.write_text(TEXT.replace("percent = 50", "percent = 500").replace('"21:25"', '"25:00"'), "utf-8")

    code, said = tungngo("check", str(broken))

    assert code == 1
    assert [line.split(":")[0] for line in said.splitlines()] == ["mine.toml", "mine.toml"]


def test_a_file_that_is_no_utf_8_is_told_how_to_be_saved(tmp_path: Path):
    wrong = tmp_path / "utf16.toml"
    wrong.write_text(TEXT, "utf-16")

    code, said = tungngo("check", str(wrong))

    assert (code, "UTF-8" in said) == (1, True)


def test_the_template_is_a_campaign_that_can_be_loaded(tmp_path: Path):
    out = tmp_path / "new.toml"

    assert tungngo("template", "--out", str(out))[0] == 0
    assert tungngo("check", str(out))[0] == 0
    assert tungngo("template")[1] == TEXT


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
    ids = Counting()
    campaign = await loaded(database, ids=ids)
    await loaded(database, TEXT.replace("value = 10420, as_of = 2024-11-01", "value = 10500, as_of = 2024-11-15"), ids)

    async with database.read() as read:
        ledger = (await headcounts.of_units(read, [campaign.unit.id]))[campaign.unit.id]
    assert [one.value for one in ledger] == [10_420, 10_500]


async def test_nights_to_come_follow_the_new_hours_and_nights_that_are_over_keep_theirs(database: Database):
    ids = Counting()
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


async def test_a_code_that_belongs_to_another_ward_is_refused(database: Database):
    await loaded(database)
    other = TEXT.replace('code = "HC"', 'code = "XX"').replace('name = "Hà Cầu"\nkind', 'name = "Phường khác"\nkind')

    with pytest.raises(OtherUnit):
        await loaded(database, other)


async def test_a_running_bot_is_not_overtaken(database: Database):
    async with database.write() as tx:
        await duties.take(tx, "house", "somebody", NOW)

    with pytest.raises(Refused):
        await loaded(database)


def _night(id_: int, campaign: Campaign, unit: int, night: date) -> Session:
    plain = (id_, campaign.id, unit, "evening", night, "19:30", "21:30", "planned", 1)
    return Session(*plain, at(night, "21:25", ZONE), at(date(2024, 11, night.day + 1), "12:00", ZONE))
