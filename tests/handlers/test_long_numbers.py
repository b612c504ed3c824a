"""Numbers of telephones and identity cards are taken out of words however they are written; figures stay."""

import pytest

from handlers.language.long_numbers import HIDDEN, masked

NUMBERS = [
    *("0987654321", "098 765 4321", "098.765.4321", "098-765-4321", "(098) 765 4321", "098\xa0765\xa04321"),
    *("0 9 8 7 6 5 4 3 2 1", "0–9–8–7–6–5–4–3–2–1", "09876\n54321", "0987,654,321", "098\u200b765\u200b4321"),
    *("０９８７６５４３２１", "０９８ ７６５ ４３２１", "+84 987 654 321", "84-98-765-43-21", "84987654321"),
    *("O987654321", "o98 765 4321", "098o654321", "không chín tám bảy sáu năm bốn ba hai một"),
    *("o chin tam bay sau nam bon ba hai mot", "chín tám bảy sáu năm bốn ba hai một", "không chín tám 765 4321"),
    *("tám mươi bảy sáu lăm bốn ba hai một không chín", "Không chín tám, bảy sáu năm, bốn ba hai một"),
    *("001085012345", "001 085 012 345", "0010 8501 2345", "cccd 001-085-012-345", "cmnd 123 456 789"),
    *("024 3382 1234", "thẻ DN4010123456789", "sdt 987 654 321"),
]
FIGURES = [
    *("cài 42 kích hoạt 40 vắng 6", "42 40 6 3 12 5 30 20 10", "0 3 12 4 5 0 1 2 7 8", "05 12 30 40 3"),
    *("tối 09/11/2024 42 nhà", "1800 8098", "sđt tổng đài 1800 8098", "1900 1234", "gọi 1022 nhánh 8"),
    *("một hai ba bốn năm nhà", "120.000.000 đồng", "số nhà 12, 14, 16, 18, 20, 22", "10420 và 980 và 370"),
    *("hai ba năm sau", "không có điện thoại 3, từ chối 4, vướng 5", "từ 19h30 đến 21h30 ngày 09/11"),
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_somebodys_is_masked(number: str):
    kept, hid = masked(f"máy bà Lan {number} nhé")

    assert hid
    assert HIDDEN in kept
    assert kept.startswith("máy bà Lan ")
    assert kept.endswith(" nhé")
    assert not any(sign.isdigit() for sign in kept)


@pytest.mark.parametrize("words", FIGURES)
def test_figures_and_hotlines_stay(words: str):
    assert masked(words) == (words, False)


def test_two_numbers_of_one_message_are_masked_and_a_no_behind_one_stays():
    said = "4 nhà, bà Tư 0912 345 678 và bác Tám o chin tam bay sau nam bon ba hai mot không nhận được mã"

    assert masked(said) == ("4 nhà, bà Tư ••• và bác Tám ••• không nhận được mã", True)
    assert masked("sđt chín tám bảy sáu năm bốn ba hai một mười không có mã") == ("sđt ••• không có mã", True)
