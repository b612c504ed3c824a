"""After the lock a correction is a slip: it is said why, the office accepts in one word, who told it hears."""

from datetime import date

import pytest

from tests.ward import Ward, clock_time, plain

NEXT = date(2024, 11, 10)


async def late(ward: Ward, words: str = "nhầm, 45 chứ không phải 42") -> None:
    await ward.chat("binh").says("cài 42")
    ward.clock.at = clock_time("13:00", NEXT)
    head = ward.chat("binh")
    await head.says(words)
    head.hears("Cầu Đơ 1, tối thứ Bảy 09/11", "đã chốt lúc 12h00", "phiếu sửa", "42 → 45", "em báo bác")


@pytest.mark.parametrize("yes", ["duyệt", "Duyệt nhé em", "1", "đồng ý", "ok em"])
async def test_the_office_accepts_in_one_word(ward: Ward, yes: str):
    await late(ward)
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await clerk.reads()
    clerk.hears("bác Bình báo Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42 → 45", '"duyệt"')

    await clerk.says(yes)

    clerk.hears("đã sửa Cầu Đơ 1", "cài mới 42 → 45", "415/980")
    await head.reads()
    head.hears("Phường duyệt rồi", "cài mới 42 → 45")
    await clerk.says("/lichsu Cầu Đơ 1")
    clerk.hears("Phạm Thị Lan duyệt phiếu sửa của Nguyễn Văn Bình Cầu Đơ 1 09/11: cài mới 42 → 45")


@pytest.mark.parametrize("no", ["giữ số cũ", "2", "không"])
async def test_the_office_may_keep_what_stands_and_it_is_said(ward: Ward, no: str):
    await late(ward)
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await clerk.reads()

    await clerk.says(no)

    clerk.hears("giữ số cũ")
    await head.reads()
    head.hears("Phường giữ số cũ", "42 → 45")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("412/980")


async def test_a_step_after_the_lock_is_shown_as_what_it_would_make(ward: Ward):
    await late(ward, "tối qua thêm 3 nữa")


async def test_what_stands_already_needs_no_slip(ward: Ward):
    await ward.chat("binh").says("cài 42")
    ward.clock.at = clock_time("13:00", NEXT)
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("tối qua cài 42")
    head.hears("đang ghi đúng như bác báo")
    await clerk.reads()
    assert not any("Phiếu sửa" in plain(line.words or "") for line in clerk.new)


async def test_a_first_report_after_the_lock_is_a_slip_too(ward: Ward):
    ward.clock.at = clock_time("13:00", NEXT)
    head = ward.chat("binh")
    await head.says("tối qua cài 42")
    head.hears("đã chốt", "phiếu sửa", "cài mới 42")


async def test_a_clerk_needs_no_slip(ward: Ward):
    ward.clock.at = clock_time("13:00", NEXT)
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 42")
    clerk.hears("ghi Cầu Đơ 1", "cài mới 42")


async def test_nothing_is_undone_after_the_lock_and_it_is_said_why(ward: Ward):
    await ward.chat("binh").says("cài 42")
    ward.clock.at = clock_time("13:00", NEXT)
    head = ward.chat("binh")
    await head.says("hoàn tác")
    head.hears("phường đã chốt lúc 12h00")


async def test_the_morning_says_what_waits_and_what_is_not_settled(ward: Ward):
    await late(ward)
    ward.clock.at = clock_time("21:40", NEXT)
    await ward.chat("nhan").says("cài 42")
    await ward.chat("lan").reads()
    clerk = ward.chat("lan")
    await clerk.reads()
    await ward.comes_to("07:00", date(2024, 11, 11))
    await clerk.reads()
    said = "\n".join(plain(line.words or "") for line in clerk.new)
    assert "1 phiếu sửa sau khi chốt đang chờ chị duyệt" in said


async def test_of_several_nights_those_that_are_open_are_recorded_and_the_closed_one_is_a_slip(both_wards: Ward):
    head, clerk = both_wards.chat("hoi"), both_wards.chat("lan")
    both_wards.clock.at = clock_time("21:40", date(2024, 11, 12))

    await head.says("tối 11/11 cài 30, tối 12/11 cài 17")

    head.hears("ghi Cầu Đơ 4, tối thứ Ba 12/11: cài mới 17", "387/980")
    head.hears("Số Cầu Đơ 4, tối thứ Hai 11/11 phường đã chốt lúc 12h00 thứ Ba 12/11", "phiếu sửa: cài mới 30")
    await clerk.reads()
    await clerk.says("duyệt")
    clerk.hears("Cầu Đơ 4, tối thứ Hai 11/11: cài mới 30", "417/980")


async def test_what_has_changed_since_a_slip_is_shown_before_it_is_accepted(both_wards: Ward):
    await late(both_wards)
    head, clerk = both_wards.chat("binh"), both_wards.chat("lan")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 44")

    await clerk.says("/khoa")
    await clerk.says("duyệt")
    clerk.hears("đã đổi từ lúc bác Bình gửi phiếu", "cài mới 44 → 45", "vẫn duyệt")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("414/980")
    await clerk.says("duyệt")
    clerk.hears("cài mới 44 → 45", "415/980")
    await head.reads()
    head.hears("Phường duyệt rồi", "44 → 45")


async def test_two_slips_with_two_numbers_are_never_accepted_in_one_word(ward: Ward):
    await late(ward)
    await ward.chat("tam").says("tối qua cài 43 chứ không phải 42")
    clerk = ward.chat("lan")

    await clerk.says("/khoa")
    clerk.hears("bác Bình", "42 → 45", "cô Tâm", "42 → 43")
    await clerk.says("duyệt")

    clerk.hears("đã sửa Cầu Đơ 1", "42 → 45", "từ lúc cô Tâm gửi phiếu", "cài mới 45 → 43")
    await clerk.says("giữ số cũ")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("415/980")


async def test_who_tells_again_means_what_they_tell_last(ward: Ward):
    await late(ward)
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("tối qua 45 chứ không phải 42")
    head.hears("gửi phường rồi, đang chờ duyệt")
    await head.says("tối qua 46 chứ không phải 42")
    await clerk.says("/khoa")

    said = plain(clerk.new[-1].words or "")
    assert "42 → 46" in said
    assert "42 → 45" not in said


async def test_less_than_nothing_is_no_slip(ward: Ward):
    await ward.chat("binh").says("cài 42")
    ward.clock.at = clock_time("13:00", NEXT)
    head = ward.chat("binh")
    await head.says("tối qua bớt 50")
    assert "phiếu sửa" not in plain(head.new[-1].words or "")
