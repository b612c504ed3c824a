"""The ward's roster in the chat: shown as it was read, doubts as choices, stored only when its sender says yes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from handlers import drafting
from handlers import texts as common
from handlers.drafting import NOTHING, Begun, DraftKind, DraftSender, Option, Says, Stored
from handlers.intents.drafts import AcceptDraft, AnswerDraft, PreviewDraft, ReviewDraft, SettleDoubt
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask_in
from handlers.people import roster_answers, roster_difference, texts
from handlers.people import roster_reading as reading
from handlers.people.read_roster import ReadRoster
from handlers.people.roster_difference import KnownPerson, RosterDifference, RosterSource
from handlers.people.roster_reading import RosterDraft, RosterPerson, UnplacedHead
from handlers.problem import Label, Problem, number_of
from storage import people, posts, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft, DraftChanged
from storage.instants import Instant
from storage.lookup import KnownSpeaker
from storage.records import Role, Unit

EVERY = 10_000  # doubts; more rows than a roster has
END = "end"  # the yes that also ends posts which the roster does not name


@dataclass(frozen=True, slots=True)
class RosterReview:
    """A draft in the hand of who decides on it: what was read, the ward's units, and who is known.

    `waiting`: heads and deputies that are held back until somebody has said where they are.
    """

    campaign: Campaign
    body: RosterDraft
    units: tuple[Unit, ...]
    named: tuple[RosterPerson, ...]
    found: RosterDifference
    first: bool  # nobody but the sender is known yet
    waiting: tuple[UnplacedHead, ...] = ()


async def sheet_of(read: Rows, body: RosterDraft, campaign: Campaign, sender: int | None, at: Instant) -> RosterReview:
    below = await units.below(read, campaign.unit.id)
    held = roster_difference.holders(await posts.below(read, [campaign.unit.id], at))
    persons, numbers = await people.by_id(read, held), await people.phones(read, held)
    known = [KnownPerson(person, numbers.get(id_), held[id_]) for id_, person in sorted(persons.items())]
    names = [unit.name for unit in below]
    named = tuple(reading.people(body, names))
    difference = roster_difference.difference(named, known, sender)
    first = all(known_person.person.id == sender for known_person in known)
    clear = tuple(one for one in named if not one.waits)
    return RosterReview(campaign, body, below, clear, difference, first, reading.unplaced(body, names))


async def _begin(_read: Rows, intent: PreviewDraft, by: DraftSender, _heard: Request) -> Begun[RosterDraft] | Markup:
    body = RosterDraft(read=drafting.parsed(ReadRoster, intent.result))
    p = common.pronouns(by.person)
    if body.read.people:
        return Begun(body, by.campaign)
    return common.lines(texts.no_roster(p), common.seen(p, body.read.problems))


async def _differ(read: Rows, body: RosterDraft, by: DraftSender, request: Request) -> RosterReview:
    return await sheet_of(read, body, by.campaign, by.person.id, request.at)


def _same(p: common.Pronouns, sheet: RosterReview) -> Markup:
    if not sheet.units:
        return texts.plan_first(p)
    return texts.nothing_new(p) if sheet.found.nothing and not sheet.waiting else NOTHING


def _preview(p: common.Pronouns, sheet: RosterReview, yes: AcceptDraft) -> tuple[Markup, list[Option]]:
    """The roster as it would be stored, what has to be answered before, and how to say yes or no."""
    open_ = reading.open_doubts(sheet.body)
    options: list[Option] = [(common.ACCEPT, yes)]
    if sheet.found.ends:
        options.append((texts.ACCEPT_AND_END, replace(yes, also=END)))
    if open_:
        options.append((texts.REVIEW, ReviewDraft(yes.draft)))
    options += _placing(sheet.waiting, yes.draft)
    decide = texts.how_to_decide(p, doubtful=len(open_), waiting=len(sheet.waiting), whole=_is_long(sheet))
    asked = texts.unplaced_asked(p, sheet.waiting)
    return common.lines(summary(p, sheet), _would_end(p, sheet), asked, decide), options


def _placing(waiting: Sequence[UnplacedHead], draft: int) -> list[Option]:
    """The first question by a button; the others by words."""
    if not waiting:
        return []
    first = waiting[0]
    number = number_of(first.row)
    beside = any(one.row == first.row and one.written != first.written for one in waiting)
    said = [
        texts.name_is(first.written, name) if beside and first.written else texts.row_is(number, name)
        for name in (*first.near, *first.others)
    ]
    near: list[Option] = [(text, AnswerDraft("roster", draft, text)) for text in said]
    return [*near, (texts.drop_row(number), AnswerDraft("roster", draft, texts.drop_row(number)))]


def _would_end(p: common.Pronouns, sheet: RosterReview) -> Markup:
    ends = [f"{person.name} ({texts.post_name(held.post.role, held.post.force)})" for person, held in sheet.found.ends]
    return texts.would_end(p, ends) if ends and not sheet.first else NOTHING


def _answer(sheet: RosterReview, text: str, p: common.Pronouns, _heard: Request) -> tuple[bool, Markup]:
    body, units = sheet.body, [unit.name for unit in sheet.units]
    told = roster_answers.read(text, body, sheet.waiting, units)
    if told is None:
        return False, texts.answer_unclear(p, sheet.waiting)
    body.places |= told.places
    body.rows |= told.rows
    body.dropped += [row for row in told.dropped if row not in body.dropped]
    return True, texts.placed(p, told.places, told.rows, _rows_named(body, told.dropped))


def _rows_named(body: RosterDraft, rows: Sequence[str]) -> list[str]:
    return [texts.row_of(row, [one.name for one in body.read.people if number_of(one.row) == row]) for row in rows]


def _is_long(sheet: RosterReview) -> bool:
    """Whether the preview cuts a list short."""
    shown = [names for _, names in _by_role(sheet)]
    return any(len(names) > texts.HELPERS_SHOWN for names in shown) or len(sheet.waiting) > texts.QUESTIONS_SHOWN


def _whole(p: common.Pronouns, sheet: RosterReview) -> Markup:
    if not _is_long(sheet):
        return NOTHING
    holders: dict[str, list[str]] = defaultdict(list)
    for one in sheet.named:
        for post in one.posts:
            held = texts.post_begun(one.name, post.role, post.force, None)
            holders[post.unit or sheet.campaign.unit.name].append(held)
    units = [(unit, holders[unit]) for unit in common.in_order(holders)]
    asked = texts.unplaced_asked(p, sheet.waiting, most=len(sheet.waiting))
    decide = texts.how_to_decide(p, doubtful=len(reading.open_doubts(sheet.body)), waiting=len(sheet.waiting))
    parts = [_against(sheet, most=len(sheet.named)), _left_out(sheet.body), _doubts(sheet, most=EVERY), asked, decide]
    return texts.everybody(p, units, parts)


async def _store(_read: Rows, sheet: RosterReview, also: str, request: Request, who: KnownSpeaker) -> Stored | Markup:
    p, actor, difference, end = common.pronouns(who.person), who.person.id, sheet.found, also == END
    stores = difference.new or difference.changed or difference.begins or (end and difference.ends)
    if sheet.waiting and not stores:
        return texts.still_waiting(p, sheet.waiting)
    ended = len(difference.ends) if end else 0
    text = texts.accepted(p, len(difference.new), len(difference.changed), len(difference.begins), ended)
    known = {unit.name: unit for unit in sheet.units}
    occasion = RosterSource(actor, who.chat.channel, request.at, request.ids, sheet.campaign.unit, known)
    facts = roster_difference.facts(difference, occasion, end=end)
    return Stored(facts, text, waits=texts.unplaced_asked(p, sheet.waiting))


ROSTER: DraftKind[RosterDraft, RosterReview] = drafting.DraftKind(
    "roster",
    RosterDraft,
    Says(texts.no_draft, texts.dropped, texts.changed_meanwhile),
    begin=_begin,
    differ=_differ,
    same=_same,
    ground=lambda sheet: (sheet.found, [(unit.id, unit.name) for unit in sheet.units]),
    preview=_preview,
    store=_store,
    answer=_answer,
    whole=_whole,
    early=lambda sheet: not sheet.units,
)


async def review(intent: ReviewDraft, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    opened = await drafting.own(ROSTER, read, intent.draft, who)
    if opened is None:
        return drafting.gone(ROSTER, request, who)
    return await _next(read, *opened, request)


async def settle(intent: SettleDoubt, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    opened = await drafting.own(ROSTER, read, intent.draft, who)
    if opened is None:
        return drafting.gone(ROSTER, request, who)
    draft, body, by = opened
    body.chosen[intent.doubt] = reading.DoubtChoice(intent.choice)
    return await _next(read, draft, body, by, request)


async def _next(read: Rows, draft: Draft, body: RosterDraft, by: DraftSender, request: Request) -> Outcome:
    """The next doubt, or, behind the last one, the whole again."""
    waiting = reading.open_doubts(body)
    if not waiting:
        return await drafting.shown(ROSTER, read, draft, body, by, request)
    place, doubt = waiting[0], body.read.problems[waiting[0]]
    offered = reading.choices(doubt)
    labels = [texts.choice(doubt.kind, doubt_choice, doubt.suggest or "") for doubt_choice in offered]
    options: list[Option] = [
        (label, SettleDoubt(draft.id, place, choice)) for label, choice in zip(labels, offered, strict=True)
    ]
    rows = texts.rows_named(doubt.rows)
    asked = texts.doubt_asked(common.pronouns(by.person), doubt.kind, rows, _given(body, place), labels)
    changed = DraftChanged(draft.id, draft.version, body.model_dump_json())
    return Outcome((changed,), (ask_in(request, by.chat, by.person, asked, options),))


def summary(p: common.Pronouns, sheet: RosterReview) -> Markup:
    """What the roster gives, what it changes, and what is doubtful in it."""
    return common.lines(
        _counted(p, sheet),
        common.seen(p, sheet.body.read.problems),
        _against(sheet),
        _left_out(sheet.body),
        _doubts(sheet),
    )


def _counted(p: common.Pronouns, sheet: RosterReview) -> Markup:
    """People by post, people of each unit, and which units nobody leads, in the file or already."""
    wanted = [(roster_person, post) for roster_person in sheet.named for post in roster_person.posts]
    per_unit = Counter(post.unit for _, post in wanted if post.unit)
    leads: dict[str, list[str]] = defaultdict(list)
    for roster_person, post in wanted:
        if post.unit and post.role is Role.LEADER:
            leads[post.unit].append(roster_person.name)
    kept = {held.post.unit.name for _, held in sheet.found.ends if held.post.role is Role.LEADER}
    groups = [unit for unit in sheet.units if unit.kind in {"group", "building"}]
    headless = common.in_order(unit.name for unit in groups if unit.name not in leads.keys() | kept)
    counts = [(name, per_unit[name]) for name in common.in_order(unit.name for unit in groups) if per_unit[name]]
    head = texts.counted(p, len(sheet.named), len(wanted), _by_role(sheet))
    several = [(unit, names) for unit, names in leads.items() if len(names) > 1]
    return common.lines(head, texts.per_unit(counts, headless), texts.heads_of_one(several))


def _by_role(sheet: RosterReview) -> list[tuple[str, list[str]]]:
    """Each post with who would hold it, and where."""
    held: dict[str, list[str]] = defaultdict(list)
    for roster_person in sheet.named:
        for post in roster_person.posts:
            where = f" ({post.unit})" if post.unit else ""
            held[texts.post_name(post.role, post.force)].append(f"{roster_person.name}{where}")
    return sorted(held.items(), key=lambda one: _ORDER.get(one[0], len(_ORDER)))


_ORDER = {name: place for place, name in enumerate((texts.ROLES["leader"], texts.ROLES["deputy"]))}


def _left_out(body: RosterDraft) -> Markup:
    return texts.left_out(_rows_named(body, body.dropped))


def _against(sheet: RosterReview, most: int = texts.ROWS_SHOWN) -> Markup:
    """Who is new, and what changes of the others; of a first roster everybody is new."""
    difference = sheet.found
    if sheet.first:
        return NOTHING
    named = {
        "new": [one.name for one in difference.new],
        "phone": [
            texts.number_changed(change.known.person.name, change.known.phone, change.phone)
            for change in difference.changed
            if change.phone
        ],
        "title": [change.known.person.name for change in difference.changed if change.title],
        "name": [f"{change.known.person.name} → {change.name}" for change in difference.changed if change.name],
        "begins": [
            texts.post_begun(person.name, post.role, post.force, post.unit) for person, post in difference.begins
        ],
    }
    parts = [texts.changed(kind, names, most) for kind, names in named.items() if names]
    instead = [
        f"{person.name} ({texts.post_name(held_post.post.role, held_post.post.force)})"
        for person, held_post in difference.replaced
    ]
    parts += [texts.changed("replaced", instead, most)] if instead else []
    parts += [texts.two_heads(double)] if (double := _two_heads(sheet)) else []
    return texts.difference_told(len(difference.new), difference.same, parts)


def _two_heads(sheet: RosterReview) -> list[str]:
    """Units whose head of until now would go on beside the one that the roster names."""
    led = {
        post.unit
        for roster_person in sheet.named
        for post in roster_person.posts
        if post.unit and post.role is Role.LEADER
    }
    ends = (held.post for _, held in sheet.found.ends if held.post.role is Role.LEADER)
    return [post.unit.name for post in ends if post.unit.name in led]


def _doubts(sheet: RosterReview, most: int = texts.ROWS_SHOWN) -> Markup:
    """Missing numbers are told in one line; nobody wants to be asked about each. What is asked for is told there."""
    asked, dropped = {(one.row, one.name) for one in sheet.waiting}, set(sheet.body.dropped)
    problems = [
        (place, doubt)
        for place, doubt in enumerate(sheet.body.read.problems)
        if not doubt.rows or not {number_of(row) for row in doubt.rows} <= dropped
    ]
    silent = [row for _, doubt in problems if doubt.kind == "phone_missing" for row in doubt.rows]
    parts = [
        texts.doubt(doubt.kind, texts.rows_named(doubt.rows), _given(sheet.body, place))
        for place, doubt in sorted(problems, key=lambda one: not reading.choices(one[1]))
        if doubt.kind != "phone_missing" and not (doubt.kind == reading.UNKNOWN and _is_asked(doubt, asked))
        if not (doubt.kind == reading.UNKNOWN and doubt.match in sheet.body.places) and not doubt.is_remark
    ]
    missing = [texts.doubt("phone_missing", texts.rows_named(silent), {})] if silent else []
    return texts.doubts_told([*parts, *missing], most)


def _is_asked(doubt: Problem, asked: Collection[tuple[Label, str]]) -> bool:
    """Each of its rows, of those it is about."""
    rows = {row for row, name in asked if doubt.person in {"", name}}
    return set(doubt.rows) <= rows


def _given(body: RosterDraft, place: int) -> dict[str, str]:
    doubt = body.read.problems[place]
    name, chosen = reading.namesake(body.read, doubt), body.answer(place)
    return {"name": name, "match": doubt.match, "suggest": doubt.suggest or "", "choice": str(chosen or "")}
