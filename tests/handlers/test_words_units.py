"""How a clerk says that units are renamed, merged or split."""

import pytest

from handlers.intents.units import NewPart, UnitWish
from handlers.tree.words import wishes

ONE = [
    ("đổi tên tổ 5 thành Đa Sỹ", UnitWish("rename", ("tổ 5",), (NewPart("Đa Sỹ"),))),
    ("DOI TEN cau do 5 thanh Đa Sỹ.", UnitWish("rename", ("cau do 5",), (NewPart("Đa Sỹ"),))),
    ("đổi tên Cầu Đơ 5 thành Đa Sỹ từ ngày 12/11", UnitWish("rename", ("Cầu Đơ 5",), (NewPart("Đa Sỹ"),), "12/11")),
    ("đổi tên A thành B kể từ 2024-11-12", UnitWish("rename", ("A",), (NewPart("B"),), "2024-11-12")),
    ("gộp A, B và C thành D", UnitWish("merge", ("A", "B", "C"), (NewPart("D"),))),
    ("gộp B vào A", UnitWish("merge", ("A", "B"), (NewPart("A"),))),
    ("sáp nhập A với B thành C từ tối 1/12/2024", UnitWish("merge", ("A", "B"), (NewPart("C"),), "1/12/2024")),
    ("tách A thành B 60% và C 40%", UnitWish("split", ("A",), (NewPart("B", 6_000), NewPart("C", 4_000)))),
    ("tach A thanh B (33,33%), C: 66.67 %", UnitWish("split", ("A",), (NewPart("B", 3_333), NewPart("C", 6_667)))),
    ("tách A thành B và C", UnitWish("split", ("A",), (NewPart("B", 0), NewPart("C", 0)))),
]
NONE = ["đổi tên", "đổi tên tổ 5", "gộp A và B", "cài 12, kh 10", "tách đội đi hai ngõ", "", "đổi lịch A thành B"]


@pytest.mark.parametrize(("said", "wish"), ONE)
def test_a_wish_is_read(said: str, wish: UnitWish):
    assert wishes(said) == (wish,)


@pytest.mark.parametrize("said", NONE)
def test_other_talk_is_no_wish(said: str):
    assert wishes(said) == ()


def test_a_name_with_the_word_in_it_is_read_in_every_way():
    read = wishes("đổi tên Thành Công thành Thành Đô")

    assert UnitWish("rename", ("Thành Công",), (NewPart("Thành Đô"),)) in read
