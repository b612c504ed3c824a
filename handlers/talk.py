"""Answers that belong to no subject: to talk, to a tap that comes too late, to whoever may not."""

from handlers import texts
from handlers.intents.talking import Chat, TooLate
from handlers.outcome import Heard, Outcome, say
from storage.database import Rows
from storage.lookup import Who


async def chat(_intent: Chat, heard: Heard, who: Who, _read: Rows) -> Outcome:
    """No report: one short answer, and the open question keeps its place."""
    p = texts.pair(who.person)
    if who.person is None:
        return say(heard, who, texts.stranger())
    waiting = any(question.topic == "count" for question in who.questions)
    words = texts.heard_you(p) if waiting else texts.not_understood(p)
    return say(heard, who, words, unread=True)


async def too_late(_intent: TooLate, _heard: Heard, who: Who, _read: Rows) -> Outcome:
    """Only a notice: the page or the platform shows it for a moment."""
    return Outcome(notice=texts.too_late(texts.pair(who.person)))


async def refuse(heard: Heard, who: Who) -> Outcome:
    if who.person is None:
        return say(heard, who, texts.stranger())
    if who.posts and who.campaign is None:
        return say(heard, who, texts.nothing_runs(texts.pair(who.person)))
    return say(heard, who, texts.not_allowed(texts.pair(who.person)))
