"""Every text about the counts, rendered with every pair of address words: whole, safe, short enough."""

from datetime import UTC, datetime

import pytest

from handlers.outgoing import texts as outgoing_texts
from storage.records import Unit


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2025, 2, 5, tzinfo=UTC), "Hà Cầu, ngày 05 tháng 02 năm 2025"),
        (datetime(2025, 3, 15, tzinfo=UTC), "Hà Cầu, ngày 15 tháng 3 năm 2025"),
        (datetime(2024, 11, 13, tzinfo=UTC), "Hà Cầu, ngày 13 tháng 11 năm 2024"),
    ],
)
def test_a_letters_date_is_written_as_the_decree_writes_it(at: datetime, said: str):
    assert outgoing_texts.place_and_day(Unit(1, "HC", "ward", "Hà Cầu"), at) == said
