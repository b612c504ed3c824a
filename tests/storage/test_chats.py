"""Chats and the log of the web page: positions without a gap, whoever writes at the same time."""

import asyncio
from collections.abc import Sequence
from itertools import count

from storage import chats, reachable
from storage.chats import Heard, LogEntry
from storage.database import Database, Stale
from tests.ward import Ward

IDS = count(9_001)


async def opened(database: Database, *addresses: str) -> list[int]:
    async with database.write() as tx:
        heard = [Heard(next(IDS), address, "web", None, 1) for address in addresses]
        found = await chats.hear(tx, heard)
    return [found[address].id for address in addresses]


async def append(database: Database, said: Sequence[LogEntry]) -> None:
    async with database.write() as tx:
        await chats.append(tx, said)


async def log(database: Database, chat: int, after: int = 0) -> list[tuple[int, str | None]]:
    async with database.read() as read:
        return [(line.position, line.said) for line in await chats.log_after(read, chat, after)]


async def test_positions_are_gapless_whoever_writes_at_the_same_time(database: Database):
    one, other = await opened(database, "web/1", "web/2")
    writers = [append(database, [LogEntry(chat, f"{n}", n, f"{n}") for chat in (other, one)]) for n in range(40)]
    failing = [append(database, [LogEntry(one, "x", 0, "x"), LogEntry(77, "x", 0, "x")]) for _ in range(10)]
    ended = await asyncio.gather(*writers, *failing, return_exceptions=True)

    assert [type(error) for error in ended if error] == [Stale] * 10
    for chat in (one, other):
        assert [position for position, _ in await log(database, chat)] == list(range(1, 41))


async def test_entries_keep_the_order_in_which_they_were_given(database: Database):
    one, other = await opened(database, "web/1", "web/2")
    await append(database, [LogEntry(one, "a", 1, "a"), LogEntry(other, "b", 1, "b"), LogEntry(one, "c", 1, "c")])

    assert await log(database, one) == [(1, "a"), (2, "c")]
    assert await log(database, one, after=1) == [(2, "c")]
    assert await log(database, other) == [(1, "b")]


async def test_a_chat_keeps_its_id_however_often_it_is_heard(database: Database):
    first = await opened(database, "web/1")
    _, again = await opened(database, "web/new", "web/1")

    assert [again] == first


async def test_what_was_seen_never_goes_back_nor_past_what_there_is(database: Database):
    (chat,) = await opened(database, "web/1")
    await append(database, [LogEntry(chat, "a", 1, "a"), LogEntry(chat, "b", 1, "b")])
    seen = []
    for position in (1, 2, 1, 99):
        async with database.write() as tx:
            await chats.mark_seen(tx, chat, position)
            seen.append((await tx.rows("SELECT seen FROM chat WHERE id = :id", id=chat))[0]["seen"])

    assert seen == [1, 2, 2, 2]


async def test_a_person_is_written_to_where_they_were_heard_last(both_wards: Ward):
    binh = both_wards.people["binh"].id
    async with both_wards.database.write() as tx:
        await chats.hear(tx, [Heard(9_001, "telegram/1", "telegram", binh, both_wards.clock.at)])
        fresh = (await reachable.first_chats(tx, [binh]))[binh]
        await chats.hear(tx, [Heard(9_002, "web/binh", "web", binh, both_wards.clock.at + 1)])
        fresher = (await reachable.first_chats(tx, [binh]))[binh]

    assert (fresh.address, fresher.address) == ("telegram/1", "web/binh")


async def test_nothing_said_writes_nothing(database: Database):
    before = database.statements
    async with database.write() as tx:
        await chats.append(tx, [])

    assert database.statements == before + 2
