"""Run as a process: everything that can go wrong with Telegram, logged at DEBUG."""

import asyncio
import logging
import traceback

import structlog

from bot import log
from bot.channels.channel import Outgoing
from bot.channels.telegram import Access, Telegram
from bot.settings import Settings
from bot.telegram_setup import NotDone, set_up
from storage.records import Chat
from tests.fake_telegram import TOKEN, FakeTelegram, Fault


async def main() -> None:
    log.set_up("console", (TOKEN,), logging.DEBUG)
    said = structlog.get_logger()
    async with FakeTelegram().serving() as telegram:
        for api in (telegram.api, "http://127.0.0.1:9", telegram.api + "/nowhere"):
            access = Access(TOKEN, api)
            channel = Telegram(access)
            said.info("opened", access=repr(access), url=access.url("getMe"), channel=repr(channel), bot=channel._bot)
            telegram.faults += [Fault(drops="after"), Fault(status=401, why=f"wrong token {TOKEN}"), Fault(status=500)]
            for _ in range(5):
                said.info("ended", ending=await channel.send(Outgoing(Chat(1, "telegram/1", "telegram"), "x"), 0))
            try:
                await channel.me()
            except Exception:
                said.exception("not told who we are")
                logging.getLogger("telegram").exception("not told who we are")
            settings = Settings.model_validate({"telegram_token": TOKEN, "telegram_api": api})
            try:
                said.info("set up", lines=await set_up(settings, "check"), settings=settings)
            except NotDone:
                traceback.print_exc()
            await channel.close()


if __name__ == "__main__":
    asyncio.run(main())
