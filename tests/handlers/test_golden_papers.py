"""Papers of one evening, byte for byte or word for word. When they change on purpose, write them anew and read them."""

import io
from pathlib import Path

import pytest
from docx import Document

from tests.handlers.test_papers_dialog import body_of, told
from tests.ward import Ward

GOLDEN = Path(__file__).parent.parent / "data" / "papers"


def lines_of(body: bytes) -> str:
    """Every paragraph, then every row of every table, as they stand on paper."""
    document = Document(io.BytesIO(body))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows]) + "\n"


TABLES = [("/xuat tiến độ csv", "progress.csv"), ("/xuat từng buổi csv", "nights.csv")]
LETTERS = [("/baocaotuan", "weekly.txt"), ("/xuat tổng kết", "final.txt")]


@pytest.mark.parametrize(("words", "name"), TABLES)
async def test_a_table_is_the_same_bytes(ward: Ward, words: str, name: str):
    clerk = await told(ward)

    await clerk.says(words)

    assert await body_of(ward, clerk) == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize(("words", "name"), LETTERS)
async def test_a_letter_is_the_same_words(ward: Ward, words: str, name: str):
    clerk = await told(ward)

    await clerk.says(words)

    assert lines_of(await body_of(ward, clerk)) == (GOLDEN / name).read_text("utf-8")
