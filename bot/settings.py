"""Settings: environment, `.env`, or files under TUNGNGO_SECRETS_DIR. A wrong value stops the start, a line each."""

import ipaddress
import os
import re
import socket
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from rapidfuzz import process

LONG, VARIED = 32, 8  # signs of a secret, and how many different ones
LIKELY = 70  # of 100: as near as a slip of the finger leaves a name

Own = TypeVar("Own", bound="ChannelSettings")


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


# Of an address, what stands before the last @ of its host; a password may hold all but a slash.
_HOSTS = re.compile(r"^[a-z0-9+]+://(?:(?P<who>[^/?#]*)@)?(?P<hosts>[^@/?#]*)(?:[/?#]|$)", re.IGNORECASE)
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[\w.-]*)(?::(?P<port>\d{1,5}))?", re.IGNORECASE)


def _hosts(address: str) -> bool:
    """Whether each host of an address is one, and each port may be. It is told of no part of the address."""
    found = _HOSTS.match(address)
    hosts = [_HOST.fullmatch(one) for one in found["hosts"].split(",")] if found else [None]
    return all(host is not None and int(host["port"] or 1) in range(1, 65536) for host in hosts)


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    if not url.startswith("sqlite:///") and not _hosts(url):
        raise ValueError(
            "must be postgresql://USER:PASSWORD@HOST:PORT/NAME, the port below 65536; "
            "in a password / ? # and @ are written %2F %3F %23 %40"
        )
    return url


def url(address: str) -> str:
    wrong = "must begin with http:// or https:// and name a host, and after a colon a port below 65536"
    if address and not _hosts(address):
        raise ValueError(wrong)
    parts = urlsplit(address)
    if address and not (parts.scheme in {"http", "https", "socks5"} and parts.hostname):
        raise ValueError(wrong)
    return address.rstrip("/")


def unguessable(secret: SecretStr) -> SecretStr:
    """Of a webhook: whoever knows it speaks for everybody."""
    plain = secret.get_secret_value()
    if plain and (len(plain) < LONG or len(set(plain)) < VARIED):
        raise ValueError(f"needs {LONG} or more random letters and digits")
    return secret


def passwords_in(address: str) -> tuple[str, ...]:
    """As it is written there, and as it is told to others."""
    found = _HOSTS.match(address)
    written = found["who"].partition(":")[2] if found and found["who"] else ""
    asked = parse_qs(address.partition("?")[2]).get("password", [])
    return tuple({written, unquote(written), *asked, *map(unquote, asked)} - {""})


def _public(address: str) -> str:
    """Links and cookies are made for the whole name; below a path they would lead to somebody else."""
    parts = urlsplit(url(address))
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must be the name alone, as https://phuong.example, without a path or anything behind it")
    return url(address)


def _token(secret: SecretStr) -> SecretStr:
    if 0 < len(secret.get_secret_value()) < 16:
        raise ValueError("needs 16 or more random characters; without it /metrics answers this machine alone")
    return secret


def _key(secret: SecretStr) -> SecretStr:
    if 0 < len(secret.get_secret_value()) < 16:
        raise ValueError("needs 16 or more random characters; without it the house makes a key of its own")
    return secret


class ChannelSettings(BaseSettings):
    """What one channel is told: a class in its folder, whose `env_prefix` is TUNGNGO_NAME_. `title`: for people."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")
    name: ClassVar[str]
    title: ClassVar[str]
    switch: ClassVar[str]  # the setting that turns it on

    @property
    def on(self) -> bool:
        raise NotImplementedError

    @property
    def platform(self) -> str:
        """The address of what we talk to when it is on; empty: nobody."""
        return ""

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of what it turns on: one for each account of ours."""
        return (self.name,) if self.on else ()

    def lacks(self, public_url: str) -> str:  # noqa: ARG002  only some channels are brought what arrives
        """What it cannot do without, in one line, given the address that the house is seen at; empty: nothing."""
        return ""

    @property
    def reachable(self) -> tuple[str, ...]:
        """Which of its settings let others in than who sits at this machine."""
        return (self.switch,) if self.on else ()

    @property
    def hidden(self) -> tuple[str, ...]:
        """What must not be seen in any log."""
        return ()

    @property
    def foreign(self) -> str:
        """The setting by which it leads to people who are not this machine's own test; empty: it does not."""
        return self.switch


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TUNGNGO_", env_file=".env", extra="ignore")

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = "sqlite:///data/tungngo.db"
    sample_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = "sqlite:///data/sample.db"
    backups: str = ""  # a folder, or `off`
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    web_listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8080"
    secret_key: Annotated[SecretStr, AfterValidator(_key)] = SecretStr("")
    metrics_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    public_url: Annotated[str, AfterValidator(_public)] = ""
    speech_url: Annotated[str, AfterValidator(url), Field(repr=False)] = ""  # of who writes down what is spoken
    speech_key: SecretStr = SecretStr("")
    speech_model: str = "whisper-1"
    log_format: Annotated[str, Field(pattern="^(console|json)$")] = "console"
    proxy: Annotated[str, AfterValidator(url), Field(repr=False)] = ""  # may hold a password
    channels: Annotated[tuple[ChannelSettings, ...], NoDecode] = ()  # those that were given; no variable's

    @model_validator(mode="after")
    def _sample_is_apart(self) -> "Settings":
        if self.sample_url == self.database_url:
            raise ValueError("TUNGNGO_SAMPLE_URL: must be another database than TUNGNGO_DATABASE_URL")
        return self

    @model_validator(mode="after")
    def _channels_have_what_they_need(self) -> "Settings":
        lacking = [lack for channel in self.on if (lack := channel.lacks(self.public_url))]
        if lacking:
            raise ValueError("; ".join(lacking))
        return self

    def of(self, kind: type[Own]) -> Own | None:
        """What one channel is told."""
        return next((channel for channel in self.channels if isinstance(channel, kind)), None)

    @property
    def on(self) -> list[ChannelSettings]:
        """Of the channels beside our own page, those that are turned on."""
        return [channel for channel in self.channels if channel.on]

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
        }
        own = (name for channel in self.channels for name in channel.reachable)
        return (*(name for name, is_open in opened.items() if is_open), *own)

    @property
    def hidden(self) -> tuple[str, ...]:
        """What must not be seen in any log."""
        own = (secret for channel in self.channels for secret in channel.hidden)
        keys = (one.get_secret_value() for one in (self.secret_key, self.speech_key, self.metrics_token))
        addresses = (self.database_url, self.sample_url, self.proxy, self.speech_url)
        passwords = (password for address in addresses for password in passwords_in(address))
        return tuple(secret for secret in (*own, *keys, *passwords) if secret)

    @property
    def foreign(self) -> str:
        """The setting by which a channel leads to people who are not this machine's own test; empty: none does."""
        return next((channel_settings.foreign for channel_settings in self.on if channel_settings.foreign), "")

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
    def page_ways(self) -> list[str]:
        """A page that only this machine can open is no way for anybody else."""
        page = self.public_url or ("" if self.loopback else f"http://{self.web_listen}/ within this network")
        return [f"web page {page}"] if page else []

    @property
    def ways_in(self) -> list[str]:
        """How people reach us, if at all."""
        return [*self.page_ways, *(channel_settings.title for channel_settings in self.on)]

    @property
    def no_way_in(self) -> str:
        off = "".join(f" and {channel.title} is off" for channel in self.channels)
        switches = "".join(f", or {channel.switch}" for channel in self.channels)
        return (
            f"nobody can get in: the web page is open to this machine only{off}. Set TUNGNGO_PUBLIC_URL to the "
            "address that people open (docs/operations.md), or TUNGNGO_WEB_LISTEN=0.0.0.0:8080 for this "
            f"network{switches}"
        )

    @property
    def host(self) -> str:
        return self.web_listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.web_listen.rpartition(":")[2])

    @property
    def loopback(self) -> bool:
        return is_loopback(self.host)

    @property
    def page_url(self) -> str:
        """Where people's phones find our page: as it was set, else this machine on its own network; empty: nowhere."""
        if self.public_url or self.loopback or not self.port:
            return self.public_url
        host = _own_address() if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  compared, not listened on
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}" if host else ""


def without_password(url: str) -> str:
    """The address of a database as it may be shown."""
    file = url.removeprefix("sqlite:///")
    parts = urlsplit(url)
    return file if file != url else f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _own_address() -> str:
    """By which the local network knows this machine; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        host = str(one.getsockname()[0])
    return "" if is_loopback(host) else host


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names(channels: Iterable[type[ChannelSettings]]) -> list[str]:
    """Of all settings, as the environment has them."""
    own = [f"{_prefix(kind)}{name.upper()}" for kind in channels for name in kind.model_fields]
    return [f"TUNGNGO_{name.upper()}" for name in Settings.model_fields if name != "channels"] + own


def strangers(environment: Mapping[str, str], channels: Iterable[type[ChannelSettings]]) -> list[tuple[str, str]]:
    """Names that look like settings and are none, each with the setting that was probably meant, or nothing."""
    known = [*names(channels), "TUNGNGO_SECRETS_DIR"]
    unknown = sorted(name for name in environment if name.upper().startswith("TUNGNGO_") and name.upper() not in known)
    near = [process.extractOne(name.upper(), known, score_cutoff=LIKELY) for name in unknown]
    return [(name, found[0] if found else "") for name, found in zip(unknown, near, strict=True)]


def load(channels: Iterable[type[ChannelSettings]]) -> Settings:
    """Everything that was given, to the house and to each of its channels."""
    secrets = os.environ.get("TUNGNGO_SECRETS_DIR")
    folder: dict[str, Any] = {"_secrets_dir": Path(secrets) if secrets else None}
    own: list[ChannelSettings] = []
    wrong: list[str] = []
    for kind in channels:
        try:
            own.append(kind(**folder))
        except ValidationError as error:
            wrong += _lines(_prefix(kind), error)
    try:
        settings = Settings(channels=tuple(own), **folder)
    except ValidationError as error:
        wrong += _lines("TUNGNGO_", error)
    if wrong:
        raise WrongSettings("\n".join(wrong))
    return settings


def _prefix(kind: type[ChannelSettings]) -> str:
    return str(kind.model_config["env_prefix"])


def _lines(prefix: str, error: ValidationError) -> list[str]:
    """Without the values: one of them may be a token."""
    told = [(one["loc"], one["msg"].removeprefix("Value error, ")) for one in error.errors()]
    return [f"{prefix}{str(where[0]).upper()}: {why}" if where else why for where, why in told]
