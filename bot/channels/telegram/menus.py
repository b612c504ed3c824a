"""The command menu of each person on Telegram, by role; set again when a post, or the program, has changed."""

import asyncio
import hashlib

from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.channels.telegram.decoding import CHANNEL
from bot.channels.telegram.sending import Telegram
from bot.services import Services
from handlers import texts
from storage import menus
from storage.menus import Menu

SPACING = 0.2  # seconds between two menus; messages go first
RESTS = 60.0  # seconds after a menu that could not be set

VERSION = hashlib.sha256(repr(texts.MENUS).encode()).hexdigest()[:12]


class Menus:
    def __init__(self, services: Services, channel: Telegram) -> None:
        self._services = services
        self._channel = channel
        self._common = False
        self._lease = services.leases.lease(f"deliver/{CHANNEL}")  # who speaks there

    async def look(self) -> int:
        """Set the menus that are due; return how many there were, 0 also when Telegram would not have them."""
        if not self._lease.held:
            return 0
        now = self._services.clock.now()  # a post that changes while menus are being set is seen the next time
        async with self._services.database.read() as read:
            found = await menus.due(read, CHANNEL, VERSION, now)
        self._common = self._common or await self._set_common()
        done: list[str] = []
        for menu in found if self._common else ():
            if not await self._set(menu):
                break
            done.append(menu.address)
        if done:
            async with self._services.database.write() as tx:
                await menus.was_set(tx, done, VERSION, now)
        if not self._common or len(done) < len(found):
            await asyncio.sleep(RESTS)
        return len(done)

    async def _set_common(self) -> bool:
        private = await self._channel.set_menu(BotCommandScopeAllPrivateChats(), list(texts.menu(frozenset())))
        groups = await self._channel.set_menu(BotCommandScopeAllGroupChats(), list(texts.MENUS["group"]))
        return private and groups

    async def _set(self, menu: Menu) -> bool:
        await asyncio.sleep(SPACING)
        scope = BotCommandScopeChat(int(menu.address.partition("/")[2]))
        return await self._channel.set_menu(scope, list(texts.menu(menu.roles)))
