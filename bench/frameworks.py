"""The two frameworks as their documentation shows them, offline, each handing its update to the same hand-written work.

python-telegram-bot: Update.de_json, process_update. aiogram: feed_raw_update. Both take one update after the other.
"""

import json
from collections.abc import Sequence
from typing import Any

from aiogram import Bot as AiogramBot
from aiogram import Dispatcher, F
from aiogram.types import Message as AiogramMessage
from telegram import Update, User
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot, MessageHandler, filters

from bench.direct import World, handle
from bench.drivers import Driver
from bench.load import Body
from bench.telegram_body import inbound

NOBODY = "1:bench"  # no bot has this token, and nothing is sent


class Offline(ExtBot[None]):
    """Knows who it is without asking."""

    async def get_me(self, *_args: Any, **_named: Any) -> User:
        self._bot_user = User(1, "bench", is_bot=True, username="bench")
        return self._bot_user


async def python_telegram_bot(db: Driver, world: World, bodies: Sequence[Body]) -> None:
    heard = {"at": 0}

    async def on_text(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        said = update.message
        if said is None or said.from_user is None:
            return
        written = int(said.date.timestamp())
        plain = (said.chat.id, said.from_user.id, said.text or "", written, heard["at"])
        await handle(db, world, inbound(update.update_id, *plain))

    application = ApplicationBuilder().bot(Offline(NOBODY)).updater(None).job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, on_text))
    await application.initialize()
    for body in bodies:
        heard["at"] = body.heard
        await application.process_update(Update.de_json(json.loads(body.raw), application.bot))
    await application.shutdown()


async def aiogram(db: Driver, world: World, bodies: Sequence[Body]) -> None:
    heard = {"at": 0}
    dispatcher, bot = Dispatcher(), AiogramBot(NOBODY)

    @dispatcher.message(F.text)
    async def on_text(said: AiogramMessage, event_update: Any) -> None:
        if said.from_user is None:
            return
        written = int(said.date.timestamp())
        plain = (said.chat.id, said.from_user.id, said.text or "", written, heard["at"])
        await handle(db, world, inbound(event_update.update_id, *plain))

    for body in bodies:
        heard["at"] = body.heard
        await dispatcher.feed_raw_update(bot, json.loads(body.raw))
    await bot.session.close()
