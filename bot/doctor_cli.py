"""`tungngo doctor`: what is wrong with the house, a line each with what is to be done; nothing is changed.

docs/operations.md has a chapter for each of them; a test sees that none is missing.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import httpx

from bot import room, sample
from bot.channels.channel import ChannelKind
from bot.clock import machine_time
from bot.findings import Finding
from bot.leases import WORKER
from bot.settings import Settings, without_password
from bot.watch import COPIED
from handlers import libreoffice
from storage import budgets, campaigns, downtime, duties, health, migrate, state, ways
from storage.budgets import SPARES, Gauge
from storage.database import Database, Rows, StoreError, open_database
from storage.health import STANDS, Health
from storage.ids import EPOCH
from storage.instants import DAY, MINUTE, SECOND, Instant, instant, local
from storage.state import Name
from storage.versions import newest

SILENT = 2 * MINUTE  # a running house looks at the clock every few seconds
DRIFTS = 30 * SECOND
ANSWERS = 5.0  # seconds for a platform, or for our own page, to answer
NTP = "timedatectl set-ntp true; hours go by this machine's clock"
SHUT = "give it its new token and start again; its people are told by other ways meanwhile"
VIET_NAM, AHEAD = "Asia/Ho_Chi_Minh", timedelta(hours=7)
# Two connections, one of which writes while the other checkpoints, may lose pages: not from these versions on.
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
FOLLOWED = "a jump that stays is followed after 5 minutes, one by days after 30"


async def examine(settings: Settings, now: Instant, asked: Sequence[ChannelKind] = ()) -> list[Finding]:
    """Everything that can be looked at, as far as the database lets us. `asked`: of these the platforms as well."""
    findings, file = [_disk(settings), _office(), _zone(settings, now), _env()], settings.database_file
    findings += await _outside(settings, asked) if asked else []
    if file is not None and not file.is_file():
        nothing = f"there is none at {file}"
        do = "is TUNGNGO_DATABASE_URL right? tungngo restore FILE puts a copy back, campaign load FILE begins anew"
        return [*findings, Finding("database", nothing, wrong=True, do=do)]
    try:
        database = await open_database(settings.database_url)
    except StoreError as error:
        return [*findings, _unreachable(settings, error)]
    try:
        return [*findings, *[finding async for finding in _inside(database, settings, now)]]
    except StoreError as error:
        return [*findings, _unreachable(settings, error)]
    finally:
        await database.close()


def _unreachable(settings: Settings, error: StoreError) -> Finding:
    if settings.database_file is None:
        do = f"is PostgreSQL up, and is the way to {without_password(settings.database_url)} open? see its own log"
    else:
        do = "if it is damaged: stop, and tungngo restore the newest copy; if the disk is full: see the finding `disk`"
    return Finding("database", str(error), wrong=True, do=do)


# --- what is outside


async def _outside(settings: Settings, asked: Sequence[ChannelKind]) -> list[Finding]:
    """What the platforms say of us, what time they have, and whether our own page answers."""
    told = await asyncio.gather(*(kind.examines(settings) for kind in asked if kind.examines))
    dates = await asyncio.gather(*(_drift(own.name, own.platform, settings.proxy) for own in settings.on))
    return [*(finding for some in told for finding in some), *filter(None, dates), *await _page(settings)]


async def _drift(name: str, address: str, proxy: str) -> Finding | None:
    """By the date that every answer of a web server carries; None where there is none."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=ANSWERS, proxy=proxy or None) as http:
            answer = await http.get(address)
            theirs = instant(parsedate_to_datetime(answer.headers["date"]))
    except (httpx.HTTPError, KeyError, ValueError):
        return None
    off = machine_time() - theirs
    way = "ahead of" if off > 0 else "behind"
    told = f"this machine's clock is {abs(off) // SECOND} s {way} that of {name}"
    return Finding("clock", told, wrong=abs(off) > DRIFTS, do=NTP)


async def _page(settings: Settings) -> list[Finding]:
    """What the house that runs at this machine says of itself; where none runs, `look` tells."""
    if not settings.port:
        return []
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104  asked, not listened on
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=ANSWERS) as http:
            answer = await http.get(f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/healthz")
            told = answer.json()
    except (httpx.HTTPError, ValueError):
        return []
    standing = told.get("standing") or []
    why = told.get("why") or (f"these loops stand: {', '.join(standing)}" if standing else "the clock does not look")
    if answer.status_code == httpx.codes.OK:
        return [Finding("house", "it answers, and every loop turns")]
    do = "the log says why (journalctl -u tungngo); systemctl restart tungngo if it does not say more"
    return [Finding("house", str(why), wrong=True, do=do)]


# --- what is inside


async def _inside(database: Database, settings: Settings, now: Instant) -> AsyncIterator[Finding]:
    found, known = await migrate.version(database), newest()
    yield Finding("database", f"{database.engine} answers")
    if found != known:
        do = "stop it, tungngo backup, then tungngo migrate" if found < known else "bring this program up to date"
        yield Finding("schema", f"it has {found}, this program needs {known}", wrong=True, do=do)
        return
    yield Finding("schema", f"{found}")
    async with database.read() as read:
        half = await migrate.half_copied(read, {"schema_version", "state"})
        if half:
            do = "give the same tungngo copy once more, or go on with the database that it came from"
            yield Finding("copy", f"a copy into it was {half.value} and is not finished", wrong=True, do=do)
            return
        for finding in await _engine(read, database.engine):
            yield finding
        made = await sample.find(read)
        played = made is not None and not await sample.is_mixed(read)
        if made is not None:
            yield _sample(played=played)
        yield await _ways_in(read, settings, played=played)
        own = await state.noted(read, Name.CLOCK)
        yield await _looks(read, now, played=played)
        if not played:
            yield await _time(read, own.at if own else 0, now)
        shown = own.at if own and played else now
        if database.engine != "sqlite":
            for finding in await _shared(read, now):
                yield finding
        for finding in _counts(await health.health(read, shown - DAY, shown)):
            yield finding
        yield await _queue(read, shown)
        for channel, why in await ways.shut_accounts(read):
            yield Finding("channel", f"{channel} does not know us any more ({why})", wrong=True, do=SHUT)
        for finding in await _limits(read, settings, shown):
            yield finding
        yield await _campaigns(read)
        for finding in await _copies(read, settings, now, played=played):
            yield finding


async def _engine(read: Rows, engine: str) -> list[Finding]:
    """What it is."""
    if engine == "sqlite":
        at = sqlite3.sqlite_version_info
        good = at >= MENDED[-1] or any(at[:2] == mended[:2] and at >= mended for mended in MENDED)
        rule = (
            ""
            if good
            else "; before 3.51.3 two writers may lose pages: open it with no sqlite3 or Litestream beside us"
        )
        return [Finding("engine", f"SQLite {sqlite3.sqlite_version}{rule}")]
    told = str((await read.rows("SELECT version() AS told"))[0]["told"])
    return [Finding("engine", " ".join(told.split()[:2]))]


async def _limits(read: Rows, settings: Settings, now: Instant) -> list[Finding]:
    """How much is left where messages are counted, and what cannot be sent at all."""
    waits = (
        "nothing, where the platform is away: people are told by other ways, /goi lists the rest; else the log says why"
    )
    out = [
        Finding(
            "channel",
            f"{one.channel}: nothing can be sent for {_minutes(now - one.since)} ({one.why})",
            wrong=True,
            do=waits,
        )
        for one in await downtime.current(read)
    ]
    spares = "reminders go by other ways until the month ends; one more bot, or fewer announcements"
    return out + [
        Finding("budget", _gauge(gauge), wrong=gauge.level >= SPARES, do=spares)
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
        return Finding("people", settings.no_way_in, wrong=True, do="then restart")
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
        return Finding(
            "look", "the house is not running", wrong=not played, do="systemctl start tungngo, or tungngo run"
        )
    late = now - due.at if due else None
    if played:
        return Finding("look", "the sample's own clock")
    if late is None or late > SILENT:
        ago = f"{late // SECOND} s ago" if late else "never"
        do = "the house was killed or hangs: see its log, systemctl restart tungngo"
        return Finding("look", f"the clock was looked at {ago}, it should be seconds", wrong=True, do=do)
    return Finding("look", f"the clock was looked at {max(late, 0) // SECOND} s ago")


async def _time(read: Rows, rehearsed: Instant, now: Instant) -> Finding:
    """What was written with a time that has not come shows that a clock was wrong, or that somebody rehearsed here."""
    due = await state.noted(read, Name.LOOKED)
    # Ids begin with the instant at which they were made.
    newest = [(await read.rows(f"SELECT max(id) AS id FROM {table}"))[0]["id"] or 0 for table in ("outbox", "event")]
    jumped = await state.noted(read, Name.JUMPED)
    if jumped and now - jumped.at < DAY:
        told = f"this machine's clock jumped by {int(jumped.value):+,} s at {local(jumped.at, 'UTC'):%d/%m %H:%M} UTC"
        return Finding("time", told, wrong=True, do=f"{NTP}; {FOLLOWED}")
    seen = max(due.at if due else 0, rehearsed, *((id_ >> 22) + EPOCH for id_ in newest))
    if seen - now <= DRIFTS:
        return Finding("time", "the clock goes forward")
    if rehearsed > now:
        do = "run --clock was used on it, which this version refuses: restore a copy of before"
    else:
        do = f"this machine's clock is wrong, or was: {NTP}"
    told = f"the database has seen {(seen - now) // SECOND} s more than this machine's clock"
    return Finding("time", told, wrong=True, do=do)


async def _shared(read: Rows, now: Instant) -> list[Finding]:
    """Of a database on which any number of processes run, by its own clock."""
    shown = await duties.time(read)
    many, off = len(await duties.numbered(read, WORKER, shown)), round((now - shown) / SECOND)
    told = f"{abs(off)} s {'ahead of' if off > 0 else 'behind'} the database's, which every process goes by"
    return [
        Finding("processes", f"{many} run on this database"),
        Finding("machine clock", told if off else "as the database's", wrong=abs(now - shown) > DRIFTS, do=NTP),
    ]


async def _queue(read: Rows, now: Instant) -> Finding:
    """Of each channel what waits although it may go; what a platform does not take is due again and again."""
    oldest = await health.stands(read, now - STANDS)
    if not oldest:
        return Finding("queue", "nothing stands")
    told = ", ".join(f"{many} on {channel} for {(now - since) // MINUTE} min" for channel, many, since in oldest)
    do = "is the house running, and has a platform gone? the log says why"
    return Finding("queue", f"messages wait although they may go: {told}", wrong=True, do=do)


async def _copies(read: Rows, settings: Settings, now: Instant, *, played: bool) -> list[Finding]:
    if settings.database_file is None:
        return [_dumps(settings, now)]
    folder = settings.backup_folder
    if folder is None or played:
        return [Finding("backup", "none is made: the sample" if played else "none is made: TUNGNGO_BACKUPS is off")]
    newest = max(folder.glob(f"{settings.database_file.stem}-????-??-??.db"), default=None)
    last, tested = await state.noted(read, Name.BACKUP_TRIED), await state.noted(read, Name.BACKUP_TESTED)
    at = int(newest.stat().st_mtime * SECOND) if newest else None
    told = f"{newest}, of {local(at, settings.timezone):%d/%m/%Y %H:%M}" if at else f"none in {folder}"
    found = [_tried(tested, settings)] if tested else []
    if last and last.value:
        do = "make room or mend the folder; it is tried again each half hour, tungngo backup FILE makes one now"
        return [Finding("backup", f"the last try failed: {last.value}; newest: {told}", wrong=True, do=do), *found]
    if at is None or now - at > COPIED:
        do = "a running house makes one each night; tungngo backup FILE makes one now"
        return [Finding("backup", told, wrong=True, do=do), *found]
    return [Finding("backup", told), *found]


def _tried(tested: state.State, settings: Settings) -> Finding:
    at = f"{local(tested.at, settings.timezone):%d/%m/%Y %H:%M}"
    if tested.value:
        do = "another is made and tried within half an hour; if that fails too, tungngo backup FILE on another disk"
        return Finding("restore", f"the copy tried at {at} is of no use: {tested.value}", wrong=True, do=do)
    return Finding("restore", f"the newest copy was put back on trial and opened at {at}")


def _dumps(settings: Settings, now: Instant) -> Finding:
    """A PostgreSQL is copied from outside; where its dumps go can be told."""
    if not settings.backups or settings.backups == "off":
        told = (
            "PostgreSQL is copied by deploy/postgres-backup; nothing is known of it here, unless TUNGNGO_BACKUPS names"
        )
        return Finding("backup", f"{told} the folder of its dumps")
    folder = Path(settings.backups)
    newest = max(folder.glob("*.dump"), key=lambda one: one.stat().st_mtime, default=None)
    at = int(newest.stat().st_mtime * SECOND) if newest else None
    told = f"{newest}, of {local(at, settings.timezone):%d/%m/%Y %H:%M}" if at else f"no dump in {folder}"
    do = "see the log of the timer that runs deploy/postgres-backup"
    return Finding("backup", told, wrong=at is None or now - at > COPIED, do=do)


def _sample(*, played: bool) -> Finding:
    """Only earlier versions let a ward of somebody's own be put beside it."""
    if played:
        return Finding("sample", "this is the sample ward; a ward of yours needs a database of its own")
    told = "the sample's invented people are in here beside yours"
    return Finding("sample", told, wrong=True, do="begin a new database from your campaign file")


def _counts(found: Health) -> list[Finding]:
    """In the last day."""
    told = {
        "doubt": (
            found.doubt,
            "messages may or may not have been said",
            "they are not said again: call whom it matters to; grep their `message` in the log",
        ),
        "unreached": (found.unreached, "messages reached nobody", "/goi lists whom to call"),
        "set aside": (
            found.unread,
            "messages could not be handled",
            "a mistake of this program, to be reported: the clerk knows whose, and the log why (grep 'set aside')",
        ),
        "routing": (
            found.waiting,
            "messages have waited for a chat for a day",
            "does the process that holds `address` run? see the log",
        ),
    }
    wrong = [Finding(name, f"{many} {what}", wrong=many > 0, do=do) for name, (many, what, do) in told.items()]
    waits = Finding("to join", f"{found.to_join} messages wait for people who have not joined yet")
    return [*wrong, waits, Finding("skipped", f"{found.skipped} came too late to be of use")]


async def _campaigns(read: Rows) -> Finding:
    ids = [row["id"] for row in await read.rows("SELECT id FROM campaign")]
    try:
        running = await campaigns.by_id(read, ids)
    except ValueError as error:
        first = str(error).splitlines()
        do = "mend that in the campaign's file, then tungngo campaign load it again"
        return Finding("campaigns", " ".join(line.strip() for line in first[1:3]), wrong=True, do=do)
    return Finding("campaigns", f"{len(running)} with settings that can be read")


# --- the machine


def _disk(settings: Settings) -> Finding:
    file, copies = settings.database_file, settings.backup_folder
    if file is None:
        return Finding("disk", "the database is elsewhere")
    rooms = {place: room.left(place / "x") for place in (file.resolve().parent, copies) if place}
    place, least = min(rooms.items(), key=lambda one: one[1].least)
    do = f"make room, SQLite may soon refuse to write; {room.to_free(settings)}"
    return Finding("disk", f"{least}" + (f" at {place}" if least.is_short else ""), wrong=least.is_short, do=do)


def _office() -> Finding:
    """A house without it does its work; old files are sent back with what to do."""
    found = libreoffice.program()
    without = (
        "no LibreOffice (packages libreoffice-calc-nogui and libreoffice-writer-nogui): senders are told to save anew"
    )
    return Finding("old files", f".xls, .doc, .ods, .odt, .rtf are read with {found}" if found else without)


def _zone(settings: Settings, now: Instant) -> Finding:
    """Every hour that people are told goes by it."""
    name = settings.timezone
    ahead = local(now, name).utcoffset() or timedelta()
    told = f"{name} is {ahead.total_seconds() / 3600:+g} h of UTC{_zone_data()}"
    do = "the time zone data of this machine is broken: install tzdata anew, or unset PYTHONTZPATH"
    return Finding("zone", told, wrong=name == VIET_NAM and ahead != AHEAD, do=do)


def _zone_data() -> str:
    try:
        return f" (tzdata {version('tzdata')} where the machine has none)"
    except PackageNotFoundError:
        return ""


def _env() -> Finding:
    """It holds tokens and passwords."""
    file = Path(".env")
    if not file.is_file():
        return Finding("settings", "no .env in this folder: those of the environment")
    others = file.stat().st_mode & 0o077
    return Finding("settings", f"{file.resolve()}", wrong=bool(others), do="others may read it: chmod 600 .env")
