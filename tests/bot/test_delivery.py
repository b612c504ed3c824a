"""The way of a message out: what is worded late, what cannot be worded, what nobody can be told."""

from datetime import date

from bot.app import LOOKS
from bot.render import Renderer
from handlers.markup import Markup
from handlers.outcome import Request, tell
from schedules import due
from storage import chats, outbox
from storage.instants import SECOND
from storage.records import Message
from storage.sending import Waiting, Worded
from tests.ward import Ward, clock_time, person_id


async def states(ward: Ward) -> dict[str, str]:
    async with ward.database.read() as read:
        return {row["kind"]: row["state"] for row in await read.rows("SELECT kind, state FROM outbox ORDER BY id")}


async def test_a_recipe_that_cannot_be_worded_holds_up_nobody(both_wards: Ward):
    ward, clerk = both_wards, both_wards.chat("lan")
    broken = {"unit": "not a number", "campaign": "1"}
    async with ward.database.write() as tx:
        person = await person_id(ward, "lan")
        await outbox.write(tx, [Message(ward.ids(), "status", "test", ward.clock.at, person_id=person, params=broken)])

    await clerk.says("/status")

    clerk.hears("iHanoi Hà Cầu")
    async with ward.database.read() as read:
        found = await read.rows("SELECT state, why FROM outbox WHERE cause = 'test'")
    assert [(row["state"], row["why"]) for row in found] == [("void", "it could not be worded")]


async def test_the_question_is_asked_once_however_often_one_looks(both_wards: Ward):
    chat = both_wards.chat("binh")

    for minute in ("21:25", "21:26", "21:25", "21:44"):
        await both_wards.comes_to(minute)
    await chat.reads()

    assert len(chat.new) == 1


async def test_a_question_too_late_to_be_of_use_is_skipped(both_wards: Ward):
    await both_wards.comes_to("21:20")
    await both_wards.comes_to("12:30", date(2024, 11, 10))

    late = await states(both_wards)
    assert {kind for kind, state in late.items() if state == "skipped"} == {
        "closeout",
        "again",
        "deputy",
        "missing",
        "summary",
    }


async def test_a_night_that_was_planned_too_late_is_not_asked_for(both_wards: Ward):
    await both_wards.comes_to("12:30", date(2024, 11, 10))

    assert "closeout" not in await states(both_wards)


async def test_a_night_that_changed_voids_what_was_waiting(both_wards: Ward):
    ward, chat = both_wards, both_wards.chat("binh")
    async with ward.database.write() as tx:
        await due.look(tx, clock_time("21:25"), ward.ids)
        await tx.run("UPDATE session SET version = version + 1")

    await ward.comes_to("21:26")
    await chat.reads()

    assert len(chat.new) == 1
    async with ward.database.read() as read:
        found = await read.rows("SELECT once_key, state FROM outbox ORDER BY once_key")
    assert [(row["once_key"].split(":")[2], row["state"]) for row in found] == [("1", "void"), ("2", "sent")]


async def test_who_has_no_chat_is_on_the_call_list(both_wards: Ward):
    ward = both_wards
    heard = Request("test", clock_time("21:00"), clock_time("21:00"), ward.ids)
    async with ward.database.write() as tx:
        await tx.run("UPDATE account SET until = 0 WHERE person_id = :id", id=ward.people["binh"].id)
        await outbox.write(tx, [tell(heard, ward.people["binh"], Markup("x"))])

    await ward.delivers()

    assert await states(ward) == {"alarm": "unreached"}


async def test_an_answer_stopped_in_flight_is_said_after_all(both_wards: Ward):
    ward, chat = both_wards, both_wards.chat("binh")
    await ward.intake.take([ward.update("binh", text="cài 42")])
    async with ward.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'sending'")

    await ward.deliveries[0].land()
    await ward.delivers()
    await chat.reads()

    chat.hears("412/980")


def test_the_clock_looks_often_enough():
    assert LOOKS * SECOND <= 20 * SECOND


async def test_what_was_worded_in_an_earlier_try_is_said_as_it_was(ward: Ward):
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, "web/binh")
        assert chat
        worded = Message(
            901, "owed", "t", 0, chat=chat, words="Em ghi 42.\n\nCòn 3 tổ.", params={"before": "Em ghi 42."}
        )
        rendered = await Renderer(ward.ids).render(tx, [Waiting(worded, chat, None, 1, None)], ward.clock.at)

    assert rendered.worded == {901: Worded("Em ghi 42.\n\nCòn 3 tổ.")}
