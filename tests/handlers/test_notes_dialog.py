"""Words that nobody could read wait for the office, which can put them beside the night that they are about."""

import pytest

from tests.ward import Ward, plain


async def unread(ward: Ward) -> None:
    head = ward.chat("binh")
    await head.says("xyzzy quux bla")
    head.hears("chưa")


@pytest.mark.parametrize(
    "said", ["gắn tin 1 vào Cầu Đơ 1 tối 9/11", "/gantin 1 Cầu Đơ 1 9/11", "tin 1 là của Cầu Đơ 1 tối nay"]
)
async def test_the_office_puts_them_beside_a_night(both_wards: Ward, said: str):
    await unread(both_wards)
    clerk = both_wards.chat("lan")
    await clerk.says("tin chưa đọc")
    clerk.hears("1. bác Bình", "xyzzy quux bla", "gắn tin 1 vào")

    await clerk.says(said)

    clerk.hears("gắn tin “xyzzy quux bla” vào Cầu Đơ 1, tối thứ Bảy 09/11")
    await clerk.says("/lichsu Cầu Đơ 1 tối 9/11")
    clerk.hears("Nguyễn Văn Bình nhắn (phường gắn vào buổi này): “xyzzy quux bla”")
    await clerk.says("tin chưa đọc")
    clerk.hears("Không có tin nào chờ chị")


async def test_what_is_not_there_is_said_not_to_be(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("gắn tin 3 vào Cầu Đơ 1 tối 9/11")
    clerk.hears("Không có tin nào chờ chị")
    await unread(ward)
    await clerk.says("gắn tin 3 vào Cầu Đơ 1 tối 9/11")
    clerk.hears("Chỉ có 1 tin")
    await clerk.says("gắn tin 1 vào Cầu Đơ 1 tối 20/11")
    clerk.hears("không có lịch tối")


async def test_only_the_office_does(ward: Ward):
    await unread(ward)
    head = ward.chat("binh")
    await head.says("gắn tin 1 vào Cầu Đơ 1 tối 9/11")
    assert "gắn tin" not in plain(head.new[-1].words or "")
