"""Wishes in one's own words: answered, read back, passed on; what nobody reads is kept for the office."""

from pathlib import Path

import pytest

from storage.database import Database
from tests.ward import MONDAY, YOUTH, Ward, clock_time, monday_evening, what_stands


@pytest.fixture
async def monday(youth_ward: Ward) -> Ward:
    """Monday evening before Cầu Đơ 4 goes out with Dung and Cường; Cầu Đơ 1 has told its night."""
    await monday_evening(youth_ward)
    for key in youth_ward.sheet:
        await youth_ward.chat(key).reads()
    return youth_ward


@pytest.fixture
async def both_mondays(both_youth_wards: Ward) -> Ward:
    """The same on both engines: for what a wish changes, keeps or passes on."""
    await monday_evening(both_youth_wards)
    for key in both_youth_wards.sheet:
        await both_youth_wards.chat(key).reads()
    return both_youth_wards


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
    before = await what_stands(monday)
    chat = monday.chat(key)

    await chat.says(words)

    chat.hears(heard)
    assert await what_stands(monday) == before


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
    before = await what_stands(monday)
    chat = monday.chat(key)

    await chat.says(words)

    said = " ".join(line.words or "" for line in chat.new)
    assert any(
        one in said.replace("<b>", "").replace("</b>", "").replace("\N{NO-BREAK SPACE}", " ")
        for one in heard.split("|")
    ), said
    assert await what_stands(monday) == before


async def test_a_no_is_read_back_with_both_ways_on_the_screen(monday: Ward):
    dung = monday.chat("dung")
    before = await what_stands(monday)

    await dung.says("ad ơi tối nay em ốm quá không đi được rồi")

    dung.hears("bận buổi thứ Hai 11/11 Cầu Đơ 4", "1 Đi được · 2 Bận")
    assert await what_stands(monday) == before
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


async def test_a_head_tells_the_own_team_after_a_yes(monday: Ward):
    hoi, dung, cuong = monday.chat("hoi"), monday.chat("dung"), monday.chat("cuong")
    before = await what_stands(monday)

    await hoi.says("báo với đội là tối nay mang theo đèn pin")
    hoi.hears(
        "Em gửi tới 2 người (tổ mình). Người nhận sẽ thấy:\n"
        "Bác Hợi nhắn bạn: “tối nay mang theo đèn pin”\n"
        "1 Gửi · 2 Thôi"
    )
    await dung.reads()
    assert not dung.new
    await hoi.says("1")

    hoi.hears("Dạ, em đang gửi tới 2 người.")
    for one in (dung, cuong):
        await one.reads()
        one.hears("Bác Hợi nhắn bạn: “tối nay mang theo đèn pin”")
    assert await what_stands(monday) == before


async def test_a_stand_in_whom_nobody_knows_goes_to_the_office_by_one_tap(monday: Ward):
    hoi, lan = monday.chat("hoi"), monday.chat("lan")

    await hoi.says("cho ông Vinh tổ phó trực thay tôi tối nay")
    hoi.hears("chưa thấy ai tên Vinh ở Cầu Đơ 4", "1 Chuyển giúp · 2 Không")
    await hoi.says("1")

    hoi.hears("đã chuyển lời", "Chưa có gì thay đổi")
    await lan.reads()
    lan.hears("cho ông Vinh tổ phó trực thay tôi tối nay")


OUT_OF_NOTHING = [
    ("dung", "thế còn thứ 7?", "Thứ bảy 16/11: Hà Trì 2."),
    ("hoi", "the con thu 7", "Thứ bảy 16/11: Hà Trì 2."),
    ("hoi", "thế còn tổ 4?", "thứ Hai 11/11: Cầu Đơ 4"),
    ("hoi", "rứa còn tổ 4 thì răng?", "thứ Hai 11/11: Cầu Đơ 4"),
    ("hoi", "thế còn hôm qua?", "Chủ nhật 10/11/2024 Cầu Đơ 4 không có lịch"),
    ("lan", "nhắc mấy bác ấy một tiếng giùm chị", "Em nhắc 1 người báo số: bác Nhàn (Cầu Đơ 3)"),
    ("son", "Cho anh số của bác trưởng Cầu Đơ 4", "Bác Hợi: ☎️"),
    ("dung", "tuần này còn chỗ nào trống ko cho em đăng ký", "còn thiếu"),
    ("dung", "tuan nay con cho nao trong ko a", "còn thiếu"),
    ("dung", "mày ngu như bò", "chỉ giúp được việc của đợt này"),
    ("dung", "tối nay có hoãn ko ad, mưa quá", "thứ Hai 11/11, 19h30–21h30, Cầu Đơ 4"),
    ("hoi", "cho bac xin so cua co can bo phuong, bac hoi cai nay to nhi", "0900 000 100"),
]


@pytest.mark.parametrize(("key", "words", "heard"), OUT_OF_NOTHING)
async def test_what_was_taken_for_something_else_is_answered(monday: Ward, key: str, words: str, heard: str):
    chat, before = monday.chat(key), await what_stands(monday)

    await chat.says(words)

    chat.hears(heard)
    assert await what_stands(monday) == before


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


async def test_who_may_not_has_it_passed_on_in_one_tap_and_is_answered(both_mondays: Ward):
    hoi, lan = both_mondays.chat("hoi"), both_mondays.chat("lan")
    before = await what_stands(both_mondays)

    await hoi.says("dời buổi tối mai của tổ tôi sang tối 13 được không")
    hoi.hears("chị Lan", "1 Chuyển giúp")
    assert await what_stands(both_mondays) == before
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


async def test_what_nobody_reads_is_kept_and_said_to_be(both_mondays: Ward):
    hoi, lan = both_mondays.chat("hoi"), both_mondays.chat("lan")

    await hoi.says("xyzzy quux bla")

    hoi.hears("chưa hiểu ý bác", "đã ghi lại", "trợ giúp")
    await lan.says("tin chưa đọc")
    lan.hears("Tin chờ chị xem: 1", "bác Hợi", "xyzzy quux bla")
    await lan.says("1")
    lan.hears("đã cất 1 tin")
    await lan.says("tin chưa đọc được")
    lan.hears("Không có tin nào chờ")


async def test_a_choice_among_readings_is_that_reading(both_mondays: Ward):
    son = both_mondays.chat("son")

    await son.says("mấy máy")
    son.hears("Ý anh là", "việc khác")
    place = next(n for n, label in enumerate(son.choices, start=1) if "xem số toàn phường" in label)
    await son.says(str(place))

    son.hears("iHanoi Hà Cầu: 1.892")


async def test_something_else_is_kept_for_the_office(monday: Ward):
    son, lan = monday.chat("son"), monday.chat("lan")

    await son.says("mấy máy")
    await son.presses("việc khác")

    son.hears("đã ghi lại lời anh để chị Lan")
    await lan.says("tin chưa đọc")
    lan.hears("anh Sơn", "mấy máy")


async def test_a_volunteer_who_says_no_is_not_shown_the_schedule(monday: Ward):
    dung = monday.chat("dung")

    await dung.says("tối nay không đi được")

    dung.hears("thứ Hai 11/11", "bận")


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
    before = await what_stands(monday)

    await monday.chat(key).says(words)

    assert await what_stands(monday) == before


# What each may do, and how it is not asked for: a question, a no, a condition, a quotation, a joke, a doubt.
MAY_DO = {
    "hoi": (
        "tối nay nghỉ, mưa",
        "vắng Dung",
        "xoá tôi",
        "từ mai tổ phó thay tôi 3 tối",
        "nghỉ 3 ngày",
        "xoá số tối nay",
    ),
    "tam": ("tối nay nghỉ", "bác Bình nghỉ rồi tôi thay", "xoá số Cầu Đơ 1", "nghỉ 2 ngày", "huỷ buổi tới"),
    "dung": ("tối nay em bận", "em đi được tối 11", "rút tên em", "nghỉ 3 ngày", "em có mặt rồi", "đổi ca với Cường"),
    "son": (
        "Dung bận",
        "Cường đi được",
        "tối 12 cử Bình",
        "thay Cường bằng Bình",
        "rút Dung khỏi tối nay",
        "nghỉ 3 ngày",
    ),
    "lan": ("huỷ buổi tối nay Cầu Đơ 4", "dời Cầu Đơ 4 tối 12 sang 13", "thêm buổi Hà Trì 2 tối 20", "xoá bác Hợi"),
    "chu": ("huỷ buổi tối nay", "dời Cầu Đơ 4 sang 13", "nghỉ 3 ngày", "thay tổ trưởng Cầu Đơ 1"),
}
NOT_ASKED = (
    "{} có được không?",
    "nếu mưa thì {} nhé",
    "ai bảo là {} thế?",
    "tôi đâu có nói {}",
    "đừng {} nhé",
    "hôm qua có người nhắn “{}”, đúng không",
    "đùa thôi: {} =))",
    "{} hay thôi đây",
    "chưa chắc {} đâu, để xem đã",
)


@pytest.mark.parametrize("key", MAY_DO)
async def test_what_is_asked_denied_quoted_or_in_doubt_changes_nothing(sqlite: Database, key: str):
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("21:25")
    await ward.chat("son").says("11/11 dung, cuong")
    ward.clock.at = clock_time("17:00", MONDAY)
    before = await what_stands(ward)

    for deed in MAY_DO[key]:
        for frame in NOT_ASKED:
            words = frame.format(deed)
            await ward.chat(key).says(words)
            assert await what_stands(ward) == before, words


ABOUT_THE_FORCE = [
    ("bạn nào chưa trả lời", "chưa trả lời Dung, Cường"),
    ("hối mấy đứa chưa trả lời hộ anh", "2 người chưa trả lời: Dung, Cường (thứ Hai 11/11 Cầu Đơ 4)"),
    ("xếp Mai Anh vào buổi 14/11", "cử Mai Anh đi buổi thứ Năm 14/11 Hà Trì 1, đúng không"),
    ("Dung nó bảo tối nay bận", "ghi Dung bận buổi thứ Hai 11/11 Cầu Đơ 4, đúng không"),
    ("tối 12 cho Dung, Cường, Bình đi", "cử Dung, Cường, Bình đi buổi thứ Ba 12/11 Cầu Đơ 4"),
    ("ai đi nhiều buổi nhất", "Sổ điểm danh chưa có buổi nào nên em chưa đếm được"),
    ("anh ốm, tuần này nhờ Bình lo", "ai làm thay và mấy tối"),
]


@pytest.mark.parametrize(("words", "heard"), ABOUT_THE_FORCE)
async def test_a_captains_sentence_is_read_and_nothing_is_done_before_a_yes(monday: Ward, words: str, heard: str):
    before = await what_stands(monday)
    son = monday.chat("son")

    await son.says(words)

    son.hears(heard)
    assert await what_stands(monday) == before


async def test_a_captain_reminds_who_has_not_answered(monday: Ward):
    son, dung = monday.chat("son"), monday.chat("dung")
    await dung.reads()

    await son.says("hối mấy đứa chưa trả lời hộ anh")
    await dung.reads()
    assert not dung.new
    await son.says("1")

    son.hears("gửi lời nhắc tới")
    await dung.reads()
    dung.hears("buổi thứ Hai 11/11 Cầu Đơ 4 bạn đi được không")
    await dung.says("đi được")
    dung.hears("Cầu Đơ 4")


async def test_a_captains_yes_puts_somebody_into_a_place(both_mondays: Ward):
    son, mai = both_mondays.chat("son"), both_mondays.chat("mai_a")

    await son.says("xếp Mai Anh vào buổi 14/11")
    await son.says("1")

    son.hears("Hà Trì 1", "Mai Anh")
    await mai.says("lịch")
    mai.hears("thứ Năm 14/11")


async def test_a_swap_moves_nothing_before_the_captain_has_said_so(both_mondays: Ward):
    dung, son = both_mondays.chat("dung"), both_mondays.chat("son")
    before = await what_stands(both_mondays)

    await dung.says("em với Bình đổi buổi cho nhau được hông")
    dung.hears("nhờ Bình đi thay buổi thứ Hai 11/11 Cầu Đơ 4", "hỏi anh Sơn")
    await dung.says("1")

    dung.hears("hỏi anh Sơn rồi", "chưa đổi gì")
    assert await what_stands(both_mondays) == before
    await son.reads()
    son.hears("Dung nhắn", 'nhắn "tối 11/11 thay Dung bằng Bình"')
    await son.says("tối 11/11 thay Dung bằng Bình")
    son.hears("Bình")
    assert await what_stands(both_mondays) != before


async def test_less_reminding_is_a_choice_and_nothing_stops_by_itself(both_mondays: Ward):
    hoi, dung = both_mondays.chat("hoi"), both_mondays.chat("dung")
    before = await what_stands(both_mondays)

    await hoi.says("Nhắc vừa vừa thôi, đừng nhắn nữa")
    hoi.hears("bớt nhắn thế nào", "1 Một tiếng nữa hãy nhắc", "Nghỉ 3 ngày", "Không nhận tin nữa")
    await dung.says("ad đừng nhắn em nữa ạ")
    dung.hears("1 Nghỉ 3 ngày")
    assert await what_stands(both_mondays) == before
    await dung.says("1")
    dung.hears("nghỉ 3 ngày, đến hết thứ Tư 13/11, đúng không")
    assert await what_stands(both_mondays) == before


async def test_a_head_hears_the_own_band_and_nobody_elses_name(monday: Ward):
    hoi = monday.chat("hoi")

    await hoi.says("Tổ bác đang đứng thứ mấy toàn phường")

    hoi.hears("Cầu Đơ 4: 76 % mục tiêu của tổ, nhóm đang lên", "1 tổ sắp đạt")
    assert "Cầu Đơ 1" not in " ".join(line.words or "" for line in hoi.new)


async def test_figures_told_for_the_wrong_group_are_shown_before_they_go(both_mondays: Ward):
    binh = both_mondays.chat("binh")
    before = await what_stands(both_mondays)

    await binh.says("bác báo nhầm tổ rồi, số đó của Cầu Đơ 3")

    binh.hears("đang ghi cho Cầu Đơ 1, thứ Bảy 09/11: cài mới 42", "1 Bỏ lần vừa báo · 2 Chuyển giúp · 3 Thôi")
    assert await what_stands(both_mondays) == before


OFFICE_READS_BACK = [
    ("xếp cho Cầu Đơ 3 một buổi bù tối 18", "Cầu Đơ 3 thêm buổi thứ Hai 18/11, đúng không"),
    ("dời Cầu Đơ 4 tối 12 sang 13 hay thôi đây", "Cầu Đơ 4 dời thứ Ba 12/11 sang thứ Tư 13/11, đúng không"),
    ("Hà Trì 2 lùi lại một hôm", "nhắn rõ tổ, từ tối nào sang tối nào"),
    ("sửa tổng số máy của Cầu Đơ 3 thành 990", "980 → 990"),
]


@pytest.mark.parametrize(("words", "heard"), OFFICE_READS_BACK)
async def test_what_the_office_wants_in_free_words_is_read_back_with_unit_and_night(
    monday: Ward, words: str, heard: str
):
    before = await what_stands(monday)
    lan = monday.chat("lan")

    await lan.says(words)

    lan.hears(heard)
    assert await what_stands(monday) == before


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
    lan.hears("Cầu Đơ 1, 04/11–10/11")


async def test_the_second_one_is_a_choice(monday: Ward):
    dung = monday.chat("dung")
    await dung.says("tối nay em ốm quá không đi được ạ")

    await dung.says("cái thứ hai")

    dung.hears("Đã báo anh Sơn")
