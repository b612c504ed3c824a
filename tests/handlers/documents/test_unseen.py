"""Workbooks hold more than a reader sees: hidden, struck out, broken, noted. It is left out by name, or asked about."""

from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from handlers.documents.read.headcounts import read_headcounts
from handlers.documents.read.layers import without_numbers
from handlers.documents.read.plan import read_plan
from handlers.documents.read.roster import read_roster
from handlers.planning.plan_reading import PlanDraft, open_doubts
from handlers.planning.read_plan import ReadPlan
from handlers.problem import Label, Problem
from tests.handlers.documents.made import blocked, nights, repacked, saved

HEADING = ["STT", "Khu phố", "Ngày", "Giờ"]
ROWS = [
    [1, "Tân Lập", "03/12/2026", "19h - 21h"],
    [2, "Bến Gỗ", "04/12/2026", "19h - 21h"],
    [3, "Gò Me", "05/12/2026", "19h - 21h"],
]
FIRST, SECOND, THIRD = (
    (name, f"{day:02}/12", "19:00", "21:00") for name, day in (("Tân Lập", 3), ("Bến Gỗ", 4), ("Gò Me", 5))
)
STRUCK = Font(strike=True)
OLD = ["STT", "Khu phố", "Ngày", "Ngày", "Giờ"]
WITH_OLD = [
    [number, name, f"{day}/11/2026", when, hours]
    for (number, name, when, hours), day in zip(ROWS, (3, 4, 5), strict=True)
]
Dress = Callable[[openpyxl.worksheet.worksheet.Worksheet], object]


def book(rows: Iterable[Any] = ROWS, dress: Dress = lambda _: None, heading: list[str] = HEADING) -> bytes:
    made = openpyxl.Workbook()
    for row in [heading, *rows]:
        made.active.append(row)
    dress(made.active)
    return saved(made)


def plan(dress: Dress = lambda _: None, rows: Iterable[Any] = ROWS) -> ReadPlan:
    return read_plan(book(rows, dress), "lich.xlsx")


def told(reading: ReadPlan) -> list[tuple[tuple[object, ...], str, str]]:
    return [(problem.rows, problem.kind, problem.match) for problem in reading.problems if problem.is_remark]


def rich(*parts: tuple[str, bool]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(strike=gone or None), text) for text, gone in parts))


SHEET = "xl/worksheets/sheet1.xml"


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """With this in the XML of its sheet, as other programs write it."""
    with ZipFile(BytesIO(data)) as archive:
        part = archive.read(SHEET).decode()
    assert part.count(old) == 1
    return repacked(data, {SHEET: part.replace(old, new).encode()})


def shared(data: bytes, place: str, xml: str) -> bytes:
    """With this cell in a table of shared strings, as Excel itself writes it."""
    with ZipFile(BytesIO(data)) as archive:
        sheet = archive.read(SHEET).decode()
        kinds, links = (archive.read(name).decode() for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"))
    begin = sheet.index(f'<c r="{place}"')
    end = sheet.index("</c>", begin) + 4
    office = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    typed = f"{office}/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="s" Type="{typed}" Target="sharedStrings.xml"/>'
    parts = {
        SHEET: sheet[:begin] + f'<c r="{place}" t="s"><v>0</v></c>' + sheet[end:],
        "xl/sharedStrings.xml": f'<sst xmlns="{office}/spreadsheetml/2006/main"><si>{xml}</si></sst>',
        "[Content_Types].xml": kinds.replace(
            "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        ),
        "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", f"{link}</Relationships>"),
    }
    return repacked(data, {name: part.encode() for name, part in parts.items()})


def hide_row(sheet):
    sheet.row_dimensions[3].hidden = True


def filter_row(sheet):
    sheet.auto_filter.ref = "A1:D4"
    sheet.auto_filter.add_filter_column(1, ["Tân Lập", "Gò Me"])
    sheet.row_dimensions[3].hidden = True


def fold_rows(sheet):
    sheet.row_dimensions.group(3, 3, hidden=True)


@pytest.mark.parametrize("dress", [hide_row, filter_row, fold_rows])
def test_a_row_that_nobody_sees_is_no_night_and_is_named(dress):
    reading = plan(dress)

    assert nights(reading) == [FIRST, THIRD]
    assert told(reading) == [((3,), "hidden_row", "Bến Gỗ 04/12/2026 19h - 21h")]
    assert blocked(reading) == []


def test_a_row_without_height_and_a_column_without_width_are_hidden_too():
    flat = rewritten(book(), '<row r="3"', '<row r="3" ht="0" customHeight="1"')
    narrow = rewritten(
        book(WITH_OLD, heading=OLD),
        "<sheetData>",
        '<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>',
    )

    assert nights(read_plan(flat, "lich.xlsx")) == [FIRST, THIRD]
    assert nights(read_plan(narrow, "lich.xlsx")) == [FIRST, SECOND, THIRD]


def test_hidden_rows_do_not_end_a_table():
    rows = [[None, "Gò Me", None, None], *ROWS, [4, "", "06/12/2026", "19h"], [5, "Cây Da", "07/12/2026", "19h - 21h"]]

    def dress(sheet):
        for number in (2, 3, 4, 6):
            sheet.row_dimensions[number].hidden = True

    assert nights(plan(dress, rows)) == [THIRD, ("Cây Da", "07/12", "19:00", "21:00")]


def test_empty_hidden_rows_are_not_worth_a_word():
    def dress(sheet):
        for number in range(6, 40):
            sheet.row_dimensions[number].hidden = True

    assert told(plan(dress)) == []


def hide_column(sheet):
    sheet.column_dimensions["C"].hidden = True


def fold_column(sheet):
    sheet.column_dimensions.group("C", "C", hidden=True)


@pytest.mark.parametrize("dress", [hide_column, fold_column])
def test_the_old_dates_of_a_hidden_column_are_not_read_and_their_column_is_named(dress):
    reading = read_plan(book(WITH_OLD, dress, OLD), "lich.xlsx")

    assert nights(reading) == [FIRST, SECOND, THIRD]
    assert [(one.kind, one.match, one.suggest) for one in reading.problems] == [("hidden_column", "Ngày", "C")]


def test_a_title_over_a_hidden_column_still_says_the_month():
    made = openpyxl.Workbook()
    for row in (["LỊCH THÁNG 12/2026"], HEADING, [1, "Tân Lập", "ngày 3", "19h - 21h"]):
        made.active.append(row)
    made.active.merge_cells("A1:D1")
    made.active.column_dimensions["A"].hidden = True

    assert nights(read_plan(saved(made), "lich.xlsx")) == [FIRST]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_read(state):
    def dress(sheet):
        old = sheet.parent.create_sheet("Bản nháp")
        old.append(HEADING)
        old.append([9, "Rạch Cát", "09/12/2026", "19h"])
        old.sheet_state = state

    reading = plan(dress)

    assert nights(reading) == [FIRST, SECOND, THIRD]
    assert told(reading) == [((), "hidden_sheet", "Bản nháp")]


def test_an_empty_hidden_sheet_is_not_worth_a_word():
    def dress(sheet):
        sheet.parent.create_sheet("Sheet2").sheet_state = "hidden"

    assert told(plan(dress)) == []


def whiten(sheet):
    for cell in sheet[3]:
        cell.font = Font(color="FFFFFFFF")


def conceal(sheet):
    for cell in sheet[3]:
        cell.number_format = ";;;"


@pytest.mark.parametrize("dress", [whiten, conceal])
def test_letters_that_cannot_be_seen_are_not_read(dress):
    reading = plan(dress)

    assert nights(reading) == [FIRST, THIRD]
    assert told(reading) == [((3,), "hidden_text", "Bến Gỗ 04/12/2026 19h - 21h")]


def test_white_letters_on_a_dark_ground_are_read():
    def dress(sheet):
        for cell in sheet[1]:
            cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E78")

    assert nights(plan(dress)) == [FIRST, SECOND, THIRD]
    assert told(plan(dress)) == []


@pytest.mark.parametrize("first", [1, 2])
def test_a_row_struck_out_is_no_night_whether_its_number_is_struck_or_not(first):
    def dress(sheet):
        for column in range(first, 5):
            sheet.cell(3, column).font = STRUCK

    reading = plan(dress)

    assert nights(reading) == [FIRST, THIRD]
    assert told(reading) == [((3,), "struck", "Bến Gỗ 04/12/2026 19h - 21h")]
    assert blocked(reading) == []


@pytest.mark.parametrize("value", ["04/12/2026", date(2026, 12, 4)])
def test_a_date_struck_out_with_nothing_in_its_place_is_asked_about(value):
    def dress(sheet):
        sheet["C3"].value, sheet["C3"].font = value, STRUCK

    reading = plan(dress)

    assert nights(reading) == [FIRST, THIRD]
    assert blocked(reading)[0] == (3, "struck", "04/12/2026")


def test_a_name_struck_out_alone_is_asked_about_and_not_taken_from_the_row_above():
    def dress(sheet):
        sheet["A3"].value = None
        sheet["B3"].font = STRUCK

    assert nights(plan(dress)) == [FIRST, THIRD]
    assert blocked(plan(dress))[0] == (3, "struck", "Bến Gỗ")


@pytest.mark.parametrize(
    ("parts", "night"),
    [
        ((("01/12/2026 ", True), ("04/12/2026", False)), "04/12"),
        ((("01/12/2026", True), ("04/12/2026", False)), "04/12"),
        ((("04/12/2026", False), ("\n11/12/2026", True)), "04/12"),
        ((("01/12, 02/12, ", True), ("04/12/2026", False)), "04/12"),
    ],
)
def test_of_a_date_struck_out_and_a_new_one_beside_it_the_new_one_counts(parts, night):
    def dress(sheet):
        sheet["C3"].value = rich(*parts)

    reading = plan(dress)

    assert ("Bến Gỗ", night, "19:00", "21:00") in nights(reading)
    assert [(rows, kind) for rows, kind, _ in told(reading)] == [((3,), "struck")]
    assert blocked(reading) == []


def test_a_name_struck_out_and_a_new_one_beside_it_are_one_place():
    def dress(sheet):
        sheet["B3"].value = rich(("Bến Gỗ ", True), ("Cây Da", False))

    assert nights(plan(dress)) == [FIRST, ("Cây Da", "04/12", "19:00", "21:00"), THIRD]


@pytest.mark.parametrize(
    "parts", [(("0", False), ("4", True), ("8/12/2026", False)), (("04/1", True), ("2/2026", False))]
)
def test_a_strike_through_half_a_date_is_asked_about(parts):
    def dress(sheet):
        sheet["C3"].value = rich(*parts)

    assert nights(plan(dress)) == [FIRST, THIRD]
    assert blocked(plan(dress))[0][:2] == (3, "struck")


def test_strikes_in_shared_strings_count_like_all_others():
    xml = "<r><rPr><strike/></rPr><t>01/12/2026</t></r><r><t xml:space='preserve'> 04/12/2026</t></r>"
    reading = read_plan(shared(book(), "C3", xml), "lich.xlsx")

    assert nights(reading) == [FIRST, SECOND, THIRD]
    assert told(reading) == [((3,), "struck", "01/12/2026")]


ERRORS = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "########", "Err:502"]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("column", ["B", "C"])
def test_an_error_is_neither_a_place_nor_a_date(error, column):
    def dress(sheet):
        sheet[f"{column}3"].value = error

    reading = plan(dress)

    assert nights(reading) == [FIRST, THIRD]
    assert blocked(reading) == [(3, "cell_error", error)]


def test_an_error_where_nothing_is_read_is_not_worth_a_question():
    def dress(sheet):
        sheet["E1"], sheet["E3"] = "Tỷ lệ", "#DIV/0!"

    assert nights(plan(dress)) == [FIRST, SECOND, THIRD]
    assert plan(dress).problems == ()


def test_an_error_in_exported_text_is_one_too():
    reading = read_plan("Thôn;Ngày\nĐông;09/11/2026\n#N/A;10/11/2026\n".encode(), "lich.csv")

    assert nights(reading) == [("Đông", "09/11", None, None)]
    assert blocked(reading) == [(3, "cell_error", "#N/A")]


def test_formulas_drawn_below_the_last_row_are_told_once_and_not_asked_about():
    below = [[number, "#N/A", "#N/A", "#N/A"] for number in range(4, 20)]
    reading = plan(rows=[*ROWS, *below])

    assert nights(reading) == [FIRST, SECOND, THIRD]
    assert blocked(reading) == []
    assert told(reading) == [(tuple(range(5, 21)), "only_errors", "")]


def test_a_row_under_an_error_does_not_take_the_place_of_the_row_above_it():
    rows = [[1, "Tân Lập", "03/12/2026", "19h"], [2, "#REF!", "04/12/2026", "19h"], [None, None, "05/12/2026", "19h"]]
    reading = plan(rows=rows)

    assert nights(reading) == [("Tân Lập", "03/12", "19:00", None)]
    assert [row for row, _, _ in blocked(reading)] == [3, 4]


@pytest.mark.parametrize(("place", "formula"), [("C3", "=C2+1"), ("B3", "=VLOOKUP(A3,DM!A:B,2,0)")])
def test_a_formula_that_was_never_calculated_is_asked_about(place, formula):
    def dress(sheet):
        sheet[place].value = formula

    assert nights(plan(dress)) == [FIRST, THIRD]
    assert blocked(plan(dress)) == [(3, "uncalculated", place)]


def test_a_formula_that_gives_nothing_is_an_empty_cell():
    data = book([*ROWS, [4, "", "", ""]])
    with ZipFile(BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    formula = b'<c r="E2" t="str"><f>IF(A2="","","")</f><v></v></c></row><row r="3"'

    assert (
        read_plan(
            repacked(data, {"xl/worksheets/sheet1.xml": part.replace(b'</row><row r="3"', formula, 1)}), "x"
        ).problems
        == ()
    )


@pytest.mark.parametrize("said", ["Dời sang 13/12", "hủy", "Chuyển sang tối thứ 7", "lùi 1 tuần", "không đi buổi này"])
def test_a_note_on_a_cell_that_moves_or_cancels_is_asked_about(said):
    def dress(sheet):
        sheet["C3"].comment = Comment(said, "Lan")

    reading = plan(dress)

    assert nights(reading) == [FIRST, THIRD]
    assert blocked(reading) == [(3, "comment", said)]
    assert open_doubts(PlanDraft(read=reading))[0].keepable


def test_a_note_beside_a_row_counts_for_the_row():
    def dress(sheet):
        sheet["A3"].comment = Comment("Lan:\nđã hoãn", "Lan")

    assert blocked(plan(dress)) == [(3, "comment", "Lan: đã hoãn")]


@pytest.mark.parametrize(("place", "row"), [("C3", 3), ("B1", 1)])
def test_any_other_note_is_told(place, row):
    def dress(sheet):
        sheet[place].comment = Comment("nhớ mang loa", "Lan")

    assert nights(plan(dress)) == [FIRST, SECOND, THIRD]
    assert told(plan(dress)) == [((row,), "comment", "nhớ mang loa")]


def test_a_note_on_the_heading_that_moves_all_is_told():
    def dress(sheet):
        sheet["C1"].comment = Comment("cả lịch dời sang tháng sau", "Lan")

    assert told(plan(dress)) == [((1,), "comment", "cả lịch dời sang tháng sau")]


def test_a_thread_of_comments_is_read_as_it_was_written():
    def dress(sheet):
        sheet["C3"].comment = Comment("[Threaded comment] Phiên bản Excel của bạn...", "tc")

    data, rels = book(dress=dress), "xl/worksheets/_rels/sheet1.xml.rels"
    with ZipFile(BytesIO(data)) as archive:
        related = archive.read(rels).decode()
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="tc" Type="{kind}" Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>'
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    said = '<threadedComment ref="C3"><text>đổi sang 12/12</text></threadedComment>'
    thread = f'<ThreadedComments xmlns="{space}">{said}</ThreadedComments>'
    parts = {
        rels: related.replace("</Relationships>", link).encode(),
        "xl/threadedComments/threadedComment1.xml": thread.encode(),
    }

    assert blocked(read_plan(repacked(data, parts), "lich.xlsx")) == [(3, "comment", "đổi sang 12/12")]


# --- the same in rosters and tables of headcounts

STAFF = ["STT", "Họ và tên", "Chức vụ", "Khu phố", "Số điện thoại"]
PEOPLE = [
    [1, "Lê Thị Sen", "Trưởng khu phố", "Tân Lập", "0900 000 101"],
    [2, "Võ Văn Rạng", "Trưởng khu phố", "Bến Gỗ", "0900 000 102"],
]


def roster(dress: Dress) -> tuple[list[tuple[str, str | None]], list[Problem]]:
    read = read_roster(book(PEOPLE, dress, STAFF), "ds.xlsx", ["Tân Lập", "Bến Gỗ"])
    return [(one.name, one.phone) for one in read.people], list(read.problems)


def strike_person(sheet):
    for cell in sheet[3]:
        cell.font = STRUCK


@pytest.mark.parametrize(
    ("dress", "kind"), [(hide_row, "hidden_row"), (strike_person, "struck"), (whiten, "hidden_text")]
)
def test_a_person_who_is_hidden_or_struck_out_is_named_and_not_taken(dress, kind):
    people, problems = roster(dress)

    assert people == [("Lê Thị Sen", "0900000101")]
    assert [(one.rows, one.kind, "Võ Văn Rạng" in one.match) for one in problems] == [((3,), kind, True)]


@pytest.mark.parametrize(
    ("place", "value", "kind"),
    [
        ("B3", "#N/A", "cell_error"),
        ("D3", "#REF!", "cell_error"),
        ("D3", date(2026, 2, 1), "as_date"),
        ("C3", "=C2", "uncalculated"),
    ],
)
def test_a_person_whose_name_or_post_is_broken_is_asked_about(place, value, kind):
    def dress(sheet):
        sheet[place].value = value

    people, problems = roster(dress)

    assert people == [("Lê Thị Sen", "0900000101")]
    assert [(one.rows, one.kind) for one in problems if one.blocking] == [((3,), kind)]


def test_a_broken_number_leaves_the_person_without_one_and_is_told():
    def dress(sheet):
        sheet["E3"].value = "#N/A"

    people, problems = roster(dress)

    assert people == [("Lê Thị Sen", "0900000101"), ("Võ Văn Rạng", None)]
    assert [(one.rows, one.kind, one.match) for one in problems] == [((3,), "phone_broken", "#N/A")]


def test_a_person_with_a_note_that_they_have_gone_is_asked_about():
    def dress(sheet):
        sheet["B3"].comment = Comment("đã chuyển sang phường khác", "Lan")

    people, problems = roster(dress)

    assert people == [("Lê Thị Sen", "0900000101")]
    assert [(one.rows, one.kind) for one in problems if one.blocking] == [((3,), "comment")]


COUNTED = ["STT", "Khu phố", "Số hộ"]
COUNTS = [[1, "Tân Lập", 310], [2, "Bến Gỗ", 275], [3, "Gò Me", 198]]
UNITS = ["Tân Lập", "Bến Gỗ", "Gò Me", "Khu phố 1/2"]


def counts(dress: Dress) -> tuple[dict[str | None, int], list[tuple[tuple[Label, ...], str, str]]]:
    read = read_headcounts(book(COUNTS, dress, COUNTED), "so.xlsx", UNITS)
    problems = [(one.rows, one.kind, one.match) for one in read.problems]
    return {row.unit: row.counts["households"] for row in read.rows}, problems


@pytest.mark.parametrize(("dress", "kind"), [(hide_row, "hidden_row"), (strike_person, "struck")])
def test_figures_that_are_hidden_or_struck_out_are_named_and_not_taken(dress, kind):
    assert counts(dress) == ({"Tân Lập": 310, "Gò Me": 198}, [((3,), kind, "Bến Gỗ 275")])


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        ("C3", "#DIV/0!", ((3,), "cell_error", "#DIV/0!")),
        ("C3", "=C2-5", ((3,), "uncalculated", "C3")),
        ("B3", "#N/A", ((3,), "cell_error", "#N/A")),
        ("B3", date(2026, 2, 1), ((3,), "as_date", "01/02/2026")),
    ],
)
def test_a_broken_figure_or_place_is_told_and_not_taken(place, value, problem):
    def dress(sheet):
        sheet[place].value = value

    assert counts(dress) == ({"Tân Lập": 310, "Gò Me": 198}, [problem])


def test_a_new_figure_beside_the_one_struck_out_counts():
    def dress(sheet):
        sheet["C3"].value = rich(("275 ", True), ("281", False))

    assert counts(dress)[0]["Bến Gỗ"] == 281


NUMBERS = [
    "0900 000 102",
    "0900000102",
    "+84 900 000 102",
    "0900.000.102",
    "090-000-0102",
    "079 185 000 102",
    "123456102",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("dress", [hide_row, strike_person, whiten])
def test_what_is_said_of_a_hidden_person_shows_no_more_than_the_end_of_a_number(dress, number):
    def numbered(sheet):
        sheet["E3"].value = number
        dress(sheet)

    _, problems = roster(numbered)

    (said,) = [one.match for one in problems]
    assert "Võ Văn Rạng" in said
    assert "…102" in said
    assert sum(sign.isdigit() for sign in said) == len("102")


@pytest.mark.parametrize("note", ["Đổi số 0900 000 102 sang 0911111222", "không đi nữa, CCCD 079185000102"])
def test_a_note_that_is_asked_about_shows_no_more_than_the_end_of_a_number(note):
    def noted(sheet):
        sheet["E3"].comment = Comment(note, "A")

    _, problems = roster(noted)

    assert problems
    assert all("…102" in one.match and "000" not in one.match for one in problems if one.kind == "comment")


@pytest.mark.parametrize(
    "text", ["Tân Lập 03/12/2026 19h - 21h", "07.11.2026 08.11.2026", "Tổ 1 250 300 280", "1.234.567", "19:00 21:30"]
)
def test_dates_hours_and_figures_are_no_numbers_of_people(text):
    assert without_numbers(text) == text
