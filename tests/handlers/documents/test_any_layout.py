"""However a ward writes it down, the same schedule is read back: columns, dates, hours, kind of file vary at will."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import word, workbook

FIRST = date(2024, 11, 4)
GROUPS = ("Cầu Đơ 1", "TDP số 4", "Thôn Đoài", "1 Tô Hiệu", "Khu nhà ở Cảnh sát biển", "Khu dân cư số 7")
READ_AS = {"Thôn Đoài": "Đoài"}
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
GROUP_HEADINGS = ("Địa bàn", "Tổ dân phố", "Thôn/TDP", "Khu dân cư", "Địa bàn thực hiện", "Tên TDP")
DATE_HEADINGS = ("Ngày", "Thời gian", "Ngày, tháng", "Thời gian thực hiện", "Lịch thực hiện")

Written = Callable[[list[date]], str]
DATES: tuple[Written, ...] = (
    lambda days: "\n".join(f"Ngày {day:%d/%m/%Y}" for day in days),
    lambda days: " ".join(f"Ngày {day:%d/%m/%Y}" for day in days),
    lambda days: ", ".join(f"{day:%d}" for day in days) + f"/{days[0]:%m}",
    lambda days: f"từ {days[0]:%d/%m} đến {days[-1]:%d/%m}" if len(days) > 1 else f"{days[0]:%d/%m}",
    lambda days: (
        f"{days[0]:%d}-{days[-1]:%d/%m/%Y}" if len(days) > 1 else f"{days[0].day}-{days[0].month}-{days[0].year}"
    ),
    lambda days: "; ".join(f"{WEEKDAYS[day.weekday()]}, {day.day}/{day.month}" for day in days),
    lambda days: " và ".join(f"{day.day} tháng {day.month} năm {day.year}" for day in days),
    lambda days: ", ".join(f"{day:%d/%m} ({WEEKDAYS[day.weekday()]})" for day in days),
)
HOURS = (
    "19h30-21h30",
    "từ 19h30 đến 21h30",
    "19:30 - 21:30",
    "19 giờ 30 – 21 giờ 30",
    "Tối: 7h30 - 9h30",
    "19g30’ đến 21g30’",
)


@dataclass(frozen=True)
class Row:
    group: str
    days: list[date]
    text: str
    hours: str


@st.composite
def schedules(draw: st.DrawFn) -> list[Row]:
    rows = []
    for group in draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=5, unique=True)):
        begin, nights = draw(st.integers(0, 20)), draw(st.integers(1, 3))
        days = [FIRST + timedelta(days=begin + step) for step in range(nights)]
        rows.append(Row(group, days, draw(st.sampled_from(DATES))(days), draw(st.sampled_from(HOURS))))
    return rows


def cells(draw: st.DataObject, rows: list[Row]) -> list[list[str]]:
    """A heading and rows, their columns in any order, with or without numbers and notes."""
    columns = [
        [draw.draw(st.sampled_from(GROUP_HEADINGS)), *(row.group for row in rows)],
        [draw.draw(st.sampled_from(DATE_HEADINGS)), *(row.text for row in rows)],
        ["Giờ", *(row.hours for row in rows)],
        ["STT", *(str(number) for number in range(1, len(rows) + 1))],
        ["Ghi chú", *("" for _ in rows)],
    ]
    order = draw.draw(st.permutations(columns[: draw.draw(st.integers(3, 5))]))
    return [list(line) for line in zip(*order, strict=True)]


def packed(kind: str, title: str, table: list[list[str]]) -> tuple[bytes, str]:
    blanks = [""] * (len(table[0]) - 1)
    if kind == "docx":
        return word([title, table, "Nơi nhận: UBND quận"]), "x.docx"
    if kind == "xlsx":
        return workbook({"Lịch": [[title], *table, [], ["Nơi nhận: UBND quận"]]}), "x.xlsx"
    lines = [[title, *blanks], *table, ["Tổng cộng", *blanks]]
    quoted = [kind.join('"' + cell + '"' if set(cell) & {kind, "\n"} else cell for cell in line) for line in lines]
    return "\n".join(quoted).encode(), "x.csv"


def read_back(reading: ReadPlan) -> list[tuple[str, list[date], str | None, str | None]]:
    return [(told.group, list(told.dates), told.start, told.end) for told in reading.sessions]


@settings(max_examples=120, deadline=None)
@given(schedules(), st.sampled_from(["docx", "xlsx", ",", ";", "\t"]), st.data())
def test_the_same_schedule_is_read_back_from_any_layout(rows, kind, draw):
    data, name = packed(kind, "LỊCH ĐI TỪNG NGÕ THÁNG 11/2024", cells(draw, rows))
    reading = read_plan(data, name)

    assert read_back(reading) == [(READ_AS.get(row.group, row.group), row.days, "19:30", "21:30") for row in rows]
    assert reading.problems == ()
