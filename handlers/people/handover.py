"""Handing a unit over: for some evenings or for good, by its head or the clerk; asked once, then told to everybody.

Rights follow from posts with dates, so the old head's chat loses them at the instant the post ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import reaching, scope
from handlers import texts as common
from handlers.intents.posts import ConfirmHandOver, HandOver, KeepPosts
from handlers.intents.wishes import LeaveIt, PassOn
from handlers.language import people_names
from handlers.outcome import Outcome, Request, ask, say, source, tell
from handlers.people import texts
from storage import people, posts, questions, sessions
from storage.campaigns import Campaign
from storage.database import Rows
from storage.facts import Fact
from storage.history import Kind, Noted, Source
from storage.instants import Instant, at
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.posts import HeldPost, PostEnded, PostTaken
from storage.questions import QuestionClosed
from storage.records import Message, Person, Post, Role, Unit
from storage.sessions import HeldSession

BEGINS = "04:00"  # of a campaign's day
Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class _Change:
    """One unit changes hands. `old` may be nobody."""

    unit: Unit
    campaign: Campaign
    new: Person
    old: Person | None
    since: Instant
    until: Instant | None

    @property
    def span(self) -> Span:
        last = None if self.until is None else self.campaign.day(self.until) - timedelta(days=1)
        return self.campaign.day(self.since), last


async def hand_over(intent: HandOver, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Who, where and until when are made sure of before anything changes."""
    p = common.pronouns(who.person)
    unit = await _unit(intent, who, read)
    if unit is None:
        return say(request, who, texts.which_unit(p))
    found = await _candidates(intent, unit, request, read)
    if not found:
        if not intent.name:
            return say(request, who, texts.no_deputy(p, unit.name))
        missing = texts.nobody_named(p, texts.as_written(intent.name, intent.text), unit.name)
        if who.has(Role.CLERK):
            return say(request, who, missing)
        pass_on = PassOn("hand_over", intent.text, sure=True)
        options_ = [(texts.PASS_ON, pass_on), (texts.NO, LeaveIt())]
        text = common.lines(missing, texts.or_pass_on(p))
        return ask(request, who, text, options_)
    spans = await _spans(intent, unit, read)
    if not spans:
        return say(request, who, texts.how_long(p, common.titled(found[0])))
    if len(found) > 1:
        options = [(person.name, _confirm(unit, person, spans[0], who.campaign, request)) for person in found]
        return ask(request, who, texts.several_named(p, [name for name, _ in options]), options)
    old = (await people.heads(read, [unit.id], request.at)).get(unit.id)
    if old is not None and old.id == found[0].id:
        return say(request, who, texts.leads_already(p, common.titled(old), unit.name))
    instead = p.you if old is None or old.id == who.person.id else common.titled(old)
    asked = texts.hand_over_asked(p, common.titled(found[0]), unit.name, instead, spans)
    readings = [(texts.label(*span), _confirm(unit, found[0], span, who.campaign, request)) for span in spans]
    return ask(request, who, asked, [*readings, (texts.NO, KeepPosts())])


async def confirm(intent: ConfirmHandOver, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What is said now is looked at again: the post may have changed hands since the question."""
    p = common.pronouns(who.person)
    unit = (await scope.reach(read, who)).get(intent.unit)
    new = (await people.by_id(read, [intent.to])).get(intent.to)
    if unit is None or new is None:
        return say(request, who, common.not_allowed(p))
    old = (await people.heads(read, [unit.id], request.at)).get(unit.id)
    if old is not None and old.id == new.id:
        return say(request, who, texts.leads_already(p, common.titled(new), unit.name))
    change = _Change(unit, who.campaign, new, old, max(intent.since, request.at), intent.until)
    held = [
        held_post for held_post in await posts.below(read, [unit.id], request.at) if held_post.post.unit.id == unit.id
    ]
    nights = (await sessions.of_units(read, [unit.id])).get(unit.id, ())
    facts = (*_posts(change, held, source(request, who)), *await _questions_closed(change, request, read))
    others = list(await _others_told(change, nights, request, who, read))
    concerned = [person for person in (new, old) if person is not None and person.id != who.person.id]
    reach = await reaching.reach(read, concerned)
    text = texts.handed_over(p, common.titled(new), unit.name, *change.span, reach.reached, reach.others)
    return say(request, who, text, *facts, others=others)


async def keep(_intent: KeepPosts, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.kept(common.pronouns(who.person)))


async def _unit(intent: HandOver, who: Who, read: Rows) -> Unit | None:
    """The one that is named, else one's own. A clerk has to name it."""
    reach = await scope.reach(read, who)
    groups = [unit for unit in reach.values() if unit.kind != "ward"]
    named = scope.named(intent.text, groups)
    own = [post.unit for post in who.posts if post.role is Role.LEADER]
    units = own if named == [] else named or []
    return units[0] if len(units) == 1 else None


async def _candidates(intent: HandOver, unit: Unit, request: Request, read: Rows) -> list[Person]:
    """People of the unit: its deputy, or those who are called so."""
    held = [
        held_post for held_post in await posts.below(read, [unit.id], request.at) if held_post.post.unit.id == unit.id
    ]
    if not intent.name:
        held = [post for post in held if post.post.role is Role.DEPUTY]
    known = await people.by_id(read, {one.post.person_id for one in held})
    called = people_names.called(intent.name, [(one.id, one.name) for one in known.values()])
    return [person for person in known.values() if not intent.name or person.id in called]


async def _spans(intent: HandOver, unit: Unit, read: Rows) -> list[Span]:
    """Readings of how long; several where "three evenings" are not the next three days. None: it was not said."""
    first = date.fromisoformat(intent.first)
    if intent.last:
        return [(first, date.fromisoformat(intent.last))]
    if not intent.days:
        return [(first, None)] if intent.for_good else []
    in_a_row = first + timedelta(days=intent.days - 1)
    nights = (await sessions.of_units(read, [unit.id])).get(unit.id, ())
    ahead = [night.session.night for night in nights if night.session.night >= first][: intent.days]
    if intent.evenings and len(ahead) == intent.days:
        return [(first, ahead[-1])]
    by_plan = ahead[-1] if intent.evenings and ahead else in_a_row
    return [(first, last) for last in dict.fromkeys((by_plan, in_a_row))]


def _confirm(unit: Unit, to: Person, span: Span, campaign: Campaign, request: Request) -> ConfirmHandOver:
    first, last = span
    today = campaign.day(request.written)
    since = 0 if first <= today else at(first, BEGINS, campaign.zone)
    until = None if last is None else at(last + timedelta(days=1), BEGINS, campaign.zone)
    return ConfirmHandOver(unit.id, to.id, since, until)


def _posts(change: _Change, held: Sequence[HeldPost], by: Source) -> list[Fact]:
    """The head's post ends, the new one begins; what was handed over for a time comes back by itself."""
    facts: list[Fact] = []
    for held_post in held:
        replaced = (
            held_post.post.person_id == change.new.id and held_post.post.role is Role.DEPUTY and change.until is None
        )
        if held_post.post.role is Role.LEADER or replaced:
            facts.append(PostEnded(held_post.id, change.since))
    taken = PostTaken(by.ids(), change.new.id, Role.LEADER, change.unit.id, None, change.since, change.until)
    facts += [taken, _noted("took", change.new, change, by)]
    if change.old is not None:
        facts.append(_noted("left", change.old, change, by))
        if change.until is not None:
            led = [post for post in held if post.post.person_id == change.old.id and post.post.role is Role.LEADER]
            ends = led[0].until if led else None
            facts.append(PostTaken(by.ids(), change.old.id, Role.LEADER, change.unit.id, None, change.until, ends))
    return facts


def _noted(kind: Kind, person: Person, change: _Change, by: Source) -> Noted:
    first, last = change.span
    post = Post(person.id, Role.LEADER, change.unit)
    return by.of_post(kind, post, first=first.isoformat(), last=last.isoformat() if last else "")


async def _questions_closed(change: _Change, request: Request, read: Rows) -> list[Fact]:
    """Who has handed over at once is not waited for any more."""
    if change.old is None or change.since > request.at:
        return []
    asked = (await questions.open_to(read, [change.old.id], request.at)).get(change.old.id, ())
    nights = await sessions.by_id(read, {one.session_id for one in asked if one.session_id})
    ours = {id_ for id_, night in nights.items() if night.session.unit_id == change.unit.id}
    return [QuestionClosed(question.id, request.key, request.at) for question in asked if question.session_id in ours]


async def _others_told(
    change: _Change, nights: Sequence[HeldSession], request: Request, who: Campaigner, read: Rows
) -> Iterable[Message]:
    """The new head with what is open, the old one, and the clerks; nobody twice, and not the one who has said it."""
    messages: list[Message] = []
    by = who.person
    pair, span = common.pronouns(change.new), change.span
    if change.new.id != by.id:
        hello = texts.you_lead(pair, change.unit.name, *span, common.titled(by))
        items = texts.open_items(pair, _open(change, nights, who.campaign), who.campaign)
        messages.append(tell(request, change.new, common.lines(hello, items)))
        messages += _asked_now(change, nights, request, who.campaign)
    if change.old is not None and change.old.id != by.id:
        messages.append(
            tell(
                request,
                change.old,
                texts.you_led(common.pronouns(change.old), common.titled(change.new), change.unit.name, *span),
            )
        )
    instead = common.titled(change.old) if change.old else ""
    for clerk in await people.clerks_above(read, [change.unit.id], request.at):
        if clerk.id not in {by.id, change.new.id} and instead:
            messages.append(
                tell(
                    request,
                    clerk,
                    texts.clerk_told_of_stand_in(
                        common.pronouns(clerk), common.titled(change.new), instead, change.unit.name, *span
                    ),
                )
            )
    return messages


def _open(change: _Change, nights: Sequence[HeldSession], campaign: Campaign | None) -> texts.OpenNights:
    """Evenings ahead in the new head's time, and those before it of which figures are missing."""
    first, last = change.span
    planned = [night for night in nights if night.session.planned]
    ahead = [n.session.night for n in planned if first <= n.session.night <= (last or date.max)]
    before = [n for n in planned if n.session.night < first]
    silent = [n.session.night for n in before if not n.standing.reported]
    partly = [n.session.night for n in before if n.standing.reported and not _is_counted(n, campaign)]
    return texts.OpenNights(ahead, silent, partly)


def _is_counted(night: HeldSession, campaign: Campaign | None) -> bool:
    """Whether the figure is there that is asked for."""
    if campaign is None:
        return night.standing.reported
    return night.standing.value(campaign.settings.target.indicator) is not None


def _asked_now(
    change: _Change, nights: Sequence[HeldSession], request: Request, campaign: Campaign | None
) -> list[Message]:
    """An evening whose result is being waited for is asked of the new head."""
    waited = [
        night.session
        for night in nights
        if night.session.asks_at <= request.at < night.session.locks_at and not _is_counted(night, campaign)
    ]
    if change.since > request.at:
        return []
    return [
        Message(
            request.ids(),
            "closeout",
            request.key,
            request.at,
            person_id=change.new.id,
            params={"session": str(session.id), "version": str(session.version)},
            not_after=session.locks_at,
        )
        for session in waited
    ]
