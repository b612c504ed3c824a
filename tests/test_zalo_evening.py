"""Tân An over Zalo alone: nobody opens the page, there is no Telegram; from an empty folder to the letter."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pypdfium2

from tests.bot.telegram_house import until
from tests.bot.zalo.house import PUBLIC, SECRET, Lines, ZaloPhone, zalo_settings
from tests.fake_zalo import BOT, NAMES, SECOND_BOT, TOKENS, FakeZalo
from tests.own_ward import JOIN, NIGHT, THIRD, TODAY, House, Office, founded, letter

BOTS = (BOT, SECOND_BOT)
MOST = (
    70  # messages of one bot, with what people wrote: twelve people from their codes to the letter; 60 and 32 they were
)
CARD = re.compile(r"(\d{3} \d{3} \d{4}).*?nhắn dãy số cho (Bot Hà Cầu(?: 2)?)\s+trên\s+Zalo", re.DOTALL)


@dataclass
class Evening:
    office: Office
    zalo: FakeZalo
    house: House
    lines: Lines
    phones: dict[str, ZaloPhone] = field(default_factory=dict)

    async def joins(self, name: str, bot: str) -> None:
        """By typing what stands on the card."""
        phone = self.phones[name] = self.lines.phone(f"{len(self.phones) + 1:020x}", bot)
        await phone.says(self.office.codes[name])
        phone.hears(name, "1. Đúng và đồng ý")
        await phone.says("1")

    async def comes_to(self, days: int, time: str) -> None:
        for phone in self.phones.values():
            phone.forgets()
        await self.house.comes_to(NIGHT + timedelta(days=days), time)
        await self.lines.settles()


async def test_a_ward_over_zalo_alone_from_an_empty_folder_to_the_letter(tmp_path: Path):
    async with _opened(tmp_path) as evening:
        named = cards(evening.office.folder / "cards.pdf")
        for name in JOIN:
            await evening.joins(name, named[evening.office.codes[name]])
        await _a_team_is_assigned_and_accepts(evening)
        await _the_evening_is_counted_and_corrected(evening)
        await _who_cannot_be_reached_is_called(evening)
        await _the_letter_is_a_link(evening)
        await _it_cost_few_messages(evening)


@asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[Evening]:
    async with FakeZalo().serving() as zalo:
        tokens = " ".join(TOKENS[bot] for bot in BOTS)
        env = {"ZALO_TOKENS": tokens, "ZALO_SECRET": SECRET, "ZALO_API": zalo.api, "PUBLIC_URL": PUBLIC}
        office = await founded(folder, **{f"TUNGNGO_{name}": value for name, value in env.items()})
        await office.tungngo("zalo", "set-webhook")
        await office.tungngo("zalo", "check")
        await office.invites()
        await office.tungngo("invite", "--all", "--out", str(folder / "cards.pdf"))
        own = zalo_settings(zalo, BOTS)
        async with office.open(TODAY + timedelta(days=1), "09:00", (own,), PUBLIC) as house:
            zalo.now = house.app.services.clock.now
            yield Evening(office, zalo, house, Lines(zalo, house.app, house.address))


def cards(file: Path) -> dict[str, str]:
    """By the code on each card, the bot to which it sends."""
    pages = pypdfium2.PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    bots = {name: bot for bot, (_, name) in NAMES.items()}
    found = {code: bots[name] for code, name in CARD.findall(text)}
    assert set(found.values()) == set(BOTS)
    return found


async def _a_team_is_assigned_and_accepts(evening: Evening) -> None:
    phones = evening.phones
    youth, militia, clerk = (phones[name] for name in ("Trương Minh Nhật", "Hồ Văn Cường", "Nguyễn Thị Thu Hà"))
    await youth.says(f"{NIGHT.day}/{NIGHT.month} Duyên")
    youth.hears("Duyên")
    await militia.says(f"{NIGHT.day}/{NIGHT.month} Hiếu")
    militia.hears("Hiếu")
    await clerk.says(f"phân công {NIGHT.day}/{NIGHT.month} My")
    clerk.hears("My")
    await evening.comes_to(-1, "10:05")
    for name in ("Nguyễn Minh Duyên", "Trần Ngọc Hiếu", "Lê Thanh My"):
        assert "Khu phố 1" in "".join(phones[name].new), phones[name].new
        await phones[name].says("1")
    head = phones["Trần Văn Bảy"]
    await head.says(f"tối {NIGHT.day}/{NIGHT.month} có ai đi cùng tôi")
    head.hears("Duyên", "Hiếu", "My")


async def _the_evening_is_counted_and_corrected(evening: Evening) -> None:
    head, clerk = evening.phones["Trần Văn Bảy"], evening.phones["Nguyễn Thị Thu Hà"]
    await evening.comes_to(0, "20:56")
    head.hears("Xong buổi")
    await head.says("kích hoạt được 31, hướng dẫn 40 người, vắng 5")
    head.hears("kích hoạt mức 2 31", "hướng dẫn 40", "hộ vắng 5")
    await head.says("nhầm, kích hoạt 33")
    head.hears("31 → 33")
    await clerk.says("/status")
    clerk.hears("Khu phố 1 +33", "/11.160", "tin tháng này")


async def _who_cannot_be_reached_is_called(evening: Evening) -> None:
    clerk = evening.phones["Nguyễn Thị Thu Hà"]
    await clerk.says(f"hủy buổi {THIRD.day}/{THIRD.month} KP3, mưa")
    assert any("Tám" in text for text in clerk.new), clerk.new
    await clerk.says("/goi")
    clerk.hears("Tám", "☎️")
    await clerk.says("đã gọi bác Tám")
    await clerk.says("/goi")
    assert "Tám" not in clerk.new[0]


async def _the_letter_is_a_link(evening: Evening) -> None:
    clerk = evening.phones["Nguyễn Thị Thu Hà"]
    await clerk.says("/baocaotuan")
    await until(lambda: clerk.new, 60)
    clerk.hears("Mở tệp")  # and not before that it is being made
    link = re.search(r"Mở tệp: (\S+)", clerk.new[0])
    assert link
    async with httpx.AsyncClient(trust_env=False, base_url=evening.lines.root, verify=False) as http:
        page = await http.get(link[1].removeprefix(PUBLIC))
        inside = re.search(r'href="(/t/[^"]+)"', page.text)
        assert inside, page.text
        got = await http.get(inside[1])
    words = letter(got.content)
    assert "mức 2" in words
    assert f"{6_134 + 33:,}".replace(",", ".") in words


async def _it_cost_few_messages(evening: Evening) -> None:
    said = Counter(one.bot for one in evening.zalo.sent)
    counted = await evening.lines.rows(_COUNTED)
    told = {row["bot"]: row["sent"] + row["heard"] for row in counted}
    print({NAMES[bot][1]: f"{said[bot]} said, {told[bot]} counted" for bot in BOTS})  # noqa: T201
    assert {row["bot"]: row["sent"] for row in counted} == said
    assert all(many <= MOST for many in told.values()), told
    others = await evening.lines.rows("SELECT DISTINCT channel FROM outbox WHERE channel NOT LIKE 'zalo/%'")
    assert not others


# Over all months: the days before the evening may lie in another.
_COUNTED = """
SELECT substr(channel, 6) AS bot, sum(sent) AS sent, sum(heard) AS heard FROM traffic GROUP BY channel ORDER BY channel
"""
