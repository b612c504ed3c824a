"""The way out: what is next in each chat, leased once, settled once, landed after a crash."""

from dataclasses import replace

import pytest

from storage import joining, outbox, sending
from storage.database import Database, Stale
from storage.instants import SECOND
from storage.records import Chat, Choice, Message, Question
from storage.sending import Dropped, Settled, Waiting, Worded
from tests.ward import Ward

NOW = 1_000 * SECOND
A, B = 1, 2  # the heads' chats in the tests below


@pytest.fixture
async def chats(both_wards: Ward) -> dict[int, Chat]:
    async with both_wards.database.read() as read:
        rows = await read.rows("SELECT id, address, channel FROM chat ORDER BY id")
    return {n: Chat(row["id"], row["address"], row["channel"]) for n, row in enumerate(rows, start=1)}


async def put(database: Database, *messages: Message) -> None:
    async with database.write() as tx:
        await outbox.write(tx, messages)


async def turn(database: Database, now: int = NOW) -> list[Waiting]:
    async with database.read() as read:
        return await sending.waiting(read, "web", now)


async def lease(database: Database, *ids: int) -> None:
    async with database.write() as tx:
        await sending.lease(tx, {id_: Worded("x") for id_ in ids})


async def settle(database: Database, one: Waiting, how: Settled) -> None:
    async with database.write() as tx:
        await sending.settle(tx, [(one, how)], NOW)


async def states(database: Database) -> dict[int, str]:
    async with database.read() as read:
        return {row["id"]: row["state"] for row in await read.rows("SELECT id, state FROM outbox")}


def answer(id_: int, chat: Chat, **more: object) -> Message:
    return replace(Message(id_, "answer", "test", NOW, chat=chat, words=f"{id_}"), **more)  # type: ignore[arg-type]


def ids(waiting: list[Waiting]) -> list[int]:
    return [one.message.id for one in waiting]


async def test_one_of_every_chat_by_priority_and_then_by_id(both_wards: Ward, chats: dict[int, Chat]):
    late, early = answer(901, chats[A], kind="closeout"), answer(902, chats[A])
    await put(both_wards.database, late, early, answer(903, chats[A]), answer(904, chats[B]))

    assert ids(await turn(both_wards.database)) == [902, 904]


async def test_one_in_flight_holds_up_its_chat_only(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A]), answer(902, chats[A]), answer(903, chats[B]))
    await lease(both_wards.database, 901)

    assert ids(await turn(both_wards.database)) == [903]


async def test_what_is_tried_again_holds_up_what_comes_after_it(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A]), answer(902, chats[A]))
    first = (await turn(both_wards.database))[0]
    await lease(both_wards.database, 901)
    await settle(both_wards.database, first, Settled("waiting", "busy", next_at=NOW + SECOND))

    assert ids(await turn(both_wards.database)) == []
    assert ids(await turn(both_wards.database, NOW + SECOND)) == [901]


async def test_what_is_not_due_yet_holds_up_nothing(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A], as_of=NOW + SECOND), answer(902, chats[A]))

    assert ids(await turn(both_wards.database)) == [902]


async def test_what_is_leased_already_is_stale(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A]), answer(902, chats[B]))
    await lease(both_wards.database, 901)
    with pytest.raises(Stale):
        await lease(both_wards.database, 901, 902)

    assert await states(both_wards.database) == {901: "sending", 902: "waiting"}


async def test_what_is_not_in_flight_cannot_be_settled(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A]))
    first = (await turn(both_wards.database))[0]
    with pytest.raises(Stale):
        await settle(both_wards.database, first, Settled("sent"))


async def test_a_question_is_open_from_the_moment_it_is_sent(both_wards: Ward, chats: dict[int, Chat]):
    choice = Choice(998, "Giữ", "{}", 1)
    question = Question(999, "choice", chats[A].id, both_wards.people["lan"].id, None, NOW * 2, choices=(choice,))
    await put(both_wards.database, answer(901, chats[A], question=question))
    first = (await turn(both_wards.database))[0]
    opened = [await when_opened(both_wards.database)]
    await lease(both_wards.database, 901)
    await settle(both_wards.database, first, Settled("sent"))

    assert first.buttons == (choice,)
    assert [*opened, await when_opened(both_wards.database)] == [None, NOW]


async def when_opened(database: Database) -> int | None:
    async with database.read() as read:
        found: int | None = (await read.rows("SELECT opened FROM question"))[0]["opened"]
    return found


@pytest.mark.parametrize(("certain", "left"), [(True, "waiting"), (False, "doubt")])
async def test_after_a_crash_only_what_may_be_repeated_is_sent_again(
    both_wards: Ward, chats: dict[int, Chat], certain: bool, left: str
):
    await put(both_wards.database, answer(901, chats[A]), answer(902, chats[B], kind="closeout"))
    await lease(both_wards.database, 901, 902)
    async with both_wards.database.write() as tx:
        await sending.land(tx, "web", NOW, certain=certain)
        again = await sending.land(tx, "web", NOW, certain=certain)

    assert await states(both_wards.database) == {901: "waiting", 902: left}
    assert again == {"again": 0, "doubt": 0}


async def test_another_channels_flights_are_not_landed(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A]))
    await lease(both_wards.database, 901)
    async with both_wards.database.write() as tx:
        await sending.land(tx, "telegram", NOW, certain=False)

    assert await states(both_wards.database) == {901: "sending"}


async def test_what_was_sent_lately_or_asked_to_wait_is_known_to_the_next_worker(
    both_wards: Ward, chats: dict[int, Chat]
):
    await put(both_wards.database, answer(901, chats[A]), answer(902, chats[B]))
    first, second = await turn(both_wards.database)
    await lease(both_wards.database, 901, 902)
    await settle(both_wards.database, first, Settled("sent"))
    await settle(both_wards.database, second, Settled("waiting", sending.ASKED_TO_WAIT, next_at=NOW + SECOND))
    async with both_wards.database.read() as read:
        known = await sending.paces(read, "web", NOW, NOW - SECOND)

    assert known == sending.Paces([(chats[A].id, NOW), (chats[B].id, NOW)], [(chats[B].id, NOW + SECOND)])


async def test_a_chat_is_chosen_once(both_wards: Ward, chats: dict[int, Chat]):
    person = both_wards.people["binh"].id
    await put(both_wards.database, Message(901, "alarm", "test", NOW, person_id=person, words="x"))
    async with both_wards.database.write() as tx:
        assert [(one.id, one.person_id) for one in await sending.unrouted(tx, NOW)] == [(901, person)]
        await sending.route(tx, {901: chats[A]})
        await sending.route(tx, {901: chats[B]})
        assert await sending.unrouted(tx, NOW) == []

    assert [one.chat for one in await turn(both_wards.database)] == [chats[A]]


async def test_what_was_dropped_says_why_and_is_gone(both_wards: Ward, chats: dict[int, Chat]):
    await put(both_wards.database, answer(901, chats[A]))
    async with both_wards.database.write() as tx:
        await sending.drop(tx, {901: Dropped("void", "the night has changed")})

    assert await states(both_wards.database) == {901: "void"}
    assert await turn(both_wards.database) == []


async def test_what_is_said_in_one_message_was_given_to_no_other_chat(both_wards: Ward, chats: dict[int, Chat]):
    person = both_wards.people["lan"].id
    for_her = [Message(n, "digest", "test", NOW, person_id=person, params={"n": f"{n}"}) for n in (901, 902, 903)]
    await put(both_wards.database, *for_her)
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE outbox SET chat_id = :other WHERE id = 903", other=chats[B].id)
        leased = Waiting(for_her[0], chats[A], person, 0, None)
        found = await joining.companions(tx, [leased], NOW)

    assert [(one.message.id, one.chat) for one in found] == [(902, chats[A])]
