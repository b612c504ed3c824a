"""The texts of invitation cards and of files: whole, polite, short; the names on paper are plain."""

from datetime import date
from typing import Any

import pytest

from handlers.markup import Markup
from handlers.outgoing import texts_handouts
from handlers.people import texts_cards
from storage.records import Post, Role, Unit
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short

UNIT = Unit(1, "u", "group", LONG)
GIVEN: dict[str, Any] = {
    "cards": 272,
    "post": Post(1, Role.LEADER, UNIT),
    "ward": UNIT,
    "bot": "tung_ngo_bot",
    "scanned": True,
    "until": date(2024, 12, 9),
    "words": Markup("<b>Đây</b> ạ"),
    "link": "https://phuong.example/f/abc",
    "name": LONG,
}
PLAIN = (
    *(texts_cards.post_line, texts_cards.head_line, texts_cards.how_to, texts_cards.good_until),
    texts_handouts.file_unknown,
)


@pytest.mark.parametrize("function", [*sayings(texts_cards), *sayings(texts_handouts)], ids=lambda one: one.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    whole_safe_and_short(function, GIVEN, plain=function in PLAIN)


def test_a_card_tells_only_ways_that_are_there():
    assert texts_cards.how_to("bot", scanned=True).startswith("Quét mã bên cạnh, hoặc nhắn dòng chữ to này cho @bot")
    assert "Telegram" not in texts_cards.how_to("", scanned=False)
    assert "Quét" not in texts_cards.how_to("", scanned=False)
