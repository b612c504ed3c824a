"""Which column of a plan names its places: by its heading, or by what stands in it; never where people meet."""

from datetime import date

import pytest

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import ReadPlan, printed
from tests.handlers.documents.made import workbook

VENUES = ("NVH số 1", "Sân đình", "Trường TH Hoa Lư")


def plan(heading: str, cells: tuple[str, ...], other: str, others: tuple[str, ...] = VENUES) -> ReadPlan:
    rows = zip(cells, others, strict=True)
    table: list[tuple[object, ...]] = [("STT", other, "Ngày", "Giờ", heading)]
    table += [(n, told, f"{8 + n:02d}/11/2026", "19h30-21h30", cell) for n, (cell, told) in enumerate(rows, 1)]
    return read_plan(workbook({"Lịch": table}), "plan.xlsx")


def groups(read: ReadPlan) -> list[str]:
    return [session.group for session in read.sessions]


def asked(read: ReadPlan) -> list[str]:
    return [problem.match for problem in read.problems if problem.blocking]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Tổ CNSCĐ", ("An Bình", "Xóm Mới", "Đồng Tâm")),
        ("Chi bộ", ("Chi bộ 1", "Chi bộ 2", "Chi bộ Chợ")),
        ("Tên đơn vị", ("Ấp Bình Hòa", "Ấp Bình An", "Ấp Chợ")),
        ("Đơn vị bầu cử", ("ĐVBC số 1", "ĐVBC số 2", "ĐVBC số 3")),
        ("Phường", ("Hoa Lư", "Ninh Phong", "Tân Thành")),
        ("Huyện, thành phố", ("Thành phố Nam Định", "Mỹ Lộc", "Vụ Bản")),
        ("Bà con ở", ("Ấp 1", "Ấp 2", "Ấp Bình An")),
        ("Nhánh loa", ("Tổ 1", "Tổ 2", "Tổ 3")),
        ("Tòa", ("CT1", "CT2", "S1.01")),
        ("Làng/bản", ("Bản Mường", "Làng Hạ", "Bản Nà Lốc")),
    ],
)
@pytest.mark.parametrize("venue", ["Địa điểm", "Nơi họp", "Địa điểm tổ chức", "Chỗ tập trung"])
def test_a_venue_column_beside_them_never_names_the_places(heading, cells, venue):
    assert groups(plan(heading, cells, venue)) == [cell.removeprefix("Thôn ") for cell in cells]


@pytest.mark.parametrize("other", ["Nội dung", "Chủ trì", "Giảng viên"])
def test_a_column_of_venues_alone_is_asked_about(other):
    read = plan("Địa điểm", VENUES, other, ("Lê Hoa", "Phạm Nam", "Đỗ Cường"))

    assert groups(read) == []
    assert asked(read) == list(VENUES)


def test_a_venue_heading_over_places_names_them():
    read = plan("Nơi đến", ("Tổ 5", "Tổ 6", "Tổ 7"), "Lực lượng", ("Đoàn TN", "Công an", "Dân quân"))

    assert groups(read) == ["Tổ 5", "Tổ 6", "Tổ 7"]


def test_one_venue_among_places_is_asked_about():
    read = plan("Địa điểm", ("Tổ 5", "Tổ 6", "Trường TH Hoa Lư"), "Lực lượng", ("Đoàn TN", "Công an", "Dân quân"))

    assert groups(read) == ["Tổ 5", "Tổ 6"]
    assert asked(read) == ["Trường TH Hoa Lư"]


def test_a_working_group_is_no_place():
    read = plan("Tổ công tác", ("Tổ 1", "Tổ 2", "Tổ 3"), "Địa điểm", ("Thôn Hạ", "Thôn Trung", "Thôn Thượng"))

    assert groups(read) == ["Hạ", "Trung", "Thượng"]


def test_names_under_a_heading_that_nobody_knows_are_asked_about():
    read = plan("Gồm", ("An Bình", "Tân Lập", "Đồng Tâm"), "Địa điểm")

    assert groups(read) == []
    assert len(asked(read)) == 3


def test_a_table_of_work_is_no_plan():
    read = plan("Nội dung", ("Họp", "Cài đặt", "Tổng kết"), "Chủ trì", ("Lê Hoa", "Phạm Nam", "Đỗ Cường"))

    assert groups(read) == []


def test_a_column_of_wards_tells_namesakes_apart_and_nothing_else():
    cells, wards = ("Tổ dân phố 1", "Tổ dân phố 1", "Tổ dân phố 2"), ("Hoa Lư", "Ninh Phong", "Hoa Lư")

    assert groups(plan("Tổ dân phố", cells, "Phường", wards)) == [
        "Tổ dân phố 1 (Hoa Lư)",
        "Tổ dân phố 1 (Ninh Phong)",
        "Tổ dân phố 2",
    ]
    assert groups(plan("Thôn", ("Thôn 1", "Thôn 2", "Thôn 3"), "Xã", ("Mỹ Hưng", "Tam Hưng", "Mỹ Hưng"))) == [
        "Thôn 1",
        "Thôn 2",
        "Thôn 3",
    ]


@pytest.mark.parametrize(
    ("outer", "inner", "cells", "kept"),
    [
        ("Khu phố", "Tổ", (("KP1", 1), (None, 2), ("KP2", 1)), ["Tổ 1 (KP1)", "Tổ 2", "Tổ 1 (KP2)"]),
        ("Thôn", "Xóm", (("Đoài", "Chùa"), ("Đoài", "Đình"), ("Đông", "Chợ")), ["Chùa", "Đình", "Chợ"]),
        ("Ấp", "Tổ tự quản", (("Ấp 1", 1), ("Ấp 2", 1)), ["Tổ tự quản 1 (Ấp 1)", "Tổ tự quản 1 (Ấp 2)"]),
        ("Thôn", "Tổ", (("Thôn 1", None), ("Thôn 2", None), ("Thôn 3", 1)), ["Thôn 1", "Thôn 2", "Thôn 3"]),
    ],
)
def test_of_two_columns_the_finer_one_names_the_places(outer, inner, cells, kept):
    rows: list[tuple[object, ...]] = [("STT", outer, inner, "Ngày", "Giờ")]
    rows += [(n, large, small, f"{8 + n:02d}/11/2026", "19h30-21h30") for n, (large, small) in enumerate(cells, 1)]

    assert groups(read_plan(workbook({"Lịch": rows}), "a.xlsx")) == kept


def test_a_title_over_some_rows_tells_namesakes_apart():
    rows = [
        ("STT", "Thôn", "Ngày", "Giờ"),
        ("I", "XÃ MỸ HƯNG (CŨ)", None, None),
        (1, "Thôn 1", "09/11/2026", "19h30-21h30"),
        (2, "Thôn 2", "10/11/2026", "19h30-21h30"),
        ("II", "XÃ TAM HƯNG (CŨ)", None, None),
        (1, "Thôn 1", "11/11/2026", "19h30-21h30"),
    ]

    assert groups(read_plan(workbook({"Lịch": rows}), "a.xlsx")) == ["Thôn 1 (Mỹ Hưng)", "Thôn 2", "Thôn 1 (Tam Hưng)"]


def test_a_number_that_excel_made_a_day_of_is_asked_about():
    rows = [
        ("Tổ", "Ngày", "Giờ"),
        (date(2026, 2, 1), "09/11/2026", "19h30-21h30"),
        (3, "10/11/2026", "19h30-21h30"),
        ("#REF!", "11/11/2026", "19h30-21h30"),
    ]
    read = read_plan(workbook({"Lịch": rows}), "a.xlsx")

    assert groups(read) == ["Tổ 3"]
    assert asked(read) == ["01/02/2026", "#REF!"]
    assert printed(read)["sessions"][0]["group"] == "3"


def test_places_of_a_sheet_are_one_under_every_spelling():
    names = ("TDP 02", "Tổ dân phố số 2", "tổ 2", "Thôn Đông", "thôn \u00d0ông", "Thôn Đồng", "Thôn 2")
    rows = [("Địa bàn", "Ngày", "Giờ"), *((name, f"{n:02d}/11/2026", "19h") for n, name in enumerate(names, 1))]
    read = read_plan(workbook({"Lịch": rows}), "a.xlsx")

    assert [(one.group, len(one.dates)) for one in read.sessions] == [
        ("TDP 02", 3),
        ("Đông", 2),
        ("Đồng", 1),
        ("Thôn 2", 1),
    ]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("Tổ dân phố 3 phường Hoa Lư", "TDP 4, P. Hoa Lư"), ["Tổ dân phố 3", "TDP 4"]),
        (("Khu phố 3, Phường 12", "KP4 (P.12)"), ["Khu phố 3", "KP4"]),
        (("Ấp 1 xã Tân Mỹ", "Ấp 1 xã Tân Huề"), ["Ấp 1 (Tân Mỹ)", "Ấp 1 (Tân Huề)"]),
        (("Thôn 1 (Mỹ Hưng)", "Thôn 1 - xã Tam Hưng cũ"), ["Thôn 1 (Mỹ Hưng)", "Thôn 1 - xã Tam Hưng cũ"]),
        (("Thôn 1 (Mỹ Hưng)", "Thôn 1 - xã Mỹ Hưng cũ"), ["Thôn 1 (Mỹ Hưng)"]),
        (("Công an phường Hoa Lư", "Tổ 1 phường Hoa Lư"), ["Công an phường Hoa Lư", "Tổ 1"]),
    ],
)
def test_the_ward_that_is_everybodys_goes_and_what_tells_apart_stays(names, kept):
    rows = [("Địa bàn", "Ngày", "Giờ"), *((name, f"{n:02d}/11/2026", "19h") for n, name in enumerate(names, 1))]

    assert groups(read_plan(workbook({"Lịch": rows}), "a.xlsx")) == kept


def test_a_name_that_two_communes_have_is_asked_about():
    names = ("Ấp 2 (Tân Thạnh)", "Ấp 2 (Thạnh Mỹ)", "Ấp 2 - xã Tân Thạnh cũ", "Ấp 2")
    rows = [("Địa bàn", "Ngày", "Giờ"), *((name, f"{n:02d}/11/2026", "19h") for n, name in enumerate(names, 1))]
    read = read_plan(workbook({"Lịch": rows}), "a.xlsx")

    assert [(one.group, len(one.dates)) for one in read.sessions] == [("Ấp 2 (Tân Thạnh)", 2), ("Ấp 2 (Thạnh Mỹ)", 1)]
    assert asked(read) == ["Ấp 2"]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("KP 2", "Khối phố 2"), ["Khối phố 2"]),
        (("tổ An Bình", "AN BÌNH", "An  Bình."), ["An Bình"]),
        (("Tòa S1.01", "S1.01", "S1-01"), ["Tòa S1.01", "S1.01"]),
        (("Tổ 3", "Thôn 3"), ["Tổ 3", "Thôn 3"]),
    ],
)
def test_a_word_of_several_meanings_is_the_kind_that_is_there(names, kept):
    rows = [("Địa bàn", "Ngày", "Giờ"), *((name, f"{n:02d}/11/2026", "19h") for n, name in enumerate(names, 1))]

    assert groups(read_plan(workbook({"Lịch": rows}), "a.xlsx")) == kept
