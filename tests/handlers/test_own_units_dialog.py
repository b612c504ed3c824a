"""A ward of khu phố and chung cư: the clerk and the heads call units as they do every day, and are understood."""

import pytest

from storage.database import Database
from tests.handlers.other_wards import COMMUNE, MIXED, SOUTH, TAN_AN
from tests.handlers.plans import planned
from tests.ward import YOUTH, Ward, plain


@pytest.fixture
async def tan_an(sqlite: Database) -> Ward:
    return await Ward.founded(sqlite, {**SOUTH, "Khu phố 2": [9], "Khu phố 1": [9]}, TAN_AN)


REPORTS = ["Khu phố 2 tối nay cài 22", "KP2 tối nay cài 22", "tổ Khu phố 2 cài 22", "kp.2 cài 22", "khu pho 2 cai 22"]


@pytest.mark.parametrize("text", REPORTS)
async def test_the_clerk_enters_a_count_for_a_unit_under_its_name(tan_an: Ward, text: str):
    clerk = tan_an.chat("ha")
    await clerk.says(text)
    clerk.hears("Khu phố 2", "cài mới 22")


@pytest.mark.parametrize("text", ["Khu phố 1", "tổ Khu phố 1", "kp1", "tổ KP1", "/status kp1", "/status Khu phố 1"])
async def test_status_is_told_of_a_unit_however_it_is_called(tan_an: Ward, text: str):
    clerk = tan_an.chat("ha")
    await clerk.says(text)
    clerk.hears("Khu phố 1: 370/980")


async def test_what_status_proposes_is_understood(tan_an: Ward):
    clerk = tan_an.chat("ha")
    await clerk.says("/status")
    proposed = plain(clerk.new[-1].words or "").split('Xem thêm: "')[1].split('"')[0]
    assert proposed in SOUTH
    await clerk.says(proposed)
    clerk.hears(f"{proposed}: 370/980")


@pytest.mark.parametrize("text", ["khu phố 12", "/status kp12", "/status tdp 3"])
async def test_status_of_an_unknown_unit_offers_the_nearest(tan_an: Ward, text: str):
    clerk = tan_an.chat("ha")
    await clerk.says(text)
    clerk.hears("chưa thấy địa bàn nào tên", "nơi nào trong số này")
    await clerk.says("1")
    clerk.hears("Khu phố", "370/980")


async def test_nights_are_moved_called_off_and_added_under_the_real_name(tan_an: Ward):
    clerk = tan_an.chat("ha")
    await clerk.says("dời Khu phố 4 tối 13 sang 16")
    clerk.hears("Khu phố 4: dời", "13/11", "16/11")
    await clerk.says("hủy buổi tối 12 ở Khu phố 3, mưa")
    clerk.hears("Khu phố 3: hủy", "12/11")
    await clerk.says("thêm buổi Khu phố 8 tối 19/11")
    clerk.hears("Khu phố 8: thêm", "19/11")
    await clerk.says("dời c/c Sao Mai tối 9 sang 20")
    clerk.hears("Chung cư Sao Mai: dời", "20/11")

    assert await planned(tan_an, "Khu phố 4") == ["16"]
    assert await planned(tan_an, "Khu phố 3") == []


async def test_a_unit_that_is_not_known_is_asked_about_with_the_nearest(tan_an: Ward):
    clerk = tan_an.chat("ha")
    await clerk.says("hủy buổi tối 12 ở tổ dân phố 3")
    clerk.hears("địa bàn nào")
    assert clerk.choices == ["Khu phố 3"]
    await clerk.presses("Khu phố 3")
    clerk.hears("Khu phố 3: hủy", "12/11")


async def test_a_head_who_names_an_unknown_unit_is_asked_and_never_booked_for_the_own(tan_an: Ward):
    head = tan_an.chat("sau")
    await head.says("kp 12 cài 22")
    head.hears("chưa thấy địa bàn nào tên như vậy", "chưa ghi gì")
    assert head.choices == ["Khu phố 2, tối thứ Bảy 09/11"]
    await head.says("kp 2 cài 22")
    head.hears("cài mới 22")


async def test_nobody_hands_over_the_own_unit_when_another_is_named(tan_an: Ward):
    head = tan_an.chat("sau")
    await head.says("từ mai ở khu phố 12 cô Hoa làm tổ trưởng thay tôi")
    head.hears("chỉ nhận cho Khu phố 2", "chưa ghi gì")


async def test_history_is_of_the_unit_that_was_named_or_of_none(tan_an: Ward):
    clerk = tan_an.chat("ha")
    await clerk.says("kp2 cài 22")
    await clerk.says("/lichsu KP 2")
    clerk.hears("Khu phố 2", "22")
    await clerk.says("/lichsu khu phố 12")
    clerk.hears("nào")


async def test_a_rename_keeps_its_kind_and_a_second_spelling_is_no_new_unit(tan_an: Ward):
    clerk = tan_an.chat("ha")
    await clerk.says("đổi tên kp4 thành Tổ dân phố 4")
    clerk.hears("Khu phố 4", "Tổ dân phố 4")
    await clerk.says("đổi tên kp5 thành KP 4")
    clerk.hears("KP 4", "Khu phố 4")


async def test_a_captain_names_a_unit_as_everybody_does(sqlite: Database):
    youth = {key: YOUTH[key] for key in ("son", "binh_t", "cuong", "dung")}
    ward = await Ward.founded(sqlite, {**SOUTH, "Khu phố 1": [11], "Khu phố 3": [11]}, {**TAN_AN, **youth}, youth=2)
    captain = ward.chat("son")
    await captain.says("11/11 kp3 bình, cường")
    captain.hears("thứ Hai 11/11 Khu phố 3: Bình, Cường (2/2)")
    await captain.says("tối 11/11 khu phố 1: dung")
    captain.hears("thứ Hai 11/11 Khu phố 1: Dung (1/2)")


async def test_two_kinds_with_one_number_are_told_apart_or_asked(sqlite: Database):
    ward = await Ward.founded(sqlite, MIXED, {"ha": TAN_AN["ha"]})
    clerk = ward.chat("ha")
    await clerk.says("tdp 1 cài 20")
    clerk.hears("Tổ dân phố 1")
    await clerk.says("kp 1 cài 21")
    clerk.hears("Khu phố 1")
    await clerk.says("tổ 2 cài 22")
    assert set(clerk.choices) >= {"Tổ dân phố 2, tối thứ Bảy 09/11", "Khu phố 2, tối thứ Bảy 09/11"}


async def test_a_commune_tells_its_hamlets_apart(sqlite: Database):
    ward = await Ward.founded(sqlite, COMMUNE, {"ha": TAN_AN["ha"]})
    clerk = ward.chat("ha")
    await clerk.says("thôn Đông cài 20")
    clerk.hears("Thôn Đông", "20")
    await clerk.says("xóm 1: cài 5, vắng 2")
    clerk.hears("Xóm 1", "5")
    await clerk.says("thôn 1 cài 20")
    clerk.hears("chưa thấy địa bàn nào tên như vậy")
    assert "Xóm 1, tối thứ Bảy 09/11" in clerk.choices
