"""`tungngo doctor` names what is wrong."""

import asyncio
import json
import os
from datetime import timedelta
from email.utils import formatdate
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot import cli, doctor_cli, room
from bot.channels.telegram.channel import TELEGRAM
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.setup import examine as examine_zalo
from bot.clock import machine_time
from bot.findings import Finding
from bot.leases import Leases
from bot.settings import Settings
from storage import state
from storage.database import Transaction, open_database
from storage.instants import HOUR, SECOND
from storage.migrate import migrate
from tests.bot.telegram_house import SECRET
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.fake_zalo import BOT, FakeZalo
from tests.fake_zalo import TOKENS as ZALO_TOKENS
from tests.ward import Ward


async def examined(url: str, *statements: str, looked: int = -SECOND, **given: str) -> dict[str, Finding]:
    """A running house with people in it, to which this has happened."""
    database, now = await open_database(url), machine_time()
    await migrate(database)
    await Ward.founded(database)
    async with database.write() as tx:
        await state.note(tx, state.Name.RUN, now, state.RUNNING)
        await state.note(tx, state.Name.LOOKED, now + looked)
        await message(tx, now)
        for statement in statements:
            await tx.run(statement)
    await database.close()
    own = TelegramSettings(_env_file=None, token=SecretStr(given.pop("token", "")))  # type: ignore[call-arg]
    plain = {"database_url": url, "channels": (own,), "public_url": "https://phuong.example", **given}
    settings = Settings(_env_file=None, **plain)  # type: ignore[call-arg, arg-type]
    if settings.backup_folder and settings.database_file and not given:
        kept = settings.backup_folder / f"{settings.database_file.stem}-2026-11-29.db"
        kept.parent.mkdir()
        kept.touch()
    found = await doctor_cli.examine(settings, now)
    return {one.name: one for one in found}


async def message(tx: Transaction, now: int) -> None:
    sql = """INSERT INTO outbox (id, kind, words, params, as_of, cause, priority, state, next_at)
    VALUES (1, 'alarm', 'x', '{}', :at, 'test', 2, 'sent', :at)"""
    await tx.run(sql, at=now - SECOND)


async def test_nothing_is_wrong_with_a_house_that_runs(database_url: str):
    found = await examined(database_url)

    assert [name for name, one in found.items() if one.wrong] == []
    assert set(found) >= {
        "database",
        "schema",
        "look",
        "time",
        "zone",
        "engine",
        "doubt",
        "unreached",
        "disk",
        "campaigns",
    }


@pytest.mark.parametrize(("statement", "name", "told"), [
    ("UPDATE outbox SET state = 'doubt'", "doubt", "1 messages may or may not have been said"),
    ("UPDATE outbox SET state = 'unreached'", "unreached", "1 messages reached nobody"),
    ("UPDATE state SET value = 'stopped' WHERE name = 'run'", "look", "the house is not running"),
    ("UPDATE state SET at = 0 WHERE name = 'due'", "look", "it should be seconds"),
    ("UPDATE campaign SET settings = replace(settings, '19:30', '25:00')", "campaigns", "timetable.starts"),
    ("UPDATE outbox SET state = 'waiting', channel = 'web', as_of = as_of - 660000, next_at = next_at - 660000",
        "queue", "1 on web for 11 min"),
    ("UPDATE outbox SET state = 'waiting', channel = 'telegram', as_of = as_of - 660000, tries = 3",
        "queue", "1 on telegram for 11 min"),
    ("UPDATE outbox SET id = 9000000000000000000", "time", "this machine's clock is wrong, or was"),
    ("INSERT INTO state VALUES ('clock', '', 4000000000000)", "time", "run --clock was used on it"),
    ("INSERT INTO state (name, value, at) SELECT 'clock/jumped', '220752000', at FROM state WHERE name = 'due'",
        "time", "this machine's clock jumped by +220,752,000 s at"),
    ("INSERT INTO state VALUES ('backup', 'disk is full', 1)", "backup", "the last try failed: disk is full"),
    ("DELETE FROM schema_version WHERE version > 7", "schema", "tungngo migrate"),
])  # fmt: skip
async def test_what_is_wrong_is_named(sqlite_url: str, statement: str, name: str, told: str):
    found = await examined(sqlite_url, statement)

    assert [one.name for one in found.values() if one.wrong] == [name]
    assert told in str(found[name])
    assert found[name].do


async def test_what_waits_for_people_who_have_not_joined_is_not_wrong(database_url: str):
    found = await examined(
        database_url,
        "UPDATE outbox SET state = 'unreached', person_id = (SELECT MIN(id) FROM person)",
        "UPDATE chat SET account_id = NULL",
        "DELETE FROM account WHERE person_id = (SELECT MIN(id) FROM person)",
    )

    assert not found["unreached"].wrong
    assert found["to join"].told == "1 messages wait for people who have not joined yet"


async def test_a_clock_that_went_back_is_noticed(sqlite_url: str):
    found = await examined(sqlite_url, looked=HOUR)

    assert found["time"].told == "the database has seen 3600 s more than this machine's clock"


async def test_what_waits_for_the_morning_is_no_queue_that_stands(sqlite_url: str):
    held = "UPDATE outbox SET state = 'waiting', channel = 'web', as_of = 0, next_at = 9000000000000"
    assert not (await examined(sqlite_url, held))["queue"].wrong


async def test_without_a_way_in_for_anybody_it_fails(sqlite_url: str):
    found = (await examined(sqlite_url, public_url=""))["people"]

    assert found.wrong
    assert found.told.startswith("nobody can get in: the web page is open to this machine only and Telegram is off.")


@pytest.mark.parametrize(("given", "told"), [
    ({"public_url": "https://phuong.example/"}, "web page https://phuong.example"),
    ({"public_url": "", "web_listen": "0.0.0.0:80"}, "web page http://0.0.0.0:80/ within this network"),
    ({"public_url": "", "token": "42:ABC"}, "Telegram, whose bot has not been reached yet"),
])  # fmt: skip
async def test_the_ways_in_are_told(sqlite_url: str, given: dict[str, str], told: str):
    found = (await examined(sqlite_url, looked=-SECOND, **given))["people"]

    assert found.told.startswith(told)
    assert not found.wrong


async def test_the_bot_is_told_by_its_name(sqlite_url: str):
    told = json.dumps({"channel": "telegram", "name": "@tanan_bot"})
    known = f"INSERT INTO state VALUES ('account/telegram', '{told}', 1)"
    assert (await examined(sqlite_url, known, token="42:ABC"))["people"].told.endswith("Telegram @tanan_bot")


async def test_a_house_without_a_copy_is_told_how_to_make_one(sqlite_url: str):
    found = (await examined(sqlite_url, public_url="https://other.example"))["backup"]

    assert found.wrong
    assert "none in " in found.told
    assert "tungngo backup FILE makes one now" in found.do


def test_where_there_is_no_database_none_is_made(tmp_path: Path):
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/x/none.db")  # type: ignore[call-arg]
    found = asyncio.run(doctor_cli.examine(settings, machine_time()))

    assert next(one.told for one in found if one.wrong).startswith(f"there is none at {tmp_path}/x/none.db")
    assert list(tmp_path.iterdir()) == []


def test_the_command_fails_when_anything_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUNGNGO_DATABASE_URL", "postgresql://127.0.0.1:1/none")

    said = CliRunner().invoke(cli.app, ["doctor"])

    assert said.exit_code == 1
    assert "WRONG  database:" in said.output


async def test_whether_old_files_can_be_read_here_is_told_and_is_nothing_wrong(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    without = (await examined(sqlite_url))["old files"]
    (tmp_path / "soffice").touch(mode=0o755)
    found = doctor_cli._office()

    assert (without.wrong, "libreoffice-calc-nogui" in without.told) == (False, True)
    assert found.told == f".xls, .doc, .ods, .odt, .rtf are read with {tmp_path / 'soffice'}"


async def seen(telegram: FakeTelegram, url: str, **given: str) -> dict[str, Finding]:
    """With the platform asked."""
    own = TelegramSettings(_env_file=None, token=SecretStr(TOKEN), api=telegram.api, **given)  # type: ignore[call-arg, arg-type]
    plain = {"database_url": url, "public_url": "https://phuong.example", "web_listen": "127.0.0.1:0"}
    settings = Settings(_env_file=None, channels=(own,), **plain)  # type: ignore[call-arg, arg-type]
    found = await doctor_cli.examine(settings, machine_time(), [TELEGRAM])
    assert not [one for one in found if TOKEN.partition(":")[2] in str(one)]
    return {one.name: one for one in found}


async def test_the_platform_is_asked_whether_it_knows_us_and_brings_what_is_written(sqlite_url: str):
    async with FakeTelegram().serving() as telegram:
        asking = await seen(telegram, sqlite_url)
        assert asking["telegram"].told == "the token works, people find it as @tung_ngo_bot"
        assert asking["telegram webhook"].told == "none, we ask ourselves; 0 updates wait"
        hooked = {"mode": "webhook", "secret": SECRET}
        nobody = await seen(telegram, sqlite_url, **hooked)
        assert (nobody["telegram webhook"].wrong, nobody["telegram webhook"].told) == (True, "nothing is brought to us")
        telegram.webhook = "https://old.example/telegram/424242"
        elsewhere = (await seen(telegram, sqlite_url, **hooked))["telegram webhook"]
        assert "brought to https://old.example/telegram/424242, and we are at https://phuong.example" in elsewhere.told
        assert elsewhere.do == "tungngo telegram set-webhook"
        assert "polling gets nothing" in (await seen(telegram, sqlite_url))["telegram webhook"].told
        telegram.webhook = "https://phuong.example/telegram/424242"
        assert not (await seen(telegram, sqlite_url, **hooked))["telegram webhook"].wrong
        telegram.faults.append(Fault("getMe", status=401, why="Unauthorized", times=9))
        revoked = (await seen(telegram, sqlite_url, **hooked))["telegram"]
        assert (revoked.wrong, revoked.told) == (True, "the token is not good any more")
    gone = (await seen(telegram, sqlite_url))["telegram"]
    assert gone.wrong
    assert "is this machine on the internet" in gone.do


async def test_each_bot_of_zalo_is_asked(sqlite_url: str):
    async with FakeZalo().serving() as zalo:
        tokens = (SecretStr(ZALO_TOKENS[BOT]),)
        own = ZaloSettings(_env_file=None, tokens=tokens, secret=SecretStr(SECRET), api=zalo.api)  # type: ignore[call-arg]
        settings = Settings(
            _env_file=None, database_url=sqlite_url, channels=(own,), public_url="https://phuong.example"
        )  # type: ignore[call-arg]
        none = await examine_zalo(settings)
        zalo.hooks[BOT] = ("https://phuong.example/zalo/" + BOT, "s")
        good = await examine_zalo(settings)
    gone = await examine_zalo(settings)

    assert [(one.name, one.wrong, one.do) for one in none] == [(f"zalo/{BOT}", True, "tungngo zalo set-webhook")]
    assert [one.wrong for one in good] == [False]
    assert [one.wrong for one in gone] == [True]


@pytest.mark.parametrize(("ahead", "told"), [(0, ""), (-90, "90 s ahead of that of telegram"), (3_600, "behind")])
async def test_the_clock_is_held_against_that_of_the_platforms(ahead: int, told: str):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        date = formatdate(machine_time() / SECOND + ahead, usegmt=True)
        writer.write(f"HTTP/1.1 404 X\r\nDate: {date}\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        found = await doctor_cli._drift("telegram", address, "")

    assert found is not None
    assert found.wrong == bool(told)
    assert told in found.told.replace("89 s", "90 s").replace("91 s", "90 s")


async def test_what_the_running_house_says_of_itself_is_told():
    async def said(status: int, body: dict[str, object]) -> list[Finding]:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            told = json.dumps(body).encode()
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(told)}\r\n\r\n".encode() + told)
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            at = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
            return await doctor_cli._page(Settings(_env_file=None, web_listen=at))  # type: ignore[call-arg]

    assert [str(one) for one in await said(200, {"store": True})] == ["ok     house: it answers, and every loop turns"]
    assert (await said(503, {"standing": ["poll/telegram"]}))[0].told == "these loops stand: poll/telegram"
    assert (await said(503, {"why": "database or disk is full", "store": False}))[0].wrong


async def test_a_copy_that_is_half_there_is_named(sqlite_url: str):
    found = await examined(sqlite_url, "INSERT INTO state VALUES ('copy', 'begun old.db', 1)")
    assert found["copy"].told == "a copy into it was begun old.db and is not finished"


async def test_settings_that_others_may_read_are_named(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600 .env" in str((await examined(sqlite_url))["settings"])


def test_a_time_zone_that_is_not_that_of_viet_nam_is_named(monkeypatch: pytest.MonkeyPatch):
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    assert str(doctor_cli._zone(settings, machine_time())).startswith("ok     zone: Asia/Ho_Chi_Minh is +7 h of UTC")
    monkeypatch.setattr(doctor_cli, "AHEAD", timedelta(hours=8))
    assert doctor_cli._zone(settings, machine_time()).wrong


def test_a_disk_that_is_nearly_full_is_named_with_what_may_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "tungngo.db").write_bytes(b"x" * 2_000)
    monkeypatch.setattr(room, "left", lambda _file: room.Room(0.0, 0.4, 0))
    found = doctor_cli._disk(Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/tungngo.db"))  # type: ignore[call-arg]

    assert (found.wrong, found.told) == (True, f"0% free (0 B) at {tmp_path}")
    assert f"{tmp_path}/tungngo.db 2 kB" in found.do


def test_dumps_of_postgresql_are_looked_at_where_their_folder_is_named(tmp_path: Path):
    plain = {"database_url": "postgresql://u@h/d"}
    now = machine_time()

    def dumps(**more: str) -> Finding:
        return doctor_cli._dumps(Settings(_env_file=None, **plain, **more), now)  # type: ignore[call-arg, arg-type]

    assert not dumps().wrong
    assert dumps(backups=str(tmp_path)).wrong
    (tmp_path / "tungngo-2026-11-29.dump").touch()
    assert not dumps(backups=str(tmp_path)).wrong
    os.utime(tmp_path / "tungngo-2026-11-29.dump", (1, 1))
    assert dumps(backups=str(tmp_path)).wrong


async def test_of_a_shared_database_it_is_told_how_many_run_and_whether_this_machine_has_its_time(postgres_url: str):
    database = await open_database(postgres_url)
    processes = [Leases(database) for _ in range(2)]
    for one in processes:
        await one.enter()
    await database.close()
    found = await examined(postgres_url)
    assert (found["processes"].told, found["machine clock"].wrong) == ("2 run on this database", False)

    settings = Settings(_env_file=None, database_url=postgres_url)  # type: ignore[call-arg]
    wrong = {one.name: one for one in await doctor_cli.examine(settings, machine_time() + HOUR)}["machine clock"]
    assert wrong.wrong
    assert "s ahead of the database's" in wrong.told
