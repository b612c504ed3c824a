"""Tables of headcounts as offices write them, and what of them is not taken over unasked."""

import io
import re

import openpyxl
import pytest

from handlers.documents.read.headcounts import figure, place, read_headcounts
from handlers.documents.unreadable import Code, Unreadable
from handlers.headcounts.read_headcounts import ReadHeadcounts

KNOWN = ["Cầu Đơ 1", "Cầu Đơ 3", "Hà Trì 1", "Phượng Bãi", "Tổ dân phố số 5", "Ngô Thì Nhậm 2", "Trường TH Hà Cầu"]


def read(text: str, name: str = "dan.txt") -> ReadHeadcounts:
    return read_headcounts(text.encode(), name, KNOWN)


def figures(found: ReadHeadcounts) -> dict[str | None, dict[str, int]]:
    return {row.unit: dict(row.counts) for row in found.rows}


def kinds(found: ReadHeadcounts) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.match, one.suggest) for one in found.problems]


def workbook(*rows: list[object], merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for one in merged:
        book.active.merge_cells(one)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_a_plain_table_is_read():
    found = read("STT\tTổ dân phố\tDân số 15+\t15+ có smartphone\n1\tCầu Đơ 1\t1.234\t980\n2\tTổ Cầu Đơ 3\t900\t640\n")

    assert figures(found) == {
        "Cầu Đơ 1": {"residents15": 1_234, "smartphone15": 980},
        "Cầu Đơ 3": {"residents15": 900, "smartphone15": 640},
    }
    assert (found.as_of, found.source, kinds(found)) == ("", "", [])


def test_merged_headings_of_two_rows_a_total_and_what_was_done_beside_it():
    body = workbook(
        ["BẢNG TỔNG HỢP SỐ LIỆU DÂN CƯ"],
        ["(Theo số liệu của Công an phường, tính đến ngày 01/11/2024)"],
        ["TT", "Địa bàn", "Người từ 15 tuổi trở lên", None, None, "Số hộ"],
        [None, None, "Tổng số", "Có smartphone", "Đã cài iHanoi", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I", "Khối tổ dân phố"],
        [1, "Cầu Đơ 1", "1.234", 980, 370, 300],
        [2, "Cầu Đơ 3", 900.0, "640 người", 200, "-"],
        [None, "Tổng cộng", 2134, 1620, 570, 300],
        ["Người lập biểu"],
        [None, "Nguyễn Văn A", 7],
        merged=("A3:A4", "B3:B4", "C3:E3", "F3:F4"),
    )

    found = read_headcounts(body, "ds.xlsx", KNOWN)

    assert figures(found) == {
        "Cầu Đơ 1": {"residents15": 1_234, "smartphone15": 980, "households": 300},
        "Cầu Đơ 3": {"residents15": 900, "smartphone15": 640},
    }
    assert found.total == {"residents15": 2_134, "smartphone15": 1_620, "households": 300}
    assert (found.as_of, found.source, kinds(found)) == ("2024-11-01", "Công an phường", [])


def test_a_total_that_does_not_add_up_is_named_and_not_taken():
    found = read("Tổ;Số hộ;Người lớn 18+\nCầu Đơ 1;300;800\nHà Trì 1;200;700\nCộng;510;1.500\n", "a.csv")

    assert kinds(found) == [("total_differs", "510", "500")]
    assert found.total == {"adults18": 1_500}


def test_totals_of_sections_are_those_of_their_rows():
    found = read(
        "Đơn vị;Số hộ\nCầu Đơ 1;300\nCầu Đơ 3;200\nCộng I;500\nHà Trì 1;100\nPhượng Bãi;50\nCộng II;150\nTổng;650\n",
        "a.csv",
    )

    assert kinds(found) == []
    assert found.total == {"households": 650}
    assert figures(found)["Phượng Bãi"] == {"households": 50}


def test_units_nobody_knows_are_listed_with_the_nearest_name():
    found = read("Tổ;Số hộ\nCầu Đơ 1;1\nCầu Đo 11;2\nNgõ Thì Nhậm 2;3\nVạn Phúc;4\n", "a.csv")

    assert kinds(found) == [
        ("unknown_unit", "Cầu Đo 11", "Cầu Đơ 1"),
        ("similar_name", "Ngõ Thì Nhậm 2", "Ngô Thì Nhậm 2"),
        ("unknown_unit", "Vạn Phúc", None),
    ]
    assert [row.unit for row in found.rows] == ["Cầu Đơ 1", None, "Ngô Thì Nhậm 2", None]


def test_a_unit_of_two_rows_that_do_not_agree_has_none_of_both():
    found = read("Tổ;Số hộ;Dân số 15+\nCầu Đơ 1;300;900\nHà Trì 1;5;6\nCầu Đơ 1;310;900\n", "a.csv")

    assert ("twice", "Cầu Đơ 1", None) in kinds(found)
    assert figures(found)["Cầu Đơ 1"] == {"residents15": 900}


def test_a_column_that_could_be_two_things_is_left_out_and_a_population_of_no_age_is_remarked():
    found = read("Tổ;Có smartphone (T10);Có smartphone (T11);Dân số\nCầu Đơ 1;1;2;3\nHà Trì 1;4;5;6\n", "a.csv")

    assert found.measures == ("residents15",)
    assert [kind for kind, _, _ in kinds(found)] == ["measure_twice", "plain_population"]


@pytest.mark.parametrize(
    "heading",
    ["Chưa có smartphone", "Hộ có smartphone", "Đã cài", "CBCCVC đã cài", "Tỷ lệ smartphone", "Dưới 15 tuổi", "Nam",
     "Họ tên cán bộ", "Cán bộ phụ trách", "SĐT"],
)  # fmt: skip
def test_what_is_no_headcount_is_no_column(heading: str):
    found = read(f"Tổ\tSố hộ\t{heading}\nCầu Đơ 1\t300\t12\nHà Trì 1\t200\t13\n")

    assert found.measures == ("households",)


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("15+ có smartphone", "smartphone15"),
        ("Số người từ đủ 15 tuổi có điện thoại thông minh", "smartphone15"),
        ("Dân số 15+", "residents15"),
        ("Từ 15 tuổi trở lên", "residents15"),
        ("Người lớn 18+", "adults18"),
        ("Dân số từ 18 tuổi", "adults18"),
        ("Tổng số CBCCVC", "staff"),
        ("Tổng số hộ", "households"),
        ("Hệ thống", "official"),
        ("Đã cài (số chính thức)", "official"),
    ],
)
def test_headings_say_what_is_counted(heading: str, measure: str):
    assert read(f"Đơn vị\t{heading}\nCầu Đơ 1\t3\nHà Trì 1\t4\n").measures == (measure,)


def test_a_missing_figure_is_no_nought_and_what_is_no_number_is_named():
    found = read("Tổ\tSố hộ\tSmartphone\nCầu Đơ 1\t-\t0\nCầu Đơ 3\tkhoảng 300\t12,5\nHà Trì 1\t…\t\n")

    assert figures(found) == {"Cầu Đơ 1": {"smartphone15": 0}}
    assert kinds(found) == [
        ("not_a_number", "khoảng 300", None),
        ("not_a_number", "12,5", None),
        ("no_figures", "Hà Trì 1", None),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234", 1_234), ("1,234", 1_234), ("1 234", 1_234), ("980,0", 980), ("1.234.567 người", 1_234_567),
     ("", None), (" - ", None), ("300 hộ", 300), ("0", 0), ("05", 5)],
)  # fmt: skip
def test_numbers_are_read_as_offices_write_them(text: str, value: int | None):
    assert figure(text) == value


@pytest.mark.parametrize("text", ["12,5", "-5", "1.23", "1.234,567", "5%", "0912345678", "~30", "1,2345", "=1+1"])
def test_what_is_no_whole_number_is_refused(text: str):
    with pytest.raises(ValueError, match=re.escape(text)):
        figure(text)


@pytest.mark.parametrize(
    ("written", "unit"),
    [("5", "Tổ dân phố số 5"), ("05", "Tổ dân phố số 5"), ("Tổ Cầu Đơ 1", "Cầu Đơ 1"), ("CAU DO 1", "Cầu Đơ 1"),
     ("Tổ dân phố Cầu Đơ 01", "Cầu Đơ 1"), ("CĐ 1", "Cầu Đơ 1"), ("1", None), ("", None)],
)  # fmt: skip
def test_units_are_known_without_the_word_for_them(written: str, unit: str | None):
    assert place(written, "Tổ dân phố", KNOWN).group == unit


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("Số liệu tính đến ngày 01/11/2024", ("2024-11-01", "")),
        ("Ngày: 1/11/2024", ("2024-11-01", "")),
        ("Ngày 01 tháng 11 năm 2024", ("2024-11-01", "")),
        ("Nguồn: Công an phường", ("", "Công an phường")),
        ("(Nguồn số liệu: Phòng Thống kê, cập nhật 02/11/2024)", ("2024-11-02", "Phòng Thống kê")),
        ("Theo Chi cục Thống kê quận ngày 05/11/2024", ("2024-11-05", "Chi cục Thống kê quận")),
        ("Hà Cầu, ngày 05 tháng 11 năm 2024", ("", "")),
        ("Theo Kế hoạch số 12 ngày 03/11/2024", ("", "")),
        ("Tính đến 31/02/2024", ("", "")),
        ("Tính đến ngày 01/11/2024 và đến ngày 02/11/2024", ("", "")),
    ],
)
def test_the_lines_around_a_table_say_from_when_and_by_whom_it_is(line: str, origin: tuple[str, str]):
    found = read(f"{line}\nTổ\tSố hộ\tDân số 15+\nCầu Đơ 1\t3\t4\nHà Trì 1\t4\t5\n")

    assert (found.as_of, found.source) == origin


def test_a_text_without_a_table_has_no_headcounts():
    assert kinds(read("Chào các bác\nTối nay họp\n")) == [("no_headcounts", "", None)]


@pytest.mark.parametrize(
    ("body", "code"), [(b"", Code.EMPTY), (b"%PDF-1.7 \0", Code.PDF), (b"PK\x03\x04x", Code.DAMAGED)]
)
def test_what_is_no_table_is_refused_with_its_reason(body: bytes, code: Code):
    with pytest.raises(Unreadable) as refused:
        read_headcounts(body, "a.xlsx", KNOWN)
    assert refused.value.code == code
