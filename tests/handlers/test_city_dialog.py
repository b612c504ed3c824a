"""A level above two wards that campaign each on their own: what is said there is true of both."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from storage import chats, facts
from storage.chats import LOGGED, Heard
from storage.database import Database
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Unit
from storage.sessions import SessionPlanned
from storage.units import Founded, UnitMoved
from tests.handlers.test_papers_dialog import body_of, words_of
from tests.ward import FIRST, Chat, Ward, clock_time


@pytest.fixture
async def observer(database: Database) -> Chat:
    """Of a district with the ward of every test, and a newer one without headcounts that goes out on two evenings."""
    ward = await Ward.founded(database)
    async with database.write() as tx:
        top = Unit(ward.ids(), "HD", "district", "Hà Đông")
        second = Unit(ward.ids(), "PL", "ward", "Phú La")
        await facts.write(tx, [Founded(top, None, FIRST), UnitMoved(ward.units["Hà Cầu"].id, top.id)])
        await tx.run("UPDATE post SET unit_id = :id WHERE person_id = :chu", id=top.id, chu=ward.people["chu"].id)
        groups = [Unit(ward.ids(), f"PL{n}", "group", f"Phú La {n}") for n in (1, 2)]
        await facts.write(tx, [Founded(second, top.id, FIRST), *(Founded(one, second.id, FIRST) for one in groups)])
        campaign = ward.ids()
        await tx.run(
            "INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings) "
            "SELECT :id, 'pl', :unit, 'iHanoi Phú La', zone, starts, ends, settings FROM campaign",
            id=campaign,
            unit=second.id,
        )
        nights = [ward.session(one, date(2024, 11, night)) for one, night in zip(groups, (9, 10), strict=True)]
        await facts.write(tx, [SessionPlanned(replace(one, campaign_id=campaign)) for one in nights])
        kim = Person(ward.ids(), "kim", "Đỗ Thị Kim", "", "cô", "em")
        post, account = Post(kim.id, Role.CLERK, second), Account(kim.id, f"{LOGGED}/kim", kim.id)
        await facts.write(tx, [Enrolled(kim, ((ward.ids(), post),), (account,), 0)])
        await chats.open_chat(tx, Heard(ward.ids(), f"{LOGGED}/kim", LOGGED, kim.id, 0))
    await ward.chat("binh").says("cài 42")
    await ward.chat("kim").says("Phú La 1 tối 9/11 cài 11")
    ward.clock.at = clock_time("20:00", date(2024, 11, 13))
    return ward.chat("chu")


async def test_the_first_line_counts_reports_and_says_whose_people_are_not_counted(observer: Chat):
    await observer.says("/status")

    observer.hears("Hà Đông: 1.903/10.420 = 18,3 %", "2/6 báo cáo đã có", "thiếu 4 báo cáo")
    observer.hears("⚠️ Chưa có tổng số của Phú La nên tỷ lệ thật thấp hơn.")


async def test_the_nights_that_are_left_are_those_of_every_ward(observer: Chat):
    await observer.says("/status")

    observer.hears("(còn 3.307 trong 3 tối)")


async def test_the_missing_are_not_told_as_a_share_of_the_wards(observer: Chat):
    await observer.says("/thieu")

    observer.hears("Còn thiếu 3 địa bàn (4 báo cáo)", "• Phú La 2, Chủ nhật 10/11")


async def test_a_letter_is_of_the_level_and_not_of_its_newest_ward(observer: Chat):
    for words in ("/baocaotuan", "/xuat tổng kết"):
        await observer.says(words)
        said = words_of(await body_of(observer.ward, observer))
        assert "các đợt vận động tại Hà Đông" in said
        assert "iHanoi Phú La" not in said
        assert "Chưa có tổng số của Phú La nên tỷ lệ thật thấp hơn." in said


async def test_a_table_says_whose_people_are_not_counted(observer: Chat):
    await observer.says("/xuat tiến độ")
    sheet = openpyxl.load_workbook(io.BytesIO(await body_of(observer.ward, observer))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert rows[4][2:8] == ["Phú La", None, None, 11, 11, None]
    assert rows[5][2:7] == ["Tổng cộng", 10_420, 1_850, 53, 1_903]
    assert ["Chưa có tổng số của Phú La nên tỷ lệ thật thấp hơn."] in [row[:1] for row in rows]
