"""A plan beside what stands, and how it is shown: counts, doubtful rows, what would change, what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import texts as common
from handlers.drafting import NOTHING, Option
from handlers.intents.drafts import AcceptDraft
from handlers.language.unit_names import parts
from handlers.markup import Markup
from handlers.planning import concerned, rounds_owed, texts
from handlers.planning import plan_reading as reading
from handlers.planning.plan_difference import Hand, PlanDifference, Register, Stranger, difference, strangers
from handlers.planning.plan_reading import PlanDraft, WantedNight
from storage import sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.records import Session
from storage.sessions import HeldSession
from storage.standing import Standing


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A draft in the hand of who decides on it: what it wants, and what that would change."""

    body: PlanDraft
    register: Register
    wanted: tuple[WantedNight, ...]
    found: PlanDifference
    strangers: tuple[Stranger, ...] = ()  # about which somebody has to say what they are
    cost: Markup = NOTHING  # of telling those whose nights change, where messages are counted

    @property
    def campaign(self) -> Campaign:
        return self.register.campaign

    @property
    def news(self) -> Sequence[concerned.Change]:
        """The first plan of a unit is no change; its leader hears of each night the day before."""
        before = {night.session.unit_id for night in self.register.nights}
        fresh = [session_planned for session_planned in self.found.planned if session_planned.session.unit_id in before]
        return [*self.found.changed, *fresh]

    @property
    def inside(self) -> list[WantedNight]:
        return [wanted_night for wanted_night in self.wanted if wanted_night not in self.found.outside]


async def sheet_of(read: Rows, body: PlanDraft, campaign: Campaign, hand: Hand) -> PlanReview:
    known, nights = await units.below(read, campaign.unit.id), await sessions.register(read, campaign.id)
    register = Register(campaign, known, nights)
    open_ = tuple(
        stranger
        for stranger in strangers(reading.groups(body), known)
        if stranger.held and stranger.name not in body.names
    )
    held = {one.name for one in open_}
    wanted = tuple(wanted_night for wanted_night in reading.wanted(body) if wanted_night.group not in held)
    plan_difference = difference(wanted, body.read.deadlines, register, hand, body)
    near = {name for one in open_ for name in one.near}  # perhaps it does speak of these
    plan_difference.beyond = [
        session for session in plan_difference.beyond if plan_difference.units[session.unit_id].name not in near
    ]
    plan_difference.owed = list(rounds_owed.facts(_owing(register, plan_difference), hand))
    return PlanReview(body, register, wanted, plan_difference, open_)


def _owing(register: Register, found: PlanDifference) -> rounds_owed.RoundsOwing:
    """As it will be with the plan: who goes out owes no round that names nobody."""
    campaign = register.campaign
    places = [*register.units, *(fact.unit for fact in found.founded)]
    returns = [HeldSession(fact.session, Standing(fact.session.id)) for fact in found.rounds]
    out = frozenset(fact.session.unit_id for fact in found.planned)
    return rounds_owed.RoundsOwing(campaign, places, [*register.nights, *returns], out)


def preview(p: common.Pronouns, sheet: PlanReview, yes: AcceptDraft) -> tuple[Markup, list[Option]]:
    """The plan as it would be stored, and how to say yes or no."""
    decide = texts.how_to_decide(p, waiting=_stuck(sheet), whole=_is_long(sheet))
    return common.lines(_summary(p, sheet), sheet.cost, decide), [(common.ACCEPT, yes)]


def whole(p: common.Pronouns, sheet: PlanReview) -> Markup:
    """Every place with its days, every change and every question; nothing where the preview has them all."""
    if not _is_long(sheet):
        return Markup("")
    waiting, changes = reading.open_doubts(sheet.body), _changes(sheet)
    return common.lines(
        texts.every_place(p, _nights(sheet)),
        texts.against(len(sheet.found.stays), changes, len(changes)) if sheet.register.nights and changes else "",
        texts.doubts(p, waiting, len(waiting)),
        texts.strangers(p, sheet.strangers),
        texts.how_to_decide(p, waiting=_stuck(sheet)),
    )


def _stuck(sheet: PlanReview) -> int:
    return sum(doubt.blocking for doubt in reading.open_doubts(sheet.body)) + len(sheet.strangers)


def _is_long(sheet: PlanReview) -> bool:
    """Whether the preview cuts a list short."""
    doubts = reading.open_doubts(sheet.body)
    changes = _changes(sheet) if sheet.register.nights else []
    return len(_nights(sheet)) > texts.PLACES_WITH_DAYS or max(len(doubts), len(changes)) > texts.MOST


def _nights(sheet: PlanReview) -> dict[str, list[date]]:
    """Of every place that the plan names, inside the campaign."""
    found: dict[str, list[date]] = {}
    for one in sheet.inside:
        found.setdefault(one.group, []).append(one.night)
    return found


def _summary(p: common.Pronouns, sheet: PlanReview) -> Markup:
    plan_difference, times = sheet.found, sheet.campaign.settings.timetable
    groups = {wanted_night.group for wanted_night in sheet.wanted}
    nights = _nights(sheet)
    return common.lines(
        texts.read(p, sheet.wanted, len(groups), (times.starts, times.ends)),
        common.seen(p, sheet.body.read.problems),
        texts.every_place(p, nights) if reading.by_looks(sheet.body) else texts.places(nights),
        texts.draft(sheet.body.read.draft),
        texts.left_out(p, reading.left_out(sheet.body.read)),
        _other_ward(p, sheet),
        texts.doubts(p, reading.open_doubts(sheet.body)),
        texts.strangers(p, sheet.strangers),
        _against(sheet),
        texts.cancelled(
            p, _places(plan_difference, [session_cancelled.before for session_cancelled in plan_difference.cancelled])
        ),
        texts.beyond(p, _places(plan_difference, plan_difference.beyond)),
        texts.owed(
            [
                (plan_difference.units[session_planned.session.unit_id].name, session_planned.session.night)
                for session_planned in plan_difference.rounds
            ]
        ),
        texts.kept(p, _places(plan_difference, plan_difference.kept)),
        texts.passed(p, _places(plan_difference, plan_difference.passed)),
        texts.outside(p, plan_difference.outside, sheet.campaign.starts, sheet.campaign.ends),
        _new_places(p, sheet),
    )


def _other_ward(p: common.Pronouns, sheet: PlanReview) -> Markup:
    """Nothing where the plan says no ward, or this one."""
    said, own = parts(sheet.body.read.ward).folded, parts(sheet.campaign.unit.name).folded
    return (
        texts.other_ward(p, sheet.body.read.ward, sheet.campaign.unit.name)
        if said and said[: len(own)] != own
        else Markup("")
    )


def _against(sheet: PlanReview) -> Markup:
    """Nothing where nothing stood, and nothing where nothing changes."""
    plan_difference = sheet.found
    if not sheet.register.nights or not (plan_difference.changed or plan_difference.planned):
        return Markup("")
    return texts.against(len(plan_difference.stays), _changes(sheet))


def _changes(sheet: PlanReview) -> list[Markup]:
    plan_difference = sheet.found
    kept = [one for one in plan_difference.changed if one not in plan_difference.cancelled]
    return [
        concerned.line(one, plan_difference.units[concerned.unit_of(one)].name)
        for one in (*kept, *plan_difference.planned)
    ]


def _new_places(p: common.Pronouns, sheet: PlanReview) -> Markup:
    """In a ward that has no places yet all are new; in another one a plan of new ones alone may be a wrong file."""
    names = [fact.unit.name for fact in sheet.found.founded]
    all_new = bool(sheet.register.units and names) and len(names) == len(
        {wanted_night.group for wanted_night in sheet.wanted}
    )
    return texts.new_places(p, names, all_new=all_new)


def _places(found: PlanDifference, nights: Sequence[Session]) -> list[tuple[str, date]]:
    return [(found.units[session.unit_id].name, session.night) for session in nights]
