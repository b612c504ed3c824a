"""What of a table of headcounts is not clear is asked, and answered in the chat; a wrong figure is never entered."""

import pytest

from tests.handlers.headcount_files import sends_table
from tests.handlers.test_ledger_files_dialog import ORIGIN, entered
from tests.ward import Ward

YEARS = f"{ORIGIN}Tổ;Số hộ năm 2025;Số hộ năm 2026\nCầu Đơ 1;280;300\nCầu Đơ 3;200;210\n"


async def figures(ward: Ward) -> list[tuple[str, str, int]]:
    return [row[:3] for row in await entered(ward)]


@pytest.mark.parametrize("said", ["lấy cột 2026", "cột số hộ năm 2026", "lấy cột Số hộ năm 2026", "năm 2026"])
async def test_of_two_years_the_one_that_is_said_is_entered(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await sends_table(clerk, YEARS)
    clerk.hears("❓ Có 2 cột cùng là hộ: “Số hộ năm 2025”, “Số hộ năm 2026”. Chị lấy cột nào ạ?")
    assert "Đồng ý" not in clerk.choices

    await clerk.says(said)
    clerk.hears("• Cầu Đơ 1: hộ chưa có → 300")
    await clerk.says("đồng ý")
    assert await figures(ward) == [("Cầu Đơ 1", "households", 300), ("Cầu Đơ 3", "households", 210)]


async def test_of_two_years_either_is_a_button(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, YEARS)

    await clerk.presses("Lấy cột Số hộ năm 2025")
    clerk.hears("hộ chưa có → 280")


async def test_a_yes_enters_the_other_columns_and_asks_on(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(
        clerk, f"{ORIGIN}Tổ;Số hộ 2025;Số hộ 2026;Dân số 15+\nCầu Đơ 1;280;300;900\nCầu Đơ 3;200;210;700\n"
    )

    await clerk.says("đồng ý")
    clerk.hears("2 nơi (2 số)", "❓ Có 2 cột cùng là hộ")
    await clerk.says("lấy cột 2026")
    await clerk.says("đồng ý")
    assert ("Cầu Đơ 3", "households", 210) in await figures(ward)
    assert len(await figures(ward)) == 4


async def test_a_figure_that_could_not_be_read_is_told_by_its_row(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;khoảng 300\nCầu Đơ 3;210\n")
    clerk.hears(
        "Dòng 3 (Cầu Đơ 1): “khoảng 300” (hộ) chưa rõ là bao nhiêu", "“dòng 3 là” kèm con số đúng", "“bỏ dòng 3”"
    )

    await clerk.says("dòng 3 là 305")
    clerk.hears("• Cầu Đơ 1: hộ chưa có → 305")
    await clerk.says("đồng ý")
    assert sorted(await figures(ward)) == [("Cầu Đơ 1", "households", 305), ("Cầu Đơ 3", "households", 210)]


async def test_a_name_nobody_knows_is_said_to_be_another(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;300\nXóm Lẻ;210\n")
    clerk.hears("không có địa bàn nào tên “Xóm Lẻ”", "“Xóm Lẻ là” kèm tên đúng")

    await clerk.says("Xóm Lẻ là Hà Trì 2")
    clerk.hears("• Hà Trì 2: hộ chưa có → 210")
    await clerk.says("đồng ý")
    assert ("Hà Trì 2", "households", 210) in await figures(ward)


async def test_a_row_that_is_left_out_is_not_entered(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;300\nCầu Đơ 3;210\n")

    await clerk.says("bỏ dòng 4")
    await clerk.says("đồng ý")
    assert await figures(ward) == [("Cầu Đơ 1", "households", 300)]


async def test_an_answer_that_fits_nothing_changes_nothing(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;khoảng 300\nCầu Đơ 3;210\n")

    await clerk.says("dòng 4 là 999")
    clerk.hears("chưa hiểu câu này là cho dòng nào")
    await clerk.says("đồng ý")
    assert await figures(ward) == [("Cầu Đơ 3", "households", 210)]


async def test_columns_that_contradict_each_other_are_asked_about(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ;Dân số 15+\nCầu Đơ 1;900;310\nCầu Đơ 3;200;700\n")

    clerk.hears("hộ (900) nhiều hơn người từ 15 tuổi (310), có thể hai cột bị đổi chỗ, chưa lấy")
    await clerk.says("đồng ý")
    assert {name for name, _, _ in await figures(ward)} == {"Cầu Đơ 3"}


async def test_a_table_in_thousands_enters_nothing(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}ĐVT: nghìn người\nTổ;Dân số 15+\nCầu Đơ 1;1.250\nCầu Đơ 3;1.100\n")

    clerk.hears("đơn vị là nghìn", "Chưa có số nào rõ để lưu")
    await clerk.says("đồng ý")
    assert await figures(ward) == []


async def test_units_that_the_table_does_not_name_are_named(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;300\nCầu Đơ 3;210\nHà Trì 1;200\n")

    clerk.hears("Bảng không có: Cầu Đơ 4, Hà Trì 2.")


@pytest.mark.parametrize("figure", ["khoảng 300", "3OO", "300/280"])
async def test_a_unit_whose_figure_is_asked_about_is_in_the_table(ward: Ward, figure: str):
    clerk = ward.chat("lan")
    rows = f"Cầu Đơ 1;280\nCầu Đơ 3;{figure}\nHà Trì 1;210\n"

    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\n{rows}")

    clerk.hears("Cầu Đơ 3", "Bảng không có: Cầu Đơ 4, Hà Trì 2.")
