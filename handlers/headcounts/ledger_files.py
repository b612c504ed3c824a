"""Headcounts from a file: shown beside what stands, with what is odd about them; entered when their sender says yes."""

from dataclasses import dataclass, replace

from handlers import drafting
from handlers import texts as common
from handlers.drafting import NOTHING, Begun, DraftKind, DraftSender, Option, Says, Stored
from handlers.headcounts import headcounts_reading as reading
from handlers.headcounts import texts
from handlers.headcounts.headcounts_difference import (
    GROUPS,
    HeadcountsDifference,
    LedgerStanding,
    difference,
    entries,
    fact,
)
from handlers.headcounts.headcounts_reading import HeadcountsDraft
from handlers.headcounts.read_headcounts import ReadHeadcounts
from handlers.intents.drafts import AcceptDraft, AnswerDraft, PreviewDraft
from handlers.markup import Markup
from handlers.outcome import Request
from handlers.problem import Problem, number_of
from storage import headcounts, officials, reckoning, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant
from storage.lookup import KnownSpeaker

NEAR = "near"  # the yes that also takes rows whose unit nobody knows, for the unit of the nearest name


@dataclass(frozen=True, slots=True)
class HeadcountsReview:
    """A draft beside the ledger as it stands. `near`: with the rows of names that are only nearly those of units;
    `units`: of the ward; `absent`: those that a table of most of them does not name.
    """

    body: HeadcountsDraft
    found: HeadcountsDifference
    near: HeadcountsDifference
    campaign: Campaign
    late: bool  # its day is still to come
    units: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def guessed(self) -> bool:
        settled = {
            *self.body.places,
            *(row.written for row in self.body.read.rows if number_of(row.row) in self.body.dropped),
        }
        return any(row.unit is None and row.suggest and row.written not in settled for row in self.body.read.rows)


async def sheet_of(read: Rows, body: HeadcountsDraft, campaign: Campaign, at: Instant) -> HeadcountsReview:
    below, whole, target = await units.below(read, campaign.unit.id), campaign.unit, campaign.settings.target
    day, ids = campaign.day(at), [campaign.unit.id, *(unit.id for unit in below)]
    scope = await reckoning.scope_of(read, whole, at, campaign.id)
    progress = await reckoning.of_unit(read, scope, at) if scope else None
    told = {part.unit.id: part.total(target.indicator) or 0 for part in (progress.living if progress else ())}
    ledger = await headcounts.of_units(read, ids)
    official = await officials.newest(read, ids, campaign.id, target.indicator, at)
    standing = LedgerStanding(whole, below, ledger, official, told, target.measure, day, at)
    sure, near = (
        difference(reading.figures(body, near=near), body.read.total, (body.day, body.by), standing)
        for near in (False, True)
    )
    names = tuple(unit.name for unit in below)
    named = {*(row.unit for row in (*body.read.rows, *body.read.unclear)), *body.places.values()}
    groups = [unit.name for unit in below if unit.kind in GROUPS]
    absent = tuple(common.in_order(name for name in groups if name not in named))
    most = len(absent) * 2 <= len(groups)
    late = body.day is not None and body.day > day
    return HeadcountsReview(body, sure, near, campaign, late, names, absent if most else ())


async def _begin(
    _read: Rows, intent: PreviewDraft, by: DraftSender, _heard: Request
) -> Begun[HeadcountsDraft] | Markup:
    counts = ReadHeadcounts() if intent.failed else drafting.parsed(ReadHeadcounts, intent.result)
    if counts.refused:
        return common.unreadable(counts.refused)
    p = common.pronouns(by.person)
    if counts.rows:
        return Begun(HeadcountsDraft(read=counts), by.campaign)
    return common.lines(texts.no_table(p), common.seen(p, counts.problems))


async def _differ(read: Rows, body: HeadcountsDraft, by: DraftSender, request: Request) -> HeadcountsReview:
    return await sheet_of(read, body, by.campaign, request.at)


def _same(p: common.Pronouns, sheet: HeadcountsReview) -> Markup:
    body = sheet.body
    doubtful = any(not problem.is_remark for problem in body.read.problems)
    open_ = sheet.found.changes or sheet.guessed or body.unpicked or doubtful or not (body.day and body.by)
    return NOTHING if open_ else texts.stands_already(p, sheet.found.same)


def _preview(p: common.Pronouns, sheet: HeadcountsReview, yes: AcceptDraft) -> tuple[Markup, list[Option]]:
    """The figures as they would be entered; how to say yes or no, or what is missing before."""
    body = sheet.body
    parts = _told(p, sheet, texts.ROWS_SHOWN)
    columns: list[Option] = [
        (texts.column_is(label), AnswerDraft("headcounts", yes.draft, texts.column_is(label)))
        for labels in body.unpicked.values()
        for label in labels
    ]
    if not (body.day and body.by):
        return common.lines(*parts, texts.origin_asked(p, day=body.day is None, source=not body.by)), columns
    plain: list[Option] = [(common.ACCEPT, yes)] if sheet.found.changes else []
    near: list[Option] = [(texts.ACCEPT_NEAR, replace(yes, also=NEAR))] if sheet.guessed else []
    decide = texts.how_to_decide(p, guessed=sheet.guessed) if plain or near else texts.nothing_clear(p)
    return common.lines(*parts, decide), [*plain, *near, *columns]


def _told(p: common.Pronouns, sheet: HeadcountsReview, most: int) -> list[Markup]:
    """What was read, what it changes, and what is doubtful; the questions last."""
    body, found = sheet.body, sheet.found
    measures = dict.fromkeys((*body.read.measures, *body.read.either))
    told = [(change.unit.name, change.measure, change.before, change.value) for change in found.changes]
    return [
        texts.read_so_far(p, len(body.read.rows), list(measures), (body.day, body.by)),
        texts.changes(told, found.same, most),
        texts.absent(sheet.absent),
        texts.oddities(found.odd),
        texts.problems(_open_problems(body), most),
        common.seen(p, body.read.problems),
        texts.how_to_settle(p, _open_problems(body)),
        texts.in_future(body.day) if sheet.late and body.day else NOTHING,
        texts.columns_asked(p, body.unpicked),
    ]


def _open_problems(body: HeadcountsDraft) -> list[Problem]:
    """Those that no answer has settled."""
    told = (problem for problem in body.read.problems if not problem.is_remark)
    return [problem for problem in told if not _is_settled(problem, body)]


def _is_settled(problem: Problem, body: HeadcountsDraft) -> bool:
    rows = {number_of(row) for row in problem.rows}
    said = any(problem.measure in body.values.get(row, {}) for row in rows)
    named = problem.kind == "unknown_unit" and problem.match in body.places
    return bool(rows and rows <= set(body.dropped)) or said or named or problem.measure in body.read.either


def _whole(p: common.Pronouns, sheet: HeadcountsReview) -> Markup:
    if sheet.found.units <= texts.ROWS_SHOWN:
        return NOTHING
    decide = texts.how_to_decide(p, guessed=sheet.guessed) if sheet.body.day and sheet.body.by else NOTHING
    return common.lines(*_told(p, sheet, len(sheet.found.changes) + len(sheet.body.read.problems)), decide)


def _answer(sheet: HeadcountsReview, text: str, p: common.Pronouns, request: Request) -> tuple[bool, Markup]:
    understood = sheet.body.settle(text, sheet.units) or sheet.body.take(text, sheet.campaign.day(request.written))
    if not understood and sheet.body.day and sheet.body.by:
        return True, texts.answer_unclear(p)
    return True, NOTHING if understood else texts.origin_unclear(p)


async def _store(
    _read: Rows, sheet: HeadcountsReview, also: str, request: Request, who: KnownSpeaker
) -> Stored | Markup:
    p, headcounts_difference = common.pronouns(who.person), sheet.near if also == NEAR else sheet.found
    entered = tuple(fact(entry, sheet.campaign, request) for entry in entries(headcounts_difference, sheet.body))
    asked = texts.columns_asked(p, sheet.body.unpicked)
    if not entered:
        return common.lines(texts.nothing_clear(p), asked)
    return Stored(entered, texts.table_entered(p, headcounts_difference.units, len(entered)), waits=asked)


HEADCOUNTS: DraftKind[HeadcountsDraft, HeadcountsReview] = drafting.DraftKind(
    "headcounts",
    HeadcountsDraft,
    Says(texts.no_draft, texts.left, texts.changed_meanwhile),
    begin=_begin,
    differ=_differ,
    same=_same,
    ground=lambda sheet: sheet.near.changes,
    preview=_preview,
    store=_store,
    answer=_answer,
    whole=_whole,
)
