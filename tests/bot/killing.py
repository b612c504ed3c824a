"""A house that polls Telegram, to be killed in the middle of its work."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.telegram_house import free_port
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.nursery import ROOT, Child, born


async def started(url: str, telegram: FakeTelegram, slowly: float, since: int) -> Child:
    settings = {
        "TUNGNGO_DATABASE_URL": url,
        "TUNGNGO_WEB_LISTEN": f"127.0.0.1:{free_port()}",
        "TUNGNGO_TELEGRAM_TOKEN": TOKEN,
        "TUNGNGO_TELEGRAM_API": telegram.api,
        "SLOWLY": str(slowly),
        "SINCE": str(since),
    }
    return await born("tests.bot.slow_house", cwd=ROOT, env={**os.environ, **settings})


def left(path: Path) -> int:
    with closing(sqlite3.connect(path)) as read:
        found = read.execute("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
    return int(found)
