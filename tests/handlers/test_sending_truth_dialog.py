"""What is said of sending is true: who is reached, who is not and what to tell them, the list of calls, who joins later."""

from datetime import date

import pytest

from storage.database import Database
from storage.records import Role
from tests.ward import FORCE, PEOPLE, YOUTH, Sheet, Ward, clock_time

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


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("đã gọi hết", "đã gọi bác Nhàn, bác Hợi ✅ Danh sách gọi hết rồi ạ."),
        ("gọi rồi 1, 2", "Danh sách gọi hết rồi ạ."),
        ("da goi bac nhan va bac hoi roi", "Danh sách gọi hết rồi ạ."),
        ("Em gọi điện cho bác Hợi rồi", "Em ghi chị đã gọi bác Hợi ✅ Còn 1 người"),
        ("gọi xong bác Hợi nhé", "Em ghi chị đã gọi bác Hợi ✅ Còn 1 người"),
        ("đã gọi bác Hợi nhưng bác ấy không nghe máy", "Dạ, em để bác Hợi lại trong danh sách"),
        ("đã gọi bác Lực", 'Trong danh sách phải gọi không có "lực" ạ.'),
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


async def joins(ward: Ward, key: str) -> None:
    async with ward.database.write() as tx:
        await tx.run("UPDATE account SET until = NULL WHERE person_id = :id", id=ward.people[key].id)
