"""Dates without a year or a month are those of the campaign, where that leaves no doubt."""

from datetime import date

import pytest

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import blocked

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
OVER_NEW_YEAR = (date(2026, 12, 15), date(2027, 1, 15))
A_YEAR = (date(2026, 1, 10), date(2027, 1, 20))


def read(text: str, within: tuple[date, date]) -> ReadPlan:
    return read_plan(text.encode(), "dan.txt", within)


def days(reading: ReadPlan) -> dict[str, list[str]]:
    return {one.group: [f"{night:%d/%m/%y}" for night in one.dates] for one in reading.sessions}


@pytest.mark.parametrize(
    ("line", "within", "expected"),
    [
        ("KP1: 1/12, 8/12", DECEMBER, ["01/12/26", "08/12/26"]),
        ("KP1: 2, 9, 16/12", DECEMBER, ["02/12/26", "09/12/26", "16/12/26"]),
        ("KP1: tối 4, 5/12", DECEMBER, ["04/12/26", "05/12/26"]),
        ("Tổ 1: 20/12, 5/1", OVER_NEW_YEAR, ["20/12/26", "05/01/27"]),
        ("Thôn Đông: 20/12 và 3/1", OVER_NEW_YEAR, ["20/12/26", "03/01/27"]),
        ("Khu phố 1 1/12, 8/12", DECEMBER, ["01/12/26", "08/12/26"]),
        ("CC Hoa Sen 27/12", DECEMBER, ["27/12/26"]),
    ],
)
def test_a_line_has_the_year_of_the_campaign(line: str, within: tuple[date, date], expected: list[str]):
    found = days(read(f"{line}\nẤp 9: 20/12\nẤp 8: 21/12\n", within))
    assert next(iter(found.values())) == expected


@pytest.mark.parametrize(
    ("line", "within"),
    [("KP1: 4/3", DECEMBER), ("KP1: 4/11", OVER_NEW_YEAR), ("KP1: 15/1", A_YEAR)],
)
def test_a_month_that_the_campaign_does_not_have_or_has_twice_is_asked(line: str, within: tuple[date, date]):
    assert [kind for _, kind, *_ in blocked(read(f"{line}\nẤp 9: 20/12\nẤp 8: 21/12\n", within))] == ["missing_date"]


def test_what_the_document_says_itself_counts_more():
    assert days(read("Kế hoạch năm 2025\nKP1: 1/12\nKP2: 2/12\n", DECEMBER)) == {
        "KP1": ["01/12/25"],
        "KP2": ["02/12/25"],
    }


def test_lone_days_have_the_month_of_the_title_or_of_the_campaign():
    listed = "Địa bàn\tNgày\nKP1\t1, 8, 15\nKP2\t2, 9\n"
    assert days(read(listed, DECEMBER))["KP1"] == ["01/12/26", "08/12/26", "15/12/26"]
    titled = read(f"LỊCH RA QUÂN THÁNG 1\n{listed}", OVER_NEW_YEAR)
    assert days(titled)["KP1"] == ["01/01/27", "08/01/27", "15/01/27"]
    assert titled.months == ((1, 2027),)
