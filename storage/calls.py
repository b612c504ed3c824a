"""Whom only a telephone reaches: what found no chat, waits for a channel that is out, or stands in a page that nobody
opened in time.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from storage.database import Row, Rows, Transaction
from storage.instants import DAY, HOUR, Instant
from storage.people import PERSON, person_of
from storage.posts import in_office
from storage.records import Message, MessageState, Person

LASTS = 2 * DAY  # how long a message is of use that names no end
UNOPENED = HOUR  # after which news in a page that was not looked at call for a telephone
EARLIEST = 92 * DAY  # nothing older is looked for


@dataclass(frozen=True, slots=True)
class Missed:
    """A message that has not reached the person it is for."""

    message: Message
    person: Person
    phone: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Called:
    """A fact: somebody was told by telephone what these messages say."""

    messages: tuple[int, ...]
    by: int
    at: Instant


# What somebody has to know of; a summary that was not read calls for no telephone.
MATTERING = [
    *("closeout", "again", "deputy", "missing", "shift", "remind", "moved", "called_off", "swap"),
    *("places", "vacancy", "round", "urgent", "alarm", "announcement"),
]
NEWS = ["urgent", "alarm", "moved", "called_off"]
_COLUMNS = "outbox.id, outbox.kind, outbox.cause, outbox.as_of, outbox.person_id, outbox.words, outbox.params"
_MISSED = f"""
SELECT missed.*, {PERSON}, person.phone
FROM (
    SELECT {_COLUMNS}, outbox.not_after FROM outbox
    WHERE state = 'unreached' AND not_after > :now AND as_of > :earliest AND called_at IS NULL AND kind IN :kinds
    UNION ALL
    SELECT {_COLUMNS}, outbox.not_after FROM outbox
    WHERE state = 'unreached' AND not_after IS NULL AND as_of > :since AND called_at IS NULL AND kind IN :kinds
    UNION ALL
    SELECT {_COLUMNS}, outbox.not_after
    FROM outage JOIN outbox ON outbox.channel = outage.channel
    WHERE outbox.state = 'waiting' AND outbox.called_at IS NULL AND outbox.kind IN :kinds
        AND (outbox.next_at <= :now OR outbox.tries > 0)
        AND (outbox.not_after > :now OR (outbox.not_after IS NULL AND outbox.as_of > :since))
    UNION ALL
    SELECT {_COLUMNS}, outbox.not_after
    FROM outbox JOIN log ON log.outbox_id = outbox.id JOIN chat ON chat.id = log.chat_id
    WHERE outbox.channel = 'web' AND outbox.sent_at > :since AND outbox.state = 'sent'
        AND (outbox.not_after < :now OR (outbox.sent_at < :unopened AND outbox.kind IN :news))
        AND log.position > chat.seen AND outbox.called_at IS NULL AND outbox.kind IN :kinds
) AS missed JOIN person ON person.id = missed.person_id
WHERE missed.person_id <> :but AND person.erased IS NULL AND EXISTS (
    SELECT 1 FROM post JOIN ancestry ON ancestry.unit_id = post.unit_id
    WHERE post.person_id = missed.person_id AND ancestry.above_id = :unit
        AND {in_office()}
)
"""


async def missed(read: Rows, unit_id: int, but: int, now: Instant) -> tuple[Missed, ...]:
    """What is still of use to people with a post in a unit or below it; not what `but`, who asks, has missed."""
    named = {"unit": unit_id, "but": but, "now": now, "since": now - LASTS, "earliest": now - EARLIEST}
    pages = {"unopened": now - UNOPENED, "news": NEWS}
    rows = await read.rows(_MISSED, **named, **pages, kinds=MATTERING)
    return tuple(sorted((_missed(row) for row in rows), key=lambda one: one.message.id))


_WAITS = """
outbox.state = 'unreached' AND outbox.called_at IS NULL
    AND (outbox.not_after > :now OR (outbox.not_after IS NULL AND outbox.as_of > :since))
"""
_MISSED_BY = f"""
SELECT {_COLUMNS}, outbox.not_after, {PERSON}, person.phone
FROM outbox JOIN person ON person.id = outbox.person_id
WHERE outbox.person_id = :person AND {_WAITS} ORDER BY outbox.id
"""


async def missed_by(read: Rows, person_id: int, now: Instant) -> tuple[Missed, ...]:
    """What somebody has not been told because they were in no chat."""
    rows = await read.rows(_MISSED_BY, person=person_id, now=now, since=now - LASTS)
    return tuple(_missed(row) for row in rows)


_STATES = """
SELECT outbox.id, outbox.person_id, outbox.state,
    outbox.channel <> 'web' OR EXISTS (
        SELECT 1 FROM log JOIN chat ON chat.id = log.chat_id
        WHERE log.outbox_id = outbox.id AND log.position <= chat.seen
    ) AS seen
FROM outbox WHERE id IN :ids
"""


async def states(read: Rows, message_ids: Collection[int]) -> dict[int, tuple[int, MessageState, bool]]:
    """(person, state, seen) of messages; what stands in a page that was not opened since is sent and not seen."""
    rows = await read.rows(_STATES, ids=list(message_ids))
    return {row["id"]: (row["person_id"], MessageState(row["state"]), bool(row["seen"])) for row in rows}


_CALL = """
UPDATE outbox SET called_at = :at, called_by = :by,
    state = CASE WHEN state = 'waiting' THEN 'void' ELSE state END,
    why = CASE WHEN state = 'waiting' THEN 'told by telephone' ELSE why END
WHERE id IN :ids AND called_at IS NULL
"""


async def write_called(tx: Transaction, facts: Iterable[Called]) -> None:
    for fact in facts:
        await tx.run(_CALL, ids=list(fact.messages), by=fact.by, at=fact.at)


_DELIVER = f"""
UPDATE outbox SET state = 'waiting', why = 'the person has joined', chat_id = NULL, channel = NULL, next_at = :now
WHERE person_id IN :people AND {_WAITS.replace("outbox.", "")}
"""


async def deliver_missed(tx: Transaction, person_ids: Collection[int], now: Instant) -> None:
    """Who has joined, or is back, gets what is still of use. Whether it still holds is asked when it is leased."""
    if person_ids:
        await tx.run(_DELIVER, people=list(person_ids), now=now, since=now - LASTS)


LADDER = ("again", "deputy")
_URGED = """
SELECT cause, MAX(COALESCE(called_at, sent_at)) AS at FROM outbox
WHERE kind IN ('again', 'deputy') AND cause IN :causes
    AND ((state = 'sent' AND sent_at <= :as_of) OR called_at <= :as_of)
GROUP BY cause
"""


async def urged(read: Rows, session_ids: Collection[int], as_of: Instant) -> dict[int, dict[str, Instant]]:
    """By session, which steps of the ladder have been told of it, and when last: again (leader), deputy."""
    causes = {f"{step}/session/{id_}": (id_, step) for id_ in session_ids for step in LADDER}
    told: dict[int, dict[str, Instant]] = defaultdict(dict)
    for row in await read.rows(_URGED, causes=list(causes), as_of=as_of):
        session, step = causes[row["cause"]]
        told[session][step] = row["at"]
    return told


def _missed(row: Row) -> Missed:
    plain = {name: row[name] for name in ("id", "kind", "cause", "as_of", "person_id", "words", "not_after")}
    person = person_of(row, "person_id")
    return Missed(Message(**plain, params=json.loads(row["params"])), person, row["phone"])
