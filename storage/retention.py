"""How long what is kept of people: of every table what of people stands in it, and when it goes. Nothing else deletes.

`KEPT` is the whole of it: a test fails where a table or a column of text is not named here, docs/privacy.md has a line
for each table, taking one's data back looks through the same columns. A rule is a bounded statement over what is
oldest, so that the house clears up each night beside its work, a portion at a look, and goes on where it stopped.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from storage import state
from storage.database import Transaction
from storage.instants import DAY, MINUTE, Instant, day_of
from storage.outbox import AFTER
from storage.state import Name

WORDS = 30 * DAY  # what was typed, and what was answered
PHOTOS = 90 * DAY
KEYS = 90 * DAY  # an update is repeated for a day, by a page that was closed for some weeks
STRANGERS = 90 * DAY
YEAR = 365 * DAY  # who was told what, and who changed whose post
PORTION = 500  # rows of one rule at one look
READ_BY_THEN = 15 * MINUTE  # a page shows a code for as long


@dataclass(frozen=True, slots=True)
class Ends:
    """A rule: rows older than `after` by `at` lose the columns of `blank`, or go. An instant that may be null: never.

    `order`: what rises with age and has an index; none: the table is small, and read whole. Blanking goes on behind
    the last row that it has seen, so what it has passed is not looked at again.
    """

    after: Instant
    at: str
    blank: Mapping[str, str] = field(default_factory=dict)  # column: what stands there afterwards, in SQL
    order: str = "id"
    key: str = "id"
    only: str = ""  # of these rows
    often: bool = False  # at every look, not once a night


@dataclass(frozen=True, slots=True)
class Keeping:
    """Of one table. `people`: text that names people, or is written by them; `plain`: text that never is."""

    people: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    ends: tuple[Ends, ...] = ()


_OF_MESSAGE = "(SELECT outbox.as_of FROM outbox WHERE outbox.id = {}.outbox_id)"
_UNTOUCHED = """
NOT EXISTS (SELECT 1 FROM outbox AS later WHERE later.edits = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM log WHERE log.outbox_id = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM question WHERE question.outbox_id = outbox.id)
    AND NOT EXISTS (SELECT 1 FROM choice WHERE choice.outbox_id = outbox.id)
"""
_NOT_SAID = "CASE WHEN state IN ('waiting', 'unreached') THEN 'void' ELSE state END"
_NO_ADDRESS = "address NOT LIKE 'ended/%' AND address NOT LIKE 'erased/%'"

KEPT: Mapping[str, Keeping] = {
    # Places, plans, what is counted: of nobody.
    "unit": Keeping(plain=("code", "kind", "name", "since", "until")),
    "ancestry": Keeping(),
    "lineage": Keeping(plain=("kind", "day", "was", "reason", "cause")),
    "campaign": Keeping(plain=("code", "name", "zone", "starts", "ends", "settings")),
    "session": Keeping(plain=("kind", "night", "starts", "ends", "state", "round")),
    "evening": Keeping(plain=("night", "kind", "starts")),
    "headcount": Keeping(plain=("measure", "as_of", "source")),
    "baseline": Keeping(plain=("indicator", "as_of", "source")),
    "official": Keeping(plain=("indicator", "as_of", "source")),
    "standing": Keeping(plain=("figures",)),
    "tally": Keeping(plain=("night", "kind", "indicator")),
    "bulletin": Keeping(),
    "budget": Keeping(plain=("channel",)),
    "traffic": Keeping(plain=("channel", "month")),
    "outage": Keeping(plain=("channel", "why")),
    "guide": Keeping(plain=("body",)),
    "guide_picture": Keeping(plain=("step",)),
    "template": Keeping(plain=("digest", "body")),
    "template_use": Keeping(plain=("kind", "digest")),
    "duty": Keeping(plain=("name", "holder")),
    "state": Keeping(plain=("name", "value")),
    "house_key": Keeping(plain=("name", "value")),
    "schema_version": Keeping(),
    # Those who work for the campaign: for as long as they do.
    "person": Keeping(people=("name", "title", "phone"), plain=("code", "you", "me", "prefers", "consent_words")),
    "post": Keeping(plain=("role", "force", "title")),
    "shift": Keeping(plain=("force", "state", "night", "starts")),
    "deed": Keeping(plain=("kind",)),
    "contact": Keeping(people=("name", "title", "phone"), plain=("part",), ends=(Ends(WORDS, "until", order=""),)),
    "history": Keeping(people=("detail",), plain=("kind", "channel"), ends=(Ends(YEAR, "at"),)),
    "away": Keeping(ends=(Ends(STRANGERS, "until"),)),
    "later": Keeping(ends=(Ends(WORDS, "until", order="session_id", key="session_id, person_id"),)),
    # By which way they come.
    "account": Keeping(
        people=("address",),
        plain=("device",),
        ends=(Ends(WORDS, "until", {"address": "'ended/' || id", "device": "NULL"}, order="", only=_NO_ADDRESS),),
    ),
    "chat": Keeping(
        people=("address", "shown"),
        plain=("channel",),
        ends=(
            Ends(WORDS, "shown_at", {"shown": "NULL", "shown_at": "NULL"}, order="", only="shown IS NOT NULL"),
            Ends(
                STRANGERS,
                "heard",
                {"address": "'ended/' || id", "shown": "NULL"},
                order="",
                only=f"account_id IS NULL AND {_NO_ADDRESS} AND id NOT IN (SELECT chat_id FROM bulletin)",
            ),
        ),
    ),
    "invite": Keeping(
        people=("used_by", "code", "secret"),
        plain=("code_hash", "link_hash", "accounts"),
        ends=(
            Ends(0, "expires", {"code": "NULL", "secret": "NULL"}, order="", only="code IS NOT NULL"),
            Ends(WORDS, "COALESCE(used, expires)", order=""),
        ),
    ),
    "wrong_code": Keeping(plain=("origin",), ends=(Ends(DAY, "at", order="at"),)),
    "introduction": Keeping(people=("address", "words"), ends=(Ends(WORDS, "at", order="at"),)),
    "menu": Keeping(people=("address",), plain=("version",), ends=(Ends(STRANGERS, "at", order="", key="address"),)),
    # What was said: counts stay, words go.
    "event": Keeping(
        people=("why",),
        plain=("kind", "figures", "instead_of", "cause"),
        ends=(Ends(WORDS, "heard", {"why": "''"}),),
    ),
    "session_change": Keeping(
        people=("why",),
        plain=("night", "starts", "ends", "state", "cause"),
        ends=(Ends(WORDS, "at", {"why": "''"}),),
    ),
    "reopening": Keeping(people=("why",), ends=(Ends(WORDS, "at", {"why": "''"}),)),
    "excuse": Keeping(people=("why",), ends=(Ends(WORDS, "said", {"why": "''"}),)),
    "slip": Keeping(plain=("figures", "instead_of", "cause")),
    "saying": Keeping(people=("words",), plain=("cause",), ends=(Ends(WORDS, "heard", order="heard", key="cause"),)),
    "note": Keeping(people=("words",), plain=("wish",), ends=(Ends(WORDS, "heard"),)),
    "chosen": Keeping(people=("words",), plain=("role", "wish"), ends=(Ends(WORDS, "at", order="at"),)),
    "difficulty": Keeping(
        people=("words", "answer"),
        plain=("night", "kind", "carrier", "outcome"),
        ends=(
            Ends(WORDS, "heard", {"words": "''"}),
            Ends(
                WORDS,
                "settled",
                {"words": "''", "answer": "''"},
                order="",
                only="settled IS NOT NULL AND (words <> '' OR answer <> '')",
            ),
        ),
    ),
    "evidence": Keeping(
        people=("reference", "body"),
        plain=("cause",),
        ends=(Ends(PHOTOS, "at", {"reference": "''", "body": "NULL"}),),
    ),
    "announcement": Keeping(
        people=("words",),
        plain=("audience",),
        ends=(
            Ends(WORDS, "at", {"words": "''"}),
            Ends(
                YEAR,
                "at",
                only="""
                NOT EXISTS (SELECT 1 FROM announcement AS newer WHERE newer.corrects = announcement.id)
                    AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.announcement_id = announcement.id)
                """,
            ),
        ),
    ),
    "receipt": Keeping(
        ends=(
            Ends(
                YEAR,
                "(SELECT announcement.at FROM announcement WHERE announcement.id = receipt.announcement_id)",
                order="announcement_id",
                key="announcement_id, person_id",
            ),
        ),
    ),
    "question": Keeping(
        plain=("topic", "closed_by"),
        ends=(
            Ends(
                WORDS,
                _OF_MESSAGE.format("question"),
                only="NOT EXISTS (SELECT 1 FROM choice WHERE choice.question_id = question.id)",
            ),
        ),
    ),
    "choice": Keeping(people=("label", "intent"), ends=(Ends(WORDS, _OF_MESSAGE.format("choice")),)),
    "log": Keeping(
        people=("said",),
        plain=("cause",),
        ends=(
            Ends(WORDS, "at", {"said": "''"}, order="at", key="chat_id, position", only="said IS NOT NULL"),
            Ends(YEAR, "at", order="at", key="chat_id, position"),
        ),
    ),
    "outbox": Keeping(
        people=("words", "params"),
        plain=("once_key", "kind", "channel", "cause", "state", "why", "reference"),
        ends=(
            Ends(WORDS, "as_of", {"words": "''", "params": "'{}'", "state": _NOT_SAID}),
            Ends(YEAR, "as_of", only=_UNTOUCHED),
        ),
    ),
    # Files: nobody needs them for long.
    "file": Keeping(
        people=("name", "body", "result"),
        plain=("kind", "media_type"),
        ends=(Ends(0, "expires", order="expires", often=True),),
    ),
    "upload": Keeping(plain=("channel", "reference")),
    "received": Keeping(
        people=("body",), plain=("key",), ends=(Ends(7 * DAY, "at", order="at", key="key", often=True),)
    ),
    "queued": Keeping(people=("params",), plain=("kind", "cause", "digest"), ends=(Ends(WORDS, "at"),)),
    "draft": Keeping(people=("body",), plain=("kind", "ending"), ends=(Ends(WORDS, "made"),)),
    "letter": Keeping(people=("body",), plain=("cut_off", "totals", "template")),  # as it went to the office
    # How the house goes.
    "update_key": Keeping(plain=("key", "digest"), ends=(Ends(KEYS, "heard", order="heard", key="key"),)),
    "set_aside": Keeping(
        people=("body", "traceback"), plain=("key",), ends=(Ends(WORDS, "at", order="at", key="key"),)
    ),
    "errand": Keeping(people=("params",), plain=("kind", "cause", "state", "holder"), ends=(Ends(WORDS, "next_at"),)),
}
# What a row points at goes after it.
_FIRST = ("choice", "question", "log", "receipt")
ORDER = (*_FIRST, *(table for table in KEPT if table not in _FIRST))


async def look(tx: Transaction, now: Instant, zone: str) -> int:
    """What may not wait for the night; and each night, once its day has begun, a portion of what has become too old.

    Return how many rows went, 0 when the night's work is done.
    """
    went = sum([await clear(tx, table, now, often=True) for table in ORDER])
    await _without_codes(tx, now)
    await _without_address(tx)
    done, day = await state.noted(tx, Name.CLEARED), day_of(now, zone).isoformat()
    if done is not None and done.value == day:
        return went
    # Noted first: where several processes look, one clears up at a time.
    await state.note(tx, Name.CLEARED, done.at if done else now, done.value if done else "")
    went += (more := sum([await clear(tx, table, now) for table in ORDER]))
    if not more:
        await state.note(tx, Name.CLEARED, now, day)
    return went


async def clear(tx: Transaction, table: str, now: Instant, *, often: bool = False) -> int:
    """A portion of one table by its rules; how many rows went, or lost their words."""
    went = 0
    for number, rule in enumerate(KEPT[table].ends):
        if rule.often is often:
            behind = rule.blank and rule.order
            went += await (_blank_next(tx, table, number, rule, now) if behind else _once(tx, table, rule, now))
    return went


async def _once(tx: Transaction, table: str, rule: Ends, now: Instant) -> int:
    """Of the oldest rows those that are too old."""
    only = f"AND {rule.only}" if rule.only else ""
    key = rule.key if "," not in rule.key else f"({rule.key})"
    if rule.order in {"", rule.at}:
        found = f"SELECT {rule.key} FROM {table} WHERE {rule.at} <= :before {only}"
        found += f" ORDER BY {rule.order or rule.key} LIMIT :most"
    else:
        front = f"SELECT * FROM {table} WHERE {rule.order} > 0 ORDER BY {rule.order} LIMIT :most"
        found = f"SELECT {rule.key} FROM ({front}) AS {table} WHERE {rule.at} <= :before {only}"
    if rule.blank:
        sets = ", ".join(f"{column} = {empty}" for column, empty in rule.blank.items())
        sql = f"UPDATE {table} SET {sets} WHERE {key} IN ({found})"
    else:
        sql = f"DELETE FROM {table} WHERE {key} IN ({found})"
    return await tx.run(sql, before=now - rule.after, most=PORTION)


async def _blank_next(tx: Transaction, table: str, number: int, rule: Ends, now: Instant) -> int:
    """Of the next rows behind those that were seen before, those that are too old."""
    name, before = f"{table}/{number}", now - rule.after
    noted = await state.noted(tx, Name.CLEARED, name)
    seen = int(noted.value) if noted else -1
    found = await tx.rows(
        f"SELECT {rule.order} AS place, {rule.at} AS at FROM {table} WHERE {rule.order} > :seen"
        f" ORDER BY {rule.order} LIMIT :most",
        seen=seen,
        most=PORTION,
    )
    last = max((row["place"] for row in found if row["at"] <= before), default=None)
    if last is None:
        return 0
    sets = ", ".join(f"{column} = {empty}" for column, empty in rule.blank.items())
    only = f"AND {rule.only}" if rule.only else ""
    await tx.run(
        f"UPDATE {table} SET {sets}"
        f" WHERE {rule.order} > :seen AND {rule.order} <= :last AND {rule.at} <= :before {only}",
        seen=seen,
        last=last,
        before=before,
    )
    await state.note(tx, Name.CLEARED, now, str(last), name)
    return sum(row["at"] <= before for row in found)


_CODES = """
SELECT id, params FROM outbox
WHERE kind = 'code'
    AND ((state = 'sent' AND sent_at <= :read) OR (state NOT IN ('waiting', 'sending') AND as_of <= :old))
"""
_WITHOUT_CODE = "UPDATE outbox SET kind = 'answer', words = :words, params = '{}' WHERE id = :id AND kind = 'code'"


async def _without_codes(tx: Transaction, now: Instant) -> None:
    """On a page a code can be read for a while; by a platform it was taken out when it was delivered."""
    rows = await tx.rows(_CODES, read=now - READ_BY_THEN, old=now - DAY)
    await take_codes_out(tx, {row["id"]: json.loads(row["params"]) for row in rows})


async def take_codes_out(tx: Transaction, messages: Mapping[int, Mapping[str, str | int]]) -> None:
    """By their parameters: what they say afterwards stands there."""
    await tx.many(_WITHOUT_CODE, [{"id": id_, "words": some.get(AFTER, "")} for id_, some in messages.items()])


_TOLD = """
SELECT id FROM chat WHERE erased IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.chat_id = chat.id AND outbox.state = 'waiting')
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.chat_id = chat.id AND outbox.state = 'sending')
"""
_GONE = (
    "UPDATE outbox SET words = '', params = '{}', reference = NULL WHERE chat_id IN :chats",
    "UPDATE log SET said = '' WHERE said IS NOT NULL AND chat_id IN :chats",
    "DELETE FROM choice WHERE chat_id IN :chats",
    "DELETE FROM introduction WHERE chat_id IN :chats",
    "UPDATE chat SET address = 'erased/' || id, shown = NULL, shown_at = NULL, erased = NULL WHERE id IN :chats",
)


async def _without_address(tx: Transaction) -> None:
    """Who has taken their data back has been told so: where they were told is forgotten, and what was said there."""
    chats = [row["id"] for row in await tx.rows(_TOLD)]
    for statement in _GONE if chats else ():
        await tx.run(statement, chats=chats)
