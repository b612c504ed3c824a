"""Documents made by errands: once whatever happens, told when they cannot be made, in nobody's way."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import making
from bot.invites import chance
from bot.jobs import AGAIN, Busy, Fetch, Jobs
from bot.leases import Leases
from bot.worker_pool import WorkerFailed, WorkerPool
from handlers.outgoing.handouts import Order
from handlers.people import invite_cards
from handlers.people.invite_cards import Ways
from storage import facts, files
from storage.chats import at_address
from storage.database import open_database
from storage.errands import Errand
from storage.records import Chat, Unit
from storage.units import Founded
from tests.bot.telegram_house import until
from tests.drawing import lasting
from tests.ward import FIRST, ZONE, Ward

TABLE = {"format": "csv", "columns": [], "rows": [], "sum": []}  # drawn the soonest


@pytest.fixture
async def workers() -> AsyncIterator[WorkerPool]:
    opened = WorkerPool()
    yield opened
    await opened.close()


async def ordered(ward: Ward, maker: str = "cards", kind: str = "make_cards") -> Errand:
    about = {"people": json.dumps([ward.people["binh"].id]), "until": "2024-12-09"}
    async with ward.database.write() as tx:
        chat = await at_address(tx, "web/lan")
        assert chat
        order = Order(maker, ward.people["lan"].id, chat.id, ward.clock.at, about)
        errand = Errand(ward.ids(), kind, order.params, "test", ward.clock.at)
        await facts.write(tx, [errand])
    return errand


async def does_errands(ward: Ward, busy: Busy | None = None, fetch: Fetch | None = None) -> None:
    """What waits now, with the intake that takes the results."""
    taking = asyncio.create_task(ward.intake.run())
    await Jobs(
        ward.database, ward.intake, ward.clock, lasting(), {"telegram": fetch} if fetch else None, busy
    ).run_errands()
    taking.cancel()
    await ward.delivers()


async def invited(ward: Ward) -> list[tuple[str, str]]:
    async with ward.database.read() as read:
        return [(row["code_hash"], row["link_hash"]) for row in await read.rows("SELECT * FROM invite")]


async def test_a_document_comes_with_its_words_and_what_it_promises_holds_from_then_on(both_wards: Ward):
    ward = both_wards
    clerk = ward.chat("lan")
    await clerk.says("/moi thẻ Bình")
    clerk.hears("1 thẻ mời, xong em gửi")
    assert not await invited(ward)

    await does_errands(ward)
    await clerk.reads()

    clerk.hears("1 thẻ mời", "cắt theo đường chấm")
    handout = clerk.new[-1].handout
    assert handout
    assert (handout.name, handout.named, handout.unit_id) == ("Thẻ mời.pdf", True, ward.units["Hà Cầu"].id)
    assert len(await invited(ward)) == 1


async def test_work_done_twice_is_one_document_with_the_codes_that_it_shows(both_wards: Ward):
    ward = both_wards
    errand = await ordered(ward)

    first = await making.make(ward.database, lasting(), errand, ward.clock.at)
    assert await making.make(ward.database, lasting(), errand, ward.clock.at + 1) == first
    async with ward.database.read() as read:
        body = await files.body(read, errand.id)
    await does_errands(ward)

    assert body.startswith(b"%PDF")
    told = json.loads(first)["beside"][0]
    assert await invited(ward) == [(told["code_hash"], told["link_hash"])]


async def test_two_workers_who_draw_at_once_keep_the_first(both_wards: Ward):
    ward = both_wards
    errand = await ordered(ward)
    order = Order.of(errand.params)
    async with ward.database.read() as read:
        drafts = [await making.MAKERS["cards"](read, order) for _ in range(2)]

    keep = [(errand.id, "cards", one, f"%PDF {n}".encode(), ward.clock.at) for n, one in enumerate(drafts)]
    assert len({await making.keep(ward.database, *one) for one in keep}) == 1
    async with ward.database.read() as read:
        assert await files.body(read, errand.id) == b"%PDF 0"
    assert drafts[0].beside != drafts[1].beside


async def test_what_cannot_be_made_is_told_and_the_next_errand_is_done(ward: Ward):
    clerk = ward.chat("lan")
    await ordered(ward, maker="nobody", kind="make")
    good = await ordered(ward)

    for _ in range(3):
        await does_errands(ward)
        ward.clock.at += 4 * AGAIN
    await clerk.reads()

    async with ward.database.read() as read:
        assert await files.result_of(read, good.id)
        states = [row["state"] for row in await read.rows("SELECT state FROM errand ORDER BY id")]
    assert states == ["failed", "done"]
    clerk.hears("chưa làm được tệp này")


async def test_that_something_is_made_is_shown_again_and_again_to_whoever_asked(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.jobs.SHOWS", 0.01)
    shown: list[str] = []

    async def busy(chat: Chat) -> None:
        shown.append(chat.address)

    await ordered(ward)
    await does_errands(ward, busy)
    assert set(shown) == {"web/lan"}
    assert len(shown) > 1


async def test_work_is_done_although_it_cannot_be_shown(ward: Ward):
    async def busy(_chat: Chat) -> None:
        raise OSError

    errand = await ordered(ward)
    await does_errands(ward, busy)
    async with ward.database.read() as read:
        assert await files.result_of(read, errand.id)


async def test_a_drawing_that_breaks_is_a_failure_of_the_worker_and_the_next_one_is_drawn(workers: WorkerPool):
    with pytest.raises(WorkerFailed, match="KeyError"):
        await workers.draw("sheet", {"rows": []})
    with pytest.raises(WorkerFailed, match="no such work"):
        await workers.draw("os", {})
    assert await workers.draw("sheet", TABLE)


async def test_who_draws_stays_for_a_while_and_then_goes_home():
    workers = WorkerPool(stays=0.0)
    first = asyncio.create_task(workers.draw("sheet", TABLE))
    assert await workers.draw("sheet", TABLE) == await first
    await until(lambda: not workers.alive)
    assert await workers.draw("sheet", TABLE) == await first
    await workers.close()
    assert not workers.alive


async def test_who_is_told_to_stop_leaves_no_child_behind(workers: WorkerPool):
    await workers.draw("sheet", TABLE)
    drawing = asyncio.create_task(workers.draw("sheet", TABLE))
    await asyncio.sleep(0)
    drawing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing
    assert not workers.alive


async def test_each_card_is_headed_by_its_own_ward_and_tells_whom_to_call(both_wards: Ward):
    ward = both_wards
    ids = [ward.people["binh"].id, ward.people["hoi"].id, ward.people["lan"].id]
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000501', title = 'Văn phòng' WHERE code = 'lan'")
        other, group = Unit(ward.ids(), "HB", "ward", "Hòa Bình"), ward.units["Cầu Đơ 4"]
        await facts.write(tx, [Founded(other, None, FIRST)])
        await tx.run(
            "UPDATE ancestry SET above_id = :new WHERE unit_id = :unit AND steps = 1", new=other.id, unit=group.id
        )
        passes = await invite_cards.passes(tx, ids, Ways("https://p.example"), ward.clock.at, chance, renew=False)
        filled = await invite_cards.filled(tx, passes, ward.clock.at)
    drawn: Any = invite_cards.sheet(filled, ZONE)["cards"]
    assert [card["head"] for card in drawn] == ["Phường Hà Cầu", "Phường Hòa Bình", "Phường Hà Cầu"]
    assert [card["help"] for card in drawn] == ["Cần giúp: chị Lan, ☎ 0900000501", "", ""]
    assert all(card["link"] == f"https://p.example/vao/{card['code'].replace(' ', '')}" for card in drawn)
    assert drawn[0]["until"].startswith("Dùng một lần, đến hết 09/12/2024")


async def test_what_one_process_is_at_is_left_to_it_as_long_as_it_lives(postgres_url: str):
    """A second document of the same clerk waits its turn, too."""
    database = await open_database(postgres_url)
    ward = await Ward.founded(database)
    fetched, lets = list[str](), asyncio.Event()

    async def fetch(name: str) -> bytes:
        fetched.append(name)
        await lets.wait()
        raise OSError("it cannot be had")

    first, second = (Leases(database) for _ in range(2))
    jobs = [
        Jobs(database, ward.intake, ward.clock, lasting(), {"telegram": fetch}, leases=one) for one in (first, second)
    ]
    for one in (first, second):
        one.lease("deliver/web")
        await one.enter()
    async with ward.database.write() as tx:
        sent = [{"file": f"telegram:{name}", "campaign": "test", "chat": "1"} for name in ("one", "two")]
        await facts.write(tx, [Errand(ward.ids(), "read_document", file, "test", ward.clock.at) for file in sent])
    doing = asyncio.create_task(jobs[0].run_errands())
    await until(lambda: fetched)
    assert await jobs[1].run_errands() == 0

    await first.leave()  # as if it were gone
    again = asyncio.create_task(jobs[1].run_errands())
    await until(lambda: len(fetched) == 2)
    assert fetched == ["one", "one"]
    lets.set()
    await asyncio.gather(doing, again)
    await database.close()
