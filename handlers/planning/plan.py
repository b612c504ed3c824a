"""The ward's plan in the chat: shown as it was read, its doubts answered, stored only when its sender says yes."""

from dataclasses import replace

from handlers import drafting, reaching
from handlers import texts as common
from handlers.counts import texts as counts_texts
from handlers.drafting import NOTHING, Begun, DraftKind, DraftSender, Says, Stored
from handlers.intents.drafts import PreviewDraft
from handlers.intents.plans import ShowSchedule
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, say
from handlers.planning import concerned, plan_answers, rounds_owed, schedule, texts, words
from handlers.planning import plan_reading as reading
from handlers.planning.plan_difference import Hand
from handlers.planning.plan_preview import PlanReview, preview, sheet_of, whole
from handlers.planning.plan_reading import PlanDraft
from handlers.planning.read_plan import ReadPlan
from storage import campaigns
from storage.database import Rows
from storage.lookup import Campaigner, KnownSpeaker
from storage.nights import ChangeReason


async def _begin(read: Rows, intent: PreviewDraft, by: DraftSender, request: Request) -> Begun[PlanDraft] | Markup:
    """Of several campaigns of one ward it belongs to the one that has its nights."""
    p = common.pronouns(by.person)
    if intent.failed:
        return common.plan_unread(p)
    plan = drafting.parsed(ReadPlan, intent.result)
    if plan.refused:
        return common.unreadable(plan.refused)
    if not (plan.sessions or reading.doubts(plan)):
        return common.lines(texts.no_schedule(p), common.seen(p, plan.problems))
    same_ward = [one for one in await campaigns.alive(read, request.at) if one.unit.id == by.campaign.unit.id]
    nights = [night for session in plan.sessions for night in session.dates]
    campaign = campaigns.of_nights([by.campaign, *same_ward], nights)
    named = texts.of_campaign(campaign.name) if len(same_ward) > 1 else NOTHING
    guessed = texts.is_it_a_plan(p) if intent.guessed else NOTHING
    return Begun(PlanDraft(read=plan), campaign, common.lines(guessed, named))


async def _differ(read: Rows, body: PlanDraft, by: DraftSender, request: Request) -> PlanReview:
    reason = ChangeReason(by.person.id, request.key, request.at)
    sheet = await sheet_of(read, body, by.campaign, Hand(request.ids, reason, by.campaign.day(request.at)))
    if not sheet.news:
        return sheet
    informed = await concerned.tell(read, sheet.news, sheet.found.units, request, but=by.person.id)
    return replace(sheet, cost=await reaching.price(read, informed.reach, request.at, by.campaign.zone))


def _same(p: common.Pronouns, sheet: PlanReview) -> Markup:
    plan_difference = sheet.found
    open_ = reading.open_doubts(sheet.body) or sheet.strangers
    if open_ or not plan_difference.nothing or plan_difference.outside or plan_difference.beyond:
        return NOTHING
    stands = texts.stands_already(p, len(plan_difference.units), len(plan_difference.stays))
    return common.lines(stands, common.seen(p, sheet.body.read.problems))


def _answer(sheet: PlanReview, text: str, p: common.Pronouns, _heard: Request) -> tuple[bool, Markup]:
    body, waiting = sheet.body, reading.open_doubts(sheet.body)
    known, groups = [unit.name for unit in sheet.register.units], reading.groups(body)
    near = min((night for session in body.read.sessions for night in session.dates), default=sheet.campaign.starts)
    told = plan_answers.read(text, waiting, [*known, *groups], near) if waiting else {}
    said = fold(text).strip(" .!")
    more = not told or bool(words.EVERY.search(said))  # "giữ" answers the rows, "giữ hết" the names as well
    meant = plan_answers.names(text, groups, sheet.strangers, known) if more else {}
    rows = [] if told else plan_answers.rows(text, body, waiting)
    whole, keeps = words.WHOLE.fullmatch(said), words.KEEP_NIGHTS.fullmatch(said)
    keeps_all = bool(sheet.found.cancelled) and bool(keeps or (words.KEEP.fullmatch(said) and more))
    if not (told or meant or rows or whole or keeps_all):
        return False, texts.answer_unclear(p, waiting, sheet.strangers, groups)
    body.take(told)
    body.names |= meant
    body.dropped += rows
    body.whole, body.keeps = body.whole or bool(whole), (body.keeps or keeps_all) and not whole
    return True, common.lines(
        texts.understood(p, list(meant.items()), rows),
        texts.keeps_nights(p) if keeps_all else NOTHING,
        texts.replaces_all(p) if whole else NOTHING,
    )


async def _store(read: Rows, sheet: PlanReview, _also: str, request: Request, who: KnownSpeaker) -> Stored | Markup:
    p, plan_difference = common.pronouns(who.person), sheet.found
    if plan_difference.nothing and not plan_difference.stays:
        return texts.nothing_to_store(p)
    stored = texts.accepted(p, len(plan_difference.units), len(sheet.inside), reading.open_doubts(sheet.body))
    informed = await concerned.tell(read, sheet.news, plan_difference.units, request, but=who.person.id)
    news = texts.told_of_plan(p, informed.reach.reached, len(informed.reach.others))
    done = common.lines(stored, counts_texts.with_plan(*rounds_owed.counted(plan_difference.owed)), news)
    return Stored(plan_difference.facts(sheet.campaign), done, (*informed.messages, *informed.follow_up(request, who)))


async def _how_to_send(request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """With what stands, where anything does."""
    p = common.pronouns(who.person)
    if not isinstance(who, Campaigner) or not any(group.nights for group in who.plan):
        return say(request, who, texts.no_draft(p))
    shown = await schedule.show_schedule(ShowSchedule(), request, who, read)
    (first,) = shown.replies
    both = common.lines(Markup(first.words), texts.how_to_send(p))
    return Outcome(replies=(replace(first, words=str(both)),))


PLAN: DraftKind[PlanDraft, PlanReview] = drafting.DraftKind(
    "plan",
    PlanDraft,
    Says(texts.gone, texts.dropped, texts.changed_meanwhile),
    begin=_begin,
    differ=_differ,
    same=_same,
    ground=lambda sheet: (sheet.campaign.version, [(unit.id, unit.name) for unit in sheet.register.units]),
    preview=preview,
    store=_store,
    answer=_answer,
    whole=whole,
    none=_how_to_send,
)
