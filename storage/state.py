"""What the program knows of itself from one moment to the next: signs of life, and what it was told of its ways in."""

from dataclasses import dataclass
from enum import StrEnum

from storage.database import Rows, Transaction
from storage.instants import Instant


class Name(StrEnum):
    RUN = "run"  # RUNNING; whatever else after a clean stop
    LOOKED = "due"  # when the clock looked last
    CLOCK = "clock"  # the app's own time, where it has one
    JUMPED = "clock/jumped"  # when the machine's clock was seen to jump last, by how many seconds
    WRITES = "write"  # when a write was tried last, to see whether the store takes any
    PAGE = "address"  # where the web page is reached
    CHANNELS = "channels"  # those that are on
    ACCOUNT = "account"  # of a channel: how we are called there, as ways.py keeps it
    SHUT = "shut"  # of a channel: since when, and why, nothing can be sent by it
    OFFSET = "poll/telegram"  # of a bot: of which update it is asked next
    SAMPLE = "sample"  # this database was made by the sample: its secret
    BACKUP_TRIED = "backup"  # the nightly one: why it failed
    BACKUP_MADE = "backup/made"
    BACKUP_TESTED = "backup/tested"  # put back on trial: why it is of no use
    TROUBLE = "trouble"  # of a kind: since when the office has been told of it, and how it is
    COPY = "copy"  # of another database into this one: BEGUN or FINISHED, and from where


RUNNING, STOPPED = "running", "stopped"
BEGUN, FINISHED = "begun", "finished"


@dataclass(frozen=True, slots=True)
class State:
    """`at`: when it was noted."""

    value: str
    at: Instant


_NOTE = """
INSERT INTO state (name, value, at) VALUES (:name, :value, :at)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at
"""


async def note(tx: Transaction, name: Name, at: Instant, value: str = "", of: str = "") -> None:
    """In place of what was noted before; `of`: which one, where there are several."""
    await tx.run(_NOTE, name=_key(name, of), value=value, at=at)


_NOTE_ONCE = "INSERT INTO state (name, value, at) VALUES (:name, :value, :at) ON CONFLICT (name) DO NOTHING"


async def note_once(tx: Transaction, name: Name, at: Instant, value: str = "", of: str = "") -> bool:
    """False: something was noted already, by whichever process, and stays."""
    return bool(await tx.run(_NOTE_ONCE, name=_key(name, of), value=value, at=at))


async def noted(read: Rows, name: Name, of: str = "") -> State | None:
    rows = await read.rows("SELECT value, at FROM state WHERE name = :name", name=_key(name, of))
    return State(rows[0]["value"], rows[0]["at"]) if rows else None


async def noted_of(read: Rows, name: Name) -> dict[str, State]:
    """Of all that were noted under this name, by which one it is."""
    rows = await read.rows("SELECT name, value, at FROM state WHERE name LIKE :like ORDER BY name", like=f"{name}/%")
    return {row["name"].removeprefix(f"{name}/"): State(row["value"], row["at"]) for row in rows}


async def forget(tx: Transaction, name: Name, of: str = "") -> bool:
    """False: there was nothing."""
    return bool(await tx.run("DELETE FROM state WHERE name = :name", name=_key(name, of)))


def _key(name: Name, of: str) -> str:
    return f"{name}/{of}" if of else name.value
