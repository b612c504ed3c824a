"""What people type of others: numbers are nowhere, names for thirty days; and what is left of who takes their data back."""

import logging
from collections.abc import Iterator
from itertools import cycle, islice

import pytest

from bot import app
from storage import retention
from storage.instants import DAY
from tests.bot.phones import Exchange, Handset, open_exchange
from tests.dump import dump, where

PNG = b"\x89PNG\r\n\x1a\n a picture"
NAMES = ("Nguyễn Thị Hoà Bình An", "Trần Đại Nghĩa Hiệp", "Lê Hồng Quế Chi")
PHONES = ("0987654321", "0912345678", "0365432198", "0243825123", "84356789012")
IDENTITIES = ("079201001234", "001085012345", "012345678", "9704123456789012")
ADDRESSES = ("số 14 ngách 3/7 phố Cây Sung", "P1207 toà Hoa Mận")


def _written(number: str) -> list[str]:
    """As people write it."""
    three = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}".strip()
    four = f"{number[:4]}.{number[4:7]}.{number[7:]}"
    wide = number.translate({ord("0") + n: ord("０") + n for n in range(10)})
    split = f"{number[:5]}\u200b{number[5:]}"
    return [number, four if number[0] == "0" else number, three if number[0] == "0" else number, wide, split]


SAID = (
    "cài 12, bà {name} {phone} chưa nhận OTP",
    "tối nay 7 máy, hộ {name} CCCD {identity} ở {address} vắng",
    "/vuongmac otp không về máy bà {name} {phone}, cccd {identity}",
    "sửa cài 13 vì bà {name} số {phone} cài rồi",
    "nhà {name}, {address}, sđt {phone} không mở cửa",
    "hủy tối nay vì nhà {name} {phone} có đám",
    "nhắn cả đội: ai gần {address} ghé bà {name} {phone} giúp",
    "bác cần gặp cán bộ, việc của {name}, căn cước {identity}",
    "mai 3 hộ, có {name} STK {identity}",
    "ghi giúp {name} {identity} {phone}",
    "?? {phone}",
    "alo em ơi {name} {phone} hỏi cách đăng nhập",
)
OFFICE = (
    "/khan họp lúc 8h, ai biết {name} căn cước {identity} ở {address} báo phường",
    "/thongbao các tổ trưởng: tìm chủ thẻ {identity} tên {name}",
    "/kehoach Cầu Đơ 3 20/11 19h30 gặp bà {name} {identity}",
    "nhắc bác Nhàn ghé nhà {name} {identity}",
)
STRANGER = "em là {name}, ở {address}, số {phone}, xin vào đội Cầu Đơ 1"


def _messages(templates: tuple[str, ...], many: int) -> Iterator[str]:
    phones = cycle(way for phone in PHONES for way in _written(phone))
    papers = cycle(way for paper in IDENTITIES for way in _written(paper))
    names, places = cycle(NAMES), cycle(ADDRESSES)
    for template in islice(cycle(templates), many):
        yield template.format(name=next(names), phone=next(phones), identity=next(papers), address=next(places))


async def _talk(house: Exchange, phones: tuple[Handset, ...], templates: tuple[str, ...], rounds: int) -> None:
    for number, text in enumerate(_messages(templates, rounds * len(phones))):
        await phones[number % len(phones)].posts(text)
        if number % 6 == 5:
            await house.rests()


async def _comes(house: Exchange, days: int) -> None:
    """So many days later, a quiet night behind them."""
    services = house.app.services
    services.clock.jump(services.clock.now() + days * DAY)
    async with services.database.write() as tx:
        while await retention.look(tx, services.clock.now(), services.zone):
            pass


async def test_two_hundred_messages_leave_no_number_anywhere_and_no_name_after_a_month(
    database_url: str, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    for driver in ("aiosqlite", "httpcore", "httpx"):  # each statement and each byte: what they hold is looked at below
        caplog.set_level(logging.INFO, logger=driver)
    async with open_exchange(database_url) as house:
        head, deputy = await house.joins("binh", "telegram"), await house.joins("tam", "zalo")
        other, clerk = await house.joins("nhan", "web"), await house.joins("lan", "web")
        await _talk(house, (head, deputy, other), SAID, 52)
        await _talk(house, (clerk,), OFFICE, 28)
        for phone, caption in zip((head, deputy, other), _messages(SAID, 3), strict=True):
            await phone.sends_photo(PNG, caption)
        for number, text in zip(range(7_001, 7_008), _messages((STRANGER,), 7), strict=True):
            house.telegram.says(number, text)
        sent = house.telegram.says(head.number, "cài 20")
        house.telegram.edits(sent, "cài 21, bà Hoà 0987.654.321")
        await house.rests()
        await head.says("/toi")
        await head.hears("tổ trưởng")

        stands = await dump(house.app.services.database)
        assert len([place for place, text in stands if place == "update_key.key"]) > 200
        assert where(stands, *PHONES, *IDENTITIES) == {}
        assert where([("log", caplog.text)], *PHONES, *IDENTITIES) == {}
        assert where(stands, *NAMES), "nobody can tell a name from a word"
        await _comes(house, 31)
        assert where(await dump(house.app.services.database), *NAMES, *ADDRESSES) == {}
        await app.look(house.app)
