"""The tree of units as it was and is: renamed, moved, ended, split; what stood at a split unit goes on at its parts."""

from datetime import date

from storage import facts, lineage, lookup, reckoning, reports, sessions, units
from storage.campaigns import by_id
from storage.headcounts import HeadcountEntered
from storage.lineage import Became
from storage.records import Event, EventKind, Headcount, Unit
from storage.sessions import SessionHanded
from storage.standing import Reported, Standing
from storage.units import Ended, Founded, Renamed, UnitMoved
from tests.ward import FIRST, Ward

LATER = date(2024, 11, 12)


async def test_a_unit_is_renamed_moved_and_ended_and_stays_what_it_was(both_wards: Ward):
    ward, whole = both_wards, both_wards.units["Hà Cầu"]
    part, one = Unit(ward.ids(), "B1", "building", "Toà A"), ward.units["Cầu Đơ 1"]
    async with ward.database.write() as tx:
        await facts.write(tx, [Founded(part, one.id, FIRST), Renamed(one.id, one.name, "Khu phố 1")])
        assert {unit.id for unit in await units.ever_below(tx, one.id)} == {part.id}
        assert await units.ward_above(tx, part.id) == whole
        assert await units.ward_above(tx, 77) is None
        await facts.write(tx, [UnitMoved(part.id, whole.id), Ended(one.id, LATER)])
        assert (await units.above(tx, [part.id]))[part.id] == {part.id, whole.id}
        placed = {unit.unit.id: unit for unit in await units.placed(tx)}
        assert (placed[one.id].unit.name, placed[one.id].until) == ("Khu phố 1", LATER)
        assert placed[part.id].parent_id == whole.id
        assert one.id not in {unit.id for unit in await units.below(tx, whole.id)}
        assert len(await units.everything_below(tx, [whole.id])) == len(await units.everything(tx)) == len(placed)
        assert part.id in {unit.id for unit in await units.children(tx, whole.id)}


async def test_what_stood_at_a_split_unit_is_its_successors_share_by_share(both_wards: Ward):
    ward, old = both_wards, both_wards.units["Cầu Đơ 1"]
    first, second = (Unit(ward.ids(), f"N{n}", "group", f"Tổ mới {n}") for n in (1, 2))
    session = ward.sessions["Cầu Đơ 1", 9]
    now, whole = ward.clock.at, ward.units["Hà Cầu"]
    event = Event(ward.ids(), session.id, 1, EventKind.SET, ward.people["binh"].id, {"installed": 40}, "k", now, now)
    split = [
        Became(ward.ids(), "split", old.id, one.id, LATER, old.name, share, "chia tổ", "k", now)
        for one, share in ((first, 7_500), (second, 2_500))
    ]
    async with ward.database.write() as tx:
        await reports.write_reported(tx, [Reported(event, Standing(session.id))])
        assert [one.id for one in await reports.made_by(tx, "k")] == [event.id]
        await facts.write(
            tx, [*(Founded(one, whole.id, LATER) for one in (first, second)), Ended(old.id, LATER), *split]
        )
        later = now + 4 * 24 * 3_600_000
        scope = await reckoning.scope_of(tx, whole, later)
        assert scope is not None
        found = {part.unit.name: part for part in (await reckoning.of_unit(tx, scope, later)).parts}
        assert [found[one.name].total("installed") for one in (first, second)] == [308, 102], "370 before, and 40"
        assert found[old.name].absent
        asked = await reckoning.scope_at(tx, first.id, later)
        assert asked is not None
        assert (await reckoning.of_unit(tx, asked, later)).total == 308
        assert await reckoning.scope_at(tx, 77, later) is None
        campaign = (await by_id(tx, [ward.campaign]))[ward.campaign]
        assert campaign.rearranged
        own = await lookup.own_units(tx, {first.id: first}, {first.id: campaign}, later)
        assert own[first.id].inherited == 308
        assert await lineage.heirs(tx, [ward.campaign]) == {ward.campaign: {first.id, second.id}}
        assert [one.successor_id for one in await lineage.of_units(tx, [old.id])] == [first.id, second.id]


async def test_a_unit_that_was_not_there_yet_shows_what_it_is_made_of(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    merged, whole = Unit(ward.ids(), "M", "group", "Tổ gộp"), ward.units["Hà Cầu"]
    some = [ward.units[name] for name in ("Cầu Đơ 1", "Cầu Đơ 3")]
    became = [
        Became(ward.ids(), "merge", one.id, merged.id, LATER, one.name, 10_000, "gộp tổ", "k", now) for one in some
    ]
    handed = SessionHanded(ward.sessions["Cầu Đơ 1", 9].id, 1, merged.id)
    async with ward.database.write() as tx:
        await facts.write(
            tx, [Founded(merged, whole.id, LATER), *(UnitMoved(one.id, merged.id) for one in some), *became]
        )
        scope = await reckoning.scope_of(tx, whole, now)
        assert scope is not None
        then = await reckoning.of_unit(tx, scope, now)
        assert {one.unit.name for one in then.living} >= {"Cầu Đơ 1", "Cầu Đơ 3"}
        assert then.total == 5 * 370
        await facts.write(tx, [handed])
        assert (await sessions.by_id(tx, [handed.session_id]))[handed.session_id].session.unit_id == merged.id


async def test_a_part_without_a_headcount_is_named_where_the_sum_would_be_too_small(both_wards: Ward):
    ward, whole = both_wards, both_wards.units["Hà Cầu"]
    async with ward.database.write() as tx:
        ids = [whole.id, ward.units["Cầu Đơ 3"].id]
        await tx.run("DELETE FROM headcount WHERE unit_id IN :ids", ids=ids)
        scope = await reckoning.scope_of(tx, whole, ward.clock.at)
        assert scope is not None
        found = await reckoning.of_unit(tx, scope, ward.clock.at)
        assert found.headcount is not None
        assert (found.headcount.value, [one.name for one in found.uncounted]) == (4 * 980, ["Cầu Đơ 3"])
        again = Headcount(ids[1], "smartphone15", 5, FIRST, "sổ", 0)
        await facts.write(tx, [HeadcountEntered(ward.ids(), again)])
        assert (await reckoning.of_unit(tx, scope, ward.clock.at)).uncounted == ()
