"""Everything that is kept about a person, row by row, for them to read: what `erasing.kept` only counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Rows
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class OwnRow:
    """`kind`: of the table where it stands; `about`: a unit, a channel, whatever it belongs to; `night`: a local date.

    The words of an event are JSON: its campaign and its figures.
    """

    kind: str
    at: Instant
    about: str
    night: str
    words: str


MOST = 2_000  # rows of one kind: more than a campaign makes of anybody

_NO_NIGHT = "'' AS night"
_KINDS = {
    "account": f"SELECT since AS at, address AS about, {_NO_NIGHT}, '' AS words FROM account WHERE person_id = :id",
    "post": f"""
    SELECT post.since AS at, unit.name AS about, {_NO_NIGHT}, COALESCE(NULLIF(post.title, ''), post.role) AS words
    FROM post JOIN unit ON unit.id = post.unit_id WHERE post.person_id = :id
    """,
    "history": f"SELECT at, channel AS about, {_NO_NIGHT}, kind AS words FROM history WHERE person_id = :id",
    "event": """
    SELECT event.heard AS at, unit.name AS about, session.night,
        '{"campaign": ' || session.campaign_id || ', "figures": ' || event.figures || '}' AS words
    FROM event JOIN session ON session.id = event.session_id JOIN unit ON unit.id = session.unit_id
    WHERE event.person_id = :id
    """,
    "saying": f"SELECT heard AS at, '' AS about, {_NO_NIGHT}, words FROM saying WHERE person_id = :id",
    "note": f"SELECT heard AS at, '' AS about, {_NO_NIGHT}, words FROM note WHERE person_id = :id",
    "chosen": f"SELECT at, '' AS about, {_NO_NIGHT}, words FROM chosen WHERE person_id = :id",
    "difficulty": """
    SELECT difficulty.heard AS at, unit.name AS about, difficulty.night, difficulty.words
    FROM difficulty JOIN unit ON unit.id = difficulty.unit_id WHERE difficulty.person_id = :id
    """,
    "evidence": """
    SELECT evidence.at, unit.name AS about, session.night, '' AS words
    FROM evidence JOIN session ON session.id = evidence.session_id JOIN unit ON unit.id = session.unit_id
    WHERE evidence.person_id = :id
    """,
    "shift": """
    SELECT shift.changed AS at, unit.name AS about, shift.night, shift.state AS words
    FROM shift JOIN session ON session.id = shift.session_id JOIN unit ON unit.id = session.unit_id
    WHERE shift.person_id = :id
    """,
    "announcement": f"SELECT at, '' AS about, {_NO_NIGHT}, words FROM announcement WHERE person_id = :id",
    "deed": f"""
    SELECT deed.at, unit.name AS about, {_NO_NIGHT}, deed.kind AS words
    FROM deed JOIN unit ON unit.id = deed.unit_id WHERE deed.person_id = :id AND deed.taken_back IS NULL
    """,
    "log": f"""
    SELECT log.at, chat.channel AS about, {_NO_NIGHT}, log.said AS words
    FROM account JOIN chat ON chat.account_id = account.id JOIN log ON log.chat_id = chat.id
    WHERE account.person_id = :id AND log.said <> ''
    """,
    "outbox": f"""
    SELECT outbox.as_of AS at, chat.channel AS about, {_NO_NIGHT}, outbox.words
    FROM account JOIN chat ON chat.account_id = account.id JOIN outbox ON outbox.chat_id = chat.id
    WHERE account.person_id = :id AND outbox.state = 'sent' AND outbox.words <> ''
    """,
}


async def of_person(read: Rows, person_id: int) -> Sequence[OwnRow]:
    """By kind, the oldest first."""
    found: list[OwnRow] = []
    for kind, sql in _KINDS.items():
        rows = await read.rows(f"{sql} ORDER BY 1 LIMIT :most", id=person_id, most=MOST)
        found += [OwnRow(kind, r["at"], r["about"] or "", r["night"] or "", r["words"] or "") for r in rows]
    return found
