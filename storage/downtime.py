"""Channels by which nothing can be sent for now. Who has another way is told by that one, at once.

An outage is tried again on its own clock, by one message at a time, and ends with the first that comes through.
"""

from collections.abc import Collection
from dataclasses import dataclass

from storage import calls
from storage.database import Rows, Transaction
from storage.instants import MINUTE, SECOND, Instant

FIRST_REST = 2 * SECOND  # as long again as it has lasted …
LONGEST_REST = 5 * MINUTE  # … up to this


@dataclass(frozen=True, slots=True)
class Outage:
    channel: str
    since: Instant
    until: Instant
    why: str


_BEGIN = """
INSERT INTO outage (channel, since, until, why) VALUES (:channel, :now, :until, :why)
ON CONFLICT (channel) DO NOTHING
"""
_GO_ON = "UPDATE outage SET until = :until, why = :why WHERE channel = :channel AND until < :until"


async def begin(tx: Transaction, channel: str, why: str, until: Instant, now: Instant) -> bool:
    """Not before `until` is it tried again; False: it was out already."""
    if await tx.run(_BEGIN, channel=channel, now=now, until=until, why=why):
        return True
    await tx.run(_GO_ON, channel=channel, until=until, why=why)
    return False


_TRIED = """
UPDATE outage SET until = :now + CASE
    WHEN :now - since < :first THEN :first WHEN :now - since > :longest THEN :longest ELSE :now - since END
WHERE channel IN :channels
"""


async def tried(tx: Transaction, channels: Collection[str], now: Instant) -> None:
    """One message tries it now; the next may when it has lasted as long again."""
    await tx.run(_TRIED, channels=list(channels), now=now, first=FIRST_REST, longest=LONGEST_REST)


_PEOPLE = """
SELECT account.person_id FROM chat JOIN account ON account.id = chat.account_id
WHERE chat.channel = :channel AND account.until IS NULL
"""


_AHEAD = "UPDATE outage SET since = :now, until = :now WHERE since > :now"


async def turn_back(tx: Transaction, now: Instant) -> None:
    """What began by a clock that was ahead is tried at once."""
    await tx.run(_AHEAD, now=now)


async def end(tx: Transaction, channel: str, now: Instant) -> bool:
    """Who was to be called gets what is still of use; False: it was not out."""
    if not await tx.run("DELETE FROM outage WHERE channel = :channel", channel=channel):
        return False
    await bring_back(tx, channel, now)
    return True


async def bring_back(tx: Transaction, channel: str, now: Instant) -> None:
    """Its people can be told again what no way was found for."""
    there = [row["person_id"] for row in await tx.rows(_PEOPLE, channel=channel)]
    await calls.deliver_missed(tx, set(there), now)


async def keep(tx: Transaction, on: Collection[str]) -> None:
    """Of channels that were turned off nothing is said any more."""
    await tx.run("DELETE FROM outage WHERE NOT (channel IN :known)", known=list(on))


async def current(read: Rows) -> tuple[Outage, ...]:
    rows = await read.rows("SELECT channel, since, until, why FROM outage ORDER BY channel")
    return tuple(Outage(row["channel"], row["since"], row["until"], row["why"]) for row in rows)
