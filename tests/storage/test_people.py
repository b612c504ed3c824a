"""People, posts and accounts: who holds what, when."""

import pytest

from storage import people
from storage.instants import DAY
from storage.records import Role
from tests.ward import Ward


async def ends(ward: Ward, key: str, until: int) -> None:
    async with ward.database.write() as tx:
        await tx.run("UPDATE post SET until = :until WHERE person_id = :id", until=until, id=ward.people[key].id)


async def test_an_address_leads_to_its_person_while_it_is_linked(both_wards: Ward):
    async with both_wards.database.write() as tx:
        found = await people.by_address(tx, {"web/binh", "web/nobody"})
        await tx.run("UPDATE account SET until = 1 WHERE address = 'web/binh'")
        gone = await people.by_address(tx, ["web/binh"])

    assert {address: person for address, (_, person) in found.items()} == {"web/binh": both_wards.people["binh"]}
    assert gone == {}


async def test_a_post_is_held_from_its_first_instant_until_before_its_last(both_wards: Ward):
    binh, now = both_wards.people["binh"].id, both_wards.clock.at
    await ends(both_wards, "binh", now + 1)
    async with both_wards.database.read() as read:
        held = [len((await people.posts_of(read, [binh], at)).get(binh, ())) for at in (0, now, now + 1)]

    assert held == [0, 1, 0]


async def test_the_head_of_a_unit_is_who_leads_it_now(both_wards: Ward):
    unit, now = both_wards.units["Cầu Đơ 1"].id, both_wards.clock.at
    async with both_wards.database.read() as read:
        before = await people.heads(read, [unit], now)
    await ends(both_wards, "binh", now)
    async with both_wards.database.read() as read:
        after = await people.heads(read, [unit], now)

    assert before == {unit: both_wards.people["binh"]}
    assert after == {}


async def test_the_clerks_of_a_unit_are_those_above_it(both_wards: Ward):
    groups = [both_wards.units[name].id for name in ("Cầu Đơ 1", "Hà Trì 1")]
    async with both_wards.database.read() as read:
        found = await people.clerks_above(read, groups, both_wards.clock.at)
        later = await people.clerks_above(read, groups, both_wards.clock.at - 365 * DAY)

    assert found == (both_wards.people["lan"],)
    assert later == ()


async def test_the_first_device_is_the_accounts(both_wards: Ward):
    async with both_wards.database.write() as tx:
        account, _ = (await people.by_address(tx, ["web/binh"]))["web/binh"]
        bound = [await people.bind_device(tx, account.id, device) for device in ("first", "second", "first")]
        account, _ = (await people.by_address(tx, ["web/binh"]))["web/binh"]

    assert bound == [True, False, False]
    assert account.device == "first"


@pytest.mark.parametrize(("key", "role"), [("lan", Role.CLERK), ("tam", Role.DEPUTY), ("an", Role.VOLUNTEER)])
async def test_a_post_comes_back_as_it_went(both_wards: Ward, key: str, role: Role):
    person = both_wards.people[key].id
    async with both_wards.database.read() as read:
        (post,) = (await people.posts_of(read, [person], both_wards.clock.at))[person]

    assert (post.role, post.person_id, post.force) == (role, person, None)
