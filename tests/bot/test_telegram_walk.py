"""A newcomer's walk over Telegram, asked for by polling and brought to a webhook."""

import pytest

from tests.bot.telegram_house import open_house


@pytest.mark.parametrize("mode", ["poll", "webhook"])
async def test_a_head_enrols_reports_corrects_and_the_clerk_sees_it(database_url: str, mode: str):
    async with open_house(database_url, mode) as house:
        await house.invites("binh", "7KXM 3PQR")
        await house.invites("lan", "8KXM 3PQR")
        head, clerk = house.phone(5001), house.phone(5002)

        await head.says("/start 7KXM3PQR")
        head.hears("Em là trợ lý tự động của phường Hà Cầu", "bác Nguyễn Văn Bình", "tổ trưởng Cầu Đơ 1")
        notice = await head.presses("Đúng và đồng ý")
        head.hears("Em chào bác Bình ✅", "cài 35")
        assert notice == ""

        await clerk.says("8kxm 3pqr")
        await clerk.says("đúng")
        clerk.hears("Em chào chị Lan")

        await head.says("cài 42, kh 40, vắng 6")
        head.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42 · kích hoạt 40 · hộ vắng 6.", "412/980")
        await clerk.says("/status")
        clerk.hears("Tối nay 1/1 tổ đã báo: Cầu Đơ 1 +42")
        await head.says("nhầm, 24 chứ không phải 42")
        head.hears("Em đã sửa", "cài mới 42 → 24")
