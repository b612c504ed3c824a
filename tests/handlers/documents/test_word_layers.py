"""Letters hold more than a reader sees: text boxes, tracked changes, hidden and struck text, comments."""

import docx
import pytest
from docx.oxml import parse_xml

from handlers.documents.read.opening import open_document
from handlers.documents.read.plan import read_plan
from handlers.documents.read.tables import Document, Paragraph, ReadTable
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import blocked, nights, repacked, saved

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
TITLE = "LỊCH THÁNG 12/2026"
HEADING = ("TT", "Ấp", "Ngày", "Giờ")
FIRST, SECOND = ("Mỹ Thuận", "03/12", "19:00", "21:00"), ("Rạch Dừa", "04/12", "19:00", "21:00")


def run(text: str, about: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*runs: str, about: str = "") -> str:
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{about}</w:pPr>{inside}</w:p>"


def row(*cells: str, about: str = "") -> str:
    inside = (one if one.startswith("<w:p>") else paragraph(one) for one in cells)
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(f'<w:tc><w:tcPr/>{one}</w:tc>' for one in inside)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{row(*HEADING)}{''.join(rows)}</w:tbl>"


GOOD = row("1", "Mỹ Thuận", "03/12/2026", "19h - 21h")
NEXT = row("2", "Rạch Dừa", "04/12/2026", "19h - 21h")


def letter(*blocks: str, styles: str = "") -> bytes:
    document = docx.Document()
    for child in list(document.element.body):
        document.element.body.remove(child)
    for child in parse_xml(f"<w:body {SPACES}>{paragraph(TITLE)}{''.join(blocks)}</w:body>"):
        document.element.body.append(child)
    for style in parse_xml(f"<w:styles {SPACES}>{styles}</w:styles>"):
        document.styles.element.append(style)
    return saved(document)


def plan(*blocks: str, styles: str = "") -> ReadPlan:
    return read_plan(letter(*blocks, styles=styles), "lich.docx")


def opened(*blocks: str) -> Document:
    return open_document(letter(*blocks), "thu.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text][1:]


def told(reading: ReadPlan | Document) -> list[tuple[object, str, str]]:
    problems = reading.problems if isinstance(reading, ReadPlan) else reading.remarks
    return [(*(one.rows or (None,)), one.kind, one.match) for one in problems if one.is_remark]


def boxed(inside: str) -> str:
    """As Word writes it: once for newer programs, and once more for older ones."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r></w:p>"


def test_a_table_in_a_text_box_is_read_once():
    reading = plan(table(GOOD), boxed(table(NEXT)))

    assert nights(reading) == [FIRST, SECOND]
    assert reading.problems == ()


def test_a_text_box_of_an_older_program_is_read_too():
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{table(NEXT)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"

    assert nights(plan(table(GOOD), box)) == [FIRST, SECOND]


def test_a_night_in_a_text_box_beside_the_table_is_told():
    reading = plan(table(GOOD), boxed(paragraph("Bổ sung: Rạch Dừa tối 04/12/2026")))

    assert nights(reading) == [FIRST]
    assert [problem[1:] for problem in told(reading)] == [("text_box", "Bổ sung: Rạch Dừa tối 04/12/2026")]


def test_where_and_when_a_letter_was_signed_is_no_night_in_a_text_box():
    assert told(plan(table(GOOD), boxed(paragraph("Tân Lập, ngày 05 tháng 11 năm 2026")))) == []


def test_a_cell_that_says_all_in_a_text_box_says_it_there():
    data = plan(table(row("1", boxed(paragraph("Mỹ Thuận")).replace("<w:p>", "<w:p>", 1), "03/12/2026", "19h - 21h")))

    assert nights(data) == [FIRST]


def test_what_a_control_asks_for_is_no_answer():
    asked = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format(
        run("Chọn ngày")
    )
    chosen = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format(run("03/12/2026"))

    assert texts(opened(paragraph(asked, chosen))) == ["03/12/2026"]


def test_a_moved_line_is_read_where_it_went():
    gone, come = f"<w:moveFrom>{run('cũ')}</w:moveFrom>", f"<w:moveTo>{run('mới')}</w:moveTo>"
    document = opened(paragraph(gone), paragraph(come))

    assert texts(document) == ["mới"]
    assert told(document) == []


def test_two_lines_whose_break_was_deleted_are_one():
    joined = paragraph("Mỹ ", about="<w:rPr><w:del/></w:rPr>")

    assert texts(opened(joined, paragraph("Thuận"))) == ["Mỹ Thuận"]
    assert nights(plan(table(row("1", joined + paragraph("Thuận"), "03/12/2026", "19h - 21h")))) == [FIRST]


def test_what_was_deleted_is_named_and_what_was_inserted_is_read():
    new = paragraph(f"<w:del>{run('01/12/2026', tag='delText')}</w:del>", f"<w:ins>{run('03/12/2026')}</w:ins>")
    inserted = row("2", "Rạch Dừa", "04/12/2026", "19h - 21h", about="<w:ins/>")
    reading = plan(table(row("1", "Mỹ Thuận", new, "19h - 21h"), inserted))

    assert nights(reading) == [FIRST, SECOND]
    assert told(reading) == [("table 1 row 2", "deleted", "01/12/2026")]


def deleted(text: str) -> str:
    return paragraph(f"<w:del>{run(text, tag='delText')}</w:del>")


@pytest.mark.parametrize("about", ["<w:del/>", ""])
def test_a_row_whose_words_were_all_deleted_is_no_row(about):
    gone = row(*map(deleted, ("2", "Rạch Dừa", "04/12/2026", "19h")), about=about)
    reading = plan(table(GOOD, gone, row("3", "Cây Da", "05/12/2026", "19h - 21h")))

    assert nights(reading) == [FIRST, ("Cây Da", "05/12", "19:00", "21:00")]
    assert told(reading) == [("table 1 row 3", "deleted", "Rạch Dừa 04/12/2026 19h")]


STYLES = """
<w:style w:type="character" w:styleId="Huy"><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="HuyCon"><w:basedOn w:val="Huy"/><w:rPr/></w:style>
<w:style w:type="paragraph" w:styleId="Bo"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    "about",
    [
        "<w:strike/>",
        "<w:dstrike/>",
        '<w:strike w:val="true"/>',
        '<w:rStyle w:val="Huy"/>',
        '<w:rStyle w:val="HuyCon"/>',
    ],
)
def test_of_a_date_struck_out_and_a_new_one_the_new_one_counts(about):
    both = paragraph(run("01/12/2026 ", about), "03/12/2026")
    reading = plan(table(row("1", "Mỹ Thuận", both, "19h - 21h")), styles=STYLES)

    assert nights(reading) == [FIRST]
    assert told(reading) == [("table 1 row 2", "struck", "01/12/2026")]


@pytest.mark.parametrize("about", ["", '<w:strike w:val="0"/>', '<w:dstrike w:val="false"/>'])
def test_what_is_not_struck_out_is_read(about):
    assert nights(plan(table(row("1", "Mỹ Thuận", paragraph(run("03/12/2026", about)), "19h - 21h")))) == [FIRST]


def test_a_run_may_take_back_the_strike_of_its_paragraph():
    both = paragraph("01/12/2026 ", run("03/12/2026", '<w:strike w:val="0"/>'), about='<w:pStyle w:val="Bo"/>')

    assert nights(plan(table(row("1", "Mỹ Thuận", both, "19h - 21h")), styles=STYLES)) == [FIRST]


def struck(text: str) -> str:
    return paragraph(run(text, "<w:strike/>"))


@pytest.mark.parametrize("number", ["2", struck("2")])
def test_a_row_struck_out_is_named_and_no_night(number):
    gone = row(number, *map(struck, ("Rạch Dừa", "04/12/2026", "19h - 21h")))
    reading = plan(table(GOOD, gone))

    assert nights(reading) == [FIRST]
    assert told(reading) == [("table 1 row 3", "struck", "Rạch Dừa 04/12/2026 19h - 21h")]
    assert blocked(reading) == []


def test_a_date_struck_out_with_nothing_in_its_place_is_asked_about():
    reading = plan(table(GOOD, row("2", "Rạch Dừa", struck("04/12/2026"), "19h - 21h")))

    assert nights(reading) == [FIRST]
    assert blocked(reading)[0] == ("table 1 row 3", "struck", "04/12/2026")


def test_a_strike_through_half_a_date_is_asked_about():
    half = paragraph("0", run("4", "<w:strike/>"), "9/12/2026")

    assert blocked(plan(table(GOOD, row("2", "Rạch Dừa", half, "19h"))))[0][:2] == ("table 1 row 3", "struck")


def test_a_line_of_a_list_that_is_struck_out_is_named_and_no_night():
    lines = ("- Mỹ Thuận: 03/12/2026", "- Cây Da: 05/12/2026")
    reading = plan(*map(paragraph, lines), struck("- Rạch Dừa: 04/12/2026"))

    assert [group for group, *_ in nights(reading)] == ["Mỹ Thuận", "Cây Da"]
    assert [problem[1:] for problem in told(reading)] == [("struck", "- Rạch Dừa: 04/12/2026")]


def test_a_line_of_a_list_with_half_a_date_struck_out_is_asked_about():
    half = paragraph("- Rạch Dừa: 0", run("4", "<w:strike/>"), "6/12/2026")
    reading = plan(paragraph("- Mỹ Thuận: 03/12/2026"), paragraph("- Cây Da: 05/12/2026"), half)

    assert [group for group, *_ in nights(reading)] == ["Mỹ Thuận", "Cây Da"]
    assert [kind for _, kind, _ in blocked(reading)] == ["struck"]


@pytest.mark.parametrize("about", ["<w:vanish/>", '<w:rStyle w:val="An"/>', '<w:color w:val="FFFFFF"/>'])
def test_hidden_letters_are_named_and_not_read(about):
    both = paragraph(run("01/12/2026 ", about), "03/12/2026")
    reading = plan(table(row("1", "Mỹ Thuận", both, "19h - 21h")), styles=STYLES)

    assert nights(reading) == [FIRST]
    assert told(reading) == [("table 1 row 2", "hidden_text", "01/12/2026")]


def test_white_letters_in_a_letter_with_coloured_cells_are_read():
    shaded = table(GOOD).replace("<w:tcPr/>", '<w:tcPr><w:shd w:val="clear" w:fill="1F4E78"/></w:tcPr>')
    white = shaded.replace("<w:rPr></w:rPr>", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')

    assert nights(plan(white)) == [FIRST]


def test_a_hidden_row_is_named_and_no_night():
    reading = plan(table(GOOD, row("2", "Rạch Dừa", "04/12/2026", "19h", about="<w:hidden/>")))

    assert nights(reading) == [FIRST]
    assert told(reading) == [("table 1 row 3", "hidden_row", "Rạch Dừa 04/12/2026 19h")]


def test_signs_and_fields_say_what_they_show():
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    field = f'<w:fldSimple w:instr="DATE">{run("03/12/2026")}</w:fldSimple>'
    code = f"{run('PAGE', tag='instrText')}"

    assert texts(opened(paragraph(tick, field, code))) == ["✓03/12/2026"]


def test_a_table_in_a_cell_is_its_own_and_not_told_twice():
    inner = f"<w:p/>{table(NEXT)}<w:p/>"
    outer = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{inner}</w:tc></w:tr></w:tbl>"
    document = opened(outer)

    assert [len(block.rows) for block in document.blocks if isinstance(block, ReadTable)] == [1, 2]
    assert nights(plan(outer)) == [SECOND]


def commented(said: str) -> bytes:
    noted = paragraph("04/12/2026", '<w:r><w:commentReference w:id="7"/></w:r>')
    data = letter(table(GOOD, row("2", "Rạch Dừa", noted, "19h - 21h")))
    comment = f'<w:comments {SPACES}><w:comment w:id="7" w:author="Lan">{paragraph(said)}</w:comment></w:comments>'
    return repacked(data, {"word/comments.xml": comment.encode()})


def test_a_comment_that_moves_or_cancels_is_asked_about():
    reading = read_plan(commented("dời sang 11/12"), "lich.docx")

    assert nights(reading) == [FIRST]
    assert blocked(reading) == [("table 1 row 3", "comment", "dời sang 11/12")]


def test_any_other_comment_is_told():
    reading = read_plan(commented("nhờ đoàn viên hỗ trợ"), "lich.docx")

    assert nights(reading) == [FIRST, SECOND]
    assert told(reading) == [("table 1 row 3", "comment", "nhờ đoàn viên hỗ trợ")]


def test_a_deleted_row_is_named_without_its_telephone_number():
    gone = row("2", "Rạch Dừa", "Lê Văn Mẫu 0901 234 567", "", about='<w:del w:id="1" w:author="A"/>')

    remarks = open_document(letter(table(GOOD, gone)), "lich.docx").remarks

    assert [(one.kind, one.match) for one in remarks] == [("deleted", "Rạch Dừa Lê Văn Mẫu …567")]
