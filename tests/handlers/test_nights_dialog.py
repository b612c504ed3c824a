"""One line of the clerk moves, calls off, adds or reinstates a night; those in charge hear of it once."""

from datetime import date

import pytest

from tests.handlers.plans import nights, planned
from tests.ward import Ward


async def test_a_night_is_moved_in_one_line_and_its_head_is_told_once(ward: Ward):
    clerk, head, other = ward.chat("lan"), ward.chat("hoi"), ward.chat("binh")
    await clerk.says("dời Cầu Đơ 4 tối 12 sang 13, mưa")
    clerk.hears("Cầu Đơ 4: dời thứ Ba 12/11 → thứ Tư 13/11", "báo bác Hợi")

    await head.reads()
    head.hears("lịch của Cầu Đơ 4 có thay đổi (mưa)", "dời thứ Ba 12/11 → thứ Tư 13/11")
    await other.reads()
    other.hears_nothing()
    assert await planned(ward, "Cầu Đơ 4") == ["11", "13"]


async def test_a_moved_night_voids_what_was_waiting(ward: Ward):
    await ward.chat("lan").says("dời Cầu Đơ 1 tối nay sang 13")
    await ward.comes_to("21:30")

    head = ward.chat("binh")
    await head.reads()
    assert not [line for line in head.new if "kết quả" in (line.words or "")]


async def test_a_night_is_called_off_with_a_reason(ward: Ward):
    clerk, head = ward.chat("lan"), ward.chat("binh")
    await clerk.says("hủy buổi tối nay ở Cầu Đơ 1, mưa")
    clerk.hears("Cầu Đơ 1: hủy thứ Bảy 09/11")
    await head.reads()
    head.hears("(mưa)", "hủy thứ Bảy 09/11")

    assert await planned(ward, "Cầu Đơ 1") == []


async def test_a_night_is_made_up_for(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối nay ở Cầu Đơ 1")
    await clerk.says("bù tối 13 cho Cầu Đơ 1")
    clerk.hears("Cầu Đơ 1: thêm thứ Tư 13/11")

    assert await planned(ward, "Cầu Đơ 1") == ["13"]


async def test_there_and_back_is_one_night(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("dời Cầu Đơ 4 tối 12 sang 13")
    await clerk.says("dời Cầu Đơ 4 tối 13 sang 12")

    assert [one for one in await nights(ward) if one[0] == "Cầu Đơ 4"] == [
        ("Cầu Đơ 4", "11", "planned"),
        ("Cầu Đơ 4", "12", "planned"),
    ]


async def test_moving_onto_a_night_that_was_called_off_reinstates_it(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối 12 ở Cầu Đơ 4")
    await clerk.says("dời Cầu Đơ 4 tối 11 sang 12")

    assert [one for one in await nights(ward) if one[0] == "Cầu Đơ 4"] == [
        ("Cầu Đơ 4", "11", "cancelled"),
        ("Cầu Đơ 4", "12", "planned"),
    ]


@pytest.mark.parametrize("line", ["khôi phục tối 12 cho Cầu Đơ 4", "bù tối 12 cho Cầu Đơ 4", "bỏ hủy Cầu Đơ 4 tối 12"])
async def test_a_night_that_was_called_off_comes_back(ward: Ward, line: str):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối 12 ở Cầu Đơ 4")
    await clerk.says(line)
    clerk.hears("Cầu Đơ 4: đi lại thứ Ba 12/11")

    assert await planned(ward, "Cầu Đơ 4") == ["11", "12"]


async def test_a_unit_without_nights_left_can_still_be_named(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi 16/11 ở Hà Trì 2")
    await clerk.says("bù tối 18 cho Hà Trì 2")

    assert await planned(ward, "Hà Trì 2") == ["18"]


async def test_a_night_with_figures_is_called_off_only_when_the_clerk_insists(ward: Ward):
    await ward.chat("binh").says("cài 20")
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối nay ở Cầu Đơ 1")
    clerk.hears("đã có số báo về (20)", '"vẫn hủy" hay "thôi"')
    await clerk.says("thôi")
    clerk.hears("giữ nguyên lịch")
    assert await planned(ward, "Cầu Đơ 1") == ["09"]

    await clerk.says("hủy buổi tối nay ở Cầu Đơ 1")
    await clerk.says("vẫn hủy")
    assert await planned(ward, "Cầu Đơ 1") == []


async def test_a_night_with_figures_stays_when_it_is_moved(ward: Ward):
    await ward.chat("binh").says("cài 20")
    clerk = ward.chat("lan")
    await clerk.says("dời Cầu Đơ 1 tối nay sang 13")
    clerk.hears("đã có số báo về nên em giữ lại", "thêm buổi thứ Tư 13/11 không")
    await clerk.says("thêm")

    assert await planned(ward, "Cầu Đơ 1") == ["09", "13"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dời Cầu Đơ 4 tối 17 sang 18", "Cầu Đơ 4 không có buổi Chủ nhật 17/11"),
        ("dời Cầu Đơ 4 tối 12 sang 8/11", "đã qua rồi"),
        ("dời Cầu Đơ 4 tối 12 sang 11", "đã có buổi thứ Hai 11/11"),
        ("dời Cầu Đơ 4 tối 12 sang 5/12", "nằm ngoài đợt (09/11–30/11)"),
        ("dời Mộ Lao 1 tối 12 sang 13", "không thấy địa bàn đó"),
        ("hủy buổi 20/11 ở Hà Trì 2", "Lịch của Hà Trì 2: thứ Bảy 16/11"),
        ("bù tối 12 cho Cầu Đơ 4", "đã có buổi thứ Ba 12/11"),
        ("khôi phục tối 12 cho Cầu Đơ 4", "vẫn đang có trong lịch"),
        ("khôi phục tối 20 cho Cầu Đơ 4", "không có buổi thứ Tư 20/11"),
        ("hủy buổi của Hà Trì 1", "buổi gần nhất là thứ Năm 14/11. Chị muốn hủy buổi đó ạ?"),
    ],
)
async def test_what_cannot_be_changes_nothing_and_says_why(ward: Ward, line: str, said: str):
    clerk, before = ward.chat("lan"), await nights(ward)
    await clerk.says(line)
    clerk.hears(said)

    assert await nights(ward) == before


async def test_a_name_that_means_several_is_asked(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi 16/11 ở Hà Trì")
    clerk.hears("địa bàn nào")
    await clerk.presses("Hà Trì 2")

    assert await planned(ward, "Hà Trì 2") == []


async def test_a_called_off_night_says_so_when_it_is_called_off_again(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi 16/11 ở Hà Trì 2")
    await clerk.says("hủy buổi 16/11 ở Hà Trì 2")
    clerk.hears("đã hủy rồi")


async def test_a_head_cannot_change_the_plan(ward: Ward):
    head, before = ward.chat("hoi"), await nights(ward)
    await head.says("dời Cầu Đơ 4 tối 12 sang 13")

    assert await nights(ward) == before


async def test_an_old_question_about_a_night_changes_nothing_twice(ward: Ward):
    await ward.chat("binh").says("cài 20")
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối nay ở Cầu Đơ 1")
    still = clerk.new[-1].choices[0]
    await clerk.says("vẫn hủy")
    await ward.intake.take([ward.update("lan", choice=str(still.id))])

    assert [one for one in await nights(ward) if one[0] == "Cầu Đơ 1"] == [("Cầu Đơ 1", "09", "cancelled")]


async def test_a_visit_outside_the_plan_is_one_question_and_then_a_session_of_its_own(ward: Ward):
    head = ward.chat("nhan")
    await head.says("tối nay cài được 12 người, vắng 3")
    head.hears("Cầu Đơ 3 không có lịch thứ Bảy 09/11", "ngoài kế hoạch", "cài mới 12", '"đúng"')
    assert ("Cầu Đơ 3", "09 extra", "planned") not in await nights(ward)

    await head.says("đúng")
    head.hears("Cầu Đơ 3, tối thứ Bảy 09/11: cài mới 12", "(buổi đi ngoài kế hoạch)", "382/980")
    assert ("Cầu Đơ 3", "09 extra", "planned") in await nights(ward)


async def test_a_visit_that_was_none_is_not_recorded(ward: Ward):
    head = ward.chat("nhan")
    await head.says("tối nay cài được 12 người")
    await head.says("không")
    head.hears("không ghi gì")

    assert ("Cầu Đơ 3", "09 extra", "planned") not in await nights(ward)


async def test_an_extra_session_is_corrected_like_any_other(ward: Ward):
    head = ward.chat("nhan")
    await head.says("tối nay cài được 12 người")
    await head.says("đúng")
    await head.says("nhầm, 21 chứ không phải 12")
    head.hears("12 → 21")


async def test_a_night_that_was_called_off_took_place_after_all(ward: Ward):
    await ward.chat("lan").says("hủy buổi tối nay ở Cầu Đơ 1")
    head = ward.chat("binh")
    await head.says("tối nay cài được 12 người")
    await head.says("đúng")

    assert [one for one in await nights(ward) if one[0] == "Cầu Đơ 1"] == [("Cầu Đơ 1", "09", "planned")]


async def test_somebody_elses_unit_is_no_extra_visit(ward: Ward):
    head, before = ward.chat("nhan"), await nights(ward)
    await head.says("Cầu Đơ 4 tối nay cài 12 người")

    assert await nights(ward) == before


async def test_the_clerk_may_tell_of_a_visit_outside_the_plan(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 3 tối nay cài 12 người")
    clerk.hears("Cầu Đơ 3 không có lịch thứ Bảy 09/11")
    await clerk.says("đúng")

    assert ("Cầu Đơ 3", "09 extra", "planned") in await nights(ward)


async def test_a_moved_night_is_asked_about_on_its_new_evening(ward: Ward):
    await ward.chat("lan").says("dời Cầu Đơ 1 tối nay sang 13")
    await ward.comes_to("21:30", date(2024, 11, 13))
    head = ward.chat("binh")
    await head.reads()
    head.hears("Cầu Đơ 1")
