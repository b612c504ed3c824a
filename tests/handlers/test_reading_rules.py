"""The rules' own examples, and the ledger in which each number has one fate."""

import json

import pytest

from handlers.language.numbers import digits
from handlers.language.tokens import tokenise
from handlers.reader.ledger import Doubtful, Ledger, PassedOver, Reason, Recorded
from handlers.reader.parse_lines import context_of
from handlers.reader.read import explained, read
from handlers.reader.reading import Ask, Correction, Figures, NotAReport, Unclear
from handlers.reader.rules import rules
from tests.handlers.reading_corpus import PLAN, lines

AWAITED = context_of({"today": "2024-11-16", "sender_group": "Hà Trì 2", "awaiting": "report"}, PLAN)
EXAMPLES = [(rule.name, *example) for some in rules().values() for rule in some for example in rule.examples]


def becomes(text):
    reading = read(text, AWAITED)
    if isinstance(reading, Figures | Correction):
        return ", ".join(f"{name} {value}" for entry in reading.entries for name, value in entry.values.items())
    return "ask" if isinstance(reading, Ask) else "-"


@pytest.mark.parametrize(("rule", "text", "wanted"), EXAMPLES)
def test_every_rule_does_what_its_examples_say(rule, text, wanted):
    assert becomes(text) == wanted, rule


def test_every_rule_has_an_example():
    assert [rule.name for some in rules().values() for rule in some if not rule.examples] == []


def test_a_number_has_one_fate():
    ledger = Ledger()
    (token,) = tokenise("42")
    number = digits(token)
    ledger.settle(number, PassedOver(Reason.PLANNED))

    with pytest.raises(ValueError, match="second fate"):
        ledger.settle(number, Recorded("installed", None, None))


@pytest.mark.parametrize("name", ["dev", "own", "blind", "third", "fourth", "voices", "traps", "dev2", "silent"])
def test_what_is_recorded_has_the_fate_of_it_and_no_report_leaves_a_doubt_behind(name):
    for row in map(json.loads, lines(name)):
        context = context_of(row["context"], PLAN)
        reading, fates = explained(row["text"], context)
        recorded = [fate for fate in fates.values() if isinstance(fate, Recorded)]
        assert bool(recorded) <= isinstance(reading, Figures | Correction), row["text"]
        if isinstance(reading, NotAReport) and context.awaiting:
            assert not [fate for fate in fates.values() if isinstance(fate, Doubtful)], row["text"]


def test_why_a_number_is_passed_over_is_told():
    _, fates = explained("cài 20, ngõ 12, chỉ tiêu 40, kh khoảng 5", AWAITED)

    assert [*fates.values()].count(Doubtful(Unclear.INEXACT)) == 2
    assert {fate.reason for fate in fates.values() if isinstance(fate, PassedOver)} == {Reason.NAME, Reason.WISHED}
