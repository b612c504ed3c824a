"""TUNGNGO_TELEGRAM_…: what this channel is told."""

import re
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from bot.channels.telegram.decoding import CHANNEL
from bot.settings import ChannelSettings, is_loopback, unguessable, url


def _token(secret: SecretStr) -> SecretStr:
    if secret.get_secret_value() and not re.fullmatch(r"\d+:[\w-]+", secret.get_secret_value()):
        raise ValueError("must look like 123456:ABC…, as @BotFather gave it")
    return secret


def _secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\w-]{0,256}", secret.get_secret_value(), re.ASCII):
        raise ValueError("may hold 32-256 of A-Z a-z 0-9 _ -")
    return unguessable(secret)


class TelegramSettings(ChannelSettings):
    model_config = SettingsConfigDict(env_prefix="TUNGNGO_TELEGRAM_")
    name: ClassVar[str] = CHANNEL
    title: ClassVar[str] = "Telegram"
    switch: ClassVar[str] = "TUNGNGO_TELEGRAM_TOKEN"

    token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    api: Annotated[str, AfterValidator(url)] = "https://api.telegram.org"
    mode: Literal["poll", "webhook"] = "poll"
    secret: Annotated[SecretStr, AfterValidator(_secret)] = SecretStr("")

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> "TelegramSettings":
        if self.on and self.mode == "webhook" and not self.secret.get_secret_value():
            raise ValueError("TUNGNGO_TELEGRAM_SECRET: needed in webhook mode, 32 or more random letters and digits")
        return self

    @property
    def on(self) -> bool:
        return bool(self.token.get_secret_value())

    @property
    def platform(self) -> str:
        return self.api if self.on else ""

    @property
    def reachable(self) -> tuple[str, ...]:
        return (*super().reachable, *(["TUNGNGO_TELEGRAM_SECRET"] if self.secret.get_secret_value() else ()))

    @property
    def hidden(self) -> tuple[str, ...]:
        return (self.token.get_secret_value(), self.secret.get_secret_value())

    @property
    def foreign(self) -> str:
        return "" if is_loopback(urlsplit(self.api).hostname or "") else "TUNGNGO_TELEGRAM_API"
