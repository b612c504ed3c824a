"""Evenings as they come: put off, called off, told again; what their chats hold, and who is asked about them."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from storage import (
    absences,
    campaigns,
    chats,
    chosen,
    evidence,
    health,
    house_keys,
    lookup,
    notes,
    outbox,
    people,
    reckoning,
    retention,
    rounds,
    sessions,
)
from storage.absences import Busy, Excused, ExcuseSettled, Postponed, WentAway
from storage.campaigns import Announced, CampaignChanged, Campaigns, CampaignSet
from storage.chats import LOGGED, LogEntry
from storage.chosen import Chosen
from storage.database import Stale
from storage.drafts import Draft, DraftClosed
from storage.evidence import PhotoKept
from storage.facts import write
from storage.files import Handout
from storage.instants import DAY
from storage.lookup import Campaigner, Origin
from storage.notes import Note, NoteSettled
from storage.presence import Came, Presence
from storage.records import Choice, Message, Question, SessionKind, SessionState
from storage.sessions import SessionTimed
from storage.settings import Timetable
from storage.standing import Standing
from tests.ward import FIRST, Ward


async def test_who_is_away_busy_or_wants_to_be_left_alone_is_known(both_wards: Ward):
    ward, now, binh = both_wards, both_wards.clock.at, both_wards.people["binh"].id
    session = ward.sessions["Cầu Đơ 1", 9].id
    async with ward.database.write() as tx:
        await write(tx, [WentAway(1, binh, now, now + DAY), Busy(2, binh, now + 3 * DAY, now + 4 * DAY)])
        await write(tx, [Postponed(session, binh, now + 5, now), Postponed(session, binh, now + 9, now + 1)])
        assert await absences.spans(tx, [binh], now) == {
            binh: [(now + 3 * DAY, now + 4 * DAY), (now, now + DAY)],
        }
        assert await absences.postponed(tx, [session]) == {session: {binh: now + 9}}
        await write(tx, [WentAway(3, binh, now, now)])
        assert await absences.spans(tx, [binh], now) == {}, "back, whatever was said of later"


@pytest.mark.parametrize("agreed", [True, False])
async def test_a_night_that_its_head_calls_off_waits_for_the_clerk(both_wards: Ward, agreed: bool):
    ward, now, session = both_wards, both_wards.clock.at, both_wards.sessions["Cầu Đơ 1", 9]
    async with ward.database.write() as tx:
        await write(tx, [Excused(1, session.id, 1, ward.people["binh"].id, "mưa", now)])
        assert (await absences.open_excuses(tx, [session.id]))[session.id].why == "mưa"
        await write(tx, [ExcuseSettled(session.id, 2, agreed, now + 1)])
        assert await absences.open_excuses(tx, [session.id]) == {}
        state = (await sessions.by_id(tx, [session.id]))[session.id].session.state
        assert state is (SessionState.EXCUSED if agreed else SessionState.PLANNED)
    with pytest.raises(Stale):
        async with ward.database.write() as tx:
            await write(tx, [ExcuseSettled(session.id, 2, agreed, now + 2)])


async def test_nights_are_read_from_a_day_on_and_timed_anew(both_wards: Ward):
    ward, session = both_wards, both_wards.sessions["Cầu Đơ 4", 11]
    unit = session.unit_id
    async with ward.database.write() as tx:
        assert [one.session.night.day for one in await sessions.since(tx, [unit], date(2024, 11, 12))] == [12]
        ahead = await sessions.of_campaign(tx, ward.campaign, date(2024, 11, 12))
        assert [one.night.day for one in ahead] == [12, 14, 15, 16]
        later = SessionTimed(session.id, 1, "18:00", "20:00", session.asks_at - 5, session.locks_at)
        await write(tx, [later])
        timed = (await sessions.by_id(tx, [session.id]))[session.id].session
        assert (timed.starts, timed.asks_at, timed.version) == ("18:00", session.asks_at - 5, 2)
        with pytest.raises(Stale):
            await write(tx, [later])


async def test_a_round_is_owed_unless_it_was_called_off(both_wards: Ward):
    owes = replace(both_wards.sessions["Cầu Đơ 1", 9], kind=SessionKind.ROUND)
    some = [sessions.HeldSession(one, Standing(one.id)) for one in (owes, both_wards.sessions["Cầu Đơ 3", 10])]

    assert rounds.owed(some)
    assert not rounds.owed(some[1:])
    assert not rounds.owed([replace(some[0], session=replace(owes, state=SessionState.CANCELLED))])


async def test_a_log_shows_the_buttons_of_a_message_and_its_end(both_wards: Ward):
    ward, now, person = both_wards, both_wards.clock.at, both_wards.people["binh"]
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, f"{LOGGED}/binh")
        assert chat is not None
        yes = Choice(ward.ids(), "Đúng", "{}", 1)
        asks = Question(ward.ids(), "which", chat.id, person.id, None, now + DAY, choices=(yes,))
        message = Message(ward.ids(), "answer", "k", now, chat=chat, words="Đúng không ạ?", question=asks)
        await outbox.write(tx, [message])
        await chats.append(tx, [LogEntry(chat.id, "k", now, "vâng"), LogEntry(chat.id, "k", now, outbox_id=message.id)])
        await chats.write_shown(tx, [chats.Shown(chat.id, "{}", now)])
        last = await chats.log_latest(tx, chat.id, most=1)
        assert [(line.position, [choice.label for choice in line.choices]) for line in last] == [(2, ["Đúng"])]
        assert [line.said for line in await chats.log_after(tx, chat.id, 0)] == ["vâng", None]
        assert await health.stands(tx, now) == []
        assert await health.stands(tx, now + DAY) == [(LOGGED, 1, now)]


async def test_who_speaks_in_two_chats_is_one_person_and_is_asked_for_anew(both_wards: Ward):
    ward, now, known = both_wards, both_wards.clock.at, Campaigns()
    alone = Origin(ward.ids(), f"{LOGGED}/binh", LOGGED, f"{LOGGED}/binh", now, private=True)
    crowd = Origin(ward.ids(), "telegram/-7", "telegram", f"{LOGGED}/binh", now, private=False)
    nobody = Origin(ward.ids(), "telegram/7", "telegram", "telegram/7", now, private=True)
    async with ward.database.write() as tx:
        some = await lookup.look_up(tx, [alone, crowd, nobody], known)
        assert [one.person for one in some] == [ward.people["binh"], ward.people["binh"], None]
        assert some[1].own_chat == some[0].chat
        one, other, stranger = some
        assert isinstance(one, Campaigner)
        assert isinstance(other, Campaigner)
        assert not isinstance(stranger, Campaigner)
        assert one.within(ward.campaign) is one
        assert [one.person for one in await lookup.refreshed(tx, some, now)] == [one.person for one in some]
        night = ward.sessions["Cầu Đơ 1", 9].id
        asked = Question(ward.ids(), "count", some[0].chat.id, ward.people["binh"].id, night, now + 1)
        waits = replace(other, questions=(asked,))
        assert lookup.in_question([one, waits], now) == [waits, one], "who was asked last is meant first"


async def test_a_campaign_begins_again_and_is_announced(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    async with ward.database.write() as tx:
        one = (await campaigns.by_id(tx, [ward.campaign]))[ward.campaign]
        plain = (one.id, one.code, one.unit.id, "Đợt hai", one.zone, one.starts, one.ends, one.settings)
        await write(tx, [CampaignSet(*plain), Announced(one.id, now)])
        anew = await campaigns.named(tx, one.code)
        assert anew is not None
        assert (anew.name, anew.version, anew.runs(now), anew.runs(now - 30 * DAY)) == ("Đợt hai", 2, True, False)
        assert await campaigns.announced(tx, one.id) == now
        assert await campaigns.announced(tx, 77) is None
        assert await campaigns.named(tx, "none") is None
        assert campaigns.of_nights([one, anew], [FIRST]) is one
        for unit, reached in (("Cầu Đơ 1", True), ("Hà Cầu", True)):
            found = await campaigns.within_reach(tx, [ward.units[unit].id])
            assert ([again.id for again in found] == [one.id]) is reached
        assert await campaigns.ids_below(tx, ward.units["Hà Cầu"].id, now) == [one.id]


async def test_what_waits_for_the_office_waits_until_it_was_seen(both_wards: Ward):
    ward, now, binh = both_wards, both_wards.clock.at, both_wards.people["binh"].id
    async with ward.database.write() as tx:
        await write(tx, [Note(id_, ward.campaign, binh, "", f"{id_}", now + id_) for id_ in (1, 2)])
        await write(tx, [Chosen(id_, binh, "leader", "praise", "cảm ơn", now) for id_ in (1, 2)])
        assert [one.id for one in await notes.waiting(tx, ward.campaign)] == [1, 2]
        await write(tx, [NoteSettled(1, now)])
        assert [one.words for one in await notes.by_id(tx, [1, 2])] == ["2"]
        assert await chosen.counted(tx) == ((2, "praise", "cảm ơn"),)
        later = now + 30 * DAY + 1
        assert [await retention.clear(tx, table, later) for table in ("note", "chosen")] == [1, 2]
        assert [one.id for one in await notes.waiting(tx, ward.campaign)] == [2]


async def test_a_photo_is_kept_and_fetched_and_a_key_made_once(both_wards: Ward):
    ward, now, session = both_wards, both_wards.clock.at, both_wards.sessions["Cầu Đơ 1", 9].id
    async with ward.database.write() as tx:
        await write(tx, [PhotoKept(5, session, ward.people["binh"].id, "telegram:x", "k", now)])
        await evidence.fetched(tx, 5, b"JPEG", now)
        found = await tx.rows("SELECT body, fetched FROM evidence")
        assert [(bytes(row["body"]), row["fetched"]) for row in found] == [(b"JPEG", now)]
        for value in ("first", "second"):
            await house_keys.make(tx, "links", value)
        assert await house_keys.known(tx, "links") == "first"
        assert await house_keys.known(tx, "none") is None


def test_of_a_force_that_was_nowhere_nobody_came():
    assert Presence().of("youth") == Came(0, 0, 0)


async def test_a_telephone_is_known_of_whom_it_was_given(both_wards: Ward):
    ward, ids = both_wards, [both_wards.people[key].id for key in ("binh", "tam")]
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000201' WHERE code = 'binh'")
        assert await people.phones(tx, ids) == {ids[0]: "0900000201"}
        assert await people.deputies(tx, [ward.units["Cầu Đơ 1"].id], ward.clock.at) == {
            ward.units["Cầu Đơ 1"].id: ward.people["tam"]
        }
        assert len(await people.everybody(tx)) == len(ward.people)


@pytest.mark.parametrize("given", ["19:30", {"starts": 7}, {"starts": "25:00"}])
def test_hours_that_cannot_be_read_are_told_by_themselves(given: object):
    with pytest.raises(ValidationError) as wrong:
        Timetable.model_validate(given)
    assert len(wrong.value.errors()) == 1


def test_a_draft_is_closed_at_its_version_and_a_picture_is_known_by_its_type():
    draft = Draft(5, "plan", 1, 2, 3, "{}", 4, version=2)

    assert draft.closed("dropped", 9) == DraftClosed(5, 2, "dropped", 9)
    for media_type, picture in (("image/png", True), ("application/pdf", False)):
        assert Handout(1, "progress", "x", media_type, False, 4).picture is picture


async def test_nights_that_are_left_are_the_wards_or_a_units_own_and_a_changed_plan_is_read_anew(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    async with ward.database.write() as tx:
        found = []
        for name in ("Hà Cầu", "Cầu Đơ 4"):
            scope = await reckoning.scope_of(tx, ward.units[name], now)
            assert scope is not None
            found.append(await reckoning.nights_left(tx, await reckoning.of_unit(tx, scope, now)))
        assert found == [7, 2]
        await write(tx, [CampaignChanged(ward.campaign)])
        assert (await campaigns.by_id(tx, [ward.campaign]))[ward.campaign].version == 2
