"""PDF: tables by their lines, or by their columns; what goes on over a page; and what it is not read for."""

import random
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from handlers.documents.read.opening import open_document
from handlers.documents.read.plan import read_plan
from handlers.documents.read.tables import Document, Paragraph, ReadTable
from handlers.documents.unreadable import Code, Unreadable
from tests.handlers.documents.made import nights
from tests.handlers.documents.old_files import (
    COLUMNS,
    READ,
    TITLE,
    Line,
    Text,
    as_text,
    letter,
    pdf,
    resaved,
    ruled,
    workbook,
)

DATA = Path(__file__).parents[2] / "data" / "files"


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in one.rows] for one in document.blocks if isinstance(one, ReadTable)
    ]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def opened(*pages: tuple[Sequence[Text], Sequence[Line]]) -> Document:
    return open_document(pdf(*pages), "a.pdf")


def refused(data: bytes) -> Code:
    with pytest.raises(Unreadable) as caught:
        open_document(data, "a.pdf")
    return caught.value.code


def test_a_table_with_its_lines_is_read_and_it_is_told_that_it_was_a_pdf():
    texts, lines = ruled(as_text())
    read = read_plan(pdf(([(200, 60, TITLE), *texts], lines)), "a.pdf")

    assert [(place, days) for place, days, *_ in nights(read)] == READ
    assert [(one.kind, one.blocking) for one in read.problems] == [("from_pdf", False)]
    assert prose(opened(([(200, 60, TITLE), *texts], lines))) == [TITLE]


@pytest.mark.parametrize("made", [lambda: resaved(workbook(), "xlsx", "pdf"), lambda: resaved(letter(), "docx", "pdf")])
def test_what_an_office_program_prints_is_read_like_what_it_was_printed_from(made):
    read = read_plan(made(), "a.pdf")

    assert [(place, days) for place, days, *_ in nights(read)] == READ


def test_a_cell_over_several_rows_says_the_same_in_each():
    texts, lines = ruled(
        [("TT", "Thôn", "Ngày", "Giờ"), ("1", "", "09/11/2026", "19h"), ("2", "", "10/11/2026", "19h")]
    )
    inner = 100 + 2 * 23  # the line between the two rows, taken out of the second column
    lines = [line for line in lines if not (line[1] == line[3] == inner)]
    lines += [(COLUMNS[0], inner, COLUMNS[1], inner), (COLUMNS[2], inner, COLUMNS[4], inner)]
    document = opened(([*texts, (84, 138, "Thôn Đông")], lines))

    assert [row[1] for row in tables(document)[0]] == ["Thôn", "Thôn Đông", "Thôn Đông"]
    read = read_plan(pdf(([*texts, (84, 138, "Thôn Đông")], lines)), "a.pdf")
    assert [(place, days) for place, days, *_ in nights(read)] == [("Đông", "09/11 10/11")]


def test_a_line_that_ran_out_of_room_goes_on_and_one_that_ended_early_does_not():
    rows = [
        ("TT", "Thôn", "Ngày", "Giờ"),
        ("1", "Tổ dân phố số 5 phố Nguyễn\nTrãi kéo dài", "09/11/2026\n10/11/2026", "19h30"),
    ]

    assert tables(opened(ruled(rows)))[0][1] == [
        "1",
        "Tổ dân phố số 5 phố Nguyễn Trãi kéo dài",
        "09/11/2026\n10/11/2026",
        "19h30",
    ]


def test_two_places_one_under_the_other_are_two_though_the_column_is_narrow():
    rows = [("TT", "Thôn", "Ngày", "Giờ"), ("1", "Thôn Đông Ngạc Thượng A\nThôn Đông Ngạc Hạ", "09/11/2026", "19h30")]

    assert tables(opened(ruled(rows)))[0][1][1] == rows[1][1]


def test_a_side_that_nobody_drew_is_a_side_all_the_same():
    texts, lines = ruled(as_text())
    open_sides = [line for line in lines if not (line[0] == line[2] and line[0] in {COLUMNS[0], COLUMNS[-1]})]

    assert tables(opened((texts, open_sides))) == tables(opened((texts, lines)))


def test_lines_drawn_piece_by_piece_are_one_line():
    texts, lines = ruled(as_text())
    pieces = [piece for x, y, to_x, to_y in lines for piece in _halves(x, y, to_x, to_y)]
    random.Random(1).shuffle(pieces)

    assert tables(opened((texts, pieces))) == tables(opened((texts, lines)))


def _halves(x: float, y: float, to_x: float, to_y: float) -> list[tuple[float, float, float, float]]:
    middle = ((x + to_x) / 2, (y + to_y) / 2)
    return [(x, y, *middle), (*middle, to_x, to_y)]


def test_a_table_that_goes_on_over_the_page_is_one_with_its_heading_said_once():
    first, second = as_text()[:3], [as_text()[0], *as_text()[3:]]
    pages = [
        ([*ruled(rows)[0], (300.0, 800.0, f"Trang {number}")], ruled(rows)[1])
        for number, rows in enumerate((first, second), start=1)
    ]

    assert tables(opened(*pages)) == [as_text()]
    assert prose(opened(*pages)) == []


def test_letters_printed_twice_to_make_them_bold_are_read_once():
    texts, lines = ruled([*as_text(), ["4", "Thôn Hoàng Ill", "11/11/2026", "22h00"]])
    bold = [*texts, *((left + 0.3, top, text) for left, top, text in texts)]

    assert tables(opened((bold, lines))) == tables(opened((texts, lines)))
    assert tables(opened((texts, lines)))[0][-1] == ["4", "Thôn Hoàng Ill", "11/11/2026", "22h00"]


def test_tables_with_words_between_them_stay_two():
    upper, lower = ruled(as_text()[:2]), ruled([as_text()[0], as_text()[2]], top=300)
    document = opened(([*upper[0], (40, 250, "II. Đợt hai"), *lower[0]], upper[1] + lower[1]))

    assert [len(table) for table in tables(document)] == [2, 2]
    assert [type(block) for block in document.blocks] == [ReadTable, Paragraph, ReadTable]


def test_columns_without_lines_are_a_table():
    texts = [
        (left, 100 + 24 * number, text)
        for number, row in enumerate(as_text())
        for left, text in zip((40, 90, 260, 380), row, strict=True)
    ]
    read = read_plan(pdf((texts, [])), "a.pdf")

    assert [(place, days) for place, days, *_ in nights(read)] == READ


def test_a_cell_that_is_empty_moves_no_other_into_its_column():
    rows = as_text()
    rows[2][3] = ""
    texts = [
        (left, 100 + 24 * number, text)
        for number, row in enumerate(rows)
        for left, text in zip((40, 90, 260, 380), row, strict=True)
        if text
    ]

    assert tables(opened((texts, [])))[0] == rows


def test_a_paragraph_that_fills_its_line_goes_on_in_the_next():
    long = "Thời gian: các buổi tối trong tháng 11 năm 2026, tất cả các thôn đều từ 19h30"
    document = opened(([(40, 100, long), (40, 116, "đến 21h30."), (40, 160, "Nơi nhận: như trên.")], []))

    assert prose(document) == [f"{long} đến 21h30.", "Nơi nhận: như trên."]


def test_what_is_struck_out_is_not_taken_and_is_named():
    texts, lines = ruled(as_text())
    left, top = next((left, top) for left, top, text in texts if text == "Thôn Đoài")
    struck = (left - 1, top + 6.5, left + 70, top + 6.5)
    document = opened((texts, [*lines, struck]))

    assert [row[1] for row in tables(document)[0]] == ["Thôn", "Thôn Đông", "", "Thôn Trung"]
    assert [(one.rows, one.kind, one.match) for one in document.remarks][1:] == [
        (("table 1 row 3",), "struck", "Thôn Đoài")
    ]


def test_a_row_of_which_all_but_its_number_is_struck_out_is_none():
    texts, lines = ruled(as_text())
    top = next(top for _, top, text in texts if text == "Thôn Đoài") + 6.5
    strokes = [(column + 3, top, column + width, top) for column, width in zip(COLUMNS[1:], (70, 70, 95), strict=False)]
    document = opened((texts, [*lines, *strokes]))

    assert [row[1] for row in tables(document)[0]] == ["Thôn", "Thôn Đông", "Thôn Trung"]
    assert [(one.kind, one.match) for one in document.remarks][1:] == [("struck", "Thôn Đoài 10/11/2026 19h30 - 21h30")]


def test_of_a_date_that_was_struck_out_for_another_the_other_is_taken():
    rows = as_text()
    rows[1][2] = "09/11/2026\n12/11/2026"
    texts, lines = ruled(rows)
    left, top = next((left, top) for left, top, text in texts if text == "09/11/2026")
    read = read_plan(pdf((texts, [*lines, (left, top + 6.5, left + 68, top + 6.5)])), "a.pdf")

    assert nights(read)[0][:2] == ("Đông", "12/11")


def test_a_line_of_prose_that_is_struck_out_is_not_heard():
    said = [(40.0, 60.0, "Từ 18h00 đến 19h00 các buổi tối."), (40.0, 200.0, "Nơi nhận: như trên.")]
    document = opened((said, [(40, 66.5, 232, 66.5)]))

    assert prose(document) == ["", "Nơi nhận: như trên."]
    assert [(one.rows, one.kind) for one in document.remarks][1:] == [(("paragraph 1",), "struck")]


def test_what_is_underlined_is_taken():
    texts, lines = ruled(as_text())
    left, top = next((left, top) for left, top, text in texts if text == "Thôn Đoài")

    assert tables(opened((texts, [*lines, (left, top + 12.5, left + 70, top + 12.5)])))[0] == as_text()


@pytest.mark.parametrize(("turn", "matrix"), [
    (90, (0, 1, -1, 0, 842, 0)), (180, (-1, 0, 0, -1, 595, 842)), (270, (0, -1, 1, 0, 0, 595))
])  # fmt: skip
def test_a_page_that_lies_on_its_side_is_read_as_its_reader_sees_it(turn: int, matrix: tuple[float, ...]):
    """As a program prints a wide table: drawn on its side, and turned for who reads it."""
    book = pypdfium2.PdfDocument(pdf(ruled(as_text())))
    page = book[0]
    for one in list(page.get_objects(max_depth=1)):
        one.transform(pypdfium2.PdfMatrix(*matrix))
    page.set_mediabox(*((0, 0, 842, 595) if turn in {90, 270} else (0, 0, 595, 842)))
    page.set_rotation(turn)
    page.gen_content()

    assert tables(open_document(as_bytes(book), "a.pdf")) == [as_text()]


def as_bytes(book: pypdfium2.PdfDocument) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_scan_is_told_from_a_pdf_with_text():
    assert refused(pdf(([], []), scan=True)) is Code.SCAN


def test_letters_that_a_machine_read_off_a_scan_are_read_with_a_warning():
    document = open_document(pdf(ruled(as_text()), scan=True), "a.pdf")

    assert tables(document) == [as_text()]
    assert [(one.kind, one.match) for one in document.remarks] == [("from_pdf", ""), ("from_scan", "1")]


def test_a_page_without_letters_among_others_is_named():
    book = pypdfium2.PdfDocument(pdf(ruled(as_text())))
    book.import_pages(pypdfium2.PdfDocument(pdf(([], []), scan=True)))
    document = open_document(as_bytes(book), "a.pdf")

    assert ("scanned_pages", "2") in [(one.kind, one.match) for one in document.remarks]


def test_a_password_an_empty_page_and_damage_are_told_apart():
    whole = pdf(ruled(as_text()))

    assert refused((DATA / "mat_khau.pdf").read_bytes()) is Code.PDF_PASSWORD
    assert refused(pdf(([], []))) is Code.EMPTY
    assert refused(b"%PDF-1.4\n1 0 obj<<>>endobj\n") is Code.PDF
    assert refused(whole[:200]) is Code.PDF


LOOPS = {
    "pages that hold themselves": b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj",
    "a page that is its own parent": b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 99999999>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents 3 0 R>>endobj",
    "a form that draws itself": b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>endobj\n"
    b"4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 5>>stream\n/F Do\n"
    b"endstream endobj\n5 0 obj<</Length 5>>stream\n/F Do\nendstream endobj",
}


@pytest.mark.parametrize("what", LOOPS)
def test_a_pdf_that_turns_in_circles_is_refused(what: str):
    head, catalog = b"%PDF-1.4\n", b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"

    assert refused(head + catalog + LOOPS[what] + b"\ntrailer<</Root 1 0 R>>\n%%EOF") in {
        Code.PDF,
        Code.EMPTY,
        Code.TOO_BIG,
    }
