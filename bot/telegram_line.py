"""Telegram as it is configured: the channel, and how its updates come in, by polling or at a webhook."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.channels.telegram import Access, Telegram
from bot.menus import Menus
from bot.polling import Polling, Stalled
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

    async def listen(self, mine: Callable[[], Awaitable[bool]], give_up: Callable[[Stalled], None]) -> None:
        """Until cancelled, or until Telegram answers nothing any more although it is there."""
        if self.polling:
            try:
                await self.polling.run(mine)
            except Stalled as error:
                give_up(error)
        if self.webhook:
            learnt = await self.webhook.learn()
            while not learnt:
                await asyncio.sleep(ASKS_AGAIN)
                learnt = await self.webhook.learn()


def telegram_line(settings: Settings, house: House) -> TelegramLine | None:
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
