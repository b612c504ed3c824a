"""When figures are closed: by the hour of the campaign; opened again by the office, with a reason and until when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from handlers import texts as common
from handlers.counts import readback, report, slips, texts_past
from handlers.intents.past import CloseAgain, Reopen, SettleSlip, ShowLocks
from handlers.intents.wishes import LeaveIt
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.rights import clerk_of
from storage import locks, people, sessions, units
from storage.database import Rows
from storage.instants import DAY, Instant, at, local
from storage.locks import Reopening
from storage.lookup import Campaigner
from storage.records import Role, Unit
from storage.sessions import HeldSession

LONGEST = 7 * DAY
SHOWN = 8


async def show(_intent: ShowLocks, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """The hour, what is open again, and to the office the corrections that wait."""
    p, zone = common.pronouns(who.person), who.campaign.zone
    again = await locks.open_again(read, who.campaign.id, request.at)
    waiting = await locks.waiting(read, who.campaign.id) if who.has(Role.CLERK) else ()
    nights = await sessions.by_id(read, {one.session_id for one in again} | {slip.session_id for slip in waiting})
    places = await units.by_id(read, {night.session.unit_id for night in nights.values()})
    said = await people.by_id(read, {one.person_id for one in again} | {slip.person_id for slip in waiting})
    seen = [one for one in again if who.has(Role.CLERK) or nights[one.session_id].session.unit_id in who.own]
    opened = [
        texts_past.open_again(
            _where(nights[one.session_id], places, who),
            local(one.until, zone),
            one.why,
            said[one.person_id],
        )
        for one in seen
    ]
    late = [
        texts_past.slip_line(
            said[slip.person_id],
            _where(nights[slip.session_id], places, who),
            slips.changes(slip.figures, slip.instead_of, who.campaign),
        )
        for slip in waiting[:SHOWN]
    ]
    example = next((group.unit.name for group in who.plan), "")
    hour = who.campaign.settings.timetable.locks
    words = texts_past.locks(p, hour, opened, late, example if who.has(Role.CLERK) else "")
    if not late:
        return say(request, who, words)
    ids = tuple(slip.id for slip in waiting[:SHOWN])
    options = [
        (texts_past.accept_all(len(ids)), SettleSlip(ids, agreed=True)),
        (texts_past.DECLINE, SettleSlip(ids, agreed=False)),
    ]
    return ask(request, who, words, options)


async def reopen(intent: Reopen, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, zone = common.pronouns(who.person), who.campaign.zone
    found = await _closed(intent, request, who, read)
    if isinstance(found, Outcome):
        return found
    unit, night = found
    session, where = night.session, readback.where(unit.name, night.session, who.campaign)
    if request.at <= session.locks_at:
        words = texts_past.still_open(p, where, local(session.locks_at, zone))
        return say(request, who, words)
    if not intent.why:
        return say(request, who, texts_past.why_reopen(p, where, unit.name, session.night))
    until = intent.until or _usual(request, who)
    if not request.at < until <= request.at + LONGEST:
        return say(request, who, texts_past.until_when(p, local(until, zone), LONGEST // DAY))
    if not intent.sure:
        sure = replace(intent, unit=unit.id, night=session.night.isoformat(), until=until, sure=True)
        asked = texts_past.reopens(p, where, local(until, zone), intent.why)
        return ask(request, who, asked, [(texts_past.YES, sure), (texts_past.LEAVE, LeaveIt())])
    fact = Reopening(request.ids(), session.id, who.person.id, intent.why, request.at, session.locks_at, until)
    heads = await people.heads(read, [unit.id], request.at)
    hears = [
        tell(
            request,
            head,
            texts_past.head_reopened(common.pronouns(head), where, local(until, zone), intent.why),
        )
        for head in heads.values()
        if head.id != who.person.id
    ]
    return say(request, who, texts_past.reopened(p, where, local(until, zone)), fact, others=hears)


async def close(intent: CloseAgain, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, zone = common.pronouns(who.person), who.campaign.zone
    found = await _closed(intent, request, who, read)
    if isinstance(found, Outcome):
        return found
    unit, night = found
    session, where = night.session, readback.where(unit.name, night.session, who.campaign)
    if request.at > session.locks_at:
        words = texts_past.closed_already(p, where, local(session.locks_at, zone))
        return say(request, who, words)
    if not intent.sure:
        asked = texts_past.closes(p, where, readback.standing(night.standing, who.campaign))
        sure = CloseAgain(unit.id, session.night.isoformat(), sure=True)
        return ask(request, who, asked, [(texts_past.YES, sure), (texts_past.LEAVE, LeaveIt())])
    why, until = texts_past.CLOSED_EARLY, request.at - 1
    fact = Reopening(request.ids(), session.id, who.person.id, why, request.at, session.locks_at, until)
    return say(request, who, texts_past.closed(p, where), fact)


def _where(night: HeldSession, places: Mapping[int, Unit], who: Campaigner) -> Markup:
    return readback.where(places[night.session.unit_id].name, night.session, who.campaign)


async def _closed(
    intent: Reopen | CloseAgain, request: Request, who: Campaigner, read: Rows
) -> tuple[Unit, HeldSession] | Outcome:
    """The night that is meant: that which was said, else the last one that was."""
    p = common.pronouns(who.person)
    named = await report.led_by(getattr(intent, "said", ""), who, request, read) if not intent.unit else None
    id_ = named.id if named else intent.unit
    if not id_ or not clerk_of(who, id_):
        return say(request, who, texts_past.which_to_reopen(p, next((group.unit.name for group in who.plan), "")))
    own = (await report.units_at(read, [id_], who, request))[id_]
    today = who.campaign.day(request.at)
    past = [night for night in own.nights if night.session.night <= today]
    wanted = date.fromisoformat(intent.night) if intent.night else None
    night = own.night(wanted) if wanted else max(past, key=lambda one: one.session.night, default=None)
    if night is None:
        days = [one.session.night for one in own.nights]
        return say(request, who, common.not_planned(p, own.unit.name, wanted or today, days))
    return own.unit, night


def _usual(request: Request, who: Campaigner) -> Instant:
    """The next hour at which the campaign closes figures."""
    hour, zone, today = who.campaign.settings.timetable.locks, who.campaign.zone, local(request.at, who.campaign.zone)
    then = at(today.date(), hour, zone)
    return then if then > request.at else at(today.date() + timedelta(days=1), hour, zone)
