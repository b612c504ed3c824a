"""What a file holds and nobody sees is named before the yes, and what is broken in it is asked about."""

import pytest

from handlers import texts
from handlers.problem import SEEN, Problem
from storage.database import Database
from tests.handlers.documents.made import word, workbook
from tests.handlers.headcount_files import sends_table
from tests.handlers.plans import nights, sends, sends_file
from tests.handlers.rosters import sends_roster
from tests.ward import Ward

LOST = "Thời gian\tĐịa bàn\n09/11/2024\tCầu Đơ 1\n10/11/2024\tC?u Đơ 3\n11/11/2024\tCầu Đơ 4\n"


@pytest.fixture
async def empty(sqlite: Database) -> Ward:
    return await Ward.founded(
        sqlite, plan={"Cầu Đơ 1": [], "Cầu Đơ 3": [], "Cầu Đơ 4": [], "Hà Trì 1": [], "Hà Trì 2": []}
    )


async def test_letters_of_another_age_are_shown_as_they_are_read(empty: Ward):
    clerk = empty.chat("lan")
    rows = (("Tæ d©n phè", "Ngµy"), ("CÇu §¬ 1", "09/11/2024"), ("CÇu §¬ 3", "10/11/2024"))

    await sends_file(clerk, "lich.docx", word([rows]))
    clerk.hears("2 địa bàn, 2 buổi", 'Chữ trong tệp theo kiểu cũ, em đã đổi: "Tổ dân phố" (trong tệp là "Tæ d©n phè")')


async def test_a_row_whose_letters_are_lost_waits_until_it_is_named(empty: Ward):
    clerk = empty.chat("lan")

    await sends(clerk, LOST)
    clerk.hears("2 địa bàn, 2 buổi", 'dòng 3 "C?u Đơ 3": chữ bị hỏng, chưa rõ ghi gì', '"dòng 3 là" kèm tên địa bàn')
    await clerk.says("dòng 3 ngày 13/11")
    clerk.hears("2 địa bàn, 2 buổi")
    await clerk.says("dòng 3 là Cầu Đơ 3")
    await clerk.says("đồng ý")

    assert [unit for unit, *_ in await nights(empty)] == ["Cầu Đơ 1", "Cầu Đơ 3", "Cầu Đơ 4"]


async def test_a_broken_cell_asks_for_what_it_lacks(empty: Ward):
    clerk = empty.chat("lan")
    rows = [("Địa bàn", "Ngày"), ("Cầu Đơ 1", "09/11/2024"), ("#N/A", "10/11/2024"), ("Cầu Đơ 4", "#REF!")]

    await sends_file(clerk, "lich.xlsx", workbook({"Lịch": rows}))
    clerk.hears('dòng 3 "#N/A": ô bị báo lỗi', 'dòng 4 "#REF!" (Cầu Đơ 4): ô bị báo lỗi', '"dòng 3 là" kèm tên địa bàn')
    await clerk.says("dòng 3 là Cầu Đơ 3")
    await clerk.says("dòng 4 ngày 11/11")
    await clerk.says("đồng ý")

    assert await nights(empty) == [(f"Cầu Đơ {n}", day, "planned") for n, day in ((1, "09"), (3, "10"), (4, "11"))]


async def test_a_person_whose_letters_are_lost_is_named_and_not_taken(ward: Ward):
    clerk = ward.chat("lan")

    await sends_roster(clerk, ["Lê V?n M?i;Tổ trưởng TDP;Hà Trì 2;0900 000 503", "Bà Tô Thị Sen;Tổ phó TDP;Hà Trì 1;"])
    clerk.hears("1 người", '"Lê V?n M?i": chữ bị hỏng, chưa rõ ghi gì, chưa lấy dòng này')


async def test_a_broken_figure_is_named_and_not_taken(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, "Tổ dân phố;Số hộ\nCầu Đơ 1;300\nCầu Đơ 3;#DIV/0!\n")
    clerk.hears("Dòng 3: “#DIV/0!”: ô bị báo lỗi, chưa rõ ghi gì, chưa lấy.")


OF_THE_FILE = {"saved_anew", "unpacked", "macros", "mended", "from_pdf", "from_scan", "scanned_pages"}


@pytest.mark.parametrize("kind", sorted(SEEN - {"garbled", "converted"} - OF_THE_FILE))
def test_every_remark_says_where_and_what(kind):
    said = texts.seen(texts.Pronouns("chị", "em"), [Problem(("table 2 row 7",), kind, "Bến Gỗ", "C")])

    assert said.startswith("• ")
    assert said.endswith((".", "ạ."))
    assert "bảng 2 dòng 7" in said.lower() or kind in {"hidden_column", "hidden_sheet", "text_box"}
    assert "Bến Gỗ" in said or kind == "only_errors"


def test_letters_that_are_lost_ask_for_the_file_they_came_from():
    lost = Problem((), "garbled", "T? dân ph?", blocking=True)

    assert "Chị gửi lại tệp gốc" in texts.seen(texts.Pronouns("chị", "em"), [lost])


def test_of_many_remarks_the_first_are_told_and_the_rest_counted():
    many = [Problem((row,), "struck", f"Tổ {row}") for row in range(1, 10)]
    said = texts.seen(texts.Pronouns(), many).split("\n")

    assert len(said) == texts.REMARKS_SHOWN + 1
    assert said[-1] == "… và 3 chỗ nữa."
