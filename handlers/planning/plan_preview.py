"""A plan beside what stands, and how it is shown: counts, doubtful rows, what would change, what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import texts
from handlers.counts import rounds_owed
from handlers.intents.intent import Intent
from handlers.intents.plans import AgreePlan, DropPlan
from handlers.markup import Markup
from handlers.outcome import Heard, ask_in
from handlers.planning import concerned
from handlers.planning import plan_reading as reading
from handlers.planning import texts_plan as words
from handlers.planning.plan_difference import Difference, Hand, Register, difference
from handlers.planning.plan_reading import PlanDraft, Wanted
from storage import sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft
from storage.records import Chat, Message, Person, Session
from storage.sessions import Night
from storage.standing import Standing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft in the hand of who decides on it: what it wants, and what that would change."""

    body: PlanDraft
    register: Register
    wanted: tuple[Wanted, ...]
    found: Difference

    @property
    def campaign(self) -> Campaign:
        return self.register.campaign

    @property
    def news(self) -> Sequence[concerned.Change]:
        """The first plan of a unit is no change; its leader hears of each night the day before."""
        before = {night.session.unit_id for night in self.register.nights}
        fresh = [one for one in self.found.planned if one.session.unit_id in before]
        return [*self.found.changed, *fresh]

    @property
    def inside(self) -> list[Wanted]:
        return [one for one in self.wanted if one not in self.found.outside]


async def sheet_of(read: Rows, body: PlanDraft, campaign: Campaign, hand: Hand) -> Sheet:
    known, nights = await units.below(read, campaign.unit.id), await sessions.register(read, campaign.id)
    register, wanted = Register(campaign, known, nights), reading.wanted(body)
    found = difference(wanted, body.read.deadlines, register, hand)
    found.owed = list(rounds_owed.facts(_owing(register, found), hand))
    return Sheet(body, register, wanted, found)


def _owing(register: Register, found: Difference) -> rounds_owed.Owing:
    """As it will be with the plan: who goes out owes no round that names nobody."""
    campaign = register.campaign
    places = [*register.units, *(fact.unit for fact in found.founded)]
    returns = [Night(fact.session, Standing(fact.session.id)) for fact in found.rounds]
    out = frozenset(fact.session.unit_id for fact in found.planned)
    return rounds_owed.Owing(campaign, places, [*register.nights, *returns], out)


def offer(heard: Heard, chat: Chat, person: Person, sheet: Sheet, draft: Draft, first: Markup) -> Message:
    """The plan as it would be stored, and how to say yes or no."""
    p, waiting = texts.pair(person), reading.open_doubts(sheet.body)
    stuck = sum(doubt.blocking for doubt in waiting)
    told = (first, summary(p, sheet), words.how_to_decide(p, waiting=stuck))
    return ask_in(heard, chat, person, texts.lines(*told), options(draft))


def options(draft: Draft) -> list[tuple[str, Intent]]:
    return [(words.AGREE, AgreePlan(draft.id, draft.version)), (words.DROP, DropPlan(draft.id))]


def summary(p: texts.Pair, sheet: Sheet) -> Markup:
    found, times = sheet.found, sheet.campaign.settings.timetable
    groups = {one.group for one in sheet.wanted}
    return texts.lines(
        words.read(p, sheet.wanted, len(groups), (times.starts, times.ends)),
        words.doubts(p, reading.open_doubts(sheet.body)),
        _against(sheet),
        words.owed([(found.units[one.session.unit_id].name, one.session.night) for one in found.rounds]),
        words.kept(p, _places(found, found.kept)),
        words.passed(p, _places(found, found.passed)),
        words.outside(p, found.outside, sheet.campaign.starts, sheet.campaign.ends),
        _new_places(p, sheet),
    )


def _against(sheet: Sheet) -> Markup:
    """Nothing where nothing stood, and nothing where nothing changes."""
    found = sheet.found
    if not sheet.register.nights or not (found.changed or found.planned):
        return Markup("")
    changes = [
        concerned.line(one, found.units[concerned.unit_of(one)].name) for one in (*found.changed, *found.planned)
    ]
    return words.against(len(found.stays), changes)


def _new_places(p: texts.Pair, sheet: Sheet) -> Markup:
    """Only where the ward has places already: in an empty one all are new."""
    if not sheet.register.units:
        return Markup("")
    names = [fact.unit.name for fact in sheet.found.founded]
    return words.new_places(p, names, all_new=len(names) == len(sheet.found.units))


def _places(found: Difference, nights: Sequence[Session]) -> list[tuple[str, date]]:
    return [(found.units[session.unit_id].name, session.night) for session in nights]
