"""Files and pasted cells on the page, in a real Chromium: chosen, dropped, pasted, sent over a line that breaks."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import pytest_asyncio
from docx import Document
from openpyxl import Workbook
from playwright.async_api import Browser, FilePayload, Page, Request, Route, expect

from bot.channels.web.templates import FOLDER
from tests.chromium import CHROMIUM
from tests.process import House, house
from tests.test_browser import enter, say

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no Chromium here; CI requires it"),
    pytest.mark.asyncio(loop_scope="module"),  # a browser belongs to the loop that started it
]
READ = 20_000  # ms; the document worker begins anew for each file


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """As if just started: nothing of one test is open in the next."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest.fixture
async def sample(tmp_path: Path, sample_file: Path) -> AsyncIterator[House]:
    async with house(tmp_path, sample_url=f"sqlite:///{shutil.copy(sample_file, tmp_path)}") as running:
        yield running


async def page_of(browser: Browser, running: House, who: str = "lan", width: int = 360) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": 740})
    page = await enter(context, running.address, who)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    await expect(page.locator(".turn").first).to_be_visible()
    if who == "lan":
        await say(page, "thôi")  # to the plan that waits in the sample
        await expect(page.locator(".bubble.bot", has_text="em bỏ bản kế hoạch này")).to_be_visible()
    return page


def workbook(*rows: tuple[str, ...]) -> bytes:
    made, saved = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(saved)
    return saved.getvalue()


def letter(*rows: tuple[str, ...]) -> bytes:
    made, saved = Document(), BytesIO()
    made.add_paragraph("KẾ HOẠCH ra quân tháng 11/2024")
    table = made.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(saved)
    return saved.getvalue()


def named(name: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/x-whatever", "buffer": body}


PLAN = workbook(("Ngày", "Địa bàn"), ("25/11/2024", "Cầu Đơ 1"), ("26/11/2024", "Hà Trì 2"))
LETTER = letter(("Thời gian", "Địa bàn"), ("Thứ Tư 27/11/2024", "Cầu Đơ 3"), ("Thứ Năm 28/11/2024", "Cầu Đơ 4"))


async def drops(page: Page, event: str, *names: str) -> None:
    """As the browser does with what comes from a folder."""
    carried = await page.evaluate_handle(
        """([text, names]) => {
            const carried = new DataTransfer();
            for (const name of names) carried.items.add(new File([text], name));
            return carried;
        }""",
        ["Ngày\tĐịa bàn\n25/11/2024\tCầu Đơ 1\n26/11/2024\tHà Trì 2\n", list(names)],
    )
    await page.dispatch_event("#log", event, {"dataTransfer": carried})


async def pastes(page: Page, html: str = "", plain: str = "") -> None:
    await page.evaluate(
        """([html, plain]) => {
            const clipboardData = new DataTransfer();
            if (html) clipboardData.setData("text/html", html);
            if (plain) clipboardData.setData("text/plain", plain);
            document.getElementById("text").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )


async def test_a_plan_is_chosen_shown_agreed_to_and_stored(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    async with page.expect_file_chooser() as opened:
        await page.click("#attach")
    await (await opened.value).set_files([named("Kế hoạch tuần 4.xlsx", PLAN)])
    await expect(page.locator("#chosen li")).to_contain_text(["Kế hoạch tuần 4.xlsx"])
    await expect(page.locator("#told")).to_have_text("Đã chọn Kế hoạch tuần 4.xlsx. Bấm Gửi để gửi.")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360

    await page.fill("#text", "kế hoạch tuần này em nhé")
    await page.click("#send")
    await expect(page.locator("#tray")).to_be_hidden()
    await expect(page.locator(".bubble.me").last).to_have_text("Tệp: Kế hoạch tuần 4.xlsx\nkế hoạch tuần này em nhé")
    await expect(page.locator(".bubble.bot").last).to_contain_text("2 địa bàn, 2 buổi", timeout=READ)
    await expect(page.locator(".sending")).to_have_count(0)
    await page.locator(".choice", has_text="Đồng ý").last.click()
    await expect(page.locator(".bubble.bot").last).to_contain_text("Em đã lưu")
    await say(page, "lịch Hà Trì 2")
    await expect(page.locator(".bubble.bot").last).to_contain_text("26/11")


async def test_two_plans_at_once_come_one_after_the_other(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    await page.set_input_files("#picker", [named("mot.xlsx", PLAN), named("hai.docx", LETTER), named("lai.xlsx", PLAN)])
    await page.click("#send")
    await expect(page.locator(".bubble.bot", has_text="Em giữ tệp hai.docx lại")).to_be_visible(timeout=READ)
    await expect(page.locator(".bubble.bot").last).to_contain_text("lai.xlsx giống hệt bản đang chờ chị", timeout=READ)

    await say(page, "đồng ý")
    await expect(page.locator(".bubble.bot", has_text="Tiếp theo em đọc tệp hai.docx")).to_be_visible()
    shown = page.locator(".bubble.bot", has_text="Đây là tệp hai.docx")
    await expect(shown).to_contain_text("27/11", timeout=READ)
    await say(page, "đồng ý")
    await expect(page.locator(".bubble.bot").last).to_contain_text("Em đã lưu")
    await say(page, "lịch Cầu Đơ 4")
    await expect(page.locator(".bubble.bot").last).to_contain_text("28/11")


async def test_what_is_dropped_on_the_chat_is_taken(browser: Browser, sample: House):
    page = await page_of(browser, sample, width=1366)
    await drops(page, "dragenter", "kh.csv")
    await expect(page.locator("#drop")).to_be_visible()
    await drops(page, "dragleave", "kh.csv")
    await expect(page.locator("#drop")).to_be_hidden()

    await drops(page, "dragenter", "kh.csv")
    await drops(page, "drop", "kh.csv", "ban sao.csv")
    await expect(page.locator("#drop")).to_be_hidden()
    await expect(page.locator("#chosen li")).to_have_count(2)
    await page.get_by_role("button", name="Bỏ ban sao.csv").click()
    await page.keyboard.press("Enter")
    await expect(page.locator(".bubble.bot").last).to_contain_text("2 địa bàn, 2 buổi", timeout=READ)


async def test_cells_are_copied_and_pasted_with_the_keyboard(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book = await page.context.new_page()
    await book.set_content(
        "<table><tr><th>Ngày</th><th>Địa bàn</th></tr><tr><td>25/11/2024</td><td>Cầu Đơ<br>1</td></tr>"
        "<tr><td>26/11/2024</td><td>Hà Trì 2</td></tr><tr><td>27/11/2024</td><td>Cầu Đơ 3</td></tr></table>"
    )
    await book.keyboard.press("Control+a")
    await book.keyboard.press("Control+c")
    await page.bring_to_front()
    await page.focus("#text")
    await page.keyboard.press("Control+v")

    await expect(page.locator("#chosen li")).to_contain_text(["4 dòng, 2 cột"])
    await expect(page.locator("#text")).to_have_value("")
    await page.click("#send")
    await expect(page.locator(".bubble.bot").last).to_contain_text("3 buổi", timeout=READ)
    await expect(page.locator(".bubble.bot").last).to_contain_text("Cầu Đơ 1")


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>
.xl65 {mso-number-format:"Short Date";} .xl66 {text-decoration:line-through;} .xl67 {display:none;}
</style></head><body><!--StartFragment--><table>
<tr><td>STT</td><td class=xl65>Ngày</td><td>Địa
  bàn</td></tr>
<tr><td>1</td><td rowspan=2>25/11/2024</td><td>Cầu Đơ 1</td></tr>
<tr><td>2</td><td>Cầu Đơ 3</td></tr>
<tr><td>3</td><td>26/11/2024</td><td class=xl66>Cầu Đơ 4</td></tr>
<tr class=xl67><td>4</td><td>27/11/2024</td><td>Hà Trì 1</td></tr>
<tr><td>5</td><td>28/11/2024</td><td><s>Hà Trì 1</s> Hà Trì 2</td></tr>
<!--EndFragment--></table></body></html>"""
READ_EXCEL = """STT\tNgày\tĐịa bàn
1\t25/11/2024\tCầu Đơ 1
2\t25/11/2024\tCầu Đơ 3
3\t26/11/2024\t~~Cầu Đơ 4~~
5\t28/11/2024\t~~Hà Trì 1~~ Hà Trì 2"""
WORD = """<html><body><p class=MsoNormal align=center><b>KẾ HOẠCH</b> tháng 11/2024</p>
<table class=MsoTableGrid><tr><td><p><b>Thời
gian</b></p></td><td><p>Địa bàn</p></td></tr>
<tr><td><p>25/11</p><p>26/11</p></td><td><p>Cầu Đơ 1</p></td></tr>
<tr><td colspan=2><p>Nghỉ "lễ"</p></td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("html", "plain", "text"),
    [
        (
            EXCEL,
            "",
            READ_EXCEL,
        ),
        (
            WORD,
            "a\tb\nc\td",
            'KẾ HOẠCH tháng 11/2024\nThời gian\tĐịa bàn\n"25/11\n26/11"\tCầu Đơ 1\n"Nghỉ ""lễ"""',
        ),
        ("", 'Ngày\tNơi\r\n25/11\t"Cầu Đơ 1\nCầu Đơ 3"\r\n', 'Ngày\tNơi\n25/11\t"Cầu Đơ 1\nCầu Đơ 3"'),
        ("<p>một đoạn</p>", "một đoạn", None),
        ("<table><tr><td>một ô</td></tr></table>", "một ô", None),
        ("", "cài 42, vắng 6\nkích hoạt 40", None),
    ],
)
async def test_a_pasted_table_keeps_its_rows_and_what_is_struck_out(
    browser: Browser, html: str, plain: str, text: str | None
):
    page = await browser.new_page()
    await page.add_script_tag(path=FOLDER / "tables.js")

    found = await page.evaluate(
        """([html, plain]) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", plain);
            const table = tableIn(data);
            return table && table.text;
        }""",
        [html, plain],
    )
    assert found == text


async def test_a_small_table_is_a_message_and_a_large_one_a_file(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    rows = "".join(f"{day}/11/2024\tCầu Đơ {1 + day % 2 * 2}\n" for day in range(20, 29))

    await pastes(page, plain=f"Ngày\tĐịa bàn\n{rows}")
    await page.click("#send")
    await expect(page.locator(".bubble.me").last).to_contain_text("20/11/2024")
    await expect(page.locator(".bubble.bot").last).to_contain_text("9 buổi", timeout=READ)
    await say(page, "thôi")

    await pastes(page, plain="Ngày\tĐịa bàn\tGhi chú\n" + rows.replace("\n", f"\t{'chuẩn bị loa đài ' * 40}\n"))
    await page.click("#send")
    await expect(page.locator(".bubble.me").last).to_have_text("Tệp: Bảng dán vào.csv")
    await expect(page.locator(".bubble.bot").last).to_contain_text("9 buổi", timeout=READ)


async def test_a_long_text_is_not_cut_off_unseen(browser: Browser, sample: House):
    page = await page_of(browser, sample, "binh")
    await pastes(page, plain="Kính gửi các bác. " * 300)
    await expect(page.locator("#chosen li")).to_contain_text(["Chữ dán vào5400 chữ"])
    await page.get_by_role("button", name="Bỏ Chữ dán vào").click()
    await expect(page.locator("#tray")).to_be_hidden()


async def test_a_head_sends_a_photo_without_its_place(browser: Browser, sample: House):
    page = await page_of(browser, sample, "binh")
    sent: list[bytes] = []
    page.on("request", lambda request: sent.append(_body(request)) if request.url.endswith("/file") else None)
    photo = await page.evaluate(
        """async () => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 4000, height: 3000 });
            canvas.getContext("2d").fillRect(0, 0, 10, 10);
            const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
            return [...new Uint8Array(await blob.arrayBuffer())];
        }"""
    )
    exif = b"\xff\xe1\x00\x22Exif\0\0GPS 20.97N 105.77E here    "
    marked = bytes(photo[:2]) + exif[:2] + (len(exif) - 2).to_bytes(2, "big") + exif[4:] + bytes(photo[2:])

    photographed: FilePayload = {"name": "IMG_1.jpeg", "mimeType": "image/jpeg", "buffer": marked}
    await page.set_input_files("#picker", photographed)
    await page.click("#send")
    await expect(page.locator(".bubble.bot").last).to_contain_text("Em giữ ảnh này cùng số của Cầu Đơ 1")
    await expect(page.locator(".bubble.me").last).to_have_text("Tệp: IMG_1.jpg")
    assert b"GPS" in marked
    assert all(body.startswith(b"\xff\xd8\xff") and b"GPS" not in body for body in sent)


def _body(request: Request) -> bytes:
    return request.post_data_buffer or b"\xff\xd8\xff"


async def test_a_file_that_is_too_large_or_empty_is_told_before_it_is_sent(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    large, empty = named("phim.mp4", bytes(11 << 20)), named("trong.xlsx", b"")
    await page.set_input_files("#picker", [large, empty, named("kh.xlsx", PLAN)])
    await expect(page.locator("#refused")).to_contain_text(
        "phim.mp4 lớn quá (11,0 MB). Mỗi tệp gửi được nhiều nhất 10 MB."
    )
    await expect(page.locator("#refused")).to_contain_text("trong.xlsx trống")
    await expect(page.locator("#chosen li")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_a_line_that_breaks_brings_the_file_once(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    tries = 0

    async def breaks(route: Route) -> None:
        """First nothing arrives; then it arrives, and the answer is lost."""
        nonlocal tries
        tries += 1
        if tries == 1:
            await route.abort()
            return
        if tries == 2:
            await route.fetch()
            await route.abort()
            return
        await route.continue_()

    await page.route("**/file", breaks)
    await page.set_input_files("#picker", [named("kh.xlsx", PLAN)])
    await page.click("#send")
    await expect(page.locator(".bubble.bot").last).to_contain_text("2 địa bàn, 2 buổi", timeout=READ)
    async with asyncio.timeout(20):
        while tries < 3:
            await asyncio.sleep(0.05)
    await say(page, "đồng ý")
    await expect(page.locator(".bubble.bot").last).to_contain_text("Em đã lưu")
    await expect(page.locator(".bubble.me", has_text="Tệp: kh.xlsx")).to_have_count(1)
    await expect(page.locator(".bubble.bot", has_text="Em nhận được tệp")).to_have_count(1)


async def test_a_file_that_waits_for_the_line_can_be_taken_back(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    await page.route("**/file", lambda route: route.abort())
    await page.set_input_files("#picker", [named("kh.xlsx", PLAN)])
    await page.click("#send")
    await expect(page.locator(".turn.me .state").last).to_have_text("chờ mạng, máy tự gửi lại")
    await expect(page.get_by_role("progressbar", name="Đang gửi kh.xlsx")).to_be_visible()

    await say(page, "/lich")  # words do not wait for a file
    await expect(page.locator(".bubble.bot").last).to_contain_text("Cầu Đơ")
    await page.get_by_role("button", name="Thôi gửi kh.xlsx").click()
    await expect(page.locator(".state", has_text="đã thôi gửi")).to_be_visible()
    await page.unroute("**/file")
    await page.set_input_files("#picker", [named("hai.docx", LETTER)])
    await page.click("#send")
    await expect(page.locator(".bubble.bot").last).to_contain_text("27/11", timeout=READ)


async def test_what_the_server_refuses_is_said_beside_the_file(browser: Browser, sample: House):
    page = await page_of(browser, sample)

    async def proxy(route: Route) -> None:
        await route.fulfill(status=413, body="<html>413 Request Entity Too Large</html>")

    await page.route("**/file", proxy)
    await page.set_input_files("#picker", [named("kh.xlsx", PLAN)])
    await page.click("#send")
    await expect(page.locator(".turn.trouble .state")).to_have_text("Tệp lớn quá. Mỗi tệp gửi được nhiều nhất 10 MB.")
    await expect(page.locator("#told")).to_contain_text("kh.xlsx: Tệp lớn quá")
    await expect(page.locator(".sending")).to_have_count(0)


async def test_a_roster_and_a_locked_file_beside_it_are_each_answered(browser: Browser, sample: House):
    page = await page_of(browser, sample)
    roster = workbook(
        ("STT", "Họ và tên", "Chức vụ", "Tổ", "SĐT"), ("1", "Lê Thị Hoa", "ĐVTN", "Cầu Đơ 1", "0900000771")
    )
    locked = BytesIO()
    with ZipFile(locked, "w") as archive:
        archive.writestr("a.txt", "nothing")
    await page.set_input_files("#picker", [named("hong.xlsx", locked.getvalue()), named("ds.xlsx", roster)])
    await page.click("#send")
    await expect(page.locator(".bubble.bot", has_text="hong.xlsx:")).to_be_visible(timeout=READ)
    await expect(page.locator(".bubble.bot").last).to_contain_text("Em đọc xong danh sách", timeout=READ)
