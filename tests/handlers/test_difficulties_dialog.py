"""Difficulties: raised beside a count, in plain words, by command; owned, climbing, answered back; and the radar."""

from datetime import date

import pytest

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
    await binh.says("cài 43, 6 máy lỗi OTP")
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
    ("binh", "bà con quên mật khẩu thì làm thế nào"),
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
