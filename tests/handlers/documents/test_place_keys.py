"""What is one place in a plan, and what is another: kind and number; a name of its own stands for itself."""

import unicodedata

import pytest

from handlers.language.tokens import fold
from handlers.language.unit_names import above, gazetteer, key, one_each, same, spelled

APART = ["Thôn 1", "Tổ dân phố 1", "Khu phố 1", "Xóm 1", "Ấp 1", "Bản 1", "Tổ dân phố 10", "Đông", "Đồng", "Xóm Chùa"]
APART += ["Thôn 1 (Mỹ Hưng)", "Thôn 1 - xã Tam Hưng cũ", "Khóm 1", "Buôn 1", "Tổ nhân dân 1", "Chung cư Biển Xanh"]
APART += ["Chung cư Biển", "Thôn 3A", "Tổ dân phố 3A", "Chung cư Phú Thịnh (tòa 1)", "Chung cư Phú Thịnh (tòa 2)"]


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
        ("Thôn 1 (Mỹ Hưng)", "thôn 01 - xã Mỹ Hưng cũ"),
        ("Thôn 1 (xã Mỹ Hưng cũ)", "Thôn 1 xã Mỹ Hưng (cũ)"),
        ("Khu phố 3, Phường 12", "KP 3 (P12)"),
        ("Tổ 7 (bù)", "Tổ 7"),
        ("Ấp \u0189ông", "ấp Đông"),
        ("Tổ\u200b 5", "tổ 5"),
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


WARD = ("Thôn 1 (Mỹ Hưng)", "Thôn 1 (Tam Hưng)", "Thôn 2", "Tân Lập", "Khối Đông Hải")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Thôn 1", ["Thôn 1 (Mỹ Hưng)", "Thôn 1 (Tam Hưng)"]),
        ("thôn 1 xã Mỹ Hưng", ["Thôn 1 (Mỹ Hưng)"]),
        ("thon 1 (tam hung)", ["Thôn 1 (Tam Hưng)"]),
        ("Thôn 1 (Bích Hòa)", []),
        ("Thôn 2 (Mỹ Hưng)", ["Thôn 2"]),
        ("tổ 2", ["Thôn 2"]),
        ("khối \u00d0ông Hải", ["Khối Đông Hải"]),
    ],
)
def test_a_commune_behind_a_name_tells_namesakes_apart(text, meant):
    assert list(gazetteer(WARD).meant(text)) == meant


def test_who_puts_names_on_record_takes_no_other_accent_for_the_same():
    named = gazetteer(WARD)

    assert named.surely("Tấn Lập") == ()
    assert named.surely("tan lap") == named.surely("Tân Lập") == ("Tân Lập",)


@pytest.mark.parametrize(
    ("written", "name", "ward"),
    [
        ("Tổ dân phố 3 phường Hoa Lư", "Tổ dân phố 3", "hoa lư"),
        ("TDP số 5 - phường Hoa Lư", "TDP số 5", "hoa lư"),
        ("Khu phố 6 (P. Hoa Lư)", "Khu phố 6", "hoa lư"),
        ("KP3, P.5", "KP3", "5"),
        ("Ấp Chợ, xã Tân Mỹ", "Ấp Chợ", "tân mỹ"),
        ("Khóm 4, thị trấn Tràm Chim", "Khóm 4", "tràm chim"),
        ("Công an phường Hoa Lư", "Công an phường Hoa Lư", ""),
        ("Thôn 1 - xã Mỹ Hưng cũ", "Thôn 1 - xã Mỹ Hưng cũ", ""),
        ("Chung cư Biển Xanh", "Chung cư Biển Xanh", ""),
        ("Xã Đàn 2", "Xã Đàn 2", ""),
    ],
)
def test_the_ward_behind_a_name_is_told_from_it(written, name, ward):
    assert tuple(above(written)) == (name, ward)


def test_names_of_one_document_are_brought_under_one_spelling_each():
    told = ["tổ 2", "TDP 02", "Tổ dân phố số 2", "Tổ 9", "TDP 9", "Tổ nhân dân 9", "Thôn 2"]

    assert one_each(told) == {
        "tổ 2": "TDP 02",
        "TDP 02": "TDP 02",
        "Tổ dân phố số 2": "TDP 02",
        "Tổ 9": "Tổ 9",
        "TDP 9": "TDP 9",
        "Tổ nhân dân 9": "Tổ nhân dân 9",
        "Thôn 2": "Thôn 2",
    }


def test_one_name_before_two_wards_is_two_places():
    assert len(set(one_each(["Tổ 3 phường A", "Tổ 3 phường B", "Tổ 4 phường A", "Tổ 4"]).values())) == 3


def test_units_of_one_number_in_two_communes_may_stand_side_by_side():
    assert not same("Thôn 1 (Mỹ Hưng)", "Thôn 1 (Tam Hưng)")
    assert same("Thôn 1 (Mỹ Hưng)", "thôn số 1 - xã Mỹ Hưng cũ")


def test_a_name_is_kept_in_one_spelling():
    assert spelled(unicodedata.normalize("NFD", " \u00d0ông   Hải\u200b ")) == "Đông Hải"
