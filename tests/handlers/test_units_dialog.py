"""The clerk renames, merges and splits units in the chat: sees what it changes, says yes, and nothing is lost."""

from datetime import date

import pytest

from storage import facts, units
from storage.records import Unit
from storage.sessions import SessionPlanned
from storage.units import Founded
from tests.handlers.plans import planned
from tests.ward import Chat, Ward


@pytest.fixture
def clerk(ward: Ward) -> Chat:
    return ward.chat("lan")


async def names(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [unit.name for unit in await units.below(read, ward.units["Hà Cầu"].id)]


async def test_a_renaming_is_shown_and_done_after_a_yes(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên tổ Cầu Đơ 3 thành Cầu Đơ 6")
    clerk.hears("Đổi tên Cầu Đơ 3 thành Cầu Đơ 6, từ thứ Bảy 09/11", "370/980 = 37,8 %", 'nhắn "đồng ý"')
    assert "Cầu Đơ 6" not in await names(ward)

    await clerk.says("đồng ý")

    clerk.hears("Xong rồi chị ạ", "Cầu Đơ 6")
    assert "Cầu Đơ 6" in await names(ward)
    assert "Cầu Đơ 3" not in await names(ward)


async def test_a_no_leaves_everything_as_it_was(ward: Ward, clerk: Chat):
    before = await names(ward)
    await clerk.says("doi ten cau do 3 thanh Cầu Đơ 6")
    await clerk.says("không")

    clerk.hears("giữ nguyên")
    assert await names(ward) == before


async def test_the_new_name_is_understood_at_once(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên Cầu Đơ 3 thành Mậu Lương 6")
    await clerk.says("đồng ý")
    await ward.comes_to("21:30", date(2024, 11, 10))

    await clerk.says("Mậu Lương 6 cài 12")

    clerk.hears("Mậu Lương 6, tối Chủ nhật 10/11", "cài mới 12", "382/980")


async def test_a_merged_unit_goes_on_from_what_both_had(ward: Ward, clerk: Chat):
    await ward.chat("binh").says("cài 30")
    await clerk.says("gộp Cầu Đơ 1 và Cầu Đơ 3 thành Cầu Đơ 7")
    clerk.hears("từ Chủ nhật 10/11", "Cầu Đơ 1: 400/980", "Cầu Đơ 3: 370/980", "Cầu Đơ 7: 770/1.960 = 39,3 %")
    await clerk.says("đồng ý")
    await ward.comes_to("21:30", date(2024, 11, 10))

    binh = ward.chat("binh")
    await binh.says("cài 12")
    binh.hears("Cầu Đơ 7, tối Chủ nhật 10/11", "Cả tổ đến nay 782/1.960")
    await binh.says("/status")
    binh.hears("Cầu Đơ 7: 782/1.960")


async def test_a_past_night_is_corrected_where_it_was_counted_and_the_merged_unit_follows(ward: Ward, clerk: Chat):
    await ward.chat("binh").says("cài 30")
    await clerk.says("gộp Cầu Đơ 1 và Cầu Đơ 3 thành Cầu Đơ 7")
    await clerk.says("đồng ý")
    await ward.comes_to("07:30", date(2024, 11, 10))

    await clerk.says("Cầu Đơ 1 tối 9/11 cài 28 chứ không phải 30")

    clerk.hears("Cầu Đơ 1, tối thứ Bảy 09/11", "30 → 28")
    binh = ward.chat("binh")
    await binh.says("/status")
    binh.hears("Cầu Đơ 7: 768/1.960")


async def test_of_two_leaders_the_first_leads_on_and_the_other_becomes_deputy(ward: Ward, clerk: Chat):
    await clerk.says("gộp Cầu Đơ 3 và Hà Trì 1 thành Hà Trì 9")
    await clerk.says("đồng ý")

    async with ward.database.read() as read:
        found = await read.rows(
            "SELECT person.code, post.role FROM post JOIN person ON person.id = post.person_id "
            "JOIN unit ON unit.id = post.unit_id WHERE unit.name = 'Hà Trì 9' ORDER BY person.code"
        )
    assert [(row["code"], row["role"]) for row in found] == [("mau", "deputy"), ("nhan", "leader")]


async def test_the_leaders_concerned_are_told_once(ward: Ward, clerk: Chat):
    await clerk.says("gộp Cầu Đơ 3 và Hà Trì 1 thành Hà Trì 9")
    await clerk.says("đồng ý")

    for key in ("nhan", "mau"):
        head = ward.chat(key)
        await head.reads()
        head.hears("Em báo để bác biết", "Gộp Cầu Đơ 3 và Hà Trì 1")
        assert len(head.new) == 1


async def test_a_night_that_both_had_is_kept_once(ward: Ward, clerk: Chat):
    async with ward.database.write() as tx:
        await tx.run("UPDATE session SET night = '2024-11-14' WHERE id = :id", id=ward.sessions["Hà Trì 2", 16].id)
    await clerk.says("gộp Hà Trì 1 và Hà Trì 2 thành Hà Trì 8")
    clerk.hears("Trùng tối", "thứ Năm 14/11", "Hà Trì 8: 740/1.960", "2 buổi sắp tới")
    await clerk.says("đồng ý")

    async with ward.database.read() as read:
        found = await read.rows("SELECT state, unit_id FROM session WHERE night IN :n", n=["2024-11-14", "2024-11-15"])
    assert sorted(row["state"] for row in found) == ["cancelled", "planned", "planned"]


async def test_a_split_unit_gives_each_part_its_share(ward: Ward, clerk: Chat):
    await ward.chat("binh").says("cài 31")
    await clerk.says("tách Cầu Đơ 1 thành Cầu Đơ 1A 60% và Cầu Đơ 1B 40%")
    clerk.hears("Cầu Đơ 1A: 241/588", "Cầu Đơ 1B: 160/392", "Chưa có tổ trưởng: Cầu Đơ 1B")
    await clerk.says("đồng ý")
    await ward.comes_to("07:30", date(2024, 11, 10))

    binh = ward.chat("binh")
    await binh.says("/status")

    binh.hears("Cầu Đơ 1A: 241/588 = 41,0 %")


async def test_the_ward_stands_where_it_stood(ward: Ward, clerk: Chat):
    await ward.chat("binh").says("cài 31")
    for wish in ("gộp Cầu Đơ 3 và Hà Trì 1 thành Hà Trì 9", "tách Cầu Đơ 4 thành Đa Sỹ 1 30% và Đa Sỹ 2 70%"):
        await clerk.says(wish)
        await clerk.says("đồng ý")

    await clerk.says("/status")

    clerk.hears("1.881/10.420")


async def test_a_name_nearly_taken_is_asked_about(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên Cầu Đơ 3 thành Hà Trí 2")
    clerk.hears("Đã có Hà Trì 2, gần giống Hà Trí 2")
    await clerk.says("đồng ý")
    clerk.hears("Đổi tên Cầu Đơ 3 thành Hà Trí 2")
    await clerk.says("đồng ý")

    assert "Hà Trí 2" in await names(ward)


REFUSED = [
    ("đổi tên Cầu Đơ 9 thành Đa Sỹ", "Không có địa bàn nào tên Cầu Đơ 9"),
    ("đổi tên Cầu Dơ 33 thành Đa Sỹ", "Không có địa bàn nào tên Cầu Dơ 33"),
    ("đổi tên Cầu Đơ 3 thành Cầu Đơ 3", "vẫn là tên đang dùng"),
    ("đổi tên Cầu Đơ 3 thành Hà Trì 2", "Đã có Hà Trì 2 rồi"),
    (f"đổi tên Cầu Đơ 3 thành {'Đa Sỹ ' * 20}", "không quá 80"),
    ("đổi tên Cầu Đơ 3 thành Đa Sỹ từ 31/02", "Không có ngày 31/02"),
    ("đổi tên Cầu Đơ 3 thành Đa Sỹ từ 01/11", "có từ ngày 09/11/2024"),
    ("đổi tên Cầu Đơ 3 thành Đa Sỹ từ 20/11", "còn xa"),
    ("gộp Cầu Đơ 3 và Cầu Đơ 3 thành Đa Sỹ", "không gộp với chính nó"),
    ("gộp Cầu Đơ 3 thành Đa Sỹ", "ít nhất hai"),
    ("gộp Cầu Đơ 3 và Hà Cầu thành Đa Sỹ", "Không có địa bàn nào tên Hà Cầu"),
    ("gộp Cầu Đơ 3 và Cầu Đơ 4 thành Hà Trì 1", "Đã có Hà Trì 1 rồi"),
    ("tách Cầu Đơ 3 thành Đa Sỹ 1 60% và Đa Sỹ 2 50%", "cộng lại bằng 100 %, đang là 60 + 50"),
    ("tách Cầu Đơ 3 thành Đa Sỹ 1 100% và Đa Sỹ 2 0%", "cộng lại bằng 100 %"),
    ("tách Cầu Đơ 3 thành Đa Sỹ 1 và Đa Sỹ 2", "cộng lại bằng 100 %"),
    ("tách Cầu Đơ 3 thành Đa Sỹ 1 100%", "ít nhất hai tên mới"),
    ("tách Cầu Đơ 3 thành Đa Sỹ 50% và Đa Sỹ 50%", "không cùng tên"),
]


async def test_what_cannot_be_is_refused_with_its_reason(ward: Ward, clerk: Chat):
    before = await names(ward)
    for said, heard in REFUSED:
        await clerk.says(said)
        clerk.hears(heard)
        assert clerk.new[-1].choices == (), said
    assert await names(ward) == before


async def test_a_night_with_figures_keeps_its_unit(ward: Ward, clerk: Chat):
    await ward.chat("binh").says("cài 30")

    await clerk.says("đổi tên Cầu Đơ 1 thành Đa Sỹ từ 09/11")

    clerk.hears("Tối 09/11/2024 đã có số báo")


async def test_a_yes_to_what_was_overtaken_changes_nothing(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên Cầu Đơ 3 thành Đa Sỹ")
    async with ward.database.write() as tx:
        await tx.run("UPDATE unit SET name = 'Đa Sỹ' WHERE id = :id", id=ward.units["Hà Trì 1"].id)

    await clerk.says("đồng ý")

    clerk.hears("Đã có Đa Sỹ rồi")


async def test_only_a_clerk_is_taken_to_mean_it(ward: Ward):
    head = ward.chat("binh")
    before = await names(ward)
    await head.says("đổi tên Cầu Đơ 1 thành Đa Sỹ")

    assert not any(choice.label == "Đồng ý" for line in head.new for choice in line.choices)
    assert await names(ward) == before


async def test_a_name_may_hold_the_word_that_leads_to_the_new_one(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên Cầu Đơ 3 thành Thành Công")
    await clerk.says("đồng ý")
    await clerk.says("đổi tên Thành Công thành Văn Quán")
    clerk.hears("Đổi tên Thành Công thành Văn Quán")


async def test_a_night_before_the_renaming_is_shown_under_its_old_name(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên Cầu Đơ 1 thành Đa Sỹ từ 10/11")
    await clerk.says("đồng ý")
    await ward.chat("binh").says("cài 30")

    await clerk.says("/status")

    clerk.hears("Tối nay 1/1 tổ đã báo: Cầu Đơ 1 +30")


async def _twin(ward: Ward, name: str, kind: str, night: int) -> None:
    """A second name of a unit, as a plan once made it: without a headcount, with a night of its own."""
    unit = Unit(ward.ids(), f"HC-{name}", kind, name)
    async with ward.database.write() as tx:
        await facts.write(tx, [Founded(unit, ward.units["Hà Cầu"].id, date(2024, 11, 9))])
        await facts.write(tx, [SessionPlanned(ward.session(unit, date(2024, 11, night)))])


@pytest.mark.parametrize(("name", "kind"), [("CĐ 3 cũ", "group"), ("Cầu Đơ 3 (Ban quản trị)", "building")])
async def test_a_twin_is_taken_in_whatever_its_kind_and_the_headcount_stays(
    ward: Ward, clerk: Chat, name: str, kind: str
):
    await _twin(ward, name, kind, 20)
    await clerk.says(f"gộp {name} vào Cầu Đơ 3")
    clerk.hears("→ Cầu Đơ 3: 370/980 = 37,8 %", f"Tổng số giữ của Cầu Đơ 3; {name} chưa có tổng số nào.")
    await clerk.says("đồng ý")

    assert name not in await names(ward)
    assert await planned(ward, "Cầu Đơ 3") == ["10", "20"]
    await clerk.says("/status Cầu Đơ 3")
    clerk.hears("370/980")


async def test_the_headcount_of_the_twin_stays_where_only_it_has_one(ward: Ward, clerk: Chat):
    await _twin(ward, "Khu phố Ba", "group", 20)
    await clerk.says("gộp Cầu Đơ 3 vào Khu phố Ba")
    clerk.hears("→ Khu phố Ba: 370/980 = 37,8 %")


async def test_two_units_that_become_a_third_are_measured_by_both_or_not_at_all(ward: Ward, clerk: Chat):
    await _twin(ward, "Khu phố Ba", "group", 20)
    await clerk.says("gộp Cầu Đơ 3 và Khu phố Ba thành Mậu Lương 9")
    clerk.hears("370 (chưa có tổng số)")


async def test_a_twins_night_on_the_same_evening_is_one_night(ward: Ward, clerk: Chat):
    await _twin(ward, "CĐ 3 cũ", "building", 10)
    await clerk.says("gộp CĐ 3 cũ vào Cầu Đơ 3")
    await clerk.says("đồng ý")
    assert await planned(ward, "Cầu Đơ 3") == ["10"]


async def test_a_name_is_kept_in_one_spelling_however_it_was_typed(ward: Ward, clerk: Chat):
    await clerk.says("đổi tên Cầu Đơ 3 thành Xóm \u00d0o\u0302\u0300ng")
    await clerk.says("đồng ý")

    assert "Xóm Đồng" in await names(ward)


async def test_two_names_that_differ_by_an_accent_are_two(ward: Ward, clerk: Chat):
    await clerk.says("tách Cầu Đơ 3 thành Xóm Đông 50% và Xóm Đồng 50%")
    await clerk.says("đồng ý")

    assert {"Xóm Đông", "Xóm Đồng"} <= {*await names(ward)}
