"""Calling off: always the night that was said; with none said tonight's, if that unit goes; else a question."""

import pytest

from storage.database import Database
from tests.handlers.plans import nights, planned
from tests.ward import GROUPS, YOUTH, Ward

NONE_TONIGHT = "Hà Trì 2 tối nay (thứ Bảy 09/11) không có buổi; buổi gần nhất là thứ Bảy 16/11"


@pytest.mark.parametrize("line", ["hà trì 2 nghỉ mưa", "ha tri 2 nghi mua", "mưa to quá, Hà Trì 2 nghỉ nhé"])
async def test_a_unit_that_does_not_go_tonight_is_asked_about(ward: Ward, line: str):
    clerk, before = ward.chat("lan"), await nights(ward)
    await clerk.says(line)
    clerk.hears(NONE_TONIGHT, "Chị muốn hủy buổi đó ạ?")
    assert await nights(ward) == before

    await clerk.says("đúng")
    clerk.hears("Hà Trì 2: hủy thứ Bảy 16/11")
    assert await planned(ward, "Hà Trì 2") == []


async def test_no_leaves_the_next_night(ward: Ward):
    clerk, before = ward.chat("lan"), await nights(ward)
    await clerk.says("Hà Trì 2 nghỉ mưa")
    await clerk.says("không")
    clerk.hears("giữ nguyên lịch")
    assert await nights(ward) == before


async def test_a_unit_that_goes_tonight_is_off_tonight(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 1 nghỉ mưa")
    clerk.hears("Cầu Đơ 1: hủy thứ Bảy 09/11")


async def test_of_several_nights_to_come_each_is_offered(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("Cầu Đơ 4 nghỉ mưa")
    clerk.hears("buổi gần nhất là thứ Hai 11/11")
    await clerk.presses("Hủy thứ Ba 12/11")
    assert await planned(ward, "Cầu Đơ 4") == ["11"]


async def test_a_move_without_its_night_is_asked_likewise(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("dời Hà Trì 2 sang 18")
    clerk.hears(NONE_TONIGHT, "Chị muốn dời buổi đó ạ?")
    await clerk.says("đúng")
    assert await planned(ward, "Hà Trì 2") == ["18"]


@pytest.mark.parametrize(
    ("line", "night", "unit"),
    [
        ("tối mai nghỉ nhé, mưa to", "Chủ nhật 10/11", "Cầu Đơ 3"),
        ("toi mai nghi nhe", "Chủ nhật 10/11", "Cầu Đơ 3"),
        ("chủ nhật nghỉ", "Chủ nhật 10/11", "Cầu Đơ 3"),
        ("ngày kia nghỉ nhé em", "Thứ Hai 11/11", "Cầu Đơ 4"),
        ("tối mốt nghỉ nha", "Thứ Hai 11/11", "Cầu Đơ 4"),
        ("thứ 5 nghỉ", "Thứ Năm 14/11", "Hà Trì 1"),
        ("thứ năm tuần sau nghỉ", "Thứ Năm 14/11", "Hà Trì 1"),
        ("ngày 12 tháng 11 nghỉ", "Thứ Ba 12/11", "Cầu Đơ 4"),
        ("12/11 nghỉ mưa", "Thứ Ba 12/11", "Cầu Đơ 4"),
    ],
)
async def test_a_night_without_a_unit_names_whose_it_is_and_waits_for_a_yes(
    ward: Ward, line: str, night: str, unit: str
):
    clerk, before = ward.chat("lan"), await nights(ward)
    await clerk.says(line)
    clerk.hears(f"{night} có buổi của {unit}. Chị muốn hủy buổi này ạ?")
    assert await nights(ward) == before
    await clerk.says("đúng")
    clerk.hears(f"{unit}: hủy")


@pytest.mark.parametrize("line", [
    "tối nay có nghỉ không?", "tối nay có nghỉ không em", "tối nay nghỉ à", "ai nói nghỉ?", "hôm nào mưa thì nghỉ",
    "nếu mưa thì nghỉ nhé", "bác ốm, nhờ người thay", "tối nay không nghỉ", "Huy tối nay đi", "đề nghị tối mai đi sớm",
    "đúng, tối mai", "tối mai có nghỉ không", "Cầu Đơ 1 có nghỉ không?", "nghỉ hay đi vậy em", "chắc tối mai nghỉ",
])  # fmt: skip
@pytest.mark.parametrize("key", ["lan", "binh", "tam"])
async def test_what_is_asked_or_left_open_or_of_one_person_cancels_nothing(ward: Ward, key: str, line: str):
    chat, before = ward.chat(key), await nights(ward)
    await chat.says(line)
    assert await nights(ward) == before


@pytest.mark.parametrize("key", ["lan", "binh"])
async def test_a_question_is_answered_with_what_stands(ward: Ward, key: str):
    chat = ward.chat(key)
    await chat.says("tối nay có nghỉ không?")
    chat.hears("Thứ Bảy 09/11 vẫn đi: Cầu Đơ 1 (19h30–21h30).")
    await ward.chat("lan").says("hủy buổi tối nay ở Cầu Đơ 1")
    await chat.says("tối nay có nghỉ không?")
    chat.hears("Đã hủy thứ Bảy 09/11: Cầu Đơ 1.")


async def test_a_head_calls_off_the_night_that_was_said(ward: Ward):
    head, clerk = ward.chat("hoi"), ward.chat("lan")
    await head.says("thứ ba nghỉ nhé, mưa to")
    head.hears("em ghi Cầu Đơ 4 nghỉ tối thứ Ba 12/11 vì mưa và xin ý kiến phường")
    await clerk.reads()
    clerk.hears("Bác Hợi báo tối thứ Ba 12/11 Cầu Đơ 4 nghỉ vì mưa. Chị cho nghỉ chứ ạ?")
    await clerk.says("đồng ý")
    await head.reads()
    head.hears("Phường đồng ý cho Cầu Đơ 4 nghỉ tối thứ Ba 12/11 ạ.")
    assert await planned(ward, "Cầu Đơ 4") == ["11"]


@pytest.mark.parametrize(
    "line", ["tối 12 nghỉ, mưa", "12/11 nghỉ mưa nhé", "ngày 12 tháng 11 nghỉ", "t3 nghỉ mưa em ạ"]
)
async def test_a_head_names_a_night_as_people_do(ward: Ward, line: str):
    head = ward.chat("hoi")
    await head.says(line)
    head.hears("em ghi Cầu Đơ 4 nghỉ tối thứ Ba 12/11")
    assert await planned(ward, "Cầu Đơ 4") == ["11"]


async def test_tomorrow_is_not_tonight(ward: Ward):
    head, before = ward.chat("binh"), await nights(ward)
    await head.says("tối mai nghỉ nhé, mưa to")
    head.hears("Tối mai, Chủ nhật 10/11 bác không có buổi nào trong lịch ạ.")
    assert await nights(ward) == before


async def test_the_next_night_is_offered_to_a_head_who_does_not_go_tonight(ward: Ward):
    head = ward.chat("hoi")
    await head.says("mưa to quá, nghỉ rồi cháu")
    head.hears("Buổi gần nhất của Cầu Đơ 4 là thứ Hai 11/11. Bác muốn xin nghỉ buổi đó ạ?")
    await head.says("đúng")
    head.hears("em ghi Cầu Đơ 4 nghỉ tối thứ Hai 11/11 vì mưa")
    assert await planned(ward, "Cầu Đơ 4") == ["12"]


async def test_nobody_calls_off_what_another_leads(ward: Ward):
    head, before = ward.chat("binh"), await nights(ward)
    await head.says("Cầu Đơ 4 tối nay nghỉ rồi, mưa to")
    head.hears("Cầu Đơ 4 do bác Hợi phụ trách ạ. Em chưa ghi gì.")
    assert await nights(ward) == before


async def test_a_deputy_calls_off_the_evening_of_the_own_unit(ward: Ward):
    deputy = ward.chat("tam")
    await deputy.says("mưa quá cháu ơi, tối nay nghỉ")
    deputy.hears("em ghi Cầu Đơ 1 nghỉ tối nay, thứ Bảy 09/11 vì mưa")


async def test_who_is_ill_is_asked_whether_the_evening_is_off(ward: Ward):
    head, before = ward.chat("binh"), await nights(ward)
    await head.says("bác ốm tối nay không đi được")
    head.hears("Chỉ bác vắng tối nay, thứ Bảy 09/11, hay cả buổi của Cầu Đơ 1 nghỉ ạ?")
    assert await nights(ward) == before
    await head.says("Chỉ tôi vắng")
    head.hears("em ghi bác nghỉ đến hết thứ Bảy 09/11")
    assert await nights(ward) == before


async def test_words_that_are_not_understood_are_asked_about(ward: Ward):
    head, before = ward.chat("binh"), await nights(ward)
    await head.says("ngập hết đường, bà con không ra được, tối nay nghỉ nhé")
    head.hears("Bác báo Cầu Đơ 1 nghỉ tối nay, thứ Bảy 09/11 phải không ạ?")
    assert await nights(ward) == before
    await head.says("đúng")
    head.hears("em ghi Cầu Đơ 1 nghỉ tối nay, thứ Bảy 09/11 vì ngập")


async def test_a_head_takes_it_back_before_the_clerk_has_agreed(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("mưa to quá, nghỉ rồi cháu")
    await head.says("hết mưa rồi, không nghỉ nữa")
    head.hears("em ghi Cầu Đơ 1 vẫn đi tối nay, thứ Bảy 09/11 và báo lại phường")
    await clerk.reads()
    clerk.hears("Bác Bình báo lại: Cầu Đơ 1 tối thứ Bảy 09/11 vẫn đi")
    assert await planned(ward, "Cầu Đơ 1") == ["09"]


async def test_a_clerk_brings_back_tonight(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối nay ở Cầu Đơ 1, mưa")
    await clerk.says("hết mưa rồi, tối nay không nghỉ nữa")
    clerk.hears("Thứ Bảy 09/11 có buổi của Cầu Đơ 1. Chị muốn đi lại buổi này ạ?")
    await clerk.says("đúng")
    assert await planned(ward, "Cầu Đơ 1") == ["09"]


async def test_a_helper_who_is_excused_is_no_evening_that_is_off(ward: Ward):
    head, before = ward.chat("binh"), await nights(ward)
    await head.says("tối nay Cường xin nghỉ")
    assert await nights(ward) == before


async def test_a_team_hears_of_a_later_night_only_when_the_clerk_has_agreed(sqlite: Database):
    ward = await Ward.founded(sqlite, plan={**GROUPS, "Cầu Đơ 1": [13]}, people=YOUTH, youth=1)
    await ward.chat("son").says("/phancong")
    await ward.chat("son").says("được")
    await ward.comes_to("21:30")
    head, clerk = ward.chat("binh"), ward.chat("lan")
    async with sqlite.read() as read:
        (row,) = await read.rows("SELECT person_id FROM shift WHERE night = '2024-11-13'")
    assigned = next(key for key, person in ward.people.items() if person.id == row["person_id"])
    volunteer = ward.chat(assigned)
    await volunteer.reads()
    await head.says("thứ tư nghỉ nhé, mưa bão")
    await ward.comes_to("21:40")
    await volunteer.reads()
    volunteer.hears_nothing()

    await clerk.reads()
    await clerk.says("đồng ý")
    await ward.comes_to("22:00")
    await volunteer.reads()
    volunteer.hears("nghỉ, bạn không phải đi nữa nhé")


@pytest.mark.parametrize("line", ["tối nay có nghỉ không?", "mưa to quá, tối nay nghỉ rồi", "tối nay không nghỉ nữa"])
async def test_who_leads_no_unit_is_told_what_stands(sqlite: Database, line: str):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=1)
    captain, volunteer, before = ward.chat("son"), ward.chat("an"), await nights(ward)
    await captain.says(line)
    captain.hears("Thứ Bảy 09/11 vẫn đi: Cầu Đơ 1 (19h30–21h30).")
    await volunteer.says(line)
    assert "chưa hiểu" not in (volunteer.new[-1].words or "")
    assert await nights(ward) == before
