"""Figures of a night that is not in the plan: after one question they make a session of their own, shown as such.

A place without evenings owes one return by a day: what it tells before that goes there, without a question.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers import texts as common
from handlers.counts import report as reports
from handlers.intents.nights import LeaveNights, TellExtra
from handlers.intents.reports import Telling
from handlers.outcome import Outcome, Request, ask
from handlers.planning import evenings, texts
from handlers.planning.evenings import SpokenHours
from storage import sessions
from storage.campaigns import Campaign, CampaignChanged
from storage.database import Rows
from storage.lookup import Campaigner, OwnUnit
from storage.nights import ChangeReason, SessionReinstated
from storage.records import SessionKind, SessionState
from storage.sessions import HeldSession, SessionPlanned
from storage.standing import Reported, Standing


async def tell_extra(intent: TellExtra, request: Request, who: Campaigner, read: Rows) -> Outcome:
    units = await reports.units_told(read, intent.report.tellings, who, request)
    tellings = tuple(_owed(telling, units[telling.unit_id]) for telling in intent.report.tellings)
    report = replace(intent.report, tellings=tellings)
    unplanned = [telling for telling in tellings if units[telling.unit_id].night(_day(telling)) is None]
    if unplanned and not intent.sure:
        return _question(TellExtra(report, sure=True), unplanned[0], units, request, who)
    register = await sessions.register(read, who.campaign.id) if unplanned else ()
    made = {(one.unit_id, one.night): _made(one, register, who.campaign, request, who.person.id) for one in unplanned}
    for (unit, _), fact in made.items():
        units[unit] = replace(units[unit], nights=(*units[unit].nights, _night(fact, register)))
    outcome = await reports.report(report, request, replace(who, own=units), read)
    if not made or not any(isinstance(fact, Reported) for fact in outcome.facts):
        return outcome
    noted = tuple(replace(reply, words=f"{reply.words}\n{texts.recorded_extra()}") for reply in outcome.replies)
    return Outcome((*made.values(), CampaignChanged(who.campaign.id), *outcome.facts), noted)


def _day(telling: Telling) -> date:
    return date.fromisoformat(telling.night)


def _owed(telling: Telling, unit: OwnUnit) -> Telling:
    """For a unit that has no evenings, the return that it owes next."""
    kinds = {night.session.kind for night in unit.nights}
    due = [night.session.night for night in unit.nights if night.session.night >= _day(telling)]
    return replace(telling, night=min(due).isoformat()) if kinds == {SessionKind.ROUND} and due else telling


def _question(
    sure: TellExtra, telling: Telling, units: Mapping[int, OwnUnit], request: Request, who: Campaigner
) -> Outcome:
    p, name_of = common.pronouns(who.person), who.campaign.settings.name_of
    figures = common.listed(f"{name_of(name).lower()} {common.number(value)}" for name, value in telling.values.items())
    asked = texts.is_extra(p, units[telling.unit_id].unit.name, _day(telling), figures)
    return ask(request, who, asked, [(texts.EXTRA, sure), (texts.NO_EXTRA, LeaveNights(told=True))])


def _made(
    telling: Telling, register: tuple[HeldSession, ...], campaign: Campaign, request: Request, person: int
) -> SessionPlanned | SessionReinstated:
    """A night that was called off took place after all; else it is one more."""
    fitting = [n for n in register if (n.session.unit_id, n.session.night) == (telling.unit_id, _day(telling))]
    before = next((night for night in fitting if night.session.state is SessionState.CANCELLED), None)
    if before is not None:
        reason = ChangeReason(person, request.key, request.at)
        return SessionReinstated(request.ids(), before.session, before.session, reason)
    session = evenings.made(campaign, telling.unit_id, _day(telling), SpokenHours(), request.ids())
    return SessionPlanned(replace(session, kind=SessionKind.EXTRA, starts=None, ends=None))


def _night(fact: SessionPlanned | SessionReinstated, register: tuple[HeldSession, ...]) -> HeldSession:
    if isinstance(fact, SessionPlanned):
        return HeldSession(fact.session, Standing(fact.session.id))
    standing = next(night.standing for night in register if night.session.id == fact.before.id)
    return HeldSession(fact.after, standing)
