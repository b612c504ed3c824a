"""Updates go in: in whatever batches they come, the same is remembered."""

import asyncio
import json
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handlers.inbound import Inbound, Text
from storage import database as module
from storage import facts
from storage.database import Database, Transaction, Unreachable, open_database
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Unit
from storage.sessions import SessionPlanned
from storage.units import Founded
from tests.tables import Tables, tables
from tests.ward import FIRST, Ward, clock_time

MIXES = int(os.environ.get("TEST_MIXES", "10"))  # a thousand, when there is time
TEXTS = [
    "cài 42", "sửa lại 24", "thêm 2 người", "42, kh 40, vắng 6", "30", "1", "2", "hoàn tác", "/hoantac", "/status",
    "trợ giúp", "sửa", "chào em", "Cầu Đơ 1 cài 45", "Cầu Đơ 3 tối nay cài 20", "/start", "vắng 3",
]  # fmt: skip
SPEAKERS = ["binh", "tam", "nhan", "hoi", "lan", "an", "chu", "stranger", "another"]


async def prepared(database: Database) -> Ward:
    """21:40: the heads were asked, and two of them have a question about an older figure open."""
    ward = await Ward.founded(database)
    await ward.comes_to("21:25")
    for key in ("binh", "nhan"):
        await ward.chat(key).says("cài 41", written=clock_time("21:26"))
    await ward.comes_to("21:40")
    await ward.chat("binh").says("cài 30", written=clock_time("21:22"))
    return ward


def said(who: str, text: str, n: int, age: int = 0) -> Inbound:
    address, at = f"web/{who}", clock_time("21:41")
    return Inbound(f"{address}/{n:05}", "web", address, address, Text(text), at - age, at)


@st.composite
def mixes(draw: st.DrawFn, length: int) -> list[Inbound]:
    """Updates of many people; some come twice, some come again with another text, some press a button."""
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(SPEAKERS), st.sampled_from(TEXTS), st.integers(0, 19), st.integers(0, 600_000)),
            min_size=length // 4,
            max_size=length,
        )
    )
    updates: list[Inbound] = []
    for n, (who, text, chance, age) in enumerate(drawn):
        updates.append(said(who, text, n, age if chance < 5 else 0))
        if chance == 19:
            updates.append(updates[-1])
        if chance == 18:
            updates.append(replace(updates[-1], content=Text(text + " nhé")))
    return updates


async def left_by(updates: Sequence[Inbound], size: int, database: Database) -> Tables:
    """The tables after these updates came in batches of this size, and after everything was delivered."""
    ward = await prepared(database)
    for start in range(0, len(updates), size):
        await ward.intake.take(updates[start : start + size])
    ward.clock.at = clock_time("21:42")
    await ward.delivers()
    return await tables(database)


async def on_a_fresh_file(empty_file: Path, updates: Sequence[Inbound], size: int) -> Tables:
    with tempfile.TemporaryDirectory(prefix="tungngo-") as folder:
        database = await open_database(f"sqlite:///{shutil.copy(empty_file, folder)}")
        try:
            return await left_by(updates, size, database)
        finally:
            await database.close()


def differing(one: Tables, other: Tables) -> Tables:
    return {
        name: [row for row in one[name] if row not in other[name]]
        + [row for row in other[name] if row not in one[name]]
        for name in one
        if one[name] != other[name]
    }


@settings(
    max_examples=MIXES, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.reuse)
)
@given(updates=mixes(40))
def test_one_batch_and_many_leave_equal_tables(empty_file: Path, updates: list[Inbound]):
    one = asyncio.run(on_a_fresh_file(empty_file, updates, len(updates)))
    many = asyncio.run(on_a_fresh_file(empty_file, updates, 1))

    assert not differing(one, many)


@pytest.mark.parametrize(
    "told",
    [
        [("nhan", "1"), ("lan", "Cầu Đơ 3 tối nay cài 20"), ("nhan", "sửa lại 24")],
        [("nhan", "1"), ("chu", "Cầu Đơ 3 tối nay cài 20")],
        [("nhan", "/hoantac"), ("nhan", "1"), ("an", "Cầu Đơ 3 tối nay cài 20")],
    ],
)
async def test_a_night_outside_the_plan_that_two_tell_of_at_once_is_told_in_order(
    told: list[tuple[str, str]], database: Database, empty_file: Path, tmp_path: Path
):
    updates = [said(who, text, n) for n, (who, text) in enumerate(told, start=1)]
    other = await open_database(f"sqlite:///{shutil.copyfile(empty_file, tmp_path / 'other.db')}")
    one, many = await left_by(updates, len(updates), database), await left_by(updates, 1, other)
    await other.close()

    assert not differing(one, many)


async def test_two_hundred_updates_in_one_batch_and_in_two_hundred_leave_equal_tables(
    postgres_url: str, empty_file: Path
):
    """One batch on each engine, and one by one: three histories, told once each."""
    chance = random.Random(200)
    updates = [said(chance.choice(SPEAKERS), chance.choice(TEXTS), n) for n in range(200)]
    many = await on_a_fresh_file(empty_file, updates, 1)
    one = await on_a_fresh_file(empty_file, updates, 200)
    server = await open_database(postgres_url)
    there = await left_by(updates, 200, server)
    await server.close()

    assert not differing(one, many)
    assert not differing(there, many)


async def test_ten_and_a_hundred_updates_cost_as_many_statements(database: Database):
    ward = await Ward.founded(database)
    async with database.write() as tx:
        await facts.write(tx, [fact for n in range(110) for fact in head(ward, n)])
    await ward.intake.take([said("binh", "/status", 0)])  # the plan is read once
    cost = []
    for batch in (range(10), range(10, 110)):
        before = database.statements
        await ward.intake.take([said(f"head{n}", f"cài {n}", n) for n in batch])
        cost.append(database.statements - before)

    assert cost[0] == cost[1] < 25


def head(ward: Ward, n: int) -> list[facts.Fact]:
    """A group with a session tonight and somebody who leads it."""
    group = Unit(ward.ids(), f"X{n}", "group", f"Tổ {n}")
    person = Person(ward.ids(), f"head{n}", f"Nguyễn Văn {n}", "", "bác", "em")
    post, account = Post(person.id, Role.LEADER, group), Account(ward.ids(), f"web/head{n}", person.id)
    enrolled = Enrolled(person, ((ward.ids(), post),), (account,), 0)
    return [
        Founded(group, ward.units["Hà Cầu"].id, FIRST),
        enrolled,
        SessionPlanned(ward.session(group, FIRST)),
    ]


async def test_the_same_key_counts_once_within_a_batch_and_later(both_wards: Ward):
    update = said("binh", "thêm 5", 1)
    first = await both_wards.intake.take([update, replace(update)])
    later = await both_wards.intake.take([update])

    assert [(r.again, r.clash) for r in (*first, *later)] == [(False, False), (True, False), (True, False)]
    assert len((await tables(both_wards.database))["update_key"]) == 1


async def test_the_same_key_with_another_text_is_a_clash_and_changes_nothing(both_wards: Ward):
    update = said("binh", "cài 42", 1)
    first = await both_wards.intake.take([update, replace(update, content=Text("cài 24"))])
    later = await both_wards.intake.take([replace(update, content=Text("cài 25"))])

    assert [r.clash for r in (*first, *later)] == [False, True, True]
    assert [e["figures"] for e in (await tables(both_wards.database))["event"]] == ['{"installed": 42}']


async def test_order_per_chat_is_kept_across_waves(both_wards: Ward):
    texts = ["cài 10", "sửa lại cài 20", "hoàn tác", "sửa lại cài 30", "hoàn tác", "sửa lại cài 40"]
    await both_wards.intake.take([said(who, text, n) for n, text in enumerate(texts) for who in ("binh", "an")])
    async with both_wards.database.read() as read:
        events = await read.rows("SELECT kind, figures FROM event ORDER BY session_id, seq")

    assert [row["kind"] for row in events] == ["set", "set", "undo", "set", "undo", "set"]
    assert events[-1]["figures"] == '{"installed": 40}'


async def test_what_touches_everything_waits_for_all_before_and_holds_up_all_after(both_wards: Ward):
    await both_wards.chat("lan").says("Cầu Đơ 3 tối 10/11 cài 9")
    await both_wards.intake.take([said("binh", "cài 1", 1), said("lan", "hoàn tác", 2), said("nhan", "cài 3", 3)])
    async with both_wards.database.read() as read:
        ids = [row["id"] for row in await read.rows("SELECT id FROM outbox ORDER BY id")]
        causes = [
            row["cause"]
            for row in await read.rows("SELECT cause FROM outbox WHERE id IN :ids ORDER BY id", ids=ids[-3:])
        ]

    assert causes == ["web/binh/00001", "web/lan/00002", "web/nhan/00003"]


async def test_a_letter_holds_what_was_told_before_it_in_the_same_batch(both_wards: Ward):
    await both_wards.intake.take([said("binh", "cài 42", 1), said("lan", "phát hành báo cáo tuần", 2)])
    async with both_wards.database.read() as read:
        unit = (await read.rows("SELECT id FROM unit WHERE name = 'Cầu Đơ 1'"))[0]["id"]
        totals = json.loads((await read.rows("SELECT totals FROM letter"))[0]["totals"])

    assert totals[str(unit)] == 370 + 42  # where it stood before the campaign, and what was told just now


async def test_who_waits_keeps_its_place_before_others_about_the_same_unit(both_wards: Ward):
    head, deputy = both_wards.chat("binh"), both_wards.chat("tam")
    await both_wards.comes_to("21:25")
    await deputy.says("cài 41")
    await head.says("cài 30", written=clock_time("21:22"))
    await both_wards.intake.take([said("binh", "2", 1), said("binh", "50", 2), said("tam", "sửa lại cài 60", 3)])
    async with both_wards.database.read() as read:
        events = [row["figures"] for row in await read.rows("SELECT figures FROM event ORDER BY seq")]

    assert events == ['{"installed": 41}', '{"installed": 50}', '{"installed": 60}']


async def broken_choice(ward: Ward, key: str = "binh") -> Inbound:
    """A press of a button that nobody can read any more."""
    chat = ward.chat(key)
    await chat.says("cài 42")
    await chat.says("cài 30", written=ward.clock.at - 60_000)
    choice = chat.new[-1].choices[0]
    async with ward.database.write() as tx:
        await tx.run("UPDATE choice SET intent = '{' WHERE id = :id", id=choice.id)
    return ward.update(key, choice=str(choice.id))


async def test_what_is_written_beside_a_batch_is_committed_with_it(both_wards: Ward):
    running = asyncio.create_task(both_wards.intake.run())
    broken = await broken_choice(both_wards)
    for batch in ([], [said("nhan", "cài 7", 1), broken], [said("nhan", "cài 8", 2)]):
        name = f"offset/{len(batch)}"

        async def beside(tx: Transaction, name: str = name) -> None:
            """Once at last; what was rolled back with the batch is nowhere."""
            await tx.run("INSERT INTO house_key (name, value) VALUES (:name, 'x')", name=name)

        receipts = await both_wards.intake.submit_all(batch, beside)
        assert [receipt.set_aside for receipt in receipts] == [one is broken for one in batch]
    running.cancel()
    async with both_wards.database.read() as read:
        kept = [row["name"] for row in await read.rows("SELECT name FROM house_key ORDER BY name")]

    assert kept == ["offset/0", "offset/1", "offset/2"]


async def test_what_fails_three_times_is_set_aside_while_its_neighbours_pass(both_wards: Ward):
    broken = await broken_choice(both_wards)
    receipts = await both_wards.intake.take([said("nhan", "cài 7", 1), broken, said("hoi", "/status", 2)])
    await both_wards.delivers()
    left = await tables(both_wards.database)

    assert [receipt.set_aside for receipt in receipts] == [False, True, False]
    assert [row["key"] for row in left["set_aside"]] == [broken.key]
    assert "Error" in left["set_aside"][0]["traceback"]
    assert {row["chat_id"] for row in left["outbox"] if row["cause"] == broken.key} == {
        "chat web/binh 1",
        "chat web/lan 1",
    }
    assert (await both_wards.intake.take([broken]))[0].again


async def test_when_not_even_an_apology_can_be_said_the_update_is_kept_all_the_same(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE campaign SET settings = '{'")
    receipts = await both_wards.intake.take([said("binh", "cài 42", 1), said("stranger", "chào", 2)])

    assert [receipt.set_aside for receipt in receipts] == [True, False]
    assert [row["key"] for row in (await tables(both_wards.database))["set_aside"]] == ["web/binh/00001"]


async def test_any_number_may_be_sent_as_a_choice(both_wards: Ward):
    receipts = await both_wards.intake.take([both_wards.update("binh", choice="9" * 19), said("nhan", "cài 7", 1)])

    assert not any(receipt.set_aside for receipt in receipts)
    assert receipts[0].notice


async def test_an_unreachable_store_acknowledges_nothing_and_loses_nothing(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "BUSY_MS", 10)
    database = await open_database(sqlite_url)
    ward = await Ward.founded(database)
    running = asyncio.create_task(ward.intake.run())
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unreachable):
        await ward.intake.submit(said("binh", "cài 42", 1))
    other.execute("ROLLBACK")
    other.close()
    receipt = await ward.intake.submit(said("binh", "cài 42", 1))
    running.cancel()
    await database.close()

    assert not receipt.again


async def test_whoever_goes_away_changes_nothing(ward: Ward):
    running = asyncio.create_task(ward.intake.run())
    gone = asyncio.create_task(ward.intake.submit(said("binh", "cài 42", 1)))
    await asyncio.sleep(0)
    gone.cancel()
    receipt = await ward.intake.submit(said("binh", "cài 42", 1))
    running.cancel()

    assert receipt.again
