"""Settings: environment, `.env`, or files under TUNGNGO_SECRETS_DIR. A wrong value stops the start, a line each."""

import ipaddress
import os
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class WrongSettings(Exception):
    """One line for each value that cannot be used."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no such time zone: {name}") from error
    return name


def _listen(address: str) -> str:
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isdigit() and 0 <= int(port) < 65536):
        raise ValueError("must be HOST:PORT")
    return address


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return url


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TUNGNGO_", env_file=".env", extra="ignore")

    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/tungngo.db"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    web_listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    log_format: Annotated[str, Field(pattern="^(console|json)$")] = "console"

    @property
    def host(self) -> str:
        return self.web_listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.web_listen.rpartition(":")[2])

    @property
    def loopback(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def load() -> Settings:
    secrets = os.environ.get("TUNGNGO_SECRETS_DIR")
    try:
        return Settings(_secrets_dir=Path(secrets) if secrets else None)  # type: ignore[call-arg]  # a parameter that only its plugin knows
    except ValidationError as error:
        lines = [f"TUNGNGO_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise WrongSettings("\n".join(lines)) from error
