"""The sample and a ward of somebody's own never meet, whatever is typed first, and whatever is set."""

import asyncio
import hashlib
import logging
import shutil
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
import structlog
from typer.testing import CliRunner

from bot import doctor_cli, sample
from bot.app import opened
from bot.chosen_settings import chosen_settings
from bot.cli import app
from bot.clock import machine_time
from bot.leases import CannotRun
from bot.settings import Settings
from storage.database import open_database
from tests.process import house
from tests.sample import settled

OWN = "sqlite:///data/tungngo.db"
OPENING = {
    "TUNGNGO_PUBLIC_URL": "https://phuong.example",
    "TUNGNGO_TELEGRAM_TOKEN": "1234567:" + "a" * 35,
    "TUNGNGO_TELEGRAM_SECRET": "of-a-test-0123456789-0123456789-abc",
    "TUNGNGO_WEB_LISTEN": "0.0.0.0:8080",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a newcomer types, with nothing in it and nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in [*OPENING, "TUNGNGO_DATABASE_URL", "TUNGNGO_SAMPLE_URL", "TUNGNGO_SECRETS_DIR"]:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "campaign.toml").write_text(files("bot").joinpath("sample", "vneid.toml").read_text("utf-8"), "utf-8")
    roster = "Họ và tên,Chức danh,Số điện thoại,Địa bàn\nTrần Văn Minh,Tổ trưởng,0900000901,Khu phố 1\n"
    (tmp_path / "roster.csv").write_text(roster, "utf-8")
    plan = "STT,Địa bàn,Ngày,Thời gian\n1,Khu phố 1,04/03/2025,18h30 - 20h30\n"
    (tmp_path / "plan.csv").write_text(plan, "utf-8")
    return tmp_path


@pytest.fixture
def played(folder: Path, sample_file: Path) -> Path:
    """The sample, where `make run` has made it."""
    (folder / "data").mkdir()
    return Path(shutil.copyfile(sample_file, folder / "data" / "sample.db"))


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """`run` sets them up for its own process."""
    structured, handlers, level = structlog.get_config(), logging.root.handlers[:], logging.root.level
    yield
    structlog.configure(**structured)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def tungngo(*words: str) -> str:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return done.output


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wanted() -> bool:
    return asyncio.run(sample.is_wanted(chosen_settings()))


async def asked(settings: Settings, *, sampled: bool, headers: Mapping[str, str]) -> tuple[str, int]:
    """The first page, and what becomes of somebody who says that they are the clerk."""
    async with opened(settings, sampled=sampled) as built:
        through = httpx.ASGITransport(app=built.pages)
        async with httpx.AsyncClient(transport=through, base_url="http://127.0.0.1:8080", headers=headers) as http:
            first = await http.get("/")
            enters = await http.post("/sample/enter", data={"who": "lan"})
            jumps = await http.post("/sample/jump", json={})
    assert jumps.status_code == (200 if enters.status_code == 303 else 404)
    return first.text, enters.status_code


def test_a_newcomer_sees_the_sample_and_then_sets_up_a_ward_in_the_same_folder(played: Path):
    before = digest(played)
    assert wanted()

    tungngo("campaign", "load", "campaign.toml")
    tungngo("import", "plan", "plan.csv")
    tungngo("import", "roster", "roster.csv")
    cards = tungngo("invite", "--all")
    status = tungngo("status")

    assert "Trần Văn Minh" in cards
    assert "Hà Cầu" not in cards
    assert status.startswith("Định danh mức 2")
    assert not wanted()
    assert digest(played) == before


def test_the_ward_first_and_the_sample_afterwards(folder: Path):
    tungngo("campaign", "load", "campaign.toml")
    before = digest(folder / "data" / "tungngo.db")

    assert not wanted()
    first, enters = asyncio.run(asked(chosen_settings(), sampled=True, headers={}))

    assert (enters, 'data-who="binh"' in first) == (303, True)
    assert digest(folder / "data" / "tungngo.db") == before


@pytest.mark.parametrize("words", [["status"], ["export", "contacts"], ["export", "progress", "--out", "a.xlsx"]])
def test_who_only_asks_is_never_sent_into_the_sample(folder: Path, words: list[str]):
    said = CliRunner().invoke(app, words)

    assert said.exit_code == 1
    assert "tungngo campaign load" in said.output
    assert "tungngo run" not in said.output
    assert not (folder / "data").exists()


def test_an_empty_database_is_no_ward_yet(folder: Path):
    tungngo("migrate")

    assert (folder / "data" / "tungngo.db").exists()
    assert wanted()


def test_who_says_where_their_ward_is_kept_never_gets_the_sample(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNGNGO_DATABASE_URL", f"sqlite:///{folder}/ours.db")

    assert not wanted()


@pytest.mark.parametrize("name", sorted(OPENING))
def test_where_others_may_come_in_there_are_no_personas(played: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, OPENING[name])

    assert not wanted()
    with pytest.raises(CannotRun, match=name):
        asyncio.run(asked(chosen_settings(), sampled=True, headers={}))
    assert played.exists()


@pytest.mark.parametrize("settings", [{}, *({name: value} for name, value in sorted(OPENING.items()))], ids=str)
@pytest.mark.parametrize("headers", [{}, {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https"}], ids=len)
def test_a_ward_of_ones_own_has_no_personas_however_one_asks(
    played: Path, settings: dict[str, str], headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    tungngo("campaign", "load", "campaign.toml")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    first, enters = asyncio.run(asked(chosen_settings(), sampled=False, headers=headers))

    assert (enters, "data-who" in first) == (404, False)


@pytest.fixture
def old(folder: Path, sample_file: Path) -> Path:
    """As earlier versions left it: the sample where a ward of one's own belongs."""
    (folder / "data").mkdir()
    return Path(shutil.copyfile(sample_file, folder / "data" / "tungngo.db"))


@pytest.mark.parametrize(
    "words",
    [
        ["run"],
        ["campaign", "load", "campaign.toml"],
        ["import", "plan", "plan.csv"],
        ["import", "roster", "roster.csv"],
        ["invite", "--all"],
        ["status"],
        ["unit", "history", "Cầu Đơ 1"],
        ["export", "contacts"],
    ],
    ids=" ".join,
)
def test_a_sample_of_an_earlier_version_is_known_and_left_alone(old: Path, words: list[str]):
    before = digest(old)

    said = CliRunner().invoke(app, words)

    assert said.exit_code == 1
    assert said.output.startswith("the sample ward lives in this database")
    assert "rename or delete this file" in said.output
    assert digest(old) == before


@pytest.mark.usefixtures("old")
async def test_a_ward_beside_the_sample_of_an_earlier_version_runs_on_without_personas():
    database = await open_database(OWN)
    async with database.write() as tx:
        await tx.run("UPDATE campaign SET code = 'ours'")
    await database.close()

    first, enters = await asked(chosen_settings(), sampled=False, headers={})
    found = {one.name: one for one in await doctor_cli.examine(chosen_settings(), machine_time())}

    assert (enters, "data-who" in first) == (404, False)
    assert found["sample"].wrong


async def test_the_sample_is_not_made_where_a_ward_is(sqlite_url: str, folder: Path):
    database = await open_database(sqlite_url)
    async with database.write() as tx:
        await tx.run("INSERT INTO unit (id, code, kind, name, since) VALUES (1, 'X', 'ward', 'X', '2024-11-01')")
    await database.close()

    with pytest.raises(CannotRun, match="holds a ward of yours"):
        await asked(settled(Path(sqlite_url.removeprefix("sqlite:///"))), sampled=True, headers={})


def test_one_database_is_never_both(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TUNGNGO_SAMPLE_URL", OWN)

    said = CliRunner().invoke(app, ["run"])

    assert (said.exit_code, "TUNGNGO_SAMPLE_URL: must be another database" in said.output) == (1, True)


def test_a_ward_of_ones_own_is_not_run_on_another_clock(folder: Path):
    tungngo("campaign", "load", "campaign.toml")
    before = digest(folder / "data" / "tungngo.db")

    said = CliRunner().invoke(app, ["run", "--clock", "2025-03-04T20:00:00+07:00"])

    assert said.exit_code == 1
    assert "tungngo rehearse --campaign" in said.output
    assert digest(folder / "data" / "tungngo.db") == before


async def test_it_says_which_ward_it_is(played: Path, folder: Path):
    async with house(folder, cold=True) as running:
        assert running.process.stdout is not None
        said = [(await running.process.stdout.readline()).decode() for _ in range(2)]

    assert "sample ward" in said[0]
    assert "data/sample.db" in said[0]
    assert "tungngo campaign template" in said[1]
