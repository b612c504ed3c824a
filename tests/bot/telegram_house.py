"""The whole house over the fake Bot API, in one process: loops, HTTP, Telegram; and phones that speak to it."""

import asyncio
import re
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import uvicorn

from bot import app
from bot.app import App
from bot.channels.telegram.settings import TelegramSettings
from bot.clock import Clock
from bot.settings import ChannelSettings, Settings
from storage import facts
from storage.database import Database, open_database
from storage.ids import Ids
from storage.invites import Invited, hash_of
from tests.fake_telegram import TOKEN, FakeTelegram, Message
from tests.ward import Ward, clock_time

SECRET = "a-secret-of-the-test-32-letters-long"
SOON = 5.0  # seconds until something that must happen is given up


@dataclass
class House:
    telegram: FakeTelegram
    app: App
    ward: Ward
    port: int

    @property
    def database(self) -> Database:
        return self.app.services.database

    def phone(self, user: int, chat: int | None = None) -> "Phone":
        return Phone(self, user, chat if chat is not None else user)

    async def invites(self, key: str, code: str) -> None:
        ids = Ids(self.app.services.clock.now)
        invited = Invited(ids(), hash_of(code), self.ward.people[key].id, self.app.services.clock.now())
        async with self.database.write() as tx:
            await facts.write(tx, [invited])

    async def enrols(self, key: str, user: int) -> "Phone":
        """By link and a yes; what was said is forgotten."""
        code = f"{key.upper():2<8}"[:8]
        await self.invites(key, code)
        phone = self.phone(user)
        await phone.says(f"/start {code}")
        await phone.says("đúng")
        phone.forgets()
        return phone

    async def comes_to(self, text: str) -> None:
        """The app's clock jumps to this time of the first night, and looks."""
        self.app.services.clock.jump(clock_time(text))
        self.app.services.signals.notify("due")
        await app.look(self.app)

    async def figures(self) -> list[tuple[str, str]]:
        """Every event as (kind, figures), in order."""
        async with self.database.read() as read:
            return [(r["kind"], r["figures"]) for r in await read.rows("SELECT kind, figures FROM event ORDER BY id")]

    async def rows(self, sql: str, **named: object) -> list[Any]:
        async with self.database.read() as read:
            return list(await read.rows(sql, **named))

    async def has(self, sql: str, **named: object) -> list[Any]:
        """What it brings, once it brings anything."""
        async with asyncio.timeout(SOON):
            while not (found := await self.rows(sql, **named)):
                await asyncio.sleep(0.01)
        return found


@dataclass
class Phone:
    """One person's Telegram; `heard` is how many messages of the chat were looked at."""

    house: House
    user: int
    chat: int
    _heard: int = 0
    _edits: int = 0

    @property
    def new(self) -> list[Message]:
        return [message for message in self.house.telegram.sent if message.chat == self.chat][self._heard :]

    def forgets(self) -> None:
        self._heard += len(self.new)

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        self.forgets()
        said = self.house.telegram.says(self.user, text, self.chat, **more)
        await self.settles()
        return said

    async def says_beside(self, text: str) -> None:
        """And hears an answer while others' words may still be waited for."""
        self.forgets()
        self.house.telegram.says(self.user, text, self.chat)
        await until(lambda: self.new)

    async def edits(self, said: dict[str, Any], text: str) -> None:
        self.forgets()
        self._edits += 1
        self.house.telegram.edits(said, text, later=self._edits)
        await self.settles()

    async def sends(self, **content: Any) -> None:
        self.forgets()
        self.house.telegram.arrives(message=self.house.telegram.message(self.user, self.chat, **content))
        await self.settles()

    async def presses(self, label: str, message: Message | None = None) -> str:
        """The notice that the press was answered with."""
        shown = message or next(one for one in reversed(self.house.telegram.sent) if label in one.buttons)
        self.forgets()
        press = self.house.telegram.presses_button(self.user, shown, shown.buttons[label], self.chat)
        await self.settles()
        await until(lambda: press in self.house.telegram.presses)
        return self.house.telegram.presses[press]

    async def settles(self) -> None:
        """Until everything that arrived is taken, and everything that may go now has gone."""
        if self.house.telegram.webhook:
            await self.house.telegram.bring()
        await until(lambda: not self.house.telegram.pending)
        for _ in range(500):
            if not await self.house.rows(_LEFT, now=self.house.app.services.clock.now()):
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the outbox does not empty")

    def hears(self, *parts: str) -> None:
        assert self.new, "nothing new was said"
        missing = [part for part in parts if part not in self.new[-1].text]
        assert not missing, f"{missing} not in: {self.new[-1].text}"

    def hears_nothing(self) -> None:
        assert not self.new, [message.text for message in self.new]


@asynccontextmanager
async def open_house(
    database_url: str,
    mode: str = "poll",
    speed: float = 40,
    speech: str = "",
    beside: Sequence[ChannelSettings] = (),
    **more: Any,
) -> AsyncIterator[House]:
    clock = Clock.starting_at(clock_time("21:20"), speed)
    telegram = FakeTelegram(lambda: clock.now() / 1_000)
    ward = await founded(database_url)
    port = free_port()
    async with telegram.serving():
        given = {
            "database_url": database_url,
            "web_listen": f"127.0.0.1:{port}",
            "speech_url": speech,
        }
        own = {"token": TOKEN, "api": telegram.api, "mode": mode, "secret": SECRET, **more}
        settings = Settings.model_validate({**given, "channels": (TelegramSettings.model_validate(own), *beside)})
        if mode == "webhook":
            telegram.webhook, telegram.secret = f"http://127.0.0.1:{port}/telegram/hook", SECRET
        async with app.opened(settings, clock) as opened, app.running(opened), web(opened, port, mode):
            yield House(telegram, opened, ward, port)


async def founded(database_url: str) -> Ward:
    database = await open_database(database_url)
    try:
        return await Ward.founded(database)
    finally:
        await database.close()


@asynccontextmanager
async def web(opened: App, port: int, mode: str) -> AsyncIterator[None]:
    if mode != "webhook":
        yield
        return
    server = uvicorn.Server(uvicorn.Config(opened.pages, port=port, log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await task


async def until(done: Any, seconds: float = SOON) -> None:
    async with asyncio.timeout(seconds):
        while not done():
            await asyncio.sleep(0.005)


def free_port() -> int:
    """Below those that the system lends to whoever connects: one of them may be lent before it is listened at."""
    while True:
        port = 16_000 + secrets.randbelow(16_000)
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


_LEFT = """
SELECT id FROM outbox WHERE state IN ('waiting', 'sending') AND next_at <= :now
UNION ALL SELECT id FROM errand WHERE kind = 'hear' AND state = 'waiting' LIMIT 1
"""
