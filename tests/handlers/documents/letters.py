"""Templates made for the tests, and a letter of forty units to fill them with."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Letter

from handlers.outgoing.templates import original
from handlers.outgoing.words import FIELDS
from tests.handlers.documents.made import Rows, saved

UNITS = [
    {"stt": str(n), "ten": f"Cầu Đơ {n}", "tong_so": "1.922", "tuan": "chưa báo", "den_nay": "412", "ty_le": "21,44 %"}
    for n in range(1, 41)
]
ROWS = (("STT", "Địa bàn"), ("{%tr for d in dia_ban %}", ""), ("{{ d.stt }}", "{{ d.ten }}"), ("{%tr endfor %}", ""))


def template(*blocks: str | Rows) -> bytes:
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            table = document.add_table(len(block), len(block[0]))
            for cell, words in zip(table._cells, (words for row in block for words in row), strict=True):
                cell.text = str(words)
    return saved(document)


def opened(body: bytes) -> Letter:
    return Document(io.BytesIO(body))


def words(body: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(body).paragraphs]


def cells(body: bytes, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(body).tables[table].rows]


def letter(kind: str = "weekly", rows: Sequence[dict[str, str]] = tuple(UNITS), **told: str) -> dict[str, object]:
    """As the document worker is asked for it, in the template that ships."""
    fields = {**dict.fromkeys(FIELDS[kind], "1.922"), **told}
    return original(kind).holding({"fields": fields, "rows": {"dia_ban": list(rows)}})
