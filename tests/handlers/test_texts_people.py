"""Every text about people, their posts and their data, with every pair of address words and the longest names."""

from datetime import date, datetime
from typing import Any

import pytest

from handlers.people import texts_me, texts_people, texts_posts
from handlers.texts import Pair
from handlers.texts_reaching import Callee
from storage.records import Person
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short

PERSON = Person(1, "p", LONG, "", "bác", "em")
DAY, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")
HOLDING = texts_me.Holding("captain", "youth", LONG, DAY, DAY)
LINKED = texts_me.Linked("telegram", DAY, here=True)
FIGURES = texts_people.Past(AT, "set", LONG, "web", LONG, {"night": "2024-11-09", "installed": "42"})
POST = texts_people.Past(AT, "took", LONG, "zalo", LONG, {"role": "leader", "person": LONG, "first": "2024-11-10"})
GIVEN: dict[str, Any] = {
    "notes": 2,
    "chosen": 3,
    "reached": [PERSON] * 3,
    "others": [Callee(PERSON, LONG, "0900000101")] * 3,
    "example": LONG,
    **dict.fromkeys(("who", "unit", "instead", "name", "by", "said", "text"), LONG),
    **dict.fromkeys(("missing", "whole", "count", "version", "reports", "messages", "history", "units"), 999),
    **dict.fromkeys(("first", "last"), DAY),
    "at": AT,
    "number": 0xABCD,
    "spans": [(DAY, DAY), (DAY, date(2024, 11, 15))],
    "names": [LONG] * 4,
    "named": [LONG] * 3,
    "ahead": [DAY] * 9,
    "posts": [HOLDING] * 4,
    "channels": [LINKED] * 3,
    "channel": "telegram",
    "one": HOLDING,
    "code": "7KXM 3PQR",
    "link": "https://t.me/tung_ngo_bot?start=7KXM3PQR7KXM3PQR7KXM3PQR",
    "given": [("Số điện thoại", "0900000101")] * 6,
    "erased_": False,
    "rows": [(LONG, ["Nguyễn Văn Bình"] * 8)] * 8,
    "begins": True,
    "left": 40,
    "part": "officer",
    "phone": "0900000101",
    "told": [FIGURES, POST] * 6,
    "role": "deputy",
    "force": "youth",
    "post": LONG,
    "before": "0900000101",
    "labels": [LONG] * 6,
    "new": True,
    "person": Person(1, "p", LONG, "", "bác", "em"),
}
SPECIAL: dict[Text, dict[str, Any]] = {
    texts_posts.dismissed: {"posts": [LONG] * 5},
    texts_posts.open_items: {"nights": texts_posts.Open([DAY] * 9, [DAY] * 9, [DAY] * 9), "campaign": None},
    texts_people.contacts: {
        "named": [texts_people.Contact(LONG, "leader", LONG, "ông", "0900000101")] * 20,
        "missing": [LONG] * 30,
        "by": DAY,
    },
    texts_people.history: {"names": {"installed": "Cài mới"}},
    texts_people.past: {"one": POST, "names": {"installed": "Cài mới"}},
}
PLAIN = (
    *(texts_me.channel_name, texts_me.consented, texts_me.counts, texts_me.posts_named, texts_me.channels_named),
    *(texts_me.pseudonym, texts_posts.label, texts_posts.called, texts_posts.post_of),
)
SAYINGS = [*sayings(texts_me), *sayings(texts_people), *sayings(texts_posts)]


@pytest.mark.parametrize("function", SAYINGS, ids=lambda function: function.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    whole_safe_and_short(function, {**GIVEN, **SPECIAL.get(function, {})}, plain=function in PLAIN)


@pytest.mark.parametrize("kind", sorted(texts_people._PEOPLE))
def test_every_kind_of_history_has_its_words(kind: str):
    past = texts_people.Past(AT, kind, "Lê A", "web", "Cầu Đơ 1", {"person": "Vũ B", "role": "leader"})

    assert texts_people.past(past, {}).startswith("• 09/11 21h31 Lê A")


def test_nothing_missing_and_nothing_past_are_said_so():
    pair = Pair()

    assert "đều đã vào chat" in texts_people.unreached(pair, 0, 40, [], begins=True, left=0)
    assert "chưa có thay đổi" in texts_people.history("Cầu Đơ 1", [], {})
