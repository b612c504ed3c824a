"""The running house copies its database each night, seven are kept, and a failure is known and changes nothing else."""

import asyncio
from pathlib import Path

import pytest

from bot import backups
from bot.backups import Nightly
from bot.console import CommandRefused
from bot.settings import Settings
from storage import backups as copies
from storage import state
from storage.database import Database
from storage.instants import DAY, Instant, at, day_of

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
