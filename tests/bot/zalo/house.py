"""The whole house over the fake Zalo, in one process; and people who write to one of its bots."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot import app, invites
from bot.app import App
from bot.channels.zalo.settings import ZaloSettings
from bot.clock import Clock
from bot.settings import ChannelSettings, Settings
from storage import facts
from storage.invites import Invited, hash_of
from tests.bot.telegram_house import founded, free_port, until, web
from tests.fake_zalo import BOT, SECOND_BOT, TOKENS, FakeZalo
from tests.ward import Ward, clock_time

SECRET = "a-secret-of-the-test-32-letters-long"
PUBLIC = "https://phuong.example"
_LEFT = """
SELECT id FROM outbox WHERE state IN ('waiting', 'sending') AND next_at <= :now
UNION ALL SELECT id FROM errand WHERE kind = 'hear' AND state = 'waiting' LIMIT 1
"""


@dataclass
class Lines:
    """Between a house and its bots. `root`: where the house really listens."""

    zalo: FakeZalo
    app: App
    root: str

    def phone(self, user: str, bot: str = BOT) -> "ZaloPhone":
        return ZaloPhone(self, user, bot)

    async def rows(self, sql: str, **named: object) -> list[Any]:
        async with self.app.services.database.read() as read:
            return list(await read.rows(sql, **named))

    async def settles(self) -> None:
        """Everything that waits was brought, and everything that may go now has gone."""
        for bot in list(self.zalo.hooks):
            await self.zalo.bring(self.root, bot)
        await until(lambda: not any(self.zalo.pending.values()))
        for _ in range(500):
            if not await self.rows(_LEFT, now=self.app.services.clock.now()):
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the outbox does not empty")


@dataclass
class ZaloHouse(Lines):
    ward: Ward

    async def enrols(self, key: str, user: str, bot: str = BOT) -> "ZaloPhone":
        """By a typed code and a yes; what was said is forgotten."""
        code = invites.new_code()
        await self.invites(key, code)
        phone = self.phone(user, bot)
        await phone.says(code)
        await phone.says("1")
        phone.hears(self.ward.people[key].given)
        phone.forgets()
        return phone

    async def invites(self, key: str, code: str, **more: Any) -> None:
        services = self.app.services
        person, now = self.ward.people[key].id, services.clock.now()
        async with services.database.write() as tx:
            await facts.write(tx, [Invited(services.ids(), hash_of(code), person, now, **more)])

    async def leaves_pages(self, *keys: str) -> None:
        """These people have no other way to be reached than Zalo."""
        people = [self.ward.people[key].id for key in keys]
        gone = "UPDATE account SET until = since WHERE address LIKE 'web/%' AND person_id IN :people"
        async with self.app.services.database.write() as tx:
            await tx.run(gone, people=people)

    async def has(self, sql: str, **named: object) -> list[Any]:
        """What it brings, once it brings anything."""
        async with asyncio.timeout(5):
            while not (found := await self.rows(sql, **named)):
                await asyncio.sleep(0.01)
        return found

    async def comes_to(self, text: str) -> None:
        self.app.services.clock.jump(clock_time(text))
        self.app.services.signals.notify("due")
        await app.look(self.app)


@dataclass
class ZaloPhone:
    """One person's Zalo; `_heard` is how many messages of the chat were looked at."""

    house: Lines
    user: str
    bot: str
    _heard: int = 0

    @property
    def new(self) -> list[str]:
        zalo = self.house.zalo
        return [one.text for one in zalo.sent if one.chat == self.user and one.bot == self.bot][self._heard :]

    def forgets(self) -> None:
        self._heard += len(self.new)

    async def says(self, text: str) -> None:
        await self.sends("text", text=text)

    async def sends(self, event: str, **more: Any) -> None:
        self.forgets()
        self.house.zalo.arrives(self.house.zalo.update(self.user, event, **more), self.bot)
        await self.house.settles()

    def hears(self, *parts: str) -> None:
        """All of it in one message: each one is counted."""
        assert len(self.new) == 1, self.new
        missing = [part for part in parts if part not in self.new[0]]
        assert not missing, f"{missing} not in: {self.new[0]}"


def zalo_settings(zalo: FakeZalo, bots: Sequence[str] = (BOT,), **more: Any) -> ZaloSettings:
    tokens = " ".join(TOKENS[bot] for bot in bots)
    given = {"tokens": tokens, "secret": SECRET, "api": zalo.api, "hosts": "127.0.0.1 zdn.vn", **more}
    return ZaloSettings.model_validate(given)


@asynccontextmanager
async def open_zalo(
    database_url: str,
    bots: Sequence[str] = (BOT, SECOND_BOT),
    beside: Sequence[ChannelSettings] = (),
    speed: float = 40,
    again: ZaloHouse | None = None,
    speech: str = "",
    **more: Any,
) -> AsyncIterator[ZaloHouse]:
    """`again`: the same house after it stood still."""
    began = again.app.services.clock.now() if again else clock_time("21:20")
    clock, port = Clock.starting_at(began, speed), free_port()
    ward = again.ward if again else await founded(database_url)
    fake = FakeZalo(now=clock.now)
    async with fake.serving():
        own = zalo_settings(fake, bots, **more)
        given = {
            "database_url": database_url,
            "web_listen": f"127.0.0.1:{port}",
            "public_url": PUBLIC,
            "speech_url": speech,
        }
        settings = Settings.model_validate({**given, "channels": (own, *beside)})
        if own.mode == "webhook":
            fake.hooks = {bot.key: (f"{PUBLIC}/zalo/{bot.key}", bot.secret) for bot in own.bots}
        async with app.opened(settings, clock) as opened, app.running(opened), web(opened, port, "webhook"):
            yield ZaloHouse(fake, opened, f"http://127.0.0.1:{port}", ward)
