"""What becomes of the file's own structure: merged cells, tracked changes, encodings, separators, kinds of value."""

import unicodedata
from datetime import datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from handlers.documents.read import sheets
from handlers.documents.read.opening import open_document
from handlers.documents.read.tables import Document, Paragraph, ReadTable
from handlers.documents.unreadable import Code, Unreadable
from tests.handlers.documents.made import repacked, saved, word, workbook

TONES = "\u0300\u0301\u0303\u0309\u0323"


def rows(document: Document) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for block in document.blocks
        if isinstance(block, ReadTable)
        for row in block.rows
    ]


def labels(document: Document) -> list[object]:
    return [row.label for block in document.blocks if isinstance(block, ReadTable) for row in block.rows if row.filled]


def body(xml: str) -> Document:
    """A letter with this as its whole body."""
    document = docx.Document()
    for child in list(document.element.body):
        document.element.body.remove(child)
    for child in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        document.element.body.append(child)
    return open_document(saved(document), "x.docx")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def text_cell(text: str, properties: str = "") -> str:
    return cell(f"<w:p>{run(text)}</w:p>", properties)


def controlled(inner: str) -> str:
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def test_words_inserted_while_tracking_are_read_and_deleted_ones_are_not():
    document = body(f"<w:p><w:ins>{run('mới')}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>")

    assert document.blocks == (Paragraph("paragraph 1", "mới"),)


def test_a_row_deleted_while_tracking_is_not_there():
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{text_cell('cũ')}</w:tr>"

    assert rows(body(f"<w:tbl>{gone}<w:tr>{text_cell('mới')}</w:tr></w:tbl>")) == [["mới"]]


def test_tables_rows_and_cells_inside_content_controls_are_read():
    row = controlled(f"<w:tr>{controlled(text_cell('Đông'))}</w:tr>")

    assert rows(body(controlled(f"<w:tbl>{row}</w:tbl>"))) == [["Đông"]]


def test_a_table_inside_a_cell_follows_the_table_that_holds_it():
    inner = f"<w:tbl><w:tr>{text_cell('trong')}</w:tr></w:tbl>"
    outer = cell(f"<w:p>{run('ngoài')}</w:p>{inner}<w:p/>")
    document = body(f"<w:tbl><w:tr>{outer}</w:tr></w:tbl>")

    assert rows(document) == [["ngoài"], ["trong"]]
    assert labels(document) == ["table 1 row 1", "table 2 row 1"]


def test_cells_over_several_columns_and_rows_say_the_same_everywhere():
    wide = text_cell("Thời gian", '<w:gridSpan w:val="2"/>')
    top, below = text_cell("Đông", '<w:vMerge w:val="restart"/>'), text_cell("", "<w:vMerge/>")
    first = f"<w:tr>{top}{text_cell('1')}{text_cell('2')}</w:tr>"
    second = f"<w:tr>{below}{text_cell('3')}{text_cell('4')}</w:tr>"
    document = body(f"<w:tbl><w:tr>{text_cell('Thôn')}{wide}</w:tr>{first}{second}</w:tbl>")

    assert rows(document) == [["Thôn", "Thời gian", "Thời gian"], ["Đông", "1", "2"], ["Đông", "3", "4"]]


def test_a_row_that_begins_further_right_keeps_its_columns():
    indented = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{text_cell("2")}</w:tr>'

    assert rows(body(f"<w:tbl><w:tr>{text_cell('a')}{text_cell('b')}</w:tr>{indented}</w:tbl>")) == [
        ["a", "b"],
        ["", "2"],
    ]


def test_a_number_that_word_itself_prints_is_marked():
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr></w:p>'

    assert rows(body(f"<w:tbl><w:tr>{cell(numbered)}{text_cell('Đông')}</w:tr></w:tbl>")) == [["#", "Đông"]]


def test_breaks_and_hyphens_inside_a_paragraph_are_kept():
    document = body("<w:p><w:r><w:t>19h</w:t><w:noBreakHyphen/><w:t>21h</w:t><w:br/><w:t/></w:r></w:p>")

    assert document.blocks == (Paragraph("paragraph 1", "19h-21h\n"),)


def test_a_letter_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr("handlers.documents.read.wordfile.MAX_ROWS", 2)

    with pytest.raises(Unreadable, match=Code.TOO_BIG):
        open_document(word([[("a",), ("b",), ("c",)]]), "x.docx")


def test_values_are_shown_as_a_vietnamese_reader_writes_them():
    at = datetime.fromisoformat("2024-11-09T19:30")
    values = (at, at.replace(hour=0, minute=0), time(19, 30), timedelta(hours=25, minutes=5), 3.0, True, None, 2.5)
    document = open_document(workbook({"x": [values]}), "x.xlsx")

    assert rows(document)[0] == ["09/11/2024 19:30", "09/11/2024", "19:30", "25:05", "3", "", "", "2.5"]


def test_a_whole_number_has_no_decimals():
    assert sheets.shown(3.0) == "3"


def test_rows_of_a_sheet_keep_their_numbers_and_a_gap_stays_a_gap():
    document = open_document(workbook({"x": [("a",), (), (), ("b",)]}), "x.xlsx")

    assert labels(document) == [1, 4]
    assert rows(document) == [["a"], [""], ["b"], [""]]


def test_a_merged_range_as_large_as_the_sheet_costs_nothing():
    with ZipFile(BytesIO(workbook({"x": [("a", "b")]}, ["A1:A2"]))) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").replace(b"A1:A2", b"A1:XFD1048576")
    data = repacked(workbook({"x": [("a", "b")]}), {"xl/worksheets/sheet1.xml": part})

    assert rows(open_document(data, "x.xlsx"))[0] == ["a", "a"]


def test_hidden_sheets_are_not_read():
    with ZipFile(BytesIO(workbook({"x": [("a",)], "y": [("b",)]}))) as archive:
        book = archive.read("xl/workbook.xml").replace(
            b'name="y" sheetId="2" state="visible"', b'name="y" sheetId="2" state="hidden"'
        )
    data = repacked(workbook({"x": [("a",)], "y": [("b",)]}), {"xl/workbook.xml": book})

    assert labels(open_document(data, "x.xlsx")) == [1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_text_is_read_in_every_encoding_offices_still_write(encoding):
    text = "TT;Thôn;Ngày\n1;Ngõ Đông Ngạc;09/11/2024\n"

    assert rows(open_document(encoded(text, encoding), "x.csv"))[1] == ["1", "Ngõ Đông Ngạc", "09/11/2024"]


def encoded(text: str, encoding: str) -> bytes:
    """windows-1258 writes the tone after its letter."""
    if encoding != "cp1258":
        return text.encode(encoding)
    apart = unicodedata.normalize("NFD", text)
    toned = "".join(sign if sign in TONES else f"\0{sign}" for sign in apart)
    letters = [unicodedata.normalize("NFC", letter.replace("\0", "")) for letter in toned.split("\0")]
    return b"".join(_letter(letter) for letter in _joined(letters))


def _joined(letters: list[str]) -> list[str]:
    """A circumflex, breve or horn belongs to its letter; only the tone stands apart."""
    joined: list[str] = []
    for letter in letters:
        if letter and unicodedata.combining(letter[0]) and joined:
            joined[-1] = unicodedata.normalize("NFC", joined[-1] + letter)
        else:
            joined.append(letter)
    return joined


def _letter(letter: str) -> bytes:
    apart = unicodedata.normalize("NFD", letter)
    tone = "".join(sign for sign in apart if sign in TONES)
    return (unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in TONES)) + tone).encode("cp1258")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_the_content(separator):
    lines = [("Lịch hỗ trợ, có dấu phẩy",), ("TT", "Thôn", "Ngày"), ("1", "Đông", "09/11/2024")]
    text = "\n".join(separator.join(["", *line, ""] if separator == "|" else line) for line in lines)

    assert ["1", "Đông", "09/11/2024"] in rows(open_document(text.encode(), "x.txt"))


def test_lines_of_a_csv_are_records_and_those_of_a_text_are_lines():
    text = b'a,b\n"c\nd",e\nf,g\n'

    assert labels(open_document(text, "x.csv")) == [1, 2, 3]
    assert labels(open_document(text, "x.txt")) == ["line 1", "line 2", "line 4"]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    text = 'TT\tThôn\n1\t"Đông\n' + "".join(f"{number}\tThôn {number}\n" for number in range(2, 40))

    assert len(labels(open_document(text.encode(), "x.txt"))) == 40


def test_a_field_longer_than_any_parser_takes_is_still_text():
    assert labels(open_document(b'a,b\n"' + b"x" * 200_000 + b'",c\n', "x.csv")) == [1, 2]


def test_a_letter_of_too_many_paragraphs_is_refused(monkeypatch):
    monkeypatch.setattr("handlers.documents.read.wordfile.MAX_BLOCKS", 2)

    with pytest.raises(Unreadable, match=Code.TOO_BIG):
        open_document(word(["a", "b", "c"]), "x.docx")


def test_what_a_deleted_paragraph_held_is_gone():
    assert rows(body(f"<w:del><w:p>{run('cũ')}</w:p></w:del><w:tbl><w:tr>{text_cell('mới')}</w:tr></w:tbl>")) == [
        ["mới"]
    ]


@pytest.mark.parametrize("limit", ["MAX_ROWS", "MAX_TEXT"])
def test_a_text_that_is_too_long_is_refused(monkeypatch, limit):
    monkeypatch.setattr(f"handlers.documents.read.plaintext.{limit}", 3)

    with pytest.raises(Unreadable, match=Code.TOO_BIG):
        open_document(b"a\nb\nc\nd", "x.txt")
