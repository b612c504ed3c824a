"""What is said of sending is true: whom it reaches, whom to call and what to tell, who joins later."""

from datetime import date

import pytest

from storage import chats, facts
from storage.accounts import Linked
from storage.database import Database
from storage.invites import Invited, hash_of
from storage.records import Role
from tests.ward import PEOPLE, YOUTH, Sheet, Ward, clock_time

EVE, NIGHT, MORNING = date(2024, 11, 8), date(2024, 11, 9), date(2024, 11, 10)


async def leaves(ward: Ward, *keys: str) -> None:
    """As if they had never joined; each has a telephone."""
    async with ward.database.write() as tx:
        for n, key in enumerate(keys):
            await tx.run("UPDATE account SET until = 0 WHERE person_id = :id", id=ward.people[key].id)
            named = {"id": ward.people[key].id, "phone": f"09000001{n:02}"}
            await tx.run("UPDATE person SET phone = :phone WHERE id = :id", **named)


@pytest.fixture
async def evening(ward: Ward) -> Ward:
    ward.clock.at = clock_time("18:00")
    return ward


async def test_an_urgent_word_says_whom_it_does_not_reach_and_afterwards_whom_it_did(evening: Ward):
    clerk, head = evening.chat("lan"), evening.chat("binh")
    await leaves(evening, "nhan", "suu")

    await clerk.says("/khan Tối nay mưa, mang áo mưa")
    clerk.hears("Gửi khẩn tới 5 tổ trưởng", "⚠️ Em không nhắn được cho 2 người")
    await clerk.says("1")

    clerk.hears("Em đang gửi tới 3 tổ trưởng, xong em báo lại chị.")
    clerk.hears("⚠️ 2 người em không nhắn được, chị gọi giúp em: ")
    clerk.hears("bác Nhàn (Cầu Đơ 3) ☎️ 0900 000 100, bác Sửu (Hà Trì 2) ☎️ 0900 000 101")
    clerk.hears('– báo tin khẩn: "Tối nay mưa, mang áo mưa".')
    await head.reads()
    head.hears("Phường nhắn khẩn: Tối nay mưa")
    async with evening.database.write() as tx:
        await tx.run("UPDATE chat SET seen = position WHERE address IN ('web/binh', 'web/hoi')")
    await evening.comes_to("18:11")
    await clerk.reads()
    clerk.hears("Tin khẩn đã tới 2/3 người.", "Chưa mở xem: bác Mậu ☎️ chưa có số.")


async def test_when_nobody_can_be_reached_that_is_said_first(evening: Ward):
    clerk = evening.chat("lan")
    await leaves(evening, "binh", "nhan", "hoi", "mau", "suu")

    await clerk.says("/khan Tối nay mưa")
    await clerk.says("1")

    clerk.hears("⚠️ Em không nhắn được cho ai cả, chị gọi giúp em: bác Bình (Cầu Đơ 1) ☎️ 0900 000 100")
    assert "gửi tới" not in (clerk.new[-1].words or "")


@pytest.mark.parametrize("said", ["hủy buổi 10/11 ở Cầu Đơ 3", "huy buoi 10/11 o cau do 3"])
async def test_a_night_called_off_names_who_has_to_be_called(evening: Ward, said: str):
    clerk = evening.chat("lan")
    await leaves(evening, "nhan")

    await clerk.says(said)

    clerk.hears("Em đã sửa lịch ✅", "⚠️ Em không nhắn được cho ai cả, chị gọi giúp em: bác Nhàn")
    clerk.hears("0900 000 100 – báo Cầu Đơ 3: hủy Chủ nhật 10/11.")
    assert "ngay" not in (clerk.new[-1].words or "")
    await clerk.says("/goi")
    clerk.hears(
        "☎️ 1 người chị gọi giúp em:", "1. bác Nhàn (Cầu Đơ 3) ☎️ 0900 000 100: báo Cầu Đơ 3: hủy Chủ nhật 10/11."
    )


async def test_who_is_reached_is_told_at_once(evening: Ward):
    clerk = evening.chat("lan")
    await leaves(evening, "tam")

    await clerk.says("dời Cầu Đơ 1 tối 9 sang 13/11")

    clerk.hears("Em báo bác Bình ngay.", "⚠️ 1 người em không nhắn được, chị gọi giúp em: cô Tâm (Cầu Đơ 1)")


async def test_the_list_loses_what_was_called_and_what_does_not_hold(evening: Ward):
    clerk = evening.chat("lan")
    await leaves(evening, "nhan", "hoi", "binh")
    await clerk.says("hủy buổi 10/11 ở Cầu Đơ 3")
    await clerk.says("hủy buổi 12/11 ở Cầu Đơ 4")
    await evening.comes_to("21:25")
    await clerk.says("/goi")
    clerk.hears("3 người", "bác Bình (Cầu Đơ 1)", "hỏi kết quả thứ Bảy 09/11 của Cầu Đơ 1")
    assert clerk.choices[0].startswith("Đã gọi bác")

    await clerk.says("đã gọi bác Nhàn")
    clerk.hears("Em ghi chị đã gọi bác Nhàn ✅ Còn 2 người")
    await clerk.says("Cầu Đơ 1 cài 40")
    await clerk.says("/goi")
    clerk.hears("1 người", "bác Hợi")
    await clerk.says("gọi rồi 1")
    clerk.hears("Em ghi chị đã gọi bác Hợi ✅ Danh sách gọi hết rồi ạ.")
    await clerk.says("/goi")
    clerk.hears("Hiện không có ai chị phải gọi điện ạ.")
    async with evening.database.read() as read:
        rows = await read.rows("SELECT called_by, called_at FROM outbox WHERE called_at IS NOT NULL")
    assert {row["called_by"] for row in rows} == {evening.people["lan"].id}


async def test_each_is_taken_off_by_one_tap_after_another(evening: Ward):
    clerk = evening.chat("lan")
    await leaves(evening, "nhan", "hoi")
    await clerk.says("hủy buổi 10/11 ở Cầu Đơ 3")
    await clerk.says("hủy buổi 12/11 ở Cầu Đơ 4")
    await clerk.says("/goi")

    await clerk.presses("Đã gọi bác Nhàn")
    clerk.hears("Em ghi chị đã gọi bác Nhàn ✅ Còn 1 người.", "1. bác Hợi (Cầu Đơ 4)")
    await clerk.says("1")
    clerk.hears("Em ghi chị đã gọi bác Hợi ✅ Danh sách gọi hết rồi ạ.")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("đã gọi hết", "đã gọi bác Nhàn, bác Hợi ✅ Danh sách gọi hết rồi ạ."),
        ("gọi rồi 1, 2", "Danh sách gọi hết rồi ạ."),
        ("da goi bac nhan va bac hoi roi", "Danh sách gọi hết rồi ạ."),
        ("Em gọi điện cho bác Hợi rồi", "Em ghi chị đã gọi bác Hợi ✅ Còn 1 người"),
        ("gọi xong bác Hợi nhé", "Em ghi chị đã gọi bác Hợi ✅ Còn 1 người"),
        ("đã gọi bác Hợi nhưng bác ấy không nghe máy", "Dạ, em để bác Hợi lại trong danh sách"),
        ("đã gọi bác Lực", 'Trong danh sách phải gọi không có "bác lực" ạ.'),
        ("gọi rồi 7", 'Trong danh sách phải gọi không có "7" ạ.'),
    ],
)
async def test_a_call_is_told_as_people_say_it(evening: Ward, said: str, heard: str):
    clerk = evening.chat("lan")
    await leaves(evening, "nhan", "hoi")
    await clerk.says("hủy buổi 10/11 ở Cầu Đơ 3")
    await clerk.says("hủy buổi 12/11 ở Cầu Đơ 4")
    await clerk.says("/goi")

    await clerk.says(said)

    clerk.hears(heard)


async def test_a_night_that_moved_again_is_told_as_it_is_now(evening: Ward):
    clerk = evening.chat("lan")
    await leaves(evening, "binh")
    await evening.comes_to("21:25")
    await clerk.says("/goi")
    clerk.hears("hỏi kết quả thứ Bảy 09/11")

    await evening.comes_to("12:30", MORNING)
    await clerk.says("/goi")
    clerk.hears("Hiện không có ai chị phải gọi điện ạ.")


async def test_the_clerk_herself_is_never_on_her_list(evening: Ward):
    async with evening.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'unreached'")
    await leaves(evening, "binh")
    await evening.comes_to("21:25")
    async with evening.database.write() as tx:
        clerk = evening.people["lan"].id
        await tx.run("UPDATE outbox SET state = 'unreached', person_id = :id WHERE person_id IS NOT NULL", id=clerk)

    await evening.chat("lan").says("/goi")
    chat = evening.chat("lan")
    await chat.reads()

    chat.hears("Hiện không có ai chị phải gọi điện ạ.")


async def test_a_long_list_has_pages(sqlite: Database):
    groups = {f"Cầu Đơ {n}": [9] for n in range(1, 12)}
    sheet: Sheet = {
        "lan": PEOPLE["lan"],
        **{f"h{n}": (f"Nguyễn Văn Đ{n}", "bác", Role.LEADER, f"Cầu Đơ {n}") for n in range(1, 12)},
    }
    ward = await Ward.founded(sqlite, groups, sheet)
    await leaves(ward, *(f"h{n}" for n in range(1, 12)))
    clerk = ward.chat("lan")
    await ward.comes_to("21:25")

    await clerk.says("/goi")
    clerk.hears("☎️ 11 người", "8. ", "Còn 3 người nữa, chị nhắn /goi 2 để xem tiếp.")
    await clerk.says("/goi 2")
    clerk.hears("9. ", "11. ")
    await clerk.says("gọi rồi 9, 10")
    clerk.hears("Còn 9 người")


async def test_a_volunteers_no_reaches_the_office_when_the_captain_is_in_no_chat(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("09:00", EVE)
    await ward.chat("son").says("9/11 bình, cường, dung")
    await leaves(ward, "son", "mai_a", "mai_p")
    await ward.comes_to("10:00", EVE)
    volunteer, clerk = ward.chat("cuong"), ward.chat("lan")

    await volunteer.says("bận ạ")

    volunteer.hears("Đã báo chị Lan tìm người thay.")
    await clerk.reads()
    clerk.hears("Cường bận thứ Bảy 09/11 Cầu Đơ 1 (2/3).", "Em không nhắn được cho ai cả, chị gọi giúp em:")
    clerk.hears("bạn Anh ☎️ 0900 000 101", "hỏi đi thay được không", "Anh Sơn ☎️ 0900 000 100 phụ trách mà em chưa")


async def test_a_no_that_reaches_nobody_says_so(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("09:00", EVE)
    await ward.chat("son").says("9/11 bình, cường, dung")
    await leaves(ward, "son", "lan", "mai_a", "mai_p")
    await ward.comes_to("10:00", EVE)
    volunteer = ward.chat("cuong")

    await volunteer.says("2")

    volunteer.hears("Em ghi bạn bận. Em chưa nhắn được anh Sơn, bạn báo giúp em một tiếng ạ.")


async def test_what_waited_for_a_captain_reaches_him_when_he_joins(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await leaves(ward, "son", "cuong", "binh")
    await ward.comes_to("09:00", EVE)
    captain = ward.chat("son")
    await captain.reads()
    captain.hears_nothing()

    ward.clock.at = clock_time("12:00", NIGHT)
    await links(ward, "son")
    await captain.reads()

    assert len(captain.new) == 1
    captain.hears("cần người cho các buổi sau", "Thứ Bảy 09/11, Cầu Đơ 1: 3 đoàn viên")
    await captain.says("được")
    captain.hears("Em ghi thứ Bảy 09/11 Cầu Đơ 1")


async def test_the_welcome_says_what_waits(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await leaves(ward, "son")
    await ward.comes_to("09:00", EVE)
    async with ward.database.write() as tx:
        await tx.run("UPDATE chat SET account_id = NULL WHERE address = 'web/son'")
        person, code = ward.people["son"].id, hash_of("12345678")
        await facts.write(tx, [Invited(ward.ids(), code, person, ward.clock.at)])
    captain = ward.chat("son")

    await captain.says("/start 12345678")
    await captain.says("đúng")

    welcome, places = (line.words or "" for line in captain.new if line.edits is None)
    assert "Có việc đang chờ anh, em gửi ngay sau đây: các buổi cần phân người." in welcome
    assert "cần người cho các buổi sau" in places


async def test_a_head_who_joins_in_the_evening_is_asked_once_and_of_tonight_only(ward: Ward):
    await leaves(ward, "binh")
    for hour in ("17:30", "21:25", "21:45"):
        await ward.comes_to(hour)
    head = ward.chat("binh")

    ward.clock.at = clock_time("21:50")
    await links(ward, "binh")
    await head.reads()

    asked = [line for line in head.new if "Xong buổi" in (line.words or "") or "chưa thấy số" in (line.words or "")]
    assert len(asked) == 1


async def test_what_is_over_does_not_wait_for_who_joins(ward: Ward):
    await leaves(ward, "binh")
    await ward.comes_to("21:25")
    head = ward.chat("binh")

    await ward.comes_to("13:00", MORNING)
    await links(ward, "binh")
    await head.reads()

    head.hears_nothing()


async def links(ward: Ward, key: str) -> None:
    """The person joins: their address speaks for them from now on."""
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, f"web/{key}")
        assert chat is not None
        await facts.write(tx, [Linked(ward.ids(), f"web/{key}", chat.id, ward.people[key].id, ward.clock.at)])
    await ward.delivers()
