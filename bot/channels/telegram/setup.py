"""`tungngo telegram …`: does the token work, and where does Telegram bring its updates? One line for each answer."""

import asyncio
import contextlib
from functools import partial

from telegram.error import TelegramError

from bot import outages, taking_over
from bot.channels.channel import Command
from bot.channels.telegram.decoding import CHANNEL, Me
from bot.channels.telegram.sending import Access, Telegram, WebhookInfo, is_revoked, why
from bot.channels.telegram.settings import TelegramSettings
from bot.clock import Clock
from bot.console import CommandRefused
from bot.findings import Finding
from bot.services import Services
from bot.settings import Settings
from storage import migrate, ways
from storage.database import Database, open_database
from storage.instants import Instant
from storage.ways import OurAccount

PATIENCE = 10.0  # seconds for all that is asked
OFFLINE = "is this machine on the internet, and is Telegram let through (TUNGNGO_PROXY)? people are told by other ways"


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


async def examine(settings: Settings) -> list[Finding]:
    """The same that `check` looks at, for `tungngo doctor`; nothing is kept."""
    own = settings.of(TelegramSettings)
    if own is None or not own.on:
        return []
    channel = Telegram(access_of(settings, own))
    try:
        async with asyncio.timeout(PATIENCE):
            me, hook = await channel.me(), await channel.webhook()
    except TelegramError as error:
        if is_revoked(error):
            new = "put the token that @BotFather shows now into TUNGNGO_TELEGRAM_TOKEN, and start again"
            return [Finding(CHANNEL, "the token is not good any more", wrong=True, do=new)]
        return [Finding(CHANNEL, f"it cannot be asked ({why(error)})", wrong=True, do=OFFLINE)]
    except TimeoutError:
        return [Finding(CHANNEL, f"no answer within {PATIENCE:g} s", wrong=True, do=OFFLINE)]
    finally:
        await channel.close()
    return [Finding(CHANNEL, f"the token works, people find it as @{me.name}"), _hooked(hook, settings, own)]


def _hooked(hook: WebhookInfo, settings: Settings, own: TelegramSettings) -> Finding:
    """Whether what is written comes to us, and how much of it does not."""
    name, ours = f"{CHANNEL} webhook", f"{settings.public_url}/telegram/{access_of(settings, own).bot_id}"
    failed = f", last error: {hook.error}" if hook.error else ""
    told = f"{hook.pending} updates wait{failed}"
    if own.mode == "poll":
        if hook.url:
            gets = f"one is set ({hook.url}), so that polling gets nothing"
            return Finding(name, gets, wrong=True, do="tungngo telegram delete-webhook")
        return Finding(name, f"none, we ask ourselves; {told}")
    if hook.url != ours:
        brings = f"updates are brought to {hook.url}, and we are at {ours}" if hook.url else "nothing is brought to us"
        return Finding(name, brings, wrong=True, do="tungngo telegram set-webhook")
    passes = "is the proxy up, and does it pass /telegram/ on? does TUNGNGO_TELEGRAM_SECRET fit? set-webhook gives it"
    return Finding(name, told, wrong=bool(hook.error and hook.pending), do=passes)


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
