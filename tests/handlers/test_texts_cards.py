"""The texts of invitation cards, of the door and of files: whole, polite, short; the names on paper are plain."""

import pytest

from handlers import texts
from handlers.people import texts as people_texts
from storage.records import Post, Role, Unit
from storage.ways import OurAccount
from tests.handlers.rendering import PAIRS


def test_no_codes_at_all_are_said_so():
    assert "chưa tạo được mã mời" in people_texts.invitations(PAIRS[0], [], None, open_=True)


def test_a_card_tells_only_ways_that_are_there():
    both = people_texts.how_to("https://phuong.example", [OurAccount("telegram", "@bot")], scanned=True)
    assert both == "Quét ô vuông, hoặc mở phuong.example rồi gõ dãy số trên, hoặc nhắn dãy số cho @bot trên Telegram."
    page = people_texts.how_to("http://192.168.1.5:8080", [], scanned=True)
    assert page == "Quét ô vuông, hoặc mở 192.168.1.5:8080 rồi gõ dãy số trên."
    assert people_texts.how_to("", [], scanned=False) == "Hỏi cán bộ văn phòng phường cách vào."
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
    assert people_texts.post_line(post) == line
    assert texts.post_said(post).replace("<b>", "").replace("</b>", "") == said
