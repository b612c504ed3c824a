"""A channel of one folder and one line: a dialog goes through it, and what it cannot show is not asked of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, pairwise

import httpx
import pytest

from bot import invites
from bot.app import CHANNELS, App, opened, running
from bot.clock import Clock
from bot.settings import Settings, names, strangers
from storage import facts, ways
from storage.database import open_database
from storage.invites import Invited, hash_of
from storage.ways import OurAccount
from tests.bot.echo.channel import SPACING, kind
from tests.bot.echo.sending import LONGEST, Platform
from tests.bot.echo.settings import EchoSettings
from tests.bot.telegram_house import until
from tests.ward import Ward, clock_time

WHO = "0900000101"


@dataclass
class Street:
    app: App
    ward: Ward
    platform: Platform
    http: httpx.AsyncClient
    ids: "count[int]" = field(default_factory=lambda: count(1))

    async def says(self, text: str) -> None:
        before, known = len(self.platform.said), {"id": next(self.ids), "by": WHO, "text": text}
        assert (await self.http.post("/echo", content=json.dumps(known))).status_code == 200
        await until(lambda: len(self.platform.said) > before)
        async with asyncio.timeout(5):
            while await self.left():
                await asyncio.sleep(0.01)

    async def left(self) -> int:
        async with self.app.services.database.read() as read:
            sql = "SELECT count(*) AS n FROM outbox WHERE channel = 'echo' AND state IN ('waiting', 'sending')"
            return int((await read.rows(sql))[0]["n"])

    def heard(self) -> str:
        return "\n".join(one.text for one in self.platform.said)


@asynccontextmanager
async def street(url: str, token: str = "given") -> AsyncIterator[Street]:
    database = await open_database(url)
    ward = await Ward.founded(database)
    await database.close()
    platform, clock = Platform(), Clock.starting_at(clock_time("21:20"), 40)
    settings = Settings.model_validate({"database_url": url, "channels": (EchoSettings(token=token),)})
    async with opened(settings, clock, (*CHANNELS, kind(platform))) as app, running(app):
        through = httpx.ASGITransport(app.pages)
        async with httpx.AsyncClient(transport=through, base_url="http://127.0.0.1") as http:
            yield Street(app, ward, platform, http)


async def enrolled(street: Street) -> None:
    services = street.app.services
    now, code = services.clock.now(), invites.new_code()
    async with services.database.write() as tx:
        await facts.write(tx, [Invited(services.ids(), hash_of(code), street.ward.people["binh"].id, now)])
    await street.says(code)
    assert "1. Đúng và đồng ý" in street.heard()
    assert "2. Không phải tôi" in street.heard()
    await street.says("1")
    assert "bác Nguyễn Văn Bình" in street.heard()
    street.platform.said.clear()


async def test_somebody_comes_in_by_it_and_tells_a_count(sqlite_url: str):
    async with street(sqlite_url) as here:
        await enrolled(here)
        await here.says("cài 42")
        assert "412/980" in here.heard()
        await here.says("trợ giúp")
    sent = here.platform.said
    assert len(sent) > 2
    assert all(len(one.text) <= LONGEST and one.plain for one in sent)
    assert all(later.at - earlier.at >= SPACING for earlier, later in pairwise(sent))


async def test_what_the_clock_asks_comes_by_it_too(sqlite_url: str):
    async with street(sqlite_url) as here:
        await enrolled(here)
        here.app.services.clock.jump(clock_time("21:25"))
        here.app.services.signals.notify("due")
        await until(lambda: "Xong buổi" in here.heard())


async def test_cards_name_it_once_it_has_told_who_we_are_there(sqlite_url: str):
    async with street(sqlite_url) as here:
        known: tuple[OurAccount, ...] = ()
        async with asyncio.timeout(5):
            while not known:
                await asyncio.sleep(0.01)
                async with here.app.services.database.read() as read:
                    known = await ways.accounts(read)
        assert [(one.channel, one.name) for one in known] == [("echo", "Bot Hà Cầu")]


async def test_where_it_is_not_turned_on_nothing_of_it_is_there(sqlite_url: str):
    async with street(sqlite_url, token="") as here:
        assert [channel.name for channel in here.app.channels] == ["web"]
        assert (await here.http.post("/echo", content=b"{}")).status_code == 404


def test_its_settings_are_settings():
    assert "TUNGNGO_ECHO_TOKEN" in names([EchoSettings])
    assert strangers({"TUNGNGO_ECHO_TOKN": "x"}, [EchoSettings]) == [("TUNGNGO_ECHO_TOKN", "TUNGNGO_ECHO_TOKEN")]


@pytest.mark.parametrize(("token", "told"), [("", "Echo is off"), ("given", "")])
def test_without_any_way_in_it_is_said_how_to_turn_it_on(token: str, told: str):
    settings = Settings.model_validate({"channels": (EchoSettings(token=token),)})
    assert told in settings.no_way_in
    assert bool(settings.ways_in) is bool(token)
