"""Which updates were taken in, and which had to be set aside.

The key of an update stands beside whatever came of it, for as long as that; so it holds a hash in place of the number
by which a platform calls somebody.
"""

import hashlib
import re
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


def whose(address: object) -> str:
    """In a key, in place of what a platform calls somebody."""
    return hashlib.sha256(f"tungngo/key/{address}".encode()).hexdigest()[:20]


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


# As earlier releases made them: telegram/bot/chat/message, zalo/bot/event/chat/sender/message, web/page/message.
_TELEGRAM = re.compile(r"(?P<bot>telegram/\d+)/(?P<chat>\d+)(?P<rest>/.*)")
_ZALO = re.compile(r"(?P<bot>zalo/[^/]+/[\w.-]+)/(?P<chat>[^/]+/[^/]+)/(?P<rest>[^/]+)")
_WEB = re.compile(r"(?P<page>web/[^/]+)(?P<rest>/[^/]+)")
_OWN = ("event", "slip", "evidence", "outbox", "errand", "session_change")
_KEYS = {  # table: where the key stands, and by what a row is found
    **dict.fromkeys(_OWN, ("cause", ("id",))),
    **dict.fromkeys(("update_key", "set_aside", "received"), ("key", ("key",))),
    "saying": ("cause", ("cause",)),
    "question": ("closed_by", ("id",)),
    "log": ("cause", ("chat_id", "position")),
}


def _hashed(key: str) -> str:
    """The same as the decoding of its channel makes now."""
    if (found := _TELEGRAM.fullmatch(key)) and "/callback/" not in key:
        return f"{found['bot']}/{whose(found['chat'])}{found['rest']}"
    if found := _ZALO.fullmatch(key):
        return f"{found['bot']}/{whose(found['chat'])}/{found['rest']}"
    if found := _WEB.fullmatch(key):
        return f"web/{whose(found['page'])}{found['rest']}"
    return key


async def hash_keys(tx: Transaction) -> None:
    """In a database of before: so that what is delivered again, or edited, is still known."""
    for table, (column, found) in _KEYS.items():
        rows = await tx.rows(f"SELECT {column} AS was, {', '.join(found)} FROM {table} WHERE {column} IS NOT NULL")
        changed = [
            {"now": _hashed(row["was"]), **{f"by_{name}": row[name] for name in found}}
            for row in rows
            if _hashed(row["was"]) != row["was"]
        ]
        by = " AND ".join(f"{name} = :by_{name}" for name in found)
        await tx.many(f"UPDATE {table} SET {column} = :now WHERE {by}", changed)
