"""`tungngo export`: the files of the chat at a path, and every mistake in one line."""

import io
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from bot.console import CommandRefused
from bot.paper_cli import PaperOrder, write
from bot.settings import Settings
from tests.handlers.documents.letters import template, words
from tests.handlers.test_template_dialog import uses
from tests.ward import Ward

AT = "2024-11-13T20:00"


def body_of(out: Path) -> bytes:
    return out.read_bytes()


async def exported(url: str, out: Path, what: str, about: str = "") -> bytes:
    await write(Settings(database_url=url), PaperOrder(what, "", AT, out, about), 0)
    return body_of(out)


async def test_a_table_is_written_as_its_name_ends(ward: Ward, sqlite_url: str, tmp_path: Path):
    await ward.chat("binh").says("cài 42")

    book = openpyxl.load_workbook(io.BytesIO(await exported(sqlite_url, tmp_path / "a.xlsx", "progress")))
    text = (await exported(sqlite_url, tmp_path / "a.csv", "progress")).decode("utf-8-sig")

    assert book.active["G4"].value == 412
    assert text.splitlines()[1].startswith("1,G0,Cầu Đơ 1,980,370,42,412,")


async def test_an_office_may_bring_its_own_template(ward: Ward, sqlite_url: str, tmp_path: Path):
    own = Document()
    own.add_paragraph("Kính gửi: {{ket_qua}}")
    own.save(str(tmp_path / "own.docx"))

    body = await exported(sqlite_url, tmp_path / "letter.docx", "weekly", str(tmp_path / "own.docx"))

    assert Document(io.BytesIO(body)).paragraphs[0].text.startswith("Kính gửi: Tính đến 20h00 ngày 13/11/2024")


@pytest.mark.parametrize(
    ("name", "what", "about", "why"),
    [
        ("a.pdf", "progress", "", "a name that ends in .csv or .docx or .xlsx"),
        ("a.xlsx", "weekly", "", "a name that ends in .docx"),
        ("a.xlsx", "round", "7", "the campaign has no round 7"),
        ("a.png", "picture", "flowers", "pace, bands, calendar"),
        ("a.docx", "weekly", "nowhere.docx", "nowhere.docx: No such file"),
        ("a.docx", "weekly", __file__, "not a zip file"),
        ("nowhere/a.csv", "progress", "", "No such file or directory"),
    ],
)
async def test_a_mistake_is_said(
    ward: Ward, sqlite_url: str, tmp_path: Path, name: str, what: str, about: str, why: str
):
    with pytest.raises(CommandRefused, match=why):
        await exported(sqlite_url, tmp_path / name, what, about)


async def test_a_misspelt_field_is_named_with_its_place(ward: Ward, sqlite_url: str, tmp_path: Path):
    own = Document()
    own.add_paragraph("Trên hết")
    own.add_paragraph("{{ket_qa}}")
    own.save(str(tmp_path / "own.docx"))

    with pytest.raises(
        CommandRefused, match=r"\{\{ket_qa\}\} in paragraph 2: no field of.*perhaps \{\{ket_qua\}\} is meant"
    ):
        await exported(sqlite_url, tmp_path / "letter.docx", "weekly", str(tmp_path / "own.docx"))


async def test_the_offices_own_template_is_used_and_where_it_fails_ours_is_and_that_is_said(
    ward: Ward, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    await uses(ward, template("Mẫu của phường: {{ ket_qua }}"))
    assert words(await exported(sqlite_url, tmp_path / "a.docx", "weekly"))[0].startswith("Mẫu của phường: Tính đến")

    await uses(ward, template("Mẫu của phường: {{ cho_dien_cu }}"))
    assert words(await exported(sqlite_url, tmp_path / "a.docx", "weekly"))[0] == "BÁO CÁO"
    assert capsys.readouterr().err == (
        "The office's own template cannot be filled, ours is used: "
        "{{ cho_dien_cu }} in paragraph 1: no field of this letter\n"
    )
