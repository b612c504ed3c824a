"""Every text about rosters, with every pair of address words and the longest names."""

from typing import Any

import pytest

from handlers.markup import Markup
from handlers.people import texts as people_texts
from tests.handlers.rendering import LONG

GIVEN: dict[str, Any] = {
    **dict.fromkeys(("people", "posts", "new", "same", "changed_", "began", "ended"), 999),
    "by_role": [(LONG, 99)] * 8,
    "counts": [(LONG, 99)] * 17,
    "headless": [LONG] * 9,
    "told": [Markup("dòng 12: {} cần xem lại").format(LONG)] * 30,
    "names": [LONG] * 30,
    "unit_names": [LONG] * 3,
    "doubtful": 3,
    "rows": [7, 22],
    "given": {"name": LONG, "match": LONG, "suggest": LONG, "choice": "suggested"},
    "labels": ["Để trống", LONG],
    "kind": "unknown_group",
    "role": "captain",
    "force": "youth",
    "chosen": "suggested",
    "suggest": "Cầu Đơ 1",
    "unit": LONG,
    "held": [(LONG, "captain", "youth")] * 9,
    "check": True,
    "ends": 9,
    "ended": False,
}


@pytest.mark.parametrize("kind", ["same_name", "phone_invalid", "unknown_group", "similar_name"])
def test_what_stands_in_a_file_is_escaped(kind: str):
    assert "<b>&" not in people_texts.doubt(kind, "dòng 1", GIVEN["given"])


def test_rows_of_sheets_keep_their_labels():
    assert people_texts.rows_named(["Đoàn row 4", "Đoàn row 5"]) == "Đoàn dòng 4, Đoàn dòng 5"
