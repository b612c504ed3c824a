"""The README tells the truth: its commands work, its settings are the settings."""

import asyncio
import os
import re
import sys
from pathlib import Path

import httpx
import pytest
from pydantic_settings import BaseSettings

from bot.chosen_settings import CHANNEL_SETTINGS
from bot.settings import Settings, names
from tests.nursery import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]
# The environment that this test runs in is the one that make would make.
SETTINGS = sorted(names(CHANNEL_SETTINGS))
MADE = ["-o", ".venv/run.stamp", "-o", ".venv/dev.stamp", f"BIN={Path(sys.executable).parent}"]


def test_a_newcomer_needs_two_commands():
    assert COMMANDS == ["make run", "make test"]


async def test_the_first_command_prints_an_address_that_answers(tmp_path: Path):
    given = {"TUNGNGO_WEB_LISTEN": "127.0.0.1:0", "TUNGNGO_SAMPLE_URL": f"sqlite:///{tmp_path}/readme.db"}
    make = await asyncio.create_subprocess_exec(
        *("make", "--silent", "--no-print-directory", "-f", str(ROOT / "Makefile"), *MADE, "run"),
        cwd=tmp_path,  # where nobody has a ward of their own yet
        env={**os.environ, **given},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    assert make.stdout is not None
    address = (await asyncio.wait_for(make.stdout.readline(), 30)).decode().strip()
    async with httpx.AsyncClient(verify=False) as http:
        assert 'data-who="binh"' in (await http.get(address)).text
    os.killpg(make.pid, 15)
    await make.wait()


async def test_the_second_command_runs_every_test():
    make = await asyncio.create_subprocess_exec(
        *("make", "--dry-run", "--no-print-directory", *MADE, "test"), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert (await make.communicate())[0].decode().split()[1:] == ["-m", "pytest", "-n", "2"]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_told(name: str):
    assert f"`{name}`" in README


def test_no_setting_is_told_that_is_none():
    assert set(re.findall(r"`(TUNGNGO_\w+)`", README)) == {*SETTINGS, "TUNGNGO_SECRETS_DIR"}


KINDS: list[type[BaseSettings]] = [Settings, *CHANNEL_SETTINGS]


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind in KINDS for field in kind.model_fields])
def test_every_setting_is_read_somewhere(kind: type[BaseSettings], field: str):
    texts = [path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py")]
    assert any(re.search(rf"\b(settings|chosen|self|own)\.{field}\b", text) for text in texts), kind
