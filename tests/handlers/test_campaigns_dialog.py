"""One campaign after another, and two at once: which of them is meant, and that the next changes nothing before."""

from datetime import date, timedelta

import pytest

from storage import facts, sessions
from storage.campaigns import CampaignChanged, CampaignSet
from storage.instants import at
from storage.records import Session, SessionKind, SessionState
from storage.sessions import SessionPlanned
from storage.settings import CampaignSettings, Indicator, Target, Weekly
from tests.ward import ZONE, Ward, clock_time

NEXT = "VNeID mức 2"


async def begin(
    ward: Ward, starts: date, ends: date, nights: dict[str, list[date]], name: str = NEXT, weekly: Weekly | None = None
) -> int:
    """A further campaign of the same ward, with a plan of its own."""
    indicators = (
        Indicator(code="level2", name="Kích hoạt mức 2", words=("mức 2", "kích hoạt")),
        Indicator(code="guided", name="Hướng dẫn", words=("hướng dẫn",)),
        Indicator(code="absent", name="Hộ vắng"),
    )
    target = Target(indicator="level2", measure="smartphone15", percent=80, by=ends)
    settings = CampaignSettings(indicators=indicators, targets=(target,), usual=25, weekly=weekly)
    campaign = ward.ids()
    planned = [
        SessionPlanned(
            Session(
                ward.ids(),
                campaign,
                ward.units[unit].id,
                SessionKind.EVENING,
                night,
                "19:30",
                "21:30",
                SessionState.PLANNED,
                1,
                at(night, "21:25", ZONE),
                at(night + timedelta(days=1), "12:00", ZONE),
            )
        )
        for unit, some in nights.items()
        for night in some
    ]
    async with ward.database.write() as tx:
        named = (f"next-{campaign}", ward.units["Hà Cầu"].id, name, ZONE)
        await facts.write(tx, [CampaignSet(campaign, *named, starts, ends, settings), *planned])
        await facts.write(tx, [CampaignChanged(campaign)])
    return campaign


@pytest.fixture
async def ready(ward: Ward) -> Ward:
    """The next campaign is loaded, plan and all, while the first one runs."""
    plan = {"Cầu Đơ 1": [date(2024, 12, 5)], "Hà Trì 2": [date(2024, 12, 9)]}
    await begin(ward, date(2024, 12, 2), date(2024, 12, 31), plan)
    return ward


async def figures(ward: Ward, campaign: int | None = None) -> dict[str, int]:
    """What stands in a campaign, by indicator, over all nights."""
    async with ward.database.read() as read:
        found = await sessions.register(read, campaign or ward.campaign)
    summed: dict[str, int] = {}
    for night in found:
        for name, figure in night.standing.figures.items():
            summed[name] = summed.get(name, 0) + figure.value
    return summed


async def test_a_campaign_to_come_changes_nothing_in_the_one_that_runs(ready: Ward):
    head, clerk = ready.chat("binh"), ready.chat("lan")
    await ready.comes_to("21:25")
    await head.reads()
    head.hears("Cầu Đơ 1", "cài 35")

    await head.says("cài 20, vắng 2")
    head.hears("cài mới 20", "390/980")
    assert await figures(ready) == {"installed": 20, "absent": 2}
    for words, answer in [
        ("/status", "iHanoi Hà Cầu"),
        ("tiến độ", "iHanoi Hà Cầu"),
        ("xếp hạng", "Cầu Đơ 1"),
        ("/status Cầu Đơ 1", "390/980"),
        ("/thieu", "báo cáo"),
    ]:
        await clerk.says(words)
        clerk.hears(answer)
        assert NEXT not in (clerk.new[-1].words or ""), words


async def test_the_observer_too_sees_the_one_that_runs(ready: Ward):
    chairman = ready.chat("chu")

    await chairman.says("/status")

    chairman.hears("iHanoi Hà Cầu", "1.850/10.420")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/status VNeID mức 2", "VNeID mức 2: "),
        ("/status vneid muc 2", "VNeID mức 2: "),
        ("/status đợt VNEID Mức 2", "VNeID mức 2: "),
        ("/status vneid", "VNeID mức 2: "),
        ("tiến độ VNeID mức 2", "VNeID mức 2: "),
        ("/status Cầu Đơ 1 VNeID mức 2", "Cầu Đơ 1 (VNeID mức 2): "),
        ("/status Cầu Đơ 1 đợt VNeID mức 2", "Cầu Đơ 1 (VNeID mức 2): "),
        ("/status Hà Cầu", "iHanoi Hà Cầu: "),
    ],
)
async def test_a_campaign_is_asked_about_by_its_name(ready: Ward, said: str, heard: str):
    clerk = ready.chat("lan")

    await clerk.says(said)

    clerk.hears(heard)


async def test_a_head_asks_for_a_campaign_by_name_and_hears_of_the_own_unit(ready: Ward):
    head = ready.chat("binh")

    await head.says("/status VNeID mức 2")

    head.hears("Cầu Đơ 1 (VNeID mức 2): ")


async def test_a_name_that_is_neither_a_unit_nor_a_campaign_is_said_to_be_unknown(ready: Ward):
    clerk = ready.chat("lan")

    await clerk.says("/status Định danh mức 3")

    clerk.hears("chưa thấy địa bàn")


async def test_from_its_first_day_on_the_next_one_is_meant_and_the_ended_one_can_be_named(ready: Ward):
    ready.clock.at = clock_time("21:25")
    await ready.chat("binh").says("cài 20")
    ready.clock.at = clock_time("09:00", date(2024, 12, 2))
    clerk, head = ready.chat("lan"), ready.chat("binh")

    await clerk.says("/status")
    clerk.hears("VNeID mức 2: ")
    await clerk.says("/status iHanoi")
    clerk.hears("iHanoi Hà Cầu: 1.870/10.420")

    await ready.comes_to("21:25", date(2024, 12, 5))
    await head.reads()
    head.hears("Cầu Đơ 1", "kích hoạt")
    await head.says("kích hoạt 12")
    head.hears("kích hoạt mức 2 12")
    assert await figures(ready) == {"installed": 20}


async def test_between_two_campaigns_the_one_that_has_ended_is_still_meant(ready: Ward):
    ready.clock.at = clock_time("09:00", date(2024, 12, 1))
    clerk = ready.chat("lan")

    await clerk.says("/status")

    clerk.hears("iHanoi Hà Cầu: ")


async def test_the_last_night_is_told_the_next_morning_though_the_next_campaign_has_begun(ward: Ward):
    following = await begin(ward, date(2024, 11, 17), date(2024, 12, 20), {"Hà Trì 2": [date(2024, 11, 20)]})
    async with ward.database.write() as tx:
        await tx.run("UPDATE campaign SET ends = '2024-11-16' WHERE id = :id", id=ward.campaign)
        await facts.write(tx, [CampaignChanged(ward.campaign)])
    head = ward.chat("suu")
    await ward.comes_to("21:25", date(2024, 11, 16))
    ward.clock.at = clock_time("08:00", date(2024, 11, 17))

    await head.says("cài 14, vắng 3")

    head.hears("Hà Trì 2", "16/11", "cài mới 14")
    assert (await figures(ward), await figures(ward, following)) == ({"installed": 14, "absent": 3}, {})
    await head.says("hoàn tác")
    head.hears("Hà Trì 2", "16/11")
    assert await figures(ward) == {}


async def test_a_night_that_is_named_says_which_campaign_is_meant(ward: Ward):
    following = await begin(ward, date(2024, 11, 17), date(2024, 12, 20), {"Cầu Đơ 3": [date(2024, 11, 20)]})
    ward.clock.at = clock_time("20:00", date(2024, 11, 20))
    clerk = ward.chat("lan")

    await clerk.says("Cầu Đơ 3 tối 10/11 cài 21")
    clerk.hears("Cầu Đơ 3", "10/11", "cài mới 21")
    await clerk.says("Cầu Đơ 3 tối 20/11 mức 2 được 9")
    clerk.hears("Cầu Đơ 3", "kích hoạt mức 2 9")
    await clerk.says("/status 10/11")
    clerk.hears("10/11", "+21")

    assert (await figures(ward), await figures(ward, following)) == ({"installed": 21}, {"level2": 9})


async def test_a_night_of_the_next_campaign_is_moved_while_the_first_one_runs(ready: Ward):
    clerk = ready.chat("lan")

    await clerk.says("dời Hà Trì 2 tối 9/12 sang 11/12")

    async with ready.database.read() as read:
        nights = await read.rows("SELECT night FROM session WHERE unit_id = :id", id=ready.units["Hà Trì 2"].id)
    assert sorted(row["night"] for row in nights) == ["2024-11-16", "2024-12-11"]


async def test_of_two_that_run_at_once_answers_say_which_and_how_to_ask_for_the_other(ward: Ward):
    await begin(ward, date(2024, 11, 9), date(2024, 12, 20), {"Cầu Đơ 3": [date(2024, 11, 10)]})
    clerk = ward.chat("lan")

    await clerk.says("/status")
    clerk.hears("VNeID mức 2: ", "iHanoi Hà Cầu cũng đang chạy", "/status iHanoi Hà Cầu")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("Cầu Đơ 1 (VNeID mức 2): ")


async def test_of_two_that_run_at_once_a_report_goes_to_the_one_whose_night_it_is(ward: Ward):
    other = await begin(ward, date(2024, 11, 9), date(2024, 12, 20), {"Cầu Đơ 3": [date(2024, 11, 10)]})
    head, elsewhere = ward.chat("binh"), ward.chat("nhan")

    await head.says("cài 22")
    head.hears("iHanoi Hà Cầu", "cài mới 22")
    ward.clock.at = clock_time("21:00", date(2024, 11, 10))
    await elsewhere.says("hướng dẫn 40, kích hoạt mức 2 31")
    elsewhere.hears("VNeID mức 2", "hướng dẫn 40")
    await elsewhere.says("cài 12")
    elsewhere.hears("iHanoi Hà Cầu", "cài mới 12")

    assert await figures(ward) == {"installed": 34}
    assert await figures(ward, other) == {"guided": 40, "level2": 31}


async def test_of_two_that_asked_the_same_evening_the_newest_question_is_answered(ward: Ward):
    other = await begin(ward, date(2024, 11, 9), date(2024, 12, 20), {"Cầu Đơ 1": [date(2024, 11, 9)]})
    head = ward.chat("binh")
    await ward.comes_to("21:25")
    await head.reads()
    asked = [line.words or "" for line in head.new if "kết quả" in (line.words or "")]

    await head.says("18")
    await head.says("19")

    assert len(asked) == 2
    assert sorted([sum((await figures(ward)).values()), sum((await figures(ward, other)).values())]) == [18, 19]


async def test_the_weekly_letter_is_of_the_campaign_whose_week_it_is(ward: Ward):
    """The next one has begun beside it, and is the one that is asked about."""
    async with ward.database.write() as tx:
        stored = (await tx.rows("SELECT settings FROM campaign WHERE id = :id", id=ward.campaign))[0]["settings"]
        weekly = CampaignSettings.model_validate_json(stored).model_copy(update={"weekly": Weekly()})
        await tx.run("UPDATE campaign SET settings = :s WHERE id = :id", s=weekly.model_dump_json(), id=ward.campaign)
        await facts.write(tx, [CampaignChanged(ward.campaign)])
    await begin(ward, date(2024, 11, 10), date(2024, 12, 20), {"Cầu Đơ 3": [date(2024, 11, 20)]})
    await ward.comes_to("20:30", date(2024, 11, 13))

    async with ward.database.read() as read:
        ordered = await read.rows("SELECT params FROM errand WHERE kind = 'paper'")

    assert ordered
    assert all(f'"campaign": "{ward.campaign}"' in row["params"] for row in ordered)


async def test_a_headcount_of_another_year_says_so(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("/status")
    clerk.hears("số phường 01/11)")
    ward.clock.at = clock_time("09:00", date(2025, 1, 10))

    await clerk.says("/status")

    clerk.hears("số phường 01/11/2024)")
