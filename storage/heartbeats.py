"""Signs of life: how far a loop has come, and when. The sample's clock and the clean stop are kept here too."""

from dataclasses import dataclass

from storage.database import Rows, Transaction
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """`reached`: everything before it has been looked at (due), or the app's own time (clock)."""

    name: str
    beat_at: Instant
    reached: Instant
    note: str = ""


async def beat(tx: Transaction, heartbeat: Heartbeat) -> None:
    named = {"name": heartbeat.name, "beat_at": heartbeat.beat_at, "reached": heartbeat.reached}
    await tx.run(_BEAT, **named, note=heartbeat.note)


async def last(read: Rows, name: str) -> Heartbeat | None:
    found = await read.rows("SELECT name, beat_at, reached, note FROM heartbeat WHERE name = :name", name=name)
    return Heartbeat(found[0]["name"], found[0]["beat_at"], found[0]["reached"], found[0]["note"]) if found else None


_BEAT = """
INSERT INTO heartbeat (name, beat_at, reached, note) VALUES (:name, :beat_at, :reached, :note)
ON CONFLICT (name) DO UPDATE SET beat_at = excluded.beat_at, reached = excluded.reached, note = excluded.note
"""
