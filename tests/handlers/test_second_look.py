from datetime import date
from time import process_time

import pytest

from bench.second_look import fingerprint
from handlers.language.context import USUAL, Context, CountedIndicator, Counting, Plan, Span
from handlers.reader import second_look
from handlers.reader.ledger import Doubtful
from handlers.reader.read import explained
from handlers.reader.reading import Ask, Doubt, Entry, Figures, NotAReport, Unclear

AWAITED = Context(Plan(()), date(2024, 11, 9), "Cầu Đơ 1", awaiting=True)


def figures(**values: int) -> Figures:
    return Figures((Entry(values),))


def values_of(text: str) -> list[int]:
    return [number.value for number in second_look.numbers_of(second_look.words_of(text))]


def test_the_weights_were_taught_with_the_features_that_the_code_makes():
    """When it fails: `python -m bench.second_look`."""
    assert second_look.weights().version == fingerprint()
    assert len(second_look.weights().bias) == len(second_look.ROLES)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("cài 24, kh 05", [24, 5]),
        ("24người", [24]),
        ("tối 9/11 gọi 0900.000.123", []),
        ("hai mươi bảy người, năm nhà", [27, 5]),
        ("muoi lam ng, hai bay", [15, 27]),
        ("hăm ba", [23]),
        ("cai2 d9u7o7c5", []),
        ("vắng không", [0]),
    ],
)
def test_it_finds_numbers_by_itself(text: str, values: list[int]):
    assert values_of(text) == values


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("cài 31, vắng 6", {"installed": 6, "absent": 31}, {"installed": 31, "absent": 6}),
        ("30 người cài, 4 nhà khoá cửa", {"installed": 30}, {"installed": 30, "absent": 4}),
        ("CÀI 30, CHỜ 40 PHÚT", {"installed": 40}, {"installed": 30}),
    ],
)
def test_a_number_in_a_role_that_it_cannot_have_is_asked_about(text: str, wrong: dict[str, int], right: dict[str, int]):
    asked = second_look.second_look(text, AWAITED, figures(**wrong))

    assert isinstance(asked, Ask)
    assert asked.doubt.why is Unclear.UNLIKELY
    assert asked.doubt.options[0].entries == figures(**wrong).entries
    assert second_look.second_look(text, AWAITED, figures(**right)) == figures(**right)


def test_it_never_records_what_the_grammar_does_not():
    assert second_look.second_look("cài 31 người", AWAITED, NotAReport()) == NotAReport()


def test_it_lends_its_reading_to_a_question_that_has_none_to_offer():
    asked = Ask(Doubt(Unclear.WHICH_INDICATOR, Span(0, 12)))
    lent = second_look.second_look("cài 31 người, vắng 4 nhà", AWAITED, asked)

    assert isinstance(lent, Ask)
    assert [dict(option.entries[0].values) for option in lent.doubt.options] == [{"installed": 31, "absent": 4}]
    assert second_look.second_look("cài 31 người, vắng 4 nhà", Context(Plan(()), date(2024, 11, 9)), asked) == asked


def test_it_has_no_opinion_on_what_it_was_not_taught():
    own = Counting((*USUAL.indicators, CountedIndicator("flyers", name="Tờ rơi")), "installed")
    named = Counting((CountedIndicator("installed", ("đdđt",), "Định danh"),), "installed")
    for counting in (own, named):
        assert second_look.looked_at("cài 31", Context(Plan(()), date(2024, 11, 9), counting=counting)) == ([], [])
    assert second_look.looked_at("1 " * (second_look.MOST_NUMBERS + 1), AWAITED) == ([], [])
    assert second_look.looked_at("Tổ | Cài\nCầu Đơ 1 | 30", AWAITED) == ([], [])


def test_the_explanation_says_that_the_second_look_asked():
    text = "đợi 42 phút, tổng cài 29, 9 cụ chỉ có máy cục gạch"
    reading, fates = explained(text, AWAITED)

    assert isinstance(reading, Ask)
    assert fates[text.index("29")] == Doubtful(Unclear.UNLIKELY)


def test_a_long_message_costs_little():
    text = "cài 31 người, vắng 4 nhà; " * 20
    began = process_time()
    second_look.looked_at(text[:900], AWAITED)
    assert process_time() - began < 0.2
