"""What is one place in a plan, and what is another: kind and number; a name of its own stands for itself."""

import unicodedata

import pytest

from handlers.language.tokens import fold
from handlers.language.unit_names import gazetteer, key

APART = ["Thôn 1", "Tổ dân phố 1", "Khu phố 1", "Xóm 1", "Ấp 1", "Bản 1", "Tổ dân phố 10", "Đông", "Đồng", "Xóm Chùa"]
APART += ["Thôn 3A", "Tổ dân phố 3A", "Chung cư Phú Thịnh (tòa 1)", "Chung cư Phú Thịnh (tòa 2)"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TDP 02", "Tổ dân phố số 2"),
        ("T.D.P 2", "tổ dân phố 2"),
        ("Tổ DP 2", "TDP2"),
        ("KP 4", "Khu phố 04"),
        ("Thôn 1", "thôn số 1 xã Tân An"),
        ("Tổ dân phố 1", "TỔ DÂN PHỐ 1 - phường Hà Cầu"),
        ("tổ dân phố Cầu Đơ 1", "Cầu Đơ 1"),
        ("Đông", "\u00d0ông"),
        ("Thôn Đông Trạch", unicodedata.normalize("NFD", "Thôn Đông Trạch")),
        ("Hoà Bình", "Hòa Bình"),
    ],
)
def test_one_place_however_it_is_written(one, other):
    assert key(one) == key(other)


def test_kind_and_number_make_a_place():
    assert len({key(name) for name in APART}) == len(APART)


def test_two_capitals_that_look_alike_are_one_letter():
    assert fold("\u00d0ông Đa") == fold("Đông \u00d0a") == "dong da"


def test_the_only_unit_of_a_number_is_meant_by_the_common_word():
    assert gazetteer(("Tổ dân phố 1", "Tổ dân phố 2")).meant("tổ 2") == ("Tổ dân phố 2",)
    assert len(gazetteer(("Tổ dân phố 2", "Thôn 2")).meant("tổ 2")) == 2
