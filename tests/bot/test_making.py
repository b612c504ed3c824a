"""Documents made by errands: once whatever happens, told when they cannot be made, in nobody's way."""

import asyncio
import json

import pytest

from bot import making, workbench
from bot.jobs import AGAIN, Jobs
from handlers.handouts import Order
from storage import facts, files
from storage.chats import at_address
from storage.errands import Errand
from tests.ward import Ward


async def ordered(ward: Ward, maker: str = "cards", kind: str = "make_cards") -> Errand:
    about = {"people": json.dumps([ward.people["binh"].id]), "until": "2024-12-09"}
    async with ward.database.write() as tx:
        chat = await at_address(tx, "web/lan")
        assert chat
        order = Order(maker, ward.people["lan"].id, chat.id, ward.clock.at, about)
        errand = Errand(ward.ids(), kind, order.params, "test", ward.clock.at)
        await facts.write(tx, [errand])
    return errand


async def does_errands(ward: Ward) -> None:
    """What waits now, with the intake that takes the results."""
    taking = asyncio.create_task(ward.intake.run())
    await Jobs(ward.database, ward.intake, ward.clock).run_errands()
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
    assert (handout.name, handout.named, handout.unit_id) == ("The moi.pdf", True, ward.units["Hà Cầu"].id)
    assert len(await invited(ward)) == 1


async def test_work_done_twice_is_one_document_with_the_codes_that_it_shows(both_wards: Ward):
    ward = both_wards
    errand = await ordered(ward)

    first = await making.make(ward.database, errand, ward.clock.at)
    assert await making.make(ward.database, errand, ward.clock.at + 1) == first
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

    kept = [await making.keep(ward.database, errand.id, "cards", one, ward.clock.at) for one in drafts]
    assert kept[0] == kept[1]
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


async def test_a_drawing_that_breaks_is_a_failure_of_the_workshop():
    with pytest.raises(workbench.WorkshopFailed, match="KeyError"):
        await workbench.draw("cards", {})
    with pytest.raises(workbench.WorkshopFailed, match="no such work"):
        await workbench.draw("os", {})
