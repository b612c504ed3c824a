"""What people type of others: numbers nowhere, names for thirty days; what is left of who takes their data back."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

import pytest

from bot import app
from handlers.inbound import FileKind, ReceivedFile
from storage import retention
from storage.instants import DAY
from tests.bot.phones import Exchange, Handset, open_exchange
from tests.dump import dump, where
from tests.ward import ZONE, Ward

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


@pytest.mark.trial
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
        told = [("log", one.getMessage()) for one in caplog.records if one.levelno >= logging.INFO]
        assert len(told) > 3
        addresses = [f"telegram/{head.number}", f"{deputy.number:020x}", "web/"]
        assert where(told, *NAMES, *ADDRESSES, "Nguyễn Văn Bình", *addresses) == {}
        assert where(stands, *NAMES), "nobody can tell a name from a word"
        await _comes(house, 31)
        assert where(await dump(house.app.services.database), *NAMES, *ADDRESSES) == {}
        await app.look(house.app)


async def test_what_people_type_leaves_no_number_and_no_name_after_a_month(both_wards: Ward):
    """The same in short: on the page alone, without its people's telephones."""
    ward = both_wards
    for key, templates, many in (("binh", SAID, 36), ("lan", OFFICE, 8), ("nobody", (STRANGER,), 2)):
        for text in _messages(templates, many):
            await ward.intake.take([ward.update(key, text=text)])
    photo = ReceivedFile(FileKind.PHOTO, "web:x", "ba Hoa 0987 654 321.jpg", 0, "bà Lê Hồng Quế Chi 0987.654.321")
    came = ward.update("binh", text="x")
    await ward.intake.take([replace(came, content=photo)])
    await ward.delivers()

    stands = await dump(ward.database)
    assert where(stands, *PHONES, *IDENTITIES) == {}
    assert where(stands, *NAMES), "nobody can tell a name from a word"
    async with ward.database.write() as tx:
        while await retention.look(tx, ward.clock.at + 31 * DAY, ZONE):
            pass
    assert where(await dump(ward.database), *NAMES, *ADDRESSES) == {}


async def test_who_takes_their_data_back_leaves_neither_name_nor_number_nor_address(database_url: str):
    async with open_exchange(database_url) as house:
        database = house.app.services.database
        head, clerk = await house.joins("binh", "telegram"), await house.joins("lan", "web")
        await clerk.says("đổi số bác Nguyễn Văn Bình thành 0900.000.777")
        await clerk.hears("đúng không")
        await clerk.says("đúng")
        await clerk.says("đầu mối Cầu Đơ 1 lãnh đạo: ông Nguyễn Văn Bình 0900000777")
        await head.says("cài 42, có bà Hoà nhờ quay lại")
        await head.hears("Em ghi")
        for text in ("/vuongmac otp không về máy", "hủy tối nay vì Nguyễn Văn Bình ốm", "lịch", "xem dữ liệu"):
            await head.says(text)
        await head.hears("du-lieu-cua-toi")
        (own,) = [text for place, text in await dump(database) if place == "file.body" and "w:document" in text]
        assert all(word in own for word in ("0900000777", "Cài mới 42", "Cầu Đơ 1", "Số đã báo"))
        await head.sends_photo(PNG, "cài 43")
        for text in (
            "/thieu",
            "/goi",
            "/lichsu Cầu Đơ 1",
            "nhắc bác Bình nhớ gọi Nguyễn Văn Bình",
            "/moi thẻ",
            "đầu mối",
        ):
            await clerk.says(text)
        await clerk.says("/xuat lịch ra quân")
        await house.rests()
        traces = (
            "Nguyễn Văn Bình",
            "bác Bình",
            "0900000777",
            "900000777",
            f"telegram/{head.number}",
            f"/{head.number}/",
        )
        before = where(await dump(database), *traces)
        assert len(before["Nguyễn Văn Bình"]) >= 4

        await head.says("xoá tôi")
        await head.hears("thay bằng mã ẩn danh", "7 ngày")
        await head.says("đúng")
        await head.hears("đã xoá dữ liệu", "văn bản đã phát hành")
        await house.rests()
        await app.look(house.app)

        assert where(await dump(database), *traces) == {}
        assert (await house.rows("SELECT count(*) AS n FROM event"))[0]["n"] >= 1, "counts stay"
        again = house.telegram.message(head.number, text="cài 50")
        for _ in range(2):
            house.telegram.arrives(message=again)
        await head.hears("Em chưa biết bác là ai")
        assert (await house.rows("SELECT count(*) AS n FROM chat WHERE address = :a", a=f"telegram/{head.number}"))[0][
            "n"
        ]


async def test_a_code_is_nowhere_once_it_was_delivered(sqlite_url: str):
    async with open_exchange(sqlite_url) as house:
        clerk, page = await house.joins("lan", "telegram"), await house.joins("lan", "web")
        stands = []
        for phone in (clerk, page):
            await phone.says("/moi Hợi, Mậu")
            said = await phone.hears("Hợi", "Mậu")
            await house.rests()
            stands += re.findall(r"\b\d{3} \d{3} \d{4}\b", said)
        assert len(set(stands)) == 2
        hidden = [code.replace(" ", "") for code in stands]
        services = house.app.services
        services.clock.jump(services.clock.now() + retention.READ_BY_THEN + DAY // 24)
        await app.look(house.app)

        places = {place for found in where(await dump(services.database), *hidden).values() for place in found}
        assert places == {"invite.code"}, "a card can be printed again until it is used"
