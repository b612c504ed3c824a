"""A ward that is not the sample, without Telegram: from an empty folder to people on their phones, and the letter.

The house runs in this process, on a clock of its own; the commands, the pages and the browser are real.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, ViewportSize, expect
from typer.testing import CliRunner

from bot import app as wiring
from bot.app import App
from bot.cli import app as commands
from bot.clock import Clock
from bot.settings import Settings
from storage.instants import at
from tests.chromium import CHROMIUM
from tests.ward import ZONE

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here; CI requires it"),
    pytest.mark.asyncio(loop_scope="module"),  # a browser belongs to the loop that started it
]

FILES = Path(__file__).parent / "data" / "tan_an"
TODAY = datetime.now(ZoneInfo(ZONE)).date()  # as the commands ask the real clock
STARTS = TODAY + timedelta(days=2)
NIGHT = STARTS
BEFORE = 6_134  # what the police had counted
PHONE: ViewportSize = {"width": 360, "height": 740}
THIRD = NIGHT + timedelta(days=7)
JOIN = (
    *("Nguyễn Thị Thu Hà", "Phan Quốc Toản", "Trương Minh Nhật", "Hồ Văn Cường", "Trần Văn Bảy", "Nguyễn Văn An"),
    *("Nguyễn Minh Duyên", "Trần Ngọc Hiếu", "Lê Thanh My", "Nguyễn Thị Sáu", "Trần Ngọc Phúc", "Lê Thanh Tâm"),
)
PLAN = "\n".join(
    [
        "STT,Địa bàn,Ngày,Thời gian",
        f"1,KP 1,{NIGHT:%d/%m/%Y},19h00 - 21h00",
        f"2,Khu phố 2,{NIGHT + timedelta(days=1):%d/%m/%Y},19h00 - 21h00",
        f"3,KP3,{THIRD:%d/%m/%Y},19h00 - 21h00",
    ]
)


def moved(text: str) -> str:
    """The ward's file with its month beginning the day after tomorrow."""
    days = {"2026-12-01": STARTS, "2026-12-31": STARTS + timedelta(days=30), "2026-11-30": TODAY, "2026-11-15": TODAY}
    for was, day in days.items():
        text = text.replace(was, day.isoformat())
    return text


@dataclass
class Office:
    """A folder and what is typed in it."""

    folder: Path
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/tungngo.db"

    async def tungngo(self, *words: str) -> str:
        env = {"TUNGNGO_DATABASE_URL": self.url}
        done = await asyncio.to_thread(CliRunner().invoke, commands, words, env=env)
        assert done.exit_code == 0, done.output
        return done.output

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, "utf-8")
        return str(self.folder / name)

    @asynccontextmanager
    async def open(self, day: date, time: str) -> AsyncIterator["House"]:
        settings = Settings.model_validate({"database_url": self.url, "web_listen": "127.0.0.1:0"})
        async with wiring.opened(settings, Clock.starting_at(at(day, time, ZONE), 1)) as app, wiring.running(app):
            server = uvicorn.Server(uvicorn.Config(app.pages, port=0, log_config=None, lifespan="off"))
            serving = asyncio.create_task(server.serve())
            while not server.started:
                await asyncio.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            try:
                yield House(app, f"http://127.0.0.1:{port}")
            finally:
                app.services.stopping.set()
                app.services.signals.wake_all()
                server.should_exit = True
                await serving


@dataclass
class House:
    app: App
    address: str

    async def comes_to(self, day: date, time: str) -> None:
        self.app.services.clock.jump(at(day, time, ZONE))
        self.app.services.signals.notify("due")
        await wiring.look(self.app)


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
    """By the README: campaign, plan, roster, headcounts, cards."""
    made = Office(tmp_path)
    campaign = made.file("campaign.toml", moved((FILES / "campaign.toml").read_text("utf-8")))
    assert "11 địa bàn" in await made.tungngo("campaign", "check", campaign)
    await made.tungngo("campaign", "load", campaign)
    await made.tungngo("import", "plan", made.file("ke_hoach.csv", PLAN))
    await made.tungngo("import", "roster", str(FILES / "danh_sach.xlsx"))
    day = TODAY.isoformat()
    await made.tungngo(
        *("import", "headcounts", str(FILES / "mau_so.xlsx"), "--as-of", day, "--source", "Công an phường")
    )
    cards = json.loads(await made.tungngo("invite", "--all", "--json"))
    made.codes = {card["person"]: card["code"] for card in cards}
    return made


async def test_a_ward_of_its_own_from_an_empty_folder_to_the_letter(office: Office, chromium: Browser):
    async with office.open(TODAY + timedelta(days=1), "09:00") as house:
        phones = {name: await Phone.joins(chromium, house.address, office.codes[name]) for name in JOIN}
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


def letter(body: bytes) -> str:
    return "\n".join(node.text for node in docx.Document(BytesIO(body)).element.iter() if getattr(node, "text", None))
