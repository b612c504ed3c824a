"""The newcomer's walk in a real Chromium: pick who to be, be asked, answer, ask for the status."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot import invites
from bot.clock import machine_time
from storage import facts
from storage.database import open_database
from storage.ids import Ids
from storage.invites import Invited, hash_of
from tests.chromium import CHROMIUM
from tests.process import House, house
from tests.ward import Ward

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here; CI requires it"),
    pytest.mark.asyncio(loop_scope="module"),  # a browser belongs to the loop that started it
]


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """As if just started: nothing of one test is open in the next."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest.fixture
async def sample(tmp_path: Path, sample_file: Path) -> AsyncIterator[House]:
    """As a first start leaves it, started once more."""
    async with house(tmp_path, sample_url=f"sqlite:///{shutil.copy(sample_file, tmp_path)}") as running:
        yield running


@pytest.fixture
async def either_sample(tmp_path: Path, database_url: str, sample_file: Path) -> AsyncIterator[House]:
    """The sample ward on SQLite, as a first start left it, and on PostgreSQL, from nothing."""
    made = f"sqlite:///{shutil.copy(sample_file, tmp_path)}"
    async with house(tmp_path, sample_url=made if database_url.startswith("sqlite") else database_url) as running:
        yield running


@dataclass
class Street:
    """A ward of its own, where nobody is in yet, and the codes on its cards."""

    address: str
    codes: dict[str, str]


@pytest.fixture
async def street(tmp_path: Path, empty_file: Path) -> AsyncIterator[Street]:
    url = f"sqlite:///{shutil.copyfile(empty_file, tmp_path / 'tungngo.db')}"
    database, ids, now = await open_database(url), Ids(machine_time), machine_time()
    ward = await Ward.founded(database)
    cards = {key: invites.new_code() for key in ("binh", "hoi", "lan")}
    async with database.write() as tx:
        await facts.write(tx, [Invited(ids(), hash_of(card), ward.people[key].id, now) for key, card in cards.items()])
    await database.close()
    async with house(tmp_path, database_url=url) as running:
        yield Street(running.address, cards)


async def phone(browser: Browser, address: str) -> Page:
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    page = await context.new_page()
    await page.goto(address)
    return page


async def types_code(page: Page, code: str) -> None:
    await page.fill("#code", code)
    await page.click(".knock button")


async def enter(context: BrowserContext, address: str, who: str) -> Page:
    home = await context.new_page()
    await home.goto(address)
    async with context.expect_page() as opened:
        await home.click(f'form[data-who="{who}"] button')
    page = await opened.value
    await page.wait_for_selector("#log")
    return page


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.click("#send")


async def test_two_windows_side_by_side(browser: Browser, either_sample: House):
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    head = await enter(context, either_sample.address, "binh")
    clerk = await enter(context, either_sample.address, "lan")

    await head.click("#jump")
    await expect(head.locator(".bubble.bot").last).to_contain_text("Xong buổi Cầu Đơ 1")
    await say(head, "42, kh 40, vắng 6")
    await expect(head.locator(".bubble.me").last).to_contain_text("42, kh 40, vắng 6")
    await expect(head.locator(".bubble.bot").last).to_contain_text("412/980")

    await say(clerk, "/status")
    await expect(clerk.locator(".bubble.bot").last).to_contain_text("Cầu Đơ 1 +42")
    await expect(clerk.locator(".bubble.bot").last).to_contain_text("3.560/10.420")


async def test_a_head_enters_by_the_code_on_the_card_and_adds_a_second_phone(browser: Browser, street: Street):
    page = await phone(browser, street.address)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    code = street.codes["binh"].replace(" ", "")
    await types_code(page, code[:4] + str((int(code[4]) + 1) % 10) + code[5:])
    await expect(page.locator("#words")).to_contain_text("gõ nhầm một số")
    await types_code(page, street.codes["binh"])
    await expect(page.locator("#words")).to_contain_text("bác Nguyễn Văn Bình, tổ trưởng Cầu Đơ 1")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.click("text=Đúng và đồng ý")
    await expect(page.locator(".bubble.bot").last).to_contain_text("Em chào bác Bình")
    await expect(page.locator(".bubble.bot").last).to_contain_text("Thêm vào màn hình chính")

    await say(page, "thêm máy")
    told = page.locator(".bubble.bot").last
    await expect(told).to_contain_text("Mã thêm máy của bác")
    second = await phone(browser, street.address)
    await types_code(second, await told.locator("b").first.inner_text())
    await second.click("text=Đúng và đồng ý")
    await expect(second.locator(".bubble.bot").last).to_contain_text("Em chào bác Bình")
    await say(page, "/toi")
    await expect(page.locator(".bubble.bot").last).to_contain_text("Nguyễn Văn Bình")


async def test_too_many_wrong_codes_wait_until_the_clerk_opens_again(browser: Browser, street: Street):
    guest, clerk = await phone(browser, street.address), await phone(browser, street.address)
    for _ in range(5):
        await types_code(guest, invites.new_code())
        await expect(guest.locator("#words")).to_contain_text("không tìm thấy mã này")
    await types_code(guest, street.codes["hoi"])
    await expect(guest.locator("#words")).to_contain_text("tạm dừng nhận mã ở đây đến")

    await types_code(clerk, street.codes["lan"])
    await clerk.click("text=Đúng và đồng ý")
    await say(clerk, "/chuavao")
    await expect(clerk.locator(".bubble.bot").last).to_contain_text("1 máy đang phải chờ")
    await say(clerk, "cho nhập lại mã")
    await expect(clerk.locator(".bubble.bot").last).to_contain_text("đã mở cho 1 máy")
    await types_code(guest, street.codes["hoi"])
    await expect(guest.locator("#words")).to_contain_text("bác Phạm Văn Hợi")


async def test_nothing_runs_over_the_edge_of_a_small_phone(browser: Browser, sample: House):
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    home = await context.new_page()
    await home.goto(sample.address)
    await expect(home.locator(".card")).to_have_count(6)
    assert await home.evaluate("document.documentElement.scrollWidth") <= 360
    page = await enter(context, sample.address, "binh")

    await say(page, "W" * 200)
    await expect(page.locator(".bubble.bot").last).to_contain_text("chưa hiểu")

    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_a_reload_and_a_restart_lose_nothing(browser: Browser, tmp_path: Path, sample_file: Path):
    context = await browser.new_context()
    (tmp_path / "data").mkdir()
    shutil.copy(sample_file, tmp_path / "data" / "sample.db")
    async with house(tmp_path) as first:
        page = await enter(context, first.address, "binh")
        await say(page, "cài 42")
        await expect(page.locator(".bubble.bot").last).to_contain_text("412/980")
        await page.reload()
        await expect(page.locator(".bubble.me")).to_have_count(2)  # one is of the days before
    async with house(tmp_path) as second:
        again = await enter(context, second.address, "binh")
        await expect(again.locator(".bubble.me")).to_have_count(2)
        await expect(again.locator(".bubble.bot").last).to_contain_text("412/980")


async def test_the_clerk_gets_the_cards_that_she_asked_for(browser: Browser, sample: House):
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    page = await enter(context, sample.address, "lan")

    await say(page, "/moi thẻ")
    link = page.locator(".bubble.bot .file", has_text="Thẻ mời.pdf")
    await expect(link).to_have_count(1, timeout=20_000)
    fetched = "async (link) => { const a = await fetch(link.href); return [a.status, (await a.text()).slice(0, 5)]; }"
    assert await link.evaluate(fetched) == [200, "%PDF-"]
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
