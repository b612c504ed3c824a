"""Duties: what only one process may do at a time, handed over by time and fenced by a number."""

from collections.abc import Collection

from storage.database import Rows, Transaction
from storage.instants import MINUTE, SECOND, Instant

LASTS = 15 * SECOND  # renewed every 5 s; whoever is silent for longer has lost it
ASTRAY = 10 * MINUTE  # further ahead a lease ends only by a clock that was wrong: it holds nobody up


_TAKE = """
INSERT INTO duty (name, holder, until, fence) VALUES (:name, :holder, :until, 1)
ON CONFLICT (name) DO UPDATE SET
    fence = CASE WHEN duty.holder = excluded.holder THEN duty.fence ELSE duty.fence + 1 END,
    holder = excluded.holder, until = excluded.until
WHERE duty.holder = excluded.holder OR duty.until <= :now OR duty.until > :astray
RETURNING fence
"""


async def take(tx: Transaction, name: str, holder: str, now: Instant, lasts: int = LASTS) -> int | None:
    """Take or renew a duty; the fence to act under, or None while another process holds it."""
    rows = await tx.rows(_TAKE, name=name, holder=holder, now=now, until=now + lasts, astray=now + lasts + ASTRAY)
    return int(rows[0]["fence"]) if rows else None


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


_HOLDS = "UPDATE duty SET fence = fence WHERE name = :name AND holder = :holder AND fence = :fence"


async def holds(tx: Transaction, name: str, holder: str, fence: int) -> bool:
    """Lock the row and see that the duty is still ours: nothing is sent or settled under an old fence."""
    return await tx.run(_HOLDS, name=name, holder=holder, fence=fence) == 1
