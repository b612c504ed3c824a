"""Copies of the database: each night by the running house, and whenever somebody asks; and back in place."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog

from bot.clock import machine_time
from bot.console import CommandRefused
from bot.settings import Settings
from handlers import texts
from storage import backups, campaigns, migrate, state
from storage.backups import Contents, NoRoom, Unusable
from storage.database import Database, StoreError, open_database
from storage.instants import MINUTE, SECOND, Instant, day_of
from storage.state import Name

KEPT = 7
AGAIN = 30 * MINUTE  # until a copy that failed is tried again

log = structlog.get_logger()


@dataclass
class Nightly:
    """One copy for each of the campaign's days, which end at 04:00. On machine time, like everything of the house.

    Each is put back on trial and opened as the program opens it: a copy that nobody has tried is none.
    """

    database: Database
    file: Path
    folder: Path
    zone: str
    _again: Instant = 0
    _fit: Path | None = None  # of today, and tried

    async def step(self) -> int:
        now = machine_time()
        to = self.folder / f"{self.file.stem}-{day_of(now, self.zone)}.db"
        if now < self._again or self._fit == to:
            return 0
        there = await asyncio.to_thread(to.exists)
        if there and await self._was_tried(to):
            self._fit = to
            return 0
        self._again = now + AGAIN
        failed = "" if there else await self._copied(to)
        unfit = "" if failed else await self._tried(to)
        self._fit = None if failed or unfit else to
        async with self.database.write() as tx:
            if not there:
                await state.note(tx, Name.BACKUP_TRIED, now, failed)
            if not failed:
                await state.note(tx, Name.BACKUP_TESTED, machine_time(), unfit)
            if not failed and not there:
                await state.note(tx, Name.BACKUP_MADE, now)
        return 0

    async def _was_tried(self, copy: Path) -> bool:
        async with self.database.read() as read:
            tested = await state.noted(read, Name.BACKUP_TESTED)
        made = (await asyncio.to_thread(copy.stat)).st_mtime * SECOND
        return tested is not None and not tested.value and tested.at >= int(made)

    async def _copied(self, to: Path) -> str:
        """Why not; empty when it is there."""
        try:
            await _interruptible(_CopyJob(self.file, to))
        except Unusable as error:
            log.error("no backup could be made", why=str(error))  # noqa: TRY400  the why is the whole story
            return str(error)
        log.info("backup made", file=str(to))
        return ""

    async def _tried(self, copy: Path) -> str:
        """Why it is of no use; empty when a house could go on with it."""
        async with self.database.read() as read:
            stood = (await read.rows("SELECT count(*) AS many FROM event"))[0]["many"]
        try:
            reports = await _tried(copy)
            if reports > stood:
                raise Unusable(f"{copy}: it holds {reports} reports, the database {stood}")
        except NoRoom as error:
            log.error("a backup could not be tried", why=str(error))  # noqa: TRY400  the why is the whole story
            return str(error)
        except (StoreError, ValueError) as error:
            why = " ".join(str(error).split())
            log.error("a backup was tried and is of no use", why=why)  # noqa: TRY400
            # Another one is made in a while.
            await asyncio.to_thread(copy.rename, copy.with_name(f"{copy.name}{backups.UNFIT}"))
            return why
        log.info("backup tried", file=str(copy))
        return ""


async def _tried(copy: Path) -> int:
    """Opened by the program: its schema, its campaigns; return how many reports it holds."""
    stop = threading.Event()
    trial = backups.on_trial(copy, stop.is_set)
    try:
        target = await asyncio.to_thread(trial.__enter__)
    except asyncio.CancelledError:
        stop.set()  # what the thread leaves of it is cleared away with the next copy
        raise
    try:
        database = await open_database(f"sqlite:///{target}")
        try:
            await migrate.migrate(database)
            async with database.read() as read:
                await campaigns.everything(read)
                return int((await read.rows("SELECT count(*) AS many FROM event"))[0]["many"])
        finally:
            await database.close()
    finally:
        await asyncio.to_thread(trial.__exit__, None, None, None)


@dataclass
class _CopyJob:
    """Beside the loop, in a thread that can be told to give up: a stop waits for nobody's copy."""

    file: Path
    to: Path
    stop: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> None:
        backups.copy(self.file, self.to, self.stop.is_set)
        backups.keep(self.to.parent, self.file.stem, KEPT)


async def _interruptible(making: _CopyJob) -> None:
    try:
        await asyncio.to_thread(making)
    finally:
        making.stop.set()


def backup(settings: Settings, to: Path, *, overwrite: bool) -> str:
    """What was written, in a line."""
    file = _file(settings, f"pg_dump --format=custom --file={to} --dbname=ADDRESS")
    if to.is_dir():
        raise CommandRefused(f"{to}: a folder; give the name of a file in it")
    if not to.parent.is_dir():
        raise CommandRefused(f"{to.parent}: there is no such folder")
    if to.exists() and not overwrite:
        raise CommandRefused(f"{to}: is there already; another name, or --overwrite")
    if file.exists() and to.exists() and to.samefile(file):
        raise CommandRefused(f"{to}: this is the database itself")
    contents = backups.copy(file, to)
    return f"{to}: {to.stat().st_size / 1e6:.1f} MB, schema {contents.schema}, {_held(contents, settings)}"


def restore(settings: Settings, copy: Path, now: datetime, *, force: bool = False) -> list[str]:
    """What is in place now, and where what was there before has gone, line by line."""
    file = _file(settings, f"pg_restore --clean --if-exists --dbname=ADDRESS {copy}")
    contents, aside = backups.restore(copy, file, f"before-restore-{now:%Y%m%d-%H%M%S}", force=force)
    kept = [f"what was there before is kept: {', '.join(map(str, aside))}"] if aside else []
    return [f"{file}: {_held(contents, settings)}", *kept, "now start the assistant again (tungngo run)"]


def _held(found: Contents, settings: Settings) -> str:
    return texts.copy_holds(found.units, found.reports, found.last, settings.timezone)


def _file(settings: Settings, instead: str) -> Path:
    if settings.database_file is None:
        raise CommandRefused(
            f"the database is on a PostgreSQL server, whose own tools copy it: {instead} "
            "(ADDRESS: TUNGNGO_DATABASE_URL)"
        )
    return settings.database_file
