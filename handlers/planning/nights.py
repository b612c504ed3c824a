"""One night by one line of the clerk: moved, called off, added, reinstated; those in charge are told once.

A night with figures is never moved and never called off unasked; one that its head called off keeps that, and the
clerk's other night comes in addition.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import texts as common
from handlers.intents.evening import GoOn
from handlers.intents.intent import Choosable
from handlers.intents.nights import AskNight, AskSolarDay, ChangeNight, LeaveNights, WhichNight
from handlers.intents.wishes import Reread
from handlers.language.night_lines import Verb
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.planning import concerned, evenings, texts
from handlers.planning.evenings import SpokenHours
from handlers.tonight import texts as tonight_texts
from storage import absences, people, sessions
from storage.absences import ExcuseSettled
from storage.campaigns import Campaign, CampaignChanged
from storage.database import Rows
from storage.lookup import Campaigner, KnownSpeaker
from storage.nights import ChangeReason, SessionCancelled, SessionMoved, SessionReinstated
from storage.records import Role, Session, SessionKind, SessionState, Unit
from storage.sessions import HeldSession, SessionPlanned

Options = tuple[tuple[str, Choosable], ...]
MOST = 6  # choices that a small screen can show


MOST_CHOICES = 4  # nights on one screen

OFF = (SessionState.CANCELLED, SessionState.EXCUSED)


@dataclass(frozen=True, slots=True)
class NightRefused:
    """Why nothing changes; with `options` it is a question."""

    words: Markup
    options: Options = ()


Changes = tuple[concerned.Change, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One unit whose nights are changed, and what stands there."""

    intent: ChangeNight
    request: Request
    person: int
    p: common.Pronouns
    campaign: Campaign
    unit: Unit
    nights: tuple[HeldSession, ...]

    @property
    def today(self) -> date:
        return self.campaign.day(self.request.written)

    @property
    def reason(self) -> ChangeReason:
        return ChangeReason(self.person, self.request.key, self.request.at, self.intent.why)

    @property
    def planned(self) -> list[date]:
        return [n.session.night for n in self.nights if n.session.planned and not n.session.is_round]

    def on(self, night: date, *states: SessionState) -> HeldSession | None:
        """What stands on that night in one of these states, of whatever kind but a round."""
        fitting = [n for n in self.nights if n.session.night == night and not n.session.is_round]
        return next((n for n in fitting if n.session.state in states), None)

    def wanted(self) -> HeldSession | NightRefused:
        """The night that is to change: the one that was named, else tonight; where there is none, the next is asked."""
        coming = [night for night in self.planned if night >= self.today]
        if self.intent.night is None and self.today not in coming:
            return self._instead(coming)
        night = date.fromisoformat(self.intent.night) if self.intent.night else self.today
        held_session = self.on(night, SessionState.PLANNED, SessionState.EXCUSED)
        if held_session:
            return held_session
        if self.on(night, SessionState.CANCELLED):
            return NightRefused(texts.is_cancelled(self.p, self.unit.name, night))
        return NightRefused(texts.no_such_night(self.p, self.unit.name, night, coming))

    def _instead(self, coming: Sequence[date]) -> NightRefused:
        intent, name = self.intent, self.unit.name
        if not coming or len(intent.units) > 1:
            return NightRefused(texts.which_night(self.p, name, coming))
        meant = [(night, replace(intent, units=((self.unit.id,),), night=night.isoformat())) for night in coming[:MOST]]
        labels = [
            texts.instead(night, first=n == 0, cancel=intent.verb is Verb.CANCEL) for n, night in enumerate(coming)
        ]
        options = [(label, one) for label, (_, one) in zip(labels, meant, strict=False)]
        asked = texts.next_night(self.p, name, self.today, coming[0], cancel=intent.verb is Verb.CANCEL)
        return NightRefused(asked, (*options, (texts.LEAVE, LeaveNights())))

    def target(self) -> date | NightRefused:
        """The night to come on which it may take place."""
        to, campaign = date.fromisoformat(self.intent.to or ""), self.campaign
        if to < self.today:
            return NightRefused(texts.is_over(self.p, to))
        if not campaign.starts <= to <= campaign.ends:
            return NightRefused(texts.outside_campaign(self.p, to, campaign.starts, campaign.ends))
        return NightRefused(texts.taken(self.p, self.unit.name, to)) if self.on(to, SessionState.PLANNED) else to

    def put_on(self, night: date, like: Session | None) -> Changes:
        """Planned there; a night that was called off there before is the same night again."""
        hours = SpokenHours(like.starts, like.ends) if like else SpokenHours()
        to = evenings.made(self.campaign, self.unit.id, night, hours, self.request.ids())
        before = next(
            (n for n in self.nights if n.session.night == night and n.session.kind is SessionKind.EVENING), None
        )
        if before is None:
            return (SessionPlanned(to),)
        return (SessionReinstated(self.request.ids(), before.session, to, self.reason),)


async def change_night(intent: ChangeNight, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, named = common.pronouns(who.person), _units(intent.units, who)
    if intent.anywhere:
        return await _anywhere(intent, request, who, read)
    if len(named) == 1 and not named[0] and intent.near:
        return _which_unit(replace(intent, near=()), request, who, _units((intent.near,), who))
    if not named or any(not some for some in named):
        return say(request, who, texts.no_such_unit(p))
    if any(len(some) > 1 for some in named):
        return _which_unit(intent, request, who, named)
    register = await sessions.register(read, who.campaign.id)
    changes: list[concerned.Change] = []
    for (unit,) in named:
        nights = tuple(night for night in register if night.session.unit_id == unit.id)
        night_refused = _DO[intent.verb](_Place(intent, request, who.person.id, p, who.campaign, unit, nights))
        if isinstance(night_refused, NightRefused):
            return (
                ask(request, who, night_refused.words, night_refused.options)
                if night_refused.options
                else say(request, who, night_refused.words)
            )
        changes.extend(night_refused)
    return await _done(changes, {unit.id: unit for (unit,) in named}, request, who, read)


async def _anywhere(intent: ChangeNight, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """No unit was named: those that the night concerns are offered, and nothing is done before one is chosen."""
    p = common.pronouns(who.person)
    cancels = intent.verb is Verb.CANCEL
    states = (SessionState.PLANNED,) if cancels else OFF
    night = date.fromisoformat(intent.night) if intent.night else who.campaign.day(request.written)
    names = {group.unit.id: group.unit.name for group in who.plan}
    register = await sessions.register(read, who.campaign.id)
    there = {n.session.unit_id: n for n in register if n.session.night == night and not n.session.is_round}
    meant = [id_ for id_, held_session in there.items() if held_session.session.state in states and id_ in names]
    if not meant:
        return await ask_night(AskNight(night.isoformat()), request, who, read)
    fixed = replace(intent, night=night.isoformat(), anywhere=False)
    every = replace(fixed, units=tuple((id_,) for id_ in meant))
    options = [(texts.all_of(len(meant), cancel=cancels), every)]
    if len(meant) > 1:
        options += [(names[id_], replace(fixed, units=((id_,),))) for id_ in meant[: MOST - 2]]
    asked = texts.which_of_these(p, night, [names[id_] for id_ in meant], cancel=cancels)
    return ask(request, who, asked, [*options, (texts.LEAVE, LeaveNights())])


async def go_on(intent: GoOn, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Who has called a night off takes that back as long as the clerk has not agreed; else it is said what stands."""
    p, today = common.pronouns(who.person), who.campaign.day(request.written)
    wanted = date.fromisoformat(intent.night) if intent.night else None
    mine = [(own, n) for own in who.own.values() for n in own.nights if not intent.units or own.unit.id in intent.units]
    off = [(own, n) for own, n in mine if n.session.state is SessionState.EXCUSED and n.session.night >= today]
    open_ = await absences.open_excuses(read, [night.session.id for _, night in off])
    meant = [(own, n) for own, n in off if n.session.id in open_ and wanted in {None, n.session.night}]
    if not meant:
        return await ask_night(AskNight(intent.night, intent.units), request, who, read)
    own, session = meant[0][0], meant[0][1].session
    fact = ExcuseSettled(session.id, session.version, agreed=False, at=request.at)
    words = tonight_texts.goes_on(p, own.unit.name, tonight_texts.evening(session.night, today))
    clerks = await people.clerks_above(read, [session.unit_id], request.at)
    hears = tonight_texts.head_goes_on(who.person, own.unit.name, session.night)
    return say(request, who, words, fact, others=[tell(request, clerk, hears) for clerk in clerks])


async def ask_night(intent: AskNight, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What stands for that night. A question, or what was left open, changes nothing."""
    p = common.pronouns(who.person)
    if intent.left_open and intent.night is None:
        return say(request, who, texts.left_open(p))
    night = date.fromisoformat(intent.night) if intent.night else who.campaign.day(request.written)
    over_all = who.has(Role.CLERK, Role.OBSERVER, Role.CAPTAIN)
    names = {group.unit.id: group.unit.name for group in who.plan if over_all or group.unit.id in who.own}
    asked = {id_: name for id_, name in names.items() if not intent.units or id_ in intent.units} or names
    register = [n.session for n in await sessions.register(read, who.campaign.id) if not n.session.is_round]
    theirs = [session for session in register if session.unit_id in asked]
    then = [(asked[their.unit_id], their) for their in theirs if their.night == night]
    ahead = [their for their in theirs if their.night >= night and their.planned]
    following = min(ahead, key=lambda one: one.night, default=None)
    shown = texts.stands(night, then, (asked[following.unit_id], following.night) if following else None)
    text = common.lines(texts.left_open(p), shown) if intent.left_open else shown
    return say(request, who, text)


async def which_night(intent: WhichNight, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    """One night at a time: each choice is the line as it would be said of that night alone."""
    p, days = common.pronouns(who.person), [date.fromisoformat(day) for day in intent.days]
    options = [
        (texts.of_night(day, said if intent.apart else ""), Reread(said))
        for day, said in zip(days, intent.each, strict=False)
    ]
    if not days:
        return say(request, who, texts.no_such_day(p))
    if not options or len(options) > MOST_CHOICES:
        return say(request, who, texts.one_by_one(p, days, clash=intent.clash))
    text = texts.one_of_these(p, clash=intent.clash)
    return ask(request, who, text, options)


async def ask_solar_day(_intent: AskSolarDay, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.which_solar_day(common.pronouns(who.person)))


async def leave(intent: LeaveNights, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    said = texts.not_recorded if intent.told else texts.left
    return say(request, who, said(common.pronouns(who.person)))


def _move(place: _Place) -> Changes | NightRefused:
    old, to = place.wanted(), place.target()
    if isinstance(old, NightRefused) or isinstance(to, NightRefused):
        return old if isinstance(old, NightRefused) else to if isinstance(to, NightRefused) else ()
    before = old.session
    if old.standing.figures:
        adds = ChangeNight(Verb.ADD, ((place.unit.id,),), to=to.isoformat(), why=place.intent.why)
        asked = texts.move_with_figures(place.p, place.unit.name, before.night, to)
        return NightRefused(asked, ((texts.add(to), adds), (texts.LEAVE, LeaveNights())))
    if before.state is SessionState.EXCUSED:
        return place.put_on(to, before)
    if place.on(to, *OFF) or before.kind is not SessionKind.EVENING:
        return (SessionCancelled(place.request.ids(), before, place.reason), *place.put_on(to, before))
    made = evenings.made(place.campaign, place.unit.id, to, SpokenHours(before.starts, before.ends), before.id)
    return (SessionMoved(place.request.ids(), before, made, place.reason),)


def _cancel(place: _Place) -> Changes | NightRefused:
    found = place.wanted()
    if isinstance(found, NightRefused):
        return found
    figures = found.standing.figures
    if figures and not place.intent.sure:
        again = ChangeNight(
            Verb.CANCEL, ((place.unit.id,),), found.session.night.isoformat(), None, place.intent.why, True
        )
        said = found.standing.value(place.campaign.settings.target.indicator) or next(iter(figures.values())).value
        asked = texts.cancel_with_figures(place.p, place.unit.name, found.session.night, said)
        return NightRefused(asked, ((texts.STILL_CANCEL, again), (texts.LEAVE, LeaveNights())))
    return (SessionCancelled(place.request.ids(), found.session, place.reason),)


def _add(place: _Place) -> Changes | NightRefused:
    to = place.target()
    return to if isinstance(to, NightRefused) else place.put_on(to, None)


def _reinstate(place: _Place) -> Changes | NightRefused:
    night = date.fromisoformat(place.intent.night) if place.intent.night else None
    over = [n for n in place.nights if n.session.state in OFF and not n.session.is_round]
    coming = [n for n in over if n.session.night >= place.today]
    held_session = (
        next((n for n in over if n.session.night == night), None) if night else coming[0] if len(coming) == 1 else None
    )
    if held_session is None and night and place.on(night, SessionState.PLANNED):
        return NightRefused(texts.takes_place(place.p, place.unit.name, night))
    if held_session is None:
        ahead = [day for day in place.planned if day >= place.today]
        if night is None:
            return NightRefused(texts.which_night(place.p, place.unit.name, ahead))
        return NightRefused(texts.no_such_night(place.p, place.unit.name, night, ahead))
    session = held_session.session
    if session.night < place.today:
        return NightRefused(texts.is_over(place.p, session.night))
    return (SessionReinstated(place.request.ids(), session, session, place.reason),)


_DO: Mapping[Verb, Callable[[_Place], Changes | NightRefused]] = {
    Verb.MOVE: _move,
    Verb.CANCEL: _cancel,
    Verb.ADD: _add,
    Verb.REINSTATE: _reinstate,
}


def _units(places: Sequence[tuple[int, ...]], who: Campaigner) -> list[list[Unit]]:
    """Only of the speaker's own campaign: another ward's unit is not known here."""
    known = {group.unit.id: group.unit for group in who.plan}
    return [[known[id_] for id_ in ids if id_ in known] for ids in dict.fromkeys(places)]


def _which_unit(intent: ChangeNight, request: Request, who: Campaigner, named: Sequence[Sequence[Unit]]) -> Outcome:
    """Of the first place that may be several, or that is not known."""
    place = next((n for n, some in enumerate(named) if len(some) > 1), 0)
    options: list[tuple[str, Choosable]] = []
    for unit in named[place][:MOST]:
        units = tuple((unit.id,) if n == place else ids for n, ids in enumerate(intent.units))
        options.append((unit.name, replace(intent, units=units)))
    return ask(request, who, texts.which_unit(common.pronouns(who.person)), options)


async def _done(
    changes: Sequence[concerned.Change], units: Mapping[int, Unit], request: Request, who: Campaigner, read: Rows
) -> Outcome:
    why = next((change.reason.why for change in changes if not isinstance(change, SessionPlanned)), "")
    informed = await concerned.tell(read, changes, units, request, but=who.person.id, why=why)
    p, lines = (
        common.pronouns(who.person),
        [concerned.line(change, units[concerned.unit_of(change)].name) for change in changes],
    )
    done = texts.done(p, lines, texts.told(p, informed.reach.reached, informed.reach.others, informed.brief))
    others = (*informed.messages, *informed.follow_up(request, who))
    return say(request, who, done, *changes, CampaignChanged(who.campaign.id), others=others)
