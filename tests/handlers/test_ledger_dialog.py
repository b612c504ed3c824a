"""The denominators: where they are from, how they change, what the city's system counts beside the heads."""

from datetime import date

import pytest

from handlers.headcounts.asking_ledger import asked
from handlers.intents.answers import Query
from handlers.intents.intent import Intent
from handlers.intents.ledger import ProposeCount, ShowLedger
from tests.bot.test_making import does_errands
from tests.ward import Ward, clock_time

NOW = clock_time("21:40", date(2024, 11, 10))


async def test_a_share_says_what_it_is_measured_by(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("theo đâu?")

    clerk.hears(
        "Tổng số của Hà Cầu", "15+ có smartphone: 10.420, theo số phường ngày 01/11/2024 ← tỷ lệ tính theo số này"
    )


async def test_a_change_is_shown_before_it_is_entered(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/mauso Cầu Đơ 1 smartphone 1.000 theo số quận 05/11")
    clerk.hears("Cầu Đơ 1, 15+ có smartphone: 980 → 1.000 (theo số quận ngày 05/11/2024)", "Tỷ lệ: 37,8 % → 37,0 %")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("370/980")

    await clerk.says("/mauso Cầu Đơ 1 smartphone 1.000 theo số quận 05/11")
    await clerk.says("đồng ý")
    clerk.hears("Em đã ghi Cầu Đơ 1, 15+ có smartphone: 1.000")
    ward.clock.at = clock_time("21:41")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("370/1.000 = 37,0 % (15+ có smartphone, số quận 05/11)")


async def test_a_no_changes_nothing(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/mauso Cầu Đơ 1 smartphone 1000 theo số quận")
    await clerk.says("thôi")
    clerk.hears("giữ nguyên")
    await clerk.says("/mauso Cầu Đơ 1")
    clerk.hears("15+ có smartphone: 980")


async def test_an_issued_letter_keeps_what_it_was_measured_by(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("phát hành báo cáo tuần")
    await does_errands(ward)
    async with ward.database.read() as read:
        before = (await read.rows("SELECT body FROM letter"))[0]["body"]

    await clerk.says("/mauso Hà Cầu smartphone 9000 theo số quận 05/11")
    await clerk.says("đồng ý")

    async with ward.database.read() as read:
        assert (await read.rows("SELECT body FROM letter"))[0]["body"] == before
    ward.clock.at = clock_time("21:50")
    await clerk.says("/status")
    clerk.hears("1.850/9.000")


async def test_nought_and_fewer_than_are_counted_are_warned_of(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/mauso Cầu Đơ 1 smartphone 0 theo số quận")
    clerk.hears("⚠️ Tổng số 0 thì không tính được tỷ lệ")
    await clerk.says("/mauso Cầu Đơ 1 smartphone 300 theo số quận")
    clerk.hears("⚠️ Số đã báo 370 lớn hơn tổng số")


async def test_the_systems_figure_stands_beside_the_heads(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/mauso Cầu Đơ 1 hệ thống 405 theo quận 08/11")
    clerk.hears("số trên hệ thống: 405", "Tổ báo 370, chênh -35")
    await clerk.says("đúng")
    ward.clock.at = clock_time("21:50")
    await clerk.says("/mauso")
    clerk.hears("• Cầu Đơ 1: tổ báo 370, hệ thống 405, chênh -35", "không số nào thay số nào")
    await clerk.says("/status")
    clerk.hears("1.850/10.420")


async def test_only_the_clerk_changes_it_and_only_below_the_own_unit(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")

    await head.says("/mauso Cầu Đơ 1 smartphone 500 theo tổ")
    head.hears("chưa được phân công")
    await head.says("/mauso")
    head.hears("Tổng số của Cầu Đơ 1")
    assert "Muốn đổi" not in (head.new[-1].words or "")
    await clerk.says("/mauso Phú La smartphone 500 theo phường")
    clerk.hears('chưa thấy địa bàn nào tên "Phú La"')


async def test_what_is_not_whole_is_explained(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/mauso Cầu Đơ 1 smartphone 980")

    clerk.hears("cần địa bàn, loại số, con số và nguồn", "/mauso Cầu Đơ 1 smartphone 980 theo số phường 09/11")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/mauso", ShowLedger()),
        ("mẫu số", ShowLedger()),
        ("theo đâu", ShowLedger()),
        ("/mauso Cầu Đơ 1", ShowLedger(Query(name="Cầu Đơ 1"))),
        (
            "/mauso Cầu Đơ 1 có smartphone 1.980 theo số phường 01/11/2023",
            ProposeCount("Cầu Đơ 1", "smartphone15", 1_980, "2023-11-01", "số phường"),
        ),
        ("mẫu số tổ 5 hộ dân 210 theo Công an", ProposeCount("tổ 5", "households", 210, "2024-11-10", "Công an")),
        ("/mauso CDO1 từ 18 tuổi 700 theo quận", ProposeCount("CDO1", "adults18", 700, "2024-11-10", "quận")),
        (
            "/mauso trường A cán bộ 55 theo nhà trường",
            ProposeCount("trường A", "staff", 55, "2024-11-10", "nhà trường"),
        ),
        ("/mauso Cầu Đơ 1 980 theo phường", ProposeCount("", "", 0, "2024-11-10", "")),
        ("/mauso Cầu Đơ 1 smartphone nhiều theo phường 32/13", ProposeCount("", "", 0, "2024-11-10", "")),
        ("cài 35", None),
    ],
)
def test_a_typed_headcount_is_read(text: str, intent: Intent | None):
    assert asked(text, None, NOW) == intent
