"""Units by their codes and by what they lie in; sessions as they stood at a past instant; who can be reached."""

from datetime import date

import pytest

from storage import accounts, chats, lookup, people, sessions, units
from storage.settings import CampaignSettings, Indicator, Places, Target
from tests.ward import Ward, clock_time


async def test_a_unit_is_found_by_its_code(both_wards: Ward):
    async with both_wards.database.read() as read:
        found = await units.by_code(read, ["HC", "G0", "nowhere"])

    assert found == {"HC": both_wards.units["Hà Cầu"], "G0": both_wards.units["Cầu Đơ 1"]}


async def test_a_unit_lies_in_itself_and_in_all_above_it(both_wards: Ward):
    ward, group = both_wards.units["Hà Cầu"].id, both_wards.units["Cầu Đơ 1"].id
    async with both_wards.database.read() as read:
        found = await units.above(read, [ward, group, 77])

    assert found == {ward: {ward}, group: {ward, group}}


async def test_what_was_heard_later_did_not_stand_then(both_wards: Ward):
    session = both_wards.sessions["Cầu Đơ 1", 9]
    for minute, said in (("21:30", "cài 42"), ("21:40", "sửa lại 24")):
        both_wards.clock.at = clock_time(minute)
        await both_wards.chat("binh").says(said)
    async with both_wards.database.read() as read:
        stood = [
            await sessions.below(read, session.unit_id, both_wards.campaign, clock_time(minute))
            for minute in ("21:29", "21:35", "21:45")
        ]

    assert [night.standing.value("installed") for (night,) in stood] == [None, 42, 24]


async def test_a_personal_page_is_no_chat_platform(both_wards: Ward):
    binh, tam = both_wards.people["binh"].id, both_wards.people["tam"].id
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE account SET address = 'telegram/1' WHERE person_id = :id", id=tam)
        found = await accounts.unlinked(tx, [binh, tam])

    assert found == (binh,)


async def test_everybody_comes_in_the_order_of_their_ids(both_wards: Ward):
    async with both_wards.database.read() as read:
        found = await people.everybody(read)

    assert found == tuple(sorted(both_wards.people.values(), key=lambda one: one.id))


async def test_a_chat_that_nobody_knows_does_not_move(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await chats.move(tx, "telegram/-1", "telegram/-2", 1)

        assert await chats.at_address(tx, "telegram/-2") is None


async def test_a_unit_without_a_campaign_has_no_answers(both_wards: Ward):
    unit = both_wards.units["Cầu Đơ 1"]
    async with both_wards.database.read() as read:
        assert await lookup.own_units(read, {unit.id: unit}, {}, both_wards.clock.at) == {}


def settings(counted: str = "installed") -> CampaignSettings:
    target = Target(indicator=counted, measure="smartphone15", percent=50, by=date(2024, 11, 30))
    return CampaignSettings(indicators=(Indicator(code="installed", name="Cài mới"),), targets=(target,))


def test_a_target_is_one_of_what_is_counted():
    with pytest.raises(ValueError, match="no indicator smiles"):
        settings("smiles")


def test_a_force_that_the_team_does_not_name_has_no_places():
    team = settings().model_copy(update={"team": (Places.model_validate({"force": "youth", "number": 5}),)})

    assert (team.places("youth"), team.places("police")) == (5, 0)
