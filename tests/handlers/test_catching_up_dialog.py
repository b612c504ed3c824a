"""What the clock brings up: an evening for one that was rained off, contacts that are due; a merge loses none."""

import json
from datetime import date

import pytest

from tests.ward import Ward, clock_time, plain

NEXT = date(2024, 11, 10)


async def rained_off(ward: Ward) -> None:
    ward.clock.at = clock_time("18:40")
    await ward.chat("binh").says("mưa to quá, nghỉ rồi cháu")
    clerk = ward.chat("lan")
    await clerk.reads()
    await clerk.says("đồng ý")


async def test_an_evening_is_proposed_the_morning_after_and_added_by_a_yes(both_wards: Ward):
    await rained_off(both_wards)
    await both_wards.comes_to("08:00", NEXT)
    clerk, head = both_wards.chat("lan"), both_wards.chat("binh")
    await clerk.reads()
    said = next(plain(line.words or "") for line in clerk.new if "tối bù" in plain(line.words or ""))
    assert "Cầu Đơ 1 nghỉ tối thứ Bảy 09/11 (mưa), chưa có tối bù." in said
    assert "thứ Tư 13/11 (chưa tổ nào đi)" in said

    await clerk.presses("Bù thứ Tư 13/11")

    await head.says("lịch")
    head.hears("13/11")


@pytest.mark.parametrize("no", ["thôi", "Thôi, không"])
async def test_a_no_adds_nothing(ward: Ward, no: str):
    await rained_off(ward)
    await ward.comes_to("08:00", NEXT)
    clerk = ward.chat("lan")
    await clerk.reads()
    await clerk.says(no)
    async with ward.database.read() as read:
        rows = await read.rows("SELECT id FROM session WHERE unit_id = :unit", unit=ward.units["Cầu Đơ 1"].id)
    assert len(rows) == 1


async def test_nothing_is_proposed_where_another_night_was_added(ward: Ward):
    await rained_off(ward)
    clerk = ward.chat("lan")
    await clerk.says("bù Cầu Đơ 1 tối 13/11")
    await ward.comes_to("08:00", NEXT)
    await clerk.reads()
    assert not any("chưa có tối bù" in plain(line.words or "") for line in clerk.new)


async def test_nothing_is_proposed_where_the_night_took_place(ward: Ward):
    await ward.comes_to("08:00", NEXT)
    clerk = ward.chat("lan")
    await clerk.reads()
    assert not any("chưa có tối bù" in plain(line.words or "") for line in clerk.new)


async def due(ward: Ward, by: str) -> None:
    async with ward.database.write() as tx:
        (row,) = await tx.rows("SELECT settings FROM campaign WHERE id = :id", id=ward.campaign)
        settings = json.dumps({**json.loads(row["settings"]), "contacts_by": by})
        await tx.run(
            "UPDATE campaign SET settings = :settings, version = version + 1 WHERE id = :id",
            settings=settings,
            id=ward.campaign,
        )


async def test_contacts_that_are_missing_are_brought_up_before_their_day(ward: Ward):
    await due(ward, "2024-11-12")
    clerk = ward.chat("lan")
    await clerk.says("đầu mối Cầu Đơ 1 cán bộ: chị Hoa 0900000123")

    await ward.comes_to("08:00", NEXT)

    await clerk.reads()
    said = "\n".join(plain(line.words or "") for line in clerk.new)
    assert "Hạn cử đầu mối là thứ Ba 12/11, còn thiếu: Cầu Đơ 1 (" in said
    assert "Cầu Đơ 3 (" in said
    await ward.comes_to("08:00", date(2024, 11, 12))
    await clerk.reads()
    assert "Hôm nay là hạn cử đầu mối" in "\n".join(plain(line.words or "") for line in clerk.new)


async def test_contacts_follow_a_merge(both_wards: Ward):
    clerk = both_wards.chat("lan")
    await clerk.says("đầu mối Hà Trì 1 cán bộ: chị Hoa 0900000123")
    await clerk.says("đầu mối Hà Trì 2 lãnh đạo: anh Nam 0900000124")
    await clerk.says("gộp Hà Trì 1 và Hà Trì 2 thành Hà Trì 8")
    await clerk.says("đồng ý")

    await clerk.says("/daumoi")

    clerk.hears("Hà Trì 8", "Hoa", "Nam")
