"""Every text about people, their posts and their data, with every pair of address words and the longest names."""

from datetime import date, datetime

import pytest

from handlers.people import texts as people_texts
from handlers.texts import Pronouns

DAY, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")


@pytest.mark.parametrize("kind", sorted(people_texts._PEOPLE))
def test_every_kind_of_history_has_its_words(kind: str):
    past = people_texts.Past(AT, kind, "Lê A", "web", "Cầu Đơ 1", {"person": "Vũ B", "role": "leader"})

    assert people_texts.past(past).startswith("• 09/11 21h31 Lê A")


def test_nothing_missing_and_nothing_past_are_said_so():
    pair = Pronouns()

    assert "đều đã vào chat" in people_texts.unreached(pair, 0, 40, [], begins=True, left=0)
    assert "chưa có thay đổi" in people_texts.history(people_texts.history_of("Cầu Đơ 1", None, ""), [], more=False)
