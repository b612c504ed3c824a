"""The groups of a cell, and the slips of the pen between rows."""

import pytest

from handlers.documents.read.names import UnclearName, split
from handlers.documents.read.spellings import similar
from handlers.language.unit_names import key


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("Tổ dân phố Cầu Đơ 1", ["Cầu Đơ 1"]),
        ("TDP 5", ["TDP 5"]),
        ("Thôn  Đoài ", ["Đoài"]),
        ("Khu dân cư số 3", ["Khu dân cư số 3"]),
        ("Cầu Đơ 1, Cầu Đơ 3", ["Cầu Đơ 1", "Cầu Đơ 3"]),
        ("Thôn 1, 2 và 3", ["Thôn 1", "Thôn 2", "Thôn 3"]),
        ("Tổ dân phố số 1, số 2", ["Tổ dân phố số 1", "Tổ dân phố số 2"]),
        ("Tổ 1 - 3", ["Tổ 1", "Tổ 2", "Tổ 3"]),
        ("Thôn 1 đến thôn 3", ["Thôn 1", "Thôn 2", "Thôn 3"]),
        ("Thôn Đông và thôn Đoài", ["Đông", "Đoài"]),
        ("Thôn Đông - Thôn Đoài", ["Đông", "Đoài"]),
        ("- Thôn Đông\n- Thôn Đoài", ["Đông", "Đoài"]),
        ("Cầu Đơ 1\nCầu Đơ 3", ["Cầu Đơ 1", "Cầu Đơ 3"]),
        ("Cầu Đơ 1,\nCầu Đơ 3", ["Cầu Đơ 1", "Cầu Đơ 3"]),
        ("Khu nhà ở\nCảnh sát biển", ["Khu nhà ở Cảnh sát biển"]),
        ("Chung cư\nPhú Thịnh", ["Chung cư Phú Thịnh"]),
        ("Hà Trì\n1", ["Hà Trì 1"]),
        ("Cầu Đơ 1, phường Hà Cầu", ["Cầu Đơ 1, phường Hà Cầu"]),  # whose ward it is, all rows tell together
        ("Chung cư Phú Thịnh, tòa A", ["Chung cư Phú Thịnh, tòa A"]),
        ("Tổ Văn hóa và Thể thao", ["Tổ Văn hóa và Thể thao"]),
        ("Khu đô thị Văn Phú - CT1", ["Khu đô thị Văn Phú - CT1"]),
        ("Thôn Toàn Thắng", ["Toàn Thắng"]),
        ("1 Tô Hiệu", ["1 Tô Hiệu"]),
        ("…", []),
        ("-", []),
    ],
)
def test_a_cell_is_taken_apart_into_its_groups(cell, groups):
    assert list(split(cell)) == groups


@pytest.mark.parametrize(
    "cell",
    ["Phú Hữu\nPhú Ninh", "Các tổ còn lại", "Toàn phường", "17 tổ dân phố", "1-3 Ngô Thì Nhậm", "Tổ 5-6-7", "Tổ 7 - 3"],
)
def test_what_could_be_one_name_or_several_is_unclear(cell):
    with pytest.raises(UnclearName):
        split(cell)


def test_a_bare_number_takes_the_word_of_its_heading():
    assert split("5", "Thôn") == ("Thôn 5",)
    assert split("5", "Địa bàn") == ("5",)


def test_names_are_the_same_whatever_stands_in_front():
    assert key("TDP  Cầu Đơ 1") == key("tổ dân phố cầu đơ 1") == key("Cầu Đơ 1")
    assert key("Thôn") == "thôn"


def test_a_further_number_of_a_family_takes_over_its_spelling():
    found = similar(["1 Ngô Thì Nhậm", "2 Ngô Thì Nhậm", "3 Ngõ Thì Nhậm"])

    assert [(slip.suggested, slip.adopted) for slip in found.values()] == [("3 Ngô Thì Nhậm", True)]


def test_two_names_that_both_exist_are_never_made_one():
    found = similar(["Đông", "Đồng", "Hà Trì 1", "Hà Chì 2", "Hà Trì 3", "Ha Tri 1"])

    assert [(name, slip.suggested, slip.adopted) for name, slip in found.items()] == [
        ("Đồng", "Đông", False),
        ("Ha Tri 1", "Hà Trì 1", False),
    ]


def test_the_spelling_of_most_rows_is_right_even_if_it_comes_later():
    found = similar(["Vạn Phuc 1", "Vạn Phúc 2", "Vạn Phúc 3", "Vạn Phúc 4"])

    assert [(name, slip.suggested) for name, slip in found.items()] == [("Vạn Phuc 1", "Vạn Phúc 1")]
