"""How much may still be said by an account of ours whose messages are counted by the month.

Counted in the transaction that settles a send or takes an update in, so that no crash loses any of it. Whoever counts
does so last: two transactions never wait for each other's rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Rows, Transaction
from storage.instants import Instant, instant, local, zone

LEVELS = (70, 85, 95)  # per cent, at which the clerks are told
SPARES = 95  # from here on nothing goes by it but what was asked for


@dataclass(frozen=True, slots=True)
class Budget:
    """What one account of ours may do. `people`: None = any number. `heard_counts`: what it brings us counts, too."""

    messages: int
    people: int | None = None
    heard_counts: bool = True


@dataclass(frozen=True, slots=True)
class Gauge:
    """How it stands with one account of ours this month."""

    channel: str
    budget: Budget
    sent: int = 0
    heard: int = 0
    people: int = 0
    warned: int = 0
    spared_until: Instant | None = None

    @property
    def used(self) -> int:
        return self.sent + (self.heard if self.budget.heard_counts else 0)

    @property
    def left(self) -> int:
        return max(self.budget.messages - self.used, 0)

    @property
    def level(self) -> int:
        """The highest of LEVELS that is reached; 0: none."""
        return max((level for level in LEVELS if self.used * 100 >= level * self.budget.messages), default=0)


def month_of(now: Instant, zone_name: str) -> str:
    return f"{local(now, zone_name):%Y-%m}"


def next_month(now: Instant, zone_name: str) -> Instant:
    here = local(now, zone_name)
    year, month = (here.year + 1, 1) if here.month == 12 else (here.year, here.month + 1)
    return instant(datetime(year, month, 1, tzinfo=zone(zone_name)))


_DECLARE = """
INSERT INTO budget (channel, messages, people, heard_counts) VALUES (:channel, :messages, :people, :heard_counts)
ON CONFLICT (channel) DO UPDATE SET messages = excluded.messages, people = excluded.people,
    heard_counts = excluded.heard_counts
"""


async def declare(tx: Transaction, budgets: Mapping[str, Budget]) -> None:
    """Those of the house that runs, and no others; what was counted stays."""
    await tx.run("DELETE FROM budget WHERE NOT (channel IN :declared)", declared=list(budgets))
    plain = {name: (b.messages, b.people, b.heard_counts) for name, b in budgets.items()}
    records = [
        {"channel": name, "messages": messages, "people": people, "heard_counts": heard_counts}
        for name, (messages, people, heard_counts) in plain.items()
    ]
    await tx.many(_DECLARE, records)


_COUNT = """
INSERT INTO traffic (channel, month, sent, heard) VALUES (:channel, :month, :sent, :heard)
ON CONFLICT (channel, month) DO UPDATE SET sent = traffic.sent + excluded.sent, heard = traffic.heard + excluded.heard
"""


async def count_sent(tx: Transaction, channel: str, month: str, sent: int) -> None:
    await tx.run(_COUNT, channel=channel, month=month, sent=sent, heard=0)


async def count_heard(tx: Transaction, month: str, heard: Mapping[str, int]) -> None:
    """By channel; in one order, so that two of us never wait for each other."""
    records = [{"channel": channel, "month": month, "sent": 0, "heard": heard[channel]} for channel in sorted(heard)]
    await tx.many(_COUNT, records)


_GAUGES = """
SELECT budget.*, traffic.sent, traffic.heard, traffic.warned,
    (SELECT count(*) FROM chat WHERE chat.channel = budget.channel) AS there
FROM budget LEFT JOIN traffic ON traffic.channel = budget.channel AND traffic.month = :month
ORDER BY budget.channel
"""


async def gauges(read: Rows, month: str) -> tuple[Gauge, ...]:
    """Of all that have a budget. People are all who have ever written to it: whoever wrote has taken a place."""
    return tuple(_gauge(row) for row in await read.rows(_GAUGES, month=month))


_WARNED = "UPDATE traffic SET warned = :level WHERE channel = :channel AND month = :month AND warned < :level"


async def warn_once(tx: Transaction, channel: str, month: str, level: int) -> bool:
    """False: the clerks were told already, by whichever process."""
    return await tx.run(_WARNED, channel=channel, month=month, level=level) == 1


async def spare(tx: Transaction, channel: str, until: Instant | None) -> None:
    await tx.run("UPDATE budget SET spared_until = :until WHERE channel = :channel", channel=channel, until=until)


def _gauge(row: Row) -> Gauge:
    budget = Budget(row["messages"], row["people"], bool(row["heard_counts"]))
    counted = (row["sent"] or 0, row["heard"] or 0, row["there"], row["warned"] or 0)
    return Gauge(row["channel"], budget, *counted, row["spared_until"])
