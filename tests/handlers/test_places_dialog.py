"""Which places are the same, from the plan to the register and back to what heads write."""

import unicodedata

import pytest

from storage.database import Database
from tests.handlers.plans import nights, sends
from tests.ward import PEOPLE, Ward

CLERK = {"lan": PEOPLE["lan"], "chu": PEOPLE["chu"]}
TABLE = "Ngày\tĐịa bàn\n"


async def ward_of(database: Database, *names: str) -> Ward:
    return await Ward.founded(database, plan={name: [9 + n] for n, name in enumerate(names)}, people=CLERK)


async def places(ward: Ward) -> set[str]:
    return {name for name, _, _ in await nights(ward)}


async def fresh(ward: Ward, name: str) -> list[str]:
    """Nights that the ward did not begin with."""
    return [night[-2:] for unit, night, _ in await nights(ward) if unit == name and night[-2:] >= "18"]


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("Tổ dân phố số 2", "tổ 2"),
        ("Tổ dân phố số 2", "TDP 02 phường Hà Cầu"),
        ("Khu phố 3", "KP.3 (họp bù)"),
        ("Ấp Đông Hải", "ấp \u00d0ông Hải"),
        ("Xóm Đồng Tâm", unicodedata.normalize("NFD", "xóm Đồng Tâm")),
        ("Thôn 1 (Mỹ Hưng)", "Thôn 1 - xã Mỹ Hưng cũ"),
        ("Tòa S1.01", "S1.01 - sảnh A"),
        ("Chung cư Biển Xanh", "chung cư Biển Xanh (ông Lê Văn Mẫu, ĐT 0900000101)"),
        ("Khối Hoà Bình", "khối Hòa Bình"),
        ("Khóm 4", "khóm số 4 - bà Trần Thị Thử - 0900000102"),
    ],
)
async def test_a_place_that_is_known_makes_no_twin(sqlite: Database, known: str, written: str):
    ward = await ward_of(sqlite, known, "Chung cư Khác")
    clerk = ward.chat("lan")
    await sends(clerk, f'{TABLE}20/11/2024\t"{written}"\n21/11/2024\tChung cư Khác\n')
    await clerk.says("đồng ý")

    assert await fresh(ward, known) == ["20"]
    assert await places(ward) == {known, "Chung cư Khác"}


async def test_kind_and_number_make_a_place_and_the_same_plan_again_changes_nothing(sqlite: Database):
    ward = await ward_of(sqlite, "Khu A")
    clerk, names = ward.chat("lan"), ("Thôn 1", "Tổ dân phố 1", "Khu phố 1", "Thôn 2", "TDP 2")
    rows = "".join(f"{18 + n}/11/2024\t{name}\n" for n, name in enumerate(names))
    await sends(clerk, TABLE + rows)
    await clerk.says("đồng ý")
    assert await places(ward) == {"Khu A", *names}

    before = await nights(ward)
    await sends(clerk, TABLE + rows)
    await clerk.says("đồng ý")
    assert await nights(ward) == before


async def test_a_looser_word_for_a_place_of_the_plan_is_asked_about(sqlite: Database):
    ward = await ward_of(sqlite, "Thôn 1", "Thôn 3")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\tThôn 1\n21/11/2024\tTổ 1\n")
    clerk.hears('"Tổ 1": có phải là Thôn 1 không ạ?')
    await clerk.says("giữ Tổ 1")
    await clerk.says("đồng ý")

    assert await fresh(ward, "Thôn 1") == ["20"]
    assert await fresh(ward, "Tổ 1") == ["21"]


async def test_two_communes_never_share_one_thon(sqlite: Database):
    ward = await ward_of(sqlite, "Thôn 1", "Thôn 3")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\tThôn 1 (Mỹ Hưng)\n21/11/2024\tThôn 1 (Tam Hưng)\n")
    clerk.hears('"Thôn 1 (Mỹ Hưng)": có phải là Thôn 1', '"Thôn 1 (Tam Hưng)": có phải là Thôn 1')
    await clerk.says("Thôn 1 (Mỹ Hưng) là Thôn 1, giữ Thôn 1 (Tam Hưng)")
    await clerk.says("đồng ý")

    assert await fresh(ward, "Thôn 1") == ["20"]
    assert await fresh(ward, "Thôn 1 (Tam Hưng)") == ["21"]


async def test_an_accent_makes_another_place(sqlite: Database):
    ward = await ward_of(sqlite, "Tân Lập", "Thôn Đông")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\tTấn Lập\n21/11/2024\tThôn Đồng\n")
    clerk.hears('"Tấn Lập": có phải là Tân Lập', '"Đồng": có phải là Thôn Đông')
    await clerk.says("giữ hết")
    await clerk.says("đồng ý")

    assert await fresh(ward, "Tấn Lập") == ["20"]
    assert await fresh(ward, "Đồng") == ["21"]
    assert await fresh(ward, "Tân Lập") == []


async def test_a_row_that_is_left_out_takes_no_other_place_of_its_night_along(sqlite: Database):
    ward = await ward_of(sqlite, "Thôn Đông", "Thôn Đồng")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\tThôn Đông\n20/11/2024\tThôn Đồng\n")
    await clerk.says("bỏ dòng 3")
    await clerk.says("đồng ý")

    assert await fresh(ward, "Thôn Đông") == ["20"]
    assert await fresh(ward, "Thôn Đồng") == []


async def test_a_row_without_a_place_is_given_the_one_that_was_said(sqlite: Database):
    ward = await ward_of(sqlite, "Thôn Đông", "Thôn Đồng")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\t#N/A\n21/11/2024\tThôn Đông\n")
    clerk.hears("dòng 2", "#N/A")
    await clerk.says("dòng 2 là thôn Đồng")
    await clerk.says("đồng ý")

    assert await fresh(ward, "Thôn Đồng") == ["20"]
    assert await fresh(ward, "Thôn Đông") == ["21"]


async def test_a_number_alone_is_asked_about(sqlite: Database):
    ward = await ward_of(sqlite, "Chung cư Sao Mai", "Tổ dân phố 4")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\t4\n21/11/2024\t5\n")
    clerk.hears('"4": có phải là Tổ dân phố 4', '"5": là số của địa bàn nào ạ?', '"5 là Tổ dân phố 5"')
    await clerk.says("4 là Tổ dân phố 4; 5 là tổ dân phố 5")
    await clerk.says("đồng ý")

    assert await fresh(ward, "Tổ dân phố 4") == ["20"]
    assert await fresh(ward, "tổ dân phố 5") == ["21"]


async def test_places_of_another_ward_are_seen_before_anything_is_stored(sqlite: Database):
    ward = await ward_of(sqlite, "Tổ dân phố 3", "Tổ dân phố 4")
    clerk = ward.chat("lan")
    await sends(clerk, f"{TABLE}20/11/2024\tTổ dân phố 3 phường Hoa Lư\n21/11/2024\tTDP 4 - P. Hoa Lư\n")
    clerk.hears("ghi các địa bàn ở Hoa Lư", "lịch của Hà Cầu", '"thôi"')

    await clerk.says("thôi")
    await sends(clerk, f"{TABLE}20/11/2024\tTổ dân phố 3 phường Hà Cầu\n21/11/2024\tTDP 4 - P. Hà Cầu\n")
    assert "ghi các địa bàn ở" not in (clerk.new[-1].words or "")
