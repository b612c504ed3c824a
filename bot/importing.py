"""What every `tungngo import` does: a file is read in the worker, held against what stands, looked at or stored."""

import json
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pydantic import TypeAdapter

from bot import sample, taking_over
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock
from bot.console import CommandRefused
from bot.status_cli import plain
from handlers import texts
from handlers.headcounts import ledger_files, read_headcounts
from handlers.headcounts.headcounts_difference import entries, fact
from handlers.headcounts.headcounts_reading import HeadcountsDraft
from handlers.headcounts.read_headcounts import ReadHeadcounts
from handlers.outcome import Request
from handlers.people import read_roster, roster, roster_difference
from handlers.people import texts as people_texts
from handlers.people.read_roster import ReadRoster
from handlers.people.roster_difference import RosterSource
from handlers.people.roster_reading import RosterDraft
from handlers.planning import concerned, plan_preview, read_plan
from handlers.planning import plan_reading as reading
from handlers.planning.plan_difference import Hand, Stranger
from handlers.planning.plan_reading import PlanDraft
from handlers.planning.read_plan import ReadPlan
from handlers.problem import BY_LOOKS, Problem
from storage import campaigns, facts, outbox, units
from storage.campaigns import Campaign
from storage.database import Database, Rows, open_database
from storage.facts import Fact
from storage.ids import Ids
from storage.nights import ChangeReason, SessionCancelled, SessionMoved, SessionReinstated
from storage.records import Message, Session
from storage.sessions import SessionPlanned


class ReadDocument(Protocol):
    """What all that is read has."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...


R = TypeVar("R", bound=ReadDocument)  # what was read
S = TypeVar("S")  # that, held against what stands
NO_ROW = "no row of it could be taken over; nothing was stored"
UNSEEN = (
    "a PDF is read by its looks, so somebody has to see what was read before it is stored: "
    "--check shows it, the chat stores it after a yes, a workbook or a letter is stored at once"
)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Where it is, which campaign it is for, and whether it is only looked at."""

    path: Path
    campaign: str = ""
    check: bool = False


class Import(ABC, Generic[R, S]):
    """One kind of document; its fields are the options of its command."""

    work: ClassVar[str]  # of the document worker
    record: ClassVar[type[Any]]  # what it reads

    def nights(self, _document: R) -> Collection[date]:
        """Which say whose it is, where a ward has several campaigns."""
        return ()

    @abstractmethod
    async def differ(self, read: Rows, document: R, campaign: Campaign, request: Request) -> S: ...

    @abstractmethod
    def facts(self, sheet: S, request: Request) -> Sequence[Fact]:
        """Refused where there is nothing to be stored, or something is missing."""

    async def messages(self, _read: Rows, _sheet: S, _heard: Request) -> Sequence[Message]:
        """What those concerned hear of it."""
        return ()

    @abstractmethod
    def as_json(self, document: R, sheet: S | None) -> Mapping[str, Any]: ...

    @abstractmethod
    def as_lines(self, document: R, sheet: S | None, *, check: bool) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Imported(Generic[R, S]):
    """What was read, and the sheet that was stored, or would be; None where there is no campaign to compare with."""

    kind: Import[R, S]
    document: R
    sheet: S | None
    check: bool

    def printed(self, *, as_json: bool = False) -> Iterator[str]:
        if as_json:
            yield json.dumps(self.kind.as_json(self.document, self.sheet), ensure_ascii=False)
        else:
            yield from self.kind.as_lines(self.document, self.sheet, check=self.check)


async def take_over(url: str, file: ImportFile, kind: Import[R, S], clock: Clock) -> Imported[R, S]:
    if not file.campaign and not sample.is_there(url):
        return Imported(kind, await _read(file, kind, (), ()), None, file.check)
    database = await open_database(url)
    try:
        await sample.ready(database)
        ids, at = Ids(clock.now), clock.now()
        heard = Request(f"import/{ids():x}", at, at, ids)
        async with database.read() as rows:
            campaign = await chosen_campaign(rows, file.campaign, at)
            below = await units.below(rows, campaign.unit.id) if campaign else ()
            sure = campaign and (file.campaign or len(await campaigns.alive(rows, at)) == 1)
        within = [campaign.starts.isoformat(), campaign.ends.isoformat()] if campaign and sure else []
        document = await _read(file, kind, [unit.name for unit in below], within, empty=campaign is None)
        if campaign is None:
            return Imported(kind, document, None, file.check)
        sheet = await _taken(database, file, kind, document, heard)
        return Imported(kind, document, sheet, file.check)
    finally:
        await database.close()


async def _read(
    file: ImportFile, kind: Import[R, S], known: Sequence[str], within: Sequence[str], *, empty: bool = True
) -> R:
    fields = await taking_over.read_file(kind.work, file.path, known, within)
    if empty and not file.check:
        raise CommandRefused("there is no campaign yet: load its file first (tungngo campaign load)")
    document: R = TypeAdapter(kind.record).validate_python(fields)
    return document


async def _taken(database: Database, file: ImportFile, kind: Import[R, S], document: R, request: Request) -> S:
    async def sheet(rows: Rows) -> S:
        campaign = await chosen_campaign(rows, file.campaign, request.at, kind.nights(document))
        if campaign is None:
            raise CommandRefused("the campaign is gone")
        return await kind.differ(rows, document, campaign, request)

    if file.check:
        async with database.read() as rows:
            return await sheet(rows)
    if any(problem.kind in BY_LOOKS for problem in document.problems):
        raise CommandRefused(f"{file.path.name}: {UNSEEN}")
    async with taking_over.exclusive(database, request.at) as tx:
        stored = await sheet(tx)
        await facts.write(tx, kind.facts(stored, request))
        await outbox.write(tx, await kind.messages(tx, stored, request))
    return stored


@dataclass(frozen=True, slots=True)
class PlanImport(Import[ReadPlan, plan_preview.PlanReview]):
    """`names`: what names of the plan mean, as in "KP4=Khu phố 4"; `cancel`: nights it no longer has are called off."""

    work, record = "read_plan", ReadPlan

    names: tuple[str, ...] = ()
    cancel: bool = False

    def nights(self, document: ReadPlan) -> Collection[date]:
        return [night for session in document.sessions for night in session.dates]

    async def differ(
        self, read: Rows, document: ReadPlan, campaign: Campaign, request: Request
    ) -> plan_preview.PlanReview:
        parts = [one.partition("=") for one in self.names]
        wrong = next((name for name, sign, _ in parts if not sign or not name.strip()), None)
        if wrong is not None:
            raise CommandRefused(f"--name {wrong}: it is written NAME=UNIT")
        names = {name.strip(): meant.strip() for name, _, meant in parts}
        body = PlanDraft(read=document, names=names, keeps=not self.cancel)
        unknown = next((name for name in names if name not in reading.groups(body)), None)
        if unknown is not None:
            raise CommandRefused(f"--name {unknown}: the plan has no such name")
        hand = Hand(request.ids, ChangeReason(None, request.key, request.at), campaign.day(request.at))
        return await plan_preview.sheet_of(read, body, campaign, hand)

    def facts(self, sheet: plan_preview.PlanReview, _heard: Request) -> Sequence[Fact]:
        if not (sheet.wanted or sheet.strangers):
            raise CommandRefused(NO_ROW)
        return sheet.found.facts(sheet.campaign)

    async def messages(self, read: Rows, sheet: plan_preview.PlanReview, request: Request) -> Sequence[Message]:
        return (await concerned.tell(read, sheet.news, sheet.found.units, request, but=None)).messages

    def as_json(self, document: ReadPlan, _sheet: plan_preview.PlanReview | None) -> Mapping[str, Any]:
        return read_plan.printed(document)

    def as_lines(self, document: ReadPlan, sheet: plan_preview.PlanReview | None, *, check: bool) -> Iterator[str]:
        body = sheet.body if sheet else PlanDraft(read=document)
        for session in body.read.sessions:
            hours = "-".join(time for time in (session.start, session.end) if time) or "at the campaign's hours"
            yield f"{session.group}: {', '.join(map(str, session.dates))}, {hours}"
        yield from _seen(body.read.problems)
        for problem in body.read.problems:
            if not problem.is_remark and (problem.rows or problem.blocking):
                label = problem.rows[0] if problem.rows else "the file"
                row = f"row {label}" if isinstance(label, int) else label
                quoted = f' "{problem.match}"' if problem.match else ""
                perhaps = f"; perhaps {problem.suggest}" if problem.suggest else ""
                fate = "held back" if problem.blocking else "note"
                yield f"{fate}: {row}{quoted}: {problem.why}{perhaps}"
        if body.read.ward:
            yield f"note: the places are said to lie in {body.read.ward}"
        wanted = reading.wanted(body)
        yield f"{len({wanted_night.group for wanted_night in wanted})} places, {len(wanted)} nights"
        if sheet is not None:
            yield from _plan_changes(sheet, check=check)


def _seen(problems: Sequence[Problem]) -> Iterator[str]:
    """What the chat would say of it."""
    yield from plain(texts.seen(texts.pronouns(None), problems)).splitlines()


def _plan_changes(sheet: plan_preview.PlanReview, *, check: bool) -> Iterator[str]:
    plan_difference = sheet.found
    kinds = Counter(
        type(one)
        for one in (*plan_difference.planned, *plan_difference.rounds, *plan_difference.changed, *plan_difference.owed)
    )
    named = {SessionPlanned: "new", SessionMoved: "moved", SessionCancelled: "called off", SessionReinstated: "back"}
    counted = ", ".join(f"{kinds[kind]} {name}" for kind, name in named.items())
    yield f"{len(plan_difference.stays)} nights stay; {'it would be' if check else 'it is'}: {counted}"
    for change in plan_difference.changed:
        yield plain(concerned.line(change, plan_difference.units[concerned.unit_of(change)].name))
    for founded in plan_difference.founded:
        yield f"new place: {founded.unit.name}"
    yield from map(_stranger, sheet.strangers)
    listed: dict[str, Iterable[Session]] = {
        "no longer in the plan, kept (--cancel-missing calls them off)": plan_difference.missing,
        "not in the plan, kept because they are over or have figures": (*plan_difference.kept, *plan_difference.passed),
        "the plan does not speak of these, kept": plan_difference.beyond,
    }
    for heading, sessions in listed.items():
        by_unit: dict[str, list[str]] = defaultdict(list)
        for session in sessions:
            by_unit[plan_difference.units[session.unit_id].name].append(session.night.isoformat())
        yield from [f"{heading}:"] if by_unit else []
        yield from (f"  {unit}: {', '.join(nights)}" for unit, nights in by_unit.items())
    for wanted_night in plan_difference.outside:
        yield f"outside the campaign, not taken: {wanted_night.group} {wanted_night.night}"


def _stranger(stranger: Stranger) -> str:
    name = stranger.name
    if not stranger.near:
        return f'held back: "{name}": is it a place? No: --name "{name}="; yes: --name "{name}={name}"'
    yes = f'--name "{name}={stranger.near[0]}"; a new place: --name "{name}={name}"'
    return f'held back: "{name}": is it {" or ".join(stranger.near)}? Yes: {yes}'


@dataclass(frozen=True, slots=True)
class RosterImport(Import[ReadRoster, roster.RosterReview]):
    """`end`: posts that the file does not name end; without it they stay."""

    work, record = "read_roster", ReadRoster

    end: bool = False

    async def differ(
        self, read: Rows, document: ReadRoster, campaign: Campaign, request: Request
    ) -> roster.RosterReview:
        return await roster.sheet_of(read, RosterDraft(read=document), campaign, None, request.at)

    def facts(self, sheet: roster.RosterReview, request: Request) -> Sequence[Fact]:
        of = {unit.name: unit for unit in sheet.units}
        occasion = RosterSource(None, "cli", request.at, request.ids, sheet.campaign.unit, of)
        return roster_difference.facts(sheet.found, occasion, end=self.end)

    def as_json(self, document: ReadRoster, sheet: roster.RosterReview | None) -> Mapping[str, Any]:
        """`posts` are those that are stored."""
        ward = sheet.campaign.unit.name if sheet else ""
        posts = [
            {"name": named.name, "role": post.role, "force": post.force, "unit": post.unit or ward}
            for named in (sheet.named if sheet else ())
            for post in named.posts
        ]
        return {**read_roster.printed(document), "posts": posts}

    def as_lines(self, document: ReadRoster, sheet: roster.RosterReview | None, *, check: bool) -> Iterator[str]:
        """Who gets which post, unit by unit, and what is doubtful: what the chat would show, and every name."""
        if sheet is None:
            yield from _seen(document.problems)
            yield f"{len(document.people)} people, {len(document.problems)} doubts; nothing to compare with"
            return
        holders: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
        for named in sheet.named:
            for post in named.posts:
                holders[post.unit or sheet.campaign.unit.name].append((named.name, post.role, post.force))
        yield from (people_texts.holders_line(unit, held) for unit, held in holders.items())
        yield ""
        yield from plain(roster.summary(texts.pronouns(None), sheet)).splitlines()
        ends, written = len(sheet.found.ends), "nothing was written" if check else "written"
        fate = ("would end" if check else "have ended") if self.end else "stay; --end-missing ends them"
        yield f"{written}; {ends} posts that the file does not name {fate}" if ends else written


@dataclass(frozen=True, slots=True)
class HeadcountsImport(Import[ReadHeadcounts, ledger_files.HeadcountsReview]):
    """Day and source where the file does not say them. Rows of no known unit are left out: the chat asks about them."""

    work, record = "read_headcounts", ReadHeadcounts

    as_of: str = ""
    source: str = ""

    async def differ(
        self, read: Rows, document: ReadHeadcounts, campaign: Campaign, request: Request
    ) -> ledger_files.HeadcountsReview:
        try:
            day = date.fromisoformat(self.as_of).isoformat() if self.as_of else ""
        except ValueError as error:
            raise CommandRefused(f"--as-of: no day: {self.as_of}") from error
        body = HeadcountsDraft(read=document, as_of=day, source=self.source)
        return await ledger_files.sheet_of(read, body, campaign, request.at)

    def facts(self, sheet: ledger_files.HeadcountsReview, request: Request) -> Sequence[Fact]:
        if not sheet.body.read.rows:
            raise CommandRefused(NO_ROW)
        if sheet.body.day is None or not sheet.body.by:
            raise CommandRefused("the file does not say from which day or by whom it is: add --as-of and --source")
        return [fact(entry, sheet.campaign, request) for entry in entries(sheet.found, sheet.body)]

    def as_json(self, document: ReadHeadcounts, _sheet: ledger_files.HeadcountsReview | None) -> Mapping[str, Any]:
        return read_headcounts.printed(document)

    def as_lines(
        self, document: ReadHeadcounts, sheet: ledger_files.HeadcountsReview | None, *, check: bool
    ) -> Iterator[str]:
        yield from _seen(document.problems)
        for problem in (one for one in document.problems if not one.is_remark):
            parts = (problem.kind, problem.measure, problem.match, problem.suggest)
            what = ": ".join(part for part in parts if part)
            yield f"rows {', '.join(map(str, problem.rows))}: {what}" if problem.rows else what
        counted = f"{len(document.rows)} rows with figures, {len(document.problems)} doubts"
        if sheet is None:
            yield f"{counted}; nothing to compare with"
            return
        for change in sheet.found.changes:
            before = change.before
            was = f"{before.value} ({before.source} {before.as_of})" if before else "nothing"
            yield f"{change.unit.name}: {change.measure}: {was} -> {change.value}"
        for odd in sheet.found.odd:
            yield f"odd: {odd.unit}: {odd.measure}: {odd.kind} {odd.was} {odd.now}"
        new, same = len(sheet.found.changes), sheet.found.same
        yield f"{counted}; {new} figures {'would be' if check else 'are'} new, {same} stand"
