"""The edges of what people may do: files without a night, codes twice, units without a campaign, edits too late."""

from datetime import date

from handlers import texts
from handlers.inbound import Content, Done, Edited, FileKind, Inbound, ReceivedFile, SharedPhone, Text
from storage import accounts, facts
from storage.chats import LOGGED
from storage.instants import Instant
from storage.invites import Invited, hash_of
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Unit
from storage.units import Founded
from tests.ward import FIRST, Chat, Ward, clock_time

CODE = "7KXM3PQR"


async def brings(chat: Chat, content: Content, key: str = "key-x", *, group: str = "", written: Instant = 0) -> None:
    """What only Telegram can bring, to the chat of somebody who is written to on the page."""
    at, where = chat.ward.clock.at, f"{LOGGED}/{group}" if group else chat.address
    update = Inbound(key, LOGGED, where, chat.address, content, written or at, at, private=not group)
    assert not (await chat.ward.intake.take([update]))[0].set_aside
    await chat.ward.delivers()
    await chat.reads()


async def invited(ward: Ward, key: str) -> None:
    async with ward.database.write() as tx:
        await facts.write(tx, [Invited(ward.ids(), hash_of(CODE), ward.people[key].id, ward.clock.at)])


async def of_nowhere(ward: Ward) -> Chat:
    """The chat of a head whose unit belongs to no campaign."""
    unit, person = Unit(ward.ids(), "X", "group", "Xóm Mới"), Person(ward.ids(), "xuan", "Lê Thị Xuân", "", "cô", "em")
    account = Account(person.id, f"{LOGGED}/xuan", person.id)
    enrolled = Enrolled(person, ((ward.ids(), Post(person.id, Role.LEADER, unit)),), (account,), 0)
    async with ward.database.write() as tx:
        await facts.write(tx, [Founded(unit, None, FIRST), enrolled])
    return ward.chat("xuan")


async def test_a_strangers_file_is_not_looked_at(ward: Ward):
    chat = ward.chat("somebody")

    await brings(chat, ReceivedFile(FileKind.DOCUMENT, "telegram:1", "kehoach.xlsx", 9))

    chat.hears("Em chưa biết bác là ai")


async def test_a_photo_of_no_night_is_not_kept(ward: Ward):
    chat = ward.chat("nhan")

    await brings(chat, ReceivedFile(FileKind.PHOTO, "telegram:1"))

    chat.hears("ảnh")
    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM evidence")


async def test_who_is_known_needs_no_code_and_no_number(ward: Ward):
    chat = ward.chat("binh")
    await invited(ward, "tam")

    await chat.says(f"/start {CODE}")
    chat.hears("Em đã biết bác Bình rồi")
    await brings(chat, SharedPhone("0912345678", own=True))
    chat.hears("Em đã biết bác Bình rồi")


async def test_a_code_in_a_group_is_passed_over(ward: Ward):
    chat = ward.chat("binh")
    await invited(ward, "tam")

    await brings(chat, Text(f"/start {CODE}"), group="crowd")

    assert [line.words for line in await ward.chat("crowd").log()] == [None]
    chat.hears_nothing()


async def test_a_code_that_runs_out_before_the_yes_opens_nothing(ward: Ward):
    chat = ward.chat("somebody")
    await invited(ward, "tam")
    await chat.says(f"/start {CODE}")
    chat.hears("Trần Thị Tâm")
    async with ward.database.write() as tx:
        await tx.run("UPDATE invite SET expires = :now", now=ward.clock.at)

    await chat.says("đúng")

    chat.hears("chỉ dùng được đến hết 09/11/2024")
    async with ward.database.read() as read:
        assert await accounts.unlinked(read, [ward.people["tam"].id])


async def test_without_names_all_are_invited_who_cannot_be_reached(ward: Ward):
    async with ward.database.write() as tx:
        await tx.run("UPDATE account SET address = 'telegram/1' WHERE person_id = :id", id=ward.people["tam"].id)

    await ward.chat("lan").says("/moi")

    async with ward.database.read() as read:
        (errand,) = await read.rows("SELECT params FROM errand WHERE kind = 'invite'")
    wanted = {str(one.id) for key, one in ward.people.items() if key != "tam"}
    assert all(one in errand["params"] for one in wanted)
    assert str(ward.people["tam"].id) not in errand["params"].replace(str(ward.people["lan"].id), "", 1)


async def test_codes_are_not_made_in_a_group(ward: Ward):
    await brings(ward.chat("lan"), Text("/moi"), group="crowd")

    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM errand WHERE kind = 'invite'")


async def test_a_plan_of_a_campaign_that_is_gone_plans_nothing(ward: Ward):
    sent = {"campaign": "gone", "person": str(ward.people["lan"].id), "chat": "1"}
    done = Done(1, "read_plan", sent, '{"sessions": [], "problems": []}')
    async with ward.database.write() as tx:
        await tx.run(
            "INSERT INTO errand (id, kind, params, cause, state, tries, next_at) "
            "VALUES (1, 'read_plan', '{}', 'test', 'waiting', 0, 0)"
        )
    await ward.intake.take([Inbound("errand/1", "errand", "errand", "errand", done, 0, ward.clock.at)])

    async with ward.database.read() as read:
        assert [row["state"] for row in await read.rows("SELECT state FROM errand")] == ["done"]


async def test_a_unit_without_a_campaign_has_nothing_to_count(ward: Ward):
    chat = await of_nowhere(ward)

    await chat.says("cài 42")
    chat.hears("em chưa hiểu ý cô")
    await chat.says("/status")
    chat.hears("cô")
    await chat.says("hoàn tác")
    chat.hears("Cô chưa có lần báo nào để hoàn tác")


async def test_an_extraordinary_evening_is_remarked_on(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("cài 250")

    chat.hears("cài mới 250", "38")


async def test_who_asks_how_is_told(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("/baocao")
    chat.hears(str(texts.how_to_report(texts.pronouns(ward.people["binh"]), ""))[:15])


async def test_what_was_told_of_a_night_that_left_the_plan_can_be_taken_back(ward: Ward):
    chat = ward.chat("binh")
    await chat.says("cài 42")
    async with ward.database.write() as tx:
        await tx.run("UPDATE session SET state = 'cancelled' WHERE id = :id", id=ward.sessions["Cầu Đơ 1", 9].id)
        await tx.run("UPDATE campaign SET version = version + 1")

    await chat.says("hoàn tác")

    chat.hears("Em đã bỏ lần báo vừa rồi", "370/980")


async def test_the_summary_is_for_groups(ward: Ward):
    chat = ward.chat("lan")

    await chat.says("/tomtat")

    chat.hears(str(texts.summary_where(texts.pronouns(ward.people["lan"])))[:15])


async def test_somebody_elses_edit_changes_nothing(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await brings(head, Text("cài 42"), "key-original")

    await brings(deputy, Edited("key-original", "cài 24", ward.clock.at), "key-edited")

    deputy.hears_nothing()
    async with ward.database.read() as read:
        assert len(await read.rows("SELECT id FROM event")) == 1


async def test_an_edit_after_the_lock_is_not_taken(ward: Ward):
    chat = ward.chat("binh")
    await brings(chat, Text("cài 42"), "key-original")
    ward.clock.at = clock_time("13:00", date(2024, 11, 10))

    await brings(chat, Edited("key-original", "cài 24", clock_time("21:20")), "key-edited", written=clock_time("21:40"))

    chat.hears("đã chốt")
    async with ward.database.read() as read:
        assert len(await read.rows("SELECT id FROM event")) == 1


async def test_an_edit_about_a_night_that_is_not_planned_asks(ward: Ward):
    chat = ward.chat("lan")
    await brings(chat, Text("Cầu Đơ 1 tối nay cài 42"), "key-original")

    await brings(chat, Edited("key-original", "Cầu Đơ 3 tối nay cài 24", ward.clock.at), "key-edited")

    async with ward.database.read() as read:
        assert len(await read.rows("SELECT id FROM event")) == 1
