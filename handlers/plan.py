"""The ward's plan: what an errand has read of it becomes units and sessions, and the clerk is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel

from handlers import texts
from handlers.intents.plans import AcceptPlan
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, tell
from handlers.reader.tokens import fold
from storage import campaigns, people, sessions, units
from storage.campaigns import Campaign, CampaignChanged
from storage.database import Rows
from storage.errands import ErrandEnded
from storage.facts import Fact
from storage.ids import Ids
from storage.instants import at
from storage.lookup import Who
from storage.records import Session, Unit
from storage.sessions import SessionPlanned
from storage.units import Founded


class ReadSession(BaseModel):
    """One line of a plan as the workshop read it; `start` and `end` null where the document does not say."""

    group: str
    dates: list[date]
    start: str | None = None
    end: str | None = None
    group_as_written: str | None = None


class ReadProblem(BaseModel):
    match: str
    kind: str
    blocking: bool


class ReadPlan(BaseModel):
    sessions: list[ReadSession]
    problems: list[ReadProblem]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A plan in the hand of the one who puts it into the register."""

    campaign: Campaign
    read: ReadPlan
    known: Mapping[str, Unit]  # by folded name
    standing: frozenset[tuple[int, date]]  # (unit, night) that are planned already
    ids: Ids

    def founded(self, today: date) -> tuple[Founded, ...]:
        """Groups that the ward did not have yet."""
        names = dict.fromkeys(s.group for s in self.read.sessions if fold(s.group) not in self.known)
        return tuple(self._found(name, today) for name in names)

    def _found(self, name: str, today: date) -> Founded:
        id_ = self.ids()
        return Founded(Unit(id_, f"{self.campaign.unit.code}-{id_}", "group", name), self.campaign.unit.id, today)

    def planned(self, units_by_name: Mapping[str, Unit]) -> tuple[SessionPlanned, ...]:
        """Nights that were not planned yet; what is planned already stays as it is."""
        wanted = ((s, units_by_name[fold(s.group)], night) for s in self.read.sessions for night in s.dates)
        return tuple(
            SessionPlanned(self._session(read, unit, night))
            for read, unit, night in wanted
            if (unit.id, night) not in self.standing
        )

    def _session(self, read: ReadSession, unit: Unit, night: date) -> Session:
        hours, zone = self.campaign.settings.timetable, self.campaign.zone
        return Session(
            id=self.ids(),
            campaign_id=self.campaign.id,
            unit_id=unit.id,
            kind="evening",
            night=night,
            starts=read.start or hours.starts,
            ends=read.end or hours.ends,
            state="planned",
            version=1,
            asks_at=at(night, hours.asks, zone),
            locks_at=at(night + timedelta(days=1), hours.locks, zone),
        )


async def accept_plan(intent: AcceptPlan, heard: Heard, _who: Who, read: Rows) -> Outcome:
    campaign = await campaigns.named(read, intent.campaign)
    ended = ErrandEnded(intent.errand, intent.failed)
    if campaign is None:
        return Outcome((ended,))
    clerks = await people.clerks_above(read, [campaign.unit.id], heard.at)
    if intent.failed:
        return Outcome((ended,), tuple(tell(heard, clerk, texts.plan_unread(texts.pair(clerk))) for clerk in clerks))
    sheet = await _sheet(intent, campaign, heard, read)
    founded = sheet.founded(campaign.day(heard.at))
    planned = sheet.planned({**sheet.known, **{fold(one.unit.name): one.unit for one in founded}})
    facts: tuple[Fact, ...] = (*founded, *planned, CampaignChanged(campaign.id), ended)
    told = tuple(tell(heard, clerk, _summary(sheet.read, texts.pair(clerk))) for clerk in clerks)
    return Outcome(facts, told)


async def _sheet(intent: AcceptPlan, campaign: Campaign, heard: Heard, read: Rows) -> _Sheet:
    known = {fold(unit.name): unit for unit in await units.below(read, campaign.unit.id)}
    standing = await sessions.below(read, campaign.unit.id, campaign.id, heard.at)
    nights = frozenset((night.session.unit_id, night.session.night) for night in standing)
    return _Sheet(campaign, ReadPlan.model_validate_json(intent.result), known, nights, heard.ids)


def _summary(read: ReadPlan, p: texts.Pair) -> Markup:
    nights = [night for one in read.sessions for night in one.dates]
    alike = {s.group_as_written: s.group for s in read.sessions if s.group_as_written}
    return texts.plan_read(p, len({s.group for s in read.sessions}), nights, alike, list(_left(read.problems)))


def _left(problems: Iterable[ReadProblem]) -> Iterable[str]:
    return (problem.match for problem in problems if problem.blocking)
