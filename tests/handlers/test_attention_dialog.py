"""What needs somebody: open places, what heads are stuck with, who was reminded, and silence that is no zero."""

from datetime import date

import pytest

from storage.database import Database
from tests.ward import YOUTH, Chat, Ward, clock_time, plain


@pytest.fixture
async def clerk(sqlite: Database) -> Chat:
    """A ward whose evenings want three young people each; nobody has been asked yet."""
    return (await Ward.founded(sqlite, people=YOUTH, youth=3)).chat("lan")


def said(chat: Chat) -> str:
    return plain(chat.new[-1].words or "")


async def test_places_that_are_open_tonight_and_tomorrow_are_told(clerk: Chat):
    await clerk.says("/status")

    clerk.hears("⚠️ Cầu Đơ 1 tối 09/11 thiếu 3 đoàn viên · Cầu Đơ 3 tối 10/11 thiếu 3 đoàn viên.")
    assert "Cầu Đơ 4 tối 11/11" not in said(clerk)


async def test_a_place_that_somebody_has_is_not_open(clerk: Chat):
    ward = clerk.ward
    await ward.comes_to("07:10", date(2024, 11, 8))
    await ward.chat("son").says("được")
    ward.clock.at = clock_time("18:00")

    await clerk.says("/status")

    assert "Cầu Đơ 1 tối 09/11" not in said(clerk)


async def test_a_past_instant_has_no_open_places(clerk: Chat):
    clerk.ward.clock.at = clock_time("09:00", date(2024, 11, 10))

    await clerk.says("/status 18h 09/11")

    assert "thiếu 3 đoàn viên" not in said(clerk)


async def test_what_the_heads_are_stuck_with_is_told_for_a_week(clerk: Chat):
    ward = clerk.ward
    await ward.chat("binh").says("cài 30, vướng 5")
    ward.clock.at = clock_time("21:40", date(2024, 11, 10))
    await ward.chat("nhan").says("cài 12, vướng 2")
    await clerk.says("/status")
    clerk.hears("Vướng 7 ngày qua: 7 (Cầu Đơ 1: 5, Cầu Đơ 3: 2).")

    await clerk.says("/status 22h 09/11")
    assert "Vướng" not in said(clerk)
    ward.clock.at = clock_time("21:40", date(2024, 11, 17))
    await clerk.says("/status")
    assert "Vướng" not in said(clerk)


async def test_who_is_missing_is_told_with_the_reminders_they_have_had(clerk: Chat):
    ward = clerk.ward
    for hour in ("21:25", "21:45", "22:00", "22:20"):
        await ward.comes_to(hour)

    await clerk.says("thiếu")

    clerk.hears("Còn thiếu 1/1 địa bàn", "• Cầu Đơ 1, thứ Bảy 09/11: bác Bình (đã nhắc 21h45, tổ phó 22h00)")


async def test_a_week_of_which_nobody_has_told_is_no_week_of_zeros(clerk: Chat):
    clerk.ward.clock.at = clock_time("08:00", date(2024, 11, 13))

    await clerk.says("/status tuần")
    clerk.hears("Hà Cầu, 11/11–13/11: chưa có số · cùng kỳ tuần trước chưa có số")

    await clerk.says("/status 12/11")
    clerk.hears("Hà Cầu, tối thứ Ba 12/11: chưa có số")


async def test_a_night_that_was_called_off_since_was_still_owed_then(clerk: Chat):
    clerk.ward.clock.at = clock_time("08:00", date(2024, 11, 10))
    await clerk.says("hủy buổi tối 9/11 ở Cầu Đơ 1, mưa")
    await clerk.says("đồng ý")
    await clerk.says("/status")
    assert "thiếu 1 báo cáo" not in said(clerk)

    await clerk.says("/status 23h 09/11")

    clerk.hears("0/1 địa bàn đã báo đủ · ⚠️ thiếu 1 báo cáo · tính đến 23h00 thứ Bảy 09/11")
    await clerk.says("/thieu 23h 09/11")
    clerk.hears("• Cầu Đơ 1, thứ Bảy 09/11: bác Bình")
