"""Where help is needed, and who is rewarded: in the chat and as tables, each place with its reason."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from storage.settings import Reward
from tests.handlers.test_evening_dialog import filled
from tests.handlers.test_papers_dialog import body_of, told, words_of
from tests.ward import Ward, clock_time, plain

PERCENT = Reward(name="Tỷ lệ", measure="percent", weight=60)
ON_TIME = Reward(name="Đúng giờ", measure="on_time", weight=40, whom="groups")
PRESENCE = Reward(name="Chuyên cần", measure="presence", weight=100, whom="youth")


async def with_criteria(ward: Ward, *criteria: Reward) -> None:
    listed = ",".join(one.model_dump_json() for one in criteria)
    async with ward.database.write() as tx:
        await tx.run(
            "UPDATE campaign SET settings = REPLACE(settings, '\"rewards\":[]', :new), version = version + 1",
            new=f'"rewards":[{listed}]',
        )


async def test_the_lowest_come_first_and_each_says_what_it_lacks(ward: Ward):
    await with_criteria(ward, PERCENT, ON_TIME)
    clerk = await told(ward)

    for words in ("/daymanh", "ai cần đẩy", "/push"):
        await clerk.says(words)
        clerk.hears("Hà Cầu: nơi cần thêm sức, lúc 20h00 thứ Tư 13/11")
        clerk.hears(
            "• Cầu Đơ 4: 37,8 % tổng số, thiếu 2 báo cáo, còn thiếu 120 đến mục tiêu\n"
            "• Cầu Đơ 3: 40,8 % tổng số, còn thiếu 90 đến mục tiêu\n"
            "• Cầu Đơ 1: 42,0 % tổng số, còn thiếu 78 đến mục tiêu\n"
            "Chưa tới buổi: Hà Trì 1, Hà Trì 2."
        )


async def test_no_person_is_named_and_heads_are_not_told(ward: Ward):
    observer, head = ward.chat("chu"), ward.chat("binh")

    await observer.says("/daymanh")
    observer.hears("Hà Cầu")
    said = plain(observer.new[-1].words or "")
    assert not [person.name for person in ward.people.values() if person.given in said.split()]
    await head.says("/daymanh")
    head.hears("chưa được phân công")


async def test_the_table_has_the_same_places_and_the_total_of_status(ward: Ward):
    await with_criteria(ward, PERCENT, ON_TIME)
    clerk = await told(ward)

    await clerk.says("/xuat cần đẩy")
    sheet = openpyxl.load_workbook(io.BytesIO(await body_of(ward, clerk))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    clerk.hears("1.922/10.420 = 18,4 %")
    assert rows[3][0] == "Tổ dân phố, toà nhà"
    assert rows[4][:7] == ["Cầu Đơ 4", 980, 370, pytest.approx(370 / 980), 2, 120, pytest.approx(22.7)]
    assert rows[4][7] == "Tỷ lệ 37,8\N{NO-BREAK SPACE}% → 22,7; Đúng giờ 0,0\N{NO-BREAK SPACE}% → 0,0"
    assert rows[-1][0] == "Chưa tới buổi nào: Hà Trì 1, Hà Trì 2."


async def test_rewards_come_in_sections_and_who_owes_is_not_judged(ward: Ward):
    await with_criteria(ward, PERCENT, ON_TIME)
    clerk = await told(ward)

    await clerk.says("/xuat khen thưởng csv")
    rows = list(csv.reader(io.StringIO((await body_of(ward, clerk)).decode("utf-8-sig"))))
    assert rows[:3] == [
        ["Xếp", "Địa bàn", "Điểm", "Vì sao"],
        ["Tổ dân phố, toà nhà", "", "", ""],
        ["1", "Cầu Đơ 1", "65.2", "Tỷ lệ 42,0\N{NO-BREAK SPACE}% → 25,2; Đúng giờ 100,0\N{NO-BREAK SPACE}% → 40,0"],
    ]
    assert ["", "Cầu Đơ 4", "", "chưa xét: thiếu 2 báo cáo"] in rows
    assert ["", "Hà Trì 1", "", "chưa xét: chưa tới buổi nào"] in rows

    await clerk.says("/xuat khen thưởng word")
    assert "chưa xét: thiếu 2 báo cáo" in words_of(await body_of(ward, clerk))


async def test_the_youth_of_each_unit_is_judged_by_who_came(both_youth_wards: Ward):
    ward, clerk = both_youth_wards, both_youth_wards.chat("lan")
    await with_criteria(ward, PRESENCE)
    await filled(ward)
    ward.clock.at = clock_time("21:40")
    await clerk.says("/xuat khen thưởng csv")
    assert ",Cầu Đơ 1,,chưa xét: 1 buổi chưa điểm danh" in (await body_of(ward, clerk)).decode()

    ward.clock.at = clock_time("21:50")
    await ward.chat("binh").says("vắng cường")
    ward.clock.at = clock_time("22:30", date(2024, 11, 10))
    await clerk.says("/xuat khen thưởng csv")

    rows = list(csv.reader(io.StringIO((await body_of(ward, clerk)).decode("utf-8-sig"))))
    assert rows[1:] == [
        ["Chi đoàn", "", "", ""],
        ["1", "Cầu Đơ 1", "66.7", "Chuyên cần có mặt 2/3 chỗ, nhận 3 → 66,7"],
        ["2", "Cầu Đơ 3", "0.0", "Chuyên cần có mặt 0/3 chỗ, nhận 0 → 0,0"],
    ]
    await clerk.says("/xuat khen thưởng csv 21h40 9/11")
    assert "chưa xét: 1 buổi chưa điểm danh" in (await body_of(ward, clerk)).decode()
