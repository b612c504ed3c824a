"""A dated round of an agency or a school: its total of staff goes into the ledger, how many are done is its report."""

from dataclasses import dataclass, replace
from datetime import date

from handlers import texts as common
from handlers.counts import report as reports
from handlers.counts import slips, texts
from handlers.counts.texts import STAFF, RoundFigure
from handlers.intents.reports import Keep, Report, Telling
from handlers.intents.rounds import AskRound, TellRound
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.rights import clerk_of, closed_to
from storage import headcounts
from storage.campaigns import Campaign
from storage.database import Rows
from storage.facts import Fact
from storage.headcounts import HeadcountEntered
from storage.instants import Instant
from storage.lookup import Campaigner, OwnUnit
from storage.records import Headcount
from storage.sessions import HeldSession
from storage.standing import Standing


@dataclass(frozen=True, slots=True)
class _Desk:
    """One unit's round as it lies there when somebody tells it."""

    unit: OwnUnit
    night: HeldSession
    campaign: Campaign
    total: Headcount | None
    by_clerk: bool

    @property
    def round_(self) -> tuple[str, date]:
        due = self.night.session.night
        return texts.name_of(self.campaign.round(self.night.session.round), due), due

    @property
    def done(self) -> int | None:
        return self.night.standing.value(self.campaign.settings.target.indicator)


async def tell(intent: TellRound, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """All of it is recorded; or nothing, and the reason is said."""
    p, unit = common.pronouns(who.person), await _unit(intent.unit, request, who, read)
    desk = await _desk(unit, request, who, read) if unit else None
    if unit is None or desk is None:
        name = unit.unit.name if unit else ""
        return say(request, who, texts.no_round(p, name))
    tell_round = _swapped(intent, desk)
    if tell_round is None:
        return say(request, who, texts.unclear(p, unit.unit.name, common.word(desk.campaign)))
    if tell_round.total == 0:
        return say(request, who, texts.no_staff(p))
    return await _recorded(tell_round, desk, request, who, read)


async def ask_back(intent: AskRound, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, unit = common.pronouns(who.person), await _unit(intent.unit, request, who, read)
    name, word = unit.unit.name if unit else "", common.word(who.campaign)
    if not intent.readings:
        return say(request, who, texts.unclear(p, name, word))
    options = {texts.option(reading.total, reading.done, word): reading for reading in intent.readings}
    words = texts.which(p, name, list(options))
    return ask(request, who, words, [*options.items(), (texts.NEITHER, Keep())])


async def _recorded(said: TellRound, desk: _Desk, request: Request, who: Campaigner, read: Rows) -> Outcome:
    if closed_to(who, desk.night.session, request.at):
        figures = {**({STAFF: said.total} if said.total is not None else {}), **_figures(said, desk)}
        total = desk.total.value if desk.total else None
        late = await slips.late(desk.night, desk.unit.unit, figures, request, who, read, total)
        return say(request, who, late.words, *late.facts, others=late.asks)
    counted = _counted(said, desk, request)
    facts: list[Fact] = [HeadcountEntered(request.ids(), counted)] if counted else []
    told = await _report(said, desk, request, who, read) if said.done is not None else reports.Takings(())
    if isinstance(told, Outcome):
        return told
    after = told.applied[0].reported.after if told.applied else desk.night.standing
    words = _read_back(desk, counted or desk.total, after, who)
    return await reports.answered(words, told, facts, request, who, read)


def _read_back(desk: _Desk, headcount: Headcount | None, after: Standing, who: Campaigner) -> Markup:
    p, indicator = common.pronouns(who.person), desk.campaign.settings.target.indicator
    total = RoundFigure(desk.total.value if desk.total else None, headcount.value if headcount else None)
    done = RoundFigure(desk.done, after.value(indicator))
    disputed, word = after.conflicts.get(indicator), common.word(desk.campaign)
    return common.lines(
        texts.recorded(p, desk.unit.unit.name, desk.round_, total, done, word),
        texts.share_of(total.after, done.after, headcount),
        texts.warnings(p, total, done, word),
        common.disputed(p, texts.done_of(word), disputed.value, disputed.disputed)
        if disputed and disputed.disputed is not None
        else "",
        texts.still_needed(p, total, done, word) or texts.ways_on(p),
    )


def _figures(said: TellRound, desk: _Desk) -> dict[str, int]:
    return {desk.campaign.settings.target.indicator: said.done} if said.done is not None else {}


async def _report(
    said: TellRound, desk: _Desk, request: Request, who: Campaigner, read: Rows
) -> reports.Takings | Outcome:
    """As any figure is told; `own` holds this round alone, since a unit may owe an evening on the same day."""
    telling = Telling(desk.unit.unit.id, desk.night.session.night.isoformat(), _figures(said, desk))
    alone = replace(desk.unit, nights=(desk.night,))
    seen = replace(who, own={**who.own, desk.unit.unit.id: alone})
    return await reports.taken(Report((telling,)), request, seen, read)


def _counted(said: TellRound, desk: _Desk, request: Request) -> Headcount | None:
    """Dated with the day, or with that of a round that is over; what stands already is not entered again."""
    if said.total is None or (desk.total and desk.total.value == said.total):
        return None
    name, due = desk.round_
    source = texts.source(desk.unit.unit.name, name, by_clerk=desk.by_clerk)
    day = min(desk.campaign.day(request.at), due)
    return Headcount(desk.unit.unit.id, STAFF, said.total, day, source, request.at)


def _swapped(intent: TellRound, desk: _Desk) -> TellRound | None:
    """Which of both numbers was wrong; None where that cannot be told."""
    if intent.swap is None:
        return intent
    right, wrong = intent.swap
    total = desk.total is not None and desk.total.value == wrong
    if total == (desk.done == wrong):
        return None
    return TellRound(intent.unit, total=right) if total else TellRound(intent.unit, done=right)


async def _unit(unit: int, request: Request, who: Campaigner, read: Rows) -> OwnUnit | None:
    asked = Telling(unit, "", {})
    return (await reports.units_told(read, [asked], who, request)).get(unit)


async def _desk(unit: OwnUnit, request: Request, who: Campaigner, read: Rows) -> _Desk | None:
    due = [night for night in unit.nights if night.session.is_round and night.session.planned]
    if not due:
        return None
    by_clerk = clerk_of(who, unit.unit.id) and unit.unit.id not in who.own
    night = _owed_in_vain(due, request.at) if by_clerk else None
    night = night or next(
        (held_session for held_session in due if held_session.session.locks_at >= request.at), due[-1]
    )
    held = (await headcounts.of_units(read, [unit.unit.id])).get(unit.unit.id, [])
    total = headcounts.valid(held, STAFF, night.session.night, request.at)
    return _Desk(unit, night, who.campaign, total, by_clerk)


def _owed_in_vain(due: list[HeldSession], now: Instant) -> HeldSession | None:
    """The clerk enters first what nobody told in time."""
    over = [night for night in due if night.session.asks_at <= now]
    return over[-1] if over and not over[-1].standing.figures else None
