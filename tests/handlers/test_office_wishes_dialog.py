"""What clerks and captains want done for many: a word to all, somebody taken out, who is free."""

import pytest

from storage.database import Database
from tests.ward import YOUTH, Ward, monday_evening, what_stands


@pytest.fixture
async def monday(sqlite: Database) -> Ward:
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await monday_evening(ward)
    return ward


async def test_a_captain_tells_the_own_force_after_seeing_how_many_it_goes_to(monday: Ward):
    son, dung, hoi = monday.chat("son"), monday.chat("dung"), monday.chat("hoi")
    await dung.reads()
    await hoi.reads()

    await son.says("nhắn cả đội mai 18h45 tập trung ở nhà văn hoá")
    son.hears("Em gửi tới 5 đoàn viên", "Anh Sơn nhắn bạn: “mai 18h45 tập trung ở nhà văn hoá”", "1 Gửi · 2 Thôi")
    await dung.reads()
    dung.hears_nothing()
    await son.says("1")

    son.hears("đang gửi tới 5 người")
    await dung.reads()
    await hoi.reads()
    dung.hears("Anh Sơn nhắn bạn: “mai 18h45 tập trung ở nhà văn hoá”")
    hoi.hears_nothing()


async def test_who_cannot_be_reached_is_named_before_anything_is_sent(monday: Ward):
    son = monday.chat("son")
    async with monday.database.write() as tx:
        await tx.run("UPDATE account SET until = 0 WHERE person_id = :id", id=monday.people["dung"].id)

    await son.says("báo anh em tối nay mang áo mưa")

    son.hears("Em gửi tới 5 đoàn viên (4 người nhận được)", "“tối nay mang áo mưa”", "bạn Dung ☎️ 0900 000")


async def test_the_office_tells_the_heads_or_a_force(monday: Ward):
    lan, hoi, dung = monday.chat("lan"), monday.chat("hoi"), monday.chat("dung")
    await hoi.reads()
    await dung.reads()

    await lan.says("nhắn các bác tổ trưởng mai 8h họp ở phường")
    lan.hears("Em gửi tới 5 tổ trưởng", "“mai 8h họp ở phường”")
    await lan.says("1")
    await hoi.reads()
    await dung.reads()
    hoi.hears("Phường (chị Lan) nhắn bác: “mai 8h họp ở phường”")
    dung.hears_nothing()

    await lan.says("bao doan vien toi mai mac ao xanh")
    lan.hears("Em gửi tới 6 đoàn viên", "“toi mai mac ao xanh”")


@pytest.mark.parametrize("words", ["thôi", "2"])
async def test_a_word_to_many_is_not_sent_after_a_no(monday: Ward, words: str):
    son, dung = monday.chat("son"), monday.chat("dung")
    await dung.reads()

    await son.says("thông báo đoàn viên: tối mai mặc áo xanh")
    await son.says(words)

    son.hears("không làm gì cả")
    await dung.reads()
    dung.hears_nothing()


@pytest.mark.parametrize(
    "words",
    ["rút Cường khỏi Cầu Đơ 4 tối nay", "bỏ Cường ra khỏi buổi tối nay giúp anh", "gach ten Cuong khoi toi nay"],
)
async def test_somebody_is_taken_out_of_a_night_after_a_yes(monday: Ward, words: str):
    son, before = monday.chat("son"), await what_stands(monday)

    await son.says(words)
    son.hears("Em ghi Cường bận buổi thứ Hai 11/11 Cầu Đơ 4, đúng không ạ?")
    assert await what_stands(monday) == before

    await son.says("1")
    son.hears("Em ghi Cường bận")


async def test_who_has_no_place_is_not_put_into_one(monday: Ward):
    son, before = monday.chat("son"), await what_stands(monday)

    await son.says("rút Bình khỏi buổi tối nay")

    son.hears("Bình không có ca nào sắp tới")
    assert await what_stands(monday) == before


@pytest.mark.parametrize("words", ["bạn nào rảnh tối nay", "toi nay con ai ranh ko em"])
async def test_a_captain_asks_who_is_free(monday: Ward, words: str):
    son = monday.chat("son")

    await son.says(words)

    son.hears("Thứ Hai 11/11 Cầu Đơ 4, còn rảnh: ", "Mai Anh")
    assert "Dung" not in (son.new[-1].words or "")


async def test_a_captain_has_the_telephones_of_the_own_force(monday: Ward):
    son = monday.chat("son")

    await son.says("cho anh số điện thoại của Dung")

    son.hears("Dung: ☎️ 0900 000")


async def test_a_force_that_has_nobody_is_not_taken_for_the_heads(monday: Ward):
    lan = monday.chat("lan")

    await lan.says("nhắn dân quân tối mai tập trung 19h")

    lan.hears("chưa có ai là dân quân")


async def test_the_office_compares_the_weeks_and_sees_what_waits(monday: Ward):
    lan, chu = monday.chat("lan"), monday.chat("chu")

    await chu.says("tuần này so với tuần trước tăng hay giảm")
    chu.hears("Hà Cầu, 11/11–11/11", "cùng kỳ tuần trước")
    await lan.says("tin của ai chưa đọc được thế em")
    lan.hears("Không có tin nào chờ chị")


async def test_a_man_who_wants_to_see_the_schedule_asks_for_no_picture(monday: Ward):
    son = monday.chat("son")

    await son.says("anh muốn xem lịch của đội")

    son.hears("thứ Hai 11/11 Cầu Đơ 4: Dung, Cường")


async def test_one_goes_instead_of_another_however_it_is_said(monday: Ward):
    son = monday.chat("son")

    await son.says("tối nay đổi Dung lấy Thanh Bình nhé")

    son.hears("Thanh Bình đi thay Thuỳ Dung")
