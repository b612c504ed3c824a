"""Wishes in one's own words: answered, read back, passed on; what nobody reads is kept for the office."""

from datetime import date
from pathlib import Path

import pytest

from tests.ward import Ward, clock_time

MONDAY = date(2024, 11, 11)


@pytest.fixture
async def monday(youth_ward: Ward) -> Ward:
    """Monday evening before Cầu Đơ 4 goes out with Dung and Cường; Cầu Đơ 1 has told its night."""
    async with youth_ward.database.write() as tx:
        for number, person in enumerate(youth_ward.people.values()):
            await tx.run("UPDATE person SET phone = :p WHERE id = :id", p=f"0900000{100 + number}", id=person.id)
    await youth_ward.comes_to("21:25")
    await youth_ward.chat("binh").says("cài 42, kích hoạt 40, vắng 6")
    await youth_ward.chat("son").says("11/11 dung, cuong")
    youth_ward.clock.at = clock_time("17:00", MONDAY)
    await youth_ward.delivers()
    for key in youth_ward.sheet:
        await youth_ward.chat(key).reads()
    return youth_ward


async def untouched(ward: Ward) -> list[tuple[str, ...]]:
    """What wishes may not change by themselves."""
    async with ward.database.read() as read:
        return [
            *[(str(r["id"]), r["state"]) for r in await read.rows("SELECT id, state FROM shift ORDER BY id")],
            *[(str(r["id"]), r["state"]) for r in await read.rows("SELECT id, state FROM session ORDER BY id")],
            *[(str(r["id"]),) for r in await read.rows("SELECT id FROM event ORDER BY id")],
            *[(str(r["id"]),) for r in await read.rows("SELECT id FROM away ORDER BY id")],
        ]


TALK = [
    ("hoi", "Cảm ơn cháu nhiều nhé", "Dạ không có gì ạ"),
    ("hoi", "alo cháu ơi", "Em chào bác ạ"),
    ("dung", "bot giỏi quá", "cảm ơn bạn"),
    ("chu", "em là ai thế, máy hay người", "trợ lý tự động của phường Hà Cầu"),
    ("son", "sao em nhắn nhiều thế, phiền lắm", "xin lỗi"),
    ("hoi", "mã OTP mãi không về thì làm sao", "1022"),
    ("hoi", "bà con quên mật khẩu thì làm thế nào", "không bao giờ hỏi mật khẩu"),
    ("dung", "Hello, how are you", "tiếng Việt"),
]


@pytest.mark.parametrize(("key", "words", "heard"), TALK)
async def test_small_talk_and_the_guide_are_answered_in_a_line(monday: Ward, key: str, words: str, heard: str):
    before = await untouched(monday)
    chat = monday.chat(key)

    await chat.says(words)

    chat.hears(heard)
    assert await untouched(monday) == before


LOOKS = [
    ("hoi", "tổ tôi được bao nhiêu rồi", "Cầu Đơ 4: 370/980"),
    ("binh", "em nhận được số bác báo chưa", "cài mới 42"),
    ("hoi", "em nhận được số bác báo chưa", "chưa nhận được số nào"),
    ("dung", "toàn phường được bao nhiêu rồi", "iHanoi Hà Cầu: 1.892"),
    ("dung", "xin số bác tổ trưởng tối nay", "Bác Hợi: ☎️ 0900 000 104"),
    ("dung", "tập trung ở đâu lúc mấy giờ ạ", "Gặp bác Hợi"),
    ("dung", "cho em số cô Tâm", "không thấy ai tên|hỏi chị Lan"),
    ("hoi", "mấy giờ chốt số hả cháu", "22h15"),
    ("lan", "còn tổ nào chưa gửi số không em", "Cầu Đơ 3"),
    ("lan", "ai sửa số của Cầu Đơ 1 thế", "Nguyễn Văn Bình báo"),
    ("hoi", "muốn nói chuyện với người thật", "chị Lan (☎️ 0900 000 100)"),
    ("chu", "ngày mai tổ nào ra quân", "Cầu Đơ 4"),
    ("son", "tôi tên gì trong danh sách, em có biết tôi là ai không", "Sơn"),
]


@pytest.mark.parametrize(("key", "words", "heard"), LOOKS)
async def test_what_only_looks_is_answered_at_once(monday: Ward, key: str, words: str, heard: str):
    before = await untouched(monday)
    chat = monday.chat(key)

    await chat.says(words)

    said = " ".join(line.words or "" for line in chat.new)
    assert any(
        one in said.replace("<b>", "").replace("</b>", "").replace("\N{NO-BREAK SPACE}", " ")
        for one in heard.split("|")
    ), said
    assert await untouched(monday) == before


async def test_a_no_is_read_back_with_both_ways_on_the_screen(monday: Ward):
    dung = monday.chat("dung")
    before = await untouched(monday)

    await dung.says("ad ơi tối nay em ốm quá không đi được rồi")

    dung.hears("bận buổi thứ Hai 11/11 Cầu Đơ 4", "1 Đi được · 2 Bận")
    assert await untouched(monday) == before
    await dung.says("2")
    dung.hears("Đã báo anh Sơn")


async def test_late_goes_to_the_head_after_a_yes(monday: Ward):
    dung, hoi = monday.chat("dung"), monday.chat("hoi")

    await dung.says("em đến muộn 15 phút ạ")
    dung.hears("nhắn bác Hợi", "1 Nhắn giúp")
    await dung.says("1")

    dung.hears("nhắn bác Hợi rồi")
    await hoi.reads()
    hoi.hears("Dung", "em đến muộn 15 phút ạ")


async def test_the_office_reminds_after_it_saw_whom(monday: Ward):
    lan, nhan = monday.chat("lan"), monday.chat("nhan")
    await nhan.reads()

    await lan.says("nhắc bác Nhàn báo số giúp chị")
    lan.hears("1 người", "bác Nhàn (Cầu Đơ 3)", "1 Nhắc")
    await nhan.reads()
    assert not nhan.new
    await lan.says("1")

    lan.hears("gửi lời nhắc tới bác Nhàn")
    await nhan.reads()
    nhan.hears("phường chờ số Cầu Đơ 3 tối Chủ nhật 10/11")


async def test_who_may_not_has_it_passed_on_in_one_tap_and_is_answered(monday: Ward):
    hoi, lan = monday.chat("hoi"), monday.chat("lan")
    before = await untouched(monday)

    await hoi.says("dời buổi tối mai của tổ tôi sang tối 13 được không")
    hoi.hears("chị Lan", "1 Chuyển giúp")
    assert await untouched(monday) == before
    await hoi.says("1")
    hoi.hears("đã chuyển lời", "Chưa có gì thay đổi")
    await lan.reads()
    lan.hears("bác Hợi (Cầu Đơ 4) gửi lời", "dời buổi", "trả lời bác Hợi")

    await lan.says("trả lời bác Hợi: phường đồng ý, bác chờ lịch mới nhé")

    lan.hears("gửi cho bác Hợi rồi")
    await hoi.reads()
    hoi.hears("phường đồng ý, bác chờ lịch mới nhé")
    await lan.says("tin chưa đọc")
    lan.hears("Không có tin nào chờ")


async def test_what_nobody_reads_is_kept_and_said_to_be(monday: Ward):
    hoi, lan = monday.chat("hoi"), monday.chat("lan")

    await hoi.says("xyzzy quux bla")

    hoi.hears("chưa hiểu ý bác", "đã ghi lại", "trợ giúp")
    await lan.says("tin chưa đọc")
    lan.hears("Tin chờ chị xem: 1", "bác Hợi", "xyzzy quux bla")
    await lan.says("1")
    lan.hears("đã cất 1 tin")
    await lan.says("tin chưa đọc được")
    lan.hears("Không có tin nào chờ")


async def test_a_choice_among_readings_is_that_reading(monday: Ward):
    son = monday.chat("son")

    await son.says("bên anh bao nhiêu")
    son.hears("Ý anh là", "việc khác")
    place = next(n for n, label in enumerate(son.choices, start=1) if "xem số toàn phường" in label)
    await son.says(str(place))

    son.hears("iHanoi Hà Cầu: 1.892")


async def test_something_else_is_kept_for_the_office(monday: Ward):
    son, lan = monday.chat("son"), monday.chat("lan")

    await son.says("bên anh bao nhiêu")
    await son.presses("việc khác")

    son.hears("đã ghi lại lời anh để chị Lan")
    await lan.says("tin chưa đọc")
    lan.hears("anh Sơn", "bên anh bao nhiêu")


async def test_a_volunteer_who_says_no_is_not_shown_the_schedule(monday: Ward):
    dung = monday.chat("dung")

    await dung.says("tối nay không đi được")

    dung.hears("bận buổi thứ Hai 11/11 Cầu Đơ 4", "1 Đi được · 2 Bận")


HARM = [
    ("tam", "bác Bình ốm rồi, tối nay tôi thay bác ấy"),
    ("hoi", "bác mệt quá, nhờ ai làm thay bác với"),
    ("hoi", "tối mai mưa thì có nghỉ không cháu"),
    ("hoi", "hôm nay có hoãn không em?"),
    ("son", "tôi muốn xoá sạch thông tin của tôi"),
    ("son", "có cần cử thêm Dung không em?"),
    ("son", "Mai Anh đi được chưa nhỉ?"),
    ("dung", "có phải tối nay em được nghỉ không ạ"),
    ("hoi", "em xin cho bác số anh Sơn"),
    ("dung", "xoá em khỏi nhóm đi"),
    ("dung", "em muốn đi thêm buổi nữa"),
    ("dung", "cho em xin tài liệu mang đi"),
    ("lan", "có nên huỷ buổi tối nay không em?"),
]


@pytest.mark.parametrize(("key", "words"), HARM)
async def test_a_question_or_somebody_elses_trouble_changes_nothing(monday: Ward, key: str, words: str):
    before = await untouched(monday)

    await monday.chat(key).says(words)

    assert await untouched(monday) == before


async def test_thanks_leave_an_open_question_open(monday: Ward):
    await monday.comes_to("21:26", MONDAY)
    hoi = monday.chat("hoi")

    await hoi.says("cảm ơn cháu")
    hoi.hears("Dạ không có gì ạ")
    await hoi.says("35")

    hoi.hears("Cầu Đơ 4", "cài mới 35")


OWN_WORDS = [
    line.split("|", 1)
    for line in (Path(__file__).parent.parent / "data" / "own_words.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


async def test_what_our_messages_propose_is_understood(monday: Ward):
    unread = []
    for key, phrase in OWN_WORDS:
        chat = monday.chat(key)
        await chat.says(phrase)
        said = " ".join(line.words or "" for line in chat.new)
        if "chưa hiểu" in said or "Ý " in said[:2]:
            unread.append((key, phrase, said))

    assert not unread


async def test_the_one_before_and_another_place_follow_what_was_shown(monday: Ward):
    lan = monday.chat("lan")
    await lan.says("tổ Cầu Đơ 4")

    await lan.says("còn Cầu Đơ 1?")
    lan.hears("Cầu Đơ 1: 412/980")
    await lan.says("thế tuần trước?")
    lan.hears("Hà Cầu")


async def test_the_second_one_is_a_choice(monday: Ward):
    dung = monday.chat("dung")
    await dung.says("tối nay em ốm quá không đi được ạ")

    await dung.says("cái thứ hai")

    dung.hears("Đã báo anh Sơn")
