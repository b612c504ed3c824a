"""Yes and no in the words around them."""

import pytest

from handlers.language.words_answers import is_no, is_yes


@pytest.mark.parametrize(
    "text",
    [
        "Đúng rồi.",
        "đúng",
        "dung",
        "Đúng rồi em ạ",
        "vâng, đúng",
        "Ừ đúng rồi",
        "Chuẩn rồi em",
        "ok em",
        "Vâng ạ",
        "Chính xác.",
        "dung roi e",
    ],
)
def test_it_is_a_yes(text: str):
    assert is_yes(text)
    assert not is_no(text)


@pytest.mark.parametrize("text", ["không", "Không phải đâu em ạ", "ko", "Không, không phải", "Sai rồi."])
def test_it_is_a_no(text: str):
    assert is_no(text)
    assert not is_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "đừng vắng Dung nhé",
        "đứng đấy",
        "đúng là không phải",
        "rồi",
        "em",
        "",
        "có ai đâu",
        "đúng 42",
        "vắng",
        "dừng",
        "cơ",
        "sài",
    ],
)
def test_it_is_neither(text: str):
    assert not is_yes(text)
    assert not is_no(text)
