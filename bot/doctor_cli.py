"""`tungngo doctor`: what is wrong with the house, a line each; nothing is changed."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot import sample
from bot.settings import Settings
from handlers import libreoffice
from storage import budgets, campaigns, downtime, health, migrate, state, ways
from storage.budgets import SPARES, Gauge
from storage.database import Database, Rows, StoreError, open_database
from storage.health import Health
from storage.ids import EPOCH
from storage.instants import DAY, HOUR, MINUTE, SECOND, Instant, local
from storage.state import Name

SILENT = 2 * MINUTE  # a running house looks at the clock every few seconds
DRIFTS = 30 * SECOND
STANDS = 10 * MINUTE  # a message that may go is gone within seconds; a platform that is away is asked every 5 minutes
CLEARED = 36 * HOUR  # it is done each night
COPIED = 36 * HOUR  # there is one copy a day
SHUT = "give it its new token and start again; its people are told by other ways meanwhile"
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
    findings, file = [_disk(settings), _office()], settings.database_file
    if file is not None and not file.is_file():
        nothing = f"there is none at {file}: is TUNGNGO_DATABASE_URL right? tungngo campaign load FILE makes a new one"
        return [*findings, Finding("database", nothing, wrong=True)]
    try:
        database = await open_database(settings.database_url)
    except StoreError as error:
        return [*findings, Finding("database", str(error), wrong=True)]
    try:
        return [*findings, *[finding async for finding in _inside(database, settings, now)]]
    except StoreError as error:
        return [*findings, Finding("database", str(error), wrong=True)]
    finally:
        await database.close()


async def _inside(database: Database, settings: Settings, now: Instant) -> AsyncIterator[Finding]:
    version, known = await migrate.version(database), max(migrate.migrations())
    yield Finding("database", f"{database.engine} answers")
    if version != known:
        yield Finding("schema", f"it has {version}, this program needs {known}: tungngo migrate", wrong=True)
        return
    yield Finding("schema", f"{version}")
    async with database.read() as read:
        found = await sample.find(read)
        played = found is not None and not await sample.is_mixed(read)
        if found is not None:
            yield _sample(played=played)
        yield await _ways_in(read, settings, played=played)
        own = await state.noted(read, Name.CLOCK)
        yield await _looks(read, now, played=played)
        if not played:
            yield await _time(read, own.at if own else 0, now)
        shown = own.at if own and played else now
        counted = await health.health(read, shown - DAY, shown)
        for finding in _counts(counted):
            yield finding
        yield await _queue(read, shown)
        for channel, why in await ways.shut_accounts(read):
            yield Finding("channel", f"{channel} does not know us any more ({why}); {SHUT}", wrong=True)
        for finding in await _limits(read, settings, shown):
            yield finding
        yield await _campaigns(read)
        yield await _cleared(read, shown, played=played)
        yield await _copies(read, settings, now, played=played)


async def _limits(read: Rows, settings: Settings, now: Instant) -> list[Finding]:
    """How much is left where messages are counted, and what cannot be sent at all."""
    out = [
        Finding(
            "channel", f"{one.channel}: nothing can be sent for {_minutes(now - one.since)} ({one.why})", wrong=True
        )
        for one in await downtime.current(read)
    ]
    return out + [
        Finding("budget", _gauge(gauge), wrong=gauge.level >= SPARES)
        for gauge in await budgets.gauges(read, budgets.month_of(now, settings.timezone))
    ]


def _minutes(span: int) -> str:
    return f"{max(span, 0) // MINUTE} min"


def _gauge(one: Gauge) -> str:
    people = f"; {one.people} of {one.budget.people} people" if one.budget.people else ""
    whole = f"{one.used:,} of {one.budget.messages:,} messages this month"
    return f"{one.channel}: {whole}, {one.left:,} left{people}"


async def _ways_in(read: Rows, settings: Settings, *, played: bool) -> Finding:
    if played and not settings.on and settings.loopback:
        return Finding("people", f"the sample's own, at http://{settings.web_listen}/")
    if not settings.ways_in:
        return Finding("people", settings.no_way_in, wrong=True)
    on = [name for own in settings.on for name in own.channels]
    known = {account.channel: account.name for account in await ways.accounts(read, on)}
    named = [" ".join([own.title, *(known[name] for name in own.channels if name in known)]) for own in settings.on]
    told = " and ".join([*settings.page_ways, *named])
    unknown = next((own.name for own in settings.on for name in own.channels if name not in known), None)
    reached = f", whose bot has not been reached yet: tungngo {unknown} check" if unknown else ""
    return Finding("people", f"{told}{reached}")


async def _looks(read: Rows, now: Instant, *, played: bool) -> Finding:
    """Of the sample, whose clock is its own, only whether it runs."""
    run, due = await state.noted(read, Name.RUN), await state.noted(read, Name.LOOKED)
    if run is None or run.value != state.RUNNING:
        return Finding("clock", "the house is not running: tungngo run", wrong=not played)
    late = now - due.at if due else None
    if played:
        return Finding("clock", "the sample's own")
    if late is None or late > SILENT:
        ago = f"{late // SECOND} s ago" if late else "never"
        told = f"last look {ago}, it should be seconds ago: the house was killed or hangs, see its log"
        return Finding("clock", told, wrong=True)
    return Finding("clock", f"last look {max(late, 0) // SECOND} s ago")


async def _time(read: Rows, rehearsed: Instant, now: Instant) -> Finding:
    """What was written with a time that has not come shows that a clock was wrong, or that somebody rehearsed here."""
    due = await state.noted(read, Name.LOOKED)
    # Ids begin with the instant at which they were made.
    newest = [(await read.rows(f"SELECT max(id) AS id FROM {table}"))[0]["id"] or 0 for table in ("outbox", "event")]
    seen = max(due.at if due else 0, rehearsed, *((id_ >> 22) + EPOCH for id_ in newest))
    if seen - now <= DRIFTS:
        return Finding("time", "the clock goes forward")
    if rehearsed > now:
        why = "run --clock was used on it, which this version refuses: restore a copy of before"
    else:
        why = "this machine's clock is wrong, or was"
    told = f"the database has seen {(seen - now) // SECOND} s more than this machine's clock: {why}"
    return Finding("time", told, wrong=True)


async def _queue(read: Rows, now: Instant) -> Finding:
    """Of each channel what waits although it may go; what a platform does not take is due again and again."""
    oldest = await health.stands(read, now - STANDS)
    if not oldest:
        return Finding("queue", "nothing stands")
    told = ", ".join(f"{many} on {channel} for {(now - since) // MINUTE} min" for channel, many, since in oldest)
    return Finding("queue", f"messages wait although they may go: {told}; the log says why", wrong=True)


async def _cleared(read: Rows, now: Instant, *, played: bool) -> Finding:
    """Whether what has become too old is taken away: docs/privacy.md promises it to people."""
    done = await state.noted(read, Name.CLEARED)
    if done is None or not done.value:
        return Finding("old words", "nothing was cleared up yet: a running house does it each night")
    if now - done.at > CLEARED and not played:
        told = (
            f"last cleared up on {done.value}: words are kept for longer than 30 days; does the house run? See its log"
        )
        return Finding("old words", told, wrong=True)
    return Finding("old words", f"cleared up on {done.value}")


async def _copies(read: Rows, settings: Settings, now: Instant, *, played: bool) -> Finding:
    if settings.database_file is None:
        return Finding("backup", "PostgreSQL has tools of its own, pg_dump; nothing is known of them here")
    folder = settings.backup_folder
    if folder is None or played:
        return Finding("backup", "none is made: the sample" if played else "none is made: TUNGNGO_BACKUPS is off")
    newest = max(folder.glob(f"{settings.database_file.stem}-????-??-??.db"), default=None)
    last = await state.noted(read, Name.BACKUP_TRIED)
    at = int(newest.stat().st_mtime * SECOND) if newest else None
    told = f"{newest}, of {local(at, settings.timezone):%d/%m/%Y %H:%M}" if at else f"none in {folder}"
    if last and last.value:
        return Finding("backup", f"the last try failed: {last.value}; newest: {told}", wrong=True)
    if at is None or now - at > COPIED:
        hint = "a running house makes one each night; tungngo backup FILE makes one now"
        return Finding("backup", f"{told}: {hint}", wrong=True)
    return Finding("backup", told)


def _sample(*, played: bool) -> Finding:
    """Only earlier versions let a ward of somebody's own be put beside it."""
    if played:
        return Finding("sample", "this is the sample ward; a ward of yours needs a database of its own")
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
    waits = Finding("to join", f"{found.to_join} messages wait for people who have not joined yet")
    return [*wrong, waits, Finding("skipped", f"{found.skipped} came too late to be of use")]


async def _campaigns(read: Rows) -> Finding:
    ids = [row["id"] for row in await read.rows("SELECT id FROM campaign")]
    try:
        running = await campaigns.by_id(read, ids)
    except ValueError as error:
        first = str(error).splitlines()
        return Finding("campaigns", " ".join(line.strip() for line in first[1:3]), wrong=True)
    return Finding("campaigns", f"{len(running)} with settings that can be read")


def _disk(settings: Settings) -> Finding:
    if settings.database_file is None:
        return Finding("disk", "the database is elsewhere")
    folder = settings.database_file.resolve().parent
    used = shutil.disk_usage(_existing(folder))
    free = used.free / used.total
    more = ": make room, SQLite may soon refuse to write" if free < DISK_FREE else ""
    return Finding("disk", f"{free:.0%} free{more}", wrong=free < DISK_FREE)


def _office() -> Finding:
    """A house without it does its work; old files are sent back with what to do."""
    found = libreoffice.program()
    without = (
        "no LibreOffice (packages libreoffice-calc-nogui and libreoffice-writer-nogui): senders are told to save anew"
    )
    return Finding("old files", f".xls, .doc, .ods, .odt, .rtf are read with {found}" if found else without)


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())
