"""Rewards and pushes are fair: like with like, equals share a place, whoever owes is apart, every place says why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.progress.judging import Judged
from handlers.progress.pushing import pushes
from handlers.progress.rewards import RewardSection, sections
from storage.presence import Came, Presence
from storage.progress import NightProgress, Part
from storage.records import Unit
from storage.settings import Force, Places, Reward
from tests.handlers.test_bands import part, progress

ON_TIME, LATE, OWED = NightProgress(1, 1, 1, 0, 5), NightProgress(1, 1, 0, 0, 5), NightProgress(planned=1, owed=1)
SHARE = Reward(name="Tỷ lệ", measure="percent", weight=60, threshold=30)
CRITERIA = (SHARE, Reward(name="Đúng giờ", measure="on_time", weight=40))
YOUTH = Reward(name="Có mặt", measure="presence", weight=100, whom="youth")
SPACE = "\N{NO-BREAK SPACE}"


def of_kind(kind: str, one: Part) -> Part:
    unit = Unit(one.unit.id, one.unit.code, kind, one.unit.name)
    return replace(one, unit=unit, headcount=one.headcount)


def judged(*parts: Part, presence: Mapping[int, Presence] | None = None, places: int = 0) -> Judged:
    found = progress(*parts)
    team = (Places(force=Force.YOUTH, number=places),) if places else ()
    campaign = replace(found.campaign, settings=found.campaign.settings.model_copy(update={"team": team}))
    return Judged(replace(found, scope=replace(found.scope, campaign=campaign)), parts, dict(presence or {}))


def places_of(section: RewardSection) -> list[tuple[int, str, float]]:
    return [(one.place, one.unit.name, one.points) for one in section.ranked]


def test_every_place_says_what_it_was_made_from_and_equals_share_one():
    parts = [part("B", 1_000, 500, ON_TIME), part("A", 1_000, 500, ON_TIME), part("C", 1_000, 200, LATE)]

    (groups,) = sections(judged(*parts), CRITERIA)

    assert places_of(groups) == [(1, "A", 70.0), (1, "B", 70.0), (3, "C", 0.0)]
    assert groups.ranked[0].why == (("Tỷ lệ", f"50,0{SPACE}%", 30.0), ("Đúng giờ", f"100,0{SPACE}%", 40.0))
    assert groups.ranked[2].why[0][2] == 0.0


def test_groups_are_compared_with_groups_and_schools_with_schools():
    school, agency = (of_kind(kind, part(kind, 50, 50, ON_TIME)) for kind in ("school", "agency"))
    tower = of_kind("building", part("CC Phú Thịnh", 100, 60, ON_TIME))

    found = sections(judged(part("Tổ 1", 1_000, 500, ON_TIME), school, agency, tower), CRITERIA)

    assert [(one.kind, [ranked.unit.name for ranked in one.ranked]) for one in found] == [
        ("groups", ["CC Phú Thịnh", "Tổ 1"]),
        ("schools", ["school"]),
        ("agencies", ["agency"]),
    ]


def test_a_criterion_counts_for_whom_the_campaign_says():
    only = Reward(name="CBCCVC", measure="percent", weight=100, whom="schools")
    school = of_kind("school", part("Trường A", 50, 25, ON_TIME))

    found = sections(judged(part("Tổ 1", 1_000, 500, ON_TIME), school), (only,))

    assert [one.kind for one in found] == ["schools"]
    assert places_of(found[0]) == [(1, "Trường A", 50.0)]


def test_who_owes_a_report_or_cannot_be_measured_is_not_judged_and_it_is_said_why():
    parts = [part("A", 1_000, 500, ON_TIME), part("B", 1_000, 990, OWED), part("C", None, 9, ON_TIME), part("D", 9, 9)]

    (groups,) = sections(judged(*parts), CRITERIA)

    assert [one.unit.name for one in groups.ranked] == ["A"]
    assert [(unit.name, why) for unit, why in groups.apart] == [
        ("B", "thiếu 1 báo cáo"),
        ("C", "chưa có tổng số"),
        ("D", "chưa tới buổi nào"),
    ]


def test_installs_are_measured_against_the_most_of_those_compared():
    criteria = (Reward(name="Cài mới", measure="counted", weight=100),)
    large = of_kind("school", part("Trường A", 2_000, 900, ON_TIME))

    found = sections(judged(part("A", 1_000, 80), part("B", None, 20), large), criteria)

    assert [places_of(one) for one in found] == [[(1, "A", 100.0), (2, "B", 25.0)], [(1, "Trường A", 100.0)]]


def test_where_the_campaign_names_no_criterion_nobody_is_ranked():
    assert sections(judged(part("A", None, 80)), ()) == []


def test_a_force_is_judged_by_who_came_of_the_places_to_fill():
    parts = [part("A", 1_000, 5), part("B", 1_000, 5), part("C", 1_000, 5), part("D", 1_000, 5), part("E", 1_000, 5)]
    came = [
        Presence(2, {"youth": Came(9, 8, 0)}),
        Presence(2, {"youth": Came(8, 8, 0)}),
        Presence(2, {"militia": Came(9, 9, 0)}),
        Presence(2, {"youth": Came(5, 0, 1)}),
    ]
    there = {one.unit.id: who for one, who in zip(parts, came, strict=False)}

    (youth,) = sections(judged(*parts, presence=there, places=5), (YOUTH,))

    assert youth.kind == "youth"
    assert places_of(youth) == [(1, "A", 80.0), (1, "B", 80.0), (3, "C", 0.0)]
    assert youth.ranked[0].why[0][:2] == ("Có mặt", "có mặt 8/10 chỗ, nhận 9")
    assert [(unit.name, why) for unit, why in youth.apart] == [("D", "1 buổi chưa điểm danh")]


def test_who_is_lowest_by_the_campaigns_criteria_needs_the_push_and_says_what_is_missing():
    nights = {date(2024, 11, 18): OWED, date(2024, 11, 19): OWED}
    low = replace(part("Hà Trì 1", 1_000, 124), evenings=nights)
    done, late = part("Xong", 100, 60, ON_TIME), part("Cầu Đơ 1", 1_000, 450, LATE)
    new, unknown = replace(part("Mới", 500, 0), sums={}), part("Lạ", None, 3, ON_TIME)

    found = pushes(judged(late, done, low, new, unknown), CRITERIA)

    ((kind, groups),) = found.kinds
    assert kind == "groups"
    assert [(one.unit.name, round(one.share or 0.0, 1), one.owed, one.gap) for one in groups] == [
        ("Hà Trì 1", 12.4, 2, 376),
        ("Cầu Đơ 1", 45.0, 0, 50),
    ]
    assert (found.uncounted, found.not_yet) == (("Lạ",), ("Mới",))


def test_without_criteria_the_share_of_the_target_decides():
    found = pushes(judged(part("A", 1_000, 400, ON_TIME), part("B", 1_000, 100, ON_TIME)), ())

    assert [one.unit.name for one in found.everyone] == ["B", "A"]
    assert found.everyone[0].why == ()


def test_where_everybody_has_reached_the_target_nobody_is_pushed():
    assert pushes(judged(part("A", 100, 60, ON_TIME)), CRITERIA).everyone == ()
