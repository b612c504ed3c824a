"""What is said about templates: whole, polite, short; every reason of the document worker has its words."""

from typing import Any

import pytest

from handlers.documents.template_check import Why
from handlers.outgoing import texts_templates
from handlers.outgoing.words_templates import FIELDS
from handlers.problem import Problem
from tests.handlers.rendering import LONG, PAIRS, Text, sayings, whole_safe_and_short

GIVEN: dict[str, Any] = {
    "kind": "weekly",
    "kinds": list(FIELDS),
    "unit": LONG,
    "own": True,
    "named": ["ket_qua", "dia_ban", "d.ten"],
    "problems": [Problem(("header, table 9, row 99",), "unknown", LONG, "ket_qua")] * 8,
}


@pytest.mark.parametrize("function", sayings(texts_templates), ids=lambda one: one.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    whole_safe_and_short(function, GIVEN, plain=function is texts_templates.file_name)


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_words(why: Why):
    said = texts_templates.wrong(PAIRS[0], "weekly", [Problem(("paragraph 3",), why, "x")])

    assert len(said.splitlines()) == 3
