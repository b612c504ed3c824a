"""The office's files of a ward of khu phố: no unit twice, nobody without a post, no row refused for its spelling."""

from datetime import date

import pytest

from handlers.documents.read.headcounts import read_headcounts
from handlers.documents.read.roster import read_roster
from handlers.planning.plan_difference import Hand, PlanDifference, Register, difference
from handlers.planning.plan_reading import PlanDraft, WantedNight
from handlers.planning.read_plan import ReadPlan
from storage.campaigns import Campaign
from storage.ids import CountingIds
from storage.nights import ChangeReason
from storage.records import Unit
from storage.settings import CampaignSettings, Indicator, Target
from tests.handlers.other_wards import COMMUNE, HIGHLANDS, MIXED, SOUTH

DAY = date(2026, 12, 1)
POLICE = """TT\tKhu phố\tSố hộ\tNhân khẩu 15+
1\tKP 1\t402\t1.240
2\tKP2\t310\t980
3\tKhu phố 03\t355\t1105
4\tKP. 4\t290\t870
5\tkhu phố số 5\t420\t1330
6\t6\t300\t905
10\tC/c Sao Mai\t510\t1450
11\tCT2\t280\t820
"""
ROSTER = """Họ tên,Chức vụ,Đơn vị,SĐT
Nguyễn Văn A,Tổ trưởng,KP4,0900000701
Nguyễn Văn B,Trưởng khu phố,KP 5,0900000702
Nguyễn Văn C,Trưởng khu phố,Khu phố 06 phường Tân An,0900000703
Nguyễn Văn D,Trưởng ban quản trị,C/c Sao Mai,0900000704
Nguyễn Văn E,Trưởng khu phố,KP 12,0900000705
Nguyễn Văn G,Trưởng khu phố,thôn 3,0900000706
"""


def test_no_row_of_a_table_of_headcounts_is_refused_for_its_spelling():
    found = read_headcounts(POLICE.encode(), "dan.txt", list(SOUTH))

    assert [row.unit for row in found.rows] == [
        *(f"Khu phố {n}" for n in range(1, 7)), "Chung cư Sao Mai", "Chung cư CT2",
    ]  # fmt: skip
    assert found.problems == ()


@pytest.mark.parametrize(
    ("head", "rows", "ward"),
    [
        ("Thôn/xóm", ["Thôn Đoài", "thôn Đông", "X. 1", "Xóm 2", "Bản Mường"], COMMUNE),
        ("Tổ dân phố", ["TDP 1", "2", "Tổ dân phố số 3", "KP 1", "Khu phố 2"], MIXED),
        ("Buôn", ["Buôn Ea Kmat", "Buôn 2", "Bon Rya"], HIGHLANDS),
    ],
)
def test_a_table_of_other_kinds_is_read(head: str, rows: list[str], ward: dict[str, list[int]]):
    table = "\n".join([f"TT\t{head}\tNhân khẩu 15+", *(f"{n}\t{row}\t{900 + n}" for n, row in enumerate(rows))])

    found = read_headcounts(table.encode(), "dan.txt", list(ward))

    known = [row for row in found.rows if row.unit]
    assert len(known) == len([row for row in rows if not row.startswith("X.")])
    assert len({row.unit for row in known}) == len(known)


def test_a_post_is_given_in_the_unit_that_is_meant_or_the_row_is_asked_about():
    found = read_roster(ROSTER.encode(), "ds.csv", list(SOUTH))

    assert [one.groups for one in found.people] == [
        ("Khu phố 4",), ("Khu phố 5",), ("Khu phố 6",), ("Chung cư Sao Mai",), (), (),
    ]  # fmt: skip
    asked = [(one.rows, one.match) for one in found.problems if one.kind == "unknown_group"]
    assert asked == [((6,), "KP 12"), ((7,), "thôn 3")]


def _compared(names: list[str], written: list[str]) -> PlanDifference:
    ids = CountingIds()
    ward = Unit(ids(), "TA", "ward", "Tân An")
    target = Target(indicator="installed", measure="residents15", percent=80, by=DAY)
    settings = CampaignSettings(indicators=(Indicator(code="installed", name="Cài mới"),), targets=(target,))
    campaign = Campaign(ids(), "t12", ward, "VNeID", "Asia/Ho_Chi_Minh", DAY, date(2026, 12, 31), 1, settings)
    known = [Unit(ids(), f"G{n}", "group", name) for n, name in enumerate(names)]
    hand = Hand(ids, ChangeReason(None, "plan", 0, ""), DAY)
    return difference(
        [WantedNight(name, DAY) for name in written],
        (),
        Register(campaign, known, ()),
        hand,
        PlanDraft(read=ReadPlan()),
    )


def test_a_plan_makes_no_twin_of_a_unit_that_is_there():
    found = _compared(
        list(SOUTH),
        ["KP4", "Khu phố 5", "KP số 6", "Chung cư Sao Mai (Ban quản trị)", "C/c CT2", "KP7 phường Tân An"],
    )

    assert found.founded == []
    assert len(found.units) == 6


def test_a_plan_founds_what_is_another_unit():
    found = _compared(["Khu phố 4", "Thôn Đông"], ["Khu phố 5", "Thôn 4", "Thôn Đồng", "Chung cư Hoa Sen"])

    assert [fact.unit.name for fact in found.founded] == ["Khu phố 5", "Thôn 4", "Thôn Đồng", "Chung cư Hoa Sen"]
    assert found.founded[-1].unit.kind == "building"


def test_two_spellings_within_one_plan_are_one_unit():
    found = _compared([], ["Khu phố 4", "KP4", "kp. 04"])

    assert [fact.unit.name for fact in found.founded] == ["Khu phố 4"]
