"""Handing a unit over: for some evenings or for good, by its head or the clerk; asked once, then told to everybody.

Rights follow from posts with dates, so the old head's chat loses them at the instant the post ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import reaching, scope
from handlers import texts as common
from handlers.intents.posts import ConfirmHandOver, HandOver, KeepPosts
from handlers.intents.wishes import LeaveIt, PassOn
from handlers.language import people_names
from handlers.markup import Markup
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
    """One unit changes hands. `held`: its posts, those to come too."""

    unit: Unit
    campaign: Campaign
    new: Person
    since: Instant
    until: Instant | None
    held: Sequence[HeldPost]
    known: Mapping[int, Person]

    @property
    def span(self) -> Span:
        return _span(self.since, self.until, self.campaign)

    @property
    def led(self) -> list[HeldPost]:
        """By whom it would be led in that time, in order."""
        return [one for one in self.held if one.post.role is Role.LEADER and one.within(self.since, self.until)]

    @property
    def old(self) -> Person | None:
        """The first in whose place somebody else comes."""
        return next((self.known[one.post.person_id] for one in self.led if one.post.person_id != self.new.id), None)

    @property
    def stands(self) -> tuple[int, ...]:
        return tuple(sorted(one.id for one in self.led))

    @property
    def is_so_already(self) -> bool:
        return _leads_throughout(self.new.id, self.held, self.since, self.until) and self.old is None

    def arranged(self, now: Instant) -> list[tuple[Span, Person]]:
        """What was handed over before and has not begun, and would not come to be."""
        ahead = (one for one in self.led if one.since > now and one.post.person_id != self.new.id)
        return [(_span(one.since, one.until, self.campaign), self.known[one.post.person_id]) for one in ahead]


def _span(since: Instant, until: Instant | None, campaign: Campaign) -> Span:
    return campaign.day(since), None if until is None else campaign.day(until) - timedelta(days=1)


def _leads_throughout(person_id: int, held: Sequence[HeldPost], since: Instant, until: Instant | None) -> bool:
    """Without a gap from the first instant to the last."""
    reaches: Instant | None = since
    for one in sorted(held, key=lambda post: post.since):
        own = one.post.person_id == person_id and one.post.role is Role.LEADER
        if own and reaches is not None and one.since <= reaches and (one.until is None or one.until > reaches):
            reaches = one.until
    return reaches is None or (until is not None and reaches >= until)


async def hand_over(intent: HandOver, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Who, where and until when are made sure of before anything changes."""
    p = common.pronouns(who.person)
    unit = await _unit(intent, who, read)
    if unit is None:
        return say(request, who, _elsewhere(intent, who))
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
    changes = [
        await _change(unit, person, *_times(span, who.campaign, request), who, request, read)
        for person in found
        for span in spans
    ]
    if len(found) > 1:
        options = [(change.new.name, _confirm(change, request)) for change in changes[:: len(spans)]]
        return ask(request, who, texts.several_named(p, [name for name, _ in options]), options)
    return _asked(changes, request, who)


def _asked(changes: Sequence[_Change], request: Request, who: Campaigner) -> Outcome:
    """Each is one reading of how long; what was arranged before and would be replaced is told with the question."""
    p, first = common.pronouns(who.person), changes[0]
    unit, new = first.unit, common.titled(first.new)
    if first.is_so_already:
        if first.led[0].since > request.at:
            return say(request, who, texts.arranged_already(p, new, unit.name, *first.span))
        return say(request, who, texts.leads_already(p, new, unit.name))
    instead = p.you if first.old is None or first.old.id == who.person.id else common.titled(first.old)
    spans = list(dict.fromkeys(change.span for change in changes))
    asked = texts.hand_over_asked(p, new, unit.name, instead, spans)
    before = [(span, common.titled(person)) for span, person in first.arranged(request.at)]
    if before:
        asked = common.lines(texts.arranged_before(p, unit.name, before), asked)
    options = {change.span: (texts.label(*change.span), _confirm(change, request)) for change in changes}
    return ask(request, who, asked, [*options.values(), (texts.NO, KeepPosts())])


async def confirm(intent: ConfirmHandOver, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What is said now is looked at again: the post may have changed hands since the question."""
    p = common.pronouns(who.person)
    unit = (await scope.reach(read, who)).get(intent.unit)
    new = (await people.by_id(read, [intent.to])).get(intent.to)
    if unit is None or new is None:
        return say(request, who, common.not_allowed(p))
    change = await _change(unit, new, max(intent.since, request.at), intent.until, who, request, read)
    if change.is_so_already or change.stands != intent.stands:
        return _asked([change], request, who)
    old = change.old
    nights = (await sessions.of_units(read, [unit.id])).get(unit.id, ())
    facts = (*_posts(change, source(request, who), request), *await _questions_closed(change, request, read))
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
    named = scope.named(intent.text, groups, who)
    own = [post.unit for post in who.posts if post.role is Role.LEADER]
    units = own if named == [] else named or []
    return units[0] if len(units) == 1 else None


def _elsewhere(intent: HandOver, who: Who) -> Markup:
    """One's own is not asked about where another's was named."""
    p, own = common.pronouns(who.person), scope.own_names(who)
    led = [post.unit for post in who.posts if post.role is Role.LEADER]
    return common.only_own(p, own) if own and scope.named(intent.text, led, who) is None else texts.which_unit(p)


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


def _times(span: Span, campaign: Campaign, request: Request) -> tuple[Instant, Instant | None]:
    first, last = span
    since = request.at if first <= campaign.day(request.written) else at(first, BEGINS, campaign.zone)
    return since, None if last is None else at(last + timedelta(days=1), BEGINS, campaign.zone)


async def _change(
    unit: Unit,
    new: Person,
    since: Instant,
    until: Instant | None,
    who: Campaigner,
    request: Request,
    read: Rows,
) -> _Change:
    """Who stands in for a time, and is something else in the unit, hands over no later days than their own."""
    held = [one for one in await posts.below(read, [unit.id], request.at) if one.post.unit.id == unit.id]
    known = await people.by_id(read, {new.id, *(one.post.person_id for one in held)})
    ends = _stands_in_until(who.person.id, held)
    beyond = ends is not None and ends > since and (until is None or until > ends)
    if ends is not None and beyond and not _leads_throughout(new.id, held, ends, until):
        until = ends
    return _Change(unit, who.campaign, new, since, until, held, known)


def _stands_in_until(person_id: int, held: Sequence[HeldPost]) -> Instant | None:
    own = [one for one in held if one.post.person_id == person_id]
    led = [one.until for one in own if one.post.role is Role.LEADER]
    ends = [end for end in led if end is not None]
    return max(ends) if ends and len(ends) == len(led) < len(own) else None


def _confirm(change: _Change, request: Request) -> ConfirmHandOver:
    since = 0 if change.since <= request.at else change.since
    return ConfirmHandOver(change.unit.id, change.new.id, since, change.until, change.stands)


def _posts(change: _Change, by: Source, request: Request) -> list[Fact]:
    """In that time the new head alone leads: who led before ends, who was to come later does; then it is as it was.

    A post that has not begun ends where it begins: it was never held.
    """
    since, until, unit = change.since, change.until, change.unit
    ends = [PostEnded(one.id, max(since, one.since)) for one in change.led]
    begins = [PostTaken(by.ids(), change.new.id, Role.LEADER, unit.id, None, since, until)]
    after = [one for one in change.led if until is not None and (one.until is None or one.until > until)]
    if until is not None and after:
        begins.append(PostTaken(by.ids(), after[0].post.person_id, Role.LEADER, unit.id, None, until, after[0].until))
    for one in change.held:
        if one.post.role is not Role.DEPUTY:
            continue
        if one.post.person_id == change.new.id and until is None and one.within(since, None):
            ends.append(PostEnded(one.id, max(since, one.since)))
        elif any(_was_for(led, one, request.at) for led in change.led):
            begins.append(PostTaken(by.ids(), one.post.person_id, Role.DEPUTY, unit.id, None, one.until or since))
    noted = [_noted("took", change.new, change, by)]
    if change.old is not None:
        noted.append(_noted("left", change.old, change, by))
    return [*ends, *begins, *noted]


def _was_for(led: HeldPost, deputy: HeldPost, now: Instant) -> bool:
    """The deputy was to lead, and to be deputy no more from then on; it does not come to that."""
    return led.post.person_id == deputy.post.person_id and led.since > now and deputy.until == led.since


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
