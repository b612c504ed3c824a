"""The door over real HTTP: devices that type codes, or pretend to; nobody learns a name without a right one."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
import uvicorn

from bot.app import App, opened, running
from bot.settings import Settings
from handlers.people import codes
from storage import facts, people
from storage.database import open_database
from storage.instants import MINUTE
from storage.invites import Invited, hash_of
from tests.ward import Ward

SOUND = [one + codes.check_digit(one) for one in (f"4830192{n:02}" for n in range(40))]
CODE, HOI, *STRANGE = SOUND
PUBLIC = "https://tro-ly.example"


@dataclass
class Street:
    """A house on the street, and devices that come to it."""

    app: App
    ward: Ward
    address: str
    devices: list[httpx.AsyncClient] = field(default_factory=list)

    def device(self, **headers: str) -> "Device":
        http = httpx.AsyncClient(base_url=self.address, timeout=20, trust_env=False, verify=False, headers=headers)
        self.devices.append(http)
        return Device(http)

    async def invites(self, key: str, code: str, *, own: bool = False) -> None:
        now = self.app.services.clock.now()
        made = Invited(
            self.app.services.ids(), hash_of(code), self.ward.people[key].id, now, own=own, expires=now + MINUTE
        )
        async with self.app.services.database.write() as tx:
            await facts.write(tx, [made])

    async def rows(self, sql: str) -> int:
        async with self.app.services.database.read() as read:
            return int((await read.rows(sql))[0]["n"])


@dataclass
class Device:
    """A browser without scripts: its cookies, and the page that it shows."""

    http: httpx.AsyncClient
    shown: str = ""
    at: str = ""

    async def goes(self, path: str = "/") -> None:
        await self._takes(await self.http.get(path, follow_redirects=True))

    async def posts(self, path: str, **form: str) -> httpx.Response:
        return await self._takes(await self.http.post(path, data=form, follow_redirects=True))

    async def types(self, code: str) -> None:
        await self.posts("/vao", ma=code)

    async def presses(self, label: str) -> None:
        pressed = re.search(rf'value="(\d+)"[^>]*>{label}<', self.shown)
        assert pressed, self.shown
        await self.posts("/vao/chon", chon=pressed[1])

    async def enters(self, code: str) -> str:
        """To the chat; its path."""
        await self.goes()
        await self.types(code)
        await self.presses("Đúng và đồng ý")
        return self.at

    async def says(self, path: str, text: str, key: str = "key-00000001") -> int:
        return (await self.http.post(f"{path}say", json={"key": key, "text": text})).status_code

    async def _takes(self, answer: httpx.Response) -> httpx.Response:
        self.shown, self.at = answer.text, answer.url.path
        return answer

    def sees(self, *parts: str) -> None:
        plain = re.sub(r"</?b>", "", self.shown)
        missing = [part for part in parts if part not in plain]
        assert not missing, f"{missing} not in: {plain}"


@pytest.fixture
async def street(sqlite_url: str) -> AsyncIterator[Street]:
    database = await open_database(sqlite_url)
    ward = await Ward.founded(database)
    await database.close()
    given = {"database_url": sqlite_url, "web_listen": "127.0.0.1:0", "public_url": PUBLIC}
    async with opened(Settings.model_validate(given)) as app, running(app):
        server = uvicorn.Server(uvicorn.Config(app.pages, port=0, log_config=None, timeout_graceful_shutdown=1))
        serving = asyncio.create_task(server.serve())
        while not server.started:  # uvicorn offers no event for it
            await asyncio.sleep(0)
        made = Street(app, ward, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        yield made
        for device in made.devices:
            await device.aclose()
        server.should_exit = True
        await serving


async def test_a_code_a_yes_and_the_chat_is_open_on_this_device_and_no_other(street: Street):
    await street.invites("binh", CODE)
    device, other = street.device(), street.device()

    await device.goes()
    device.sees("Nhập mã trên thẻ", 'inputmode="numeric"')
    await device.types("483 019 2008"[:9])
    device.sees("Mã trên thẻ có 10 số, bác đang gõ 7 số")
    await device.types(codes.grouped(CODE))
    device.sees("Bác có phải bác Nguyễn Văn Bình, tổ trưởng Cầu Đơ 1 không ạ?", "Em lưu tên, số điện thoại")
    await device.presses("Đúng và đồng ý")
    assert re.fullmatch(r"/c/\w{40}/", device.at)
    device.sees("Nguyễn Văn Bình", 'id="log"')
    assert await device.says(device.at, "/toi") == 200
    path = device.at

    await other.goes(path)
    other.sees("Đã mở trên máy khác")
    await device.goes()
    device.sees("Mở trò chuyện của bác Bình", "Người khác vào trên máy này")
    device.http.cookies.delete("device")
    await device.posts("/vao/mo", ai=path.split("/")[2])
    assert device.at == path
    device.sees('id="log"')


async def test_looking_consumes_nothing(street: Street):
    """As previews of links do, and people who come back."""
    await street.invites("binh", CODE)
    for path in (f"/vao/{CODE}", f"/c/{CODE}", f"/c/{CODE}/", "/vao", "/vao/chon", "/vao/mo"):
        device = street.device()
        await device.goes(path)
        assert "Bình" not in device.shown
    device.sees("Nhập mã trên thẻ")
    await device.goes(f"/c/{CODE}/")
    device.sees(f'value="{codes.grouped(CODE)}"')
    assert await street.rows("SELECT count(*) AS n FROM invite WHERE used IS NOT NULL OR tries > 0") == 0
    assert await street.rows("SELECT count(*) AS n FROM chat WHERE account_id IS NULL") == 0


async def test_no_leads_back_to_the_box_and_a_question_is_answered_once(street: Street):
    await street.invites("binh", CODE)
    device = street.device()
    await device.goes()
    await device.types(CODE)
    asked = device.shown
    await device.presses("Không phải tôi")
    device.sees("Thẻ này có lẽ của người khác", "Nhập mã trên thẻ")
    device.shown = asked
    await device.presses("Đúng và đồng ý")
    device.sees("đã trả lời rồi", "Nhập mã trên thẻ")
    assert await street.rows("SELECT count(*) AS n FROM invite WHERE used IS NOT NULL") == 0


async def test_a_second_tap_on_yes_opens_the_same_chat(street: Street):
    await street.invites("binh", CODE)
    device = street.device()
    await device.goes()
    await device.types(CODE)
    pressed = re.search(r'value="(\d+)"[^>]*>Đúng', device.shown)
    assert pressed
    twice = [device.http.post("/vao/chon", data={"chon": pressed[1]}, follow_redirects=True) for _ in range(2)]
    answers = await asyncio.gather(*twice)
    assert {answer.url.path[:3] for answer in answers} == {"/c/"}
    assert len({answer.url.path for answer in answers}) == 1


async def test_two_people_on_one_phone_have_two_chats(street: Street):
    await street.invites("binh", CODE)
    await street.invites("hoi", HOI)
    device = street.device()
    first = await device.enters(CODE)
    await device.goes()
    await device.types(HOI)
    device.sees("bác Phạm Văn Hợi", "Máy này đang có cuộc trò chuyện của bác Bình")
    await device.presses("Đúng và đồng ý")
    assert device.at != first
    assert await device.says(first, "/toi") == 200
    assert await device.says(device.at, "/toi", "key-00000002") == 200
    await device.goes()
    device.sees("Mở trò chuyện của bác Bình", "Mở trò chuyện của bác Hợi")


async def test_a_new_card_signs_the_lost_phone_out_and_it_says_so(street: Street):
    await street.invites("binh", CODE)
    lost, new = street.device(), street.device()
    path = await lost.enters(CODE)
    await street.invites("binh", HOI)
    async with lost.http.stream("GET", f"{path}stream") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        await new.enters(HOI)
        async with street.app.services.database.read() as read:
            assert len(await people.devices(read, street.ward.people["binh"].id)) == 1
        street.app.services.signals.wake_all()
        async with asyncio.timeout(10):
            assert [line async for line in lines if "Em chào bác Bình" in line and "máy khác" in line] == []

    await lost.goes(path)
    lost.sees("Máy này đã ra khỏi trò chuyện", "Bác Bình đã vào bằng máy khác", 'href="/"')
    assert await lost.says(path, "cài 42") == 404
    await lost.goes()
    assert "Bình" not in lost.shown
    stranger = street.device()
    await stranger.goes(path)
    stranger.sees("Đường dẫn không dùng được")


async def test_a_code_for_a_further_device_leaves_the_first_one_in(street: Street):
    await street.invites("binh", CODE)
    first, second = street.device(), street.device()
    path = await first.enters(CODE)
    eight = "4830192" + codes.check_digit("4830192")
    await street.invites("binh", eight, own=True)
    await second.enters(codes.grouped(eight))
    assert await first.says(path, "/toi") == 200
    assert await second.says(second.at, "/toi", "key-00000002") == 200


async def test_who_was_signed_out_and_comes_in_again_finds_nothing_of_anybody_else(street: Street):
    """A device keeps no chat of somebody who is not in any more for the next one."""
    await street.invites("binh", CODE)
    device, new = street.device(), street.device()
    path = await device.enters(CODE)
    await street.invites("binh", HOI)
    await new.enters(HOI)
    await street.invites("hoi", STRANGE[0])
    again = await device.enters(STRANGE[0])
    assert again != path
    device.sees("Phạm Văn Hợi")
    assert "Bình" not in device.shown


async def test_without_cookies_it_says_why_and_writes_nothing(street: Street):
    await street.invites("binh", CODE)
    device = street.device()
    for _ in range(3):
        device.http.cookies.clear()
        await device.types(CODE)
        device.sees("đang chặn cookie", f'value="{CODE}"')
    assert await street.rows("SELECT count(*) AS n FROM chat WHERE account_id IS NULL") == 0


async def test_a_page_elsewhere_can_press_nothing_here(street: Street):
    await street.invites("binh", CODE)
    device = street.device()
    await device.goes()
    for origin in ("https://attacker.example", "null", "http://127.0.0.1:1"):
        device.http.headers["origin"] = origin
        for path, form in (("/vao", {"ma": CODE}), ("/vao/chon", {"chon": "1"}), ("/vao/mo", {"ai": "x"})):
            assert (await device.posts(path, **form)).status_code == 403
    device.http.headers["origin"] = PUBLIC
    await device.types(CODE)
    device.sees("Nguyễn Văn Bình")


async def test_hundreds_of_tries_from_one_place_keep_out_that_place_alone(street: Street):
    await street.invites("binh", CODE)
    robber = street.device(**{"x-forwarded-for": "203.0.113.9"})
    for n, code in enumerate(STRANGE[:34]):
        if n % 5 == 0:
            robber.http.cookies.clear()
            await robber.goes()
        await robber.types(code)
        robber.sees("Em không tìm thấy mã này" if n < 30 else "tạm dừng nhận mã ở đây")
    await robber.types(CODE)
    robber.sees("tạm dừng nhận mã ở đây", "gọi số điện thoại in trên thẻ")
    for _ in range(50):
        robber.http.cookies.clear()
        await robber.goes()
        await robber.types(CODE)
    assert await street.rows("SELECT count(*) AS n FROM chat WHERE account_id IS NULL") == 6
    assert "Bình" not in robber.shown
    neighbour = street.device(**{"x-forwarded-for": "203.0.113.10"})
    await neighbour.goes()
    await neighbour.types(CODE)
    neighbour.sees("Nguyễn Văn Bình")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "dãy 10 số in to trên thẻ"),
        ("   ", "dãy 10 số in to trên thẻ"),
        ("bác Bảy khu phố", "dãy 10 số in to trên thẻ"),
        (CODE[:9], "bác đang gõ 9 số"),
        (CODE + "1", "Mã trên thẻ có 10 số"),
        (CODE[:-1] + str((int(CODE[-1]) + 1) % 10), "Bác gõ nhầm một số ở đâu đó"),
        ("0900 000 123", "gõ nhầm một số"),
        ("9" * 5_000, "Mã trên thẻ có 10 số"),
        ("<script>alert(1)</script>", "10 số"),
    ],
)
async def test_what_is_no_code_is_answered_without_a_look_into_the_house(street: Street, typed: str, said: str):
    device = street.device()
    await device.goes()
    await device.types(typed)
    device.sees(said)
    assert "<script>alert" not in device.shown
    assert await street.rows("SELECT count(*) AS n FROM chat WHERE account_id IS NULL") == 0


async def test_what_no_page_of_ours_sends_is_refused(street: Street):
    device = street.device()
    await device.goes()
    assert (await device.posts("/vao", ma="1" * 70_000)).status_code == 403
    assert (await device.posts("/vao/chon", chon="1; DROP TABLE")).status_code == 403
    assert (await device.posts("/vao/chon", chon="9" * 19)).status_code == 200
    assert (await device.posts("/vao/mo", ai="x")).status_code == 403
    assert (await device.http.post("/vao", content=b"\xff\xfe=%ff&ma")).status_code == 403
    plain = {"content-type": "application/x-www-form-urlencoded"}
    assert (await device.http.post("/vao", content=b"\xff\xfe=%ff&ma", headers=plain)).status_code in {200, 303}
    assert (await device.http.post("/vao", content=b"&".join([b"ma=1"] * 99), headers=plain)).status_code == 403
    device.http.cookies.set("door", "../../etc.short." + "x" * 32, domain="127.0.0.1")
    await device.goes()
    device.sees("Nhập mã trên thẻ")
