"""Parts of a document that do not hold, and dates that are right alone and wrong beside each other."""

from datetime import date

import pytest

from handlers.documents.read.plan import read_plan
from handlers.documents.read.sections import heading
from handlers.documents.read.tables import SectionKind
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import blocked, nights, plan, remarks, word, workbook

HEADING = ("STT", "Thôn", "Ngày", "Giờ")


def table(*rows: tuple[str, object]) -> list[tuple[object, ...]]:
    return [HEADING, *((number, name, day, "19h30") for number, (name, day) in enumerate(rows, 1))]


def sheet(*rows: tuple[object, ...]) -> ReadPlan:
    return read_plan(workbook({"Lịch": rows}), "x.xlsx")


def evenings(reading: ReadPlan) -> list[tuple[object, ...]]:
    return [night[:2] for night in nights(reading)]


def left_out(reading: ReadPlan) -> list[tuple[str, str]]:
    return [(problem.match, problem.why) for problem in reading.problems if problem.kind == "left_out"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LỊCH CŨ", SectionKind.LEFT_OUT),
        ("Lịch tháng trước", SectionKind.LEFT_OUT),
        ("II. LỊCH ĐÃ HỦY", SectionKind.LEFT_OUT),
        ("Các buổi đã hủy:", SectionKind.LEFT_OUT),
        ("Hủy bỏ:", SectionKind.LEFT_OUT),
        ("(Lịch cũ - để tham khảo)", SectionKind.LEFT_OUT),
        ("Lịch cũ (đã có lịch mới bên dưới)", SectionKind.LEFT_OUT),
        ("Tháng 10 (cũ)", SectionKind.LEFT_OUT),
        ("lich cu", SectionKind.LEFT_OUT),
        ("Kế hoạch ra quân tuần trước", SectionKind.LEFT_OUT),
        ("Các ấp đã xong đợt 1", SectionKind.LEFT_OUT),
        ("Dự kiến", SectionKind.TENTATIVE),
        ("Lịch dự phòng (nếu mưa)", SectionKind.TENTATIVE),
        ("Lịch tạm thời chưa chốt", SectionKind.TENTATIVE),
        ("Bản nháp", SectionKind.DRAFT),
        ("LỊCH MỚI", SectionKind.RENEWED),
        ("LỊCH ĐIỀU CHỈNH (thay lịch cũ)", SectionKind.RENEWED),
        ("Lịch thay thế cho lịch ngày 5/11", SectionKind.RENEWED),
        ("Hủy lịch cũ, thực hiện theo lịch sau:", SectionKind.RENEWED),
        ("LỊCH CÁC KHU DÂN CƯ", SectionKind.PLAIN),
        ("Lịch tiếp xúc cử tri", SectionKind.PLAIN),
        ("Lịch sáp nhập tổ", SectionKind.PLAIN),
        ("Lịch Xóm Mới", SectionKind.PLAIN),
        ("Lịch họp chung cư", SectionKind.PLAIN),
        ("Danh sách cán bộ", SectionKind.PLAIN),
        ("Lịch hè, không áp dụng với tổ 3", SectionKind.PLAIN),
    ],
)
def test_a_heading_says_what_becomes_of_the_rows_below(text, kind):
    found = heading(text)

    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "text", ["Thôn 1 - xã Mỹ Hưng cũ", "Tổ Huy Hoàng", "Đề nghị bỏ lịch cũ và thông báo đến các hộ."]
)
def test_names_and_sentences_are_no_headings(text):
    assert heading(text) is None


def test_an_old_part_of_a_sheet_is_left_out_and_named():
    reading = sheet(
        HEADING, ("I. LỊCH CŨ",), (1, "Hạ", "03/11/2026", "19h30"), ("II. LỊCH MỚI",), (1, "Hạ", "10/11/2026", "19h30")
    )

    assert evenings(reading) == [("Hạ", "10/11")]
    assert left_out(reading) == [("I. LỊCH CŨ", "Hạ")]
    assert blocked(reading) == []


def test_an_old_sheet_is_left_out_whatever_titles_stand_on_it():
    data = workbook(
        {
            "Lịch cũ": [("LỊCH THÁNG 11/2026",), *table(("Hạ", "03/11/2026"))],
            "T11": [("LỊCH THÁNG 11/2026",), *table(("Hạ", "10/11/2026"))],
        }
    )
    reading = read_plan(data, "x.xlsx")

    assert evenings(reading) == [("Hạ", "10/11")]
    assert left_out(reading) == [("Lịch cũ", "Hạ")]


def test_a_paragraph_over_a_table_of_a_letter_holds_until_the_next():
    blocks = ["Lịch tháng trước", table(("Hạ", "10/10/2026")), "Lịch tháng này", table(("Hạ", "10/11/2026"))]

    assert evenings(read_plan(word(blocks), "x.docx")) == [("Hạ", "10/11")]


def test_a_part_called_off_in_a_pasted_list_is_left_out():
    reading = plan("Lịch 12/2026\n- Ấp 1: 8/12\n- Ấp 2: 9/12\nĐã hủy:\n- Ấp 3: 10/12\n", "dan.txt")

    assert evenings(reading) == [("Ấp 1", "08/12"), ("Ấp 2", "09/12")]
    assert left_out(reading) == [("Đã hủy", "Ấp 3")]


def test_a_tentative_part_is_a_question():
    blocks = ["I. Lịch chính thức", table(("Hạ", "10/11/2026")), "II. Dự kiến", table(("Trung", "20/11/2026"))]
    reading = read_plan(word(blocks), "x.docx")

    assert evenings(reading) == [("Hạ", "10/11")]
    assert blocked(reading) == [("table 2 row 2", "tentative", "II. Dự kiến")]


def test_a_draft_sheet_beside_another_is_a_question():
    data = workbook({"Chính thức": table(("Hạ", "10/11/2026")), "Nháp": table(("Hạ", "11/11/2026"))})

    assert blocked(read_plan(data, "x.xlsx")) == [("Nháp row 2", "tentative", "Nháp")]


def test_a_document_that_is_tentative_as_a_whole_says_so_once():
    reading = sheet(("DỰ KIẾN LỊCH THÁNG 11/2026",), *table(("Hạ", "10/11"), ("Trung", "11/11")))

    assert len(nights(reading)) == 2
    assert remarks(reading) == [(None, "tentative")]
    assert reading.draft == "DỰ KIẾN LỊCH THÁNG 11/2026"


def test_a_document_that_is_cancelled_as_a_whole_is_asked_about():
    reading = sheet(("LỊCH ĐÃ HỦY",), *table(("Hạ", "10/11/2026"), ("Trung", "11/11/2026")))

    assert nights(reading) == []
    assert [kind for _, kind, _ in blocked(reading)] == ["set_aside", "set_aside"]


def test_what_a_later_part_changes_no_longer_stands():
    text = "Lịch 12/2026:\n- Ấp 1: 8/12\n- Ấp 2: 9/12\nLịch điều chỉnh:\n- Ấp 2: 18/12\n"
    reading = plan(text, "dan.txt")

    assert evenings(reading) == [("Ấp 1", "08/12"), ("Ấp 2", "18/12")]
    assert left_out(reading) == [("Lịch điều chỉnh", "Ấp 2")]


def test_a_plan_that_replaces_another_replaces_all_of_it():
    text = "Lịch 12/2026:\n- Ấp 1: 8/12\n- Ấp 2: 9/12\nLịch mới thay thế lịch trên:\n- Ấp 2: 18/12\n"

    assert evenings(plan(text, "dan.txt")) == [("Ấp 2", "18/12")]


@pytest.mark.parametrize("note", ["Đã hủy", "hoãn", "Dự kiến", "Lịch cũ", "chưa chốt"])
def test_a_note_that_calls_an_evening_off_is_asked_about(note):
    reading = sheet(
        (*HEADING, "Trạng thái"), (1, "Hạ", "10/11/2026", "19h30", note), (2, "Trung", "11/11/2026", "19h30", "")
    )

    assert blocked(reading) == [(2, "unclear", note)]


@pytest.mark.parametrize("name", ["Hạ (hủy)", "Hạ - đã hoãn", "Hạ (dự kiến)"])
def test_a_place_called_off_in_its_own_cell_is_asked_about(name):
    assert blocked(sheet(*table((name, "10/11/2026")))) == [(2, "unclear", name)]


def test_ordinary_notes_are_no_question():
    notes = ["Phối hợp chi đoàn", "Nhà văn hóa cũ", "Dự kiến 50 hộ", "Cán bộ mới"]
    rows = [(number, f"Tổ {number}", f"{number + 9}/11/2026", "19h30", note) for number, note in enumerate(notes, 1)]

    assert blocked(sheet((*HEADING, "Ghi chú"), *rows)) == []


@pytest.mark.parametrize("column", ["Ngày (âm lịch)", "Ngày ÂL", "Âm lịch", "Ngày âm"])
def test_a_column_of_lunar_days_is_asked_about(column):
    reading = sheet(("STT", "Thôn", column, "Giờ"), (1, "Hạ", "10/10", "19h30"))

    assert blocked(reading) == [(2, "lunar", "10/10")]


def test_a_solar_column_beside_it_is_used():
    reading = sheet(
        ("STT", "Thôn", "Ngày dương lịch", "Ngày âm lịch", "Giờ"), (1, "Hạ", "10/11/2026", "02/10", "19h30")
    )

    assert evenings(reading) == [("Hạ", "10/11")]
    assert blocked(reading) == []


def test_a_title_may_say_that_all_days_are_lunar():
    reading = sheet(("LỊCH LỄ HỘI 2026 (theo âm lịch)",), *table(("Hạ", "10/10/2026")))

    assert blocked(reading) == [(3, "lunar", "10/10/2026")]


def test_a_year_far_from_the_others_is_asked_about():
    days = [("Hạ", "10/11/2026"), ("Trung", "11/11/2025"), ("Đông", "12/11/2026"), ("Tây", "02/01/2062")]

    assert blocked(sheet(*table(*days))) == [(3, "far_away", "11/11/2025"), (5, "far_away", "02/01/2062")]


def test_january_of_the_year_that_ends_is_asked_about():
    days = [("Hạ", "28/12/2026"), ("Trung", "30/12/2026"), ("Đông", "02/01/2026")]

    assert blocked(sheet(*table(*days))) == [(4, "far_away", "02/01/2026")]


def test_a_year_that_the_title_does_not_name_is_asked_about():
    days = [("Hạ", "10/11/2025"), ("Trung", "11/11/2026")]

    assert blocked(sheet(("LỊCH THÁNG 11/2026",), *table(*days))) == [(3, "far_away", "10/11/2025")]


def test_of_two_rows_a_year_apart_both_are_asked_about():
    assert len(blocked(sheet(*table(("Hạ", "10/11/2025"), ("Trung", "11/11/2026"))))) == 2


def test_a_plan_of_a_whole_year_is_no_question():
    assert blocked(sheet(*table(*((f"Tổ {month}", date(2026, month, 20)) for month in range(1, 13))))) == []


def test_a_range_over_the_end_of_the_year_goes_on_into_the_next():
    reading = sheet(("Lịch tháng 12/2026",), *table(("Hạ", "30/12 - 02/01"), ("Trung", "từ 31/12/2026 đến 01/01")))

    assert [one.dates[-1] for one in reading.sessions] == [date(2027, 1, 2), date(2027, 1, 1)]


def test_days_and_months_that_excel_exchanged_in_a_whole_column_are_asked_about():
    days = [("Hạ", date(2026, 9, 11)), ("Trung", date(2026, 10, 11)), ("Đông", date(2026, 12, 11))]

    assert [kind for _, kind, _ in blocked(sheet(*table(*days)))] == ["invalid_date"] * 3


def test_the_campaign_tells_what_excel_exchanged():
    data = workbook({"A": table(("Hạ", date(2026, 9, 11)))})

    assert blocked(read_plan(data, "x.xlsx", (date(2026, 11, 1), date(2026, 11, 30)))) == [
        (2, "invalid_date", "11/09/2026")
    ]


def test_months_written_first_make_the_other_dates_doubtful():
    days = [("Hạ", "11/09/2026"), ("Trung", "11/13/2026"), ("Đông", "11/10/2026")]

    assert [row for row, *_ in blocked(sheet(*table(*days)))] == [2, 3, 4]


def test_one_impossible_date_among_clear_ones_is_its_own_slip():
    days = [("Hạ", "09/11/2026"), ("Trung", "11/13/2026"), ("Đông", "15/11/2026")]

    assert [row for row, *_ in blocked(sheet(*table(*days)))] == [3]


def test_weekdays_in_a_column_are_those_of_the_week_in_the_title():
    reading = sheet(
        ("LỊCH TUẦN 46 (09/11/2026 - 15/11/2026)",),
        ("Thứ", "Thôn", "Giờ"),
        ("Hai", "Hạ", "19h30"),
        ("Tư", "Trung", "19h30"),
    )

    assert evenings(reading) == [("Hạ", "09/11"), ("Trung", "11/11")]


def test_beginning_and_end_in_two_columns_are_one_evening():
    reading = sheet(
        ("STT", "Thôn", "Bắt đầu", "Kết thúc"),
        (1, "Hạ", "19h30 ngày 10/11/2026", "21h30 ngày 10/11/2026"),
        (2, "Trung", "22h 12/11/2026", "5h 13/11/2026"),
    )

    assert nights(reading) == [("Hạ", "10/11", "19:30", "21:30")]
    assert [kind for _, kind, _ in blocked(reading)] == ["overnight"]
