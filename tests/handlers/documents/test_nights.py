"""What a cell that says when is read as; a doubt is a fault, never a date."""

import pytest

from handlers.documents.read import moon
from handlers.documents.read.hours import Slot
from handlers.documents.read.nights import Frame, read

FRAME = Frame(year=2024, month=11, named=((11, 2024),))


def days(text: str, frame: Frame = FRAME) -> str:
    return " ".join(f"{day:%d/%m/%y}" for clause in read(text, frame).clauses for day in clause.nights)


def faults(text: str, frame: Frame = FRAME) -> list[tuple[str, str]]:
    return [(fault.kind, fault.match) for fault in read(text, frame).faults]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 09/11/2024", "09/11/24"),
        ("9-11-2024", "09/11/24"),
        ("9.11.24", "09/11/24"),
        ("ngày 09.11", "09/11/24"),
        ("2024-11-09", "09/11/24"),
        ("ngày 9 tháng 11 năm 2024", "09/11/24"),
        ("9 tháng 11", "09/11/24"),
        ("Ngày 11/11/2024 Ngày 12/11/2024", "11/11/24 12/11/24"),
        ("Ngày 11/11/2024\nNgày 12/11/2024", "11/11/24 12/11/24"),
        ("- Ngày 11/11\n- Ngày 12/11", "11/11/24 12/11/24"),
        ("1. Ngày 11/11\n2. Ngày 12/11", "11/11/24 12/11/24"),
        ("14, 15/11", "14/11/24 15/11/24"),
        ("14 và 15/11", "14/11/24 15/11/24"),
        ("các ngày 14, 15 tháng 11", "14/11/24 15/11/24"),
        ("09/11, 10/11/2024", "09/11/24 10/11/24"),
        ("14, 15 - 11/2024", "14/11/24 15/11/24"),
        ("tháng 11: ngày 14, 15", "14/11/24 15/11/24"),
        ("14-16/11", "14/11/24 15/11/24 16/11/24"),
        ("từ 09/11 đến 11/11", "09/11/24 10/11/24 11/11/24"),
        ("từ ngày 9 tới 11/11/2024", "09/11/24 10/11/24 11/11/24"),
        ("từ 09/11\n- 10/11", "09/11/24 10/11/24"),
        ("09/11 → 10/11", "09/11/24 10/11/24"),
        ("từ 09/11 đến 12/11 (trừ 10/11)", "09/11/24 11/11/24 12/11/24"),
        ("02 ngày: 09/11, 10/11", "09/11/24 10/11/24"),
        ("Đợt 1: 09/11; đợt 2: 16/11", "09/11/24 16/11/24"),
        ("Đợt 1: 09/11", "09/11/24"),
        ("28/12, 04/01/2025", "28/12/24 04/01/25"),
        ("28/12/2024, 04/01", "28/12/24 04/01/25"),
        ("từ 30/12 đến 01/01/2025", "30/12/24 31/12/24 01/01/25"),
        ("mùng 9, 10/11", "09/11/24 10/11/24"),
        ("ngày 9 tháng mười một", "09/11/24"),
        ("ngày 9 tháng Sáu năm 2024", "09/06/24"),
        ("09-Nov-24", "09/11/24"),
        ("9 Nov 2024", "09/11/24"),
        ("09-Thg11-24", "09/11/24"),
        ("09/T11/2024", "09/11/24"),
        ("09/XI/2024", "09/11/24"),
        ("09/11/2024 (tức 09/10 âm lịch)", "09/11/24"),
        ("09/11/2024 dương lịch (09/10 ÂL)", "09/11/24"),
        ("9", "09/11/24"),
        ("9, 10", "09/11/24 10/11/24"),
    ],
)
def test_dates_are_read_in_every_usual_form(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ Bảy, ngày 09/11/2024", "09/11/24"),
        ("09/11/2024 (T7)", "09/11/24"),
        ("thứ bẩy 09/11", "09/11/24"),
        ("Thứ 7, CN (09, 10/11)", "09/11/24 10/11/24"),
        ("09/11 (thứ Bảy), 10/11 (Chủ nhật)", "09/11/24 10/11/24"),
        ("thứ 2, 4 (11/11, 13/11)", "11/11/24 13/11/24"),
        ("thứ Hai, Tư: 11/11, 13/11", "11/11/24 13/11/24"),
        ("Thứ Bảy 09/11, 16/11", "09/11/24 16/11/24"),
        ("từ thứ Hai 04/11 đến thứ Tư 06/11", "04/11/24 05/11/24 06/11/24"),
        ("T2-T4 (04/11-06/11)", "04/11/24 05/11/24 06/11/24"),
        ("Thứ 7 hàng tuần từ 02/11 đến 16/11", "02/11/24 09/11/24 16/11/24"),
        ("mỗi thứ Bảy từ 02/11 đến 16/11", "02/11/24 09/11/24 16/11/24"),
        ("19h30 hàng ngày từ 09/11 đến 10/11", "09/11/24 10/11/24"),
    ],
)
def test_weekdays_that_agree_are_taken(text, expected):
    assert days(text) == expected
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "match"),
    [
        ("Thứ Hai 10/11/2024", "weekday_mismatch", "10/11/2024"),
        ("10/11/2024 (thứ Hai)", "weekday_mismatch", "10/11/2024"),
        ("Thứ Bảy 09/11, 10/11", "weekday_mismatch", "10/11"),
        ("Thứ 7, CN, thứ 2: 09/11, 10/11", "weekday_mismatch", "09/11, 10/11"),
        ("Thứ 7, CN từ 09/11 đến 24/11", "weekday_mismatch", "09/11 đến 24/11"),
        ("31/11/2024", "invalid_date", "31/11/2024"),
        ("45605", "invalid_date", "45605"),
        ("từ 14/11/2024 đến 13/11/2024", "range_reversed", "14/11/2024"),
        ("từ 01/01/2024 đến 31/12/2024", "unclear", "01/01/2024 đến 31/12/2024"),
        ("thứ 7 hàng tuần", "recurring_no_end", "thứ 7 hàng tuần"),
        ("hàng ngày", "recurring_no_end", "hàng ngày"),
        ("thứ 7 hàng tuần, bắt đầu 09/11", "recurring_no_end", "09/11"),
        ("từ 09/11", "recurring_no_end", "09/11"),
        ("đến hết 30/11", "unclear", "30/11"),
        ("Thứ Bảy", "missing_date", "Thứ Bảy"),
        ("9-11", "missing_date", "9"),
        ("nhà 9, 10/11", "missing_date", "9"),
        ("trước 30/11", "unclear", "trước"),
        ("09/11 hoặc 10/11", "unclear", "hoặc"),
        ("09/11 thôn A, 10/11", "unclear", "thôn"),
        ("09/11\n- 11/11", "unclear", "-"),
        ("09/11 (sáng), 10/11", "unclear", "09/11 (sáng), 10/11"),
        ("21h30-19h30", "time_reversed", "21h30-19h30"),
        ("25h", "invalid_time", "25h"),
        ("16h ngày 30/11 đến 5h ngày 01/12", "overnight", "16h ngày 30/11 đến 5h ngày 01/12"),
        (
            "từ 22 giờ 00, ngày 09/11 đến 05 giờ 00 sáng, ngày 10/11",
            "overnight",
            "22 giờ 00, ngày 09/11 đến 05 giờ 00 sáng, ngày 10/11",
        ),
        ("từ 9h ngày 12/11 đến 17h ngày 13/11", "unclear", "9h ngày 12/11 đến 17h ngày 13/11"),
        ("22h-2h 09/11", "time_reversed", "22h-2h"),
        ("sau giờ hành chính 09/11", "unclear", "sau giờ"),
        ("ngày 9 tháng sau", "unclear", "9 tháng sau"),
        ("15/8 âm lịch", "lunar", "15/8 âm lịch"),
        ("10/10 ÂL", "lunar", "10/10 ÂL"),
        ("15 tháng 8 âm", "lunar", "15 tháng 8 âm"),
        ("Rằm tháng 10", "lunar", "Rằm tháng 10"),
        ("Mùng 5 Tết", "lunar", "Mùng 5 Tết"),
        ("mùng 1 ÂL", "lunar", "mùng 1 ÂL"),
        ("23 tháng Chạp", "lunar", "23 tháng Chạp"),
        ("12/10 (âm lịch 2026)", "lunar", "12/10 (âm lịch 2026)"),
    ],
)
def test_what_a_clerk_would_ask_about_is_a_fault(text, kind, match):
    assert (kind, match) in faults(text)


def test_what_is_too_long_to_be_a_date_is_never_searched_for_one():
    assert faults("09/11 " * 200) == [("unclear", ("09/11 " * 200)[:40])]


def test_a_day_taken_away_from_itself_leaves_no_night():
    assert read("09/11 trừ 09/11", FRAME).clauses == ()


def test_without_any_year_a_date_is_missing():
    assert faults("09/11", Frame()) == [("missing_date", "09/11")]


def test_a_month_far_from_the_title_gets_no_year():
    assert faults("05/04") == [("missing_date", "05/04")]


def test_a_title_of_two_years_gives_each_month_its_own():
    frame = Frame(None, None, ((1, 2025), (12, 2024)))

    assert days("28/12", frame) == "28/12/24"
    assert days("05/01", frame) == "05/01/25"


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("từ 19h30 đến 21h30", [Slot("19:30", "21:30")]),
        ("19 giờ 30 phút - 21 giờ", [Slot("19:30", "21:00")]),
        ("19:30:00 - 21:30", [Slot("19:30", "21:30")]),
        ("19.30 - 21.00", [Slot("19:30", "21:00")]),
        ("19g30’", [Slot("19:30")]),
        ("7-9h", [Slot("07:00", "09:00")]),
        ("tối 7h30 - 9h30", [Slot("19:30", "21:30", "toi")]),
        ("7h30 tối", [Slot("19:30", None, "toi")]),
        ("Chiều: 1h30 - 5h", [Slot("13:30", "17:00", "chieu")]),
        ("11h30 trưa", [Slot("11:30", None, "trua")]),
        ("7h30 PM", [Slot("19:30")]),
        ("7:30 pm - 9:00 pm", [Slot("19:30", "21:00")]),
        ("7:30 - 9:30 PM", [Slot("19:30", "21:30")]),
        ("8:00 - 11:00 AM", [Slot("08:00", "11:00")]),
        ("7:30:00 CH", [Slot("19:30")]),
        ("12:15 AM", [Slot("00:15")]),
        ("19 giờ rưỡi", [Slot("19:30")]),
        ("19h30 tối", [Slot("19:30", None, "toi")]),
        ("7 rưỡi tối", [Slot("19:30", None, "toi")]),
        ("bảy giờ rưỡi tối", [Slot("19:30", None, "toi")]),
        ("bảy rưỡi tối", [Slot("19:30", None, "toi")]),
        ("mười chín giờ ba mươi phút", [Slot("19:30")]),
        ("8h kém 15 tối", [Slot("19:45", None, "toi")]),
        ("7h30 đêm", [Slot("19:30", None, "toi")]),
        ("7h tối đến 9h tối", [Slot("19:00", "21:00", "toi")]),
        ("7h sáng - 1h chiều", [Slot("07:00", "13:00")]),
        ("cả ngày", [Slot(None, None, "")]),
        ("các buổi tối, từ 19h30 đến 21h30", [Slot("19:30", "21:30", "toi")]),
        ("sáng 7h30-11h, chiều 14h-17h", [Slot("07:30", "11:00", "sang"), Slot("14:00", "17:00", "chieu")]),
        ("8h-11h & 14h-17h", [Slot("08:00", "11:00"), Slot("14:00", "17:00")]),
        ("sáng, chiều", [Slot(part="sang"), Slot(part="chieu")]),
    ],
)
def test_hours_are_read_with_their_part_of_the_day(text, slots):
    assert list(read(text, FRAME).slots) == slots


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng 09/11: 7h30; chiều 10/11: 14h", [("09", "07:30"), ("10", "14:00")]),
        ("14h00, 09/11 (chiều)", [("09", "14:00")]),
        ("Tối 09/11, từ 7h30", [("09", "19:30")]),
        ("09/11 (sáng 8h), 10/11 (14h)", [("09", "08:00"), ("10", "14:00")]),
        ("Từ 19h30 ngày 09/11 đến 21h30 ngày 10/11", [("09 10", "19:30")]),
        ("09/11 - 19h30 đến 21h30; 10/11 - 20h", [("09", "19:30"), ("10", "20:00")]),
        ("19h30 - 21h30 ngày 09/11, 10/11", [("09 10", "19:30")]),
    ],
)
def test_each_date_keeps_its_own_hours(text, expected):
    clauses = read(text, FRAME).clauses

    assert [(" ".join(f"{day:%d}" for day in told.nights), told.slots[0].start) for told in clauses] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Từ 19 giờ 30 phút, ngày 09/11/2024 đến 21 giờ 30 phút, ngày 09/11/2024",
        "từ 19h30 ngày 09/11 đến 21h30 ngày 09/11",
        "ngày 09/11/2024, từ 19h30 đến ngày 09/11/2024, 21h30",
        "19h30 - 09/11/2024 đến 21h30 - 09/11/2024",
        "09/11/2024 19:30 - 09/11/2024 21:30",
        "19:30 09/11/2024 → 21:30 09/11/2024",
        "19h30 thứ Bảy 09/11 - 21h30 thứ Bảy 09/11",
        "7h30 tối 09/11 đến 9h30 tối 09/11",
        "Bắt đầu 19h30 ngày 09/11, kết thúc 21h30 ngày 09/11",
        "Ngày 09/11/2024 (19 giờ 30) đến ngày 09/11/2024 (21 giờ 30)",
        "09/11/2024 lúc 19h30, kết thúc 21h30 cùng ngày",
    ],
)
def test_from_an_hour_of_a_day_to_an_hour_of_the_same_day_is_one_evening(text):
    (clause,) = read(text, FRAME).clauses

    assert [f"{day:%d/%m}" for day in clause.nights] == ["09/11"]
    assert [(slot.start, slot.end) for slot in clause.slots] == [("19:30", "21:30")]
    assert faults(text) == []


def test_over_midnight_it_is_the_night_on_which_it_begins():
    (clause,) = read("22h ngày 30/11/2024 đến 5h ngày 01/12/2024", FRAME).clauses

    assert [f"{day:%d/%m}" for day in clause.nights] == ["30/11"]


@pytest.mark.parametrize("date", ["l1/12", "1O/12", "I2-11", "1l.12", "|1/12"])
def test_a_letter_in_the_place_of_a_digit_is_asked_about(date):
    assert "invalid_date" in [kind for kind, _ in faults(f"Ngày {date}")]


@pytest.mark.parametrize("date", ["11/12", "10/12", "12.11"])
def test_digits_are_no_letters(date):
    assert faults(f"Ngày {date}") == []


@pytest.mark.parametrize(
    "cell",
    ["Rằm tháng Mười (ÂL)", "15/10 (âm lịch)", "Mùng 1 tháng Chạp (ÂL)", "ngày 16/10 ÂL", "rằm tháng 10 âm lịch"],
)
def test_a_lunar_day_is_no_heading(cell):
    assert not moon.is_heading(cell)


@pytest.mark.parametrize("cell", ["Ngày (âm lịch)", "Ngày ÂL", "Âm lịch", "Thời gian (ÂL)"])
def test_a_heading_of_lunar_days_is_one(cell):
    assert moon.is_heading(cell)
