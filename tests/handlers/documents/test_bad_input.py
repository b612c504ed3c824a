"""What clerks and strangers send by mistake or on purpose: refused with a code, nothing raised but Unreadable."""

import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.documents.read import plan, roster
from handlers.documents.unreadable import Code, Unreadable
from tests.handlers.documents.made import repacked, word, workbook, zipped

TABLE = (("TT", "Thôn", "Ngày"), (1, "Đông", "09/11/2024"))
SHEET = workbook({"Lịch": TABLE})
LETTER = word(["KẾ HOẠCH", TABLE])
CONTENT_TYPES = "[Content_Types].xml"
MEGABYTE = 1024 * 1024


def refusal(data: bytes, name: str = "kehoach.xlsx") -> Code:
    with pytest.raises(Unreadable) as caught:
        plan.read_plan(data, name)
    return caught.value.code


def outcome(data: bytes) -> Code | None:
    """None when both readers took it; anything raised but Unreadable fails the test."""
    try:
        plan.read_plan(data, "a.csv")
        roster.read_roster(data, "a.csv", ["Đông", "Thôn 1"])
    except Unreadable as refused:
        return refused.code
    return None


def test_the_content_decides_and_not_the_extension():
    assert len(plan.read_plan(SHEET, "kehoach.docx").sessions) == 1
    assert len(plan.read_plan(LETTER, "kehoach.csv").sessions) == 1


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "\ufeff\n".encode()])
def test_nothing_at_all_is_empty(data):
    assert refusal(data, "lich.txt") is Code.EMPTY


def test_a_workbook_without_a_value_is_empty():
    assert refusal(workbook({"Lịch": [], "Sheet2": []})) is Code.EMPTY


def test_a_letter_without_a_word_is_empty():
    assert refusal(word([])) is Code.EMPTY


def test_a_zip_bomb_is_refused_before_anything_is_unpacked():
    bomb = repacked(SHEET, {"xl/worksheets/sheet1.xml": b" " * 40 * MEGABYTE})
    began = time.process_time()

    assert len(bomb) < MEGABYTE
    assert refusal(bomb) is Code.BOMB
    assert time.process_time() - began < 0.5


def test_more_markup_than_memory_allows_is_refused():
    noise = bytes(range(33, 127)) * (17 * MEGABYTE // 94 // 20)
    parts = {f"xl/worksheets/sheet{number}.xml": noise[number:] + bytes([number]) for number in range(2, 23)}

    assert refusal(repacked(SHEET, parts)) in {Code.TOO_BIG, Code.BOMB}


def test_thousands_of_entries_are_refused():
    assert refusal(repacked(SHEET, {f"xl/media/{number}": b"" for number in range(1_100)})) is Code.TOO_BIG


def test_a_sheet_of_many_rows_is_refused_early():
    rows = [(number, "Thôn", "09/11/2024") for number in range(5_500)]

    assert refusal(workbook({"Lịch": rows})) is Code.TOO_BIG


def test_a_stray_cell_at_the_bottom_of_the_sheet_does_no_harm():
    stray = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    with ZipFile(BytesIO(SHEET)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    data = repacked(SHEET, {"xl/worksheets/sheet1.xml": part.replace(b"</sheetData>", stray)})

    assert len(plan.read_plan(data, "lich.xlsx").sessions) == 1


def test_two_hundred_sheets_are_refused():
    assert refusal(workbook({f"Tuần {number}": TABLE for number in range(200)})) is Code.TOO_MANY_SHEETS


@pytest.mark.parametrize(
    ("package", "main", "enabled"),
    [
        (SHEET, b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
        (
            LETTER,
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        ),
    ],
    ids=["xlsm", "docm"],
)
def test_of_a_file_with_macros_the_table_is_read_and_nothing_is_run(package: bytes, main: bytes, enabled: bytes):
    with ZipFile(BytesIO(package)) as archive:
        types = archive.read(CONTENT_TYPES).replace(main, enabled)
    read = plan.read_plan(repacked(package, {CONTENT_TYPES: types, "xl/vbaProject.bin": b"\xd0\xcf"}), "a.xlsx")

    assert [session.group for session in read.sessions] == ["Đông"]
    assert [problem.kind for problem in read.problems if problem.is_remark] == ["macros"]


@pytest.mark.parametrize(
    "called",
    [b"ms-word.template.macroEnabledTemplate.main", b"openxmlformats-officedocument.wordprocessingml.template.main"],
    ids=["dotm", "dotx"],
)
def test_a_letter_that_calls_itself_a_template_is_read(called: bytes):
    with ZipFile(BytesIO(LETTER)) as archive:
        usual = b"openxmlformats-officedocument.wordprocessingml.document.main"
        types = archive.read(CONTENT_TYPES).replace(usual, called)
    read = plan.read_plan(repacked(LETTER, {CONTENT_TYPES: types}), "a.dotx")

    assert [session.group for session in read.sessions] == ["Đông"]
    assert "mended" not in {problem.kind for problem in read.problems}


def test_an_encrypted_entry_is_a_password():
    data = zipped({"xl/workbook.xml": b"x"})
    data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")

    assert refusal(data) is Code.PASSWORD


def test_a_password_is_told_from_an_old_format():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    assert refusal(ole + "EncryptedPackage".encode("utf-16-le")) is Code.PASSWORD
    assert refusal(ole, "kehoach.doc") is Code.OLD_FORMAT


def test_formulas_that_were_never_calculated_cannot_be_read():
    assert refusal(workbook({"Lịch": [("=A2", "=B2"), ("=A3", "=B3")]})) is Code.FORMULAS_ONLY


def test_a_scan_inside_a_letter_is_called_a_picture():
    assert refusal(repacked(word([]), {"word/media/image1.png": b"\x89PNG"}), "scan.docx") is Code.PICTURE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n", Code.PDF),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Code.PICTURE),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Code.UNKNOWN_TYPE),
        (b"\x89PNG\r\n\x1a\n\0\0", Code.PICTURE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Code.PICTURE),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), Code.SLIDES),
        (zipped({"ppt/presentation.xml": b"<p/>", CONTENT_TYPES: b"<Types/>"}), Code.SLIDES),
        (zipped({"Index/Document.iwa": b"\0\0\0"}), Code.APPLE),
        (zipped({"a.xlsx": SHEET, "b.docx": LETTER}), Code.ARCHIVE),
        (zipped({"a.zip": zipped({"b.zip": zipped({"c.xlsx": SHEET})})}), Code.ARCHIVE),
        (zipped({"__MACOSX/._a.xlsx": b"x"}), Code.EMPTY),
        (b"Rar!\x1a\x07\x01\0", Code.ARCHIVE),
        (b"PK\x03\x04 not a zip", Code.DAMAGED),
        (SHEET[: len(SHEET) // 2], Code.DAMAGED),
        (b"\x81\x8d\x8f\x90\x9d" * 10, Code.ENCODING),
        (b"MZ\x90\0\x03\0\0\0", Code.UNKNOWN_TYPE),
    ],
)
def test_other_kinds_of_file_are_called_by_their_name(data, code):
    assert refusal(data) is code


def test_entities_that_unfold_themselves_never_reach_a_parser():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'

    assert refusal(repacked(LETTER, {"word/document.xml": bomb})) is Code.DAMAGED


def test_an_honest_text_that_begins_like_a_picture_is_read():
    assert len(plan.read_plan("BM,Thôn,Ngày\n1,Đông,09/11/2024\n".encode(), "lich.csv").sessions) == 1


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_unreadable(data):
    assert outcome(data) in {None, *Code}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="Thôn Ngày0123456789/,;|\t\n-:hđếntừ()xT\"'", max_size=300))
def test_no_text_raises_anything_but_unreadable(text):
    for heading in ("", "Thôn,Ngày,Giờ\n"):
        assert outcome((heading + text).encode()) in {None, *Code}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([SHEET, LETTER]), st.integers(0, 6_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_package_is_read_or_refused(package, place, damage):
    data = package[:place] + damage + package[place + len(damage) :]
    assert outcome(data) in {None, *Code}
