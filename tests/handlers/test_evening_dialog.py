"""An evening as its head hears it: the team, who came, later, not tonight, and only what is missing at the end."""

from datetime import date

import pytest

from storage.database import Database
from tests.ward import YOUTH, Ward, clock_time

EVE, NIGHT, MORNING = date(2024, 11, 8), date(2024, 11, 9), date(2024, 11, 10)


async def filled(ward: Ward) -> None:
    """Bình, Cường and Dung are to come to Cầu Đơ 1 on the first night; Bình and Cường have said yes."""
    await ward.comes_to("09:00", EVE)
    await ward.chat("son").says("9/11 bình, cường, dung")
    await ward.comes_to("10:00", EVE)
    for who in ("binh_t", "cuong"):
        await ward.chat(who).says("1")


async def test_the_head_gets_the_team_and_the_start(both_youth_wards: Ward):
    await filled(both_youth_wards)
    head = both_youth_wards.chat("binh")

    await both_youth_wards.comes_to("17:30")
    await head.reads()
    head.hears(
        "Tối nay 19h30–21h30 (thứ Bảy 09/11): Cầu Đơ 1.",
        "Đội của bác:",
        "3/3 đoàn viên: Bình, Cường, Dung (chưa trả lời)",
    )

    await both_youth_wards.comes_to("19:30")
    await head.reads()
    head.hears("Đội 3 người: 3 đoàn viên (Bình, Cường, Dung).", 'Đủ thì bác nhắn "đủ"')


@pytest.mark.parametrize(
    "said",
    ["đội có những ai", "Mai có ai đi cùng tôi", "mai ai di", "tối thứ 7 ai đi với tổ tôi", "ai đi cùng bác tối mai?"],
)
async def test_a_head_asks_who_comes_and_gets_names_and_telephones(sqlite: Database, said: str):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=4)
    await filled(ward)
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000207' WHERE id = :id", id=ward.people["cuong"].id)
    head = ward.chat("binh")
    await head.says(said)

    head.hears(
        "Tối mai 19h30–21h30 (thứ Bảy 09/11): Cầu Đơ 1.", "3/4 đoàn viên: Bình, Cường ☎️ 0900 000 207, Dung (chưa"
    )
    head.hears("Còn thiếu 1 đoàn viên.")
    await head.says("số của bạn Cường")
    head.hears("Mạnh Cường ☎️ 0900 000 207.")


async def test_a_volunteer_learns_with_whom_but_no_telephones(both_youth_wards: Ward):
    await filled(both_youth_wards)
    async with both_youth_wards.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000207' WHERE id = :id", id=both_youth_wards.people["cuong"].id)
    volunteer = both_youth_wards.chat("binh_t")

    await volunteer.says("mai đi cùng ai")
    volunteer.hears("Đi cùng đội:", "3/3 đoàn viên: Bình, Cường, Dung (chưa trả lời)", "Bác Bình (tổ trưởng) đón đội.")
    assert "0900" not in (volunteer.new[-1].words or "")
    await volunteer.says("số của bạn Cường")
    volunteer.hears("Số điện thoại em chỉ đưa cho tổ trưởng")


@pytest.mark.parametrize("said", ["tối nay không ai đi", "không có ai đi cùng"])
async def test_that_nobody_came_is_no_question(both_youth_wards: Ward, said: str):
    head = both_youth_wards.chat("binh")

    await head.says(said)

    assert "Đội của" not in (head.new[-1].words or "")


@pytest.mark.parametrize(("said", "heard"), [
    ("đủ", "Em ghi đủ 3/3 ạ."),
    ("du roi nhe", "Em ghi đủ 3/3 ạ."),
    ("vang cuong, dung xin nghi", "Em ghi 1/3: Cường vắng, Dung có phép."),
    ("vắng Cường", "Em ghi 2/3: Cường vắng."),
    ("vắng Tuấn", 'Trong đội tối nay em không thấy ai tên "Tuấn". Đội có: Bình, Cường, Dung.'),
])  # fmt: skip
async def test_who_came_is_said_in_one_line(sqlite: Database, said: str, heard: str):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await filled(ward)
    await ward.comes_to("19:30")
    head = ward.chat("binh")

    await head.says(said)

    head.hears(heard)


async def test_a_correction_of_the_attendance_replaces_it(both_youth_wards: Ward):
    await filled(both_youth_wards)
    await both_youth_wards.comes_to("19:30")
    head = both_youth_wards.chat("binh")

    await head.says("vắng Cường")
    await head.says("đủ cả")

    head.hears("Em ghi đủ 3/3 ạ.")


async def test_the_close_out_asks_only_for_what_is_missing(both_youth_wards: Ward):
    await filled(both_youth_wards)
    await both_youth_wards.comes_to("19:30")
    head = both_youth_wards.chat("binh")
    await head.says("cài 42")

    await both_youth_wards.comes_to("21:25")
    await head.reads()
    head.hears("Số của Cầu Đơ 1 tối thứ Bảy 09/11 em có rồi, còn điểm danh ạ.", "Đội 3 người")

    await head.says("đủ")
    await both_youth_wards.comes_to("21:45")
    await head.reads()
    head.hears_nothing()


async def test_later_moves_ones_own_ladder_and_says_so(both_wards: Ward):
    head, deputy = both_wards.chat("binh"), both_wards.chat("tam")
    await both_wards.comes_to("21:25")

    await both_wards.comes_to("21:40")
    await head.says("lát bác báo")
    head.hears("Dạ vâng, 21h55 em nhắc bác nhé.")

    await both_wards.comes_to("21:50")
    await head.reads()
    head.hears_nothing()
    await both_wards.comes_to("22:00")
    await head.reads()
    await deputy.reads()
    head.hears("Em chưa thấy số của Cầu Đơ 1 tối nay.")
    deputy.hears_nothing()
    await both_wards.comes_to("22:10")
    await deputy.reads()
    deputy.hears("Em chưa nhận được số của Cầu Đơ 1 tối nay từ bác Bình.")


async def test_later_is_later_than_a_quarter_past_ten_for_nobody(ward: Ward):
    head = ward.chat("binh")
    await ward.comes_to("21:50")

    await head.says("1 tiếng nữa báo")

    head.hears("22h15 em nhắc bác nhé")


async def test_a_report_ends_the_ladder(both_wards: Ward):
    head, deputy = both_wards.chat("binh"), both_wards.chat("tam")
    await both_wards.comes_to("21:25")
    await head.says("cài 42")

    for hour, day in [("21:45", NIGHT), ("22:00", NIGHT), ("07:00", MORNING)]:
        await both_wards.comes_to(hour, day)
    await head.reads()
    await deputy.reads()

    head.hears_nothing()
    deputy.hears_nothing()


async def test_who_has_not_reported_is_asked_once_more_in_the_morning(ward: Ward):
    head = ward.chat("binh")
    for hour, day in [("21:25", NIGHT), ("21:45", NIGHT), ("22:20", NIGHT), ("07:00", MORNING)]:
        await ward.comes_to(hour, day)
    await head.reads()

    head.hears("Em còn thiếu số của Cầu Đơ 1 tối thứ Bảy 09/11. Bác nhắn giúp em trước 12h00 hôm nay nhé.")
    await head.says("cài 42")
    head.hears("Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42")


@pytest.mark.parametrize(("answer", "clerk_hears", "head_hears"), [
    ("đồng ý", "Dạ, Cầu Đơ 1 tối thứ Bảy 09/11 nghỉ.", "Phường đồng ý cho Cầu Đơ 1 nghỉ tối nay, thứ Bảy 09/11 ạ."),
    ("vẫn đi", "Dạ, Cầu Đơ 1 tối thứ Bảy 09/11 vẫn đi ạ.", "Phường đề nghị Cầu Đơ 1 vẫn đi tối nay, thứ Bảy 09/11"),
])  # fmt: skip
async def test_rain_is_excused_at_once_and_the_clerk_is_asked_in_one_tap(
    both_wards: Ward, answer: str, clerk_hears: str, head_hears: str
):
    head, clerk = both_wards.chat("binh"), both_wards.chat("lan")
    both_wards.clock.at = clock_time("18:40")

    await head.says("mưa to quá, nghỉ rồi cháu")
    head.hears("Dạ, em ghi Cầu Đơ 1 nghỉ tối nay, thứ Bảy 09/11 vì mưa và xin ý kiến phường.")
    await clerk.reads()
    clerk.hears("Bác Bình báo tối thứ Bảy 09/11 Cầu Đơ 1 nghỉ vì mưa. Chị cho nghỉ chứ ạ?")

    await clerk.says(answer)
    clerk.hears(clerk_hears)
    await head.reads()
    head.hears(head_hears)


async def test_a_night_that_is_off_is_not_asked_for(both_wards: Ward):
    head = both_wards.chat("binh")
    both_wards.clock.at = clock_time("18:40")
    await head.says("mưa, nghỉ")

    await both_wards.comes_to("21:25")
    await head.reads()

    head.hears_nothing()


async def test_a_second_clerk_hears_that_it_was_settled(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    ward.clock.at = clock_time("18:40")
    await head.says("mưa, nghỉ")
    await clerk.reads()
    await clerk.says("1")

    await head.says("mưa, nghỉ")

    head.hears("Buổi tối nay, thứ Bảy 09/11 của Cầu Đơ 1 em đã ghi nghỉ rồi ạ.")


@pytest.mark.parametrize(("said", "heard"), [
    ("mưa to nên chỉ được 12", "cài mới 12"),
    ("vắng 6", "hộ vắng 6"),
    ("đủ, cài 35 kh 30", "cài mới 35 · kích hoạt 30"),
    ("không ai vắng", "hộ vắng 0"),
    ("mới được 40, lát báo tiếp", "cài mới 40"),
    ("vắng 2 nhà, cài 9 nghỉ sớm vì mưa", "cài mới 9 · hộ vắng 2"),
])  # fmt: skip
async def test_a_count_stays_a_count(ward: Ward, said: str, heard: str):
    """Nothing about the evening's people takes a report away from its reader."""
    await ward.comes_to("21:25")
    head = ward.chat("binh")

    await head.says(said)

    head.hears(heard)


async def test_nothing_tonight_is_said_so(ward: Ward):
    head = ward.chat("hoi")

    await head.says("mưa, nghỉ")
    head.hears("Tối nay, thứ Bảy 09/11 bác không có buổi nào", "Buổi gần nhất của Cầu Đơ 4 là thứ Hai 11/11")
    await head.says("đủ")
    head.hears("Tối nay bác không có buổi nào trong lịch ạ.")


async def test_the_command_shows_the_team_and_marks_nobody(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await filled(ward)
    await ward.comes_to("19:30")
    head = ward.chat("binh")

    await head.says("/comat")
    head.hears("Đội 3 người: Bình, Cường, Dung.")
    async with sqlite.read() as read:
        assert not await read.rows("SELECT id FROM shift WHERE state = 'present'")
    await head.says("/comat vắng Cường")
    head.hears("Em ghi 2/3: Cường vắng.")


async def test_two_of_one_name_are_asked_before_anything_is_recorded(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("09:00", EVE)
    await ward.chat("son").says("9/11 mai anh, mai phương, cường")
    await ward.comes_to("19:30")
    head = ward.chat("binh")

    await head.says("vắng Mai, Cường xin nghỉ")
    head.hears("Có 2 người tên Mai: Mai Anh hay Mai Phương ạ?")
    await head.says("mai anh")

    head.hears("Em ghi 1/3: Mai Anh vắng, Cường có phép.")
