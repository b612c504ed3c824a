"""One house with every channel on, over fakes of their platforms; and people who use one of them.

A further channel is a class here and a row in PHONES: how its phone says something, what it shows, how a choice is made
there, and what can be sent from it.
"""

import asyncio
import json
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from bot import app, invites
from bot.app import CHANNELS, App
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.web.posts import FILE as MEDIA
from bot.clock import Clock
from bot.settings import Settings
from storage import accounts, chats, facts
from storage.database import open_database
from storage.instants import HOUR
from storage.invites import Invited, hash_of
from tests.bot.echo.channel import kind
from tests.bot.echo.sending import Platform
from tests.bot.echo.settings import EchoSettings
from tests.bot.telegram_house import SECRET, free_port, web
from tests.bot.web_door import told
from tests.bot.zalo.house import zalo_settings
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.fake_zalo import BOT, FakeZalo
from tests.ward import YOUTH, Ward, clock_time, plain

PUBLIC = "https://phuong.example"
PATIENCE = 30.0  # seconds; a file has to be read or drawn
_LEFT = "SELECT id FROM outbox WHERE state IN ('waiting', 'sending') AND next_at <= :now LIMIT 1"


@dataclass(frozen=True)
class Shown:
    """A message as its reader sees it. `buttons`: by label, how it is pressed. `file`: its name, or its link."""

    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass
class Exchange:
    app: App
    ward: Ward
    root: str
    telegram: FakeTelegram
    zalo: FakeZalo
    echo: Platform
    http: httpx.AsyncClient
    numbers: "count[int]" = field(default_factory=lambda: count(5_001))
    inside: set[str] = field(default_factory=set)

    async def joins(self, key: str, channel: str) -> "Handset":
        """With the code of a card, and a yes; who is in already, with one for a further device."""
        services, code, now = self.app.services, invites.new_code(), self.app.services.clock.now()
        own = key in self.inside
        invited = (services.ids(), hash_of(code), self.ward.people[key].id, now)
        async with services.database.write() as tx:
            await facts.write(tx, [Invited(*invited, own=own, expires=now + HOUR if own else 0)])
        handset = PHONES[channel](self, next(self.numbers))
        await handset.enters(code)
        await handset.hears(f"{self.ward.people[key].given} ✅")
        self.inside.add(key)
        return handset

    async def rests(self) -> None:
        """What may go has gone, as when people read before they answer."""
        async with asyncio.timeout(PATIENCE):
            while await self.rows(_LEFT, now=self.app.services.clock.now()):
                await asyncio.sleep(0.01)

    async def comes_to(self, text: str) -> None:
        self.app.services.clock.jump(clock_time(text))
        await app.look(self.app)

    async def rows(self, sql: str, **named: object) -> list[dict[str, Any]]:
        async with self.app.services.database.read() as read:
            return [dict(row) for row in await read.rows(sql, **named)]  # type: ignore[call-overload]


@dataclass
class Handset(ABC):
    """Somebody's phone, or their browser. `_before`: what they had seen when they spoke last."""

    exchange: Exchange
    number: int
    _before: int = 0
    takes_files = True  # from people; what it shows of ours every channel has some way for

    @abstractmethod
    async def shown(self) -> list[Shown]:
        """All that was said here so far."""

    @abstractmethod
    async def posts(self, text: str) -> None: ...

    @abstractmethod
    async def presses(self, button: str) -> None: ...

    async def sends_photo(self, body: bytes, caption: str) -> None:
        raise NotImplementedError

    async def sends_document(self, body: bytes, name: str) -> None:
        raise NotImplementedError

    async def enters(self, code: str) -> None:
        await self.says(code)
        await self.hears("Đúng và đồng ý")
        await self.chooses("Đúng và đồng ý")

    async def says(self, text: str) -> None:
        await self.exchange.rests()
        self._before = len(await self.shown())
        await self.posts(text)

    async def chooses(self, label: str) -> None:
        """By its button, or where there is none by its number."""
        await self.exchange.rests()
        said = await self.shown()
        self._before = len(said)
        pressable = next((one.buttons[label] for one in reversed(said) if label in one.buttons), None)
        if pressable is not None:
            await self.presses(pressable)
            return
        numbers = [found for one in said if (found := re.search(rf"(\d)\W{{1,2}}{re.escape(label)}", one.text))]
        assert numbers, f"{label} is offered nowhere: {said[-1:]}"
        await self.posts(numbers[-1][1])

    async def hears(self, *parts: str, since: int | None = None) -> str:
        """Soon, in what was said since they spoke last."""
        first, text = self._before if since is None else since, ""
        for _ in range(round(PATIENCE / 0.02)):
            text = "\n".join(f"{one.text} {one.file} {' · '.join(one.buttons)}" for one in (await self.shown())[first:])
            if all(part in text for part in parts):
                return text
            await asyncio.sleep(0.02)
        missing = [part for part in parts if part not in text]
        raise AssertionError(f"{missing} not in: {text}")


@dataclass
class WebPage(Handset):
    """A browser that keeps its cookies."""

    path: str = ""

    async def enters(self, code: str) -> None:
        http = self.exchange.http
        http.cookies.clear()
        await http.get("/", follow_redirects=True)
        asked = await http.post("/vao", data={"ma": code}, follow_redirects=True)
        yes = re.search(r'value="(\d+)"[^>]*>Đúng và đồng ý<', asked.text)
        assert yes, asked.text
        inside = await http.post("/vao/chon", data={"chon": yes[1]}, follow_redirects=True)
        self.path, self._cookies = inside.url.path, dict(http.cookies)

    async def shown(self) -> list[Shown]:
        if not self.path:
            return []
        async with self.exchange.app.services.database.read() as read:
            chat = await chats.at_address(read, accounts.page_of(self.path.split("/")[2]))
            lines = await chats.log_after(read, chat.id, 0, 1_000) if chat else ()
        return [
            Shown(
                plain(line.words or ""),
                {choice.label: str(choice.id) for choice in line.choices},
                line.handout.name if line.handout else "",
            )
            for line in lines
            if line.said is None and line.edits is None
        ]

    async def posts(self, text: str) -> None:
        await self._says(text=text)

    async def presses(self, button: str) -> None:
        await self._says(choice=button)

    async def sends_photo(self, body: bytes, caption: str) -> None:
        await self._sends(body, "anh.jpg", caption=caption)

    async def sends_document(self, body: bytes, name: str) -> None:
        await self._sends(body, name)

    async def _sends(self, body: bytes, name: str, **more: str) -> None:
        self._before, http = len(await self.shown()), self.exchange.http
        http.cookies.update(self._cookies)
        about = {"Content-Type": MEDIA, "X-Tungngo-File": told(name, f"file-{next(self.exchange.numbers):08}", **more)}
        answer = await http.post(f"{self.path}file", content=body, headers=about)
        assert answer.status_code == 200, answer.text

    async def _says(self, **said: str) -> None:
        http = self.exchange.http
        http.cookies.update(self._cookies)
        answer = await http.post(f"{self.path}say", json={"key": f"key-{next(self.exchange.numbers):08}", **said})
        assert answer.status_code == 200, answer.text


@dataclass
class TelegramPhone(Handset):
    async def shown(self) -> list[Shown]:
        return [
            Shown(one.text, one.buttons, one.file.name if one.file else "")
            for one in self.exchange.telegram.sent
            if one.chat == self.number
        ]

    async def posts(self, text: str) -> None:
        self.exchange.telegram.says(self.number, text)

    async def presses(self, button: str) -> None:
        sent = self.exchange.telegram.sent
        said = next(one for one in reversed(sent) if button in one.buttons.values() and one.chat == self.number)
        self.exchange.telegram.presses_button(self.number, said, button)

    async def sends_photo(self, body: bytes, caption: str) -> None:
        await self._sends(body, "photo", [{"file_id": "sent", "file_size": len(body)}], caption=caption)

    async def sends_document(self, body: bytes, name: str) -> None:
        told = {"file_id": "sent", "file_unique_id": "u", "file_name": name, "file_size": len(body)}
        await self._sends(body, "document", told)

    async def _sends(self, body: bytes, sort: str, told: object, **more: object) -> None:
        self._before, telegram = len(await self.shown()), self.exchange.telegram
        telegram.files["sent"] = body
        telegram.arrives(message=telegram.message(self.number, self.number, **{sort: told, **more}))


@dataclass
class ZaloPhone(Handset):
    """No buttons, no edits; everything is brought to our webhook."""

    @property
    def user(self) -> str:
        return f"{self.number:020x}"

    async def shown(self) -> list[Shown]:
        return [Shown(one.text, file=one.photo) for one in self.exchange.zalo.sent if one.chat == self.user]

    async def posts(self, text: str) -> None:
        await self._brings("text", text=text)

    async def presses(self, button: str) -> None:
        raise NotImplementedError(button)

    async def sends_photo(self, body: bytes, caption: str) -> None:
        self._before, zalo = len(await self.shown()), self.exchange.zalo
        zalo.files["/files/sent.jpg"] = body
        await self._brings("image", photo_url=f"{zalo.api}/files/sent.jpg", caption=caption)

    async def sends_document(self, body: bytes, name: str) -> None:
        self._before, zalo = len(await self.shown()), self.exchange.zalo
        zalo.files["/files/sent.csv"] = body
        told = {"file_url": f"{zalo.api}/files/sent.csv", "file_name": name, "file_size": len(body)}
        await self._brings("file", **told)

    async def _brings(self, event: str, **told: Any) -> None:
        zalo = self.exchange.zalo
        zalo.arrives(zalo.update(self.user, event, **told), BOT)
        assert await zalo.bring(self.exchange.root, BOT) == [200]


@dataclass
class EchoPhone(Handset):
    """So many characters at a time, no buttons, no edits, no files."""

    takes_files = False

    async def shown(self) -> list[Shown]:
        return [Shown(one.text) for one in self.exchange.echo.said if one.chat == f"echo/{self.number}"]

    async def posts(self, text: str) -> None:
        posted = {"id": next(self.exchange.numbers), "by": str(self.number), "text": text}
        answer = await self.exchange.http.post("/echo", content=json.dumps(posted))
        assert answer.status_code == 200

    async def presses(self, button: str) -> None:
        raise NotImplementedError(button)


PHONES: dict[str, type[Handset]] = {"web": WebPage, "telegram": TelegramPhone, "zalo": ZaloPhone, "echo": EchoPhone}


@asynccontextmanager
async def open_exchange(database_url: str) -> AsyncIterator[Exchange]:
    """The first evening at 20:40, with the youth; nobody is in any chat but by the channels that they join here."""
    database = await open_database(database_url)
    ward = await Ward.founded(database, people=YOUTH, youth=3)
    async with database.write() as tx:
        await tx.run("UPDATE account SET until = since")
    await database.close()
    clock, port, platform = Clock.starting_at(clock_time("20:40"), 40), free_port(), Platform()
    telegram, zalo = FakeTelegram(lambda: clock.now() / 1_000), FakeZalo()
    zalo.now = clock.now
    async with telegram.serving(), zalo.serving():
        own = {"token": TOKEN, "api": telegram.api, "mode": "poll", "secret": SECRET}
        channels = (TelegramSettings.model_validate(own), zalo_settings(zalo, (BOT,)), EchoSettings(token="given"))
        here = {"web_listen": f"127.0.0.1:{port}", "public_url": PUBLIC}
        settings = Settings.model_validate({"database_url": database_url, **here, "channels": channels})
        zalo.hooks = {bot.key: (f"{PUBLIC}/zalo/{bot.key}", bot.secret) for bot in channels[1].bots}
        root = f"http://127.0.0.1:{port}"
        async with (
            app.opened(settings, clock, (*CHANNELS, kind(platform))) as opened,
            app.running(opened),
            web(opened, port, "webhook"),
            httpx.AsyncClient(base_url=root, timeout=20, trust_env=False, verify=False) as http,
        ):
            yield Exchange(opened, ward, root, telegram, zalo, platform, http)
