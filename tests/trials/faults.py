"""R6: the file is locked, the disk is full, read-only or cannot sync: nothing is acknowledged that is not on disk."""

import asyncio
import os
import random
import resource
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from storage.updates import whose
from tests.bot.zalo.house import PUBLIC, SECRET
from tests.fake_telegram import BOT, TOKEN, FakeTelegram
from tests.nursery import Child
from tests.trials.figures import Figure, Figures, NotRun, at_most, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import clock_time

HEADS = 6
SPEED = 20.0  # of the clock: a chat takes one message a second
Fault = Callable[[Ground, Path, Child], AbstractContextManager[None]]
SMALL = 24 * 1024 * 1024  # bytes of a disk that can be filled


@dataclass(frozen=True)
class Size:
    faults: tuple[str, ...]
    locked: float  # seconds
    lasts: float  # of the others


SHORT = Size(("lock", "read-only"), 0.5, 0.5)
LONG = Size(("lock", "disk full", "file limit", "read-only", "fsync error", "disk error"), 30.0, 12.0)


@dataclass
class Seen:
    """`acknowledged`, `refused`: while the fault lasted; `missing`: acknowledged and not on disk."""

    fault: str
    acknowledged: int = 0
    refused: int = 0
    missing: list[str] = field(default_factory=list)
    recovered: float = 0.0
    lost: int = 0
    unsound: bool = False
    not_run: str = ""


async def run(size: Size, seed: int) -> Figures:
    seen = []
    for fault in size.faults:
        with tempfile.TemporaryDirectory(prefix="tungngo-faults-") as folder:
            try:
                with _small(Path(folder)) if fault == "disk full" else _plain(Path(folder)) as place:
                    seen.append(await _suffers(Ground(place), fault, size, random.Random(seed)))
            except NotRun as error:
                seen.append(Seen(fault, not_run=str(error)))
    ran = [one for one in seen if not one.not_run]
    felt = {one.fault: f"{one.acknowledged} acknowledged, {one.refused} not" for one in ran}
    figures = [
        none_of(
            "faults that were not felt", [one.fault for one in ran if not one.refused and one.acknowledged > HEADS]
        ),
        none_of("updates acknowledged and not on disk", [key for one in ran for key in one.missing]),
        none_of("updates lost in the end", sum(one.lost for one in ran)),
        Figure(
            "integrity_check",
            "ok",
            "ok" if not any(one.unsound for one in ran) else "not ok",
            not any(one.unsound for one in ran),
        ),
        *(at_most(f"until taken in again after: {one.fault}", 10, one.recovered, " s") for one in ran),
        *(Figure(one.fault, "", f"not run: {one.not_run}", None) for one in seen if one.not_run),
    ]
    lasted = f"the lock for {size.locked:g} s, the others for {size.lasts:g} s, while {HEADS} heads report"
    done = f"{', '.join(f'{fault} ({told})' for fault, told in felt.items())}; {lasted}"
    return Figures("R6", "faults of the database's disk", done, tuple(figures))


@contextmanager
def _plain(folder: Path) -> Iterator[Path]:
    yield folder


@contextmanager
def _small(folder: Path) -> Iterator[Path]:
    """A disk of its own that can be filled."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotRun(f"nothing can be mounted here ({error})") from error
    if done.returncode:
        raise NotRun(f"nothing can be mounted here ({done.stderr.strip()})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False)


async def _suffers(ground: Ground, fault: str, size: Size, chance: random.Random) -> Seen:
    people = {f"telegram/{5_000 + n}": f"h{n}" for n in range(1, HEADS + 1)}
    await ground.founded(groups(HEADS), heads(HEADS), people)
    ground.hands.show(clock_time("21:20"), SPEED)
    told = ground.folder / "disk"
    told.write_bytes(b"0")
    seen = Seen(fault)
    async with FakeTelegram(lambda: ground.hands.now() / 1_000).serving() as telegram:
        ground.settings = {
            "TUNGNGO_TELEGRAM_TOKEN": TOKEN,
            "TUNGNGO_TELEGRAM_API": telegram.api,
            "TUNGNGO_TELEGRAM_MODE": "webhook",
            "TUNGNGO_TELEGRAM_SECRET": SECRET,
            "TUNGNGO_PUBLIC_URL": PUBLIC,
            "TUNGNGO_BACKUPS": "off",
        }
        house = await ground.starts_up(disk=str(told))
        some = [_Head(ground, telegram, user) for user in range(5_001, 5_001 + HEADS)]
        writing = [asyncio.create_task(head.writes(chance)) for head in some]
        try:
            await _acknowledged(some, 20)
            before, no = sum(len(head.acknowledged) for head in some), sum(head.refused for head in some)
            with _FAULTS[fault](ground, told, house):
                await asyncio.sleep(size.locked if fault == "lock" else size.lasts)
                seen.acknowledged = sum(len(head.acknowledged) for head in some) - before
                seen.refused = sum(head.refused for head in some) - no
                seen.missing = _not_on_disk(ground, some)
            ended = time.monotonic()
            await _acknowledged(some, 1)
            seen.recovered = time.monotonic() - ended
            await _acknowledged(some, 20)
            house.kill()
            await house.wait()
            seen.missing += _not_on_disk(ground, some)
            house = await ground.starts_up(disk=str(told))
            for head in some:
                head.ends = True
            await asyncio.gather(*writing)
            await until(lambda: not ground.left(), 120)
        finally:
            for one in writing:
                one.cancel()
            house.terminate()
            await house.wait()
    seen.lost = sum(head.said for head in some) - ground.number("SELECT count(DISTINCT cause) FROM event")
    seen.unsound = ground.asked("PRAGMA integrity_check") != [("ok",)]
    return seen


async def _acknowledged(some: "list[_Head]", more: int) -> None:
    before = sum(len(head.acknowledged) for head in some)
    await until(lambda: sum(len(head.acknowledged) for head in some) >= before + more, 120)


def _not_on_disk(ground: Ground, some: "list[_Head]") -> list[str]:
    keys = [key for head in some for key in head.acknowledged]
    kept = {row[0] for row in ground.asked("SELECT key FROM update_key")}
    return [key for key in keys if key not in kept]


@dataclass
class _Head:
    """Says one thing after the other, each again until it is answered 200."""

    ground: Ground
    telegram: FakeTelegram
    user: int
    acknowledged: list[str] = field(default_factory=list)
    said: int = 0
    refused: int = 0
    ends: bool = False

    async def writes(self, chance: random.Random) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with httpx.AsyncClient(trust_env=False, timeout=15, verify=False) as http:
            while not self.ends:
                text = f"sửa lại cài {self.said % 90 + 2}" if self.said else "cài 1"
                said = self.telegram.message(self.user, text=text)
                self.said += 1
                body = {"update_id": 1_000_000 * self.user + self.said, "message": said}
                while not await self._once(http, body, headers):
                    self.refused += 1
                    await asyncio.sleep(0.1)
                self.acknowledged.append(f"telegram/{BOT}/{whose(self.user)}/{said['message_id']}")
                await asyncio.sleep(chance.uniform(0.05, 0.3))

    async def _once(self, http: httpx.AsyncClient, body: dict[str, object], headers: dict[str, str]) -> bool:
        with suppress(httpx.TransportError):
            return (
                await http.post(f"{self.ground.root}/telegram/{BOT}", json=body, headers=headers)
            ).status_code == 200
        return False


@contextmanager
def _locked(ground: Ground, _told: Path, _house: Child) -> Iterator[None]:
    with closing(sqlite3.connect(ground.path, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _full(ground: Ground, _told: Path, _house: Child) -> Iterator[None]:
    """Every block of its disk is taken, and given back."""
    taken = ground.folder / "taken"
    with taken.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(65_536))
    with taken.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    try:
        yield
    finally:
        taken.unlink()


@contextmanager
def _limited(ground: Ground, _told: Path, house: Child) -> Iterator[None]:
    """No file of it may grow any more."""
    if not hasattr(resource, "prlimit"):
        raise NotRun("this system cannot limit a running process")
    log = ground.path.with_name(f"{ground.path.name}-wal")
    resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (log.stat().st_size // 2, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _told(sign: bytes) -> Fault:
    def fails(_ground: Ground, told: Path, _house: Child) -> Iterator[None]:
        with told.open("r+b", buffering=0) as file:
            os.pwrite(file.fileno(), sign, 0)
            try:
                yield
            finally:
                os.pwrite(file.fileno(), b"0", 0)

    return contextmanager(fails)


_FAULTS: dict[str, Fault] = {
    "lock": _locked,
    "disk full": _full,
    "file limit": _limited,
    "read-only": _told(b"r"),
    "disk error": _told(b"i"),
    "fsync error": _told(b"s"),
}
