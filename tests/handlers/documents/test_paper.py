"""What is printed opens in LibreOffice without repair, with its figures, and breaks no word in the middle."""

import shutil
import subprocess
from pathlib import Path

import pytest

from handlers.documents.draw import paper
from handlers.documents.draw.paper import PADDING, WORD, fitted, shown
from handlers.outgoing.words import FIELDS
from tests.handlers.documents.letters import UNITS, cells, letter, opened

NIGHTS = [
    "STT",
    "Địa bàn",
    "Buổi",
    "Thời gian",
    "Người phụ trách",
    "Cài mới",
    "Kích hoạt",
    "Đã có từ trước",
    "Tình trạng",
]
TEXT = {"Địa bàn", "Buổi", "Thời gian", "Người phụ trách", "Tình trạng"}
WIDTHS = {"STT": 5, "Địa bàn": 28, "Người phụ trách": 24}
ROW = [1, "Khu nhà ở Cảnh sát biển", "09/11/2024", "19:30-21:30", "Nguyễn Thị Phương", 1_042, None, 0, "chưa báo"]


def nights(rows: int = 60) -> dict[str, object]:
    columns = [
        {"name": name, "kind": "text" if name in TEXT else "number", "width": WIDTHS.get(name, 12)} for name in NIGHTS
    ]
    told = {"above": ["Số liệu tính đến 20h00."], "below": ["Còn thiếu báo cáo: Hà Trì 1."]}
    sums = [None, "Tổng cộng", None, None, None, 62_520, None, 0, None]
    return {"title": "Kết quả từng buổi", "columns": columns, "rows": [ROW] * rows, "sum": sums, **told}


def test_no_word_is_wider_than_its_column():
    rows = [NIGHTS, [shown(value, "number") for value in ROW]]
    size, widths = fitted(rows, [12] * len(NIGHTS), 257)

    assert sum(widths) == pytest.approx(257)
    for width, column in zip(widths, zip(*rows, strict=True), strict=True):
        assert width >= max(len(word) for cell in column for word in cell.split(" ")) * size * WORD + PADDING - 0.01


def test_where_nothing_helps_words_get_smaller_and_the_page_is_kept():
    assert fitted([["a" * 20] * 12], [12] * 12, 257)[0] == 8
    size, widths = fitted([["a" * 20] * 30], [12] * 30, 257)

    assert size == 8
    assert sum(widths) == pytest.approx(257)


def test_the_headings_come_again_on_every_page_and_numbers_stand_at_the_right():
    table = opened(paper.draw(nights())).tables[0]
    row = table.rows[1]

    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert [cell.paragraphs[0].alignment for cell in row.cells] == [2, 0, 0, 0, 0, 2, 2, 2, 0]
    assert {round((column.width or 0) / 36_000) for column in table.columns} != {29}


def test_what_nobody_told_is_an_empty_cell():
    assert cells(paper.draw(nights(1)))[1][5:8] == ["1.042", "", "0"]
    assert shown(0.4049, "percent") == "40,49\N{NO-BREAK SPACE}%"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every kind of paper as LibreOffice shows it, in one go."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here; CI requires it")
    folder: Path = tmp_path_factory.mktemp("papers")
    drawn = {kind: letter(kind, ket_qua="đạt 18,45 %", thay_doi="412 → 394") for kind in FIELDS} | {"nights": nights()}
    for name, data in drawn.items():
        (folder / f"{name}.docx").write_bytes(paper.draw(data))
    order = ["--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run([office, *order, *(f"{name}.docx" for name in drawn)], cwd=folder, check=True, timeout=100)
    return {name: (folder / f"{name}.txt").read_text("utf-8-sig") for name in drawn}


def test_libreoffice_opens_every_paper_reads_its_figures_and_numbers_its_sections(converted: dict[str, str]):
    lines = [line.strip() for line in converted["weekly"].splitlines()]

    assert "đạt 18,45 %" in converted["weekly"]
    assert converted["weekly"].count("chưa báo") == len(UNITS)
    assert converted["final"].count("21,44 %") == len(UNITS)
    assert "412 → 394" in converted["slip"]
    assert converted["nights"].count("19:30-21:30") == 60
    assert "62.520" in converted["nights"]
    assert [line for line in lines if line.startswith(("I", "V"))] == [
        "I. KẾT QUẢ",
        "II. KẾT QUẢ THEO ĐỊA BÀN",
        "III. VIỆC ĐÃ LÀM",
        "IV. KHÓ KHĂN, VƯỚNG MẮC",
        "V. THÔNG BÁO ĐẾN NGƯỜI DÂN",
    ]
