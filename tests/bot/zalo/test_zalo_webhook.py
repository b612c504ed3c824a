"""What Zalo brings: guarded, on disk before it is answered, once however often it comes, in whatever shape."""

import asyncio
import json
import sqlite3
from typing import Any

import httpx
import pytest

from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.webhook import HEADER
from bot.settings import Settings, WrongSettings, load, names
from storage import database
from storage.instants import MINUTE
from tests.bot.telegram_house import until
from tests.bot.zalo.house import PUBLIC, SECRET, ZaloHouse, open_zalo
from tests.fake_zalo import BOT, HTML, SECOND_BOT, TOKENS, ZaloFault

USER = "6ede9afa66b88fe6d6a9"


async def post(house: ZaloHouse, body: bytes, secret: str | None = "", bot: str = BOT) -> httpx.Response:
    """With the bot's own secret, if none is given; None: without the header."""
    given = {} if secret is None else {HEADER: secret or house.zalo.hooks[bot][1]}
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        return await client.post(f"{house.root}/zalo/{bot}", content=body, headers=given)


def written(house: ZaloHouse, text: str = "cài 42", **more: Any) -> bytes:
    return json.dumps(house.zalo.update(USER, text=text, **more)).encode()


async def keys(house: ZaloHouse) -> list[str]:
    return [row["key"] for row in await house.rows("SELECT key FROM update_key ORDER BY key")]


async def test_a_wrong_missing_or_empty_secret_opens_nothing(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        own = house.zalo.hooks[BOT][1]
        for secret in (None, "", "wrong", own[:-1], own + "x", SECRET, house.zalo.hooks[SECOND_BOT][1], "ộ"):
            given: list[tuple[bytes, bytes]] = [] if secret is None else [(HEADER.encode(), secret.encode())]
            async with httpx.AsyncClient(trust_env=False, verify=False) as client:
                told = await client.post(f"{house.root}/zalo/{BOT}", content=written(house), headers=given)
            assert (told.status_code, told.content) == (403, b"")
        assert (await post(house, written(house), bot=BOT)).status_code == 200
        assert len(await keys(house)) == 1


async def test_bodies_that_say_nothing_change_nothing_and_are_not_asked_for_again(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        for body in (b"", b"{", b"[]", b"[[]]", b"null", b"17", b"\xff\xfe", b'{"event_name": 1}', b'{"message": {}}'):
            assert (await post(house, body)).status_code == 200
        assert (await post(house, b"[" + written(house) + b"]")).status_code == 200
        assert (await post(house, b"x" * (1024 * 1024 + 1))).status_code == 413
        assert not await keys(house)


async def test_other_addresses_are_none_of_ours(sqlite_url: str):
    async with open_zalo(sqlite_url, bots=(BOT,)) as house:
        assert (await post(house, written(house), house.zalo.hooks[BOT][1], bot=SECOND_BOT)).status_code == 404
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            assert (await client.get(f"{house.root}/zalo/{BOT}")).status_code == 405


async def test_a_trial_without_the_secret_may_be_let_by_and_changes_nothing(sqlite_url: str):
    async with open_zalo(sqlite_url, probes="let") as house:
        for body in (b"", written(house)):
            assert (await post(house, body, None)).status_code == 200
        assert not await keys(house)


async def test_what_is_brought_twice_counts_once(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        lan = await house.enrols("binh", USER)
        said = house.zalo.update(USER, text="cài 42")
        for shape in (said, said, {"ok": True, "result": said}):
            house.zalo.arrives(shape)
        await house.settles()
        assert len(lan.new) == 1
        assert await house.rows("SELECT id FROM event")
        assert len(await house.rows("SELECT id FROM event")) == 1


async def test_one_message_id_in_two_chats_and_from_two_bots_is_three_messages(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        for user, bot in ((USER, BOT), ("bb22", BOT), (USER, SECOND_BOT)):
            house.zalo.says(user, "alo", bot, message_id="77aa")
        await house.settles()
        assert len(await keys(house)) == 3
        assert {(one.bot, one.chat) for one in house.zalo.sent} == {(BOT, USER), (BOT, "bb22"), (SECOND_BOT, USER)}


async def test_while_there_is_no_store_zalo_is_told_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "BUSY_MS", 100)
    async with open_zalo(sqlite_url) as house:
        said = written(house, "alo")
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        refused = await post(house, said)
        other.execute("ROLLBACK")
        other.close()
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert not await keys(house)
        assert (await post(house, said)).status_code == 200
        assert len(await keys(house)) == 1


async def test_what_was_answered_200_is_decided_and_its_answer_waits_on_disk(sqlite_url: str):
    """So a crash in the next moment loses nothing, and the same message again changes nothing."""
    async with open_zalo(sqlite_url) as house:
        await house.enrols("binh", USER)
        house.zalo.faults.append(ZaloFault(waits=30, times=100))
        said = written(house)
        for _ in range(2):
            assert (await post(house, said)).status_code == 200
            assert len(await house.rows("SELECT id FROM event")) == 1
            left = "SELECT words FROM outbox WHERE state IN ('waiting', 'sending')"
            assert [row["words"] for row in await house.rows(left) if "42" in row["words"]]


async def test_what_was_taken_in_before_a_stop_is_answered_after_it_once(sqlite_url: str):
    async with open_zalo(sqlite_url) as before:
        await before.enrols("binh", USER)
        before.zalo.faults.append(ZaloFault(status=502, body=HTML, times=1_000))
        said = written(before)
        assert (await post(before, said)).status_code == 200
    async with open_zalo(sqlite_url, again=before) as house:
        assert (await post(house, said)).status_code == 200
        house.app.services.clock.jump(house.app.services.clock.now() + MINUTE)
        await until(lambda: house.zalo.heard(USER))
        await house.settles()
        assert ["412/980" in text for text in house.zalo.heard(USER)] == [True]
        assert len(await house.rows("SELECT id FROM event")) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"TUNGNGO_ZALO_TOKENS": "abc"}, "TUNGNGO_ZALO_TOKENS: each must look like 123456:ABC"),
        ({"TUNGNGO_ZALO_TOKENS": "12:abc 12:def"}, "one bot is named twice"),
        ({"TUNGNGO_ZALO_TOKENS": "12:abc"}, "TUNGNGO_ZALO_SECRET: needed for the webhook"),
        ({"TUNGNGO_ZALO_TOKENS": "12:abc", "TUNGNGO_ZALO_SECRET": "a" * 31}, "needs 32 or more"),
        (
            {"TUNGNGO_ZALO_TOKENS": "12:abc", "TUNGNGO_ZALO_SECRET": SECRET},
            "TUNGNGO_PUBLIC_URL: Zalo needs one with https",
        ),
        ({"TUNGNGO_ZALO_TOKENS": "12:abc", "TUNGNGO_ZALO_MODE": "both"}, "TUNGNGO_ZALO_MODE"),
        ({"TUNGNGO_ZALO_TOKENS": "12:abc", "TUNGNGO_ZALO_API": "zalo.example"}, "TUNGNGO_ZALO_API: must begin with"),
    ],
)
def test_a_wrong_setting_stops_the_start_in_words(given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings, match=told) as error:
        load([ZaloSettings])
    assert "abc" not in str(error.value)
    assert "def" not in str(error.value).replace("default", "")


@pytest.mark.parametrize("listed", [" {} {} ", "{},{}", "{}\n{}\n", "{}, {}"])
def test_several_bots_stand_in_one_setting_each_with_a_secret_of_its_own(listed: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNGNGO_ZALO_TOKENS", listed.format(TOKENS[BOT], TOKENS[SECOND_BOT]))
    monkeypatch.setenv("TUNGNGO_ZALO_SECRET", SECRET)
    monkeypatch.setenv("TUNGNGO_PUBLIC_URL", PUBLIC)
    settings = load([ZaloSettings])
    own = settings.of(ZaloSettings)
    assert own is not None
    assert own.channels == (f"zalo/{BOT}", f"zalo/{SECOND_BOT}")
    assert len({bot.secret for bot in own.bots} | {SECRET}) == 3
    assert all(8 <= len(bot.secret) <= 256 for bot in own.bots)
    hidden = set(settings.hidden)
    assert {*TOKENS.values(), SECRET, *(bot.secret for bot in own.bots)} <= hidden
    assert not any(secret in repr(settings) + repr(own) + repr(own.bots) for secret in hidden)


def test_without_tokens_it_is_off():
    assert not ZaloSettings.model_validate({}).on
    assert Settings.model_validate({"channels": (ZaloSettings.model_validate({}),)}).ways_in == []
    assert "TUNGNGO_ZALO_TOKENS" in names([ZaloSettings])
