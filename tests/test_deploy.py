"""What `deploy/` and docs/running.md name exists: settings, commands, options; and what may not be missing is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from bot import cli
from bot.chosen_settings import CHANNEL_SETTINGS
from bot.settings import Settings, names

ROOT = Path(__file__).parent.parent
SHIPPED = [*sorted((ROOT / "deploy").iterdir()), ROOT / "docs" / "running.md"]
COMMANDS = typer.main.get_command(cli.app)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_only_settings_that_exist_are_named(file: Path):
    named = set(re.findall(r"TUNGNGO_\w+", file.read_text("utf-8")))

    assert named <= set(names(CHANNEL_SETTINGS))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_only_commands_that_exist_are_named(file: Path):
    known = {*COMMANDS.commands, "--version"}  # type: ignore[attr-defined]
    # As something to be typed: behind the path, in quotes, or at the beginning of a line.
    named = re.findall(r"(?:bin/|`|^)tungngo ([a-z-]+)", file.read_text("utf-8"), re.MULTILINE)

    assert set(named) <= known


def test_the_documents_name_some_of_both():
    told = (ROOT / "docs" / "running.md").read_text("utf-8")

    assert {"backup", "restore", "doctor"} <= set(re.findall(r"tungngo ([a-z-]+)", told))
    assert all((ROOT / name).is_file() for name in re.findall(r"deploy/[\w.]+", told))


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_lets_every_line_through_at_once_to_where_the_house_listens(name: str):
    told = (ROOT / "deploy" / name).read_text("utf-8")

    assert str(Settings.model_fields["web_listen"].default) in told
    assert re.search(r"flush_interval -1|proxy_buffering off", told)


def test_the_service_waits_for_longer_than_a_stop_takes_and_is_started_again():
    told = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / "deploy" / "tungngo.service").read_text("utf-8"), re.MULTILINE))

    assert int(told["TimeoutStopSec"]) > 5
    assert told["Restart"] == "on-failure"
    assert told["EnvironmentFile"].removeprefix("-") == f"{told['WorkingDirectory']}/.env"


def test_where_unix_is_missing_it_is_said_in_one_line():
    windows = "import sys; sys.modules['resource'] = None; import bot.cli"
    ended = subprocess.run([sys.executable, "-c", windows], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["tungngo runs on Linux; on Windows use WSL (docs/running.md)"]


def test_the_version_is_told():
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"tungngo \S+\n", ended.stdout)
