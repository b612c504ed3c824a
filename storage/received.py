"""Files that people hand in on a page of ours: kept until they were read, fetched by no one but their own errand."""

from collections.abc import Collection
from dataclasses import dataclass

from storage.database import Rows, Transaction
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Received:
    """`key`: of the update that brings it."""

    key: str
    account_id: int
    body: bytes
    at: Instant


_KEEP = """
INSERT INTO received (key, account_id, body, at) SELECT :key, :account_id, :body, :at
WHERE EXISTS (SELECT 1 FROM errand WHERE state = 'waiting' AND cause = :key)
ON CONFLICT (key) DO NOTHING
"""


async def keep(tx: Transaction, file: Received) -> None:
    """Where its update has ordered an errand that is still to be done; else nobody would ever look at it."""
    await tx.run(_KEEP, key=file.key, account_id=file.account_id, body=file.body, at=file.at)


async def body(read: Rows, key: str) -> bytes | None:
    """None: read and forgotten, or never kept."""
    rows = await read.rows("SELECT body FROM received WHERE key = :key", key=key)
    return bytes(rows[0]["body"]) if rows else None


_READ = """
DELETE FROM received WHERE key IN (SELECT cause FROM errand WHERE id IN :errands)
    AND NOT EXISTS (SELECT 1 FROM queued WHERE queued.id IN :errands AND queued.cause = received.key)
"""


async def forget_read(tx: Transaction, errand_ids: Collection[int]) -> None:
    """These errands have ended; what was queued is read once more."""
    await tx.run(_READ, errands=list(errand_ids))
