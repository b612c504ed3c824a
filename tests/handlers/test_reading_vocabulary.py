"""A campaign of its own words and indicators: what it counts is recorded, and nothing else."""

from dataclasses import replace

import pytest

from handlers.language.context import USUAL, CountedIndicator, Counting
from handlers.reader.parse_lines import context_of
from handlers.reader.read import read
from handlers.reader.reading import Ask, Correction, Figures, NotAReport
from tests.handlers.reading_corpus import PLAN

IDENTITY = Counting(
    (
        CountedIndicator("level2", ("định danh mức 2", "định danh", "mức 2", "làm mức 2")),
        CountedIndicator("lifted", ("nâng cấp",)),
        CountedIndicator("absent"),
        CountedIndicator("refused", ("ngại đi",)),
    ),
    target="level2",
)
ASKED = {"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}
LAST = {"group": "Hà Trì 2", "date": "2024-11-16", "values": {"level2": 20, "absent": 4}}
AWAITED = replace(context_of(ASKED, PLAN), counting=IDENTITY)
TOLD = replace(context_of({**ASKED, "awaiting": None, "last_report": LAST}, PLAN), counting=IDENTITY)


def values(text, context=AWAITED):
    reading = read(text, context)
    assert isinstance(reading, Figures | Correction), reading
    (entry,) = reading.entries
    return dict(entry.values)


@pytest.mark.parametrize(
    ("text", "recorded"),
    [
        ("20", {"level2": 20}),
        ("được 20 người", {"level2": 20}),
        ("định danh mức 2 được 20 người", {"level2": 20}),
        ("mức 2: 20, vắng 4", {"level2": 20, "absent": 4}),
        ("dinh danh 20 nguoi", {"level2": 20}),
        ("ĐỊNH DANH MỨC 2: 20", {"level2": 20}),
        ("20 người làm mức 2, nâng cấp 3, vắng 4 hộ", {"level2": 20, "lifted": 3, "absent": 4}),
        ("mức 2 được 20, ngại đi 3 người", {"level2": 20, "refused": 3}),
        ("mức 2 được 20, từ chối 3", {"level2": 20, "refused": 3}),
        ("không ai làm", {"level2": 0}),
    ],
)
def test_its_own_words_are_read(text, recorded):
    assert values(text) == recorded


def test_what_it_does_not_count_is_passed_over_beside_what_it_does():
    assert values("mức 2 được 20 người, gõ 45 nhà, vắng 4") == {"level2": 20, "absent": 4}


@pytest.mark.parametrize("text", ["cài 20 người", "kích hoạt 18", "gõ 45 nhà", "cài 20, kích hoạt 18"])
def test_what_it_does_not_count_is_never_recorded(text):
    assert isinstance(read(text, AWAITED), Ask | NotAReport)


@pytest.mark.parametrize(
    ("text", "recorded"),
    [
        ("mức 2 là 22 chứ không phải 20", {"level2": 22}),
        ("sửa lại 22 người", {"level2": 22}),
        ("vắng 5 nhé, nhầm", {"absent": 5}),
    ],
)
def test_its_figures_are_corrected_in_the_same_ways(text, recorded):
    assert values(text, TOLD) == recorded


def test_a_change_of_what_it_does_not_count_is_asked():
    assert isinstance(read("sửa cài thành 22", TOLD), Ask)


def test_the_words_of_one_campaign_are_not_anothers():
    assert isinstance(read("nâng cấp 3", replace(AWAITED, counting=USUAL)), Ask)
    assert values("nâng cấp 3") == {"lifted": 3}


def test_words_of_an_indicator_we_know_are_added_to_ours():
    more = Counting((CountedIndicator("installed", ("lên ứng",)), *USUAL.indicators[1:]), target="installed")
    context = replace(AWAITED, counting=more)

    assert values("lên ứng 20, kh 18", context) == {"installed": 20, "activated": 18}
    assert values("cài 20, kh 18", context) == {"installed": 20, "activated": 18}


def test_slips_of_our_words_are_not_seen_in_theirs():
    named = Counting((CountedIndicator("boats", ("tàu cà",)), *USUAL.indicators), target="installed")

    assert values("tàu cà 3, cài 20", replace(AWAITED, counting=named)) == {"boats": 3, "installed": 20}
