"""What is done outside the chat so that people know: told in one line, counted against the campaign's rhythm; and the
same words in other forms.
"""

import json
from datetime import date

import pytest

from handlers.outgoing import letter
from handlers.progress import judging, rewards
from storage import announcements, campaigns, reckoning
from storage.announcements import pace
from storage.database import Database
from storage.instants import HOUR
from storage.settings import Outreach, Reward
from tests.ward import MONDAY, YOUTH, Ward, clock_time, monday_evening, plain

RULES = [
    {"kind": "bulletin", "at_least": 1, "days": 3, "since": None, "until": None},
    {"kind": "loudspeaker", "at_least": 6, "days": 7, "since": None, "until": None},
    {"kind": "loudspeaker", "at_least": 2, "days": 1, "since": "2024-11-20", "until": "2024-11-30"},
]


async def ruled(ward: Ward, rules: list[dict[str, object]]) -> None:
    async with ward.database.write() as tx:
        (row,) = await tx.rows("SELECT settings FROM campaign WHERE id = :id", id=ward.campaign)
        settings = json.dumps({**json.loads(row["settings"]), "outreach": rules})
        await tx.run("UPDATE campaign SET settings = :some, version = version + 1", some=settings)


@pytest.fixture
async def monday(database: Database) -> Ward:
    ward = await Ward.founded(database, people=YOUTH, youth=3)
    await monday_evening(ward)
    await ruled(ward, RULES)
    return ward


async def deeds(ward: Ward) -> list[tuple[str, int, str]]:
    async with ward.database.read() as read:
        found = await announcements.deeds(read, ward.campaign, 0, 2**50)
    names = {unit.id: unit.name for unit in ward.units.values()}
    return [(one.kind, one.number, names[one.unit_id]) for one in found]


@pytest.mark.parametrize(
    ("said", "kind", "number"),
    [
        ("đã phát loa sáng nay", "loudspeaker", 1),
        ("Sáng nay phường đã phát loa 2 lượt nhé", "loudspeaker", 2),
        ("vua doc loa xong", "loudspeaker", 1),
        ("hôm qua phát thanh rồi em ạ", "loudspeaker", 1),
        ("đã dán 12 áp phích", "poster", 12),
        ("vừa treo 3 băng rôn ở nhà văn hoá", "poster", 3),
        ("hôm qua phát 200 tờ rơi", "poster", 200),
        ("đã đăng tin lên nhóm zalo", "bulletin", 1),
        ("vừa gửi thông báo vào các nhóm zalo tổ dân phố", "bulletin", 1),
        ("tối qua đã tổ chức tập huấn cho tổ trưởng", "training", 1),
    ],
)
async def test_what_was_done_is_told_in_one_line(monday: Ward, said: str, kind: str, number: int):
    lan = monday.chat("lan")

    await lan.says(said)

    lan.hears("Em ghi:")
    assert await deeds(monday) == [(kind, number, "Hà Cầu")]


@pytest.mark.parametrize(
    "said",
    [
        "mai phát loa nhé",
        "đã phát loa chưa",
        "ai phát loa sáng nay?",
        "nhớ phát loa sáng nay",
        "đã dán áp phích, cài 12 kích hoạt 10",
        "chưa phát loa được",
        "sáng nay loa hỏng",
    ],
)
async def test_what_was_not_done_is_not_written_down(monday: Ward, said: str):
    await monday.chat("lan").says(said)

    assert await deeds(monday) == []


async def test_it_counts_against_the_rhythm_and_can_be_taken_back(monday: Ward):
    lan = monday.chat("lan")

    await lan.says("đã phát loa sáng nay")
    lan.hears("Em ghi: phát loa 1 lượt, 07h00 thứ Hai 11/11", "1/6 lượt phát loa trong 7 ngày qua", "1 Bỏ ghi")
    await lan.says("1")
    lan.hears("bỏ ghi")
    assert await deeds(monday) == []
    for _ in range(6):
        await lan.says("hôm qua đã phát loa")
    lan.hears("✅ 6/6 lượt phát loa")
    await lan.says("nhịp thông báo")
    lan.hears("Đợt này chưa có thông báo nào", "0/1 bản tin trong 3 ngày qua", "✅ 6/6 lượt phát loa trong 7 ngày qua")


async def test_in_the_peak_there_is_a_rule_for_each_day(monday: Ward):
    lan = monday.chat("lan")
    monday.clock.at = clock_time("09:00", date(2024, 11, 21))

    await lan.says("đã phát loa sáng nay")

    lan.hears("1/6 lượt phát loa trong 7 ngày qua", "1/2 lượt phát loa trong hôm nay")


async def test_a_head_tells_it_of_the_own_unit(monday: Ward):
    hoi = monday.chat("hoi")

    await hoi.says("đã dán 5 áp phích sáng nay")

    hoi.hears("Em ghi: dán, phát áp phích 5 tờ", "Cầu Đơ 4")
    assert await deeds(monday) == [("poster", 5, "Cầu Đơ 4")]


async def test_a_day_outside_the_campaign_is_not_written_down(monday: Ward):
    lan = monday.chat("lan")

    await lan.says("đã phát loa ngày 1/11")

    lan.hears("không nằm trong những ngày đã qua của đợt")
    assert await deeds(monday) == []


async def test_a_post_in_the_residents_groups_is_a_bulletin(monday: Ward):
    lan = monday.chat("lan")
    await lan.says("đã đăng tin lên nhóm zalo sáng nay")
    monday.clock.at = clock_time("11:00", MONDAY.replace(day=13))
    await monday.delivers()

    await lan.says("bao lâu rồi chưa có thông báo")

    lan.hears("Đã 2 ngày 4 giờ từ tin gần nhất", "✅ 1/1 bản tin trong 3 ngày qua")


async def test_the_same_words_to_be_pasted_read_aloud_and_hung_up(monday: Ward):
    lan = monday.chat("lan")
    await lan.says("/thongbao các tổ trưởng: Tối 14/11 lúc 19h30 cài đặt iHanoi tại NVH Hà Trì 1, mang theo CCCD.")

    await lan.says("bản loa")
    lan.hears("Bản đọc loa, ", "chưa hết 60 giây", "Tối ngày 14 tháng 11 lúc 19 giờ 30", "nhà văn hoá", "Xin nhắc lại")
    await lan.says("bản zalo")
    lan.hears("📢 THÔNG BÁO – PHƯỜNG HÀ CẦU", "Tối 14/11 lúc 19h30", "Trân trọng cảm ơn bà con")
    assert "chép nguyên tin" in (lan.new[-2].words or "")
    await lan.says("bản in")
    lan.hears("đang làm")
    await lan.says("gửi")
    lan.hears("đang gửi tới 5 người")
    await lan.says("lấy bản loa tin vừa rồi")
    lan.hears("19 giờ 30")


async def test_what_is_too_long_for_a_minute_is_refused_with_the_number(monday: Ward):
    lan = monday.chat("lan")
    await lan.says(f"/thongbao các tổ trưởng: {'kính mời bà con ' * 50}")

    await lan.says("bản loa")

    lan.hears("Đọc loa 60 giây được khoảng 180 chữ, bản này 220 chữ", "bớt 40 chữ")


async def test_a_form_of_nothing_asks_for_the_words(monday: Ward):
    lan = monday.chat("lan")

    await lan.says("/thongbao loa")

    lan.hears("soạn tin trước")


async def test_the_weekly_letter_proves_what_was_done(monday: Ward):
    lan = monday.chat("lan")
    for said in ("đã phát loa sáng nay", "hôm qua đã phát loa", "đã dán 12 áp phích", "đã đăng tin lên nhóm zalo"):
        await lan.says(said)
    await lan.says("/thongbao cả phường: mai bắt đầu")
    await lan.says("1")
    async with monday.database.read() as read:
        unit = monday.units["Hà Cầu"].id
        scope = await reckoning.scope_at(read, unit, clock_time("15:00", date(2024, 11, 14)), monday.campaign)
        assert scope is not None
        written = await letter.written(read, scope, clock_time("15:00", date(2024, 11, 14)))

    proof = written.fields["thong_bao"].splitlines()[-1]
    assert proof == (
        "Công tác tuyên truyền: 2 bản tin (11/11); 2 lượt phát loa (10/11, 11/11); "
        "1 đợt dán, phát áp phích, tờ rơi, 12 tờ (11/11)."
    )


async def test_what_units_did_counts_for_their_reward(monday: Ward):
    await monday.chat("hoi").says("đã phát loa sáng nay")
    await monday.chat("hoi").says("đã dán 5 áp phích")
    await monday.chat("binh").says("đã phát loa sáng nay")
    async with monday.database.read() as read:
        scope = await reckoning.scope_at(read, monday.units["Hà Cầu"].id, monday.clock.at, monday.campaign)
        assert scope is not None
        judged = await judging.of_unit(read, scope, monday.clock.at)

    (groups,) = rewards.sections(judged, [Reward(name="Tuyên truyền", measure="announcements", weight=10)])
    told = {one.unit.name: (one.points, one.why[0][1]) for one in groups.ranked}
    assert told == {
        "Cầu Đơ 4": (10.0, "2"),
        "Cầu Đơ 1": (5.0, "1"),
        **dict.fromkeys(("Hà Trì 1", "Hà Trì 2"), (0.0, "0")),
    }


# --- the clock


@pytest.mark.parametrize(
    ("rule", "done", "remind", "alarm"),
    [
        ({"kind": "bulletin", "days": 3}, [], 60, 72),
        ({"kind": "bulletin", "days": 3}, [10], 70, 82),
        ({"kind": "loudspeaker", "at_least": 6, "days": 7}, [], 23, 28),
        ({"kind": "loudspeaker", "at_least": 6, "days": 7}, [24], 47, 52),
        # as often as it is wanted: not before the first of them is too long ago
        ({"kind": "loudspeaker", "at_least": 6, "days": 7}, [3, 27, 51, 75, 99, 123], 166, 171),
        ({"kind": "loudspeaker", "at_least": 2, "days": 1}, [7, 7], 29, 31),
        (
            {"kind": "training", "at_least": 1, "days": 14, "draft_after": 24, "alarm_after": 48},
            [10],
            10 + 13 * 24,
            346,
        ),
    ],
)
def test_a_rule_says_when_it_is_reminded_of_and_when_it_is_broken(rule, done, remind, alarm):
    paced = pace(Outreach(**rule), [hours * HOUR for hours in done], 0)

    assert (paced.remind // HOUR, paced.alarm // HOUR) == (remind, alarm)
    assert paced.since == (done[-1] * HOUR if done else 0)


async def told_by_the_clock(ward: Ward, until: tuple[str, date]) -> list[str]:
    """What the office is told of the rhythm when the clock comes there."""
    clerk = ward.chat("lan")
    await clerk.reads()
    await ward.comes_to(*until)
    await clerk.reads()
    return [plain(line.words or "") for line in clerk.new if "nhịp của đợt" in (line.words or "")]


async def test_what_is_done_too_seldom_is_brought_up_by_the_clock_and_no_more_once_it_is_done(monday: Ward):
    await ruled(monday, [{"kind": "loudspeaker", "at_least": 6, "days": 7}, {"kind": "training", "days": 14}])
    clerk = monday.chat("lan")
    await clerk.says("đã phát loa 17h")

    assert await told_by_the_clock(monday, ("15:50", MONDAY.replace(day=12))) == []
    (said,) = await told_by_the_clock(monday, ("16:05", MONDAY.replace(day=12)))
    assert "Đã 23 giờ từ lần phát loa gần nhất, nhịp của đợt là ít nhất 6 lần trong 7 ngày." in said
    assert "⏳ 1/6 lượt phát loa trong 7 ngày qua" in said
    await clerk.presses("Lấy bài đọc loa")
    clerk.hears("Đài truyền thanh phường Hà Cầu")
    (alarm,) = await told_by_the_clock(monday, ("21:10", MONDAY.replace(day=12)))
    assert "⚠️ Đã 1 ngày 4 giờ từ lần phát loa gần nhất" in alarm

    await clerk.says("vừa phát loa xong")
    assert await told_by_the_clock(monday, ("20:00", MONDAY.replace(day=13))) == []


async def test_where_enough_was_done_nothing_is_brought_up(monday: Ward):
    await ruled(monday, [{"kind": "loudspeaker", "at_least": 6, "days": 7}])
    await monday.chat("lan").says("đã phát loa 6 lượt sáng nay")

    assert await told_by_the_clock(monday, ("21:00", MONDAY.replace(day=13))) == []
    assert len(await told_by_the_clock(monday, ("08:00", MONDAY.replace(day=18)))) == 1


async def test_a_rule_of_the_peak_holds_on_its_days(monday: Ward):
    peak = {"kind": "loudspeaker", "at_least": 2, "days": 1, "since": "2024-11-20", "until": "2024-11-21"}
    await ruled(monday, [peak])

    assert await told_by_the_clock(monday, ("12:00", date(2024, 11, 19))) == []
    (said,) = await told_by_the_clock(monday, ("14:30", date(2024, 11, 20)))
    assert "Chưa ghi lần phát loa nào, nhịp của đợt là ít nhất 2 lần trong 1 ngày" in said
    assert await told_by_the_clock(monday, ("12:00", date(2024, 11, 23))) == []


async def test_a_bulletin_that_is_taken_back_is_the_last_no_more(monday: Ward):
    clerk = monday.chat("lan")

    async def last() -> int | None:
        async with monday.database.read() as read:
            return await campaigns.announced(read, monday.campaign)

    await clerk.says("đã đăng tin lên nhóm zalo sáng nay")
    morning = await last()
    await clerk.says("đã đăng tin lên nhóm zalo lúc 16h")
    assert await last() == clock_time("16:00", MONDAY)
    await clerk.presses("Bỏ ghi")
    assert await last() == morning == clock_time("07:00", MONDAY)
    await clerk.says("đã đăng tin lên nhóm zalo lúc 15h")
    await clerk.says("/thongbao cả phường: mai bắt đầu")
    await clerk.says("1")
    sent = await last()
    await clerk.presses("Bỏ ghi")
    assert await last() == sent == monday.clock.at


async def test_what_a_unit_posts_in_its_own_group_is_no_bulletin_of_the_ward(monday: Ward):
    await monday.chat("hoi").says("đã đăng tin lên nhóm zalo tổ")

    async with monday.database.read() as read:
        assert await campaigns.announced(read, monday.campaign) is None
    assert await deeds(monday) == [("bulletin", 1, "Cầu Đơ 4")]
