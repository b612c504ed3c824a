"""What would be recorded and looks unlikely is asked about, with both readings to choose from."""

from tests.ward import Ward

LINE = "đợi 42 phút, tổng cài 29, 9 cụ chỉ có máy cục gạch"


async def test_a_figure_that_would_be_lost_is_asked_about_and_one_digit_records_it(ward: Ward):
    chat = ward.chat("binh")
    await ward.comes_to("21:25")
    await chat.reads()

    await chat.says(LINE)
    chat.hears("Em đọc chưa chắc", "Ý bác là số nào")
    assert chat.choices == ["Không có máy 9", "Không có máy 9, Cài mới 29"]

    await chat.says("2")
    chat.hears("Em ghi Cầu Đơ 1", "cài mới 29", "không có máy 9", "399/980")


async def test_the_first_reading_may_be_the_right_one(ward: Ward):
    chat = ward.chat("binh")
    await ward.comes_to("21:25")
    await chat.reads()

    await chat.says(LINE)
    await chat.says("1")
    chat.hears("Em ghi Cầu Đơ 1", "không có máy 9", "370/980")


async def test_what_is_likely_is_recorded_at_once(ward: Ward):
    chat = ward.chat("binh")
    await ward.comes_to("21:25")
    await chat.reads()

    await chat.says("42, kh 40, vắng 6, 3 cụ chỉ có máy cục gạch")
    chat.hears("Em ghi Cầu Đơ 1", "cài mới 42", "kích hoạt 40", "hộ vắng 6", "không có máy 3")
