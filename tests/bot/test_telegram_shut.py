"""Telegram's token is revoked: nobody is written to there, people are told by other ways, and it ends by itself."""

import pytest

from bot.channels.telegram import channel
from tests.bot.telegram_house import House, open_house, until
from tests.fake_telegram import Fault

TOLD = "SELECT channel FROM outbox WHERE words LIKE '%bị đổi khoá hoặc bị thu hồi%' AND state = 'sent'"
SHUT = "SELECT name FROM state WHERE name = 'shut/telegram'"
OPEN = "SELECT 1 FROM (SELECT count(*) AS n FROM state WHERE name = 'shut/telegram') AS x WHERE n = 0"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who we are is asked again soon."""
    monkeypatch.setattr(channel, "KNOWN_FOR", 0.3)


def revoked(method: str, why: str = "Unauthorized", status: int = 401) -> Fault:
    return Fault(method=method, status=status, why=why, times=100_000)


async def _revoke(house: House, *methods: str) -> None:
    house.telegram.faults += [revoked(method) for method in methods]


@pytest.mark.parametrize("mode", ["poll", "webhook"])
async def test_people_are_told_by_their_other_ways_and_the_clerk_hears_of_it_once(database_url: str, mode: str):
    async with open_house(database_url, mode) as house:
        head = await house.enrols("binh", 5001)
        await house.enrols("lan", 5002)
        await _revoke(house, "getMe", "getUpdates", "sendMessage")
        told = await house.has(TOLD)
        assert [row["channel"] for row in told] == ["web"]
        await house.comes_to("21:25")
        asked = await house.has("SELECT channel FROM outbox WHERE kind = 'closeout' AND state = 'sent'")
        assert {row["channel"] for row in asked} == {"web"}
        head.hears_nothing()
        house.telegram.faults.clear()
        await house.has(OPEN)
        assert len(await house.rows(TOLD)) == 1


async def test_a_send_finds_it_out_too(database_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(channel, "KNOWN_FOR", 3_600.0)
    async with open_house(database_url) as house:
        await house.enrols("binh", 5001)
        await _revoke(house, "sendMessage")
        tried = house.telegram.calls["sendMessage"]
        await house.comes_to("21:25")
        await house.has("SELECT id FROM outbox WHERE kind = 'closeout' AND state = 'sent' AND channel = 'web'")
        assert await house.rows(SHUT)
        assert house.telegram.calls["sendMessage"] == tried + 1


async def test_an_api_that_is_not_where_it_is_asked_for_is_no_revoked_token(database_url: str):
    async with open_house(database_url) as house:
        await house.enrols("binh", 5001)
        asked = house.telegram.calls["getMe"]
        house.telegram.faults.append(revoked("getMe", "Not Found", 404))
        await until(lambda: house.telegram.calls["getMe"] > asked + 1)
        assert not await house.rows(SHUT)
