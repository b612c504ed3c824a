"""Parts of a plan whose headings say that they do not hold, and days by the moon: said or asked before the yes."""

from tests.handlers.documents.made import word, workbook
from tests.handlers.plans import nights, planned, sends, sends_file
from tests.ward import Ward

HEADING = ("TT", "Địa bàn", "Ngày", "Giờ")


async def test_a_part_that_does_not_hold_is_named_and_not_stored(ward: Ward):
    clerk = ward.chat("lan")
    sheet = [
        HEADING,
        ("I. LỊCH CŨ",),
        (1, "Hà Trì 5", "19/11/2024", "19h30"),
        ("II. LỊCH MỚI",),
        (1, "Hà Trì 5", "21/11/2024", "19h30"),
        (2, "Hà Trì 6", "22/11/2024", "19h30"),
    ]
    await sends_file(clerk, "lich.xlsx", workbook({"Lịch": sheet}))
    clerk.hears('không ghi phần "I. LỊCH CŨ" (1 dòng: Hà Trì 5)', "2 địa bàn, 2 buổi")

    await clerk.says("đồng ý")
    assert await planned(ward, "Hà Trì 5") == ["21"]


async def test_tentative_rows_are_one_question_and_may_be_kept_together(ward: Ward):
    clerk = ward.chat("lan")
    blocks = [
        "I. Lịch chính thức",
        [HEADING, (1, "Hà Trì 5", "21/11/2024", "19h30")],
        "II. Dự kiến",
        [HEADING, (4, "Hà Trì 6", "22/11/2024", "19h30"), (5, "Hà Trì 7", "23/11/2024", "19h30")],
    ]
    await sends_file(clerk, "lich.docx", word(blocks))
    clerk.hears('dòng 4, 5 dưới "II. Dự kiến" (Hà Trì 6, Hà Trì 7): mới là dự kiến, chưa chốt', '"giữ dòng 4, 5"')

    await clerk.says("giữ dòng 4, 5")
    clerk.hears("3 địa bàn, 3 buổi")


async def test_a_plan_that_calls_itself_tentative_says_so_before_the_yes(ward: Ward):
    clerk, before = ward.chat("lan"), await nights(ward)
    rows = [("DỰ KIẾN LỊCH THÁNG 11/2024",), HEADING, (1, "Hà Trì 5", "21/11/2024", "19h30")]
    await sends_file(clerk, "lich.xlsx", workbook({"Lịch": rows}))
    clerk.hears('Tệp tự ghi là "DỰ KIẾN LỊCH THÁNG 11/2024", chưa phải bản chính thức')
    assert await nights(ward) == before


async def test_a_day_by_the_moon_is_asked_for(ward: Ward):
    clerk = ward.chat("lan")
    rows = [HEADING, (1, "Hà Trì 5", "15/10 âm lịch", "19h30"), (2, "Hà Trì 6", "22/11/2024", "19h30")]
    await sends_file(clerk, "lich.xlsx", workbook({"Lịch": rows}))
    clerk.hears('dòng 2 "15/10 âm lịch" (Hà Trì 5): ghi ngày âm lịch, chưa rõ là ngày dương nào')

    await clerk.says("dòng 2 ngày 15/11")
    clerk.hears("2 địa bàn, 2 buổi")


async def test_a_night_over_midnight_is_asked_for_its_hours(ward: Ward):
    clerk = ward.chat("lan")
    rows = [
        HEADING[:3],
        (1, "Hà Trì 5", "22h ngày 21/11/2024 đến 5h ngày 22/11/2024"),
        (2, "Hà Trì 6", "19h30 ngày 22/11/2024"),
    ]
    await sends_file(clerk, "lich.xlsx", workbook({"Lịch": rows}))
    clerk.hears("kéo qua đêm sang hôm sau", '"dòng 2 19h30-21h30"')

    await clerk.says("dòng 2 19h30-21h30")
    clerk.hears("2 địa bàn, 2 buổi")


async def test_nights_with_their_places_below_are_read_from_the_chat(ward: Ward):
    clerk = ward.chat("lan")
    await sends(
        clerk,
        "/kehoach Lịch đi tháng 11/2024:\nTối thứ Năm 21/11, các tổ sau ra quân:\n✅ Hà Trì 5\n✅ Hà Trì 6\n"
        "Tối thứ Sáu 22/11:\n✅ Hà Trì 7 (nhà văn hóa)\n",
    )
    clerk.hears("3 địa bàn, 3 buổi", "21/11–22/11")
