"""TUNGNGO_ZALO_…: what this channel is told; `ZaloBot`: what each bot needs of it."""

import hashlib
import hmac
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.channels.zalo.decoding import PLATFORM
from bot.settings import ChannelSettings, is_loopback, unguessable, url

_TOKEN = re.compile(r"\d{1,30}:[\x21-\x7e]{1,300}")


def _listed(given: Any) -> Any:
    """Between commas, spaces or lines."""
    return tuple(re.split(r"[\s,]+", given.strip())) if isinstance(given, str) and given.strip() else given or ()


def _tokens(tokens: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    plain = [token.get_secret_value() for token in tokens]
    if not all(_TOKEN.fullmatch(token) for token in plain):
        raise ValueError("each must look like 123456:ABC…, as Zalo Bot Creator sent it; several with a space between")
    if max(Counter(token.partition(":")[0] for token in plain).values(), default=1) > 1:
        raise ValueError("one bot is named twice")
    return tokens


@dataclass(frozen=True, slots=True)
class ZaloBot:
    """One bot of ours. Never shown: it holds the token. `secret`: what Zalo proves itself with at our webhook."""

    token: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def key(self) -> str:
        return self.token.partition(":")[0]

    @property
    def channel(self) -> str:
        return f"{PLATFORM}/{self.key}"


class ZaloSettings(ChannelSettings):
    model_config = SettingsConfigDict(env_prefix="TUNGNGO_ZALO_")
    name: ClassVar[str] = PLATFORM
    title: ClassVar[str] = "Zalo"
    switch: ClassVar[str] = "TUNGNGO_ZALO_TOKENS"

    tokens: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_listed), AfterValidator(_tokens)] = ()
    secret: Annotated[SecretStr, AfterValidator(unguessable)] = SecretStr("")
    mode: Literal["webhook", "poll"] = "webhook"
    probes: Literal["refuse", "let"] = "refuse"  # what becomes of posts without the secret: 403, or 200 and nothing
    people: Annotated[int, Field(ge=1)] = 50  # that one bot may serve
    hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ("zdn.vn", "zadn.vn")  # and all below them
    api: Annotated[str, AfterValidator(url)] = "https://bot-api.zaloplatforms.com"

    @property
    def on(self) -> bool:
        return bool(self.tokens)

    @property
    def bots(self) -> tuple[ZaloBot, ...]:
        """Each with a secret of its own, so that one that got about opens no other."""
        return tuple(ZaloBot(token.get_secret_value(), self._secret_of(token)) for token in self.tokens)

    def _secret_of(self, token: SecretStr) -> str:
        """Empty where none was given."""
        key, plain = self.secret.get_secret_value(), token.get_secret_value()
        return hmac.new(key.encode(), plain.partition(":")[0].encode(), hashlib.sha256).hexdigest() if key else ""

    @property
    def channels(self) -> tuple[str, ...]:
        return tuple(bot.channel for bot in self.bots)

    def lacks(self, public_url: str) -> str:
        if self.mode != "webhook":
            return ""
        if not self.secret.get_secret_value():
            return "TUNGNGO_ZALO_SECRET: needed for the webhook, 32 or more random letters and digits"
        if urlsplit(public_url).scheme != "https":
            return "TUNGNGO_PUBLIC_URL: Zalo needs one with https://, or for a trial TUNGNGO_ZALO_MODE=poll"
        return ""

    @property
    def platform(self) -> str:
        return self.api if self.on else ""

    @property
    def reachable(self) -> tuple[str, ...]:
        return (*super().reachable, *(["TUNGNGO_ZALO_SECRET"] if self.secret.get_secret_value() else ()))

    @property
    def hidden(self) -> tuple[str, ...]:
        own = (secret for bot in self.bots for secret in (bot.token, bot.token.partition(":")[2], bot.secret))
        return (*own, self.secret.get_secret_value())

    @property
    def foreign(self) -> str:
        return "" if is_loopback(urlsplit(self.api).hostname or "") else "TUNGNGO_ZALO_API"
