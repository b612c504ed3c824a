"""How people say that a post changes hands, how they want to be called, and who they are."""

from datetime import date
from typing import Any

import pytest

from handlers.intents.me import CallMe, DropChannel
from handlers.intents.people import Introduce
from handlers.intents.posts import HandOver
from handlers.people import wishes_people
from handlers.people.words import calls
from storage.lookup import KnownSpeaker
from storage.records import Chat, Person, Post, Role, Unit
from tests.ward import clock_time

PERSON = Person(1, "p", "Lê A", "", "bác", "em")
HEAD = KnownSpeaker(Chat(1, "web/p", "web"), PERSON, (Post(1, Role.LEADER, Unit(1, "u", "group", "Cầu Đơ 1")),))
WRITTEN = clock_time("21:00", date(2024, 11, 9))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ mai tổ phó thay tôi 3 tối", {"name": "", "first": "2024-11-10", "days": 3, "evenings": True}),
        ("tu mai to pho thay toi ba ngay", {"first": "2024-11-10", "days": 3, "evenings": False}),
        ("tối nay bác Tâm thay tôi 1 tối", {"name": "Tâm", "first": "2024-11-09", "days": 1}),
        ("từ 12/11 đến hết 15/11 chị Tâm thay em", {"name": "Tâm", "first": "2024-11-12", "last": "2024-11-15"}),
        ("từ ngày kia cô Trần Thị Tâm thay mình 1 tuần", {"name": "Trần Thị Tâm", "first": "2024-11-11", "days": 7}),
        ("từ mai bác Tâm làm tổ trưởng thay tôi", {"name": "Tâm", "first": "2024-11-10", "days": 0, "for_good": True}),
        ("bàn giao tổ cho cô Tâm từ 1/1", {"name": "Tâm", "first": "2025-01-01", "for_good": True}),
        ("từ mai bác Tâm làm trưởng khu phố", {"name": "Tâm", "first": "2024-11-10", "for_good": True}),
        ("bác Tâm làm trưởng thôn thay tôi từ mai", {"name": "Tâm", "first": "2024-11-10", "for_good": True}),
        ("từ mai phó khu phố thay tôi 3 tối", {"name": "", "first": "2024-11-10", "days": 3}),
        ("từ 31/2 bác Tâm làm tổ trưởng", {"first": "2024-11-09"}),
    ],
)
def test_a_handover_is_read_with_its_dates(text: str, expected: dict[str, Any]):
    wish = wishes_people.read(text, HEAD, WRITTEN)

    assert isinstance(wish, HandOver)
    assert {name: getattr(wish, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "cài 42, thay pin cho bác Lan",
        "thay bằng 30",
        "tổ phó đi thay dây mạng",
        "từ mai tôi nghỉ",
        "chào em",
        "42 " * 90,
    ],
)
def test_other_talk_is_left_alone(text: str):
    assert wishes_people.read(text, HEAD, WRITTEN) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("gọi tôi là chú", CallMe("chu")),
        ("cứ gọi bằng anh nhé", CallMe("anh")),
        ("Gọi tôi là đồng chí", CallMe("dong chi")),
        ("gọi tôi là sếp", None),
        ("bỏ kênh 2", DropChannel(2)),
    ],
)
def test_what_people_want_about_themselves(text: str, wish: object):
    assert wishes_people.read(text, HEAD, WRITTEN) == wish


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tôi là An, đoàn viên tổ Cầu Đơ 1", "An"),
        ("em tên là nguyễn thị hoa ạ", "Nguyễn Thị Hoa"),
        ("Dạ em là Đỗ Văn Sơn dân quân phường", "Đỗ Văn Sơn"),
        ("chào bạn, mình là Lan", "Lan"),
        ("alo", None),
        ("tôi hỏi cái này chút", None),
        ("x" * 300, None),
    ],
)
def test_a_stranger_says_who_they_are(text: str, name: str | None):
    assert wishes_people.introduction(text) == (Introduce(text, name) if name else None)


@pytest.mark.parametrize(
    ("title", "name", "leads", "pair"),
    [
        ("Ông", "Lê A", True, ("bác", "em")),
        ("Ông", "Lê A", False, ("anh", "em")),
        ("Đ/c", "Lê A", False, ("anh/chị", "em")),
        ("", "Lê Thị A", False, ("chị", "em")),
        ("Bà", "Lê A", False, ("chị", "em")),
    ],
)
def test_somebody_new_is_called_by_post_and_title(title: str, name: str, leads: bool, pair: tuple[str, str]):
    assert calls(title, name, leads=leads) == pair
