"""Reading back what was recorded: before → after, the new total with n/d, and what looks implausible."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handlers import texts as common
from handlers.counts import texts, texts_past
from handlers.markup import Markup
from handlers.texts import FigureChange, Pronouns
from storage.campaigns import Campaign
from storage.lookup import OwnUnit
from storage.records import Person, Session
from storage.sessions import HeldSession
from storage.standing import Reported, Standing

MOST_DOORS = 320  # that one evening's team can knock at: eight pairs, forty doors each
USUAL_TIMES = 5  # an evening with more than so many ordinary ones in it is remarked on


@dataclass(frozen=True, slots=True)
class AppliedReport:
    """One telling, applied: the unit and night it is about, and what it made of what stood."""

    unit: OwnUnit
    night: HeldSession
    reported: Reported


def recorded(
    told: Sequence[AppliedReport], person: Person, campaign: Campaign, uncounted: Sequence[str] = ()
) -> Markup:
    p = common.pronouns(person)
    parts = [_one(applied_report, p, campaign) for applied_report in told]
    totals = [progress(unit, told, campaign) for unit in {one.unit.unit.id: one.unit for one in told}.values()]
    warned = [warning for report in told for warning in warnings(report, p, campaign)]
    passed = [common.not_counted(p, uncounted)] if uncounted else []
    return common.lines(*parts, *totals, *passed, *(warned or [common.ways_on()]))


def _one(told: AppliedReport, p: Pronouns, campaign: Campaign) -> Markup:
    event, before, after = told.reported.event, told.reported.before, told.reported.after
    shown = changes(before, after, campaign, set(event.figures))
    moved = any(
        figure_change.before is not None and figure_change.before != figure_change.after for figure_change in shown
    )
    return common.recorded(p, where(told.unit.unit.name, told.night.session, campaign), shown, corrected=moved)


def where(unit: str, session: Session, campaign: Campaign) -> Markup:
    due = session.night
    return common.place(unit, due, texts.name_of(campaign.round(session.round), due) if session.is_round else "")


def changes(before: Standing, after: Standing, campaign: Campaign, said: Iterable[str]) -> list[FigureChange]:
    """What was said now, and after it what stood already, in the campaign's order of indicators."""
    order = [known.code for known in campaign.settings.indicators]
    shown = sorted({*said, *after.figures, *before.figures}, key=order.index)
    return [FigureChange(campaign.settings.name_of(name), before.value(name), after.value(name)) for name in shown]


def standing(after: Standing, campaign: Campaign) -> list[FigureChange]:
    """What stands, each with what somebody else said of it since."""
    known = {name: figure.disputed for name, figure in after.figures.items()}
    order = [indicator.code for indicator in campaign.settings.indicators if indicator.code in known]
    return [FigureChange(campaign.settings.name_of(n), None, after.value(n), known[n]) for n in order]


def lacks(p: Pronouns, unit: str, night: HeldSession, campaign: Campaign, person_id: int) -> Markup:
    """What was reported of a night and that the figure that the target counts is still missing; else nothing."""
    stands = night.standing
    if not stands.reported or stands.value(campaign.settings.target.indicator) is not None:
        return Markup("")
    own = all(figure.person_id == person_id for figure in stands.figures.values())
    figure_changes = standing(stands, campaign)
    return common.lacks(p, unit, night.session.night, figure_changes, common.word(campaign), own=own)


def progress(unit: OwnUnit, told: Sequence[AppliedReport], campaign: Campaign) -> Markup:
    """The unit's total as it will be once everything told is written."""
    now = {applied_report.night.session.id: applied_report.reported.after for applied_report in told}
    nights = tuple(replace(n, standing=now.get(n.session.id, n.standing)) for n in unit.nights)
    today = max((report.night.session.night for report in told), default=None)
    total = replace(unit, nights=nights).total(campaign.settings.target.indicator)
    differ = sum(bool(now.get(night.session.id, night.standing).conflicts) for night in unit.nights)
    text = common.progress(total, unit.headcount, today)
    return text + texts_past.also_differ(differ) if differ else text


def warnings(told: AppliedReport, p: Pronouns, campaign: Campaign) -> list[Markup]:
    """What is implausible is remarked on, never stopped."""
    after, event = told.reported.after, told.reported.event
    parts = [
        common.disputed(p, campaign.settings.name_of(name), figure.value, figure.disputed)
        for name, figure in after.conflicts.items()
        if name in event.figures and figure.disputed is not None
    ]
    return [*parts, *_parts_larger_than_their_whole(after, p, campaign), *_unusual(told, p, campaign)]


def _parts_larger_than_their_whole(after: Standing, p: Pronouns, campaign: Campaign) -> Iterator[Markup]:
    for indicator in campaign.settings.indicators:
        part, whole = after.value(indicator.code), after.value(indicator.within)
        if part is not None and whole is not None and part > whole:
            yield common.more_than_whole(
                p, (indicator.name, part), (campaign.settings.name_of(indicator.within), whole)
            )


def _unusual(told: AppliedReport, p: Pronouns, campaign: Campaign) -> list[Markup]:
    """Against an ordinary evening, and against what stood: a correction that names the old figure is no surprise."""
    event, before, after = told.reported.event, told.reported.before, told.reported.after
    target, parts = campaign.settings.target.indicator, []
    knocked = common.code_of(campaign.settings, "households")
    counted, doors = after.value(target) or 0, after.value(knocked) or 0
    if target in event.figures and counted > USUAL_TIMES * campaign.settings.usual:
        parts.append(common.unusually_many(p, counted, campaign.settings.usual))
    if knocked in event.figures and doors > MOST_DOORS:
        parts.append(common.many_doors(p, doors))
    stood = before.value(target)
    if stood is not None and target in event.figures and counted < stood and not event.instead_of:
        parts.append(common.total_went_down(p, campaign.settings.name_of(target), stood, counted))
    return parts
