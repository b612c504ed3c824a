"""Tables of headcounts as they really come: a figure is read right, or it is none and named."""

import openpyxl
import pytest
from openpyxl.comments import Comment

from handlers.documents.read.headcounts import figure, place, read_headcounts
from handlers.headcounts.read_headcounts import ReadHeadcounts
from tests.handlers.documents.made import saved, workbook
from tests.handlers.documents.roster_scoring import headcount_faults, labelled

KNOWN = ("An Bình", "Xóm Mới", "Đồng Tâm", "Hòa Bình", *(f"Tổ {n}" for n in range(1, 13)))


def read(*rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> ReadHeadcounts:
    return read_headcounts(workbook({"DS": rows}, merged), "so.xlsx", KNOWN)


def figures(found: ReadHeadcounts) -> dict[str | None, dict[str, int]]:
    return {row.unit: dict(row.counts) for row in found.rows}


def kinds(found: ReadHeadcounts) -> list[tuple[str, str]]:
    return [(one.kind, one.match) for one in found.problems]


@pytest.mark.parametrize("label", labelled("headcounts"), ids=lambda path: path.name)
def test_the_labelled_tables_are_read_as_their_labels_say(label):
    assert headcount_faults(label) == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.250", 1_250), ("1,250", 1_250), ("1 250", 1_250), ("1\xa0250", 1_250), ("1\u202f250", 1_250),
        ("1'250", 1_250),
        ("1’250", 1_250), ("1.250 hộ", 1_250), ("1250hộ", 1_250), ("1.250.", 1_250),
        ("１２５０", 1_250), (1250.0, 1_250),
        ("12.345 nhân khẩu", 12_345), ("01.250", 1_250), ("1.250,00", 1_250),
    ],
)  # fmt: skip
def test_thousands_in_many_writings(cell: object, value: int):
    assert figures(read(("Tổ", "Số hộ"), ("An Bình", cell))) == {"An Bình": {"households": value}}


@pytest.mark.parametrize(
    "cell",
    [
        "khoảng 300", "~300", "≈ 300", "300-310", "300 – 310", "hơn 300", "gần 300", "trên 300", "300+",
        "300/310", "chưa có",
        "không có", "12,5%", "85%", "0,85", "300 (cũ 280)", "280 → 300", "#N/A", "#REF!", "#DIV/0!", "#VALUE!",
        "3OO", "l20", "300?", "(300)", "-300", "300 hộ/900 khẩu", "1.25", "1.2345", "1 25", "1.250,5",
        "ba trăm", "1,2 nghìn",
        "9.00E+02", "280\n300", "280 300", "300; 310", "x",
    ],
)  # fmt: skip
def test_what_is_no_sure_number_is_none_and_named(cell: str):
    found = read(("Tổ", "Số hộ", "Dân số 15+"), ("An Bình", cell, 900))

    assert figures(found) == {"An Bình": {"residents15": 900}}
    kind = "cell_error" if cell.startswith("#") else "not_a_number"
    assert [(one.kind, one.why) for one in found.problems if one.measure == "households"] == [(kind, "An Bình")]


def test_a_column_of_which_excel_lost_the_thousands_gives_none_of_its_small_figures():
    found = read(("Tổ", "Số hộ"), ("An Bình", 1.25), ("Xóm Mới", 2), ("Đồng Tâm", 980), ("Hòa Bình", 0))

    assert figures(found) == {"Đồng Tâm": {"households": 980}, "Hòa Bình": {"households": 0}}
    assert kinds(found) == [("not_a_number", "1.25"), ("not_a_number", "2")]


@pytest.mark.parametrize(
    ("first", "second"),
    [("2025", "2026"), ("Năm 2025", "Năm 2026"), ("Đầu năm", "Hiện nay"), ("(cũ)", "(mới)")],
)
def test_two_columns_of_one_thing_are_asked_about(first: str, second: str):
    found = read(("Tổ", f"Số hộ {first}", f"Số hộ {second}"), ("An Bình", 280, 300))

    assert figures(found) == {"An Bình": {}}
    assert found.rows[0].either == {"households": {f"Số hộ {first}": 280, f"Số hộ {second}": 300}}
    assert kinds(found) == [("measure_twice", f"Số hộ {first} / Số hộ {second}")]


def test_years_under_one_heading_are_columns_and_no_figures():
    heading = [("STT", "Tổ dân phố", "Số hộ", None), (None, None, 2025, 2026)]

    found = read(*heading, (1, "An Bình", 280, 300), merged=("C1:D1", "A1:A2", "B1:B2"))

    assert found.rows[0].either == {"households": {"2025": 280, "2026": 300}}
    assert figures(found) == {"An Bình": {}}


def test_two_tables_side_by_side_are_both_read():
    found = read(("TDP", "Số hộ", "TDP", "Số hộ"), ("An Bình", 300, "Xóm Mới", 310), ("Đồng Tâm", 200, None, None))

    assert figures(found) == {
        "An Bình": {"households": 300}, "Xóm Mới": {"households": 310}, "Đồng Tâm": {"households": 200}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (("Số hộ", "Số nhân khẩu"), (900, 300)), (("Số hộ", "Dân số 15+"), (900, 300)),
        (("Dân số 15+", "15+ có smartphone"), (300, 900)), (("Hộ", "Khẩu"), (900, 300)),
    ],
)  # fmt: skip
def test_columns_that_seem_to_be_changed_over_give_nothing(headings: tuple[str, ...], row: tuple[int, ...]):
    found = read(("Tổ", *headings), ("An Bình", *row))

    assert figures(found) == {"An Bình": {}}
    assert kinds(found)[-1][0] == "too_many"


@pytest.mark.parametrize(
    "above", ["ĐVT: nghìn người", "Đơn vị tính: nghìn hộ", "(nghìn người)", "ĐVT: 1.000 hộ (ngàn)"]
)
def test_a_table_in_thousands_gives_nothing(above: str):
    found = read((above,), ("Tổ", "Dân số 15+"), ("An Bình", "1.250"))

    assert figures(found) == {"An Bình": {}}
    assert ("scaled", "") in kinds(found)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("Tổ 01", "Tổ 1"), ("TDP số 1", "Tổ 1"), ("1", "Tổ 1"), ("tổ dp 12", "Tổ 12"), ("1+2", None), ("1,2", None),
        ("Tổ 1-3", None), ("Khu phố 1", None), ("Tổ 19", None), ("an binh", "An Bình"),
    ],
)  # fmt: skip
def test_a_unit_is_one_or_none(cell: str, unit: str | None):
    assert place(cell, "Tổ dân phố", KNOWN).group == unit


def test_the_columns_may_stand_in_any_order():
    found = read(("Có ĐT thông minh", "Hộ", "Tên tổ"), (800, 300, "An Bình"))

    assert figures(found) == {"An Bình": {"smartphone15": 800, "households": 300}}


def test_a_line_break_is_no_thousand():
    with pytest.raises(ValueError, match="280"):
        figure("280\n300")


def test_a_unit_whose_figure_is_asked_about_stays_known():
    found = read(("Tổ", "Số hộ"), ("Tổ 1", "khoảng 300"), ("Tổ 2", 210), ("Tổ 3", "2OO"), ("Tổ 3", 180))

    assert figures(found) == {"Tổ 2": {"households": 210}, "Tổ 3": {"households": 180}}
    assert {row.unit for row in found.unclear} == {"Tổ 1", "Tổ 3"}


def test_a_unit_with_a_note_that_may_take_it_away_stays_known():
    book = openpyxl.Workbook()
    for row in (("Tổ", "Số hộ"), ("Tổ 1", 300), ("Tổ 2", 210)):
        book.active.append(row)
    book.active["A2"].comment = Comment("đã chuyển sang phường khác", "A")

    found = read_headcounts(saved(book), "so.xlsx", KNOWN)

    assert figures(found) == {"Tổ 2": {"households": 210}}
    assert [row.unit for row in found.unclear] == ["Tổ 1"]
    assert [(one.rows, one.kind) for one in found.problems] == [((2,), "comment")]
