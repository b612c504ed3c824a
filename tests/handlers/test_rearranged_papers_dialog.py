"""Files and answers around a renaming, merging and splitting: a past instant is told by the units of its night."""

from datetime import date

import pytest

from tests.handlers.test_papers_dialog import body_of, told, words_of
from tests.ward import Chat, Ward, clock_time, plain

WISHES = (
    "gộp Cầu Đơ 1 và Cầu Đơ 3 thành Cầu Đơ 7",
    "đổi tên Hà Trì 2 thành Mậu Lương 6",
    "tách Cầu Đơ 4 thành Đa Sỹ 1 30% và Đa Sỹ 2 70%",
)


async def rearranged(ward: Ward, clerk: Chat) -> None:
    """On the morning after the evening of which is told."""
    ward.clock.at = clock_time("09:00", date(2024, 11, 14))
    for wish in WISHES:
        await clerk.says(wish)
        await clerk.says("đồng ý")
        clerk.hears("Xong rồi")
    ward.clock.at = clock_time("09:00", date(2024, 11, 15))


@pytest.mark.parametrize("table", ["tiến độ", "từng buổi", "cần đẩy"])
async def test_the_same_instant_is_the_same_file_when_units_became_others(both_wards: Ward, table: str):
    clerk = await told(both_wards)
    await clerk.says(f"/xuat {table} csv 20h 13/11")
    first = await body_of(both_wards, clerk)

    await rearranged(both_wards, clerk)
    await clerk.says(f"/xuat {table} csv 20h 13/11")

    assert (await body_of(both_wards, clerk)).decode().splitlines() == first.decode().splitlines()


async def test_a_past_answer_is_the_same_when_units_became_others(ward: Ward):
    clerk = await told(ward)
    await clerk.says("/status 19h 13/11")
    first = clerk.new[-1].words

    await rearranged(ward, clerk)
    await clerk.says("/status 19h 13/11")

    assert clerk.new[-1].words == first
    await clerk.says("/status Cầu Đơ 7 19h 13/11")
    clerk.hears("Cầu Đơ 7: 812 (chưa có tổng số để tính tỷ lệ) · 1/1 địa bàn đã báo đủ")


async def test_a_merging_or_splitting_is_no_correction_and_one_is_told_by_the_letters_units(ward: Ward):
    clerk = await told(ward)
    await clerk.says("phát hành báo cáo tuần")
    await rearranged(ward, clerk)
    await clerk.says("/dinhchinh")
    clerk.hears("không có gì phải đính chính")

    await clerk.says("Cầu Đơ 1 tối 9/11 cài 24")
    await clerk.says("/dinhchinh")

    slip = words_of(await body_of(ward, clerk))
    assert "Cầu Đơ 1: 412 → 394 (-18)" in slip
    assert "→" not in slip.replace("412 → 394", "")


async def test_the_calendar_has_the_nights_of_units_that_are_no_more(ward: Ward):
    clerk = await told(ward)
    await rearranged(ward, clerk)

    await clerk.says("/anh lịch")

    assert (await body_of(ward, clerk)).startswith(b"\x89PNG")


async def test_what_is_offered_to_be_seen_next_is_there(ward: Ward):
    clerk = await told(ward)
    await clerk.says("tách Cầu Đơ 1 thành Đa Sỹ 1 30% và Đa Sỹ 2 70%")
    await clerk.says("đồng ý")
    ward.clock.at = clock_time("09:00", date(2024, 11, 15))

    await clerk.says("/status")

    assert '"tổ Cầu Đơ 3"' in plain(clerk.new[-1].words or "")
