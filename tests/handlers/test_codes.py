"""Codes as people type them: with any keyboard, inside sentences; a slip is told from a stranger."""

import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.people import codes

NINE = st.from_regex(r"[1-9][0-9]{8}", fullmatch=True)


def sound(nine: str) -> str:
    return nine + codes.check_digit(nine)


@given(NINE, st.integers(0, 9), st.integers(1, 9))
def test_every_wrong_digit_is_a_slip(nine: str, place: int, off: int):
    code = sound(nine)
    wrong = code[:place] + str((int(code[place]) + off) % 10) + code[place + 1 :]
    assert codes.is_sound(code)
    assert not codes.is_sound(wrong)


@given(NINE, st.integers(0, 8))
def test_neighbours_that_changed_places_are_a_slip(nine: str, place: int):
    code = sound(nine)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or not codes.is_sound(swapped)


CODE = sound("483019275")


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        codes.grouped(CODE),
        f"{CODE[:3]}.{CODE[3:6]}.{CODE[6:]}",
        f"{CODE[:2]}-{CODE[2:7]} – {CODE[7:]}",
        f"mã của tôi là {codes.grouped(CODE)} nhé cháu",
        f"Bác Bảy khu phố 1, mã {CODE}.",
        f"khu phố 1 {CODE}",
        unicodedata.normalize("NFD", f"MÃ SỐ THẺ CỦA TÔI: {CODE}"),
        "".join(chr(0xFF10 + int(digit)) for digit in CODE),
        f"\u200b{CODE}\u00a0",
    ],
)
def test_digits_are_read_however_they_are_typed(typed: str):
    assert codes.read(typed) == codes.Typed((CODE,))


@pytest.mark.parametrize("place", range(10))
def test_a_finger_that_slipped_is_told(place: int):
    wrong = CODE[:place] + str((int(CODE[place]) + 1) % 10) + CODE[place + 1 :]
    read = codes.read(wrong)
    assert read is None or read.slip  # a 0 in front makes a telephone number of it


@pytest.mark.parametrize(
    "said",
    [
        *("0900000123", "0900 000 123", "+84 900 000 123", "sđt 0900.000.123", "42, kh 40, vắng 6", "42"),
        *("tối 13/11/2024", "001086012345", "tôi là Hà ở tổ 5", "cháu là Mai tổ 12 nhé", "alo", "kp3 nghỉ mưa", ""),
        *("Nguyễn Văn Bảy", "hôm nay tổ 5 đi 52 hộ"),
    ],
)
def test_counts_telephones_and_names_are_no_codes(said: str):
    assert codes.read(said) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ư9Ư4 TSJA", "W9W4TSJA"),
        ("ư9ư4 tsja", "W9W4TSJA"),
        ("Đ2T 7KXM", "D92T7KXM"),
        ("Đ2T7KXM", "DD2T7KXM"),
        ("Â5K 3PQR", "A65K3PQR"),
        ("3P9 QÙ7M", "3P9QUF7M"),
        ("mã của tôi là 2CTU YRJJ", "2CTUYRJJ"),
        ("ma ZA6Y6BBE", "ZA6Y6BBE"),
        ("ma ZÂY6BBE", "ZA6Y6BBE"),
        ("5vxx.668h", "5VXX668H"),
        ("7kxm-3pqr.", "7KXM3PQR"),
        ("thẻ của bác ghi 7KXM3PQR", "7KXM3PQR"),
    ],
)
def test_codes_of_before_are_read_through_the_traces_of_keyboards(typed: str, meant: str):
    for form in ("NFC", "NFD"):
        read = codes.read(unicodedata.normalize(form, typed))
        assert read
        assert meant in read.codes


def telex(keys: str) -> str:
    """What a Telex keyboard makes of the commonest pairs of keys."""
    for pair, made in (("DD", "Đ"), ("AA", "Â"), ("AW", "Ă"), ("EE", "Ê"), ("UW", "Ư"), ("W", "Ư"), ("UF", "Ù")):
        keys = keys.replace(pair, made)
    return keys


def vni(keys: str) -> str:
    for pair, made in (("D9", "Đ"), ("A6", "Â"), ("A8", "Ă"), ("E6", "Ê"), ("U7", "Ư"), ("U2", "Ù"), ("A5", "Ạ")):
        keys = keys.replace(pair, made)
    return keys


def test_of_a_thousand_codes_of_before_every_one_is_known_again():
    chance, letters = random.Random(7), sorted(codes.ALPHABET)
    for _ in range(1_000):
        code = "".join(chance.choice(letters) for _ in range(6)) + "2K"
        for keyboard in (telex, vni, str.lower):
            read = codes.read(f"mã {keyboard(code[:4])} {keyboard(code[4:])}")
            assert read, (code, keyboard(code))
            assert code in read.codes, (code, keyboard(code), read)


def test_a_message_of_nothing_but_digits_is_looked_through_in_no_time():
    took = []
    for _ in range(3):  # one of them may meet the collector of garbage
        began = time.process_time()
        for soup in ("1 " * 2_048, "1." * 2_048, "1,2" * 1_365, "42\n" * 1_365, "a1 " * 1_365, "0" * 4_096):
            codes.read(soup)
        took.append(time.process_time() - began)

    assert min(took) < 0.5
    assert codes.read("1 " * 2_000 + codes.grouped(f"483019201{codes.check_digit('483019201')}")) is not None
