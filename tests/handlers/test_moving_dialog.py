"""Figures told to the wrong unit or night are moved after a yes, and both histories say so."""

from datetime import date

import pytest

from tests.ward import Chat, Ward, clock_time, plain

TWELFTH = date(2024, 11, 12)


def heard(chat: Chat) -> str:
    return "\n".join(plain(one.words or "") for one in chat.new)


@pytest.mark.parametrize(
    "asked",
    [
        "chuyển số Cầu Đơ 1 tối 9/11 sang Cầu Đơ 3 tối 10/11",
        "/chuyenso Cầu Đơ 1 9/11 sang Cầu Đơ 3 10/11",
        "chuyen so cau do 1 sang cau do 3",
    ],
)
async def test_the_office_moves_figures_to_another_unit(ward: Ward, asked: str):
    clerk, here, there = ward.chat("lan"), ward.chat("binh"), ward.chat("nhan")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 42, vắng 6")
    ward.clock.at = clock_time("22:00", date(2024, 11, 10))

    await clerk.says(asked)
    clerk.hears("cài mới 42 · hộ vắng 6 từ Cầu Đơ 1, tối thứ Bảy 09/11 sang Cầu Đơ 3, tối Chủ nhật 10/11")
    await clerk.says("đúng")

    clerk.hears("chuyển xong", "Cầu Đơ 1: Cả tổ đến nay 370/980", "Cầu Đơ 3: Cả tổ đến nay 412/980")
    for head in (here, there):
        await head.reads()
        head.hears("Chị Lan chuyển số từ Cầu Đơ 1", "Cầu Đơ 3", "cài mới 42")
    await clerk.says("/lichsu Cầu Đơ 1 tối 9/11")
    clerk.hears("cài mới 42 → bỏ trống", "chuyển sang Cầu Đơ 3 10/11")
    await clerk.says("/lichsu Cầu Đơ 3")
    clerk.hears("cài mới 42", "chuyển từ Cầu Đơ 1 09/11")


async def test_a_head_moves_figures_to_the_right_night(ward: Ward):
    head = ward.chat("hoi")
    ward.clock.at = clock_time("08:00", TWELFTH)
    await head.says("tối 12/11 cài 30")
    await head.says("chuyển số tối 12/11 sang tối 11/11")
    head.hears("cài mới 30 từ Cầu Đơ 4, tối thứ Ba 12/11 sang Cầu Đơ 4, tối thứ Hai 11/11")
    await head.says("ừ")
    head.hears("chuyển xong", "400/980")
    await head.says("/lichsu")
    head.hears("chuyển sang Cầu Đơ 4 11/11", "chuyển từ Cầu Đơ 4 12/11")


async def test_what_stands_there_is_shown_before_it_is_replaced(ward: Ward):
    clerk = ward.chat("lan")
    ward.clock.at = clock_time("22:00", TWELFTH)
    await clerk.says("Cầu Đơ 4 tối 11/11 cài 30")
    await clerk.says("Cầu Đơ 4 tối 12/11 cài 17")
    await clerk.says("chuyển số Cầu Đơ 4 tối 12/11 sang tối 11/11")
    clerk.hears("Ở đó đang ghi cài mới 30", "sẽ được thay")
    await clerk.says("đúng")
    clerk.hears("387/980")


async def test_a_head_cannot_give_figures_to_anothers_unit_but_the_office_is_told(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42")
    await head.says("chuyển số Cầu Đơ 1 sang Cầu Đơ 3")
    head.hears("phường chuyển được")
    await head.presses("Chuyển phường")
    await clerk.reads()
    clerk.hears("chuyển số Cầu Đơ 1 09/11 sang Cầu Đơ 3 10/11")
    await clerk.says("chuyển số Cầu Đơ 1 09/11 sang Cầu Đơ 3 10/11")
    clerk.hears("cài mới 42 từ Cầu Đơ 1")


async def test_nothing_there_is_nothing_to_move(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("chuyển số Cầu Đơ 1 tối 9/11 sang Cầu Đơ 3")
    clerk.hears("chưa có số nào")


async def test_a_no_moves_nothing(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 42")
    await clerk.says("chuyển số Cầu Đơ 1 tối 9/11 sang Cầu Đơ 3 tối 10/11")
    await clerk.says("thôi")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("412/980")


async def test_a_night_that_moves_is_no_figures(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("chuyển Hà Trì 2 16/11 sang 17/11")
    assert "chuyển số" not in plain(clerk.new[-1].words or "").lower()


async def test_after_the_lock_a_head_moves_nothing_and_hears_why(ward: Ward):
    head = ward.chat("hoi")
    ward.clock.at = clock_time("21:30", date(2024, 11, 11))
    await head.says("cài 30")
    ward.clock.at = clock_time("13:00", TWELFTH)
    await head.says("chuyển số tối 11/11 sang tối 12/11")
    head.hears("phường đã chốt")


@pytest.mark.parametrize("said", ["/chuyenso", "/chuyenso Cầu Đơ 1", "/chuyenso Cầu Đơ 1 sang"])
async def test_what_is_not_said_is_asked_for(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await clerk.says(said)
    clerk.hears("Chuyển số của đâu sang đâu")


@pytest.mark.parametrize(
    "said",
    [
        "Bác báo nhầm, 30 là của tối thứ hai chứ tối nay chưa đi nhà nào",
        "cái 30 bác báo là cho tối 11/11, cháu dời sang giúp bác",
        "cai 30 bac bao la cua toi 11/11, chuyen sang ho bac",
        "lộn rồi, số 30 là của hôm thứ hai, dời về đấy hộ bác",
        "30 đó là của tối hôm qua chứ không phải tối nay cháu ạ",
    ],
)
async def test_a_number_that_is_said_to_be_another_nights_is_moved_and_not_told_again(ward: Ward, said: str):
    head = ward.chat("hoi")
    ward.clock.at = clock_time("08:00", TWELFTH)
    await head.says("tối 12/11 cài 30")

    await head.says(said)

    head.hears("cài mới 30 từ Cầu Đơ 4, tối thứ Ba 12/11 sang Cầu Đơ 4, tối thứ Hai 11/11")
    assert "phiếu sửa" not in heard(head)


async def test_a_number_is_carried_from_unit_to_unit_by_the_office(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 42, vắng 6")
    ward.clock.at = clock_time("22:00", date(2024, 11, 10))

    await clerk.says("chuyển 42 từ cầu đơ 1 sang cầu đơ 3")

    clerk.hears("cài mới 42 · hộ vắng 6 từ Cầu Đơ 1, tối thứ Bảy 09/11 sang Cầu Đơ 3")


@pytest.mark.parametrize(
    "said",
    [
        "báo cáo đó là của Cầu Đơ 3, đang nằm bên Cầu Đơ 1, đưa về giúp chị",
        "so do cua cau do 3 ma lai ghi o cau do 1, chuyen ve giup chi",
    ],
)
async def test_where_figures_stand_and_whose_they_are_may_be_told_the_other_way_round(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 42, vắng 6")
    ward.clock.at = clock_time("22:00", date(2024, 11, 10))

    await clerk.says(said)

    clerk.hears("cài mới 42 · hộ vắng 6 từ Cầu Đơ 1, tối thứ Bảy 09/11 sang Cầu Đơ 3")


@pytest.mark.parametrize("said", ["nhầm, tối qua cài 33 chứ không phải 30", "sửa lại tối 11/11 cài 33"])
async def test_a_correction_is_no_move(ward: Ward, said: str):
    head = ward.chat("hoi")
    ward.clock.at = clock_time("08:00", TWELFTH)
    await head.says("tối 11/11 cài 30")

    await head.says(said)

    assert " từ Cầu Đơ 4" not in heard(head)
