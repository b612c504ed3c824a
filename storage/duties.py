"""Duties: what only one process may do at a time, handed over by time and fenced by a number."""

from collections.abc import Collection

from storage.database import Rows, Transaction
from storage.instants import MINUTE, SECOND, Instant

LASTS = 15 * SECOND  # renewed every 5 s; whoever is silent for longer has lost it
ABSURD = 10 * MINUTE


_TAKE = """
INSERT INTO duty (name, holder, until, fence) VALUES (:name, :holder, :until, 1)
ON CONFLICT (name) DO UPDATE SET
    fence = CASE WHEN duty.holder = excluded.holder THEN duty.fence ELSE duty.fence + 1 END,
    holder = excluded.holder, until = excluded.until
WHERE duty.holder = excluded.holder OR duty.until <= :now OR duty.until > :absurd
RETURNING fence
"""


async def take(tx: Transaction, name: str, holder: str, now: Instant, lasts: int = LASTS) -> int | None:
    """Take or renew a duty; the fence to act under, or None while another process holds it.

    What is held for much longer than it can be was taken by a clock that was ahead, and is free.
    """
    until = now + lasts
    rows = await tx.rows(_TAKE, name=name, holder=holder, now=now, until=until, absurd=until + ABSURD)
    return int(rows[0]["fence"]) if rows else None


_TIME = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now"


async def time(read: Rows) -> Instant:
    """PostgreSQL's own: of all clocks the one that everybody who shares the database can go by."""
    return int((await read.rows(_TIME))[0]["now"])


_HELD = "SELECT name, holder, until FROM duty WHERE name IN :names"


async def holders(read: Rows, names: Collection[str]) -> dict[str, tuple[str, Instant]]:
    """By name: who has it or had it last, and until when."""
    rows = await read.rows(_HELD, names=list(names))
    return {row["name"]: (row["holder"], row["until"]) for row in rows}


_LIVING = "SELECT DISTINCT holder FROM duty WHERE until > :now"


async def living(read: Rows, now: Instant) -> set[str]:
    """Everybody who holds anything."""
    return {row["holder"] for row in await read.rows(_LIVING, now=now)}


_NUMBERED = "SELECT name FROM duty WHERE name LIKE :like AND until > :now"


async def numbered(read: Rows, kind: str, now: Instant) -> set[int]:
    """Of duties that are called `kind/number`, the numbers that are held."""
    rows = await read.rows(_NUMBERED, like=f"{kind}/%", now=now)
    return {int(row["name"].removeprefix(f"{kind}/")) for row in rows}


_CLEAR = "DELETE FROM duty WHERE name LIKE :like AND until <= :now"


async def clear(tx: Transaction, kind: str, now: Instant) -> None:
    """The numbers of those who are gone."""
    await tx.run(_CLEAR, like=f"{kind}/%", now=now)


_LEAVE = "UPDATE duty SET until = 0 WHERE name IN :names AND holder = :holder"


async def leave(tx: Transaction, names: Collection[str], holder: str) -> None:
    """Hand over at once instead of after the lease."""
    await tx.run(_LEAVE, names=list(names), holder=holder)


async def inherit(tx: Transaction, holder: str) -> None:
    """Free what anybody else holds: only for one who knows that there is nobody else."""
    await tx.run("UPDATE duty SET until = 0 WHERE holder <> :holder", holder=holder)


async def holder_of(read: Rows, name: str) -> tuple[str, Instant] | None:
    rows = await read.rows("SELECT holder, until FROM duty WHERE name = :name", name=name)
    return (rows[0]["holder"], rows[0]["until"]) if rows else None


async def held(read: Rows, now: Instant) -> list[tuple[str, str]]:
    """(duty, holder) of all that are somebody's now."""
    rows = await read.rows("SELECT name, holder FROM duty WHERE until > :now ORDER BY name", now=now)
    return [(row["name"], row["holder"]) for row in rows]


_HOLDS = "UPDATE duty SET fence = fence WHERE name = :name AND holder = :holder AND fence = :fence"


async def holds(tx: Transaction, name: str, holder: str, fence: int) -> bool:
    """Lock the row and see that the duty is still ours: nothing is sent or settled under an old fence."""
    return await tx.run(_HOLDS, name=name, holder=holder, fence=fence) == 1
