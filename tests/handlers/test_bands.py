"""Bands are fair: equals stand together, who is small is not thrown about, who owes is not judged."""

from collections.abc import Sequence
from datetime import date
from itertools import count

from handlers.progress.bands import RankedUnit, bands
from storage.campaigns import Campaign
from storage.progress import NightProgress, Part, Progress, Scope, StartingPoint, Sum
from storage.records import Headcount, Unit
from storage.settings import CampaignSettings, Indicator, Target

DAY, FIRST = date(2024, 11, 20), date(2024, 11, 9)
SETTINGS = CampaignSettings(
    indicators=(Indicator(code="installed", name="Cài mới"),),
    targets=(Target(indicator="installed", measure="smartphone15", percent=50, by=date(2024, 11, 30)),),
)


ids = count(1)


def part(name: str, whole: int | None, total: int, evening: NightProgress | None = None) -> Part:
    """`evening`: of yesterday."""
    unit = Unit(next(ids), name, "group", name)
    headcount = None if whole is None else Headcount(unit.id, "smartphone15", whole, FIRST, "số phường", 0)
    nights = {date(2024, 11, 19): evening} if evening else {}
    return Part(unit, {"installed": Sum(total, 1)}, nights, {}, headcount)


def progress(*parts: Part) -> Progress:
    ward = Unit(1, "HC", "ward", "Hà Cầu")
    campaign = Campaign(1, "c", ward, "iHanoi", "Asia/Ho_Chi_Minh", FIRST, date(2024, 11, 30), 1, SETTINGS)
    return Progress(Scope(ward, campaign, (1,)), 0, DAY, parts, None)


def names(places: Sequence[RankedUnit]) -> list[str]:
    return [place.unit for place in places]


def test_equal_shares_stand_in_one_band_by_name():
    found = bands(progress(part("Cầu Đơ 3", 1_000, 420), part("Cầu Đơ 1", 1_000, 420), part("Hà Trì", 1_000, 300)))

    assert names(found.near) == ["Cầu Đơ 1", "Cầu Đơ 3"]
    assert names(found.coming) == ["Hà Trì"]


def test_a_handful_of_installs_moves_no_small_unit_from_one_end_to_the_other():
    large = [part(f"Tổ {n}", 1_000, 350) for n in range(4)]

    few, more = (bands(progress(*large, part("Khu A", 20, total))) for total in (4, 6))

    assert names(few.coming) == names(more.coming) == ["Khu A", "Tổ 0", "Tổ 1", "Tổ 2", "Tổ 3"]


def test_who_has_reached_the_own_target_has_reached_it_however_small():
    found = bands(progress(part("Khu A", 20, 10), part("Tổ 1", 1_000, 100)))

    assert names(found.reached) == ["Khu A"]
    assert names(found.behind) == ["Tổ 1"]


def test_who_has_not_is_never_among_those_who_have():
    found = bands(progress(part("Khu A", 20, 9), *(part(f"Tổ {n}", 1_000, 700) for n in range(3))))

    assert "Khu A" not in names(found.reached)


def test_who_owes_a_report_or_has_no_headcount_is_not_put_last_but_apart():
    owing = part("Tổ 2", 1_000, 0, NightProgress(planned=1, owed=1))

    found = bands(progress(part("Tổ 1", 1_000, 400), owing, part("Tổ 3", None, 5), part("Tổ 4", 0, 5)))

    assert (found.owing, found.uncounted) == (("Tổ 2",), ("Tổ 3", "Tổ 4"))
    assert not found.behind


def test_the_most_improved_are_all_who_added_as_much():
    evening = NightProgress(planned=1, reported=1, on_time=1, total=30)
    parts = [part("Tổ 1", 1_000, 300, evening), part("Tổ 2", 1_000, 100, evening), part("Tổ 3", 1_000, 400)]

    assert names(bands(progress(*parts)).improved) == ["Tổ 1", "Tổ 2"]


def test_where_nobody_added_anything_nobody_is_praised_for_it():
    assert bands(progress(part("Tổ 1", 1_000, 300))).improved == ()


def test_a_start_is_part_of_a_total():
    one = Part(Unit(1, "A", "group", "A"), {}, {}, {"installed": StartingPoint(370, FIRST, "số phường")})

    assert one.total("installed") == 370
    assert not one.silent
