"""TUNGNGO_ECHO_…: what this channel is told."""

from typing import ClassVar

from pydantic_settings import SettingsConfigDict

from bot.settings import ChannelSettings
from tests.bot.echo.decoding import CHANNEL


class EchoSettings(ChannelSettings):
    model_config = SettingsConfigDict(env_prefix="TUNGNGO_ECHO_")
    name: ClassVar[str] = CHANNEL
    title: ClassVar[str] = "Echo"
    switch: ClassVar[str] = "TUNGNGO_ECHO_TOKEN"

    token: str = ""

    @property
    def on(self) -> bool:
        return bool(self.token)

    @property
    def foreign(self) -> str:
        return ""
