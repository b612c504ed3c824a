"""Rosters as they really come: each kind of trouble as a small file, read right or left to be asked about."""

import json
from dataclasses import asdict

import pytest

from handlers.documents.read import charges, phones
from handlers.documents.read.roster import read_roster
from handlers.people.read_roster import ReadPerson, ReadRoster
from tests.handlers.documents.made import Rows, word, workbook
from tests.handlers.documents.roster_scoring import labelled, roster_faults

HEADING = ("STT", "Họ và tên", "Chức vụ", "Tổ dân phố", "Điện thoại")
GROUPS = tuple(f"Tổ {n}" for n in range(1, 13))
QUARTERS = tuple(f"Khu phố {n}" for n in range(1, 7))


def read(
    *rows: tuple[object, ...], heading: tuple[object, ...] = HEADING, groups: tuple[str, ...] = GROUPS
) -> ReadRoster:
    return read_roster(workbook({"DS": [heading, *rows]}), "ds.xlsx", groups)


def named(roster: ReadRoster) -> list[str]:
    return [person.name for person in roster.people]


def doubts(roster: ReadRoster) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.match, one.suggest) for one in roster.problems if one.kind != "phone_missing"]


def one(
    name: object = "Lê Văn Mẫu", role: object = "Tổ trưởng", place: object = "Tổ 1", phone: object = None
) -> ReadPerson:
    (person,) = read((1, name, role, place, phone)).people
    return person


@pytest.mark.parametrize("label", labelled("rosters"), ids=lambda path: path.name)
def test_the_labelled_rosters_are_read_as_their_labels_say(label):
    assert roster_faults(label) == []


# --- numbers


@pytest.mark.parametrize(
    "cell",
    [
        "+84(0)901 234 567", "0084 901.234.567", "840901234567", "(+84) 901-234-567", "901234567", "901234567.0",
        "0901234567*", "0901 234 567 Viettel", "số 0901234567", "DĐ: 0901234567", "０９０１２３４５６７",
        "9.01234567E8", "0901234567 (vợ: 0907654321)",
        "0901234567 - NR: 024 3812 3456", "0901234567 (số cũ 0907654321)",
        "'0901234567", "0901–234–567",
    ],
)  # fmt: skip
def test_one_number_in_many_writings(cell: str):
    assert phones.read(cell) == phones.Phones(("0901234567",))


@pytest.mark.parametrize(
    "cell",
    ["0901234567 & 0907654321", "0901234567 – 0907654321", "0901234567 (Zalo 0907654321)", "0901234567\n0907654321"],
)
def test_two_numbers_in_one_cell(cell: str):
    assert phones.read(cell).numbers == ("0901234567", "0907654321")


@pytest.mark.parametrize(
    ("cell", "suggest"),
    [
        ("9.01E+08", None), ("9,01E+08", None), ("O901234567", "0901234567"), ("090123456l", "0901234561"),
        ("vợ: 0901234567", "0901234567"), ("0901234567 (con gái)", "0901234567"), ("0168 901 2345", "0389012345"),
        ("024 3812 3456", None), ("0901 234 56", None), ("09012345678", None),
    ],
)  # fmt: skip
def test_what_is_no_number_of_theirs_is_asked_about(cell: str, suggest: str | None):
    found = phones.read(cell)

    assert (found.numbers, bool(found.wrong), found.suggest) == ((), True, suggest)


@pytest.mark.parametrize("cell", ["không có", "chưa cập nhật", "K có", "đang bổ sung", "chưa rõ", "trống", "…", "-"])
def test_no_number_is_no_doubt(cell: str):
    assert phones.read(cell) == phones.Phones()


@pytest.mark.parametrize("number", ["001099012345", "079 185 012 345", "012345678", "123456789"])
@pytest.mark.parametrize("column", [1, 4])
def test_an_identity_number_never_becomes_a_phone_and_is_kept_nowhere(number: str, column: int):
    row: list[object] = [1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ 1", ""]
    row[column] = f"{row[column]} {number}".strip()

    roster = read(tuple(row))

    assert [person.phone for person in roster.people] == [None]
    assert named(roster) == ["Lê Văn Mẫu"]
    kept = json.dumps(asdict(roster), ensure_ascii=False)
    assert number not in kept
    assert number.replace(" ", "") not in kept


@pytest.mark.parametrize(
    "heading",
    ["Số CCCD", "CMND/CCCD", "Số định danh cá nhân", "Số tài khoản", "STK ngân hàng", "Mã số thuế", "Số thẻ BHYT"],
)
def test_columns_of_other_numbers_are_not_read(heading: str):
    roster = read(
        (1, "Lê Văn Mẫu", "01/02/1980", "012345678901", "Tổ trưởng", "Tổ 1", "0901234567"),
        heading=("STT", "Họ và tên", "Ngày sinh", heading, "Chức vụ", "Tổ", "Liên hệ"),
    )

    assert [(person.name, person.phone) for person in roster.people] == [("Lê Văn Mẫu", "0901234567")]
    assert "012345678901" not in json.dumps(asdict(roster))


# --- names


@pytest.mark.parametrize(
    ("cell", "name", "title"),
    [
        ("Ông Lê Văn Mẫu (TT)", "Lê Văn Mẫu", "Ông"), ("Ô. Lê Văn Mẫu", "Lê Văn Mẫu", "Ô."),
        ("(Bà) Lê Thị Mẫu", "Lê Thị Mẫu", "(Bà)"), ("Lê Thị Mẫu (bà)", "Lê Thị Mẫu", "bà"),
        ("Đ.c Lê Văn Mẫu", "Lê Văn Mẫu", "Đ.c"), ("Thiếu tá Lê Văn Mẫu", "Lê Văn Mẫu", "Thiếu tá"),
        ("Ông/Bà Lê Văn Mẫu", "Lê Văn Mẫu", "Ông/Bà"), ("Lê Văn Mẫu (SN 1960)", "Lê Văn Mẫu", ""),
        ("Lê Văn Mẫu, sinh năm 1960", "Lê Văn Mẫu", ""), ("LÊ VĂN MẪU (1960)", "Lê Văn Mẫu", ""),
        ("Ông Thị Mẫu", "Ông Thị Mẫu", ""), ("Lý Văn Bác", "Lý Văn Bác", ""),
    ],
)  # fmt: skip
def test_titles_and_years_are_no_part_of_a_name(cell: str, name: str, title: str):
    assert (one(cell).name, one(cell).title) == (name, title)


@pytest.mark.parametrize(
    "cell",
    [
        "Bà Lê Thị Mẫu, tổ phó",
        "Lê Thị Mẫu\n(Tổ phó)",
        "Lê Thị Mẫu - Tổ phó TDP",
        "Lê Thị Mẫu (Tổ phó)",
        "Lê Thị Mẫu; tổ phó",
    ],
)
def test_a_post_in_the_cell_of_a_name_is_nobody_else(cell: str):
    person = one(cell, role=None)

    assert (person.name, person.role) == ("Lê Thị Mẫu", "deputy")


@pytest.mark.parametrize("cell", ["khuyết", "(khuyết)", "Chưa có", "đang khuyết", "chưa bầu", "chưa bố trí"])
def test_a_vacant_post_is_nobody(cell: str):
    roster = read((1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ 1", ""), (2, cell, "Tổ phó", "Tổ 1", ""))

    assert named(roster) == ["Lê Văn Mẫu"]
    assert ("name_missing", "", None) in doubts(roster)


@pytest.mark.parametrize(
    "heading",
    [
        ("TT", "Tên đ/c", "Nhiệm vụ", "Phụ trách địa bàn", "Số Zalo"),
        ("TT", "Đồng chí", "Công việc", "Địa bàn", "Di động"),
        ("Số TT", "Thành viên", "Vị trí", "Khu vực", "ĐTDĐ"), ("TT", "Người phụ trách", "Chức vụ", "Tổ", "Liên hệ"),
        ("TT", "Họ & tên", "Chức vụ/nhiệm vụ", "Đứng chân", "Điện thoại liên hệ"),
        ("STT", "HỌ TÊN ĐOÀN VIÊN", "PHÂN CÔNG", "TỔ", "SỐ MÁY"),
        ("STT", "Nhân sự", "Vai trò", "Nơi thực hiện", "Hotline"),
        ("STT", "Cán bộ phụ trách", "Là", "Tổ dân phố", "SĐT"), ("STT", "Tên tổ trưởng", "Chức danh", "TDP", "Tel"),
    ],
)  # fmt: skip
def test_headings_in_other_words(heading: tuple[str, ...]):
    roster = read((1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ 3", "0901234567"), heading=heading)

    assert [(one.name, one.role, one.groups, one.phone) for one in roster.people] == [
        ("Lê Văn Mẫu", "leader", ("Tổ 3",), "0901234567")
    ]


def test_one_column_named_by_a_post_holds_who_has_it():
    (person,) = read((1, "Tổ 3", "Lê Văn Mẫu", "0901234567"), heading=("STT", "Tổ", "Tổ trưởng", "SĐT")).people

    assert (person.name, person.role, person.groups) == ("Lê Văn Mẫu", "leader", ("Tổ 3",))


def test_a_table_of_staff_figures_names_nobody():
    assert read((1, "Trường A", 12), heading=("STT", "Đơn vị", "Cán bộ")).people == ()


# --- places


@pytest.mark.parametrize(
    "cell", ["Tổ 01", "TDP số 1", "1", "01", "tổ 1", "Tổ dân phố 1", "TDP01", "tổ dp 1", 1, "Số 1"]
)
def test_a_place_in_other_writings_is_the_plans(cell: object):
    assert one(place=cell).groups == ("Tổ 1",)


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("tổ 1+2", (1, 2)), ("1+2", (1, 2)), ("1,2", (1, 2)), ("Tổ 1, 2 & 3", (1, 2, 3)), ("Tổ 1-3", (1, 2, 3)),
        ("từ tổ 1 đến tổ 3", (1, 2, 3)), ("1-3", (1, 2, 3)), ("Tổ 1 và Tổ 2", (1, 2)), ("TDP 1; TDP 2", (1, 2)),
    ],
)  # fmt: skip
def test_several_places_are_never_one_of_a_longer_number(cell: str, groups: tuple[int, ...]):
    assert one(role="Thành viên", place=cell).groups == tuple(f"Tổ {n}" for n in groups)


@pytest.mark.parametrize("cell", ["cả phường", "Toàn phường", "các tổ", "tất cả", "12 tổ", "Toàn bộ các tổ dân phố"])
def test_all_places_may_be_said_in_words_or_by_their_count(cell: str):
    assert (one(role="Thành viên", place=cell).all_groups, one(role="Thành viên", place=cell).groups) == (True, ())


@pytest.mark.parametrize(
    ("cell", "suggest"),
    [("Tổ 1", "Khu phố 1"), ("TDP 3", "Khu phố 3"), ("Thôn 2", "Khu phố 2"), ("Tổ 9", None), ("11 tổ", None)],
)
def test_another_kind_of_the_same_number_is_only_suggested(cell: str, suggest: str | None):
    roster = read((1, "Lê Văn Mẫu", "Tổ trưởng", cell, "0901234567"), groups=QUARTERS)

    assert roster.people[0].groups == ()
    assert doubts(roster) == [("unknown_group", cell, suggest)]


def test_a_number_alone_is_no_place_with_a_name():
    assert charges.find("Tổ 2", "Tổ dân phố", ("Hà Trì 2", "Cầu Đơ 3")).group is None


def test_the_post_says_what_a_number_alone_counts():
    groups = ("Thôn 1", "Tổ dân phố 1")
    rows = [(1, "Lê Văn A", "Trưởng thôn", "1", None), (2, "Lê Văn B", "Tổ trưởng", "1", None)]

    assert [one.groups for one in read(*rows, groups=groups).people] == [("Thôn 1",), ("Tổ dân phố 1",)]


# --- rows


@pytest.mark.parametrize("sign", ["nt", "-nt-", "NT", "″", '"', "như trên", "Như trên", "n/t", "〃", "''"])
def test_as_above_is_as_above(sign: str):
    roster = read((1, "Lê Văn A", "Tổ trưởng", "Tổ 4", "0901234567"), (2, "Lê Văn B", "Tổ phó", sign, "0901234568"))

    assert roster.people[1].groups == ("Tổ 4",)
    assert doubts(roster) == []


def test_as_above_goes_on_from_row_to_row_and_holds_for_posts():
    rows = [
        (1, "Lê Văn A", "Thành viên", "Tổ 4", None), (2, "Lê Văn B", "nt", "nt", None),
        (3, "Lê Văn C", "nt", "Tổ 5", None)
    ]  # fmt: skip

    assert [(one.role_text, one.groups) for one in read(*rows).people] == [
        ("Thành viên", ("Tổ 4",)), ("Thành viên", ("Tổ 4",)), ("Thành viên", ("Tổ 5",))
    ]  # fmt: skip


def test_a_block_that_a_place_opens_holds_its_rows():
    heading = ("STT", "Tổ dân phố", "Họ và tên", "Chức vụ", "SĐT")
    rows = [
        (1, "Tổ 1", "Lê Văn A", "Tổ trưởng", None), (None, None, "Lê Văn B", "Tổ phó", None),
        (2, "Tổ 2", "Lê Văn C", "Tổ trưởng", None), (3, None, "Lê Văn D", "Cán bộ Văn phòng", None),
    ]  # fmt: skip

    assert [one.groups for one in read(*rows, heading=heading).people] == [("Tổ 1",), ("Tổ 1",), ("Tổ 2",), ()]


@pytest.mark.parametrize(
    "tail",
    [
        [("Tổng cộng: 01 người",)], [("Danh sách có 01 người./.",)], [("Cộng", 1)],
        [(None, "Người lập biểu"), (None, "Trần Lập")],
        [(None, None, None, "Hoa Lư, ngày 01 tháng 11 năm 2026"), (None, None, None, "CHỦ TỊCH"),
         (None, None, None, "Trần Ký")],
        [(), (None, "(Ký, ghi rõ họ tên)"), (None, "Trần Ký")], [(), (), (None, "Trần Ký")],
    ],
)  # fmt: skip
def test_totals_and_signatures_are_nobody(tail: Rows):
    assert named(read((1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ 1", "0901234567"), *map(tuple, tail))) == ["Lê Văn Mẫu"]


def test_one_person_in_two_rows_keeps_both_places_under_one_number():
    rows = [(1, "Lê Văn A", "Tổ trưởng", "Tổ 1", "0901234567"), (2, "LÊ VĂN A", "ĐVTN", "Tổ 2", "84901234567")]

    roster = read(*rows)

    assert [kind for kind, *_ in doubts(roster)] == ["duplicate_person"]
    assert [one.phone for one in roster.people] == ["0901234567", "0901234567"]


def test_a_roster_in_a_letter_is_read_alike():
    rows = [HEADING, ("1", "Ô. Lê Văn A", "Tổ trưởng", "TDP số 1", "+84(0)901234567"), ("2", "Lê B", "nt", "nt", "nt")]

    people = read_roster(word(["DANH SÁCH", rows]), "ds.docx", GROUPS).people

    assert [(one.name, one.groups, one.phone) for one in people] == [
        ("Lê Văn A", ("Tổ 1",), "0901234567"), ("Lê B", ("Tổ 1",), "0901234567")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "groups", "asked"),
    [
        ("TỔ DÂN PHỐ SỐ 3", ("Tổ 3",), []),
        ("TDP 3 (Tổ trưởng: ông B)", ("Tổ 3",), []), ("Tổ 3 - 120 hộ", ("Tổ 3",), []),
        ("Tổ 14", (), ["Tổ 14"]), ("Khu phố 3", (), ["Khu phố 3"]), ("ĐOÀN THANH NIÊN", (), []),
    ],
)  # fmt: skip
def test_a_line_over_the_rows_says_where_they_are_or_is_asked_about(
    line: str, groups: tuple[str, ...], asked: list[str]
):
    roster = read((line,), (1, "Lê Văn A", "Tổ trưởng", "0901234567"), heading=("STT", "Họ tên", "Chức vụ", "SĐT"))

    assert roster.people[0].groups == groups
    assert [match for kind, match, _ in doubts(roster) if kind == "unknown_group"] == asked


@pytest.mark.parametrize(
    ("unit", "groups"), [("TDP số 3", ("Tổ 3",)), ("Ban điều hành Tổ 3", ("Tổ 3",)), ("Khu phố 3", ()), ("Khóm 3", ())]
)
def test_a_unit_of_another_kind_places_nobody(unit: str, groups: tuple[str, ...]):
    roster = read((1, "Lê Văn A", "Tổ trưởng", unit, None), heading=("STT", "Họ tên", "Chức vụ", "Đơn vị", "SĐT"))

    assert roster.people[0].groups == groups


def test_a_mail_address_under_one_heading_with_the_phone_is_no_number():
    heading = ("STT", "Họ tên", "Chức vụ", "Tổ", "Liên hệ", None)
    rows = [
        heading,
        (None, None, None, None, "SĐT", "Email"),
        (1, "Lê A", "Tổ phó", "Tổ 1", "901234567", "a@phuong.vn"),
    ]
    data = workbook({"DS": rows}, ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"])

    (person,) = read_roster(data, "ds.xlsx", GROUPS).people

    assert (person.phone, person.groups) == ("0901234567", ("Tổ 1",))


# --- several people in a row, tables side by side, headings nobody knows

BLOCKS = ("Khối Tân Yên", "Khối Tân Sơn", "Khối 3", "Khối 4")
HAMLETS = tuple(f"Ấp {n}" for n in range(1, 8))


def people(roster: ReadRoster) -> list[tuple[object, ...]]:
    return [(person.name, person.role_text, *person.groups, person.phone) for person in roster.people]


@pytest.mark.parametrize(
    ("heading", "row", "posts"),
    [
        (
            ("TT", "Khối", "Khối trưởng", "SĐT khối trưởng", "Bí thư chi bộ", "SĐT bí thư"),
            (1, "Tân Yên", "Lê Văn Mẫu", "0901234567", "Trần Thị Thử", "0907654321"),
            ("Khối trưởng", "Bí thư chi bộ", "Khối Tân Yên"),
        ),
        (
            ("Ấp", "Trưởng ấp", "ĐT", "Phó ấp", "ĐT"),
            ("Ấp 2", "Lê Văn Mẫu", "0901234567", "Trần Thị Thử", "0907654321"),
            ("Trưởng ấp", "Phó ấp", "Ấp 2"),
        ),
        (
            ("STT", "Tổ", "Tổ trưởng (họ tên, SĐT)", "Tổ phó (họ tên, SĐT)"),
            (1, "Tổ 4", "Lê Văn Mẫu - 0901 234 567", "Trần Thị Thử\n0907 654 321"),
            ("Tổ trưởng", "Tổ phó", "Tổ 4"),
        ),
        (
            ("STT", "Tổ", "Tổ trưởng", "Tổ phó", "ĐT tổ trưởng", "ĐT tổ phó"),
            (1, "Tổ 4", "Lê Văn Mẫu", "Trần Thị Thử", "0901234567", "0907654321"),
            ("Tổ trưởng", "Tổ phó", "Tổ 4"),
        ),
        (
            ("Khu phố", "Trưởng khu phố", "Di động", "Bí thư", "Di động"),
            ("Khu phố 3", "Lê Văn Mẫu", "0901234567", "Trần Thị Thử", "0907654321"),
            ("Trưởng khu phố", "Bí thư chi bộ", "Khu phố 3"),
        ),
        (
            ("TT", "Họ tên tổ trưởng", "SĐT", "Chi hội trưởng phụ nữ", "SĐT", "Tổ"),
            (1, "Lê Văn Mẫu", "0901234567", "Trần Thị Thử", "0907654321", "Tổ 5"),
            ("tổ trưởng", "Chi hội trưởng phụ nữ", "Tổ 5"),
        ),
        (
            ("Tổ", "Trưởng", "SĐT", "Phó", "SĐT"),
            ("Tổ 6", "Lê Văn Mẫu", "0901234567", "Trần Thị Thử", "0907654321"),
            ("Trưởng Tổ", "Phó Tổ", "Tổ 6"),
        ),
    ],
)
def test_each_post_of_a_row_is_held_by_who_stands_under_it(
    heading: tuple[str, ...], row: tuple[object, ...], posts: tuple[str, str, str]
):
    first, second, place = posts

    roster = read(row, heading=heading, groups=(*GROUPS, *QUARTERS, *BLOCKS, *HAMLETS))

    assert people(roster) == [
        ("Lê Văn Mẫu", first, place, "0901234567"),
        ("Trần Thị Thử", second, place, "0907654321"),
    ]
    assert doubts(roster) == []


def test_names_and_numbers_under_two_merged_headings_belong_together():
    rows = [
        ("TT", "Ấp", "Họ tên", None, "Điện thoại", None),
        (None, None, "Trưởng ấp", "Phó ấp", "Trưởng ấp", "Phó ấp"),
        (1, "Ấp 1", "Lê Văn Mẫu", "Trần Thị Thử", "0901234567", "0907654321"),
    ]
    merged = ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]

    roster = read_roster(workbook({"DS": rows}, merged), "ds.xlsx", HAMLETS)

    assert people(roster) == [
        ("Lê Văn Mẫu", "Trưởng ấp", "Ấp 1", "0901234567"),
        ("Trần Thị Thử", "Phó ấp", "Ấp 1", "0907654321"),
    ]


@pytest.mark.parametrize(
    ("second", "number"),
    [("Lê Văn Mẫu", ""), ("LÊ VĂN MẪU", "0901234567"), ("Ông Lê Văn Mẫu", None), ("kiêm", ""), ("Kiêm nhiệm", None)],
)
def test_one_person_in_two_posts_of_a_row_is_one(second: str, number: str | None):
    roster = read(
        (1, "Ấp 3", "Lê Văn Mẫu", "0901234567", second, number),
        heading=("TT", "Ấp", "Trưởng ấp", "SĐT trưởng ấp", "Bí thư chi bộ", "SĐT bí thư"),
        groups=HAMLETS,
    )

    assert people(roster) == [("Lê Văn Mẫu", "Trưởng ấp, Bí thư chi bộ", "Ấp 3", "0901234567")]
    assert roster.problems == ()


def test_one_name_with_two_numbers_in_a_row_is_asked_about():
    roster = read(
        (1, "Ấp 3", "Lê Văn Mẫu", "0901234567", "Lê Văn Mẫu", "0907654321"),
        heading=("TT", "Ấp", "Trưởng ấp", "ĐT", "Phó ấp", "ĐT"),
        groups=HAMLETS,
    )

    assert [kind for kind, *_ in doubts(roster)] == ["same_name"]


def test_a_number_behind_two_names_is_nobodys_and_named():
    heading = ("TT", "Tổ", "Tổ trưởng", "Tổ phó", "SĐT")
    roster = read(
        (1, "Tổ 1", "Lê Văn Mẫu", "Trần Thị Thử", "0901234567"),
        (2, "Tổ 2", "Ngô Văn Lẻ", "", "0907654321"),
        heading=heading,
    )

    assert [(person.name, person.phone) for person in roster.people] == [
        ("Lê Văn Mẫu", None),
        ("Trần Thị Thử", None),
        ("Ngô Văn Lẻ", "0907654321"),
    ]
    assert doubts(roster) == [("phone_invalid", "0901234567", None)]


def test_a_doubt_of_one_of_two_in_a_row_is_not_the_others():
    roster = read(
        (1, "Ấp 1", "Lê Văn Mẫu", "", "Trần Thị Thử", "O907654321"),
        heading=("TT", "Ấp", "Trưởng ấp", "ĐT", "Phó ấp", "ĐT"),
        groups=HAMLETS,
    )

    about = {problem.kind: problem.person for problem in roster.problems}
    assert about == {"phone_missing": "Lê Văn Mẫu", "phone_invalid": "Trần Thị Thử"}


@pytest.mark.parametrize("text", ["Người đỡ đầu", "Cộng sự", "Nòng cốt", "Thay thế", "Người giúp việc"])
def test_a_column_of_names_that_nobody_understands_is_told(text: str):
    roster = read(
        (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ 1", "0901234567", "Hoàng Văn Tám"),
        (2, "Trần Thị Thử", "Tổ trưởng", "Tổ 2", "0907654321", "Bà Ngô Thị Chín"),
        heading=(*HEADING, text),
    )

    assert named(roster) == ["Lê Văn Mẫu", "Trần Thị Thử"]
    assert doubts(roster) == [("unread_people", text, None)]


@pytest.mark.parametrize("text", ["Ghi chú", "Vợ/chồng", "Xác nhận", "Ngõ phố"])
def test_a_column_of_something_else_is_not_told(text: str):
    cells = ("Ngõ 3", "Ngõ 5") if text == "Ngõ phố" else ("Hoàng Văn Tám", "Ngô Thị Chín")
    roster = read(
        (1, "Lê Văn Mẫu", "Tổ trưởng", "Tổ 1", "0901234567", cells[0]),
        (2, "Trần Thị Thử", "Tổ trưởng", "Tổ 2", "0907654321", cells[1]),
        heading=(*HEADING, text),
    )

    assert doubts(roster) == []


@pytest.mark.parametrize(
    "half",
    [
        ("TT", "Họ tên", "Khu phố", "SĐT"),
        ("STT", "Họ và tên", "Địa bàn", "Điện thoại"),
        ("Số TT", "Đồng chí", "Phụ trách", "Di động"),
    ],
)
@pytest.mark.parametrize("gap", [(), (None,)])
def test_both_of_two_rosters_side_by_side_are_read_each_with_its_place(half: tuple[str, ...], gap: tuple[None, ...]):
    roster = read(
        (1, "Lê Văn Mẫu", "Khu phố 1", "0901234567", *gap, 3, "Trần Thị Thử", "Khu phố 3", "0907654321"),
        (2, "Ngô Văn Lẻ", "Khu phố 2", "0901234568", *gap, None, None, None, None),
        heading=(*half, *gap, *half),
        groups=QUARTERS,
    )

    assert [(person.name, *person.groups, person.phone) for person in roster.people] == [
        ("Lê Văn Mẫu", "Khu phố 1", "0901234567"),
        ("Trần Thị Thử", "Khu phố 3", "0907654321"),
        ("Ngô Văn Lẻ", "Khu phố 2", "0901234568"),
    ]
    assert doubts(roster) == []


def test_halves_that_begin_with_the_name_are_read_too():
    half = ("Họ tên", "Tổ", "SĐT")
    roster = read(("Lê Văn Mẫu", "Tổ 1", "0901234567", "Trần Thị Thử", "Tổ 3", "0907654321"), heading=(*half, *half))

    assert [person.groups for person in roster.people] == [("Tổ 1",), ("Tổ 3",)]


@pytest.mark.parametrize(
    "heading", ["Cơ sở", "Phân công tại", "Nơi hoạt động", "Thuộc", "Đơn vị sinh hoạt", "Cánh", "Mảng", "Bám nắm"]
)
@pytest.mark.parametrize("places", [("Tổ 1", "Tổ 2, 3", "Tổ 5"), ("TDP số 1", "Tổ 2+3", "tổ 5")])
def test_a_column_whose_cells_name_groups_says_where(heading: str, places: tuple[str, str, str]):
    roster = read(
        (1, "Lê Văn Mẫu", "Tổ trưởng", places[0], "0901234567"),
        (2, "Trần Thị Thử", "Tổ trưởng", places[1], "0907654321"),
        (3, "Ngô Văn Lẻ", "Tổ trưởng", places[2], "0901234568"),
        heading=("STT", "Họ và tên", "Chức vụ", heading, "Điện thoại"),
    )

    assert [person.groups for person in roster.people] == [("Tổ 1",), ("Tổ 2", "Tổ 3"), ("Tổ 5",)]
    assert doubts(roster) == []


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Nơi", ("Ngõ 4 Khối Tân Yên", "Ngõ 6, Khối Tân Sơn")),
        ("Đường", ("12 Tân Yên", "14 Tân Sơn")),
        ("Địa chỉ", ("Khối Tân Yên", "Khối Tân Sơn")),
        ("Thường trú", ("Khối Tân Yên", "Khối Tân Sơn")),
        ("Nhà riêng", ("Khối 3", "Khối 4")),
    ],
)
def test_where_somebody_lives_is_not_where_they_lead(heading: str, cells: tuple[str, str]):
    roster = read(
        (1, "Lê Văn Mẫu", "Khối trưởng", cells[0], "0901234567"),
        (2, "Trần Thị Thử", "Khối trưởng", cells[1], "0907654321"),
        heading=("STT", "Họ và tên", "Chức vụ", heading, "Điện thoại"),
        groups=BLOCKS,
    )

    assert [person.groups for person in roster.people] == [(), ()]
