"""Dated rounds as conversations: the head of a school tells its staff, the clerk enters it, reminders come and go."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from handlers.planning import evenings, rounds_owed
from handlers.planning.plan_difference import Hand
from handlers.planning.rounds_owed import RoundsOwing
from storage import campaigns, facts, headcounts, sessions
from storage.campaigns import CampaignSet
from storage.database import Database
from storage.nights import ChangeReason
from storage.records import Role
from storage.sessions import SessionPlanned
from storage.settings import Round
from tests.handlers.plans import sends
from tests.handlers.test_papers_dialog import body_of, words_of
from tests.ward import PEOPLE, Chat, Sheet, Ward, clock_time

SCHOOL, OFFICE = "Trường Lê Lợi", "Công an phường"
PLACES = {"Cầu Đơ 1": [9], "Cầu Đơ 3": [10], SCHOOL: [], OFFICE: []}
STAFF_OF: Sheet = {
    **{key: PEOPLE[key] for key in ("lan", "binh", "tam", "nhan", "chu")},
    "hoa": ("Lê Thị Hoa", "cô", Role.LEADER, SCHOOL),
    "hung": ("Đỗ Mạnh Hùng", "anh", Role.LEADER, OFFICE),
    "yen": ("Vũ Hải Yến", "chị", Role.DEPUTY, SCHOOL),
}
ROUNDS = (
    Round(code="v1", name="Vòng 1", due=date(2024, 11, 12)),
    Round(code="v2", name="Vòng 2", due=date(2024, 11, 20)),
)


async def with_rounds(database: Database, people: Sheet = STAFF_OF) -> Ward:
    """A ward in which a school and an office owe two rounds."""
    ward = await Ward.founded(database, PLACES, people)
    async with database.write() as tx:
        for name, kind in ((SCHOOL, "school"), (OFFICE, "agency")):
            await tx.run("UPDATE unit SET kind = :kind WHERE id = :id", kind=kind, id=ward.units[name].id)
            await tx.run("DELETE FROM headcount WHERE unit_id = :id", id=ward.units[name].id)
        campaign = (await campaigns.by_id(tx, [ward.campaign]))[ward.campaign]
        plain = {name: getattr(campaign, name) for name in ("code", "name", "zone", "starts", "ends")}
        settings = campaign.settings.model_copy(update={"rounds": ROUNDS})
        owed = [
            SessionPlanned(evenings.round_due(campaign, ward.units[name].id, one.due, ward.ids(), one))
            for name in (SCHOOL, OFFICE)
            for one in ROUNDS
        ]
        set_ = CampaignSet(campaign_id=ward.campaign, unit_id=campaign.unit.id, settings=settings, **plain)
        await facts.write(tx, [set_, *owed])
    ward.clock.at = clock_time("09:00", date(2024, 11, 11))
    return ward


@pytest.fixture
async def school(sqlite: Database) -> Ward:
    return await with_rounds(sqlite)


@pytest.fixture
async def both_schools(database: Database) -> Ward:
    return await with_rounds(database)


async def staff(ward: Ward, name: str = SCHOOL) -> list[tuple[int, str]]:
    async with ward.database.read() as read:
        held = (await headcounts.of_units(read, [ward.units[name].id])).get(ward.units[name].id, [])
    return [(one.value, one.source) for one in held if one.measure == "staff"]


@pytest.mark.parametrize(
    "said",
    [
        "tổng 55 cán bộ, cài 40",
        "55 cb, 40 đã cài",
        "trường em 55 gv 40 cài rồi",
        "40/55",
        "dạ em chào chị, trường em có 55 cán bộ, đến nay đã cài 40 ạ",
        "tong so can bo: 55\nda cai: 40",
        "năm mươi lăm cán bộ, bốn mươi người cài",
        "55 gv 40 cài 15 chưa cài",
        "Trường Lê Lợi 55 người, cài 40",
    ],
)
async def test_a_school_tells_its_round_in_one_message(school: Ward, said: str):
    head = school.chat("hoa")

    await head.says(said)

    head.hears("Em ghi Trường Lê Lợi, Vòng 1 (hạn thứ Ba 12/11): tổng số cán bộ 55 · đã cài 40.")
    head.hears("Đến nay 40/55 = 72,7 % (cán bộ, nhân viên, Trường Lê Lợi báo Vòng 1 11/11).", '"nhầm, 54 cán bộ"')
    assert await staff(school) == [(55, "Trường Lê Lợi báo Vòng 1")]


async def test_a_correction_shows_before_and_after_and_the_ledger_keeps_both(both_schools: Ward):
    head = both_schools.chat("hoa")
    await head.says("tổng 55 cán bộ, cài 40")

    await head.says("nhầm, 54 cán bộ")
    head.hears("Em đã sửa", "tổng số cán bộ 55 → 54 · đã cài 40", "40/54 = 74,1 %")
    await head.says("41 chứ không phải 40")
    head.hears("tổng số cán bộ 54 · đã cài 40 → 41", "41/54 = 75,9 %")

    assert [value for value, _ in await staff(both_schools)] == [55, 54]


async def test_the_clerk_enters_it_for_the_school_and_the_source_says_so(school: Ward):
    clerk = school.chat("lan")

    await clerk.says("Trường Lê Lợi 55 giáo viên cài 40")

    clerk.hears("Em ghi Trường Lê Lợi, Vòng 1", "40/55 = 72,7 % (cán bộ, nhân viên, văn phòng nhập Vòng 1 11/11)")


async def test_more_installed_than_there_are_people_is_warned_of(school: Ward):
    head = school.chat("hoa")

    await head.says("tổng 40, cài 55")

    head.hears("⚠️ Đã cài 55 nhiều hơn tổng số 40, cô xem lại giúp em ạ.")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("tổng 0 cán bộ, cài 0", "Tổng số cán bộ 0 thì em chưa ghi được"),
        ("40", '"tổng 40" hay "cài 40"'),
        ("55 40", '"tổng 55, cài 40" ạ?'),
        ("55/40", '"tổng 55, cài 40" ạ?'),
        ("cài 9/11", '"tổng 11, cài 9" ạ?'),
        ("khoảng 55 cán bộ, 40 cài", "chưa rõ số của Trường Lê Lợi"),
        ("55 gv, 15 chưa cài", "chưa rõ số của Trường Lê Lợi"),
        ("55 cán bộ, 54 cán bộ, cài 40", "chưa rõ số của Trường Lê Lợi"),
        ("thêm 3 cán bộ cài", "chưa rõ số của Trường Lê Lợi"),
        ("50 chứ không phải 49", "chưa rõ số của Trường Lê Lợi"),
    ],
)
async def test_what_is_unclear_is_asked_back_and_nothing_is_recorded(school: Ward, said: str, heard: str):
    head = school.chat("hoa")

    await head.says(said)

    head.hears(heard)
    assert await staff(school) == []
    assert await figures(school) == []


async def test_what_was_asked_back_is_recorded_once_it_is_chosen(school: Ward):
    head = school.chat("hoa")
    await head.says("55 40")
    await head.says("1")
    head.hears("tổng số cán bộ 55 · đã cài 40")

    await head.says("38")
    await head.presses("không phải")
    head.hears("giữ nguyên")


async def figures(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [row["figures"] for row in await read.rows("SELECT figures FROM event")]


@pytest.mark.parametrize(
    "said",
    [
        "Mai có 55 cán bộ cài 40 được không?",
        "55 cán bộ đi tập huấn, 40 người đi xe",
        "lớp 5 có 40 em",
        "cuộc họp 8h có 55 cán bộ",
        "phường cần 55 cán bộ cài 40 máy",
        "chiều nay 40 gv họp lúc 14h30",
        "gửi 55 cái ghế cho 40 cán bộ",
        "trường mình bao nhiêu cán bộ cài rồi",
        "dự kiến 55 cán bộ sẽ cài 40",
        "quỹ 55 cán bộ được 40 nghìn",
        "9/11 nhé",
        "số em 0900 000 203",
        "cài 40 chưa?",
        "chỉ tiêu 55 cán bộ cài 50",
        "hội thi có 55 giáo viên, 12 giải",
        "55 cán bộ, 40 cái ghế",
        "trường có 3 tầng, 55 cán bộ làm việc",
        "em mời 55 thầy cô dự lễ 20/11",
        "https://a.vn/55/40 cán bộ xem nhé",
        "55 cán bộ phải cài 40 trước 20/11",
    ],
)
async def test_idle_talk_of_a_school_becomes_no_figure(school: Ward, said: str):
    await school.chat("hoa").says(said)

    assert await staff(school) == []
    assert await figures(school) == []


@pytest.mark.parametrize("said", ["40/55", "55 cán bộ, cài 40", "tổng 55, cài 40", "nhầm, 54 cán bộ"])
async def test_what_a_residential_group_says_is_never_read_as_staff(school: Ward, said: str):
    school.clock.at = clock_time("21:30")

    await school.chat("binh").says(said)

    assert await staff(school, "Cầu Đơ 1") == []


async def test_who_leads_a_group_and_a_school_speaks_of_the_residents(sqlite: Database):
    both = {**STAFF_OF, "binh": ("Nguyễn Văn Bình", "bác", Role.LEADER, "Cầu Đơ 1")}
    ward = await with_rounds(sqlite, both)
    async with sqlite.write() as tx:
        binh, unit = ward.people["binh"].id, ward.units[SCHOOL].id
        sql = "INSERT INTO post (id, person_id, role, unit_id, since) VALUES (:id, :person, 'leader', :unit, 0)"
        await tx.run(sql, id=ward.ids(), person=binh, unit=unit)

    await ward.chat("binh").says("40/55")

    assert await staff(ward) == []


async def test_a_clerks_other_words_about_a_school_are_none_of_this(school: Ward):
    clerk = school.chat("lan")

    for said in (
        "Trường Lê Lợi có 55 cán bộ đi họp",
        "Trường Lê Lợi cài 40 chưa",
        "Trường Lê Lợi sẽ cài 40",
        "dời Trường Lê Lợi sang 14/11",
    ):
        await clerk.says(said)

    assert await staff(school) == []
    assert await figures(school) == []


async def test_half_of_it_is_recorded_and_the_other_half_asked_for(school: Ward):
    head = school.chat("hoa")

    await head.says("cài 40")
    head.hears("đã cài 40", "Cô cho em xin thêm tổng số cán bộ với ạ")
    await head.says("tổng 55")
    head.hears("tổng số cán bộ 55 · đã cài 40", "40/55 = 72,7 %")


async def test_two_people_who_differ_about_a_round_are_settled_by_who_leads_the_school(both_schools: Ward):
    head, deputy, clerk = (both_schools.chat(key) for key in ("hoa", "yen", "lan"))
    await head.says("tổng 55 cán bộ, cài 40")

    await deputy.says("cài 42")
    deputy.hears("đã cài 40", "chị báo 42", "hỏi cô Hoa chốt")
    await head.reads()
    head.hears(
        "Trường Lê Lợi, Vòng 1 (hạn thứ Ba 12/11) có hai số khác nhau", "cô báo cài mới 40", "chị Yến báo cài mới 42"
    )
    await head.says("2")

    head.hears("đã sửa Trường Lê Lợi, Vòng 1 (hạn thứ Ba 12/11): cài mới 40 → 42", "42/55")
    await deputy.reads()
    deputy.hears("Trường Lê Lợi, Vòng 1 (hạn thứ Ba 12/11): cô Hoa chốt cài mới 42")
    await clerk.says("/lichsu Trường Lê Lợi")
    clerk.hears("cài mới 40 → 42 – chốt giữa hai số", "cài mới 42, chưa tính (giữ 40)")


async def test_a_round_that_is_closed_is_corrected_by_a_slip_with_its_staff(both_schools: Ward):
    head, clerk = both_schools.chat("hoa"), both_schools.chat("lan")
    await head.says("tổng 55 cán bộ, cài 40")
    both_schools.clock.at = clock_time("13:00", date(2024, 11, 22))

    await head.says("tổng 56 cán bộ, cài 50")
    head.hears("Số Trường Lê Lợi, Vòng 2 (hạn thứ Tư 20/11) phường đã chốt", "tổng số cán bộ 55 → 56 · cài mới 50")
    assert [value for value, _ in await staff(both_schools)] == [55]
    await clerk.reads()
    clerk.hears("Phiếu sửa sau khi chốt: cô Hoa báo Trường Lê Lợi, Vòng 2")
    await clerk.says("duyệt")

    clerk.hears("tổng số cán bộ 55 → 56", "cài mới 50", "50/56")
    assert [value for value, _ in await staff(both_schools)] == [55, 56]
    await head.reads()
    head.hears("Phường duyệt rồi ạ ✅ Trường Lê Lợi, Vòng 2", "55 → 56")


async def test_a_round_is_opened_again_and_closed(school: Ward):
    head, clerk = school.chat("hoa"), school.chat("lan")
    school.clock.at = clock_time("13:00", date(2024, 11, 22))
    await clerk.says("mở lại số Trường Lê Lợi 20/11 vì cô Hoa nghỉ ốm, đến 20h")
    clerk.hears("mở lại số Trường Lê Lợi, Vòng 2 (hạn thứ Tư 20/11) đến 20h00")
    await clerk.says("đúng")
    await head.reads()
    head.hears("Phường mở lại số Trường Lê Lợi, Vòng 2")
    await head.says("tổng 55, cài 50")
    head.hears("ghi Trường Lê Lợi, Vòng 2")


async def test_what_is_owed_is_said_the_evening_before_and_in_the_morning_and_no_more_once_told(both_schools: Ward):
    head, office, clerk = (both_schools.chat(key) for key in ("hoa", "hung", "lan"))
    await both_schools.comes_to("19:59", date(2024, 11, 11))
    for chat in (head, office, clerk):
        await chat.reads()

    await both_schools.comes_to("20:00", date(2024, 11, 11))
    for chat in (head, office, clerk):
        await chat.reads()
    head.hears("Vòng 1, hạn thứ Ba 12/11: Trường Lê Lợi còn thiếu số ạ.", '"tổng 55, cài 40"')
    office.hears("Vòng 1", "Công an phường còn thiếu số")
    clerk.hears(
        "Kỳ báo cáo Vòng 1 hạn 15h00 thứ Ba 12/11.", "Còn thiếu: Trường Lê Lợi (cô Hoa), Công an phường (anh Hùng)"
    )

    await head.says("tổng 55, cài 40")
    await both_schools.comes_to("08:00", date(2024, 11, 12))
    for chat in (head, office, clerk):
        await chat.reads()
    head.hears_nothing()
    office.hears("Công an phường còn thiếu số")
    clerk.hears("Còn thiếu: Công an phường (anh Hùng).")


async def test_an_overdue_round_is_owed_in_the_status_and_the_missing_list(both_schools: Ward):
    await both_schools.chat("hoa").says("tổng 55, cài 40")
    clerk = both_schools.chat("lan")
    both_schools.clock.at = clock_time("14:59", date(2024, 11, 12))
    await clerk.says("/thieu 12/11")
    assert "Công an phường" not in (clerk.new[-1].words or "")

    both_schools.clock.at = clock_time("15:00", date(2024, 11, 12))
    await clerk.says("/thieu 12/11")
    clerk.hears("Công an phường", "anh Hùng")
    await clerk.says("/status")
    clerk.hears("Công an phường")
    await clerk.says("/status Công an phường")
    clerk.hears("Công an phường")


async def test_the_second_round_holds_in_place_of_the_first_and_adds_nothing_to_it(both_schools: Ward):
    head, clerk = both_schools.chat("hoa"), both_schools.chat("lan")
    await head.says("tổng 55 cán bộ, cài 40")
    both_schools.clock.at = clock_time("09:00", date(2024, 11, 18))

    await head.says("55 cb, 45 đã cài")

    head.hears("Em ghi Trường Lê Lợi, Vòng 2 (hạn thứ Tư 20/11): tổng số cán bộ 55 · đã cài 45.", "45/55 = 81,8 %")
    await head.says("/status")
    head.hears("45/55 = 81,8 % (cán bộ, nhân viên")
    both_schools.clock.at = clock_time("09:00", date(2024, 11, 21))
    await clerk.says("/status Trường Lê Lợi")
    clerk.hears("45/55 = 81,8 %")


async def test_a_baseline_is_in_the_total_that_a_school_tells(both_schools: Ward):
    """Every unit of this ward has 370 installs from before the campaign."""
    head = both_schools.chat("hoa")
    await head.says("tổng 55 cán bộ, cài 40")

    await head.says("/status")

    head.hears("40/55")


async def test_after_the_lock_the_clerk_enters_first_what_nobody_told_in_time(school: Ward):
    head, clerk = school.chat("hoa"), school.chat("lan")
    school.clock.at = clock_time("13:00", date(2024, 11, 13))
    await clerk.says("Trường Lê Lợi 55 giáo viên cài 40")
    clerk.hears("Vòng 1 (hạn thứ Ba 12/11)")
    await head.says("55 cb, 41 cài")
    head.hears("Vòng 2 (hạn thứ Tư 20/11)")

    school.clock.at = clock_time("13:00", date(2024, 11, 22))
    await head.says("55 cb, 50 cài")
    head.hears("Trường Lê Lợi, Vòng 2", "phường đã chốt")


async def test_a_moved_round_is_said_of_its_new_day(school: Ward):
    head, clerk = school.chat("hoa"), school.chat("lan")
    await school.comes_to("20:00", date(2024, 11, 11))
    await move(school, date(2024, 11, 14))
    for chat in (head, clerk):
        await chat.reads()
    await school.comes_to("08:00", date(2024, 11, 12))
    await head.reads()
    head.hears_nothing()

    await school.comes_to("20:00", date(2024, 11, 13))
    for chat in (head, clerk):
        await chat.reads()

    head.hears("Vòng 1, hạn thứ Năm 14/11")
    clerk.hears("Kỳ báo cáo Vòng 1 hạn 15h00 thứ Năm 14/11.")


async def move(ward: Ward, to: date) -> None:
    """As a campaign file does that says another day."""
    async with ward.database.write() as tx:
        campaign = (await campaigns.by_id(tx, [ward.campaign]))[ward.campaign]
        moved = (ROUNDS[0].model_copy(update={"due": to}), *ROUNDS[1:])
        plain = {name: getattr(campaign, name) for name in ("code", "name", "zone", "starts", "ends")}
        settings = campaign.settings.model_copy(update={"rounds": moved})
        set_ = CampaignSet(campaign_id=ward.campaign, unit_id=campaign.unit.id, settings=settings, **plain)
        now = replace(campaign, settings=settings)
        owing = RoundsOwing(now, list(ward.units.values()), await sessions.register(tx, ward.campaign))
        hand = Hand(ward.ids, ChangeReason(None, "test", ward.clock.at), campaign.day(ward.clock.at))
        await facts.write(tx, [set_, *rounds_owed.facts(owing, hand)])


async def told_two_rounds(ward: Ward) -> None:
    """The school in both rounds, the office only in the second; Cầu Đơ 1 on its evening."""
    ward.clock.at = clock_time("21:30")
    await ward.chat("binh").says("cài 42")
    ward.clock.at = clock_time("09:00", date(2024, 11, 11))
    await ward.chat("hoa").says("tổng 55 cán bộ, cài 40")
    ward.clock.at = clock_time("09:00", date(2024, 11, 19))
    await ward.chat("hoa").says("54 cb, 45 cài")
    await ward.chat("hung").says("20 cán bộ, cài 18")


async def rows_of(ward: Ward, chat: Chat) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(await body_of(ward, chat))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


async def test_the_district_form_is_filled_from_the_round_it_is_of(both_schools: Ward):
    clerk = both_schools.chat("lan")
    await told_two_rounds(both_schools)
    both_schools.clock.at = clock_time("16:00", date(2024, 11, 20))

    await clerk.says("/xuat vòng 1")
    rows = await rows_of(both_schools, clerk)
    assert rows[3][:7] == [
        *("STT", "Địa bàn", "Tổng số CBCCVC", "CBCCVC đã cài"),
        *("Tổng số dân (từ 15 tuổi)", "Có smartphone", "Đã cài"),
    ]
    assert rows[4:9] == [
        [1, "Cầu Đơ 1", None, None, None, 980, 412],
        [2, "Cầu Đơ 3", None, None, None, 980, 370],
        [3, SCHOOL, 55, 40, None, None, None],
        [4, OFFICE, None, None, None, None, None],
        [None, "Tổng cộng", 55, 40, None, 1_960, 782],
    ]
    below = [str(row[0]) for row in rows[9:] if row[0]]
    assert "Tỷ lệ cán bộ, nhân viên: 40/55 = 72,73\N{NO-BREAK SPACE}% (1/2 đơn vị có đủ số)." in below
    assert "Tổng số theo Trường Lê Lợi báo Vòng 1 ngày 11/11/2024: Trường Lê Lợi." in below
    assert "Tỷ lệ 15+ có smartphone: 782/1.960 = 39,90\N{NO-BREAK SPACE}% (2/2 đơn vị có đủ số)." in below
    assert "Còn thiếu báo cáo: Công an phường." in below

    await clerk.says("/xuat vòng 2")
    rows = await rows_of(both_schools, clerk)
    assert rows[6:9] == [
        [3, SCHOOL, 54, 45, None, None, None],
        [4, OFFICE, 20, 18, None, None, None],
        [None, "Tổng cộng", 74, 63, None, 1_960, 782],
    ]


async def test_the_form_on_paper_says_the_same(school: Ward):
    clerk = school.chat("lan")
    await told_two_rounds(school)

    await clerk.says("/xuat vòng 2 word")
    said = words_of(await body_of(school, clerk))

    assert "Tỷ lệ cán bộ, nhân viên: 63/74 = 85,14\N{NO-BREAK SPACE}%".replace("\N{NO-BREAK SPACE}", " ") in said
    assert "Vòng 2, hạn thứ Tư 20/11/2024." in said


async def test_what_is_told_of_a_round_after_its_hour_is_in_its_form_and_marked(school: Ward):
    clerk = school.chat("lan")
    school.clock.at = clock_time("16:30", date(2024, 11, 12))
    await clerk.says("/xuat vòng 1")
    assert (await rows_of(school, clerk))[6] == [3, SCHOOL, None, None, None, None, None]

    await school.chat("hoa").says("tổng 55 cán bộ, cài 40")
    await clerk.says("/xuat vòng 1")

    rows = await rows_of(school, clerk)
    assert rows[6] == [3, SCHOOL, 55, 40, None, None, None]
    assert "Báo sau hạn: Trường Lê Lợi." in [row[0] for row in rows]


async def test_the_total_of_all_nights_counts_a_round_once(school: Ward):
    clerk = school.chat("lan")
    await told_two_rounds(school)

    await clerk.says("/xuat từng buổi")
    rows = await rows_of(school, clerk)

    installed = rows[2].index("Cài mới")
    assert rows[-1][installed] == 42 + 45 + 18


async def test_a_school_is_shown_how_it_may_tell_and_what_is_ahead(school: Ward):
    head = school.chat("hoa")

    await head.says("/baocao")
    head.hears('"tổng 55, cài 40"')
    await head.says("/trogiup")
    head.hears('"tổng 55, cài 40"')
    await head.says("/lich")
    head.hears("thứ Ba 12/11 Trường Lê Lợi, hạn nộp báo cáo")


async def test_rounds_are_no_nights_on_which_somebody_goes_out(school: Ward):
    clerk = school.chat("lan")
    school.clock.at = clock_time("09:00", date(2024, 11, 11))
    await clerk.says("/status")
    clerk.hears("mà lịch không còn tối nào")

    await school.chat("hoa").says("tổng 55 cán bộ, cài 4")
    await clerk.says("/status Trường Lê Lợi")
    clerk.hears("4/55 = 7,3 %")
    assert "tối nào" not in (clerk.new[-1].words or "")


async def test_a_residential_place_without_evenings_tells_each_round_what_it_has_installed_so_far(sqlite: Database):
    places = {"Cầu Đơ 1": [9], "Chung cư Phú Thịnh": []}
    people = {"lan": PEOPLE["lan"], "tho": ("Trần Văn Thọ", "bác", Role.LEADER, "Chung cư Phú Thịnh")}
    ward = await Ward.founded(sqlite, places, people)
    await move(ward, ROUNDS[0].due)
    ward.clock.at = clock_time("20:00", date(2024, 11, 11))
    head = ward.chat("tho")

    await head.says("cài 35")
    head.hears("Chung cư Phú Thịnh", "12/11", "405/980")
    ward.clock.at = clock_time("20:00", date(2024, 11, 18))
    await head.says("cài 50")
    head.hears("20/11", "420/980")


async def test_a_plan_that_is_accepted_in_the_chat_brings_the_rounds_of_who_goes_out_on_no_evening(sqlite: Database):
    ward = await Ward.founded(sqlite, {SCHOOL: [], "Cầu Đơ 1": [], "Hà Trì 2": []}, {"lan": PEOPLE["lan"]})
    async with sqlite.write() as tx:
        await tx.run("UPDATE unit SET kind = 'school' WHERE id = :id", id=ward.units[SCHOOL].id)
        settings = (await campaigns.by_id(tx, [ward.campaign]))[ward.campaign].settings
        document = settings.model_copy(update={"rounds": ROUNDS}).model_dump_json()
        await tx.run("UPDATE campaign SET settings = :document, version = 2", document=document)
    clerk = ward.chat("lan")

    await sends(clerk, "Thời gian\tĐịa bàn\n11/11/2024\tCầu Đơ 1\n12/11/2024\tCầu Đơ 1\n13/11/2024\tCầu Đơ 1\n")
    await clerk.says("đồng ý")

    clerk.hears("Kỳ báo cáo của các đơn vị không đi buổi tối: giao thêm 4.")
    async with sqlite.read() as read:
        found = await sessions.register(read, ward.campaign)
    names = {unit.id: name for name, unit in ward.units.items()}
    owed = {(names[night.session.unit_id], night.session.round) for night in found if night.session.is_round}
    assert owed == {(SCHOOL, "v1"), (SCHOOL, "v2"), ("Hà Trì 2", "v1"), ("Hà Trì 2", "v2")}


async def test_of_two_schools_that_differ_by_an_accent_the_one_that_was_written_is_meant(school: Ward):
    async with school.database.write() as tx:
        for name, other in ((SCHOOL, "Trường Tân Lập"), (OFFICE, "Trường Tấn Lập")):
            await tx.run("UPDATE unit SET name = :name WHERE id = :id", name=other, id=school.units[name].id)
    clerk = school.chat("lan")

    await clerk.says("Trường Tân Lập 55 giáo viên cài 40")
    clerk.hears("Em ghi Trường Tân Lập, Vòng 1")
    await clerk.says("Trường Tấn Lập 35 giáo viên cài 20")
    clerk.hears("Em ghi Trường Tấn Lập, Vòng 1")
    await clerk.says("truong tan lap 30 giao vien cai 20")
    assert "Em ghi" not in (clerk.new[-1].words or "")
