"""Readings that people choose are kept for a month without who and how many; told and removed with their data."""

import pytest

from handlers.wishes.masking import masked
from storage import chosen, retention
from storage.database import Database
from storage.instants import DAY
from tests.ward import YOUTH, Ward


@pytest.fixture
async def house(sqlite: Database) -> Ward:
    return await Ward.founded(sqlite, people=YOUTH, youth=3)


UNITS = ("Cầu Đơ 1", "Hà Trì 2")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("nhắc bác Hợi báo số Cầu Đơ 1 tối 12/11", "nhac bac «tên» bao so «tổ» «ngày»"),
        ("nhac bac hoi bao so cau do 1", "nhac bac «tên» bao so «tổ»"),
        ("cho em xin số cô Tâm với", "cho em xin so co «tên» voi"),
        ("bác Trần Thị Tâm 0900 000 104 ở tổ 5 đi được không", "bac «tên» «số» o «tổ» di duoc khong"),
        ("xyzzy bảo 42 người", "«tên» bao «số» nguoi"),
    ],
)
def test_names_numbers_and_places_are_taken_out(text: str, kept: str):
    assert masked(text, UNITS, {"xyzzy"}) == kept


async def test_a_chosen_reading_is_kept_told_swept_and_erased(house: Ward):
    lan = house.chat("lan")
    await lan.says("nhắc bác Nhàn báo số, mời bác Hợi")
    await lan.says("1")

    async with house.database.read() as read:
        ((times, wish, words),) = await chosen.counted(read)
    assert (times, wish) == (1, "remind_person")
    assert "«tên»" in words
    await lan.says("xem dữ liệu")
    lan.hears("1 câu đã bỏ tên và số")
    await lan.says("xoá tôi")
    await lan.says("1")
    async with house.database.read() as read:
        assert not await chosen.counted(read)


async def test_something_else_is_kept_too_and_swept_after_thirty_days(house: Ward):
    lan = house.chat("lan")
    await lan.says("nhắc bác Nhàn báo số, mời bác Hợi")
    await lan.presses("việc khác")

    await lan.says("xem dữ liệu")
    lan.hears("1 lời nhắn phường xem", "1 câu")
    await lan.says("tin chưa đọc")
    await lan.says("1")
    async with house.database.write() as tx:
        over = house.clock.at + 30 * DAY
        assert [await retention.clear(tx, table, over - 1) for table in ("chosen", "note")] == [0, 0]
        assert [await retention.clear(tx, table, over) for table in ("chosen", "note")] == [1, 1]


async def test_a_choice_that_is_no_reading_is_not_kept(house: Ward):
    await house.comes_to("21:25")
    binh = house.chat("binh")
    await binh.says("cài được 12 hộ")
    await binh.says("1")

    async with house.database.read() as read:
        assert not await chosen.counted(read)
