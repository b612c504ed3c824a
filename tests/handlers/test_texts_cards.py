"""The texts of invitation cards, of the door and of files: whole, polite, short; the names on paper are plain."""

from datetime import date, datetime
from typing import Any

import pytest

from handlers import texts
from handlers.markup import Markup
from handlers.outgoing import texts_handouts
from handlers.people import texts_cards, texts_door
from storage.records import Person, Post, Role, Unit
from storage.ways import Account
from tests.handlers.rendering import LONG, PAIRS, Text, sayings, whole_safe_and_short

UNIT = Unit(1, "u", "group", LONG)
PERSON = Person(1, "p", LONG, "", "chị", "em")
AT = datetime.fromisoformat("2024-11-09T21:31:00+07:00")
GIVEN: dict[str, Any] = {
    "cards": 272,
    "again": 56,
    "open_": False,
    "title": "Trưởng khu phố",
    "post": Post(1, Role.LEADER, UNIT),
    "ward": UNIT,
    "accounts": [Account("telegram", "@tung_ngo_bot")],
    "page": "https://tro-ly.phuong.example",
    "scanned": True,
    "until": date(2024, 12, 9),
    "words": Markup("<b>Đây</b> ạ"),
    "link": "https://phuong.example/f/abc",
    "name": LONG,
    "people": [LONG] * 70,
    "readable": False,
    "clerk": PERSON,
    "phone": "0900 000 101",
    "person": PERSON,
    "at": AT,
    "names": [LONG] * 3,
    "code": "1234 5678",
    "places": [("trang web", AT)] * 9,
    "devices": 3,
}
SPECIAL: dict[Text, dict[str, Any]] = {
    texts_cards.invitations: {"cards": [(PERSON, "123 456 7890", "https://tro-ly.phuong.example/vao/1234567890")] * 12},
    texts_door.too_many: {"until": AT},
}
PLAIN = (
    *(texts_cards.post_line, texts_cards.head_line, texts_cards.how_to, texts_cards.good_until, texts_cards.help_line),
    *(texts_door.elsewhere, texts_door.signed_out, texts_door.open_chat_of),
    texts_handouts.file_unknown,
)
SAYINGS = [*sayings(texts_cards), *sayings(texts_door), *sayings(texts_handouts)]


@pytest.mark.parametrize("function", SAYINGS, ids=lambda one: one.__name__)
def test_a_text_is_whole_safe_and_short(function: Text):
    whole_safe_and_short(function, {**GIVEN, **SPECIAL.get(function, {})}, plain=function in PLAIN)


def test_no_codes_at_all_are_said_so():
    assert "chưa tạo được mã mời" in texts_cards.invitations(PAIRS[0], [], None, open_=True)


def test_a_card_tells_only_ways_that_are_there():
    both = texts_cards.how_to("https://phuong.example", [Account("telegram", "@bot")], scanned=True)
    assert both == "Quét ô vuông, hoặc mở phuong.example rồi gõ dãy số trên, hoặc nhắn dãy số cho @bot trên Telegram."
    page = texts_cards.how_to("http://192.168.1.5:8080", [], scanned=True)
    assert page == "Quét ô vuông, hoặc mở 192.168.1.5:8080 rồi gõ dãy số trên."
    assert texts_cards.how_to("", [], scanned=False) == "Hỏi cán bộ văn phòng phường cách vào."
    assert "Zalo" not in both + page


@pytest.mark.parametrize(
    ("title", "unit", "line", "said"),
    [
        ("Trưởng khu phố", "Khu phố 1", "Trưởng khu phố · Khu phố 1", "trưởng Khu phố 1"),
        ("Phó trưởng khu phố", "Khu phố 1", "Phó trưởng khu phố · Khu phố 1", "phó trưởng Khu phố 1"),
        ("Tổ trưởng", "Cầu Đơ 1", "Tổ trưởng · Cầu Đơ 1", "tổ trưởng Cầu Đơ 1"),
        ("Trưởng thôn", "Thôn Đông", "Trưởng thôn · Thôn Đông", "trưởng Thôn Đông"),
        ("TRƯỞNG ẤP", "ấp Bình Hòa", "TRƯỞNG ẤP · ấp Bình Hòa", "trưởng ấp Bình Hòa"),
        ("Trưởng Khu phố 1", "Khu phố 1", "Trưởng Khu phố 1", "trưởng Khu phố 1"),
        (
            "Trưởng ban quản trị",
            "Chung cư Sao Mai",
            *("Trưởng ban quản trị · Chung cư Sao Mai",),
            "trưởng ban quản trị Chung cư Sao Mai",
        ),
        ("", "Cầu Đơ 1", "Tổ trưởng · Cầu Đơ 1", "tổ trưởng Cầu Đơ 1"),
        ("", "Khu phố 1", "Trưởng khu phố · Khu phố 1", "trưởng Khu phố 1"),
        ("", "Thôn Đông", "Trưởng thôn · Thôn Đông", "trưởng Thôn Đông"),
    ],
)
def test_a_post_is_named_as_the_ward_names_it(title: str, unit: str, line: str, said: str):
    post = Post(1, Role.LEADER, Unit(1, "u", "group", unit), title=title)
    assert texts_cards.post_line(post) == line
    assert texts.post_said(post).replace("<b>", "").replace("</b>", "") == said
