"""The Excel form of a campaign: what is written into it comes back, what is wrong in it is told by sheet and row."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns.campaign_file import CampaignFile, check, read_form
from handlers.documents.campaign_form import PARTS
from handlers.documents.draw import campaign_form as writing
from handlers.documents.read import campaign_form as reading
from handlers.documents.unreadable import Code, Unreadable

SAMPLE, VNEID = (
    tomllib.loads(files("bot").joinpath("sample", name).read_text("utf-8")) for name in ("campaign.toml", "vneid.toml")
)
names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
hours = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
days = st.dates().map(str)
counted = st.fixed_dictionaries({"unit": names, "value": st.integers(0, 10**6), "as_of": days})
worded = st.fixed_dictionaries({"code": names, "words": st.lists(names.filter(lambda w: "," not in w), min_size=1)})
drawn = st.fixed_dictionaries(
    {
        "campaign": st.fixed_dictionaries({"code": names, "usual": st.integers(1, 9_999), "starts": days}),
        "indicators": st.lists(worded, min_size=1, max_size=4),
        "timetable": st.fixed_dictionaries({"asks": hours, "locks": hours}),
        "weekly": st.fixed_dictionaries({"due_on": st.integers(0, 6), "due": hours}),
        "ledger": st.fixed_dictionaries({"headcounts": st.lists(counted, min_size=1, max_size=3)}),
    }
)


def whole(written: Mapping[str, Any]) -> CampaignFile:
    file, faults = check(written)
    assert file is not None, faults
    return file


@cache
def form() -> bytes:
    return writing.draw(SAMPLE)


def filled(change: Mapping[tuple[str, str], object]) -> bytes:
    """The sample's form with other values in these cells."""
    book = openpyxl.load_workbook(BytesIO(form()))
    for (sheet, cell), value in change.items():
        book[sheet][cell] = value
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def told(change: Mapping[tuple[str, str], object]) -> list[str]:
    return campaigns_texts.faults(read_form(reading.read_form(filled(change))))


@pytest.mark.parametrize("written", [SAMPLE, VNEID], ids=["ihanoi", "vneid"])
def test_a_file_is_the_same_after_it_was_a_form(written: Mapping[str, Any]):
    assert whole(reading.read_form(writing.draw(written))["written"]) == whole(written)


@settings(max_examples=10, deadline=None)
@given(drawn)
def test_whatever_stands_in_a_file_comes_back(written: dict[str, Any]):
    assert reading.read_form(writing.draw(written))["written"] == written


def test_an_empty_form_says_nothing():
    assert reading.read_form(writing.draw({}))["written"] == {}


def test_each_part_has_a_sheet_with_its_lists_to_choose_from():
    book = openpyxl.load_workbook(BytesIO(writing.draw(SAMPLE)))

    assert book.sheetnames == [part.title for part in PARTS]
    assert offered(book["Mục tiêu"]) == {
        "A3:A203": "'Chỉ tiêu'!$A$3:$A$203",
        "B3:B203": '"15+ có smartphone,Người từ 15 tuổi,Người từ 18 tuổi,Hộ,Cán bộ – nhân viên"',
    }
    assert [cell.value for cell in book["Đội hình"][2]] == ["Lực lượng", "Số người"]


def offered(sheet: Worksheet) -> dict[str, str]:
    return {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}


def test_no_text_becomes_a_formula():
    book = openpyxl.load_workbook(BytesIO(writing.draw({"campaign": {"name": "=1+1"}})))

    assert [cell.data_type for cell in book["Đợt"]["B"] if cell.value == "=1+1"] == ["s"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({("Giờ giấc", "B9"): "25:00"}, "trang «Giờ giấc», dòng 9, timetable.asks: «25:00» không phải giờ trong ngày"),
        ({("Đội hình", "B4"): -1}, "trang «Đội hình», dòng 4, team.2.number: «-1» nhỏ quá"),
        ({("Đội hình", "A4"): "Bộ đội"}, "trang «Đội hình», dòng 4, team.2.force: «Bộ đội» không có trong danh sách"),
        ({("Mục tiêu", "C3"): "nửa"}, "trang «Mục tiêu», dòng 3, targets.1.percent: «nửa» phải là số"),
        ({("Mục tiêu", "D3"): "31/02/2024"}, "trang «Mục tiêu», dòng 3, targets.1.by: «2024-02-31» không phải ngày"),
        ({("Tổng số", "A4"): None}, "trang «Tổng số», dòng 4, ledger.headcounts.2.unit: còn thiếu mục «unit»"),
        ({("Đợt", "A4"): "Tênn"}, "trang «Đợt», dòng 4, campaign.Tênn: không có mục nào tên «Tênn»"),
        ({("Chỉ tiêu", "A4"): "installed"}, "trang «Chỉ tiêu», dòng 4, indicators.2.code: «installed» đã có ở trên"),
    ],
)
def test_what_is_wrong_is_told_by_sheet_and_row(change: Mapping[tuple[str, str], object], said: str):
    assert any(line.startswith(said) for line in told(change)), told(change)


def test_faults_of_several_sheets_are_told_at_once_in_their_order():
    said = told({("Giờ giấc", "B9"): "25:00", ("Đội hình", "B4"): -1, ("Đợt", "B5"): "hôm qua"})

    assert [line.split(",")[0] for line in said] == ["trang «Đợt»", "trang «Đội hình»", "trang «Giờ giấc»"]


def test_every_fault_of_the_rewards_is_told_by_its_row():
    whom = {("Khen thưởng", "E3"): "Dân quân", ("Khen thưởng", "E4"): "Công an", ("Khen thưởng", "E5"): "Tổ, toà nhà"}
    said = told(whom)

    assert [line.split(":")[0] for line in said] == [
        "trang «Khen thưởng», dòng 3, rewards.1.measure",
        "trang «Khen thưởng», dòng 4, rewards.2.measure",
        "trang «Khen thưởng», dòng 5, rewards.3.whom",
    ]


def test_a_row_left_blank_is_no_entry_and_a_hand_written_date_and_hour_are_read():
    body = filled({("Đợt", "B5"): "9/11/2024", ("Giờ giấc", "B9"): "21h25", ("Đội hình", "A4"): None,
                   ("Đội hình", "B4"): None})  # fmt: skip
    file = whole(reading.read_form(body)["written"])

    assert [one.force for one in file.settings.team] == ["youth", "culture", "members"]
    assert (file.about.starts.isoformat(), file.settings.timetable.asks) == ("2024-11-09", "21:25")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.EMPTY),
        (b"PK\x03\x04 cut off", Code.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", Code.OLD_FORMAT),
        ("mã;tên".encode(), Code.UNKNOWN_TYPE),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, code: Code):
    with pytest.raises(Unreadable) as refused:
        reading.read_form(data)
    assert refused.value.code is code
