"""Figures are closed at the campaign's hour; the office opens them again with a reason, for so long; all is listed."""

from datetime import date

import pytest

from tests.ward import Ward, clock_time, plain

NEXT = date(2024, 11, 10)


@pytest.fixture
async def closed(ward: Ward) -> Ward:
    await ward.chat("binh").says("cài 42")
    ward.clock.at = clock_time("14:00", NEXT)
    return ward


@pytest.mark.parametrize(
    "asked",
    [
        "mở lại số Cầu Đơ 1 tối 9/11 vì bác Bình ốm, đến 20h",
        "/molai Cầu Đơ 1 9/11 vì bác Bình ốm đến 20h",
        "mo lai so cau do 1 toi 9/11 vi bac Binh om, den 20h",
        "mở khoá Cầu Đơ 1 tối qua do bác Bình ốm, tới 20h00 hôm nay",
    ],
)
async def test_the_office_opens_a_night_again_and_the_head_corrects_it(closed: Ward, asked: str):
    head, clerk = closed.chat("binh"), closed.chat("lan")
    await clerk.says(asked)
    clerk.hears("mở lại số Cầu Đơ 1, tối thứ Bảy 09/11", "đến 20h00", "lý do: b")
    await clerk.says("đúng")
    clerk.hears("mở lại đến 20h00")
    await head.reads()
    head.hears("Phường mở lại số Cầu Đơ 1", "20h00")

    await head.says("tối qua cài 45 chứ không phải 42")

    head.hears("đã sửa", "42 → 45")
    await clerk.says("/khoa")
    clerk.hears("chốt lúc 12h00", "Cầu Đơ 1, tối thứ Bảy 09/11 đến 20h00", "Phạm Thị Lan")


async def test_after_its_hour_it_is_closed_again(closed: Ward):
    head, clerk = closed.chat("binh"), closed.chat("lan")
    await clerk.says("mở lại số Cầu Đơ 1 tối 9/11 vì ốm, đến 20h")
    await clerk.says("đúng")
    closed.clock.at = clock_time("20:01", NEXT)

    await head.says("tối qua cài 45 chứ không phải 42")

    head.hears("đã chốt lúc 20h00", "phiếu sửa")
    await clerk.says("/khoa")
    clerk.hears("Không có buổi nào đang mở lại", "Phiếu sửa chờ duyệt", "bác Bình: Cầu Đơ 1", "42 → 45")
    await clerk.says("duyệt")
    clerk.hears("đã sửa Cầu Đơ 1")


async def test_a_reason_is_asked_for_and_an_hour_is_not(closed: Ward):
    clerk = closed.chat("lan")
    await clerk.says("mở lại số Cầu Đơ 1 tối 9/11")
    clerk.hears("vì sao")
    await clerk.says("mở lại số Cầu Đơ 1 tối 9/11 vì bác Bình ốm")
    clerk.hears("đến 12h00 thứ Hai 11/11", "bác Bình ốm")


async def test_the_unit_is_asked_for(closed: Ward):
    clerk = closed.chat("lan")
    await clerk.says("mở lại số vì bác tổ trưởng ốm")
    clerk.hears("tổ nào")


async def test_what_is_open_is_said_to_be(ward: Ward):
    clerk = ward.chat("lan")
    await ward.chat("binh").says("cài 42")
    await clerk.says("mở lại số Cầu Đơ 1 tối 9/11 vì sai")
    clerk.hears("vẫn đang mở đến 12h00")


async def test_the_office_closes_early(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42")
    await clerk.says("khoá số Cầu Đơ 1 tối 9/11")
    clerk.hears("khoá số Cầu Đơ 1, tối thứ Bảy 09/11 (đang ghi cài mới 42) ngay bây giờ", "Đúng không")
    await clerk.says("đúng")
    clerk.hears("khoá số Cầu Đơ 1, tối thứ Bảy 09/11 từ bây giờ")

    await head.says("nhầm, 45 chứ không phải 42")

    head.hears("phường đã chốt", "phiếu sửa")
    await clerk.says("khoá số Cầu Đơ 1 tối 9/11")
    clerk.hears("đã chốt từ")


async def test_a_no_closes_nothing(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("khoá số Cầu Đơ 1 tối 9/11")
    clerk.hears("chưa có số nào")
    await clerk.says("thôi")
    await ward.chat("binh").says("cài 42")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("412/980")


async def test_who_is_no_clerk_opens_nothing(closed: Ward):
    head = closed.chat("binh")
    await head.says("mở lại số Cầu Đơ 1 tối 9/11 vì tôi ốm, đến 20h")
    assert "mở lại đến" not in plain(head.new[-1].words or "")
    await head.says("/khoa")
    head.hears("chốt lúc 12h00", "Không có buổi nào đang mở lại")


async def test_a_question_changes_nothing(closed: Ward):
    clerk = closed.chat("lan")
    await clerk.says("mở lại số Cầu Đơ 1 tối 9/11 vì ốm, đến 20h")
    await clerk.says("thôi")
    await closed.chat("binh").says("tối qua cài 45 chứ không phải 42")
    await clerk.says("/khoa")
    clerk.hears("Không có buổi nào đang mở lại")
