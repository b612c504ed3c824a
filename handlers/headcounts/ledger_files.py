"""Headcounts from a file: shown beside what stands, with what is odd about them; entered when their sender says yes."""

from dataclasses import dataclass

from handlers import attachments, drafting, texts, texts_files
from handlers.headcounts import headcounts_reading as reading
from handlers.headcounts import texts_ledger
from handlers.headcounts import texts_ledger_files as words
from handlers.headcounts.headcounts_difference import Difference, Standing, difference, entries, fact
from handlers.headcounts.headcounts_reading import HeadcountsDraft, ReadHeadcounts
from handlers.intents.intent import Choosable
from handlers.intents.ledger import (
    AcceptHeadcounts,
    AnswerHeadcounts,
    DropHeadcounts,
    PasteHeadcounts,
    PreviewHeadcounts,
)
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, answer, ask_in, say, tell
from storage import headcounts, officials, reckoning, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import DraftChanged
from storage.errands import ErrandEnded
from storage.instants import Instant
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.records import Chat, Message, Person

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft beside the ledger as it stands now."""

    body: HeadcountsDraft
    found: Difference
    campaign: Campaign

    @property
    def guessed(self) -> bool:
        return any(row.unit is None and row.suggest for row in self.body.read.rows)


async def paste(intent: PasteHeadcounts, heard: Heard, who: Campaigner, read: Rows) -> Outcome:
    errand = await attachments.to_read("read_headcounts", {"text": intent.text}, heard, who, read)
    return Outcome((errand,))


async def preview(intent: PreviewHeadcounts, heard: Heard, _who: Who, read: Rows) -> Outcome:
    ended = ErrandEnded(intent.errand, intent.failed)
    by = await drafting.sender(read, intent.campaign, intent.person, intent.chat)
    if by is None:
        return Outcome((ended,))
    p, body = texts.pair(by.person), HeadcountsDraft(read=ReadHeadcounts.model_validate_json(intent.result))
    if intent.failed or body.read.refused or not body.read.rows:
        refused = texts_files.unreadable(body.read.refused) if body.read.refused else words.no_table(p)
        return Outcome((ended,), (tell(heard, by.person, refused),))
    sheet = await sheet_of(read, body, by.campaign, heard.at)
    if not sheet.found.changes and not sheet.guessed and body.day and body.by:
        return Outcome((ended,), (tell(heard, by.person, words.stands_already(p, sheet.found.same)),))
    made, facts = await drafting.begun(read, "headcounts", body.model_dump_json(), by, heard)
    return Outcome((*facts, ended), (_offer(heard, (by.chat, by.person), sheet, made.id),))


async def say_origin(intent: AnswerHeadcounts, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    body, campaign = HeadcountsDraft.model_validate_json(draft.body), await drafting.campaign_of(read, draft)
    understood = body.take(intent.text, campaign.day(heard.written))
    sheet = await sheet_of(read, body, campaign, heard.at)
    unclear = NOTHING if understood else words.origin_unclear(texts.pair(who.person))
    shown = _offer(heard, (who.chat, who.person), sheet, draft.id, unclear)
    return Outcome((DraftChanged(draft.id, draft.version, body.model_dump_json()),), (shown,))


async def accept(intent: AcceptHeadcounts, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    """What stands is looked at again: it may have changed since the draft was shown."""
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    body, campaign = HeadcountsDraft.model_validate_json(draft.body), await drafting.campaign_of(read, draft)
    sheet = await sheet_of(read, body, campaign, heard.at, near=intent.near)
    if body.day is None or not body.by:
        return Outcome(replies=(_offer(heard, (who.chat, who.person), sheet, draft.id),))
    entered = [fact(one, campaign, heard) for one in entries(sheet.found, body.day, body.by)]
    said = words.entered(texts.pair(who.person), sheet.found.units, len(entered))
    return say(heard, who, said, *entered, draft.closed("accepted", heard.at))


async def drop(intent: DropHeadcounts, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    said = answer(heard, who, texts_ledger.left(texts.pair(who.person)))
    return Outcome((draft.closed("dropped", heard.at),), (said,))


async def sheet_of(read: Rows, body: HeadcountsDraft, campaign: Campaign, at: Instant, *, near: bool = False) -> Sheet:
    below, whole, target = await units.below(read, campaign.unit.id), campaign.unit, campaign.settings.target
    day, ids = campaign.day(at), [campaign.unit.id, *(unit.id for unit in below)]
    scope = await reckoning.scope_of(read, whole, at, campaign.id)
    progress = await reckoning.of_unit(read, scope, at) if scope else None
    told = {part.unit.id: part.total(target.indicator) or 0 for part in (progress.living if progress else ())}
    ledger = await headcounts.of_units(read, ids)
    official = await officials.newest(read, ids, campaign.id, target.indicator, at)
    standing = Standing(whole, below, ledger, official, told, target.measure, day, at)
    figures = reading.figures(body, near=near)
    return Sheet(body, difference(figures, body.read.total, (body.day, body.by), standing), campaign)


def _offer(heard: Heard, to: tuple[Chat, Person], sheet: Sheet, draft: int, first: Markup = NOTHING) -> Message:
    """The figures as they would be entered; how to say yes or no, or what is missing before."""
    p, body, found = texts.pair(to[1]), sheet.body, sheet.found
    told = [first, words.read_so_far(p, len(body.read.rows), body.read.measures, (body.day, body.by))]
    told += [words.changes([(one.unit.name, one.measure, one.before, one.value) for one in found.changes], found.same)]
    told += [words.oddities(found.odd), words.problems(body.read.problems)]
    options: list[tuple[str, Choosable]] = []
    late = body.day is not None and body.day > sheet.campaign.day(heard.at)
    if body.day and body.by:
        told += [words.in_future(body.day) if late else NOTHING, words.how_to_decide(p, guessed=sheet.guessed)]
        options += [(words.ACCEPT, AcceptHeadcounts(draft))] if found.changes else []
        options += [(words.ACCEPT_NEAR, AcceptHeadcounts(draft, near=True))] if sheet.guessed else []
    else:
        told += [words.origin_asked(p, day=body.day is None, source=not body.by)]
    return ask_in(heard, *to, texts.lines(*told), [*options, (words.DROP, DropHeadcounts(draft))])


def _gone(heard: Heard, who: KnownSpeaker) -> Outcome:
    return say(heard, who, words.no_draft(texts.pair(who.person)))
