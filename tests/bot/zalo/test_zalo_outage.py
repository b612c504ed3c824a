"""A bot whose token was taken back: it stops, its people are told by other ways, and the clerk hears of it once."""

import pytest

from bot import outages
from bot.channels.zalo import channel
from bot.doctor_cli import examine
from storage.instants import MINUTE
from tests.bot.telegram_house import until
from tests.bot.zalo.house import ZaloHouse, open_zalo
from tests.fake_zalo import BOT, SECOND_BOT, ZaloFault

BINH, LAN, HOI = "6ede9afa66b88fe6d6a9", "aa11aa11aa11aa11aa11", "cc33cc33cc33cc33cc33"
TOLD = "SELECT words, channel FROM outbox WHERE words LIKE '%bị đổi khoá hoặc bị thu hồi%' AND state = :state"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who we are is asked again soon."""
    monkeypatch.setattr(channel, "KNOWN_FOR", 0.2)


async def shut(house: ZaloHouse) -> list[str]:
    return [row["name"] for row in await house.rows("SELECT name FROM state WHERE name LIKE 'shut/%'")]


async def test_the_clerk_hears_of_it_by_another_bot_and_people_there_are_told_elsewhere(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        head = await house.enrols("binh", BINH, BOT)
        clerk = await house.enrols("lan", LAN, SECOND_BOT)
        del house.zalo.tokens[BOT]
        await house.has(TOLD, state="sent")
        clerk.hears("Bot Hà Cầu trên Zalo", "bị đổi khoá", "/goi")
        await house.comes_to("21:25")
        told = await house.has("SELECT channel FROM outbox WHERE kind = 'closeout' AND state = 'sent'")
        assert [row["channel"] for row in told] == ["web"]
        assert not head.new
        assert len(await house.rows(TOLD, state="sent")) == 1
        findings = await examine(house.app.services.settings, house.app.services.clock.now())
        told_too = next(one.told for one in findings if one.name == "channel")
        assert told_too.startswith(f"zalo/{BOT} does not know us any more (401 Unauthorized)")


async def test_who_has_no_other_way_is_on_the_call_list_at_once(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        await house.enrols("binh", BINH, BOT)
        clerk = await house.enrols("lan", LAN, SECOND_BOT)
        await house.leaves_pages("binh")
        del house.zalo.tokens[BOT]
        await house.has(TOLD, state="sent")
        await house.comes_to("21:25")
        await house.has("SELECT id FROM outbox WHERE kind = 'closeout' AND state = 'unreached'")
        await clerk.says("/goi")
        assert "bác Bình (Cầu Đơ 1)" in clerk.new[-1]


async def test_a_clerk_who_was_there_alone_hears_of_it_on_their_page(sqlite_url: str):
    async with open_zalo(sqlite_url, bots=(BOT,)) as house:
        await house.enrols("lan", LAN, BOT)
        del house.zalo.tokens[BOT]
        told = await house.has(TOLD, state="sent")
        assert [row["channel"] for row in told] == ["web"]


async def test_an_answer_that_cannot_be_said_waits_and_is_said_when_the_bot_knows_us_again(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        head = await house.enrols("binh", BINH, BOT)
        token = house.zalo.tokens.pop(BOT)
        house.zalo.says(BINH, "cài 42")
        await house.zalo.bring(house.root, BOT)
        await house.has(TOLD, state="sent")
        assert await house.rows("SELECT id FROM event")
        house.zalo.tokens[BOT] = token
        await house.has("SELECT 1 FROM (SELECT count(*) AS n FROM state WHERE name LIKE 'shut/%') AS x WHERE n = 0")
        house.app.services.clock.jump(house.app.services.clock.now() + outages.RESTS + MINUTE)
        await until(lambda: head.new)
        head.hears("412/980")
        await house.comes_to("21:40")
        assert await shut(house) == []


async def test_a_send_that_finds_the_token_gone_is_tried_nowhere_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(channel, "KNOWN_FOR", 3_600.0)
    async with open_zalo(sqlite_url) as house:
        await house.enrols("binh", BINH, BOT)
        other = await house.enrols("hoi", HOI, SECOND_BOT)
        house.zalo.faults.append(ZaloFault(code=401, why="Unauthorized", bot=BOT, times=1_000))
        asked = house.zalo.calls["sendMessage"]
        await house.comes_to("21:25")
        await house.has("SELECT id FROM outbox WHERE kind = 'closeout' AND state = 'sent' AND channel = 'web'")
        assert await shut(house) == [f"shut/zalo/{BOT}"]
        await other.says("trợ giúp")
        assert len(other.new) == 1
        assert house.zalo.calls["sendMessage"] <= asked + 3
