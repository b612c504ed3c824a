"""Zalo as it is configured: each bot with what it can show and take, and how its updates come in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot import outages
from bot.channels.channel import Channel, ChannelKind
from bot.channels.zalo.client import BotApi, NotOk, ZaloError
from bot.channels.zalo.decoding import PLATFORM
from bot.channels.zalo.files import fetching
from bot.channels.zalo.polling import UNKNOWN, ZaloPolling
from bot.channels.zalo.sending import ZaloSender, is_picture
from bot.channels.zalo.settings import ZaloBot, ZaloSettings
from bot.channels.zalo.setup import COMMANDS, account_of, examine
from bot.channels.zalo.webhook import ZaloWebhook
from bot.limits import Limits
from bot.services import Services
from storage import ways
from storage.budgets import Budget
from storage.instants import SECOND

LIMITS = Limits(per_second=5)
FREE = Budget(3_000, people=50)  # of one bot; whether what it brings us counts is told in two ways: then it does
ASKS_AGAIN = 30.0  # seconds until Zalo is asked again who we are, while it does not answer
KNOWN_FOR = outages.RESTS / SECOND  # seconds until it is asked again whether we still are

log = structlog.get_logger()


def sends(bot: ZaloBot, api: BotApi, own: ZaloSettings) -> Channel:
    """As delivery sees it."""
    return Channel(
        bot.channel,
        ZaloSender(api).send,
        limits=LIMITS,
        buttons=False,
        edits=False,
        carries=is_picture,
        budget=replace(FREE, people=own.people),
        fetch=fetching(own.hosts),
        close=api.close,
    )


def opens(services: Services) -> tuple[Channel, ...]:
    own = services.settings.of(ZaloSettings)
    return tuple(_opened(services, own, bot) for bot in own.bots) if own else ()


def _opened(services: Services, own: ZaloSettings, bot: ZaloBot) -> Channel:
    api = BotApi(bot, own.api)
    channel = replace(sends(bot, api, own), steps={bot.channel: _knowing(services, own, bot, api)})
    if own.mode == "poll":
        return replace(channel, listen=ZaloPolling(services, bot, api).run)
    webhook = ZaloWebhook(services, bot, lets_probes=own.probes == "let")
    return replace(channel, routes=tuple(webhook.routes()))


def _knowing(services: Services, own: ZaloSettings, bot: ZaloBot, api: BotApi) -> Callable[[], Awaitable[int]]:
    async def look() -> int:
        """Who we are there, for cards and texts; and now and then whether we still are."""
        rests = KNOWN_FOR
        try:
            account = account_of(bot, await api.call("getMe"), own)
            async with services.database.write() as tx:
                await ways.learn(tx, account, services.clock.now())
        except NotOk as error:
            if error.code == UNKNOWN:
                await outages.note(services, bot.channel, str(error))
            else:
                log.warning("zalo would not say who we are", channel=bot.channel, why=str(error))
        except ZaloError as error:
            log.warning("zalo could not be asked who we are", channel=bot.channel, why=str(error))
            rests = ASKS_AGAIN
        await asyncio.sleep(rests)
        return 0

    return look


ZALO = ChannelKind(PLATFORM, opens, ZaloSettings, COMMANDS, budget=FREE, examines=examine)
