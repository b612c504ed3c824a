"""Words to many: chosen, shown as they will be seen, sent once, and what became of them."""

import pytest

from storage import announcements, campaigns
from storage.database import Database
from tests.ward import MONDAY, YOUTH, Ward, clock_time, monday_evening


@pytest.fixture
async def monday(database: Database) -> Ward:
    ward = await Ward.founded(database, people=YOUTH, youth=3)
    await monday_evening(ward)
    return ward


async def unlinked(ward: Ward, *keys: str) -> None:
    async with ward.database.write() as tx:
        for key in keys:
            await tx.run("UPDATE account SET until = 0 WHERE person_id = :id", id=ward.people[key].id)


async def test_the_office_sees_the_very_words_before_they_go_out(monday: Ward):
    lan, hoi, dung = monday.chat("lan"), monday.chat("hoi"), monday.chat("dung")
    await hoi.reads()
    await dung.reads()

    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    lan.hears("Em gửi tới 5 tổ trưởng. Người nhận sẽ thấy:", "Phường (chị Lan) nhắn bác: “mai 8h họp ở phường”")
    await hoi.reads()
    hoi.hears_nothing()
    await lan.says("gửi đi")

    lan.hears("đang gửi tới 5 người")
    await hoi.reads()
    await dung.reads()
    hoi.hears("Phường (chị Lan) nhắn bác: “mai 8h họp ở phường”", 'nhắn "rõ"')
    dung.hears_nothing()


async def test_whom_it_is_for_is_asked_where_it_was_not_said(monday: Ward):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")

    await lan.says("/thongbao Tối mai cả phường nghỉ vì mưa bão.")
    lan.hears("Em gửi “Tối mai cả phường nghỉ vì mưa bão.” tới ai ạ?", "1 Tổ trưởng (5)", "2 Cả phường")
    await lan.says("1")
    lan.hears("5 tổ trưởng", "Tối mai cả phường nghỉ vì mưa bão.")
    await lan.says("1")

    await hoi.reads()
    hoi.hears("Tối mai cả phường nghỉ vì mưa bão.")


@pytest.mark.parametrize(
    ("whom", "shown"),
    [
        ("các tổ trưởng", "5 tổ trưởng"),
        ("cả phường", "13 người (cả phường)"),
        ("đoàn viên", "6 đoàn viên"),
        ("các bác tổ trưởng, tổ phó", "6 tổ trưởng, tổ phó"),
        ("tổ trưởng và đoàn viên", "11 tổ trưởng, đoàn viên"),
        ("các tổ trưởng Hà Trì 1, Hà Trì 2", "2 tổ trưởng của Hà Trì 1, Hà Trì 2"),
        ("Cầu Đơ 3", "1 tổ trưởng của Cầu Đơ 3"),
        ("các tổ trưởng chưa báo", "1 tổ trưởng chưa báo số"),
        ("các tình nguyện viên", "6 tình nguyện viên"),
    ],
)
async def test_audiences_are_named_in_plain_words(monday: Ward, whom: str, shown: str):
    lan = monday.chat("lan")
    await monday.comes_to("21:26", MONDAY.replace(day=10))

    await lan.says(f"/thongbao {whom}: mang theo sổ")

    lan.hears(shown)


async def test_who_cannot_be_reached_is_named_and_so_is_nobody(monday: Ward):
    lan = monday.chat("lan")
    await unlinked(monday, "hoi", "mau")

    await lan.says("/thongbao các tổ trưởng: mai 8h họp")
    lan.hears("5 tổ trưởng (3 người nhận được)", "bác Hợi", "bác Mậu", "☎️")
    await unlinked(monday, "binh", "nhan", "suu")
    await lan.says("/thongbao các tổ trưởng: mai 8h họp")
    lan.hears("chưa ai vào chat nên em chưa gửi gì", "bản dán")
    await lan.says("/thongbao dân quân: mai 8h họp")
    lan.hears("chưa có ai là dân quân nên em chưa gửi gì")


async def test_who_received_it_says_that_it_is_clear_and_the_office_asks_who_has(monday: Ward):
    lan, hoi, mau = monday.chat("lan"), monday.chat("hoi"), monday.chat("mau")
    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    await lan.says("1")

    await hoi.says("rõ rồi em nhé")
    hoi.hears("Dạ, em ghi bác đã rõ ạ")
    await mau.reads()
    await mau.presses("Đã rõ")
    mau.hears("em ghi bác đã rõ")
    await lan.says("tin hôm nay ai chưa xem?")

    lan.hears("“mai 8h họp ở phường”", "2 người báo đã rõ", "Chưa mở trang: bác Bình", "bác Nhàn", "bác Sửu")


async def test_those_who_have_not_said_so_are_asked_once_more(monday: Ward):
    lan, hoi, suu = monday.chat("lan"), monday.chat("hoi"), monday.chat("suu")
    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    await lan.says("1")
    await hoi.says("ok em")
    for key in ("binh", "nhan", "mau", "suu"):
        await seen(monday, key)
    await suu.reads()

    await lan.says("ai chưa rõ")
    lan.hears("Đã nhận, chưa báo rõ:", "bác Sửu", "1 Nhắc người chưa rõ")
    await lan.says("1")
    lan.hears("4 người (người đã nhận tin trước chưa báo đã rõ)")
    monday.clock.at += 120_000
    await lan.says("1")
    await suu.reads()
    await hoi.reads()

    suu.hears("mai 8h họp ở phường")
    hoi.hears_nothing()


async def seen(ward: Ward, key: str) -> None:
    async with ward.database.write() as tx:
        await tx.run("UPDATE chat SET seen = 1000 WHERE address = :a", a=f"web/{key}")


async def test_a_number_is_a_count_where_a_count_is_awaited(monday: Ward):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")
    await monday.comes_to("21:25", MONDAY)
    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    await lan.says("1")

    await hoi.says("1")
    hoi.hears("1")
    assert "đã rõ" not in (hoi.new[-1].words or "")


async def test_the_end_tells_whom_it_reached_and_why_not_the_others(monday: Ward):
    lan = monday.chat("lan")
    await unlinked(monday, "hoi")
    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    await lan.says("1")
    for key in ("binh", "nhan", "mau", "suu"):
        await seen(monday, key)

    monday.clock.at = clock_time("17:11", MONDAY)
    await monday.delivers()
    await lan.reads()

    lan.hears("Lời nhắn đã tới 4/5 người, 0 người báo đã rõ", "Chưa vào chat: bác Hợi")


async def test_the_same_twice_within_a_minute_is_asked_about(monday: Ward):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")
    for _ in range(2):
        await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
        await lan.says("1")
    lan.hears("Tin này vừa gửi lúc 17h00", "gửi lần nữa")
    await lan.says("2")
    await hoi.reads()
    assert sum("họp ở phường" in (line.words or "") for line in hoi.new) == 1

    await lan.says("/thongbao các tổ trưởng: mang theo sổ nhé")
    await lan.says("1")
    lan.hears("Chị vừa gửi một tin tới đúng những người ấy lúc 17h00")
    await lan.says("Vẫn gửi")
    lan.hears("đang gửi tới 5 người")


async def test_what_was_sent_is_corrected_for_those_who_have_it(monday: Ward):
    lan, hoi, dung = monday.chat("lan"), monday.chat("hoi"), monday.chat("dung")
    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    await lan.says("1")
    await hoi.reads()
    await dung.reads()

    await lan.says("sửa thông báo: mai 9h họp ở phường, không phải 8h")
    lan.hears("5 người", "đính chính tin 17h00 thứ Hai 11/11: “mai 9h họp ở phường, không phải 8h”")
    await lan.says("1")

    await hoi.reads()
    await dung.reads()
    hoi.hears("Phường (chị Lan) đính chính tin 17h00 thứ Hai 11/11: “mai 9h họp")
    dung.hears_nothing()


async def test_too_long_is_refused_with_the_number_and_long_is_said_to_come_in_parts(monday: Ward):
    lan = monday.chat("lan")

    await lan.says(f"/thongbao các tổ trưởng: {'họp bàn ' * 470}")
    lan.hears("Tin dài 3.759 chữ cái, em gửi được nhiều nhất 3.500. Chị bớt 259 chữ")
    await lan.says(f"/thongbao các tổ trưởng: {'họp bàn ' * 300}")
    lan.hears("chia thành 2 tin liền nhau", "1 Gửi")


async def test_an_identity_number_is_hidden_and_the_sender_told_why(monday: Ward):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")

    await lan.says("/thongbao các tổ trưởng: tìm chủ căn cước 001 085 012345, gọi 0900 000 111")
    lan.hears("căn cước •••, gọi 0900 000 111", "số giấy tờ trong tin em đã che đi")
    await lan.says("1")

    await hoi.reads()
    assert not any("012345" in (line.words or "") for line in hoi.new)


async def test_a_captain_tells_the_own_force_and_nobody_else(monday: Ward):
    son, dung, hoi = monday.chat("son"), monday.chat("dung"), monday.chat("hoi")
    await dung.reads()
    await hoi.reads()

    await son.says("/thongbao các tổ trưởng: họp gấp")
    son.hears("Anh gửi được cho đội mình thôi ạ")
    await son.says("/thongbao 18h45 tập trung ở nhà văn hoá")
    son.hears("5 đoàn viên", "Anh Sơn nhắn bạn: “18h45 tập trung ở nhà văn hoá”")
    await son.says("1")

    await dung.reads()
    await hoi.reads()
    dung.hears("Anh Sơn nhắn bạn")
    hoi.hears_nothing()


async def test_a_head_tells_the_own_team(monday: Ward):
    hoi, dung, mau = monday.chat("hoi"), monday.chat("dung"), monday.chat("mau")
    await dung.reads()
    await mau.reads()

    await hoi.says("/thongbao tối nay 19h có mặt ở nhà văn hoá")
    hoi.hears("2 người (tổ mình)", "Bác Hợi nhắn bạn")
    await hoi.says("1")

    await dung.reads()
    await mau.reads()
    dung.hears("Bác Hợi nhắn bạn: “tối nay 19h có mặt ở nhà văn hoá”")
    mau.hears_nothing()


async def test_a_bulletin_of_the_office_is_the_last_announcement_and_a_word_to_a_force_is_none(monday: Ward):
    lan = monday.chat("lan")
    await lan.says("/thongbao đoàn viên: mặc áo xanh")
    await lan.says("1")
    async with monday.database.read() as read:
        assert await campaigns.announced(read, monday.campaign) is None

    await lan.says("/thongbao cả phường: mai bắt đầu")
    await lan.says("1")
    async with monday.database.read() as read:
        assert await campaigns.announced(read, monday.campaign) == clock_time("17:00", MONDAY)
    monday.clock.at = clock_time("21:30", MONDAY.replace(day=13))
    await monday.delivers()
    await lan.says("/thongbao")
    lan.hears("Đã 2 ngày 4 giờ từ tin gần nhất", "/thongbao các tổ trưởng", "Lịch các tối tới")


async def test_a_draft_is_made_of_the_plan_and_can_be_sent(monday: Ward):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")
    await lan.says("/thongbao")
    lan.hears("Lịch các tối tới: “Lịch hỗ trợ cài đặt các tối tới – thứ Hai 11/11: Cầu Đơ 4", "Kết quả và lời cảm ơn")

    await lan.says("1")
    lan.hears("tới ai ạ?")
    await lan.says("1")
    lan.hears("5 tổ trưởng", "Hà Trì 1")
    await lan.says("1")
    await hoi.reads()
    hoi.hears("thứ Năm 14/11: Hà Trì 1")


async def test_at_night_it_waits_for_the_morning_and_its_end_with_it(monday: Ward):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")
    monday.clock.at = clock_time("23:00", MONDAY)
    await monday.delivers()
    await hoi.reads()

    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    lan.hears("tin tới máy lúc 06h30")
    await lan.says("1")
    await hoi.reads()
    hoi.hears_nothing()
    await lan.says("sửa thông báo: mai 9h họp ở phường")
    await lan.says("1")
    await monday.comes_to("06:31", MONDAY.replace(day=12))
    await hoi.reads()

    said = [line.words or "" for line in hoi.new]
    assert not any("8h họp" in words for words in said), "what was corrected before it went is not said"
    assert sum("9h họp" in words for words in said) == 1


async def test_sent_is_kept_with_whom_it_was_for(monday: Ward):
    lan = monday.chat("lan")
    await lan.says("/thongbao các tổ trưởng: mai 8h họp ở phường")
    await lan.says("1")

    async with monday.database.read() as read:
        (sent,) = await announcements.between(read, monday.campaign, 0, monday.clock.at + 1)
        assert (sent.words, sent.office, sent.bulletin) == ("mai 8h họp ở phường", True, True)
        assert len(await announcements.receipts(read, sent.id)) == 5
