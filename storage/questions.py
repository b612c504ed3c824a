"""Questions and the choices that answer them. A question is open only once its message is recorded as sent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Choice, Message, Question


@dataclass(frozen=True, slots=True)
class QuestionClosed:
    """A fact: a question has its answer. Stale when it was closed by another."""

    question_id: int
    by: str
    at: Instant


@dataclass(frozen=True, slots=True)
class PressedChoice:
    """A choice that was pressed, and whether anybody still waits for it."""

    choice: Choice
    chat_id: int
    person_id: int
    outbox_id: int
    words: str | None
    question_id: int | None
    open: bool


_OPEN = """
SELECT question.id, question.topic, question.chat_id, question.person_id, question.session_id, question.expires,
    question.outbox_id, question.opened, outbox.words
FROM question JOIN outbox ON outbox.id = question.outbox_id
WHERE question.{0} IN :{1} AND closed IS NULL AND opened IS NOT NULL AND expires > :now
ORDER BY question.{0}, opened DESC, question.id DESC
"""


async def open_to(read: Rows, person_ids: Collection[int], now: Instant) -> dict[int, tuple[Question, ...]]:
    """The questions that each person has not answered yet, in whichever chat, newest first, with their choices."""
    rows = await read.rows(_OPEN.format("person_id", "people"), people=list(person_ids), now=now)
    return await _with_choices(read, rows, "person_id")


async def open_in(read: Rows, chat_ids: Collection[int], now: Instant) -> dict[int, tuple[Question, ...]]:
    """The same by chat, for those of whom we only know where they write from."""
    rows = await read.rows(_OPEN.format("chat_id", "chats"), chats=list(chat_ids), now=now)
    return await _with_choices(read, rows, "chat_id")


_CHOICES = "SELECT id, question_id, label, intent, digit FROM choice WHERE question_id IN :questions ORDER BY id"


async def _with_choices(read: Rows, found: Sequence[Row], key: str) -> dict[int, tuple[Question, ...]]:
    choices: dict[int, list[Choice]] = defaultdict(list)
    asked = [row["id"] for row in found]
    for row in await read.rows(_CHOICES, questions=asked) if asked else ():
        choices[row["question_id"]].append(_choice(row))
    opened: dict[int, list[Question]] = defaultdict(list)
    for row in found:
        opened[row[key]].append(_question(row, tuple(choices[row["id"]])))
    return {one: tuple(questions) for one, questions in opened.items()}


_PRESSED = """
SELECT choice.id, choice.label, choice.intent, choice.digit, choice.chat_id, choice.person_id, choice.outbox_id,
    choice.question_id, outbox.words, choice.expires > :now AND question.closed IS NULL AS open
FROM choice JOIN outbox ON outbox.id = choice.outbox_id LEFT JOIN question ON question.id = choice.question_id
WHERE choice.id IN :choices
"""


async def pressed(read: Rows, choice_ids: Collection[int], now: Instant) -> dict[int, PressedChoice]:
    """Anybody can send any number; what is no id of ours is not found."""
    rows = await read.rows(_PRESSED, choices=[id_ for id_ in choice_ids if id_ < 1 << 63], now=now)
    return {
        row["id"]: PressedChoice(
            _choice(row),
            row["chat_id"],
            row["person_id"],
            row["outbox_id"],
            row["words"],
            row["question_id"],
            bool(row["open"]),
        )
        for row in rows
    }


_CLOSE = "UPDATE question SET closed = :at, closed_by = :by WHERE id = :id AND closed IS NULL"


async def write_closed(tx: Transaction, facts: Iterable[QuestionClosed]) -> None:
    records = [{"id": fact.question_id, "by": fact.by, "at": fact.at} for fact in facts]
    exactly(len(records), await tx.many(_CLOSE, records))


_ASK = """
INSERT INTO question (id, outbox_id, chat_id, person_id, topic, session_id, opened, expires)
VALUES (:id, :outbox_id, :chat_id, :person_id, :topic, :session_id, :opened, :expires)
"""
_OFFER = """
INSERT INTO choice (id, outbox_id, question_id, chat_id, person_id, digit, label, intent, expires)
VALUES (:id, :outbox_id, :question_id, :chat_id, :person_id, :digit, :label, :intent, :expires)
"""


async def write_asked(tx: Transaction, messages: Iterable[Message]) -> None:
    """The questions and choices that come with messages; their rows of the outbox exist already."""
    asked = [(message.question, message.id) for message in messages if message.question]
    await tx.many(_ASK, [_question_values(question, outbox_id) for question, outbox_id in asked])
    await tx.many(_OFFER, [values for question, outbox_id in asked for values in _choice_values(question, outbox_id)])


_OPEN_SENT = "UPDATE question SET opened = :now WHERE outbox_id IN :messages AND opened IS NULL"


async def open_of(tx: Transaction, outbox_ids: Sequence[int], now: Instant) -> None:
    """Open the questions of messages that were just sent."""
    await tx.run(_OPEN_SENT, messages=list(outbox_ids), now=now)


_PLAIN = ["id", "topic", "chat_id", "person_id", "session_id", "expires", "outbox_id", "opened"]


def _question(row: Row, choices: tuple[Choice, ...]) -> Question:
    return Question(**{name: row[name] for name in _PLAIN}, words=row["words"], choices=choices)


def _choice(row: Row) -> Choice:
    return Choice(row["id"], row["label"], row["intent"], row["digit"])


def _question_values(question: Question, outbox_id: int) -> dict[str, object]:
    return {**{name: getattr(question, name) for name in _PLAIN}, "outbox_id": outbox_id}


def _choice_values(question: Question, outbox_id: int) -> Iterable[dict[str, object]]:
    shared = {"chat_id": question.chat_id, "person_id": question.person_id, "expires": question.expires}
    for choice in question.choices:
        named = {"id": choice.id, "label": choice.label, "digit": choice.digit, "intent": choice.intent}
        yield {**named, **shared, "outbox_id": outbox_id, "question_id": question.id}
