"""What a head tells in free text: the reader is given its context, and what it found becomes an intent. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from handlers import scope
from handlers import texts as common
from handlers.intents.intent import Intent
from handlers.intents.nights import TellExtra
from handlers.intents.reports import Clarify, Report, Telling
from handlers.intents.talking import NotUnderstood
from handlers.language.context import Context, Counting, OnRecord, Plan
from handlers.reader.read import read as read_text
from handlers.reader.reading import Ask, Correction, Entry, Figures, Mode, NotAReport, Unclear
from handlers.rights import may_tell_all
from storage.campaigns import Campaign
from storage.instants import Instant
from storage.lookup import Campaigner, OwnUnit, Who
from storage.sessions import HeldSession
from storage.settings import CampaignSettings


def again(said: str, who: Campaigner, of: tuple[OwnUnit, date], days: Sequence[date]) -> Report | None:
    """An edited report: of the unit and night that it told of, unless it names others.

    `days`: when it was sent, and when it was edited; `tối qua` is of the first of them on which it can be true.
    """
    own, night = of
    for day, mine in product(dict.fromkeys(days), (True, False)):
        context = replace(_context(who, day), own=own.unit.name if mine else None, awaiting=mine)
        reading = read_text(said, context)
        if isinstance(reading, Figures):
            return Report(_tellings(reading.entries, who, own if mine else None, night))
    return None


def count(text: str, written: Instant, who: Who) -> Intent:
    if not isinstance(who, Campaigner):
        return NotUnderstood()
    today, asked = who.campaign.day(written), asked_night(who)
    own = asked[0] if asked else next(iter(who.own.values())) if len(who.own) == 1 else None
    context = replace(
        _context(who, today),
        own=own.unit.name if own else None,
        awaiting=asked is not None,
        last=_last(own, who.person.id, written),
    )
    reading = read_text(text, context)
    night = asked[1] if asked else today
    if isinstance(reading, Ask) and reading.doubt.why is Unclear.NOT_IN_PLAN:
        wide = read_text(text, _unplanned(context, who.campaign))
        extra = _tellings(wide.entries, who, own, night) if isinstance(wide, Figures) else ()
        if extra and may_tell_all(who, extra):
            return TellExtra(Report(extra))
    if isinstance(reading, Ask):
        options = (option.entries for option in reading.doubt.options)
        readings = tuple(Report(_tellings(entries, who, own, night)) for entries in options)
        mended = _mends(readings, who) if reading.doubt.why is Unclear.REPLACE_OR_ADD else None
        return mended or Clarify(reading.doubt, readings)
    if isinstance(reading, NotAReport):
        return NotUnderstood()
    tellings = _tellings(reading.entries, who, own, night)
    if isinstance(reading, Correction):
        return Report(tellings)
    return Report(tellings, reading.interim, uncounted=tuple(text[s.start : s.end] for s in reading.passed))


def _mends(readings: Sequence[Report], who: Campaigner) -> Report | None:
    """A part that is larger than its whole was asked about: a figure for one of both stands in place of the old."""
    for reading in readings:
        (telling, *more) = reading.tellings or (None,)
        own = who.own.get(telling.unit_id) if telling and telling.mode is Mode.SET else None
        night = own.night(date.fromisoformat(telling.night)) if own and telling and not more else None
        if night is None or telling is None:
            continue
        for known in who.campaign.settings.indicators:
            part, whole = night.standing.value(known.code), night.standing.value(known.within)
            wrong = part is not None and whole is not None and part > whole
            if wrong and set(telling.values) <= {known.code, known.within}:
                return reading
    return None


def _context(who: Campaigner, today: date) -> Context:
    return Context(scope.plan(who.plan), today, counting=_counting(who.campaign))


def _unplanned(context: Context, campaign: Campaign) -> Context:
    """As if every group had been visited on every day until today."""
    days = frozenset(campaign.starts + timedelta(days=n) for n in range((context.today - campaign.starts).days + 1))
    groups = tuple(replace(group, nights=group.nights | days) for group in context.plan.groups)
    return replace(context, plan=Plan(groups))


def _tellings(entries: Iterable[Entry], who: Who, own: OwnUnit | None, night: date) -> tuple[Telling, ...]:
    named = _units(scope.plan(who.plan))
    return tuple(_telling(entry, named, own, night) for entry in entries)


@lru_cache(maxsize=64)
def _units(plan: Plan) -> Mapping[str, int]:
    return {group.name: group.unit for group in reversed(plan.groups)}


def _telling(entry: Entry, named: Mapping[str, int], own: OwnUnit | None, night: date) -> Telling:
    unit = named.get(entry.group or "", own.unit.id if own else 0)
    day = (entry.night or night).isoformat()
    return Telling(unit, day, dict(entry.values), entry.mode, dict(entry.instead_of))


def asked_night(who: Who) -> tuple[OwnUnit, date] | None:
    """The unit and night whose count is awaited; a choice asked meanwhile does not take the question away."""
    awaited = {question.session_id for question in who.questions if question.topic == "count"}
    nights = ((own, night.session) for own in who.own.values() for night in own.nights)
    return next(((own, session.night) for own, session in nights if session.id in awaited), None)


def _last(own: OwnUnit | None, person_id: int, written: Instant) -> OnRecord | None:
    """What the sender had on record last when writing this: of the night heard about last."""
    told = [(night, values) for night in (own.nights if own else ()) if (values := _said(night, person_id, written))]
    if own is None or not told:
        return None
    night, values = max(told, key=lambda one: one[0].standing.heard)
    return OnRecord(own.unit.name, night.session.night, values)


def _said(night: HeldSession, person_id: int, written: Instant) -> dict[str, int]:
    figures = night.standing.figures.items()
    return {n: f.value for n, f in figures if f.person_id == person_id and f.written <= written}


def _counting(campaign: Campaign) -> Counting:
    """Made once for as long as the settings are the same: the vocabulary is built of it."""
    known = _COUNTED.get(campaign.id)
    if known is None or known[0] is not campaign.settings:
        settings = campaign.settings
        counting = common.counting(settings.indicators, settings.target.indicator)
        known = _COUNTED[campaign.id] = (settings, counting)
    return known[1]


_COUNTED: dict[int, tuple[CampaignSettings, Counting]] = {}  # by campaign
