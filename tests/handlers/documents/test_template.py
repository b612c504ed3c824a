"""A Word template is filled as the office wrote it, whatever Word has made of it; a mistake is named with its place."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm

from handlers.documents.draw import paper
from handlers.documents.draw.template import Unfillable, fill
from handlers.documents.read.template import read
from handlers.documents.unreadable import Unreadable
from handlers.outgoing.templates import original
from handlers.outgoing.words import COLUMNS, FIELDS
from tests.handlers.documents.letters import ROWS, UNITS, cells, letter, opened, template, words
from tests.handlers.documents.made import repacked, saved

UNIT = "{{ d.ten }}"
HYPERLINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
PICTURES = HYPERLINKS.replace("hyperlink", "image")


def filled(body: bytes, **told: str) -> bytes:
    return fill(body, "weekly", told, {"dia_ban": UNITS[:2]})


def with_relationship(kind: str, target: str) -> bytes:
    document = opened(template("{{ ket_qua }}"))
    document.part.rels.get_or_add_ext_rel(kind, target)
    return saved(document)


def test_a_field_that_word_has_cut_in_pieces_is_filled_and_keeps_its_look():
    document = opened(template("Tổng "))
    paragraph = document.paragraphs[0]
    for piece in ("{{to", "ng_c", "ong}} người"):
        paragraph.add_run(piece)
    paragraph.runs[1].bold = True

    run = opened(filled(saved(document), tong_cong="1.234")).paragraphs[0].runs[1]

    assert (run.text, run.bold) == ("1.234 người", True)


def test_what_a_value_holds_is_shown_and_never_computed():
    told = {"ket_qua": "{{ thieu }} & <b> {% if", "thieu": "a\nb\x07\x00"}

    assert words(filled(template("{{ ket_qua }}/{{thieu}} = {{ ket_qua|upper }}"), **told)) == [
        "{{ thieu }} & <b> {% if/a\nb = {{ THIEU }} & <B> {% IF"
    ]


def test_a_row_is_repeated_for_each_unit():
    assert cells(filled(template(ROWS))) == [["STT", "Địa bàn"], ["1", "Cầu Đơ 1"], ["2", "Cầu Đơ 2"]]
    assert cells(fill(template(ROWS), "weekly", {}, {"dia_ban": []})) == [["STT", "Địa bàn"]]


def test_a_paragraph_of_fields_without_words_goes_and_a_section_with_it():
    section = ("{%p if kho_khan %}", "Khó khăn", "{{ kho_khan }}", "{%p else %}", "Thuận lợi", "{%p endif %}")
    body = template("{{ thong_bao }}", *section, "Hết")

    assert words(filled(body)) == ["Thuận lợi", "Hết"]
    assert words(filled(body, kho_khan="OTP", thong_bao="có")) == ["có", "Khó khăn", "OTP", "Hết"]


def test_a_loop_may_stand_within_a_line():
    assert words(filled(template("{% for d in dia_ban %}{{ d.ten }}; {% endfor %}hết"))) == ["Cầu Đơ 1; Cầu Đơ 2; hết"]


def test_head_and_foot_of_a_page_are_filled_too():
    document = opened(template("x"))
    document.sections[0].header.paragraphs[0].text = "{{ co_quan }}"
    document.sections[0].footer.paragraphs[0].text = "{{ so }}"

    section = opened(filled(saved(document), co_quan="UBND", so="1")).sections[0]

    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("UBND", "1")


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        (["a", "{{ ket_qa }}"], "{{ ket_qa }} in paragraph 2: no field of this letter; perhaps {{ket_qua}} is meant"),
        (["{{ kết quả }}"], "{{ kết quả }} in paragraph 1: no field of this letter"),
        ([[["x"], ["{{ xyz }}"]]], "{{ xyz }} in table 1, row 2: no field of this letter"),
        (["{{ d.ten }}"], "{{ d.ten }} in paragraph 1: no field of this letter"),
        (
            [[*ROWS[:2], ("{{ d.tem }}", ""), ROWS[3]]],
            "{{ d.tem }} in table 1, row 3: no field of this letter; perhaps {{d.ten}} is meant",
        ),
        (
            [[["{%tr for d in dia_bam %}"], [UNIT], ["{%tr endfor %}"]]],
            "{%tr for d in dia_bam %} in table 1, row 1: no field of this letter; perhaps {{dia_ban}} is meant",
        ),
        (["{{ ket_qua }"], "{{ ket_qua } in paragraph 1: a brace is missing"),
        (["{ ket_qua }}"], "}} in paragraph 1: a brace is missing"),
        (["{%p if thieu %", "x"], "{%p if thieu % in paragraph 1: a brace is missing"),
        ([ROWS[:3]], "{%tr for d in dia_ban %} in table 1, row 2: begun and never ended"),
        (["{%p if thieu %}", "x"], "{%p if thieu %} in paragraph 1: begun and never ended"),
        (["x", "{%p endif %}"], "{%p endif %} in paragraph 2: ended and never begun"),
        (["{%p if thieu %}", "{%p endfor %}"], "{%p endfor %} in paragraph 2: ended and never begun"),
        (["{% if thieu %}", "{% endif %}"], "{% if thieu %} in paragraph 1: begun in one place and ended in another"),
        (["{%p if thieu %}", [["{%p endif %}"]]], "{%p if thieu %} in paragraph 1: begun in one place and ended"),
        ([[["{%tr for d in dia_ban %}{%tr endfor %}"]]], "row 1: must stand alone in its row or paragraph"),
        (["{%p if thieu %}x{%p endif %}"], "paragraph 1: must stand alone in its row or paragraph"),
        (["{%tr if thieu %}", "{%tr endif %}"], "{%tr if thieu %} in paragraph 1: nothing that a template may ask"),
        (
            ["{% for d in dia_ban %}{% for e in dia_ban %}x{% endfor %}{% endfor %}"],
            "{% for e in dia_ban %} in paragraph 1: a loop stands in another",
        ),
    ],
)
def test_a_mistake_says_which_and_where(blocks: list[str], said: str):
    with pytest.raises(Unfillable) as refused:
        filled(template(*blocks))

    assert said in str(refused.value)


def test_a_mistake_in_the_foot_of_a_page_is_found_there():
    document = opened(template("x"))
    document.sections[0].footer.paragraphs[0].text = "{{ so_hieu }}"

    with pytest.raises(Unfillable, match=r"\{\{ so_hieu \}\} in footer, paragraph 1"):
        filled(saved(document))


def test_changes_that_nobody_has_accepted_are_named():
    document = opened(template("{{ ket_qua }}"))
    document.paragraphs[0]._p.append(OxmlElement("w:ins"))

    with pytest.raises(Unfillable, match="tracked changes"):
        filled(saved(document))


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ ket_qua.__class__ }}",
        "{{ d.__init__.__globals__ }}",
        "{{ ket_qua.upper() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ self }}",
        "{{ ket_qua|attr('x') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% for a in range(999999) %}x{% endfor %}",
        "{% set x = 1 %}",
        "{% raw %}{{ ket_qua }}{% endraw %}",
        "{# {{ ket_qua }} #}",
        "{% vm %}",
        "{%tc if thieu %}",
        "{{r ket_qua }}",
    ],
)
def test_nothing_but_fields_rows_and_conditions_is_computed(tag: str):
    with pytest.raises(Unfillable):
        filled(template(tag, "{{ ket_qua }}"))


def test_what_is_hidden_from_the_page_is_refused_as_well():
    document = opened(template("{{ ket_qua }}"))
    document.paragraphs[0]._p.set(qn("w:rsidR"), "{{ [].__class__ }}")
    with pytest.raises(Unfillable, match="hidden in the template"):
        filled(saved(document))

    document = opened(template("{{ ket_qua }}"))
    document.core_properties.title = "{{ cycler.__init__ }}"
    with pytest.raises(Unfillable, match="hidden in the template"):
        filled(saved(document))


def test_a_template_fetches_nothing_and_runs_nothing():
    field = opened(template("{{ ket_qua }}"))
    code = OxmlElement("w:instrText")
    code.text = 'INCLUDETEXT "http://x/y.docx"'
    field.paragraphs[0].runs[0]._r.append(code)
    embedded = repacked(template("{{ ket_qua }}"), {"word/embeddings/oleObject1.bin": b"x"})

    for body in (with_relationship(PICTURES, "http://x/y.png"), saved(field), embedded):
        with pytest.raises(Unfillable, match="points at something outside"):
            filled(body)
    assert words(filled(with_relationship(HYPERLINKS, "http://x/"), ket_qua="a")) == ["a"]


@pytest.mark.parametrize(
    "part",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/media/a.xml": b" " * 40 * 1024 * 1024},
        {"word/a.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
    ],
)
def test_macros_bombs_and_entities_reach_no_parser(part: dict[str, bytes]):
    with pytest.raises(Unreadable):
        filled(repacked(template("{{ ket_qua }}"), part))


def test_a_page_full_of_half_tags_is_refused_in_no_time():
    begun = time.process_time()

    with pytest.raises(Unfillable):
        filled(template(*["{{" * 200] * 200, *["{%p if thieu %}"] * 200))
    assert time.process_time() - begun < 5


def test_the_same_letter_is_the_same_bytes():
    assert paper.draw(letter()) == paper.draw(letter())


@pytest.mark.parametrize("kind", FIELDS)
def test_every_part_of_a_letter_is_whole_and_nothing_tells_who_made_it(kind: str):
    body = paper.draw(letter(kind))

    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert parts.testzip() is None
    told = opened(body).core_properties
    assert (told.author, told.last_modified_by, told.comments, told.category) == ("", "", "", "")


# --- what ships


@pytest.mark.parametrize("kind", FIELDS)
def test_the_shipped_templates_have_the_form_of_an_official_letter(kind: str):
    """Decree 30/2020, appendix I: the page, its head and its foot."""
    document = opened(original(kind).body)
    page, style = document.sections[0], document.styles["Normal"]
    head, foot = document.tables[0], document.tables[-1]

    margins = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    assert [round((size or Mm(0)).mm) for size in (page.page_width, page.page_height, *margins)] == [
        210,
        297,
        30,
        15,
        20,
        20,
    ]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in head.rows[0].cells[1].text
    assert "{{ co_quan }}" in head.rows[0].cells[0].text
    assert "{{ dia_danh_ngay }}" in head.rows[1].cells[1].text
    assert foot.rows[0].cells[0].text == "Nơi nhận:\n{{ noi_nhan }}"
    assert foot.rows[0].cells[1].text.startswith("{{ ky_thay }}\n{{ chuc_vu }}")
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xpath("string(.//w:instrText)")
    assert not page.first_page_header._element.xpath(".//w:instrText")


def test_the_shipped_letters_name_every_field_that_is_theirs():
    texts = {kind: "".join(opened(original(kind).body).element.body.itertext()) for kind in FIELDS}

    missing = {kind: {name for name in FIELDS[kind] if f"{{{{ {name} }}}}" not in texts[kind]} for kind in FIELDS}

    assert missing == {"weekly": set(), "final": {"trong_tuan", "tong_tuan"}, "slip": set()}
    assert all(f"{{{{ d.{column} }}}}" in texts["weekly"] for column in COLUMNS["dia_ban"])


def test_a_section_without_words_is_absent_and_word_numbers_the_others():
    silent = paper.draw(letter(da_lam="", kho_khan=""))
    document = opened(silent)
    numbered = [one.text for one in document.paragraphs if one._p.xpath("./w:pPr/w:numPr")]

    assert numbered == ["KẾT QUẢ", "KẾT QUẢ THEO ĐỊA BÀN", "THÔNG BÁO ĐẾN NGƯỜI DÂN"]
    assert document.tables[1].rows[0]._tr.xpath("./w:trPr/w:tblHeader")


LOOPS = "{% for d in dia_ban %}" * 5 + "x" + "{% endfor %}" * 5


def with_footnote(text: str) -> bytes:
    document = opened(template("{{ ket_qua }}"))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = (
        f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(part, HYPERLINKS.replace("hyperlink", "footnotes"))
    return saved(document)


def with_text_box(text: str) -> bytes:
    document = opened(template("{{ ket_qua }}"))
    run, shape, box = document.paragraphs[0].add_run(), OxmlElement("w:pict"), OxmlElement("w:txbxContent")
    box.append(document.add_paragraph(text)._p)
    shape.append(box)
    run._r.append(shape)
    return saved(document)


def with_even_footer(text: str) -> bytes:
    document = opened(template("{{ ket_qua }}"))
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_footer.paragraphs[0].text = text
    return saved(document)


def with_title(text: str) -> bytes:
    document = opened(template("{{ ket_qua }}"))
    document.core_properties.title = text
    return saved(document)


@pytest.mark.parametrize("hides", [with_footnote, with_text_box, with_even_footer, with_title])
def test_loops_in_one_another_are_refused_wherever_they_stand(hides: Callable[[str], bytes]):
    """Each would draw what is in it once for each unit, and that again for each."""
    begun = time.process_time()
    with pytest.raises(Unfillable):
        fill(hides(LOOPS), "weekly", {}, {"dia_ban": UNITS * 40})
    told = read(hides(LOOPS))

    assert told is not None
    assert told.problems
    assert time.process_time() - begun < 2
    assert fill(hides("{% for d in dia_ban %}x{% endfor %}"), "weekly", {}, {"dia_ban": UNITS})


def test_a_title_that_grows_too_long_is_refused_and_breaks_nothing():
    with pytest.raises(Unfillable):
        fill(with_title("{% for d in dia_ban %}x{% endfor %}"), "weekly", {}, {"dia_ban": UNITS * 400})


def test_a_page_nested_without_end_is_refused_like_any_other_that_is_damaged():
    deep = "<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body>{deep}</w:body></w:document>".encode()
    with pytest.raises(Unreadable):
        filled(repacked(template("{{ ket_qua }}"), {"word/document.xml": body}))
