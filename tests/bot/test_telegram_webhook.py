"""The webhook: only with the secret, never too long, 200 after the commit, 503 while there is no store."""

import asyncio
import json
import sqlite3

import httpx
import pytest

from storage import database
from tests.bot.telegram_house import SECRET, House, open_house

HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def post(house: House, body: bytes, secret: str | None = SECRET) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        headers = {HEADER: secret} if secret is not None else {}
        return await client.post(house.telegram.webhook, content=body, headers=headers)


async def test_forged_and_malformed_posts_change_nothing(sqlite_url: str):
    async with open_house(sqlite_url, "webhook") as house:
        said = json.dumps({"update_id": 1, "message": house.telegram.message(5001, text="cài 42")}).encode()
        for secret in (None, "", "wrong", SECRET[:-1], SECRET + "x"):
            answer = await post(house, said, secret)
            assert (answer.status_code, answer.content) == (403, b"")
        assert (await post(house, b"x" * 1_048_577)).status_code == 413
        for body in (b"", b"{", b"[]", b"null", b'{"update_id": 1}', b"\xff\xfe", b'{"message": 1}'):
            assert (await post(house, body)).status_code == 200
        assert not await house.rows("SELECT key FROM update_key")
        assert (await post(house, said)).status_code == 200
        assert (await post(house, said)).status_code == 200
        assert len(await house.rows("SELECT key FROM update_key")) == 1


async def test_while_there_is_no_store_telegram_is_told_to_come_again(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "BUSY_MS", 100)
    async with open_house(sqlite_url, "webhook") as house:
        said = json.dumps({"update_id": 1, "message": house.telegram.message(5001, text="alo")}).encode()
        path = sqlite_url.removeprefix("sqlite:///")
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the house may hold it for a moment
        refused = await post(house, said)
        other.execute("ROLLBACK")
        other.close()
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert not await house.rows("SELECT key FROM update_key")
        assert (await post(house, said)).status_code == 200
        assert len(await house.rows("SELECT key FROM update_key")) == 1
