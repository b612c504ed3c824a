"""The same dialogs over every channel, so that none falls behind; what one cannot show, it tells in another way."""

import asyncio
from pathlib import Path

import pytest

from storage import budgets
from storage.instants import MINUTE, SECOND
from tests.bot.phones import PHONES, Exchange, Handset, open_exchange
from tests.fake_zalo import ZaloFault
from tests.ward import ZONE

PLAN = Path(__file__).parents[1] / "data" / "plans" / "hacau_phay.csv"
SPEED = 40  # of the house's clock: a second of ours is so many of its own
PNG = b"\x89PNG\r\n\x1a\n a picture"
every_channel = pytest.mark.parametrize("channel", list(PHONES))


@every_channel
async def test_a_head_comes_in_tells_corrects_and_takes_back(database_url: str, channel: str):
    async with open_exchange(database_url) as house:
        head = await house.joins("binh", channel)
        await head.says("cài 42, kích hoạt 40, vắng 6")
        await head.hears("Em ghi Cầu Đơ 1", "cài mới 42", "412/980")
        await head.says("sửa cài 24")
        await head.hears("42 → 24", "394/980")
        await head.says("hoàn tác")
        await head.hears("412/980")
        await head.says("cài 30 hay 35 gì đó")
        await _answers(head)
        await head.says("/status")
        await head.hears("Cầu Đơ 1")


async def _answers(head: Handset) -> None:
    """Whatever is asked back can be answered here, and is recorded."""
    said = await head.hears("30", "35")
    label = next((label for one in await head.shown() for label in one.buttons if "35" in label), None)
    await (head.chooses(label) if label else head.posts("2"))
    assert said
    await head.hears("35", since=head._before)


@every_channel
async def test_the_clock_asks_and_the_answer_is_a_bare_number(sqlite_url: str, channel: str):
    async with open_exchange(sqlite_url) as house:
        head = await house.joins("binh", channel)
        before = len(await head.shown())
        await house.comes_to("21:25")
        await head.hears("Xong buổi", since=before)
        await head.says("42")
        await head.hears("412/980")


@every_channel
async def test_the_clerk_sees_who_is_missing_writes_to_all_and_gets_files(sqlite_url: str, channel: str):
    async with open_exchange(sqlite_url) as house:
        clerk, head = await house.joins("lan", channel), await house.joins("binh", "echo")
        await house.comes_to("21:40")
        await clerk.says("/thieu")
        await clerk.hears("Cầu Đơ 1", "bác Bình")
        await clerk.says("/khan mai 8h họp")
        await clerk.hears("Gửi khẩn tới")
        before = len(await head.shown())
        await clerk.chooses("Gửi")
        await clerk.hears("đang gửi tới 1 tổ trưởng")
        await head.hears("Phường nhắn khẩn: mai 8h họp", since=before)
        await clerk.says("/xuat tiến độ")
        await clerk.hears("Tiến độ theo địa bàn", ".xlsx" if channel not in {"zalo", "echo"} else "Mở tệp: https://")
        await clerk.says("/goi")
        await clerk.hears("người chị gọi giúp em")


@every_channel
async def test_a_plan_is_taken_in_and_stored_by_a_yes(sqlite_url: str, channel: str):
    """As a file where that can be sent, else pasted."""
    async with open_exchange(sqlite_url) as house:
        clerk = await house.joins("lan", channel)
        if clerk.takes_files:
            await clerk.sends_document(PLAN.read_bytes(), "kehoach.csv")
        else:
            await clerk.says("/kehoach Cầu Đơ 1: 20/11, 21/11\nCầu Đơ 3: 22/11\nHà Trì 1: 23/11")
        await clerk.hears("Em đọc xong")
        assert not await house.rows("SELECT id FROM session WHERE night > '2024-11-16'")
        await clerk.says("đồng ý")
        await clerk.hears("Em đã lưu")
        assert await house.rows("SELECT id FROM session WHERE night > '2024-11-16'")


@every_channel
async def test_a_volunteer_says_yes_and_another_says_no(sqlite_url: str, channel: str):
    async with open_exchange(sqlite_url) as house:
        captain = await house.joins("son", channel)
        yes, no = await house.joins("dung", channel), await house.joins("cuong", channel)
        await captain.says("10/11 dung, cuong")
        await captain.hears("Dung", "Cường")
        await yes.hears("10/11")
        await yes.chooses("Đi được")
        await yes.hears("Em ghi", since=yes._before)
        await no.hears("10/11")
        await no.says("hôm đó em bận rồi")
        await no.hears("tìm người thay")
        states = await house.rows("SELECT state FROM shift ORDER BY state")
        assert [row["state"] for row in states] == ["accepted", "declined"]


@pytest.mark.parametrize("channel", [name for name, sort in PHONES.items() if sort.takes_files])
async def test_a_photo_with_its_figures_is_kept_beside_them(sqlite_url: str, channel: str):
    async with open_exchange(sqlite_url) as house:
        head = await house.joins("binh", channel)
        await head.sends_photo(PNG, "cài 42")
        await head.hears("cài mới 42", "412/980")
        async with asyncio.timeout(20):
            while not (kept := await house.rows("SELECT body FROM evidence WHERE body IS NOT NULL")):
                await asyncio.sleep(0.02)
        assert [bytes(row["body"]) for row in kept] == [PNG]


@pytest.mark.parametrize(("asked", "answered"), [("telegram", "web"), ("zalo", "telegram"), ("web", "zalo")])
async def test_a_dialog_changes_its_channel_in_the_middle(sqlite_url: str, asked: str, answered: str):
    async with open_exchange(sqlite_url) as house:
        here, there = await house.joins("lan", asked), await house.joins("lan", answered)
        await here.says("/khan mai 8h họp")
        await here.hears("Gửi khẩn tới")
        await there.says("1")
        await there.hears("chị gọi giúp em")


async def test_what_counted_channels_have_cost_is_what_their_platforms_have_seen(database_url: str):
    async with open_exchange(database_url) as house:
        zalo, echo = await house.joins("binh", "zalo"), await house.joins("hoi", "echo")
        for head in (zalo, echo):
            await head.says("trợ giúp")
            await head.hears("số")
        await house.rests()
        async with house.app.services.database.read() as read:
            month = budgets.month_of(house.app.services.clock.now(), ZONE)
            seen = {one.channel.partition("/")[0]: (one.sent, one.heard, one.people) for one in
                    await budgets.gauges(read, month)}  # fmt: skip
        assert seen == {"zalo": (len(house.zalo.sent), 3, 1), "echo": (len(house.echo.said), 3, 1)}


async def test_a_platform_that_is_away_sends_its_people_the_other_way_within_two_seconds(sqlite_url: str):
    async with open_exchange(sqlite_url) as house:
        by_telegram, by_zalo = await house.joins("binh", "zalo"), await house.joins("hoi", "zalo")
        other = await house.joins("binh", "telegram")
        await by_telegram.says("nhắn qua Zalo nhé")
        await by_telegram.hears("qua Zalo trước")
        zalo_is_away(house)
        before = len(await other.shown())
        await house.comes_to("21:25")
        await other.hears("Xong buổi", since=before)
        clerk = await house.joins("lan", "web")
        await clerk.says("/tincay")
        await clerk.hears("Zalo (Bot Hà Cầu)", "không gửi được từ")
        late = await house.rows(
            "SELECT sent_at - as_of AS late FROM outbox WHERE kind = 'closeout' AND channel = 'telegram'"
        )
        assert [
            row["late"] for row in late if int(str(row["late"])) > 2 * SECOND + 40 * SECOND
        ] == []  # 40 times as fast
        house.zalo.faults.clear()
        house.app.services.clock.jump(house.app.services.clock.now() + 6 * MINUTE)
        await by_zalo.says("trợ giúp")
        await by_zalo.hears("số")
        async with asyncio.timeout(20):
            while await house.rows("SELECT channel FROM outage"):
                await asyncio.sleep(0.02)


def zalo_is_away(house: Exchange) -> None:
    house.zalo.faults.append(ZaloFault(status=502, body=b"<html>Bad Gateway</html>", times=10_000))
