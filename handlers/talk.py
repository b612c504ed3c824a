"""Answers that belong to no subject: to talk, to a tap that comes too late, to whoever may not."""

from dataclasses import replace

from handlers import texts
from handlers.inbound import Barrier
from handlers.intents.talking import NotUnderstood, OfferOtherWay, TooLate
from handlers.outcome import Outcome, Request, answer, say
from storage import outbox, ways
from storage.database import Rows
from storage.instants import DAY, MINUTE
from storage.lookup import Who


async def chat(_intent: NotUnderstood, request: Request, who: Who, _read: Rows) -> Outcome:
    """No report: one short answer, and the open question keeps its place."""
    p = texts.pronouns(who.person)
    if who.person is None:
        return say(request, who, texts.stranger())
    waiting = any(question.topic == "count" for question in who.questions)
    words = texts.heard_you(p) if waiting else texts.not_understood(p)
    return say(request, who, words, unread=True)


async def too_late(_intent: TooLate, _heard: Request, who: Who, _read: Rows) -> Outcome:
    """Only a notice: the page or the platform shows it for a moment."""
    return Outcome(notice=texts.too_late(texts.pronouns(who.person)))


async def refuse(request: Request, who: Who) -> Outcome:
    if who.person is None:
        return say(request, who, texts.stranger())
    if who.posts and who.campaign is None:
        return say(request, who, texts.nothing_runs(texts.pronouns(who.person)))
    return say(request, who, texts.not_allowed(texts.pronouns(who.person)))


async def offer_other_way(intent: OfferOtherWay, request: Request, who: Who, read: Rows) -> Outcome:
    """Once in a group, once a day to a stranger: where messages are counted each answer costs one. To somebody we know
    once for what came at a time.
    """
    every = MINUTE if who.person else DAY
    often = "" if intent.barrier is Barrier.GROUP else f"/{request.at // every}"
    once = f"other way:{intent.barrier}:chat/{who.chat.id}{often}"
    if await outbox.is_put(read, once):
        return Outcome()
    p = texts.pronouns(who.person)
    page = (await ways.page(read)).partition("://")[2]
    alone = texts.unheard(p, page) if who.person else texts.unheard_stranger(page)
    words = texts.in_group(p) if intent.barrier is Barrier.GROUP else alone
    return Outcome((), (replace(answer(request, who, words), once_key=once),))
