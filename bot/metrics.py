"""`/metrics`: what a Prometheus asks each quarter of a minute. Counts of this process, and what the database tells.

Names of channels, leases and outcomes are all the labels there are: few, known from the settings, and nobody's.
"""

import hmac
import os
import resource
import time
from collections.abc import Iterable
from pathlib import Path

from starlette.requests import Request

from bot import VERSION, room
from bot.counting import ANSWERS, SENDS, UPDATES, Labels, Samples
from bot.services import Services
from bot.settings import is_loopback
from storage import downtime, health, state
from storage.database import Rows, Unreachable
from storage.instants import DAY, SECOND, Instant
from storage.state import Name

TEXT = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip")  # and all that begin x-forwarded
BORN = time.time()


def may_see(request: Request, token: str) -> bool:
    """Who has the token, or sits at this machine: nobody for whom somebody else asks."""
    given = request.headers.get("authorization", "").encode()
    if token and hmac.compare_digest(given, f"Bearer {token}".encode()):
        return True
    handed_on = any(name in FORWARDED or name.startswith("x-forwarded") for name in request.headers)
    here = request.client is not None and is_loopback(request.client.host) and is_loopback(request.url.hostname or "")
    return here and not handed_on


async def page(services: Services, why: str, took: float) -> str:
    """`why` the store takes no writes, and how many seconds it took to learn it."""
    now = services.clock.now()
    lines = [
        *_family("info", "This program.", [({"version": VERSION, "engine": services.database.engine}, 1)]),
        *_family("database_up", "Whether a write comes through.", [({}, not why)]),
        *_family("database_write_seconds", "How long the last try to write took.", [({}, took)]),
        *_family("leases_held", "Duties of this process.", [({"lease": n}, on) for n, on in services.leases.held()]),
        *_family("intake_age_seconds", "Since somebody was heard last.", _age(services.intake.taken, now)),
        *_family("loop_age_seconds", "Since a loop of this process turned well.", _loops(services)),
        *_process(),
        *_rooms(services),
    ]
    for counts in (UPDATES, SENDS, ANSWERS):
        lines += _family(counts.name, counts.help, counts.samples, "counter")
    try:
        async with services.database.read() as read:
            lines += await _told(read, now)
    except Unreachable:
        pass  # database_up has said it
    return "\n".join(lines) + "\n"


async def _told(read: Rows, now: Instant) -> list[str]:
    found = await health.health(read, now - DAY, now)
    queued = await health.queued(read, now)
    tried, made, tested = [
        await state.noted(read, name) for name in (Name.BACKUP_TRIED, Name.BACKUP_MADE, Name.BACKUP_TESTED)
    ]
    day = {"doubt": found.doubt, "skipped": found.skipped, "unreached": found.unreached, "set_aside": found.unread}
    failed = any(one is not None and one.value for one in (tried, tested))
    out = await downtime.current(read)
    return [
        *_family("look_age_seconds", "Since the clock looked at what is due.", _age(found.looked, now)),
        *_family("queue_messages", "Messages that may go now.", [({"channel": c}, many) for c, many, _ in queued]),
        *_family(
            "queue_oldest_seconds",
            "How long the oldest of them waits.",
            [({"channel": c}, max(now - since, 0) / SECOND) for c, _, since in queued],
        ),
        *_family("last_day_messages", "Of the last day.", [({"state": n}, many) for n, many in day.items()]),
        *_family("channel_out", "Nothing can be sent by it for now.", [({"channel": one.channel}, 1) for one in out]),
        *_family("backup_age_seconds", "Since the last copy.", _age(made.at if made else None, now)),
        *_family(
            "backup_tested_age_seconds", "Since one was put back on trial.", _age(tested.at if tested else None, now)
        ),
        *_family("backup_failed", "The last copy, or its trial, failed.", [({}, failed)]),
    ]


def _loops(services: Services) -> Samples:
    """Of all that are kept going."""
    return [({"loop": loop.name}, loop.age) for loop in services.loops.running]


def _process() -> list[str]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return [
        *_family("cpu_seconds_total", "CPU of this process.", [({}, used.ru_utime + used.ru_stime)], "counter"),
        *_family("resident_bytes", "Memory of this process.", [({}, resident())]),
        *_family("started_seconds", "When it began.", [({}, BORN)]),
    ]


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _rooms(services: Services) -> list[str]:
    file = services.settings.database_file
    if file is None:
        return []
    left = room.left(file)
    return [
        *_family("disk_free_ratio", "Of the disk of the database.", [({}, left.free)]),
        *_family("disk_inodes_free_ratio", "Of the files that it can hold.", [({}, left.inodes)]),
        *_family("disk_free_bytes", "Of the disk of the database.", [({}, left.bytes)]),
    ]


def _age(at: Instant | None, now: Instant) -> Samples:
    return [({}, max(now - at, 0) / SECOND)] if at is not None else []


def _family(name: str, about: str, samples: Iterable[tuple[Labels, float]], kind: str = "gauge") -> list[str]:
    told = [f"tungngo_{name}{_labels(labels)} {float(value):g}" for labels, value in samples]
    return [f"# HELP tungngo_{name} {about}", f"# TYPE tungngo_{name} {kind}", *told] if told else []


def _labels(labels: Labels) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
