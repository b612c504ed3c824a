"""The running house copies its database each night, seven are kept, and a failure is known and changes nothing else."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import backups
from bot.backups import Nightly
from bot.cli import app as commands
from bot.console import CommandRefused
from bot.settings import Settings
from storage import backups as copies
from storage import state
from storage.database import Database
from storage.instants import DAY, HOUR, Instant, at, day_of
from tests.ward import Ward

ZONE = "Asia/Ho_Chi_Minh"


class Machine:
    """The time of a machine, moved by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = at(day_of(1_800_000_000_000, ZONE), "21:00", ZONE)
        monkeypatch.setattr(backups, "machine_time", lambda: self.now)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.fixture
def nightly(sqlite: Database, sqlite_url: str, tmp_path: Path) -> Nightly:
    return Nightly(sqlite, Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "backups", ZONE)


async def known(database: Database) -> tuple[Instant, str]:
    async with database.read() as read:
        tried, made = await state.noted(read, state.Name.BACKUP_TRIED), await state.noted(read, state.Name.BACKUP_MADE)
    return made.at if made else 0, tried.value if tried else ""


async def test_each_night_has_one_copy_and_seven_are_kept(nightly: Nightly, machine: Machine, sqlite: Database):
    for _ in range(9):
        await nightly.step()
        await nightly.step()
        machine.now += DAY

    days = [day_of(machine.now - n * DAY, ZONE) for n in range(1, 8)]
    assert {path.name for path in nightly.folder.iterdir()} == {f"tungngo-{day}.db" for day in days}
    assert await known(sqlite) == (machine.now - DAY, "")


async def test_a_failure_is_on_record_and_tried_again_after_half_an_hour(
    nightly: Nightly, machine: Machine, sqlite: Database, monkeypatch: pytest.MonkeyPatch
):
    await nightly.step()
    good, machine.now = machine.now, machine.now + DAY
    with monkeypatch.context() as full:
        full.setattr(copies, "SPARE", 1 << 60)
        await nightly.step()
    reached, why = await known(sqlite)
    assert reached == good
    assert "MB free, a copy may need" in why

    await nightly.step()
    assert len(list(nightly.folder.iterdir())) == 1, "not every minute"
    machine.now += backups.AGAIN
    await nightly.step()
    assert await known(sqlite) == (machine.now, "")


async def test_a_folder_that_cannot_be_made_is_a_failure_like_any_other(
    nightly: Nightly, machine: Machine, sqlite: Database
):
    nightly.folder.write_text("a file")
    await nightly.step()

    assert (await known(sqlite))[1]


async def test_who_stops_meanwhile_does_not_wait_for_the_copy(nightly: Nightly, sqlite: Database, machine: Machine):
    async with sqlite.write() as tx:
        for n in range(500):
            await state.note(tx, state.Name.OFFSET, n, "x" * 3_000, of=f"b{n}")
    making = asyncio.create_task(nightly.step())
    await asyncio.sleep(0)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    await asyncio.get_running_loop().shutdown_default_executor()

    assert not nightly.folder.exists() or not list(nightly.folder.glob("*.part"))


async def tried(database: Database) -> tuple[Instant, str]:
    async with database.read() as read:
        found = await state.noted(read, state.Name.BACKUP_TESTED)
    return (found.at, found.value) if found else (0, "none")


async def test_each_copy_is_put_back_on_trial_and_opened(nightly: Nightly, machine: Machine, sqlite: Database):
    ward = await Ward.founded(sqlite)
    await ward.chat("binh").says("cài 42")
    await nightly.step()

    assert await tried(sqlite) == (machine.now, "")
    assert len(list(nightly.folder.iterdir())) == 1, "nothing of the trial is left"
    restarted, begun = Nightly(sqlite, nightly.file, nightly.folder, ZONE), machine.now
    machine.now += HOUR
    await restarted.step()
    assert await tried(sqlite) == (begun, ""), "tried once a day, not once a start"


async def test_a_copy_that_is_of_no_use_is_noticed_put_aside_and_made_anew(
    nightly: Nightly, machine: Machine, sqlite: Database
):
    tonight = nightly.folder / f"tungngo-{day_of(machine.now, ZONE)}.db"
    nightly.folder.mkdir()
    shutil.copyfile(nightly.file, tonight)
    with tonight.open("r+b") as file:  # bits that have rotten
        file.seek(4_096)
        file.write(b"x" * 4_096)
    await nightly.step()

    at, why = await tried(sqlite)
    assert at == machine.now
    assert "malformed" in why or "damaged" in why
    assert [path.name for path in nightly.folder.iterdir()] == [f"{tonight.name}.unfit"]
    machine.now += backups.AGAIN
    await nightly.step()
    assert await tried(sqlite) == (machine.now, "")
    assert tonight.exists()


async def test_where_there_is_no_room_for_a_trial_the_copy_stays_and_that_is_told(
    nightly: Nightly, machine: Machine, sqlite: Database, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as narrow:
        narrow.setattr(copies, "on_trial", narrow_trial(copies.on_trial, narrow))
        await nightly.step()
    at, why = await tried(sqlite)
    assert (at, "a trial needs" in why) == (machine.now, True)
    assert await known(sqlite) == (machine.now, ""), "the copy was made"

    machine.now += backups.AGAIN
    await nightly.step()
    assert await tried(sqlite) == (machine.now, "")


def narrow_trial(given, narrow: pytest.MonkeyPatch):
    """The disk has filled up after the copy was made."""

    def on_trial(*words):
        narrow.setattr(copies, "SPARE", 1 << 60)
        return given(*words)

    return on_trial


def test_a_copy_of_another_ward_is_refused_in_a_plain_word_unless_it_is_forced(tmp_path: Path, empty_file: Path):
    files = [Path(shutil.copyfile(empty_file, tmp_path / f"{name}.db")) for name in ("mine", "other", "copy")]
    for number, (file, name) in enumerate(zip(files[:2], ("Hà Cầu", "Tân An"), strict=True), start=1):
        with closing(sqlite3.connect(file, isolation_level=None)) as opened:
            opened.execute("INSERT INTO unit VALUES (?, 'P', 'ward', NULL, ?, '2024-01-01', NULL)", (number, name))
            opened.execute(
                "INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings) "
                "VALUES (9, 'c', ?, 'iHanoi', 'UTC', '2024-11-01', '2024-11-30', '{}')",
                (number,),
            )
    copies.copy(files[1], files[2])
    env, before = {"TUNGNGO_DATABASE_URL": f"sqlite:///{files[0]}"}, files[0].read_bytes()
    refused = CliRunner().invoke(commands, ["restore", str(files[2])], env=env)

    assert refused.exit_code == 1
    assert refused.stderr == (
        f"{files[2]}: it is a copy of another ward (Tân An), and {files[0]} is Hà Cầu's: is it the right file? "
        "--force puts it in place all the same\n"
    )
    assert files[0].read_bytes() == before
    forced = CliRunner().invoke(commands, ["restore", str(files[2]), "--force"], env=env)
    assert forced.exit_code == 0, forced.output
    assert "Tân An" in forced.output
    assert len(list(tmp_path.glob("mine.db.before-restore-*"))) == 1


def test_it_may_be_moved_or_switched_off():
    def folder(**given: str) -> Path | None:
        return Settings(_env_file=None, **given).backup_folder  # type: ignore[call-arg, arg-type]

    assert folder(database_url="sqlite:///data/tungngo.db") == Path("data/backups")
    assert folder(database_url="sqlite:///data/tungngo.db", backups="/mnt/disk") == Path("/mnt/disk")
    assert folder(database_url="sqlite:///data/tungngo.db", backups="off") is None
    assert folder(database_url="postgresql://u@h/d") is None


def test_of_postgresql_its_own_tools_are_named(tmp_path: Path):
    settings = Settings(_env_file=None, database_url="postgresql://u:secret@h/d")  # type: ignore[call-arg]
    with pytest.raises(CommandRefused, match=r"pg_dump --format=custom --file=.*x.dump --dbname=ADDRESS") as refused:
        backups.backup(settings, tmp_path / "x.dump", overwrite=False)

    assert "secret" not in str(refused.value)
