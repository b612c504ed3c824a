"""Headcounts from a file: shown beside what stands, with what is odd about them; entered when their sender says yes."""

from dataclasses import dataclass, replace

from handlers import drafting
from handlers import texts as common
from handlers.drafting import NOTHING, Begun, DraftKind, DraftSender, Option, Says, Stored
from handlers.headcounts import headcounts_reading as reading
from handlers.headcounts import texts
from handlers.headcounts.headcounts_difference import HeadcountsDifference, LedgerStanding, difference, entries, fact
from handlers.headcounts.headcounts_reading import HeadcountsDraft
from handlers.headcounts.read_headcounts import ReadHeadcounts
from handlers.intents.drafts import AcceptDraft, PreviewDraft
from handlers.markup import Markup
from handlers.outcome import Request
from storage import headcounts, officials, reckoning, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant
from storage.lookup import KnownSpeaker

NEAR = "near"  # the yes that also takes rows whose unit nobody knows, for the unit of the nearest name


@dataclass(frozen=True, slots=True)
class HeadcountsReview:
    """A draft beside the ledger as it stands. `near`: with the rows of names that are only nearly those of units."""

    body: HeadcountsDraft
    found: HeadcountsDifference
    near: HeadcountsDifference
    campaign: Campaign
    late: bool  # its day is still to come

    @property
    def guessed(self) -> bool:
        return any(row.unit is None and row.suggest for row in self.body.read.rows)


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
    return HeadcountsReview(body, sure, near, campaign, late=body.day is not None and body.day > day)


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
    open_ = sheet.found.changes or sheet.guessed or not (sheet.body.day and sheet.body.by)
    return NOTHING if open_ else texts.stands_already(p, sheet.found.same)


def _preview(p: common.Pronouns, sheet: HeadcountsReview, yes: AcceptDraft) -> tuple[Markup, list[Option]]:
    """The figures as they would be entered; how to say yes or no, or what is missing before."""
    body, headcounts_difference = sheet.body, sheet.found
    parts = [texts.read_so_far(p, len(body.read.rows), body.read.measures, (body.day, body.by))]
    parts += [
        texts.changes(
            [
                (change.unit.name, change.measure, change.before, change.value)
                for change in headcounts_difference.changes
            ],
            headcounts_difference.same,
        )
    ]
    parts += [texts.oddities(headcounts_difference.odd), texts.problems(body.read.problems)]
    parts += [common.seen(p, body.read.problems)]
    if not (body.day and body.by):
        return common.lines(*parts, texts.origin_asked(p, day=body.day is None, source=not body.by)), []
    parts += [texts.in_future(body.day) if sheet.late else NOTHING, texts.how_to_decide(p, guessed=sheet.guessed)]
    plain: list[Option] = [(common.ACCEPT, yes)] if headcounts_difference.changes else []
    near: list[Option] = [(texts.ACCEPT_NEAR, replace(yes, also=NEAR))] if sheet.guessed else []
    return common.lines(*parts), [*plain, *near]


def _answer(sheet: HeadcountsReview, text: str, p: common.Pronouns, request: Request) -> tuple[bool, Markup]:
    understood = sheet.body.take(text, sheet.campaign.day(request.written))
    return True, NOTHING if understood else texts.origin_unclear(p)


async def _store(
    _read: Rows, sheet: HeadcountsReview, also: str, request: Request, who: KnownSpeaker
) -> Stored | Markup:
    headcounts_difference = sheet.near if also == NEAR else sheet.found
    entered = tuple(fact(entry, sheet.campaign, request) for entry in entries(headcounts_difference, sheet.body))
    return Stored(entered, texts.table_entered(common.pronouns(who.person), headcounts_difference.units, len(entered)))


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
)
