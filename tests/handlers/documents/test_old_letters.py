"""Letters of another age, by their font or by themselves; what cannot be told any more is asked about."""

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from handlers.documents.read.headcounts import read_headcounts
from handlers.documents.read.opening import open_document
from handlers.documents.read.plan import read_plan
from handlers.documents.read.roster import read_roster
from handlers.documents.unreadable import Code, Unreadable
from handlers.language.words_syllables import is_syllable
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import blocked, nights, saved, word, workbook

TODAY = (
    ("Khu phố", "Ngày", "Giờ"),
    ("Đông Hưng", "03/12/2026", "19h - 21h"),
    ("Bản Nà Lữ", "04/12/2026", "19h - 21h"),
    ("Mỹ Thuận", "05/12/2026", "19h - 21h"),
)
TCVN3 = (
    ("Khu phè", "Ngµy", "Giê"),
    ("§«ng H­ng", "03/12/2026", "19h - 21h"),
    ("B¶n Nµ L÷", "04/12/2026", "19h - 21h"),
    ("Mü ThuËn", "05/12/2026", "19h - 21h"),
)
VNI = (
    ("Khu phoá", "Ngaøy", "Giôø"),
    ("Ñoâng Höng", "03/12/2026", "19h - 21h"),
    ("Baûn Naø Löõ", "04/12/2026", "19h - 21h"),
    ("Myõ Thuaän", "05/12/2026", "19h - 21h"),
)
READ = [
    ("Đông Hưng", "03/12", "19:00", "21:00"),
    ("Bản Nà Lữ", "04/12", "19:00", "21:00"),
    ("Mỹ Thuận", "05/12", "19:00", "21:00"),
]


def joined(rows: tuple[tuple[str, ...], ...], between: str = ",") -> str:
    return "\r\n".join(between.join(row) for row in rows)


def told(reading: ReadPlan) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.match, one.suggest) for one in reading.problems if one.is_remark]


def read(data: bytes, name: str = "lich.csv") -> list[tuple[object, ...]]:
    return nights(read_plan(data, name))


@pytest.mark.parametrize(("rows", "first"), [(TCVN3, "Khu phè"), (VNI, "Khu phoá")])
@pytest.mark.parametrize("make", [lambda rows: word([rows]), lambda rows: workbook({"Lịch": rows})])
def test_letters_that_no_font_tells_are_told_by_themselves(rows, first, make):
    reading = read_plan(make(rows), "lich")

    assert nights(reading) == READ
    assert told(reading) == [("converted", first, "Khu phố")]


@pytest.mark.parametrize("rows", [TCVN3, VNI])
@pytest.mark.parametrize(("between", "name"), [(",", "lich.csv"), ("\t", "dan.txt")])
def test_letters_that_were_pasted_as_they_looked_are_read(rows, between, name):
    assert read(joined(rows, between).encode(), name) == READ


BYTES = {
    "TCVN3": joined(TCVN3).encode("latin-1"),
    "VNI": joined(VNI).encode("latin-1"),
    "VISCII": b"Khu ph\xaf,Ng\xe0y,Gi\xb6\r\n\xd0\xf4ng H\xdfng,03/12/2026,19h - 21h\r\n"
    b"B\xe4n N\xe0 L\xe6,04/12/2026,19h - 21h\r\nM\xdb Thu\xa7n,05/12/2026,19h - 21h",
    "windows-1258": b"Khu ph\xf4\xec,Ng\xe0y,Gi\xf5\xcc\r\n\xd0\xf4ng H\xfdng,03/12/2026,19h - 21h\r\n"
    b"Ba\xd2n Na\xcc L\xfd\xde,04/12/2026,19h - 21h\r\nMy\xde Thu\xe2\xf2n,05/12/2026,19h - 21h",
}


@pytest.mark.parametrize("age", BYTES)
def test_bytes_of_any_age_are_read_and_a_line_of_them_is_shown(age):
    reading = read_plan(BYTES[age], "lich.csv")

    assert nights(reading) == READ
    assert [(kind, suggest) for kind, _, suggest in told(reading)] == [("converted", "Khu phố,Ngày,Giờ")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_are_read_without_their_mark(encoding):
    assert read(joined(TODAY).encode(encoding)) == READ


def misread(text: str, encoding: str) -> str:
    """UTF-8 as such a machine shows it; what it has no sign for stays as it is."""
    return "".join(byte.to_bytes().decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encodings", [["cp1252"], ["latin-1"], ["cp1258"], ["cp1252", "cp1252"]])
def test_utf8_that_was_read_as_something_else_is_read_again(encodings):
    text = joined(TODAY)
    for encoding in encodings:
        text = misread(text, encoding)
    reading = read_plan(text.encode(), "lich.csv")

    assert nights(reading) == READ
    assert [kind for kind, *_ in told(reading)] == ["converted"]


def test_an_unbreakable_space_that_was_lost_on_the_way_is_a_letter_again():
    rows = (("Tổ dân phố", "Ngày"), ("Nhà Bè", "03/12/2026"), ("Là Ngà", "04/12/2026"))
    text = misread(joined(rows), "cp1252").replace("\xa0", " ")

    assert [group for group, *_ in read(text.encode())] == ["Nhà Bè", "Là Ngà"]


def fonts(*runs: tuple[str, str | None]) -> str:
    inside = "".join(
        f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        for text, font in runs
        for about in [f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""]
    )
    return f"<w:p>{inside}</w:p>"


def lines(*paragraphs: str, usual: str = "") -> list[str]:
    document = docx.Document()
    for child in parse_xml(f"<w:body {nsdecls('w')}>{''.join(paragraphs)}</w:body>"):
        document.element.body.append(child)
    if usual:
        document.styles["Normal"].font.name = usual
    return [line.text for line in open_document(saved(document), "thu.docx").lines if line.text]


def test_each_run_has_the_letters_of_its_font():
    mixed = fonts(
        ("Th«n §oµi ", ".VnTime"), ("Thượng, ", "Times New Roman"), ("aáp Myõ ", "VNI-Times"), ("Thuận", None)
    )

    assert lines(mixed) == ["Thôn Đoài Thượng, ấp Mỹ Thuận"]


def test_a_letter_of_two_signs_may_stand_in_two_runs():
    assert lines(fonts(("Toa", "VNI-Helve"), ("ø 5, ngoâ", "VNI-Helve"), ("i nhaø", "VNI-Helve"))) == [
        "Toà 5, ngôi nhà"
    ]


@pytest.mark.parametrize("font", [".VnTimeH", ".VnArialH", ".vntimeh"])
def test_a_font_of_capitals_makes_capitals(font):
    assert lines(fonts(("lÞch hç trî khu phè", font))) == ["LỊCH HỖ TRỢ KHU PHỐ"]


def test_capitals_typed_with_small_letters_between_are_capitals():
    assert lines(fonts(("LÞCH Hç TRî", ".VnTime"))) == ["LỊCH HỖ TRỢ"]


def test_the_font_of_all_paragraphs_counts():
    assert lines(fonts(("Xãm KÏm", None)), usual=".VnTime") == ["Xóm Kẽm"]


def test_todays_letters_in_an_old_font_stay():
    assert lines(fonts(("Tổ dân phố Hòa Bình", ".VnTime")), fonts(("An Bình", ".VnTime"))) == [
        "Tổ dân phố Hòa Bình",
        "An Bình",
    ]


def test_a_sign_that_word_keeps_apart_is_a_letter_of_its_font():
    half = fonts(("ph", ".VnTime")).replace("</w:r>", '<w:sym w:font=".VnTime" w:char="F0E8"/></w:r>')

    assert lines(half) == ["phố"]


def test_cells_and_their_runs_have_the_letters_of_their_fonts():
    made = openpyxl.Workbook()
    for row in TCVN3:
        made.active.append(row)
    for line in made.active.iter_rows():
        for cell in line:
            cell.font = Font(name=".VnTime")
    mixed = (TextBlock(InlineFont(rFont=".VnArial"), "B¶n Nµ "), TextBlock(InlineFont(rFont="Arial"), "Lữ"))
    made.active["A3"].value = CellRichText(*mixed)

    assert read(saved(made), "lich.xlsx") == READ


def test_one_row_that_was_pasted_from_an_old_file_is_read_among_the_others():
    rows = (*TODAY[:2], TCVN3[2], VNI[3])

    assert [group for group, *_ in read(joined(rows[:3]).encode())] == ["Đông Hưng", "Bản Nà Lữ"]
    assert [group for group, *_ in read(joined((*TODAY[:2], VNI[3])).encode())] == ["Đông Hưng", "Mỹ Thuận"]


@pytest.mark.parametrize(
    "text",
    [
        "Thôn,Ngày\nHoà Bình,03/12/2026\nÔng Tố,04/12/2026\n",
        "Thôn,Ngày\nÊ Đê,03/12/2026\nKrông Á,04/12/2026\n",
        "Thôn,Ngày\nAn Bình,03/12/2026\nXã Hoà,04/12/2026\n",
        "Thôn,Ngày,Ghi chú\nĐông,03/12/2026,“hẹn” – ở nhà văn hóa → sân\nTây,04/12/2026,đi được không?\n",
        "Thôn,Ngày,Mẫu\nĐông,03/12/2026,https://vidu.vn/mau?id=5\nTây,04/12/2026,m² và 30°C\n",
    ],
)
def test_todays_letters_stay_as_they_are(text):
    reading = read_plan(text.encode(), "lich.csv")

    assert [group for group, *_ in nights(reading)] == [line.split(",")[0] for line in text.splitlines()[1:]]
    assert told(reading) == []


ASKED = "Thôn,Ngày\nX?m M?i,03/12/2026\nThôn Đông,04/12/2026\n??ng T?m,05/12/2026\nB?n S?ng,06/12/2026\n"


@pytest.mark.parametrize("text", [ASKED, ASKED.replace("?", "\ufffd")])
def test_letters_that_are_lost_hold_their_rows_back(text):
    reading = read_plan(text.encode(), "lich.csv")

    assert [group for group, *_ in nights(reading)] == ["Đông"]
    assert [(row, kind) for row, kind, _ in blocked(reading) if row] == [(2, "garbled"), (4, "garbled"), (5, "garbled")]
    assert told(reading) == [("garbled", text.split("\n")[1].split(",")[0], None)]


def test_a_few_bytes_lost_on_the_way_are_asked_about_and_the_rest_is_read():
    rows = "".join(f"Bến Gỗ {n},{n:02}/12/2026\n" for n in range(1, 10))
    data = f"Thôn,Ngày\n{rows}Xóm Mới,11/12/2026\n".encode().replace("Mới".encode(), b"M\xe1\xbbi")
    reading = read_plan(data, "lich.csv")

    assert len(nights(reading)) == 9
    assert [kind for _, kind, _ in blocked(reading)] == ["garbled"]


def test_bytes_that_make_no_words_at_all_are_refused():
    with pytest.raises(Unreadable) as caught:
        read_plan("Район,Дата\nЛенинский район,03/12/2026\n".encode("koi8-r"), "lich.csv")

    assert caught.value.code is Code.ENCODING


def test_what_was_left_out_is_named_in_todays_letters():
    made = openpyxl.Workbook()
    for row in TCVN3:
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    reading = read_plan(saved(made), "lich.xlsx")

    assert nights(reading) == [READ[0], READ[2]]
    assert ("hidden_row", "Bản Nà Lữ 04/12/2026 19h - 21h", None) in told(reading)


def test_a_roster_of_another_age_is_read():
    rows = "Hä vµ tªn,Chøc vô,Tæ d©n phè,S§T\nNguyÔn ThÞ H­êng,Tæ tr­ëng,§«ng H­ng,0900 000 101\n"
    found = read_roster(rows.encode("latin-1"), "ds.csv", ["Đông Hưng", "Mỹ Thuận"])

    assert [(one.name, one.role, one.groups) for one in found.people] == [
        ("Nguyễn Thị Hường", "leader", ("Đông Hưng",))
    ]
    assert "converted" in {one.kind for one in found.problems}


def test_a_person_whose_letters_are_lost_is_asked_about():
    rows = "Họ và tên,Chức vụ,Tổ dân phố\nNguy?n Th? Hư?ng,Tổ trưởng,Mỹ Thuận\nLê Văn Sơn,Tổ phó,Mỹ Thuận\n"
    found = read_roster(rows.encode(), "ds.csv", ["Đông Hưng", "Mỹ Thuận"])

    assert [one.name for one in found.people] == ["Lê Văn Sơn"]
    assert [(one.rows, one.kind) for one in found.problems if one.blocking] == [((2,), "garbled")]


def test_headcounts_of_another_age_are_read():
    found = read_headcounts(
        "Tæ d©n phè;Sè hé\n§«ng H­ng;310\nMü ThuËn;275\n".encode(), "so.csv", ["Đông Hưng", "Mỹ Thuận"]
    )

    assert {row.unit: dict(row.counts) for row in found.rows} == {
        "Đông Hưng": {"households": 310},
        "Mỹ Thuận": {"households": 275},
    }


@pytest.mark.parametrize(
    "syllable",
    "tổ dân phố giếng gì giữa quyền nghiêng khuỷu ngoằn ngoèo đắk yêu oách thuở uỷ".split(),  # noqa: SIM905
)
def test_what_is_a_syllable(syllable):
    assert is_syllable(syllable)
    assert is_syllable(syllable.upper())


@pytest.mark.parametrize("letters", ["tæ", "krông", "tấc\u0300", "xyz", "bỡnh", "tòc", "d©n", ""])
def test_what_is_none(letters):
    assert not is_syllable(letters)
