"""What offices still keep: old kinds are saved anew and read, with LibreOffice; without it, and for the rest, words."""

import re
import resource
import subprocess
import time
from base64 import encodebytes
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from handlers import libreoffice
from handlers.documents.read import excel_xml, office, opening, repacking
from handlers.documents.read.kinds import DocumentFormat
from handlers.documents.read.plan import read_plan
from handlers.documents.unreadable import Code, Unreadable
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import nights, repacked, word, zipped
from tests.handlers.documents.made import workbook as plain_workbook
from tests.handlers.documents.old_files import (
    READ,
    as_text,
    binary_workbook,
    letter,
    noted_workbook,
    resaved,
    web_page,
    workbook,
)
from tests.handlers.documents.test_tables import encoded

DATA = Path(__file__).parents[2] / "data" / "files"
OLD: dict[str, Callable[[], bytes]] = {
    "xls": lambda: resaved(workbook(), "xlsx", "xls"),
    "ods": lambda: resaved(workbook(), "xlsx", "ods"),
    "fods": lambda: resaved(workbook(), "xlsx", "fods"),
    "xlsb": lambda: binary_workbook(as_text()),
    "doc": lambda: resaved(letter(), "docx", "doc"),
    "odt": lambda: resaved(letter(), "docx", "odt"),
    "fodt": lambda: resaved(letter(), "docx", "fodt"),
    "rtf": lambda: resaved(letter(), "docx", "rtf"),
    "xml": lambda: resaved(letter(), "docx", "xml:MS Word 2003 XML"),
}


def places(read: ReadPlan) -> list[tuple[object, object]]:
    return [(place, days) for place, days, *_ in nights(read)]


def seen(read: ReadPlan) -> list[tuple[str, str]]:
    return [(problem.kind, problem.match) for problem in read.problems if problem.is_remark]


def refused(data: bytes, name: str = "ke_hoach.xlsx") -> Code:
    with pytest.raises(Unreadable) as caught:
        read_plan(data, name)
    return caught.value.code


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def test_one_start_of_the_office_is_enough(monkeypatch: pytest.MonkeyPatch):
    """It makes a profile of its own at the first, and would be started again for the file."""
    monkeypatch.setattr(office, "STARTS", 1)
    assert places(read_plan(OLD["xls"](), "ke_hoach.xls"))


@pytest.mark.parametrize("ending", OLD)
def test_an_old_kind_is_read_as_the_new_one_and_that_is_told(ending: str):
    old = OLD[ending]()
    if libreoffice.program() is None:  # an .xlsb is made without it
        pytest.skip("no LibreOffice here; CI requires it")
    read = read_plan(old, f"ke_hoach.{ending}")

    assert places(read) == READ
    assert seen(read) == [("saved_anew", f".{ending}")]


@pytest.mark.parametrize("name", ["ke_hoach.xlsx", "ke_hoach.docx", "ke_hoach.csv", "ke_hoach"])
def test_an_old_workbook_is_known_by_its_content_whatever_it_is_called(name: str):
    assert places(read_plan(OLD["xls"](), name)) == READ


def test_what_was_struck_out_hidden_or_noted_in_an_old_workbook_is_so_in_the_new_one():
    anew = office.save_anew(resaved(noted_workbook(), "xlsx", "xls"), DocumentFormat.XLS)
    sheet = openpyxl.load_workbook(BytesIO(anew)).active

    assert sheet["B3"].font.strike
    assert sheet.row_dimensions[4].hidden
    assert "Thôn Nam" in sheet["B5"].comment.text


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("ending", ["xlsb", "rtf"])
def test_without_libreoffice_an_old_kind_is_sent_back_with_the_menu(ending: str):
    old = {"xlsb": binary_workbook(as_text()), "rtf": rb"{\rtf1\ansi T\u7893? 1 09/11/2026}"}[ending]

    assert refused(old, f"a.{ending}") is Code.OLD_FORMAT


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_everything_else_is_read_as_before():
    assert places(read_plan(workbook(), "a.xlsx")) == READ
    assert places(read_plan(web_page().encode(), "a.xls")) == READ


def test_an_old_file_that_is_damaged_is_no_text_of_its_bytes():
    whole = OLD["xls"]()

    assert refused(whole[: len(whole) // 3]) is Code.OLD_FORMAT
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le")) is Code.OLD_FORMAT


# --- passwords


def test_an_old_workbook_with_a_password_is_told_from_a_damaged_one():
    """The record that names who wrote it becomes one that says: all that follows is enciphered."""
    book = OLD["xls"]()
    written = re.compile(rb"\x5c\x00\x70\x00", re.DOTALL)
    assert written.search(book)

    assert refused(written.sub(b"\x2f\x00\x70\x00", book, count=1)) is Code.PASSWORD


def test_an_old_letter_with_a_password_is_told_from_a_damaged_one():
    text = bytearray(OLD["doc"]())
    begins = text.index(b"\xec\xa5")
    text[begins + 11] |= 0x01

    assert refused(bytes(text)) is Code.PASSWORD


def test_an_open_document_with_a_password_is_not_tried():
    manifest = b"<manifest><encryption-data/></manifest>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"

    assert refused(zipped({"mimetype": kind, "META-INF/manifest.xml": manifest})) is Code.PASSWORD


# --- LibreOffice kept short


def test_a_document_that_holds_libreoffice_up_is_given_up_and_nothing_runs_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Its own script stands for it: it starts another process and never comes back."""
    program, pids = tmp_path / "soffice", tmp_path / "pids"
    program.write_text(f"#!/bin/sh\n/bin/sleep 300 &\necho $$ $! > {pids}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(office, "SECONDS", 1)

    began = time.monotonic()
    assert refused(rb"{\rtf1\ansi Lich}") is Code.TOO_SLOW
    assert time.monotonic() - began < 5
    assert ends(int(pid) for pid in pids.read_text().split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pids", "soffice"]


def ends(pids: Iterable[int]) -> bool:
    """What was killed is gone as soon as the system comes to it."""
    left, until = set(pids), time.monotonic() + 5
    while (left := {pid for pid in left if is_running(pid)}) and time.monotonic() < until:
        time.sleep(0.01)
    return not left


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().split(")")[-1].split()[0] != "Z"


def test_libreoffice_is_given_no_network_few_files_and_little_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A script in its place writes down what it may."""
    program, told = tmp_path / "soffice", tmp_path / "told"
    devices, alone = tmp_path / "devices", subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0
    program.write_text(
        f"#!/bin/sh\n/bin/cat /proc/net/dev > {devices}\nexec > {told} 2>&1\n"
        "ulimit -v\nulimit -t\nulimit -f\n/usr/bin/env\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TUNGNGO_SECRET_KEY", "0123456789abcdef")

    assert refused(rb"{\rtf1\ansi Lich}") is Code.OLD_FORMAT
    memory, seconds, _, *surroundings = told.read_text().split("\n")
    allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
    assert int(memory) * 1024 <= (office.MEMORY if allowed == resource.RLIM_INFINITY else allowed)
    assert int(seconds) == office.SECONDS
    assert not alone or re.findall(r"(\w+):", devices.read_text()) == ["lo"]
    assert {line.partition("=")[0] for line in surroundings if line} <= {"PATH", "HOME", "TMPDIR", "LANG", "PWD", "_"}


def test_a_letter_that_asks_for_a_file_of_this_machine_does_not_get_it(tmp_path: Path):
    (tmp_path / "bi_mat.txt").write_text("mật khẩu của phường")
    source = f'<text:section-source xlink:href="{(tmp_path / "bi_mat.txt").as_uri()}"/>'
    link = f'<text:section text:name="a">{source}</text:section>'
    flat = resaved(letter(), "docx", "fodt").decode()
    asking = flat.replace("</office:text>", f"{link}</office:text>")
    assert asking != flat
    document = opening.open_document(asking.encode(), "a.fodt")

    assert "mật khẩu của phường" not in str(document)


# --- packages as their programs write them


def strict(package: bytes) -> bytes:
    """As Excel and Word save "Strict Open XML"."""
    with ZipFile(BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    renamed = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
            content = re.sub(  # noqa: PLW2901
                rb"http://schemas\.openxmlformats\.org/(officeDocument|spreadsheetml|wordprocessingml|drawingml)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                content,
            ).replace(b"relationships/extended-properties", b"relationships/extendedProperties")
        renamed[name] = content
    return zipped(renamed)


@pytest.mark.parametrize("package", [workbook(), letter()], ids=["xlsx", "docx"])
def test_a_strict_package_is_read_like_any_other(package: bytes):
    read = read_plan(strict(package), "a.xlsx")

    assert places(read) == READ
    assert seen(read) == []


def test_dates_of_a_strict_workbook_may_be_written_out():
    book = strict(workbook())
    with ZipFile(BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    for day in (9, 10, 11):
        serial = (date(2026, 11, day) - date(1899, 12, 30)).days
        sheet = re.sub(
            rb'(<c r="C\d" s="\d+")( t="n")?><v>%d</v>' % serial, rb'\1 t="d"><v>2026-11-%02d</v>' % day, sheet
        )
    assert b't="d"' in sheet

    assert places(read_plan(repacked(book, {"xl/worksheets/sheet1.xml": sheet}), "a.xlsx")) == READ


BROKEN: dict[str, dict[str, bytes]] = {
    "styles that are no XML": {"xl/styles.xml": b"<styleSheet"},
    "a colour that is none": {},
    "properties with an impossible date": {
        "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/'
        b'XMLSchema-instance"><dcterms:created xsi:type="dcterms:W3CDTF">hom qua</dcterms:created></cp:coreProperties>'
    },
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_workbook_whose_decorations_are_broken_is_read_without_them(what: str):
    book = workbook()
    with ZipFile(BytesIO(book)) as archive:
        styles = archive.read("xl/styles.xml")
    parts = BROKEN[what] or {
        "xl/styles.xml": styles.replace(b"<fonts", b'<fonts x="1"').replace(b"<sz val", b'<color rgb="#12"/><sz val')
    }
    read = read_plan(repacked(book, parts), "a.xlsx")

    assert ("mended", "") in seen(read)
    if what == "styles that are no XML":  # then nothing says that a number is a date, and nobody guesses it
        assert {place for place, _ in places(read)} <= {place for place, _ in READ}
    else:
        assert places(read) == READ


def test_what_is_struck_out_stays_struck_out_in_a_workbook_that_was_mended():
    book = noted_workbook()
    with ZipFile(BytesIO(book)) as archive:
        styles = archive.read("xl/styles.xml").replace(b"<sz val", b'<color rgb="#12"/><sz val')
    sheet = openpyxl.load_workbook(BytesIO(repacking.mended(repacked(book, {"xl/styles.xml": styles})))).active

    assert [sheet.cell(row, 2).font.strike or False for row in (3, 4, 5)] == [True, False, False]
    assert [f"{sheet.cell(row, 3).value:%d/%m}" for row in (3, 4, 5)] == ["09/11", "10/11", "11/11"]


def test_a_letter_whose_properties_are_broken_is_read():
    read = read_plan(repacked(letter(), {"docProps/core.xml": b"<cp"}), "a.docx")

    assert places(read) == READ


def test_a_workbook_whose_parts_have_other_names_is_read():
    with ZipFile(BytesIO(workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook2.xml"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/workbook2.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/workbook2.xml")

    assert places(read_plan(zipped(parts), "a.xlsx")) == READ


# --- a zip with one document


@pytest.mark.parametrize(
    "around",
    [{}, {"__MACOSX/._ke_hoach.xlsx": b"x", ".DS_Store": b"y"}, {"Thumbs.db": b"z"}],
    ids=["alone", "mac", "windows"],
)
def test_the_one_document_of_a_zip_is_read_and_named(around: dict[str, bytes]):
    read = read_plan(zipped({"Gửi UB/ke_hoach.xlsx": workbook(), **around}), "gui.zip")

    assert places(read) == READ
    assert seen(read) == [("unpacked", "Gửi UB/ke_hoach.xlsx")]


def test_a_bomb_inside_a_zip_is_a_bomb():
    bomb = zipped({"a.xlsx": b" " * 40 * 1024 * 1024})

    assert refused(zipped({"b.zip": bomb}), "c.zip") is Code.BOMB


# --- web pages and mail under other names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258"])
def test_a_web_page_named_xls_is_read_in_its_encoding(encoding: str):
    page = web_page(((1, "Thôn Đông", date(2026, 11, 9), "19h30"),)).replace("charset=utf-8", f"charset={encoding}")
    data = encoded(page, "cp1258") if encoding == "windows-1258" else page.encode(encoding)

    assert places(read_plan(data, "lich.xls")) == [("Đông", "09/11")]


def test_cells_over_several_rows_and_columns_of_a_web_page_say_the_same_everywhere():
    table = (
        "<table><tr><td rowspan=2>Thôn</td><td colspan=2>Thời gian</td></tr><tr><td>Ngày</td><td>Giờ</td></tr>"
        "<tr><td rowspan=2>Thôn Đông</td><td>09/11/2026</td><td rowspan=2>19h30</td></tr>"
        "<tr><td>10/11/2026</td></tr></table>"
    )
    read = read_plan(f"<html><body>{table}</body></html>".encode(), "lich.xls")

    assert nights(read) == [("Đông", "09/11 10/11", "19:30", None)]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("style='display:none'", "hidden_text"),
        ("style='text-decoration:line-through'", "struck"),
        ("class=xl7", "struck"),
    ],
)
def test_what_nobody_sees_on_a_web_page_is_not_taken_and_that_is_told(row: str, kind: str):
    page = web_page(attributes={2: row}, before="<style>.xl7 {font:1pt;text-decoration:line-through}</style>")
    read = read_plan(page.encode(), "lich.xls")

    assert places(read) == [READ[0], READ[2]]
    told = [problem for problem in read.problems if problem.is_remark]
    assert [(one.rows, one.kind, "Thôn Đoài" in one.match) for one in told] == [(("table 1 row 3",), kind, True)]


def test_of_a_date_that_was_struck_out_on_a_web_page_for_another_the_other_is_taken():
    page = web_page().replace("09/11/2026", "<s>09/11/2026</s> 12/11/2026")

    assert places(read_plan(page.encode(), "lich.xls"))[0] == ("Đông", "12/11")


def test_a_page_saved_as_one_file_of_mail_is_read_sheet_by_sheet():
    page = web_page().encode()
    mail = (
        b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="--B"\r\n\r\n'
        b"----B\r\nContent-Location: file:///a.htm\r\nContent-Transfer-Encoding: 8bit\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\n\r\n<html><frameset></frameset></html>\r\n'
        b"----B\r\nContent-Location: file:///s1.htm\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\n\r\n' + encodebytes(page) + b"----B--\r\n"
    )

    for name in ("lich.doc", "lich.xls", "lich.mht"):
        assert places(read_plan(mail, name)) == READ


def test_mail_without_a_page_is_called_what_it_is():
    mail = b"MIME-Version: 1.0\nContent-Type: text/plain\n\nKinh gui\n"

    assert refused(mail, "thu.eml") is Code.UNKNOWN_TYPE


def test_a_web_page_of_pictures_alone_is_a_picture():
    assert refused(b"<html><body><img src='http://192.0.2.1/a.png'></body></html>", "a.xls") is Code.PICTURE


def test_prose_around_the_table_of_a_web_page_is_heard():
    page = web_page().replace("19h30 - 21h30", "").replace("<td>Giờ</td>", "<td>Ghi chú</td>")
    read = read_plan(
        page.replace("<table", "<p>Thời gian: từ 18h00\n  đến 20h00 các tối.</p><table", 1).encode(), "a.xls"
    )

    assert {(start, end) for _, _, start, end, *_ in nights(read)} == {("18:00", "20:00")}


# --- Excel's XML of 2003


def told_in_xml(rows: str, before: str = "", after: str = "") -> bytes:
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:'
        f'spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">{before}<Worksheet ss:Name="Lịch"><Table>'
        f"<Row><Cell><Data ss:Type='String'>Thôn</Data></Cell><Cell><Data ss:Type='String'>Ngày</Data></Cell>"
        f"<Cell><Data ss:Type='String'>Giờ</Data></Cell></Row>{rows}</Table>{after}</Worksheet></Workbook>"
    ).encode()


def test_excels_xml_of_2003_is_read_with_its_dates_times_gaps_and_spans():
    read = read_plan(
        told_in_xml(
            "<Row ss:Index='4'><Cell ss:MergeDown='1'><Data ss:Type='String'>Thôn Đông</Data></Cell>"
            "<Cell><Data ss:Type='DateTime'>2026-11-09T00:00:00.000</Data></Cell>"
            "<Cell><Data ss:Type='DateTime'>1899-12-31T19:30:00.000</Data></Cell></Row>"
            "<Row><Cell ss:Index='2'><Data ss:Type='DateTime'>2026-11-10T00:00:00.000</Data></Cell>"
            "<Cell><Data ss:Type='String'>20h</Data></Cell></Row>"
        ),
        "lich.xls",
    )

    assert nights(read) == [("Đông", "09/11", "19:30", None), ("Đông", "10/11", "20:00", None)]
    assert [row.row for row in read.rows] == [4, 5]


def test_what_is_struck_out_or_hidden_in_excels_xml_is_so_in_the_workbook():
    style = "<Styles><Style ss:ID='s1'><Font ss:StrikeThrough='1'/></Style></Styles>"
    row = "<Cell ss:StyleID='s1'><Data ss:Type='String'>Thôn Đông</Data></Cell>"
    rows = f"<Row>{row}</Row><Row ss:Hidden='1'><Cell><Data ss:Type='Number'>5</Data></Cell></Row>"
    book = openpyxl.load_workbook(BytesIO(excel_xml.as_workbook(told_in_xml(rows, before=style))))

    assert book.active["A2"].font.strike
    assert book.active.row_dimensions[3].hidden
    assert book.active["A3"].value == 5


def test_entities_in_excels_xml_never_unfold():
    bomb = told_in_xml("<Row><Cell><Data ss:Type='String'>&b;</Data></Cell></Row>").replace(
        b'<?xml version="1.0"?>', b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]>'
    )

    assert refused(bomb, "lich.xls") is Code.DAMAGED


# --- kinds of file behind other names


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.doc", "a.pdf", "a"])
def test_a_workbook_of_today_is_read_under_any_name(name: str):
    assert places(read_plan(workbook(), name)) == READ


def test_lines_of_text_are_read_though_they_are_called_a_workbook():
    text = "\n".join(";".join(row) for row in as_text())

    assert places(read_plan(text.encode(), "lich.xlsx")) == READ


@pytest.mark.parametrize("package", [plain_workbook({"a": [("x",)]}), word(["x"])], ids=["xlsx", "docx"])
def test_a_truncated_package_is_damaged_wherever_it_was_cut(package: bytes):
    assert {refused(package[: len(package) * part // 10]) for part in range(1, 10)} == {Code.DAMAGED}
