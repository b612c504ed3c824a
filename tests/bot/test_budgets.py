"""An account of ours whose messages are counted: what each costs, when the clerks are told, what is spared then."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot import pressure
from bot.channels.channel import Ending, Partly, Refused, Sent, Throttled, Uncertain, Unsent
from handlers.inbound import Inbound, Text
from handlers.markup import Markup
from handlers.outcome import Request, tell
from storage import budgets, outbox, ways
from storage.budgets import Budget, Gauge
from storage.database import Database
from storage.instants import HOUR, MINUTE, SECOND, Instant, instant
from storage.ways import OurAccount
from tests.bot.lines import Line, leaves_page
from tests.bot.test_intake import broken_choice
from tests.bot.test_making import does_errands
from tests.ward import ZONE, Ward

MONTH = "2024-11"
NEXT_MONTH = instant(datetime.fromisoformat("2024-12-01T00:00+07:00"))
MORNING = NEXT_MONTH + 8 * HOUR


async def gauge(ward: Ward, month: str = MONTH) -> Gauge:
    async with ward.database.read() as read:
        return (await budgets.gauges(read, month))[0]


async def puts(ward: Ward, *keys: str, kind: str = "alarm", not_after: Instant | None = None) -> list[int]:
    request = Request("test", ward.clock.at, ward.clock.at, ward.ids)
    made = [tell(request, ward.people[key], Markup("tin"), kind=kind) for key in keys]
    messages = [replace(one, not_after=not_after) for one in made] if not_after else made
    async with ward.database.write() as tx:
        await outbox.write(tx, messages)
    return [message.id for message in messages]


async def state(ward: Ward, id_: int) -> tuple[str, str | None]:
    async with ward.database.read() as read:
        row = (await read.rows("SELECT state, channel FROM outbox WHERE id = :id", id=id_))[0]
    return row["state"], row["channel"]


async def weighs(ward: Ward) -> None:
    """As at each look at the clock."""
    async with ward.database.write() as tx:
        await pressure.weigh(tx, ward.ids, ward.clock.at, ZONE)
    await ward.delivers()


async def has_used(ward: Ward, used: int, line: str = "line") -> None:
    async with ward.database.write() as tx:
        month = budgets.month_of(ward.clock.at, ZONE)
        await tx.run("DELETE FROM traffic WHERE channel = :line AND month = :month", line=line, month=month)
        await budgets.count_sent(tx, line, month, used)


async def counted(ward: Ward, most: int = 3_000, people: int | None = 50, *, heard_counts: bool = True) -> Line:
    line = await Line(ward, "line", budget=Budget(most, people, heard_counts)).opens()
    async with ward.database.write() as tx:
        await ways.learn(tx, OurAccount("line", "Bot Hà Cầu"), ward.clock.at)
    return line


async def test_what_is_said_and_heard_is_counted_and_what_is_not_sent_is_not(both_wards: Ward):
    ward, line = both_wards, await counted(both_wards)
    await line.links("binh")

    await line.hears("binh", "cài 42")
    assert (await gauge(ward)).used == 2
    await line.hears("binh", "cài 42", again=True)
    assert (await gauge(ward)).used == 2  # it was brought twice, and is one
    endings: list[Ending] = [Partly(1), Unsent("busy"), Sent("1"), Uncertain("lost"), Refused("no")]
    line.answers = lambda _message, _now: endings.pop(0)
    await puts(ward, "binh")
    await ward.delivers()
    ward.clock.at += HOUR
    await ward.delivers()
    assert (await gauge(ward)).sent == 1 + 2  # in two parts
    await puts(ward, "binh", kind="announcement")
    await ward.delivers()
    assert (await gauge(ward)).sent == 1 + 3  # it may have arrived
    await puts(ward, "binh", kind="announcement")
    await ward.delivers()
    assert (await gauge(ward)).sent == 1 + 3


async def test_where_only_what_we_say_costs_what_is_heard_does_not(ward: Ward):
    line = await counted(ward, heard_counts=False)
    await line.links("binh")
    await line.hears("binh", "cài 42")
    assert (await gauge(ward)).used == 1


async def test_what_an_errand_of_ours_brings_in_somebodys_name_was_paid_for_already(ward: Ward):
    line = await counted(ward)
    await line.links("binh")
    address, now = "line/binh", ward.clock.at
    await ward.intake.take([Inbound("errand/7", "line", address, address, Text("cài 42"), now, now)])
    assert (await gauge(ward)).heard == 0


async def test_pages_cost_nothing(both_wards: Ward):
    await counted(both_wards)
    await both_wards.chat("binh").says("cài 42")
    async with both_wards.database.read() as read:
        assert not await read.rows("SELECT * FROM traffic")


async def test_what_cannot_be_handled_has_been_brought_all_the_same(ward: Ward):
    line = await counted(ward)
    await line.links("hoi")
    broken = await broken_choice(ward, "hoi")
    ward.intake.counted |= {"web"}
    await ward.intake.take([broken])
    async with ward.database.read() as read:
        rows = await read.rows("SELECT heard FROM traffic WHERE channel = 'web'")
    assert [row["heard"] for row in rows] == [1]


async def test_a_crash_after_the_send_has_cost_one(both_wards: Ward):
    ward, line = both_wards, await counted(both_wards)
    await line.links("binh")
    await puts(ward, "binh", kind="announcement")
    async with ward.database.write() as tx:
        chat = (await tx.rows("SELECT id FROM chat WHERE address = 'line/binh'"))[0]["id"]
        await tx.run("UPDATE outbox SET state = 'sending', chat_id = :chat, channel = 'line'", chat=chat)

    await line.delivery.land()
    await line.delivery.land()

    assert (await gauge(ward)).sent == 1


async def test_a_month_is_the_houses_own(ward: Ward):
    line = await counted(ward)
    await line.links("binh")
    for moment in ("2024-11-30T23:59+07:00", "2024-12-01T00:01+07:00"):
        ward.clock.at = instant(datetime.fromisoformat(moment))
        await line.hears("binh", "trợ giúp")
    assert [(await gauge(ward, month)).used for month in ("2024-11", "2024-12", "2025-01")] == [2, 2, 0]


@pytest.mark.parametrize("now", ["2024-11-09T21:00+07:00", "2024-12-31T23:59+07:00"])
def test_the_next_month_begins_with_its_first_minute(now: str):
    at = instant(datetime.fromisoformat(now))
    begins = budgets.next_month(at, ZONE)
    assert budgets.month_of(begins, ZONE) != budgets.month_of(at, ZONE) == budgets.month_of(begins - 1, ZONE)


@pytest.mark.parametrize(
    ("used", "level"),
    [(0, 0), (2_099, 0), (2_100, 70), (2_549, 70), (2_550, 85), (2_849, 85), (2_850, 95), (9_999, 95)],
)
def test_levels_are_reached_when_they_are_full(used: int, level: int):
    assert Gauge("a", Budget(3_000), sent=used).level == level
    assert Gauge("a", Budget(3_000), sent=used).left == max(3_000 - used, 0)


async def test_the_clerk_is_told_at_each_level_once(both_wards: Ward):
    ward, clerk = both_wards, both_wards.chat("lan")
    await counted(both_wards)
    heard: list[int] = []
    for used in (2_000, 2_100, 2_400, 2_550, 2_600, 2_850, 2_900):
        await has_used(ward, used) if used == 2_000 else await _raised(ward, used)
        await weighs(ward)
        await weighs(ward)
        await clerk.reads()
        heard.append(len(clerk.new))

    assert heard == [0, 1, 0, 1, 0, 1, 0]


async def _raised(ward: Ward, used: int) -> None:
    async with ward.database.write() as tx:
        await tx.run("UPDATE traffic SET sent = :used WHERE channel = 'line'", used=used)


async def test_a_level_that_is_passed_over_is_not_told(ward: Ward):
    clerk = ward.chat("lan")
    await counted(ward)
    await has_used(ward, 2_788)
    await weighs(ward)
    await clerk.reads()
    assert len(clerk.new) == 1
    clerk.hears("Line (Bot Hà Cầu) đã dùng 85 % số tin của tháng: 2.788/3.000, còn 212 tin")


async def test_near_the_end_what_nobody_asked_for_goes_another_way(both_wards: Ward):
    ward, line, page = both_wards, await counted(both_wards), both_wards.chat("binh")
    await line.links("binh")
    await has_used(ward, 2_850)
    await weighs(ward)
    await ward.chat("lan").reads()

    await line.hears("binh", "cài 42")
    assert "Em ghi" in line.said_to("binh")[-1]
    await puts(ward, "binh")
    await ward.delivers()
    assert line.said_to("binh")[-1] == "tin"
    spared = (await puts(ward, "binh", kind="announcement"))[0]
    await ward.delivers()
    assert await state(ward, spared) == ("sent", "web")
    await page.reads()
    page.hears("tin")


async def test_who_has_no_other_way_is_told_next_month_or_by_telephone(both_wards: Ward):
    ward, line = both_wards, await counted(both_wards)
    await line.links("binh")
    await leaves_page(ward, "binh")
    await has_used(ward, 2_850)
    await weighs(ward)

    waits = (await puts(ward, "binh", kind="announcement"))[0]
    tonight = (await puts(ward, "binh", kind="announcement", not_after=ward.clock.at + HOUR))[0]
    await ward.delivers()

    assert (await state(ward, tonight))[0] == "unreached"
    assert await state(ward, waits) == ("waiting", None)
    clerk = ward.chat("lan")
    await clerk.says("/goi")
    clerk.hears("1 người chị gọi giúp em", "bác Bình")

    ward.clock.at = MORNING
    await weighs(ward)
    assert await state(ward, waits) == ("sent", "line")
    assert line.said_to("binh") == ["tin"]


async def test_the_question_of_the_evening_is_not_lost_when_the_month_is_used_up(ward: Ward):
    line = await counted(ward)
    await line.links("binh")
    await leaves_page(ward, "binh")
    await has_used(ward, 2_990)
    await weighs(ward)

    await ward.comes_to("21:25")

    assert not line.told
    clerk = ward.chat("lan")
    await clerk.says("/goi")
    clerk.hears("bác Bình", "hỏi kết quả thứ Bảy 09/11")


async def test_what_waited_there_when_it_became_little_looks_elsewhere(ward: Ward):
    line = await counted(ward)
    await line.links("binh")
    line.answers = lambda _message, now: Throttled(now + 5 * SECOND)
    ids = [(await puts(ward, "binh", kind=kind))[0] for kind in ("announcement", "alarm")]
    await ward.delivers()
    await has_used(ward, 2_850)
    line.answers = lambda _message, _now: Sent("1")
    await weighs(ward)

    assert [await state(ward, id_) for id_ in ids] == [("sent", "web"), ("waiting", "line")]


async def test_used_up_the_platform_is_asked_less_and_less_and_never_in_a_loop(ward: Ward):
    line = await counted(ward)
    await line.links("binh")
    await leaves_page(ward, "binh")
    rests = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR]
    line.answers = lambda _message, now: Throttled(now + rests[min(len(line.tries), 4) - 1], whole=True)
    await line.hears("binh", "cài 42")
    for _ in range(4 * 60):
        ward.clock.at += MINUTE
        await ward.delivers()
    assert len(line.tries) == 5
    assert (await gauge(ward)).sent == 0


async def test_a_new_month_begins_with_everything(both_wards: Ward):
    ward, line = both_wards, await counted(both_wards)
    await line.links("binh")
    await has_used(ward, 3_000)
    await weighs(ward)
    assert (await gauge(ward)).spared_until == NEXT_MONTH

    ward.clock.at = MORNING
    await puts(ward, "binh", kind="announcement")
    await ward.delivers()
    await weighs(ward)

    assert len(line.told) == 1
    assert (await gauge(ward, "2024-12")).spared_until is None


async def test_the_office_sees_how_much_is_left(both_wards: Ward):
    ward, line, clerk = both_wards, await counted(both_wards), both_wards.chat("lan")
    for key in ("binh", "hoi", "mau"):
        await line.links(key)
    await has_used(ward, 2_788)

    for text in ("/tincay", "/status"):
        await clerk.says(text)
        clerk.hears("Line (Bot Hà Cầu): 2.788/3.000 tin tháng này, còn 212; 3/50 người")
    await ward.chat("binh").says("/status")
    assert "2.788" not in str(ward.chat("binh").new)


async def test_an_action_to_many_tells_its_price_before_it_is_confirmed(both_wards: Ward):
    ward, line, clerk = both_wards, await counted(both_wards), both_wards.chat("lan")
    for key in ("binh", "hoi", "mau"):
        await line.links(key)
    await has_used(ward, 2_788)

    await clerk.says("/khan mai 8h họp")
    clerk.hears("Gửi khẩn tới 5 tổ trưởng", "Line (Bot Hà Cầu): gửi 3 tin, tháng này còn 212", "1 Gửi")
    await clerk.says("2")
    await clerk.says("nhắn các tổ trưởng: mai 8h họp ở phường")
    clerk.hears("gửi 3 tin, tháng này còn 212")
    await clerk.says("thôi")
    await has_used(ward, 2_998)
    await clerk.says("/khan mai 8h họp")
    clerk.hears("gửi 3 tin, tháng này còn 2 ⚠️ không đủ")


async def test_a_plan_that_moves_nights_tells_what_it_costs_to_say_so(ward: Ward):
    line, clerk = await counted(ward), ward.chat("lan")
    for key in ("binh", "tam", "nhan"):
        await line.links(key)
    await has_used(ward, 2_788)

    await clerk.says("/kehoach Cầu Đơ 1: 20/11, 21/11\nCầu Đơ 3: 22/11\nHà Trì 1: 23/11")
    await does_errands(ward)
    await clerk.reads()

    clerk.hears("gửi 3 tin, tháng này còn 212", "Chưa lưu gì")


async def test_an_announcement_names_at_once_whom_it_spares(ward: Ward):
    """Whom only the account reaches that has little left is called, and gets nothing by it."""
    line, clerk = await counted(ward), ward.chat("lan")
    await line.links("binh")
    await leaves_page(ward, "binh")
    await has_used(ward, 2_900)
    await weighs(ward)
    await clerk.reads()

    await clerk.says("nhắn các tổ trưởng: mai 8h họp ở phường")
    clerk.hears("(4 người nhận được)", "bác Bình")
    await clerk.says("1")
    await ward.delivers()

    assert not line.told


async def test_it_is_declared_anew_at_each_start_and_the_count_stays(database: Database):
    async with database.write() as tx:
        await budgets.declare(tx, {"a": Budget(3_000, 50), "b": Budget(10)})
        await budgets.count_heard(tx, MONTH, {"b": 2, "a": 1})
        await budgets.count_sent(tx, "a", MONTH, 4)
        await budgets.declare(tx, {"a": Budget(5_000, None, heard_counts=False)})
    async with database.read() as read:
        (found,) = await budgets.gauges(read, MONTH)
    assert found == Gauge("a", Budget(5_000, None, heard_counts=False), sent=4, heard=1)
    assert found.used == 4


def test_a_month_ends_where_the_house_is():
    late = instant(datetime.fromisoformat("2024-11-30T18:00+00:00"))
    assert (budgets.month_of(late, "UTC"), budgets.month_of(late, ZONE)) == ("2024-11", "2024-12")
