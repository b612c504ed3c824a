"""Settings: environment, `.env`, or files under TUNGNGO_SECRETS_DIR. A wrong value stops the start, a line each."""

import ipaddress
import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

LIKELY = 70  # of 100: as near as a slip of the finger leaves a name

NO_WAY_IN = (
    "nobody can get in: the web page is open to this machine only and Telegram is off. Set TUNGNGO_PUBLIC_URL to the "
    "address that people open (docs/running.md), or TUNGNGO_WEB_LISTEN=0.0.0.0:8080 for this network, or "
    "TUNGNGO_TELEGRAM_TOKEN"
)


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


def _token(secret: SecretStr) -> SecretStr:
    if secret.get_secret_value() and not re.fullmatch(r"\d+:[\w-]+", secret.get_secret_value()):
        raise ValueError("must look like 123456:ABC…, as @BotFather gave it")
    return secret


def _secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\w-]{0,256}", secret.get_secret_value(), re.ASCII):
        raise ValueError("may hold 1-256 of A-Z a-z 0-9 _ -")
    return secret


def _url(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https", "socks5"} and parts.hostname):
        raise ValueError("must begin with http:// or https:// and name a host")
    return url.rstrip("/")


def _key(secret: SecretStr) -> SecretStr:
    if 0 < len(secret.get_secret_value()) < 16:
        raise ValueError("needs 16 or more random characters; without it the house makes a key of its own")
    return secret


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TUNGNGO_", env_file=".env", extra="ignore")

    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/tungngo.db"
    sample_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/sample.db"
    backups: str = ""  # a folder, or `off`
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    web_listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    secret_key: Annotated[SecretStr, AfterValidator(_key)] = SecretStr("")
    public_url: Annotated[str, AfterValidator(_url)] = ""
    log_format: Annotated[str, Field(pattern="^(console|json)$")] = "console"
    telegram_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    telegram_api: Annotated[str, AfterValidator(_url)] = "https://api.telegram.org"
    telegram_mode: Literal["poll", "webhook"] = "poll"
    telegram_secret: Annotated[SecretStr, AfterValidator(_secret)] = SecretStr("")
    proxy: Annotated[str, AfterValidator(_url), Field(repr=False)] = ""  # may hold a password

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> "Settings":
        if self.telegram and self.telegram_mode == "webhook" and not self.telegram_secret.get_secret_value():
            raise ValueError("TUNGNGO_TELEGRAM_SECRET: needed in webhook mode, 32 or more random letters and digits")
        return self

    @model_validator(mode="after")
    def _sample_is_apart(self) -> "Settings":
        if self.sample_url == self.database_url:
            raise ValueError("TUNGNGO_SAMPLE_URL: must be another database than TUNGNGO_DATABASE_URL")
        return self

    @property
    def telegram(self) -> bool:
        return bool(self.telegram_token.get_secret_value())

    @property
    def bare(self) -> bool:
        """Nobody has said where a ward of their own is kept."""
        return "database_url" not in self.model_fields_set

    @property
    def reachable(self) -> tuple[str, ...]:
        """What lets others in than who sits at this machine: with any of it the sample's people are nobody's to be."""
        opened = {
            "TUNGNGO_WEB_LISTEN": not self.loopback,
            "TUNGNGO_PUBLIC_URL": bool(self.public_url),
            "TUNGNGO_TELEGRAM_TOKEN": self.telegram,
            "TUNGNGO_TELEGRAM_SECRET": bool(self.telegram_secret.get_secret_value()),
        }
        return tuple(name for name, is_open in opened.items() if is_open)

    @property
    def hidden(self) -> tuple[str, ...]:
        """What must not be seen in any log."""
        secrets = (self.telegram_token, self.telegram_secret, self.secret_key)
        known = (*(secret.get_secret_value() for secret in secrets), urlsplit(self.proxy).password)
        return tuple(secret for secret in known if secret)

    @property
    def foreign(self) -> bool:
        """A channel leads to people who are not this machine's own test."""
        return self.telegram and not _is_loopback(urlsplit(self.telegram_api).hostname or "")

    @property
    def database_file(self) -> Path | None:
        """None where the database is no file."""
        file = self.database_url.removeprefix("sqlite:///")
        return Path(file) if file != self.database_url else None

    @property
    def backup_folder(self) -> Path | None:
        """Where the nightly copies go; None where none are made."""
        file = self.database_file
        if file is None or self.backups == "off":
            return None
        return Path(self.backups) if self.backups else file.parent / "backups"

    @property
    def ways_in(self) -> list[str]:
        """How people reach us, if at all: a page that only this machine can open is no way for anybody else."""
        page = self.public_url or ("" if self.loopback else f"http://{self.web_listen}/ within this network")
        return [*([f"web page {page}"] if page else []), *(["Telegram"] if self.telegram else [])]

    @property
    def host(self) -> str:
        return self.web_listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.web_listen.rpartition(":")[2])

    @property
    def loopback(self) -> bool:
        return _is_loopback(self.host)

    @property
    def page_url(self) -> str:
        """Where people's phones find our page: as it was set, else this machine on its own network; empty: nowhere."""
        if self.public_url or self.loopback or not self.port:
            return self.public_url
        host = _own_address() if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  compared, not listened on
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}" if host else ""


def _own_address() -> str:
    """By which the local network knows this machine; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        host = str(one.getsockname()[0])
    return "" if _is_loopback(host) else host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def strangers(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names that look like settings and are none, each with the setting that was probably meant, or nothing."""
    known = [f"TUNGNGO_{name.upper()}" for name in Settings.model_fields] + ["TUNGNGO_SECRETS_DIR"]
    unknown = sorted(name for name in environment if name.upper().startswith("TUNGNGO_") and name.upper() not in known)
    near = [process.extractOne(name.upper(), known, score_cutoff=LIKELY) for name in unknown]
    return [(name, found[0] if found else "") for name, found in zip(unknown, near, strict=True)]


def load() -> Settings:
    secrets = os.environ.get("TUNGNGO_SECRETS_DIR")
    try:
        return Settings(_secrets_dir=Path(secrets) if secrets else None)  # type: ignore[call-arg]  # a parameter that only its plugin knows
    except ValidationError as error:
        # Without the values: one of them may be a token.
        lines = [_line(e["loc"], e["msg"].removeprefix("Value error, ")) for e in error.errors()]
        raise WrongSettings("\n".join(lines)) from None


def _line(where: tuple[int | str, ...], why: str) -> str:
    return f"TUNGNGO_{str(where[0]).upper()}: {why}" if where else why
