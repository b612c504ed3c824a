"""Every change of every figure: who, when, on which channel, in which words, from what to what, and why."""

import pytest

from storage import retention
from storage.instants import DAY
from tests.ward import Ward, clock_time, plain


async def test_a_history_says_who_told_what_in_which_words_and_what_it_changed(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42, vắng 6")
    await head.says("nhầm, 45 chứ không phải 42")

    await clerk.says("/lichsu Cầu Đơ 1")

    clerk.hears(
        "Nguyễn Văn Bình báo Cầu Đơ 1 09/11: cài mới 42 → 45 (trang web): “nhầm, 45 chứ không phải 42”",
        "Nguyễn Văn Bình báo Cầu Đơ 1 09/11: cài mới 42, hộ vắng 6 (trang web): “cài 42, vắng 6”",
    )


async def test_what_was_taken_back_is_in_it_with_what_it_left(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42")
    await head.says("hoàn tác")

    await clerk.says("ai đã sửa số Cầu Đơ 1 vậy em")

    clerk.hears("Nguyễn Văn Bình bỏ lần báo Cầu Đơ 1 09/11: cài mới 42 → bỏ trống")


@pytest.mark.parametrize(
    "asked", ["/lichsu Cầu Đơ 4 tối 11/11", "lịch sử Cầu Đơ 4 11/11", "lich su cau do 4 toi 11/11"]
)
async def test_a_history_may_be_of_one_night(ward: Ward, asked: str):
    clerk = ward.chat("lan")
    ward.clock.at = clock_time("21:30", day=ward.sessions["Cầu Đơ 4", 12].night)
    await clerk.says("Cầu Đơ 4 tối 11/11 cài 31")
    await clerk.says("Cầu Đơ 4 tối 12/11 cài 17")

    await clerk.says(asked)

    clerk.hears("Cầu Đơ 4, tối thứ Hai 11/11", "cài mới 31")
    assert "17" not in plain(clerk.new[-1].words or "").replace("17h", "")


@pytest.mark.parametrize("asked", ["lịch sử của bác Bình", "/lichsu Nguyễn Văn Bình"])
async def test_a_history_may_be_of_one_person(ward: Ward, asked: str):
    clerk = ward.chat("lan")
    await ward.chat("binh").says("cài 42")
    await clerk.says("Cầu Đơ 1 tối 9/11 vắng 6")

    await clerk.says(asked)

    clerk.hears("việc Nguyễn Văn Bình làm", "cài mới 42")
    assert "hộ vắng" not in plain(clerk.new[-1].words or "")


async def test_a_head_sees_the_own_unit_alone(ward: Ward):
    head = ward.chat("nhan")
    await ward.chat("binh").says("cài 42")

    await head.says("/lichsu Cầu Đơ 1")

    head.hears("lịch sử của tổ nào")


async def test_telephone_numbers_are_not_kept_and_that_is_said(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42, có chị Hoa 0912 345 678 nhờ quay lại")
    await head.says("vắng 6, cccd bà Tư 001190012345")

    head.hears("che đi")
    await clerk.says("/lichsu Cầu Đơ 1")
    said = plain(clerk.new[-1].words or "")
    assert "345" not in said
    assert "0011" not in said


async def test_words_are_kept_for_thirty_days_and_figures_for_good(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42 nhé cháu")
    async with ward.database.write() as tx:
        assert await retention.clear(tx, "saying", ward.clock.at + 30 * DAY) == 1

    await clerk.says("/lichsu Cầu Đơ 1")

    clerk.hears("cài mới 42 (trang web)")
    assert "nhé cháu" not in plain(clerk.new[-1].words or "")


async def test_nothing_told_has_no_history(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("/lichsu Hà Trì 2")
    clerk.hears("Hà Trì 2 chưa có thay đổi nào được ghi ạ.")


async def test_the_clerk_takes_it_as_a_table(ward: Ward):
    clerk, observer = ward.chat("lan"), ward.chat("chu")
    await ward.chat("binh").says("cài 42")

    await clerk.says("/xuat lịch sử")
    clerk.hears("đang làm")
    await observer.says("/xuat lịch sử")
    assert "đang làm" not in plain(observer.new[-1].words or "")
