import pytest

from handlers.tree.unit_codes import code_of


@pytest.mark.parametrize(
    ("name", "code"),
    [("Cầu Đơ 1", "HC-CD1"), ("1 Ngô Thì Nhậm", "HC-1NTN"), ("Chung cư Phú Thịnh", "HC-CCPT"), ("!", "HC-X")],
)
def test_a_code_is_what_people_would_shorten_the_name_to(name: str, code: str):
    assert code_of(name, "HC", ()) == code


def test_two_names_of_the_same_initials_have_codes_of_their_own():
    assert code_of("Cổ Đông 1", "HC", {"HC-CD1", "HC-CD1-2"}) == "HC-CD1-3"
