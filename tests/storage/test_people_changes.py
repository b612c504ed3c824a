"""Posts with dates, histories, contact persons, introductions and erasing, on both engines."""

import pytest

from storage import accounts, contacts, erasing, facts, history, introductions, people, posts
from storage.accounts import Unlinked
from storage.contacts import ContactNamed
from storage.database import Stale
from storage.erasing import Erased, Withdrawn
from storage.history import Change, Noted
from storage.instants import DAY
from storage.introductions import Introduction, IntroductionClosed
from storage.people import Addressed, PersonChanged
from storage.posts import PostEnded, PostTaken
from storage.records import Role
from tests.ward import Ward


async def write(ward: Ward, *written: facts.Fact) -> None:
    async with ward.database.write() as tx:
        await facts.write(tx, written)


async def test_a_post_begins_and_ends_on_its_days(both_wards: Ward):
    ward, unit, an, now = both_wards, both_wards.units["Cầu Đơ 1"], both_wards.people["an"], both_wards.clock.at
    await write(ward, PostTaken(ward.ids(), an.id, Role.LEADER, unit.id, None, now + DAY, now + 3 * DAY))

    async with ward.database.read() as read:
        held = [h for h in await posts.of_person(read, an.id, now) if h.post.role is Role.LEADER]
        leads = [await people.heads(read, [unit.id], now + DAY * n) for n in (0, 2)]
        later = await posts.of_person(read, an.id, now + 3 * DAY)
    assert [(h.since, h.until, h.now(now)) for h in held] == [(now + DAY, now + 3 * DAY, False)]
    assert leads[0][unit.id].name == "Nguyễn Văn Bình"
    assert all(h.post.role is not Role.LEADER for h in later)


async def test_a_post_that_has_ended_does_not_end_later(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    async with ward.database.read() as read:
        (held,) = await posts.of_person(read, ward.people["binh"].id, now)
    await write(ward, PostEnded(held.id, now))

    with pytest.raises(Stale):
        await write(ward, PostEnded(held.id, now + DAY))
    async with ward.database.read() as read:
        assert await posts.below(read, [held.post.unit.id], now + 1) != ()
        assert await posts.of_person(read, ward.people["binh"].id, now) == ()


async def test_what_a_roster_says_anew_leaves_the_rest_as_it_was(both_wards: Ward):
    ward, binh = both_wards, both_wards.people["binh"]
    await write(ward, PersonChanged(binh.id, phone="0900000111"), Addressed(binh.id, "chú", "cháu"))
    await write(ward, PersonChanged(binh.id, title="Ông"))

    async with ward.database.read() as read:
        known = (await people.by_id(read, [binh.id]))[binh.id]
        assert await people.phones(read, [binh.id, ward.people["an"].id]) == {binh.id: "0900000111"}
        assert await accounts.by_phone(read, ["0900000111"]) == (binh.id,)
    assert (known.name, known.title, known.you, known.me) == (binh.name, "Ông", "chú", "cháu")


async def test_a_history_shows_in_its_unit_and_above(both_wards: Ward):
    ward, binh, unit = both_wards, both_wards.people["binh"], both_wards.units["Cầu Đơ 1"]
    lan = ward.people["lan"]
    await write(
        ward,
        Noted(ward.ids(), "left", binh.id, unit.id, lan.id, "web", 10, {"role": "leader"}),
        Noted(ward.ids(), "phoned", binh.id, None, None, "cli", 20),
    )

    async with ward.database.read() as read:
        of_unit, of_ward = [await history.of_unit(read, u.id, 9) for u in (unit, ward.units["Hà Cầu"])]
        own = (await erasing.kept(read, binh.id)).history
        nothing = await history.of_unit(read, ward.units["Hà Trì 1"].id, 9)
    assert of_unit == of_ward
    assert [(one.kind, one.actor, one.unit, one.detail["person"]) for one in of_unit] == [
        ("left", lan.name, "Cầu Đơ 1", binh.name)
    ]
    assert (own, nothing) == (2, ())


async def test_figures_are_told_by_who_said_them(both_wards: Ward):
    await both_wards.chat("binh").says("cài 42")

    async with both_wards.database.read() as read:
        (told,) = await history.figures_of_unit(read, both_wards.units["Hà Cầu"].id, 9)
    assert (told.actor, told.unit, told.changes, told.channel.partition("/")[0]) == (
        "Nguyễn Văn Bình",
        "Cầu Đơ 1",
        {"installed": Change(None, 42, 42)},
        "web",
    )


async def test_one_contact_of_a_part_at_a_time(both_wards: Ward):
    ward, unit, lan = both_wards, both_wards.units["Cầu Đơ 1"].id, both_wards.people["lan"].id
    for at, name in enumerate(("Hoa", "Huệ")):
        await write(ward, ContactNamed(ward.ids(), unit, "officer", name, "chị", lan, at, f"090000000{at}"))

    async with ward.database.read() as read:
        named = await contacts.below(read, [ward.units["Hà Cầu"].id])
    assert [(one.name, one.phone) for one in named] == [("Huệ", "0900000001")]
    assert "0900000001" not in repr(named)


async def test_an_introduction_is_answered_once(both_wards: Ward):
    ward = both_wards
    await ward.chat("new").says("alo")
    async with ward.database.read() as read:
        (chat,) = await read.rows("SELECT id FROM chat WHERE address = 'web/new'")
    made = Introduction(ward.ids(), chat["id"], "web/new", "tôi là An", 5)
    await write(ward, made)

    async with ward.database.read() as read:
        assert await introductions.by_id(read, made.id) == made
        assert await introductions.lately(read, chat["id"], 4) == (1, 1)
        assert await introductions.lately(read, 0, 5) == (0, 0)
    await write(ward, IntroductionClosed(made.id, 6))
    async with ward.database.read() as read:
        assert await introductions.by_id(read, made.id) is None
    with pytest.raises(Stale):
        await write(ward, IntroductionClosed(made.id, 7))


async def test_an_unlinked_chat_speaks_for_nobody_and_gets_nothing(both_wards: Ward):
    ward, binh = both_wards, both_wards.people["binh"]
    async with ward.database.read() as read:
        (channel,) = await accounts.of_person(read, binh.id)
    await write(ward, Unlinked(channel.id, 5))

    async with ward.database.read() as read:
        assert await accounts.of_person(read, binh.id) == ()
        assert await people.by_address(read, [channel.address]) == {}
    with pytest.raises(Stale):
        await write(ward, Unlinked(channel.id, 6))


async def test_erasing_leaves_counts_and_takes_what_tells_who_it_was(both_wards: Ward):
    ward, binh = both_wards, both_wards.people["binh"]
    await ward.chat("binh").says("cài 42")
    await write(ward, PersonChanged(binh.id, phone="0900000111"))
    async with ward.database.read() as read:
        kept = await erasing.kept(read, binh.id)
    assert (kept.phone, kept.events) == ("0900000111", 1)

    await write(ward, Erased(binh.id, "Ẩn danh 1", 9))
    async with ward.database.read() as read:
        (left,) = await read.rows("SELECT name, code, phone, consent FROM person WHERE id = :id", id=binh.id)
        (account,) = await read.rows("SELECT address FROM account WHERE person_id = :id", id=binh.id)
        kept = await erasing.kept(read, binh.id)
    assert (left["name"], left["code"], left["phone"], left["consent"]) == ("Ẩn danh 1", f"x{binh.id}", None, None)
    assert account["address"].startswith("erased/")
    assert (kept.events, kept.messages) == (1, 0)
    with pytest.raises(Stale):
        await write(ward, Erased(binh.id, "Ẩn danh 2", 9))


async def test_who_has_withdrawn_can_come_back_with_a_new_yes(both_wards: Ward):
    ward, binh = both_wards, both_wards.people["binh"]
    await write(ward, Withdrawn(binh.id, 9))
    await write(ward, accounts.Consented(binh.id, 2, 10))

    async with ward.database.read() as read:
        (row,) = await read.rows("SELECT consent, withdrawn FROM person WHERE id = :id", id=binh.id)
    assert (row["consent"], row["withdrawn"]) == (2, None)
