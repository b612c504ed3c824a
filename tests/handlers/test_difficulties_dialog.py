"""Difficulties: raised beside a count, in plain words, by command; owned, climbing, answered back; and the radar."""

import json
from datetime import date

import pytest

from handlers.inbound import Edited, FileKind, Text
from handlers.outgoing import letter
from storage import reckoning
from tests.handlers.sent_files import brings_file
from tests.handlers.test_edges_dialog import brings
from tests.ward import Chat, Ward, clock_time, plain

NIGHT, MORNING = date(2024, 11, 9), date(2024, 11, 10)
OPEN = "SELECT kind, carrier, households FROM difficulty WHERE settled IS NULL ORDER BY number"
KEPT = "SELECT words FROM difficulty ORDER BY number"


async def open_ones(ward: Ward) -> list[tuple[str, str, int | None]]:
    async with ward.database.read() as read:
        return [(row["kind"], row["carrier"], row["households"]) for row in await read.rows(OPEN)]


async def kept(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [row["words"] for row in await read.rows(KEPT)]


def heard(chat: Chat) -> str:
    return "\n".join(plain(one.words or "") for one in chat.new)


@pytest.fixture
async def evening(youth_ward: Ward) -> Ward:
    youth_ward.clock.at = clock_time("21:30")
    return youth_ward


@pytest.fixture
async def both_evenings(both_youth_wards: Ward) -> Ward:
    both_youth_wards.clock.at = clock_time("21:30")
    return both_youth_wards


async def test_a_difficulty_inside_a_count_stands_beside_its_figures(both_evenings: Ward):
    binh = both_evenings.chat("binh")

    await binh.says("cài 42, 4 máy lỗi OTP Viettel")

    binh.hears("cài mới 42", "vướng 4", "OTP không về (Viettel), 4 hộ", "1022, nhánh 8", "rút vướng mắc")
    assert await open_ones(both_evenings) == [("otp", "Viettel", 4)]


async def test_beside_figures_that_may_mean_two_things_and_name_no_unit(evening: Ward):
    binh = evening.chat("binh")
    await binh.says("cài 17, không có máy 3")
    binh.hears("cài mới 17")

    await binh.says("16 người cài xong, còn 3 người nữa không nhận được mã OTP chị xem giúp")

    binh.hears("cài mới 17 → 16", "vướng 3", "OTP không về, 3 hộ", "1022, nhánh 8")
    assert await open_ones(evening) == [("otp", "", 3)]


async def test_told_more_exactly_it_is_not_told_twice(both_evenings: Ward):
    binh = both_evenings.chat("binh")
    await binh.says("cài 42, 4 máy lỗi OTP")
    binh.hears("Mạng nào", "1 Viettel · 2 Vina · 3 Mobi · 4 Rút lại")

    await binh.says("Vina")
    binh.hears("OTP không về (Vina), 4 hộ")
    await binh.says("sửa: 6 máy lỗi OTP")
    binh.hears("ghi thêm")

    assert await open_ones(both_evenings) == [("otp", "Vina", 6)]


RAISED = [
    ("binh", "otp ko ve may viettel 4 nha", ("otp", "Viettel", 4)),
    ("binh", "máy bác Lan otp ko về, 4 nhà bị", ("otp", "", 4)),
    ("an", "ap cứ quay rồi văng ra", ("app_error", "", None)),
    ("son", "anh em báo otp mobi không về 6 nhà", ("otp", "Mobi", 6)),
    ("dung", "mã xác nhận mãi không gửi đến ạ, 5 nhà dùng vinaphone", ("otp", "Vina", 5)),
    ("tam", "ứng dụng bị treo suốt, bà con không đăng nhập được", ("app_error", "", None)),
    ("cuong", "thông tin căn cước bị sai nên không kích hoạt được, 2 hộ", ("wrong_data", "", 2)),
    ("binh", "/vuongmac nhà văn hoá mất điện", ("other", "", None)),
    ("hoi", "/vuongmac 3 nhà không chịu mở cửa", ("refusal", "", 3)),
    ("binh", "/vuongmac otp itel ko ve 2 nha", ("otp", "itel", 2)),
]


@pytest.mark.parametrize(("key", "words", "known"), RAISED)
async def test_whoever_goes_out_raises_it_in_plain_words(
    evening: Ward, key: str, words: str, known: tuple[str, str, int | None]
):
    chat = evening.chat(key)

    await chat.says(words)

    assert await open_ones(evening) == [known]
    said = " ".join(line.words or "" for line in chat.new)
    assert ("Mạng nào" in said) == (known[:2] == ("otp", ""))
    assert "ướng mắc" in said


QUESTIONS = [
    ("binh", "mã OTP mãi không về thì làm sao"),
    ("dung", "otp viettel lỗi à mn"),
    ("an", "app cứ văng ra thì phải làm gì ạ"),
]


@pytest.mark.parametrize(("key", "words"), QUESTIONS)
async def test_a_question_is_answered_and_recorded_only_by_a_yes(evening: Ward, key: str, words: str):
    chat = evening.chat(key)

    await chat.says(words)
    chat.hears("ghi lại báo phường nhé")
    assert await open_ones(evening) == []

    await chat.says("1")
    chat.hears("ghi vướng mắc")
    assert len(await open_ones(evening)) == 1


async def test_what_was_recorded_is_taken_back_by_a_word(both_evenings: Ward):
    an = both_evenings.chat("an")
    await an.says("ap cứ quay rồi văng ra")

    await an.says("rút vướng mắc")
    an.hears("bỏ vướng mắc")
    await an.says("rút vướng mắc")

    an.hears("Không có vướng mắc nào")
    assert await open_ones(both_evenings) == []


MASKED = [
    ("/vuongmac otp không về máy bà Tư 0912 345 678, cccd 001085012345", "otp không về máy bà Tư •••, cccd •••"),
    ("otp k ve so o chin tam bay sau nam bon ba hai mot", "otp k ve so •••"),
    ("app lỗi, cccd 001 085 012 345 của ông Tư", "app lỗi, cccd ••• của ông Tư"),  # … which is no 345 households
]


@pytest.mark.parametrize(("said", "left"), MASKED)
async def test_a_number_of_a_residents_is_masked_before_it_is_kept_and_that_is_said(
    evening: Ward, said: str, left: str
):
    binh = evening.chat("binh")

    await binh.says(said)

    binh.hears("đã che đi")
    assert await kept(evening) == [left]
    assert (await open_ones(evening))[0][2] is None


async def test_it_is_masked_where_it_waits_for_a_yes_under_a_photo_in_an_edit_and_in_an_answer(both_evenings: Ward):
    ward = both_evenings
    binh, an, lan = ward.chat("binh"), ward.chat("an"), ward.chat("lan")
    await binh.says("otp không về máy 0912 345 678 thì làm sao")
    await brings_file(an, FileKind.PHOTO, "loi.jpg", "app báo lỗi, máy cô Hà 0912-345-678")
    await brings(an, Text("ap cứ văng ra"), "key-original")
    await brings(an, Edited("key-original", "ap cứ văng ra, máy 0912.345.678", ward.clock.at), "key-edit")
    await lan.says("trả lời 1: gọi anh thợ 0912 345 678")
    lan.hears("đã che đi")

    async with ward.database.read() as read:
        words_ = [
            *await read.rows("SELECT intent AS words FROM choice"),
            *await read.rows("SELECT words FROM difficulty"),
        ]
        words_ += await read.rows("SELECT answer AS words FROM difficulty")
        words_ += await read.rows("SELECT words FROM outbox WHERE kind = 'answered'")
        words_ += await read.rows("SELECT shown AS words FROM chat")
    assert not [row["words"] for row in words_ if "345" in (row["words"] or "")]


async def test_the_network_and_the_number_are_asked_for_together(evening: Ward):
    binh = evening.chat("binh")
    await binh.says("/vuongmac otp không về")
    binh.hears("Mạng nào, mấy hộ")

    await binh.says("viettel 4 hộ")

    binh.hears("OTP không về (Viettel), 4 hộ")
    assert await open_ones(evening) == [("otp", "Viettel", 4)]


async def test_the_office_hears_takes_it_over_and_answers_whoever_raised_it(both_evenings: Ward):
    hoi, lan = both_evenings.chat("hoi"), both_evenings.chat("lan")
    await hoi.says("/vuongmac app văng ra, 14 nhà")
    await both_evenings.comes_to("21:41")
    await lan.reads()
    lan.hears("1 vướng mắc mới", "1. Lỗi ứng dụng: 14 hộ", "Cầu Đơ 4")

    await lan.says("chị nhận")
    lan.hears("vướng mắc 1 (lỗi ứng dụng) chị nhận")
    await lan.says("/vuongmac")
    lan.hears("chị Lan nhận")
    await hoi.says("/vuongmac")
    hoi.hears("chị Lan đang xử lý")
    await lan.says("đã sửa, quay lại 14 hộ")
    lan.hears("đã xong", "14 hộ cần quay lại")

    await both_evenings.delivers()
    await hoi.reads()
    hoi.hears("đã khắc phục xong", "14 hộ cần quay lại", "thứ Hai 11/11")
    await both_evenings.comes_to("21:40", date(2024, 11, 10))
    await hoi.says("/vuongmac")
    hoi.hears("đã trả lời")


async def test_what_was_mended_is_gone_back_to_on_the_units_next_night(both_evenings: Ward):
    hoi, lan = both_evenings.chat("hoi"), both_evenings.chat("lan")
    await hoi.says("/vuongmac app văng ra, 14 nhà")
    await lan.says("đã sửa, quay lại 14 hộ")
    await both_evenings.delivers()
    await hoi.reads()

    await both_evenings.comes_to("19:30", date(2024, 11, 11))
    await hoi.reads()
    hoi.hears("nhớ quay lại 14 hộ")
    await both_evenings.comes_to("21:25", date(2024, 11, 11))
    await hoi.reads()
    hoi.hears("nhớ quay lại 14 hộ")
    await both_evenings.comes_to("21:25", date(2024, 11, 12))
    await hoi.reads()
    assert "quay lại" not in (hoi.new[-1].words or "")


async def test_silence_climbs_to_the_clerk_and_then_to_who_watches_each_once(both_evenings: Ward):
    ward = both_evenings
    an, lan, chu = ward.chat("an"), ward.chat("lan"), ward.chat("chu")
    ward.clock.at = clock_time("18:00")
    await an.says("ap cứ quay rồi văng ra")
    heard: list[str] = []
    for hour, day in [("18:10", NIGHT), ("18:11", NIGHT), ("20:00", NIGHT), ("20:01", NIGHT), ("18:00", MORNING)]:
        await ward.comes_to(hour, day)
        await lan.reads()
        heard += [line.words or "" for line in lan.new]
    await ward.comes_to("18:30", MORNING)

    assert sum("vướng mắc mới" in one for one in heard) == 1
    assert sum("đã đến hạn" in one for one in heard) == 1
    await chu.reads()
    said = [line.words or "" for line in chu.new if "phường chưa trả lời" in (line.words or "")]
    assert len(said) == 1
    async with ward.database.read() as read:
        rows = await read.rows("SELECT kind FROM outbox WHERE kind = 'difficulty'")
    assert len(rows) == 3


async def test_an_answer_in_time_lets_nothing_climb(evening: Ward):
    an, lan = evening.chat("an"), evening.chat("lan")
    await an.says("ap cứ quay rồi văng ra")
    await lan.says("trả lời 1: gỡ ra cài lại bản mới là được")
    lan.hears("đã xong", "1 người")
    await evening.delivers()
    await an.reads()
    an.hears("gỡ ra cài lại bản mới là được")

    await evening.comes_to("23:59", MORNING)
    await lan.reads()

    assert not any("vướng mắc" in (line.words or "") for line in lan.new[-1:])


async def test_it_can_be_given_to_somebody_who_answers_it(evening: Ward):
    hoi, lan, son = evening.chat("hoi"), evening.chat("lan"), evening.chat("son")
    await hoi.says("/vuongmac app văng ra, 3 nhà")

    await lan.says("giao cho anh Sơn")
    lan.hears("giao vướng mắc 1", "anh Sơn")
    await son.reads()
    son.hears("Chị Lan giao anh", "Lỗi ứng dụng", "hạn 23h30")
    await son.says("trả lời 1: đã xong, mai bạn Dung qua từng nhà")
    son.hears("đã xong")

    await evening.delivers()
    await hoi.reads()
    hoi.hears("mai bạn Dung qua từng nhà", "3 hộ")


TAKEN = [
    ("số 1 để chị lo", "chị nhận rồi", "lan"),
    ("chị xử lý cái số 1 cho", "chị nhận rồi", "lan"),
    ("cái số 1 để anh Sơn lo", "giao vướng mắc 1", "son"),
    ("việc 1 nhờ anh Sơn theo dõi giúp", "giao vướng mắc 1", "son"),
    ("cái số 1 để anh Nam lo", "không thấy ai tên Nam", None),
    ("số 7 để chị lo", "Vướng mắc số 7 không còn mở", None),
]


@pytest.mark.parametrize(("said", "heard", "owner"), TAKEN)
async def test_the_office_takes_and_gives_in_its_own_words(evening: Ward, said: str, heard: str, owner: str | None):
    hoi, lan = evening.chat("hoi"), evening.chat("lan")
    await hoi.says("/vuongmac app văng ra, 3 nhà")

    await lan.says(said)

    lan.hears(heard)
    async with evening.database.read() as read:
        ((row),) = await read.rows("SELECT owner_id FROM difficulty")
    assert row["owner_id"] == (evening.people[owner].id if owner else None)


SAID = [
    ("số 1 xong rồi em", "“đã khắc phục xong”", "đã khắc phục xong"),
    ("nhắn bác Hợi là app đã sửa, bảo bà con vào lại", "“App đã sửa, bảo bà con vào lại”", "bảo bà con vào lại"),
    ("bên bưu điện bảo mai sửa", "“Bên bưu điện bảo mai sửa” nhé? Vướng mắc vẫn để mở", "bảo mai sửa"),
    ("số 1 tổng đài đang kiểm tra", "“Tổng đài đang kiểm tra” nhé? Vướng mắc vẫn để mở", "đang kiểm tra"),
]


@pytest.mark.parametrize(("said", "shown", "answered"), SAID)
async def test_what_the_office_says_in_its_own_words_is_shown_first_and_told_by_a_yes(
    both_evenings: Ward, said: str, shown: str, answered: str
):
    ward = both_evenings
    hoi, lan = ward.chat("hoi"), ward.chat("lan")
    await hoi.says("/vuongmac app văng ra, 3 nhà")

    await lan.says(said)
    lan.hears("Em nhắn 1 người đã báo vướng mắc 1 (lỗi ứng dụng)", shown)
    assert len(await open_ones(ward)) == 1
    await lan.says("1")
    lan.hears("vẫn để mở" if "để mở" in shown else "đã xong")
    await hoi.reads()

    hoi.hears(answered)
    assert len(await open_ones(ward)) == ("để mở" in shown)


async def test_which_one_is_meant_the_words_say_or_its_own_number(evening: Ward):
    hoi, binh, lan = evening.chat("hoi"), evening.chat("binh"), evening.chat("lan")
    await binh.says("/vuongmac nhà văn hoá mất điện")
    await hoi.says("/vuongmac app văng ra, 3 nhà")
    await binh.says("otp viettel không về, 4 nhà")

    await lan.says("otp viettel thông rồi em")
    lan.hears("vướng mắc 3 (OTP không về (Viettel))")
    await lan.says("thôi")
    await lan.says("xong rồi, nhắn các bác giúp chị")
    lan.hears("Chị nói vướng mắc số mấy ạ?")
    await lan.says("2")  # its number, not the second of the list

    lan.hears("đã báo vướng mắc 2 (lỗi ứng dụng)")
    await lan.says("1")
    assert [one[0] for one in await open_ones(evening)] == ["other", "otp"]


async def test_all_at_once_is_answered_at_once_and_figures_are_no_answer(evening: Ward):
    hoi, binh, lan = evening.chat("hoi"), evening.chat("binh"), evening.chat("lan")
    await binh.says("otp viettel không về, 4 nhà")
    await hoi.says("/vuongmac app văng ra, 3 nhà")

    await lan.says("Cầu Đơ 1 tối nay cài 42, app chạy bình thường")
    assert len(await open_ones(evening)) == 2
    await lan.says("tất cả vướng mắc đã xử lý")
    lan.hears("Em nhắn 2 người", "1 (OTP không về (Viettel)), 2 (lỗi ứng dụng)")
    await lan.says("1")

    assert await open_ones(evening) == []
    await hoi.reads()
    hoi.hears("đã khắc phục xong", "3 hộ")


async def test_who_was_given_one_says_that_it_is_done_in_their_own_words(evening: Ward):
    hoi, lan, son = evening.chat("hoi"), evening.chat("lan"), evening.chat("son")
    await hoi.says("/vuongmac app văng ra, 3 nhà")
    await lan.says("giao cho anh Sơn")

    await son.says("anh xử lý xong việc chị Lan giao rồi")
    son.hears("“đã khắc phục xong”")
    await son.says("1")
    await hoi.reads()

    hoi.hears("đã khắc phục xong")


OVER = [
    ("lỗi app lúc nãy hết rồi cháu nhé", "đã hết", "answered"),
    ("vào được app rồi cháu ơi, khỏi báo phường", "bỏ vướng mắc", "taken back"),
    ("huy cai bao loi hoi nay giup e", "bỏ vướng mắc", "taken back"),
]


@pytest.mark.parametrize(("said", "heard", "outcome"), OVER)
async def test_whoever_raised_it_says_that_it_is_over_or_never_was(evening: Ward, said: str, heard: str, outcome: str):
    an = evening.chat("an")
    await an.says("ap cứ quay rồi văng ra")

    await an.says(said)

    an.hears(heard)
    async with evening.database.read() as read:
        assert [row["outcome"] for row in await read.rows("SELECT outcome FROM difficulty")] == [outcome]


ASKED = [
    ("binh", "cái vướng mắc hôm qua xử lý đến đâu rồi em?"),
    ("binh", "việc otp báo rồi mà chưa ai trả lời"),
    ("an", "otp bên viettel sửa chưa anh"),
]


@pytest.mark.parametrize(("key", "said"), ASKED)
async def test_what_became_of_it_is_looked_up_and_nothing_is_told_anew(evening: Ward, key: str, said: str):
    chat = evening.chat(key)
    await chat.says("otp viettel không về, 4 nhà")

    await chat.says(said)

    chat.hears("Vướng mắc", "OTP không về (Viettel), 4 hộ", "phường đã nhận tin")
    assert await kept(evening) == ["otp viettel không về, 4 nhà"]


async def test_a_forgotten_password_is_a_matter_of_the_guide_until_that_did_not_help(both_evenings: Ward):
    dung = both_evenings.chat("dung")

    await dung.says("nhà này quên mật khẩu rồi ad")
    dung.hears('bấm "Quên mật khẩu"', '"vẫn không được"')
    assert await open_ones(both_evenings) == []
    await dung.says("làm rồi mà vẫn không được ạ")

    dung.hears("ghi vướng mắc", "nhà này quên mật khẩu rồi")
    assert await open_ones(both_evenings) == [("other", "", None)]


async def test_after_a_look_by_number_what_did_not_help_is_raised_too(evening: Ward):
    binh = evening.chat("binh")
    await binh.says("/huongdan")
    await binh.says("5")

    await binh.says("vẫn không được cháu ạ")

    binh.hears("ghi vướng mắc", "ỗi ứng dụng")
    assert [one[0] for one in await open_ones(evening)] == ["app_error"]


BESIDE = [
    ("cài 25. Có 2 nhà app cứ văng ra", {"installed": 25}, ("app_error", "", 2)),
    (
        "cài 19 kích hoạt 17, ba nhà Viettel chưa nhận được mã",
        {"installed": 19, "activated": 17},
        ("otp", "Viettel", 3),
    ),
    ("cài 42, 4 máy lỗi otp vina. Mai bác bận không đi được", {"installed": 42, "stuck": 4}, ("otp", "Vina", 4)),
]


@pytest.mark.parametrize(("said", "figures", "raised"), BESIDE)
async def test_beside_figures_and_what_else_is_said_none_of_it_is_lost(
    evening: Ward, said: str, figures: dict[str, int], raised: tuple[str, str, int]
):
    binh = evening.chat("binh")

    await binh.says(said)

    assert await open_ones(evening) == [raised]
    async with evening.database.read() as read:
        told = await read.rows("SELECT figures FROM event")
    assert [json.loads(row["figures"]) for row in told] == [figures]
    assert ("bận" in said) == ("Tối mai" in (binh.new[-1].words or ""))


async def test_beside_figures_outside_the_plan_it_is_raised_while_they_wait_for_a_yes(evening: Ward):
    nhan = evening.chat("nhan")

    await nhan.says("cài 18 kích hoạt 15, 3 máy lỗi otp viettel")

    nhan.hears("đi ngoài kế hoạch", "OTP không về (Viettel), 3 hộ")
    assert await open_ones(evening) == [("otp", "Viettel", 3)]


async def test_an_edit_raises_what_the_count_had_not_told_and_says_it_more_exactly(both_evenings: Ward):
    ward, sent = both_evenings, both_evenings.clock.at
    binh = ward.chat("binh")
    await brings(binh, Text("cài 42"), "key-original")
    assert await open_ones(ward) == []

    await brings(binh, Edited("key-original", "cài 42, 4 máy lỗi OTP", sent), "key-edit-1")
    binh.hears("42", "vướng", "OTP không về, 4 hộ")
    await brings(binh, Edited("key-original", "cài 42, 4 máy lỗi OTP Viettel", sent), "key-edit-2")
    binh.hears("OTP không về (Viettel), 4 hộ")
    await brings(binh, Edited("key-original", "cài 42, 4 máy lỗi OTP Viettel", sent), "key-edit-3")

    binh.hears_nothing()
    assert await open_ones(ward) == [("otp", "Viettel", 4)]


async def test_a_clerks_list_raises_each_difficulty_at_its_own_unit(evening: Ward):
    evening.clock.at = clock_time("09:00", date(2024, 11, 17))
    lan = evening.chat("lan")

    await lan.says("Cầu Đơ 1 tối 9/11 cài 42\nHà Trì 1 tối 14/11 cài 30, vướng 5 lỗi otp viettel")
    lan.hears("OTP không về (Viettel), 5 hộ")
    await lan.says("ghi giúp chị vướng mắc của tổ Hà Trì 2: bảo vệ không cho đoàn lên")

    async with evening.database.read() as read:
        told = await read.rows("SELECT unit.name FROM difficulty JOIN unit ON unit.id = unit_id ORDER BY number")
    assert [row["name"] for row in told] == ["Hà Trì 1", "Hà Trì 2"]


async def test_an_answer_that_still_waits_leaves_it_open(evening: Ward):
    hoi, lan = evening.chat("hoi"), evening.chat("lan")
    await hoi.says("/vuongmac app văng ra, 3 nhà")

    await lan.says("trả lời 1: đang chờ tổng đài kiểm tra")

    lan.hears("vẫn để mở")
    await evening.delivers()
    await hoi.reads()
    hoi.hears("đang chờ tổng đài kiểm tra")
    assert await open_ones(evening) == [("app_error", "", 3)]


async def test_nobody_else_takes_over_or_answers(evening: Ward):
    hoi, binh = evening.chat("hoi"), evening.chat("binh")
    await hoi.says("/vuongmac app văng ra, 3 nhà")

    await binh.says("trả lời 1: đã xong")
    await binh.says("/vuongmac")

    binh.hears("Không có vướng mắc nào")
    assert await open_ones(evening) == [("app_error", "", 3)]


async def test_the_morning_and_the_status_show_what_is_open(both_evenings: Ward):
    hoi, lan = both_evenings.chat("hoi"), both_evenings.chat("lan")
    await hoi.says("/vuongmac otp viettel không về, 3 nhà")

    await lan.says("/status")
    lan.hears("1 vướng mắc đang mở: OTP không về (Viettel) 1")
    await both_evenings.comes_to("07:00", MORNING)
    await lan.reads()

    assert any("vướng mắc đang mở" in (line.words or "") for line in lan.new)


async def test_beside_figures_that_are_asked_about_it_is_recorded_all_the_same(evening: Ward):
    binh = evening.chat("binh")

    await binh.says("42 kh 40 vang 6 loi otp 3")
    binh.hears("OTP không về, 3 hộ", "mạng Viettel")
    await binh.says("1")
    await binh.says("mạng vina")

    binh.hears("OTP không về (Vina), 3 hộ")
    assert await open_ones(evening) == [("otp", "Vina", 3)]


QUIET = [
    *("cài 42, vướng 3", "cài 42, từ chối 3", "cài 42, không lỗi otp", "hôm nay otp ổn rồi"),
    *("cài 30, 3 nhà không có máy", "cài 12, app chạy bình thường", "otp về hết rồi cháu", "không nhà nào lỗi otp"),
]


@pytest.mark.parametrize("words", QUIET)
async def test_figures_without_a_cause_raise_nothing(evening: Ward, words: str):
    await evening.chat("binh").says(words)

    assert await open_ones(evening) == []


OTHERS = [
    ("hoi", "Bảo vệ khu chung cư nhất định không cho đoàn lên", "other"),
    ("mau", "nhiều nhà bảo là lừa đảo rồi đuổi anh em ra", "refusal"),
    ("cuong", "bà cụ bị lệch thông tin căn cước, hệ thống báo không khớp ạ", "wrong_data"),
]


@pytest.mark.parametrize(("key", "words", "kind"), OTHERS)
async def test_another_trouble_in_plain_words_is_recorded_or_offered_to_be(
    evening: Ward, key: str, words: str, kind: str
):
    chat = evening.chat(key)

    await chat.says(words)
    if not await open_ones(evening):
        await chat.says("1")

    assert [one[0] for one in await open_ones(evening)] == [kind]


async def test_a_photo_with_a_difficulty_under_it_is_kept_beside_the_night(evening: Ward):
    binh = evening.chat("binh")

    await brings_file(binh, FileKind.PHOTO, "loi.jpg", "app báo lỗi, 2 nhà không vào được")

    binh.hears("ỗi ứng dụng", "2 hộ")
    assert [one[0] for one in await open_ones(evening)] == ["app_error"]
    async with evening.database.read() as read:
        assert len(await read.rows("SELECT id FROM evidence")) == 1


@pytest.mark.parametrize(("key", "photos"), [("an", 1), ("cuong", 0)], ids=["of a unit out tonight", "of none"])
async def test_a_volunteers_photo_is_kept_beside_the_night_where_they_are(both_evenings: Ward, key: str, photos: int):
    chat = both_evenings.chat(key)

    await brings_file(chat, FileKind.PHOTO, "loi.jpg", "ap cứ quay rồi văng ra ạ")

    chat.hears("ghi vướng mắc", "Ảnh" if photos else "Ảnh thì em chưa giữ được")
    assert [one[0] for one in await open_ones(both_evenings)] == ["app_error"]
    async with both_evenings.database.read() as read:
        assert len(await read.rows("SELECT id FROM evidence")) == photos
        assert len(await read.rows("SELECT id FROM errand WHERE kind = 'fetch_evidence'")) == photos


async def test_the_weekly_letter_says_why_people_were_stuck(evening: Ward):
    hoi, lan = evening.chat("hoi"), evening.chat("lan")
    await evening.chat("binh").says("cài 42, 4 máy lỗi OTP Viettel")
    await hoi.says("/vuongmac otp viettel không về, 6 nhà")
    await evening.chat("mau").says("/vuongmac máy cũ quá không cài được, 2 nhà")
    await lan.says("trả lời 3: mời bà con dùng máy của con cháu")
    async with evening.database.read() as read:
        unit = evening.units["Hà Cầu"]
        scope = await reckoning.scope_of(read, unit, evening.clock.at)
        assert scope
        fields = (await letter.written(read, scope, evening.clock.at)).fields

    assert fields["kho_khan"].splitlines()[-2:] == [
        "OTP không về (Viettel): 10 hộ, 2 địa bàn (Cầu Đơ 4; Cầu Đơ 1); còn 2 vướng mắc chưa có trả lời.",
        "Máy cũ, không cài được: 2 hộ, 1 địa bàn (Hà Trì 1); đã có trả lời.",
    ]


async def test_ones_data_tells_how_many_they_raised_and_erasing_takes_the_words(both_evenings: Ward):
    an = both_evenings.chat("an")
    await an.says("ap cứ quay rồi văng ra")

    await an.says("xem dữ liệu")
    an.hears("1 vướng mắc đã nêu")
    await an.says("/xoadulieu")
    await an.says("1")

    assert await kept(both_evenings) == [""]


async def test_a_bare_number_of_households_is_no_answer_where_none_was_asked_for(evening: Ward):
    binh = evening.chat("binh")
    await binh.says("cài 42, 4 máy lỗi OTP")
    binh.hears("Mạng nào hay bị")

    await binh.says("60 hộ")

    assert await open_ones(evening) == [("otp", "", 4)]


async def test_the_name_of_a_network_alone_raises_nothing(evening: Ward):
    await evening.chat("binh").says("viettel")

    assert await open_ones(evening) == []


@pytest.fixture
async def two_open(evening: Ward) -> Ward:
    await evening.chat("binh").says("otp viettel không về 5 nhà")
    await evening.chat("hoi").says("app lỗi văng ra 3 nhà")
    return evening


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Đóng vụ số 2 nhé em, tổng đài báo mạng thông lại rồi", "“Tổng đài báo mạng thông lại rồi”"),
        ("khép cái 2 lại đi em", "“đã khắc phục xong”"),
        ("2 xong r đóng luôn giúp chị", "“đã khắc phục xong”"),
        ("2 ok roi dong di", "“đã khắc phục xong”"),
        ("Trả lời bác Hợi giúp chị vụ 2: gỡ ra cài lại bản mới", "“gỡ ra cài lại bản mới”"),
        ("trả lời các tổ vướng mắc số 2: chiều mai phường xuống tận nơi", "“chiều mai phường xuống tận nơi”"),
    ],
)
async def test_a_number_of_a_difficulty_is_read_in_everyday_words_and_read_back(two_open: Ward, said: str, told: str):
    clerk = two_open.chat("lan")

    await clerk.says(said)

    clerk.hears("vướng mắc 2", "1 Gửi đi")
    assert told.lower() in heard(clerk).lower()
    assert len(await open_ones(two_open)) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("số 2 chị nhận nhé, mai chị gọi bên kỹ thuật", "vướng mắc 2 (lỗi ứng dụng) chị nhận"),
        ("việc 1 để chị lo, tối chị gọi nhà mạng", "vướng mắc 1 (OTP không về (Viettel)) chị nhận"),
        ("giao cai 1 cho a Son", "giao vướng mắc 1 (OTP không về (Viettel)) cho anh Sơn và nhắn rồi"),
        ("đẩy số 2 sang anh Sơn giúp chị", "giao vướng mắc 2 (lỗi ứng dụng) cho anh Sơn"),
    ],
)
async def test_a_difficulty_is_taken_and_given_by_its_number(two_open: Ward, said: str, told: str):
    clerk = two_open.chat("lan")

    await clerk.says(said)

    clerk.hears(told)


@pytest.mark.parametrize(
    "said",
    ["giao số 2 cho anh Sơn, hạn tối mai", "chuyen vu 2 cho a Son, phai xong truoc thu nam"],
)
async def test_until_when_is_not_kept_so_that_giving_it_is_read_back(two_open: Ward, said: str):
    clerk, captain = two_open.chat("lan"), two_open.chat("son")

    await clerk.says(said)
    clerk.hears("giao vướng mắc 2 (lỗi ứng dụng) cho anh Sơn", "chưa ghi được", "1 Giao · 2 Thôi")
    await captain.reads()
    captain.hears_nothing()
    await clerk.says("1")

    clerk.hears("giao vướng mắc 2 (lỗi ứng dụng) cho anh Sơn và nhắn rồi")


@pytest.mark.parametrize("said", ["số 2 bên anh làm xong hết rồi nha", "cái số 1 đội anh giải quyết xong rồi"])
async def test_a_captain_closes_nothing_that_was_not_given_to_them(two_open: Ward, said: str):
    captain = two_open.chat("son")

    await captain.says(said)

    captain.hears("không giao anh", "chưa đóng được", "1 Chuyển giúp")
    assert len(await open_ones(two_open)) == 2


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("hoi", "số 2 xong chưa"),
        ("hoi", "cái 2 đã xử lý xong chưa cháu"),
        ("hoi", "vụ app lỗi ấy hết chưa em?"),
        ("hoi", "phản ánh rồi mà im ắng quá, có ai làm thì nói bác một tiếng"),
        ("lan", "vướng tồn mấy cái, ai đang giữ"),
        ("lan", "số 2 ai nhận rồi em"),
    ],
)
async def test_a_question_about_a_difficulty_closes_and_gives_nothing(two_open: Ward, who: str, said: str):
    chat = two_open.chat(who)

    await chat.says(said)

    assert "Dạ vâng ạ." not in heard(chat)
    assert len(await open_ones(two_open)) == 2
    async with two_open.database.read() as read:
        assert not await read.rows("SELECT number FROM difficulty WHERE owner_id IS NOT NULL")
