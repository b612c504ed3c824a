"""`tungngo telegram …`: does the token work, and where does Telegram bring its updates? One line for each answer."""

import contextlib
from functools import partial

from telegram.error import TelegramError

from bot import outages, taking_over
from bot.channels.channel import Command
from bot.channels.telegram.decoding import CHANNEL, Me
from bot.channels.telegram.sending import Access, Telegram, is_revoked, why
from bot.channels.telegram.settings import TelegramSettings
from bot.clock import Clock
from bot.console import CommandRefused
from bot.services import Services
from bot.settings import Settings
from storage import migrate, ways
from storage.database import Database, open_database
from storage.instants import Instant
from storage.ways import OurAccount


class NotDone(CommandRefused):
    """Why, in one line without the token."""


async def look(services: Services, telegram: Telegram) -> None:
    """Whether Telegram still knows us, and as whom. Raises what it says else."""
    try:
        await learn(services.database, await telegram.me(), services.clock.now())
    except TelegramError as error:
        await note(services, error)


async def note(services: Services, error: TelegramError) -> None:
    if is_revoked(error):
        await outages.note(services, CHANNEL, why(error))


async def learn(database: Database, me: Me, now: Instant) -> None:
    """So that cards and texts can name us, and lead to us."""
    async with database.write() as tx:
        await ways.learn(tx, account(me), now)


def account(me: Me) -> OurAccount:
    return OurAccount(CHANNEL, f"@{me.name}", f"https://t.me/{me.name}?start={{secret}}")


def access_of(settings: Settings, own: TelegramSettings) -> Access:
    return Access(own.token.get_secret_value(), own.api, settings.proxy)


async def set_up(settings: Settings, what: str) -> list[str]:
    """`what`: check, set-webhook or delete-webhook."""
    own = settings.of(TelegramSettings)
    if own is None or not own.on:
        raise NotDone(f"{TelegramSettings.switch}: not set")
    channel = Telegram(access_of(settings, own))
    try:
        return await _DOES[what](channel, settings, own)
    except TelegramError as error:
        raise NotDone(f"telegram: {why(error)}") from None
    finally:
        await channel.close()


async def _check(channel: Telegram, settings: Settings, own: TelegramSettings) -> list[str]:
    me, hook = await channel.me(), await channel.webhook()
    await _keep(settings, me)
    lines = [f"bot: @{me.name} ({me.id})", f"webhook: {hook.url or 'none'}, {hook.pending} updates wait"]
    if hook.error:
        lines.append(f"its last error: {hook.error}")
    if own.mode == "poll" and hook.url:
        raise NotDone("\n".join([*lines, "polling gets nothing while a webhook is set: telegram delete-webhook"]))
    if own.mode == "webhook" and not hook.url:
        raise NotDone("\n".join([*lines, "nothing is brought to us yet: telegram set-webhook"]))
    return lines


async def _keep(settings: Settings, me: Me) -> None:
    """So that cards printed before the first start lead to the bot. A house that runs has learned it by itself."""
    database, now = await open_database(settings.database_url), Clock().now()
    try:
        await migrate.migrate(database)
        with contextlib.suppress(CommandRefused):
            async with taking_over.exclusive(database, now) as tx:
                await ways.learn(tx, account(me), now)
    finally:
        await database.close()


async def _set_webhook(channel: Telegram, settings: Settings, own: TelegramSettings) -> list[str]:
    secret = own.secret.get_secret_value()
    if not settings.public_url or not secret:
        raise NotDone("TUNGNGO_PUBLIC_URL and TUNGNGO_TELEGRAM_SECRET: both are needed")
    url = f"{settings.public_url}/telegram/{access_of(settings, own).bot_id}"
    await channel.set_webhook(url, secret)
    return [f"webhook: {url}"]


async def _delete_webhook(channel: Telegram, _settings: Settings, _own: TelegramSettings) -> list[str]:
    await channel.delete_webhook()
    return ["webhook: none"]


_DOES = {"check": _check, "set-webhook": _set_webhook, "delete-webhook": _delete_webhook}
COMMANDS = tuple(
    Command(name, said, partial(set_up, what=name))
    for name, said in (
        ("check", "Does the token work, and does Telegram bring its updates the way we expect?"),
        ("set-webhook", "Have Telegram bring its updates to TUNGNGO_PUBLIC_URL."),
        ("delete-webhook", "Have Telegram keep its updates until they are asked for."),
    )
)
