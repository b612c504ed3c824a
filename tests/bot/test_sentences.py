from pathlib import Path

import pytest

from bot import sentences

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    """Made of every file of the handlers, which takes two seconds."""
    return sentences.page()


def test_the_page_of_sentences_is_as_the_command_makes_it(page: str):
    assert (DOCS / "sentences.md").read_text("utf-8") == page


def test_a_sentence_stands_there_with_its_open_places_and_who_says_it(page: str):
    assert "{Me} chưa rõ số của {unit}. {You} nhắn tổng số cán bộ và số {word} giúp {me}" in page
    assert "counts/" in page
