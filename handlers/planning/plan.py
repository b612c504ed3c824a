"""The ward's plan in the chat: shown as it was read, its doubts answered, stored only when its sender says yes."""

from dataclasses import replace

from handlers import attachments, drafting, texts, texts_files
from handlers.counts import texts_rounds
from handlers.intents.plans import (
    AgreePlan,
    AnswerPlan,
    DropPlan,
    PastePlan,
    PreviewPlan,
    ShowPlan,
    ShowSchedule,
)
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, answer, ask_in, say
from handlers.planning import concerned, plan_answers, rounds_owed, schedule, texts_schedule, words_plan
from handlers.planning import plan_reading as reading
from handlers.planning import texts_plan as words
from handlers.planning.plan_difference import Hand
from handlers.planning.plan_preview import offer, options, sheet_of
from handlers.planning.plan_reading import PlanDraft, ReadPlan
from storage import campaigns, drafts
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft, DraftChanged
from storage.errands import ErrandEnded
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.nights import Reason
from storage.records import Chat, Message, Person

NOTHING = Markup("")


async def preview(intent: PreviewPlan, heard: Heard, _who: Who, read: Rows) -> Outcome:
    ended = ErrandEnded(intent.errand, intent.failed)
    by = await drafting.sender(read, intent.campaign, intent.person, intent.chat)
    if by is None:
        return Outcome((ended,))
    chat, person = by.chat, by.person
    p = texts.pair(person)
    plan = ReadPlan.model_validate_json(intent.result)
    refusal = texts.plan_unread(p) if intent.failed else _refusal(p, plan)
    if refusal:
        return Outcome((ended,), (_say(heard, chat, refusal),))
    same_ward = [one for one in await campaigns.alive(read, heard.at) if one.unit.id == by.campaign.unit.id]
    nights = [night for session in plan.sessions for night in session.dates]
    campaign = campaigns.of_nights([by.campaign, *same_ward], nights)
    by = replace(by, campaign=campaign)
    named = words.of_campaign(campaign.name) if len(same_ward) > 1 else NOTHING
    body = PlanDraft(read=plan, seen=campaign.version, guessed=intent.guessed)
    sheet = await sheet_of(read, body, campaign, _hand(heard, person, campaign))
    stands = sheet.found.nothing and not sheet.found.outside and not sheet.found.beyond
    if stands and not reading.open_doubts(body) and not sheet.strangers:
        same = words.stands_already(p, len(sheet.found.units), len(sheet.found.stays))
        return Outcome((ended,), (_say(heard, chat, same),))
    made, facts = await drafting.begun(read, "plan", body.model_dump_json(), by, heard)
    guessed = words.is_it_a_plan(p) if intent.guessed else NOTHING
    return Outcome((*facts, ended), (offer(heard, chat, person, sheet, made, texts.lines(guessed, named)),))


async def paste(intent: PastePlan, heard: Heard, who: Campaigner, read: Rows) -> Outcome:
    sent = {"text": intent.text, **({"guessed": "yes"} if intent.guessed else {})}
    errand = await attachments.to_read("read_plan", sent, heard, who, read)
    return Outcome((errand,))


async def show(_intent: ShowPlan, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    waiting = await drafts.open_of(read, who.person.id, "plan")
    if not waiting:
        p = texts.pair(who.person)
        if not isinstance(who, Campaigner) or not any(group.nights for group in who.plan):
            return say(heard, who, words.no_draft(p))
        shown = await schedule.show_schedule(ShowSchedule(), heard, who, read)
        (first,) = shown.replies
        both = texts.lines(Markup(first.words), texts_schedule.how_to_send(p))
        return Outcome(replies=(replace(first, words=str(both)),))
    draft = waiting[0]
    return await _shown(read, draft, PlanDraft.model_validate_json(draft.body), heard, who)


async def answer_rows(intent: AnswerPlan, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    body, campaign = PlanDraft.model_validate_json(draft.body), await drafting.campaign_of(read, draft)
    waiting, p = reading.open_doubts(body), texts.pair(who.person)
    sheet = await sheet_of(read, body, campaign, _hand(heard, who.person, campaign))
    known, groups = [unit.name for unit in sheet.register.units], reading.groups(body)
    near = min((night for one in body.read.sessions for night in one.dates), default=campaign.starts)
    told = plan_answers.read(intent.text, waiting, [*known, *groups], near) if waiting else {}
    said = fold(intent.text).strip(" .!")
    more = not told or bool(words_plan.EVERY.search(said))  # "giữ" answers the rows, "giữ hết" the names as well
    meant = plan_answers.names(intent.text, groups, sheet.strangers, known) if more else {}
    rows = [] if told else plan_answers.rows(intent.text, body, waiting)
    whole, keeps = words_plan.WHOLE.fullmatch(said), words_plan.KEEP_NIGHTS.fullmatch(said)
    keeps_all = bool(sheet.found.cancelled) and bool(keeps or (words_plan.KEEP.fullmatch(said) and more))
    if not (told or meant or rows or whole or keeps_all):
        unclear = words.answer_unclear(p, waiting, sheet.strangers, groups)
        return Outcome(replies=(ask_in(heard, who.chat, who.person, unclear, options(draft)),))
    body.take(told)
    body.names |= meant
    body.dropped += rows
    body.whole, body.keeps = body.whole or bool(whole), (body.keeps or keeps_all) and not whole
    first = texts.lines(
        words.understood(p, list(meant.items()), rows),
        words.keeps_nights(p) if keeps_all else NOTHING,
        words.replaces_all(p) if whole else NOTHING,
    )
    return await _shown(read, draft, body, heard, who, first)


async def agree(intent: AgreePlan, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    """What stands is looked at again: it may have changed since the draft was shown."""
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    body, campaign = PlanDraft.model_validate_json(draft.body), await drafting.campaign_of(read, draft)
    p = texts.pair(who.person)
    if draft.version != intent.version or body.seen != campaign.version:
        return await _shown(read, draft, body, heard, who, words.changed_meanwhile(p))
    sheet = await sheet_of(read, body, campaign, _hand(heard, who.person, campaign))
    if sheet.found.nothing and not sheet.found.stays:
        return Outcome(replies=(ask_in(heard, who.chat, who.person, words.nothing_to_store(p), options(draft)),))
    closed = draft.closed("accepted", heard.at)
    stored = words.accepted(p, len(sheet.found.units), len(sheet.inside), reading.open_doubts(body))
    told = await concerned.tell(read, sheet.news, sheet.found.units, heard, but=who.person.id)
    news = words.told_of_plan(p, told.reach.reached, len(told.reach.others))
    done = texts.lines(stored, texts_rounds.with_plan(*rounds_owed.counted(sheet.found.owed)), news)
    messages = (answer(heard, who, done), *told.messages, *told.follow_up(heard, who))
    return Outcome((*sheet.found.facts(campaign), closed), messages)


async def drop(intent: DropPlan, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    closed = draft.closed("dropped", heard.at)
    return say(heard, who, words.dropped(texts.pair(who.person)), closed)


def _reason(heard: Heard, person: Person | None) -> Reason:
    return Reason(person.id if person else None, heard.key, heard.at)


def _hand(heard: Heard, person: Person, campaign: Campaign) -> Hand:
    return Hand(heard.ids, _reason(heard, person), campaign.day(heard.at))


def _refusal(p: texts.Pair, read: ReadPlan) -> Markup:
    if read.refused:
        return texts_files.unreadable(read.refused)
    return Markup("") if read.sessions or reading.doubts(read) else words.no_schedule(p)


def _gone(heard: Heard, who: KnownSpeaker) -> Outcome:
    return say(heard, who, words.gone(texts.pair(who.person)))


async def _shown(
    read: Rows, draft: Draft, body: PlanDraft, heard: Heard, who: KnownSpeaker, first: Markup = NOTHING
) -> Outcome:
    """The draft as it is now, in a version of its own: a yes to an older one is no yes to this."""
    campaign = await drafting.campaign_of(read, draft)
    body.seen = campaign.version
    told = body.model_dump_json()
    fresh = replace(draft, body=told, version=draft.version + 1)
    sheet = await sheet_of(read, body, campaign, _hand(heard, who.person, campaign))
    shown = offer(heard, who.chat, who.person, sheet, fresh, first)
    return Outcome((DraftChanged(draft.id, draft.version, told),), (shown,))


def _say(heard: Heard, chat: Chat, said: Markup) -> Message:
    return Message(heard.ids(), "answer", heard.key, heard.at, chat=chat, words=str(said))
