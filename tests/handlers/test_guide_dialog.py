"""The guide: by number and by plain words, with the codes to scan and the pictures that the office puts to it."""

import io
import json

import pytest
from docx import Document

from handlers.guide import content, guide, pictures
from handlers.inbound import FileKind, Inbound, ReceivedFile
from handlers.texts import Pronouns
from storage import campaigns, files, guides
from storage.chats import LOGGED
from storage.guides import StepPicture
from tests.bot.test_making import does_errands
from tests.ward import Chat, Ward, plain

PNG = b"\x89PNG\r\n\x1a\n a picture"
JPEG = b"\xff\xd8\xff\xe0 another"
UNSAID = ["{nope}", "{0}", "{}", "{you", "}", "{you.a}", "{you!r}", "{you:>9999999999}", "{you[0]}"]
UNREADABLE = ["", "{", "[]", '{"entries": {"otp": {"answer": 7}}}', '{"entries": "none"}', '{"links": [{"url": 1}]}']


async def sends(chat: Chat, caption: str, body: bytes = PNG, *, name: str = "", size: int = 0) -> None:
    """A photo, or a file, with its words; what is fetched of it is `body`."""
    ward, now = chat.ward, chat.ward.clock.at
    kind = FileKind.DOCUMENT if name else FileKind.PHOTO
    sent = ReceivedFile(kind, "telegram:1", name, size, caption)
    await ward.intake.take([Inbound(f"file/{ward.ids()}", LOGGED, chat.address, chat.address, sent, now, now)])
    await ward.delivers()

    async def fetched(_reference: str) -> bytes:
        return body

    await does_errands(ward, fetch=fetched)
    await chat.reads()


async def handed(ward: Ward, chat: Chat) -> list[tuple[str, bytes]]:
    """Names and bodies of the files in what was said last."""
    found = [line.handout for line in chat.new if line.handout]
    async with ward.database.read() as read:
        return [(one.name, await files.body(read, one.id)) for one in found]


async def keeps_own(ward: Ward, said: str) -> None:
    async with ward.database.write() as tx:
        await guides.load(tx, ward.campaign, said, ward.clock.at)


async def test_the_guide_is_a_list_by_number_with_links_and_the_hotline(both_wards: Ward):
    ward = both_wards
    head = ward.chat("nhan")

    await head.says("/huongdan")

    head.hears("Hướng dẫn iHanoi. Bác nhắn số cần xem:", "1 Cài và kích hoạt iHanoi", "3 Mã OTP không về")
    head.hears("Android (CH Play): https://play.google.com/", "iPhone (App Store): https://apps.apple.com/")
    head.hears("Tổng đài iHanoi: ☎️ 1022, nhánh 8")
    await does_errands(ward)
    await head.reads()
    ((name, body),) = await handed(ward, head)
    assert name == "Mã QR iHanoi.png"
    assert pictures.media_type(body) == "image/png"
    head.hears("quét bằng máy ảnh", "https://play.google.com/")

    await head.says("3")
    head.hears("Mã OTP không về, bác thử lần lượt", "1. Bật chế độ máy bay", "☎️ 1022, nhánh 8")
    assert not await handed(ward, head)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("otp không về", "tắt rồi bật lại sóng"),
        ("quên mật khẩu", 'bấm "Quên mật khẩu"'),
        ("các cụ không có điện thoại thì sao", "không ép ai"),
        ("iphone cũ có cài được không", "Cập nhật phần mềm"),
        ("đăng nhập bằng vneid thế nào", "gõ mật khẩu VNeID"),
        ("ap cứ quay rồi văng ra", "tắt hẳn rồi mở lại"),
        ("hướng dẫn", "nhắn số cần xem"),
        ("huong dan", "nhắn số cần xem"),
        ("/huongdan otp", "tắt rồi bật lại sóng"),
        ("/huongdan gì cũng được", "nhắn số cần xem"),
    ],
)
async def test_plain_questions_find_their_entry(ward: Ward, text: str, said: str):
    chat = ward.chat("nhan")

    await chat.says(text)

    chat.hears(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sim viettel otp không về", "1800 8098"),
        ("mã otp vina mãi không về", "1800 1091"),
        ("otp mobi không về thì làm sao", "1800 1090"),
    ],
)
async def test_who_names_a_carrier_hears_of_it(ward: Ward, text: str, said: str):
    chat = ward.chat("an")

    await chat.says(text)

    chat.hears(said, "tắt rồi bật lại sóng")


async def test_whose_hotline_is_asked_for_hears_of_that_network(ward: Ward):
    chat = ward.chat("an")

    await chat.says("sim vina bị chặn tin nhắn thì gọi đâu ạ")

    chat.hears("1800 1091")


async def test_a_notice_that_asks_to_install_has_the_codes_of_the_guides_stores(both_wards: Ward):
    ward = both_wards
    own = {"links": [{"name": "Kho của phường", "url": "https://kho.example/ihanoi"}]}
    clerk = ward.chat("lan")

    async def printed() -> tuple[str, list[str]]:
        await clerk.says("bản in")
        await does_errands(ward)
        await clerk.reads()
        ((_, body),) = await handed(ward, clerk)
        table = Document(io.BytesIO(body)).tables[-1].rows[0].cells[0].tables
        return plain(clerk.new[-1].words or ""), [cell.text.strip() for one in table for cell in one.rows[0].cells]

    await clerk.says("/thongbao các tổ trưởng: Tối 14/11 mời bà con ra nhà văn hoá cài iHanoi.")
    said, codes = await printed()
    assert "mã quét của từng kho" in said
    assert codes == ["Android (CH Play)\nplay.google.com", "iPhone (App Store)\napps.apple.com"]
    await keeps_own(ward, json.dumps(own))
    assert (await printed())[1] == ["Kho của phường\nkho.example"]
    await clerk.says("/thongbao các tổ trưởng: Tối 14/11 nghỉ, xem https://phuong.example/lich.")
    assert (await printed())[1] == ["Mở máy ảnh, đưa vào mã này\nphuong.example"]
    await clerk.says("/thongbao các tổ trưởng: Tối 14/11 nghỉ mưa.")
    assert (await printed())[1] == []


async def test_an_older_choice_stays_good(ward: Ward):
    chat = ward.chat("lan")
    await chat.says("/huongdan")

    await chat.presses("Quên mật khẩu")

    chat.hears('bấm "Quên mật khẩu"', 'Việc khác: nhắn "hướng dẫn"')


async def test_a_stranger_is_told_nothing_of_it(ward: Ward):
    chat = ward.chat("somebody")

    await chat.says("/huongdan")

    chat.hears("Em chưa biết bác là ai")


async def test_help_names_the_guide_to_everybody(ward: Ward):
    for key in ("lan", "binh", "an", "chu"):
        chat = ward.chat(key)
        await chat.says("/trogiup")
        chat.hears('"hướng dẫn"')


async def test_a_campaigns_own_guide_speaks_first_and_ours_where_it_is_silent(both_wards: Ward):
    own = '{"name": "Sổ Xóm", "hotline": "1900 1234", "entries": {"otp": {"answer": "{You} ra {office} ở {ward} ạ."}}}'
    await keeps_own(both_wards, own)
    chat = both_wards.chat("nhan")

    await chat.says("otp không về")
    chat.hears("Bác ra chị Lan ở Hà Cầu ạ.")
    await chat.says("/huongdan mật khẩu")
    chat.hears("Cần giúp thì gọi 1900 1234")
    await chat.says("/huongdan")
    chat.hears("Hướng dẫn Sổ Xóm", "3 Mã OTP không về", "Tổng đài Sổ Xóm: 1900 1234")


@pytest.mark.parametrize("said", UNREADABLE)
async def test_a_guide_that_cannot_be_read_stops_no_answer(ward: Ward, said: str):
    await keeps_own(ward, said)
    chat = ward.chat("nhan")

    await chat.says("otp không về")

    chat.hears("tắt rồi bật lại sóng", "☎️ 1022, nhánh 8")


@pytest.mark.parametrize("words", UNSAID)
async def test_words_that_cannot_be_said_leave_the_answer_to_ours(ward: Ward, words: str):
    own = {"otp": {"answer": words}, "password": {"answer": "Hỏi.", "steps": [{"words": words}]}}
    await keeps_own(ward, json.dumps({"entries": own}))
    chat = ward.chat("nhan")

    await chat.says("otp không về")
    chat.hears("tắt rồi bật lại sóng")
    await chat.says("/huongdan mật khẩu")
    chat.hears('bấm "Quên mật khẩu"')


async def test_the_numbers_of_the_list_go_on_after_one_was_read(ward: Ward):
    chat = ward.chat("binh")
    await chat.says("/huongdan")
    await chat.says("3")
    chat.hears("tắt rồi bật lại sóng")
    await chat.says("4")
    chat.hears('bấm "Quên mật khẩu"')
    await chat.says("số 6 nhé")
    chat.hears("Cập nhật phần mềm")


async def test_where_a_result_is_awaited_a_number_is_that(ward: Ward):
    chat = ward.chat("binh")
    await chat.says("/huongdan")
    await chat.says("3")
    await ward.comes_to("21:25")
    await chat.reads()

    await chat.says("4")

    assert "Quên mật khẩu" not in (chat.new[-1].words or "")
    await chat.says("cài 4")
    chat.hears("cài mới 4")


async def test_later_a_number_is_no_entry_any_more(ward: Ward):
    chat = ward.chat("nhan")
    await chat.says("/huongdan")
    await chat.says("3")
    ward.clock.at += 40 * 60_000

    await chat.says("4")

    assert "Quên mật khẩu" not in (chat.new[-1].words or "")


@pytest.mark.parametrize("kind", [*content.KINDS, "no such kind"])
@pytest.mark.parametrize("own", [None, *UNREADABLE])
async def test_every_kind_of_difficulty_has_a_first_answer(ward: Ward, kind: str, own: str | None):
    if own is not None:
        await keeps_own(ward, own)
    async with ward.database.read() as read:
        campaign = (await campaigns.by_id(read, [ward.campaign]))[ward.campaign]
        said = await guide.first_answer(read, campaign, kind, Pronouns("cô", "cháu"), carrier="Viettel")
        anybody = await guide.first_answer(read, None, kind, Pronouns())

    assert said
    assert "{" not in said + anybody
    assert ("1800 8098" in said) is (kind == "otp")
    assert ("1022" in anybody) is False


async def test_the_office_puts_a_picture_to_a_step_and_it_goes_out_with_the_answer(both_wards: Ward):
    ward = both_wards
    clerk, head = ward.chat("lan"), ward.chat("nhan")

    await sends(clerk, "ảnh hướng dẫn otp bước 2")
    clerk.hears("Từ giờ em gửi ảnh này cùng «Mã OTP không về», bước 2")
    await head.says("/huongdan otp")
    assert await handed(ward, head) == [("otp-2.png", PNG)]
    head.hears("Bước 2: Xem số điện thoại đã gõ")

    await sends(clerk, "hình hướng dẫn otp bước 2", JPEG)
    await head.says("/huongdan otp")
    assert await handed(ward, head) == [("otp-2.jpeg", JPEG)]

    await clerk.says("bỏ ảnh hướng dẫn otp bước 2")
    clerk.hears("Em bỏ ảnh của «Mã OTP không về», bước 2 rồi")
    await head.says("/huongdan otp")
    assert not await handed(ward, head)

    await clerk.says("/lichsu")
    clerk.hears(
        "Phạm Thị Lan thay ảnh hướng dẫn «Mã OTP không về», bước 2 (trang web)",
        "Phạm Thị Lan bỏ ảnh hướng dẫn «Mã OTP không về», bước 2 (trang web)",
    )


@pytest.mark.parametrize(
    ("caption", "step"),
    [
        ("ảnh hướng dẫn otp bước 1", "otp-1"),
        ("Ảnh minh hoạ hướng dẫn đăng nhập vneid bước 3", "sign_in-3"),
        ("anh huong dan quen mat khau buoc 2", "password-2"),
        ("hình hướng dẫn máy cũ bước thứ 4", "old_phone-4"),
        ("ẢNH HƯỚNG DẪN CÀI BƯỚC 5.", "install-5"),
    ],
)
async def test_the_words_beside_a_picture_say_where_it_belongs(ward: Ward, caption: str, step: str):
    clerk = ward.chat("lan")

    await sends(clerk, caption, name="chup.png" if "otp" in caption else "")

    clerk.hears("Từ giờ em gửi ảnh này cùng")
    async with ward.database.read() as read:
        assert list(await guides.pictures(read, ward.campaign)) == [step]


@pytest.mark.parametrize(
    ("caption", "body", "size", "said"),
    [
        ("ảnh hướng dẫn", PNG, 0, "Ảnh này của bước mấy ạ?"),
        ("ảnh hướng dẫn bước 9", PNG, 0, "chỉ có 5 bước"),
        ("ảnh hướng dẫn bước 0", PNG, 0, "Ảnh này của bước mấy ạ?"),
        ("ảnh hướng dẫn bước 1", PNG, 20 * 1024 * 1024, "Ảnh lớn quá"),
        ("ảnh hướng dẫn bước 1", PNG + bytes(pictures.LARGEST), 0, "Ảnh lớn quá"),
        ("ảnh hướng dẫn bước 1", b"GIF89a", 0, "không mở ra ảnh được"),
        ("ảnh hướng dẫn bước 1", b"", 0, "không mở ra ảnh được"),
    ],
)
async def test_a_picture_that_cannot_be_kept_is_told_why(ward: Ward, caption: str, body: bytes, size: int, said: str):
    clerk = ward.chat("lan")

    await sends(clerk, caption, body, size=size)

    clerk.hears(said)
    async with ward.database.read() as read:
        assert not await guides.pictures(read, ward.campaign)


async def test_a_heads_photo_of_that_name_is_a_photo_of_the_night(ward: Ward):
    head = ward.chat("binh")

    await sends(head, "ảnh hướng dẫn bước 2")

    async with ward.database.read() as read:
        assert not await guides.pictures(read, ward.campaign)


async def test_a_picture_is_kept_as_long_as_it_is_shown(both_wards: Ward):
    ward = both_wards
    async with ward.database.write() as tx:
        for id_, body in ((ward.ids(), PNG), (ward.ids(), JPEG)):
            kept = StepPicture(id_, ward.campaign, "install-1", "install-1.png", "image/png", body)
            await guides.keep_picture(tx, kept, ward.clock.at)
    async with ward.database.write() as tx:
        await files.forget(tx, ward.clock.at + 90 * 86_400_000)

    head = ward.chat("nhan")
    await head.says("/huongdan cài")

    assert [body for _, body in await handed(ward, head)] == [JPEG]
    async with ward.database.read() as read:
        assert len(await read.rows("SELECT id FROM file WHERE kind = 'guide'")) == 1


async def test_nothing_of_the_guide_is_too_long_or_names_what_there_is_not(ward: Ward):
    chat = ward.chat("lan")
    for code in content.ENTRIES:
        await chat.says(f"/huongdan {code}")
    for app in content.SHIPPED:
        assert set(content.shipped(app).entries) == set(content.CODES)
    assert all("{" not in plain(line.words or "") for line in await chat.log() if line.said is None)
