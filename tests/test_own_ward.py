"""A ward that is not the sample, without Telegram: from an empty folder to people on their phones, and the letter.

The house runs in this process, on a clock of its own; the commands, the pages and the browser are real.
"""

import asyncio
import json
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.chromium import CHROMIUM
from tests.own_ward import BEFORE, FILES, JOIN, NIGHT, STARTS, THIRD, TODAY, Office, founded, letter

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here; CI requires it"),
    pytest.mark.asyncio(loop_scope="module"),  # a browser belongs to the loop that started it
]

PHONE: ViewportSize = {"width": 360, "height": 740}


@dataclass
class Phone:
    page: Page

    @classmethod
    async def joins(cls, browser: Browser, address: str, code: str) -> "Phone":
        context = await browser.new_context(viewport=PHONE)
        page = await context.new_page()
        await page.goto(address)
        await page.fill("#code", code)
        await page.click("button:text-is('Vào')")
        await page.click("text=Đúng và đồng ý")
        await page.wait_for_selector("#log")
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        return cls(page)

    async def says(self, text: str) -> None:
        await self.page.fill("#text", text)
        await self.page.click("#send")
        await expect(self.page.locator(".bubble.me").last).to_contain_text(text.splitlines()[0])

    async def hears(self, *parts: str) -> None:
        for part in parts:
            await expect(self.page.locator(".bubble.bot").last).to_contain_text(part, timeout=10_000)

    async def has_heard(self, part: str) -> None:
        await expect(self.page.locator(".bubble.bot", has_text=part).first).to_be_visible(timeout=10_000)


@pytest_asyncio.fixture(loop_scope="module")
async def office(tmp_path: Path) -> Office:
    made = await founded(tmp_path)
    await made.invites()
    return made


async def test_a_ward_of_its_own_from_an_empty_folder_to_the_letter(office: Office, chromium: Browser):
    async with office.open(TODAY + timedelta(days=1), "09:00") as house:
        joining = (Phone.joins(chromium, house.address, office.codes[name]) for name in JOIN)
        phones = dict(zip(JOIN, await asyncio.gather(*joining), strict=True))
        clerk, head = phones["Nguyễn Thị Thu Hà"], phones["Trần Văn Bảy"]
        youth, militia = phones["Trương Minh Nhật"], phones["Hồ Văn Cường"]

        # A team, assigned and accepted: by the captains, and by the clerk for the force that nobody leads.
        await youth.has_heard("Khu phố 1")
        await youth.says(f"{NIGHT.day}/{NIGHT.month} Duyên")
        await youth.hears("Duyên")
        await militia.says(f"{NIGHT.day}/{NIGHT.month} Hiếu")
        await clerk.says(f"phân công {NIGHT.day}/{NIGHT.month} My")
        await clerk.hears("My")
        await house.comes_to(TODAY + timedelta(days=1), "10:05")
        for name in ("Nguyễn Minh Duyên", "Trần Ngọc Hiếu", "Lê Thanh My"):
            await phones[name].has_heard("Khu phố 1")
            await phones[name].says("1")
        await head.says(f"tối {NIGHT.day}/{NIGHT.month} có ai đi cùng tôi")
        await head.hears("Duyên", "Hiếu", "My")

        # The evening, counted in the campaign's own words.
        await house.comes_to(NIGHT, "20:56")
        await head.has_heard("Xong buổi")
        await head.says("kích hoạt được 31, hướng dẫn 40 người, vắng 5")
        await head.hears("kích hoạt mức 2 31", "hướng dẫn 40", "hộ vắng 5")
        await clerk.says("/status")
        await clerk.hears("Khu phố 1 +31", "/11.160")
        # Who cannot be reached is named at once, with the telephone, and stands on the call list until called.
        await clerk.says(f"hủy buổi {THIRD.day}/{THIRD.month} KP3, mưa")
        await clerk.has_heard("Tám")
        await clerk.says("/goi")
        await clerk.hears("Tám", "☎️")
        await clerk.says("đã gọi bác Tám")
        await clerk.says("/baocaotuan")
        link = clerk.page.locator(".bubble.bot .file").last
        await expect(link).to_be_visible(timeout=30_000)
        body = await clerk.page.evaluate(FETCH, await link.get_attribute("href"))
        words = letter(bytes(body))
        assert "mức 2" in words
        assert "cài" not in words.lower().replace("cài đặt định danh", "")
        await office.tungngo("backup", str(office.folder / "copy.db"))

    # Next month's campaign stands beside it and changes nothing; the copy comes back.
    second = office.file("campaign2.toml", later((FILES / "campaign2.toml").read_text("utf-8")))
    await office.tungngo("campaign", "load", second)
    told = json.loads(await office.tungngo("status", "--json", "--as-of", f"{NIGHT:%Y-%m-%d}T22:00"))
    assert told["figures"]["level2"] == BEFORE + 31
    await office.tungngo("restore", str(office.folder / "copy.db"))
    told = json.loads(await office.tungngo("status", "--json", "--as-of", f"{NIGHT:%Y-%m-%d}T22:00"))
    assert told["figures"]["level2"] == BEFORE + 31


FETCH = "async (link) => [...new Uint8Array(await (await fetch(link)).arrayBuffer())]"


def later(text: str) -> str:
    """The next campaign begins when this one is half over."""
    for was, day in {"2026-12-15": STARTS + timedelta(days=14), "2027-01-31": STARTS + timedelta(days=60)}.items():
        text = text.replace(was, day.isoformat())
    return text
