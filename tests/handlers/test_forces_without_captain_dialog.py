"""A force that nobody leads is the ward office's to fill; what is short says what can be done about it."""

from datetime import date

import pytest

from storage.database import Database
from tests.ward import YOUTH, Ward

EVE = date(2024, 11, 8)


@pytest.fixture
async def captainless(sqlite: Database) -> Ward:
    """The digital force has people and no captain; the youth has anh Sơn."""
    ward = await Ward.founded(sqlite, people=YOUTH, youth=2)
    async with ward.database.write() as tx:
        team = '"team":[{"force":"youth","number":2},{"force":"digital","number":1}]'
        await tx.run("UPDATE campaign SET settings = replace(settings, :was, :team)", was=TEAM, team=team)
        for key in ("mai_p", "dung"):
            await tx.run("UPDATE post SET force = 'digital' WHERE person_id = :id", id=ward.people[key].id)
    return ward


TEAM = '"team":[{"force":"youth","number":2}]'


async def test_the_clerk_is_asked_for_the_places_and_fills_them(captainless: Ward):
    clerk = captainless.chat("lan")
    await captainless.comes_to("09:00", EVE)
    await clerk.reads()

    clerk.hears("Thứ Bảy 09/11, Cầu Đơ 1: 1 tổ công nghệ số (")
    await clerk.says("được")
    clerk.hears("Em ghi thứ Bảy 09/11 Cầu Đơ 1: ")


@pytest.mark.parametrize("said", ["phân công 9/11 Dung", "9/11 dung", "cử Dung ngày 9/11", "phan cong 9/11 dung"])
async def test_the_clerk_names_somebody(captainless: Ward, said: str):
    clerk = captainless.chat("lan")

    await clerk.says(said)

    clerk.hears("Em ghi thứ Bảy 09/11 Cầu Đơ 1: Dung (1/1).")


async def test_the_clerk_acts_for_a_captain_too(captainless: Ward):
    clerk = captainless.chat("lan")

    await clerk.says("/phancong")
    clerk.hears("tổ công nghệ số")
    await clerk.says("phân công 9/11 Bình, Cường")
    clerk.hears("Em ghi thứ Bảy 09/11 Cầu Đơ 1: Bình, Cường (2/2).")


async def test_a_warning_says_what_can_be_done(captainless: Ward):
    clerk = captainless.chat("lan")

    await captainless.comes_to("18:00", EVE)
    await clerk.reads()

    said = "\n".join(line.words or "" for line in clerk.new)
    assert "⚠️ Mai thứ Bảy 09/11 <b>Cầu Đơ 1</b> còn thiếu 2 đoàn viên, 1 tổ công nghệ số." in said
    assert "Chị nhắn /phancong để em gợi ý người" in said
