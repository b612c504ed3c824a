"""Every labelled roster is read as its label says: the same people, the same problems at the same rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from handlers.documents.read.plan import read_plan
from handlers.documents.read.roster import read_roster
from handlers.people.read_roster import printed

DATA = Path(__file__).parents[2] / "data"
ROSTERS = DATA / "rosters"
LABELLED = sorted(ROSTERS.glob("*.expected.json"))
GROUPS = tuple(
    dict.fromkeys(s.group for s in read_plan((DATA / "plans/hacau.docx").read_bytes(), "hacau.docx").sessions)
)
labelled = pytest.mark.parametrize("label", LABELLED, ids=lambda path: path.name)


def told(label: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    stem = label.name.removesuffix(".expected.json")
    (file,) = (path for path in ROSTERS.glob(f"{stem}.*") if path.suffix != ".json")
    return json.loads(label.read_text()), json.loads(
        json.dumps(printed(read_roster(file.read_bytes(), file.name, GROUPS)))
    )


def kinds(problems: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {(tuple(one["rows"]), one["kind"], one["blocking"]) for one in problems}


@labelled
def test_the_people_are_those_of_the_label(label):
    expected, got = told(label)

    assert got["people"] == expected["people"]


@labelled
def test_the_problems_are_those_of_the_label(label):
    expected, got = told(label)
    welcome = kinds([one for one in expected["problems"] if one.get("optional")])

    welcome |= {((), "converted", False)}  # a line of a file of another age, for whoever sent it
    assert kinds(got["problems"]) - welcome == kinds(expected["problems"]) - welcome
