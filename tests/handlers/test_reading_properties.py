import json
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st

from handlers import texts
from handlers.language.numbers import spelled
from handlers.language.spelling import spell
from handlers.language.tokens import fold, strip_accents, tokenise
from handlers.reader.parse_lines import context_of
from handlers.reader.read import read
from handlers.reader.reading import Correction, Figures
from handlers.texts import FigureChange
from storage.records import Headcount
from tests.handlers.reading_corpus import PLAN, lines
from tests.handlers.spoken import SPELLED, reports, retyped
from tests.ward import INDICATORS

SETS = ["dev", "own", "blind", "third", "fourth", "voices", "traps"]


def rows(name):
    return [json.loads(line) for line in lines(name)]


WORDS = sorted({word for name in SETS for row in rows(name) for word in row["text"].split()})
AWAITED = {"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}
RECORDED = {"group": "Hà Trì 2", "date": "2024-11-16", "values": {"installed": 42, "absent": 6}}
CONTEXTS = [AWAITED, {"today": "2024-11-16"}, {**AWAITED, "awaiting": None, "last_report": RECORDED}]
read("cài 1", context_of(AWAITED, PLAN))  # grows the vocabulary, which is no part of any one example's time
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
@settings(max_examples=100)
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


def words_for_numbers(text):
    """Every number that its words spell, from each of them on; dozens of a digit; letters for digits; nobody."""
    tokens = spell(tokenise(text))
    found = {number[0].value for at in range(len(tokens)) if (number := spelled(tokens, at, not text.isascii()))}
    tens = {10 * value for value in numbers_of(text)} if re.search("(?i)chục|chuc", text) else set()
    slips = re.findall(r"(?i)[ilo]*\d[ilo\d]*", text)
    digits = {int(re.sub("o", "0", re.sub("[il]", "1", slip.lower()))) for slip in slips if slip.isascii()}
    return found | tens | digits | ({0} if re.search(r"(?i)\b(ai|nào|nao|mống)\b", text) else set())


@given(messages)
@settings(max_examples=100)
def test_what_is_recorded_stands_in_the_text(text):
    stated = numbers_of(text) | words_for_numbers(text)
    values = {value for entry in recorded(text, AWAITED) for value in entry.values.values()}

    assert values <= stated


@pytest.mark.parametrize("name", SETS)
def test_case_composition_and_spaces_never_change_a_reading(name):
    changed = []
    for row in rows(name):
        text, context = row["text"], row["context"]
        wide = re.sub(r"(?<=[^\s\d.,/-]) (?=[^\s\d.,/-])", "  ", text)
        typed = (text.upper(), text.lower(), unicodedata.normalize("NFD", text), wide)
        changed += [again for again in typed if shown(again, context) != shown(text, context)]

    assert changed == []


@pytest.mark.parametrize("name", SETS)
def test_taking_the_accents_away_never_changes_a_recorded_number(name):
    changed = {}
    for row in rows(name):
        before, after = (recorded(t, row["context"]) for t in (row["text"], strip_accents(row["text"])))
        if before and after and [dict(e.values) for e in after] != [dict(e.values) for e in before]:
            changed[row["id"]] = row["text"]

    assert changed == {}


@pytest.mark.parametrize("name", SETS)
def test_every_entry_points_into_the_text(name):
    for row in rows(name):
        for entry in recorded(row["text"], row["context"]):
            assert 0 <= entry.span.start < entry.span.end <= len(row["text"])


# --- messages made of a grammar, with what they tell


def told(text, context=AWAITED):
    """What would be recorded of it; nothing when it asks."""
    return {name: value for entry in recorded(text, context) for name, value in entry.values.items()}


@given(reports())
@settings(max_examples=120)
def test_what_is_recorded_is_what_was_told(report):
    text, figures = report

    assert told(text) in ({}, figures)


@given(reports())
@example(("cài 1, ngõ 12 nha", {"installed": 1}))
@example(("10 người cài, kh 38 nha", {"installed": 10, "activated": 38}))
@settings(max_examples=60)
def test_without_accents_the_same_is_recorded_or_it_asks(report):
    text, figures = report

    assert told(strip_accents(text)) in ({}, figures)


@given(reports(), st.data())
@settings(max_examples=60)
def test_another_keyboard_never_changes_what_is_read(report, data):
    text, _ = report

    assert shown(data.draw(retyped(text)), AWAITED) == shown(text, AWAITED)


@given(reports(), st.data())
@settings(max_examples=60)
def test_a_word_that_nobody_knows_never_changes_a_recorded_number(report, data):
    text, figures = report
    words = text.split(" ")
    at = data.draw(st.integers(0, len(words)))
    between = bool(at) and at < len(words) and words[at - 1] in SPELLED and words[at] in SPELLED
    assume(not between)

    read_so = told(" ".join([*words[:at], "zzq", *words[at:]]))
    assert read_so.items() <= figures.items()


def test_most_of_what_people_write_is_read_at_once():
    """To ask is right when in doubt, and wrong as a habit."""
    asked = 0

    @given(reports())
    @settings(max_examples=100, database=None, phases=[Phase.generate])
    def count(report):
        nonlocal asked
        asked += told(report[0]) == {}

    count()
    assert asked < 10


# --- our own words sent back to us

FIGURES = st.fixed_dictionaries(
    {"installed": st.integers(0, 150)},
    optional={name: st.integers(0, 60) for name in INDICATORS if name not in {"installed", "households"}},
)


def read_back(figures, before=None):
    shown_ = [FigureChange(INDICATORS[name], (before or {}).get(name), value) for name, value in figures.items()]
    total = texts.progress(412, Headcount(1, "smartphone15", 980, date(2024, 11, 1), "số phường", 0))
    where = texts.place("Hà Trì 2", date(2024, 11, 16))
    said = texts.recorded(texts.STRANGER, where, shown_, corrected=before is not None)
    return re.sub("</?b>", "", str(texts.lines(said, total, texts.ways_on())))


@given(FIGURES)
def test_our_read_back_sent_back_reads_the_same(figures):
    assert told(read_back(figures)) == figures


@given(FIGURES)
def test_our_read_back_changes_nothing_that_stands(figures):
    stands = {"group": "Hà Trì 2", "date": "2024-11-16", "values": figures}
    context = {**AWAITED, "awaiting": None, "last_report": stands}

    assert told(read_back(figures), context) in ({}, figures)


@given(FIGURES, st.integers(1, 40))
def test_our_read_back_of_a_correction_changes_nothing(figures, more):
    before = {**figures, "installed": figures["installed"] + more}
    stands = {"group": "Hà Trì 2", "date": "2024-11-16", "values": figures}
    context = {**AWAITED, "awaiting": None, "last_report": stands}

    assert told(read_back(figures, before), context).items() <= figures.items()


@given(st.text(max_size=60))
def test_folding_is_stable(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "unit", ["1 ", "năm ", "nhầm 1 ", "CĐ1 20 ", "42 -> ", "a.", "1\n", "\u0301", "0900", "không cài "]
)
def test_the_longest_message_is_read_too(unit):
    read((unit * 4096)[:4096], context_of(AWAITED, PLAN))
