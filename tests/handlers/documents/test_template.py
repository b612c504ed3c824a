"""A Word template is filled as the office wrote it, whatever Word has made of it."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Letter

from handlers.documents import paper
from handlers.documents.template import Misspelt, fill

UNITS = [{"stt": "1", "ten": "Cầu Đơ 1"}, {"stt": "2", "ten": "Hà Trì & <1>"}]
SHIPPED = Path(paper.__file__).parent / "templates"


def packed(document: Letter) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def texts(body: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs]


def test_a_field_that_word_has_cut_in_pieces_is_filled_and_keeps_its_look():
    document = Document()
    paragraph = document.add_paragraph("Tổng ")
    for piece in ("{{to", "ng_c", "ong}} người"):
        paragraph.add_run(piece)
    paragraph.runs[1].bold = True

    filled = Document(io.BytesIO(fill(packed(document), {"tong_cong": "1.234"}, {})))

    assert filled.paragraphs[0].text == "Tổng 1.234 người"
    assert filled.paragraphs[0].runs[1].bold


def test_several_fields_stand_in_one_paragraph():
    document = Document()
    document.add_paragraph("{{a}}/{{ b }} = {{a}}")

    assert texts(fill(packed(document), {"a": "1", "b": "{{a}}"}, {})) == ["1/{{a}} = 1"]


def test_a_row_is_repeated_for_each_unit_and_a_paragraph_without_words_goes():
    document = Document()
    document.add_paragraph("{{kho_khan}}")
    document.add_paragraph("Hết")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["STT", "Địa bàn", "{{#dia_ban.stt}}", "{{#dia_ban.ten}}"], strict=True):
        cell.text = words

    filled = Document(io.BytesIO(fill(packed(document), {"kho_khan": ""}, {"dia_ban": UNITS})))

    rows = [[cell.text for cell in row.cells] for row in filled.tables[0].rows]
    assert rows == [["STT", "Địa bàn"], ["1", "Cầu Đơ 1"], ["2", "Hà Trì & <1>"]]
    assert [paragraph.text for paragraph in filled.paragraphs] == ["Hết"]


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("{{ten_dia_ban}}", r"\{\{ten_dia_ban\}\} in table 1, row 1 is no field of this letter"),
        ("{{#dia_bam.ten}}", r"\{\{#dia_bam.ten\}\} in table 1, row 1 .* perhaps \{\{#dia_ban.\}\} is meant"),
        ("{{#dia_ban.tem}}", r"dia_ban.tem\}\} in table 1, row 1 .* perhaps \{\{dia_ban.ten\}\} is meant"),
    ],
)
def test_a_misspelt_field_says_which_and_where(field: str, why: str):
    document = Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = field

    with pytest.raises(Misspelt, match=why):
        fill(packed(document), {"ten": "x"}, {"dia_ban": UNITS})


def letter() -> dict[str, object]:
    names = "co_quan so dia_danh_ngay trich_yeu ket_qua trong_tuan so_voi_truoc_dot bao_cao thieu kho_khan ky_thay"
    fields = dict.fromkeys([*names.split(), "chuc_vu", "noi_nhan", "tong_so", "ty_le", "tong_cong", "tong_tuan"], "x")
    row = dict.fromkeys(("stt", "ten", "tong_so", "tuan", "den_nay", "ty_le"), "1.922")
    return {"template": "weekly", "fields": {**fields, "ket_qua": "đạt 18,45 %"}, "rows": {"dia_ban": [row] * 3}}


def test_the_same_letter_is_the_same_bytes():
    assert paper.draw(letter()) == paper.draw(letter())


@pytest.mark.parametrize("name", ["weekly", "slip", "final"])
def test_the_shipped_templates_have_the_form_of_an_official_letter(name: str):
    document = Document(str(SHIPPED / f"{name}.docx"))
    head, foot = document.tables[0], document.tables[-1]

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.rows[0].cells[1].text
    assert "Độc lập - Tự do - Hạnh phúc" in head.rows[0].cells[1].text
    assert "{{co_quan}}" in head.rows[0].cells[0].text
    assert "Nơi nhận:" in foot.rows[0].cells[0].text


def test_every_part_of_a_letter_is_whole():
    with zipfile.ZipFile(io.BytesIO(paper.draw(letter()))) as parts:
        assert parts.testzip() is None
        assert "word/document.xml" in parts.namelist()


@pytest.mark.trial
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_opens_the_letter_and_reads_its_figures(tmp_path: Path):
    (tmp_path / "letter.docx").write_bytes(paper.draw(letter()))
    office = [str(shutil.which("soffice")), "--headless", f"-env:UserInstallation=file://{tmp_path}/office"]

    subprocess.run([*office, "--convert-to", "txt:Text", "letter.docx"], cwd=tmp_path, check=True, timeout=120)

    said = (tmp_path / "letter.txt").read_text("utf-8-sig")
    assert "đạt 18,45 %" in said
    assert said.count("1.922") == 3 * 6
