"""The ward office: the morning's one message, quiet hours, an urgent word, whom to call; and being away."""

from datetime import date

import pytest

from storage import campaigns
from storage.database import Database
from tests.ward import YOUTH, Ward, clock_time

NIGHT, MORNING = date(2024, 11, 9), date(2024, 11, 10)


async def test_the_office_has_one_message_in_the_morning(both_wards: Ward):
    clerk = both_wards.chat("lan")
    for hour, day in [("21:25", NIGHT), ("22:15", NIGHT), ("22:40", NIGHT)]:
        await both_wards.comes_to(hour, day)
    await clerk.reads()

    await both_wards.comes_to("07:00", MORNING)
    await clerk.reads()

    assert len(clerk.new) == 1
    clerk.hears("Em chào chị.", "Tối qua thứ Bảy 09/11: 0/1 tổ đã báo", "Còn thiếu: Cầu Đơ 1 (bác Bình)")
    clerk.hears("Tối nay 1 buổi: Cầu Đơ 3.")


async def test_the_night_is_told_to_office_and_observers(both_wards: Ward):
    await both_wards.comes_to("21:25")
    await both_wards.chat("binh").says("cài 42")

    await both_wards.comes_to("22:15")

    for who in ("lan", "chu"):
        chat = both_wards.chat(who)
        await chat.reads()
        chat.hears("iHanoi Hà Cầu: 1.892/10.420", "Tối nay 1/1 tổ đã báo: Cầu Đơ 1 +42.")


async def test_quiet_hours_hold_everything_but_ones_own_answer(both_wards: Ward):
    head, clerk = both_wards.chat("binh"), both_wards.chat("lan")
    await both_wards.comes_to("22:15")
    await clerk.reads()
    both_wards.clock.at = clock_time("22:45")

    await head.says("mưa, nghỉ")
    head.hears("Dạ, em ghi Cầu Đơ 1 nghỉ tối nay, thứ Bảy 09/11 vì mưa")
    await clerk.reads()
    clerk.hears_nothing()
    await both_wards.comes_to("06:29", MORNING)
    await clerk.reads()
    clerk.hears_nothing()
    await both_wards.comes_to("06:30", MORNING)
    await clerk.reads()
    clerk.hears("Bác Bình báo tối thứ Bảy 09/11 Cầu Đơ 1 nghỉ vì mưa.")


async def test_what_would_be_too_late_after_the_silence_is_skipped(ward: Ward):
    await ward.comes_to("21:20")
    await ward.comes_to("22:29")
    async with ward.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'waiting', next_at = 0 WHERE kind = 'deputy'")

    await ward.comes_to("22:30")

    async with ward.database.read() as read:
        found = await read.rows("SELECT state, why FROM outbox WHERE kind = 'deputy'")
    assert [(row["state"], row["why"]) for row in found] == [("skipped", "too late to be of use")]


async def test_an_urgent_word_breaks_the_silence_after_a_second_yes(both_wards: Ward):
    head, clerk = both_wards.chat("binh"), both_wards.chat("lan")
    both_wards.clock.at = clock_time("23:10")

    await clerk.says("/khan 5h sáng mai tập trung ở nhà văn hoá")
    clerk.hears("Gửi khẩn tới 5 tổ trưởng", "5h sáng mai tập trung")
    await clerk.says("1")
    clerk.hears("Đang giờ nghỉ (22h30–06h30)", "Chị vẫn gửi ngay chứ ạ?")
    await head.reads()
    head.hears_nothing()
    await clerk.says("vẫn gửi")
    clerk.hears("Em đang gửi tới 5 tổ trưởng, xong em báo lại chị.")
    await head.reads()
    head.hears("⚠️ Phường nhắn khẩn: 5h sáng mai tập trung ở nhà văn hoá")


async def test_by_day_one_yes_is_enough_and_a_no_sends_nothing(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")

    await clerk.says("/khan Họp gấp")
    await clerk.says("thôi")
    clerk.hears("Dạ, em không gửi ạ.")
    await clerk.says("/khan Họp gấp")
    await clerk.says("1")
    await head.reads()
    head.hears("Họp gấp")
    assert len(head.new) == 1


async def test_away_duties_go_to_the_deputy(both_wards: Ward):
    head, deputy = both_wards.chat("binh"), both_wards.chat("tam")
    both_wards.clock.at = clock_time("15:00")

    await head.says("/nghi 3 ngày")
    head.hears("Dạ, em ghi bác nghỉ đến hết thứ Hai 11/11.", "Việc của Cầu Đơ 1 em chuyển cô Tâm.")
    await deputy.reads()
    deputy.hears("bác Bình nghỉ đến hết thứ Hai 11/11, việc của Cầu Đơ 1 những ngày đó em nhờ cô ạ.")

    await both_wards.comes_to("21:25")
    for chat in (head, deputy):
        await chat.reads()
    head.hears_nothing()
    deputy.hears("Xong buổi Cầu Đơ 1")


async def test_a_head_without_a_deputy_is_still_asked(ward: Ward):
    head = ward.chat("nhan")

    await head.says("nghỉ 2 ngày")
    head.hears("Cầu Đơ 3 chưa có tổ phó nên việc của tổ em vẫn nhắn bác ạ.")
    await ward.comes_to("21:25", MORNING)
    await head.reads()

    head.hears("Xong buổi Cầu Đơ 3")


async def test_back_early_the_duties_come_back(ward: Ward):
    head = ward.chat("binh")
    ward.clock.at = clock_time("15:00")

    await head.says("nghỉ 3 ngày")
    await head.says("nghỉ thôi")
    head.hears("Dạ, em ghi bác đã đi làm lại ạ.")
    await ward.comes_to("21:25")
    await head.reads()

    head.hears("Xong buổi Cầu Đơ 1")


@pytest.mark.parametrize(("said", "heard"), [
    ("/nghi", 'Bác nhắn số ngày nghỉ, ví dụ: "nghỉ 3 ngày".'),
    ("nghỉ 99 ngày", "Em ghi được nhiều nhất 30 ngày một lần."),
])  # fmt: skip
async def test_how_to_go_away_is_told(ward: Ward, said: str, heard: str):
    head = ward.chat("binh")

    await head.says(said)

    head.hears(heard)


async def test_who_has_no_chat_is_on_the_call_list(both_wards: Ward):
    clerk = both_wards.chat("lan")
    async with both_wards.database.write() as tx:
        person = both_wards.people["binh"].id
        await tx.run("UPDATE account SET until = 0 WHERE person_id = :id", id=person)
        await tx.run("UPDATE person SET phone = '0900000203' WHERE id = :id", id=person)
    await both_wards.comes_to("21:25")

    await clerk.says("/goi")

    clerk.hears(
        "☎️ 1 người chị gọi giúp em:", "1. bác Bình (Cầu Đơ 1) ☎️ 0900 000 203: hỏi kết quả thứ Bảy 09/11 của Cầu Đơ 1."
    )


async def test_nobody_to_call_is_said(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("gọi")

    clerk.hears("Hiện không có ai chị phải gọi điện ạ.")


async def test_the_trust_card_says_how_the_house_is(both_wards: Ward):
    clerk = both_wards.chat("lan")
    await both_wards.comes_to("21:25")

    await clerk.says("/tincay")

    clerk.hears("Đồng hồ nhắc việc chạy lần cuối: 21h25 thứ Bảy 09/11", "Việc sắp tới: 21h45 thứ Bảy 09/11")
    clerk.hears("bỏ vì quá muộn 0, chưa chắc đã tới 0, không liên lạc được 0", "Phiên bản 0.1.0")


async def test_silence_towards_the_people_is_noticed_unless_there_was_an_announcement(both_wards: Ward):
    clerk = both_wards.chat("lan")
    async with both_wards.database.write() as tx:
        wanted = '"cadence":{"days":3,"draft_after":60,"alarm_after":72}'
        await tx.run(
            "UPDATE campaign SET settings = replace(settings, :none, :some)", none='"cadence":null', some=wanted
        )
    await both_wards.comes_to("15:50", date(2024, 11, 11))
    await clerk.reads()
    await both_wards.comes_to("16:00", date(2024, 11, 11))
    await clerk.reads()
    clerk.hears('Đã 2 ngày 12 giờ từ tin gần nhất. Chị nhắn "/thongbao" kèm lời nhắn, em gửi tới các tổ trưởng')

    await clerk.says("/khan Mai đi muộn nửa giờ")
    await clerk.says("1")
    async with both_wards.database.read() as read:
        assert await campaigns.announced(read, both_wards.campaign) == both_wards.clock.at
    await both_wards.comes_to("04:01", date(2024, 11, 12))
    await both_wards.comes_to("06:45", date(2024, 11, 12))
    await clerk.reads()
    assert not any("chưa có thông báo" in (line.words or "") for line in clerk.new)


async def test_after_sixty_hours_a_draft_is_shown_and_sent_with_two_words(both_wards: Ward):
    clerk, head = both_wards.chat("lan"), both_wards.chat("hoi")
    async with both_wards.database.write() as tx:
        wanted = '"cadence":{"days":3,"draft_after":60,"alarm_after":72}'
        await tx.run(
            "UPDATE campaign SET settings = replace(settings, :none, :some)", none='"cadence":null', some=wanted
        )
    await both_wards.chat("binh").says("cài 42, kích hoạt 40, vắng 6")
    await both_wards.comes_to("16:00", date(2024, 11, 11))
    await clerk.reads()
    clerk.hears("Đã 2 ngày 12 giờ từ tin gần nhất", "Em soạn sẵn", "1.892", "Xem và gửi")

    await clerk.presses("Xem và gửi")
    clerk.hears("Em gửi tới 5 tổ trưởng")
    await clerk.says("1")

    await head.reads()
    head.hears("1.892")
    async with both_wards.database.read() as read:
        assert await campaigns.announced(read, both_wards.campaign) == both_wards.clock.at


async def test_a_round_is_owed_by_its_units_and_shown_to_the_office(both_wards: Ward):
    round_ = '"rounds":[{"code":"r1","name":"Đợt 1","due":"2024-11-12","at":"15:00","units":[]}]'
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE campaign SET settings = replace(settings, '\"rounds\":[]', :rounds)", rounds=round_)
        one = both_wards.sessions["Cầu Đơ 1", 9].id
        sql = "UPDATE session SET kind = 'round', starts = NULL, night = '2024-11-12', version = version + 1"
        await tx.run(f"{sql} WHERE id = :id", id=one)
    head, clerk = both_wards.chat("binh"), both_wards.chat("lan")
    await both_wards.comes_to("19:00", date(2024, 11, 11))
    await clerk.reads()

    await both_wards.comes_to("20:00", date(2024, 11, 11))
    for chat in (head, clerk):
        await chat.reads()

    head.hears("Kỳ báo cáo hạn thứ Ba 12/11: Cầu Đơ 1 còn thiếu số ạ.")
    clerk.hears("Kỳ báo cáo Đợt 1 hạn 15h00 thứ Ba 12/11.", "Còn thiếu: Cầu Đơ 1 (bác Bình)")


async def test_a_page_that_nobody_opened_in_time_calls_for_a_telephone(both_wards: Ward):
    clerk = both_wards.chat("lan")
    await both_wards.comes_to("21:25")
    await both_wards.comes_to("12:30", MORNING)

    await clerk.says("/goi")

    clerk.hears("☎️", "bác Bình (Cầu Đơ 1) ☎️ chưa có số: hỏi kết quả thứ Bảy 09/11 của Cầu Đơ 1")


@pytest.mark.parametrize(("who", "heard"), [("son", "Trả lời hộ anh em"), ("cuong", "trả lời 1 Đi được hoặc 2 Bận")])
async def test_everybody_is_told_what_they_can_do(sqlite: Database, who: str, heard: str):
    chat = (await Ward.founded(sqlite, people=YOUTH, youth=3)).chat(who)

    await chat.says("trợ giúp")

    chat.hears(heard)
