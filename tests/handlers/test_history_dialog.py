"""Every change of every figure: who, when, on which channel, in which words, from what to what, and why."""

import io
from datetime import date

import openpyxl
import pytest

from storage import sayings
from storage.instants import DAY, MINUTE
from tests.handlers.test_papers_dialog import body_of
from tests.ward import Chat, Ward, clock_time, plain


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
        assert await sayings.forget(tx, ward.clock.at + 30 * DAY) == 1

    await clerk.says("/lichsu Cầu Đơ 1")

    clerk.hears("cài mới 42 (trang web)")
    assert "nhé cháu" not in plain(clerk.new[-1].words or "")


async def test_nothing_told_has_no_history(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("/lichsu Hà Trì 2")
    clerk.hears("Hà Trì 2 chưa có thay đổi nào được ghi ạ.")


async def through_it_all(ward: Ward) -> Chat:
    """One night of everything that may become of figures."""
    head, deputy, clerk = ward.chat("binh"), ward.chat("tam"), ward.chat("lan")
    tonight = [
        (head, "cài 42"),
        (head, "nhầm, 44 chứ không phải 42"),
        (deputy, "cài 45"),
        (head, "2"),
        (clerk, "Cầu Đơ 1 tối 9/11 vắng 6"),
        (clerk, "hoàn tác"),
    ]
    the_day_after = [
        (head, "tối qua 46 chứ không phải 45"),
        (head, "tối qua 47 chứ không phải 45"),
        (clerk, "/khoa"),
        (clerk, "giữ số cũ"),
        (head, "tối qua 48 chứ không phải 45"),
        (clerk, "mở lại số Cầu Đơ 1 tối 9/11 vì bác Bình nhầm, đến 20h"),
        (clerk, "đúng"),
        (clerk, "khoá số Cầu Đơ 1 tối 9/11"),
        (clerk, "đúng"),
    ]
    for begins, some in ((ward.clock.at, tonight), (clock_time("13:00", date(2024, 11, 10)), the_day_after)):
        ward.clock.at = begins
        for chat, words in some:
            ward.clock.at += MINUTE
            await ward.delivers()
            await chat.says(words)
    return clerk


async def test_slips_that_changed_nothing_and_locks_are_in_it(both_wards: Ward):
    clerk = await through_it_all(both_wards)

    await clerk.says("/lichsu Cầu Đơ 1 tối 9/11")

    clerk.hears(
        "Phạm Thị Lan khoá số Cầu Đơ 1 09/11",
        "Phạm Thị Lan mở lại số Cầu Đơ 1 09/11 đến 20h00 10/11: bác Bình nhầm",
        "Nguyễn Văn Bình gửi phiếu sửa, chờ duyệt Cầu Đơ 1 09/11: cài mới 45 → 48 (trang web)",
        "Nguyễn Văn Bình gửi phiếu sửa, giữ số cũ Cầu Đơ 1 09/11: cài mới 45 → 47",
        "Nguyễn Văn Bình gửi phiếu sửa, có phiếu sau Cầu Đơ 1 09/11: cài mới 45 → 46",
        "Phạm Thị Lan bỏ lần báo Cầu Đơ 1 09/11: hộ vắng 6 → bỏ trống",
        "cài mới 44 → 45 – chốt giữa hai số",
        "cài mới 45, chưa tính (giữ 44)",
    )
    said = plain(clerk.new[-1].words or "")
    assert said.index("khoá số") < said.index("mở lại số") < said.index("chờ duyệt") < said.index("chốt giữa hai số")


async def test_the_table_holds_every_change_and_no_formula(both_wards: Ward):
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE person SET name = '=cmd|calc' WHERE id = :id", id=both_wards.people["tam"].id)
        named = "replace(settings, 'Hộ vắng', 'Hộ vắng & xa')"
        await tx.run(f"UPDATE campaign SET settings = {named}, version = version + 1")
    clerk = await through_it_all(both_wards)
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 49")
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE saying SET words = :words", words='=HYPERLINK("http://x","+1")')
        await tx.run("UPDATE event SET why = '@SUM(1+1)' WHERE why <> ''")

    await clerk.says("/xuat lịch sử")

    sheet = openpyxl.load_workbook(io.BytesIO(await body_of(both_wards, clerk))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value and "/2024 " in str(row[0].value)]
    assert [(row[5], row[6]) for row in rows] == [
        ("báo", "cài mới 45 → 49"),
        ("khoá số", ""),
        ("mở lại số", ""),
        ("phiếu sửa, chờ duyệt", "cài mới 45 → 48"),
        ("phiếu sửa, giữ số cũ", "cài mới 45 → 47"),
        ("phiếu sửa, có phiếu sau", "cài mới 45 → 46"),
        ("bỏ lần báo", "hộ vắng & xa 6 → bỏ trống"),
        ("báo", "hộ vắng & xa 6"),
        ("báo", "cài mới 44 → 45"),
        ("báo", "cài mới 45, chưa tính (giữ 44)"),
        ("báo", "cài mới 42 → 44"),
        ("báo", "cài mới 42"),
    ]
    assert "=cmd|calc" in {row[1] for row in rows}


async def test_the_clerk_takes_it_as_a_table(ward: Ward):
    clerk, observer = ward.chat("lan"), ward.chat("chu")
    await ward.chat("binh").says("cài 42")

    await clerk.says("/xuat lịch sử")
    clerk.hears("đang làm")
    await observer.says("/xuat lịch sử")
    assert "đang làm" not in plain(observer.new[-1].words or "")


async def test_what_was_told_of_units_before_they_were_merged_is_in_the_history_of_what_came_of_them(ward: Ward):
    clerk = ward.chat("lan")
    ward.clock.at = clock_time("22:00", date(2024, 11, 14))
    await clerk.says("Hà Trì 1 tối 14/11 cài 42")
    await clerk.says("gộp Hà Trì 1 và Hà Trì 2 thành Hà Trì 8")
    await clerk.says("đồng ý")

    await clerk.says("/lichsu Hà Trì 8")

    clerk.hears("Phạm Thị Lan báo Hà Trì 1 14/11: cài mới 42")
