"""Plans without a table or without a heading, and what titles, letterheads and running text add to the rows."""

import pytest

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import printed
from tests.handlers.documents.made import blocked, nights, plan, remarks, word


def test_a_list_without_a_table_is_read_and_its_other_lines_are_not():
    reading = plan(
        "Lịch đi từng ngõ tháng 5/2025, từ 19h30 đến 21h00 các tối:\n- Tổ dân phố số 1: ngày 05/5 và 06/5\n"
        "- Tổ dân phố số 2: ngày 07/5 (thứ Tư), tại nhà văn hóa\n- Tổ dân phố số 3: tối thứ 7 hàng tuần\n"
        "- Ngày 09/5: Thôn Đông\n"
        "- Các tổ còn lại: ngày 10/5\nCăn cứ Kế hoạch 12: ngày 01/5/2025\nNgày 11/05/2025: họp tổng kết\n"
        "Tổ công nghệ số: hỗ trợ trước ngày 30/5\n",
        "lich.txt",
    )

    assert nights(reading) == [
        ("Tổ dân phố số 1", "05/05 06/05", "19:30", "21:00"),
        ("Tổ dân phố số 2", "07/05", "19:30", "21:00"),
        ("Đông", "09/05", "19:30", "21:00"),
    ]
    assert blocked(reading) == [
        ("line 4", "recurring_no_end", "thứ 7 hàng tuần"),
        ("line 6", "missing_group", "Các tổ còn lại"),
    ]


def test_a_long_line_is_a_sentence_and_no_row_of_a_list():
    lines = ["- Thôn Đông: 09/11/2024", "- Thôn Đoài: 10/11/2024", f"- Thôn Tây: 11/11/2024 {'tuyên truyền ' * 30}"]

    assert len(nights(plan("\n".join(lines), "x.txt"))) == 2


def test_a_list_in_a_letter_names_its_paragraphs():
    reading = read_plan(word(["Lịch tháng 11/2024", "- Thôn Đông: 09/11", "- Thôn Đoài: 31/11"]), "x.docx")

    assert blocked(reading) == [("paragraph 3", "invalid_date", "31/11")]


def test_rows_pasted_without_their_heading_are_read_by_their_cells():
    reading = plan("1\tNgày 09/11/2024\t19h30\tCầu Đơ 1\n2\tNgày 10/11/2024\t19h30\tCầu Đơ 3\n", "dan.txt")

    assert nights(reading) == [("Cầu Đơ 1", "09/11", "19:30", None), ("Cầu Đơ 3", "10/11", "19:30", None)]


@pytest.mark.parametrize(
    "text",
    [
        "| STT | Thôn | Ngày |\n|---|:-:|---|\n| 1 | Đông | 09/11/2024<br>10/11/2024 |\n",
        "STT   Thôn      Ngày\n1     Đông      09/11/2024, 10/11/2024\n",
        '**STT**\t<b>Thôn</b>\tNgày\n1\tĐông\t"09/11/2024\n10/11/2024"\n',
    ],
)
def test_pasted_tables_of_every_kind(text):
    assert [told[:2] for told in nights(plan(text, "dan.txt"))] == [("Đông", "09/11 10/11")]


def test_rows_without_any_year_are_asked_about():
    assert blocked(plan("TT,Thôn,Ngày\n1,Đông,01/06\n")) == [(2, "missing_date", "01/06")]


def test_a_title_that_contradicts_the_dates_gives_no_year():
    assert blocked(plan("LỊCH NĂM 2024,,\nTT,Thôn,Ngày\n1,Đông,01/06/2025\n2,Đoài,02/06\n")) == [
        (4, "missing_date", "02/06")
    ]


def test_the_month_of_the_title_serves_lone_days_and_that_of_the_letterhead_does_not():
    rows = [("Thôn", "Ngày"), ("Đông", "9"), ("Đoài", "10, 11")]

    assert nights(read_plan(word(["LỊCH THÁNG 6 NĂM 2025", rows]), "x.docx"))[1][1] == "10/06 11/06"
    assert len(blocked(read_plan(word(["Hà Cầu, ngày 2 tháng 6 năm 2025", rows]), "x.docx"))) == 3


def test_running_hours_that_differ_are_asked_about():
    reading = plan("Buổi tối từ 19h đến 21h\nBuổi tối từ 20h đến 21h\nThôn,Ngày\nĐông,01/06/2025\nĐoài,02/06/2025\n")

    assert nights(reading) == []
    assert blocked(reading) == [(row, "no_time", "19:00-21:00, 20:00-21:00") for row in (4, 5)]


def test_hours_hold_for_the_part_of_the_plan_over_which_they_stand():
    reading = plan(
        "1. Các tổ dân phố: buổi tối từ 19h30 đến 21h30\nTDP,Ngày\nĐông,01/06/2025\n"
        "2. Các chung cư: từ 8h30 đến 11h00\nTDP,Ngày\nChung cư Xanh,07/06/2025\n"
    )

    assert [told[2:4] for told in nights(reading)] == [("19:30", "21:30"), ("08:30", "11:00")]


def test_hours_of_a_section_inside_the_table_hold_for_its_rows():
    reading = plan("TT,Thôn,Ngày\nI. Buổi tối (19h-21h),,\n1,Đông,01/06/2025\nII. Sáng (8h-10h),,\n2,Đoài,07/06/2025\n")

    assert [told[2:4] for told in nights(reading)] == [("19:00", "21:00"), ("08:00", "10:00")]


def test_a_file_without_any_schedule_says_so():
    assert blocked(plan("Giấy mời họp ngày 09/11/2024\n", "x.txt")) == [(None, "no_schedule", "")]


def test_a_number_and_an_hour_alone_are_no_row():
    assert plan("TT,Thôn,Ngày,Giờ\n1,Đông,09/11/2024,19h\n2,,,19h\n").problems == ()


def test_the_same_night_twice_counts_once():
    assert nights(plan("Thôn,Ngày\nĐông,09/11/2024\nThôn Đông,09/11/2024\n")) == [("Đông", "09/11", None, None)]


def test_only_rows_without_hours_are_named_when_others_have_them():
    reading = plan("Thôn,Ngày,Giờ\nĐông,09/11/2024,19h\nĐoài,10/11/2024,\n")

    assert remarks(reading) == [(3, "no_time")]


def test_the_document_is_told_as_the_labels_are():
    told = printed(plan("Thôn,Ngày,Giờ\nĐông,09/11/2024,Sáng 8h\nĐồng,10/11/2024,\n"))

    assert told["sessions"][0] == {
        "group": "Đông",
        "dates": ["2024-11-09"],
        "start": "08:00",
        "end": None,
        "part": "sáng",
    }
    assert told["problems"][0]["suggest"] == "Đông"
