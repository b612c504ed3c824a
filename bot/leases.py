"""What only one process may do: leases, renewed while it lives and handed on when it leaves or falls silent.

They run on the time of the store: on PostgreSQL its own, so that no machine's clock matters, on SQLite the machine's
(a rehearsal's may run fast). On SQLite one more lease, `house`, keeps a second process off the file: a living holder
means no start, a dead one of this machine is replaced at once, and of one elsewhere the end of its lease is waited for.
On PostgreSQL any number of processes share them, and each has a number of its own, for ids that nobody else makes.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import structlog

from bot.clock import Clock, machine_time, running_time
from storage import duties
from storage.database import Database, Rows, Stale, Transaction, Unreachable
from storage.ids import WORKERS, Ids
from storage.instants import SECOND, Instant

HOUSE, WORKER = "house", "worker"
LOOKS = 0.25  # seconds between two looks at a house that is held

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
        self._lapses = 0.0  # by the running time

    def taken(self, fence: int | None, lapses: float) -> None:
        self.fence, self._lapses = fence, lapses

    @property
    def held(self) -> bool:
        """Nobody else has it yet, whatever has held us up; what is written has to ask `assert_held`."""
        return self.fence is not None and running_time() < self._lapses

    async def assert_held(self, tx: Transaction) -> None:
        """Nothing is sent or settled in this transaction unless the lease is still ours; it stays so until the end."""
        if self.fence is None or not await duties.holds(tx, self.name, self._holder, self.fence):
            self.fence = None
            raise Lost(f"the lease {self.name} is another process's now")


class Leases:
    """All leases of one process, each ours for `lasts` milliseconds after it was renewed.

    `now`: in place of the store's time. `clock` is brought to that time, `ids` get this process's number.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], Instant] | None = None,
        lasts: int = duties.LASTS,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
    ) -> None:
        self.holder = new_holder()
        self.lost = asyncio.Event()  # the house was taken from us: we must stop
        self._database = database
        self._shared = database.engine != "sqlite"
        self._now = now if self._shared else now or machine_time
        self._lasts, self._renewed = lasts, 0
        self._clock, self._ids = clock or Clock(), ids
        self._leases: dict[str, Lease] = {}
        self._number: Lease | None = None
        if not self._shared:
            self.lease(HOUSE)

    def lease(self, name: str) -> Lease:
        """Sought from now on, and taken when it is free."""
        return self._leases.setdefault(name, Lease(name, self.holder))

    def held(self) -> list[tuple[str, bool]]:
        """(duty, whether it is ours) of all that are sought."""
        return [(name, lease.held) for name, lease in sorted(self._leases.items())]

    async def enter(self) -> None:
        """Take what is free; on SQLite the house itself, or do not begin."""
        await self.renew()
        house = self._leases.get(HOUSE)
        seen: Instant | None = None
        patient = running_time() + self._lasts / SECOND  # whatever the clock of the one before has shown
        while house is not None and not house.held:
            seen = await self._look_at_house(seen, waits=running_time() < patient)
            await self.renew()
        if house is not None:
            async with self._database.write() as tx:
                await duties.inherit(tx, self.holder)
            await self.renew()

    async def renew(self) -> None:
        """Also the number, where a process has one; where it was lost, another."""
        fences = {}
        async with self._database.write() as tx:  # which may be long in coming
            began, now = running_time(), await self._time(tx)
            if self._shared and (self._number is None or self._number.fence is None):
                await self._choose_number(tx, now)
            for name in sorted(self._leases):  # in one order, so that none deadlock
                fences[name] = await duties.take(tx, name, self.holder, now, self._lasts)
        self._renewed = self._passes()
        for name, fence in fences.items():
            self._leases[name].taken(fence, began + self._lasts / SECOND)

    async def agree(self) -> None:
        """Before anything is written: our clock is the store's."""
        if self._now is None:
            async with self._database.read() as read:
                await self._time(read)

    async def others(self, read: Rows) -> set[str]:
        """The other processes that hold anything and live, as far as can be told, by the name of the holder."""
        found = await duties.living(read, await self._time(read)) - {self.holder}
        return {holder for holder in found if lives(holder) is not False}

    async def _time(self, read: Rows) -> Instant:
        if self._now is not None:
            return self._now()
        asked = self._clock.machine()
        told = await duties.time(read)
        moved = self._clock.agree(told, asked, self._clock.machine())
        if abs(moved) >= SECOND:
            log.warning("this machine's clock is not the database's, which holds", ahead_ms=self._clock.ahead)
        return told

    def _passes(self) -> int:
        """By which it is told how long ago something was."""
        return self._now() if self._now is not None else round(running_time() * SECOND)

    async def _choose_number(self, tx: Transaction, now: Instant) -> None:
        if self._number is not None:
            self._leases.pop(self._number.name)
        await duties.clear(tx, WORKER, now)
        taken = await duties.numbered(tx, WORKER, now)
        number = secrets.choice([n for n in range(WORKERS) if n not in taken])
        self._number = self.lease(f"{WORKER}/{number}")
        if self._ids is not None:
            self._ids.worker = number

    async def stay(self) -> int:
        """Each second; what is ours is taken again after a third of its time.

        A store that is away for longer than they last costs us our leases, not our life.
        """
        if abs(self._passes() - self._renewed) >= self._lasts // 3 or await self._anything_free():
            await self.renew()
        if HOUSE in self._leases and self._leases[HOUSE].fence is None and not self.lost.is_set():
            log.error("another process has taken over this database")
            self.lost.set()
        return 0

    async def _anything_free(self) -> bool:
        """What somebody has left, or died with on this machine, is taken up at once."""
        wanted = [name for name, lease in self._leases.items() if lease.fence is None]
        if not wanted or not self._shared:
            return False
        async with self._database.read() as read:
            now, found = await self._time(read), await duties.holders(read, wanted)
        held = {holder for holder, until in found.values() if until > now}
        dead = {holder for holder in held if lives(holder) is False}
        if dead:
            async with self._database.write() as tx:
                for holder in dead:
                    await duties.leave(tx, wanted, holder)
        return bool(dead) or len(found) < len(wanted) or any(until <= now for _, until in found.values())

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
        if alive is None and until > (self._now or machine_time)() and waits:
            await asyncio.sleep(LOOKS)
            return until
        async with self._database.write() as tx:
            await duties.leave(tx, [HOUSE], holder)
        return seen


def new_holder() -> str:
    """How this process is called as the holder of a lease."""
    return f"{_place()}/{os.getpid()}/{os.urandom(6).hex()}"


@cache
def _place() -> str:
    """Where a process id means the same process: this machine since it was started and, on Linux, this container.

    Names of machines are no proof: many are called alike.
    """
    with suppress(OSError):
        started = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{socket.gethostname()}.{started}.{Path('/proc/self/ns/pid').stat().st_ino}"
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
