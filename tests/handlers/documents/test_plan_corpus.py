"""Every labelled plan is read as its label says: the same sessions, the same problems at the same rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import printed

PLANS = Path(__file__).parents[2] / "data" / "plans"
LABELLED = sorted(PLANS.glob("*.expected.json"))


def told(label: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    stem = label.name.removesuffix(".expected.json")
    (file,) = (path for path in PLANS.glob(f"{stem}.*") if path.suffix != ".json")
    return json.loads(label.read_text()), printed(read_plan(file.read_bytes(), file.name))


def places(problems: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (told_["row"], told_["kind"], told_["match"], told_["blocking"], told_.get("suggest")) for told_ in problems
    ]


@pytest.mark.parametrize("label", LABELLED, ids=lambda path: path.name)
def test_the_sessions_are_those_of_the_label(label):
    expected, got = told(label)

    assert got["sessions"] == expected["sessions"]


@pytest.mark.parametrize("label", LABELLED, ids=lambda path: path.name)
def test_the_problems_are_those_of_the_label(label):
    expected, got = told(label)

    assert places(got["problems"]) == places(expected["problems"])
