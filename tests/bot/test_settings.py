"""What is set wrongly stops the start in one line, and no line of ours holds a password."""

import asyncio
import os
import stat
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.chosen_settings import CHANNEL_SETTINGS
from bot.cli import app
from bot.settings import Settings, WrongSettings, load, passwords_in
from storage.database import StoreError, open_database

PASSWORD = "m4t-khau"
ADDRESSES = ["DATABASE_URL", "SAMPLE_URL", "PROXY", "SPEECH_URL", "PUBLIC_URL", "TELEGRAM_API", "ZALO_API"]


def told(monkeypatch: pytest.MonkeyPatch, **given: str) -> str:
    for name, value in given.items():
        monkeypatch.setenv(f"TUNGNGO_{name}", value)
    with pytest.raises(WrongSettings) as wrong:
        load(CHANNEL_SETTINGS)
    return str(wrong.value)


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:99999", "h:0", "h:abc", "h:", "h:80:80", "a b", "[::1", "h:80@:x", "h:1" + "0" * 5_000],
)
def test_an_address_that_leads_nowhere_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, name: str, host: str
):
    scheme = "postgresql" if name in {"DATABASE_URL", "SAMPLE_URL"} else "http"

    line = told(monkeypatch, **{name: f"{scheme}://u:{PASSWORD}@{host}/x"})

    assert line.startswith(f"TUNGNGO_{name}: must ")
    assert PASSWORD not in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p%40ss@h:5432/x",
        "postgresql://h1:5432,h2:5433/x",
        "postgresql:///x?host=/var/run/postgresql",
        "postgres://[::1]:5432/x",
        "postgresql://u:with@sign@h/x",
    ],
)
def test_an_address_that_may_lead_somewhere_is_taken(url: str):
    assert Settings.model_validate({"database_url": url}).database_url == url


@pytest.mark.parametrize("name", ["DATABASE_URL", "SAMPLE_URL", "PROXY", "SPEECH_URL"])
def test_a_password_in_an_address_is_seen_in_no_log_as_it_is_written_or_meant(name: str):
    scheme = "postgresql" if name in {"DATABASE_URL", "SAMPLE_URL"} else "http"
    given = Settings.model_validate({name.lower(): f"{scheme}://u:{PASSWORD}%21@127.0.0.1:5432/x"})

    assert {f"{PASSWORD}%21", f"{PASSWORD}!"} <= set(given.hidden)
    assert PASSWORD not in repr(given)


def test_where_no_password_stands_none_is_hidden():
    assert passwords_in("sqlite:///data/a:b@c.db") == passwords_in("https://phuong.example") == ()


@pytest.mark.parametrize("name", ["TELEGRAM_SECRET", "ZALO_SECRET"])
@pytest.mark.parametrize("secret", ["a", "short-and-sweet", "x" * 31, "ab" * 40])
def test_a_webhook_secret_that_could_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, secret: str):
    line = told(monkeypatch, **{name: secret})

    assert line == f"TUNGNGO_{name}: needs 32 or more random letters and digits"


@pytest.mark.parametrize("url", [f"postgresql://u:{PASSWORD}@127.0.0.1:1/x", f"postgresql://u:{PASSWORD}@[/x"])
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str):
    with pytest.raises(StoreError) as refused:
        asyncio.run(open_database(url))
    assert PASSWORD not in str(refused.value)
    assert PASSWORD not in str(refused.value.__cause__)


@pytest.fixture
def careless() -> Iterator[None]:
    """Whoever starts us lets everybody read and write what we make."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
def test_what_is_kept_and_what_is_handed_out_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUNGNGO_DATABASE_URL", raising=False)
    Path("campaign.toml").write_text(files("bot").joinpath("sample", "vneid.toml").read_text("utf-8"), "utf-8")
    Path("ward.csv").write_text("Họ và tên,Chức danh,Số điện thoại,Địa bàn\nTrần Minh,Tổ trưởng,,Khu phố 1\n", "utf-8")
    Path("people.csv").write_text("open to all before", "utf-8")
    given = {path.name for path in tmp_path.iterdir()}

    for words in (
        "campaign load campaign.toml",
        "import roster ward.csv",
        "export nights --out people.csv",
        "export progress --out progress.xlsx",
        "invite --all --out cards.pdf",
        "backup copy.db",
        "campaign template --out other.toml",
    ):
        done = CliRunner().invoke(app, words.split())
        assert done.exit_code == 0, (words, done.output)

    made = [path for path in tmp_path.rglob("*") if path.name not in given - {"people.csv"}]
    assert {path.name for path in made} >= {"data", "tungngo.db", "people.csv", "progress.xlsx", "cards.pdf", "copy.db"}
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)] == []
