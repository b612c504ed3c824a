"""Telegram as it is configured: what it can show and take, and how its updates come in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot import outages
from bot.channels.channel import Channel, ChannelKind
from bot.channels.telegram import setup
from bot.channels.telegram.decoding import CHANNEL
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sending import Telegram
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.setup import COMMANDS, access_of
from bot.channels.telegram.webhook import Webhook
from bot.limits import Limits
from bot.services import Services
from storage.instants import SECOND

KNOWN_FOR = outages.RESTS / SECOND  # seconds until it is asked whether it still knows us
LIMITS = Limits(per_second=28, spacing=1_050, group_per_minute=19)


def sends(telegram: Telegram) -> Channel:
    """As delivery sees it."""
    return Channel(
        CHANNEL,
        telegram.send,
        limits=LIMITS,
        show_work=telegram.show_work,
        is_group=telegram.is_group,
        fetch=telegram.fetch,
        close=telegram.close,
    )


def opens(services: Services) -> tuple[Channel, ...]:
    settings = services.settings.of(TelegramSettings)
    if settings is None or not settings.on:
        return ()
    access = access_of(services.settings, settings)
    telegram = Telegram(access)
    steps = {"menus": Menus(services, telegram).look, CHANNEL: _knowing(services, telegram)}
    channel = replace(sends(telegram), steps=steps)
    if settings.mode == "poll":
        return (replace(channel, listen=Polling(services, access, telegram).run),)
    webhook = Webhook(services, access, telegram, settings.secret.get_secret_value())
    return (replace(channel, routes=tuple(webhook.routes()), listen=webhook.learn),)


def _knowing(services: Services, telegram: Telegram) -> Callable[[], Awaitable[int]]:
    async def look() -> int:
        """Now and then, whether Telegram still knows us; how it is listened to asks at the start."""
        await asyncio.sleep(KNOWN_FOR)
        await setup.look(services, telegram)
        return 0

    return look


TELEGRAM = ChannelKind(CHANNEL, opens, TelegramSettings, COMMANDS, examines=setup.examine)
