from datetime import date

import pytest

from handlers.language import tags
from handlers.language.group_names import names_of
from handlers.language.groups import find as find_group
from handlers.language.numbers import spelled
from handlers.language.pieces import Flaw
from handlers.language.scan import scan
from handlers.language.spelling import spell
from handlers.language.tokens import fold, tokenise
from handlers.reader.parse_lines import context_of
from handlers.reader.read import read
from handlers.reader.reading import Ask, Correction, Figures, NotAReport, Unclear
from tests.handlers.reading_corpus import PLAN

AWAITED = context_of({"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}, PLAN)
LAST = {"group": "Hà Trì 2", "date": "2024-11-16", "values": {"installed": 42}}
RECORDED = context_of({"today": "2024-11-16", "sender_group": "Hà Trì 2", "last_report": LAST}, PLAN)


def words(text):
    return spell(tokenise(text))


def number(text):
    found = spelled(words(text), 0, not text.isascii())
    assert found is not None
    return found


def group(text):
    found = find_group(words(text), 0, names_of(PLAN), not text.isascii())
    assert found is not None
    return found[0]


def doubt_of(text, context):
    reading = read(text, context)
    assert isinstance(reading, Ask)
    return reading.doubt


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ba mươi lăm", 35), ("hai chục", 20), ("mười lăm", 15), ("băm lăm", 35), ("hăm mốt", 21), ("hăm nhăm", 25),
        ("trăm linh năm", 105), ("một trăm lẻ ba", 103), ("một trăm hai mươi ba", 123), ("hai lăm", 25),
        ("bốn hai", 42),
        ("hai muoi tu", 24), ("mười hai", 12), ("bảy mươi mốt", 71), ("hai trăm", 200),
    ],
)  # fmt: skip
def test_number_words_are_read(text, value):
    piece, size = number(text)

    assert (piece.value, piece.flaw, size) == (value, Flaw.NONE, len(text.split()))


@pytest.mark.parametrize(
    "text", ["mươi", "mươi lăm", "hai ba", "năm sáu", "một trăm hai", "hai chục rưỡi", "muoi", "ba năm"]
)
def test_number_words_that_may_mean_two_things_are_marked(text):
    assert number(text)[0].flaw is not Flaw.NONE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CĐ1", "Cầu Đơ 1"), ("cd1", "Cầu Đơ 1"), ("1CĐ", "Cầu Đơ 1"), ("tổ 1 cầu đơ", "Cầu Đơ 1"),
        ("cầu đơ một", "Cầu Đơ 1"),
        ("NTN 3", "3 Ngô Thì Nhậm"), ("ngõ thì nhậm 2", "2 Ngô Thì Nhậm"), ("2 NTN", "2 Ngô Thì Nhậm"),
        ("CSB", "Khu nhà ở Cảnh sát biển"), ("P.Thịnh", "Chung cư Phú Thịnh"), ("cc phú thịnh", "Chung cư Phú Thịnh"),
        ("1TH", "1 Tô Hiệu"), ("tô hiệu", "1 Tô Hiệu"), ("TDP số 3 Hà Trì", "Hà Trì 3"),
        ("tổ 5 - Hà Trì", "Hà Trì 5"),
        ("HT-5", "Hà Trì 5"), ("hà chì 4", "Hà Trì 4"), ("4 n.t.nhậm", "4 Ngô Thì Nhậm"),
    ],
)  # fmt: skip
def test_groups_are_known_by_every_spelling_that_fits_one(text, name):
    assert group(text).choices == (name,)


def test_a_group_number_without_area_may_be_several():
    assert group("tổ 4 được").choices == ("Cầu Đơ 4", "Hà Trì 4", "4 Ngô Thì Nhậm")


@pytest.mark.parametrize("text", ["cd 22", "câu đó", "21 th", "10 phút", "hát 2 bài", "thiếu 2 người"])
def test_everyday_words_are_no_groups(text):
    assert all(piece.tag is not tags.GROUP for piece in scan(text, AWAITED) or [])


@pytest.mark.parametrize(
    ("text", "night"),
    [
        ("tối qua", 15), ("hôm kia", 14), ("thứ 7 vừa rồi", 9), ("CN", 10), ("mùng 9", 9), ("9/11", 9),
        ("ngày 9-11", 9),
        ("tối 9.11", 9), ("ngày 9 tháng 11", 9), ("hôm 14", 14), ("thứ bảy tuần trước", 9), ("thứ 6", 15),
        ("tối nay", 16),
    ],
)  # fmt: skip
def test_nights_are_known_by_their_names(text, night):
    (piece,) = scan(text, AWAITED) or []

    assert (piece.tag, piece.nights[0]) == (tags.DATE, date(2024, 11, night))


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Tối  NAY", "toi nay"), ("Đơ", "do"), ("３５\u200b ng", "35 ng"), ("ca\u0300i", "cai"), ("1️⃣", "1")],
)
def test_folding_leaves_what_words_are_compared_by(text, plain):
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("text", "why", "labels"),
    [
        ("cài xong cho 12 hộ", Unclear.UNIT, [("installed", 12), ("households", 12)]),
        ("420 người", Unclear.TOO_MANY, [("installed", 42), ("installed", 420)]),
        ("35 người, 36 người", Unclear.ALTERNATIVES, [("installed", 35), ("installed", 36)]),
        ("35 hay 36 người", Unclear.ALTERNATIVES, [("installed", 35), ("installed", 36)]),
        ("được 2O", Unclear.INEXACT, [("installed", 20)]),
    ],
)
def test_a_doubt_offers_its_readings(text, why, labels):
    doubt = doubt_of(text, AWAITED)

    assert doubt.why is why
    assert [(o.label["indicator"], o.label["value"]) for o in doubt.options] == labels


def test_a_second_figure_offers_to_replace_or_to_add():
    doubt = doubt_of("45", RECORDED)

    assert doubt.why is Unclear.REPLACE_OR_ADD
    assert [dict(o.label) for o in doubt.options] == [
        {"mode": "set", "installed": 45},
        {"mode": "add", "installed": 87},
    ]


def test_another_group_than_ones_own_offers_both():
    doubt = doubt_of("tổ 3 hà trì cài 20 người", AWAITED)

    assert doubt.why is Unclear.WHICH_GROUP
    assert [o.label["group"] for o in doubt.options] == ["Hà Trì 2", "Hà Trì 3"]


def test_a_correction_remembers_the_old_value_named():
    reading = read("nhầm, 24 chứ không phải 42", RECORDED)

    assert isinstance(reading, Correction)
    (entry,) = reading.entries
    assert (entry.values, entry.instead_of) == ({"installed": 24}, {"installed": 42})


def test_an_interim_figure_keeps_the_question_open():
    reading = read("mới được 12, lát báo tiếp", AWAITED)

    assert isinstance(reading, Figures)
    assert reading.interim


@pytest.mark.parametrize(
    "text", ["sửa lại 24", "42 -> 24", "bớt 18", "24 mới đúng", "không phải 42 mà 24", "24 chứ không phải 42"]
)
def test_a_correction_has_many_wordings(text):
    reading = read(text, RECORDED)

    assert isinstance(reading, Correction)
    assert reading.entries[0].values == {"installed": 24}


@pytest.mark.parametrize("text", ["", "   ", "/start", "👍", "??", "ok em", "1022", "0900 000 123"])
def test_what_is_no_report_is_left_alone(text):
    assert isinstance(read(text, AWAITED), NotAReport)


@pytest.mark.parametrize("text", ["bớt 50", "không phải 42", "vẫn 30", "nhầm 42", "thêm 3 nữa là 46"])
def test_a_change_that_does_not_fit_the_record_is_asked(text):
    assert isinstance(read(text, RECORDED), Ask)
