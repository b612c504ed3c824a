"""`tungngo telegram …`: does the token work, and where does Telegram bring its updates? One line for each answer."""

import contextlib

from telegram.error import TelegramError

from bot import taking_over
from bot.channels.telegram import Access, Telegram, why
from bot.clock import Clock
from bot.console import Refused
from bot.settings import Settings
from storage import migrate, state
from storage.database import open_database


class NotDone(Refused):
    """Why, in one line without the token."""


def access_of(settings: Settings) -> Access:
    return Access(settings.telegram_token.get_secret_value(), settings.telegram_api, settings.proxy)


async def set_up(settings: Settings, what: str) -> list[str]:
    """`what`: check, set-webhook or delete-webhook."""
    if not settings.telegram:
        raise NotDone("TUNGNGO_TELEGRAM_TOKEN: not set")
    channel = Telegram(access_of(settings))
    try:
        return await _DOES[what](channel, settings)
    except TelegramError as error:
        raise NotDone(f"telegram: {why(error)}") from None
    finally:
        await channel.close()


async def _check(channel: Telegram, settings: Settings) -> list[str]:
    me, hook = await channel.me(), await channel.webhook()
    await _keep_name(settings, me.name)
    lines = [f"bot: @{me.name} ({me.id})", f"webhook: {hook.url or 'none'}, {hook.pending} updates wait"]
    if hook.error:
        lines.append(f"its last error: {hook.error}")
    if settings.telegram_mode == "poll" and hook.url:
        raise NotDone("\n".join([*lines, "polling gets nothing while a webhook is set: telegram delete-webhook"]))
    if settings.telegram_mode == "webhook" and not hook.url:
        raise NotDone("\n".join([*lines, "nothing is brought to us yet: telegram set-webhook"]))
    return lines


async def _keep_name(settings: Settings, name: str) -> None:
    """So that cards printed before the first start lead to the bot. A house that runs has learned it by itself."""
    database, now = await open_database(settings.database_url), Clock().now()
    try:
        await migrate.migrate(database)
        with contextlib.suppress(Refused):
            async with taking_over.house(database, now) as tx:
                await state.note(tx, state.Name.BOT, now, name)
    finally:
        await database.close()


async def _set_webhook(channel: Telegram, settings: Settings) -> list[str]:
    secret = settings.telegram_secret.get_secret_value()
    if not settings.public_url or not secret:
        raise NotDone("TUNGNGO_PUBLIC_URL and TUNGNGO_TELEGRAM_SECRET: both are needed")
    url = f"{settings.public_url}/telegram/{access_of(settings).bot_id}"
    await channel.set_webhook(url, secret)
    return [f"webhook: {url}"]


async def _delete_webhook(channel: Telegram, _settings: Settings) -> list[str]:
    await channel.delete_webhook()
    return ["webhook: none"]


_DOES = {"check": _check, "set-webhook": _set_webhook, "delete-webhook": _delete_webhook}
