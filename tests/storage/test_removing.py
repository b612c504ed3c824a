"""Taking away what was loaded by mistake: nothing that somebody has said goes, what hangs on the rest goes along."""

import pytest

from storage import campaigns, outbox, people, removing, reports, sessions, units
from storage.campaigns import Campaign
from storage.database import Rows, Stale, Transaction
from storage.errands import Errand
from storage.facts import write
from storage.records import Event, EventKind, Message
from storage.removing import PersonRemoved, UnitRemoved
from storage.standing import Reported, Standing
from tests.ward import Ward


async def loaded(read: Rows, ward: Ward) -> Campaign:
    return (await campaigns.by_id(read, [ward.campaign]))[ward.campaign]


def told(ward: Ward) -> Reported:
    session, now = ward.sessions["Cầu Đơ 1", 9], ward.clock.at
    event = Event(ward.ids(), session.id, 1, EventKind.SET, ward.people["binh"].id, {"installed": 42}, "k", now, now)
    return Reported(event, Standing(session.id))


def waiting(ward: Ward) -> list[Message]:
    night = {"session": str(ward.sessions["Cầu Đơ 1", 9].id), "version": "1"}
    some = ({"campaign": str(ward.campaign)}, night, {"campaign": "77"})
    now, person = ward.clock.at, ward.people["suu"].id
    return [Message(ward.ids(), "closeout", "k", now, person_id=person, params=params) for params in some]


async def test_a_campaign_of_which_nothing_was_told_goes_with_all_that_was_to_be_said_of_it(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        campaign = await loaded(tx, ward)
        await outbox.write(tx, waiting(ward))
        for id_ in (ward.campaign, 77):
            order = Errand(ward.ids(), "paper", {"campaign": str(id_)}, "k", ward.clock.at)
            await write(tx, [order])
        hangs = await removing.of_campaign(tx, campaign)
        assert hangs.holds == {}
        assert hangs.goes["messages"] == 2
        await removing.unload(tx, campaign, ward.clock.at)
        assert await campaigns.everything(tx) == ()
        states = {row["state"] for row in await tx.rows("SELECT state FROM outbox WHERE params LIKE '%77%'")}
        assert states == {"waiting"}, "another campaign's"
        assert len(await tx.rows("SELECT id FROM errand")) == 1
        assert len(await units.everything(tx)) == 6


async def test_a_campaign_of_which_something_was_told_is_only_put_away(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        await reports.write_reported(tx, [told(ward)])
        campaign = await loaded(tx, ward)
        assert (await removing.of_campaign(tx, campaign)).holds["reports"] == 1
        with pytest.raises(Stale):
            await removing.unload(tx, campaign, ward.clock.at)
        await removing.archive(tx, campaign, ward.clock.at)
        assert await campaigns.alive(tx, ward.clock.at) == ()
        assert (await loaded(tx, ward)).archived == ward.clock.at


async def test_a_unit_goes_with_its_nights_unless_something_was_told_of_it(both_wards: Ward):
    ward, empty = both_wards, both_wards.units["Hà Trì 2"].id
    async with ward.database.write() as tx:
        await reports.write_reported(tx, [told(ward)])
        with pytest.raises(Stale):
            await write(tx, [UnitRemoved(ward.units["Cầu Đơ 1"].id)])
        await _let_go(tx, ward.people["suu"].id)
        assert (await removing.of_unit(tx, empty)).holds == {}
        await write(tx, [UnitRemoved(empty)])
        assert empty not in await units.by_id(tx, [empty])
        assert not await sessions.by_id(tx, [ward.sessions["Hà Trì 2", 16].id])


async def _let_go(tx: Transaction, person: int) -> None:
    """Of an address and a post nothing is removed on its own."""
    await tx.run("DELETE FROM chat WHERE account_id = :id", id=person)
    await tx.run("DELETE FROM account WHERE person_id = :id", id=person)
    await tx.run("DELETE FROM post WHERE person_id = :id", id=person)


async def _held(read: Rows, ward: Ward, key: str) -> bool:
    return bool((await removing.of_person(read, ward.people[key].id)).holds)


async def test_a_person_who_has_said_nothing_goes(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        await reports.write_reported(tx, [told(ward)])
        assert await _held(tx, ward, "binh")
        with pytest.raises(Stale):
            await write(tx, [PersonRemoved(ward.people["binh"].id)])
        suu = ward.people["suu"].id
        await _let_go(tx, suu)
        await write(tx, [PersonRemoved(suu)])
        assert suu not in await people.by_id(tx, [suu])
