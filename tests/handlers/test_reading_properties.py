import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.reader.parse_lines import context_of
from handlers.reader.read import read
from handlers.reader.tokens import fold, strip_accents
from handlers.reading import Correction, Figures
from tests.handlers.reading_corpus import PLAN, lines

ROWS = [json.loads(line) for name in ("dev", "own") for line in lines(name)]
WORDS = sorted({word for row in ROWS for word in row["text"].split()})
AWAITED = {"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}
RECORDED = {"group": "Hà Trì 2", "date": "2024-11-16", "values": {"installed": 42, "absent": 6}}
CONTEXTS = [AWAITED, {"today": "2024-11-16"}, {**AWAITED, "awaiting": None, "last_report": RECORDED}]
messages = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


def recorded(text, context):
    reading = read(text, context_of(context, PLAN))
    return list(reading.entries) if isinstance(reading, Figures | Correction) else []


def shown(text, context):
    reading = read(text, context_of(context, PLAN))
    entries = [(e.group, e.night, dict(e.values), e.mode) for e in getattr(reading, "entries", ())]
    return type(reading).__name__, entries


@given(st.text(max_size=200), st.sampled_from(CONTEXTS))
def test_no_text_raises(text, context):
    read(text, context_of(context, PLAN))


@given(messages, st.sampled_from(CONTEXTS))
@settings(max_examples=300)
def test_no_mixture_of_real_words_raises(text, context):
    read(text, context_of(context, PLAN))


@given(
    st.lists(st.sampled_from("0123456789٣５"), max_size=12).map("".join),
    st.sampled_from(["", " ng", "/", "-", " chục"]),
)
def test_no_number_raises(digits, behind):
    read(digits + behind, context_of(AWAITED, PLAN))


def numbers_of(text):
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    plain = "".join(c for c in plain if unicodedata.category(c) not in {"Cf", "Me", "Mn"})
    return {int(n.replace(".", "").replace(",", "")) for n in re.findall(r"\d+(?:[.,]\d{3})*", plain)}


@given(messages)
@settings(max_examples=300)
def test_what_is_recorded_stands_in_the_text(text):
    stated = numbers_of(text)
    spelled = re.search(
        r"(?i)một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mươi|mười|chục|trăm|ai|nào|hăm|băm|khong|không|muoi|bon|sau", text
    )
    values = [value for entry in recorded(text, AWAITED) for value in entry.values.values()]

    assert spelled or all(value in stated for value in values)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_case_composition_and_spaces_never_change_a_reading(row):
    text, context = row["text"], row["context"]
    plain = shown(text, context)
    wide = re.sub(r"(?<=[^\s\d.,/-]) (?=[^\s\d.,/-])", "  ", text)

    assert shown(text.upper(), context) == plain
    assert shown(text.lower(), context) == plain
    assert shown(unicodedata.normalize("NFD", text), context) == plain
    assert shown(wide, context) == plain


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_taking_the_accents_away_never_changes_a_recorded_number(row):
    before, after = (recorded(t, row["context"]) for t in (row["text"], strip_accents(row["text"])))

    assert not after or not before or [dict(e.values) for e in after] == [dict(e.values) for e in before]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_entry_points_into_the_text(row):
    for entry in recorded(row["text"], row["context"]):
        assert 0 <= entry.span.start < entry.span.end <= len(row["text"])


@given(st.text(max_size=60))
def test_folding_is_stable(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "unit", ["1 ", "năm ", "nhầm 1 ", "CĐ1 20 ", "42 -> ", "a.", "1\n", "\u0301", "0900", "không cài "]
)
def test_the_longest_message_is_read_too(unit):
    read((unit * 4096)[:4096], context_of(AWAITED, PLAN))
