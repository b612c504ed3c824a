"""The newcomer's walk in a real Chromium: pick who to be, be asked, answer, ask for the status."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.process import House, house

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here; CI requires it"),
    pytest.mark.asyncio(loop_scope="module"),  # a browser belongs to the loop that started it
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        await opened.close()


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
async def either_sample(tmp_path: Path, database_url: str) -> AsyncIterator[House]:
    """The sample ward on SQLite and, nothing else changed, on PostgreSQL."""
    async with house(tmp_path, sample_url=database_url) as running:
        yield running


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


async def test_a_reload_and_a_restart_lose_nothing(browser: Browser, tmp_path: Path):
    context = await browser.new_context()
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
