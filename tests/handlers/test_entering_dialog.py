"""Somebody enters figures for who cannot: it is shown so, and whoever it is for hears of it."""

import pytest

from storage.database import Database
from tests.ward import GROUPS, YOUTH, Ward, plain


@pytest.mark.parametrize(
    "said",
    [
        "/nhapho Cầu Đơ 1 tối 9/11 cài 42, vắng 6",
        "nhập hộ Cầu Đơ 1 tối nay: cài 42, vắng 6",
        "bao ho cau do 1 cai 42 vang 6",
    ],
)
async def test_the_office_enters_for_a_head_who_hears_of_it(ward: Ward, said: str):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await clerk.says(said)
    clerk.hears("ghi Cầu Đơ 1, tối thứ Bảy 09/11", "cài mới 42", "nhập hộ bác Bình")

    await head.reads()
    head.hears("Chị Lan nhập hộ bác Cầu Đơ 1, tối thứ Bảy 09/11", "cài mới 42", "hộ vắng 6", "nhắn số đúng")
    await clerk.says("/lichsu Cầu Đơ 1")
    clerk.hears("Phạm Thị Lan báo Cầu Đơ 1 09/11 (nhập hộ Nguyễn Văn Bình): cài mới 42")


async def test_a_deputy_enters_for_the_head(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await deputy.says("nhập hộ bác Bình cài 42")
    deputy.hears("cài mới 42", "nhập hộ bác Bình")
    await head.reads()
    head.hears("Cô Tâm nhập hộ bác")


async def test_a_captain_enters_for_a_head_and_two_numbers_are_the_heads_to_settle(sqlite: Database):
    ward = await Ward.founded(sqlite, GROUPS, YOUTH)
    head, captain = ward.chat("binh"), ward.chat("son")
    await captain.says("/nhapho Cầu Đơ 1 tối 9/11 cài 42")
    captain.hears("ghi Cầu Đơ 1", "nhập hộ bác Bình")
    await head.reads()
    head.hears("Anh Sơn nhập hộ bác", "cài mới 42")

    await head.says("cài 45")

    head.hears("hai số khác nhau", "anh Sơn báo cài mới 42")
    await head.says("2")
    head.hears("42 → 45")


async def test_a_captain_without_the_word_tells_nothing(sqlite: Database):
    ward = await Ward.founded(sqlite, GROUPS, YOUTH)
    captain = ward.chat("son")
    await captain.says("Cầu Đơ 1 tối 9/11 cài 42")
    assert "ghi Cầu Đơ 1" not in plain(captain.new[-1].words or "")


@pytest.mark.parametrize("said", ["/nhapho", "/nhapho Cầu Đơ 1", "nhập hộ giúp tôi với"])
async def test_what_cannot_be_read_is_asked_for(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await clerk.says(said)
    clerk.hears("/nhapho Cầu Đơ 1 tối qua cài 35")


async def test_a_head_enters_nothing_for_another_unit(ward: Ward):
    head = ward.chat("binh")
    await head.says("/nhapho Cầu Đơ 3 tối 10/11 cài 42")
    assert "ghi Cầu Đơ 3" not in plain(head.new[-1].words or "")


async def test_a_volunteer_enters_nothing(ward: Ward):
    volunteer = ward.chat("an")
    await volunteer.says("/nhapho Cầu Đơ 1 tối 9/11 cài 42")
    assert "ghi Cầu Đơ 1" not in plain(volunteer.new[-1].words or "")
