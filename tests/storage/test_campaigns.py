"""Campaigns and plans: the nearest holds, and a plan is read once until it changes."""

from datetime import date

from storage import campaigns
from storage.campaigns import CampaignChanged, Campaigns
from storage.database import Database
from tests.ward import GROUPS, Ward


async def statements_of_a_look(ward: Ward, kept: Campaigns) -> tuple[int, int]:
    """How many statements the plan took, and how many groups it has."""
    async with ward.database.read() as read:
        running = await kept.above(read, [ward.units["Cầu Đơ 1"].id], ward.clock.at)
        before = ward.database.statements
        plans = await kept.plans(read, [one for some in running.values() for one in some])
    return ward.database.statements - before, len(plans[ward.campaign])


async def test_a_unit_belongs_to_the_campaign_above_it(both_wards: Ward):
    group = both_wards.units["Cầu Đơ 1"].id
    async with both_wards.database.read() as read:
        found = await Campaigns().above(read, [group, 77], both_wards.clock.at)

    assert {unit: [one.code for one in some] for unit, some in found.items()} == {group: ["test"]}
    assert found[group][0].unit == both_wards.units["Hà Cầu"]


async def test_the_nearest_campaign_wins_and_then_the_newest(both_wards: Ward):
    group = both_wards.units["Cầu Đơ 1"].id
    copy = "INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, version, settings)"
    async with both_wards.database.write() as tx:
        for id_, code, starts in [(9_001, "near", "2024-01-01"), (9_002, "newer", "2024-02-01")]:
            sql = f"{copy} SELECT :id, :code, :unit, name, zone, :starts, ends, version, settings FROM campaign"
            sql += " WHERE code = 'test'"
            await tx.run(sql, id=id_, code=code, unit=group, starts=starts)
        found = await Campaigns().above(tx, [group, both_wards.units["Hà Trì 1"].id], both_wards.clock.at)

    codes = {unit: [one.code for one in some] for unit, some in found.items()}
    assert codes == {group: ["newer", "near", "test"], both_wards.units["Hà Trì 1"].id: ["test"]}


async def test_a_plan_is_read_once_per_version(both_wards: Ward):
    kept = Campaigns()
    first, second = await statements_of_a_look(both_wards, kept), await statements_of_a_look(both_wards, kept)
    async with both_wards.database.write() as tx:
        await campaigns.write_changed(tx, [CampaignChanged(both_wards.campaign), CampaignChanged(both_wards.campaign)])
    third = await statements_of_a_look(both_wards, kept)

    assert [first, second, third] == [(2, len(GROUPS)), (0, len(GROUPS)), (2, len(GROUPS))]


async def test_a_cancelled_night_is_no_part_of_the_plan(both_wards: Ward):
    group = both_wards.units["Cầu Đơ 4"].id
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE session SET state = 'cancelled' WHERE unit_id = :id AND night = '2024-11-12'", id=group)
        running = await campaigns.by_id(tx, [both_wards.campaign])
        plan = (await Campaigns().plans(tx, running.values()))[both_wards.campaign]

    assert next(planned.nights for planned in plan if planned.unit.id == group) == {date(2024, 11, 11)}


async def test_a_campaign_is_found_by_its_code(both_wards: Ward):
    async with both_wards.database.read() as read:
        found, none = await campaigns.named(read, "test"), await campaigns.named(read, "other")

    assert found is not None
    assert (found.id, found.settings.name_of("installed"), found.settings.name_of("new")) == (
        both_wards.campaign,
        "Cài mới",
        "new",
    )
    assert none is None


async def test_an_empty_house_has_no_campaigns(database: Database):
    async with database.read() as read:
        assert await Campaigns().above(read, [], 0) == {}
        assert await Campaigns().plans(read, []) == {}
