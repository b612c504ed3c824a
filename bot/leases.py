"""What only one process may do: leases, renewed while it lives and handed on when it leaves or falls silent.

They run on machine time, since a rehearsal's clock may run fast. On SQLite one more lease, `house`, keeps a second
process off the file: a living holder means no start, a dead one of this machine is replaced at once, and of one
elsewhere the end of its lease is waited for.
"""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from bot.clock import machine_time
from storage import duties
from storage.database import Database, Stale, Transaction, Unreachable
from storage.instants import SECOND, Instant

HOUSE = "house"
LOOKS = 0.25  # seconds between two looks at a house that is held
RENEWS = 5.0  # seconds between two renewals of what is ours; what is not is looked at each time

log = structlog.get_logger()


class CannotRun(Exception):
    """The start is refused; the message says why and what to do."""


class Lost(Stale):
    """Another process does it now; what we began under the old fence is its to judge."""


class Lease:
    """`fence` is the fencing token: it rises with every change of hands; None while the lease is not ours."""

    def __init__(self, name: str, holder: str) -> None:
        self.name = name
        self.fence: int | None = None
        self._holder = holder

    @property
    def held(self) -> bool:
        """As far as we know; what is written has to ask `assert_held`."""
        return self.fence is not None

    async def assert_held(self, tx: Transaction) -> None:
        """Nothing is sent or settled in this transaction unless the lease is still ours; it stays so until the end."""
        if self.fence is None or not await duties.holds(tx, self.name, self._holder, self.fence):
            self.fence = None
            raise Lost(f"the lease {self.name} is another process's now")


class Leases:
    """All leases of one process, each ours for `lasts` milliseconds after it was renewed."""

    def __init__(
        self, database: Database, now: Callable[[], Instant] = machine_time, lasts: int = duties.LASTS
    ) -> None:
        self.holder = new_holder()
        self.lost = asyncio.Event()  # the house was taken from us: we must stop
        self._database = database
        self._now, self._lasts = now, lasts
        self._leases: dict[str, Lease] = {}
        self._renewed = -RENEWS
        if database.engine == "sqlite":
            self.lease(HOUSE)

    def lease(self, name: str) -> Lease:
        """Sought from now on, and taken when it is free."""
        return self._leases.setdefault(name, Lease(name, self.holder))

    async def enter(self) -> None:
        """Take what is free; on SQLite the house itself, or do not begin."""
        await self.renew()
        house = self._leases.get(HOUSE)
        seen: Instant | None = None
        patient = time.monotonic() + self._lasts / SECOND  # whatever the clock of the one before has shown
        while house is not None and not house.held:
            seen = await self._look_at_house(seen, waits=time.monotonic() < patient)
            await self.renew()
        if house is not None:
            async with self._database.write() as tx:
                await duties.inherit(tx, self.holder)
            await self.renew()

    async def renew(self) -> None:
        now, fences = self._now(), {}
        async with self._database.write() as tx:
            for name in sorted(self._leases):  # in one order, so that none deadlock
                fences[name] = await duties.take(tx, name, self.holder, now, self._lasts)
        for name, fence in fences.items():
            self._leases[name].fence = fence
        self._renewed = time.monotonic()

    async def stay(self) -> int:
        """Every second. A store that is away for longer than they last costs us our leases, not our life."""
        if all(lease.held for lease in self._leases.values()) and time.monotonic() - self._renewed < RENEWS:
            return 0
        await self.renew()
        if HOUSE in self._leases and not self._leases[HOUSE].held and not self.lost.is_set():
            log.error("another process has taken over this database")
            self.lost.set()
        return 0

    async def leave(self) -> None:
        """Whoever waits may begin at once instead of when they run out."""
        with suppress(Unreachable):
            async with self._database.write() as tx:
                await self.give_back(tx)

    async def give_back(self, tx: Transaction) -> None:
        await duties.leave(tx, list(self._leases), self.holder)

    async def _look_at_house(self, seen: Instant | None, *, waits: bool) -> Instant | None:
        """Return until when it is held; CannotRun when its holder lives."""
        async with self._database.read() as read:
            held = await duties.holder_of(read, HOUSE)
        holder, until = held or ("", 0)
        alive = lives(holder)
        if alive or (seen is not None and until > seen):
            raise CannotRun(f"another process runs on this database (lease `{HOUSE}`): stop it, or use another file")
        if alive is None and until > self._now() and waits:
            await asyncio.sleep(LOOKS)
            return until
        async with self._database.write() as tx:
            await duties.leave(tx, [HOUSE], holder)
        return seen


def new_holder() -> str:
    """How this process is called as the holder of a lease."""
    return f"{_place()}/{os.getpid()}/{os.urandom(6).hex()}"


def _place() -> str:
    """Where a process id means the same process: this machine and, on Linux, this container."""
    with suppress(OSError):
        return f"{socket.gethostname()}.{Path('/proc/self/ns/pid').stat().st_ino}"
    return socket.gethostname()


def lives(holder: str) -> bool | None:
    """None: it cannot be told from here, or the id is our own again after a restart."""
    place, _, rest = holder.partition("/")
    pid = rest.partition("/")[0]
    if place != _place() or not pid.isdigit() or int(pid) == os.getpid():
        return None
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return not _waits_to_be_buried(int(pid))


def _waits_to_be_buried(pid: int) -> bool:
    """Its parent has not asked yet how it ended: a process that does nothing any more."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0] == "Z"
    return False
