"""Files that were handed in, and documents that wait for their turn, on both engines."""

import pytest

from storage import errands, facts, queued, received, retention
from storage.database import Stale
from storage.errands import Errand, ErrandEnded
from storage.instants import DAY, MINUTE
from storage.queued import Queued, TurnCame
from storage.received import Received
from tests.ward import Ward

BODY = bytes(range(256)) * 40


async def ordered(ward: Ward, key: str) -> Errand:
    errand = Errand(ward.ids(), "read_document", {"file": f"web:{key}", "name": "kh.csv"}, key, ward.clock.at)
    async with ward.database.write() as tx:
        await facts.write(tx, [errand])
    return errand


async def hand_in(ward: Ward, key: str, body: bytes = BODY) -> bytes | None:
    account = ward.people["lan"].id
    async with ward.database.write() as tx:
        await received.keep(tx, Received(key, account, body, ward.clock.at))
        return await received.body(tx, key)


def waiting(ward: Ward, errand: Errand) -> Queued:
    of = (errand.id, ward.people["lan"].id, errand.kind, errand.params, errand.cause)
    return Queued(*of, "digest", ward.clock.at)


async def test_what_an_errand_waits_for_is_kept_until_it_has_ended(both_wards: Ward):
    ward = both_wards
    errand = await ordered(ward, "web/lan/a")
    assert await hand_in(ward, "web/lan/a") == BODY
    assert await hand_in(ward, "web/lan/a", b"other") == BODY

    async with ward.database.write() as tx:
        await facts.write(tx, [ErrandEnded(errand.id)])
        assert await received.body(tx, "web/lan/a") is None
    assert await hand_in(ward, "web/lan/a") is None


async def test_what_no_errand_waits_for_is_never_kept(both_wards: Ward):
    await ordered(both_wards, "web/lan/a")
    assert await hand_in(both_wards, "web/lan/b") is None


async def test_an_errand_that_is_put_off_still_finds_its_file(both_wards: Ward):
    ward = both_wards
    errand = await ordered(ward, "web/lan/a")
    await hand_in(ward, "web/lan/a")
    async with ward.database.write() as tx:
        await errands.postpone(tx, errand, ward.clock.at + MINUTE)
        assert await errands.by_id(tx, errand.id) == Errand(
            errand.id, errand.kind, errand.params, errand.cause, ward.clock.at + MINUTE
        )
        assert await received.body(tx, "web/lan/a") == BODY


async def test_a_queued_document_keeps_its_file_until_it_was_read_again(both_wards: Ward):
    ward = both_wards
    first = await ordered(ward, "web/lan/a")
    await hand_in(ward, "web/lan/a")
    async with ward.database.write() as tx:
        await facts.write(tx, [waiting(ward, first), ErrandEnded(first.id)])
        assert await queued.of(tx, ward.people["lan"].id) == (waiting(ward, first),)
        assert await received.body(tx, "web/lan/a") == BODY

    again = Errand(ward.ids(), first.kind, first.params, first.cause, ward.clock.at)
    async with ward.database.write() as tx:
        await facts.write(tx, [TurnCame(first.id), again])
        assert await queued.of(tx, ward.people["lan"].id) == ()
        assert await received.body(tx, "web/lan/a") == BODY
        await facts.write(tx, [ErrandEnded(again.id, failed=True)])
        assert await received.body(tx, "web/lan/a") is None


async def test_a_turn_comes_once_and_in_order(both_wards: Ward):
    ward = both_wards
    some = [await ordered(ward, f"web/lan/{key}") for key in "abc"]
    async with ward.database.write() as tx:
        await facts.write(tx, [waiting(ward, errand) for errand in reversed(some)])
        assert [one.id for one in await queued.of(tx, ward.people["lan"].id)] == [errand.id for errand in some]
        assert await queued.of(tx, ward.people["binh"].id) == ()
        await facts.write(tx, [TurnCame(some[0].id)])
    with pytest.raises(Stale):
        async with ward.database.write() as tx:
            await facts.write(tx, [TurnCame(some[0].id)])


async def test_a_file_that_nobody_reads_is_forgotten_after_a_week(both_wards: Ward):
    ward = both_wards
    await ordered(ward, "web/lan/a")
    await hand_in(ward, "web/lan/a")
    async with ward.database.write() as tx:
        assert await retention.clear(tx, "received", ward.clock.at + 7 * DAY - 1, often=True) == 0
        assert await retention.clear(tx, "received", ward.clock.at + 7 * DAY, often=True) == 1


async def test_who_is_erased_leaves_no_file_behind(both_wards: Ward):
    ward, lan = both_wards, both_wards.chat("lan")
    errand = await ordered(ward, "web/lan/a")
    await hand_in(ward, "web/lan/a")
    async with ward.database.write() as tx:
        await facts.write(tx, [waiting(ward, errand), ErrandEnded(errand.id)])

    await lan.says("xoá tôi")
    await lan.presses(lan.choices[0])
    async with ward.database.read() as read:
        assert await received.body(read, "web/lan/a") is None
        assert await queued.of(read, ward.people["lan"].id) == ()
