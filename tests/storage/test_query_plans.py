"""No statement of the update, due and delivery paths reads a growing table from end to end.

The statements are those that an evening really asks, so that a new one cannot slip by.
"""

import asyncio
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot import pressure
from bot.channels.channel import Ending, Outgoing, Unsent
from bot.jobs import Jobs
from bot.leases import Leases
from handlers.inbound import Done, Inbound
from handlers.markup import Markup
from handlers.outcome import Request, tell
from handlers.outgoing import exports, letter, pictures
from handlers.texts import Pronouns
from storage import (
    budgets,
    chats,
    errands,
    facts,
    files,
    letters,
    outbox,
    people,
    queued,
    received,
    reckoning,
    retention,
    sending,
    templates,
    ways,
)
from storage.budgets import Budget
from storage.database import Database, open_database
from storage.errands import Errand, ErrandEnded, postpone
from storage.files import Handout, Upload
from storage.instants import DAY, MINUTE, Instant
from storage.queued import Queued, TurnCame
from storage.received import Received
from storage.records import Message
from storage.templates import TemplateKept, TemplateUsed
from storage.ways import OurAccount
from tests.bot.lines import Line, comes_through
from tests.bot.test_intake import broken_choice
from tests.drawing import lasting
from tests.recording import Asked, Recording
from tests.ward import YOUTH, ZONE, Ward

# A few rows for as long as a house stands; and what a statement makes itself.
SMALL = {"campaign", "budget", "outage", "duty", "state", "schema_version", "bulletin"}
MADE = {"json_each", "due", "found", "missed", "nights", "run", "part", "expected", "ahead", "CONSTANT"}


async def evening(database: Database) -> Asked:
    """Everything that the loops of a house ask of the store in an evening."""
    recording = Recording(database)
    ward = await Ward.founded(recording, people=YOUTH, youth=3)
    recording.asked.clear()
    await fill_places(ward)
    await talk(ward)
    await go_wrong(ward)
    await ask_around(ward)
    await tell_the_office(ward)
    await go_by_lines(ward)
    await keep_house(ward, recording)
    return recording.asked


async def fill_places(ward: Ward) -> None:
    """From the plan to the start of the first evening, with a no, a swap, and a night that moves."""
    eve, night = date(2024, 11, 8), date(2024, 11, 9)
    await ward.comes_to("07:10", eve)
    for who, text in [("son", "được"), ("son", "12/11 mai"), ("son", "/ca"), ("son", "/phancong"), ("dung", "/lich")]:
        await ward.chat(who).says(text)
    await ward.comes_to("10:00", eve)
    for who, text in [("binh_t", "2"), ("mai_a", "1"), ("son", "Cường, Dung đi; Mai Anh bận")]:
        await ward.chat(who).says(text)
    async with ward.database.write() as tx:
        moved, dropped = ward.sessions["Cầu Đơ 4", 12].id, ward.sessions["Hà Trì 1", 15].id
        await tx.run("UPDATE session SET night = '2024-11-13', version = version + 1 WHERE id = :id", id=moved)
        await tx.run("UPDATE session SET state = 'cancelled', version = version + 1 WHERE id = :id", id=dropped)
    for hour, day in [("18:00", eve), ("17:30", night), ("19:30", night)]:
        await ward.comes_to(hour, day)
    await ward.chat("binh").says("vắng Cường")


async def ask_around(ward: Ward) -> None:
    """The rest of the week: what the office is due, and what it asks for."""
    for hour, day in [("22:15", 12), ("22:45", 12), ("07:00", 13), ("20:00", 13), ("14:00", 14)]:
        await ward.comes_to(hour, date(2024, 11, day))
    for who, text in [("mau", "mưa to, nghỉ"), ("mau", "nghỉ 3 ngày"), ("lan", "đồng ý"), ("lan", "/goi")]:
        await ward.chat(who).says(text)
    for text in ("/tincay", "/khan Họp gấp", "1"):
        await ward.chat("lan").says(text)


async def go_by_lines(ward: Ward) -> None:
    """A channel whose messages are counted, out for a while, and chosen by somebody."""
    line = await Line(ward, "line", budget=Budget(3_000, 50)).opens()
    await line.links("binh")
    for text in ("tôi là ai", "nhắn qua line", "cài 52"):
        await line.hears("binh", text)
    for away in (True, False):
        line.answers = gone if away else comes_through
        async with ward.database.write() as tx:
            request = Request(f"lines/{away}", ward.clock.at, ward.clock.at, ward.ids)
            await outbox.write(tx, [tell(request, ward.people["binh"], Markup("tin"))])
        await ward.delivers()
        ward.clock.at += MINUTE
    async with ward.database.write() as tx:
        await budgets.count_sent(tx, "line", budgets.month_of(ward.clock.at, ZONE), 2_900)
        await pressure.weigh(tx, ward.ids, ward.clock.at, ZONE)
    clerk = ward.chat("lan")
    for text in ("/tincay", "/status", "/lienlac", "/khan Họp", "thôi"):
        await clerk.says(text)
    async with ward.database.write() as tx:
        await ways.shut(tx, "line", "401", ward.clock.at)
        await ways.learn(tx, OurAccount("line", "Bot"), ward.clock.at)


def gone(_message: Outgoing, now: Instant) -> Ending:
    return Unsent("nobody there", now + MINUTE)


async def talk(ward: Ward) -> None:
    await ward.comes_to("21:25")
    await ward.chat("binh").says("15 phút nữa")
    for hour in ("21:45", "22:00"):
        await ward.comes_to(hour)
    await ward.comes_to("21:26")
    for who, text in [
        ("binh", "42, kh 40"),
        ("tam", "cài 45"),
        ("binh", "hoàn tác"),
        ("an", "cài 3"),
        ("x", "chào"),
        ("x", "7KXM 3PQR"),
    ]:
        await ward.chat(who).says(text)
    for who in ("binh", "lan", "chu"):
        await ward.chat(who).says("/status")
    for words in ("/thieu", "/xephang", "/status 09/11", "/status tuần", "/status 15h 09/11", "/status hà trì 1"):
        await ward.chat("lan").says(words)
    await ward.chat("lan").says("Cầu Đơ 1 cài 45")
    head = ward.chat("binh")
    await head.says("cài 50")
    await head.says("cài 30", written=ward.clock.at - MINUTE)
    await head.presses(head.choices[-1])
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, head.address)
        assert chat
        await chats.mark_seen(tx, chat.id, 1)
    await ward.comes_to("13:00", date(2024, 11, 10))
    await head.says("cài 51")


async def go_wrong(ward: Ward) -> None:
    """What fails, what is late, what was in flight, and a plan that could not be read."""
    await ward.comes_to("21:50", date(2024, 11, 11))
    await ward.intake.take([await broken_choice(ward, "hoi")])
    for failed in (True, False):
        errand = Errand(ward.ids(), "read_plan", {"campaign": "test"}, "test", 0)
        async with ward.database.write() as tx:
            await facts.write(tx, [errand])
            await postpone(tx, errand, ward.clock.at + MINUTE)
        done, at = Done(errand.id, errand.kind, {"campaign": "test"}, PLAN, failed), ward.clock.at
        await ward.intake.take([Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, at, at)])
    await ward.delivers()
    await ward.deliveries[0].land()


async def tell_the_office(ward: Ward) -> None:
    """What tables, letters and pictures are made from, and the headcounts behind them."""
    clerk = ward.chat("lan")
    ledger = ("/mauso", "/mauso Cầu Đơ 1 hệ thống 405 theo quận 08/11", "đồng ý", "/mauso Cầu Đơ 1")
    for words in ("/status", "/thieu", *ledger):
        await clerk.says(words)
    async with ward.database.write() as tx:
        scope = await reckoning.scope_of(tx, ward.units["Hà Cầu"], ward.clock.at)
        assert scope
        for kind in ("progress", "nights", "rewards", "push"):
            await exports.TABLES[kind](tx, exports.Asked(scope, ward.clock.at))
        for kind in pictures.KINDS:
            await pictures.gather(tx, scope, ward.clock.at, kind)
        await reckoning.lacking(tx, await reckoning.of_unit(tx, scope, ward.clock.at))
        written = await letter.written(tx, scope, ward.clock.at)
        kept = TemplateKept(b"PK", ward.clock.at)
        issued = await letter.next_issue(tx, written, ward.ids(), ward.people["lan"].id, ward.clock.at, kept.digest)
        used = TemplateUsed(ward.ids(), scope.unit.id, "weekly", kept.digest, ward.people["lan"].id, ward.clock.at)
        await facts.write(tx, [kept, used, issued])
        assert await templates.in_use(tx, scope.unit.id, "weekly") == kept.digest
        assert await templates.body(tx, kept.digest) == kept.body
        await letter.corrections(tx, scope, issued, ward.clock.at)
        await letters.by_id(tx, issued.id)
        for words_of in (letter.in_words, letter.missing, letter.alarm):
            await words_of(tx, scope, ward.clock.at, Pronouns())
        await letter.is_issued(tx, scope, written.week[1])


async def keep_house(ward: Ward, recording: Recording) -> None:
    leases = Leases(recording)
    lease = leases.lease("deliver/web")
    await leases.enter()
    async with recording.write() as tx:
        await lease.assert_held(tx)
        await sending.in_flight(tx, [1, 2])
    await leases.leave()
    await hand_out(ward, recording)
    await take_files(ward, recording)
    taking = asyncio.create_task(ward.intake.run())
    await Jobs(recording, ward.intake, ward.clock, lasting()).run_errands()
    taking.cancel()


async def take_files(ward: Ward, recording: Recording) -> None:
    """Two documents: read, queued, brought to their turn, forgotten."""
    lan = ward.people["lan"].id
    async with recording.write() as tx:
        for key in ("web/lan/a", "web/lan/b"):
            errand = Errand(ward.ids(), "read_document", {"campaign": "test"}, key, ward.clock.at)
            await facts.write(tx, [errand])
            await received.keep(tx, Received(key, lan, b"x", ward.clock.at))
            assert await received.body(tx, key)
            assert await errands.by_id(tx, errand.id)
            waits = Queued(errand.id, lan, errand.kind, errand.params, key, "digest", ward.clock.at)
            await facts.write(tx, [waits, ErrandEnded(errand.id)])
        (first, _) = await queued.of(tx, lan)
        await facts.write(tx, [TurnCame(first.id)])
        assert await retention.clear(tx, "received", ward.clock.at + 7 * DAY, often=True) == 2


async def hand_out(ward: Ward, recording: Recording) -> None:
    """A file: made, shown in the chat, named to a platform, fetched by its link, forgotten."""
    made = Handout(ward.ids(), "test", "a.pdf", "application/pdf", named=True, made=ward.clock.at)
    async with recording.write() as tx:
        chat = await chats.at_address(tx, "web/lan")
        await files.keep(tx, made, b"%PDF", "{}")
        params = {"file": str(made.id)}
        await outbox.write(tx, [Message(made.id, "file", "test", ward.clock.at, chat=chat, words="x", params=params)])
        await files.write_uploads(tx, [Upload(made.id, "telegram", "document/a")])
    await ward.delivers()
    async with recording.read() as read:
        assert chat
        assert (await chats.log_after(read, chat.id, 0))[-1].handout == made
        assert await chats.by_id(read, chat.id)
        assert await files.body(read, made.id)
        assert await files.reference(read, made.id, "telegram")
        assert await files.result_of(read, made.id)
        await people.devices(read, ward.people["lan"].id)
    async with recording.write() as tx:
        assert await retention.clear(tx, "file", made.expires, often=True) == 1


PLAN = json.dumps({"sessions": [{"group": "Tổ mới", "dates": ["2024-11-20"], "start": "19:30", "end": "21:30"}],
                   "problems": []})  # fmt: skip


async def test_sqlite_searches_and_never_scans(sqlite: Database):
    asked = await evening(sqlite)
    async with sqlite.read() as read:
        partial = {row["name"] for row in await read.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%) WHERE %'")}
        scans = {
            sql: found
            for sql, named in asked.items()
            if (found := [step for row in await read.rows(f"EXPLAIN QUERY PLAN {sql}", **named)
                          if (step := row["detail"]) and scanned(step, partial)])
        }  # fmt: skip

    assert len(asked) > 50
    assert not scans


def scanned(step: str, partial: set[str]) -> bool:
    found = re.match(r"SCAN (\w+)(?:.* USING (?:COVERING )?INDEX (\w+))?", step)
    return found is not None and found[1] not in SMALL | MADE and found[2] not in partial


async def test_postgresql_has_an_index_for_every_search(postgres_url: str):
    database = await open_database(postgres_url)
    asked = await evening(database)
    scans: dict[str, list[str]] = {}
    async with database.write() as tx:
        partial = {
            row["indexname"] for row in await tx.rows("SELECT indexname FROM pg_indexes WHERE indexdef ~ 'WHERE'")
        }
        for switch in ("seqscan", "hashjoin", "mergejoin"):
            await tx.run(f"SET LOCAL enable_{switch} = off")
        for sql, named in asked.items():
            plan = json.loads((await tx.rows(f"EXPLAIN (FORMAT JSON) {sql}", **named))[0]["QUERY PLAN"])
            found = [node for node in nodes(plan[0]["Plan"]) if reads_all(node, partial)]
            if found:
                scans[sql] = [f"{node['Node Type']} of {node.get('Relation Name')}" for node in found]
    await database.close()

    assert len(asked) > 50
    assert not scans


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def reads_all(node: dict[str, Any], partial: set[str]) -> bool:
    if node.get("Relation Name") in SMALL:
        return False
    if node["Node Type"] == "Seq Scan":
        return True
    return "Index Name" in node and "Index Cond" not in node and node["Index Name"] not in partial


@pytest.mark.parametrize(("step", "scan"), [
    ("SCAN outbox", True),
    ("SCAN outbox USING INDEX outbox_chat", True),
    ("SCAN outbox USING INDEX outbox_unrouted", False),
    ("SEARCH outbox USING INDEX outbox_waiting (channel=?)", False),
    ("SCAN json_each VIRTUAL TABLE INDEX 1:", False),
])  # fmt: skip
def test_the_test_knows_a_scan_when_it_sees_one(step: str, scan: bool):
    assert scanned(step, {"outbox_unrouted"}) is scan
