"""What is said about templates: whole, polite, short; every reason of the document worker has its words."""

import pytest

from handlers.documents.template_check import TemplateFlaw
from handlers.outgoing import texts as outgoing_texts
from handlers.problem import Problem
from tests.handlers.rendering import PAIRS


@pytest.mark.parametrize("why", TemplateFlaw)
def test_every_reason_has_its_words(why: TemplateFlaw):
    said = outgoing_texts.wrong(PAIRS[0], "weekly", [Problem(("paragraph 3",), why, "x")])

    assert len(said.splitlines()) == 3
