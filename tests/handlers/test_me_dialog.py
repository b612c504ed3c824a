"""Who somebody is to us: posts, channels, address words, data; and taking it all back."""

import re

from bot import invites
from storage import errands, people, posts
from storage.database import Rows
from tests.handlers.rosters import returns
from tests.ward import Chat, Ward


async def code_of(chat: Chat) -> str:
    """The code that an errand has made and the chat was told."""
    async with chat.ward.database.read() as read:
        (errand,) = await errands.waiting(read, chat.ward.clock.at)
        made = await invites.make(read, errand.params, chat.ward.clock.at)
    await returns(chat.ward, errand, made)
    await chat.reads()
    found = re.search(r"<b>(\w{4} \w{4})</b>", str(chat.new[-1].words))
    assert found
    return found[1]


async def name_of(read: Rows, ward: Ward, key: str) -> str:
    return (await people.by_id(read, [ward.people[key].id]))[ward.people[key].id].name


async def test_posts_and_channels_are_shown(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("/toi")
    chat.hears("Bác là Nguyễn Văn Bình: tổ trưởng Cầu Đơ 1.", "1 trang web", "(đang dùng)", '"thêm máy"')


async def test_the_address_word_changes_and_stays(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("gọi tôi là chú")
    chat.hears("từ giờ cháu gọi là chú ạ")
    await chat.says("cài 42")
    chat.hears("Cháu ghi Cầu Đơ 1")


async def test_a_second_channel_is_linked_by_a_code_and_dropped_by_its_number(ward: Ward):
    first, second = ward.chat("binh"), ward.chat("phone2")

    await first.says("thêm kênh")
    await second.says(await code_of(first))
    second.hears("Nguyễn Văn Bình")
    await second.says("đúng")
    second.hears("Em chào bác Bình")
    await first.reads()
    first.hears("vừa nối thêm trang web cho bác")
    await second.says("cài 42")
    second.hears("Em ghi Cầu Đơ 1")

    await first.says("bỏ kênh 2")
    first.hears("đã bỏ trang web")
    await second.says("cài 45")
    second.hears("Em chưa biết bác là ai")
    await first.says("bỏ kênh 1")
    first.hears("kênh duy nhất")
    await first.says("bỏ kênh 7")
    first.hears("Bác đang có 1 kênh thôi")


async def test_everything_that_is_kept_is_shown_to_its_person(ward: Ward):
    chat = ward.chat("binh")

    await chat.says("cài 42")
    await chat.says("xem dữ liệu")
    chat.hears("Nguyễn Văn Bình", "Số điện thoại: chưa có", "Việc được giao: tổ trưởng Cầu Đơ 1", "1 lần báo số")


async def test_erasing_takes_two_steps_and_keeps_the_counts(both_wards: Ward):
    ward = both_wards
    chat, clerk = ward.chat("binh"), ward.chat("lan")

    await chat.says("cài 42")
    await chat.says("/xoadulieu")
    chat.hears("thay bằng mã ẩn danh", "Bác thôi giữ: tổ trưởng Cầu Đơ 1", 'nhắn "đúng" để xoá')
    await chat.says("không")
    chat.hears("chưa xoá gì cả")
    await chat.says("xoá tôi")
    await chat.says("đúng")
    await clerk.reads()
    clerk.hears("một người đã xoá dữ liệu của mình (tổ trưởng Cầu Đơ 1)")
    await clerk.says("/status")
    clerk.hears("1.892/10.420")
    async with ward.database.read() as read:
        assert re.fullmatch(r"Ẩn danh [0-9A-F]+", await name_of(read, ward, "binh"))
        assert await people.by_address(read, ["web/binh"]) == {}
        assert await posts.of_person(read, ward.people["binh"].id, ward.clock.at) == ()
        assert not list(await read.rows("SELECT said FROM log WHERE said LIKE '%42%'"))


async def test_consent_is_taken_back_in_one_word(ward: Ward):
    chat, clerk = ward.chat("binh"), ward.chat("lan")

    await chat.says("rút đồng ý")
    await clerk.reads()
    clerk.hears("bác Bình đã rút đồng ý", "tổ trưởng Cầu Đơ 1")
    await chat.says("cài 42")
    chat.hears("Em chưa biết bác là ai")
    await ward.comes_to("21:25")
    await chat.reads()
    chat.hears_nothing()


async def test_a_stranger_has_nothing_to_see(ward: Ward):
    stranger = ward.chat("nobody")
    for text in ("/toi", "xem dữ liệu", "xoá tôi", "rút đồng ý", "thêm kênh"):
        await stranger.says(text)
        stranger.hears("Em chưa biết bác là ai")
