"""Plans of other communes, as offices lay them out: every row read as a careful clerk would, or asked about."""

from datetime import date, datetime, time

import pytest

from handlers.documents.read.headers import ColumnRole, role
from handlers.documents.read.plan import read_plan
from tests.handlers.documents.made import blocked, nights, plan, remarks, word, workbook


def test_cells_merged_downwards_hold_for_all_their_rows_and_parts_of_the_day_come_from_running_text():
    table = [
        ("TT", "Ngày, tháng", "Buổi", "Địa điểm (thôn)"),
        ("1", "Thứ Hai, 02/12/2024", "Sáng", "Thôn Đông"),
        ("2", None, "Chiều", "Thôn Đoài"),
        ("Tổng", "2 ngày", "2 buổi", "2 thôn"),
    ]
    signature = [("Nơi nhận:\n- Đảng ủy xã;", "TM. UBND XÃ\nCHỦ TỊCH")]
    hours = "Thời gian: buổi sáng từ 7h30 đến 11h30, buổi chiều từ 13h30 đến 17h00."
    reading = read_plan(word(["KẾ HOẠCH năm 2024", hours, "Họp giao ban từ 8h đến 9h.", table, signature]), "xa.docx")

    assert nights(reading) == [
        ("Đông", "02/12", "07:30", "11:30", "sáng"),
        ("Đoài", "02/12", "13:30", "17:00", "chiều"),
    ]
    assert reading.problems == ()


def test_a_heading_of_two_rows_and_a_row_of_column_numbers():
    rows = [
        ("KẾ HOẠCH THÁNG 12/2024", None, None, None),
        ("TT", "Địa bàn", "Thời gian", None),
        (None, None, "Ngày", "Giờ"),
        ("(1)", "(2)", "(3)", "(4)"),
        (1, "TDP số 1", "05/12", "18h-20h"),
        ("Tổng cộng", "1 TDP", None, None),
        (None, None, "Hà Nội, ngày 1 tháng 12 năm 2024", None),
        (None, None, "Nguyễn Văn A", None),
    ]
    reading = read_plan(workbook({"KH": rows}, ["A2:A3", "B2:B3", "C2:D2"]), "kh.xlsx")

    assert nights(reading) == [("TDP số 1", "05/12", "18:00", "20:00")]
    assert reading.problems == ()


def test_sections_between_the_rows_are_no_groups():
    rows = [
        ("LỊCH RA QUÂN THÁNG 11/2024",),
        ("STT", "Tổ dân phố", "Thời gian"),
        ("I", "Khu vực Cầu Đơ"),
        (1, "Cầu Đơ 1", "Tối 09/11"),
        ("II", "Khu vực Hà Trì"),
        (2, "Hà Trì 1", "Tối 14/11 và 15/11"),
    ]
    reading = read_plan(workbook({"KH": rows}), "kh.xlsx")

    assert nights(reading) == [("Cầu Đơ 1", "09/11", None, None, "tối"), ("Hà Trì 1", "14/11 15/11", None, None, "tối")]
    assert remarks(reading) == [(None, "no_time")]


def test_weekday_date_and_hour_in_columns_of_their_own():
    reading = plan(
        "KẾ HOẠCH RA QUÂN NĂM 2025;;;;\nTT;Khu phố;Thứ;Ngày;Giờ\n1;Khu phố 1;Bảy;08/03;18g00 - 20g30\n"
        "2;Khu phố 2;CN;09/03;18g00 - 20g30\n3;Khu phố 3;2;10/03;18g00 - 20g30\n4;Khu phố 4;Tư;11/03;18g00 - 20g30\n"
        "Cộng: 4 khu phố;;;;\n"
    )

    assert [told[:2] for told in nights(reading)] == [
        ("Khu phố 1", "08/03"),
        ("Khu phố 2", "09/03"),
        ("Khu phố 3", "10/03"),
    ]
    assert blocked(reading) == [(6, "weekday_mismatch", "11/03")]


def test_from_and_to_in_columns_of_their_own():
    reading = plan(
        "TT,Địa điểm,Từ ngày,Đến ngày,Từ giờ,Đến giờ\n1,Thôn Yên,12/05/2025,13/05/2025,19h,21h\n"
        "2,Thôn Lạc,17/05/2025,16/05/2025,19h,21h\n3,Thôn Mai,19/05/2025,,19h,\n"
    )

    assert nights(reading) == [
        ("Yên", "12/05 13/05", "19:00", "21:00"),
        ("Mai", "19/05", "19:00", None),
    ]
    assert blocked(reading) == [(3, "range_reversed", "17/05/2025")]


def test_excel_instants_and_numbers_for_groups():
    rows = [
        ("Thôn", "Bắt đầu", "Kết thúc"),
        (3, datetime.fromisoformat("2024-11-09T19:30"), datetime.fromisoformat("2024-11-09T21:30")),
        ("Thôn 4", datetime.fromisoformat("2024-11-10T19:30"), None),
    ]
    reading = read_plan(workbook({"x": rows}), "x.xlsx")

    assert nights(reading) == [("Thôn 3", "09/11", "19:30", "21:30"), ("Thôn 4", "10/11", "19:30", None)]


def test_a_date_that_excel_turned_round_is_asked_about():
    rows = [("Tổ dân phố", "Ngày", "Giờ"), ("A 1", date(2024, 9, 11), time(19, 30)), ("A 2", "13/11/2024", "19h30")]
    reading = read_plan(workbook({"x": rows}), "x.xlsx")

    assert nights(reading) == [("A 2", "13/11", "19:30", None)]
    assert blocked(reading) == [(2, "invalid_date", "11/09/2024")]


def test_a_note_that_may_cancel_the_evening_blocks_its_row():
    reading = plan("Thôn,Ngày,Ghi chú\nĐông,09/11/2024,Hoãn do mưa\nĐoài,10/11/2024,NVH thôn\n")

    assert [told[0] for told in nights(reading)] == ["Đoài"]
    assert blocked(reading) == [(2, "unclear", "Hoãn do mưa")]


def test_morning_and_afternoon_as_columns_of_groups():
    reading = plan(
        "Ngày,Sáng (7h30 - 11h30),Chiều (13h30 - 17h)\n03/03/2025,Thôn Đoài,Thôn Đông\n04/03/2025,,Thôn Thượng\n"
    )

    assert nights(reading) == [
        ("Đoài", "03/03", "07:30", "11:30", "sáng"),
        ("Đông", "03/03", "13:30", "17:00", "chiều"),
        ("Thượng", "04/03", "13:30", "17:00", "chiều"),
    ]


def test_morning_and_afternoon_as_columns_of_marks_or_hours():
    reading = plan(
        "LỊCH THÁNG 3/2025\nThôn,Ngày,Sáng (7h30 - 11h30),Chiều (13h30 - 17h)\nĐoài,03/03,x,x\nĐông,04/03,8h-10h,\n"
    )

    assert nights(reading) == [
        ("Đoài", "03/03", "07:30", "11:30", "sáng"),
        ("Đoài", "03/03", "13:30", "17:00", "chiều"),
        ("Đông", "04/03", "08:00", "10:00", "sáng"),
    ]


def test_evenings_as_columns():
    reading = plan("Thôn,Thứ 2 (03/03/2025),Thứ 3 (04/03/2025)\nĐông,x,\nĐoài,,19h30\nTây,đ/c An,\n")

    assert nights(reading) == [("Đông", "03/03", None, None), ("Đoài", "04/03", "19:30", None)]
    assert blocked(reading) == [(4, "unclear", "đ/c An")]


def test_evenings_as_columns_of_groups():
    reading = plan("Buổi,Thứ 2 (03/03/2025),Thứ 3 (04/03/2025)\nTối 19h30,Thôn Đông,Thôn Đoài\n")

    assert nights(reading) == [("Đông", "03/03", "19:30", None), ("Đoài", "04/03", "19:30", None)]


def test_two_halves_side_by_side():
    reading = plan(
        "STT,Ngày,Tổ dân phố,STT,Ngày,Tổ dân phố\n1,01/06/2025,TDP 1,3,03/06/2025,TDP 3\n2,02/06/2025,TDP 2,,,\n"
    )

    assert [told[:2] for told in nights(reading)] == [("TDP 1", "01/06"), ("TDP 3", "03/06"), ("TDP 2", "02/06")]


def test_a_date_over_the_rows_it_holds_for():
    reading = plan(
        "KẾ HOẠCH 2025,,\nSTT,Tổ dân phố,Giờ\nThứ Bảy ngày 01/03/2025,,\n1,Tổ 1,19h30\n"
        "Chủ nhật ngày 02/03/2025,,\n2,Tổ 2,19h30\n"
    )

    assert nights(reading) == [("Tổ 1", "01/03", "19:30", None), ("Tổ 2", "02/03", "19:30", None)]


def test_a_merged_banner_over_the_whole_width_is_no_row():
    rows = [
        ("STT", "Thôn", "Ngày"),
        ("Thứ Bảy ngày 01/03/2025", None, None),
        (1, "Đông", None),
        ("Đợt hai", None, None),
        (2, "Đoài", "05/03/2025"),
    ]
    reading = read_plan(workbook({"x": rows}, ["A2:C2", "A4:C4"]), "x.xlsx")

    assert [told[:2] for told in nights(reading)] == [("Đông", "01/03"), ("Đoài", "05/03")]


def test_a_table_goes_on_over_the_page_without_its_heading():
    first, second = (
        [("STT", "TDP", "Thời gian"), ("1", "TDP 1", "09/11")],
        [("2", "TDP 2", "10/11"), ("3", "TDP 3", "")],
    )
    reading = read_plan(word(["LỊCH tháng 11/2024", first, "", second, [("Lưu", "ý")]]), "x.docx")

    assert [told[0] for told in nights(reading)] == ["TDP 1", "TDP 2"]
    assert blocked(reading) == [("table 2 row 2", "missing_date", "TDP 3")]


def test_a_merged_group_that_was_exported_flat_is_taken_over_and_said():
    reading = plan("TT,Thôn,Ngày,Giờ\n1,Đông,01/06/2025,19h\n,,02/06/2025,19h\n,,,\n,,,Người lập\n")

    assert nights(reading) == [("Đông", "01/06 02/06", "19:00", None)]
    assert remarks(reading) == [(3, "missing_group")]


def test_two_groups_over_two_dates_line_by_line_are_asked_about():
    reading = plan(
        'Thôn,Ngày,Giờ\n"Thôn 1\nThôn 2","10/11/2024\n11/11/2024",19h\n'
        'Thôn 3,"12/11/2024\n13/11/2024","19h-20h\n18h-19h"\n'
    )

    assert nights(reading) == []
    assert {problem[:2] for problem in blocked(reading)} == {(2, "unclear"), (3, "unclear")}


def test_a_cell_that_is_no_name_blocks_its_row():
    reading = plan('Tổ dân phố,Ngày\nCác tổ còn lại,10/11/2024\n"Phú Hữu\nPhú Ninh","11/11/2024\n12/11/2024"\n')

    assert blocked(reading) == [(2, "missing_group", "Các tổ còn lại"), (3, "missing_group", "Phú Hữu\nPhú Ninh")]


def test_several_sheets_call_their_rows_by_name():
    first, second = [("Thôn", "Ngày"), ("Đông", "09/11/2024")], [("Thôn", "Ngày"), ("Đoài", "31/11/2024")]
    reading = read_plan(workbook({"Đợt 1": first, "Đợt 2": second}), "x.xlsx")

    assert blocked(reading) == [("Đợt 2 row 2", "invalid_date", "31/11/2024")]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Địa bàn (tổ dân phố, chung cư)", ColumnRole.GROUP),
        ("Tên thôn (TDP)", ColumnRole.GROUP),
        ("Địa bàn phụ trách", ColumnRole.GROUP),
        ("Điểm cấp", ColumnRole.PLACE),
        ("Thời gian tổ chức tại các TDP", ColumnRole.WHEN),
        ("Thứ, ngày", ColumnRole.WHEN),
        ("Thời gian bắt đầu", ColumnRole.FROM),
        ("Đến", ColumnRole.TO),
        ("Buổi chiều (13h30 - 17h)", ColumnRole.PART),
        ("Tổ trưởng TDP", ColumnRole.OTHER),
        ("Ngày sinh", ColumnRole.OTHER),
        ("Thôn Đông", ColumnRole.OTHER),
        ("Thứ 2 (03/03)", ColumnRole.DATED),
        ("Từ 03/03 đến 05/03", None),
        ("", None),
    ],
)
def test_headings_are_told_from_names(heading, expected):
    assert role(heading) is expected


def test_hours_under_a_heading_that_nobody_understands_are_the_rows_own():
    reading = plan("Thôn,T/g,Ca trực\nĐông,05/12/2025,18h-20h\nĐoài,06/12/2025,19h-21h\n")

    assert nights(reading) == [("Đông", "05/12", "18:00", "20:00"), ("Đoài", "06/12", "19:00", "21:00")]


def test_the_hour_at_which_helpers_meet_is_nobodys():
    reading = plan("Thôn,Ngày,Tập trung\nĐông,05/12/2025,18h\nĐoài,06/12/2025,18h\n")

    assert [told[2:4] for told in nights(reading)] == [(None, None), (None, None)]


def test_two_columns_of_groups_under_one_heading_are_asked_about():
    rows = [
        ("LỊCH NĂM 2025", None, None),
        ("Ngày", "Thôn", None),
        (None, "Bên trái", "Bên phải"),
        ("05/12", "Đông", "Đoài"),
    ]
    reading = read_plan(workbook({"L": rows}, ["B2:C2", "A2:A3"]), "l.xlsx")

    assert nights(reading) == []
    assert {kind for _, kind, _ in blocked(reading)} == {"unclear"}


def test_a_line_of_text_behind_the_table_has_no_columns():
    reading = plan(
        "Thời gian\tĐịa bàn\n05/12/2025\tĐông\n06/12/2025\tĐoài\n\nĐối với chung cư Xanh, gửi số trước 30/12/2025.\n"
    )

    assert [told[0] for told in nights(reading)] == ["Đông", "Đoài"]
    assert [(one.group, one.due.day) for one in reading.deadlines] == [("Chung cư Xanh", 30)]


@pytest.mark.parametrize(
    "hours",
    [
        "19 giờ 30 đến\n21 giờ 30", "19h30 -\n21h30", "19h30\n- 21h30", "19 giờ 30 phút\nđến 21 giờ 30", "19:30 –\n21:30",
        "19g30 tới\n21g30",
    ],
)  # fmt: skip
def test_hours_broken_over_lines_in_a_cell_are_one_stretch(hours: str):
    rows = [("TT", "Khóm", "Ngày", "Giờ"), (1, "Khóm 2", "05/12/2026", hours), (2, "Khóm 5", "06/12/2026", hours)]

    reading = read_plan(workbook({"Lịch": rows}), "lich.xlsx")

    assert nights(reading) == [("Khóm 2", "05/12", "19:30", "21:30"), ("Khóm 5", "06/12", "19:30", "21:30")]
    assert blocked(reading) == []


@pytest.mark.parametrize(
    "behind",
    ["(phường Hòa Lạc)", "(P. Hòa Lạc)", "- phường Hòa Lạc, TP Cần Thơ", ", phường Hòa Lạc, thành phố Cần Thơ"],
)
def test_the_documents_own_ward_is_no_part_of_a_place(behind: str):
    rows = [
        ("LỊCH CỦA PHƯỜNG HÒA LẠC THÁNG 12/2026",),
        ("TT", "Khu vực", "Ngày"),
        *((n, f"Khu vực {n} {behind}".replace(" ,", ","), f"0{n}/12/2026") for n in (3, 4, 5)),
    ]

    reading = read_plan(workbook({"Lịch": rows}), "lich.xlsx")

    assert [night[0] for night in nights(reading)] == ["Khu vực 3", "Khu vực 4", "Khu vực 5"]


@pytest.mark.parametrize("line", ["{}|{}|{}", "|{}|{}|{}|", "{} | {} | {}"])
def test_a_table_with_upright_lines_between_its_fields_is_read(line: str):
    rows = [("TT", "Thôn", "Ngày"), ("1", "Đông Hạ", "05/12/2026"), ("2", "Tây Thượng", "06/12/2026")]

    reading = plan("\n".join(line.format(*row) for row in rows))

    assert [night[:2] for night in nights(reading)] == [("Đông Hạ", "05/12"), ("Tây Thượng", "06/12")]
