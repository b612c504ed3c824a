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
from storage import backups, state
from storage.backups import Contents, Unusable
from storage.database import Database
from storage.instants import MINUTE, Instant, day_of
from storage.state import Name

KEPT = 7
AGAIN = 30 * MINUTE  # until a copy that failed is tried again

log = structlog.get_logger()


@dataclass
class Nightly:
    """One copy for each of the campaign's days, which end at 04:00. On machine time, like everything of the house."""

    database: Database
    file: Path
    folder: Path
    zone: str
    _again: Instant = 0

    async def step(self) -> int:
        now = machine_time()
        to = self.folder / f"{self.file.stem}-{day_of(now, self.zone)}.db"
        if now < self._again or await asyncio.to_thread(to.exists):
            return 0
        self._again = now + AGAIN
        failed = ""
        try:
            await _interruptible(_CopyJob(self.file, to))
        except Unusable as error:
            failed = str(error)
            log.error("no backup could be made", why=failed)  # noqa: TRY400  the why is the whole story
        else:
            log.info("backup made", file=str(to))
        async with self.database.write() as tx:
            await state.note(tx, Name.BACKUP_TRIED, now, failed)
            if not failed:
                await state.note(tx, Name.BACKUP_MADE, now)
        return 0


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


def restore(settings: Settings, copy: Path, now: datetime) -> list[str]:
    """What is in place now, and where what was there before has gone, line by line."""
    file = _file(settings, f"pg_restore --clean --if-exists --dbname=ADDRESS {copy}")
    contents, aside = backups.restore(copy, file, f"before-restore-{now:%Y%m%d-%H%M%S}")
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
