"""The ward's roster in the chat: shown as it was read, doubts as choices, stored only when its sender says yes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handlers import drafting, texts
from handlers.intents.intent import Choosable
from handlers.intents.rosters import (
    AcceptRoster,
    DropRoster,
    PreviewRoster,
    ReviewRoster,
    SettleRoster,
    ShowRoster,
)
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, ask_in, say, tell
from handlers.people import roster_difference
from handlers.people import roster_reading as reading
from handlers.people import texts_roster as words
from handlers.people.roster_difference import Difference, Known, Occasion
from handlers.people.roster_reading import Named, ReadRoster, RosterDraft
from storage import drafts, people, posts, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft, DraftChanged
from storage.errands import ErrandEnded
from storage.lookup import KnownSpeaker, Who
from storage.records import Chat, Message, Person, Role, Unit


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft in the hand of who decides on it: what was read, the ward's units, and who is known."""

    campaign: Campaign
    body: RosterDraft
    units: tuple[Unit, ...]
    named: tuple[Named, ...]
    found: Difference
    first: bool  # nobody but the sender is known yet


async def preview(intent: PreviewRoster, heard: Heard, _who: Who, read: Rows) -> Outcome:
    ended = ErrandEnded(intent.errand)
    by = await drafting.sender(read, intent.campaign, intent.person, intent.chat)
    if by is None:
        return Outcome((ended,))
    person = by.person
    body = RosterDraft(read=ReadRoster.model_validate_json(intent.result))
    sheet = await _sheet(read, body, by.campaign, person.id, heard)
    p = texts.pair(person)
    if not body.read.people:
        return Outcome((ended,), (tell(heard, person, words.no_roster(p)),))
    if not sheet.units:
        return Outcome((ended,), (tell(heard, person, words.plan_first(p)),))
    if sheet.found.nothing:
        return Outcome((ended,), (tell(heard, person, words.nothing_new(p)),))
    made, facts = await drafting.begun(read, "roster", body.model_dump_json(), by, heard)
    return Outcome((*facts, ended), (_offer(heard, by.chat, person, sheet, made.id),))


async def show(_intent: ShowRoster, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    waiting = await drafts.open_of(read, who.person.id, "roster")
    if not waiting:
        return say(heard, who, words.no_draft(texts.pair(who.person)))
    sheet = await _of_draft(read, waiting[0], heard)
    return Outcome(replies=(_offer(heard, who.chat, who.person, sheet, waiting[0].id),))


async def review(intent: ReviewRoster, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    return Outcome(replies=(await _next(read, draft, heard, who.chat, who.person),))


async def settle(intent: SettleRoster, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    body = RosterDraft.model_validate_json(draft.body)
    body.chosen[intent.doubt] = reading.Choice(intent.choice)
    told = body.model_dump_json()
    changed = Draft(draft.id, "roster", draft.campaign_id, draft.person_id, draft.chat_id, told, draft.made)
    asked = await _next(read, changed, heard, who.chat, who.person)
    return Outcome((DraftChanged(draft.id, draft.version, told),), (asked,))


async def accept(intent: AcceptRoster, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    """What is known is looked at again: it may have changed since the draft was shown."""
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    sheet = await _of_draft(read, draft, heard)
    occasion = occasion_of(sheet.campaign, sheet.units, heard, who)
    facts = roster_difference.facts(sheet.found, occasion, end=intent.end)
    found, ended = sheet.found, len(sheet.found.ends) if intent.end else 0
    told = words.accepted(texts.pair(who.person), len(found.new), len(found.changed), len(found.begins), ended)
    return say(heard, who, told, *facts, draft.closed("accepted", heard.at))


async def drop(intent: DropRoster, heard: Heard, who: KnownSpeaker, read: Rows) -> Outcome:
    draft = await drafting.own(read, intent.draft, who)
    if draft is None:
        return _gone(heard, who)
    closed = draft.closed("dropped", heard.at)
    return say(heard, who, words.dropped(texts.pair(who.person)), closed)


def occasion_of(campaign: Campaign, below: Sequence[Unit], heard: Heard, who: KnownSpeaker) -> Occasion:
    known = {unit.name: unit for unit in below}
    return Occasion(who.person.id, who.chat.channel, heard.at, heard.ids, campaign.unit, known)


def _gone(heard: Heard, who: KnownSpeaker) -> Outcome:
    return say(heard, who, words.no_draft(texts.pair(who.person)))


async def _of_draft(read: Rows, draft: Draft, heard: Heard) -> Sheet:
    campaign = await drafting.campaign_of(read, draft)
    return await _sheet(read, RosterDraft.model_validate_json(draft.body), campaign, draft.person_id, heard)


async def _sheet(read: Rows, body: RosterDraft, campaign: Campaign, sender: int, heard: Heard) -> Sheet:
    known = await known_below(read, campaign.unit, heard)
    named = reading.people(body)
    below = await units.below(read, campaign.unit.id)
    found = roster_difference.difference(named, known, sender)
    return Sheet(campaign, body, below, tuple(named), found, first=len(known) <= 1)


async def known_below(read: Rows, unit: Unit, heard: Heard) -> list[Known]:
    """Everybody who holds a post in the ward."""
    held = roster_difference.holders(await posts.below(read, [unit.id], heard.at))
    known, numbers = await people.by_id(read, held), await people.phones(read, held)
    return [Known(person, numbers.get(id_), held[id_]) for id_, person in sorted(known.items())]


async def _next(read: Rows, draft: Draft, heard: Heard, chat: Chat, person: Person) -> Message:
    """The next doubt, or, behind the last one, the whole again."""
    body = RosterDraft.model_validate_json(draft.body)
    waiting = reading.open_doubts(body)
    if not waiting:
        return _offer(heard, chat, person, await _of_draft(read, draft, heard), draft.id)
    place, doubt = waiting[0], body.read.problems[waiting[0]]
    offered = reading.choices(doubt)
    labels = [words.choice(doubt.kind, one, doubt.suggest or "") for one in offered]
    options: list[tuple[str, Choosable]] = [
        (label, SettleRoster(draft.id, place, one)) for label, one in zip(labels, offered, strict=True)
    ]
    rows = words.rows_named(doubt.rows)
    asked = words.doubt_asked(texts.pair(person), doubt.kind, rows, _given(body, place), labels)
    return ask_in(heard, chat, person, asked, options)


def _offer(heard: Heard, chat: Chat, person: Person, sheet: Sheet, draft: int) -> Message:
    """The roster as it would be stored, and how to say yes or no."""
    p, open_ = texts.pair(person), reading.open_doubts(sheet.body)
    options: list[tuple[str, Choosable]] = [(words.ACCEPT, AcceptRoster(draft))]
    if sheet.found.ends:
        options.append((words.ACCEPT_AND_END, AcceptRoster(draft, end=True)))
    if open_:
        options.append((words.REVIEW, ReviewRoster(draft)))
    options.append((words.DROP, DropRoster(draft)))
    ends = [f"{one.name} ({words.post_name(held.post.role, held.post.force)})" for one, held in sheet.found.ends]
    would_end = words.would_end(p, ends) if ends and not sheet.first else Markup("")
    shown = texts.lines(summary(p, sheet), would_end, words.how_to_decide(p, doubtful=len(open_)))
    return ask_in(heard, chat, person, shown, options)


def summary(p: texts.Pair, sheet: Sheet) -> Markup:
    """What the roster gives, what it changes, and what is doubtful in it."""
    return texts.lines(_counted(p, sheet), _against(sheet), _doubts(sheet))


def _counted(p: texts.Pair, sheet: Sheet) -> Markup:
    """People by post, people of each unit, and which units nobody leads, in the file or already."""
    wanted = [(one, post) for one in sheet.named for post in one.posts]
    by_role = Counter(words.post_name(post.role, post.force) for _, post in wanted)
    per_unit = Counter(post.unit for _, post in wanted if post.unit)
    leads = {post.unit for _, post in wanted if post.unit and post.role is Role.LEADER}
    kept = {held.post.unit.name for _, held in sheet.found.ends if held.post.role is Role.LEADER}
    groups = [unit for unit in sheet.units if unit.kind in {"group", "building"}]
    headless = [unit.name for unit in groups if unit.name not in leads | kept]
    counts = [(unit.name, per_unit[unit.name]) for unit in groups if per_unit[unit.name]]
    head = words.counted(p, len(sheet.named), len(wanted), by_role.most_common())
    return texts.lines(head, words.per_unit(counts, headless))


def _against(sheet: Sheet) -> Markup:
    found = sheet.found
    if sheet.first:
        return Markup("")
    named = {
        "phone": [change.known.person.name for change in found.changed if change.phone],
        "title": [change.known.person.name for change in found.changed if change.title],
        "name": [f"{change.known.person.name} → {change.name}" for change in found.changed if change.name],
        "begins": [f"{person.name} ({words.post_name(post.role, post.force)})" for person, post in found.begins],
    }
    told = [words.changed(kind, names) for kind, names in named.items() if names]
    instead = [f"{person.name} ({words.post_name(one.post.role, one.post.force)})" for person, one in found.replaced]
    told += [words.changed("replaced", instead)] if instead else []
    told += [words.two_heads(double)] if (double := _two_heads(sheet)) else []
    return words.difference_told(len(found.new), found.same, told)


def _two_heads(sheet: Sheet) -> list[str]:
    """Units whose head of until now would go on beside the one that the roster names."""
    led = {post.unit for one in sheet.named for post in one.posts if post.unit and post.role is Role.LEADER}
    ends = (held.post for _, held in sheet.found.ends if held.post.role is Role.LEADER)
    return [post.unit.name for post in ends if post.unit.name in led]


def _doubts(sheet: Sheet) -> Markup:
    """Missing numbers are told in one line; nobody wants to be asked about each."""
    problems = list(enumerate(sheet.body.read.problems))
    silent = [row for _, doubt in problems if doubt.kind == "phone_missing" for row in doubt.rows]
    told = [
        words.doubt(doubt.kind, words.rows_named(doubt.rows), _given(sheet.body, place))
        for place, doubt in sorted(problems, key=lambda one: not reading.choices(one[1]))
        if doubt.kind != "phone_missing"
    ]
    unplaced = [
        words.doubt("unplaced", words.rows_named(one.rows), {"name": one.name}) for one in sheet.named if one.unplaced
    ]
    missing = [words.doubt("phone_missing", words.rows_named(silent), {})] if silent else []
    return words.doubts_told([*told, *unplaced, *missing])


def _given(body: RosterDraft, place: int) -> dict[str, str]:
    doubt = body.read.problems[place]
    name, chosen = reading.namesake(body.read, doubt), body.answer(place)
    return {"name": name, "match": doubt.match, "suggest": doubt.suggest or "", "choice": str(chosen or "")}
