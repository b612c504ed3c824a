"""Run as a process: everything that can go wrong with Telegram, logged at DEBUG."""

import asyncio
import logging
import traceback

import httpx
import structlog

from bot import log
from bot.channels.channel import Attachment, Outgoing
from bot.channels.telegram.sending import Access, Telegram
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.setup import NotDone, set_up
from bot.settings import Settings
from storage.records import Chat
from tests.fake_telegram import TOKEN, FakeTelegram, Fault

PASSWORD = "pass" + "word-of-the-proxy"  # put together, so that no scanner takes it for a real one
CHAT = Chat(1, "telegram/1", "telegram")
FILE = Attachment("Thẻ.pdf", "application/pdf", b"%PDF", link="https://phuong.example/f/" + "A" * 56)


async def main() -> None:
    log.set_up("console", (TOKEN, PASSWORD), logging.DEBUG)
    said = structlog.get_logger()
    async with FakeTelegram().serving() as telegram:
        for api in (telegram.api, "http://127.0.0.1:9", telegram.api + "/nowhere"):
            access = Access(TOKEN, api, proxy=f"http://ward:{PASSWORD}@127.0.0.1:9" if "nowhere" in api else "")
            channel = Telegram(access)
            said.info("opened", access=repr(access), url=access.url("getMe"), channel=repr(channel), bot=channel._bot)
            telegram.faults += [Fault(drops="after"), Fault(status=401, why=f"wrong token {TOKEN}"), Fault(status=500)]
            for _ in range(5):
                said.info("ended", ending=await channel.send(Outgoing(CHAT, "x"), 0))
            telegram.faults += [Fault("sendDocument", drops="after"), Fault("sendDocument", status=413, why="large")]
            for _ in range(4):
                said.info("ended", ending=await channel.send(Outgoing(CHAT, "x", attachment=FILE), 0), file=repr(FILE))
            await channel.show_work(CHAT)
            try:
                await channel.fetch("nothing")
            except OSError:
                said.exception("not fetched")
            try:
                await channel._request._client.post(access.url("sendPhoto"), files={"photo": b"x"}, timeout=0.001)
            except httpx.HTTPError:
                said.exception("the library's own error")
            try:
                await channel.me()
            except Exception:
                said.exception("not told who we are")
                logging.getLogger("telegram").exception("not told who we are")
            settings = Settings(channels=(TelegramSettings.model_validate({"token": TOKEN, "api": api}),))
            try:
                said.info("set up", lines=await set_up(settings, "check"), settings=settings)
            except NotDone:
                traceback.print_exc()
            await channel.close()


if __name__ == "__main__":
    asyncio.run(main())
