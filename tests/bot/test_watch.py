"""What only who runs the machine can mend is told to the office when it begins, each day that it lasts, and is over."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import room, watch
from bot.app import opened
from bot.room import Room
from bot.settings import Settings
from bot.watch import Watch
from storage import state
from storage.database import Database
from storage.instants import DAY, HOUR, MINUTE
from tests.ward import Ward, plain


@dataclass
class Machine:
    """Its time and its disk, moved by the test."""

    ward: Ward
    watch: Watch
    now: int
    rooms: dict[str, Room] = field(default_factory=dict)

    async def looks(self) -> None:
        await self.watch.step()
        await self.ward.delivers()
        await self.ward.chat("lan").reads()

    async def told(self) -> list[str]:
        lines = await self.ward.chat("lan").log()
        return [plain(line.words or "") for line in lines if line.words and "quản máy" in line.words]


@pytest.fixture
async def machine(sqlite: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    ward = await Ward.founded(sqlite)
    settings = Settings(_env_file=None, database_url=sqlite_url)  # type: ignore[call-arg]
    async with opened(settings, ward.clock, ()) as app:
        made = Machine(ward, Watch(app.services), ward.clock.at)
        monkeypatch.setattr(watch, "machine_time", lambda: made.now)
        monkeypatch.setattr(room, "left", lambda _file: made.rooms.get("disk", Room(0.5, 0.5, 10**9)))
        yield made


async def note(machine: Machine, name: state.Name, value: str = "") -> None:
    async with machine.ward.database.write() as tx:
        await state.note(tx, name, machine.now, value)


async def test_a_disk_that_fills_up_is_told_once_a_day_until_there_is_room(machine: Machine):
    await machine.looks()
    assert await machine.told() == []
    machine.rooms["disk"] = Room(0.07, 0.6, 10**8)
    await machine.looks()
    await machine.looks()
    told = await machine.told()
    assert len(told) == 1
    assert "sắp hết chỗ, chỉ còn 7 %" in told[0]
    assert "số đã ghi vẫn còn nguyên" in told[0]
    await machine.ward.chat("lan").says("/tincay")
    clerk = machine.ward.chat("lan")
    await clerk.reads()
    clerk.hears("có việc cần xem", "máy chỉ còn 7 % chỗ trống; nhờ người quản máy xem")

    machine.now += DAY + MINUTE
    await machine.looks()
    assert len(await machine.told()) == 3, "and the card"
    machine.rooms["disk"] = Room(0.4, 0.4, 10**9)
    await machine.looks()
    async with machine.ward.database.read() as read:
        assert not await state.noted_of(read, state.Name.TROUBLE)


async def test_a_disk_that_has_no_files_left_is_as_full_as_any(machine: Machine):
    machine.rooms["disk"] = Room(0.9, 0.03, 10**9)
    await machine.looks()
    assert "chỉ còn 3 %" in (await machine.told())[0]


async def test_a_copy_that_was_not_made_or_is_of_no_use_is_told(machine: Machine):
    await note(machine, state.Name.BACKUP_MADE)
    await note(machine, state.Name.BACKUP_TRIED)
    await machine.looks()
    assert await machine.told() == []

    await note(machine, state.Name.BACKUP_TESTED, "damaged")
    await machine.looks()
    assert "mở thử không được" in (await machine.told())[-1]
    machine.now += 40 * HOUR
    await note(machine, state.Name.BACKUP_TRIED)
    await machine.looks()
    assert any("chưa cất được bản sao" in line for line in await machine.told())


async def test_the_card_tells_of_a_good_copy_and_that_all_is_well(machine: Machine):
    ward = machine.ward
    await ward.comes_to("21:25")
    machine.now = ward.clock.at
    await note(machine, state.Name.BACKUP_MADE)
    await note(machine, state.Name.BACKUP_TESTED)
    clerk = ward.chat("lan")
    await clerk.says("/tincay")

    clerk.hears("mọi việc chạy tốt", "Bản sao số liệu: 21h25 thứ Bảy 09/11, đã mở thử được", "tin chờ quá 10 phút: 0")
    assert len((clerk.new[-1].words or "").splitlines()) <= 10


def test_the_largest_of_our_own_files_are_named(tmp_path: Path):
    (tmp_path / "data" / "backups").mkdir(parents=True)
    sizes = {"tungngo.db": 3_000, "tungngo.db-wal": 5_000, "backups/tungngo-2026-11-28.db": 2_500, "small.txt": 1}
    for name, size in sizes.items():
        (tmp_path / "data" / name).write_bytes(b"x" * size)
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/data/tungngo.db")  # type: ignore[call-arg]
    told = room.to_free(settings)

    assert [path.name for path, _ in room.largest(settings)] == [
        "tungngo.db-wal", "tungngo.db", "tungngo-2026-11-28.db"
    ]  # fmt: skip
    assert f"{tmp_path}/data/tungngo.db-wal 5 kB" in told
    assert "never the database or its -wal" in told


def test_room_is_reckoned_as_df_does(tmp_path: Path):
    told, found = os.statvfs(tmp_path), room.left(tmp_path / "not" / "there" / "x.db")

    assert found.bytes == pytest.approx(told.f_bavail * told.f_frsize, rel=0.2)
    assert 0 < found.free <= 1
    assert 0 < found.inodes <= 1
