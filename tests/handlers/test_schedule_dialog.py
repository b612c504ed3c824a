"""The clerk sees the schedule: by week, month, evening or unit, with who comes and what is open or called off."""

import pytest

from storage.database import Database
from tests.handlers.plans import PLAN, sends
from tests.ward import GROUPS, YOUTH, Ward


@pytest.mark.parametrize("line", ["/lich", "lịch", "/kehoach"])
async def test_the_clerk_sees_what_lies_ahead(ward: Ward, line: str):
    clerk = ward.chat("lan")
    await clerk.says(line)
    clerk.hears("Lịch từ thứ Bảy 09/11: 7 buổi", "• thứ Bảy 09/11: Cầu Đơ 1, 19h30–21h30", "• thứ Bảy 16/11: Hà Trì 2")


async def test_where_nothing_is_planned_it_is_said_how_a_plan_is_sent(sqlite: Database):
    ward = await Ward.founded(sqlite, plan={name: [] for name in GROUPS})
    clerk = ward.chat("lan")
    await clerk.says("/kehoach")
    clerk.hears("gửi tệp kế hoạch")


@pytest.mark.parametrize(
    ("line", "head", "units"),
    [
        ("lịch tuần này", "thứ Hai 04/11–Chủ nhật 10/11: 2 buổi", ["Cầu Đơ 1", "Cầu Đơ 3"]),
        ("lich tuan sau", "thứ Hai 11/11–Chủ nhật 17/11: 5 buổi", ["Cầu Đơ 4", "Hà Trì 1", "Hà Trì 2"]),
        ("tuần sau có những tổ nào", "11/11–Chủ nhật 17/11: 5 buổi", ["Cầu Đơ 4", "Hà Trì 2"]),
        ("lịch tháng 11", "thứ Sáu 01/11–thứ Bảy 30/11: 7 buổi", ["Cầu Đơ 1", "Hà Trì 2"]),
        ("lịch tháng 12", "Chủ nhật 01/12–thứ Ba 31/12: không có buổi nào", []),
        ("lịch Cầu Đơ 4", "Lịch Cầu Đơ 4 từ thứ Bảy 09/11: 2 buổi", ["thứ Hai 11/11", "thứ Ba 12/11"]),
        ("lịch cầu đơ 4 tuần này", "Lịch Cầu Đơ 4 thứ Hai 04/11–Chủ nhật 10/11: không có", []),
        ("tối nay ai đi", "Lịch tối nay, thứ Bảy 09/11: 1 buổi", ["Cầu Đơ 1"]),
        ("mai có tổ nào đi", "Lịch Chủ nhật 10/11: 1 buổi", ["Cầu Đơ 3"]),
        ("thứ năm những tổ nào đi", "Lịch thứ Năm 14/11: 1 buổi", ["Hà Trì 1"]),
        ("lịch tối 12", "Lịch thứ Ba 12/11: 1 buổi", ["Cầu Đơ 4"]),
    ],
)
@pytest.mark.parametrize("key", ["lan", "chu"])
async def test_clerk_and_observer_ask_in_their_own_words(ward: Ward, key: str, line: str, head: str, units: list[str]):
    chat = ward.chat(key)
    await chat.says(line)
    chat.hears(head, *units)


async def test_a_waiting_draft_does_not_swallow_the_question(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, PLAN.replace("16/11", "17/11"))
    await clerk.says("lịch tuần này")
    clerk.hears("2 buổi", "Cầu Đơ 3")


async def test_who_comes_is_told_by_numbers_and_by_name_when_asked(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=2)
    await ward.chat("son").says("/phancong")
    await ward.chat("son").says("được")
    clerk = ward.chat("lan")
    await clerk.says("lịch Cầu Đơ 3")
    clerk.hears("Cầu Đơ 3, 19h30–21h30; 2/2 đoàn viên")
    await clerk.says("mai ai đi")
    clerk.hears("đoàn viên: ")


async def test_what_was_called_off_is_marked(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("hủy buổi tối mai ở Cầu Đơ 3")
    await clerk.says("lịch tuần này")
    clerk.hears(": 1 buổi", "Cầu Đơ 3 – đã hủy")


async def test_a_long_schedule_is_turned_over_by_a_word_and_had_as_a_file(sqlite: Database):
    ward = await Ward.founded(sqlite, plan={**GROUPS, "Cầu Đơ 1": list(range(9, 25))})
    clerk = ward.chat("lan")
    await clerk.says("lịch Cầu Đơ 1")
    clerk.hears("16 buổi", "thứ Bảy 16/11", 'Còn 8 buổi nữa, chị nhắn "tiếp"', "/xuat từng buổi")
    await clerk.says("tiếp")
    clerk.hears("Chủ nhật 17/11", "Chủ nhật 24/11")
    assert not any("Còn" in (line.words or "") for line in clerk.new if line.edits is None)


async def test_a_head_sees_the_own_units_days(ward: Ward):
    head = ward.chat("hoi")
    await head.says("lịch tuần sau")
    head.hears("thứ Hai 11/11–Chủ nhật 17/11: 2 buổi", "Cầu Đơ 4")
    assert "Hà Trì" not in (head.new[-1].words or "")
    await head.says("/lich")
    head.hears("Cầu Đơ 4")


@pytest.mark.parametrize(
    "line", ["lịch họp phường tuần này thế nào", "dời lịch Cầu Đơ 4 tối 12 sang 13", "lịch sử Cầu Đơ 1", "/anh lịch"]
)
async def test_other_words_with_the_same_sound_are_no_question_about_it(ward: Ward, line: str):
    clerk = ward.chat("lan")
    await clerk.says(line)
    assert not (clerk.new[-1].words or "").startswith("Lịch")


async def test_the_status_of_an_evening_to_come_names_who_goes(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("/status 11/11")
    clerk.hears("Tối thứ Hai 11/11/2024 chưa tới ạ. Trong lịch có 1 buổi: Cầu Đơ 4.")
    await clerk.says("/status 13/11")
    clerk.hears("Tối thứ Tư 13/11/2024 chưa tới, Hà Cầu chưa có buổi nào trong lịch ạ.")


async def test_nights_to_come_owe_nothing(ward: Ward):
    head = ward.chat("hoi")
    await head.says("tiến độ")
    head.hears("thứ Hai 11/11: chưa tới")
