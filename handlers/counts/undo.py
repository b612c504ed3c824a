"""Undo: one's own last event not yet undone is taken back, whichever night it was about."""

from handlers import texts as common
from handlers.counts import readback, round_words
from handlers.counts.readback import AppliedReport
from handlers.intents.reports import HowToCorrect, HowToReport, Undo
from handlers.outcome import Outcome, Request, say
from handlers.rights import closed_to, may_tell
from storage import lookup, reports, sessions
from storage.database import Rows
from storage.instants import local
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.records import Event, EventKind
from storage.standing import Reported


async def undo(_intent: Undo, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if not isinstance(who, Campaigner):
        return say(request, who, common.nothing_to_undo(p))
    last = await reports.last_of(read, who.person.id)
    night = (await sessions.by_id(read, [last.session_id]))[last.session_id] if last else None
    who = who.within(night.session.campaign_id) if night else who
    unit = next((group.unit for group in who.plan if night and group.unit.id == night.session.unit_id), None)
    if last is None or night is None or unit is None or not may_tell(who, unit.id):
        return say(request, who, common.nothing_to_undo(p))
    where = readback.where(unit.name, night.session, who.campaign)
    if closed_to(who, night.session, request.at):
        return say(request, who, common.locked(p, where, local(night.session.locks_at, who.campaign.zone)))
    history = await reports.history(read, last.session_id)
    reported = Reported(_undoing(last, night.standing.version, request), night.standing, history)
    own = (await lookup.own_units(read, {unit.id: unit}, {unit.id: who.campaign}, request.at))[unit.id]
    applied_report = AppliedReport(own, night, reported)
    shown = readback.changes(reported.before, reported.after, who.campaign, ())
    words = common.undone(p, where, shown)
    total = readback.progress(own, [applied_report], who.campaign)
    return say(request, who, common.lines(words, total), reported)


async def how_to_report(_intent: HowToReport, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    words = common.how_to_report(common.pronouns(who.person), round_words.example(who))
    return say(request, who, words)


async def how_to_correct(_intent: HowToCorrect, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    words = common.how_to_correct(common.pronouns(who.person), example_of_correction(who))
    return say(request, who, words)


def example_of_correction(who: Who) -> str:
    """Of the figure that stands and would be corrected; empty where the person has told none."""
    if not isinstance(who, Campaigner):
        return ""
    target, word = who.campaign.settings.target.indicator, common.word(who.campaign)
    held_sessions = [night for own in who.own.values() for night in own.nights if target in night.standing.figures]
    mine = [night for night in held_sessions if night.standing.figures[target].person_id == who.person.id]
    last = max(mine, key=lambda night: night.standing.heard, default=None)
    return common.correction(word, last.standing.value(target) or 0) if last else ""


def _undoing(last: Event, version: int, request: Request) -> Event:
    return Event(
        id=request.ids(),
        session_id=last.session_id,
        seq=version + 1,
        kind=EventKind.UNDO,
        person_id=last.person_id,
        figures={},
        cause=request.key,
        written=request.written,
        heard=request.at,
        undoes=last.id,
    )
