"""What a cell of places says besides its places, several places in one, and what can be no place at all."""

import pytest

from handlers.documents.read import places
from handlers.documents.read.names import UnclearName, numbers_called, split


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("Tổ 12 (bà Phạm Thị Mẫu, SĐT 0900000111)", ["Tổ 12"]),
        ("Ấp 3 (đ/c Hùng phụ trách)", ["Ấp 3"]),
        ("KP 4 (0900 000 123)", ["KP 4"]),
        ("Khóm 2 - ông Võ Văn Thử - 0900000102", ["Khóm 2"]),
        ("Buôn Ea Kmat: Y Thử Niê 0900000103", ["Buôn Ea Kmat"]),
        ("Tổ 2 bà Trần Thị Thử 0900000102", ["Tổ 2"]),
        ("TỔ 9 ÔNG LÊ VĂN MẪU", ["Tổ 9"]),
        ("Tổ 1: ông An; Tổ 2: bà Bình", ["Tổ 1", "Tổ 2"]),
        ("Xóm 5, trưởng xóm: Lê Văn Mẫu", ["Xóm 5"]),
        ("Thôn Đoài - bí thư chi bộ Nguyễn Văn Mẫu", ["Đoài"]),
        ("Tổ 6\nHội trường UBND phường", ["Tổ 6"]),
        ("Tổ 6 – sân chung cư CT2", ["Tổ 6"]),
        ("KP7: NVH khu phố 7", ["KP7"]),
        ("Ấp Bình Hòa (nhà văn hóa ấp)", ["Ấp Bình Hòa"]),
        ("Tổ 4 tại trường Tiểu học Hoa Lư", ["Tổ 4"]),
        ("Thôn 2 - đình làng", ["Thôn 2"]),
        ("Tổ 8, số nhà 12 đường Lê Lợi", ["Tổ 8"]),
        ("Tòa S1.01 - sảnh A", ["Tòa S1.01"]),
        ("Tổ 5 (120 hộ)", ["Tổ 5"]),
        ("Tổ 7 (họp bù)", ["Tổ 7"]),
        ("Khu phố 3 (lần 2)", ["Khu phố 3"]),
        ("Tổ 1 họp tại NVH", ["Tổ 1"]),
        ("Ấp 2 gần chợ", ["Ấp 2"]),
        ("Tổ 15 (tổ 27 cũ)", ["Tổ 15"]),
        ("Tổ 5*", ["Tổ 5"]),
        ("“Tổ 5” [1]", ["Tổ 5"]),
    ],
)
def test_who_leads_a_place_and_where_it_meets_is_no_part_of_its_name(cell, groups):
    assert list(split(cell)) == groups


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("Thôn Ông Đạo", ["Ông Đạo"]),
        ("Bà Điểm 3", ["Bà Điểm 3"]),
        ("Ông Ích Khiêm 2", ["Ông Ích Khiêm 2"]),
        ("Xóm Chùa", ["Xóm Chùa"]),
        ("Thôn Chợ", ["Chợ"]),
        ("Tổ 1 - Nguyễn Trãi", ["Tổ 1 - Nguyễn Trãi"]),
        ("Khu tập thể 8/3", ["Khu tập thể 8/3"]),
        ("Chung cư Biển Xanh", ["Chung cư Biển Xanh"]),
        ("Khu nhà ở 249A Thụy Khuê", ["Khu nhà ở 249A Thụy Khuê"]),
        ("Chung cư Sao Mai (tòa B)", ["Chung cư Sao Mai (tòa B)"]),
        ("Trường Tiểu học Hoa Lư", ["Trường Tiểu học Hoa Lư"]),
        ("Thôn 3A", ["Thôn 3A"]),
        ("KHU TẬP THỂ NAM ĐỒNG", ["Khu tập thể Nam Đồng"]),
        ("TDP 2", ["TDP 2"]),
        ("KHU II", ["Khu II"]),
        ("S1-01", ["S1-01"]),
        ("Khu phố IV", ["Khu phố IV"]),
    ],
)
def test_a_name_that_sounds_like_a_person_or_a_venue_stays_whole(cell, groups):
    assert list(split(cell)) == groups


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("Tổ 3+4", ["Tổ 3", "Tổ 4"]),
        ("Ấp 1 & ấp 2", ["Ấp 1", "ấp 2"]),
        ("KP 11&12", ["KP 11", "KP 12"]),
        ("TDP 4 + 5 (NVH TDP 4)", ["TDP 4", "TDP 5"]),
        ("Tổ 1, 3, 7-9", ["Tổ 1", "Tổ 3", "Tổ 7", "Tổ 8", "Tổ 9"]),
        ("Thôn 1 → thôn 3", ["Thôn 1", "Thôn 2", "Thôn 3"]),
        ("Khóm 2 ÷ 4", ["Khóm 2", "Khóm 3", "Khóm 4"]),
        ("KP5-KP7", ["KP5", "KP6", "KP7"]),
        ("Từ ấp 5 đến ấp 6, 9", ["ấp 5", "ấp 6", "ấp 9"]),
        ("Tổ 10, 11 và chung cư Sao Mai", ["Tổ 10", "Tổ 11", "chung cư Sao Mai"]),
        ("Thôn 4 và Tân Lập", ["Thôn 4", "Tân Lập"]),
        ("An Bình + Xóm Mới", ["An Bình", "Xóm Mới"]),
        ("An Bình/Tân Lập", ["An Bình", "Tân Lập"]),
        ("KP1/KP2/KP3", ["KP1", "KP2", "KP3"]),
        ("Ấp Chợ, xóm Chùa", ["Ấp Chợ", "xóm Chùa"]),
        ("Thôn 1 (Mỹ Hưng), 2 (Tam Hưng)", ["Thôn 1 (Mỹ Hưng)", "Thôn 2 (Tam Hưng)"]),
        ("S1.01, S1.02", ["S1.01", "S1.02"]),
        ("Tòa A, B, C", ["Tòa A", "Tòa B", "Tòa C"]),
        ("Khu I, II và III", ["Khu I", "Khu II", "Khu III"]),
        ("Tòa CT1, CT2", ["Tòa CT1", "CT2"]),
        ("Ấp Bình Hòa, Bình An", ["Ấp Bình Hòa", "Ấp Bình An"]),
        ("Xóm Chùa, Đình, Chợ", ["Xóm Chùa", "Xóm Đình", "Xóm Chợ"]),
        ("Tổ 1 / Sân kho", ["Tổ 1"]),
        ("Tổ 1 - 3, phường 5", ["Tổ 1, phường 5", "Tổ 2, phường 5", "Tổ 3, phường 5"]),
        ("1\n2\n3", ["1", "2", "3"]),
        ("Thôn 1 + cụm 2", ["Thôn 1", "cụm 2"]),
        ("Khu đô thị Văn Phú - CT1", ["Khu đô thị Văn Phú - CT1"]),
    ],
)
def test_several_places_in_a_cell_are_several(cell, groups):
    assert list(split(cell)) == groups


@pytest.mark.parametrize(
    "cell",
    [
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "Err:502", "#####", "N/A", "null", "TRUE"),
        *("09/11/2026", "1/2", "1-Feb", "Feb-01", "01-thg 2", "46001", "2026-02-01", "12.5", "-3"),
        *("0900000101", "SĐT 0900 000 101", "ông Lê Văn Mẫu", "bà Thử", "Đ/c Trần Văn Mẫu - 0900000104"),
        *("NVH số 1", "Sân đình", "Hội trường UBND", "Nhà sinh hoạt cộng đồng", "Tổ", "Thôn", "tại nhà văn hóa"),
    ],
)
def test_what_is_no_place_is_asked_about(cell):
    with pytest.raises(UnclearName):
        split(cell, "Tổ dân phố")


@pytest.mark.parametrize(
    "cell",
    [
        *("7/8", "Tổ 7/8", "Tổ 2, ấp 3", "Tổ 5 - Khu phố 3", "Cụm 1 (tổ 1, 2, 3)", "Cụm 3: tổ 5, tổ 6"),
        *("KP1 KP2 KP3", "Tổ 1 Tổ 2", "Xóm 1 - thôn Đoài", "KP 3, tổ 5", "Bản Nà Lốc - Huổi Pha", "Một phần ấp 1"),
        *("Khu tập thể Nam Đồng (A, B)", "Khu phố 3 (trừ tổ 5)", "Tổ 1 đường Lê Lợi", "Tổ 5?", "Tổ 1 (tối)"),
        *(
            "Chung cư Sao Mai, Block A và B",
            "Ông Mẫu (Tổ 1)",
            "Tổ 1 (19h30)",
            "Tổ 5 và các tổ còn lại",
            "Tổ 1 - Trần Hưng Đạo",
            "Tổ 3 (ông A",
            "Tổ 9-5",
        ),
    ],
)
def test_what_may_be_one_place_or_two_is_asked_about(cell):
    with pytest.raises(UnclearName):
        split(cell)


@pytest.mark.parametrize(
    ("heading", "cell", "groups"),
    [
        ("Tổ", "5", ["Tổ 5"]),
        ("ẤP", "7", ["Ấp 7"]),
        ("Địa bàn tổ dân phố", "3 và 4", ["Tổ dân phố 3", "Tổ dân phố 4"]),
        ("Tổ dân phố", "13+16+17", ["Tổ dân phố 13", "Tổ dân phố 16", "Tổ dân phố 17"]),
        ("Khu phố", "1-3", ["Khu phố 1", "Khu phố 2", "Khu phố 3"]),
        ("TDP", "5, 6 và khu tập thể", ["TDP 5", "TDP 6", "khu tập thể"]),
        ("KP", "8", ["KP 8"]),
        ("TEN AP", "8", ["Ấp 8"]),
        ("Tổ/Thôn", "5", ["5"]),
        ("Địa bàn", "5", ["5"]),
        ("Chi bộ", "2", ["Chi bộ 2"]),
    ],
)
def test_a_number_is_called_what_its_heading_calls_it(heading, cell, groups):
    assert list(split(cell, heading)) == groups


def test_a_heading_of_two_kinds_calls_a_number_nothing():
    assert numbers_called("Tên thôn/tổ").name == ""
    assert numbers_called("Tên tổ (cụm)").name == "Tổ"


def test_the_cells_of_a_roster_find_the_same_units():
    ward = ["Tổ dân phố số 1", "Tổ dân phố số 2", "Thôn Đông", "Thôn Đồng"]

    assert places.find("Tổ 1", ward).group == "Tổ dân phố số 1"
    assert [one.group for one in places.listed("TDP 01 + 02", ward)] == ["Tổ dân phố số 1", "Tổ dân phố số 2"]
    assert [one.group for one in places.listed("thôn \u00d0ông; thôn Đồng", ward)] == ["Thôn Đông", "Thôn Đồng"]
