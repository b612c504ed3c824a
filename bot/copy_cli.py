"""`tungngo copy`: a ward moves to another database, as one that has grown does to PostgreSQL; told line by line."""

from collections.abc import Callable
from pathlib import Path

from bot import sample
from bot.clock import machine_time
from bot.console import CommandRefused
from bot.leases import lives
from bot.settings import without_password
from storage import duties, transfer
from storage.database import Database, Rows, StoreError, Unreachable, open_database
from storage.instants import Instant
from storage.transfer import Copied

Write = Callable[[str], None]


async def copy(from_: str, to: str, write: Write) -> None:
    if _same(from_, to):
        raise CommandRefused("--from and --to are the same database")
    if not sample.is_there(from_):
        raise CommandRefused(f"--from: there is no database at {without_password(from_)}")
    source = await _opened(from_, "--from")
    try:
        async with transfer.held_still(source) as read:
            await _refuse_running(read, await duties.time(read) if source.engine == "postgresql" else machine_time())
            done = await _copied(read, to, without_password(from_), write)
    finally:
        await source.close()
    for line in _next(done, from_, to):
        write(line)


async def _opened(url: str, option: str) -> Database:
    try:
        return await open_database(url)
    except StoreError as error:
        raise CommandRefused(f"{option}: {error}") from error


async def _copied(read: Rows, to: str, from_: str, write: Write) -> Copied:
    now = machine_time()

    def tell(table: str, rows: int) -> None:
        if rows:
            write(f"{table}: {rows:,}")

    target = await _opened(to, "--to")
    try:
        await transfer.prepare(target, from_, now)
        return await transfer.copy(read, target, from_, now, tell)
    except Unreachable as error:
        raise CommandRefused(f"{error}: nothing was copied, give the command again") from error
    finally:
        await target.close()


async def _refuse_running(read: Rows, now: Instant) -> None:
    """A house that was killed here is known to be dead; of one elsewhere it is known when its duties run out."""
    alive = [name for name, holder in await duties.held(read, now) if lives(holder) is not False]
    if alive:
        raise CommandRefused(
            f"--from: a process runs on it (lease `{alive[0]}`): stop it first (Ctrl+C where it runs, or systemctl "
            "stop tungngo); one that was killed on another machine is forgotten after 15 seconds"
        )


def _same(one: str, other: str) -> bool:
    def place(url: str) -> object:
        file = url.removeprefix("sqlite:///")
        return Path(file).resolve() if file != url else url

    return place(one) == place(other)


def _next(done: Copied, from_: str, to: str) -> list[str]:
    mended = [f"in {done.mended} rows a sign that PostgreSQL cannot keep (NUL) became U+FFFD"] if done.mended else []
    sqlite = to.startswith("sqlite:///")
    copies = (
        "copies: the running house makes one each night"
        if sqlite
        else "copies: no more by the house itself; docs/operations.md has pg_dump each night"
    )
    shown, left = without_password(to), without_password(from_)
    return [
        f"{done.rows:,} rows in {done.tables} tables: counts and sums agree",
        *mended,
        f"next: set TUNGNGO_DATABASE_URL in .env to what --to was ({shown}), start, tungngo doctor",
        "keep TUNGNGO_SECRET_KEY, where it is set, and TUNGNGO_PUBLIC_URL: then links, cards and codes stay good",
        f"never start anything on {left} again: two would answer with one bot. Keep it for some weeks",
        copies,
    ]
