"""Copies of a SQLite database: one whole file, made while others write, looked through before anybody relies on it.

The copy is written by SQLite itself out of one reading transaction: in WAL mode that holds up no writer. It appears
under its name only when it is complete and on disk.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.database import StoreError
from storage.instants import Instant
from storage.versions import newest

SPARE = 64 * 1024 * 1024  # bytes that a copy leaves to the house, which must go on writing
TRIAL, UNFIT = ".trial", ".unfit"  # behind the name of a copy: where it is tried, and what it is called if it fails
STEPS = 20_000  # of SQLite's machine between two looks at whether to give up
# SQLite's bytes that every connection to a file in WAL mode keeps locked for reading as long as it is open.
SHARED_AT, SHARED_SIZE = 0x40000002, 510


class Unusable(StoreError):
    """What is wrong: with the copy, the place it should go to, or the file it should be made of."""


class NoRoom(Unusable):
    """For a copy, or for its trial; nothing is known to be wrong with either."""


@dataclass(frozen=True, slots=True)
class Contents:
    """`units`: what the campaigns are about; `last`: when somebody was last heard, None before anybody was.

    `wards`: the ids of those units, by which a house is told from any other.
    """

    schema: int
    units: tuple[str, ...]
    reports: int
    last: Instant | None
    wards: frozenset[int] = frozenset()


def copy(source: Path, to: Path, stopped: Callable[[], bool] = bool) -> Contents:
    """What stood at `to` is replaced, and only by a copy that has been looked through. `stopped`: to give up; never."""
    if not source.is_file():
        raise Unusable(f"there is no database at {source}")
    part = to.with_name(f".{to.name}.part")
    with _in_words(to):
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        needed = sum(file.stat().st_size for file in (source, _beside(source, "-wal")) if file.exists())
        free = shutil.disk_usage(to.parent).free
        if free < needed + SPARE:
            raise NoRoom(f"{to.parent}: {free >> 20} MB free, a copy may need {(needed + SPARE) >> 20} MB")
        try:
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as read:
                read.set_progress_handler(stopped, STEPS)
                read.execute("VACUUM INTO :part", {"part": str(part)})
            found = contents(part, stopped)
            _put(part, to)
        finally:
            part.unlink(missing_ok=True)
    return found


_WARDS = "SELECT DISTINCT unit.id, unit.name FROM campaign JOIN unit ON unit.id = campaign.unit_id"


def contents(file: Path, stopped: Callable[[], bool] = bool) -> Contents:
    """Look all of it through. Unusable where it is damaged, another program's, or newer than this program."""
    with _in_words(file), closing(_quietly(file)) as read:
        read.set_progress_handler(stopped, STEPS)
        first = read.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if first != "ok":
            raise Unusable(f"{file}: it is damaged ({first})")
        tables = {name for (name,) in read.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {"schema_version", "campaign", "event", "update_key", "duty"} <= tables:
            raise Unusable(f"{file}: not a database of this program")
        (schema,) = read.execute("SELECT max(version) FROM schema_version").fetchone()
        if schema > newest():
            raise Unusable(f"{file}: of a newer version (schema {schema}): bring this program up to date first")
        units = dict(read.execute(_WARDS).fetchall())
        (reports,) = read.execute("SELECT count(*) FROM event").fetchone()
        (last,) = read.execute("SELECT max(heard) FROM update_key").fetchone()
        return Contents(schema, tuple(sorted(set(units.values()))), reports, last, frozenset(units))


def counts(file: Path) -> dict[str, int]:
    """Rows by table."""
    with _in_words(file), closing(_quietly(file)) as read:
        names = read.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: read.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in names.fetchall()}


@contextmanager
def on_trial(copy: Path, stopped: Callable[[], bool] = bool) -> Iterator[Path]:
    """Put back as `restore` does, in a place of its own beside the copy, which is gone afterwards."""
    place = copy.with_name(f".{copy.name}{TRIAL}")
    target = place / "tungngo.db"
    with _in_words(copy):
        shutil.rmtree(place, ignore_errors=True)  # a stop may have left it
        free, needed = shutil.disk_usage(copy.parent).free, copy.stat().st_size
        if free < needed + SPARE:
            raise NoRoom(f"{copy.parent}: {free >> 20} MB free, a trial needs {(needed + SPARE) >> 20} MB")
        place.mkdir(mode=0o700)
    try:
        restore(copy, target, "before", stopped=stopped)
        with _in_words(target), closing(_quietly(target)) as read:
            read.set_progress_handler(stopped, STEPS)
            if wrong := read.execute("PRAGMA foreign_key_check").fetchone():
                raise Unusable(f"{copy}: a row of {wrong[0]} points at nothing in {wrong[2]}")
        if counts(target) != counts(copy):
            raise Unusable(f"{copy}: put back, it does not hold what it holds")
        yield target
    finally:
        shutil.rmtree(place, ignore_errors=True)


def restore(
    file: Path, target: Path, stamp: str, *, force: bool = False, stopped: Callable[[], bool] = bool
) -> tuple[Contents, list[Path]]:
    """Put a copy in place. What stood there is not deleted: it gets `stamp` behind its name; return it, too.

    `force`: even a copy of another ward.

    Not to be called by a process that has the target open: closing the file here would drop SQLite's locks on it.
    """
    wal = _beside(file, "-wal")
    if wal.exists() and wal.stat().st_size:
        raise Unusable(
            f"{file}: {wal.name} lies beside it and holds its newest messages, so this is a house's own file and no "
            "backup of it. Make one with `tungngo backup`, or move both files together"
        )
    found = contents(file, stopped)
    if target.exists() and target.samefile(file):
        raise Unusable(f"{file}: this is the database itself")
    if not force:
        _refuse_another_wards(file, found, target)
    part, aside = target.with_name(f".{target.name}.part"), target.with_name(f"{target.name}.{stamp}")
    if aside.exists():
        raise Unusable(f"{aside} is there already: wait a second and try again")
    with _in_words(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _nobody_has(target):
            try:
                part.unlink(missing_ok=True)
                os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
                shutil.copyfile(file, part)
                _free_duties(part)
                contents(part, stopped)
                moved = [_set_aside(old, stamp) for old in _three(target) if old.exists()]
                _put(part, target)
            finally:
                part.unlink(missing_ok=True)
    return found, moved


def _refuse_another_wards(file: Path, found: Contents, target: Path) -> None:
    """Where what stands there can still be read: a broken file is just what a copy is put in place of."""
    try:
        with closing(_quietly(target)) as read:
            here = dict(read.execute(_WARDS).fetchall())
    except (Unusable, sqlite3.Error):
        return
    if here and found.wards and not found.wards & here.keys():
        raise Unusable(
            f"{file}: it is a copy of another ward ({', '.join(found.units)}), and {target} is "
            f"{', '.join(sorted(set(here.values())))}'s: is it the right file? --force puts it in place all the same"
        )


def keep(folder: Path, stem: str, number: int) -> None:
    """Of the dated copies the newest; what was left half made by a stop goes as well."""
    dated = "????-??-??.db"
    with _in_words(folder):
        for old in [*sorted(folder.glob(f"{stem}-{dated}"))[:-number], *folder.glob(f".{stem}-{dated}.part")]:
            old.unlink(missing_ok=True)
        for old in sorted(folder.glob(f"{stem}-{dated}{UNFIT}"))[:-1]:
            old.unlink(missing_ok=True)
        for left in folder.glob(f".{stem}-{dated}{TRIAL}"):
            shutil.rmtree(left, ignore_errors=True)


def _set_aside(old: Path, stamp: str) -> Path:
    """SQLite knows a -wal by its file's name: the three stay together."""
    suffix = next((end for end in ("-wal", "-shm") if old.name.endswith(end)), "")
    return old.rename(old.with_name(f"{old.name.removesuffix(suffix)}.{stamp}{suffix}"))


def _three(target: Path) -> list[Path]:
    """The -wal before the file that it belongs to: an old one must never lie beside a new file."""
    return [_beside(target, "-wal"), _beside(target, "-shm"), target]


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _free_duties(part: Path) -> None:
    """Whoever held them when the copy was made does not hold them here."""
    with closing(sqlite3.connect(part, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("UPDATE duty SET until = 0")


def _quietly(file: Path) -> sqlite3.Connection:
    """Nothing is written beside it: it may lie on a medium that cannot be written."""
    if not file.is_file():
        raise Unusable(f"{file}: there is no such file")
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _put(part: Path, to: Path) -> None:
    """Both the file and its name are on disk when this returns."""
    _sync(part)
    part.replace(to)
    _sync(to.parent)


def _sync(place: Path) -> None:
    held = os.open(place, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


@contextmanager
def _nobody_has(target: Path) -> Iterator[None]:
    """No process has it open, of whatever program; a damaged file can be asked this as well."""
    if not target.exists():
        yield
        return
    with target.open("r+b") as held:
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB, SHARED_SIZE, SHARED_AT)
        except BlockingIOError:
            raise Unusable(
                f"{target}: a process has it open: stop the assistant first (Ctrl+C where it runs, or systemctl stop "
                "tungngo), then restore"
            ) from None
        yield


@contextmanager
def _in_words(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unusable(f"{place}: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise Unusable(f"{place}: {error}") from error
