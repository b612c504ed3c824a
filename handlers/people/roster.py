"""The ward's roster in the chat: shown as it was read, doubts as choices, stored only when its sender says yes."""

from collections import Counter
from dataclasses import dataclass, replace

from handlers import drafting
from handlers import texts as common
from handlers.drafting import NOTHING, Begun, DraftKind, DraftSender, Option, Says, Stored
from handlers.intents.drafts import AcceptDraft, PreviewDraft, ReviewDraft, SettleDoubt
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask_in
from handlers.people import roster_difference, texts
from handlers.people import roster_reading as reading
from handlers.people.read_roster import ReadRoster
from handlers.people.roster_difference import KnownPerson, RosterDifference, RosterSource
from handlers.people.roster_reading import RosterDraft, RosterPerson
from storage import people, posts, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.drafts import Draft, DraftChanged
from storage.instants import Instant
from storage.lookup import KnownSpeaker
from storage.records import Role, Unit

END = "end"  # the yes that also ends posts which the roster does not name


@dataclass(frozen=True, slots=True)
class RosterReview:
    """A draft in the hand of who decides on it: what was read, the ward's units, and who is known."""

    campaign: Campaign
    body: RosterDraft
    units: tuple[Unit, ...]
    named: tuple[RosterPerson, ...]
    found: RosterDifference
    first: bool  # nobody but the sender is known yet


async def sheet_of(read: Rows, body: RosterDraft, campaign: Campaign, sender: int | None, at: Instant) -> RosterReview:
    below = await units.below(read, campaign.unit.id)
    held = roster_difference.holders(await posts.below(read, [campaign.unit.id], at))
    persons, numbers = await people.by_id(read, held), await people.phones(read, held)
    known = [KnownPerson(person, numbers.get(id_), held[id_]) for id_, person in sorted(persons.items())]
    named = tuple(reading.people(body, {unit.name for unit in below}))
    difference = roster_difference.difference(named, known, sender)
    return RosterReview(
        campaign, body, below, named, difference, first=all(known_person.person.id == sender for known_person in known)
    )


async def _begin(_read: Rows, intent: PreviewDraft, by: DraftSender, _heard: Request) -> Begun[RosterDraft] | Markup:
    body = RosterDraft(read=drafting.parsed(ReadRoster, intent.result))
    return Begun(body, by.campaign) if body.read.people else texts.no_roster(common.pronouns(by.person))


async def _differ(read: Rows, body: RosterDraft, by: DraftSender, request: Request) -> RosterReview:
    return await sheet_of(read, body, by.campaign, by.person.id, request.at)


def _same(p: common.Pronouns, sheet: RosterReview) -> Markup:
    if not sheet.units:
        return texts.plan_first(p)
    return texts.nothing_new(p) if sheet.found.nothing else NOTHING


def _preview(p: common.Pronouns, sheet: RosterReview, yes: AcceptDraft) -> tuple[Markup, list[Option]]:
    """The roster as it would be stored, and how to say yes or no."""
    open_ = reading.open_doubts(sheet.body)
    options: list[Option] = [(common.ACCEPT, yes)]
    if sheet.found.ends:
        options.append((texts.ACCEPT_AND_END, replace(yes, also=END)))
    if open_:
        options.append((texts.REVIEW, ReviewDraft(yes.draft)))
    ends = [f"{person.name} ({texts.post_name(held.post.role, held.post.force)})" for person, held in sheet.found.ends]
    would_end = texts.would_end(p, ends) if ends and not sheet.first else NOTHING
    return common.lines(summary(p, sheet), would_end, texts.how_to_decide(p, doubtful=len(open_))), options


async def _store(_read: Rows, sheet: RosterReview, also: str, request: Request, who: KnownSpeaker) -> Stored | Markup:
    actor, difference, end = who.person.id, sheet.found, also == END
    ended = len(difference.ends) if end else 0
    text = texts.accepted(
        common.pronouns(who.person), len(difference.new), len(difference.changed), len(difference.begins), ended
    )
    known = {unit.name: unit for unit in sheet.units}
    occasion = RosterSource(actor, who.chat.channel, request.at, request.ids, sheet.campaign.unit, known)
    return Stored(roster_difference.facts(difference, occasion, end=end), text)


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
    return common.lines(_counted(p, sheet), _against(sheet), _doubts(sheet))


def _counted(p: common.Pronouns, sheet: RosterReview) -> Markup:
    """People by post, people of each unit, and which units nobody leads, in the file or already."""
    wanted = [(roster_person, post) for roster_person in sheet.named for post in roster_person.posts]
    by_role = Counter(texts.post_name(post.role, post.force) for _, post in wanted)
    per_unit = Counter(post.unit for _, post in wanted if post.unit)
    leads = {post.unit for _, post in wanted if post.unit and post.role is Role.LEADER}
    kept = {held.post.unit.name for _, held in sheet.found.ends if held.post.role is Role.LEADER}
    groups = [unit for unit in sheet.units if unit.kind in {"group", "building"}]
    headless = [unit.name for unit in groups if unit.name not in leads | kept]
    counts = [(unit.name, per_unit[unit.name]) for unit in groups if per_unit[unit.name]]
    head = texts.counted(p, len(sheet.named), len(wanted), by_role.most_common())
    return common.lines(head, texts.per_unit(counts, headless))


def _against(sheet: RosterReview) -> Markup:
    difference = sheet.found
    new = [roster_person.name for roster_person in difference.new]
    if sheet.first:
        return texts.changed("new", new) if new else NOTHING
    named = {
        "new": new,
        "phone": [change.known.person.name for change in difference.changed if change.phone],
        "title": [change.known.person.name for change in difference.changed if change.title],
        "name": [f"{change.known.person.name} → {change.name}" for change in difference.changed if change.name],
        "begins": [f"{person.name} ({texts.post_name(post.role, post.force)})" for person, post in difference.begins],
    }
    parts = [texts.changed(kind, names) for kind, names in named.items() if names]
    instead = [
        f"{person.name} ({texts.post_name(held_post.post.role, held_post.post.force)})"
        for person, held_post in difference.replaced
    ]
    parts += [texts.changed("replaced", instead)] if instead else []
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


def _doubts(sheet: RosterReview) -> Markup:
    """Missing numbers are told in one line; nobody wants to be asked about each."""
    problems = list(enumerate(sheet.body.read.problems))
    silent = [row for _, doubt in problems if doubt.kind == "phone_missing" for row in doubt.rows]
    parts = [
        texts.doubt(doubt.kind, texts.rows_named(doubt.rows), _given(sheet.body, place))
        for place, doubt in sorted(problems, key=lambda one: not reading.choices(one[1]))
        if doubt.kind != "phone_missing"
    ]
    unplaced = [
        texts.doubt("unplaced", texts.rows_named(roster_person.rows), {"name": roster_person.name})
        for roster_person in sheet.named
        if roster_person.unplaced
    ]
    missing = [texts.doubt("phone_missing", texts.rows_named(silent), {})] if silent else []
    return texts.doubts_told([*parts, *unplaced, *missing])


def _given(body: RosterDraft, place: int) -> dict[str, str]:
    doubt = body.read.problems[place]
    name, chosen = reading.namesake(body.read, doubt), body.answer(place)
    return {"name": name, "match": doubt.match, "suggest": doubt.suggest or "", "choice": str(chosen or "")}
