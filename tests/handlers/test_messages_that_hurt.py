"""Messages as telephones and keyboards leave them, and of places whose names differ by an accent: nothing false."""

import json
from collections import Counter
from pathlib import Path

import pytest

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import printed
from handlers.reader.parse_lines import answer, plan_from_sessions
from tests.handlers.reading_corpus import PLAN, judge

MESSAGES = Path(__file__).parents[1] / "data" / "hurt" / "messages"
NAMESAKES = (MESSAGES / "M02_ten_khac_dau.jsonl").read_text("utf-8").splitlines()


def test_nothing_false_is_recorded_of_what_keyboards_leave():
    lines = (MESSAGES / "M01_messages.jsonl").read_text("utf-8").splitlines()

    found = Counter(judge(line) for line in lines)

    assert sum(found.values()) == len(lines) == 66
    assert found["WRONG"] == found["INVENTED"] == 0
    assert found["OVERASK"] + found["MISSED"] <= 7


@pytest.mark.parametrize("line", NAMESAKES, ids=lambda line: json.loads(line)["text"])
def test_places_that_differ_by_an_accent_are_told_apart(line: str):
    plan = printed(read_plan((MESSAGES / "M02_plan.csv").read_bytes(), "M02_plan.csv"))
    row, given = json.loads(line), json.loads(answer(line, plan_from_sessions(plan["sessions"])))

    assert (given["kind"], [one["group"] for one in given["entries"]]) == (
        row["expect"]["kind"],
        [one["group"] for one in row["expect"]["entries"]],
    )


@pytest.mark.parametrize(
    "text",
    [
        "42 người (gồm cả 6 người tối qua)",
        "cài 42 tính luôn 6 của tối 8/11",
        "được 42, trong đó có 6 người tối qua",
        "tối nay 42 bao gồm 6 người tối 8/11",
        "42 kể cả 6 người hôm qua",
    ],
)
def test_a_figure_with_another_night_in_it_is_asked_about(text: str):
    context = {"sender_group": "Cầu Đơ 1", "today": "2024-11-09", "awaiting": "report", "last_report": None}

    assert json.loads(answer(json.dumps({"id": "x", "text": text, "context": context}), PLAN))["entries"] == []
