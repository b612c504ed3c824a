"""Difficulties: raised beside a count, in plain words, by command; owned, climbing, answered back; and the radar."""

from datetime import date

import pytest

from handlers.inbound import FileKind
from handlers.outgoing import letter
from storage import reckoning
from tests.handlers.sent_files import brings_file
from tests.ward import Ward, clock_time

NIGHT, MORNING = date(2024, 11, 9), date(2024, 11, 10)
OPEN = "SELECT kind, carrier, households FROM difficulty WHERE settled IS NULL ORDER BY number"
KEPT = "SELECT words FROM difficulty ORDER BY number"


async def open_ones(ward: Ward) -> list[tuple[str, str, int | None]]:
    async with ward.database.read() as read:
        return [(row["kind"], row["carrier"], row["households"]) for row in await read.rows(OPEN)]


async def kept(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [row["words"] for row in await read.rows(KEPT)]


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


async def test_a_telephone_number_is_masked_before_it_is_kept(evening: Ward):
    binh = evening.chat("binh")

    await binh.says("/vuongmac otp không về máy bà Tư 0912 345 678, cccd 001085012345")

    binh.hears("đã che đi")
    assert await kept(evening) == ["otp không về máy bà Tư •••, cccd •••"]


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


async def test_a_volunteers_photo_is_told_not_to_be_kept_but_its_words_are(evening: Ward):
    cuong = evening.chat("cuong")

    await brings_file(cuong, FileKind.PHOTO, "loi.jpg", "ap cứ quay rồi văng ra ạ")

    cuong.hears("ghi vướng mắc", "Ảnh thì em chưa giữ được")
    assert [one[0] for one in await open_ones(evening)] == ["app_error"]


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
