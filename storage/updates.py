"""Which updates were taken in, and which had to be set aside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Claim:
    """The key of an update as its channel made it, and a digest of its body."""

    key: str
    digest: str
    heard: Instant


async def digests(read: Rows, keys: Collection[str]) -> dict[str, str]:
    """Of those keys that were claimed before."""
    rows = await read.rows("SELECT key, digest FROM update_key WHERE key IN :keys", keys=list(keys))
    return {row["key"]: row["digest"] for row in rows}


_CLAIM = "INSERT INTO update_key (key, digest, heard) VALUES (:key, :digest, :heard)"


async def claim(tx: Transaction, claims: Sequence[Claim]) -> None:
    some = sorted(claims, key=lambda one: one.key)  # in one order, so that none deadlock
    records = [{"key": one.key, "digest": one.digest, "heard": one.heard} for one in some]
    exactly(len(records), await tx.many(_CLAIM, records))


_SET_ASIDE = "INSERT INTO set_aside (key, body, traceback, at) VALUES (:key, :body, :traceback, :at)"


async def set_aside(tx: Transaction, key: str, body: str, traceback: str, now: Instant) -> None:
    await tx.run(_SET_ASIDE, key=key, body=body, traceback=traceback, at=now)
