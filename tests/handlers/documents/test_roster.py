"""Rosters as offices keep them: what is read of each row, and what is asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from handlers.documents.read import phones, places, staff
from handlers.documents.read.plan import read_plan
from handlers.documents.read.roster import read_roster
from handlers.language import titles
from handlers.people.read_roster import ReadRoster, printed
from handlers.problem import Label
from tests.handlers.documents.made import word, workbook

DATA = Path(__file__).parents[2] / "data"
GROUPS = tuple(
    dict.fromkeys(s.group for s in read_plan((DATA / "plans/hacau.docx").read_bytes(), "hacau.docx").sessions)
)
LABEL = json.loads((DATA / "rosters/roster_dev.expected.json").read_text())
HEADING = ("STT", "Họ và tên", "Chức vụ", "Tổ dân phố phụ trách", "Số điện thoại")


def dev() -> dict[str, list[dict[str, Any]]]:
    return printed(read_roster((DATA / "rosters/roster_dev.xlsx").read_bytes(), "roster_dev.xlsx", GROUPS))


def read(*rows: tuple[object, ...], heading: tuple[str, ...] = HEADING, groups: tuple[str, ...] = GROUPS) -> ReadRoster:
    return read_roster(workbook({"DS": [heading, *rows]}), "ds.xlsx", groups)


def kinds(reading: ReadRoster) -> list[tuple[tuple[Label, ...], str]]:
    return [(problem.rows, problem.kind) for problem in reading.problems]


def test_every_person_of_the_labelled_roster_is_read():
    assert dev()["people"] == LABEL["people"]


def test_every_problem_of_the_labelled_roster_is_named_and_no_other():
    def told(problems: list[dict[str, Any]]) -> set[tuple[tuple[Label, ...], str, bool]]:
        return {(tuple(problem["rows"]), problem["kind"], problem["blocking"]) for problem in problems}

    assert told(dev()["problems"]) == told(LABEL["problems"])


def test_sections_give_their_rows_a_group_or_an_office():
    people = read(
        (),
        ("I", "TỔ DÂN PHỐ CẦU ĐƠ 1", None, None, None),
        (1, "Bà Lê Thị A", "Tổ trưởng", None, "0900000001"),
        ("II", "BAN CHỈ HUY QUÂN SỰ PHƯỜNG", None, None, None),
        (2, "Anh Vũ B", None, None, "0900000002"),
    ).people

    assert [(told.name, told.role, told.group) for told in people] == [
        ("Lê Thị A", "leader", "Cầu Đơ 1"),
        ("Vũ B", "militia", None),
    ]
    assert people[1].unit == "BAN CHỈ HUY QUÂN SỰ PHƯỜNG"


def test_a_name_in_two_columns_is_one_name():
    heading = ("TT", "Họ và tên đệm", "Tên", "Điện thoại")

    assert read((1, "Nguyễn Thị", "Thu", "0900000001"), heading=heading).people[0].name == "Nguyễn Thị Thu"


def test_a_row_may_name_a_head_and_a_deputy():
    heading = ("TT", "TDP", "Họ và tên tổ trưởng", "SĐT", "Họ và tên tổ phó", "SĐT")
    rows = [(1, "Cầu Đơ 1", "Lê A", "0900000001", "Vũ B", "0900000002"), (2, "Cầu Đơ 3", "Mai C", "0900000003")]

    assert [(told.name, told.role, told.group, told.phone) for told in read(*rows, heading=heading).people] == [
        ("Lê A", "leader", "Cầu Đơ 1", "0900000001"),
        ("Vũ B", "deputy", "Cầu Đơ 1", "0900000002"),
        ("Mai C", "leader", "Cầu Đơ 3", "0900000003"),
    ]


def test_one_name_over_two_columns_begins_one_person():
    heading = ("TT", "Họ và tên", "Họ và tên", "SĐT")
    data = workbook({"DS": [heading, (1, "Nguyễn Thị", "Thu", "0900000001")]}, ["B1:C1"])

    assert [told.name for told in read_roster(data, "ds.xlsx", GROUPS).people] == ["Nguyễn Thị Thu"]


def test_a_row_without_a_name_is_asked_about():
    assert kinds(read((1, None, "Tổ trưởng", "Cầu Đơ 1", "0900000001")))[0] == ((2,), "name_missing")


def test_a_group_the_plan_does_not_know_is_asked_about_with_the_likeliest():
    problem = read((1, "Lê A", "Tổ trưởng", "Cầu Đờ 11", "0900000001")).problems[0]

    assert (problem.kind, problem.match, problem.suggest) == ("unknown_group", "Cầu Đờ 11", "Cầu Đơ 1")


def test_the_whole_ward_is_every_group():
    person = read((1, "Lê A", "Đoàn viên", "Toàn phường", "0900000001")).people[0]

    assert (person.all_groups, person.groups) == (True, ())


def test_what_is_everywhere_and_unclear_is_told_as_json():
    told = printed(
        read((1, "Lê A", "Đoàn viên", "Toàn phường", "0900000001"), (2, "Vũ B", "", "1-3 NTN", "0900000002"))
    )

    assert told["people"][0]["all_groups"] is True
    assert told["problems"][0]["kind"] == "unknown_group"


def test_the_unit_names_the_group_when_no_column_does():
    heading = ("TT", "Họ tên", "Chức vụ", "Đơn vị", "SĐT")

    assert read((1, "Lê A", "Tổ trưởng", "TDP Hà Trì 3", "0900000001"), heading=heading).people[0].group == "Hà Trì 3"


def test_without_a_plan_groups_are_taken_as_written():
    assert read((1, "Lê A", "Trưởng thôn", "Thôn Đoài", "0900000001"), groups=()).people[0].groups == ("Đoài",)


def test_a_post_behind_the_name_is_no_part_of_it():
    heading = ("TT", "Họ tên", "SĐT")
    rows = [(1, "Lê Văn A (Tổ trưởng Cầu Đơ 1)", "0900000001"), (2, "Vũ Thị B - Tổ phó TDP Cầu Đơ 3", "0900000002")]

    assert [(told.name, told.role, told.group) for told in read(*rows, heading=heading).people] == [
        ("Lê Văn A", "leader", "Cầu Đơ 1"),
        ("Vũ Thị B", "deputy", "Cầu Đơ 3"),
    ]


def test_the_title_may_have_a_column_of_its_own():
    heading = ("TT", "Danh xưng", "Họ và tên", "SĐT")

    assert [(told.title, told.name) for told in read((1, "Bà", "Lê A", "0900000001"), heading=heading).people] == [
        ("Bà", "Lê A")
    ]


def test_a_vice_chairman_on_the_list_does_not_sign_it():
    rows = [(1, "Lê A", "Phó Chủ tịch UBND phường", None, "0900000001"), (2, "Vũ B", "Tổ trưởng", "Cầu Đơ 1", None)]

    assert [told.name for told in read(*rows).people] == ["Lê A", "Vũ B"]


def test_some_groups_are_not_all_groups():
    some = read((1, "Lê A", "Dân quân", "Các tổ Hà Trì", "0900000001"))
    every = read((1, "Lê A", "Dân quân", "Các tổ dân phố trong phường", "0900000001"))

    assert (some.people[0].all_groups, kinds(some)) == (False, [((2,), "unknown_group")])
    assert every.people[0].all_groups


def test_totals_and_signatures_are_nobody():
    rows = [
        (1, "Lê A", "Tổ trưởng", "Cầu Đơ 1", "0900000001"),
        (),
        (None, "Tổng số: 1 người"),
        (None, "NGƯỜI LẬP"),
        (None, "Vũ B"),
    ]

    assert len(read(*rows).people) == 1


def test_a_name_far_below_the_table_is_whoever_signed():
    assert len(read((1, "Lê A", "Tổ trưởng", "Cầu Đơ 1", "0900000001"), (), (None, "Vũ B")).people) == 1


def test_a_roster_in_a_letter_is_read_too():
    rows = [HEADING, ("1", "Lê A", "Tổ trưởng", "Cầu Đơ 1", "0900000001")]

    assert read_roster(word(["DANH SÁCH", rows]), "ds.docx", GROUPS).people[0].row == "table 1 row 2"


def test_a_file_without_names_is_no_roster():
    assert kinds(read(heading=("TT", "Thôn", "Ngày"))) == [((), "no_roster")]


def test_one_name_with_one_number_and_without_any_is_not_merged():
    first, second = (1, "Lê A", "Tổ trưởng", "Cầu Đơ 1", "0900000001"), (2, "LÊ A", "ĐVTN", None, None)

    assert kinds(read(first, second)) == [((2, 3), "same_name"), ((3,), "phone_missing")]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0900 000 101", ("0900000101",)),
        ("+84 900.000.101", ("0900000101",)),
        ("0084900000101", ("0900000101",)),
        ("900000101", ("0900000101",)),
        ("0900000101 / 0900000102", ("0900000101", "0900000102")),
        ("0900 000 101 0900 000 102", ("0900000101", "0900000102")),
        ("0900-000-101 - 0900-000-102", ("0900000101", "0900000102")),
        ("ĐT: 0900000101 (Zalo)", ("0900000101",)),
        ("0900 000 11", ()),
        ("O9OO 000 127", ()),
        ("024 3354 0000", ()),
        ("0168 900 0001", ()),
    ],
)
def test_phones_are_zero_and_nine_digits_or_nothing(cell, numbers):
    found = phones.read(cell)

    assert found.numbers == numbers
    assert bool(found.wrong) is not bool(numbers)


@pytest.mark.parametrize("cell", ["không có", "chưa có số", "ko dùng Zalo", "-", "x", "(chưa xin được)"])
def test_what_says_that_there_is_no_number_is_no_wrong_number(cell):
    assert phones.read(cell) == phones.Phones()


def test_a_letter_o_is_only_suggested_to_be_a_zero():
    assert phones.read("O9OO 000 127") == phones.Phones((), "O9OO 000 127", "0900000127")


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("2 NTN", "2 Ngô Thì Nhậm"),
        ("TDP số 2 ngo thi nham", "2 Ngô Thì Nhậm"),
        ("CC Phú Thịnh", "Chung cư Phú Thịnh"),
        ("P.Thịnh", "Chung cư Phú Thịnh"),
        ("CSB", "Khu nhà ở Cảnh sát biển"),
        ("hà trì 5", "Hà Trì 5"),
        ("Hà Trì", None),
        ("Cầu Đơ 2", None),
        ("", None),
    ],
)
def test_a_spelling_means_a_group_only_if_it_fits_exactly_one(text, group):
    assert places.find(text, GROUPS).group == group


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Bí thư chi bộ, Tổ trưởng TDP", "leader"),
        ("Trưởng thôn", "leader"),
        ("TT TDP", "leader"),
        ("TT", "leader"),
        ("Phó TDP", "deputy"),
        ("ĐV", "youth"),
        ("Trưởng ban quản lý", "leader"),
        ("Tổ phó TDP", "deputy"),
        ("Thành viên Tổ CĐSCĐ", "digital"),
        ("Bí thư Đoàn phường", "youth"),
        ("DQTT", "militia"),
        ("Công chức Văn hóa - Xã hội", "culture"),
        ("Công chức VP-TK", "clerk"),
        ("CSKV", "police"),
        ("Hội viên Phụ nữ", "member"),
    ],
)
def test_a_role_is_told_from_its_words(text, role):
    assert titles.kind(text) == role


@pytest.mark.parametrize(
    "written", ["Ông Lê Văn A", "ÔNG LÊ VĂN A", "đ/c  Lê Văn A", "Đồng chí: lê văn a", "ThS. LÊ VĂN A"]
)
def test_titles_and_capitals_are_not_part_of_a_name(written):
    assert staff.person_name(written)[1].title() == "Lê Văn A"
