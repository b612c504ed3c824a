"""Campaigns of every kind are read as a careful clerk would, each by what it counts itself."""

import json
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

from handlers.language.context import CountedIndicator, Counting
from handlers.language.tokens import strip_accents
from handlers.reader import parse_lines
from tests.handlers import reading_corpus
from tests.handlers.campaign_corpus import Line, lines, verdict
from tests.ward import INDICATORS

LINES = list(lines())
TYPED = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "without accents": strip_accents,
}


def faults(some: list[Line]) -> dict[str, str]:
    return {f"{one.campaign}: {one.text}": found for one in some if (found := verdict(one)) != "OK"}


def test_lines_of_five_and_more_campaigns_are_read_as_a_careful_clerk_would():
    assert faults(LINES) == {}
    assert min(Counter(one.campaign for one in LINES if one.campaign != "bare").values()) >= 25


def test_two_campaigns_to_which_nothing_was_tuned_are_read_without_a_false_figure():
    """What is asked back about is no fault, only a question too many."""
    fresh = list(lines("messages_campaigns_fresh.txt"))
    judged = Counter(verdict(one) for one in fresh)

    assert len(fresh) == 60
    assert judged["WRONG"] + judged["INVENTED"] == 0, faults(fresh)
    assert judged["OK"] >= 58


@pytest.mark.parametrize("typed", TYPED)
def test_however_they_are_typed_no_other_number_is_recorded(typed: str):
    """Without accents a word may be another's: then it is asked about, never guessed."""
    wrong = {one.text: verdict(one, TYPED[typed](one.text)) for one in LINES}

    assert {text: found for text, found in wrong.items() if found in {"WRONG", "INVENTED"}} == {}
    if typed == "decomposed":
        assert {text: found for text, found in wrong.items() if found != "OK"} == {}


@pytest.mark.parametrize("name", ["dev", "own", "blind", "third", "fourth", "voices", "traps"])
def test_a_campaign_that_names_what_everybody_knows_is_read_as_if_it_had_no_names(name: str, monkeypatch):
    named = Counting(tuple(CountedIndicator(code, (), text) for code, text in INDICATORS.items()), "installed")
    plain_context = parse_lines.context_of
    monkeypatch.setattr(
        parse_lines, "context_of", lambda given, plan: replace(plain_context(given, plan), counting=named)
    )

    judged = {json.loads(row)["text"]: reading_corpus.judge(row) for row in reading_corpus.lines(name)}

    assert {text: found for text, found in judged.items() if found not in {"OK", "SLACK"}} == {}
