"""How an address becomes somebody's: linked, let go, invited; guesses, strangers, menus."""

import pytest

from storage import accounts, calls, chats, facts, forces, introductions, invites, menus, outbox, people, posts
from storage.accounts import Consented, Linked, Unlinked
from storage.calls import Called
from storage.chats import ChatMoved, Heard, Left
from storage.database import Stale
from storage.instants import DAY
from storage.introductions import Introduction
from storage.invites import GuessesForgiven, Invited, InviteShown, InviteUsed, WrongCode, hash_of, hash_of_link
from storage.posts import PostTaken
from storage.records import Message, MessageState, Role
from tests.ward import Ward


async def write(ward: Ward, *some: facts.Fact) -> None:
    async with ward.database.write() as tx:
        await facts.write(tx, list(some))


async def opened(ward: Ward, address: str, channel: str = "telegram") -> int:
    async with ward.database.write() as tx:
        heard = Heard(ward.ids(), address, channel, None, ward.clock.at)
        return (await chats.hear(tx, [heard]))[address].id


async def test_an_address_is_linked_let_go_and_linked_anew(both_wards: Ward):
    ward, binh, tam = both_wards, both_wards.people["binh"].id, both_wards.people["tam"].id
    chat, now = await opened(ward, "telegram/7"), ward.clock.at
    async with ward.database.read() as read:
        assert await accounts.unlinked(read, [binh, tam]) == (binh, tam), "a page that was made is no entry"

    await write(ward, Linked(ward.ids(), "telegram/7", chat, binh, now), Consented(binh, 2, now))
    with pytest.raises(Stale):
        await write(ward, Linked(ward.ids(), "telegram/7", chat, tam, now))
    async with ward.database.read() as read:
        assert await accounts.unlinked(read, [binh, tam]) == (tam,)
        assert [(one.name, one.device) for one in await accounts.of_person(read, binh)] == [
            ("web", False),
            ("telegram", False),
        ]
        assert (await chats.private_of(read, ["telegram/7"]))["telegram/7"].id == chat
        seat = (await accounts.at_pages(read, ["telegram/7", "web/nobody"]))["telegram/7"]
        assert (await people.by_id(read, [binh]))[binh].consent == 2

    await write(ward, Unlinked(seat.account_id, now + 1))
    await write(ward, Linked(ward.ids(), "telegram/7", chat, tam, now + 2))
    async with ward.database.read() as read:
        assert (await accounts.at_pages(read, ["telegram/7"]))["telegram/7"].person_id == tam


async def test_a_telephone_leads_to_who_is_on_the_roster(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000201' WHERE code = 'binh'")
        assert await accounts.by_phone(tx, ["0900000201"]) == (both_wards.people["binh"].id,)
        assert await accounts.by_phone(tx, ["0900000999"]) == ()


async def test_a_card_is_printed_shown_used_once_and_voids_the_others(both_wards: Ward):
    ward, binh, now = both_wards, both_wards.people["binh"].id, both_wards.clock.at
    first = Invited(1, hash_of("111 1111"), binh, now, hash_of_link("s1"), code="111 1111", secret="s1")
    device = Invited(2, hash_of("222 2222"), binh, now, expires=now + 9, own=True)
    anew = Invited(3, hash_of("333 3333"), binh, now, renews=True)
    await write(ward, first, device)
    async with ward.database.read() as read:
        assert (await invites.printed(read, [binh], now))[binh].code == "111 1111"
        found = await invites.by_code(read, ["111 1111"], "")
        assert found is not None
        assert (await invites.by_code(read, [], "s1")) == found == await invites.by_id(read, 1)
        assert await invites.by_id(read, 77) is None

    await write(ward, anew, InviteShown(3), InviteUsed(3, "telegram/7", now))
    async with ward.database.read() as read:
        assert await invites.by_code(read, ["111 1111"], "") is None, "renewed"
        kept = [await invites.by_id(read, id_) for id_ in (2, 3)]
    assert [(one.own, one.used) for one in kept if one] == [(True, None), (False, now)]
    with pytest.raises(Stale):
        await write(ward, InviteUsed(3, "telegram/8", now))


async def test_guesses_are_counted_for_a_day_or_until_they_are_forgiven(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    chat = await opened(ward, "telegram/7")
    await write(ward, WrongCode(1, chat, now - 2 * DAY), WrongCode(2, chat, now - 1, "here"))
    await write(ward, WrongCode(3, chat, now))
    async with ward.database.read() as read:
        assert [(one.at, one.origin) for one in await invites.guesses(read, 0)] == [(now - 1, "here"), (now, None)]
    await write(ward, GuessesForgiven(now))
    async with ward.database.read() as read:
        assert await invites.guesses(read, 0) == ()


async def test_a_stranger_says_where_they_belong(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    chat = await opened(ward, "telegram/7")
    await write(ward, Introduction(5, chat, "telegram/7", "tôi là An", now))
    async with ward.database.read() as read:
        known = await introductions.by_id(read, 5)
        units = {unit.name for unit, _ in await introductions.places(read)}
    assert known is not None
    assert known.words == "tôi là An"
    assert units >= {"Cầu Đơ 1", "Hà Trì 2"}


async def test_a_menu_is_due_until_it_was_set_and_again_when_posts_change(both_wards: Ward):
    ward, now, binh = both_wards, both_wards.clock.at, both_wards.people["binh"].id
    async with ward.database.write() as tx:
        due = {one.address: one.roles for one in await menus.due(tx, "web", "1", now)}
        assert due["web/binh"] == {Role.LEADER}
        await menus.was_set(tx, list(due), "1", now)
        assert await menus.due(tx, "web", "1", now) == []
        await tx.run("UPDATE post SET until = :until WHERE person_id = :id", until=now + 5, id=binh)
        assert [(one.address, one.roles) for one in await menus.due(tx, "web", "1", now + 9)] == [
            ("web/binh", frozenset())
        ]


async def test_a_group_moves_to_a_new_address_or_to_one_that_is_known(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    old = await opened(ward, "telegram/-1")
    await write(ward, ChatMoved("telegram/-1", "telegram/-2", now), ChatMoved("telegram/-9", "telegram/-8", now))
    async with ward.database.read() as read:
        found = await chats.at_address(read, "telegram/-2")
        assert found is not None
        assert found.id == old
    other = await opened(ward, "telegram/-3")
    message = Message(ward.ids(), "answer", "k", now, chat=found, words="Vâng ạ.")
    async with ward.database.write() as tx:
        await outbox.write(tx, [message])
        await facts.write(tx, [chats.Bulletin(old, ward.campaign, ward.units["Hà Cầu"].id, now)])
        await facts.write(tx, [ChatMoved(found.address, "telegram/-3", now)])
        waits = await tx.rows("SELECT chat_id FROM outbox UNION ALL SELECT chat_id FROM bulletin")
        gone = await tx.rows("SELECT address FROM chat WHERE gone IS NOT NULL")
        assert [row["chat_id"] for row in waits] == [other, other]
        assert [row["address"] for row in gone] == ["telegram/-2"]
        unwanted = chats.Bulletin(other, ward.campaign, ward.units["Hà Cầu"].id, now, wanted=False)
        await facts.write(tx, [unwanted, Left("telegram/-3", now)])
        assert await tx.rows("SELECT chat_id FROM bulletin") == []
        assert (await chats.by_id(tx, other)) is not None
        assert (await chats.by_id(tx, 77)) is None


async def test_whom_no_message_reaches_is_called_and_told_later(both_wards: Ward):
    ward, now, binh = both_wards, both_wards.clock.at, both_wards.people["binh"].id
    last = Message(ward.ids(), "closeout", "closeout/session/1", now, person_id=binh, not_after=now + DAY)
    again = Message(ward.ids(), "again", "again/session/1", now, person_id=binh, not_after=now + DAY)
    async with ward.database.write() as tx:
        await outbox.write(tx, [last, again])
        await tx.run("UPDATE outbox SET state = 'unreached', channel = 'telegram'")
        assert [one.message.id for one in await calls.missed_by(tx, binh, now)] == [last.id, again.id]
        missed = await calls.missed(tx, ward.units["Hà Cầu"].id, ward.people["lan"].id, now)
        assert [one.person for one in missed] == [ward.people["binh"]] * 2
        assert await calls.states(tx, [last.id]) == {last.id: (binh, MessageState.UNREACHED, True)}
        await facts.write(tx, [Called((again.id,), ward.people["lan"].id, now)])
        assert [one.message.id for one in await calls.missed_by(tx, binh, now)] == [last.id]
        assert await calls.urged(tx, [1], now) == {1: {"again": now}}
        await calls.deliver_missed(tx, [binh], now)
        assert (await calls.states(tx, [last.id]))[last.id][1] is MessageState.WAITING


async def test_a_member_of_a_force_keeps_their_consent(youth_ward: Ward):
    ward, now = youth_ward, youth_ward.clock.at
    await write(ward, Consented(ward.people["dung"].id, 3, now))
    place = ward.units["Cầu Đơ 1"].id
    home = PostTaken(ward.ids(), ward.people["dung"].id, Role.VOLUNTEER, place, "youth", now)
    await write(ward, home)
    async with ward.database.read() as read:
        some = await forces.members(read, ward.units["Hà Cầu"].id, "youth", now, leading=False)
        assert {one.code: one.consent for one in some}["dung"] == 3
        assert await forces.homes(read, ward.units["Hà Cầu"].id, "youth", now) == {ward.people["dung"].id: {place}}
        assert await forces.led(read, ward.units["Hà Cầu"].id, now) == {"youth"}
        assert (await people.in_charge(read, [place], now))[place] == (ward.people["binh"], ward.people["tam"])
        assert {one.code for one in await people.below(read, [place], now)} == {"binh", "tam", "an", "dung"}
        assert not await posts.are_over(read, ward.people["dung"].id, now)
    async with ward.database.write() as tx:
        await tx.run("UPDATE post SET until = :now", now=now)
        assert await posts.are_over(tx, ward.people["dung"].id, now)
