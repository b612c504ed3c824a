"""Whom only a telephone reaches: what found no chat, or was put into a page that nobody opened in time."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from storage.database import Rows
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Call:
    """A person and what they should have heard: kinds of messages, each with how many there were."""

    person_id: int
    name: str
    you: str
    phone: str | None
    kinds: Mapping[str, int]


async def owed(read: Rows, unit_id: int, since: Instant, now: Instant) -> tuple[Call, ...]:
    """Of the people in a unit and below it, by name."""
    found: dict[int, Call] = {}
    for row in await read.rows(_OWED, unit=unit_id, since=since, now=now, kinds=MATTERING):
        known = found.get(row["person_id"])
        kinds = {**(known.kinds if known else {}), row["kind"]: row["many"]}
        found[row["person_id"]] = Call(row["person_id"], row["name"], row["you"], row["phone"], kinds)
    return tuple(found.values())


async def urged(read: Rows, session_ids: Collection[int], as_of: Instant) -> dict[int, dict[str, Instant]]:
    """By session, which steps of the ladder have been told of it, and when last: again (leader), deputy."""
    causes = {f"{step}/session/{id_}": (id_, step) for id_ in session_ids for step in LADDER}
    told: dict[int, dict[str, Instant]] = defaultdict(dict)
    for row in await read.rows(_URGED, causes=list(causes), as_of=as_of):
        session, step = causes[row["cause"]]
        told[session][step] = row["sent_at"]
    return told


LADDER = ("again", "deputy")
# What somebody has to know of; a summary that was not read calls for no telephone.
MATTERING = [
    *("closeout", "again", "deputy", "missing", "shift", "remind", "moved", "called_off", "swap"),
    *("places", "vacancy", "paste", "urgent", "alarm"),
]
_URGED = """
SELECT cause, MAX(sent_at) AS sent_at FROM outbox
WHERE kind IN ('again', 'deputy') AND cause IN :causes AND state = 'sent' AND sent_at <= :as_of
GROUP BY cause
"""
_OWED = """
SELECT missed.person_id, person.name, person.you, person.phone, missed.kind, count(*) AS many
FROM (
    SELECT id, person_id, kind FROM outbox WHERE state = 'unreached' AND as_of > :since AND kind IN :kinds
    UNION ALL
    SELECT outbox.id, outbox.person_id, outbox.kind
    FROM outbox JOIN log ON log.outbox_id = outbox.id JOIN chat ON chat.id = log.chat_id
    WHERE outbox.channel = 'web' AND outbox.sent_at > :since AND outbox.state = 'sent' AND outbox.not_after < :now
        AND log.position > chat.seen AND outbox.kind IN :kinds
) AS missed JOIN person ON person.id = missed.person_id
WHERE EXISTS (
    SELECT 1 FROM post JOIN ancestry ON ancestry.unit_id = post.unit_id
    WHERE post.person_id = missed.person_id AND ancestry.above_id = :unit
)
GROUP BY missed.person_id, person.name, person.you, person.phone, missed.kind
ORDER BY person.name, missed.person_id, missed.kind
"""
