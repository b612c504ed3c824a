"""`tungngo zalo …`: do the tokens work, and where does Zalo bring what people write? In words, for each bot."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot import taking_over
from bot.channels.channel import Command
from bot.channels.zalo.client import BotApi, NotOk, ZaloError
from bot.channels.zalo.settings import ZaloBot, ZaloSettings
from bot.channels.zalo.webhook import path_of
from bot.clock import Clock
from bot.console import CommandRefused
from bot.findings import Finding
from bot.settings import Settings
from storage import migrate, ways
from storage.database import open_database
from storage.ways import OurAccount

_Kind = TypeVar("_Kind", bound=BaseModel)
PATIENCE = 10.0  # seconds for all that is asked
GONE, UNKNOWN, TOO_OFTEN = 404, 401, 426


class NotSetUp(CommandRefused):
    """Why, without a token; one bot a paragraph."""


# {"id": "1459232241454765289", "account_name": "bot.VDKyGxQvc", "account_type": "BASIC", "can_join_groups": false}
class _Me(BaseModel):
    model_config = ConfigDict(extra="ignore")

    account_name: str = ""
    display_name: str = ""


# {"ok": false, "url": "https://…", "status_code": 403, "outcome": "webhook.http.403", "hint": "…"}
class _Verification(BaseModel):
    model_config = ConfigDict(extra="ignore")

    ok: bool = False
    outcome: str = ""
    hint: str | None = ""


class _Hook(BaseModel):
    model_config = ConfigDict(extra="ignore")

    url: str | None = ""
    verification: _Verification | None = Field(default=None)


@dataclass(frozen=True, slots=True)
class _OneBot:
    """One bot, and what is asked about it."""

    settings: Settings
    own: ZaloSettings
    bot: ZaloBot
    api: BotApi

    @property
    def url(self) -> str:
        return f"{self.settings.public_url}{path_of(self.bot)}"


def account_of(bot: ZaloBot, told: Any, own: ZaloSettings) -> OurAccount:
    """How we are called there; by the link people come to us, with the code to be typed."""
    me = _read(_Me, told)
    link = f"https://zalo.me/{me.account_name}" if me.account_name else ""
    return OurAccount(bot.channel, me.display_name or me.account_name or f"bot {bot.key}", link, own.people)


async def set_up(settings: Settings, what: str) -> list[str]:
    """`what`: check, set-webhook, test-webhook or delete-webhook."""
    own = settings.of(ZaloSettings)
    if own is None or not own.on:
        raise NotSetUp(f"{ZaloSettings.switch}: not set")
    lines: list[str] = []
    wrong = False
    for bot in own.bots:
        done, bad = await _asked(_OneBot(settings, own, bot, BotApi(bot, own.api)), _DOES[what])
        lines += [f"bot {bot.key}: {line}" for line in done]
        wrong = wrong or bad
    if wrong:
        raise NotSetUp("\n".join(lines))
    return lines


async def examine(settings: Settings) -> list[Finding]:
    """The same that `check` looks at, for `tungngo doctor`, for each bot; nothing is kept."""
    own = settings.of(ZaloSettings)
    some = [_OneBot(settings, own, bot, BotApi(bot, own.api)) for bot in own.bots] if own else []
    return list(await asyncio.gather(*map(_examined, some)))


async def _examined(one: _OneBot) -> Finding:
    name = one.bot.channel
    try:
        async with asyncio.timeout(PATIENCE):
            account = account_of(one.bot, await one.api.call("getMe"), one.own)
            url = await _current(one)
    except NotOk as error:
        return Finding(
            name, f"Zalo says no: {error}", wrong=True, do=_REFUSED.get(error.code, "try again in some minutes")
        )
    except (ZaloError, TimeoutError) as error:
        told = f"{one.own.api} cannot be reached ({error or 'no answer'})"
        return Finding(name, told, wrong=True, do="is this machine on the internet? people are told by other ways")
    finally:
        await one.api.close()
    known, wanted = f"the token works, people find it as {account.name}", "" if one.own.mode == "poll" else one.url
    if url == wanted:
        return Finding(name, f"{known}; messages come {f'to {url}' if url else 'by asking'}")
    brings = f"Zalo brings messages to {url or 'nobody'}, we expect {wanted or 'to ask ourselves'}"
    return Finding(name, brings, wrong=True, do=f"tungngo zalo {'set' if wanted else 'delete'}-webhook")


class _NotRight(Exception):
    """Lines that tell what is wrong."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


async def _asked(one: _OneBot, does: Callable[[_OneBot], Awaitable[list[str]]]) -> tuple[list[str], bool]:
    try:
        return await does(one), False
    except _NotRight as error:
        return list(error.lines), True
    except NotOk as error:
        return [_REFUSED.get(error.code, f"Zalo says no: {error}")], True
    except ZaloError as error:
        return [f"{one.own.api} cannot be reached ({error}): is this machine on the internet?"], True
    finally:
        await one.api.close()


async def _check(one: _OneBot) -> list[str]:
    account = account_of(one.bot, await one.api.call("getMe"), one.own)
    await _keep(one.settings, account)
    url = await _current(one)
    lines = [f"the token works, people find it as {account.name} ({account.link or 'no link is known'})"]
    if one.own.mode == "poll":
        lines.append("we ask for messages ourselves: good for a trial, what is written while we stand still is lost")
        if url:
            raise _NotRight(*lines, f"but Zalo brings them to {url}, so we get none: tungngo zalo delete-webhook")
        return lines
    if not url:
        raise _NotRight(*lines, "nothing is brought to us yet: tungngo zalo set-webhook")
    if url != one.url:
        raise _NotRight(*lines, f"Zalo brings messages to {url}, and we are at {one.url}: tungngo zalo set-webhook")
    return [*lines, f"Zalo brings messages to {url}; whether it gets through: tungngo zalo test-webhook"]


async def _current(one: _OneBot) -> str:
    """Empty: none is set, which Zalo says with an error."""
    try:
        return _read(_Hook, await one.api.call("getWebhookInfo")).url or ""
    except NotOk as error:
        if error.code != GONE:
            raise
        return ""


async def _keep(settings: Settings, account: OurAccount) -> None:
    """So that cards printed before the first start lead to the bot. A house that runs has learned it by itself."""
    database, now = await open_database(settings.database_url), Clock().now()
    try:
        await migrate.migrate(database)
        with contextlib.suppress(CommandRefused):
            async with taking_over.exclusive(database, now) as tx:
                await ways.learn(tx, account, now)
    finally:
        await database.close()


async def _set_webhook(one: _OneBot) -> list[str]:
    if not one.settings.public_url.startswith("https://") or not one.bot.secret:
        raise _NotRight("TUNGNGO_PUBLIC_URL (with https://) and TUNGNGO_ZALO_SECRET: both are needed")
    told = _read(_Hook, await one.api.call("setWebhook", url=one.url, secret_token=one.bot.secret))
    return _verified(
        told.verification, f"Zalo brings messages to {one.url}", "it is stored, but Zalo does not get through"
    )


async def _test_webhook(one: _OneBot) -> list[str]:
    url = await _current(one)
    if not url:
        raise _NotRight("there is no webhook to be tested: tungngo zalo set-webhook")
    try:
        told = await one.api.call("testWebhook")
    except NotOk as error:
        if error.code != GONE:
            raise
        return ["Zalo offers no test any more; write to the bot and see whether it answers"]
    return _verified(_read(_Verification, told), f"Zalo gets through to {url}", f"Zalo does not get through to {url}")


def _verified(found: _Verification | None, good: str, bad: str) -> list[str]:
    """A test proves that we are reached, and no more."""
    if found is None:
        return [good, "whether it gets through was not told: write to the bot and see whether it answers"]
    if found.ok:
        return [good]
    meant = _OUTCOMES.get(found.outcome) or next(
        (words for sign, words in _OUTCOMES.items() if sign.endswith("xx") and found.outcome.startswith(sign[:-2])), ""
    )
    hint = f"Zalo says: {found.hint}" if found.hint else ""
    raise _NotRight(*filter(None, [f"{bad} ({found.outcome or 'no reason given'})", meant, hint]))


async def _delete_webhook(one: _OneBot) -> list[str]:
    try:
        await one.api.call("deleteWebhook")
    except NotOk as error:
        if error.code != GONE:
            raise
    return ["Zalo brings nothing any more; TUNGNGO_ZALO_MODE=poll asks for it"]


def _read(kind: type[_Kind], told: Any) -> _Kind:
    """What cannot be read is taken for nothing told."""
    try:
        return kind.model_validate(told)
    except ValidationError:
        return kind()


_REFUSED = {
    UNKNOWN: "the token is not good (any more): if it was renewed in Zalo Bot Creator, put the new one into "
    "TUNGNGO_ZALO_TOKENS and start again",
    TOO_OFTEN: "Zalo lets this be asked only so often a day: try again tomorrow, or write to the bot and see",
    429: "the bot has used up what it may send this month, or asked too fast: Zalo Bot Creator shows how much is left",
}
_FORBIDDEN = (
    "something in front of us turns Zalo away. Behind Cloudflare: its Browser Integrity Check does not like the old "
    "Java that Zalo comes with; switch it off for /zalo/ by a Configuration Rule (a skip rule of the firewall is not "
    "enough). Without Cloudflare: Zalo's trial may come without the secret; TUNGNGO_ZALO_PROBES=let answers such a one "
    "200 and does nothing with it"
)
_OUTCOMES = {
    "webhook.http.403": _FORBIDDEN,
    "webhook.http.404": "what answers there is not us: does the proxy pass /zalo/ on, and is `tungngo run` up?",
    "webhook.http.5xx": "the proxy answers and we do not: does `tungngo run` run? `tungngo doctor` says what is wrong",
    "webhook.http.other": "somebody answers at this address, but not as we do: is TUNGNGO_PUBLIC_URL right?",
    "webhook.err.tls": "the certificate is not good: expired, for another name, or without its chain",
    "webhook.err.dns": "the name in TUNGNGO_PUBLIC_URL is not known on the internet (yet)",
    "webhook.err.timeout": "we were too slow, or a firewall lets nothing in from abroad or from VNG's network",
    "webhook.err.conn": "nobody listens there: is the proxy up, and port 443 open?",
    "webhook.err.proxy": "a proxy on the way has failed: try again, then ask who runs it",
    "webhook.err.blocked": "Zalo takes no addresses of this kind: it has to be a public name with https",
    "webhook.err.unreachable": "there is no way to this machine from outside: router, firewall, address",
    "webhook.err.other": "Zalo does not say why: try again in some minutes",
}
_DOES: dict[str, Callable[[_OneBot], Awaitable[list[str]]]] = {
    "check": _check,
    "set-webhook": _set_webhook,
    "test-webhook": _test_webhook,
    "delete-webhook": _delete_webhook,
}
COMMANDS = tuple(
    Command(name, said, partial(set_up, what=name))
    for name, said in (
        ("check", "Do the tokens work, and does Zalo bring what people write the way we expect?"),
        ("set-webhook", "Have Zalo bring what people write to TUNGNGO_PUBLIC_URL, and say whether it gets through."),
        ("test-webhook", "Does Zalo get through to us? A few times a day."),
        ("delete-webhook", "Have Zalo bring nothing any more."),
    )
)
