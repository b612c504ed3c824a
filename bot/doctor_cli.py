"""`tungngo doctor`: what is wrong with the house, a line each; nothing is changed."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot import sample
from bot.settings import Settings
from storage import campaigns, health, heartbeats, migrate
from storage.database import Database, Rows, StoreError, open_database
from storage.health import Health
from storage.instants import DAY, MINUTE, SECOND, Instant

SILENT = 2 * MINUTE  # a running house looks at the clock every few seconds
DRIFTS = 30 * SECOND
DISK_FREE = 0.10  # below this part of the disk, SQLite may soon refuse to write


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what is wrong with it; empty when nothing is."""

    name: str
    told: str
    wrong: bool = False

    def __str__(self) -> str:
        return f"{'WRONG' if self.wrong else 'ok':5}  {self.name}: {self.told}"


async def examine(settings: Settings, now: Instant) -> list[Finding]:
    """Everything that can be looked at, as far as the database lets us."""
    found = [_disk(settings)]
    try:
        database = await open_database(settings.database_url)
    except StoreError as error:
        return [*found, Finding("database", str(error), wrong=True)]
    try:
        return [*found, *[one async for one in _inside(database, now)]]
    except StoreError as error:
        return [*found, Finding("database", str(error), wrong=True)]
    finally:
        await database.close()


async def _inside(database: Database, now: Instant) -> AsyncIterator[Finding]:
    version, known = await migrate.version(database), max(migrate.migrations())
    yield Finding("database", f"{database.engine} answers")
    if version != known:
        yield Finding("schema", f"it has {version}, this program needs {known}: tungngo migrate", wrong=True)
        return
    yield Finding("schema", f"{version}")
    async with database.read() as read:
        if await sample.find(read) is not None:
            yield await _sample(read)
        yield await _heartbeats(read, now)
        yield await _drift(read, now)
        counted = await health.health(read, now - DAY, now)
        for finding in _counts(counted):
            yield finding
        yield await _campaigns(read)


async def _heartbeats(read: Rows, now: Instant) -> Finding:
    run, due = await heartbeats.last(read, "run"), await heartbeats.last(read, "due")
    if run is None or run.note != "running":
        return Finding("clock", "the house is not running", wrong=True)
    late = now - due.beat_at if due else None
    if late is None or late > SILENT:
        return Finding("clock", f"last look {late // SECOND if late else '–'} s ago, it should be seconds", wrong=True)
    return Finding("clock", f"last look {late // SECOND} s ago")


async def _drift(read: Rows, now: Instant) -> Finding:
    """What was written with a time that has not come shows that the clock was, or is, wrong."""
    due = await heartbeats.last(read, "due")
    ahead = max(due.beat_at if due else 0, await health.newest(read)) - now
    if ahead > DRIFTS:
        days = f" ({ahead // DAY} days)" if ahead >= DAY else ""
        why = "it ran with another clock, or this one is behind"
        told = f"the database has seen {ahead // SECOND} s{days} more than this machine's clock: {why}"
        return Finding("time", told, wrong=True)
    return Finding("time", "the clock goes forward")


async def _sample(read: Rows) -> Finding:
    """Only earlier versions put a ward of somebody's own beside it."""
    if not await sample.is_mixed(read):
        return Finding("sample", "this is the sample ward; a ward of yours needs a database of its own", wrong=True)
    told = "the sample's invented people are in here beside yours: begin a new database from your campaign file"
    return Finding("sample", told, wrong=True)


def _counts(found: Health) -> list[Finding]:
    """In the last day."""
    told = {
        "doubt": (found.doubt, "messages may or may not have been said"),
        "unreached": (found.unreached, "messages reached nobody: /goi lists whom to call"),
        "set aside": (found.unread, "messages could not be handled"),
        "routing": (found.waiting, "messages have waited for a chat for a day"),
    }
    wrong = [Finding(name, f"{count} {what}", wrong=count > 0) for name, (count, what) in told.items()]
    return [*wrong, Finding("skipped", f"{found.skipped} came too late to be of use")]


async def _campaigns(read: Rows) -> Finding:
    ids = [row["id"] for row in await read.rows("SELECT id FROM campaign")]
    try:
        running = await campaigns.by_id(read, ids)
    except ValueError as error:
        first = str(error).splitlines()
        return Finding("campaigns", " ".join(line.strip() for line in first[1:3]), wrong=True)
    return Finding("campaigns", f"{len(running)} with settings that can be read")


def _disk(settings: Settings) -> Finding:
    if not settings.database_url.startswith("sqlite:///"):
        return Finding("disk", "the database is elsewhere")
    folder = Path(settings.database_url.removeprefix("sqlite:///")).resolve().parent
    used = shutil.disk_usage(_existing(folder))
    free = used.free / used.total
    return Finding("disk", f"{free:.0%} free", wrong=free < DISK_FREE)


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())
