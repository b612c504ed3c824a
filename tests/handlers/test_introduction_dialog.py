"""A newcomer without a code: one answer for all, one question to the head or the clerk, a yes of their own."""

import pytest

from storage import people
from tests.handlers.rosters import sends_roster
from tests.ward import Chat, Ward

HEARD = "Em đã ghi lời bác ạ, khi có cán bộ xác nhận em nhắn bác"


@pytest.fixture
async def roster(ward: Ward) -> Ward:
    """Two volunteers of Cầu Đơ 1 and a new head of Hà Trì 2 who are in no chat yet."""
    clerk = ward.chat("lan")
    rows = ["Chị Lê Thị Thu;ĐVTN;Cầu Đơ 1;", "Anh Đỗ Văn Sơn;Dân quân;Cầu Đơ 1;", "Ông Tô Văn Quý;Tổ trưởng;Hà Trì 2;"]
    await sends_roster(clerk, rows)
    await clerk.says("đồng ý")
    return ward


async def heard_alike(stranger: Chat) -> None:
    stranger.hears(HEARD)
    assert len(stranger.new) == 1


async def test_the_head_knows_them_and_they_agree(roster: Ward):
    stranger, head = roster.chat("new"), roster.chat("binh")

    await stranger.says("Tôi là Thu, đoàn viên tổ Cầu Đơ 1")
    await heard_alike(stranger)
    await head.reads()
    head.hears(
        'Có người mới nhắn cho em: "Tôi là Thu, đoàn viên tổ Cầu Đơ 1"', "Có phải Lê Thị Thu ở Cầu Đơ 1 không ạ?"
    )
    await head.says("đúng")
    await stranger.reads()
    stranger.hears("có phải chị Lê Thị Thu, ĐVTN Cầu Đơ 1 không ạ?")
    await stranger.says("đúng")
    stranger.hears("Em chào chị Thu")


async def test_a_no_is_not_told(roster: Ward):
    stranger, head = roster.chat("new"), roster.chat("binh")

    await stranger.says("Tôi là Thu, đoàn viên tổ Cầu Đơ 1")
    await head.reads()
    await head.says("không")
    head.hears("không cho vào")
    await stranger.reads()
    stranger.hears_nothing()


async def test_whoever_claims_to_lead_is_asked_of_the_clerk(roster: Ward):
    stranger, clerk, head = roster.chat("new"), roster.chat("lan"), roster.chat("suu")

    await stranger.says("em là Quý, tổ trưởng Hà Trì 2")
    await heard_alike(stranger)
    await head.reads()
    head.hears_nothing()
    await clerk.reads()
    clerk.hears("Có phải Tô Văn Quý ở Hà Trì 2 không ạ?")


async def test_somebody_new_is_let_in_as_a_volunteer(roster: Ward):
    stranger, head = roster.chat("new"), roster.chat("binh")

    await stranger.says("Mình tên là Hoàng Lan Chi, đoàn viên Cầu Đơ 1 ạ")
    await head.reads()
    head.hears("Trong danh sách chưa có người này")
    await head.says("đúng")
    await stranger.reads()
    stranger.hears("Hoàng Lan Chi")
    await stranger.says("đúng")
    async with roster.database.read() as read:
        person = (await people.by_address(read, ["web/new"]))["web/new"][1]
        posts = (await people.posts_of(read, [person.id], roster.clock.at))[person.id]
    assert [(post.role, post.unit.name, post.force) for post in posts] == [("volunteer", "Cầu Đơ 1", "youth")]


async def test_nobody_becomes_a_head_by_saying_so(roster: Ward):
    stranger, clerk = roster.chat("new"), roster.chat("lan")

    await stranger.says("tôi là Kẻ Lạ, tổ trưởng Cầu Đơ 1")
    await heard_alike(stranger)
    await clerk.reads()
    clerk.hears("Trong danh sách chưa có người này", "thêm vào danh sách rồi")
    assert clerk.choices == []


@pytest.mark.parametrize("text", ["tôi là Thu, đoàn viên tổ Không Có 9", "em là Thu", "tôi là Thu ở phường khác"])
async def test_the_answer_is_the_same_whatever_is_known(roster: Ward, text: str):
    stranger = roster.chat("new")

    await stranger.says(text)
    await heard_alike(stranger)


async def test_a_chat_that_says_it_too_often_bothers_nobody(roster: Ward):
    stranger, head = roster.chat("new"), roster.chat("binh")
    for _ in range(3):
        await stranger.says("Tôi là Thu, đoàn viên tổ Cầu Đơ 1")
    await head.reads()

    await stranger.says("Tôi là Thu, đoàn viên tổ Cầu Đơ 1")
    await heard_alike(stranger)
    await head.reads()
    head.hears_nothing()


async def test_markup_in_what_was_written_stays_text(roster: Ward):
    stranger, head = roster.chat("new"), roster.chat("binh")

    await stranger.says("Tôi là Thu, <b>đoàn viên</b> Cầu Đơ 1")
    await head.reads()
    assert "&lt;b&gt;" in str(head.new[-1].words)


async def test_the_second_who_answers_hears_that_it_is_done(roster: Ward):
    stranger, head = roster.chat("new"), roster.chat("binh")
    await stranger.says("Tôi là Thu, đoàn viên tổ Cầu Đơ 1")
    await stranger.says("Tôi là Thu, đoàn viên Cầu Đơ 1")
    await head.reads()
    await head.says("đúng")
    await stranger.reads()
    await stranger.says("đúng")

    await head.says("đúng")
    head.hears("đã có người trả lời rồi")


async def test_who_is_not_here_yet_is_listed_by_unit(roster: Ward):
    clerk, head = roster.chat("lan"), roster.chat("binh")

    await clerk.says("chưa vào")
    clerk.hears("người chưa vào chat", "Hà Trì 2: Đỗ Xuân Sửu, Tô Văn Quý", "in thẻ mời đưa tận tay")
    await head.says("chưa vào")
    assert "Hà Trì 2" not in str(head.new[-1].words)
