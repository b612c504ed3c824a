"""Meeting people: who we are, who they are, what can be asked of us, and polite answers to everything else."""

from dataclasses import replace

from handlers import texts, texts_examples
from handlers.counts import round_words
from handlers.intents.talking import Chat, Help, Start, TooLate
from handlers.outcome import Heard, Outcome, answer
from handlers.people import enrol
from handlers.shifts import texts_shifts
from storage.database import Rows
from storage.lookup import Who
from storage.records import Role


async def start(intent: Start, heard: Heard, who: Who, read: Rows) -> Outcome:
    """A known person is greeted by name and post; a stranger gets one neutral answer, or brings a code."""
    if intent.code:
        return await enrol.redeem(intent, heard, who, read)
    if who.person is None:
        offer = replace(answer(heard, who, texts.stranger()), params={"asks_contact": texts.SHARE_NUMBER})
        return Outcome(replies=(offer,))
    own = next(iter(who.own.values()), None)
    if own is None or who.campaign is None:
        return Outcome(replies=(answer(heard, who, texts.hello_other(who.person)),))
    asks = who.campaign.settings.timetable.asks
    words = texts.hello(who.person, texts.head_of(own.unit.name), asks, round_words.example(who))
    return Outcome(replies=(answer(heard, who, words),))


async def show_help(_intent: Help, heard: Heard, who: Who, _read: Rows) -> Outcome:
    p = texts.pair(who.person)
    if who.person is None:
        return Outcome(replies=(answer(heard, who, texts.stranger()),))
    if who.has(Role.CLERK, Role.OBSERVER):
        return Outcome(replies=(answer(heard, who, texts.help_clerk(p, texts_examples.target(who.campaign))),))
    if who.own:
        return Outcome(replies=(answer(heard, who, texts.help_leader(p, round_words.example(who))),))
    helped = next(
        (texts_shifts.HELP[role] for role in (Role.CAPTAIN, Role.VOLUNTEER) if who.has(role)), texts.help_other
    )
    return Outcome(replies=(answer(heard, who, helped(p)),))


async def chat(_intent: Chat, heard: Heard, who: Who, _read: Rows) -> Outcome:
    """No report: one short answer, and the open question keeps its place."""
    p = texts.pair(who.person)
    if who.person is None:
        return Outcome(replies=(answer(heard, who, texts.stranger()),))
    waiting = any(question.topic == "count" for question in who.questions)
    words = texts.heard_you(p) if waiting else texts.not_understood(p)
    return Outcome(replies=(answer(heard, who, words),), unread=True)


async def too_late(_intent: TooLate, _heard: Heard, who: Who, _read: Rows) -> Outcome:
    """Only a notice: the page or the platform shows it for a moment."""
    return Outcome(notice=texts.too_late(texts.pair(who.person)))


async def refuse(heard: Heard, who: Who) -> Outcome:
    if who.person is None:
        return Outcome(replies=(answer(heard, who, texts.stranger()),))
    return Outcome(replies=(answer(heard, who, texts.not_allowed(texts.pair(who.person))),))
