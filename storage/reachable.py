"""The chats in which a person can be written to, in the order in which they are tried."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Chat
from storage.state import Name


@dataclass(frozen=True, slots=True)
class Way:
    """`out_until`: nothing can be sent there, and then it is tried again. `spared_until`: only what was asked for is
    sent there until then.
    """

    chat: Chat
    chosen: bool = False
    out_until: Instant | None = None
    spared_until: Instant | None = None

    def is_spared(self, now: Instant) -> bool:
        return self.spared_until is not None and self.spared_until > now

    @property
    def platform(self) -> str:
        return self.chat.channel.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Preferred:
    """A fact: by which platform somebody wants to be written to; empty: by whichever they used last."""

    person_id: int
    platform: str


_WAYS = f"""
SELECT account.person_id, chat.id, chat.address, chat.channel, person.prefers, outage.until AS out_until,
    budget.spared_until
FROM account JOIN chat ON chat.account_id = account.id JOIN person ON person.id = account.person_id
    LEFT JOIN outage ON outage.channel = chat.channel
    LEFT JOIN budget ON budget.channel = chat.channel
WHERE account.person_id IN :people AND account.until IS NULL AND chat.gone IS NULL AND NOT EXISTS (
    SELECT 1 FROM state WHERE name = '{Name.CHANNELS}' AND ' ' || value || ' ' NOT LIKE '% ' || chat.channel || ' %'
) AND NOT EXISTS (
    SELECT 1 FROM state WHERE name = '{Name.SHUT}/' || chat.channel
)
ORDER BY chat.heard DESC, chat.id DESC
"""


async def ways(read: Rows, person_ids: Collection[int]) -> dict[int, tuple[Way, ...]]:
    """Of the channels that are on and not shut: the chosen ones first, then by where they were heard last."""
    found: dict[int, list[Way]] = defaultdict(list)
    for row in await read.rows(_WAYS, people=list(person_ids)):
        chat = Chat(row["id"], row["address"], row["channel"])
        chosen = row["prefers"] == chat.channel.partition("/")[0]
        found[row["person_id"]].append(Way(chat, chosen, row["out_until"], row["spared_until"]))
    return {person: tuple(sorted(some, key=lambda way: not way.chosen)) for person, some in found.items()}


def open_ways(some: Iterable[Way], *, spares: bool = False) -> list[Way]:
    """Those by which something can be sent at once; `spares`: something that nobody has asked for."""
    return [way for way in some if way.out_until is None and not (spares and way.spared_until is not None)]


async def first_chats(read: Rows, person_ids: Collection[int], *, spares: bool = False) -> Mapping[int, Chat]:
    """By person, the chat that is written to at once; nobody else can be reached just now."""
    found = {person: open_ways(some, spares=spares) for person, some in (await ways(read, person_ids)).items()}
    return {person: some[0].chat for person, some in found.items() if some}


_PREFER = "UPDATE person SET prefers = :platform WHERE id = :id"


async def write_preferred(tx: Transaction, facts: Iterable[Preferred]) -> None:
    records = [{"id": fact.person_id, "platform": fact.platform or None} for fact in facts]
    exactly(len(records), await tx.many(_PREFER, records))
