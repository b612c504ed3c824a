"""`tungngo doctor` names what is wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli, doctor_cli
from bot.clock import machine_time
from bot.doctor_cli import Finding
from bot.settings import Settings
from storage import heartbeats
from storage.database import Transaction, open_database
from storage.heartbeats import Heartbeat
from storage.instants import HOUR, SECOND
from storage.migrate import migrate
from tests.ward import Ward


async def examined(url: str, *statements: str, looked: int = -SECOND) -> dict[str, Finding]:
    """A running house with people in it, to which this has happened."""
    database, now = await open_database(url), machine_time()
    await migrate(database)
    await Ward.founded(database)
    async with database.write() as tx:
        await heartbeats.beat(tx, Heartbeat("run", now, now, "running"))
        await heartbeats.beat(tx, Heartbeat("due", now + looked, now + looked))
        await message(tx, now)
        for statement in statements:
            await tx.run(statement)
    await database.close()
    found = await doctor_cli.examine(Settings(_env_file=None, database_url=url), now)  # type: ignore[call-arg]
    return {one.name: one for one in found}


async def message(tx: Transaction, now: int) -> None:
    sql = """INSERT INTO outbox (id, kind, words, params, as_of, cause, priority, state, next_at)
    VALUES (1, 'alarm', 'x', '{}', :at, 'test', 2, 'sent', :at)"""
    await tx.run(sql, at=now - SECOND)


async def test_nothing_is_wrong_with_a_house_that_runs(database_url: str):
    found = await examined(database_url)

    assert [name for name, one in found.items() if one.wrong] == []
    assert set(found) >= {"database", "schema", "clock", "time", "doubt", "unreached", "disk", "campaigns"}


@pytest.mark.parametrize(("statement", "name", "told"), [
    ("UPDATE outbox SET state = 'doubt'", "doubt", "1 messages may or may not have been said"),
    ("UPDATE outbox SET state = 'unreached'", "unreached", "1 messages reached nobody"),
    ("UPDATE heartbeat SET note = 'stopped' WHERE name = 'run'", "clock", "the house is not running"),
    ("UPDATE heartbeat SET beat_at = 0 WHERE name = 'due'", "clock", "it should be seconds"),
    ("UPDATE campaign SET settings = replace(settings, '19:30', '25:00')", "campaigns", "timetable.starts"),
    ("DELETE FROM schema_version WHERE version > 7", "schema", "tungngo migrate"),
])  # fmt: skip
async def test_what_is_wrong_is_named(sqlite_url: str, statement: str, name: str, told: str):
    found = await examined(sqlite_url, statement)

    assert [one.name for one in found.values() if one.wrong] == [name]
    assert told in found[name].told


async def test_a_clock_that_went_back_is_noticed(sqlite_url: str):
    found = await examined(sqlite_url, looked=HOUR)

    assert found["time"].told.startswith("the database has seen 3600 s more than this machine's clock")


def test_the_command_fails_when_anything_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUNGNGO_DATABASE_URL", "postgresql://127.0.0.1:1/none")

    said = CliRunner().invoke(cli.app, ["doctor"])

    assert said.exit_code == 1
    assert "WRONG  database:" in said.output
