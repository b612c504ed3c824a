"""Places and shifts: captains fill them, volunteers answer, an open place finds somebody, a moved night is told."""

from datetime import date

import pytest

from storage.database import Database
from storage.records import SessionState
from tests.ward import YOUTH, Ward, clock_time

EVE, NIGHT = date(2024, 11, 8), date(2024, 11, 9)
MONDAY = date(2024, 11, 11)


@pytest.fixture
async def planned(sqlite: Database) -> Ward:
    """The morning of the day before the first night: the captain has just heard of the plan."""
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("09:00", EVE)
    return ward


async def changed(ward: Ward, unit: str, on: int, **to: str | int) -> None:
    """The plan changes as its own commands change it: the version rises."""
    sets = ", ".join(f"{name} = :{name}" for name in to)
    async with ward.database.write() as tx:
        sql = f"UPDATE session SET {sets}, version = version + 1 WHERE id = :id"
        await tx.run(sql, id=ward.sessions[unit, on].id, **to)


async def test_a_captain_hears_once_of_all_places_with_a_fair_suggestion(both_youth_wards: Ward):
    captain = both_youth_wards.chat("son")

    await both_youth_wards.comes_to("09:00", EVE)
    await captain.reads()

    assert len(captain.new) == 1
    captain.hears("Thứ Bảy 09/11, Cầu Đơ 1: 3 đoàn viên (Bình, Cường, Dung)")
    captain.hears("Chủ nhật 10/11, Cầu Đơ 3: 3 đoàn viên (Mai Anh, Phương, Bình)", "Còn 1 buổi nữa")


async def test_the_suggestion_is_taken_by_one_word(both_youth_wards: Ward):
    captain = both_youth_wards.chat("son")
    await both_youth_wards.comes_to("09:00", EVE)
    await captain.reads()

    await captain.says("được")

    captain.hears("Em ghi thứ Bảy 09/11 Cầu Đơ 1: Bình, Cường, Dung (3/3).")
    await captain.says("/ca")
    captain.hears("thứ Bảy 09/11 Cầu Đơ 1: Bình, Cường, Dung", "thứ Bảy 16/11 Hà Trì 2: chưa có ai (thiếu 3)")


async def test_a_date_and_names_fill_the_places_and_two_of_one_name_are_asked(planned: Ward):
    captain = planned.chat("son")

    await captain.says("11/11 binh cuong mai")
    captain.hears("Em ghi thứ Hai 11/11 Cầu Đơ 4: Bình, Cường (2/3). Còn thiếu 1 người.", "Mai Anh hay Mai Phương ạ?")

    await captain.says("mai phương")
    captain.hears("Em ghi thứ Hai 11/11 Cầu Đơ 4: Phương (3/3).")


@pytest.mark.parametrize(("said", "heard"), [
    ("9/11 bình, tuấn", 'Lực lượng của anh không có ai tên "Tuấn". Em chưa ghi gì'),
    ("9/11 bình, tấn, cường, dung, phương", "không có ai tên"),
    ("9/11 bình, cường, dung, phương", "Buổi này cần 3, đã có 0, anh đưa 4 người nên em chưa ghi."),
    ("20/11 bình", "Ngày đó không có buổi nào cần người ạ. Các buổi tới: 09/11, 10/11, 11/11"),
    ("cảm ơn em nhé", "Dạ không có gì ạ"),
])  # fmt: skip
async def test_who_or_what_does_not_fit_changes_nothing(planned: Ward, said: str, heard: str):
    captain = planned.chat("son")

    await captain.says(said)

    captain.hears(heard)
    async with planned.database.read() as read:
        assert not await read.rows("SELECT id FROM shift")


async def test_nobody_is_put_twice_or_into_two_places_at_once(planned: Ward):
    captain = planned.chat("son")
    await captain.says("9/11 bình")

    await captain.says("9/11 bình, cường")
    captain.hears("Thanh Bình đã có trong đội buổi này rồi.")
    await changed(planned, "Cầu Đơ 3", 10, night="2024-11-09")
    await captain.says("9/11 Cầu Đơ 3 bình")
    captain.hears("Thanh Bình đã có buổi khác thứ Bảy 09/11 nên em chưa ghi gì.")


async def test_somebody_of_another_force_is_not_the_captains(planned: Ward):
    async with planned.database.write() as tx:
        await tx.run("UPDATE post SET force = 'militia' WHERE person_id = :id", id=planned.people["dung"].id)
    captain = planned.chat("son")

    await captain.says("9/11 bình, dung")

    captain.hears("Dung thuộc lực lượng dân quân, do người khác phân công. Em chưa ghi gì ạ.")


async def test_who_is_away_is_not_assigned(planned: Ward):
    captain = planned.chat("son")
    await planned.chat("cuong").says("nghỉ 3 ngày")

    await captain.says("9/11 cường")

    captain.hears("Mạnh Cường xin nghỉ thứ Bảy 09/11 nên em chưa ghi gì.")


async def test_too_many_nights_a_week_are_warned_of(planned: Ward):
    async with planned.database.write() as tx:
        await tx.run("UPDATE campaign SET settings = replace(settings, '\"nights_a_week\":4', '\"nights_a_week\":1')")
    captain = planned.chat("son")

    await captain.says("11/11 bình")
    await captain.says("12/11 bình")

    captain.hears("Em ghi thứ Ba 12/11 Cầu Đơ 4: Bình (1/3)", "⚠️ Bình tuần đó 2 buổi (nên tối đa 1).")


async def test_a_volunteer_gets_the_shift_and_says_yes(planned: Ward):
    await planned.chat("son").says("9/11 bình, cường, dung")
    await planned.comes_to("10:00", EVE)
    volunteer = planned.chat("cuong")
    await volunteer.reads()

    volunteer.hears(
        "Mai thứ Bảy 09/11, 19h30–21h30, bạn đi cùng Cầu Đơ 1 nhé. Bác Bình (tổ trưởng) đón đội. Cùng đi: Bình, Dung."
    )
    await volunteer.says("đi được ạ")
    volunteer.hears("Cảm ơn bạn ✅ Em ghi bạn đi: thứ Bảy 09/11 Cầu Đơ 1.")
    await planned.comes_to("17:30")
    await volunteer.reads()
    volunteer.hears("Tối nay 19h30–21h30, bạn đi cùng Cầu Đơ 1 nhé.")


async def test_a_no_opens_the_place_and_the_first_who_takes_it_has_it(both_youth_wards: Ward):
    await both_youth_wards.comes_to("09:00", EVE)
    captain, first, second = (both_youth_wards.chat(key) for key in ("son", "mai_a", "mai_p"))
    await captain.says("9/11 bình, cường, dung")
    await both_youth_wards.comes_to("10:00", EVE)
    volunteer = both_youth_wards.chat("cuong")

    await volunteer.says("bận rồi ạ")
    volunteer.hears("Đã báo anh Sơn tìm người thay.", "Cảm ơn bạn báo sớm.")
    await captain.reads()
    captain.hears("Cường bận thứ Bảy 09/11 Cầu Đơ 1 (2/3). Em đã hỏi Mai Anh, Phương.")

    await first.reads()
    await second.reads()
    first.hears("Cường bận thứ Bảy 09/11, 19h30–21h30, Cầu Đơ 1. Bạn đi thay được không?")
    await first.says("1")
    first.hears("Em ghi bạn đi thay")
    await second.says("1")
    second.hears("Chỗ buổi thứ Bảy 09/11 Cầu Đơ 1 đã có người nhận rồi, cảm ơn bạn ạ.")
    await captain.reads()
    captain.hears("Anh đi thay Cường thứ Bảy 09/11 Cầu Đơ 1.")


async def test_what_waits_for_one_person_is_said_in_one_message(planned: Ward):
    captain = planned.chat("son")
    await captain.says("11/11 bình")
    await captain.says("12/11 bình")
    volunteer = planned.chat("binh_t")

    await planned.comes_to("10:00", date(2024, 11, 11))
    await volunteer.reads()

    assert len(volunteer.new) == 1
    volunteer.hears("Tối nay thứ Hai 11/11", "Mai thứ Ba 12/11")


async def test_a_moved_night_is_told_once_with_old_and_new(both_youth_wards: Ward):
    await both_youth_wards.comes_to("09:00", EVE)
    await both_youth_wards.chat("son").says("11/11 bình")
    await both_youth_wards.comes_to("10:00", date(2024, 11, 10))
    volunteer = both_youth_wards.chat("binh_t")
    await volunteer.says("1")

    await changed(both_youth_wards, "Cầu Đơ 4", 11, night="2024-11-13")
    for hour in ("10:30", "10:31"):
        await both_youth_wards.comes_to(hour, date(2024, 11, 10))
    await volunteer.reads()

    assert len(volunteer.new) == 1
    volunteer.hears("Buổi thứ Hai 11/11 Cầu Đơ 4 chuyển sang thứ Tư 13/11, 19h30–21h30.", "1 Đi được · 2 Bận")


async def test_moved_onto_another_shift_the_place_is_lost_and_said(planned: Ward):
    captain, volunteer = planned.chat("son"), planned.chat("binh_t")
    await captain.says("11/11 bình")
    await captain.says("12/11 bình")
    await planned.comes_to("10:01", EVE)

    await changed(planned, "Cầu Đơ 4", 11, unit_id=planned.units["Hà Trì 2"].id, night="2024-11-12")
    await planned.comes_to("10:05", EVE)
    await volunteer.reads()

    volunteer.hears("chuyển sang thứ Ba 12/11", "Giờ đó bạn đã có buổi khác nên em bỏ tên bạn ở buổi này.")


async def test_two_sessions_may_change_places(planned: Ward):
    captain, volunteer = planned.chat("son"), planned.chat("binh_t")
    await captain.says("9/11 bình")
    await captain.says("10/11 bình")
    await planned.comes_to("09:10", EVE)

    await changed(planned, "Cầu Đơ 1", 9, night="2024-11-10")
    await changed(planned, "Cầu Đơ 3", 10, night="2024-11-09")
    await planned.comes_to("09:15", EVE)
    await volunteer.says("/lich")

    volunteer.hears("thứ Bảy 09/11, 19h30–21h30, Cầu Đơ 3", "Chủ nhật 10/11, 19h30–21h30, Cầu Đơ 1")


async def test_a_cancelled_night_is_told_once_and_its_reply_says_so(planned: Ward):
    await planned.chat("son").says("9/11 bình")
    await planned.comes_to("10:00", EVE)
    volunteer = planned.chat("binh_t")
    await volunteer.reads()

    await changed(planned, "Cầu Đơ 1", 9, state=SessionState.CANCELLED)
    await volunteer.says("1")
    volunteer.hears("Buổi thứ Bảy 09/11 Cầu Đơ 1 đã nghỉ, bạn không phải đi nữa ạ.")
    await planned.comes_to("10:20", EVE)
    await volunteer.reads()
    volunteer.hears("Buổi thứ Bảy 09/11 Cầu Đơ 1 nghỉ, bạn không phải đi nữa nhé.")

    await changed(planned, "Cầu Đơ 1", 9, state=SessionState.PLANNED)
    await planned.comes_to("10:30", EVE)
    await volunteer.reads()
    volunteer.hears("Buổi thứ Bảy 09/11 Cầu Đơ 1 lại đi như đã hẹn, 19h30–21h30.")


async def test_a_captain_answers_for_people_without_an_account(planned: Ward):
    captain = planned.chat("son")
    await captain.says("9/11 bình, cường, dung")

    await captain.says("Bình, Dung đi; Cường bận")

    captain.hears("Em ghi Bình, Dung đi; Cường bận. Em đã hỏi Mai Anh, Phương.")
    await captain.says("Phương đi")
    captain.hears("Phương không có ca nào sắp tới. Em chưa ghi gì ạ.")


async def test_the_captain_gets_one_text_to_paste(planned: Ward):
    captain = planned.chat("son")
    await captain.says("9/11 bình, cường, dung")

    await planned.comes_to("10:00", EVE)
    await captain.reads()

    text = (
        "(Tin cho nhóm, anh chuyển tiếp giúp em)\nThứ Bảy 09/11, 19h30–21h30: Cầu Đơ 1\nĐoàn viên: Bình, Cường, Dung.\n"
    )
    asks = "Bác Bình (tổ trưởng) đón đội.\nAi bận báo anh Sơn sớm nhé."
    assert [line.words for line in captain.new] == [text + asks]


async def test_who_is_missing_the_evening_before_is_said_to_captain_and_office(planned: Ward):
    captain, clerk = planned.chat("son"), planned.chat("lan")
    await captain.says("9/11 bình, cường")

    await planned.comes_to("18:00", EVE)
    await captain.reads()
    await clerk.reads()

    captain.hears("Mai thứ Bảy 09/11, Cầu Đơ 1 còn thiếu 1 đoàn viên.", "Em gợi ý (người ít buổi nhất): Dung.")
    clerk.hears("⚠️ Mai thứ Bảy 09/11 Cầu Đơ 1 còn thiếu 1 đoàn viên.")


async def test_an_answer_to_a_shift_that_is_over_says_so(planned: Ward):
    await planned.chat("son").says("9/11 bình")
    await planned.comes_to("10:00", EVE)
    volunteer = planned.chat("binh_t")
    await volunteer.says("1")
    await planned.comes_to("17:30", NIGHT)

    planned.clock.at = clock_time("21:40", NIGHT)
    await volunteer.says("bận")

    volunteer.hears("Buổi thứ Bảy 09/11 Cầu Đơ 1 qua rồi bạn ạ.")


@pytest.mark.parametrize("said", [
    "thay cường bằng phương", "9/11 thay Cường bằng Phương", "thay cuong bang phuong toi 9/11", "Phương đi thay Cường",
    "đổi bạn Cường thành bạn Phương",
])  # fmt: skip
async def test_one_goes_instead_of_another_by_the_captains_word(planned: Ward, said: str):
    captain = planned.chat("son")
    await captain.says("9/11 bình, cường, dung")

    await captain.says(said)

    captain.hears("Em ghi thứ Bảy 09/11 Cầu Đơ 1: Mai Phương đi thay Mạnh Cường (3/3).")
    leaving = planned.chat("cuong")
    await leaving.reads()
    leaving.hears("Buổi thứ Bảy 09/11 Cầu Đơ 1 Phương đi thay nên bạn không phải đi nữa nhé.")


@pytest.mark.parametrize(
    "said", ["tối 11/11 em bận", "11/11 em bận ạ", "thứ hai em bận việc, xin nghỉ", "toi thu 2 ban"]
)
async def test_who_says_no_beforehand_is_not_suggested(planned: Ward, said: str):
    volunteer, captain = planned.chat("binh_t"), planned.chat("son")

    await volunteer.says(said)

    volunteer.hears("Dạ, em ghi bạn bận thứ Hai 11/11, em không xếp bạn hôm đó ạ.")
    await captain.says("11/11 bình")
    captain.hears("Thanh Bình xin nghỉ thứ Hai 11/11 nên em chưa ghi gì.")
    await captain.says("12/11 bình")
    captain.hears("Em ghi thứ Ba 12/11 Cầu Đơ 4: Bình")


async def test_people_of_the_unit_are_suggested_first(planned: Ward):
    async with planned.database.write() as tx:
        for key, unit in (("mai_p", "Cầu Đơ 1"), ("binh_t", "Cầu Đơ 3")):
            named = {"unit": planned.units[unit].id, "id": planned.people[key].id}
            await tx.run("UPDATE post SET unit_id = :unit WHERE person_id = :id", **named)
    captain = planned.chat("son")

    await captain.says("/phancong")

    captain.hears("Thứ Bảy 09/11, Cầu Đơ 1: 3 đoàn viên (Phương, Cường, Dung)")
    captain.hears("Chủ nhật 10/11, Cầu Đơ 3: 3 đoàn viên (Bình,")
