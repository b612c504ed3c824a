"""Two people with different numbers for one night: who leads the unit sees both and picks; every sum says so."""

import pytest

from tests.ward import Ward, clock_time, plain


async def test_the_head_sees_both_numbers_and_picks(ward: Ward):
    head, deputy, clerk = ward.chat("binh"), ward.chat("tam"), ward.chat("lan")
    await head.says("cài 42")
    await deputy.says("cài 45")
    deputy.hears("giữ 42", "hỏi bác Bình chốt", "1 buổi còn hai số khác nhau")

    await head.reads()
    head.hears("Cầu Đơ 1, tối thứ Bảy 09/11 có hai số khác nhau", "bác báo cài mới 42", "cô Tâm báo cài mới 45")
    await head.says("2")

    head.hears("đã sửa Cầu Đơ 1", "cài mới 42 → 45", "415/980")
    assert "còn hai số" not in plain(head.new[0].words or "")
    await deputy.reads()
    deputy.hears("bác Bình chốt cài mới 45")
    await clerk.says("/lichsu Cầu Đơ 1")
    clerk.hears(
        "Nguyễn Văn Bình báo Cầu Đơ 1 09/11: cài mới 42 → 45 – chốt giữa hai số", "cài mới 45, chưa tính (giữ 42)"
    )


@pytest.mark.parametrize("said", ["1", "cài mới 42"])
async def test_the_number_that_stood_may_be_picked_and_nobody_differs_any_more(ward: Ward, said: str):
    head, deputy, clerk = ward.chat("binh"), ward.chat("tam"), ward.chat("lan")
    await head.says("cài 42")
    await deputy.says("cài 45")
    await head.reads()

    await head.says(said)

    head.hears("Cầu Đơ 1", "cài mới 42", "412/980")
    await clerk.says("/status Cầu Đơ 1")
    assert "có người báo" not in plain(clerk.new[-1].words or "")


async def test_a_head_who_differs_is_asked_at_once(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await deputy.says("cài 45, vắng 3")
    await head.says("cài 42, vắng 5")

    head.hears("có hai số khác nhau", "cô Tâm báo cài mới 45, hộ vắng 3", "bác báo cài mới 42, hộ vắng 5")
    await head.presses("cài mới 42, hộ vắng 5")
    head.hears("cài mới 45 → 42", "hộ vắng 3 → 5")


async def test_a_pick_that_comes_after_the_figures_changed_changes_nothing(ward: Ward):
    head, deputy, clerk = ward.chat("binh"), ward.chat("tam"), ward.chat("lan")
    await head.says("cài 42")
    await deputy.says("cài 45")
    await head.reads()
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 44")

    await head.says("2")

    head.hears("đã đổi từ lúc em hỏi", "cài mới 44")


async def test_the_wards_sum_names_what_is_not_settled(ward: Ward):
    await ward.chat("binh").says("cài 42")
    await ward.chat("tam").says("cài 45")
    clerk = ward.chat("lan")

    await clerk.says("/status")
    clerk.hears("1 buổi còn hai số khác nhau", "Cầu Đơ 1", "42 hay 45")

    await clerk.says("Cầu Đơ 1 tối 9/11 cài 45")
    await clerk.says("/status")
    assert "hai số" not in plain(clerk.new[-1].words or "")


async def test_who_agrees_is_in_no_conflict(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await head.says("cài 42")
    await deputy.says("cài 42")
    await head.reads()
    head.hears_nothing()


async def test_a_pick_after_the_lock_is_a_slip_for_the_office(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await head.says("cài 42")
    await deputy.says("cài 45")
    await head.reads()
    ward.clock.at = clock_time("13:00", day=ward.sessions["Cầu Đơ 3", 10].night)

    await head.says("2")

    head.hears("phường đã chốt", "phiếu sửa", "42 → 45")


async def test_the_morning_names_what_the_head_has_not_settled(ward: Ward):
    await ward.chat("binh").says("cài 42")
    await ward.chat("tam").says("cài 45")
    await ward.comes_to("07:00", ward.sessions["Cầu Đơ 3", 10].night)
    clerk = ward.chat("lan")
    await clerk.reads()
    clerk.hears("1 buổi có hai số khác nhau, tổ trưởng chưa chốt")
