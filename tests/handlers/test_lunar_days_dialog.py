"""A night named by the moon is asked for by the calendar; nothing is done on any other night meanwhile."""

import pytest

from handlers.language.nights import by_the_moon
from handlers.language.people_names import spelt
from tests.ward import MONDAY, Ward, clock_time

WISHES = [
    ("lan", "hủy buổi {} của Cầu Đơ 4"),
    ("lan", "dời Cầu Đơ 4 từ {} sang 14/11"),
    ("hoi", "{} tổ bác nghỉ nhé, mưa to"),
    ("hoi", "{} cài 30 người"),
    ("dung", "{} em bận rồi ạ"),
    ("son", "{} Bình đi Cầu Đơ 4"),
]


async def test_a_night_named_by_the_moon_is_asked(youth_ward: Ward):
    youth_ward.clock.at = clock_time("17:00", MONDAY)

    for key, wish in WISHES:
        for name in ("rằm", "mùng 1 âm lịch"):
            chat = youth_ward.chat(key)
            await chat.reads()
            await chat.says(wish.format(name))
            chat.hears("nhắn lại kèm ngày dương", "chưa ghi gì")

    clerk = youth_ward.chat("lan")
    await clerk.says("lịch Cầu Đơ 4")
    clerk.hears("thứ Hai 11/11", "thứ Ba 12/11")


@pytest.mark.parametrize(
    "line",
    [
        "RẰM này em đi",
        "ngay ram em ban",
        "tối 15 âm em bận",
        "12/10 am em ban",
        "mồng một âm lịch em đi",
        "đêm rằm nghỉ",
        "10/10 ÂL em bận",
        "tối 14 (âm) nghỉ",
        "ngày 14 lịch ta em đi",
        "14/10 a.l bận",
    ],
)
def test_the_moon_is_read_in_any_spelling(line: str):
    assert by_the_moon(spelt(line))


@pytest.mark.parametrize(
    "line",
    [
        "máy hết RAM rồi",
        "may het ram roi",
        "bà cụ chỉ nhớ ngày sinh âm lịch",
        "tối 12 ấm áp",
        "tối 12 âm tính",
        "ngày 14 ta đi nhé",
        "âm thanh nhỏ quá",
    ],
)
def test_what_only_sounds_like_the_moon_is_not(line: str):
    assert not by_the_moon(spelt(line))
