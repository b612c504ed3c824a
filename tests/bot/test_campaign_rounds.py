"""Taking a campaign file over makes its dated rounds: who owes them, and what a changed file does to them."""

from datetime import date

import pytest

from bot import campaign_cli
from handlers.campaigns.campaign_file import CampaignFile, read_toml
from storage import facts, sessions, units
from storage.database import Database
from storage.ids import CountingIds, Ids
from storage.instants import Instant, at, local
from storage.records import Event, EventKind, SessionState
from storage.sessions import HeldSession
from storage.standing import Reported
from tests.bot.test_campaign_cli import NOW, TEXT, ZONE
from tests.ward import Ward

SCHOOL, OFFICE = "Trường Lê Lợi", "Công an phường"
PLACES = f"""
    {{ unit = "{SCHOOL}", measure = "staff", value = 50, as_of = 2024-11-01, source = "nhà trường" }},
    {{ unit = "{OFFICE}", measure = "staff", value = 20, as_of = 2024-11-01, source = "công an" }},
]
baselines = ["""
WITH_PLACES = TEXT.replace("]\nbaselines = [", PLACES.lstrip("\n"), 1)
V1 = '[[rounds]]\ncode = "v1"\nname = "Vòng 1"\ndue = 2024-11-12\n'
V2 = '[[rounds]]\ncode = "v2"\nname = "Vòng 2"\ndue = 2024-11-20\nat = "10:00"\n'


def file_of(text: str) -> CampaignFile:
    found = read_toml(text)
    assert found.file is not None, found.faults
    return found.file


async def load(database: Database, ids: Ids, text: str, now: Instant = NOW) -> list[str]:
    found = await campaign_cli.take_over(database, file_of(text), ids, now)
    return [f"{one.path} {one.after}" for one in found if one.path.startswith("rounds_")]


async def owed(database: Database) -> list[str]:
    """Whose round of which day stands how."""
    async with database.read() as read:
        campaign = (await read.rows("SELECT id, unit_id FROM campaign"))[0]
        named = {unit.id: unit.name for unit in await units.below(read, campaign["unit_id"])}
        found = await sessions.register(read, campaign["id"])
    rounds = [night.session for night in found if night.session.is_round]
    return sorted(f"{named[one.unit_id]} {one.night.day} {one.state}" for one in rounds)


async def rounds_of(database: Database) -> list[HeldSession]:
    async with database.read() as read:
        campaign = (await read.rows("SELECT id FROM campaign"))[0]["id"]
        return [night for night in await sessions.register(read, campaign) if night.session.is_round]


async def tell(database: Database, ids: Ids, night: HeldSession, value: int) -> None:
    async with database.write() as tx:
        person = (await tx.rows("SELECT id FROM person"))[0]["id"]
        plain = (ids(), night.session.id, 1, EventKind.SET, person, {"installed": value}, "test/1", NOW, NOW)
        await facts.write(tx, [Reported(Event(*plain), night.standing)])


async def test_agencies_and_schools_owe_each_round_and_loading_again_changes_nothing(database: Database):
    ids = CountingIds()

    assert await load(database, ids, WITH_PLACES + V1 + V2) == ["rounds_owed 4"]
    expected = [f"{name} {day} planned" for name in (OFFICE, SCHOOL) for day in (12, 20)]
    assert await owed(database) == expected
    assert await load(database, ids, WITH_PLACES + V1 + V2) == []
    assert await owed(database) == expected
    hours = {
        night.session.night.day: f"{local(night.session.asks_at, ZONE):%H:%M}" for night in await rounds_of(database)
    }
    assert hours == {12: "15:00", 20: "10:00"}


async def test_a_round_that_names_its_units_is_owed_by_these_and_founds_who_is_not_known(database: Database):
    ids = CountingIds()

    named = V1 + 'units = ["Cầu Đơ 1", "Trạm y tế Hà Cầu"]\n'
    assert await load(database, ids, TEXT + named) == ["rounds_owed 2"]

    assert await owed(database) == ["Cầu Đơ 1 12 planned", "Trạm y tế Hà Cầu 12 planned"]
    async with database.read() as read:
        assert (await read.rows("SELECT kind FROM unit WHERE name = 'Trạm y tế Hà Cầu'"))[0]["kind"] == "agency"


async def test_a_changed_day_moves_what_is_open_and_never_what_was_told(database: Database):
    ids = CountingIds()
    await load(database, ids, WITH_PLACES + V1)
    first = (await rounds_of(database))[0]
    await tell(database, ids, first, 40)

    assert await load(database, ids, WITH_PLACES + V1.replace("11-12", "11-14")) == ["rounds_moved 1"]

    told = {night.session.id: (night.session.night.day, night.session.version) for night in await rounds_of(database)}
    assert told.pop(first.session.id) == (12, 1)
    assert list(told.values()) == [(14, 2)]
    assert await load(database, ids, WITH_PLACES + V1.replace("11-12", "11-14")) == []


async def test_a_dropped_round_is_called_off_unless_it_was_told_and_owed_again_when_it_is_back(database: Database):
    ids = CountingIds()
    await load(database, ids, WITH_PLACES + V1 + V2)
    told = next(night for night in await rounds_of(database) if night.session.night.day == 20)
    await tell(database, ids, told, 40)

    assert await load(database, ids, WITH_PLACES + V1) == ["rounds_off 1"]
    states = [(night.session.night.day, night.session.state) for night in await rounds_of(database)]
    assert states.count((20, SessionState.CANCELLED)) == states.count((20, SessionState.PLANNED)) == 1

    assert await load(database, ids, WITH_PLACES + V1 + V2) == ["rounds_owed 1"]
    assert {night.session.state for night in await rounds_of(database)} == {"planned"}


async def test_two_rounds_may_change_their_days_with_each_other(database: Database):
    ids = CountingIds()
    await load(database, ids, WITH_PLACES + V1 + V2)
    before = await owed(database)
    swapped = V1.replace("11-12", "11-20") + V2.replace("11-20", "11-12")

    await load(database, ids, WITH_PLACES + swapped)

    assert await owed(database) == before
    codes = {(night.session.night.day, night.session.round) for night in await rounds_of(database)}
    assert codes == {(20, "v1"), (12, "v2")}


async def test_a_place_that_appears_later_owes_what_is_still_to_come(database: Database):
    ids = CountingIds()
    await load(database, ids, TEXT + V1 + V2)
    assert await owed(database) == []

    later = at(date(2024, 11, 15), "09:00", ZONE)
    assert await load(database, ids, WITH_PLACES + V1 + V2, later) == ["rounds_owed 2"]
    assert await owed(database) == [f"{OFFICE} 20 planned", f"{SCHOOL} 20 planned"]


@pytest.mark.parametrize(("units_", "faults"), [("", 1), ('units = ["Cầu Đơ 1"]\n', 1)])
def test_one_unit_cannot_owe_two_rounds_on_one_day(units_: str, faults: int):
    found = read_toml(TEXT + V1 + V1.replace("v1", "v3") + units_)

    assert [fault.kind for fault in found.faults] == ["round_twice"] * faults


def test_two_rounds_of_one_day_may_be_owed_by_different_units():
    some, others = 'units = ["Cầu Đơ 1"]\n', 'units = ["Cầu Đơ 3"]\n'

    assert read_toml(TEXT + V1 + some + V1.replace("v1", "v3") + others).faults == ()


async def test_a_residential_place_owes_only_once_a_plan_shows_that_it_goes_out_on_no_evening(database: Database):
    ward = await Ward.founded(database, {"Cầu Đơ 1": [9], "Chung cư Phú Thịnh": []}, {})
    async with database.write() as tx:
        await tx.run("UPDATE campaign SET code = 'ihanoi-hacau'")

    await load(database, ward.ids, TEXT + V1)

    assert "Chung cư Phú Thịnh 12 planned" in await owed(database)
    assert not any(one.startswith("Cầu Đơ 1 ") for one in await owed(database))
