"""What people ask for, read: the unit, the night, the week, the instant."""

from datetime import date, datetime

import pytest

from handlers.intents.answers import Query, ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.intents.intent import Intent
from handlers.progress.asking import asked, fitting
from storage.instants import instant
from storage.records import Unit
from tests.ward import clock_time

NOW = clock_time("21:40", date(2024, 12, 10))
NAMES = ["Cầu Đơ 1", "Cầu Đơ 10", "Hà Trì 1", "3 Ngô Thì Nhậm", "Khu nhà ở Cảnh sát biển", "Tổ dân phố số 5"]
UNITS = [Unit(n, f"G{n}", "group", name) for n, name in enumerate(NAMES)]


def at(text: str) -> int:
    return instant(datetime.fromisoformat(f"{text}+07:00"))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/status", ShowStatus()),
        ("tình hình", ShowStatus()),
        ("Tiến độ?", ShowStatus()),
        ("/tiendo", ShowStatus()),
        ("thiếu", ShowMissing()),
        ("còn thiếu", ShowMissing()),
        ("xếp hạng", ShowBands()),
        ("/daymanh", ShowPushes()),
        ("ai cần đẩy?", ShowPushes()),
        ("đẩy mạnh phường Hà Cầu", None),
        ("/daymanh Hà Cầu", ShowPushes(Query(name="Hà Cầu"))),
        ("/status Cầu Đơ 1", ShowStatus(Query(name="Cầu Đơ 1"))),
        ("tình hình của Cầu Đơ 1 thế nào", ShowStatus(Query(name="Cầu Đơ 1"))),
        ("tổ 5", ShowStatus(Query(name="tổ 5"))),
        ("xem tổ Cầu Đơ 1", ShowStatus(Query(name="tổ Cầu Đơ 1"))),
        ("/status 09/11", ShowStatus(Query(night="2024-11-09"))),
        ("/status tối 9/1", ShowStatus(Query(night="2025-01-09"))),
        ("tình hình hôm qua", ShowStatus(Query(night="2024-12-09"))),
        ("thiếu tối nay", ShowMissing(Query(night="2024-12-10"))),
        ("/status tuần", ShowStatus(Query(week=1))),
        ("/status Cầu Đơ 1 tuần trước", ShowStatus(Query(name="Cầu Đơ 1", week=2))),
        ("/status 15h 09/12", ShowStatus(Query(as_of=at("2024-12-09T15:00")))),
        ("/status 15h30 ngày 9/12/2023", ShowStatus(Query(as_of=at("2023-12-09T15:30")))),
        ("/status 9/12 15h", ShowStatus(Query(as_of=at("2024-12-09T15:00")))),
        ("/status Hà Trì 1 ngày 09/12 lúc 15h30", ShowStatus(Query(name="Hà Trì 1", as_of=at("2024-12-09T15:30")))),
        ("/status 15h hôm qua", ShowStatus(Query(as_of=at("2024-12-09T15:00")))),
        ("tình hình hôm qua 15h", ShowStatus(Query(as_of=at("2024-12-09T15:00")))),
        ("/status 08/12 lúc 15h 09/12", ShowStatus(Query(night="2024-12-08", as_of=at("2024-12-09T15:00")))),
        ("/status Hà Trì 1 15h", ShowStatus(Query(name="Hà Trì 1", as_of=at("2024-12-10T15:00")))),
        ("/status 32/13", ShowStatus(Query(name="32/13"))),
        ("/status 25h 09/12", ShowStatus(Query(name="25h", night="2024-12-09"))),
        ("tình hình mưa to quá", None),
        ("thiếu 2 đoàn viên", None),
        ("tổ 5 cài 30", None),
        ("tổ 99", None),
        ("tổ cài 30", None),
        ("cài 35", None),
    ],
)
def test_a_question_is_read(text: str, intent: Intent | None):
    assert asked(text, None, UNITS, NOW) == intent


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("cau do 1", ["Cầu Đơ 1"]),
        ("to cau do 1", ["Cầu Đơ 1"]),
        ("cd1", ["Cầu Đơ 1"]),
        ("g1", ["Cầu Đơ 10"]),
        ("cau do", ["Cầu Đơ 1", "Cầu Đơ 10"]),
        ("to 1", ["Cầu Đơ 1", "Hà Trì 1"]),
        ("5", ["Tổ dân phố số 5"]),
        ("to dan pho so 5", ["Tổ dân phố số 5"]),
        ("3 ntn", ["3 Ngô Thì Nhậm"]),
        ("canh sat bien", ["Khu nhà ở Cảnh sát biển"]),
        ("khu nha o canh sat bien", ["Khu nhà ở Cảnh sát biển"]),
        ("", []),
        ("x", []),
    ],
)
def test_a_name_finds_the_units_it_may_mean(name: str, found: list[str]):
    assert [unit.name for unit in fitting(name, UNITS)] == found
