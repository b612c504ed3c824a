"""Telegram as it is configured: asked by polling, or asking at a webhook; and the loops that it needs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.channels.telegram import Access, Telegram
from bot.duty import Duty
from bot.menus import Menus
from bot.polling import Polling
from bot.settings import Settings
from bot.web import House
from bot.webhooks import TelegramWebhook

POLLS = "poll/telegram"  # the duty of asking; two at once get in each other's way
ASKS_AGAIN = 30.0  # seconds until Telegram is asked again who we are


@dataclass(frozen=True, slots=True)
class TelegramLine:
    channel: Telegram
    menus: Menus
    polling: Polling | None
    webhook: TelegramWebhook | None

    def loops(self, duty: Duty) -> Iterator[Callable[[], Awaitable[None]]]:
        """The one that polls raises Stalled."""
        if self.polling:
            yield partial(self.polling.run, lambda: duty.fence is not None)
        if self.webhook:
            yield partial(_learn, self.webhook)


def line_of(settings: Settings, house: House) -> TelegramLine | None:
    if not settings.telegram:
        return None
    access = Access(settings.telegram_token.get_secret_value(), settings.telegram_api, settings.proxy)
    channel, secret = Telegram(access), settings.telegram_secret.get_secret_value()
    polls = settings.telegram_mode == "poll"
    return TelegramLine(
        channel,
        Menus(house, channel),
        Polling(house, access, channel) if polls else None,
        None if polls else TelegramWebhook(house, access, channel, secret),
    )


async def _learn(webhook: TelegramWebhook) -> None:
    learnt = False
    while not learnt:
        learnt = await webhook.learn()
        await asyncio.sleep(0 if learnt else ASKS_AGAIN)
