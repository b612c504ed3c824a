"""What the clerk, the heads and the levels above get out of the counts, told as conversations."""

from dataclasses import replace
from datetime import date

import pytest

from storage import facts
from storage.database import Database
from storage.headcounts import HeadcountEntered
from storage.records import Headcount, Role, SessionKind, Unit
from storage.sessions import SessionPlanned
from storage.units import Founded, UnitMoved
from tests.ward import FIRST, PEOPLE, Ward, clock_time, plain


async def told(ward: Ward, *nights: tuple[str, int, str]) -> None:
    """The clerk enters what was counted: (group, night of November, words)."""
    clerk = ward.chat("lan")
    for group, night, words in nights:
        ward.clock.jump(clock_time("21:40", date(2024, 11, night)))
        await clerk.says(f"{group} tối {night}/11 {words}")


async def test_the_first_line_is_the_answer(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"))
    ward.clock.at = clock_time("22:05", date(2024, 11, 10))

    await clerk.says("/status")

    first = plain(clerk.new[-1].words or "").split("\n")[0]
    assert first == (
        "iHanoi Hà Cầu: 1.892/10.420 = 18,2 % (15+ có smartphone, số phường 01/11) · 1/2 địa bàn đã báo đủ"
        " · ⚠️ thiếu 1 báo cáo · lúc 22h05 Chủ nhật 10/11"
    )
    clerk.hears("Tối nay 0/1 tổ đã báo", "Chưa báo: Cầu Đơ 3 (bác Nhàn)", "Tiến bộ nhất 7 ngày qua: Cầu Đơ 1 (+42).")


async def test_an_evening_that_is_still_to_be_asked_for_owes_nothing(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/status")

    clerk.hears("Tối nay 0/1 tổ đã báo")
    assert "thiếu 1" not in (clerk.new[-1].words or "")
    assert "đã báo đủ" not in (clerk.new[-1].words or "")


async def test_the_pace_says_what_is_needed_and_how_late_it_will_be(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"), ("Cầu Đơ 3", 10, "cài 30"), ("Cầu Đơ 4", 11, "cài 42"))

    await clerk.says("/status")

    clerk.hears("Cần 812/tối để đạt 50 % (5.210) vào 30/11 (còn 3.246 trong 4 tối)", "3 tối gần nhất trung bình 38")
    clerk.hears("chậm khoảng 81 tối", "Trước đợt đã có 1.850 (số phường 01/11), tăng 114 = 6,2 %.")
    clerk.hears("Còn phải làm nhiều nhất: Hà Trì 1 (120)", "Báo cáo từ 09/11: đủ 100,0 % (3/3), đúng giờ 100,0 % (3/3)")


@pytest.mark.parametrize(
    "words", ["/status Cầu Đơ 1", "tình hình cau do 1", "tổ Cầu Đơ 1", "/tiendo cd1", "/status G0"]
)
async def test_every_number_opens_its_parts(ward: Ward, words: str):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 42, kh 40"))

    await clerk.says(words)

    clerk.hears("Cầu Đơ 1: 412/980 = 42,0 %", "• thứ Bảy 09/11: cài mới 42 · kích hoạt 40")
    clerk.hears("Còn 78 để đạt 50 % (490) vào 30/11, mà lịch không còn tối nào: cần thêm buổi.")


async def test_a_name_that_fits_several_units_is_asked_about(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/status tổ 1")
    clerk.hears("Có 2 địa bàn tên như vậy")
    assert clerk.choices == ["Cầu Đơ 1", "Hà Trì 1"]

    await clerk.says("2")
    clerk.hears("Hà Trì 1: 370/980")


async def test_a_head_sees_the_own_unit_and_no_other(ward: Ward):
    head = ward.chat("binh")

    await head.says("/status")
    head.hears("Cầu Đơ 1: 370/980 = 37,8 %")
    await head.says("/status Hà Trì 1")
    head.hears('Em chưa thấy địa bàn nào tên "Hà Trì 1" trong phần bác theo dõi')


async def test_an_observer_sees_everything_below(ward: Ward):
    observer = ward.chat("chu")

    await observer.says("/status")
    observer.hears("iHanoi Hà Cầu: 1.850/10.420")
    await observer.says("/status hà trì 1")
    observer.hears("Hà Trì 1: 370/980")


async def test_an_hour_behind_its_day_is_that_hours_answer(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"))

    await clerk.says("/status 9/11 15h")

    clerk.hears("1.850/10.420 = 17,8 %", "tính đến 15h00 thứ Bảy 09/11")


async def test_a_night_of_another_year_is_told_with_its_year(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/status 9/11/2023")

    clerk.hears("Tối thứ Năm 09/11/2023 Hà Cầu không có lịch ạ.")


async def test_a_long_name_that_fits_nothing_is_answered_shortly(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/status " + "<b>" * 600)

    clerk.hears("Em chưa thấy địa bàn nào tên", "…")
    assert len(clerk.new[-1].words or "") < 2_000


async def test_a_disputed_figure_counts_as_it_was_and_is_marked(ward: Ward):
    await ward.chat("binh").says("cài 42")
    await ward.chat("tam").says("cài 50")
    clerk = ward.chat("lan")

    for words in ("/status Cầu Đơ 1", "/status Cầu Đơ 1 09/11"):
        await clerk.says(words)
        clerk.hears("• thứ Bảy 09/11: cài mới 42 ⚠️ có người báo 50")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 50")
    await clerk.says("/status Cầu Đơ 1")
    assert "có người báo" not in (clerk.new[-1].words or "")


async def test_a_volunteer_sees_nothing(ward: Ward):
    volunteer = ward.chat("an")

    await volunteer.says("/status Cầu Đơ 1")
    volunteer.hears("chưa được phân công")


async def test_talk_that_begins_like_a_question_is_not_taken_for_one(ward: Ward):
    head = ward.chat("binh")

    await head.says("tình hình mưa to quá")

    assert "chưa thấy địa bàn" not in (head.new[-1].words or "")


async def test_a_night_is_told_by_its_date(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"))
    ward.clock.at = clock_time("08:00", date(2024, 11, 12))

    await clerk.says("/status 09/11")
    clerk.hears("Hà Cầu, tối thứ Bảy 09/11: +42", "Tối thứ Bảy 09/11 1/1 tổ đã báo: Cầu Đơ 1 +42")
    await clerk.says("/status 13/11")
    clerk.hears("Tối thứ Tư 13/11/2024 chưa tới")
    await clerk.says("/status 05/11")
    clerk.hears("Tối thứ Ba 05/11/2024 Hà Cầu không có lịch")
    await clerk.says("/status Cầu Đơ 1 09/11")
    clerk.hears("• thứ Bảy 09/11: cài mới 42")


async def test_a_past_instant_is_answered_as_it_was(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"), ("Cầu Đơ 3", 10, "cài 30"), ("Cầu Đơ 1", 9, "cài 24"))
    ward.clock.at = clock_time("08:00", date(2024, 11, 12))

    await clerk.says("/status 15h 10/11")
    clerk.hears("1.892/10.420 = 18,2 %", "tính đến 15h00 Chủ nhật 10/11")
    await clerk.says("/status")
    clerk.hears("1.904/10.420 = 18,3 %")


async def test_an_instant_to_come_is_now(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/status 15h 09/12")

    clerk.hears("1.850/10.420", "tính đến 21h20 thứ Bảy 09/11")


async def test_a_week_stands_beside_the_one_before(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 40"), ("Cầu Đơ 3", 10, "cài 30"), ("Cầu Đơ 4", 11, "cài 42"))
    ward.clock.at = clock_time("08:00", date(2024, 11, 17))

    await clerk.says("tình hình tuần")
    clerk.hears("Hà Cầu, 11/11–17/11: +42 · cùng kỳ tuần trước +70, giảm 28 = 40,0 %", "đủ 20,0 % (1/5)")
    await clerk.says("/status tuần trước")
    clerk.hears("Hà Cầu, 04/11–10/11: +70", "Cầu Đơ 1 +40, Cầu Đơ 3 +30", "đủ 100,0 % (2/2)")


async def test_who_is_missing_is_named_with_whom_to_call(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000203' WHERE code = 'binh'")
    ward.clock.at = clock_time("22:00", date(2024, 11, 10))

    await clerk.says("thiếu")
    clerk.hears("Còn thiếu 2/2 địa bàn (2 báo cáo)", "• Cầu Đơ 1, thứ Bảy 09/11: bác Bình ☎️ 0900000203")

    await told(ward, ("Cầu Đơ 1", 9, "cài 0"), ("Cầu Đơ 3", 10, "cài 1"))
    await clerk.says("/thieu")
    clerk.hears("Không thiếu báo cáo nào ạ")


async def test_before_anything_was_asked_for_nobody_is_missing(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/thiếu")

    clerk.hears("Chưa tổ nào đến hạn báo ạ")


async def test_more_than_the_headcount_is_marked(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        fewer = Headcount(ward.units["Cầu Đơ 1"].id, "smartphone15", 400, date(2024, 11, 5), "số phường", 0)
        await facts.write(tx, [HeadcountEntered(ward.ids(), fewer)])
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"))

    await clerk.says("/status")

    clerk.hears("⚠️ Số đã báo vượt tổng số: Cầu Đơ 1 412 > 400")


async def test_without_a_headcount_nothing_is_divided(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        await tx.run("DELETE FROM headcount")
    await clerk.says("/status")
    clerk.hears("iHanoi Hà Cầu: 1.850 (chưa có tổng số để tính tỷ lệ)")
    async with ward.database.write() as tx:
        zero = Headcount(ward.units["Hà Cầu"].id, "smartphone15", 0, date(2024, 11, 1), "số phường", 0)
        await facts.write(tx, [HeadcountEntered(ward.ids(), zero)])

    await clerk.says("/status")
    clerk.hears("iHanoi Hà Cầu: 1.850 (chưa có tổng số để tính tỷ lệ)")
    await clerk.says("/xephang")
    clerk.hears("Chưa so vì chưa có tổng số: Cầu Đơ 1")


async def test_without_a_wards_own_headcount_its_groups_are_added_up(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        await tx.run("DELETE FROM headcount WHERE unit_id = :ward", ward=ward.units["Hà Cầu"].id)

    await clerk.says("/status")

    clerk.hears("1.850/4.900 = 37,8 %")


async def test_a_unit_without_sessions_still_has_an_answer(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        await tx.run("DELETE FROM session")

    await clerk.says("/status Hà Trì 2")
    clerk.hears("Hà Trì 2: 370/980", "lịch không còn tối nào")
    await clerk.says("/status")
    clerk.hears("Tối nay không tổ nào có lịch.")


async def test_an_extra_visit_counts_and_is_not_expected(ward: Ward):
    clerk = ward.chat("lan")
    extra = replace(ward.session(ward.units["Hà Trì 2"], date(2024, 11, 9)), kind=SessionKind.EXTRA)
    async with ward.database.write() as tx:
        await facts.write(tx, [SessionPlanned(extra)])
    await told(ward, ("Hà Trì 2", 9, "cài 5"))

    await clerk.says("/status")

    clerk.hears("1.855/10.420", "Tối nay 0/1 tổ đã báo: Hà Trì 2 +5", "Chưa báo: Cầu Đơ 1")


async def test_bands_name_no_person_and_leave_out_who_owes(ward: Ward):
    clerk = ward.chat("lan")
    await told(ward, ("Cầu Đơ 1", 9, "cài 130"), ("Cầu Đơ 4", 11, "cài 42"))
    ward.clock.at = clock_time("08:00", date(2024, 11, 12))

    await clerk.says("/xếp hạng")

    clerk.hears("Tiến bộ nhất 7 ngày qua: Cầu Đơ 1 (+130).", "✅ Đã đạt: Cầu Đơ 1 102 %.")
    clerk.hears("Cầu Đơ 4 84 %", "Hà Trì 1 76 %", "Chưa so vì còn thiếu báo cáo: Cầu Đơ 3.")
    assert not any(name in (clerk.new[-1].words or "") for name in ("Bình", "Nhàn", "Hợi"))


async def test_a_city_without_a_campaign_of_its_own_adds_up_those_below(ward: Ward):
    async with ward.database.write() as tx:
        city = Unit(ward.ids(), "HN", "district", "Hà Nội")
        await facts.write(tx, [Founded(city, None, FIRST), UnitMoved(ward.units["Hà Cầu"].id, city.id)])
        await tx.run("UPDATE post SET unit_id = :id WHERE person_id = :chu", id=city.id, chu=ward.people["chu"].id)
    await told(ward, ("Cầu Đơ 1", 9, "cài 42"))
    observer = ward.chat("chu")

    await observer.says("/status")
    observer.hears("Hà Nội: 1.892/10.420 = 18,2 %", "Tối nay 1/1 tổ đã báo: Hà Cầu +42")
    await observer.says("/status phường Hà Cầu")
    observer.hears("iHanoi Hà Cầu: 1.892/10.420")


async def test_an_answer_fits_the_smallest_channel_however_many_units_there_are(sqlite: Database):
    plan = {f"Khu nhà ở Cảnh sát biển số {n}": [9] for n in range(1, 41)}
    people = {**PEOPLE, **{f"h{n}": ("Nguyễn Văn Bình", "bác", Role.LEADER, name) for n, name in enumerate(plan)}}
    people = {key: one for key, one in people.items() if one[3] is None or one[3] in plan}
    ward = await Ward.founded(sqlite, plan, people)
    ward.clock.at = clock_time("23:00")
    clerk = ward.chat("lan")

    for words in ("/status", "/thieu", "/xephang", "/status 09/11", "/status tuần"):
        await clerk.says(words)
        assert 0 < len(clerk.new[-1].words or "") < 2_000, words
