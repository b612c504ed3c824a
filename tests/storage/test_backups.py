"""A copy of a database in use is whole, and comes back into place without a trace of what was there."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage import backups, state
from storage.backups import Contents, Unusable
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.versions import migrations
from tests.ward import Ward

NEWEST = max(migrations())


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept" / "copy.db"


async def beats(database: Database, times: int, stop: asyncio.Event | None = None) -> int:
    """A writer that goes on; how often it came to write."""
    done = 0
    while done < times or (stop is not None and not stop.is_set()):
        async with database.write() as tx:
            await state.note(tx, state.Name.OFFSET, done, "x" * 500, of=f"b{done}")
        done += 1
    return done


def written(path: Path) -> int:
    with closing(sqlite3.connect(path)) as read:
        return int(read.execute("SELECT count(*) FROM state").fetchone()[0])


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_a_copy_made_while_others_write_is_whole_and_holds_up_nobody(sqlite: Database, file: Path, copied: Path):
    before, stop = await beats(sqlite, 3_000), asyncio.Event()
    writing = asyncio.create_task(beats(sqlite, 0, stop))
    try:
        found = await asyncio.to_thread(backups.copy, file, copied)
    finally:
        stop.set()
    assert await writing > 1, "the writer went on"

    assert found == Contents(NEWEST, (), 0, None)
    assert written(copied) >= before
    assert mode(copied) == 0o600
    assert [path.name for path in copied.parent.iterdir()] == ["copy.db"]


async def test_what_only_the_wal_holds_is_in_the_copy(sqlite: Database, file: Path, copied: Path):
    await beats(sqlite, 5)
    backups.copy(file, copied)

    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as bare:
        assert bare.execute("SELECT count(*) FROM state").fetchone()[0] == 0
    assert written(copied) == 5


async def test_a_copy_says_what_it_holds(sqlite: Database, file: Path, copied: Path):
    ward = await Ward.founded(sqlite)
    await ward.chat("binh").says("cài 42, vắng 6")
    found = backups.copy(file, copied)

    assert (found.units, found.reports, found.last) == (("Hà Cầu",), 1, ward.clock.at)


@pytest.fixture
def lowest_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "SPARE", 1 << 60)


@pytest.mark.usefixtures("lowest_room")
async def test_a_copy_never_takes_the_room_that_the_house_needs(sqlite: Database, file: Path, copied: Path):
    shutil.copy(file, copied)
    with pytest.raises(Unusable, match="MB free, a copy may need"):
        backups.copy(file, copied)

    assert backups.contents(copied).schema == NEWEST


async def test_a_copy_that_is_told_to_give_up_leaves_nothing(sqlite: Database, file: Path, copied: Path):
    await beats(sqlite, 2_000)
    with pytest.raises(Unusable, match="interrupted"):
        backups.copy(file, copied, stopped=lambda: True)

    assert list(copied.parent.iterdir()) == []


def damaged(copy: Path) -> None:
    body = bytearray(copy.read_bytes())
    body[4096:12_288] = os.urandom(8_192)
    copy.write_bytes(body)


def cut_short(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)


def of_tomorrow(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as file:
        file.execute("INSERT INTO schema_version VALUES (9999)")


def of_another(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy, isolation_level=None)) as file:
        file.execute("CREATE TABLE bookmark (url TEXT)")


def a_letter(copy: Path) -> None:
    copy.write_text("Kính gửi Ủy ban nhân dân phường " * 100)


def gone(copy: Path) -> None:
    copy.unlink()


def with_its_wal(copy: Path) -> None:
    copy.with_name("copy.db-wal").write_bytes(b"x" * 100)


@pytest.mark.parametrize(("happens", "why"), [
    (damaged, "damaged|malformed"),
    (cut_short, "damaged|malformed"),
    (of_tomorrow, "bring this program up to date first"),
    (of_another, "not a database of this program"),
    (a_letter, "not a database"),
    (gone, "there is no such file"),
    (with_its_wal, "copy.db-wal lies beside it"),
])  # fmt: skip
def test_what_is_no_good_copy_is_refused_and_changes_nothing(
    empty_file: Path, copied: Path, tmp_path: Path, happens, why: str
):
    backups.copy(empty_file, copied)
    happens(copied)
    target = tmp_path / "house.db"
    target.write_text("as it was")

    with pytest.raises(Unusable, match=why):
        backups.restore(copied, target, "old")
    assert target.read_text() == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "house.db"}


async def test_a_copy_comes_into_place_of_a_broken_file_and_its_old_wal(empty_file: Path, copied: Path, tmp_path: Path):
    source = tmp_path / "source.db"
    shutil.copy(empty_file, source)
    with closing(sqlite3.connect(source, isolation_level=None)) as file:
        file.execute("INSERT INTO duty VALUES ('house', 'somebody else', 9999999999999, 3)")
    backups.copy(source, copied)
    target = tmp_path / "house.db"
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"house.db{suffix}").write_text(f"old{suffix}" * 1_000)

    found, aside = backups.restore(copied, target, "before")

    assert found.schema == NEWEST
    assert {path.name: path.read_text()[:7] for path in aside} == {
        "house.db.before": "oldoldo",
        "house.db.before-wal": "old-wal",
        "house.db.before-shm": "old-shm",
    }
    assert mode(target) == 0o600
    assert not (tmp_path / "house.db-wal").exists()
    database = await open_database(f"sqlite:///{target}")
    async with database.read() as read:
        assert [row["until"] for row in await read.rows("SELECT until FROM duty")] == [0], "nobody holds it here"
    assert await migrate(database) == []
    await database.close()


HOLDS = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1]); file.execute("PRAGMA journal_mode = WAL").fetchall(); print("open", flush=True)
sys.stdin.read()
"""


def test_nothing_is_put_under_a_process_that_has_the_file_open(empty_file: Path, copied: Path, tmp_path: Path):
    backups.copy(empty_file, copied)
    target = tmp_path / "house.db"
    shutil.copy(empty_file, target)
    asked = [sys.executable, "-c", HOLDS, str(target)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(Unusable, match="a process has it open: stop the assistant first"):
            backups.restore(copied, target, "old")
        other.communicate("")

    assert backups.restore(copied, target, "old")[1][-1] == tmp_path / "house.db.old"


def test_the_newest_are_kept_and_what_is_others_is_left(tmp_path: Path):
    ours = [f"tungngo-2026-11-{day:02}.db" for day in range(20, 30)]
    others = ["tungngo-by-hand.db", "mau-2026-11-01.db", "note.txt"]
    for name in [*ours, *others, ".tungngo-2026-11-19.db.part"]:
        (tmp_path / name).write_text("x")

    backups.keep(tmp_path, "tungngo", 7)

    assert {path.name for path in tmp_path.iterdir()} == {*ours[3:], *others}


def test_a_houses_own_file_or_the_database_itself_is_no_copy_to_restore(empty_file: Path, copied: Path, tmp_path: Path):
    file, target = tmp_path / "own.db", tmp_path / "house.db"
    for place in (file, target):
        shutil.copyfile(empty_file, place)
    with pytest.raises(Unusable, match="this is the database itself"):
        backups.restore(target, target, "now")
    target.with_name("house.db.now").touch()
    with pytest.raises(Unusable, match="is there already"):
        backups.restore(file, target, "now")
    file.with_name("own.db-wal").write_bytes(b"newest")
    with pytest.raises(Unusable, match="holds its newest messages"):
        backups.restore(file, target, "now")
    with pytest.raises(Unusable, match="there is no database"):
        backups.copy(tmp_path / "none.db", copied)


def test_where_nothing_stands_a_copy_is_put_in_place(empty_file: Path, tmp_path: Path):
    found, aside = backups.restore(empty_file, tmp_path / "new" / "house.db", "now")

    assert (found.reports, aside) == (0, [])


def test_a_place_that_cannot_be_written_is_named(empty_file: Path, tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Unusable, match="house"):
        backups.restore(empty_file, tmp_path / "file" / "house.db", "now")
